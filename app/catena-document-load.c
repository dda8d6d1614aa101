/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-document-private.h"

/* No keystore of use is larger; a file that is should not be read into memory. */
#define SIZE_LIMIT ((gsize) 256 * 1024 * 1024)

/* What a worker needs and what it found; only one thread has it at a time. */
typedef struct {
  GFile *file;
  GBytes *bytes;
  char *name;
  KsSecret *password;

  KsFileState file_state;
  const KsFormat *format;
  KsStore *store;
} LoadJob;

static void
load_job_free (LoadJob *job)
{
  g_clear_object (&job->file);
  g_clear_pointer (&job->bytes, g_bytes_unref);
  g_clear_pointer (&job->name, g_free);
  g_clear_pointer (&job->password, ks_secret_unref);
  ks_file_state_clear (&job->file_state);
  g_clear_object (&job->store);
  g_free (job);
}

static LoadJob *
load_job_new (CatenaDocument *self, KsSecret *password)
{
  LoadJob *job = g_new0 (LoadJob, 1);

  if (self->file != NULL) {
    job->file = g_object_ref (self->file);
    job->name = g_file_get_basename (self->file);
  } else {
    job->bytes = g_bytes_ref (self->bytes);
  }
  job->password = password != NULL ? ks_secret_ref (password) : NULL;
  return job;
}

static void
load_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  LoadJob *job = task_data;
  KsReadOptions options = { .password = job->password, .file_name = job->name };
  GError *error = NULL;

  if (job->bytes == NULL)
    job->bytes = ks_file_read (job->file, SIZE_LIMIT, &job->file_state, cancellable, &error);
  if (error == NULL)
    job->format = ks_format_detect (job->bytes, &error);
  if (error == NULL)
    job->store = ks_store_load (job->bytes, &options, cancellable, &error);
  if (error == NULL)
    ks_store_prepare (job->store, cancellable);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static GTask *
load_task_new (CatenaDocument *self, KsSecret *password, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, callback, user_data);
  g_task_set_task_data (task, load_job_new (self, password), (GDestroyNotify) load_job_free);
  return task;
}

static void
adopt (CatenaDocument *self, LoadJob *job)
{
  if (self->watch != NULL && job->file_state.etag != NULL)
    catena_file_watch_set_etag (self->watch, job->file_state.etag);
  g_clear_error (&self->error);
  _catena_document_set_store (self, job->store);
  _catena_document_set_state (self, CATENA_DOCUMENT_READY);
}

static void
lock (CatenaDocument *self, LoadJob *job)
{
  if (self->watch != NULL && job->file_state.etag != NULL)
    catena_file_watch_set_etag (self->watch, job->file_state.etag);
  g_set_object (&self->unverified, job->store);
  _catena_document_set_state (self, CATENA_DOCUMENT_LOCKED);
}

static gboolean
needs_password (LoadJob *job, const GError *error)
{
  if (job->password != NULL)
    return g_error_matches (error, KS_ERROR, KS_ERROR_WRONG_PASSWORD);

  return g_error_matches (error, KS_ERROR, KS_ERROR_PASSWORD_NEEDED) ||
         g_error_matches (error, KS_ERROR, KS_ERROR_WRONG_PASSWORD) ||
         (job->store != NULL && ks_store_get_integrity (job->store) == KS_INTEGRITY_SKIPPED);
}

static void
load_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CatenaDocument *self = CATENA_DOCUMENT (source);
  LoadJob *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  if (job->format != NULL)
    self->format = job->format;

  if (needs_password (job, error)) {
    lock (self, job);
  } else if (error != NULL) {
    g_clear_error (&self->error);
    self->error = g_steal_pointer (&error);
    _catena_document_set_state (self, CATENA_DOCUMENT_FAILED);
  } else {
    adopt (self, job);
  }
}

static void
load_with (CatenaDocument *self, KsSecret *password)
{
  g_autoptr (GTask) task = load_task_new (self, password, load_cb, NULL);

  g_task_set_source_tag (task, load_with);
  _catena_document_set_state (self, CATENA_DOCUMENT_LOADING);
  g_task_run_in_thread (task, load_thread);
}

/**
 * catena_document_load:
 * @self: a document of a file or of bytes
 *
 * Reads it in a worker, at first without a password. The state tells how that ends.
 */
void
catena_document_load (CatenaDocument *self)
{
  g_return_if_fail (CATENA_IS_DOCUMENT (self));
  g_return_if_fail (self->file != NULL || self->bytes != NULL);

  load_with (self, self->password);
}

/**
 * catena_document_reload:
 * @self: a document of a file
 *
 * Reads the file again, with the password that opened it, and forgets what was changed. Where that
 * password is no longer the right one, the document is locked.
 */
void
catena_document_reload (CatenaDocument *self)
{
  g_autoptr (KsSecret) password = NULL;

  g_return_if_fail (CATENA_IS_DOCUMENT (self));

  if (self->store != NULL && ks_store_get_password (self->store) != NULL)
    password = ks_secret_ref (ks_store_get_password (self->store));
  load_with (self, password);
}

/**
 * catena_document_cancel:
 * @self: a document
 *
 * Ends what a worker is doing for it; the result is thrown away.
 */
void
catena_document_cancel (CatenaDocument *self)
{
  g_return_if_fail (CATENA_IS_DOCUMENT (self));

  g_cancellable_cancel (self->cancellable);
}

/**
 * catena_document_look:
 * @self: a locked document that can be looked into
 *
 * Shows what can be read without the password, read-only.
 */
void
catena_document_look (CatenaDocument *self)
{
  g_autoptr (KsStore) store = NULL;

  g_return_if_fail (CATENA_IS_DOCUMENT (self));
  g_return_if_fail (self->unverified != NULL);

  store = g_steal_pointer (&self->unverified);
  _catena_document_set_store (self, store);
  _catena_document_set_state (self, CATENA_DOCUMENT_READY);
}

/**
 * catena_document_unlock_async:
 * @self: a document that is locked, or was opened without its password
 * @password: the password to try
 * @callback: called when it was tried
 * @user_data: for @callback
 *
 * Reads the file with a password. With the right one, the document is ready.
 */
void
catena_document_unlock_async (CatenaDocument *self,
                              KsSecret *password,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (CATENA_IS_DOCUMENT (self));
  g_return_if_fail (password != NULL);

  task = load_task_new (self, password, callback, user_data);
  g_task_set_source_tag (task, catena_document_unlock_async);
  g_task_run_in_thread (task, load_thread);
}

/**
 * catena_document_unlock_finish:
 * @self: a document
 * @result: what the callback was given
 * @error: where to put the reason; %KS_ERROR_WRONG_PASSWORD is worth another try
 *
 * Returns: whether the document is ready
 */
gboolean
catena_document_unlock_finish (CatenaDocument *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  adopt (self, g_task_get_task_data (G_TASK (result)));
  return TRUE;
}
