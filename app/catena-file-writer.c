/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-file-writer.h"

#include "ks-atomic-file.h"

/* What file systems hold, with room for a suffix. */
#define MAX_NAME 100

typedef struct {
  GFile *file;
  GBytes *bytes;
} Writing;

static void
writing_free (gpointer data)
{
  Writing *writing = data;

  g_clear_object (&writing->file);
  g_clear_pointer (&writing->bytes, g_bytes_unref);
  g_free (writing);
}

static void
write_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Writing *writing = task_data;
  GError *error = NULL;

  /* The file dialog has asked before it gave the name of a file that exists. */
  if (ks_file_save (writing->file, writing->bytes, KS_SAVE_OVERWRITE_CHANGED, NULL, NULL, cancellable,
                    &error))
    g_task_return_pointer (task, g_object_ref (writing->file), g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Writing *writing = g_task_get_task_data (task);
  GError *error = NULL;

  writing->file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);
  if (writing->file != NULL) {
    g_task_run_in_thread (task, write_thread);
  } else {
    g_clear_error (&error);
    g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "");
  }
}

/**
 * catena_file_writer_ask_async:
 * @parent: a widget in the window that the file dialog belongs to
 * @title: translated title of the file dialog
 * @name: the file name that is proposed
 * @bytes: what to write
 * @callback: called when the file is written, or not
 * @user_data: for @callback
 *
 * Asks where to put something and writes it there in a worker, whole or not at all. A new file can be read by its owner alone.
 */
void
catena_file_writer_ask_async (GtkWidget *parent,
                              const char *title,
                              const char *name,
                              GBytes *bytes,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  GTask *task = g_task_new (parent, NULL, callback, user_data);
  Writing *writing = g_new0 (Writing, 1);

  g_task_set_source_tag (task, catena_file_writer_ask_async);
  writing->bytes = g_bytes_ref (bytes);
  g_task_set_task_data (task, writing, writing_free);
  gtk_file_dialog_set_title (dialog, title);
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (parent)), NULL, chosen_cb, task);
}

/**
 * catena_file_writer_ask_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full): the file; %NULL with %G_IO_ERROR_CANCELLED when none was chosen, or with an error of ks_file_save()
 */
GFile *
catena_file_writer_ask_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * catena_file_writer_make_name:
 * @text: an alias or a title, which may be anything
 * @suffix: "csr"
 *
 * Returns: (transfer full): a file name that is no path, not hidden, and not too long
 */
char *
catena_file_writer_make_name (const char *text, const char *suffix)
{
  g_autoptr (GString) name = g_string_new (NULL);

  for (const char *p = text; *p != '\0' && name->len < MAX_NAME; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char_validated (p, -1);

    if (c == (gunichar) -1 || c == (gunichar) -2)
      break;
    if (c == '/' || c == ':' || c == '\\' || !g_unichar_isprint (c) || (c == '.' && name->len == 0))
      g_string_append_c (name, '-');
    else
      g_string_append_unichar (name, c);
  }
  if (name->len == 0)
    g_string_append (name, "catena");
  g_string_append_printf (name, ".%s", suffix);
  return g_string_free_and_steal (g_steal_pointer (&name));
}
