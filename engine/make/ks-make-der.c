/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <openssl/asn1.h>
#include <openssl/objects.h>
#include <string.h>

#include "ks-der.h"
#include "ks-init.h"
#include "ks-make-private.h"

/**
 * ks_make_put:
 * @writer: where to
 * @tag: the identifier octet
 * @content: (array length=size): the content octets
 * @size: how many
 *
 * Writes one DER element (X.690 section 8.1).
 */
void
ks_make_put (KsWriter *writer, guint8 tag, const void *content, gsize size)
{
  guint8 length[sizeof (gsize)];
  guint n = 0;

  ks_writer_write_u8 (writer, tag);
  if (size < 0x80) {
    ks_writer_write_u8 (writer, (guint8) size);
  } else {
    for (gsize rest = size; rest > 0; rest >>= 8)
      length[n++] = (guint8) rest;
    ks_writer_write_u8 (writer, (guint8) (0x80 | n));
    while (n > 0)
      ks_writer_write_u8 (writer, length[--n]);
  }
  ks_writer_write (writer, content, size);
}

/**
 * ks_make_put_nested:
 * @writer: where to
 * @tag: the identifier octet
 * @inner: (transfer full): what the element contains
 *
 * Writes one DER element around others.
 */
void
ks_make_put_nested (KsWriter *writer, guint8 tag, KsWriter *inner)
{
  ks_make_put (writer, tag, ks_writer_peek (inner), ks_writer_get_size (inner));
  ks_writer_free (inner);
}

/* OpenSSL overlooks a dot at the end. */
static ASN1_OBJECT *
read_oid (const char *dotted)
{
  gsize size = strlen (dotted);

  if (!g_ascii_isdigit (*dotted) || !g_ascii_isdigit (dotted[size - 1]) || strstr (dotted, "..") != NULL ||
      strspn (dotted, "0123456789.") != size)
    return NULL;
  return OBJ_txt2obj (dotted, 1);
}

/**
 * ks_make_is_oid:
 * @dotted: what a person may have typed
 *
 * Returns: whether it is an object identifier
 */
gboolean
ks_make_is_oid (const char *dotted)
{
  ASN1_OBJECT *object = read_oid (dotted);
  gboolean valid = object != NULL;

  ASN1_OBJECT_free (object);
  ks_clear_openssl_errors ();
  return valid;
}

/**
 * ks_make_put_oid:
 * @writer: where to
 * @dotted: an object identifier that a person may have typed
 *
 * Writes an OBJECT IDENTIFIER.
 *
 * Returns: %FALSE with nothing written when @dotted is none
 */
gboolean
ks_make_put_oid (KsWriter *writer, const char *dotted)
{
  ASN1_OBJECT *object = read_oid (dotted);

  ks_clear_openssl_errors ();
  if (object == NULL)
    return FALSE;
  ks_make_put (writer, KS_DER_OID, OBJ_get0_data (object), OBJ_length (object));
  ASN1_OBJECT_free (object);
  return TRUE;
}
