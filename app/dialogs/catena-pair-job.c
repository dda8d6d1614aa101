/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-pair-job.h"

typedef struct {
  GPtrArray *left;
  GPtrArray *right;
  gboolean fold_aliases;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_ptr_array_unref (job->left);
  g_ptr_array_unref (job->right);
  g_free (job);
}

static void
compare_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;
  GPtrArray *pairs =
    ks_store_comparison_list_pairs (job->left, job->right, job->fold_aliases, cancellable, &error);

  if (pairs != NULL)
    g_task_return_pointer (task, pairs, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * catena_pair_job_start:
 * @left: a document that is open
 * @right: another one
 * @cancellable: (nullable): to give up
 * @callback: called when they are compared
 * @user_data: for @callback
 *
 * Begins to compare.
 */
void
catena_pair_job_start (CatenaDocument *left,
                       CatenaDocument *right,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->left = ks_store_snapshot (catena_document_get_store (left));
  job->right = ks_store_snapshot (catena_document_get_store (right));
  job->fold_aliases =
    ((catena_document_get_format (left)->flags | catena_document_get_format (right)->flags) &
     KS_FORMAT_IGNORES_ALIAS_CASE) != 0;
  g_task_set_source_tag (task, catena_pair_job_start);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, compare_thread);
}

/**
 * catena_pair_job_finish:
 * @result: what the callback got
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (element-type KsStorePair) (nullable): the pairs
 */
GPtrArray *
catena_pair_job_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
