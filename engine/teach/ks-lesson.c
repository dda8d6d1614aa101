/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-lesson-private.h"

#include <glib/gi18n-lib.h>

struct _KsLesson {
  GObject parent_instance;

  char *id;
  const KsLessonRow *row; /* NULL: from a file */
  KsLessonDraft *content; /* of a row: all but the keystore and who is trusted, which are made */
  GArray *programs;       /* of KsLessonProgram, with translated texts that live forever */
};

G_DEFINE_FINAL_TYPE (KsLesson, ks_lesson, G_TYPE_OBJECT)

/* In the order in which they are best taken. */
static const KsLessonRow *const tables[] = {
  ks_lessons_of_chains,
  ks_lessons_of_authorities,
  ks_lessons_of_names,
  ks_lessons_of_keys,
};

static const char *const topics[G_N_ELEMENTS (tables)] = {
  N_ ("Chains"),
  N_ ("Authorities"),
  N_ ("Names"),
  N_ ("Keys"),
};

static void
ks_lesson_finalize (GObject *object)
{
  KsLesson *self = KS_LESSON (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->content, ks_lesson_draft_free);
  g_clear_pointer (&self->programs, g_array_unref);

  G_OBJECT_CLASS (ks_lesson_parent_class)->finalize (object);
}

static void
ks_lesson_class_init (KsLessonClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ks_lesson_finalize;
}

static void
ks_lesson_init (KsLesson *self)
{
  self->programs = g_array_new (FALSE, FALSE, sizeof (KsLessonProgram));
}

static const char *
translate (const char *text)
{
  return text != NULL ? g_dgettext (GETTEXT_PACKAGE, text) : NULL;
}

static void
translate_texts (KsLessonDraft *content, const KsLessonRow *row)
{
  content->title = g_strdup (translate (row->title));
  content->story = g_strdup (translate (row->story));
  content->question = g_strdup (translate (row->question));
  content->why = g_strdup (translate (row->why));
  content->task = g_strdup (translate (row->task));
  content->hint = g_strdup (translate (row->hint));
}

/**
 * _ks_lesson_new_from_row:
 * @row: a row of the table, which stays
 *
 * Translates the texts of a row.
 *
 * Returns: (transfer full): the lesson
 */
KsLesson *
_ks_lesson_new_from_row (const KsLessonRow *row)
{
  KsLessonDraft *content = ks_lesson_draft_new ();
  KsLesson *self = _ks_lesson_new_from_draft (content, g_strdup (row->id));

  self->row = row;
  translate_texts (content, row);
  content->alias = g_strdup (row->alias);
  content->role = row->role;
  if (row->hosts != NULL) {
    g_strfreev (content->hosts);
    content->hosts = g_strsplit (row->hosts, " ", -1);
  }
  for (const KsLessonAnswer *answer = row->answers; answer->text != NULL; answer++)
    ks_lesson_draft_add_answer (content, translate (answer->text), translate (answer->reply),
                                answer->is_right);
  for (const KsLessonGoal *goal = row->goals; goal->alias != NULL; goal++)
    ks_lesson_draft_add_goal (content, goal->kind, goal->alias, goal->check, translate (goal->text));
  for (const KsLessonProgram *program = row->programs; program->program != NULL; program++) {
    KsLessonProgram translated = *program;

    translated.program = translate (program->program);
    translated.text = translate (program->text);
    g_array_append_val (self->programs, translated);
  }
  return self;
}

/**
 * _ks_lesson_new_from_draft:
 * @content: (transfer full): what it consists of
 * @id: (transfer full): stable
 *
 * Returns: (transfer full): the lesson
 */
KsLesson *
_ks_lesson_new_from_draft (KsLessonDraft *content, char *id)
{
  KsLesson *self = g_object_new (KS_TYPE_LESSON, NULL);

  self->content = content;
  self->id = id;
  return self;
}

/**
 * _ks_lesson_get_row:
 * @self: a lesson
 *
 * Returns: (transfer none) (nullable): its row of the table; %NULL for one from a file
 */
const KsLessonRow *
_ks_lesson_get_row (KsLesson *self)
{
  return self->row;
}

/**
 * _ks_lesson_get_content:
 * @self: a lesson
 *
 * Returns: (transfer none): what it consists of
 */
const KsLessonDraft *
_ks_lesson_get_content (KsLesson *self)
{
  return self->content;
}

static gpointer
make_list (gpointer unused)
{
  GPtrArray *list = g_ptr_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const KsLessonRow *row = tables[i]; row->id != NULL; row++)
      g_ptr_array_add (list, _ks_lesson_new_from_row (row));
  g_ptr_array_add (list, NULL);
  return g_ptr_array_free (list, FALSE);
}

/**
 * ks_lesson_list:
 *
 * Returns: (transfer none) (array zero-terminated=1): Catena's own lessons, in the order in which they are best taken
 */
KsLesson *const *
ks_lesson_list (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, make_list, NULL);
}

/**
 * ks_lesson_find:
 * @id: (nullable): such as "missing-issuer"
 *
 * Returns: (transfer none) (nullable): the lesson of Catena's own
 */
KsLesson *
ks_lesson_find (const char *id)
{
  for (KsLesson *const *list = ks_lesson_list (); *list != NULL; list++)
    if (g_strcmp0 ((*list)->id, id) == 0)
      return *list;

  return NULL;
}

/**
 * ks_lesson_get_id:
 * @self: a lesson
 *
 * Returns: (transfer none): what progress is kept under
 */
const char *
ks_lesson_get_id (KsLesson *self)
{
  g_return_val_if_fail (KS_IS_LESSON (self), NULL);

  return self->id;
}

/**
 * ks_lesson_get_topic:
 * @self: a lesson
 *
 * Returns: (nullable): the part of the course that it belongs to, translated; %NULL for a teacher's
 */
const char *
ks_lesson_get_topic (KsLesson *self)
{
  g_return_val_if_fail (KS_IS_LESSON (self), NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const KsLessonRow *row = tables[i]; row->id != NULL; row++)
      if (row == self->row)
        return translate (topics[i]);
  return NULL;
}

/**
 * ks_lesson_get_title:
 * @self: a lesson
 *
 * Returns: (transfer none): its title, translated
 */
const char *
ks_lesson_get_title (KsLesson *self)
{
  g_return_val_if_fail (KS_IS_LESSON (self), NULL);

  return self->content->title;
}

/**
 * ks_lesson_get_story:
 * @self: a lesson
 *
 * Returns: (transfer none) (nullable): where one is and what one sees, translated
 */
const char *
ks_lesson_get_story (KsLesson *self)
{
  g_return_val_if_fail (KS_IS_LESSON (self), NULL);

  return self->content->story;
}

/**
 * ks_lesson_get_question:
 * @self: a lesson
 *
 * Returns: (transfer none) (nullable): what is to be predicted, translated
 */
const char *
ks_lesson_get_question (KsLesson *self)
{
  g_return_val_if_fail (KS_IS_LESSON (self), NULL);

  return self->content->question;
}

/**
 * ks_lesson_get_why:
 * @self: a lesson
 *
 * Returns: (transfer none) (nullable): the explanation after the reveal, translated
 */
const char *
ks_lesson_get_why (KsLesson *self)
{
  g_return_val_if_fail (KS_IS_LESSON (self), NULL);

  return self->content->why;
}

/**
 * ks_lesson_get_task:
 * @self: a lesson
 *
 * Returns: (transfer none) (nullable): what is to be repaired, translated
 */
const char *
ks_lesson_get_task (KsLesson *self)
{
  g_return_val_if_fail (KS_IS_LESSON (self), NULL);

  return self->content->task;
}

/**
 * ks_lesson_get_hint:
 * @self: a lesson
 *
 * Returns: (transfer none) (nullable): how to repair it, translated
 */
const char *
ks_lesson_get_hint (KsLesson *self)
{
  g_return_val_if_fail (KS_IS_LESSON (self), NULL);

  return self->content->hint;
}

/**
 * ks_lesson_get_alias:
 * @self: a lesson
 *
 * Returns: (transfer none): the entry whose chain is drawn
 */
const char *
ks_lesson_get_alias (KsLesson *self)
{
  g_return_val_if_fail (KS_IS_LESSON (self), NULL);

  return self->content->alias;
}

static gconstpointer
give_rows (const GArray *array, guint *n_rows)
{
  *n_rows = array->len;
  return array->data;
}

/**
 * ks_lesson_get_answers:
 * @self: a lesson
 * @n_answers: (out): how many
 *
 * Returns: (transfer none) (array length=n_answers): the answers to the question
 */
const KsLessonAnswer *
ks_lesson_get_answers (KsLesson *self, guint *n_answers)
{
  g_return_val_if_fail (KS_IS_LESSON (self) && n_answers != NULL, NULL);

  return give_rows (self->content->answers, n_answers);
}

/**
 * ks_lesson_get_programs:
 * @self: a lesson
 * @n_programs: (out): how many
 *
 * Returns: (transfer none) (array length=n_programs): what programs make of the chain
 */
const KsLessonProgram *
ks_lesson_get_programs (KsLesson *self, guint *n_programs)
{
  g_return_val_if_fail (KS_IS_LESSON (self) && n_programs != NULL, NULL);

  return give_rows (self->programs, n_programs);
}

/**
 * ks_lesson_get_goals:
 * @self: a lesson
 * @n_goals: (out): how many
 *
 * Returns: (transfer none) (array length=n_goals): when it is solved
 */
const KsLessonGoal *
ks_lesson_get_goals (KsLesson *self, guint *n_goals)
{
  g_return_val_if_fail (KS_IS_LESSON (self) && n_goals != NULL, NULL);

  return give_rows (self->content->goals, n_goals);
}

/**
 * ks_lesson_get_role:
 * @self: a lesson
 *
 * Returns: what its keystore is for
 */
KsRoleKind
ks_lesson_get_role (KsLesson *self)
{
  g_return_val_if_fail (KS_IS_LESSON (self), KS_ROLE_KIND_GENERAL);

  return self->content->role;
}

/**
 * ks_lesson_get_hosts:
 * @self: a lesson
 *
 * Returns: (transfer none) (array zero-terminated=1): what clients connect to
 */
const char *const *
ks_lesson_get_hosts (KsLesson *self)
{
  g_return_val_if_fail (KS_IS_LESSON (self), NULL);

  return (const char *const *) self->content->hosts;
}
