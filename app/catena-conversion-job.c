/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-conversion-job.h"

/* Opening keys takes milliseconds each; nothing in here belongs to another thread meanwhile. */
typedef struct {
  KsStore *store;
  KsKeyring *keyring;
  KsConversion conversion;
  gboolean is_same; /* nothing is converted */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_object (&job->store);
  g_clear_pointer (&job->keyring, ks_keyring_free);
  g_clear_pointer (&job->conversion.password, ks_secret_unref);
  g_free (job);
}

/**
 * catena_conversion_news_free:
 * @self: (transfer full): news
 *
 * Frees it.
 */
void
catena_conversion_news_free (CatenaConversionNews *self)
{
  g_clear_pointer (&self->losses, g_ptr_array_unref);
  g_clear_pointer (&self->answers, g_ptr_array_unref);
  g_free (self);
}

static GPtrArray *
list_losses (const Job *job)
{
  return job->is_same ? g_ptr_array_new ()
                      : ks_convert_list_losses (job->store, &job->conversion, job->keyring);
}

static void
job_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  CatenaConversionNews *news;
  KsCompatibilityFacts facts;

  if (g_task_return_error_if_cancelled (task))
    return;

  news = g_new0 (CatenaConversionNews, 1);
  news->losses = list_losses (job);
  if (job->is_same)
    ks_compatibility_survey (&facts, job->store);
  else
    ks_compatibility_survey_conversion (&facts, job->store, &job->conversion, job->keyring);
  news->answers = ks_compatibility_list (&facts);
  g_task_return_pointer (task, news, (GDestroyNotify) catena_conversion_news_free);
}

/**
 * catena_conversion_job_start:
 * @document: a document with a store
 * @conversion: (nullable): what it shall become; %NULL: it stays as it is
 * @cancellable: to stop it
 * @callback: called with the news
 * @user_data: for @callback
 *
 * Finds out what will be lost, and who can open the result.
 */
void
catena_conversion_job_start (CatenaDocument *document,
                             const KsConversion *conversion,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (document, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->store = ks_store_copy (catena_document_get_store (document));
  job->keyring = ks_keyring_copy (catena_document_get_keyring (document));
  job->is_same = conversion == NULL;
  if (conversion != NULL) {
    job->conversion = *conversion;
    if (conversion->password != NULL)
      ks_secret_ref (conversion->password);
  }
  g_task_set_source_tag (task, catena_conversion_job_start);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, job_thread);
}

/**
 * catena_conversion_job_finish:
 * @result: what the callback was given
 *
 * Returns: (transfer full) (nullable): the news; %NULL when it was cancelled
 */
CatenaConversionNews *
catena_conversion_job_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
