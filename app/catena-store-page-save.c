/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-error-dialog.h"
#include "catena-save-as-dialog.h"
#include "catena-store-page-private.h"
#include "kw-text.h"

/* One wish to save, from the menu to the file, with all dialogs on the way. */
typedef struct {
  KsConversion conversion; /* without a target: as it is */
  GFile *file;             /* NULL: the document's own */
  gboolean is_accepted;
  gboolean has_generated; /* a key that is nowhere else */
} Saving;

static void
saving_free (Saving *saving)
{
  g_clear_pointer (&saving->conversion.password, ks_secret_unref);
  g_clear_object (&saving->file);
  g_free (saving);
}

static void save (GTask *task, KsSaveFlags flags);
static void ask_format (GTask *task);

static KsSaveFlags
default_flags (CatenaStorePage *self)
{
  return g_settings_get_boolean (_catena_store_page_get_settings (self), "backup-on-save") ? KS_SAVE_BACKUP
                                                                                           : KS_SAVE_DEFAULT;
}

static void
changed_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);

  if (g_str_equal (response, "overwrite"))
    save (g_steal_pointer (&task),
          default_flags (g_task_get_source_object (task)) | KS_SAVE_OVERWRITE_CHANGED);
  else if (g_str_equal (response, "save-as"))
    ask_format (g_steal_pointer (&task));
  else
    g_task_return_boolean (task, FALSE);
}

static void
ask_about_change (GTask *task)
{
  CatenaStorePage *self = g_task_get_source_object (task);
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (
    _ ("File Has Changed on Disk"),
    _ (
      "Another program has changed this file since it was opened. Saving would replace what that program wrote.")));

  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "save-as", _ ("Save _As…"), "overwrite",
                                  _ ("_Overwrite"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "overwrite", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_close_response (dialog, "cancel");
  adw_alert_dialog_choose (dialog, GTK_WIDGET (self), NULL, changed_answered_cb, task);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CatenaStorePage *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *remark = catena_document_save_finish (CATENA_DOCUMENT (source), result, &error);

  if (g_error_matches (error, KS_ERROR, KS_ERROR_CHANGED)) {
    ask_about_change (g_steal_pointer (&task));
    return;
  }
  if (remark == NULL) {
    catena_error_dialog_present (GTK_WIDGET (self), _ ("The File Could Not Be Saved"), error);
    g_task_return_boolean (task, FALSE);
    return;
  }

  _catena_store_page_tell_saved (self, remark);
  _catena_store_page_use_file (self);
  _catena_store_page_offer_copy (self, ((Saving *) g_task_get_task_data (task))->has_generated);
  g_task_return_boolean (task, TRUE);
}

static void
save (GTask *task, KsSaveFlags flags)
{
  CatenaStorePage *self = g_task_get_source_object (task);
  Saving *saving = g_task_get_task_data (task);

  saving->has_generated = catena_document_has_generated (self->document);
  if (saving->file != NULL)
    catena_document_save_as_async (self->document, saving->file,
                                   saving->conversion.target != NULL ? &saving->conversion : NULL, flags,
                                   saved_cb, task);
  else
    catena_document_save_async (self->document, flags, saved_cb, task);
}

/* Another tab's file: two tabs with one file would undo each other's work. */
static gboolean
is_of_another_tab (CatenaStorePage *self, GFile *file)
{
  GFile *own = catena_document_get_file (self->document);

  return (own == NULL || !g_file_equal (own, file)) && _catena_store_page_is_open (self, file);
}

static void
refuse_open_file (CatenaStorePage *self)
{
  g_autoptr (GError) error =
    g_error_new_literal (KS_ERROR, KS_ERROR_EXISTS,
                         _ ("This file is open in another tab. Close that tab, or choose another name."));

  catena_error_dialog_present (GTK_WIDGET (self), _ ("The File Could Not Be Saved"), error);
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CatenaStorePage *self = g_task_get_source_object (task);
  Saving *saving = g_task_get_task_data (task);

  g_clear_object (&saving->file);
  saving->file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);
  if (saving->file == NULL) {
    g_task_return_boolean (task, FALSE);
    return;
  }
  if (is_of_another_tab (self, saving->file)) {
    refuse_open_file (self);
    g_task_return_boolean (task, FALSE);
    return;
  }

  /* The file dialog has asked before it gave the name of a file that exists. */
  save (g_steal_pointer (&task), default_flags (self) | KS_SAVE_OVERWRITE_CHANGED);
}

/* The old name with the suffix of the new format. */
static char *
propose_name (CatenaStorePage *self, const KsFormat *format)
{
  const char *title = catena_document_get_title (self->document);
  const char *dot = strrchr (title, '.');
  g_auto (GStrv) suffixes = g_strsplit (format->suffixes, " ", -1);
  g_autofree char *base = dot != NULL && dot > title && catena_document_get_file (self->document)
                            ? g_strndup (title, dot - title)
                            : g_strdup (title);

  if (dot != NULL && g_strv_contains ((const char *const *) suffixes, dot + 1))
    return g_strdup (title);

  g_strdelimit (base, "/:", '-');
  return g_strconcat (base, ".", suffixes[0], NULL);
}

static void
choose_file (GTask *task)
{
  CatenaStorePage *self = g_task_get_source_object (task);
  Saving *saving = g_task_get_task_data (task);
  const KsFormat *format = saving->conversion.target != NULL ? saving->conversion.target
                                                             : catena_document_get_format (self->document);
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *name = propose_name (self, format);
  GFile *file = catena_document_get_file (self->document);

  gtk_file_dialog_set_title (dialog, _ ("Save Keystore"));
  gtk_file_dialog_set_initial_name (dialog, name);
  if (file != NULL) {
    g_autoptr (GFile) folder = g_file_get_parent (file);

    gtk_file_dialog_set_initial_folder (dialog, folder);
  }
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL, file_chosen_cb,
                        task);
}

static void
format_accepted_cb (CatenaSaveAsDialog *dialog, GTask *task)
{
  Saving *saving = g_task_get_task_data (task);
  KsConversion conversion;

  g_clear_pointer (&saving->conversion.password, ks_secret_unref);
  saving->conversion = (KsConversion) { 0 };
  if (catena_save_as_dialog_get_conversion (dialog, &conversion)) {
    saving->conversion = conversion;
    if (conversion.password != NULL)
      ks_secret_ref (conversion.password);
  }
  saving->is_accepted = TRUE;
}

static void
format_closed_cb (CatenaSaveAsDialog *dialog, GTask *task)
{
  Saving *saving = g_task_get_task_data (task);

  if (saving->is_accepted)
    choose_file (g_object_ref (task));
  else
    g_task_return_boolean (task, FALSE);
}

static void
ask_format (GTask *task)
{
  CatenaStorePage *self = g_task_get_source_object (task);
  Saving *saving = g_task_get_task_data (task);
  AdwDialog *dialog = catena_save_as_dialog_new (self->document);

  saving->is_accepted = FALSE;
  g_signal_connect (dialog, "accepted", G_CALLBACK (format_accepted_cb), task);
  g_signal_connect_data (dialog, "closed", G_CALLBACK (format_closed_cb), task,
                         (GClosureNotify) (GCallback) g_object_unref, 0);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/* Some formats are only read: a collection that a CA sent, an archive. */
static gboolean
can_write (CatenaStorePage *self)
{
  return (catena_document_get_format (self->document)->flags & KS_FORMAT_CAN_WRITE) != 0;
}

/* Saves the document, with whatever has to be asked before. @as: under another name or in another format. */
void
_catena_store_page_save_async (CatenaStorePage *self,
                               gboolean as,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, _catena_store_page_save_async);
  g_task_set_task_data (task, g_new0 (Saving, 1), (GDestroyNotify) saving_free);
  if (as || !can_write (self))
    ask_format (task);
  else if (catena_document_get_file (self->document) == NULL)
    choose_file (task);
  else
    save (task, default_flags (self));
}

gboolean
_catena_store_page_save_finish (CatenaStorePage *self, GAsyncResult *result)
{
  return g_task_propagate_boolean (G_TASK (result), NULL);
}

static void
ask_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  g_task_return_boolean (task, _catena_store_page_save_finish (CATENA_STORE_PAGE (source), result));
}

static void
ask_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CatenaStorePage *self = g_task_get_source_object (task);
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);

  if (g_str_equal (response, "save")) {
    _catena_store_page_save_async (self, FALSE, ask_saved_cb, g_steal_pointer (&task));
    return;
  }

  self->is_discarded = g_str_equal (response, "discard");
  g_task_return_boolean (task, self->is_discarded);
}

/**
 * catena_store_page_has_reason_to_ask:
 * @self: a page
 *
 * Returns: whether closing it would lose changes that nobody agreed to lose
 */
gboolean
catena_store_page_has_reason_to_ask (CatenaStorePage *self)
{
  return catena_document_is_modified (self->document) && !self->is_discarded;
}

/**
 * catena_store_page_ask_async:
 * @self: a page with unsaved changes
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Asks whether to save the changes, and does it.
 */
void
catena_store_page_ask_async (CatenaStorePage *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autofree char *name = kw_text_show (catena_document_get_title (self->document));
  g_autofree char *body =
    g_strdup_printf (_ ("“%s” has changes that are not saved. Without saving they are lost."), name);
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_ ("Save Changes?"), body));
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, catena_store_page_ask_async);
  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "discard", _ ("_Discard"), "save",
                                  _ ("_Save"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_response_appearance (dialog, "save", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (dialog, "save");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  adw_alert_dialog_choose (dialog, GTK_WIDGET (self), NULL, ask_answered_cb, task);
}

/**
 * catena_store_page_ask_finish:
 * @self: a page
 * @result: what the callback was given
 *
 * Returns: whether the page may be closed
 */
gboolean
catena_store_page_ask_finish (CatenaStorePage *self, GAsyncResult *result)
{
  return g_task_propagate_boolean (G_TASK (result), NULL);
}
