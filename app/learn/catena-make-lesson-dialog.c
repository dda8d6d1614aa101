/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-make-lesson-dialog.h"

#include <glib/gi18n.h>

#include "catena-error-dialog.h"
#include "catena-file-writer.h"
#include "catena-lesson-maker.h"
#include "catena-text-row.h"
#include "kw-status-mark.h"
#include "kw-text.h"

/* One answer that can be chosen. */
typedef struct {
  GtkWidget *row;   /* AdwEntryRow: what it says */
  GtkWidget *reply; /* AdwEntryRow: what is said to it */
  GtkWidget *check; /* whether it is the right one */
} Answer;

struct _CatenaMakeLessonDialog {
  AdwDialog parent_instance;

  CatenaDocument *document;
  CatenaVerification *verification;
  GPtrArray *entries; /* of KsEntry, in the order of the list */
  GArray *answers;    /* of Answer */
  GArray *goals;      /* of KsLessonGoal, those of the chosen entry; or NULL */
  GPtrArray *checks;  /* of GtkCheckButton, borrowed, one for each goal */
  GPtrArray *rows;    /* of AdwActionRow, borrowed, one for each goal */
  GBytes *bytes;      /* of the file, while people are asked about it */
  guint asked;        /* which of the verdicts that were asked for counts */
  gboolean is_busy;

  GtkWidget *save_button;
  AdwEntryRow *title_row;
  CatenaTextRow *story_row;
  AdwPreferencesGroup *answers_group;
  AdwEntryRow *question_row;
  CatenaTextRow *why_row;
  AdwComboRow *entry_row;
  CatenaTextRow *task_row;
  CatenaTextRow *hint_row;
  AdwPreferencesGroup *goals_group;
};

G_DEFINE_FINAL_TYPE (CatenaMakeLessonDialog, catena_make_lesson_dialog, ADW_TYPE_DIALOG)

static const char *
get_text (gpointer row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static gboolean
has_text (gpointer row)
{
  return *get_text (row) != '\0';
}

static Answer *
get_answer (CatenaMakeLessonDialog *self, guint index)
{
  return &g_array_index (self->answers, Answer, index);
}

/* ---- whether it can be saved ---- */

static gboolean
has_right_answer (CatenaMakeLessonDialog *self)
{
  for (guint i = 0; i < self->answers->len; i++)
    if (has_text (get_answer (self, i)->row) &&
        gtk_check_button_get_active (GTK_CHECK_BUTTON (get_answer (self, i)->check)))
      return TRUE;
  return FALSE;
}

static guint
count_answers (CatenaMakeLessonDialog *self)
{
  guint n = 0;

  for (guint i = 0; i < self->answers->len; i++)
    n += has_text (get_answer (self, i)->row) ? 1 : 0;
  return n;
}

/* NULL: it can be saved. */
static const char *
find_problem (CatenaMakeLessonDialog *self)
{
  guint n = count_answers (self);

  if (!has_text (self->title_row))
    return _ ("A title is needed");
  if (has_text (self->question_row) != (n > 0))
    return _ ("A question needs answers, and answers need a question");
  if (n == 1)
    return _ ("A question needs two answers at least");
  if (n > 0 && !has_right_answer (self))
    return _ ("One answer has to be marked as right");
  return NULL;
}

static void
changed_cb (CatenaMakeLessonDialog *self)
{
  const char *problem = find_problem (self);

  gtk_widget_set_sensitive (self->save_button, problem == NULL && !self->is_busy && self->goals != NULL);
  gtk_widget_set_tooltip_text (self->save_button, problem);
}

/* ---- answers ---- */

static void
add_answer_cb (CatenaMakeLessonDialog *self)
{
  Answer answer = {
    .row = adw_entry_row_new (),
    .reply = adw_entry_row_new (),
    .check = gtk_check_button_new (),
  };
  /* Translators: the number of an answer */
  g_autofree char *title = g_strdup_printf (_ ("Answer %u"), self->answers->len + 1);
  /* Translators: what is said to somebody who has chosen the answer with that number */
  g_autofree char *reply = g_strdup_printf (_ ("Reply to answer %u"), self->answers->len + 1);

  if (self->answers->len >= KS_LESSON_MAX_ANSWERS)
    return;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (answer.row), title);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (answer.reply), reply);
  gtk_widget_set_valign (answer.check, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (answer.check, _ ("The right answer"));
  if (self->answers->len > 0)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (answer.check),
                                GTK_CHECK_BUTTON (get_answer (self, 0)->check));
  adw_entry_row_add_prefix (ADW_ENTRY_ROW (answer.row), answer.check);
  g_signal_connect_object (answer.row, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (answer.check, "toggled", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->answers_group, answer.row);
  adw_preferences_group_add (self->answers_group, answer.reply);
  g_array_append_val (self->answers, answer);
}

/* ---- goals ---- */

static void
clear_goals (CatenaMakeLessonDialog *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->goals_group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  g_ptr_array_set_size (self->checks, 0);
  g_clear_pointer (&self->goals, g_array_unref);
}

static void
add_goal (CatenaMakeLessonDialog *self, const KsLessonGoal *goal)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  g_autofree char *text = ks_lesson_goal_dup_text (goal);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  /* What is wrong now is what there is to repair. */
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), goal->kind == KS_LESSON_GOAL_CHECK);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  adw_preferences_group_add (self->goals_group, row);
  g_ptr_array_add (self->rows, row);
  g_ptr_array_add (self->checks, check);
}

typedef struct {
  CatenaMakeLessonDialog *dialog;
  guint number;
} Asking;

static void
verdict_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Asking *asking = user_data;
  g_autoptr (CatenaMakeLessonDialog) self = asking->dialog;
  g_autoptr (KsVerdict) verdict = catena_verification_preview_finish (CATENA_VERIFICATION (source), result);

  /* Another entry was chosen meanwhile, or the dialog is gone. */
  if (verdict == NULL || asking->number != self->asked || self->goals_group == NULL)
    return;
  clear_goals (self);
  self->goals = catena_lesson_maker_list_goals (verdict);
  for (guint i = 0; i < self->goals->len; i++)
    add_goal (self, &g_array_index (self->goals, KsLessonGoal, i));
  changed_cb (self);
}

static void
entry_cb (CatenaMakeLessonDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->entry_row);
  Asking *asking;

  if (self->verification == NULL || selected >= self->entries->len)
    return;
  asking = g_new0 (Asking, 1);
  asking->dialog = g_object_ref (self);
  asking->number = ++self->asked;
  catena_verification_preview_async (self->verification, g_ptr_array_index (self->entries, selected),
                                     verdict_cb, asking);
}

/* ---- saving ---- */

static void
set_busy (CatenaMakeLessonDialog *self, gboolean is_busy)
{
  self->is_busy = is_busy;
  changed_cb (self);
}

static void
add_goals (CatenaMakeLessonDialog *self, KsLessonDraft *draft)
{
  for (guint i = 0; i < self->goals->len; i++) {
    const KsLessonGoal *goal = &g_array_index (self->goals, KsLessonGoal, i);

    if (gtk_check_button_get_active (g_ptr_array_index (self->checks, i)))
      ks_lesson_draft_add_goal (draft, goal->kind, goal->alias, goal->check, goal->text);
  }
}

static void
add_answers (CatenaMakeLessonDialog *self, KsLessonDraft *draft)
{
  for (guint i = 0; i < self->answers->len; i++) {
    Answer *answer = get_answer (self, i);

    if (has_text (answer->row))
      ks_lesson_draft_add_answer (draft, get_text (answer->row),
                                  has_text (answer->reply) ? get_text (answer->reply) : NULL,
                                  gtk_check_button_get_active (GTK_CHECK_BUTTON (answer->check)));
  }
}

static KsLessonDraft *
make_draft (CatenaMakeLessonDialog *self)
{
  KsLessonDraft *draft = catena_lesson_maker_new_draft (self->verification);
  KsEntry *entry = g_ptr_array_index (self->entries, adw_combo_row_get_selected (self->entry_row));

  g_set_str (&draft->title, get_text (self->title_row));
  draft->story = catena_text_row_dup_text (self->story_row);
  if (has_text (self->question_row))
    g_set_str (&draft->question, get_text (self->question_row));
  draft->why = catena_text_row_dup_text (self->why_row);
  draft->task = catena_text_row_dup_text (self->task_row);
  draft->hint = catena_text_row_dup_text (self->hint_row);
  g_set_str (&draft->alias, ks_entry_get_alias (entry));
  add_answers (self, draft);
  add_goals (self, draft);
  return draft;
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CatenaMakeLessonDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = catena_file_writer_ask_finish (result, &error);

  set_busy (self, FALSE);
  if (file != NULL)
    adw_dialog_close (ADW_DIALOG (self));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    catena_error_dialog_present (GTK_WIDGET (self), _ ("The Lesson Was Not Saved"), error);
}

static void
ask_file (CatenaMakeLessonDialog *self)
{
  g_autofree char *name = catena_file_writer_make_name (get_text (self->title_row), KS_LESSON_SUFFIX + 1);

  catena_file_writer_ask_async (GTK_WIDGET (self), _ ("Save Lesson"), name, self->bytes, saved_cb,
                                g_object_ref (self));
}

static void
notes_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CatenaMakeLessonDialog) self = user_data;
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);

  if (g_str_equal (response, "save"))
    ask_file (self);
  else
    set_busy (self, FALSE);
}

/* What is in the lesson will not be quite what is here. */
static void
ask_about_notes (CatenaMakeLessonDialog *self, GPtrArray *notes)
{
  g_autoptr (GString) body = g_string_new (NULL);
  AdwDialog *dialog;

  for (guint i = 0; i < notes->len; i++)
    g_string_append_printf (body, "%s%s", i > 0 ? "\n" : "", (const char *) g_ptr_array_index (notes, i));
  dialog = adw_alert_dialog_new (_ ("Not Everything Can Be Taken"), body->str);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "save", _ ("_Save…"),
                                  NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "save", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "save");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (dialog), GTK_WIDGET (self), NULL, notes_answered_cb,
                           g_object_ref (self));
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CatenaMakeLessonDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) notes = NULL;

  g_clear_pointer (&self->bytes, g_bytes_unref);
  self->bytes = catena_lesson_maker_write_finish (result, &notes, &error);
  if (self->save_button == NULL)
    return;
  if (self->bytes == NULL) {
    set_busy (self, FALSE);
    catena_error_dialog_present (GTK_WIDGET (self), _ ("The Lesson Could Not Be Made"), error);
  } else if (notes->len > 0) {
    ask_about_notes (self, notes);
  } else {
    ask_file (self);
  }
}

static void
save_cb (CatenaMakeLessonDialog *self)
{
  set_busy (self, TRUE);
  catena_lesson_maker_write_async (make_draft (self), self->document, written_cb, g_object_ref (self));
}

static void
cancel_cb (CatenaMakeLessonDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

/* ---- the object ---- */

static void
catena_make_lesson_dialog_dispose (GObject *object)
{
  CatenaMakeLessonDialog *self = CATENA_MAKE_LESSON_DIALOG (object);

  self->asked++;
  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_MAKE_LESSON_DIALOG);
  g_clear_object (&self->document);
  g_clear_object (&self->verification);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->answers, g_array_unref);
  g_clear_pointer (&self->goals, g_array_unref);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->bytes, g_bytes_unref);

  G_OBJECT_CLASS (catena_make_lesson_dialog_parent_class)->dispose (object);
}

static void
catena_make_lesson_dialog_class_init (CatenaMakeLessonDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_make_lesson_dialog_dispose;

  g_type_ensure (CATENA_TYPE_TEXT_ROW);
  g_type_ensure (KW_TYPE_STATUS_MARK);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/learn/catena-make-lesson-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaMakeLessonDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaMakeLessonDialog, title_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaMakeLessonDialog, story_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaMakeLessonDialog, answers_group);
  gtk_widget_class_bind_template_child (widget_class, CatenaMakeLessonDialog, question_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaMakeLessonDialog, why_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaMakeLessonDialog, entry_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaMakeLessonDialog, task_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaMakeLessonDialog, hint_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaMakeLessonDialog, goals_group);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_answer_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
catena_make_lesson_dialog_init (CatenaMakeLessonDialog *self)
{
  self->answers = g_array_new (FALSE, TRUE, sizeof (Answer));
  self->checks = g_ptr_array_new ();
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  add_answer_cb (self);
  add_answer_cb (self);
}

/* Only what has a certificate has a chain to draw. */
static void
list_entries (CatenaMakeLessonDialog *self, KsEntry *wanted)
{
  g_autoptr (GPtrArray) all = ks_store_snapshot (catena_document_get_store (self->document));
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  self->entries = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < all->len; i++) {
    KsEntry *entry = g_ptr_array_index (all, i);
    g_autofree char *name = kw_text_plain (ks_entry_get_alias (entry));

    if (ks_entry_get_leaf (entry) == NULL)
      continue;
    if (entry == wanted)
      selected = self->entries->len;
    gtk_string_list_append (names, name);
    g_ptr_array_add (self->entries, g_object_ref (entry));
  }
  adw_combo_row_set_model (self->entry_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->entry_row, selected);
}

/**
 * catena_make_lesson_dialog_new:
 * @document: the keystore that the lesson is about
 * @verification: the verdicts about its entries
 *
 * Returns: (transfer floating): a new dialog
 */
AdwDialog *
catena_make_lesson_dialog_new (CatenaDocument *document, CatenaVerification *verification)
{
  CatenaMakeLessonDialog *self = g_object_new (CATENA_TYPE_MAKE_LESSON_DIALOG, NULL);

  self->document = g_object_ref (document);
  list_entries (self, catena_verification_get_entry (verification));
  self->verification = g_object_ref (verification);
  entry_cb (self);
  return ADW_DIALOG (self);
}
