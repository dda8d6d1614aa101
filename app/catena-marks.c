/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-entry-sorter.h"
#include "catena-marks.h"

/* How often a worker tells what it has; each time costs the list one look at its visible rows. */
#define BATCH_USEC (G_USEC_PER_SEC / 10)
/* A password is made slow to try on purpose: keys that are not opened within this time are looked at with their entry. */
#define UNLOCK_USEC (3 * G_USEC_PER_SEC)

/* What a high window shows of the list; its marks come before everything else. */
#define FIRST_ROWS 48

typedef struct {
  KsState state;
  char *sentence;
} Mark;

/* What one worker looks at. */
typedef struct {
  CatenaScene *scene;
  KsKeyring *keyring; /* or NULL */
} Job;

/* What one worker found since it last told; made there, taken over by the main thread. */
typedef struct {
  CatenaMarks *owner;
  GCancellable *cancellable;
  GHashTable *marks;
  gint64 told;
  gboolean ends_round; /* every entry has a mark with it */
} Batch;

struct _CatenaMarks {
  GObject parent_instance;

  GHashTable *marks; /* KsEntry to Mark */
  GCancellable *cancellable;
  gboolean is_running;
};

enum {
  PROP_0,
  PROP_IS_RUNNING,
  N_PROPS,
};

enum {
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CatenaMarks, catena_marks, G_TYPE_OBJECT)

static void
mark_free (Mark *mark)
{
  g_free (mark->sentence);
  g_free (mark);
}

static GHashTable *
marks_table_new (void)
{
  return g_hash_table_new_full (NULL, NULL, g_object_unref, (GDestroyNotify) mark_free);
}

static Batch *
batch_new (CatenaMarks *owner, GCancellable *cancellable)
{
  Batch *batch = g_new0 (Batch, 1);

  batch->owner = g_object_ref (owner);
  batch->cancellable = g_object_ref (cancellable);
  batch->marks = marks_table_new ();
  batch->told = g_get_monotonic_time ();
  return batch;
}

static void
job_free (Job *job)
{
  catena_scene_unref (job->scene);
  g_clear_pointer (&job->keyring, ks_keyring_free);
  g_free (job);
}

static void
batch_free (Batch *batch)
{
  g_clear_object (&batch->owner);
  g_clear_object (&batch->cancellable);
  g_clear_pointer (&batch->marks, g_hash_table_unref);
  g_free (batch);
}

static void
set_running (CatenaMarks *self, gboolean is_running)
{
  if (self->is_running == is_running)
    return;

  self->is_running = is_running;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_RUNNING]);
}

static gboolean
batch_arrived_cb (gpointer user_data)
{
  Batch *batch = user_data;
  CatenaMarks *self = batch->owner;
  GHashTableIter iter;
  gpointer entry, mark;

  if (g_cancellable_is_cancelled (batch->cancellable))
    return G_SOURCE_REMOVE;

  g_hash_table_iter_init (&iter, batch->marks);
  while (g_hash_table_iter_next (&iter, &entry, &mark)) {
    g_hash_table_iter_steal (&iter);
    g_hash_table_replace (self->marks, entry, mark);
  }
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  if (batch->ends_round)
    set_running (self, FALSE);
  return G_SOURCE_REMOVE;
}

static void
batch_send (Batch *batch)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  /* At once: what is idle waits for ever while frame follows frame. */
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, batch_arrived_cb, batch, (GDestroyNotify) batch_free);
  g_source_attach (source, NULL);
}

/* Takes @mark, and @batch with it when it is time to tell. */
static Batch *
batch_add (Batch *batch, KsEntry *entry, Mark *mark)
{
  Batch *next = NULL;

  g_hash_table_insert (batch->marks, g_object_ref (entry), mark);
  if (g_get_monotonic_time () - batch->told <= BATCH_USEC)
    return batch;
  next = batch_new (batch->owner, batch->cancellable);
  batch_send (batch);
  return next;
}

static Batch *
look_quickly (Batch *batch, CatenaScene *scene, GPtrArray *entries, KsState *states, guint from, guint to)
{
  for (guint i = from; i < to && !g_cancellable_is_cancelled (batch->cancellable); i++) {
    Mark *mark = g_new0 (Mark, 1);

    mark->state = catena_scene_check_quickly (scene, g_ptr_array_index (entries, i), &mark->sentence);
    states[i] = mark->state;
    batch = batch_add (batch, g_ptr_array_index (entries, i), mark);
  }
  return batch;
}

/* What takes milliseconds for each entry comes when all have a mark, and changes few of them. */
static Batch *
look_thoroughly (Batch *batch, const Job *job, GPtrArray *entries, const KsState *states)
{
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < entries->len && !g_cancellable_is_cancelled (batch->cancellable); i++) {
    gboolean is_late = g_get_monotonic_time () - start > UNLOCK_USEC;
    Mark *mark = g_new0 (Mark, 1);

    mark->state = catena_scene_check_thoroughly (job->scene, g_ptr_array_index (entries, i),
                                                 is_late ? NULL : job->keyring, &mark->sentence);
    if (mark->state != states[i])
      batch = batch_add (batch, g_ptr_array_index (entries, i), mark);
    else
      mark_free (mark);
  }
  return batch;
}

static void
marks_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Job *job = task_data;
  g_autoptr (GPtrArray) entries = catena_entry_sorter_sort (catena_scene_get_entries (job->scene));
  g_autofree KsState *states = g_new0 (KsState, entries->len);
  guint first = MIN (entries->len, FIRST_ROWS);
  Batch *batch = look_quickly (batch_new (source, cancellable), job->scene, entries, states, 0, first);

  batch_send (batch);
  /* Searching is expected to answer at once, so its texts come next. */
  for (guint i = 0; i < entries->len && !g_cancellable_is_cancelled (cancellable); i++)
    ks_entry_get_search_text (g_ptr_array_index (entries, i));

  batch = look_quickly (batch_new (source, cancellable), job->scene, entries, states, first, entries->len);
  batch->ends_round = TRUE;
  batch_send (batch);
  batch = look_thoroughly (batch_new (source, cancellable), job, entries, states);
  batch_send (batch);
  g_task_return_boolean (task, TRUE);
}

static void
marks_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CatenaMarks *self = CATENA_MARKS (source);

  if (g_task_get_cancellable (G_TASK (result)) == self->cancellable)
    set_running (self, FALSE);
}

/* What is no longer in the store would be kept alive by its mark. */
static void
forget_others (CatenaMarks *self, GPtrArray *entries)
{
  g_autoptr (GHashTable) kept = g_steal_pointer (&self->marks);

  self->marks = marks_table_new ();
  for (guint i = 0; i < entries->len; i++) {
    gpointer entry = g_ptr_array_index (entries, i);
    gpointer key, mark;

    if (g_hash_table_steal_extended (kept, entry, &key, &mark))
      g_hash_table_insert (self->marks, key, mark);
  }
}

static void
catena_marks_dispose (GObject *object)
{
  CatenaMarks *self = CATENA_MARKS (object);

  catena_marks_cancel (self);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->marks, g_hash_table_unref);

  G_OBJECT_CLASS (catena_marks_parent_class)->dispose (object);
}

static void
catena_marks_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  CatenaMarks *self = CATENA_MARKS (object);

  switch (prop_id) {
  case PROP_IS_RUNNING:
    g_value_set_boolean (value, self->is_running);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
catena_marks_class_init (CatenaMarksClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = catena_marks_dispose;
  object_class->get_property = catena_marks_get_property;

  properties[PROP_IS_RUNNING] =
    g_param_spec_boolean ("is-running", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", CATENA_TYPE_MARKS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
catena_marks_init (CatenaMarks *self)
{
  self->marks = marks_table_new ();
}

/**
 * catena_marks_new:
 *
 * Returns: (transfer full): marks that know nothing yet
 */
CatenaMarks *
catena_marks_new (void)
{
  return g_object_new (CATENA_TYPE_MARKS, NULL);
}

/**
 * catena_marks_run:
 * @self: the marks
 * @scene: the store as it is now
 * @keyring: (nullable): passwords that may open its keys; copied
 *
 * Starts again. Entries that had a mark keep it until they get another one.
 */
void
catena_marks_run (CatenaMarks *self, CatenaScene *scene, KsKeyring *keyring)
{
  g_autoptr (GTask) task = NULL;
  Job *job = g_new0 (Job, 1);

  job->scene = catena_scene_ref (scene);
  job->keyring = keyring != NULL ? ks_keyring_copy (keyring) : NULL;

  catena_marks_cancel (self);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  forget_others (self, catena_scene_get_entries (scene));

  task = g_task_new (self, self->cancellable, marks_cb, NULL);
  g_task_set_source_tag (task, catena_marks_run);
  g_task_set_priority (task, G_PRIORITY_LOW);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  set_running (self, TRUE);
  g_task_run_in_thread (task, marks_thread);
}

/**
 * catena_marks_cancel:
 * @self: the marks
 *
 * Stops the worker; what it has not told yet is thrown away.
 */
void
catena_marks_cancel (CatenaMarks *self)
{
  g_cancellable_cancel (self->cancellable);
}

/**
 * catena_marks_is_running:
 * @self: the marks
 *
 * Returns: whether entries wait for their first mark
 */
gboolean
catena_marks_is_running (CatenaMarks *self)
{
  return self->is_running;
}

/**
 * catena_marks_set:
 * @self: the marks
 * @entry: an entry
 * @state: what its verdict says
 * @sentence: (nullable): why
 *
 * Takes over what is known better: a verdict leaves nothing out.
 */
void
catena_marks_set (CatenaMarks *self, KsEntry *entry, KsState state, const char *sentence)
{
  Mark *mark = g_hash_table_lookup (self->marks, entry);

  if (mark == NULL || mark->state == state)
    return;
  mark->state = state;
  g_set_str (&mark->sentence, sentence);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * catena_marks_get:
 * @self: the marks
 * @entry: an entry
 * @sentence: (out) (optional) (transfer none) (nullable): why
 *
 * Returns: the state of the entry, %KS_STATE_NOT_CHECKED until it is known
 */
KsState
catena_marks_get (CatenaMarks *self, KsEntry *entry, const char **sentence)
{
  Mark *mark = g_hash_table_lookup (self->marks, entry);

  if (sentence != NULL)
    *sentence = mark != NULL ? mark->sentence : NULL;
  return mark != NULL ? mark->state : KS_STATE_NOT_CHECKED;
}
