/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the certificate says it is for, and what it is told from that. */

#include "ks-certificate.h"

#include <string.h>
#include "ks-certificate-private.h"
#include "ks-general-name-check.h"
#include "ks-lazy.h"

static void
drop_usage (gpointer usage)
{
  ks_certificate_usage_free (usage);
}

static KsCertificateUsage *
get_usage (KsCertificate *self)
{
  KsCertificateUsage *usage = ks_lazy_get (&self->usage);

  if (usage != NULL)
    return usage;

  return ks_lazy_publish (&self->usage, ks_certificate_usage_new (ks_certificate_get_outline (self)),
                          drop_usage);
}

/**
 * ks_certificate_get_subject_key_id:
 * @self: a certificate
 *
 * Returns: (transfer none) (nullable): RFC 5280 section 4.2.1.2
 */
GBytes *
ks_certificate_get_subject_key_id (KsCertificate *self)
{
  g_return_val_if_fail (KS_IS_CERTIFICATE (self), NULL);

  return get_usage (self)->subject_key_id;
}

/**
 * ks_certificate_get_authority_key_id:
 * @self: a certificate
 *
 * Returns: (transfer none) (nullable): the keyIdentifier of RFC 5280 section 4.2.1.1
 */
GBytes *
ks_certificate_get_authority_key_id (KsCertificate *self)
{
  g_return_val_if_fail (KS_IS_CERTIFICATE (self), NULL);

  return get_usage (self)->authority_key_id;
}

/**
 * ks_certificate_get_ca_issuers_url:
 * @self: a certificate
 *
 * Returns: (transfer none) (nullable): the first http or https address of its issuer; RFC 5280 section 4.2.2.1
 */
const char *
ks_certificate_get_ca_issuers_url (KsCertificate *self)
{
  g_return_val_if_fail (KS_IS_CERTIFICATE (self), NULL);

  return get_usage (self)->ca_issuers_url;
}

/**
 * ks_certificate_is_ca:
 * @self: a certificate
 *
 * Returns: whether basicConstraints say so; RFC 5280 section 4.2.1.9
 */
gboolean
ks_certificate_is_ca (KsCertificate *self)
{
  g_return_val_if_fail (KS_IS_CERTIFICATE (self), FALSE);

  return get_usage (self)->is_ca;
}

/**
 * ks_certificate_get_path_length:
 * @self: a certificate
 *
 * Returns: how many CAs may stand below it, -1 for no limit
 */
int
ks_certificate_get_path_length (KsCertificate *self)
{
  g_return_val_if_fail (KS_IS_CERTIFICATE (self), -1);

  return get_usage (self)->path_length;
}

/**
 * ks_certificate_get_key_usage:
 * @self: a certificate
 * @usage: (out) (optional): the bits, 0 when malformed
 *
 * Returns: whether it has a keyUsage extension; without one everything is allowed
 */
gboolean
ks_certificate_get_key_usage (KsCertificate *self, KsKeyUsage *usage)
{
  g_return_val_if_fail (KS_IS_CERTIFICATE (self), FALSE);

  if (usage != NULL)
    *usage = get_usage (self)->key_usage;
  return get_usage (self)->has_key_usage;
}

/**
 * ks_certificate_get_extended_key_usage:
 * @self: a certificate
 *
 * Returns: (transfer none) (nullable): dotted OIDs; %NULL without the extension: everything is allowed
 */
const char *const *
ks_certificate_get_extended_key_usage (KsCertificate *self)
{
  g_return_val_if_fail (KS_IS_CERTIFICATE (self), NULL);

  return (const char *const *) get_usage (self)->purposes;
}

/**
 * ks_certificate_is_self_issued:
 * @self: a certificate
 *
 * Returns: whether it is readable and its subject is its issuer
 */
gboolean
ks_certificate_is_self_issued (KsCertificate *self)
{
  KsCertificateOutline *outline;

  g_return_val_if_fail (KS_IS_CERTIFICATE (self), FALSE);

  outline = ks_certificate_get_outline (self);
  return outline->readable && ks_name_equal (outline->subject, outline->issuer);
}

static gboolean
has_purpose (const char *const *purposes, const char *oid)
{
  return purposes != NULL && g_strv_contains (purposes, oid);
}

/* A name of a machine among the alternative names, or, in old certificates, as the common name. */
static gboolean
names_a_host (KsCertificate *self)
{
  guint n = ks_certificate_get_n_alt_names (self);
  const char *common_name;

  for (guint i = 0; i < n; i++) {
    const KsGeneralName *name = ks_certificate_get_alt_name (self, i);

    if (name->type == KS_GENERAL_NAME_DNS || name->type == KS_GENERAL_NAME_IP)
      return TRUE;
  }

  common_name = ks_name_get_common_name (ks_certificate_get_subject (self));
  return n == 0 && common_name != NULL && strchr (common_name, '.') != NULL &&
         ks_general_name_check_dns (common_name, FALSE) == NULL;
}

/* Self-issued, and its key identifiers do not say that another key signed it. The signature is not verified: lists ask. */
static gboolean
seems_self_signed (KsCertificate *self)
{
  GBytes *subject = ks_certificate_get_subject_key_id (self);
  GBytes *authority = ks_certificate_get_authority_key_id (self);

  return ks_certificate_is_self_issued (self) &&
         (subject == NULL || authority == NULL || g_bytes_equal (subject, authority));
}

static KsCertificateRole
tell_end_entity (KsCertificate *self)
{
  const char *const *purposes = ks_certificate_get_extended_key_usage (self);

  if (seems_self_signed (self))
    return KS_ROLE_SELF_SIGNED;
  if (has_purpose (purposes, "1.3.6.1.5.5.7.3.1"))
    return KS_ROLE_SERVER;
  if (has_purpose (purposes, "1.3.6.1.5.5.7.3.2"))
    return KS_ROLE_CLIENT;
  if ((purposes == NULL || has_purpose (purposes, "2.5.29.37.0")) && names_a_host (self))
    return KS_ROLE_SERVER;
  return KS_ROLE_PERSON;
}

/**
 * ks_certificate_get_role:
 * @self: a certificate
 *
 * Told from the certificate's own content; no signature is verified.
 *
 * Returns: what to call it
 */
KsCertificateRole
ks_certificate_get_role (KsCertificate *self)
{
  g_return_val_if_fail (KS_IS_CERTIFICATE (self), KS_ROLE_UNKNOWN);

  if (!ks_certificate_is_readable (self))
    return KS_ROLE_UNKNOWN;
  if (ks_certificate_is_ca (self))
    return seems_self_signed (self) ? KS_ROLE_ROOT_CA : KS_ROLE_INTERMEDIATE_CA;
  return tell_end_entity (self);
}
