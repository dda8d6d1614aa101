/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-check-private.h"

#include <glib/gi18n-lib.h>

#define OID_SERVER_AUTH "1.3.6.1.5.5.7.3.1"
#define OID_CLIENT_AUTH "1.3.6.1.5.5.7.3.2"
#define OID_ANY "2.5.29.37.0"

/**
 * ks_purpose_get_oid:
 * @purpose: a purpose
 *
 * Returns: (transfer none) (nullable): the extended key usage that it needs
 */
const char *
ks_purpose_get_oid (KsPurpose purpose)
{
  switch (purpose) {
  case KS_PURPOSE_TLS_SERVER:
    return OID_SERVER_AUTH;
  case KS_PURPOSE_TLS_CLIENT:
    return OID_CLIENT_AUTH;
  case KS_PURPOSE_ANY:
  case KS_PURPOSE_AUTO:
  default:
    return NULL;
  }
}

/**
 * ks_certificate_has_host_names:
 * @certificate: a certificate
 *
 * Returns: whether there is a DNS name or an address among its alternative names
 */
gboolean
ks_certificate_has_host_names (KsCertificate *certificate)
{
  guint n = ks_certificate_get_n_alt_names (certificate);

  for (guint i = 0; i < n; i++) {
    KsGeneralNameType type = ks_certificate_get_alt_name (certificate, i)->type;

    if (type == KS_GENERAL_NAME_DNS || type == KS_GENERAL_NAME_IP)
      return TRUE;
  }
  return FALSE;
}

/**
 * ks_purpose_resolve:
 * @purpose: a purpose, perhaps %KS_PURPOSE_AUTO
 * @leaf: the certificate it is about
 *
 * What a certificate is for, told from itself: its extended key usage, else whether it has host names.
 *
 * Returns: a purpose that is not %KS_PURPOSE_AUTO
 */
KsPurpose
ks_purpose_resolve (KsPurpose purpose, KsCertificate *leaf)
{
  const char *const *usages = NULL;

  if (purpose != KS_PURPOSE_AUTO)
    return purpose;
  usages = ks_certificate_get_extended_key_usage (leaf);
  if (usages == NULL)
    return ks_certificate_has_host_names (leaf) && !ks_certificate_is_ca (leaf) ? KS_PURPOSE_TLS_SERVER
                                                                                : KS_PURPOSE_ANY;
  if (g_strv_contains (usages, OID_SERVER_AUTH))
    return KS_PURPOSE_TLS_SERVER;
  if (g_strv_contains (usages, OID_CLIENT_AUTH))
    return KS_PURPOSE_TLS_CLIENT;
  return KS_PURPOSE_ANY;
}

static gboolean
allows (KsCertificate *certificate, const char *oid)
{
  const char *const *usages = ks_certificate_get_extended_key_usage (certificate);

  return oid == NULL || usages == NULL || g_strv_contains (usages, oid) || g_strv_contains (usages, OID_ANY);
}

/* What a handshake does with the key; one of these is enough, RFC 8446 section 4.4.2.2 and RFC 5246 section 7.4.2. */
static gboolean
has_key_usage (KsPurpose purpose, KsCertificate *certificate)
{
  KsKeyUsage wanted = KS_KEY_USAGE_DIGITAL_SIGNATURE | KS_KEY_USAGE_KEY_AGREEMENT;
  KsKeyUsage usage = 0;

  if (purpose == KS_PURPOSE_TLS_SERVER)
    wanted |= KS_KEY_USAGE_KEY_ENCIPHERMENT;
  else if (purpose != KS_PURPOSE_TLS_CLIENT)
    return TRUE;
  return !ks_certificate_get_key_usage (certificate, &usage) || (usage & wanted) != 0;
}

/**
 * ks_purpose_is_allowed:
 * @purpose: a purpose
 * @certificate: the certificate that somebody shows for it, no issuer
 *
 * Returns: whether extended key usage and key usage of @certificate allow it
 */
gboolean
ks_purpose_is_allowed (KsPurpose purpose, KsCertificate *certificate)
{
  return allows (certificate, ks_purpose_get_oid (purpose)) && has_key_usage (purpose, certificate);
}

static char *
describe (KsCertificate *certificate)
{
  const char *const *usages = ks_certificate_get_extended_key_usage (certificate);
  g_autoptr (GString) text = g_string_new (NULL);

  if (usages == NULL)
    return g_strdup (_ ("Any purpose"));
  for (guint i = 0; usages[i] != NULL; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", ks_purpose_get_name (usages[i]));
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/**
 * ks_check_purpose:
 * @context: a link
 *
 * RFC 5280 section 4.2.1.12 for the leaf; that an issuer's extended key usage limits what it issues is not in RFC 5280, but
 * OpenSSL, Windows, NSS and Go hold to it.
 *
 * Returns: (transfer full): a result
 */
KsResult *
ks_check_purpose (const KsLinkContext *context)
{
  const char *oid = ks_purpose_get_oid (context->settings->purpose);
  gboolean at_leaf = context->index == 0;
  g_autofree char *ours = KS_WORDS (context->settings, describe (context->child));
  g_autofree char *theirs = KS_WORDS (context->settings, describe (context->issuer));
  KsCertificate *guilty = NULL;

  if (at_leaf && !allows (context->child, oid))
    guilty = context->child;
  else if (!allows (context->issuer, oid) &&
           !ks_check_is_exempt (context->settings, context->issuer, KS_ANCHOR_RULES_CONSTRAINTS))
    guilty = context->issuer;
  if (guilty == NULL)
    return ks_result_new ("purpose", KS_STATE_PASS, ours, theirs,
                          KS_SAY (context->settings,
                                  _ ("Both certificates allow what this one is used for.")));
  return ks_result_new ("purpose", KS_STATE_FAIL, ours, theirs,
                        /* Translators: a certificate, then a purpose such as “TLS server” */
                        KS_SAY (context->settings, _ ("“%s” does not allow the purpose “%s”."),
                                ks_certificate_get_title (guilty), ks_purpose_get_name (oid)));
}
