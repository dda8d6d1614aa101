/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-lesson-question.h"

#include <glib/gi18n.h>

#include "kw-status-mark.h"

/* What is said beside an answer takes two short lines rather than the answer's place. */
#define NOTE_CHARS 10

typedef struct {
  GtkWidget *row;
  GtkWidget *check;
  GtkWidget *note; /* “Your prediction” */
  GtkWidget *mark; /* of the right one */
} Answer;

struct _CatenaLessonQuestion {
  GtkBox parent_instance;

  KsLesson *lesson;
  GArray *answers; /* of Answer */
  int choice;
  gboolean is_revealed;

  GtkLabel *question;
  GtkListBox *list;
  GtkWidget *reply_box;
  KwStatusMark *reply_mark;
  GtkLabel *reply;
};

enum {
  PROP_CHOICE = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CatenaLessonQuestion, catena_lesson_question, GTK_TYPE_BOX)

static Answer *
get_answer (CatenaLessonQuestion *self, guint index)
{
  return &g_array_index (self->answers, Answer, index);
}

static const KsLessonAnswer *
get_text (CatenaLessonQuestion *self, guint index)
{
  guint n;
  const KsLessonAnswer *answers = ks_lesson_get_answers (self->lesson, &n);

  return &answers[index];
}

static void
toggled_cb (CatenaLessonQuestion *self)
{
  int choice = -1;

  for (guint i = 0; i < self->answers->len; i++)
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (get_answer (self, i)->check)))
      choice = (int) i;
  if (choice == self->choice)
    return;
  self->choice = choice;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHOICE]);
}

static void
add_answer (CatenaLessonQuestion *self, const KsLessonAnswer *text)
{
  Answer answer = {
    .row = adw_action_row_new (),
    .check = gtk_check_button_new (),
    .note = g_object_new (GTK_TYPE_LABEL, "visible", FALSE, "wrap", TRUE, "max-width-chars", NOTE_CHARS,
                          "xalign", 1.0, "justify", GTK_JUSTIFY_RIGHT, NULL),
    .mark = kw_status_mark_new (KS_STATE_PASS),
  };

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (answer.row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (answer.row), text->text);
  gtk_widget_set_valign (answer.check, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (answer.mark, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (answer.mark, FALSE);
  gtk_widget_add_css_class (answer.note, "caption-heading");
  if (self->answers->len > 0)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (answer.check),
                                GTK_CHECK_BUTTON (get_answer (self, 0)->check));
  adw_action_row_add_prefix (ADW_ACTION_ROW (answer.row), answer.check);
  adw_action_row_add_suffix (ADW_ACTION_ROW (answer.row), answer.note);
  adw_action_row_add_suffix (ADW_ACTION_ROW (answer.row), answer.mark);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (answer.row), answer.check);
  gtk_list_box_append (self->list, answer.row);
  g_array_append_val (self->answers, answer);
  g_signal_connect_object (answer.check, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
}

static void
set_note (Answer *answer, const char *text, const char *style)
{
  gtk_label_set_label (GTK_LABEL (answer->note), text != NULL ? text : "");
  gtk_widget_set_visible (answer->note, text != NULL);
  gtk_widget_remove_css_class (answer->note, "success");
  gtk_widget_remove_css_class (answer->note, "dimmed");
  if (style != NULL)
    gtk_widget_add_css_class (answer->note, style);
  gtk_accessible_update_property (GTK_ACCESSIBLE (answer->row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text != NULL ? text : "", -1);
}

static void
show_answer (CatenaLessonQuestion *self, guint index)
{
  Answer *answer = get_answer (self, index);
  gboolean is_right = self->is_revealed && get_text (self, index)->is_right;
  gboolean is_chosen = self->is_revealed && (int) index == self->choice;

  gtk_widget_set_sensitive (answer->check, !self->is_revealed);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (answer->row), !self->is_revealed);
  gtk_widget_set_visible (answer->mark, is_right);
  if (is_right)
    gtk_widget_add_css_class (answer->row, "right");
  else
    gtk_widget_remove_css_class (answer->row, "right");
  if (self->is_revealed)
    gtk_widget_add_css_class (answer->row, "locked");
  else
    gtk_widget_remove_css_class (answer->row, "locked");
  if (is_right)
    set_note (answer, is_chosen ? _ ("As you predicted") : _ ("What happens"), "success");
  else
    set_note (answer, is_chosen ? _ ("Your prediction") : NULL, "dimmed");
}

static void
show_reply (CatenaLessonQuestion *self)
{
  const KsLessonAnswer *chosen =
    self->is_revealed && self->choice >= 0 ? get_text (self, (guint) self->choice) : NULL;
  const char *reply = chosen != NULL ? chosen->reply : NULL;

  gtk_widget_set_visible (self->reply_box, reply != NULL);
  if (reply == NULL)
    return;
  gtk_label_set_label (self->reply, reply);
  kw_status_mark_set_state (self->reply_mark, chosen->is_right ? KS_STATE_PASS : KS_STATE_INFO);
  kw_status_mark_set_word (self->reply_mark, chosen->is_right ? _ ("As you predicted") : _ ("Not so"));
}

/* What happened is told to those who do not see it. */
static void
announce (CatenaLessonQuestion *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->answers->len; i++)
    if (get_text (self, i)->is_right)
      /* Translators: what happens, in a lesson: the right answer */
      g_string_append_printf (text, _ ("What happens: %s"), get_text (self, i)->text);
  if (gtk_widget_get_visible (self->reply_box))
    g_string_append_printf (text, " %s", gtk_label_get_label (self->reply));
  gtk_accessible_announce (GTK_ACCESSIBLE (self), text->str, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
update (CatenaLessonQuestion *self)
{
  for (guint i = 0; i < self->answers->len; i++)
    show_answer (self, i);
  show_reply (self);
}

static gboolean
catena_lesson_question_grab_focus (GtkWidget *widget)
{
  CatenaLessonQuestion *self = CATENA_LESSON_QUESTION (widget);

  return self->answers->len > 0 && gtk_widget_grab_focus (get_answer (self, 0)->check);
}

static void
catena_lesson_question_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id) {
  case PROP_CHOICE:
    g_value_set_int (value, CATENA_LESSON_QUESTION (object)->choice);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
catena_lesson_question_dispose (GObject *object)
{
  CatenaLessonQuestion *self = CATENA_LESSON_QUESTION (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_LESSON_QUESTION);
  g_clear_pointer (&self->answers, g_array_unref);
  g_clear_object (&self->lesson);

  G_OBJECT_CLASS (catena_lesson_question_parent_class)->dispose (object);
}

static void
catena_lesson_question_class_init (CatenaLessonQuestionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = catena_lesson_question_get_property;
  object_class->dispose = catena_lesson_question_dispose;
  widget_class->grab_focus = catena_lesson_question_grab_focus;

  properties[PROP_CHOICE] =
    g_param_spec_int ("choice", NULL, NULL, -1, G_MAXINT, -1, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (KW_TYPE_STATUS_MARK);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/learn/catena-lesson-question.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaLessonQuestion, question);
  gtk_widget_class_bind_template_child (widget_class, CatenaLessonQuestion, list);
  gtk_widget_class_bind_template_child (widget_class, CatenaLessonQuestion, reply_box);
  gtk_widget_class_bind_template_child (widget_class, CatenaLessonQuestion, reply_mark);
  gtk_widget_class_bind_template_child (widget_class, CatenaLessonQuestion, reply);
}

static void
catena_lesson_question_init (CatenaLessonQuestion *self)
{
  self->choice = -1;
  self->answers = g_array_new (FALSE, TRUE, sizeof (Answer));
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * catena_lesson_question_set_lesson:
 * @self: the question
 * @lesson: whose question it is; once
 */
void
catena_lesson_question_set_lesson (CatenaLessonQuestion *self, KsLesson *lesson)
{
  guint n;
  const KsLessonAnswer *answers;
  const char *question = ks_lesson_get_question (lesson);

  g_return_if_fail (CATENA_IS_LESSON_QUESTION (self));
  g_return_if_fail (self->lesson == NULL);

  self->lesson = g_object_ref (lesson);
  gtk_label_set_label (self->question, question != NULL ? question : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  question != NULL ? question : "", -1);
  answers = ks_lesson_get_answers (lesson, &n);
  for (guint i = 0; i < n; i++)
    add_answer (self, &answers[i]);
}

/**
 * catena_lesson_question_get_choice:
 * @self: the question
 *
 * Returns: index of the chosen answer, -1 for none
 */
int
catena_lesson_question_get_choice (CatenaLessonQuestion *self)
{
  g_return_val_if_fail (CATENA_IS_LESSON_QUESTION (self), -1);

  return self->choice;
}

/**
 * catena_lesson_question_reveal:
 * @self: the question
 *
 * Says what happens, and what there is to say to the answer that was chosen. It cannot be changed any more.
 */
void
catena_lesson_question_reveal (CatenaLessonQuestion *self)
{
  g_return_if_fail (CATENA_IS_LESSON_QUESTION (self));

  self->is_revealed = TRUE;
  update (self);
  announce (self);
}

/**
 * catena_lesson_question_reset:
 * @self: the question
 *
 * Asks again, without an answer.
 */
void
catena_lesson_question_reset (CatenaLessonQuestion *self)
{
  g_return_if_fail (CATENA_IS_LESSON_QUESTION (self));

  self->is_revealed = FALSE;
  for (guint i = 0; i < self->answers->len; i++)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (get_answer (self, i)->check), FALSE);
  update (self);
}
