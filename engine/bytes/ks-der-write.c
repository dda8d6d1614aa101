/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <openssl/asn1.h>
#include <openssl/objects.h>
#include <string.h>

#include "ks-der-write.h"
#include "ks-der.h"
#include "ks-init.h"

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
 * ks_der_put:
 * @writer: where to
 * @tag: the identifier octet
 * @content: (array length=size): the content octets
 * @size: how many
 *
 * Writes one DER element (X.690 section 8.1).
 */
void
ks_der_put (KsWriter *writer, guint8 tag, const void *content, gsize size)
{
  put_header (writer, tag, size);
  ks_writer_write (writer, content, size);
}

/**
 * ks_der_put_nested:
 * @writer: where to
 * @tag: the identifier octet
 * @inner: (transfer full): what the element contains
 *
 * Writes one DER element around others.
 */
void
ks_der_put_nested (KsWriter *writer, guint8 tag, KsWriter *inner)
{
  ks_der_put (writer, tag, ks_writer_peek (inner), ks_writer_get_size (inner));
  ks_writer_free (inner);
}

/* OpenSSL overlooks a dot at the end. */
static ASN1_OBJECT *
read_oid (const char *dotted)
{
  gsize size = strlen (dotted);
  ASN1_OBJECT *object = NULL;

  if (size > 0 && g_ascii_isdigit (*dotted) && g_ascii_isdigit (dotted[size - 1]) &&
      strstr (dotted, "..") == NULL && strspn (dotted, "0123456789.") == size)
    object = OBJ_txt2obj (dotted, 1);
  ks_clear_openssl_errors ();

  return object;
}

/**
 * ks_der_is_oid:
 * @dotted: what a person may have typed
 *
 * Returns: whether it is an object identifier
 */
gboolean
ks_der_is_oid (const char *dotted)
{
  ASN1_OBJECT *object = read_oid (dotted);
  gboolean valid = object != NULL;

  ASN1_OBJECT_free (object);
  return valid;
}

/**
 * ks_der_put_oid:
 * @writer: where to
 * @dotted: an object identifier that a person may have typed
 *
 * Writes an OBJECT IDENTIFIER.
 *
 * Returns: %FALSE with nothing written when @dotted is none
 */
gboolean
ks_der_put_oid (KsWriter *writer, const char *dotted)
{
  ASN1_OBJECT *object = read_oid (dotted);

  if (object == NULL)
    return FALSE;

  ks_der_put (writer, KS_DER_OID, OBJ_get0_data (object), OBJ_length (object));
  ASN1_OBJECT_free (object);
  return TRUE;
}

/**
 * ks_der_put_integer:
 * @writer: where to
 * @value: a number
 *
 * Writes a non-negative INTEGER.
 */
void
ks_der_put_integer (KsWriter *writer, guint value)
{
  guint8 bytes[5] = { 0, (guint8) (value >> 24), (guint8) (value >> 16), (guint8) (value >> 8),
                      (guint8) value };
  guint skip = 0;

  while (skip < 4 && bytes[skip] == 0 && (bytes[skip + 1] & 0x80) == 0)
    skip++;
  ks_der_put (writer, KS_DER_INTEGER, bytes + skip, sizeof bytes - skip);
}
