/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-check-private.h"
#include "ks-init.h"

#include <glib/gi18n-lib.h>
#include <openssl/x509v3.h>

/* What RFC 5280 section 4.2 demands of extensions: whether they stand there, are critical, and fit together. A rule is a row of the table
 * below and a function that says whether it is broken. */
typedef gboolean (*Rule) (KsCertificate *certificate, X509 *x509);

static gboolean
has (X509 *x509, int nid)
{
  return X509_get_ext_by_NID (x509, nid, -1) >= 0;
}

static gboolean
is_critical (X509 *x509, int nid)
{
  int at = X509_get_ext_by_NID (x509, nid, -1);

  return at >= 0 && X509_EXTENSION_get_critical (X509_get_ext (x509, at));
}

/* A certificate that others are signed with; a version 1 root cannot say so. */
static gboolean
is_authority (KsCertificate *certificate)
{
  return ks_certificate_is_ca (certificate);
}

/**
 * ks_check_lacks_authority_key_id:
 * @certificate: a certificate
 * @x509: OpenSSL’s view of it
 *
 * Returns: whether it does not say which key of its issuer signed it, and should
 */
gboolean
ks_check_lacks_authority_key_id (KsCertificate *certificate, X509 *x509)
{
  return ks_certificate_get_version (certificate) == 3 && !has (x509, NID_authority_key_identifier) &&
         !ks_certificate_is_self_signed (certificate);
}

/**
 * ks_check_lacks_subject_key_id:
 * @certificate: a certificate
 * @x509: OpenSSL’s view of it
 *
 * Returns: whether it is a CA without a subject key identifier
 */
gboolean
ks_check_lacks_subject_key_id (KsCertificate *certificate, X509 *x509)
{
  return is_authority (certificate) && !has (x509, NID_subject_key_identifier);
}

static gboolean
has_critical_key_id (KsCertificate *certificate, X509 *x509)
{
  return is_critical (x509, NID_subject_key_identifier) || is_critical (x509, NID_authority_key_identifier);
}

/**
 * ks_check_has_plain_basic_constraints:
 * @certificate: a certificate
 * @x509: OpenSSL’s view of it
 *
 * Returns: whether it is a CA whose basic constraints are not critical
 */
gboolean
ks_check_has_plain_basic_constraints (KsCertificate *certificate, X509 *x509)
{
  return is_authority (certificate) && !is_critical (x509, NID_basic_constraints);
}

static gboolean
signs_without_being_ca (KsCertificate *certificate, X509 *x509)
{
  KsKeyUsage usage = 0;

  return ks_certificate_get_key_usage (certificate, &usage) && (usage & KS_KEY_USAGE_KEY_CERT_SIGN) != 0 &&
         !is_authority (certificate);
}

/**
 * ks_check_is_ca_without_signing:
 * @certificate: a certificate
 * @x509: OpenSSL’s view of it
 *
 * Returns: whether it has a path length limit, and may not sign certificates
 */
gboolean
ks_check_is_ca_without_signing (KsCertificate *certificate, X509 *x509)
{
  KsKeyUsage usage = 0;

  return ks_certificate_get_path_length (certificate) >= 0 &&
         (!is_authority (certificate) ||
          (ks_certificate_get_key_usage (certificate, &usage) && (usage & KS_KEY_USAGE_KEY_CERT_SIGN) == 0));
}

static gboolean
is_authority_without_name (KsCertificate *certificate, X509 *x509)
{
  return is_authority (certificate) && X509_NAME_entry_count (X509_get_subject_name (x509)) == 0;
}

static gboolean
has_no_issuer_name (KsCertificate *certificate, X509 *x509)
{
  return X509_NAME_entry_count (X509_get_issuer_name (x509)) == 0;
}

/* RFC 5280 section 4.1.2.6 */
static gboolean
has_no_name_and_plain_alt_names (KsCertificate *certificate, X509 *x509)
{
  return X509_NAME_entry_count (X509_get_subject_name (x509)) == 0 &&
         !is_critical (x509, NID_subject_alt_name);
}

/**
 * ks_check_constrains_names_as_leaf:
 * @certificate: a certificate
 * @x509: OpenSSL’s view of it
 *
 * Returns: whether it has name constraints, and is not a CA
 */
gboolean
ks_check_constrains_names_as_leaf (KsCertificate *certificate, X509 *x509)
{
  return has (x509, NID_name_constraints) && !is_authority (certificate);
}

static gboolean
has_plain_policy_constraints (KsCertificate *certificate, X509 *x509)
{
  return has (x509, NID_policy_constraints) && !is_critical (x509, NID_policy_constraints);
}

static gboolean
has_plain_inhibit_any (KsCertificate *certificate, X509 *x509)
{
  return has (x509, NID_inhibit_any_policy) && !is_critical (x509, NID_inhibit_any_policy);
}

static gboolean
has_empty_key_usage (KsCertificate *certificate, X509 *x509)
{
  KsKeyUsage usage = 0;

  return ks_certificate_get_key_usage (certificate, &usage) && usage == 0;
}

static gboolean
has_empty_alt_names (KsCertificate *certificate, X509 *x509)
{
  return has (x509, NID_subject_alt_name) && ks_certificate_get_n_alt_names (certificate) == 0;
}

static gboolean
has_critical_access (KsCertificate *certificate, X509 *x509)
{
  return is_critical (x509, NID_info_access);
}

static const struct {
  Rule is_broken;
  KsState state; /* for anybody but an anchor: its own extensions are the business of who trusts it */
  const char *problem;
} rules[] = {
  { ks_check_lacks_authority_key_id, KS_STATE_INFO,
    N_ ("“%s” does not say which key of its issuer signed it.") },
  { ks_check_lacks_subject_key_id, KS_STATE_INFO, N_ ("“%s” is a CA without a subject key identifier.") },
  { has_critical_key_id, KS_STATE_WARNING, N_ ("A key identifier in “%s” is marked as critical.") },
  { ks_check_has_plain_basic_constraints, KS_STATE_INFO,
    N_ ("“%s” is a CA, and its basic constraints are not marked as critical.") },
  { signs_without_being_ca, KS_STATE_WARNING, N_ ("“%s” may sign certificates, and is not a CA.") },
  { ks_check_is_ca_without_signing, KS_STATE_WARNING,
    N_ ("“%s” has a path length limit, and may not sign certificates.") },
  { is_authority_without_name, KS_STATE_WARNING, N_ ("“%s” is a CA with an empty subject.") },
  { has_no_issuer_name, KS_STATE_WARNING, N_ ("The issuer of “%s” has an empty name.") },
  { has_no_name_and_plain_alt_names, KS_STATE_WARNING,
    N_ ("The subject of “%s” is empty, and its alternative names are not marked as critical.") },
  { ks_check_constrains_names_as_leaf, KS_STATE_WARNING, N_ ("“%s” has name constraints, and is not a CA.") },
  { has_plain_policy_constraints, KS_STATE_INFO,
    N_ ("The policy constraints of “%s” are not marked as critical.") },
  { has_plain_inhibit_any, KS_STATE_INFO, N_ ("The inhibited policy of “%s” is not marked as critical.") },
  { has_empty_key_usage, KS_STATE_WARNING, N_ ("The key usage of “%s” is empty.") },
  { has_empty_alt_names, KS_STATE_WARNING, N_ ("The list of alternative names of “%s” is empty.") },
  { has_critical_access, KS_STATE_INFO,
    N_ ("The authority information access of “%s” is marked as critical.") },
};

/**
 * ks_check_fill:
 * @format: a translated sentence with one “%s”
 * @certificate: a certificate
 *
 * Returns: (transfer full): the sentence about @certificate
 */
char *
ks_check_fill (const char *format, KsCertificate *certificate)
{
  g_autoptr (GString) text = g_string_new (format);

  g_string_replace (text, "%s", ks_certificate_get_title (certificate), 1);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* A root is made to be an anchor; that it lacks basic constraints makes OpenSSL refuse it. */
static gboolean
is_anchor_without_basic_constraints (const KsCertificateContext *context, X509 *x509)
{
  return context->is_anchor && !context->is_leaf && ks_certificate_get_version (context->certificate) == 3 &&
         !has (x509, NID_basic_constraints);
}

/**
 * ks_check_extensions:
 * @context: a certificate of a path
 *
 * RFC 5280 section 4.2: the first rule that is broken.
 *
 * Returns: (transfer full): a result
 */
KsResult *
ks_check_extensions (const KsCertificateContext *context)
{
  X509 *x509 = ks_certificate_get_x509 (context->certificate);

  for (gsize i = 0; x509 != NULL && i < G_N_ELEMENTS (rules); i++) {
    if (!rules[i].is_broken (context->certificate, x509))
      continue;
    return ks_result_new ("cert-extensions", context->is_anchor ? KS_STATE_INFO : rules[i].state, NULL, NULL,
                          ks_check_fill (g_dgettext (GETTEXT_PACKAGE, rules[i].problem),
                                         context->certificate));
  }
  if (x509 != NULL && is_anchor_without_basic_constraints (context, x509))
    return ks_result_new ("cert-extensions", KS_STATE_INFO, NULL, NULL,
                          ks_check_fill (_ ("“%s” is an anchor without basic constraints."),
                                         context->certificate));
  return ks_result_new ("cert-extensions", KS_STATE_PASS, NULL, NULL,
                        KS_SAY (context->settings, _ ("No extension breaks a rule of RFC 5280.")));
}

/**
 * ks_check_constraints_critical:
 * @context: a certificate of a path
 *
 * RFC 5280 section 4.2.1.10 wants name constraints critical; the CA/B Forum's Baseline Requirements (7.1.2.5.2) let them be otherwise, so that this is a
 * check of its own.
 *
 * Returns: (transfer full): a result
 */
KsResult *
ks_check_constraints_critical (const KsCertificateContext *context)
{
  X509 *x509 = ks_certificate_get_x509 (context->certificate);

  if (x509 == NULL || !has (x509, NID_name_constraints))
    return ks_result_new ("cert-constraints-critical", KS_STATE_NOT_APPLICABLE, NULL, NULL,
                          KS_SAY (context->settings, _ ("There are no name constraints.")));
  if (is_critical (x509, NID_name_constraints))
    return ks_result_new ("cert-constraints-critical", KS_STATE_PASS, NULL, NULL,
                          KS_SAY (context->settings, _ ("The name constraints are marked as critical.")));
  return ks_result_new ("cert-constraints-critical", KS_STATE_INFO, NULL, NULL,
                        ks_check_fill (_ ("The name constraints of “%s” are not marked as critical."),
                                       context->certificate));
}
