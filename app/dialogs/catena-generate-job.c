/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-generate-job.h"

/* What the worker needs, none of which the window touches meanwhile. */
typedef struct {
  KsStore *store; /* a copy */
  KsCertificateSpec *spec;
  const KsKeyAlgorithm *algorithm;
  char *alias;
  KsSecret *password; /* of the key in the store, or NULL */
  KsEntry *issuer;    /* or NULL */
  KsSecret *issuer_key;
  gint64 now;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_object (&job->store);
  g_clear_object (&job->issuer);
  ks_certificate_spec_free (job->spec);
  g_clear_pointer (&job->password, ks_secret_unref);
  g_clear_pointer (&job->issuer_key, ks_secret_unref);
  g_free (job->alias);
  g_free (job);
}

static Job *
job_new (const CatenaGenerateDraft *draft, KsSecret *issuer_key)
{
  KsStore *store = catena_generate_draft_get_store (draft);
  KsSecret *password = draft->password != NULL ? draft->password : ks_store_get_password (store);
  Job *job = g_new0 (Job, 1);

  job->store = ks_store_copy (store);
  job->spec = ks_certificate_spec_copy (draft->spec);
  job->algorithm = draft->algorithm;
  job->alias = g_strdup (draft->alias);
  job->password = password != NULL ? ks_secret_ref (password) : NULL;
  job->issuer = draft->issuer != NULL ? g_object_ref (catena_issuer_get_entry (draft->issuer)) : NULL;
  job->issuer_key = issuer_key != NULL ? ks_secret_ref (issuer_key) : NULL;
  job->now = draft->now;
  return job;
}

static KsCertificate *
issue (Job *job, KsSecret *key, GError **error)
{
  g_autoptr (GBytes) spki = ks_key_dup_spki (key, error);

  if (spki == NULL)
    return NULL;
  if (job->issuer == NULL)
    return ks_certificate_spec_issue (job->spec, spki, NULL, key, error);
  return ks_certificate_spec_issue (job->spec, spki, ks_entry_get_leaf (job->issuer), job->issuer_key, error);
}

/* The new certificate, and what its issuer has above itself. */
static GPtrArray *
make_chain (Job *job, KsCertificate *certificate)
{
  GPtrArray *chain = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (chain, g_object_ref (certificate));
  for (guint i = 0; job->issuer != NULL && i < ks_entry_get_chain_length (job->issuer); i++)
    g_ptr_array_add (chain, g_object_ref (ks_entry_get_certificate (job->issuer, i)));
  return chain;
}

static KsEntry *
make_entry (Job *job, KsSecret *key, KsCertificate *certificate, GError **error)
{
  g_autoptr (GPtrArray) chain = make_chain (job, certificate);
  g_autoptr (KsKey) plain = ks_key_new_plain (KS_KEY_PRIVATE, key, NULL);
  g_autoptr (KsEntry) entry = ks_entry_new (KS_ENTRY_KEY, job->alias, job->now * 1000, plain, chain);
  g_autoptr (KsKeyring) keyring = ks_keyring_new (NULL);

  return ks_convert_entry (entry, job->store, keyring, job->password, job->now * 1000, error);
}

static void
job_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;
  g_autoptr (KsSecret) key = ks_key_generate (job->algorithm, cancellable, &error);
  g_autoptr (KsCertificate) certificate = key != NULL ? issue (job, key, &error) : NULL;
  KsEntry *entry = certificate != NULL ? make_entry (job, key, certificate, &error) : NULL;

  if (entry != NULL)
    g_task_return_pointer (task, entry, g_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * catena_generate_job_run_async:
 * @draft: what is to be made, of which nothing is kept
 * @issuer_key: (nullable): plain PKCS #8 of the draft's issuer; %NULL where it signs itself
 * @cancellable: stops it
 * @callback: called when it is made, or will not be
 * @user_data: for @callback
 *
 * Makes a key pair in a worker: the key, its certificate, and the entry as the store of the draft wants it. The store is not changed.
 */
void
catena_generate_job_run_async (const CatenaGenerateDraft *draft,
                               KsSecret *issuer_key,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, catena_generate_job_run_async);
  g_task_set_task_data (task, job_new (draft, issuer_key), job_free);
  g_task_run_in_thread (task, job_thread);
}

/**
 * catena_generate_job_run_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full): the new entry; %NULL with %G_IO_ERROR_CANCELLED, or with an error of the engine
 */
KsEntry *
catena_generate_job_run_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
