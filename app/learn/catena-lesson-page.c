/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-lesson-page.h"

#include <glib/gi18n.h>

#include "catena-lesson-drawing.h"
#include "catena-lesson-job.h"
#include "catena-lesson-progress.h"
#include "catena-lesson-question.h"
#include "kw-status-mark.h"
#include "kw-steps.h"

struct _CatenaLessonPage {
  AdwNavigationPage parent_instance;

  KsLesson *lesson;
  CatenaLessonStart *start; /* NULL until it is made */
  GSettings *settings;
  GCancellable *cancellable;
  char *subtitle;
  gboolean is_revealed;
  gboolean is_repairing; /* somebody has begun to */

  AdwWindowTitle *window_title;
  GtkMenuButton *menu_button;
  GtkWidget *explain_button;
  GtkStack *stack;
  AdwStatusPage *failed;
  GtkWidget *scroller;
  GtkWidget *content;
  GtkBox *columns;
  KwSteps *steps;
  GtkLabel *story;
  CatenaLessonDrawing *drawing;
  GtkWidget *card;
  CatenaLessonQuestion *question;
  GtkWidget *why_box;
  GtkLabel *why;
  GtkBox *programs;
  AdwWrapBox *buttons;
  GtkWidget *again_button;
  GtkWidget *reveal_button;
  GtkWidget *repair_button;
  GtkWidget *next_button;
};

enum {
  SIGNAL_REPAIR_ACTIVATED,
  SIGNAL_NEXT_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CatenaLessonPage, catena_lesson_page, ADW_TYPE_NAVIGATION_PAGE)

/* ---- what the lesson has ---- */

static gboolean
has_question (CatenaLessonPage *self)
{
  guint n;

  ks_lesson_get_answers (self->lesson, &n);
  return n > 0;
}

static gboolean
has_goals (CatenaLessonPage *self)
{
  guint n;

  ks_lesson_get_goals (self->lesson, &n);
  return n > 0;
}

static CatenaLessonState
get_progress (CatenaLessonPage *self)
{
  return catena_lesson_progress_get (self->settings, ks_lesson_get_id (self->lesson));
}

static KsLesson *
find_next (CatenaLessonPage *self)
{
  KsLesson *const *all = ks_lesson_list ();

  for (guint i = 0; all[i] != NULL; i++)
    if (all[i] == self->lesson)
      return all[i + 1];
  return NULL;
}

static char *
make_subtitle (KsLesson *lesson)
{
  KsLesson *const *all = ks_lesson_list ();
  guint place = 0, n = 0;

  for (; all[n] != NULL; n++)
    if (all[n] == lesson)
      place = n + 1;
  if (place == 0)
    return g_strdup (_ ("A teacher’s lesson"));
  /* Translators: the place of a lesson in the list, and how many there are */
  return g_strdup_printf (_ ("Lesson %u of %u"), place, n);
}

/* ---- what is shown ---- */

static void
update_steps (CatenaLessonPage *self)
{
  guint before = has_question (self) ? 1 : 0;

  if (get_progress (self) == CATENA_LESSON_SOLVED && self->is_revealed)
    kw_steps_set_current (self->steps, before + (has_goals (self) ? 2 : 1));
  else if (!self->is_revealed)
    kw_steps_set_current (self->steps, 0);
  else
    kw_steps_set_current (self->steps, before + (self->is_repairing ? 1 : 0));
}

static void
update_buttons (CatenaLessonPage *self)
{
  gboolean is_solved = self->is_revealed && get_progress (self) == CATENA_LESSON_SOLVED;
  gboolean can_go_on = is_solved && find_next (self) != NULL;

  gtk_widget_set_visible (self->reveal_button, !self->is_revealed);
  gtk_widget_set_sensitive (self->reveal_button,
                            !has_question (self) || catena_lesson_question_get_choice (self->question) >= 0);
  gtk_widget_set_visible (self->again_button, self->is_revealed && has_question (self));
  gtk_widget_set_visible (self->repair_button, self->is_revealed && has_goals (self));
  gtk_widget_set_visible (self->next_button, can_go_on);
  /* One step is proposed. */
  if (can_go_on)
    gtk_widget_remove_css_class (self->repair_button, "suggested-action");
  else
    gtk_widget_add_css_class (self->repair_button, "suggested-action");
}

static void
update (CatenaLessonPage *self)
{
  gboolean has_why;

  /* The widget may be laid out before it has a lesson. */
  if (self->lesson == NULL)
    return;
  has_why = ks_lesson_get_why (self->lesson) != NULL;
  gtk_widget_set_visible (self->why_box, self->is_revealed && has_why);
  gtk_widget_set_visible (GTK_WIDGET (self->question), has_question (self));
  gtk_widget_set_visible (self->card, has_question (self) || (self->is_revealed && has_why));
  gtk_box_set_homogeneous (self->columns, gtk_orientable_get_orientation (GTK_ORIENTABLE (self->columns)) ==
                                            GTK_ORIENTATION_HORIZONTAL);
  update_steps (self);
  update_buttons (self);
}

static const char *
get_program_word (KsState state)
{
  switch (state) {
  case KS_STATE_PASS:
    /* Translators: what a program does with a chain of certificates */
    return _ ("Works");
  case KS_STATE_FAIL:
    /* Translators: what a program does with a chain of certificates */
    return _ ("Stops");
  case KS_STATE_WARNING:
    /* Translators: what a program does with a chain of certificates */
    return _ ("Warns");
  case KS_STATE_INFO:
  case KS_STATE_NOT_APPLICABLE:
  case KS_STATE_NOT_CHECKED:
  default:
    /* Translators: what a program does with a chain of certificates */
    return _ ("It depends");
  }
}

static void
add_program (CatenaLessonPage *self, const KsLessonProgram *program)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *mark = kw_status_mark_new (program->state);
  GtkWidget *text = gtk_label_new (NULL);
  g_autofree char *markup =
    g_markup_printf_escaped ("<b>%s</b>  <span alpha=\"70%%\">%s</span>", program->program, program->text);

  kw_status_mark_set_word (KW_STATUS_MARK (mark), get_program_word (program->state));
  gtk_widget_set_valign (mark, GTK_ALIGN_START);
  gtk_widget_set_margin_top (mark, 2);
  gtk_label_set_markup (GTK_LABEL (text), markup);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_box_append (GTK_BOX (row), mark);
  gtk_box_append (GTK_BOX (row), text);
  gtk_box_append (self->programs, row);
}

static void
show_lesson (CatenaLessonPage *self)
{
  const char *titles[4] = { NULL };
  const char *story = ks_lesson_get_story (self->lesson);
  const char *why = ks_lesson_get_why (self->lesson);
  guint n_titles = 0, n_programs;
  const KsLessonProgram *programs = ks_lesson_get_programs (self->lesson, &n_programs);

  if (has_question (self))
    titles[n_titles++] = C_ ("lesson", "Predict");
  titles[n_titles++] = C_ ("lesson", "Reveal");
  if (has_goals (self))
    titles[n_titles++] = C_ ("lesson", "Repair");
  kw_steps_set_titles (self->steps, titles);
  gtk_label_set_label (self->story, story != NULL ? story : "");
  gtk_widget_set_visible (GTK_WIDGET (self->story), story != NULL);
  gtk_label_set_label (self->why, why != NULL ? why : "");
  for (guint i = 0; i < n_programs; i++)
    add_program (self, &programs[i]);
  catena_lesson_question_set_lesson (self->question, self->lesson);
}

/* ---- preparing it ---- */

static void
started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CatenaLessonPage) self = user_data;
  g_autoptr (GError) error = NULL;
  CatenaLessonStart *start = catena_lesson_start_finish (result, &error);
  g_autofree char *text = NULL;

  if (start != NULL) {
    self->start = start;
    catena_lesson_drawing_set_verdict (self->drawing, start->verdict, TRUE);
    gtk_stack_set_visible_child_name (self->stack, "ready");
    gtk_widget_grab_focus (GTK_WIDGET (self->question));
  } else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    text = g_markup_escape_text (error->message, -1);
    adw_status_page_set_description (self->failed, text);
    gtk_stack_set_visible_child_name (self->stack, "failed");
  }
}

static void
prepare_cb (CatenaLessonPage *self)
{
  gtk_stack_set_visible_child_name (self->stack, "waiting");
  catena_lesson_start_async (self->lesson, self->cancellable, started_cb, g_object_ref (self));
}

/* ---- what people do ---- */

static void
choice_cb (CatenaLessonPage *self)
{
  if (self->lesson != NULL)
    update_buttons (self);
}

static void
reveal_cb (CatenaLessonPage *self)
{
  if (self->start == NULL)
    return;
  self->is_revealed = TRUE;
  catena_lesson_drawing_set_verdict (self->drawing, self->start->verdict, FALSE);
  if (has_question (self))
    catena_lesson_question_reveal (self->question);
  catena_lesson_progress_raise (self->settings, ks_lesson_get_id (self->lesson),
                                has_goals (self) ? CATENA_LESSON_PREDICTED : CATENA_LESSON_SOLVED);
  update (self);
  gtk_widget_grab_focus (has_goals (self) ? self->repair_button : self->again_button);
}

static void
again_cb (CatenaLessonPage *self)
{
  self->is_revealed = FALSE;
  catena_lesson_drawing_set_verdict (self->drawing, self->start->verdict, TRUE);
  catena_lesson_question_reset (self->question);
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->question));
}

static void
repair_cb (CatenaLessonPage *self)
{
  self->is_repairing = TRUE;
  update_steps (self);
  g_signal_emit (self, signals[SIGNAL_REPAIR_ACTIVATED], 0, self->lesson, self->start->setup);
}

static void
next_cb (CatenaLessonPage *self)
{
  g_signal_emit (self, signals[SIGNAL_NEXT_ACTIVATED], 0, self->lesson);
}

static void
shown_cb (CatenaLessonPage *self)
{
  if (self->lesson != NULL)
    update (self);
}

static void
narrow_cb (CatenaLessonPage *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (self->content, "narrow");
  /* The menu has it too, and the title needs the place. */
  gtk_widget_set_visible (self->explain_button, FALSE);
  gtk_widget_set_margin_start (self->content, 12);
  gtk_widget_set_margin_end (self->content, 12);
  update (self);
}

static void
wide_cb (CatenaLessonPage *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns), GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_remove_css_class (self->content, "narrow");
  gtk_widget_set_visible (self->explain_button, TRUE);
  gtk_widget_set_margin_start (self->content, 24);
  gtk_widget_set_margin_end (self->content, 24);
  update (self);
}

/* ---- the object ---- */

static GtkWidget *
add_button (CatenaLessonPage *self, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_add_css_class (button, "pill");
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  adw_wrap_box_append (self->buttons, button);
  return button;
}

static void
make_buttons (CatenaLessonPage *self)
{
  self->again_button = add_button (self, _ ("Try _Again"), G_CALLBACK (again_cb));
  self->reveal_button = add_button (self, _ ("_Reveal Answer"), G_CALLBACK (reveal_cb));
  self->repair_button = add_button (self, _ ("Re_pair"), G_CALLBACK (repair_cb));
  self->next_button = add_button (self, _ ("_Next Lesson"), G_CALLBACK (next_cb));
  gtk_widget_add_css_class (self->reveal_button, "suggested-action");
  gtk_widget_add_css_class (self->next_button, "suggested-action");
}

static void
catena_lesson_page_dispose (GObject *object)
{
  CatenaLessonPage *self = CATENA_LESSON_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_LESSON_PAGE);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->lesson);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->start, catena_lesson_start_free);
  g_clear_pointer (&self->subtitle, g_free);

  G_OBJECT_CLASS (catena_lesson_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/learn/catena-lesson-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaLessonPage, window_title);
  gtk_widget_class_bind_template_child (widget_class, CatenaLessonPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaLessonPage, explain_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaLessonPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CatenaLessonPage, failed);
  gtk_widget_class_bind_template_child (widget_class, CatenaLessonPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, CatenaLessonPage, content);
  gtk_widget_class_bind_template_child (widget_class, CatenaLessonPage, columns);
  gtk_widget_class_bind_template_child (widget_class, CatenaLessonPage, steps);
  gtk_widget_class_bind_template_child (widget_class, CatenaLessonPage, story);
  gtk_widget_class_bind_template_child (widget_class, CatenaLessonPage, drawing);
  gtk_widget_class_bind_template_child (widget_class, CatenaLessonPage, card);
  gtk_widget_class_bind_template_child (widget_class, CatenaLessonPage, question);
  gtk_widget_class_bind_template_child (widget_class, CatenaLessonPage, why_box);
  gtk_widget_class_bind_template_child (widget_class, CatenaLessonPage, why);
  gtk_widget_class_bind_template_child (widget_class, CatenaLessonPage, programs);
  gtk_widget_class_bind_template_child (widget_class, CatenaLessonPage, buttons);
  gtk_widget_class_bind_template_callback (widget_class, choice_cb);
  gtk_widget_class_bind_template_callback (widget_class, prepare_cb);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, narrow_cb);
  gtk_widget_class_bind_template_callback (widget_class, wide_cb);
}

static void
catena_lesson_page_class_init (CatenaLessonPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = catena_lesson_page_dispose;

  signals[SIGNAL_REPAIR_ACTIVATED] =
    g_signal_new ("repair-activated", CATENA_TYPE_LESSON_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, KS_TYPE_LESSON, G_TYPE_POINTER);
  signals[SIGNAL_NEXT_ACTIVATED] = g_signal_new ("next-activated", CATENA_TYPE_LESSON_PAGE, G_SIGNAL_RUN_LAST,
                                                 0, NULL, NULL, NULL, G_TYPE_NONE, 1, KS_TYPE_LESSON);

  g_type_ensure (CATENA_TYPE_LESSON_DRAWING);
  g_type_ensure (CATENA_TYPE_LESSON_QUESTION);
  g_type_ensure (KW_TYPE_STEPS);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
catena_lesson_page_init (CatenaLessonPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->settings = g_settings_new (APP_ID);
  gtk_widget_init_template (GTK_WIDGET (self));
  make_buttons (self);
  g_signal_connect_object (self->settings, "changed::" CATENA_LESSON_PROGRESS_KEY, G_CALLBACK (shown_cb),
                           self, G_CONNECT_SWAPPED);
}

/**
 * catena_lesson_page_new:
 * @lesson: what is taught
 * @menu: (nullable): the main menu of the window
 *
 * Returns: (transfer floating): a new page, which begins to prepare the lesson
 */
CatenaLessonPage *
catena_lesson_page_new (KsLesson *lesson, GMenuModel *menu)
{
  CatenaLessonPage *self = g_object_new (CATENA_TYPE_LESSON_PAGE, NULL);
  const char *title = ks_lesson_get_title (lesson);

  self->lesson = g_object_ref (lesson);
  self->subtitle = make_subtitle (lesson);
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), title);
  adw_window_title_set_title (self->window_title, title);
  adw_window_title_set_subtitle (self->window_title, self->subtitle);
  gtk_menu_button_set_menu_model (self->menu_button, menu);
  gtk_widget_set_visible (GTK_WIDGET (self->menu_button), menu != NULL);
  show_lesson (self);
  update (self);
  prepare_cb (self);
  return self;
}

/**
 * catena_lesson_page_get_lesson:
 * @self: a page
 *
 * Returns: (transfer none): what is taught
 */
KsLesson *
catena_lesson_page_get_lesson (CatenaLessonPage *self)
{
  g_return_val_if_fail (CATENA_IS_LESSON_PAGE (self), NULL);

  return self->lesson;
}

/**
 * catena_lesson_page_get_subtitle:
 * @self: a page
 *
 * Returns: the place of the lesson among all
 */
const char *
catena_lesson_page_get_subtitle (CatenaLessonPage *self)
{
  g_return_val_if_fail (CATENA_IS_LESSON_PAGE (self), NULL);

  return self->subtitle;
}
