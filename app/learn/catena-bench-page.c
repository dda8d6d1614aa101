/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-bench-page.h"

#include <glib/gi18n.h>

#include "catena-lesson-drawing.h"
#include "ks-lesson-bench.h"
#include "kw-finding-row.h"

struct _CatenaBenchPage {
  AdwNavigationPage parent_instance;

  KsLessonBench *bench; /* NULL until it is made */
  GCancellable *cancellable;
  GPtrArray *switches; /* of AdwSwitchRow, borrowed, in the order of the breakages */
  GPtrArray *rows;     /* of KwFindingRow, borrowed */
  KsBreakageFlags wanted;
  gboolean is_running;

  GtkMenuButton *menu_button;
  GtkStack *stack;
  AdwStatusPage *failed;
  CatenaLessonDrawing *drawing;
  AdwPreferencesGroup *switches_group;
  GtkWidget *reset_button;
  AdwPreferencesGroup *findings;
};

G_DEFINE_FINAL_TYPE (CatenaBenchPage, catena_bench_page, ADW_TYPE_NAVIGATION_PAGE)

/* ---- in workers ---- */

static void
make_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  KsLessonBench *bench = ks_lesson_bench_new (g_get_real_time () / G_USEC_PER_SEC, &error);

  if (bench != NULL)
    g_task_return_pointer (task, bench, (GDestroyNotify) ks_lesson_bench_free);
  else
    g_task_return_error (task, error);
}

/* The page, which owns the bench, is the source of the task, and lives as long. */
static void
break_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  CatenaBenchPage *self = source;
  KsBreakageFlags flags = GPOINTER_TO_UINT (task_data);
  GError *error = NULL;
  g_autoptr (KsEntry) entry = ks_lesson_bench_break (self->bench, flags, &error);
  g_autoptr (KsVerifyRequest) request =
    entry != NULL ? ks_lesson_bench_make_request (self->bench, entry) : NULL;
  KsVerdict *verdict = request != NULL ? ks_verify (request, cancellable, &error) : NULL;

  if (verdict != NULL)
    g_task_return_pointer (task, verdict, g_object_unref);
  else
    g_task_return_error (task, error);
}

/* ---- what is shown ---- */

static void
show_findings (CatenaBenchPage *self, KsVerdict *verdict)
{
  GPtrArray *findings = ks_verdict_get_findings (verdict);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->findings, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < findings->len; i++) {
    GtkWidget *row = kw_finding_row_new (g_ptr_array_index (findings, i), verdict);

    kw_finding_row_set_can_remedy (KW_FINDING_ROW (row), FALSE);
    adw_preferences_group_add (self->findings, row);
    g_ptr_array_add (self->rows, row);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->findings), findings->len > 0);
}

static void
fail (CatenaBenchPage *self, const GError *error)
{
  g_autofree char *text = g_markup_escape_text (error->message, -1);

  adw_status_page_set_description (self->failed, text);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void start (CatenaBenchPage *self);

static void
broken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CatenaBenchPage *self = CATENA_BENCH_PAGE (source);
  KsBreakageFlags flags = GPOINTER_TO_UINT (g_task_get_task_data (G_TASK (result)));
  g_autoptr (GError) error = NULL;
  g_autoptr (KsVerdict) verdict = g_task_propagate_pointer (G_TASK (result), &error);

  self->is_running = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (verdict == NULL) {
    fail (self, error);
    return;
  }
  catena_lesson_drawing_set_verdict (self->drawing, verdict, FALSE);
  show_findings (self, verdict);
  gtk_stack_set_visible_child_name (self->stack, "ready");
  gtk_accessible_announce (GTK_ACCESSIBLE (self->drawing), ks_verdict_get_headline (verdict),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  /* Switches that were used meanwhile. */
  if (flags != self->wanted)
    start (self);
}

static void
start (CatenaBenchPage *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->bench == NULL || self->is_running)
    return;
  self->is_running = TRUE;
  task = g_task_new (self, self->cancellable, broken_cb, NULL);
  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, GUINT_TO_POINTER (self->wanted), NULL);
  g_task_run_in_thread (task, break_thread);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CatenaBenchPage *self = CATENA_BENCH_PAGE (source);
  g_autoptr (GError) error = NULL;
  KsLessonBench *bench = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (bench == NULL) {
    fail (self, error);
    return;
  }
  self->bench = bench;
  start (self);
}

/* ---- the switches ---- */

static void
switched_cb (CatenaBenchPage *self)
{
  gsize n;
  const KsBreakage *breakages = ks_breakage_list (&n);
  KsBreakageFlags flags = KS_BREAKAGE_NONE;

  for (guint i = 0; i < self->switches->len; i++)
    if (adw_switch_row_get_active (g_ptr_array_index (self->switches, i)))
      flags |= breakages[i].flag;
  self->wanted = flags;
  gtk_widget_set_sensitive (self->reset_button, flags != KS_BREAKAGE_NONE);
  start (self);
}

static void
reset_cb (CatenaBenchPage *self)
{
  for (guint i = 0; i < self->switches->len; i++)
    adw_switch_row_set_active (g_ptr_array_index (self->switches, i), FALSE);
}

static void
make_switches (CatenaBenchPage *self)
{
  gsize n;
  const KsBreakage *breakages = ks_breakage_list (&n);

  for (gsize i = 0; i < n; i++) {
    GtkWidget *row = adw_switch_row_new ();

    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (breakages[i].title));
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ (breakages[i].description));
    g_signal_connect_object (row, "notify::active", G_CALLBACK (switched_cb), self, G_CONNECT_SWAPPED);
    adw_preferences_group_add (self->switches_group, row);
    g_ptr_array_add (self->switches, row);
  }
}

/* ---- the object ---- */

static void
catena_bench_page_dispose (GObject *object)
{
  CatenaBenchPage *self = CATENA_BENCH_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_BENCH_PAGE);

  G_OBJECT_CLASS (catena_bench_page_parent_class)->dispose (object);
}

static void
catena_bench_page_finalize (GObject *object)
{
  CatenaBenchPage *self = CATENA_BENCH_PAGE (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->bench, ks_lesson_bench_free);
  g_ptr_array_unref (self->switches);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (catena_bench_page_parent_class)->finalize (object);
}

static void
catena_bench_page_class_init (CatenaBenchPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = catena_bench_page_dispose;
  object_class->finalize = catena_bench_page_finalize;

  g_type_ensure (CATENA_TYPE_LESSON_DRAWING);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/learn/catena-bench-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaBenchPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaBenchPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CatenaBenchPage, failed);
  gtk_widget_class_bind_template_child (widget_class, CatenaBenchPage, drawing);
  gtk_widget_class_bind_template_child (widget_class, CatenaBenchPage, switches_group);
  gtk_widget_class_bind_template_child (widget_class, CatenaBenchPage, reset_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaBenchPage, findings);
  gtk_widget_class_bind_template_callback (widget_class, reset_cb);
}

static void
catena_bench_page_init (CatenaBenchPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->switches = g_ptr_array_new ();
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  make_switches (self);
}

/**
 * catena_bench_page_new:
 * @menu: (nullable): the main menu of the window
 *
 * Returns: (transfer floating): a new page, which begins to make its chain
 */
CatenaBenchPage *
catena_bench_page_new (GMenuModel *menu)
{
  CatenaBenchPage *self = g_object_new (CATENA_TYPE_BENCH_PAGE, NULL);
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, made_cb, NULL);

  gtk_menu_button_set_menu_model (self->menu_button, menu);
  gtk_widget_set_visible (GTK_WIDGET (self->menu_button), menu != NULL);
  g_task_set_source_tag (task, catena_bench_page_new);
  g_task_run_in_thread (task, make_thread);
  return self;
}
