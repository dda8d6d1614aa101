/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-remedy.h"
#include "catena-repair-dialog.h"
#include "catena-store-page-private.h"

static KsRemedy
find_remedy (CatenaStorePage *self)
{
  KsVerdict *verdict = catena_verification_get_verdict (self->verification);

  return verdict != NULL ? catena_remedy_find (verdict, NULL) : KS_REMEDY_NONE;
}

static void
accepted_cb (CatenaStorePage *self, KsEntry *entry, KsEntry *repaired)
{
  KsStore *store = catena_document_get_store (self->document);
  KsVerdict *verdict = catena_verification_get_verdict (self->verification);
  g_autoptr (KsEdit) edit = NULL;
  KsRemedy remedy = KS_REMEDY_NONE;
  guint position, n = 0;

  if (store == NULL || !ks_store_find_position (store, entry, &position))
    return;

  if (verdict != NULL)
    remedy = catena_remedy_find (verdict, &n);
  edit = ks_edit_new_replace (catena_remedy_get_past_tense (remedy, n), entry, repaired);
  if (_catena_store_page_apply (self, edit, _ ("The Chain Could Not Be Changed")))
    catena_entry_list_select (self->entry_list, repaired);
}

static void
verdict_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CatenaRepairDialog) dialog = user_data;
  g_autoptr (KsVerdict) verdict = catena_verification_preview_finish (CATENA_VERIFICATION (source), result);

  /* It may be closed by now, and is kept only for this. */
  if (verdict != NULL && gtk_widget_get_root (GTK_WIDGET (dialog)) != NULL)
    catena_repair_dialog_set_after (dialog, verdict);
}

/* FALSE when nothing is known that repairs the chain. */
gboolean
_catena_store_page_preview (CatenaStorePage *self, KsRemedy remedy)
{
  KsEntry *entry = catena_verification_get_entry (self->verification);
  KsVerdict *verdict = catena_verification_get_verdict (self->verification);
  g_autoptr (KsEntry) repaired =
    entry != NULL && verdict != NULL ? catena_remedy_new_entry (remedy, entry, verdict) : NULL;
  AdwDialog *dialog;

  if (repaired == NULL)
    return FALSE;

  dialog = catena_repair_dialog_new (verdict, entry, repaired);
  g_signal_connect_object (dialog, "accepted", G_CALLBACK (accepted_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
  catena_verification_preview_async (self->verification, repaired, verdict_cb, g_object_ref (dialog));
  return TRUE;
}

static void
preview_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CatenaStorePage *self = user_data;
  KsRemedy remedy = find_remedy (self);

  if (remedy != KS_REMEDY_NONE && !_catena_store_page_preview (self, remedy))
    _catena_store_page_search_issuer (self, remedy, TRUE);
}

static void
repair_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CatenaStorePage *self = user_data;
  KsRemedy remedy = find_remedy (self);

  if (remedy != KS_REMEDY_NONE)
    _catena_store_page_repair (self, remedy);
}

static const GActionEntry entries[] = {
  { "preview-repair", preview_action, NULL, NULL, NULL },
  { "repair", repair_action, NULL, NULL, NULL },
};

void
_catena_store_page_update_preview (CatenaStorePage *self)
{
  KsEntry *entry = catena_verification_get_entry (self->verification);
  gboolean is_possible = entry != NULL && ks_entry_get_kind (entry) == KS_ENTRY_KEY &&
                         catena_document_is_editable (self->document) && find_remedy (self) != KS_REMEDY_NONE;

  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    _catena_store_page_set_enabled (self->entry_actions, entries[i].name, is_possible);
}

void
_catena_store_page_init_preview (CatenaStorePage *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self->entry_actions), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (self->verification, "notify::verdict",
                           G_CALLBACK (_catena_store_page_update_preview), self, G_CONNECT_SWAPPED);
  _catena_store_page_update_preview (self);
}
