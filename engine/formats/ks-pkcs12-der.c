/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <openssl/asn1.h>
#include <openssl/objects.h>

#include "ks-pkcs12-private.h"

static void
put_header (KsWriter *writer, guint8 tag, gsize size)
{
  guint8 length[sizeof (gsize)];
  guint n = 0;

  ks_writer_write_u8 (writer, tag);
  if (size < 0x80) {
    ks_writer_write_u8 (writer, (guint8) size);
    return;
  }

  for (gsize rest = size; rest > 0; rest >>= 8)
    length[n++] = (guint8) rest;
  ks_writer_write_u8 (writer, (guint8) (0x80 | n));
  while (n > 0)
    ks_writer_write_u8 (writer, length[--n]);
}

/**
 * ks_pkcs12_put:
 * @writer: where to
 * @tag: the identifier octet
 * @content: (array length=size): the content octets
 * @size: how many
 *
 * Writes one DER element (X.690 section 8.1).
 */
void
ks_pkcs12_put (KsWriter *writer, guint8 tag, const void *content, gsize size)
{
  put_header (writer, tag, size);
  ks_writer_write (writer, content, size);
}

/**
 * ks_pkcs12_put_nested:
 * @writer: where to
 * @tag: the identifier octet
 * @inner: (transfer full): what the element contains
 *
 * Writes one DER element around others.
 */
void
ks_pkcs12_put_nested (KsWriter *writer, guint8 tag, KsWriter *inner)
{
  ks_pkcs12_put (writer, tag, ks_writer_peek (inner), ks_writer_get_size (inner));
  ks_writer_free (inner);
}

/**
 * ks_pkcs12_put_oid:
 * @writer: where to
 * @dotted: an object identifier that this program knows
 *
 * Writes an OBJECT IDENTIFIER.
 */
void
ks_pkcs12_put_oid (KsWriter *writer, const char *dotted)
{
  ASN1_OBJECT *object = OBJ_txt2obj (dotted, 1);

  g_assert (object != NULL);
  ks_pkcs12_put (writer, KS_DER_OID, OBJ_get0_data (object), OBJ_length (object));
  ASN1_OBJECT_free (object);
}

/**
 * ks_pkcs12_put_integer:
 * @writer: where to
 * @value: a number
 *
 * Writes a non-negative INTEGER.
 */
void
ks_pkcs12_put_integer (KsWriter *writer, guint value)
{
  guint8 bytes[5] = { 0, (guint8) (value >> 24), (guint8) (value >> 16), (guint8) (value >> 8),
                      (guint8) value };
  guint skip = 0;

  while (skip < 4 && bytes[skip] == 0 && (bytes[skip + 1] & 0x80) == 0)
    skip++;
  ks_pkcs12_put (writer, KS_DER_INTEGER, bytes + skip, sizeof bytes - skip);
}
