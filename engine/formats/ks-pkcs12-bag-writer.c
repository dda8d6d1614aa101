/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-pkcs12-private.h"

/**
 * ks_pkcs12_put_bag:
 * @writer: where to
 * @type: dotted OID of the bag's type
 * @value: (transfer full): the value's element
 * @attributes: (nullable): a SET element; an empty one is left out
 *
 * Writes one SafeBag (RFC 7292 section 4.2).
 */
void
ks_pkcs12_put_bag (KsWriter *writer, const char *type, KsWriter *value, GBytes *attributes)
{
  KsWriter *bag = ks_writer_new (ks_writer_get_size (value) + 256);

  ks_der_put_oid (bag, type);
  ks_der_put_nested (bag, KS_DER_CONTEXT (0), value);
  if (attributes != NULL && g_bytes_get_size (attributes) > 2)
    ks_writer_write_bytes (bag, attributes);
  ks_der_put_nested (writer, KS_DER_SEQUENCE, bag);
}

/* CertBag and SecretBag are alike: a type, and an OCTET STRING in [0]. */
static void
put_typed_bag (KsWriter *writer, const char *type, const char *inner_type, GBytes *octets, GBytes *attributes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (octets, &size);
  KsWriter *wrapper = ks_writer_new (size + 16), *inner = ks_writer_new (size + 64),
           *value = ks_writer_new (size + 64);

  ks_der_put (wrapper, KS_DER_OCTET_STRING, data, size);
  ks_der_put_oid (inner, inner_type);
  ks_der_put_nested (inner, KS_DER_CONTEXT (0), wrapper);
  ks_der_put_nested (value, KS_DER_SEQUENCE, inner);
  ks_pkcs12_put_bag (writer, type, value, attributes);
}

/**
 * ks_pkcs12_put_certificate_bag:
 * @writer: where to
 * @certificate: an X.509 certificate
 * @attributes: (nullable): a SET element
 *
 * Writes a certificate as a SafeBag.
 */
void
ks_pkcs12_put_certificate_bag (KsWriter *writer, KsCertificate *certificate, GBytes *attributes)
{
  put_typed_bag (writer, KS_OID_CERTIFICATE_BAG, KS_OID_X509_CERTIFICATE,
                 ks_certificate_get_der (certificate), attributes);
}

/**
 * ks_pkcs12_put_secret_bag:
 * @writer: where to
 * @encrypted: EncryptedPrivateKeyInfo of a secret key
 * @attributes: (nullable): a SET element
 *
 * Writes a secret key as a SafeBag, as Java does.
 */
void
ks_pkcs12_put_secret_bag (KsWriter *writer, GBytes *encrypted, GBytes *attributes)
{
  put_typed_bag (writer, KS_OID_SECRET_BAG, KS_OID_SHROUDED_KEY_BAG, encrypted, attributes);
}

/**
 * ks_pkcs12_put_changed_bag:
 * @writer: where to
 * @raw: a SafeBag whose value is not understood
 * @attributes: a SET element
 *
 * Writes a SafeBag again, with other attributes.
 */
void
ks_pkcs12_put_changed_bag (KsWriter *writer, GBytes *raw, GBytes *attributes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (raw, &size);
  KsWriter *bag = ks_writer_new (size + 64);
  KsDerCursor cursor;
  KsDer whole, element;

  if (ks_der_parse (data, size, &whole)) {
    ks_der_cursor_init (&cursor, &whole);
    for (guint i = 0; i < 2 && ks_der_cursor_next (&cursor, &element); i++)
      ks_writer_write (bag, element.start, element.full_size);
  }
  if (g_bytes_get_size (attributes) > 2)
    ks_writer_write_bytes (bag, attributes);
  ks_der_put_nested (writer, KS_DER_SEQUENCE, bag);
}
