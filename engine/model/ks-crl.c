/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-crl.h"

#include <glib/gi18n-lib.h>
#include <openssl/x509v3.h>

#include "ks-der.h"
#include "ks-error.h"
#include "ks-extension.h"
#include "ks-init.h"
#include "ks-signature-algorithm.h"
#include "ks-time.h"

#define MAX_OID_TEXT 128

struct _KsCrl {
  GObject parent_instance;

  GBytes *der;
  X509_CRL *list;
  KsName *issuer;
  char *signature;
  GPtrArray *extensions; /* of KsExtension */
};

G_DEFINE_FINAL_TYPE (KsCrl, ks_crl, G_TYPE_OBJECT)

static void
ks_crl_finalize (GObject *object)
{
  KsCrl *self = KS_CRL (object);

  g_clear_pointer (&self->der, g_bytes_unref);
  g_clear_pointer (&self->list, X509_CRL_free);
  g_clear_pointer (&self->issuer, ks_name_unref);
  g_clear_pointer (&self->signature, g_free);
  g_clear_pointer (&self->extensions, g_ptr_array_unref);

  G_OBJECT_CLASS (ks_crl_parent_class)->finalize (object);
}

static void
ks_crl_class_init (KsCrlClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ks_crl_finalize;
}

static void
ks_crl_init (KsCrl *self)
{
  self->extensions = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_extension_free);
}

static GBytes *
take_der (guint8 *data, int size)
{
  GBytes *bytes = g_bytes_new (data, size > 0 ? size : 0);

  OPENSSL_free (data);
  return bytes;
}

static void
read_extensions (KsCrl *self)
{
  for (int i = 0; i < X509_CRL_get_ext_count (self->list); i++) {
    X509_EXTENSION *extension = X509_CRL_get_ext (self->list, i);
    const ASN1_OCTET_STRING *data = X509_EXTENSION_get_data (extension);
    g_autoptr (GBytes) value = g_bytes_new (ASN1_STRING_get0_data (data), ASN1_STRING_length (data));
    char oid[MAX_OID_TEXT];

    OBJ_obj2txt (oid, sizeof oid, X509_EXTENSION_get_object (extension), TRUE);
    g_ptr_array_add (self->extensions,
                     ks_extension_new (oid, X509_EXTENSION_get_critical (extension), value));
  }
}

static gboolean
read_issuer (KsCrl *self, GError **error)
{
  guint8 *data = NULL;
  int size = i2d_X509_NAME (X509_CRL_get_issuer (self->list), &data);
  g_autoptr (GBytes) der = take_der (data, size);

  self->issuer = ks_name_new (der, error);
  return self->issuer != NULL;
}

static void
read_signature (KsCrl *self)
{
  const X509_ALGOR *algorithm = NULL;
  guint8 *data = NULL;
  g_autoptr (GBytes) der = NULL;
  g_autoptr (KsSignatureAlgorithm) signature = NULL;
  KsDer element;
  int size;

  X509_CRL_get0_signature (self->list, NULL, &algorithm);
  size = i2d_X509_ALGOR (algorithm, &data);
  der = take_der (data, size);
  if (ks_der_parse (g_bytes_get_data (der, NULL), g_bytes_get_size (der), &element)) {
    signature = ks_signature_algorithm_new (&element);
    self->signature = g_strdup (signature->text);
  }
}

static gint64
read_time (const ASN1_TIME *time)
{
  if (time == NULL)
    return KS_TIME_INVALID;
  return ks_time_from_der (ASN1_STRING_type (time), ASN1_STRING_get0_data (time), ASN1_STRING_length (time));
}

/* RFC 5280 section 5.3.1 */
static const char *
reason_text (int code)
{
  switch (code) {
  case CRL_REASON_UNSPECIFIED:
    return _ ("Unspecified");
  case CRL_REASON_KEY_COMPROMISE:
    return _ ("Key compromised");
  case CRL_REASON_CA_COMPROMISE:
    return _ ("CA compromised");
  case CRL_REASON_AFFILIATION_CHANGED:
    return _ ("Affiliation changed");
  case CRL_REASON_SUPERSEDED:
    return _ ("Superseded");
  case CRL_REASON_CESSATION_OF_OPERATION:
    return _ ("No longer in use");
  case CRL_REASON_CERTIFICATE_HOLD:
    return _ ("On hold");
  case CRL_REASON_REMOVE_FROM_CRL:
    return _ ("No longer on hold");
  case CRL_REASON_PRIVILEGE_WITHDRAWN:
    return _ ("Privilege withdrawn");
  case CRL_REASON_AA_COMPROMISE:
    return _ ("Attribute authority compromised");
  default:
    return NULL;
  }
}

static char *
dup_serial (const ASN1_INTEGER *serial)
{
  const guint8 *data = ASN1_STRING_get0_data (serial);
  GString *hex = g_string_new (NULL);

  for (int i = 0; i < ASN1_STRING_length (serial); i++)
    g_string_append_printf (hex, "%02x", data[i]);
  return g_string_free_and_steal (hex);
}

/**
 * ks_crl_new:
 * @der: a CertificateList, RFC 5280 section 5.1
 * @error: return location
 *
 * Returns: (transfer full): the list; %NULL with %KS_ERROR_MALFORMED
 */
KsCrl *
ks_crl_new (GBytes *der, GError **error)
{
  g_autoptr (KsCrl) self = g_object_new (KS_TYPE_CRL, NULL);
  gsize size;
  const guint8 *data = g_bytes_get_data (der, &size);

  self->der = g_bytes_ref (der);
  self->list = X509_CRL_new_ex (ks_libctx (), NULL);
  if (size > G_MAXINT || d2i_X509_CRL (&self->list, &data, (long) size) == NULL) {
    /* d2i frees what it was given when it fails. */
    if (size <= G_MAXINT)
      self->list = NULL;
    ks_clear_openssl_errors ();
    g_set_error_literal (error, KS_ERROR, KS_ERROR_MALFORMED, _ ("The revocation list is damaged."));
    return NULL;
  }
  if (!read_issuer (self, error))
    return NULL;
  read_signature (self);
  read_extensions (self);
  return g_steal_pointer (&self);
}

/**
 * ks_crl_get_der:
 * @self: a list
 *
 * Returns: (transfer none): its bytes
 */
GBytes *
ks_crl_get_der (KsCrl *self)
{
  return self->der;
}

/**
 * ks_crl_get_issuer:
 * @self: a list
 *
 * Returns: (transfer none): who issued it
 */
KsName *
ks_crl_get_issuer (KsCrl *self)
{
  return self->issuer;
}

/**
 * ks_crl_get_this_update:
 * @self: a list
 *
 * Returns: when it was issued, in seconds since 1970
 */
gint64
ks_crl_get_this_update (KsCrl *self)
{
  return read_time (X509_CRL_get0_lastUpdate (self->list));
}

/**
 * ks_crl_get_next_update:
 * @self: a list
 *
 * Returns: until when the next one comes, in seconds since 1970; %KS_TIME_INVALID where it does not say
 */
gint64
ks_crl_get_next_update (KsCrl *self)
{
  return read_time (X509_CRL_get0_nextUpdate (self->list));
}

/**
 * ks_crl_get_signature_text:
 * @self: a list
 *
 * Returns: (transfer none): for example "SHA-256 with RSA"
 */
const char *
ks_crl_get_signature_text (KsCrl *self)
{
  return self->signature != NULL ? self->signature : "";
}

/**
 * ks_crl_get_extensions:
 * @self: a list
 *
 * Returns: (transfer none) (element-type KsExtension): its extensions
 */
GPtrArray *
ks_crl_get_extensions (KsCrl *self)
{
  return self->extensions;
}

/**
 * ks_crl_get_n_revoked:
 * @self: a list
 *
 * Returns: how many certificates it takes back
 */
guint
ks_crl_get_n_revoked (KsCrl *self)
{
  int n = sk_X509_REVOKED_num (X509_CRL_get_REVOKED (self->list));

  return n > 0 ? (guint) n : 0;
}

/**
 * ks_crl_dup_revoked:
 * @self: a list
 * @index: from 0
 *
 * Returns: (transfer full): one that was taken back
 */
KsRevoked *
ks_crl_dup_revoked (KsCrl *self, guint index)
{
  X509_REVOKED *entry;
  KsRevoked *revoked;
  ASN1_ENUMERATED *reason;

  g_return_val_if_fail (index < ks_crl_get_n_revoked (self), NULL);

  entry = sk_X509_REVOKED_value (X509_CRL_get_REVOKED (self->list), (int) index);
  reason = X509_REVOKED_get_ext_d2i (entry, NID_crl_reason, NULL, NULL);
  revoked = g_new0 (KsRevoked, 1);
  revoked->serial = dup_serial (X509_REVOKED_get0_serialNumber (entry));
  revoked->date = read_time (X509_REVOKED_get0_revocationDate (entry));
  revoked->reason = reason != NULL ? reason_text ((int) ASN1_ENUMERATED_get (reason)) : NULL;
  ASN1_ENUMERATED_free (reason);
  ks_clear_openssl_errors ();
  return revoked;
}

/**
 * ks_revoked_free:
 * @revoked: (transfer full): one that was taken back
 */
void
ks_revoked_free (KsRevoked *revoked)
{
  g_free (revoked->serial);
  g_free (revoked);
}
