/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-snippet-dialog.h"
#include "catena-store-page-private.h"

static gboolean
can_be_configured (KsEntry *entry)
{
  return entry != NULL &&
         (ks_entry_get_kind (entry) == KS_ENTRY_KEY || ks_entry_get_kind (entry) == KS_ENTRY_CERTIFICATE);
}

static void
snippet_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CatenaStorePage *self = user_data;
  KsEntry *entry = catena_verification_get_entry (self->verification);
  KsRoleKind role = catena_verification_get_role (self->verification);

  if (can_be_configured (entry))
    adw_dialog_present (catena_snippet_dialog_new (self->document, entry, role), GTK_WIDGET (self));
}

static const GActionEntry action_entries[] = { { "snippet", snippet_action } };

void
_catena_store_page_init_snippet (CatenaStorePage *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self->entry_actions), action_entries,
                                   G_N_ELEMENTS (action_entries), self);
}

void
_catena_store_page_update_snippet (CatenaStorePage *self)
{
  _catena_store_page_set_enabled (self->entry_actions, "snippet",
                                  can_be_configured (catena_verification_get_entry (self->verification)));
}
