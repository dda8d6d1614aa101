/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-lint-private.h"

#include <glib/gi18n-lib.h>

#define PUBLIC (KS_LINT_PUBLIC_TLS | KS_LINT_PUBLIC_CA)

static gboolean
has_rsa (const KsLintSubject *subject)
{
  return g_str_equal (ks_certificate_get_key_algorithm (subject->certificate), "RSA");
}

static KsLintAnswer
compare_bits (const KsLintSubject *subject, guint least, KsLintValues *values)
{
  if (!has_rsa (subject))
    return KS_LINT_DOES_NOT_APPLY;
  values->ours = g_strdup (ks_certificate_get_key_text (subject->certificate));
  /* Translators: the least size of a key, in bits */
  values->theirs = g_strdup_printf (_ ("at least RSA %u"), least);
  return ks_lint_answer (ks_certificate_get_key_bits (subject->certificate) < least);
}

static KsLintAnswer
test_rsa_size (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  return compare_bits (subject, 2048, values);
}

static KsLintAnswer
test_rsa_octets (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  if (!has_rsa (subject))
    return KS_LINT_DOES_NOT_APPLY;
  values->ours = g_strdup (ks_certificate_get_key_text (subject->certificate));
  values->theirs = g_strdup (_ ("a multiple of 8 bits"));
  return ks_lint_answer (ks_certificate_get_key_bits (subject->certificate) % 8 != 0);
}

static KsLintAnswer
test_kind (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  static const char *const curves[] = { "EC P-256", "EC P-384", "EC P-521", NULL };
  const char *text = ks_certificate_get_key_text (subject->certificate);

  if (has_rsa (subject))
    return KS_LINT_DOES_NOT_APPLY;
  values->ours = g_strdup (text);
  values->theirs = g_strdup (_ ("RSA, or EC P-256, P-384 or P-521"));
  return ks_lint_answer (!g_strv_contains (curves, text));
}

static KsLintAnswer
test_digest (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  const char *digest = ks_certificate_get_signature_digest (subject->certificate);

  if (ks_certificate_is_self_signed (subject->certificate) || *digest == '\0')
    return KS_LINT_DOES_NOT_APPLY;
  values->ours = g_strdup (digest);
  values->theirs = g_strdup (_ ("SHA-256 or stronger"));
  return ks_lint_answer (g_str_equal (digest, "SHA-1"));
}

static KsLintAnswer
test_code_size (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  return compare_bits (subject, 3072, values);
}

const KsLint ks_lints_key[] = {
  {
    .check = { "tls-rsa-size", KS_SCOPE_CERTIFICATE, N_ ("Size of the RSA key"),
               N_ ("Public authorities may not certify shorter keys, and browsers refuse them."),
               KS_CABF ("6.1.5") },
    .profiles = PUBLIC,
    .severity = KS_STATE_WARNING,
    .enforced = TRUE,
    .said_by = "cert-key",
    .problem = N_ ("The RSA key of “%s” is shorter than public authorities may certify."),
    .test = test_rsa_size,
  },
  {
    .check = { "tls-rsa-octets", KS_SCOPE_CERTIFICATE, N_ ("RSA key of whole octets"),
               N_ ("Some programs cannot handle moduli of odd sizes. Public authorities may not certify them."),
               KS_CABF ("6.1.5") },
    .profiles = PUBLIC,
    .severity = KS_STATE_WARNING,
    .enforced = TRUE,
    .problem = N_ ("The size of the RSA key of “%s” is odd."),
    .test = test_rsa_octets,
  },
  {
    .check = { "tls-key-kind", KS_SCOPE_CERTIFICATE, N_ ("Kind of key"),
               N_ (
                 "Browsers know few kinds of keys in certificates. Other kinds are fine where all clients know them."),
               KS_CABF ("6.1.5, 7.1.3.1") },
    .profiles = PUBLIC,
    .severity = KS_STATE_WARNING,
    .enforced = TRUE,
    .problem = N_ ("“%s” has a kind of key that public authorities may not certify."),
    .test = test_kind,
  },
  {
    .check = { "tls-sha1", KS_SCOPE_CERTIFICATE, N_ ("No SHA-1 in server certificates"),
               N_ (
                 "SHA-1 is broken: two certificates can be made that carry the same signature. Browsers refuse it."),
               KS_CABF ("7.1.3.2.1") },
    .profiles = KS_LINT_PUBLIC_TLS,
    .from = KS_DATE_2016_01_01,
    .severity = KS_STATE_WARNING,
    .said_by = "cert-digest",
    .problem = N_ ("“%s” is signed with SHA-1."),
    .test = test_digest,
  },
  {
    .check = { "ca-sha1", KS_SCOPE_CERTIFICATE, N_ ("No SHA-1 in certificates of authorities"),
               N_ ("The last exceptions for SHA-1 in public authorities ended on 15 September 2026."),
               KS_CABF ("7.1.3.2.1 (SC-097)") },
    .profiles = KS_LINT_PUBLIC_CA,
    .from = KS_DATE_2026_09_15,
    .severity = KS_STATE_WARNING,
    .said_by = "cert-digest",
    .problem = N_ ("“%s” is signed with SHA-1."),
    .test = test_digest,
  },
  {
    .check = { "code-rsa-size", KS_SCOPE_CERTIFICATE, N_ ("Size of an RSA key that signs code"),
               N_ ("Signed code is checked for many years. Public authorities certify stronger keys for it."),
               "CA/B Forum Code Signing Requirements, 6.1.5.2",
               "https://cabforum.org/working-groups/code-signing/requirements/", KS_PROFILE_WEBPKI },
    .profiles = KS_LINT_CODE_SIGNING,
    .from = KS_DATE_2021_06_01,
    .severity = KS_STATE_INFO,
    .problem = N_ ("The RSA key of “%s” is short for signing code."),
    .test = test_code_size,
  },
  { .check = { .id = NULL } },
};
