/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-check-private.h"
#include "ks-crl-set.h"
#include "ks-init.h"
#include "ks-pool-private.h"
#include "ks-verify-request-private.h"

#include <glib/gi18n-lib.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

/* What Debian, Fedora and others compile in: 112 bits of security. Our own checks say it better, because they know since when a key
 * is too short; what they answer is left out below. */
#define SECURITY_LEVEL 2

#define OID_ANY_POLICY "2.5.29.32.0"

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

static const int about_revocation[] = {
  X509_V_ERR_UNABLE_TO_GET_CRL,
  X509_V_ERR_UNABLE_TO_DECRYPT_CRL_SIGNATURE,
  X509_V_ERR_CRL_SIGNATURE_FAILURE,
  X509_V_ERR_CRL_NOT_YET_VALID,
  X509_V_ERR_CRL_HAS_EXPIRED,
  X509_V_ERR_ERROR_IN_CRL_LAST_UPDATE_FIELD,
  X509_V_ERR_ERROR_IN_CRL_NEXT_UPDATE_FIELD,
  X509_V_ERR_CERT_REVOKED,
  X509_V_ERR_UNABLE_TO_GET_CRL_ISSUER,
  X509_V_ERR_KEYUSAGE_NO_CRL_SIGN,
  X509_V_ERR_UNHANDLED_CRITICAL_CRL_EXTENSION,
  X509_V_ERR_DIFFERENT_CRL_SCOPE,
  X509_V_ERR_CRL_PATH_VALIDATION_ERROR,
};

static const int about_policies[] = {
  X509_V_ERR_NO_EXPLICIT_POLICY,
  X509_V_ERR_INVALID_POLICY_EXTENSION,
};

static gboolean
is_one_of (const int *codes, gsize n, int code)
{
  for (gsize i = 0; i < n; i++)
    if (codes[i] == code)
      return TRUE;
  return FALSE;
}

#define IS_ONE_OF(codes, code) is_one_of (codes, G_N_ELEMENTS (codes), code)

/* Goes on after every error, so that all of them are known. The path of a list's issuer has a context of its own: what fails there ends
 * it, and is told by one error of the context it belongs to. */
static int
collect_cb (int ok, X509_STORE_CTX *context)
{
  GArray *complaints = X509_STORE_CTX_get_app_data (context);
  Complaint complaint = { X509_STORE_CTX_get_error (context), X509_STORE_CTX_get_error_depth (context) };

  if (X509_STORE_CTX_get0_parent_ctx (context) != NULL)
    return ok;
  if (!ok)
    g_array_append_val (complaints, complaint);
  return 1;
}

/* Certificates below the anchor that count, RFC 5280 sections 6.1.4 (h) and 6.1.5 (a). */
static long
count_below (const KsPath *path)
{
  long n = 1;

  for (guint i = 1; i + 1 < path->nodes->len; i++)
    n += !ks_certificate_is_self_issued (ks_path_get_node (path, i)->certificate);
  return n;
}

/* RFC 5937: an anchor's policyConstraints are where processing starts. OpenSSL begins below the anchor. */
static gulong
anchor_policy_flags (const KsCheckSettings *settings, const KsPath *path)
{
  KsCertificate *anchor = ks_path_get_node (path, path->nodes->len - 1)->certificate;
  X509 *x509 = ks_certificate_get_x509 (anchor);
  POLICY_CONSTRAINTS *constraints = NULL;
  gulong flags = 0;

  if (path->nodes->len < 2 || ks_check_is_exempt (settings, anchor, KS_ANCHOR_RULES_CONSTRAINTS))
    return 0;
  constraints = X509_get_ext_d2i (x509, NID_policy_constraints, NULL, NULL);
  ks_clear_openssl_errors ();
  if (constraints == NULL)
    return 0;
  if (constraints->requireExplicitPolicy != NULL &&
      ASN1_INTEGER_get (constraints->requireExplicitPolicy) <= count_below (path))
    flags |= X509_V_FLAG_EXPLICIT_POLICY;
  if (constraints->inhibitPolicyMapping != NULL && ASN1_INTEGER_get (constraints->inhibitPolicyMapping) == 0)
    flags |= X509_V_FLAG_INHIBIT_MAP;
  POLICY_CONSTRAINTS_free (constraints);
  return flags;
}

static void
add_policy (X509_VERIFY_PARAM *parameters, const char *oid)
{
  ASN1_OBJECT *policy = OBJ_txt2obj (oid, 1);

  if (policy != NULL)
    X509_VERIFY_PARAM_add0_policy (parameters, policy);
}

static void
set_policies (X509_VERIFY_PARAM *parameters, const KsCheckSettings *settings, const KsPath *path)
{
  const KsPolicyRules *rules = &settings->request->policy_rules;
  gulong flags = X509_V_FLAG_POLICY_CHECK | anchor_policy_flags (settings, path);

  if (rules->require_explicit)
    flags |= X509_V_FLAG_EXPLICIT_POLICY;
  if (rules->inhibit_mapping)
    flags |= X509_V_FLAG_INHIBIT_MAP;
  if (rules->inhibit_any)
    flags |= X509_V_FLAG_INHIBIT_ANY;
  X509_VERIFY_PARAM_set_flags (parameters, flags);
  if (rules->initial == NULL || rules->initial[0] == NULL)
    add_policy (parameters, OID_ANY_POLICY);
  for (guint i = 0; rules->initial != NULL && rules->initial[i] != NULL; i++)
    add_policy (parameters, rules->initial[i]);
}

static void
set_parameters (X509_STORE_CTX *context, const KsCheckSettings *settings, const KsPath *path)
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
  set_policies (parameters, settings, path);
  if (settings->request->crls->len > 0)
    X509_VERIFY_PARAM_set_flags (parameters, X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL |
                                               X509_V_FLAG_EXTENDED_CRL_SUPPORT | X509_V_FLAG_USE_DELTAS);
  X509_STORE_CTX_set_verify_cb (context, collect_cb);
}

static void
push_pool (STACK_OF (X509) * untrusted, KsVerifyPool *pool)
{
  GPtrArray *candidates = pool != NULL ? ks_verify_pool_get_all (pool) : NULL;

  for (guint i = 0; candidates != NULL && i < candidates->len; i++) {
    X509 *x509 = ks_certificate_get_x509 (((KsCandidate *) g_ptr_array_index (candidates, i))->certificate);

    if (x509 != NULL)
      sk_X509_push (untrusted, x509);
  }
}

/* The path's own certificates first: they are what OpenSSL finds. Others are there only for the issuers of revocation lists, which
 * need not be on the path. */
static STACK_OF (X509) * list_untrusted (const KsCheckSettings *settings, const KsPath *path)
{
  STACK_OF (X509) *untrusted = sk_X509_new_null ();

  for (guint i = 1; i + 1 < path->nodes->len; i++)
    sk_X509_push (untrusted, ks_certificate_get_x509 (ks_path_get_node (path, i)->certificate));
  if (settings->request->crls->len > 0) {
    push_pool (untrusted, settings->request->own);
    push_pool (untrusted, settings->request->pool);
  }
  return untrusted;
}

/* Our own checks have verified every signature and looked at every date. */
static int
leave_signatures (X509_STORE_CTX *context)
{
  return 1;
}

/* With revocation lists OpenSSL needs a store, because the issuers of lists have paths of their own, and verifies them itself. */
static gboolean
start (X509_STORE_CTX *context,
       X509_STORE **store,
       X509 *leaf,
       STACK_OF (X509) * anchors,
       STACK_OF (X509) * untrusted,
       gboolean with_lists)
{
  if (with_lists) {
    *store = X509_STORE_new ();
    X509_STORE_add_cert (*store, sk_X509_value (anchors, 0));
  }
  if (!X509_STORE_CTX_init (context, *store, leaf, untrusted))
    return FALSE;
  if (!with_lists) {
    X509_STORE_CTX_set0_trusted_stack (context, anchors);
    X509_STORE_CTX_set_verify (context, leave_signatures);
  }
  return TRUE;
}

static GArray *
ask_openssl (const KsCheckSettings *settings, const KsPath *path, KsCrlSet *crls)
{
  g_autoptr (StoreContext) context = X509_STORE_CTX_new_ex (ks_libctx (), NULL);
  STACK_OF (X509) *untrusted = list_untrusted (settings, path);
  STACK_OF (X509) *anchors = sk_X509_new_null ();
  X509_STORE *store = NULL;
  GArray *complaints = g_array_new (FALSE, FALSE, sizeof (Complaint));
  X509 *leaf = ks_certificate_get_x509 (ks_path_get_node (path, 0)->certificate);
  X509 *top = ks_certificate_get_x509 (ks_path_get_node (path, path->nodes->len - 1)->certificate);

  sk_X509_push (anchors, top);
  if (start (context, &store, leaf, anchors, untrusted, settings->request->crls->len > 0)) {
    X509_STORE_CTX_set0_crls (context, crls->lists);
    set_parameters (context, settings, path);
    X509_STORE_CTX_set_app_data (context, complaints);
    X509_verify_cert (context);
  }
  g_clear_pointer (&context, X509_STORE_CTX_free);
  X509_STORE_free (store);
  sk_X509_free (anchors);
  sk_X509_free (untrusted);
  ks_clear_openssl_errors ();
  return complaints;
}

static void
tell (KsPathNode *node, const char *check, const char *value, const char *format)
{
  ks_path_node_add_result (node, ks_result_new (check, KS_STATE_FAIL, value, NULL,
                                                ks_check_fill (format, node->certificate)));
}

/* Revocation was “not checked” until now. */
static void
set_revocation (KsPath *path, guint index, KsState state, const char *value, char *sentence)
{
  KsPathLink *link = ks_path_get_link (path, index);

  for (guint i = 0; i < link->results->len; i++) {
    const KsResult *result = g_ptr_array_index (link->results, i);

    if (g_str_equal (result->check->id, "revocation")) {
      g_ptr_array_remove_index (link->results, i);
      break;
    }
  }
  ks_path_link_add_result (link, ks_result_new ("revocation", state, value, NULL, sentence));
}

static const char *
list_problem (int code)
{
  switch (code) {
  case X509_V_ERR_CRL_HAS_EXPIRED:
    return _ ("The list is out of date");
  case X509_V_ERR_CRL_NOT_YET_VALID:
    return _ ("The list is not valid yet");
  case X509_V_ERR_CRL_SIGNATURE_FAILURE:
    return _ ("The signature of the list does not verify");
  default:
    return _ ("no list of its issuer");
  }
}

static void
tell_revocation (KsPath *path, const GArray *complaints, const KsCrlSet *crls, gboolean may_miss)
{
  for (guint i = 0; i + 1 < path->nodes->len; i++) {
    const char *title = ks_certificate_get_title (ks_path_get_node (path, i)->certificate);
    int code = X509_V_OK;

    for (guint j = 0; j < complaints->len && code == X509_V_OK; j++) {
      const Complaint *complaint = &g_array_index (complaints, Complaint, j);

      if (complaint->depth == (int) i && IS_ONE_OF (about_revocation, complaint->code))
        code = complaint->code;
    }
    if (code == X509_V_ERR_UNABLE_TO_GET_CRL && may_miss)
      continue;
    if (code == X509_V_OK)
      set_revocation (path, i, KS_STATE_PASS, NULL,
                      g_strdup_printf (_ ("“%s” is not on the revocation list of its issuer."), title));
    else if (code == X509_V_ERR_CERT_REVOKED)
      /* Translators: a certificate */
      set_revocation (path, i, KS_STATE_FAIL, _ ("revoked"),
                      g_strdup_printf (_ ("“%s” was revoked by its issuer."), title));
    else
      set_revocation (path, i, KS_STATE_FAIL, list_problem (code),
                      g_strdup_printf (_ ("No usable revocation list tells about “%s”."), title));
    if (crls->problem != NULL)
      ks_path_link_add_result (ks_path_get_link (path, i),
                               ks_result_new ("crl-encoding", KS_STATE_WARNING, NULL, NULL,
                                              g_strdup (crls->problem)));
  }
}

static guint
tell_rest (KsPath *path, const GArray *complaints)
{
  guint failures = 0;

  for (guint i = 0; i < complaints->len; i++) {
    const Complaint *complaint = &g_array_index (complaints, Complaint, i);
    guint depth = CLAMP (complaint->depth, 0, (int) path->nodes->len - 1);
    const char *value = X509_verify_cert_error_string (complaint->code);

    if (IS_ONE_OF (answered_by_us, complaint->code) || IS_ONE_OF (about_revocation, complaint->code))
      continue;
    failures++;
    if (IS_ONE_OF (about_policies, complaint->code))
      tell (ks_path_get_node (path, 0), "cert-policies", value,
            _ ("No certificate policy that is asked for holds for “%s”."));
    else
      tell (ks_path_get_node (path, depth), "openssl", value, _ ("OpenSSL refuses “%s”."));
  }
  return failures;
}

/* DSA keys that take their parameters from their issuer. */
static gboolean
openssl_can_read_keys (const KsPath *path)
{
  for (guint i = 1; i < path->nodes->len; i++)
    if (X509_get0_pubkey (ks_certificate_get_x509 (ks_path_get_node (path, i)->certificate)) == NULL)
      return FALSE;
  return TRUE;
}

/**
 * ks_check_openssl:
 * @settings: what the verdict depends on
 * @path: a complete path that ends in an anchor, already checked
 *
 * Puts exactly this path to OpenSSL: its lower certificates as untrusted, its last one as the only anchor. Policies and revocation lists are judged by
 * OpenSSL; what else it refuses and no own check has spoken of becomes a failed result, too.
 */
void
ks_check_openssl (const KsCheckSettings *settings, KsPath *path)
{
  g_auto (KsCrlSet) crls = { 0 };
  g_autoptr (GArray) complaints = NULL;

  if (!openssl_can_read_keys (path)) {
    ks_clear_openssl_errors ();
    ks_path_node_add_result (ks_path_get_node (path, 0),
                             ks_result_new ("openssl", KS_STATE_NOT_CHECKED, NULL, NULL,
                                            KS_SAY (settings,
                                                    _ ("OpenSSL cannot read every key of this path."))));
    return;
  }
  ks_crl_set_init (&crls, settings->request->crls);
  complaints = ask_openssl (settings, path, &crls);
  if (settings->request->crls->len > 0)
    tell_revocation (path, complaints, &crls, settings->request->crls_are_partial);
  if (tell_rest (path, complaints) == 0)
    ks_path_node_add_result (ks_path_get_node (path, 0),
                             ks_result_new ("openssl", KS_STATE_PASS, NULL, NULL,
                                            KS_SAY (settings, _ ("OpenSSL accepts this path."))));
}
