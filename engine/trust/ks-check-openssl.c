/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "ks-check-private.h"
#include "ks-init.h"

#include <glib/gi18n-lib.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

/* What Debian, Fedora and others compile in: 112 bits of security. */
#define SECURITY_LEVEL 2

typedef struct {
  int code;
  int depth;
} Complaint;

typedef X509_STORE_CTX StoreContext;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoreContext, X509_STORE_CTX_free)

/* Errors whose question an own check answers, and answers better: dates are inclusive there, self-issued certificates are not
 * counted, a key identifier is a hint. Anything that OpenSSL says beyond these is told in its name. */
static const int answered_by_us[] = {
  X509_V_ERR_CERT_NOT_YET_VALID,
  X509_V_ERR_CERT_HAS_EXPIRED,
  X509_V_ERR_PATH_LENGTH_EXCEEDED,
  X509_V_ERR_AKID_SKID_MISMATCH,
  X509_V_ERR_AKID_ISSUER_SERIAL_MISMATCH,
  X509_V_ERR_CA_MD_TOO_WEAK,
  X509_V_ERR_EE_KEY_TOO_SMALL,
  X509_V_ERR_CA_KEY_TOO_SMALL,
  X509_V_ERR_PERMITTED_VIOLATION,
  X509_V_ERR_EXCLUDED_VIOLATION,
  X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION,
  X509_V_ERR_INVALID_PURPOSE,
  X509_V_ERR_INVALID_CA,
  X509_V_ERR_KEYUSAGE_NO_CERTSIGN,
};

static gboolean
is_answered (int code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (answered_by_us); i++)
    if (answered_by_us[i] == code)
      return TRUE;
  return FALSE;
}

/* Goes on after every error, so that all of them are known. */
static int
collect_cb (int ok, X509_STORE_CTX *context)
{
  GArray *complaints = X509_STORE_CTX_get_app_data (context);
  Complaint complaint = { X509_STORE_CTX_get_error (context), X509_STORE_CTX_get_error_depth (context) };

  if (!ok)
    g_array_append_val (complaints, complaint);
  return 1;
}

static void
set_parameters (X509_STORE_CTX *context, const KsCheckSettings *settings)
{
  X509_VERIFY_PARAM *parameters = X509_STORE_CTX_get0_param (context);

  X509_VERIFY_PARAM_set_time (parameters, settings->time);
  X509_VERIFY_PARAM_set_auth_level (parameters, SECURITY_LEVEL);
  X509_VERIFY_PARAM_set_flags (parameters, X509_V_FLAG_PARTIAL_CHAIN);
  X509_VERIFY_PARAM_set_hostflags (parameters, X509_CHECK_FLAG_NEVER_CHECK_SUBJECT);
  X509_VERIFY_PARAM_set_depth (parameters, 100);
  if (settings->purpose == KS_PURPOSE_TLS_SERVER)
    X509_VERIFY_PARAM_set_purpose (parameters, X509_PURPOSE_SSL_SERVER);
  else if (settings->purpose == KS_PURPOSE_TLS_CLIENT)
    X509_VERIFY_PARAM_set_purpose (parameters, X509_PURPOSE_SSL_CLIENT);
  X509_STORE_CTX_set_verify_cb (context, collect_cb);
}

/* Everything but the path's own certificates is kept away, so that OpenSSL cannot wander off to a worse one. */
static GArray *
ask_openssl (const KsCheckSettings *settings, const KsPath *path)
{
  g_autoptr (StoreContext) context = X509_STORE_CTX_new_ex (ks_libctx (), NULL);
  STACK_OF (X509) *untrusted = sk_X509_new_null ();
  STACK_OF (X509) *trusted = sk_X509_new_null ();
  GArray *complaints = g_array_new (FALSE, FALSE, sizeof (Complaint));
  guint n = path->nodes->len;

  for (guint i = 1; i + 1 < n; i++)
    sk_X509_push (untrusted, ks_certificate_get_x509 (ks_path_get_node (path, i)->certificate));
  sk_X509_push (trusted, ks_certificate_get_x509 (ks_path_get_node (path, n - 1)->certificate));

  if (X509_STORE_CTX_init (context, NULL, ks_certificate_get_x509 (ks_path_get_node (path, 0)->certificate),
                           untrusted)) {
    X509_STORE_CTX_set0_trusted_stack (context, trusted);
    set_parameters (context, settings);
    X509_STORE_CTX_set_app_data (context, complaints);
    X509_verify_cert (context);
  }
  sk_X509_free (untrusted);
  sk_X509_free (trusted);
  ks_clear_openssl_errors ();
  return complaints;
}

/**
 * ks_check_openssl:
 * @settings: what the verdict depends on
 * @path: a complete path that ends in an anchor, already checked
 *
 * Puts exactly this path to OpenSSL: its lower certificates as untrusted, its last one as the only anchor. What OpenSSL refuses and no own check has
 * spoken of becomes a failed result.
 */
void
ks_check_openssl (const KsCheckSettings *settings, KsPath *path)
{
  g_autoptr (GArray) complaints = ask_openssl (settings, path);
  guint failures = 0;

  for (guint i = 0; i < complaints->len; i++) {
    const Complaint *complaint = &g_array_index (complaints, Complaint, i);
    guint depth = CLAMP (complaint->depth, 0, (int) path->nodes->len - 1);
    KsPathNode *node = ks_path_get_node (path, depth);

    if (is_answered (complaint->code))
      continue;
    failures++;
    ks_path_node_add_result (node,
                             ks_result_new ("openssl", KS_STATE_FAIL,
                                            X509_verify_cert_error_string (complaint->code), NULL,
                                            g_strdup_printf (_ ("OpenSSL refuses “%s”."),
                                                             ks_certificate_get_title (node->certificate))));
  }
  if (failures == 0)
    ks_path_node_add_result (ks_path_get_node (path, 0),
                             ks_result_new ("openssl", KS_STATE_PASS, NULL, NULL,
                                            g_strdup (_ ("OpenSSL accepts this path."))));
}
