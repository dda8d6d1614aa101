/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-map-job.h"

#define SOON_DAYS_KEY "expiry-warning-days"

/* What the worker needs, as values. */
typedef struct {
  GPtrArray *entries; /* of KsEntry */
  GPtrArray *others;  /* of KsTrustOther */
  KsAnchorSet *system;
  char *title;
  gint64 now;
  guint soon_days;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_ptr_array_unref (job->entries);
  g_ptr_array_unref (job->others);
  g_clear_object (&job->system);
  g_free (job->title);
  g_free (job);
}

static void
add_pairs (GPtrArray *others, CatenaDocument *document)
{
  KsStore *store = catena_document_get_store (document);
  g_autoptr (GPtrArray) entries = store != NULL ? ks_store_snapshot (store) : g_ptr_array_new ();

  for (guint i = 0; i < entries->len; i++) {
    KsEntry *entry = g_ptr_array_index (entries, i);

    if (ks_entry_get_kind (entry) == KS_ENTRY_KEY)
      g_ptr_array_add (others, ks_trust_other_new (entry, catena_document_get_title (document)));
  }
}

static Job *
job_new (CatenaDocument *document, CatenaTrust *trust)
{
  GListModel *documents = G_LIST_MODEL (catena_trust_get_documents (trust));
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);
  Job *job = g_new0 (Job, 1);

  job->entries = ks_store_snapshot (catena_document_get_store (document));
  job->others = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_trust_other_free);
  g_set_object (&job->system, catena_trust_get_system (trust));
  job->title = g_strdup (catena_document_get_title (document));
  job->now = g_get_real_time () / G_USEC_PER_SEC;
  job->soon_days = (guint) g_settings_get_int (settings, SOON_DAYS_KEY);
  for (guint i = 0; i < g_list_model_get_n_items (documents); i++) {
    g_autoptr (CatenaDocument) other = g_list_model_get_item (documents, i);

    if (other != document)
      add_pairs (job->others, other);
  }
  return job;
}

static void
job_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (KsTrustGraph) graph = ks_trust_graph_new (job->entries, job->others, job->system, job->title,
                                                       job->now, job->soon_days, cancellable, &error);

  if (graph == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, g_steal_pointer (&graph), (GDestroyNotify) ks_trust_graph_unref);
}

/**
 * catena_map_job_async:
 * @document: a document with a store
 * @trust: what is open, and whom the system trusts
 * @cancellable: (nullable): to give up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Works out the trust map of a document.
 */
void
catena_map_job_async (CatenaDocument *document,
                      CatenaTrust *trust,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, catena_map_job_async);
  g_task_set_task_data (task, job_new (document, trust), job_free);
  g_task_run_in_thread (task, job_thread);
}

/**
 * catena_map_job_finish:
 * @result: what the callback was given
 * @error: where to put %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the graph, or %NULL
 */
KsTrustGraph *
catena_map_job_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
