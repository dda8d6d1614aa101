/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-copy-job.h"
#include "catena-error-dialog.h"
#include "catena-store-compare-private.h"
#include "kw-text.h"

/* A copy on its way. */
typedef struct {
  CatenaStoreCompareDialog *dialog;
  guint side; /* where it goes */
  KsEntry *source;
  KsEntry *replaced; /* or NULL */
} Copy;

static void
copy_free (Copy *copy)
{
  g_object_unref (copy->dialog);
  g_object_unref (copy->source);
  g_clear_object (&copy->replaced);
  g_free (copy);
}

KsEntry *
_catena_store_compare_get_entry (KsStorePair *pair, guint side)
{
  return side == 0 ? ks_store_pair_get_left (pair) : ks_store_pair_get_right (pair);
}

gboolean
_catena_store_compare_can_copy (CatenaStoreCompareDialog *self, KsStorePair *pair, guint side)
{
  return pair != NULL && !self->is_copying && catena_document_is_editable (self->sides[side].document) &&
         _catena_store_compare_get_entry (pair, 1 - side) != NULL &&
         (ks_store_pair_get_kind (pair) != KS_STORE_PAIR_SAME || ks_store_pair_has_remark (pair));
}

/* ---- doing it ---- */

static KsEdit *
make_edit (Copy *copy, KsEntry *converted)
{
  CatenaDocument *from = copy->dialog->sides[1 - copy->side].document;
  g_autofree char *alias = kw_text_show (ks_entry_get_alias (converted));
  g_autofree char *name = kw_text_show (catena_document_get_title (from));
  /* Translators: an alias, and the file that it was copied from */
  g_autofree char *label = g_strdup_printf (_ ("“%s” copied from “%s”"), alias, name);

  return copy->replaced != NULL ? ks_edit_new_replace (label, copy->replaced, converted)
                                : ks_edit_new_insert (label, converted);
}

static void
insert (Copy *copy, KsEntry *converted)
{
  CatenaStoreCompareDialog *self = copy->dialog;
  g_autoptr (KsEntry) entry = copy->replaced != NULL
                                ? ks_entry_with_alias (converted, ks_entry_get_alias (copy->replaced))
                                : g_object_ref (converted);
  g_autoptr (KsEdit) edit = make_edit (copy, entry);
  g_autoptr (GError) error = NULL;

  if (!catena_document_apply (self->sides[copy->side].document, edit, &error)) {
    catena_error_dialog_present (GTK_WIDGET (self), _ ("Nothing Could Be Copied"), error);
    return;
  }
  self->last_side = (int) copy->side;
  _catena_store_compare_add_toast (self, ks_edit_get_label (edit), TRUE);
}

static void
converted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Copy *copy = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = catena_copy_job_finish (result, &error);

  copy->dialog->is_copying = FALSE;
  if (entries != NULL && entries->len > 0)
    insert (copy, g_ptr_array_index (entries, 0));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    catena_error_dialog_present (GTK_WIDGET (copy->dialog), _ ("Nothing Could Be Copied"), error);
  _catena_store_compare_update (copy->dialog);
  copy_free (copy);
}

static void
start (Copy *copy)
{
  CatenaStoreCompareDialog *self = copy->dialog;
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (entries, g_object_ref (copy->source));
  self->is_copying = TRUE;
  _catena_store_compare_update (self);
  catena_copy_job_start (GTK_WIDGET (self), self->sides[copy->side].document, entries,
                         catena_document_get_keyring (self->sides[1 - copy->side].document),
                         /* Translators: %s is the alias of an entry */
                         _ ("To be copied, the key of “%s” needs the password that it has now."), _ ("_Copy"),
                         converted_cb, copy);
}

/* ---- where the other side has something already ---- */

static void
answered_cb (AdwAlertDialog *alert, GAsyncResult *result, Copy *copy)
{
  const char *response = adw_alert_dialog_choose_finish (alert, result);

  if (g_str_equal (response, "cancel")) {
    copy_free (copy);
    return;
  }
  if (g_str_equal (response, "both"))
    g_clear_object (&copy->replaced);
  start (copy);
}

static gboolean
has_key (KsEntry *entry)
{
  return ks_entry_get_kind (entry) == KS_ENTRY_KEY || ks_entry_get_kind (entry) == KS_ENTRY_SECRET;
}

static const char *
describe (KsStorePair *pair, Copy *copy)
{
  if (has_key (copy->replaced) && !has_key (copy->source))
    return _ ("The entry that is there has a private key, which is replaced by a certificate alone.");
  switch (ks_store_pair_get_kind (pair)) {
  case KS_STORE_PAIR_OTHER_KEY:
    return _ ("The entry that is there has another key.");
  case KS_STORE_PAIR_RENEWED:
    return _ ("The entry that is there has the same key and another certificate.");
  case KS_STORE_PAIR_UNCOMPARED:
    return _ ("The entry that is there may have another key.");
  case KS_STORE_PAIR_SAME:
  case KS_STORE_PAIR_ONLY_LEFT:
  case KS_STORE_PAIR_ONLY_RIGHT:
  default:
    return _ ("The entry that is there has the same certificate.");
  }
}

static void
ask (Copy *copy, KsStorePair *pair)
{
  CatenaStoreCompareDialog *self = copy->dialog;
  g_autofree char *alias = kw_text_show (ks_entry_get_alias (copy->replaced));
  g_autofree char *name = kw_text_show (catena_document_get_title (self->sides[copy->side].document));
  /* Translators: an alias, and the file that it is in */
  g_autofree char *heading = g_strdup_printf (_ ("Replace “%s” in “%s”?"), alias, name);
  AdwDialog *alert = adw_alert_dialog_new (heading, describe (pair, copy));

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (alert), "cancel", _ ("_Cancel"), "both", _ ("_Keep Both"),
                                  "replace", _ ("_Replace"), NULL);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (alert), "cancel");
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (alert), "replace",
                                            has_key (copy->replaced) ? ADW_RESPONSE_DESTRUCTIVE
                                                                     : ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (alert), GTK_WIDGET (self), NULL,
                           (GAsyncReadyCallback) (GCallback) answered_cb, copy);
}

void
_catena_store_compare_copy (CatenaStoreCompareDialog *self, KsStorePair *pair, guint side)
{
  Copy *copy;

  if (!_catena_store_compare_can_copy (self, pair, side))
    return;
  copy = g_new0 (Copy, 1);
  copy->dialog = g_object_ref (self);
  copy->side = side;
  copy->source = g_object_ref (_catena_store_compare_get_entry (pair, 1 - side));
  g_set_object (&copy->replaced, _catena_store_compare_get_entry (pair, side));
  if (copy->replaced != NULL)
    ask (copy, pair);
  else
    start (copy);
}

/* ---- and back ---- */

void
_catena_store_compare_undo (CatenaStoreCompareDialog *self, guint side)
{
  CatenaDocument *document = self->sides[side].document;
  KsStore *store = catena_document_get_store (document);
  g_autoptr (KsEdit) edit = catena_document_is_editable (document) ? ks_store_undo (store) : NULL;
  g_autofree char *title = NULL;

  if (edit == NULL)
    return;
  /* TRANSLATORS: %s is what was undone: “web” deleted */
  title = g_strdup_printf (_ ("Undone: %s"), ks_edit_get_label (edit));
  _catena_store_compare_add_toast (self, title, FALSE);
}
