/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-verdict-job.h"

struct _CatenaVerdictJob {
  CatenaScene *scene;
  KsEntry *entry;
  KsAnchorSet *anchors; /* or NULL */
  char **hosts;
  KsKeyring *keyring; /* or NULL */
};

static void
verdict_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  CatenaVerdictJob *self = task_data;
  GError *error = NULL;
  KsVerdict *verdict =
    catena_scene_verify (self->scene, self->entry, self->anchors, (const char *const *) self->hosts,
                         self->keyring, cancellable, &error);

  if (verdict != NULL)
    g_task_return_pointer (task, verdict, g_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * catena_verdict_job_new:
 * @scene: what the verdict depends on
 * @entry: the entry that it is about
 * @anchors: (nullable): whom to ask; %NULL for the system, or else the store itself
 * @hosts: (nullable): host names to test
 * @keyring: (nullable): passwords that may open the key; copied, since this one belongs to its thread
 *
 * Returns: (transfer full): the new job
 */
CatenaVerdictJob *
catena_verdict_job_new (CatenaScene *scene,
                        KsEntry *entry,
                        KsAnchorSet *anchors,
                        const char *const *hosts,
                        KsKeyring *keyring)
{
  CatenaVerdictJob *self = g_new0 (CatenaVerdictJob, 1);

  self->scene = catena_scene_ref (scene);
  self->entry = g_object_ref (entry);
  g_set_object (&self->anchors, anchors);
  self->hosts = g_strdupv ((char **) hosts);
  self->keyring = keyring != NULL ? ks_keyring_copy (keyring) : NULL;
  return self;
}

/**
 * catena_verdict_job_free:
 * @self: (transfer full): a job
 */
void
catena_verdict_job_free (CatenaVerdictJob *self)
{
  g_clear_pointer (&self->scene, catena_scene_unref);
  g_clear_object (&self->entry);
  g_clear_object (&self->anchors);
  g_clear_pointer (&self->hosts, g_strfreev);
  g_clear_pointer (&self->keyring, ks_keyring_free);
  g_free (self);
}

/**
 * catena_verdict_job_run:
 * @self: (transfer full): a job
 * @task: what returns the #KsVerdict
 *
 * Works the verdict out in a worker.
 */
void
catena_verdict_job_run (CatenaVerdictJob *self, GTask *task)
{
  g_task_set_task_data (task, self, (GDestroyNotify) catena_verdict_job_free);
  g_task_run_in_thread (task, verdict_thread);
}
