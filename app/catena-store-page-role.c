/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-role-memory.h"
#include "catena-store-page-private.h"

#define ACTION "role"

static void
show_role (CatenaStorePage *self, KsRoleKind role, gboolean is_chosen)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->document_actions), ACTION);

  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (ks_role_kind_get_nick (role)));
  catena_verification_set_role (self->verification, role, is_chosen);
}

static void
change_role (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  CatenaStorePage *self = user_data;
  GFile *file = catena_document_get_file (self->document);
  KsRoleKind role;

  if (!ks_role_kind_from_nick (g_variant_get_string (value, NULL), &role))
    return;
  show_role (self, role, TRUE);
  if (file != NULL)
    catena_role_memory_set (_catena_store_page_get_settings (self), file, role);
}

/* What a person said of the file, or else what it looks like. */
static void
store_changed_cb (CatenaStorePage *self)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);
  KsStore *store = catena_document_get_store (self->document);
  GFile *file = catena_document_get_file (self->document);
  g_autoptr (GPtrArray) entries = NULL;
  KsRoleKind role = KS_ROLE_KIND_GENERAL;
  gboolean is_chosen = FALSE;

  if (store == NULL)
    return;
  is_chosen = file != NULL && catena_role_memory_find (settings, file, &role);
  if (!is_chosen && (ks_store_get_format (store)->flags & KS_FORMAT_CAN_WRITE) != 0) {
    entries = ks_store_snapshot (store);
    role = ks_role_guess (entries, catena_document_get_title (self->document));
  }
  show_role (self, role, is_chosen);
}

static const GActionEntry entry = { ACTION, NULL, "s", "'general'", change_role };

void
_catena_store_page_init_role (CatenaStorePage *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self->document_actions), &entry, 1, self);
  g_signal_connect_object (self->document, "notify::store", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  store_changed_cb (self);
}
