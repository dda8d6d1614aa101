/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-renew-job.h"

/* What the worker needs, none of which the window touches meanwhile. */
typedef struct {
  KsStore *store; /* a copy */
  KsKeyring *keyring;
  KsEntry *entry;
  KsRoleKind role;
  KsRenewalChoice choice;
  gint64 now;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_object (&job->store);
  g_clear_object (&job->entry);
  ks_keyring_free (job->keyring);
  g_free (job);
}

/**
 * catena_renew_result_free:
 * @self: (transfer full): a result
 *
 * Frees it.
 */
void
catena_renew_result_free (CatenaRenewResult *self)
{
  g_clear_object (&self->renewal);
  g_clear_pointer (&self->password, ks_secret_unref);
  g_free (self);
}

/* A new key is protected as the old one was: what a server is told of it stays true. */
static CatenaRenewResult *
run (Job *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (KsSecret) used = NULL;
  g_autoptr (KsSecret) pkcs8 = ks_keyring_unlock (job->keyring, job->entry, &used, error);
  g_autoptr (KsRenewal) renewal = NULL;
  KsSecret *password = used != NULL ? used : ks_store_get_password (job->store);
  CatenaRenewResult *result = NULL;

  if (pkcs8 == NULL)
    return NULL;
  renewal = ks_renewal_new (job->store, job->entry, job->role, &job->choice, pkcs8, password, job->now,
                            cancellable, error);
  if (renewal == NULL)
    return NULL;

  result = g_new0 (CatenaRenewResult, 1);
  result->renewal = g_steal_pointer (&renewal);
  if (job->choice.new_key != NULL && password != NULL)
    result->password = ks_secret_ref (password);
  return result;
}

static void
job_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  CatenaRenewResult *result = run (task_data, cancellable, &error);

  if (result != NULL)
    g_task_return_pointer (task, result, (GDestroyNotify) catena_renew_result_free);
  else
    g_task_return_error (task, error);
}

/**
 * catena_renew_job_run_async:
 * @document: where @entry is; its keyring opens the entry's key
 * @entry: what to renew
 * @role: what the file is for
 * @choice: what was chosen, copied
 * @now: seconds since 1970
 * @cancellable: stops it
 * @callback: called when it is made, or will not be
 * @user_data: for @callback
 *
 * Makes what a renewal needs in a worker. The document is not changed.
 */
void
catena_renew_job_run_async (CatenaDocument *document,
                            KsEntry *entry,
                            KsRoleKind role,
                            const KsRenewalChoice *choice,
                            gint64 now,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->store = ks_store_copy (catena_document_get_store (document));
  job->keyring = ks_keyring_copy (catena_document_get_keyring (document));
  job->entry = g_object_ref (entry);
  job->role = role;
  job->choice = *choice;
  job->now = now;
  g_task_set_source_tag (task, catena_renew_job_run_async);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, job_thread);
}

/**
 * catena_renew_job_run_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full): what was made; %NULL with %G_IO_ERROR_CANCELLED, or with an error of the engine
 */
CatenaRenewResult *
catena_renew_job_run_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
