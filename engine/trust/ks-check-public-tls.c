/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "ks-check-private.h"
#include "ks-init.h"

#include <glib/gi18n-lib.h>
#include <libpsl.h>
#include <openssl/x509v3.h>

/* The CA/B Forum's Baseline Requirements, section 7.1, as far as they can be told from one certificate. They bind publicly trusted
 * authorities only, so that all of this is information. A rule is a row of the table below and a function. */
typedef gboolean (*Rule) (const KsCertificateContext *context, X509 *x509);

#define OID_SERVER_AUTH "1.3.6.1.5.5.7.3.1"
#define OID_ANY_PURPOSE "2.5.29.37.0"
#define OID_COMMON_NAME "2.5.4.3"

static gboolean
is_root (const KsCertificateContext *context)
{
  return !context->is_leaf && ks_certificate_is_self_issued (context->certificate);
}

static gboolean
is_critical (X509 *x509, int nid)
{
  int at = X509_get_ext_by_NID (x509, nid, -1);

  return at >= 0 && X509_EXTENSION_get_critical (X509_get_ext (x509, at));
}

static gboolean
is_old_version (const KsCertificateContext *context, X509 *x509)
{
  return ks_certificate_get_version (context->certificate) != 3;
}

/* 6.1.5 and 7.1.3.1: RSA of whole octets, or one of three curves by name. */
static gboolean
has_other_key (const KsCertificateContext *context, X509 *x509)
{
  const char *text = ks_certificate_get_key_text (context->certificate);
  const char *algorithm = ks_certificate_get_key_algorithm (context->certificate);
  guint bits = ks_certificate_get_key_bits (context->certificate);

  if (g_str_equal (algorithm, "RSA"))
    return bits < 2048 || bits % 8 != 0;
  return !g_str_equal (text, "EC P-256") && !g_str_equal (text, "EC P-384") &&
         !g_str_equal (text, "EC P-521");
}

/* 7.1.2.1.3: a root’s authority key identifier names its own key, and nothing else. */
static gboolean
root_names_other_key (const KsCertificateContext *context, X509 *x509)
{
  GBytes *wanted = ks_certificate_get_authority_key_id (context->certificate);
  GBytes *own = ks_certificate_get_subject_key_id (context->certificate);

  if (!is_root (context) || X509_get_ext_by_NID (x509, NID_authority_key_identifier, -1) < 0)
    return FALSE;
  return wanted == NULL || own == NULL || !g_bytes_equal (wanted, own) ||
         X509_get0_authority_issuer (x509) != NULL || X509_get0_authority_serial (x509) != NULL;
}

/* 7.1.2.1.2 */
static gboolean
root_has_purposes (const KsCertificateContext *context, X509 *x509)
{
  return is_root (context) && ks_certificate_get_extended_key_usage (context->certificate) != NULL;
}

/* 7.1.2.7.8, 7.1.2.7.11 */
static gboolean
leaf_is_ca (const KsCertificateContext *context, X509 *x509)
{
  KsKeyUsage usage = 0;

  return context->is_leaf && (ks_certificate_is_ca (context->certificate) ||
                              (ks_certificate_get_key_usage (context->certificate, &usage) &&
                               (usage & KS_KEY_USAGE_KEY_CERT_SIGN) != 0));
}

/* 7.1.2.7.10 */
static gboolean
leaf_purposes_differ (const KsCertificateContext *context, X509 *x509)
{
  const char *const *usages = ks_certificate_get_extended_key_usage (context->certificate);

  return context->is_leaf && context->settings->purpose == KS_PURPOSE_TLS_SERVER &&
         (usages == NULL || !g_strv_contains (usages, OID_SERVER_AUTH) ||
          g_strv_contains (usages, OID_ANY_PURPOSE) || is_critical (x509, NID_ext_key_usage));
}

/* 7.1.2.7.12 */
static gboolean
leaf_lacks_alt_names (const KsCertificateContext *context, X509 *x509)
{
  return context->is_leaf && X509_get_ext_by_NID (x509, NID_subject_alt_name, -1) < 0;
}

static gboolean
leaf_alt_names_are_critical (const KsCertificateContext *context, X509 *x509)
{
  return context->is_leaf && is_critical (x509, NID_subject_alt_name) &&
         X509_NAME_entry_count (X509_get_subject_name (x509)) > 0;
}

/* Whether a text is meant as an address, even if it is a badly written one. */
static gboolean
looks_like_address (const char *text)
{
  return strchr (text, ':') != NULL || strspn (text, "0123456789.") == strlen (text);
}

/* 7.1.4.3: a copy of one of the names, character for character, addresses in their usual form. A certificate that has patterns or
 * names of another kind only has nothing that the common name could be a copy of. */
static gboolean
is_stray (KsCertificate *certificate, const char *common_name)
{
  KsGeneralNameType kind = looks_like_address (common_name) ? KS_GENERAL_NAME_IP : KS_GENERAL_NAME_DNS;
  guint n = ks_certificate_get_n_alt_names (certificate);
  gboolean has_kind = FALSE;

  for (guint i = 0; i < n; i++) {
    const KsGeneralName *name = ks_certificate_get_alt_name (certificate, i);

    if (g_str_equal (name->text, common_name))
      return FALSE;
    has_kind |= name->type == kind && strchr (name->text, '*') == NULL;
  }
  return has_kind;
}

static gboolean
leaf_common_name_differs (const KsCertificateContext *context, X509 *x509)
{
  KsName *subject = ks_certificate_get_subject (context->certificate);
  guint n = ks_name_get_n_attributes (subject);

  for (guint i = 0; context->is_leaf && i < n; i++) {
    const KsNameAttribute *attribute = ks_name_get_attribute (subject, i);

    if (g_str_equal (attribute->oid, OID_COMMON_NAME) && is_stray (context->certificate, attribute->value))
      return TRUE;
  }
  return FALSE;
}

/* 3.2.2.6: nobody controls all names below a public suffix. */
static gboolean
leaf_has_suffix_wildcard (const KsCertificateContext *context, X509 *x509)
{
  guint n = context->is_leaf ? ks_certificate_get_n_alt_names (context->certificate) : 0;
  const psl_ctx_t *suffixes = psl_builtin ();

  for (guint i = 0; i < n; i++) {
    const KsGeneralName *name = ks_certificate_get_alt_name (context->certificate, i);
    g_autofree char *lower = NULL;

    if (name->type != KS_GENERAL_NAME_DNS || !g_str_has_prefix (name->text, "*."))
      continue;
    lower = g_ascii_strdown (name->text + 2, -1);
    if (suffixes != NULL ? psl_is_public_suffix (suffixes, lower) : strchr (lower, '.') == NULL)
      return TRUE;
  }
  return FALSE;
}

/* 7.1.2.7.7 */
static gboolean
access_is_malformed (const KsCertificateContext *context, X509 *x509)
{
  AUTHORITY_INFO_ACCESS *access = NULL;
  int critical = -1;
  gboolean malformed = FALSE;

  access = X509_get_ext_d2i (x509, NID_info_access, &critical, NULL);
  ks_clear_openssl_errors ();
  if (access == NULL)
    return critical != -1;
  malformed = sk_ACCESS_DESCRIPTION_num (access) == 0;
  AUTHORITY_INFO_ACCESS_free (access);
  return malformed;
}

static const struct {
  Rule is_broken;
  const char *problem;
} rules[] = {
  { is_old_version, N_ ("“%s” is not a version 3 certificate.") },
  { has_other_key, N_ ("“%s” has a kind of key that public authorities may not certify.") },
  { root_names_other_key, N_ ("“%s” is a root that names another key than its own.") },
  { root_has_purposes, N_ ("“%s” is a root with an extended key usage.") },
  { leaf_is_ca, N_ ("“%s” is a CA, and used as a server’s own certificate.") },
  { leaf_purposes_differ, N_ ("“%s” is not marked for TLS servers, and for them alone.") },
  { leaf_lacks_alt_names, N_ ("“%s” has no alternative names.") },
  { leaf_alt_names_are_critical, N_ ("The alternative names of “%s” are marked as critical.") },
  { leaf_common_name_differs, N_ ("The common name of “%s” is not one of its alternative names.") },
  { leaf_has_suffix_wildcard, N_ ("“%s” has a wildcard directly below a public suffix.") },
  { access_is_malformed, N_ ("The authority information access of “%s” is malformed.") },
};

/**
 * ks_check_public_tls:
 * @context: a certificate of a path
 *
 * What browsers demand of certificates from public authorities: the first rule that is broken. A private authority is free to differ.
 *
 * Returns: (transfer full): a result
 */
KsResult *
ks_check_public_tls (const KsCertificateContext *context)
{
  X509 *x509 = ks_certificate_get_x509 (context->certificate);

  if (context->settings->purpose != KS_PURPOSE_TLS_SERVER)
    return ks_result_new ("cert-public-tls", KS_STATE_NOT_APPLICABLE, NULL, NULL,
                          g_strdup (_ ("This is not the path of a TLS server.")));
  for (gsize i = 0; x509 != NULL && i < G_N_ELEMENTS (rules); i++)
    if (rules[i].is_broken (context, x509))
      return ks_result_new ("cert-public-tls", KS_STATE_INFO, NULL, NULL,
                            ks_check_fill (g_dgettext (GETTEXT_PACKAGE, rules[i].problem),
                                           context->certificate));
  return ks_result_new ("cert-public-tls", KS_STATE_PASS, NULL, NULL,
                        g_strdup (_ ("Nothing that browsers would object to.")));
}
