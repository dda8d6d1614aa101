/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-menus.h"
#include "ks-role.h"

/**
 * catena_menu_new_for_entry:
 *
 * Makes the menu of what can be done with the selected entries, for the list's context menu and for the entry's page.
 *
 * Returns: (transfer full): the menu
 */
GMenuModel *
catena_menu_new_for_entry (void)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) clipboard = g_menu_new ();
  g_autoptr (GMenu) change = g_menu_new ();
  g_autoptr (GMenu) remove = g_menu_new ();

  g_menu_append (clipboard, _ ("Cu_t"), "entry.cut");
  g_menu_append (clipboard, _ ("_Copy"), "entry.copy");
  g_menu_append (clipboard, _ ("_Paste"), "document.paste");
  g_menu_append (change, _ ("_Rename…"), "entry.rename");
  g_menu_append (change, _ ("Change Pass_word…"), "entry.password");
  g_menu_append (remove, _ ("_Delete"), "entry.delete");

  g_menu_append_section (menu, NULL, G_MENU_MODEL (clipboard));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (change));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (remove));
  return G_MENU_MODEL (menu);
}

/**
 * catena_menu_new_for_role:
 *
 * Makes the menu of what a file can be for.
 *
 * Returns: (transfer full): the menu
 */
GMenuModel *
catena_menu_new_for_role (void)
{
  /* What is most common first; “General” asks for nothing, and stands apart. */
  static const KsRoleKind roles[] = { KS_ROLE_KIND_TLS_SERVER, KS_ROLE_KIND_TLS_CLIENT,
                                      KS_ROLE_KIND_TRUSTSTORE, KS_ROLE_KIND_INTERNAL_ENCRYPTION,
                                      KS_ROLE_KIND_SIGNING,    KS_ROLE_KIND_GENERAL };
  GMenu *menu = g_menu_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (roles); i++) {
    g_autofree char *action = g_strconcat ("document.role::", ks_role_kind_get_nick (roles[i]), NULL);

    g_menu_append (menu, ks_role_kind_get_name (roles[i]), action);
  }
  return G_MENU_MODEL (menu);
}
