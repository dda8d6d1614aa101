/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-renewal-plan-dialog.h"

#include <glib/gi18n.h>

#include "catena-dialog-fit.h"
#include "catena-error-dialog.h"
#include "catena-file-writer.h"
#include "catena-renewal-plan-job.h"
#include "kw-status-mark.h"
#include "kw-text.h"

#define DAYS_IN_YEAR 365
#define SOON (30 * KS_DAY)

struct _CatenaRenewalPlanDialog {
  AdwDialog parent_instance;

  CatenaVerification *verification;
  char *file_title;
  KsRenewalPlan *plan; /* or NULL while it is made */
  GCancellable *cancellable;

  AdwToastOverlay *toast_overlay;
  AdwWindowTitle *title;
  GtkWidget *export_button;
  GtkStack *stack;
  AdwPreferencesGroup *keys_group;
  AdwPreferencesGroup *limits_group;
};

G_DEFINE_FINAL_TYPE (CatenaRenewalPlanDialog, catena_renewal_plan_dialog, ADW_TYPE_DIALOG)

static GtkWidget *
make_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  return row;
}

static KsState
judge (const KsRenewalItem *item, gint64 now)
{
  if (item->ends == KS_TIME_INVALID)
    return KS_STATE_NOT_APPLICABLE;
  if (item->ends < now)
    return KS_STATE_FAIL;
  return item->due <= now + SOON ? KS_STATE_WARNING : KS_STATE_PASS;
}

static void
add_line (GString *text, const char *line)
{
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, line);
}

static void
add_dates (GString *text, const KsRenewalItem *item, gint64 now)
{
  g_autofree char *name = kw_text_show (ks_certificate_get_title (item->ends_first));
  g_autofree char *ends = ks_time_format_date (item->ends);
  g_autofree char *due = ks_time_format_date (item->due);
  g_autofree char *line = NULL;

  if (item->ends < now)
    /* Translators: a certificate, then a date */
    line = g_strdup_printf (_ ("Renew now: “%s” ended on %s"), name, ends);
  else if (item->due <= now)
    line = g_strdup_printf (_ ("Renew now: “%s” ends on %s"), name, ends);
  else
    /* Translators: a date, a certificate, another date */
    line = g_strdup_printf (_ ("Renew by %s: “%s” ends on %s"), due, name, ends);
  add_line (text, line);
}

static char *
describe (CatenaRenewalPlanDialog *self, guint index)
{
  const KsRenewalItem *item = ks_renewal_plan_get_item (self->plan, index);
  g_autofree char *counts = ks_renewal_plan_dup_counts (self->plan, index);
  g_autoptr (GString) text = g_string_new (NULL);

  if (item->ends == KS_TIME_INVALID)
    add_line (text, _ ("It has no end, so that there is nothing to renew"));
  else
    add_dates (text, item, ks_renewal_plan_get_now (self->plan));
  if (counts != NULL) {
    /* Translators: “2026: 1 · 2027: 3”, how many renewals there are in each year */
    g_autofree char *line = g_strdup_printf (_ ("Renewals by year: %s"), counts);

    add_line (text, line);
  }
  if (item->reason != NULL)
    add_line (text, item->reason);
  if (item->warning != NULL)
    add_line (text, item->warning);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
add_item (CatenaRenewalPlanDialog *self, guint index)
{
  const KsRenewalItem *item = ks_renewal_plan_get_item (self->plan, index);
  g_autofree char *title = kw_text_show (ks_entry_get_alias (item->entry));
  g_autofree char *subtitle = describe (self, index);
  GtkWidget *row = make_row (title, subtitle);
  GtkWidget *mark = kw_status_mark_new (judge (item, ks_renewal_plan_get_now (self->plan)));

  gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), mark);
  adw_preferences_group_add (self->keys_group, row);
}

static void
add_limit (CatenaRenewalPlanDialog *self, const KsValidityLimit *limit, gboolean is_in_force)
{
  int renewals = (DAYS_IN_YEAR + limit->at_most - 1) / limit->at_most;
  g_autofree char *date = ks_time_format_date (limit->from + KS_DAY / 2);
  g_autofree char *title =
    g_strdup_printf (ngettext ("At most %d day", "At most %d days", (gulong) limit->at_most), limit->at_most);
  g_autofree char *since =
    /* Translators: a date, from which a limit holds */
    g_strdup_printf (is_in_force ? _ ("Since %s") : _ ("From %s on"), date);
  g_autofree char *often = g_strdup_printf (ngettext ("at least %d renewal a year",
                                                      "at least %d renewals a year", (gulong) renewals),
                                            renewals);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", since, often);

  adw_preferences_group_add (self->limits_group, make_row (title, subtitle));
}

/* The one in force, and those to come. */
static void
show_limits (CatenaRenewalPlanDialog *self)
{
  gint64 now = ks_renewal_plan_get_now (self->plan);
  const KsValidityLimit *current = ks_validity_limit_find (now);
  guint n = 0;
  const KsValidityLimit *limits = ks_validity_limits_get (&n);

  gtk_widget_set_visible (GTK_WIDGET (self->limits_group), ks_renewal_plan_has_limits (self->plan));
  for (guint i = n; i > 0; i--)
    if (limits[i - 1].from > now || &limits[i - 1] == current)
      add_limit (self, &limits[i - 1], &limits[i - 1] == current);
}

static void
show_plan (CatenaRenewalPlanDialog *self)
{
  guint n = ks_renewal_plan_get_n_items (self->plan);
  gboolean has_dates = FALSE;

  for (guint i = 0; i < n; i++) {
    add_item (self, i);
    has_dates |= ks_renewal_plan_get_item (self->plan, i)->ends != KS_TIME_INVALID;
  }
  show_limits (self);
  gtk_widget_set_sensitive (self->export_button, has_dates);
  gtk_stack_set_visible_child_name (self->stack, "plan");
  catena_dialog_fit (ADW_DIALOG (self));
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CatenaRenewalPlanDialog) self = user_data;
  KsRenewalPlan *plan = catena_renewal_plan_job_finish (result, NULL);

  /* It is only cancelled with the dialog. */
  if (plan == NULL)
    return;
  self->plan = plan;
  show_plan (self);
}

static void
start (CatenaRenewalPlanDialog *self)
{
  g_autoptr (CatenaScene) scene = catena_verification_ref_scene (self->verification);

  /* The store may have come just now. */
  if (scene == NULL)
    return;
  g_signal_handlers_disconnect_by_func (self->verification, start, self);
  catena_renewal_plan_job_start (scene, catena_verification_get_role (self->verification), self->cancellable,
                                 planned_cb, g_object_ref (self));
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CatenaRenewalPlanDialog *self = CATENA_RENEWAL_PLAN_DIALOG (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = catena_file_writer_ask_finish (result, &error);

  if (file != NULL)
    adw_toast_overlay_add_toast (self->toast_overlay, adw_toast_new (_ ("Calendar exported")));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    catena_error_dialog_present (GTK_WIDGET (self), _ ("The Calendar Could Not Be Exported"), error);
}

static void
export_cb (CatenaRenewalPlanDialog *self)
{
  g_autofree char *name = catena_file_writer_make_name (self->file_title, "ics");
  g_autoptr (GBytes) bytes = ks_renewal_plan_to_calendar (self->plan, self->file_title);

  catena_file_writer_ask_async (GTK_WIDGET (self), _ ("Export Calendar"), name, bytes, written_cb, NULL);
}

static void
closed_cb (CatenaRenewalPlanDialog *self)
{
  g_cancellable_cancel (self->cancellable);
}

static void
catena_renewal_plan_dialog_dispose (GObject *object)
{
  CatenaRenewalPlanDialog *self = CATENA_RENEWAL_PLAN_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_RENEWAL_PLAN_DIALOG);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->verification);
  g_clear_pointer (&self->plan, ks_renewal_plan_unref);
  g_clear_pointer (&self->file_title, g_free);

  G_OBJECT_CLASS (catena_renewal_plan_dialog_parent_class)->dispose (object);
}

static void
catena_renewal_plan_dialog_class_init (CatenaRenewalPlanDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_renewal_plan_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/dialogs/catena-renewal-plan-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaRenewalPlanDialog, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, CatenaRenewalPlanDialog, title);
  gtk_widget_class_bind_template_child (widget_class, CatenaRenewalPlanDialog, export_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaRenewalPlanDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, CatenaRenewalPlanDialog, keys_group);
  gtk_widget_class_bind_template_child (widget_class, CatenaRenewalPlanDialog, limits_group);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
}

static void
catena_renewal_plan_dialog_init (CatenaRenewalPlanDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "closed", G_CALLBACK (closed_cb), NULL);
}

/**
 * catena_renewal_plan_dialog_new:
 * @document: the file
 * @verification: what knows its store
 *
 * Begins to plan at once, as of today.
 *
 * Returns: (transfer floating): a new dialog
 */
AdwDialog *
catena_renewal_plan_dialog_new (CatenaDocument *document, CatenaVerification *verification)
{
  CatenaRenewalPlanDialog *self = g_object_new (CATENA_TYPE_RENEWAL_PLAN_DIALOG, NULL);
  g_autofree char *subtitle = kw_text_show (catena_document_get_title (document));

  self->verification = g_object_ref (verification);
  self->file_title = g_strdup (catena_document_get_title (document));
  adw_window_title_set_subtitle (self->title, subtitle);
  g_signal_connect_object (verification, "notify::is-settled", G_CALLBACK (start), self, G_CONNECT_SWAPPED);
  start (self);
  return ADW_DIALOG (self);
}
