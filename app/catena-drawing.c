/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-drawing.h"

#include <glib/gi18n.h>

#include "catena-file-writer.h"
#include "ks-atomic-file.h"
#include "ks-error.h"
#include "kw-chain-export.h"

/* What other programs take from the clipboard: one that scales, and one that everybody knows. */
static const char *const clipboard_exports[] = { "svg", "png" };

typedef struct {
  KsVerdict *verdict;
  const KsPath *path;
  gboolean rtl;
  GFile *file;
} Drawing;

static void
drawing_free (gpointer data)
{
  Drawing *drawing = data;

  g_object_unref (drawing->verdict);
  g_clear_object (&drawing->file);
  g_free (drawing);
}

static GTask *
make_task (GtkWidget *source,
           KsVerdict *verdict,
           const KsPath *path,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  GTask *task = g_task_new (source, NULL, callback, user_data);
  Drawing *drawing = g_new0 (Drawing, 1);

  drawing->verdict = g_object_ref (verdict);
  drawing->path = path;
  drawing->rtl = gtk_widget_get_direction (source) == GTK_TEXT_DIR_RTL;
  g_task_set_task_data (task, drawing, drawing_free);
  return task;
}

static GBytes *
write_drawing (Drawing *drawing, const KwChainExport *export, GCancellable *cancellable, GError **error)
{
  g_autoptr (KwChainScene) scene =
    kw_chain_scene_new (drawing->verdict, drawing->path, 0, drawing->rtl, NULL);

  if (scene == NULL) {
    g_set_error_literal (error, KS_ERROR, KS_ERROR_NOT_FOUND, _ ("There is no certificate to draw."));
    return NULL;
  }
  return kw_chain_export_write (export, scene, cancellable, error);
}

/* The ending of the name decides; what has none of those known becomes what is proposed first. */
static const KwChainExport *
choose_export (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *folded = g_ascii_strdown (name, -1);
  gsize n;
  const KwChainExport *exports = kw_chain_export_list (&n);

  for (gsize i = 0; i < n; i++)
    if (g_str_has_suffix (folded, exports[i].suffix))
      return &exports[i];
  return &exports[0];
}

/* ---- to a file ---- */

static void
save_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Drawing *drawing = task_data;
  GError *error = NULL;
  g_autoptr (GBytes) bytes = write_drawing (drawing, choose_export (drawing->file), cancellable, &error);

  /* The file dialog has asked before it gave the name of a file that exists. */
  if (bytes != NULL && ks_file_save (drawing->file, bytes, KS_SAVE_OVERWRITE_CHANGED | KS_SAVE_PUBLIC, NULL,
                                     NULL, cancellable, &error))
    g_task_return_pointer (task, g_object_ref (drawing->file), g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Drawing *drawing = g_task_get_task_data (task);

  drawing->file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);
  if (drawing->file != NULL)
    g_task_run_in_thread (task, save_thread);
  else
    g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "");
}

/* A portal gives a file by its name, and does not say which filter was chosen: one filter says that the name decides. */
static GListModel *
make_filters (void)
{
  GListStore *filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  gsize n;
  const KwChainExport *exports = kw_chain_export_list (&n);

  gtk_file_filter_set_name (filter, _ ("SVG, PDF or PNG, as the Name Ends"));
  for (gsize i = 0; i < n; i++)
    gtk_file_filter_add_suffix (filter, exports[i].suffix + 1);
  g_list_store_append (filters, filter);
  return G_LIST_MODEL (filters);
}

/**
 * catena_drawing_save_async:
 * @source: a widget in the window that the file dialog belongs to
 * @verdict: a verdict
 * @path: which of its paths to draw
 * @title: what the file is named after
 * @callback: called when the file is written, or not
 * @user_data: for @callback
 *
 * Asks for a file, draws a path and writes it there, as SVG, PDF or PNG. Drawing and writing are a worker's.
 */
void
catena_drawing_save_async (GtkWidget *source,
                           KsVerdict *verdict,
                           const KsPath *path,
                           const char *title,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GListModel) filters = make_filters ();
  g_autofree char *name = catena_file_writer_make_name (title, "svg");
  GTask *task = make_task (source, verdict, path, callback, user_data);

  g_task_set_source_tag (task, catena_drawing_save_async);
  gtk_file_dialog_set_title (dialog, _ ("Save Drawing"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_set_filters (dialog, filters);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (source)), NULL, chosen_cb, task);
}

/**
 * catena_drawing_save_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the file; %NULL with %G_IO_ERROR_CANCELLED when none was chosen, or with an error of
 *   ks_file_save()
 */
GFile *
catena_drawing_save_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, catena_drawing_save_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- to the clipboard ---- */

static void
copy_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (gsize i = 0; i < G_N_ELEMENTS (clipboard_exports); i++) {
    GError *error = NULL;
    GBytes *bytes =
      write_drawing (task_data, kw_chain_export_find (clipboard_exports[i]), cancellable, &error);

    if (bytes == NULL) {
      g_task_return_error (task, error);
      return;
    }
    g_ptr_array_add (all, bytes);
  }
  g_task_return_pointer (task, g_steal_pointer (&all), (GDestroyNotify) g_ptr_array_unref);
}

/**
 * catena_drawing_copy_async:
 * @source: a widget of the display whose clipboard is meant
 * @verdict: a verdict
 * @path: which of its paths to draw
 * @callback: called when the drawing is made
 * @user_data: for @callback
 *
 * Draws a path in a worker, for the clipboard.
 */
void
catena_drawing_copy_async (GtkWidget *source,
                           KsVerdict *verdict,
                           const KsPath *path,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = make_task (source, verdict, path, callback, user_data);

  g_task_set_source_tag (task, catena_drawing_copy_async);
  g_task_run_in_thread (task, copy_thread);
}

/**
 * catena_drawing_copy_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Offers the drawing on the clipboard, as SVG and as PNG: who pastes takes what it knows.
 *
 * Returns: whether it is there
 */
gboolean
catena_drawing_copy_finish (GAsyncResult *result, GError **error)
{
  GdkContentProvider *providers[G_N_ELEMENTS (clipboard_exports)];
  g_autoptr (GdkContentProvider) provider = NULL;
  g_autoptr (GPtrArray) all = NULL;
  GtkWidget *source;

  g_return_val_if_fail (g_async_result_is_tagged (result, catena_drawing_copy_async), FALSE);

  source = g_task_get_source_object (G_TASK (result));
  all = g_task_propagate_pointer (G_TASK (result), error);
  if (all == NULL)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (clipboard_exports); i++)
    providers[i] = gdk_content_provider_new_for_bytes (kw_chain_export_find (clipboard_exports[i])->mime,
                                                       g_ptr_array_index (all, i));
  provider = gdk_content_provider_new_union (providers, G_N_ELEMENTS (providers));
  return gdk_clipboard_set_content (gtk_widget_get_clipboard (source), provider);
}
