/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-report-dialog.h"

#include <glib/gi18n.h>

#include "catena-error-dialog.h"
#include "catena-file-writer.h"
#include "ks-report.h"
#include "kw-chain-export.h"
#include "kw-text.h"

/* A label lays all of its text out, and nobody reads more of a preview. */
#define MAX_PREVIEW 6000
#define PREVIEW_FORMAT "txt"

struct _CatenaReportDialog {
  AdwDialog parent_instance;

  AdwToastOverlay *toast_overlay;
  AdwWindowTitle *title;
  GtkWidget *copy_button;
  GtkWidget *save_button;
  AdwComboRow *format_row;
  AdwSwitchRow *mask_row;
  GtkLabel *text_label;

  KsEntry *entry;
  KsVerdict *verdict;
  const KsPath *path;
  GPtrArray *entries; /* of KsEntry */
  char *file;
  gint64 now;
  GCancellable *cancellable; /* of the preview */
};

G_DEFINE_FINAL_TYPE (CatenaReportDialog, catena_report_dialog, ADW_TYPE_DIALOG)

/* ---- writing, in a worker ---- */

typedef struct {
  KsEntry *entry;
  KsVerdict *verdict;
  const KsPath *path;
  GPtrArray *entries;
  char *file;
  gint64 now;
  const KsReport *report;
  gboolean is_masked;
  gboolean rtl;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->entry);
  g_object_unref (job->verdict);
  g_ptr_array_unref (job->entries);
  g_free (job->file);
  g_free (job);
}

static char *
draw (Job *job, KsNameMask *mask)
{
  g_autoptr (KwChainScene) scene = kw_chain_scene_new (job->verdict, job->path, 0, job->rtl, mask);
  g_autoptr (GBytes) svg = scene != NULL ? kw_chain_export_svg (scene, NULL) : NULL;

  return svg != NULL ? g_strndup (g_bytes_get_data (svg, NULL), g_bytes_get_size (svg)) : NULL;
}

/* Drawing and text have one mask, so that a placeholder means the same in both. */
static void
write_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  g_autoptr (KsNameMask) mask =
    job->is_masked ? ks_report_make_mask (job->entry, job->verdict, job->file, job->entries) : NULL;
  g_autofree char *drawing = ks_report_takes_drawing (job->report) ? draw (job, mask) : NULL;
  const KsReportContext context = { .entry = job->entry,
                                    .verdict = job->verdict,
                                    .file = job->file,
                                    .drawing = drawing,
                                    .made = job->now,
                                    .mask = mask };

  g_task_return_pointer (task, ks_report_write (job->report, &context), g_free);
}

static void
write_async (CatenaReportDialog *self,
             const KsReport *report,
             GCancellable *cancellable,
             GAsyncReadyCallback callback)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, NULL);
  Job *job = g_new0 (Job, 1);

  job->entry = g_object_ref (self->entry);
  job->verdict = g_object_ref (self->verdict);
  job->path = self->path;
  job->entries = g_ptr_array_ref (self->entries);
  job->file = g_strdup (self->file);
  job->now = self->now;
  job->report = report;
  job->is_masked = adw_switch_row_get_active (self->mask_row);
  job->rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  g_task_set_source_tag (task, write_async);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, write_thread);
}

static const KsReport *
get_report (CatenaReportDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->format_row);
  gsize n;
  const KsReport *reports = ks_report_list (&n);

  return &reports[MIN (selected, n - 1)];
}

/* ---- the preview ---- */

static void
previewed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CatenaReportDialog *self = CATENA_REPORT_DIALOG (source);
  g_autofree char *text = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autofree char *shown = NULL;

  if (text == NULL || self->entry == NULL)
    return;
  if (g_utf8_strlen (text, -1) > MAX_PREVIEW) {
    g_autofree char *start = g_utf8_substring (text, 0, MAX_PREVIEW);

    shown = g_strconcat (start, "…", NULL);
  }
  gtk_label_set_label (self->text_label, shown != NULL ? shown : g_strchomp (text));
}

/* Markup would be hard to read: the preview is the same report as plain text. */
static void
changed_cb (CatenaReportDialog *self)
{
  if (self->entry == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_set_object (&self->cancellable, NULL);
  self->cancellable = g_cancellable_new ();
  write_async (self, ks_report_find (PREVIEW_FORMAT), self->cancellable, previewed_cb);
}

/* ---- copying and saving ---- */

static GdkContentProvider *
make_provider (const KsReport *report, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  GdkContentProvider *providers[] = { gdk_content_provider_new_for_bytes (report->mime, bytes),
                                      gdk_content_provider_new_typed (G_TYPE_STRING, text) };

  return gdk_content_provider_new_union (providers, G_N_ELEMENTS (providers));
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CatenaReportDialog *self = CATENA_REPORT_DIALOG (source);
  g_autofree char *text = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autoptr (GdkContentProvider) provider = NULL;
  const KsReport *report = ((Job *) g_task_get_task_data (G_TASK (result)))->report;

  if (text == NULL || self->entry == NULL)
    return;
  provider = make_provider (report, text);
  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self)), provider);
  adw_toast_overlay_add_toast (self->toast_overlay, adw_toast_new (_ ("Report copied")));
}

static void
copy_cb (CatenaReportDialog *self)
{
  write_async (self, get_report (self), NULL, copied_cb);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CatenaReportDialog *self = CATENA_REPORT_DIALOG (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = catena_file_writer_ask_finish (result, &error);

  if (file != NULL)
    adw_dialog_close (ADW_DIALOG (self));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    catena_error_dialog_present (GTK_WIDGET (self), _ ("The Report Was Not Saved"), error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CatenaReportDialog *self = CATENA_REPORT_DIALOG (source);
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autofree char *text = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *name = NULL;

  if (text == NULL || self->entry == NULL)
    return;
  bytes = g_bytes_new (text, strlen (text));
  /* Translators: the name of a file whose names are masked */
  name = catena_file_writer_make_name (job->is_masked ? _ ("report") : ks_entry_get_alias (self->entry),
                                       job->report->suffix + 1);
  catena_file_writer_ask_async (GTK_WIDGET (self), _ ("Save Report"), name, bytes, saved_cb, NULL);
}

static void
save_cb (CatenaReportDialog *self)
{
  write_async (self, get_report (self), NULL, written_cb);
}

/* ---- the object ---- */

static void
catena_report_dialog_dispose (GObject *object)
{
  CatenaReportDialog *self = CATENA_REPORT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_REPORT_DIALOG);
  g_clear_object (&self->entry);
  g_clear_object (&self->verdict);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->file, g_free);

  G_OBJECT_CLASS (catena_report_dialog_parent_class)->dispose (object);
}

static void
catena_report_dialog_class_init (CatenaReportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_report_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/dialogs/catena-report-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaReportDialog, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, CatenaReportDialog, title);
  gtk_widget_class_bind_template_child (widget_class, CatenaReportDialog, copy_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaReportDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaReportDialog, format_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaReportDialog, mask_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaReportDialog, text_label);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
catena_report_dialog_init (CatenaReportDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  gsize n;
  const KsReport *reports = ks_report_list (&n);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (gsize i = 0; i < n; i++)
    gtk_string_list_append (names, g_dgettext (GETTEXT_PACKAGE, reports[i].name));
  adw_combo_row_set_model (self->format_row, G_LIST_MODEL (names));
}

/**
 * catena_report_dialog_new:
 * @document: the keystore
 * @entry: what the report is about
 * @verdict: its verdict
 * @path: which of its paths to draw
 * @now: when the report is made, in seconds since 1970
 *
 * Returns: (transfer floating): a new dialog
 */
AdwDialog *
catena_report_dialog_new (CatenaDocument *document,
                          KsEntry *entry,
                          KsVerdict *verdict,
                          const KsPath *path,
                          gint64 now)
{
  CatenaReportDialog *self = g_object_new (CATENA_TYPE_REPORT_DIALOG, NULL);
  g_autofree char *subtitle = kw_text_show (ks_entry_get_alias (entry));

  self->entry = g_object_ref (entry);
  self->verdict = g_object_ref (verdict);
  self->path = path;
  self->entries = ks_store_snapshot (catena_document_get_store (document));
  self->file = g_strdup (catena_document_get_title (document));
  self->now = now;
  adw_window_title_set_subtitle (self->title, subtitle);
  changed_cb (self);
  return ADW_DIALOG (self);
}
