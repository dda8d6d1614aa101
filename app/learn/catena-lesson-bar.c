/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-lesson-bar.h"

#include <glib/gi18n.h>

#include "catena-lesson-handout.h"
#include "kw-status-mark.h"

/* Of what can be folded away, in px. */
#define MAX_HEIGHT 320
#define MAX_HEIGHT_NARROW 180

struct _CatenaLessonBar {
  GtkBox parent_instance;

  CatenaLessonRun *run;
  GPtrArray *marks; /* of KwStatusMark, borrowed, one for each goal */
  guint n_met;      /* when it was last told */

  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *task;
  GtkLabel *count;
  GtkToggleButton *fold_button;
  GtkRevealer *details;
  GtkScrolledWindow *scroller;
  AdwWrapBox *goals;
  GtkLabel *hint;
  AdwWrapBox *buttons;
  GtkWidget *next_button;
  GtkWidget *hint_button;
  GtkWidget *over_button;
};

enum {
  SIGNAL_BACK_ACTIVATED,
  SIGNAL_NEXT_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CatenaLessonBar, catena_lesson_bar, GTK_TYPE_BOX)

/* ---- what is shown ---- */

static void
add_goal (CatenaLessonBar *self, const KsLessonGoal *goal)
{
  GtkWidget *item =
    g_object_new (GTK_TYPE_BOX, "spacing", 8, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM, NULL);
  GtkWidget *mark = kw_status_mark_new (KS_STATE_NOT_CHECKED);
  g_autofree char *text = ks_lesson_goal_dup_text (goal);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_valign (mark, GTK_ALIGN_START);
  gtk_widget_set_margin_top (mark, 1);
  gtk_box_append (GTK_BOX (item), mark);
  gtk_box_append (GTK_BOX (item), label);
  adw_wrap_box_append (self->goals, item);
  g_ptr_array_add (self->marks, mark);
}

static void
update_goals (CatenaLessonBar *self)
{
  guint n;
  const KsLessonGoal *goals = ks_lesson_get_goals (catena_lesson_run_get_lesson (self->run), &n);

  for (guint i = 0; i < n; i++) {
    KwStatusMark *mark = g_ptr_array_index (self->marks, i);
    gboolean is_met = catena_lesson_run_is_met (self->run, i);
    g_autofree char *text = ks_lesson_goal_dup_text (&goals[i]);
    /* Translators: a goal of a lesson, and whether it is met: “The chain is complete: met” */
    g_autofree char *name = g_strdup_printf ("%s: %s", text, is_met ? _ ("met") : _ ("not met yet"));

    kw_status_mark_set_state (mark, is_met ? KS_STATE_PASS : KS_STATE_NOT_CHECKED);
    kw_status_mark_set_word (mark, is_met ? _ ("met") : _ ("not met yet"));
    gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (GTK_WIDGET (mark))),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  }
}

static void
update_title (CatenaLessonBar *self)
{
  gboolean is_solved = catena_lesson_run_is_solved (self->run);
  const char *title = ks_lesson_get_title (catena_lesson_run_get_lesson (self->run));
  /* Translators: %s is the title of a lesson */
  g_autofree char *text = g_strdup_printf (is_solved ? _ ("Solved: %s") : _ ("Repair: %s"), title);

  gtk_label_set_label (self->title, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_image_set_from_icon_name (self->icon, is_solved ? "catena-pass-symbolic" : "catena-lesson-symbolic");
  if (is_solved) {
    gtk_widget_add_css_class (GTK_WIDGET (self), "solved");
    gtk_widget_add_css_class (GTK_WIDGET (self->icon), "success");
  } else {
    gtk_widget_remove_css_class (GTK_WIDGET (self), "solved");
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon), "success");
  }
}

static gboolean
has_next (CatenaLessonBar *self)
{
  KsLesson *const *all = ks_lesson_list ();

  for (guint i = 0; all[i] != NULL; i++)
    if (all[i] == catena_lesson_run_get_lesson (self->run))
      return all[i + 1] != NULL;
  return FALSE;
}

static char *
make_count (CatenaLessonBar *self)
{
  /* Translators: how many goals are met, and how many there are */
  return g_strdup_printf (ngettext ("%u of %u goal met", "%u of %u goals met", self->marks->len),
                          catena_lesson_run_get_n_met (self->run), self->marks->len);
}

static void
update_over (CatenaLessonBar *self)
{
  KsStore *store = catena_document_get_store (catena_lesson_run_get_document (self->run));

  gtk_widget_set_sensitive (self->over_button, store != NULL && ks_store_can_undo (store));
}

static void
judged_cb (CatenaLessonBar *self)
{
  g_autofree char *count = make_count (self);
  guint n_met = catena_lesson_run_get_n_met (self->run);
  gboolean is_solved = catena_lesson_run_is_solved (self->run);

  update_goals (self);
  update_title (self);
  update_over (self);
  gtk_label_set_label (self->count, count);
  gtk_widget_set_visible (self->next_button, is_solved && has_next (self));
  if (n_met == self->n_met)
    return;
  self->n_met = n_met;
  gtk_accessible_announce (GTK_ACCESSIBLE (self), is_solved ? gtk_label_get_label (self->title) : count,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  /* Where to go on from here has to be seen. */
  if (is_solved)
    gtk_toggle_button_set_active (self->fold_button, TRUE);
}

/* ---- what people do ---- */

static void
fold_cb (CatenaLessonBar *self)
{
  gboolean is_narrow = gtk_widget_get_visible (GTK_WIDGET (self->fold_button));
  gboolean is_unfolded = gtk_toggle_button_get_active (self->fold_button);

  gtk_revealer_set_reveal_child (self->details, !is_narrow || is_unfolded);
  gtk_label_set_lines (self->task, is_narrow && !is_unfolded ? 1 : -1);
  gtk_label_set_ellipsize (self->task,
                           is_narrow && !is_unfolded ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  gtk_button_set_icon_name (GTK_BUTTON (self->fold_button),
                            is_unfolded ? "pan-down-symbolic" : "pan-up-symbolic");
}

static void
over_cb (CatenaLessonBar *self)
{
  catena_lesson_run_start_over (self->run);
}

static void
back_cb (CatenaLessonBar *self)
{
  g_signal_emit (self, signals[SIGNAL_BACK_ACTIVATED], 0);
}

static void
next_cb (CatenaLessonBar *self)
{
  g_signal_emit (self, signals[SIGNAL_NEXT_ACTIVATED], 0);
}

/* ---- the object ---- */

static void
catena_lesson_bar_dispose (GObject *object)
{
  CatenaLessonBar *self = CATENA_LESSON_BAR (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_LESSON_BAR);
  g_clear_object (&self->run);
  g_clear_pointer (&self->marks, g_ptr_array_unref);

  G_OBJECT_CLASS (catena_lesson_bar_parent_class)->dispose (object);
}

static void
catena_lesson_bar_class_init (CatenaLessonBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const char *const names[] = { "back-activated", "next-activated" };

  G_OBJECT_CLASS (klass)->dispose = catena_lesson_bar_dispose;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    signals[i] =
      g_signal_new (names[i], CATENA_TYPE_LESSON_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/learn/catena-lesson-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaLessonBar, icon);
  gtk_widget_class_bind_template_child (widget_class, CatenaLessonBar, title);
  gtk_widget_class_bind_template_child (widget_class, CatenaLessonBar, task);
  gtk_widget_class_bind_template_child (widget_class, CatenaLessonBar, count);
  gtk_widget_class_bind_template_child (widget_class, CatenaLessonBar, fold_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaLessonBar, details);
  gtk_widget_class_bind_template_child (widget_class, CatenaLessonBar, scroller);
  gtk_widget_class_bind_template_child (widget_class, CatenaLessonBar, goals);
  gtk_widget_class_bind_template_child (widget_class, CatenaLessonBar, hint);
  gtk_widget_class_bind_template_child (widget_class, CatenaLessonBar, buttons);
  gtk_widget_class_bind_template_child (widget_class, CatenaLessonBar, next_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaLessonBar, hint_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaLessonBar, over_button);
  gtk_widget_class_bind_template_callback (widget_class, fold_cb);
  gtk_widget_class_bind_template_callback (widget_class, over_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
}

static void
catena_lesson_bar_init (CatenaLessonBar *self)
{
  self->marks = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_object_bind_property (self->hint_button, "active", self->hint, "visible", G_BINDING_DEFAULT);
}

static void
show_lesson (CatenaLessonBar *self, KsLesson *lesson, KsLessonSetup *setup)
{
  const char *task = ks_lesson_get_task (lesson);
  const char *hint = ks_lesson_get_hint (lesson);
  guint n_goals;
  const KsLessonGoal *goals = ks_lesson_get_goals (lesson, &n_goals);

  gtk_label_set_label (self->task, task != NULL ? task : "");
  gtk_widget_set_visible (GTK_WIDGET (self->task), task != NULL);
  gtk_label_set_label (self->hint, hint != NULL ? hint : "");
  gtk_widget_set_visible (self->hint_button, hint != NULL);
  for (guint i = 0; i < n_goals; i++)
    add_goal (self, &goals[i]);
  for (guint i = ks_lesson_setup_get_n_handouts (setup); i > 0; i--)
    adw_wrap_box_prepend (self->buttons,
                          catena_lesson_handout_new (ks_lesson_setup_get_handout (setup, i - 1)));
}

/**
 * catena_lesson_bar_new:
 * @run: what is repaired
 *
 * Returns: (transfer floating): a new bar
 */
GtkWidget *
catena_lesson_bar_new (CatenaLessonRun *run)
{
  CatenaLessonBar *self = g_object_new (CATENA_TYPE_LESSON_BAR, NULL);

  self->run = g_object_ref (run);
  show_lesson (self, catena_lesson_run_get_lesson (run), catena_lesson_run_get_setup (run));
  g_signal_connect_object (run, "judged", G_CALLBACK (judged_cb), self, G_CONNECT_SWAPPED);
  judged_cb (self);
  return GTK_WIDGET (self);
}

/**
 * catena_lesson_bar_set_is_narrow:
 * @self: the bar
 * @is_narrow: whether the window is
 *
 * Folds the goals and what helps away, for whoever needs the room; a button brings them back.
 */
void
catena_lesson_bar_set_is_narrow (CatenaLessonBar *self, gboolean is_narrow)
{
  g_return_if_fail (CATENA_IS_LESSON_BAR (self));

  gtk_widget_set_visible (GTK_WIDGET (self->fold_button), is_narrow);
  /* What it stands at needs room, too. */
  gtk_scrolled_window_set_max_content_height (self->scroller, is_narrow ? MAX_HEIGHT_NARROW : MAX_HEIGHT);
  if (is_narrow)
    gtk_widget_add_css_class (GTK_WIDGET (self), "at-bottom");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "at-bottom");
  fold_cb (self);
}
