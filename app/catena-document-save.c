/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-document-private.h"

/* What a worker needs to save; nothing in it belongs to another thread meanwhile. */
typedef struct {
  GFile *file;
  KsStore *store;          /* a copy */
  KsConversion conversion; /* without a target: the store as it is */
  KsKeyring *keyring;
  KsSaveFlags flags;
  KsFileState state;

  GPtrArray *before; /* of KsEntry: what the file has had, with its password; NULL: another file */
  KsSecret *password_before;
  GFile *backup;
  KsBackupRisk risk;

  KsStore *converted;
  char *remark;
} SaveJob;

static void
save_job_free (SaveJob *job)
{
  g_clear_object (&job->file);
  g_clear_object (&job->store);
  g_clear_pointer (&job->keyring, ks_keyring_free);
  g_clear_pointer (&job->conversion.password, ks_secret_unref);
  g_clear_pointer (&job->before, g_ptr_array_unref);
  g_clear_pointer (&job->password_before, ks_secret_unref);
  g_clear_object (&job->backup);
  ks_file_state_clear (&job->state);
  g_clear_object (&job->converted);
  g_clear_pointer (&job->remark, g_free);
  g_free (job);
}

static SaveJob *
save_job_new (CatenaDocument *self, GFile *file, KsSaveFlags flags)
{
  SaveJob *job = g_new0 (SaveJob, 1);

  job->file = g_object_ref (file);
  job->store = ks_store_copy (self->store);
  job->keyring = ks_keyring_copy (self->keyring);
  job->flags = flags;
  if (self->file == NULL || !g_file_equal (self->file, file))
    return job;

  job->state.etag = g_strdup (catena_file_watch_get_etag (self->watch));
  job->before = g_ptr_array_ref (self->saved_entries);
  job->password_before = self->saved_password != NULL ? ks_secret_ref (self->saved_password) : NULL;
  return job;
}

static gint64
now_ms (void)
{
  return g_get_real_time () / 1000;
}

static gboolean
save_job_convert (SaveJob *job, GCancellable *cancellable, GError **error)
{
  if (job->conversion.target == NULL)
    return TRUE;

  job->conversion.now_ms = now_ms ();
  job->converted = ks_convert (job->store, &job->conversion, job->keyring, cancellable, error);
  return job->converted != NULL;
}

static gboolean
save_job_write (SaveJob *job, GCancellable *cancellable, GError **error)
{
  KsStore *store = job->converted != NULL ? job->converted : job->store;
  KsWriteOptions options = { .password = ks_store_get_password (store), .now_ms = now_ms () };
  g_autoptr (GBytes) bytes = ks_store_serialize (store, &options, cancellable, error);

  if (bytes == NULL)
    return FALSE;

  return ks_file_save (job->file, bytes, job->flags, &job->state, &job->remark, cancellable, error);
}

/* What the backup gives away that the file no longer does. */
static void
save_job_find_risk (SaveJob *job)
{
  KsStore *store = job->converted != NULL ? job->converted : job->store;
  g_autoptr (GPtrArray) after = NULL;

  if (job->before == NULL || (job->flags & KS_SAVE_BACKUP) == 0)
    return;

  job->backup = ks_file_find_backup (job->file);
  after = ks_store_snapshot (store);
  job->risk = ks_backup_risk_find (job->before, job->password_before, after, ks_store_get_password (store));
}

static void
save_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  SaveJob *job = task_data;
  GError *error = NULL;

  if (!save_job_convert (job, cancellable, &error) || !save_job_write (job, cancellable, &error)) {
    g_task_return_error (task, error);
    return;
  }

  save_job_find_risk (job);
  g_task_return_boolean (task, TRUE);
}

static void
run (CatenaDocument *self, GTask *task, SaveJob *job)
{
  g_task_set_task_data (task, job, (GDestroyNotify) save_job_free);
  _catena_document_add_busy (self, 1);
  g_task_run_in_thread (task, save_thread);
}

/**
 * catena_document_save_async:
 * @self: a document that has a file
 * @flags: whether to keep a backup, whether to overwrite what another program wrote
 * @callback: called when it was saved
 * @user_data: for @callback
 *
 * Saves into the document's own file. Until the callback it cannot be edited.
 */
void
catena_document_save_async (CatenaDocument *self,
                            KsSaveFlags flags,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (CATENA_IS_DOCUMENT (self));
  g_return_if_fail (self->file != NULL && self->store != NULL);

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, catena_document_save_async);
  run (self, task, save_job_new (self, self->file, flags));
}

/**
 * catena_document_save_as_async:
 * @self: a document
 * @file: where to save it
 * @conversion: (nullable): format, password and protection of the new file; %NULL for those that it has
 * @flags: how to save
 * @callback: called when it was saved
 * @user_data: for @callback
 *
 * Saves under another name or in another format. What the format cannot hold is left out: list that before.
 * Afterwards the document is that of the new file; a conversion ends what can be undone.
 */
void
catena_document_save_as_async (CatenaDocument *self,
                               GFile *file,
                               const KsConversion *conversion,
                               KsSaveFlags flags,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  SaveJob *job;

  g_return_if_fail (CATENA_IS_DOCUMENT (self));
  g_return_if_fail (self->store != NULL);

  job = save_job_new (self, file, flags);
  if (conversion != NULL) {
    job->conversion = *conversion;
    if (conversion->password != NULL)
      ks_secret_ref (conversion->password);
  }

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, catena_document_save_as_async);
  run (self, task, job);
}

/**
 * catena_document_save_finish:
 * @self: a document
 * @result: what the callback was given
 * @error: where to put the reason why it was not saved
 *
 * Returns: (transfer full) (nullable): a sentence about what could not be kept, empty when all is well;
 *   %NULL when it was not saved
 */
char *
catena_document_save_finish (CatenaDocument *self, GAsyncResult *result, GError **error)
{
  SaveJob *job = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  _catena_document_add_busy (self, -1);
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  if (self->file == NULL || !g_file_equal (self->file, job->file))
    _catena_document_set_file (self, job->file);
  catena_file_watch_set_etag (self->watch, job->state.etag);

  if (job->converted != NULL)
    _catena_document_set_store (self, job->converted);
  else
    ks_store_mark_saved (self->store);
  _catena_document_note_saved (self);
  _catena_document_take_backup (self, g_steal_pointer (&job->backup), job->risk);

  return job->remark != NULL ? g_steal_pointer (&job->remark) : g_strdup ("");
}
