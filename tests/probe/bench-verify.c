/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <openssl/x509_vfy.h>
#include <time.h>

#include "bench-verify.h"
#include "ks-key-weakness.h"
#include "ks-lint.h"

#define MAX_LINTED 500

/* Microseconds that this thread has worked: both ways use one thread, and others that want the processor do not count. */
static gint64
worked (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static double
since (gint64 start)
{
  return (double) (worked () - start) / 1000;
}

static GPtrArray *
list_anchors (GPtrArray *entries)
{
  GPtrArray *anchors = g_ptr_array_new ();

  for (guint i = 0; i < entries->len; i++) {
    if (ks_entry_get_kind (entries->pdata[i]) == KS_ENTRY_CERTIFICATE)
      g_ptr_array_add (anchors, ks_entry_get_leaf (entries->pdata[i]));
  }

  return anchors;
}

double
bench_verify (GPtrArray *entries, gint64 now)
{
  g_autoptr (GPtrArray) anchors = list_anchors (entries);
  gint64 start = worked ();
  g_autoptr (KsAnchorSet) set = ks_anchor_set_new (KS_ANCHORS_FILE, "bench", anchors);
  g_autoptr (KsVerifyPool) pool = ks_verify_pool_new ();

  ks_verify_pool_add_entries (pool, entries, KS_PROVENANCE_OTHER_ENTRY, NULL);
  for (guint i = 0; i < entries->len; i++) {
    g_autoptr (KsVerifyRequest) request = NULL;
    g_autofree char *sentence = NULL;

    if (ks_entry_get_leaf (entries->pdata[i]) == NULL)
      continue;
    request = ks_verify_request_new (entries->pdata[i], now);
    ks_verify_request_set_anchors (request, set);
    ks_verify_request_set_pool (request, pool);
    ks_verify_quick (request, &sentence);
  }

  return since (start);
}

X509_STORE *
bench_make_store (GPtrArray *entries, gint64 now)
{
  g_autoptr (GPtrArray) anchors = list_anchors (entries);
  X509_STORE *store = X509_STORE_new ();

  for (guint i = 0; i < anchors->len; i++) {
    X509 *certificate = ks_certificate_get_x509 (anchors->pdata[i]);

    if (certificate != NULL)
      X509_STORE_add_cert (store, certificate);
  }
  X509_STORE_set_flags (store, X509_V_FLAG_PARTIAL_CHAIN);
  X509_VERIFY_PARAM_set_time (X509_STORE_get0_param (store), now);

  return store;
}

static void
verify_once (X509_STORE *store, KsEntry *entry)
{
  STACK_OF (X509) *chain = sk_X509_new_null ();
  X509_STORE_CTX *context = X509_STORE_CTX_new_ex (ks_libctx (), NULL);

  for (guint i = 1; i < ks_entry_get_chain_length (entry); i++) {
    X509 *certificate = ks_certificate_get_x509 (ks_entry_get_certificate (entry, i));

    if (certificate != NULL)
      sk_X509_push (chain, certificate);
  }
  X509_STORE_CTX_init (context, store, ks_certificate_get_x509 (ks_entry_get_leaf (entry)), chain);
  X509_verify_cert (context);

  X509_STORE_CTX_free (context);
  sk_X509_free (chain);
}

double
bench_verify_floor (GPtrArray *entries, X509_STORE *store)
{
  gint64 start = worked ();

  for (guint i = 0; i < entries->len; i++) {
    KsCertificate *leaf = ks_entry_get_leaf (entries->pdata[i]);

    if (leaf != NULL && ks_certificate_get_x509 (leaf) != NULL)
      verify_once (store, entries->pdata[i]);
  }
  ks_clear_openssl_errors ();

  return since (start);
}

GPtrArray *
bench_list_certificates (GPtrArray *entries)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_bytes_hash, g_bytes_equal);
  GPtrArray *certificates = g_ptr_array_new ();

  for (guint i = 0; i < entries->len; i++) {
    for (guint j = 0; j < ks_entry_get_chain_length (entries->pdata[i]) && certificates->len < MAX_LINTED;
         j++) {
      KsCertificate *certificate = ks_entry_get_certificate (entries->pdata[i], j);

      if (ks_certificate_is_readable (certificate) &&
          g_hash_table_add (seen, ks_certificate_get_der (certificate)))
        g_ptr_array_add (certificates, certificate);
    }
  }

  return certificates;
}

double
bench_lint (GPtrArray *certificates)
{
  gint64 start = worked ();

  for (guint i = 0; i < certificates->len; i++) {
    KsLintSubject subject = { .certificate = certificates->pdata[i] };
    g_autoptr (GPtrArray) results = NULL;

    subject.profiles =
      ks_lint_choose_profiles (subject.certificate, !ks_certificate_is_ca (subject.certificate), FALSE,
                               KS_PURPOSE_TLS_SERVER, KS_ROLE_KIND_GENERAL);
    results = ks_lint_run_all (&subject);
  }

  return since (start);
}

double
bench_weakness (GPtrArray *certificates)
{
  gint64 start = worked ();

  for (guint i = 0; i < certificates->len; i++)
    ks_key_weakness_get (certificates->pdata[i]);

  return since (start);
}
