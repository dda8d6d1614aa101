/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-check-private.h"
#include "ks-lint-private.h"

#include <glib/gi18n-lib.h>
#include <openssl/x509v3.h>

static KsLintAnswer
test_sign (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  g_auto (GStrv) wanted = ks_key_usage_list_names (KS_KEY_USAGE_KEY_CERT_SIGN);
  g_auto (GStrv) names = NULL;
  KsKeyUsage usage = 0;

  if (ks_certificate_get_key_usage (subject->certificate, &usage) &&
      (usage & KS_KEY_USAGE_KEY_CERT_SIGN) != 0)
    return KS_LINT_HOLDS;
  names = ks_key_usage_list_names (usage);
  values->ours = names[0] != NULL ? g_strjoinv (", ", names) : g_strdup (_ ("no usage"));
  values->theirs = g_strdup (wanted[0]);
  return KS_LINT_BROKEN;
}

static KsLintAnswer
test_basic (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  return ks_lint_answer (!ks_certificate_is_ca (subject->certificate));
}

static KsLintAnswer
test_basic_critical (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  if (!ks_lint_has (x509, NID_basic_constraints))
    return KS_LINT_DOES_NOT_APPLY;
  return ks_lint_answer (ks_check_has_plain_basic_constraints (subject->certificate, x509));
}

static KsLintAnswer
test_path_length (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  int limit = ks_certificate_get_path_length (subject->certificate);

  if (limit < 0)
    return KS_LINT_DOES_NOT_APPLY;
  if (!ks_check_is_ca_without_signing (subject->certificate, x509))
    return KS_LINT_HOLDS;
  values->ours = g_strdup_printf (_ ("path length limit %d"), limit);
  values->theirs = g_strdup (_ ("a limit only where certificates may be signed"));
  return KS_LINT_BROKEN;
}

static KsLintAnswer
test_subject_key_id (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  if (!ks_certificate_is_ca (subject->certificate))
    return KS_LINT_DOES_NOT_APPLY;
  return ks_lint_answer (ks_check_lacks_subject_key_id (subject->certificate, x509));
}

/* A root’s authority key identifier names its own key, and nothing else. */
static KsLintAnswer
test_root_key_id (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  GBytes *wanted = ks_certificate_get_authority_key_id (subject->certificate);
  GBytes *own = ks_certificate_get_subject_key_id (subject->certificate);

  if (!ks_certificate_is_self_issued (subject->certificate) ||
      !ks_lint_has (x509, NID_authority_key_identifier))
    return KS_LINT_DOES_NOT_APPLY;
  if (wanted != NULL && own != NULL && g_bytes_equal (wanted, own) &&
      X509_get0_authority_issuer (x509) == NULL && X509_get0_authority_serial (x509) == NULL)
    return KS_LINT_HOLDS;
  values->ours = wanted != NULL ? ks_hex_format (wanted) : g_strdup (_ ("no key identifier"));
  values->theirs = own != NULL ? ks_hex_format (own) : g_strdup (_ ("no key identifier"));
  return KS_LINT_BROKEN;
}

static KsLintAnswer
test_root_purposes (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  if (!ks_certificate_is_self_issued (subject->certificate))
    return KS_LINT_DOES_NOT_APPLY;
  return ks_lint_answer (ks_certificate_get_extended_key_usage (subject->certificate) != NULL);
}

/* The checks of a path say most of these as well, of the certificates that are in one; the functions are the same. */
const KsLint ks_lints_authority[] = {
  {
    .check = { "ca-basic", KS_SCOPE_CERTIFICATE, N_ ("Marked as a CA"),
               N_ ("Clients accept no certificate that was signed by one without this mark."),
               KS_RFC5280 ("4.2.1.9") },
    .profiles = KS_LINT_CA,
    .severity = KS_STATE_WARNING,
    .said_by = "may-sign",
    .problem = N_ ("“%s” is not marked as a CA."),
    .test = test_basic,
  },
  {
    .check = { "ca-basic-critical", KS_SCOPE_CERTIFICATE, N_ ("Basic constraints are critical"),
               N_ (
                 "A client that does not know basic constraints has to refuse the certificate instead of ignoring them."),
               KS_RFC5280 ("4.2.1.9") },
    .profiles = KS_LINT_CA,
    .severity = KS_STATE_INFO,
    .said_by = "cert-extensions",
    .problem = N_ ("“%s” is a CA, and its basic constraints are not marked as critical."),
    .test = test_basic_critical,
  },
  {
    .check = { "ca-usage", KS_SCOPE_CERTIFICATE, N_ ("A CA may sign certificates"),
               N_ (
                 "A key usage that does not list the signing of certificates forbids it. Clients that look at it refuse all that the CA has signed."),
               KS_RFC5280 ("4.2.1.3") },
    .profiles = KS_LINT_CA,
    .severity = KS_STATE_INFO,
    .said_by = "may-sign",
    .problem = N_ ("The key usage of “%s” does not say that it signs certificates."),
    .test = test_sign,
  },
  {
    .check = { "ca-path-length", KS_SCOPE_CERTIFICATE, N_ ("Path length limit makes sense"),
               N_ ("The limit counts authorities below this one. Where nothing may be signed it says nothing."),
               KS_RFC5280 ("4.2.1.9") },
    .profiles = KS_LINT_EVERY,
    .severity = KS_STATE_WARNING,
    .said_by = "cert-extensions",
    .problem = N_ ("“%s” has a path length limit, and may not sign certificates."),
    .test = test_path_length,
  },
  {
    .check = { "ca-subject-key-id", KS_SCOPE_CERTIFICATE, N_ ("Subject key identifier"),
               N_ ("The certificates that a CA signs name its key by this identifier."),
               KS_RFC5280 ("4.2.1.2") },
    .profiles = KS_LINT_CA,
    .severity = KS_STATE_INFO,
    .said_by = "cert-extensions",
    .problem = N_ ("“%s” is a CA without a subject key identifier."),
    .test = test_subject_key_id,
  },
  {
    .check = { "root-key-id", KS_SCOPE_CERTIFICATE, N_ ("A root names its own key"),
               N_ ("A root that names another key than its own sends clients on a search for an issuer."),
               KS_CABF ("7.1.2.1.3") },
    .profiles = KS_LINT_PUBLIC_CA,
    .severity = KS_STATE_WARNING,
    .enforced = TRUE,
    .problem = N_ ("“%s” is a root that names another key than its own."),
    .test = test_root_key_id,
  },
  {
    .check = { "root-purposes", KS_SCOPE_CERTIFICATE, N_ ("A root has no extended key usage"),
               N_ ("What a root is trusted for is decided by who trusts it."), KS_CABF ("7.1.2.1.2") },
    .profiles = KS_LINT_PUBLIC_CA,
    .severity = KS_STATE_WARNING,
    .enforced = TRUE,
    .problem = N_ ("“%s” is a root with an extended key usage."),
    .test = test_root_purposes,
  },
  { .check = { .id = NULL } },
};
