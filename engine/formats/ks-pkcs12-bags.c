/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>

#include "ks-error.h"
#include "ks-pkcs12-private.h"

#define MAX_DEPTH 8
#define MAX_BAGS 200000

/**
 * ks_pkcs12_bag_free:
 * @self: a bag
 *
 * Frees it.
 */
void
ks_pkcs12_bag_free (KsPkcs12Bag *self)
{
  g_clear_pointer (&self->raw, g_bytes_unref);
  g_clear_pointer (&self->value, g_bytes_unref);
  g_clear_pointer (&self->plain, ks_secret_unref);
  g_clear_pointer (&self->attributes, g_bytes_unref);
  g_clear_object (&self->certificate);
  ks_pkcs12_attributes_clear (&self->named);
  g_free (self->alias);
  g_free (self);
}

static gboolean
malformed (GError **error, const char *what)
{
  g_set_error (error, KS_ERROR, KS_ERROR_MALFORMED,
               /* Translators: %s is the name of a field of the file, for example "SafeBag" */
               _ ("The field “%s” of this PKCS #12 file is malformed."), what);
  return FALSE;
}

static GBytes *
copy_element (const KsDer *element)
{
  return g_bytes_new (element->start, element->full_size);
}

/* CertBag: SEQUENCE { type, [0] { OCTET STRING } }. Other types than X.509 are kept as they are. */
static gboolean
read_certificate (KsPkcs12Bag *bag, const KsDer *value, GError **error)
{
  KsDerCursor cursor;
  KsDer type, wrapper, octets;
  g_autoptr (GBytes) der = NULL;

  ks_der_cursor_init (&cursor, value);
  if (value->tag != KS_DER_SEQUENCE || !ks_der_cursor_take (&cursor, KS_DER_OID, &type) ||
      !ks_der_cursor_take (&cursor, KS_DER_CONTEXT (0), &wrapper))
    return malformed (error, "CertBag");
  if (!ks_pkcs12_is_oid (&type, KS_OID_X509_CERTIFICATE))
    return TRUE;

  ks_der_cursor_init (&cursor, &wrapper);
  if (!ks_der_cursor_take (&cursor, KS_DER_OCTET_STRING, &octets) || octets.size == 0)
    return malformed (error, "certValue");

  der = g_bytes_new (octets.content, octets.size);
  bag->kind = KS_PKCS12_BAG_CERTIFICATE;
  bag->certificate = ks_certificate_new (der);

  return TRUE;
}

/* Java keeps a secret key as EncryptedPrivateKeyInfo in an OCTET STRING; what else there may be is not understood. */
static gboolean
read_secret (KsPkcs12Bag *bag, const KsDer *value, GError **error)
{
  KsDerCursor cursor;
  KsDer type, wrapper, octets;

  ks_der_cursor_init (&cursor, value);
  if (value->tag != KS_DER_SEQUENCE || !ks_der_cursor_take (&cursor, KS_DER_OID, &type) ||
      !ks_der_cursor_take (&cursor, KS_DER_CONTEXT (0), &wrapper))
    return malformed (error, "SecretBag");

  bag->kind = KS_PKCS12_BAG_SECRET;
  ks_der_cursor_init (&cursor, &wrapper);
  if (ks_pkcs12_is_oid (&type, KS_OID_SHROUDED_KEY_BAG) &&
      ks_der_cursor_take (&cursor, KS_DER_OCTET_STRING, &octets))
    bag->value = g_bytes_new (octets.content, octets.size);

  return TRUE;
}

static gboolean
read_value (KsPkcs12Bag *bag, const KsDer *type, const KsDer *value, GError **error)
{
  if (ks_pkcs12_is_oid (type, KS_OID_CERTIFICATE_BAG))
    return read_certificate (bag, value, error);
  if (ks_pkcs12_is_oid (type, KS_OID_SECRET_BAG))
    return read_secret (bag, value, error);

  if (ks_pkcs12_is_oid (type, KS_OID_SHROUDED_KEY_BAG)) {
    bag->kind = KS_PKCS12_BAG_KEY;
    bag->value = copy_element (value);
  } else if (ks_pkcs12_is_oid (type, KS_OID_KEY_BAG)) {
    bag->kind = KS_PKCS12_BAG_PLAIN_KEY;
    bag->plain = ks_secret_new (value->start, value->full_size);
  }
  bag->is_crl = ks_pkcs12_is_oid (type, KS_OID_CRL_BAG);

  return TRUE;
}

static gboolean parse_contents (const KsDer *contents,
                                gboolean is_encrypted,
                                guint depth,
                                GPtrArray *bags,
                                GError **error);

/* SafeBag: SEQUENCE { type, [0] { value }, attributes SET OPTIONAL } */
static gboolean
parse_bag (const KsDer *element, gboolean is_encrypted, guint depth, GPtrArray *bags, GError **error)
{
  KsDerCursor cursor, inner;
  KsDer type, wrapper, value, attributes;
  KsPkcs12Bag *bag;

  ks_der_cursor_init (&cursor, element);
  if (element->tag != KS_DER_SEQUENCE || !ks_der_cursor_take (&cursor, KS_DER_OID, &type) ||
      !ks_der_cursor_take (&cursor, KS_DER_CONTEXT (0), &wrapper))
    return malformed (error, "SafeBag");
  ks_der_cursor_init (&inner, &wrapper);
  if (!ks_der_cursor_next (&inner, &value))
    return malformed (error, "bagValue");

  if (ks_pkcs12_is_oid (&type, KS_OID_SAFE_CONTENTS_BAG))
    return parse_contents (&value, is_encrypted, depth + 1, bags, error);

  if (bags->len >= MAX_BAGS) {
    g_set_error (error, KS_ERROR, KS_ERROR_TOO_LARGE, _ ("This PKCS #12 file holds more than %d items."),
                 MAX_BAGS);
    return FALSE;
  }

  bag = g_new0 (KsPkcs12Bag, 1);
  bag->kind = KS_PKCS12_BAG_OTHER;
  bag->is_encrypted = is_encrypted;
  g_ptr_array_add (bags, bag);

  if (ks_der_cursor_take (&cursor, KS_DER_SET, &attributes)) {
    bag->attributes = copy_element (&attributes);
    ks_pkcs12_attributes_parse (&bag->named, bag->attributes);
  }
  if (!read_value (bag, &type, &value, error))
    return FALSE;
  if (bag->kind != KS_PKCS12_BAG_PLAIN_KEY)
    bag->raw = copy_element (element);

  return TRUE;
}

static gboolean
parse_contents (const KsDer *contents, gboolean is_encrypted, guint depth, GPtrArray *bags, GError **error)
{
  KsDerCursor cursor;
  KsDer element;

  if (depth > MAX_DEPTH) {
    g_set_error (error, KS_ERROR, KS_ERROR_TOO_LARGE,
                 _ ("The parts of this PKCS #12 file are nested more than %d deep."), MAX_DEPTH);
    return FALSE;
  }
  if (contents->tag != KS_DER_SEQUENCE)
    return malformed (error, "SafeContents");

  ks_der_cursor_init (&cursor, contents);
  while (cursor.left > 0) {
    if (!ks_der_cursor_next (&cursor, &element))
      return malformed (error, "SafeContents");
    if (!parse_bag (&element, is_encrypted, depth, bags, error))
      return FALSE;
  }

  return TRUE;
}

/**
 * ks_pkcs12_bags_parse:
 * @contents: one SafeContents, BER or DER
 * @is_encrypted: whether it was encrypted
 * @bags: (element-type KsPkcs12Bag): gets the bags
 * @error: KS_ERROR_MALFORMED, KS_ERROR_TOO_LARGE
 *
 * Takes a SafeContents apart (RFC 7292 section 4.2), nested ones included. On errors @bags may have got some.
 *
 * Returns: FALSE when it is malformed
 */
gboolean
ks_pkcs12_bags_parse (GBytes *contents, gboolean is_encrypted, GPtrArray *bags, GError **error)
{
  gsize left, size;
  g_autoptr (GBytes) der = ks_der_from_ber (contents, &left, error);
  const guint8 *data;
  KsDer element;

  if (der == NULL)
    return FALSE;
  data = g_bytes_get_data (der, &size);
  if (!ks_der_parse (data, size, &element))
    return malformed (error, "SafeContents");

  return parse_contents (&element, is_encrypted, 0, bags, error);
}
