/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-certificate-spec.h"

#include "ks-make-private.h"
#include "ks-name-input.h"
#include "ks-time.h"

/* X.520: the longest common name, in characters. */
#define MAX_COMMON_NAME 64

/* RFC 5280 section 4.2: what is made anew for each certificate, in the order of the OIDs. */
static const char *const own_extensions[] = {
  "2.5.29.14", "2.5.29.15", "2.5.29.17", "2.5.29.19", "2.5.29.35", "2.5.29.37", NULL,
};

/* What an issuer says of itself or of one certificate: it means nothing in the next one. */
static const char *const issuers_extensions[] = {
  "2.5.29.16",               /* private key usage period */
  "2.5.29.18",               /* issuer alternative name */
  "2.5.29.31",               /* CRL distribution points */
  "2.5.29.32",               /* certificate policies */
  "2.5.29.33",               /* policy mappings */
  "2.5.29.36",               /* policy constraints */
  "2.5.29.46",               /* freshest CRL */
  "2.5.29.54",               /* inhibit any-policy */
  "1.3.6.1.5.5.7.1.1",       /* authority information access */
  "1.3.6.1.4.1.11129.2.4.2", /* signed certificate timestamps */
  "1.3.6.1.4.1.11129.2.4.3", /* precertificate */
  "1.3.6.1.4.1.311.20.2",    /* template of a Microsoft CA */
  "1.3.6.1.4.1.311.21.1",    /* version of a Microsoft CA */
  "1.3.6.1.4.1.311.21.2",    /* previous certificate of a Microsoft CA */
  "1.3.6.1.4.1.311.21.7",    /* template of a Microsoft CA */
  "1.3.6.1.4.1.311.21.10",   /* application policies of a Microsoft CA */
  NULL,
};

/**
 * ks_certificate_spec_new:
 *
 * Returns: (transfer full): nothing asked for yet
 */
KsCertificateSpec *
ks_certificate_spec_new (void)
{
  KsCertificateSpec *self = g_new0 (KsCertificateSpec, 1);

  self->subject = ks_name_new_from_text ("", NULL);
  self->names = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_general_name_free);
  self->purposes = g_new0 (char *, 1);
  self->path_length = -1;
  self->extensions = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_extension_free);
  return self;
}

static void
add_extension (KsCertificateSpec *self, const KsExtension *extension)
{
  g_ptr_array_add (self->extensions,
                   ks_extension_new (extension->oid, extension->critical, extension->value));
}

/**
 * ks_certificate_spec_copy:
 * @self: a specification
 *
 * Returns: (transfer full): the same once more, sharing nothing that can change
 */
KsCertificateSpec *
ks_certificate_spec_copy (const KsCertificateSpec *self)
{
  KsCertificateSpec *copy = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  copy = ks_certificate_spec_new ();
  ks_name_unref (copy->subject);
  copy->subject = ks_name_ref (self->subject);
  for (guint i = 0; i < self->names->len; i++)
    g_ptr_array_add (copy->names, ks_general_name_copy (g_ptr_array_index (self->names, i)));
  copy->key_usage = self->key_usage;
  g_strfreev (copy->purposes);
  copy->purposes = g_strdupv (self->purposes);
  copy->is_ca = self->is_ca;
  copy->path_length = self->path_length;
  copy->not_before = self->not_before;
  copy->not_after = self->not_after;
  copy->digest = g_strdup (self->digest);
  for (guint i = 0; i < self->extensions->len; i++)
    add_extension (copy, g_ptr_array_index (self->extensions, i));
  return copy;
}

/**
 * ks_certificate_spec_free:
 * @self: (transfer full): a specification
 *
 * Frees it.
 */
void
ks_certificate_spec_free (KsCertificateSpec *self)
{
  g_return_if_fail (self != NULL);

  ks_name_unref (self->subject);
  g_ptr_array_unref (self->names);
  g_strfreev (self->purposes);
  g_free (self->digest);
  g_ptr_array_unref (self->extensions);
  g_free (self);
}

/**
 * ks_certificate_spec_owns_extension:
 * @oid: of an extension
 *
 * Returns: whether it is made from the fields of a specification, so that it cannot be among its other extensions
 */
gboolean
ks_certificate_spec_owns_extension (const char *oid)
{
  return g_strv_contains (own_extensions, oid);
}

/**
 * ks_certificate_spec_new_from_certificate:
 * @certificate: an existing certificate
 *
 * What a new certificate with the same names and usage looks like.
 *
 * Returns: (transfer full): its specification, valid as long as @certificate and starting at 0
 */
KsCertificateSpec *
ks_certificate_spec_new_from_certificate (KsCertificate *certificate)
{
  KsCertificateSpec *self = NULL;
  GPtrArray *extensions = NULL;
  const char *const *purposes = NULL;

  g_return_val_if_fail (KS_IS_CERTIFICATE (certificate), NULL);

  self = ks_certificate_spec_new ();
  ks_name_unref (self->subject);
  self->subject = ks_name_ref (ks_certificate_get_subject (certificate));
  for (guint i = 0; i < ks_certificate_get_n_alt_names (certificate); i++)
    g_ptr_array_add (self->names, ks_general_name_copy (ks_certificate_get_alt_name (certificate, i)));
  ks_certificate_get_key_usage (certificate, &self->key_usage);
  purposes = ks_certificate_get_extended_key_usage (certificate);
  if (purposes != NULL) {
    g_strfreev (self->purposes);
    self->purposes = g_strdupv ((char **) purposes);
  }
  self->is_ca = ks_certificate_is_ca (certificate);
  self->path_length = ks_certificate_get_path_length (certificate);
  self->not_after = ks_certificate_get_not_after (certificate) - ks_certificate_get_not_before (certificate);

  extensions = ks_certificate_get_extensions (certificate);
  for (guint i = 0; i < extensions->len; i++) {
    const KsExtension *extension = g_ptr_array_index (extensions, i);

    if (!g_strv_contains (own_extensions, extension->oid) &&
        !g_strv_contains (issuers_extensions, extension->oid))
      add_extension (self, extension);
  }
  return self;
}

/**
 * ks_certificate_spec_use_template:
 * @self: a specification
 * @usage: what the certificate shall be for
 * @algorithm: (nullable): of its key; takes away what such keys cannot do
 *
 * Sets key usage, purposes, and what a CA has; the rest stays.
 */
void
ks_certificate_spec_use_template (KsCertificateSpec *self,
                                  const KsUsageTemplate *usage,
                                  const KsKeyAlgorithm *algorithm)
{
  g_return_if_fail (self != NULL && usage != NULL);

  self->key_usage =
    algorithm != NULL ? ks_key_family_filter_usage (algorithm->family, usage->key_usage) : usage->key_usage;
  g_strfreev (self->purposes);
  self->purposes = g_strdupv ((char **) usage->purposes);
  self->is_ca = usage->is_ca;
  self->path_length = usage->path_length;
}

/**
 * ks_certificate_spec_set_validity:
 * @self: a specification
 * @now: its first second, since 1970
 * @days: how many days of 86,400 s it is valid
 *
 * Both ends belong to the period (RFC 5280 section 4.1.2.5), so it ends a second before the next day would start.
 */
void
ks_certificate_spec_set_validity (KsCertificateSpec *self, gint64 now, guint days)
{
  g_return_if_fail (self != NULL);

  self->not_before = now;
  self->not_after = now + days * KS_DAY - 1;
}

/**
 * ks_certificate_spec_dup_suggested_common_name:
 * @self: a specification
 *
 * The common name is a copy of a name (CA/B Forum baseline requirements, section 7.1.4.3), never its source.
 *
 * Returns: (transfer full) (nullable): the first name that fits
 */
char *
ks_certificate_spec_dup_suggested_common_name (const KsCertificateSpec *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->names->len; i++) {
    const KsGeneralName *name = g_ptr_array_index (self->names, i);
    gboolean fits = name->type == KS_GENERAL_NAME_DNS || name->type == KS_GENERAL_NAME_IP ||
                    name->type == KS_GENERAL_NAME_EMAIL;

    if (fits && ks_general_name_is_usable (name) && g_utf8_strlen (name->text, -1) <= MAX_COMMON_NAME)
      return g_strdup (name->text);
  }

  return NULL;
}
