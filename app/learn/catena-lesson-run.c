/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-lesson-run.h"

/* Several edits in a row are one reason to judge. */
#define JUDGE_DELAY_MS 100

struct _CatenaLessonRun {
  GObject parent_instance;

  KsLesson *lesson;
  KsLessonSetup *setup;
  CatenaDocument *document;
  KsStore *store; /* the one whose changes are followed */
  gboolean *met;  /* one for each goal */
  guint n_goals;
  gboolean is_solved; /* ever */
  guint judge_id;
  GCancellable *cancellable;
};

enum {
  SIGNAL_JUDGED,
  SIGNAL_SOLVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CatenaLessonRun, catena_lesson_run, G_TYPE_OBJECT)

/* ---- judging, in a worker ---- */

typedef struct {
  KsLesson *lesson;
  KsLessonSetup *setup;
  GPtrArray *entries;
  KsKeyring *keyring;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->lesson);
  ks_lesson_setup_unref (job->setup);
  g_ptr_array_unref (job->entries);
  g_clear_pointer (&job->keyring, ks_keyring_free);
  g_free (job);
}

static void
judge_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;
  gboolean *met = ks_lesson_judge (job->lesson, job->setup, job->entries, job->keyring,
                                   g_get_real_time () / G_USEC_PER_SEC, cancellable, &error);

  if (met != NULL)
    g_task_return_pointer (task, met, g_free);
  else
    g_task_return_error (task, error);
}

static void
judged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CatenaLessonRun *self = CATENA_LESSON_RUN (source);
  gboolean is_latest = g_task_get_cancellable (G_TASK (result)) == self->cancellable;
  g_autofree gboolean *met = g_task_propagate_pointer (G_TASK (result), NULL);

  if (!is_latest || met == NULL)
    return;
  g_free (self->met);
  self->met = g_steal_pointer (&met);
  g_signal_emit (self, signals[SIGNAL_JUDGED], 0);
  if (self->is_solved || self->n_goals == 0 || catena_lesson_run_get_n_met (self) < self->n_goals)
    return;
  self->is_solved = TRUE;
  g_signal_emit (self, signals[SIGNAL_SOLVED], 0);
}

static gboolean
judge_due_cb (gpointer user_data)
{
  CatenaLessonRun *self = user_data;
  KsKeyring *keyring = catena_document_get_keyring (self->document);
  g_autoptr (GTask) task = NULL;
  Job *job = g_new0 (Job, 1);

  self->judge_id = 0;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  job->lesson = g_object_ref (self->lesson);
  job->setup = ks_lesson_setup_ref (self->setup);
  job->entries = ks_store_snapshot (self->store);
  job->keyring = keyring != NULL ? ks_keyring_copy (keyring) : NULL;
  task = g_task_new (self, self->cancellable, judged_cb, NULL);
  g_task_set_source_tag (task, judge_due_cb);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, judge_thread);
  return G_SOURCE_REMOVE;
}

static void
schedule (CatenaLessonRun *self)
{
  g_clear_handle_id (&self->judge_id, g_source_remove);
  if (self->store != NULL)
    self->judge_id = g_timeout_add (JUDGE_DELAY_MS, judge_due_cb, self);
}

/* Another password of the file makes another store of it. */
static void
store_changed_cb (CatenaLessonRun *self)
{
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_func (self->store, schedule, self);
  g_set_object (&self->store, catena_document_get_store (self->document));
  if (self->store != NULL)
    g_signal_connect_object (self->store, "items-changed", G_CALLBACK (schedule), self, G_CONNECT_SWAPPED);
  schedule (self);
}

static void
catena_lesson_run_dispose (GObject *object)
{
  CatenaLessonRun *self = CATENA_LESSON_RUN (object);

  g_clear_handle_id (&self->judge_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  g_clear_object (&self->document);
  g_clear_object (&self->lesson);
  g_clear_pointer (&self->setup, ks_lesson_setup_unref);
  g_clear_pointer (&self->met, g_free);

  G_OBJECT_CLASS (catena_lesson_run_parent_class)->dispose (object);
}

static void
catena_lesson_run_class_init (CatenaLessonRunClass *klass)
{
  const char *const names[] = { "judged", "solved" };

  G_OBJECT_CLASS (klass)->dispose = catena_lesson_run_dispose;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    signals[i] =
      g_signal_new (names[i], CATENA_TYPE_LESSON_RUN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
catena_lesson_run_init (CatenaLessonRun *self)
{
}

/**
 * catena_lesson_run_new:
 * @lesson: what is to be repaired
 * @setup: what the lesson has made
 * @document: the learner's copy of its keystore
 *
 * Begins to judge.
 *
 * Returns: (transfer full): the new run
 */
CatenaLessonRun *
catena_lesson_run_new (KsLesson *lesson, KsLessonSetup *setup, CatenaDocument *document)
{
  CatenaLessonRun *self = g_object_new (CATENA_TYPE_LESSON_RUN, NULL);

  self->lesson = g_object_ref (lesson);
  self->setup = ks_lesson_setup_ref (setup);
  self->document = g_object_ref (document);
  ks_lesson_get_goals (lesson, &self->n_goals);
  self->met = g_new0 (gboolean, self->n_goals + 1);
  g_signal_connect_object (document, "notify::store", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  store_changed_cb (self);
  return self;
}

/**
 * catena_lesson_run_get_lesson:
 * @self: a run
 *
 * Returns: (transfer none): what is repaired
 */
KsLesson *
catena_lesson_run_get_lesson (CatenaLessonRun *self)
{
  return self->lesson;
}

/**
 * catena_lesson_run_get_setup:
 * @self: a run
 *
 * Returns: (transfer none): what the lesson has made
 */
KsLessonSetup *
catena_lesson_run_get_setup (CatenaLessonRun *self)
{
  return self->setup;
}

/**
 * catena_lesson_run_get_document:
 * @self: a run
 *
 * Returns: (transfer none): the learner's copy
 */
CatenaDocument *
catena_lesson_run_get_document (CatenaLessonRun *self)
{
  return self->document;
}

/**
 * catena_lesson_run_is_met:
 * @self: a run
 * @goal: index in the goals of its lesson
 *
 * Returns: whether it is met, as far as was judged
 */
gboolean
catena_lesson_run_is_met (CatenaLessonRun *self, guint goal)
{
  g_return_val_if_fail (goal < self->n_goals, FALSE);

  return self->met[goal];
}

/**
 * catena_lesson_run_get_n_met:
 * @self: a run
 *
 * Returns: how many goals are met
 */
guint
catena_lesson_run_get_n_met (CatenaLessonRun *self)
{
  guint n = 0;

  for (guint i = 0; i < self->n_goals; i++)
    n += self->met[i] ? 1 : 0;
  return n;
}

/**
 * catena_lesson_run_is_solved:
 * @self: a run
 *
 * Returns: whether all goals are met now
 */
gboolean
catena_lesson_run_is_solved (CatenaLessonRun *self)
{
  return self->n_goals > 0 && catena_lesson_run_get_n_met (self) == self->n_goals;
}

/**
 * catena_lesson_run_start_over:
 * @self: a run
 *
 * Takes back everything that was done. Redo brings it again, step by step.
 */
void
catena_lesson_run_start_over (CatenaLessonRun *self)
{
  while (self->store != NULL && catena_document_is_editable (self->document) &&
         ks_store_can_undo (self->store)) {
    g_autoptr (KsEdit) edit = ks_store_undo (self->store);

    if (edit == NULL)
      break;
  }
}
