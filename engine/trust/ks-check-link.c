/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-check-private.h"
#include "ks-time.h"

#include <glib/gi18n-lib.h>
#include <openssl/x509v3.h>

typedef KsResult *(*LinkCheck) (const KsLinkContext *);

static const char *
title (KsCertificate *certificate)
{
  return ks_certificate_get_title (certificate);
}

/* RFC 5280 section 6.1.3 (a)(4) */
static KsResult *
check_name_chaining (const KsLinkContext *context)
{
  KsName *issuer = ks_certificate_get_issuer (context->child);
  KsName *subject = ks_certificate_get_subject (context->issuer);
  /* Translators: %s is a distinguished name such as CN=Example CA,O=Example */
  g_autofree char *ours = KS_SAY (context->settings, _ ("Issuer: %s"), ks_name_get_text (issuer));
  g_autofree char *theirs = KS_SAY (context->settings, _ ("Subject: %s"), ks_name_get_text (subject));

  if (ks_name_equal (issuer, subject))
    return ks_result_new ("name-chaining", KS_STATE_PASS, ours, theirs,
                          KS_SAY (context->settings, _ ("“%s” names “%s” as its issuer."),
                                  title (context->child), title (context->issuer)));
  return ks_result_new ("name-chaining", KS_STATE_FAIL, ours, theirs,
                        KS_SAY (context->settings, _ ("“%s” names another issuer than “%s”."),
                                title (context->child), title (context->issuer)));
}

/* The issuer and serial number form of RFC 5280 section 4.2.1.1: both have to fit where they stand. */
static gboolean
issuer_and_serial_fit (KsCertificate *child, KsCertificate *issuer)
{
  X509 *below = ks_certificate_get_x509 (child);
  X509 *above = ks_certificate_get_x509 (issuer);
  const GENERAL_NAMES *names = below != NULL ? X509_get0_authority_issuer (below) : NULL;
  const ASN1_INTEGER *serial = below != NULL ? X509_get0_authority_serial (below) : NULL;

  if (above == NULL)
    return TRUE;
  if (serial != NULL && ASN1_INTEGER_cmp (serial, X509_get0_serialNumber (above)) != 0)
    return FALSE;
  for (int i = 0; names != NULL && i < sk_GENERAL_NAME_num (names); i++) {
    const GENERAL_NAME *name = sk_GENERAL_NAME_value (names, i);

    if (name->type == GEN_DIRNAME)
      return X509_NAME_cmp (name->d.directoryName, X509_get_issuer_name (above)) == 0;
  }
  return TRUE;
}

/* RFC 4158 section 3.5: a hint for finding the issuer. RFC 5280 section 6.1 does not look at it, OpenSSL does. */
static KsResult *
check_key_identifiers (const KsLinkContext *context)
{
  GBytes *wanted = ks_certificate_get_authority_key_id (context->child);
  GBytes *given = ks_certificate_get_subject_key_id (context->issuer);
  g_autofree char *ours = KS_WORDS (context->settings, ks_hex_format (wanted));
  g_autofree char *theirs = KS_WORDS (context->settings, ks_hex_format (given));

  if ((wanted != NULL && given != NULL && !g_bytes_equal (wanted, given)) ||
      !issuer_and_serial_fit (context->child, context->issuer))
    return ks_result_new ("key-identifiers", KS_STATE_WARNING, ours, theirs,
                          KS_SAY (context->settings,
                                  _ ("“%s” asks for another key of its issuer than “%s” has."),
                                  title (context->child), title (context->issuer)));
  if (wanted == NULL || given == NULL)
    return ks_result_new ("key-identifiers", KS_STATE_NOT_APPLICABLE, ours, theirs,
                          KS_SAY (context->settings,
                                  _ ("One of the two certificates has no key identifier.")));
  return ks_result_new ("key-identifiers", KS_STATE_PASS, ours, theirs,
                        KS_SAY (context->settings,
                                _ ("The certificate asks for the key that its issuer has.")));
}

/* RFC 5280 section 6.1.3 (a)(1) */
static KsResult *
check_signature (const KsLinkContext *context)
{
  const char *digest = ks_certificate_get_signature_digest (context->child);
  const char *algorithm = ks_certificate_get_key_algorithm (context->issuer);
  const char *key = ks_certificate_get_key_text (context->issuer);
  g_autofree char *ours = *digest != '\0' ? KS_SAY (context->settings, "%s, %s", algorithm, digest)
                                          : g_strdup (ks_certificate_get_signature_text (context->child));

  if (ks_signature_cache_verify (context->settings->signatures, context->child, context->issuer)) {
    /* Translators: %s is a kind of key: RSA 3072 */
    g_autofree char *theirs = KS_SAY (context->settings, _ ("Verified with its %s key"), key);

    return ks_result_new ("signature", KS_STATE_PASS, ours, theirs,
                          KS_SAY (context->settings, _ ("“%s” signed “%s”."), title (context->issuer),
                                  title (context->child)));
  } else {
    g_autofree char *theirs = KS_SAY (context->settings, _ ("Does not verify with its %s key"), key);

    return ks_result_new ("signature", KS_STATE_FAIL, ours, theirs,
                          KS_SAY (context->settings,
                                  _ ("The signature on “%s” does not verify with the key of “%s”."),
                                  title (context->child), title (context->issuer)));
  }
}

static gboolean
has_basic_constraints (KsCertificate *certificate)
{
  X509 *x509 = ks_certificate_get_x509 (certificate);

  return x509 != NULL && X509_get_ext_by_NID (x509, NID_basic_constraints, -1) >= 0;
}

/* Whoever made it an anchor decided that it may; RFC 5280 section 6.1.1 (d) looks at its name and key only. One that says itself
 * that it is no CA is believed (RFC 5937); one that says nothing is not. NULL: an ordinary case. */
static KsResult *
anchor_may_sign (const KsLinkContext *context)
{
  const KsCheckSettings *settings = context->settings;

  if (ks_check_is_exempt (settings, context->issuer, KS_ANCHOR_RULES_CONSTRAINTS))
    return ks_result_new ("may-sign", KS_STATE_PASS, NULL, _ ("Trusted as an anchor"),
                          KS_SAY (context->settings, _ ("“%s” is an anchor."), title (context->issuer)));
  if (has_basic_constraints (context->issuer) ||
      !ks_check_is_exempt (settings, context->issuer, KS_ANCHOR_RULES_CA))
    return NULL;
  if (ks_certificate_get_version (context->issuer) < 3)
    return ks_result_new ("may-sign", KS_STATE_PASS, NULL, _ ("Version 1, trusted as an anchor"),
                          KS_SAY (context->settings,
                                  _ ("“%s” is too old to say that it is a CA, but it is an anchor."),
                                  title (context->issuer)));
  return ks_result_new ("may-sign", KS_STATE_WARNING, NULL, _ ("CA: no, trusted as an anchor"),
                        KS_SAY (context->settings,
                                _ ("“%s” is an anchor without being marked as a CA. OpenSSL refuses it."),
                                title (context->issuer)));
}

/* RFC 5280 section 6.1.4 (k) and (n) */
static KsResult *
check_may_sign (const KsLinkContext *context)
{
  KsKeyUsage usage = 0;
  gboolean is_ca = ks_certificate_is_ca (context->issuer);
  gboolean signs =
    !ks_certificate_get_key_usage (context->issuer, &usage) || (usage & KS_KEY_USAGE_KEY_CERT_SIGN) != 0;
  KsResult *as_anchor = anchor_may_sign (context);

  if (as_anchor != NULL)
    return as_anchor;
  if (is_ca && signs)
    return ks_result_new ("may-sign", KS_STATE_PASS, NULL, _ ("CA: yes · signs certificates"),
                          KS_SAY (context->settings, _ ("“%s” may sign certificates."),
                                  title (context->issuer)));
  if (is_ca)
    return ks_result_new ("may-sign", KS_STATE_FAIL, NULL, _ ("CA: yes · does not sign certificates"),
                          KS_SAY (context->settings,
                                  _ ("“%s” is a CA, but its key usage leaves out signing certificates."),
                                  title (context->issuer)));
  return ks_result_new ("may-sign", KS_STATE_FAIL, NULL, _ ("CA: no"),
                        KS_SAY (context->settings,
                                _ ("“%s” may not sign certificates: it is not marked as a CA."),
                                title (context->issuer)));
}

/* RFC 5280 section 4.2.1.9: self-issued certificates and the leaf do not count. */
static KsResult *
check_path_length (const KsLinkContext *context)
{
  int limit = ks_certificate_get_path_length (context->issuer);
  guint below = 0;
  g_autofree char *ours = NULL;
  g_autofree char *theirs = NULL;

  for (guint i = context->first + 1; i <= context->index; i++)
    below += !ks_certificate_is_self_issued (ks_path_get_node (context->path, i)->certificate);
  ours =
    KS_SAY (context->settings, g_dngettext (GETTEXT_PACKAGE, "%u CA below", "%u CAs below", below), below);
  if (limit < 0 || ks_check_is_exempt (context->settings, context->issuer, KS_ANCHOR_RULES_CONSTRAINTS))
    return ks_result_new ("path-length", KS_STATE_PASS, ours, _ ("No limit"),
                          KS_SAY (context->settings, _ ("“%s” sets no limit."), title (context->issuer)));
  theirs = KS_SAY (context->settings, _ ("At most %d allowed"), limit);
  if (below <= (guint) limit)
    return ks_result_new ("path-length", KS_STATE_PASS, ours, theirs,
                          KS_SAY (context->settings, _ ("No more CAs stand below “%s” than it allows."),
                                  title (context->issuer)));
  return ks_result_new ("path-length", KS_STATE_FAIL, ours, theirs,
                        KS_SAY (context->settings, _ ("More CAs stand below “%s” than it allows."),
                                title (context->issuer)));
}

/* RFC 5280 section 6.1.3 (a)(2); both ends belong to the period. */
static KsResult *
check_validity (const KsLinkContext *context)
{
  gint64 time = context->settings->time;
  gboolean valid = time >= ks_certificate_get_not_before (context->child) &&
                   time <= ks_certificate_get_not_after (context->child);
  g_autofree char *ours = KS_WORDS (context->settings, ks_validity_format (context->child));
  g_autofree char *theirs = KS_WORDS (context->settings, ks_validity_format (context->issuer));

  return ks_result_new ("validity", valid ? KS_STATE_PASS : KS_STATE_FAIL, ours, theirs,
                        KS_SAY (context->settings,
                                valid ? _ ("“%s” is within its dates.") : _ ("“%s” is outside its dates."),
                                title (context->child)));
}

static char *
dup_responder_host (KsCertificate *certificate)
{
  X509 *x509 = ks_certificate_get_x509 (certificate);
  STACK_OF (OPENSSL_STRING) *urls = x509 != NULL ? X509_get1_ocsp (x509) : NULL;
  g_autoptr (GUri) uri = NULL;

  if (urls != NULL && sk_OPENSSL_STRING_num (urls) > 0)
    uri = g_uri_parse (sk_OPENSSL_STRING_value (urls, 0), G_URI_FLAGS_ENCODED, NULL);
  X509_email_free (urls);
  return uri != NULL ? g_strdup (g_uri_get_host (uri)) : NULL;
}

/* RFC 5280 section 6.1.3 (a)(3): nothing is asked without a click, and what was not asked is not green. */
static KsResult *
check_revocation (const KsLinkContext *context)
{
  g_autofree char *host = KS_WORDS (context->settings, dup_responder_host (context->child));
  g_autofree char *sentence =
    host != NULL && *host != '\0'
      ? KS_SAY (context->settings, _ ("Not asked. %s can be asked"), host)
      : KS_SAY (context->settings, _ ("Not asked. The certificate names nobody who could be asked"));

  return ks_result_new ("revocation", KS_STATE_NOT_CHECKED, sentence, NULL, g_strdup (sentence));
}

static const LinkCheck link_checks[] = {
  check_name_chaining, check_key_identifiers, check_signature,           check_may_sign,    check_path_length,
  check_validity,      ks_check_purpose,      ks_check_name_constraints, ks_check_strength, check_revocation,
};

/**
 * ks_check_link:
 * @settings: what the verdict depends on
 * @path: a path in the making
 * @first: the lowest node that is joined to @index without a gap
 * @index: the lower certificate of the link; the one above it is its issuer
 *
 * Runs every check of a link and adds the results to it.
 */
void
ks_check_link (const KsCheckSettings *settings, KsPath *path, guint first, guint index)
{
  KsLinkContext context = {
    .settings = settings,
    .path = path,
    .first = first,
    .index = index,
    .child = ks_path_get_node (path, index)->certificate,
    .issuer = ks_path_get_node (path, index + 1)->certificate,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (link_checks); i++)
    ks_path_link_add_result (ks_path_get_link (path, index), link_checks[i](&context));
}
