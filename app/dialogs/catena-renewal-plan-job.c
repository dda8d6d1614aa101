/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-renewal-plan-job.h"

typedef struct {
  CatenaScene *scene;
  KsRoleKind role;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  catena_scene_unref (job->scene);
  g_free (job);
}

static void
plan_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  GPtrArray *entries = catena_scene_get_entries (job->scene);
  g_autoptr (GPtrArray) verdicts = g_ptr_array_new_with_free_func (g_object_unref);
  GError *error = NULL;

  for (guint i = 0; i < entries->len; i++) {
    KsEntry *entry = g_ptr_array_index (entries, i);
    KsVerdict *verdict;

    if (!ks_renewal_is_possible (entry))
      continue;
    /* The dates are read without the key. */
    verdict = catena_scene_verify (job->scene, entry, NULL, NULL, NULL, cancellable, &error);
    if (verdict == NULL) {
      g_task_return_error (task, error);
      return;
    }
    g_ptr_array_add (verdicts, verdict);
  }
  g_task_return_pointer (task, ks_renewal_plan_new (verdicts, job->role, catena_scene_get_now (job->scene)),
                         (GDestroyNotify) ks_renewal_plan_unref);
}

/**
 * catena_renewal_plan_job_start:
 * @scene: the store, as of now
 * @role: what the file is for
 * @cancellable: (nullable): to give up
 * @callback: called when the plan is there
 * @user_data: for @callback
 *
 * Begins to plan.
 */
void
catena_renewal_plan_job_start (CatenaScene *scene,
                               KsRoleKind role,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->scene = catena_scene_ref (scene);
  job->role = role;
  g_task_set_source_tag (task, catena_renewal_plan_job_start);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, plan_thread);
}

/**
 * catena_renewal_plan_job_finish:
 * @result: what the callback got
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the plan
 */
KsRenewalPlan *
catena_renewal_plan_job_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
