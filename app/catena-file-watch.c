/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-file-watch.h"

/* Programs write a file in several steps; the question is asked once they have had time to finish. */
#define SETTLE_MS 500

struct _CatenaFileWatch {
  GObject parent_instance;

  GFile *file;
  GFileMonitor *monitor;
  char *etag;
  GCancellable *cancellable;
  guint settle_id;
  gboolean is_changed;
};

enum {
  PROP_0,
  PROP_IS_CHANGED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CatenaFileWatch, catena_file_watch, G_TYPE_OBJECT)

typedef struct {
  GFile *file;
  KsFileState state;
} Question;

static void
question_free (Question *question)
{
  g_clear_object (&question->file);
  ks_file_state_clear (&question->state);
  g_free (question);
}

static void
set_changed (CatenaFileWatch *self, gboolean is_changed)
{
  if (self->is_changed == is_changed)
    return;

  self->is_changed = is_changed;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_CHANGED]);
}

static void
check_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Question *question = task_data;

  g_task_return_boolean (task, ks_file_is_unchanged (question->file, &question->state));
}

static void
check_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CatenaFileWatch *self = CATENA_FILE_WATCH (source);
  Question *question = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gboolean is_unchanged = g_task_propagate_boolean (G_TASK (result), &error);

  /* An answer to an older question says nothing about the file as it is known now. */
  if (error == NULL && g_strcmp0 (question->state.etag, self->etag) == 0)
    set_changed (self, !is_unchanged);
}

static gboolean
settled_cb (gpointer user_data)
{
  CatenaFileWatch *self = user_data;

  self->settle_id = 0;
  catena_file_watch_check (self);
  return G_SOURCE_REMOVE;
}

static void
monitor_changed_cb (CatenaFileWatch *self)
{
  g_clear_handle_id (&self->settle_id, g_source_remove);
  self->settle_id = g_timeout_add (SETTLE_MS, settled_cb, self);
}

static void
catena_file_watch_dispose (GObject *object)
{
  CatenaFileWatch *self = CATENA_FILE_WATCH (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->settle_id, g_source_remove);
  g_clear_object (&self->monitor);
  g_clear_object (&self->file);

  G_OBJECT_CLASS (catena_file_watch_parent_class)->dispose (object);
}

static void
catena_file_watch_finalize (GObject *object)
{
  CatenaFileWatch *self = CATENA_FILE_WATCH (object);

  g_clear_pointer (&self->etag, g_free);

  G_OBJECT_CLASS (catena_file_watch_parent_class)->finalize (object);
}

static void
catena_file_watch_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  CatenaFileWatch *self = CATENA_FILE_WATCH (object);

  switch (prop_id) {
  case PROP_IS_CHANGED:
    g_value_set_boolean (value, self->is_changed);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
catena_file_watch_class_init (CatenaFileWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = catena_file_watch_dispose;
  object_class->finalize = catena_file_watch_finalize;
  object_class->get_property = catena_file_watch_get_property;

  properties[PROP_IS_CHANGED] =
    g_param_spec_boolean ("is-changed", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
catena_file_watch_init (CatenaFileWatch *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * catena_file_watch_new:
 * @file: the file to watch
 *
 * Watches a file for changes by other programs. Where the system tells nothing (in the document portal),
 * only [method@FileWatch.check] notices.
 *
 * Returns: (transfer full): the new watch, which reports nothing until it was given an etag
 */
CatenaFileWatch *
catena_file_watch_new (GFile *file)
{
  CatenaFileWatch *self = g_object_new (CATENA_TYPE_FILE_WATCH, NULL);

  self->file = g_object_ref (file);
  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_object (self->monitor, "changed", G_CALLBACK (monitor_changed_cb), self,
                             G_CONNECT_SWAPPED);

  return self;
}

/**
 * catena_file_watch_get_file:
 * @self: a watch
 *
 * Returns: (transfer none): the watched file
 */
GFile *
catena_file_watch_get_file (CatenaFileWatch *self)
{
  return self->file;
}

/**
 * catena_file_watch_is_changed:
 * @self: a watch
 *
 * Returns: whether the file was found to be another one than the etag says
 */
gboolean
catena_file_watch_is_changed (CatenaFileWatch *self)
{
  return self->is_changed;
}

/**
 * catena_file_watch_get_etag:
 * @self: a watch
 *
 * Returns: (nullable): what the file was when it was read or saved
 */
const char *
catena_file_watch_get_etag (CatenaFileWatch *self)
{
  return self->etag;
}

/**
 * catena_file_watch_set_etag:
 * @self: a watch
 * @etag: (nullable): what the file is now, from a [struct@Ks.FileState]
 *
 * Says which state of the file is the known one.
 */
void
catena_file_watch_set_etag (CatenaFileWatch *self, const char *etag)
{
  g_set_str (&self->etag, etag);
  set_changed (self, FALSE);
}

/**
 * catena_file_watch_check:
 * @self: a watch
 *
 * Compares the file on disk with the known state, in a worker; the property tells the answer.
 */
void
catena_file_watch_check (CatenaFileWatch *self)
{
  g_autoptr (GTask) task = NULL;
  Question *question;

  if (self->etag == NULL || self->file == NULL)
    return;

  question = g_new0 (Question, 1);
  question->file = g_object_ref (self->file);
  question->state.etag = g_strdup (self->etag);

  task = g_task_new (self, self->cancellable, check_cb, NULL);
  g_task_set_source_tag (task, catena_file_watch_check);
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  g_task_run_in_thread (task, check_thread);
}
