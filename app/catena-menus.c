/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-menus.h"
#include "ks-role.h"

#define MAX_ITEMS 5

typedef struct {
  const char *label;
  const char *action;
} Item;

/* A row for each section. What makes no sense for an entry is not in its menu. */
static const Item entry_menu[][MAX_ITEMS] = {
  {
    { N_ ("Certificate Re_quest…"), "entry.request" },
    { N_ ("Import Rep_ly…"), "document.import-reply" },
    { N_ ("Re_new…"), "entry.renew" },
    { N_ ("Iss_ue Certificate…"), "entry.sign" },
  },
  {
    { N_ ("_Export…"), "entry.export" },
    { N_ ("Add to Trust_store…"), "entry.add-to-truststore" },
    { N_ ("Confi_guration…"), "entry.snippet" },
    { N_ ("Look Inside (ASN._1)"), "entry.inspect" },
    { N_ ("Co_mpare…"), "entry.compare" },
  },
  {
    { N_ ("Save Draw_ing…"), "entry.save-drawing" },
    { N_ ("Cop_y Drawing"), "entry.copy-drawing" },
    { N_ ("S_ave Report…"), "entry.report" },
  },
  {
    { N_ ("Cu_t"), "entry.cut" },
    { N_ ("_Copy"), "entry.copy" },
    { N_ ("_Paste"), "document.paste" },
  },
  {
    { N_ ("_Rename…"), "entry.rename" },
    { N_ ("Change Pass_word…"), "entry.password" },
    { N_ ("Add to C_hain…"), "entry.chain-append" },
    { N_ ("Pre_view Repair…"), "entry.preview-repair" },
  },
  {
    { N_ ("Request with Tested H_osts…"), "entry.request-names" },
    { N_ ("Stop _Testing Hosts"), "entry.clear-hosts" },
  },
  {
    { N_ ("E_xplain"), "app.explain" },
  },
  {
    { N_ ("_Delete"), "entry.delete" },
  },
};

static const Item chain_menu[][MAX_ITEMS] = {
  {
    { N_ ("Move Towards _Root"), "entry.chain-move-up" },
    { N_ ("Move Towards _Leaf"), "entry.chain-move-down" },
  },
  {
    { N_ ("_Insert Certificate…"), "entry.chain-insert" },
    { N_ ("_Paste Certificate"), "entry.chain-paste" },
    { N_ ("_Complete Chain"), "entry.chain-complete" },
  },
  {
    { N_ ("Re_move From Chain"), "entry.chain-remove" },
  },
};

static const Item gap_menu[][MAX_ITEMS] = {
  {
    { N_ ("_Find Issuer"), "entry.chain-complete" },
    { N_ ("_Paste Certificate"), "entry.chain-paste" },
    { N_ ("_Insert Certificate…"), "entry.chain-insert" },
  },
};

static void
append (GMenu *menu, const Item *item)
{
  g_autoptr (GMenuItem) entry = g_menu_item_new (_ (item->label), item->action);

  g_menu_item_set_attribute (entry, "hidden-when", "s", "action-disabled");
  g_menu_append_item (menu, entry);
}

static GMenuModel *
make (const Item sections[][MAX_ITEMS], gsize n_sections)
{
  GMenu *menu = g_menu_new ();

  for (gsize i = 0; i < n_sections; i++) {
    g_autoptr (GMenu) section = g_menu_new ();

    for (gsize j = 0; j < MAX_ITEMS && sections[i][j].label != NULL; j++)
      append (section, &sections[i][j]);
    g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  }
  return G_MENU_MODEL (menu);
}

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
  return make (entry_menu, G_N_ELEMENTS (entry_menu));
}

/**
 * catena_menu_new_for_chain:
 * @is_gap: whether it is for a missing issuer, and not for a certificate
 *
 * Makes the context menu of a part of the chain.
 *
 * Returns: (transfer full): the menu
 */
GMenuModel *
catena_menu_new_for_chain (gboolean is_gap)
{
  return is_gap ? make (gap_menu, G_N_ELEMENTS (gap_menu)) : make (chain_menu, G_N_ELEMENTS (chain_menu));
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
