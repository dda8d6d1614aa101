/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-chain-source.h"

#include <glib/gi18n.h>

#include "catena-entry-clip.h"
#include "ks.h"

/* What a CA sends is much smaller. */
#define MAX_SIZE (16 * 1024 * 1024)

static void
add_certificates (GPtrArray *certificates, KsEntry *entry)
{
  for (guint i = 0; i < ks_entry_get_chain_length (entry); i++)
    g_ptr_array_add (certificates, g_object_ref (ks_entry_get_certificate (entry, i)));
}

static gboolean
add_bytes (GPtrArray *certificates, GBytes *bytes, GCancellable *cancellable, GError **error)
{
  g_autoptr (KsStore) store = ks_store_load (bytes, NULL, cancellable, error);
  g_autoptr (GPtrArray) entries = store != NULL ? ks_store_snapshot (store) : NULL;

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    add_certificates (certificates, g_ptr_array_index (entries, i));
  return store != NULL;
}

static void
finish (GTask *task, GPtrArray *certificates)
{
  if (certificates->len > 0)
    g_task_return_pointer (task, g_ptr_array_ref (certificates), (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_new_error_literal (task, KS_ERROR, KS_ERROR_NOT_FOUND,
                                     _ ("There is no certificate in it."));
}

static void
read_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GListModel *files = task_data;
  g_autoptr (GPtrArray) certificates = g_ptr_array_new_with_free_func (g_object_unref);
  GError *error = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (files); i++) {
    g_autoptr (GFile) file = g_list_model_get_item (files, i);
    g_autoptr (GBytes) bytes = ks_file_read (file, MAX_SIZE, NULL, cancellable, &error);

    if (bytes == NULL || !add_bytes (certificates, bytes, cancellable, &error)) {
      g_task_return_error (task, error);
      return;
    }
  }
  finish (task, certificates);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GListModel *files = gtk_file_dialog_open_multiple_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (files == NULL) {
    g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "");
    return;
  }
  g_task_set_task_data (task, files, g_object_unref);
  g_task_run_in_thread (task, read_thread);
}

/**
 * catena_chain_source_choose_async:
 * @parent: a widget in the window that the file dialog belongs to
 * @callback: called with the certificates
 * @user_data: for @callback
 *
 * Lets the person choose files, and reads the certificates in them in a worker, whatever their format.
 */
void
catena_chain_source_choose_async (GtkWidget *parent, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  GTask *task = g_task_new (parent, NULL, callback, user_data);

  g_task_set_source_tag (task, catena_chain_source_choose_async);
  gtk_file_dialog_set_title (dialog, _ ("Choose Certificates"));
  gtk_file_dialog_open_multiple (dialog, GTK_WINDOW (gtk_widget_get_root (parent)), NULL, chosen_cb, task);
}

static void
clip_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GPtrArray) certificates = g_ptr_array_new_with_free_func (g_object_unref);
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, NULL);
  CatenaEntryClip *clip = value != NULL ? g_value_get_object (value) : NULL;
  GPtrArray *entries = clip != NULL ? catena_entry_clip_get_entries (clip) : NULL;

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    add_certificates (certificates, g_ptr_array_index (entries, i));
  finish (task, certificates);
}

static void
text_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GPtrArray) certificates = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  g_autoptr (GBytes) bytes = NULL;
  GError *error = NULL;

  if (text == NULL || *text == '\0') {
    g_task_return_new_error_literal (task, KS_ERROR, KS_ERROR_NOT_FOUND,
                                     _ ("The clipboard has no text with a certificate."));
    return;
  }
  bytes = g_bytes_new (text, strlen (text));
  if (add_bytes (certificates, bytes, NULL, &error))
    finish (task, certificates);
  else
    g_task_return_error (task, error);
}

/**
 * catena_chain_source_paste_async:
 * @parent: a widget
 * @callback: called with the certificates
 * @user_data: for @callback
 *
 * Reads the certificates on the clipboard: text of another program, or entries that were copied here.
 */
void
catena_chain_source_paste_async (GtkWidget *parent, GAsyncReadyCallback callback, gpointer user_data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (parent);
  GTask *task = g_task_new (parent, NULL, callback, user_data);

  g_task_set_source_tag (task, catena_chain_source_paste_async);
  if (gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (clipboard), CATENA_TYPE_ENTRY_CLIP))
    gdk_clipboard_read_value_async (clipboard, CATENA_TYPE_ENTRY_CLIP, G_PRIORITY_DEFAULT, NULL, clip_read_cb,
                                    task);
  else
    gdk_clipboard_read_text_async (clipboard, NULL, text_read_cb, task);
}

/**
 * catena_chain_source_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (element-type KsCertificate): at least one; %NULL with %G_IO_ERROR_CANCELLED,
 *   %KS_ERROR_NOT_FOUND, or an error of ks_file_read() and ks_store_load()
 */
GPtrArray *
catena_chain_source_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
