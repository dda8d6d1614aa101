/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What lessons do in workers. */

#include "catena-config.h"

#include "catena-lesson-job.h"

#include <glib/gi18n.h>

#include "ks-error.h"
#include "ks-format.h"

/* More than any lesson that this program accepts. */
#define MAX_SIZE ((goffset) 16 * 1024 * 1024)

/**
 * catena_lesson_start_free:
 * @self: (transfer full): what a lesson begins with
 */
void
catena_lesson_start_free (CatenaLessonStart *self)
{
  g_clear_pointer (&self->setup, ks_lesson_setup_unref);
  g_clear_object (&self->verdict);
  g_free (self);
}

static KsEntry *
find_entry (GPtrArray *entries, const char *alias)
{
  for (guint i = 0; i < entries->len; i++)
    if (g_strcmp0 (ks_entry_get_alias (g_ptr_array_index (entries, i)), alias) == 0)
      return g_ptr_array_index (entries, i);
  return NULL;
}

static CatenaLessonStart *
start (KsLesson *lesson, gint64 now, GCancellable *cancellable, GError **error)
{
  g_autoptr (CatenaLessonStart) self = g_new0 (CatenaLessonStart, 1);
  GPtrArray *entries;
  KsEntry *entry;

  self->setup = ks_lesson_prepare (lesson, now, cancellable, error);
  if (self->setup == NULL)
    return NULL;
  entries = ks_lesson_setup_get_entries (self->setup);
  entry = find_entry (entries, ks_lesson_get_alias (lesson));
  if (entry == NULL) {
    g_set_error (error, KS_ERROR, KS_ERROR_NOT_FOUND, _ ("The lesson’s keystore has no entry “%s”"),
                 ks_lesson_get_alias (lesson));
    return NULL;
  }
  self->verdict = ks_lesson_verify (lesson, self->setup, entries, entry, NULL, now, cancellable, error);
  return self->verdict != NULL ? g_steal_pointer (&self) : NULL;
}

static void
start_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  CatenaLessonStart *self = start (task_data, g_get_real_time () / G_USEC_PER_SEC, cancellable, &error);

  if (self != NULL)
    g_task_return_pointer (task, self, (GDestroyNotify) catena_lesson_start_free);
  else
    g_task_return_error (task, error);
}

/**
 * catena_lesson_start_async:
 * @lesson: a lesson
 * @cancellable: (nullable): to stop it
 * @callback: called when everything is there
 * @user_data: for @callback
 *
 * Makes a lesson's keystore, and finds out what its clients think of it.
 */
void
catena_lesson_start_async (KsLesson *lesson,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, catena_lesson_start_async);
  g_task_set_task_data (task, g_object_ref (lesson), g_object_unref);
  g_task_run_in_thread (task, start_thread);
}

/**
 * catena_lesson_start_finish:
 * @result: what the callback got
 * @error: return location; errors of ks_lesson_prepare()
 *
 * Returns: (transfer full): what the lesson begins with
 */
CatenaLessonStart *
catena_lesson_start_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
open_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  KsLessonSetup *setup = task_data;
  const char *text = ks_lesson_setup_get_password (setup);
  g_autoptr (KsSecret) password = text != NULL ? ks_secret_new_from_string (text) : NULL;
  KsReadOptions options = { .password = password, .file_name = ks_lesson_setup_get_file_name (setup) };
  GError *error = NULL;
  KsStore *store = ks_store_load (ks_lesson_setup_get_bytes (setup), &options, cancellable, &error);

  if (store != NULL)
    g_task_return_pointer (task, store, g_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * catena_lesson_open_async:
 * @setup: what a lesson has made
 * @callback: called when its keystore was read
 * @user_data: for @callback
 */
void
catena_lesson_open_async (KsLessonSetup *setup, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, catena_lesson_open_async);
  g_task_set_task_data (task, ks_lesson_setup_ref (setup), (GDestroyNotify) ks_lesson_setup_unref);
  g_task_run_in_thread (task, open_thread);
}

/**
 * catena_lesson_open_finish:
 * @result: what the callback got
 * @error: return location; errors of ks_store_load()
 *
 * Returns: (transfer full): the learner's copy of the keystore
 */
KsStore *
catena_lesson_open_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Not more of it than a lesson can have. */
static GBytes *
read_file (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *data = NULL;
  gsize size = 0;

  if (stream == NULL)
    return NULL;
  data = g_malloc (MAX_SIZE + 1);
  if (!g_input_stream_read_all (G_INPUT_STREAM (stream), data, MAX_SIZE + 1, &size, cancellable, error))
    return NULL;
  if (size > (gsize) MAX_SIZE) {
    g_set_error_literal (error, KS_ERROR, KS_ERROR_TOO_LARGE, _ ("This file is larger than any lesson"));
    return NULL;
  }
  return g_bytes_new (data, size);
}

static void
read_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (GBytes) bytes = read_file (task_data, cancellable, &error);
  KsLesson *lesson = bytes != NULL ? ks_lesson_new_from_bytes (bytes, &error) : NULL;

  if (lesson != NULL)
    g_task_return_pointer (task, lesson, g_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * catena_lesson_read_async:
 * @file: a teacher's lesson
 * @callback: called when it was read
 * @user_data: for @callback
 */
void
catena_lesson_read_async (GFile *file, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, catena_lesson_read_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, read_thread);
}

/**
 * catena_lesson_read_finish:
 * @result: what the callback got
 * @error: return location; errors of reading, and of ks_lesson_new_from_bytes()
 *
 * Returns: (transfer full): the lesson
 */
KsLesson *
catena_lesson_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
