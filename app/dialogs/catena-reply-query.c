/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-reply-query.h"

/* A bundle of authorities is no reply, and nobody waits for its keys to be compared while a file is opened; nor for thousands of keys. */
#define OFFER_LIMIT 200
#define KEYS_LIMIT 2000

static void
add_document (KsReplyQuery *query, CatenaDocument *document)
{
  KsStore *store = catena_document_get_store (document);
  g_autoptr (GPtrArray) entries = store != NULL ? ks_store_snapshot (store) : NULL;

  if (entries != NULL)
    ks_reply_query_add_store (query, entries, catena_document_get_title (document), document,
                              !catena_document_is_editable (document),
                              catena_document_get_keyring (document));
}

static void
add_requests (KsReplyQuery *query, CatenaRequestMemory *memory)
{
  g_autoptr (GPtrArray) list = catena_request_memory_list (memory);

  for (guint i = 0; i < list->len; i++) {
    g_autoptr (KsRequest) request = ks_request_new (list->pdata[i], NULL);

    if (request != NULL)
      ks_reply_query_add_request (query, request,
                                  catena_request_memory_get_time (memory,
                                                                  ks_request_get_spki_sha256 (request)));
  }
}

/**
 * catena_reply_query_new:
 * @place: what is open
 *
 * Returns: (transfer full): a query about all of it, without a reply yet
 */
KsReplyQuery *
catena_reply_query_new (const CatenaReplyPlace *place)
{
  KsReplyQuery *query = ks_reply_query_new (place->now);

  for (guint i = 0; i < place->documents->len; i++)
    add_document (query, place->documents->pdata[i]);
  ks_reply_query_set_wanted (query, place->wanted);
  ks_reply_query_set_anchors (query, place->anchors);
  if (place->system != NULL && place->system != place->anchors)
    ks_reply_query_add_helpers (query, place->system);
  if (place->requests != NULL)
    add_requests (query, place->requests);

  return query;
}

typedef struct {
  KsReplyQuery *query;
  gint *percent;
} Job;

static void
job_free (Job *job)
{
  ks_reply_query_unref (job->query);
  g_clear_pointer (&job->percent, g_atomic_rc_box_release);
  g_free (job);
}

static void
progress (double fraction, gpointer data)
{
  Job *job = data;

  if (job->percent != NULL)
    g_atomic_int_set (job->percent, (gint) (fraction * 100));
}

static void
plan_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  g_autoptr (GError) error = NULL;
  KsReplyPlan *plan = ks_reply_plan_new (job->query, progress, job, cancellable, &error);

  if (plan != NULL)
    g_task_return_pointer (task, plan, (GDestroyNotify) ks_reply_plan_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * catena_reply_plan_async:
 * @query: the reply, and what is open
 * @percent: (nullable): an atomic reference counted box in which the worker writes how far it is
 * @cancellable: (nullable): ends it early
 * @callback: called when the plan is made
 * @user_data: for @callback
 *
 * Makes the plan in a worker.
 */
void
catena_reply_plan_async (KsReplyQuery *query,
                         gint *percent,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  g_task_set_source_tag (task, catena_reply_plan_async);
  job->query = ks_reply_query_ref (query);
  job->percent = percent != NULL ? g_atomic_rc_box_acquire (percent) : NULL;
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, plan_thread);
}

/**
 * catena_reply_plan_finish:
 * @result: what the callback was given
 * @error: %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the plan
 */
KsReplyPlan *
catena_reply_plan_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* What CAs send; a truststore is none of that, whatever is in it. */
static gboolean
is_for_sending (KsStore *store)
{
  const KsFormat *format = ks_store_get_format (store);

  return (format->flags & KS_FORMAT_STORE_PASSWORD) == 0 || g_str_equal (format->id, "pkcs12");
}

static gboolean
is_only_certificates (GPtrArray *entries)
{
  for (guint i = 0; i < entries->len; i++)
    if (ks_entry_get_kind (entries->pdata[i]) != KS_ENTRY_CERTIFICATE)
      return FALSE;

  return entries->len > 0 && entries->len <= OFFER_LIMIT;
}

/* The first key pair whose public key one of the certificates has, unless it is that very certificate. */
static KsEntry *
find_in_store (KsStore *store, GHashTable *keys)
{
  g_autoptr (GPtrArray) entries = ks_store_snapshot (store);

  for (guint i = 0; i < MIN (entries->len, KEYS_LIMIT); i++) {
    KsEntry *entry = entries->pdata[i];
    KsCertificate *leaf = ks_entry_get_leaf (entry);
    KsCertificate *found = NULL;

    if (ks_entry_get_kind (entry) != KS_ENTRY_KEY || leaf == NULL || !ks_certificate_is_readable (leaf))
      continue;
    found = g_hash_table_lookup (keys, ks_certificate_get_spki_sha256 (leaf));
    if (found != NULL && !ks_certificate_equal (found, leaf))
      return entry;
  }

  return NULL;
}

/**
 * catena_reply_find_entry:
 * @reply: a file that was read
 * @documents: (element-type CatenaDocument): what is open
 * @document: (out) (transfer none): whose key it is for
 * @entry: (out) (transfer none): its entry
 *
 * Whether a file of certificates looks like a CA's reply for a key of an open file.
 *
 * Returns: %FALSE for anything else
 */
gboolean
catena_reply_find_entry (KsStore *reply, GListModel *documents, CatenaDocument **document, KsEntry **entry)
{
  g_autoptr (GPtrArray) entries = ks_store_snapshot (reply);
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);

  if (!is_for_sending (reply) || !is_only_certificates (entries))
    return FALSE;
  for (guint i = 0; i < entries->len; i++) {
    KsCertificate *leaf = ks_entry_get_leaf (entries->pdata[i]);

    if (leaf != NULL && ks_certificate_is_readable (leaf))
      g_hash_table_insert (keys, (gpointer) ks_certificate_get_spki_sha256 (leaf), leaf);
  }

  for (guint i = 0; i < g_list_model_get_n_items (documents); i++) {
    g_autoptr (CatenaDocument) candidate = g_list_model_get_item (documents, i);
    KsStore *store = catena_document_get_store (candidate);

    if (store == NULL || store == reply || !catena_document_is_editable (candidate))
      continue;
    *entry = find_in_store (store, keys);
    *document = candidate;
    if (*entry != NULL)
      return TRUE;
  }

  return FALSE;
}
