/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-application.h"
#include "catena-error-dialog.h"
#include "catena-export-dialog.h"
#include "catena-key-unlock.h"
#include "catena-store-page-private.h"
#include "kw-text.h"

/* One wish to export, from the menu to the file, with all questions on the way. */
typedef struct {
  CatenaStorePage *page;
  GPtrArray *entries; /* of KsEntry */
  const KsExport *export;
  KsExportOptions options;
  guint n_open; /* so many entries have been looked at for keys that need a password */
  GFile *file;
  gboolean is_accepted;
} Exporting;

static void
exporting_free (gpointer data)
{
  Exporting *exporting = data;

  g_object_unref (exporting->page);
  g_ptr_array_unref (exporting->entries);
  g_clear_pointer (&exporting->options.keyring, ks_keyring_free);
  g_clear_pointer (&exporting->options.password, ks_secret_unref);
  g_clear_object (&exporting->file);
  g_free (exporting);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Exporting, exporting_free)

static void
refuse (CatenaStorePage *self, const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    catena_error_dialog_present (GTK_WIDGET (self), _ ("Nothing Was Exported"), error);
}

static void
write_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Exporting *exporting = task_data;
  gboolean is_private = (exporting->export->flags & KS_EXPORT_HOLDS_PRIVATE) != 0;
  /* The file dialog has asked before it gave the name of a file that exists. */
  KsSaveFlags flags = KS_SAVE_OVERWRITE_CHANGED | (is_private ? KS_SAVE_PRIVATE : KS_SAVE_PUBLIC);
  GError *error = NULL;
  g_autoptr (GBytes) bytes =
    ks_export_write (exporting->export, exporting->entries, &exporting->options, cancellable, &error);

  if (bytes != NULL && ks_file_save (exporting->file, bytes, flags, NULL, NULL, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CatenaStorePage *self = CATENA_STORE_PAGE (source);
  Exporting *exporting = g_task_get_task_data (G_TASK (result));
  g_autofree char *base = g_file_get_basename (exporting->file);
  g_autofree char *name = kw_text_show (base);
  g_autofree char *title = g_strdup_printf (_ ("Exported to “%s”"), name);
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    _catena_store_page_add_toast (self, title, FALSE);
  else
    refuse (self, error);
}

static void
write_file (Exporting *exporting)
{
  g_autoptr (GTask) task = g_task_new (exporting->page, NULL, written_cb, NULL);

  exporting->options.keyring = ks_keyring_copy (catena_document_get_keyring (exporting->page->document));
  exporting->options.now_ms = g_get_real_time () / 1000;
  g_task_set_source_tag (task, write_file);
  g_task_set_task_data (task, exporting, exporting_free);
  g_task_run_in_thread (task, write_thread);
}

/* Whether another tab, or this one, has @file: writing over it would lose what is done there. */
gboolean
_catena_store_page_is_open (CatenaStorePage *self, GFile *file)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr (GPtrArray) documents = NULL;

  if (root == NULL)
    return FALSE;

  documents =
    catena_application_list_documents (CATENA_APPLICATION (gtk_window_get_application (GTK_WINDOW (root))));
  for (guint i = 0; i < documents->len; i++) {
    GFile *other = catena_document_get_file (g_ptr_array_index (documents, i));

    if (other != NULL && g_file_equal (other, file))
      return TRUE;
  }

  return FALSE;
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Exporting) exporting = user_data;
  g_autoptr (GError) error = NULL;

  exporting->file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);
  if (exporting->file == NULL)
    return;

  if (_catena_store_page_is_open (exporting->page, exporting->file)) {
    error = g_error_new_literal (KS_ERROR, KS_ERROR_EXISTS,
                                 _ ("This file is a keystore that is open here. Choose another name."));
    refuse (exporting->page, error);
    return;
  }

  write_file (g_steal_pointer (&exporting));
}

/* What a keystore is called without its ending: the name of a file with several of its entries. */
static char *
make_base (CatenaDocument *document)
{
  const char *title = catena_document_get_title (document);
  const char *dot = strrchr (title, '.');

  return dot != NULL && dot > title ? g_strndup (title, (gsize) (dot - title)) : g_strdup (title);
}

static void
choose_file (Exporting *exporting)
{
  CatenaStorePage *self = exporting->page;
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *base = make_base (self->document);
  g_autofree char *name = ks_export_make_file_name (exporting->export, exporting->entries, base);
  GFile *file = catena_document_get_file (self->document);

  gtk_file_dialog_set_title (dialog, _ ("Export"));
  gtk_file_dialog_set_accept_label (dialog, _ ("_Export"));
  gtk_file_dialog_set_initial_name (dialog, name);
  if (file != NULL) {
    g_autoptr (GFile) folder = g_file_get_parent (file);

    gtk_file_dialog_set_initial_folder (dialog, folder);
  }
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL, file_chosen_cb,
                        exporting);
}

static void unlock_next (Exporting *exporting);

static void
unlocked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Exporting) exporting = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (KsSecret) plain = catena_key_unlock_finish (result, &error);

  if (plain != NULL)
    unlock_next (g_steal_pointer (&exporting));
  else
    refuse (exporting->page, error);
}

/* All passwords are known before somebody chooses a file. */
static void
unlock_next (Exporting *exporting)
{
  while (exporting->n_open < exporting->entries->len) {
    KsEntry *entry = g_ptr_array_index (exporting->entries, exporting->n_open++);

    if (ks_export_needs_key (exporting->export, entry)) {
      catena_key_unlock_async (GTK_WIDGET (exporting->page), exporting->page->document, entry, unlocked_cb,
                               exporting);
      return;
    }
  }

  choose_file (exporting);
}

static void
plain_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Exporting) exporting = user_data;

  if (g_str_equal (adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result), "export"))
    unlock_next (g_steal_pointer (&exporting));
}

/* The file leaves the program for good: here a question is right. */
static void
ask_about_plain (Exporting *exporting)
{
  g_autofree char *alias = kw_text_show (ks_entry_get_alias (g_ptr_array_index (exporting->entries, 0)));
  g_autofree char *body =
    g_strdup_printf (_ ("Whoever reads the file has the private key of “%s”, and can pass for its owner."),
                     alias);
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_ ("Export Without a Password?"), body));

  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "export", _ ("_Export Unprotected"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "export", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_close_response (dialog, "cancel");
  adw_alert_dialog_choose (dialog, GTK_WIDGET (exporting->page), NULL, plain_answered_cb, exporting);
}

static void
accepted_cb (CatenaExportDialog *dialog, Exporting *exporting)
{
  KsSecret *password = catena_export_dialog_get_password (dialog);

  exporting->export = catena_export_dialog_get_export (dialog);
  exporting->options.password = password != NULL ? ks_secret_ref (password) : NULL;
  exporting->options.without_root = catena_export_dialog_get_without_root (dialog);
  exporting->options.root_first = catena_export_dialog_get_root_first (dialog);
  exporting->is_accepted = TRUE;
}

static void
closed_cb (CatenaExportDialog *dialog, Exporting *exporting)
{
  if (!exporting->is_accepted)
    exporting_free (exporting);
  else if ((exporting->export->flags & KS_EXPORT_MAY_BE_PLAIN) != 0 && exporting->options.password == NULL)
    ask_about_plain (exporting);
  else
    unlock_next (exporting);
}

/* Asks how to export @entries, and does it. */
void
_catena_store_page_export (CatenaStorePage *self, GPtrArray *entries)
{
  Exporting *exporting;
  AdwDialog *dialog;

  if (ks_export_choose (entries) == NULL) {
    _catena_store_page_add_toast (self, _ ("There is no other form for these entries"), FALSE);
    return;
  }

  exporting = g_new0 (Exporting, 1);
  exporting->page = g_object_ref (self);
  exporting->entries = g_ptr_array_copy (entries, (GCopyFunc) (GCallback) g_object_ref, NULL);
  g_ptr_array_set_free_func (exporting->entries, g_object_unref);
  dialog = catena_export_dialog_new (entries);
  g_signal_connect (dialog, "accepted", G_CALLBACK (accepted_cb), exporting);
  g_signal_connect (dialog, "closed", G_CALLBACK (closed_cb), exporting);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
export_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CatenaStorePage *self = user_data;
  g_autoptr (GPtrArray) entries = catena_entry_list_get_selection (self->entry_list);

  if (entries->len > 0)
    _catena_store_page_export (self, entries);
}

static void
export_all_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CatenaStorePage *self = user_data;
  g_autoptr (GPtrArray) entries = ks_store_snapshot (catena_document_get_store (self->document));

  if (entries->len > 0)
    _catena_store_page_export (self, entries);
}

static const GActionEntry entry_actions[] = { { "export", export_action } };
static const GActionEntry document_actions[] = { { "export-all", export_all_action } };

void
_catena_store_page_init_export (CatenaStorePage *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self->entry_actions), entry_actions,
                                   G_N_ELEMENTS (entry_actions), self);
  g_action_map_add_action_entries (G_ACTION_MAP (self->document_actions), document_actions,
                                   G_N_ELEMENTS (document_actions), self);
}

void
_catena_store_page_update_export (CatenaStorePage *self)
{
  KsStore *store = catena_document_get_store (self->document);
  guint n_entries = store != NULL ? g_list_model_get_n_items (G_LIST_MODEL (store)) : 0;

  _catena_store_page_set_enabled (self->entry_actions, "export",
                                  catena_entry_list_get_n_selected (self->entry_list) > 0);
  _catena_store_page_set_enabled (self->document_actions, "export-all", n_entries > 0);
}
