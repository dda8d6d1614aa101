/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-check-private.h"
#include "ks-init.h"
#include "ks-lint-private.h"

#include <glib/gi18n-lib.h>
#include <openssl/x509v3.h>

/* Octets and bits of a serial number. */
#define LEAST_SERIAL 8
#define MOST_SERIAL 159

static KsLintAnswer
test_version (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  guint version = ks_certificate_get_version (subject->certificate);

  if (version == 3)
    return KS_LINT_HOLDS;
  values->ours = g_strdup_printf (_ ("version %u"), version);
  values->theirs = g_strdup_printf (_ ("version %u"), 3);
  return KS_LINT_BROKEN;
}

static KsLintAnswer
test_no_ca (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  KsKeyUsage usage = 0;

  return ks_lint_answer (ks_certificate_is_ca (subject->certificate) ||
                         (ks_certificate_get_key_usage (subject->certificate, &usage) &&
                          (usage & KS_KEY_USAGE_KEY_CERT_SIGN) != 0));
}

static KsLintAnswer
test_no_subject_key_id (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  return ks_lint_answer (ks_lint_has (x509, NID_subject_key_identifier));
}

static KsLintAnswer
test_authority_key_id (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  if (ks_certificate_is_self_signed (subject->certificate))
    return KS_LINT_DOES_NOT_APPLY;
  return ks_lint_answer (ks_check_lacks_authority_key_id (subject->certificate, x509));
}

static KsLintAnswer
test_access (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  return ks_lint_answer (!ks_lint_has (x509, NID_info_access));
}

static KsLintAnswer
test_access_form (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  AUTHORITY_INFO_ACCESS *access = NULL;
  KsLintAnswer answer = KS_LINT_BROKEN;

  if (!ks_lint_has (x509, NID_info_access))
    return KS_LINT_DOES_NOT_APPLY;
  access = X509_get_ext_d2i (x509, NID_info_access, NULL, NULL);
  ks_clear_openssl_errors ();
  if (access == NULL)
    return KS_LINT_BROKEN;
  answer = ks_lint_answer (sk_ACCESS_DESCRIPTION_num (access) == 0);
  AUTHORITY_INFO_ACCESS_free (access);
  return answer;
}

static KsLintAnswer
test_policies (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  return ks_lint_answer (!ks_lint_has (x509, NID_certificate_policies));
}

static KsLintAnswer
test_no_constraints (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  return ks_lint_answer (ks_check_constrains_names_as_leaf (subject->certificate, x509));
}

/* How random a number is cannot be seen, but one of fewer octets was not drawn from 64 bits: one in 256 such draws looks so. */
static KsLintAnswer
test_serial_short (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  guint octets = (guint) strlen (ks_certificate_get_serial (subject->certificate)) / 2;

  values->ours = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u byte", "%u bytes", octets), octets);
  values->theirs = g_strdup (_ ("at least 64 random bits"));
  return ks_lint_answer (octets < LEAST_SERIAL);
}

static KsLintAnswer
test_serial_long (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  BIGNUM *serial = ASN1_INTEGER_to_BN (X509_get0_serialNumber (x509), NULL);
  int bits = serial != NULL ? BN_num_bits (serial) : 0;

  BN_free (serial);
  values->ours = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d bit", "%d bits", (gulong) bits), bits);
  values->theirs = g_strdup_printf (_ ("at most %d bits"), MOST_SERIAL);
  return ks_lint_answer (bits > MOST_SERIAL);
}

static KsLintAnswer
test_issuer (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  KsName *ours = ks_certificate_get_issuer (subject->certificate), *theirs = NULL;

  if (subject->issuer == NULL)
    return KS_LINT_DOES_NOT_APPLY;
  theirs = ks_certificate_get_subject (subject->issuer);
  values->ours = g_strdup (ks_name_get_text (ours));
  values->theirs = g_strdup (ks_name_get_text (theirs));
  return ks_lint_answer (!g_bytes_equal (ks_name_get_der (ours), ks_name_get_der (theirs)));
}

const KsLint ks_lints_extensions[] = {
  {
    .check = { "tls-version", KS_SCOPE_CERTIFICATE, N_ ("Version 3"),
               N_ ("Older versions have no extensions, so that nothing says what the certificate is for."),
               KS_CABF ("7.1.1") },
    .profiles = KS_LINT_PUBLIC_TLS | KS_LINT_PUBLIC_CA,
    .severity = KS_STATE_WARNING,
    .enforced = TRUE,
    .problem = N_ ("“%s” is not a version 3 certificate."),
    .test = test_version,
  },
  {
    .check = { "tls-no-ca", KS_SCOPE_CERTIFICATE, N_ ("A server is not a CA"),
               N_ ("Who has the key of such a server can make certificates for any name."),
               KS_CABF ("7.1.2.7.8, 7.1.2.7.11") },
    .profiles = KS_LINT_PUBLIC_TLS,
    .severity = KS_STATE_WARNING,
    .enforced = TRUE,
    .problem = N_ ("“%s” is a CA, and used as a server’s own certificate."),
    .test = test_no_ca,
  },
  {
    .check = { "tls-no-subject-key-id", KS_SCOPE_CERTIFICATE, N_ ("No subject key identifier"),
               N_ (
                 "Nobody looks for a server’s certificate by its key identifier. It is not recommended any more."),
               KS_CABF ("7.1.2.7.6") },
    .profiles = KS_LINT_PUBLIC_TLS,
    .severity = KS_STATE_INFO,
    .problem = N_ ("“%s” has a subject key identifier, which is not recommended."),
    .test = test_no_subject_key_id,
  },
  {
    .check = { "tls-authority-key-id", KS_SCOPE_CERTIFICATE, N_ ("Authority key identifier"),
               N_ ("It tells which of several keys of one issuer signed."), KS_CABF ("7.1.2.7.6") },
    .profiles = KS_LINT_PUBLIC_TLS,
    .severity = KS_STATE_WARNING,
    .said_by = "cert-extensions",
    .problem = N_ ("“%s” does not say which key of its issuer signed it."),
    .test = test_authority_key_id,
  },
  {
    .check = { "tls-access", KS_SCOPE_CERTIFICATE, N_ ("Authority information access"),
               N_ ("It tells clients where to find the issuer’s certificate and its revocation service."),
               KS_CABF ("7.1.2.7.7") },
    .profiles = KS_LINT_PUBLIC_TLS,
    .severity = KS_STATE_WARNING,
    .problem = N_ ("“%s” does not say where its issuer can be reached."),
    .test = test_access,
  },
  {
    .check = { "tls-access-form", KS_SCOPE_CERTIFICATE, N_ ("Authority information access is well formed"),
               N_ ("A client that cannot read it may refuse the certificate."), KS_CABF ("7.1.2.7.7") },
    .profiles = KS_LINT_PUBLIC_TLS | KS_LINT_PUBLIC_CA,
    .severity = KS_STATE_WARNING,
    .enforced = TRUE,
    .problem = N_ ("The authority information access of “%s” is malformed."),
    .test = test_access_form,
  },
  {
    .check = { "tls-policies", KS_SCOPE_CERTIFICATE, N_ ("Certificate policies"),
               N_ ("They tell how the authority has checked who it certifies."), KS_CABF ("7.1.2.7.9") },
    .profiles = KS_LINT_PUBLIC_TLS,
    .severity = KS_STATE_WARNING,
    .problem = N_ ("“%s” does not say by which policy it was issued."),
    .test = test_policies,
  },
  {
    .check = { "tls-no-constraints", KS_SCOPE_CERTIFICATE, N_ ("No name constraints"),
               N_ ("Name constraints limit an authority. In a server’s certificate they say nothing."),
               KS_CABF ("7.1.2.7.6") },
    .profiles = KS_LINT_PUBLIC_TLS,
    .severity = KS_STATE_WARNING,
    .said_by = "cert-extensions",
    .problem = N_ ("“%s” has name constraints, and is not a CA."),
    .test = test_no_constraints,
  },
  {
    .check = { "tls-serial-random", KS_SCOPE_CERTIFICATE, N_ ("Serial number is long enough"),
               N_ (
                 "A random serial number keeps others from preparing a certificate whose digest collides with it."),
               KS_CABF ("7.1") },
    .profiles = KS_LINT_PUBLIC_TLS,
    .severity = KS_STATE_INFO,
    .problem = N_ ("The serial number of “%s” is too short to be random."),
    .test = test_serial_short,
  },
  {
    .check = { "tls-serial-long", KS_SCOPE_CERTIFICATE, N_ ("Serial number is short enough"),
               N_ ("Some programs have no room for longer serial numbers."), KS_CABF ("7.1") },
    .profiles = KS_LINT_PUBLIC_TLS | KS_LINT_PUBLIC_CA,
    .severity = KS_STATE_WARNING,
    .problem = N_ ("The serial number of “%s” is too long."),
    .test = test_serial_long,
  },
  {
    .check = { "tls-issuer-bytes", KS_SCOPE_CERTIFICATE, N_ ("Issuer name is the same to the byte"),
               N_ (
                 "Some programs compare names byte by byte, and miss an issuer that is written in another way."),
               KS_CABF ("7.1.4.1") },
    .profiles = KS_LINT_PUBLIC_TLS | KS_LINT_PUBLIC_CA,
    .severity = KS_STATE_WARNING,
    .problem = N_ ("“%s” writes the name of its issuer in another way than the issuer."),
    .test = test_issuer,
  },
  { .check = { .id = NULL } },
};
