/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-import-source.h"
#include "catena-import-work.h"

/* What a worker needs for an edit; nothing in it belongs to another thread meanwhile. */
typedef struct {
  KsImportPlan *plan;
  KsStore *target; /* a copy */
  KsSecret *password;
  KsImportDecision *decisions;
  GPtrArray *aliases; /* that the decisions borrow */
  guint failed_row;
} EditJob;

static void
edit_job_free (EditJob *job)
{
  ks_import_plan_unref (job->plan);
  g_object_unref (job->target);
  g_clear_pointer (&job->password, ks_secret_unref);
  g_free (job->decisions);
  g_ptr_array_unref (job->aliases);
  g_free (job);
}

static EditJob *
edit_job_new (CatenaDocument *document, KsImportPlan *plan, GListModel *items)
{
  KsStore *store = catena_document_get_store (document);
  KsSecret *password = ks_store_get_password (store);
  guint n = g_list_model_get_n_items (items);
  EditJob *job = g_new0 (EditJob, 1);

  job->plan = ks_import_plan_ref (plan);
  job->target = ks_store_copy (store);
  job->password = password != NULL ? ks_secret_ref (password) : NULL;
  job->decisions = g_new0 (KsImportDecision, n);
  job->aliases = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < n; i++) {
    g_autoptr (CatenaImportItem) item = g_list_model_get_item (items, i);

    job->decisions[i] = catena_import_item_get_decision (item);
    if (job->decisions[i].alias == NULL)
      continue;
    g_ptr_array_add (job->aliases, g_strdup (job->decisions[i].alias));
    job->decisions[i].alias = g_ptr_array_index (job->aliases, job->aliases->len - 1);
  }

  return job;
}

static void
plan_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  KsImportPlan *plan = ks_import_plan_new (task_data, cancellable, &error);

  if (plan != NULL)
    g_task_return_pointer (task, plan, (GDestroyNotify) ks_import_plan_unref);
  else
    g_task_return_error (task, error);
}

/**
 * catena_import_plan_async:
 * @document: where it goes
 * @sources: (element-type CatenaImportSource): what comes
 * @cancellable: (nullable): ends it early
 * @callback: called when the plan is made
 * @user_data: for @callback
 *
 * Makes a plan in a worker. The sources must not be read anew meanwhile.
 */
void
catena_import_plan_async (CatenaDocument *document,
                          GPtrArray *sources,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (document, cancellable, callback, user_data);
  g_autoptr (KsStore) target = ks_store_copy (catena_document_get_store (document));
  g_autoptr (KsImportQuery) query = ks_import_query_new (target, g_get_real_time () / G_USEC_PER_SEC);

  for (guint i = 0; i < sources->len; i++)
    catena_import_source_add_to_query (g_ptr_array_index (sources, i), query);

  g_task_set_source_tag (task, catena_import_plan_async);
  g_task_set_task_data (task, g_steal_pointer (&query), (GDestroyNotify) ks_import_query_unref);
  g_task_run_in_thread (task, plan_thread);
}

/**
 * catena_import_plan_finish:
 * @document: where it goes
 * @result: what the callback was given
 * @error: only %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the plan
 */
KsImportPlan *
catena_import_plan_finish (CatenaDocument *document, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
edit_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  EditJob *job = task_data;
  GError *error = NULL;
  KsEdit *edit = ks_import_plan_new_edit (job->plan, job->decisions, job->target, job->password,
                                          g_get_real_time () / 1000, &job->failed_row, cancellable, &error);

  if (edit != NULL)
    g_task_return_pointer (task, edit, (GDestroyNotify) ks_edit_unref);
  else
    g_task_return_error (task, error);
}

/**
 * catena_import_edit_async:
 * @document: where it goes
 * @plan: what could come
 * @items: (element-type CatenaImportItem): what was decided about each row
 * @cancellable: (nullable): ends it early
 * @callback: called when the edit is made
 * @user_data: for @callback
 *
 * Makes one edit in a worker, because keys are protected anew.
 */
void
catena_import_edit_async (CatenaDocument *document,
                          KsImportPlan *plan,
                          GListModel *items,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (document, cancellable, callback, user_data);

  g_task_set_source_tag (task, catena_import_edit_async);
  g_task_set_task_data (task, edit_job_new (document, plan, items), (GDestroyNotify) edit_job_free);
  g_task_run_in_thread (task, edit_thread);
}

/**
 * catena_import_edit_finish:
 * @document: where it goes
 * @result: what the callback was given
 * @failed_row: (out): the row that an error is about; the number of rows when it is about none
 * @error: why there is no edit
 *
 * Returns: (transfer full): the edit
 */
KsEdit *
catena_import_edit_finish (CatenaDocument *document, GAsyncResult *result, guint *failed_row, GError **error)
{
  EditJob *job = g_task_get_task_data (G_TASK (result));

  *failed_row = job->failed_row;
  return g_task_propagate_pointer (G_TASK (result), error);
}
