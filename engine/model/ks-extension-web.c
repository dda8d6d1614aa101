/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include "ks-extension-private.h"
#include "ks-reader.h"
#include "ks-time.h"

#define LOG_ID_SIZE 32
#define VERSION_1 0

/* SerializedSCT of version 1: version, log, milliseconds, extensions, signature; RFC 6962 section 3.2. */
static gboolean
add_timestamp (KsExtension *self, GBytes *sct)
{
  KsReader reader;
  guint8 version;
  guint64 milliseconds;
  char *time;
  gsize size;
  const guint8 *id;
  g_autoptr (GBytes) log = NULL;

  ks_reader_init (&reader, sct);
  if (!ks_reader_read_u8 (&reader, "version", &version, NULL))
    return FALSE;
  if (version != VERSION_1) {
    ks_extension_take (self, _ ("Timestamp"), g_strdup_printf (_ ("Version %u"), version + 1u));
    return TRUE;
  }

  log = ks_reader_read_bytes (&reader, "log", LOG_ID_SIZE, NULL);
  if (log == NULL || !ks_reader_read_u64 (&reader, "time", &milliseconds, NULL) || milliseconds > G_MAXINT64)
    return FALSE;

  time = ks_time_to_rfc3339 ((gint64) (milliseconds / 1000));
  if (time == NULL)
    return FALSE;
  ks_extension_take (self, _ ("Timestamp"), time);
  id = g_bytes_get_data (log, &size);
  ks_extension_add_hex (self, _ ("Log"), id, size);
  return TRUE;
}

static gboolean
add_timestamps (KsExtension *self, KsReader *reader)
{
  while (ks_reader_get_left (reader) > 0) {
    guint16 size;
    g_autoptr (GBytes) sct = NULL;

    if (!ks_reader_read_u16 (reader, "size", &size, NULL))
      return FALSE;
    sct = ks_reader_read_bytes (reader, "timestamp", size, NULL);
    if (sct == NULL || !add_timestamp (self, sct))
      return FALSE;
  }

  return TRUE;
}

/**
 * ks_extension_decode_timestamps:
 * @self: an extension in the making
 * @element: SignedCertificateTimestampList, an OCTET STRING with TLS encoding inside
 *
 * RFC 6962 section 3.3.
 *
 * Returns: %FALSE when malformed
 */
gboolean
ks_extension_decode_timestamps (KsExtension *self, const KsDer *element)
{
  KsReader reader;
  guint16 size;
  g_autoptr (GBytes) bytes = NULL;

  if (element->tag != KS_DER_OCTET_STRING)
    return FALSE;

  bytes = g_bytes_new (element->content, element->size);
  ks_reader_init (&reader, bytes);
  return ks_reader_read_u16 (&reader, "size", &size, NULL) && size == ks_reader_get_left (&reader) &&
         add_timestamps (self, &reader);
}

static char *
dup_feature (guint number)
{
  if (number == 5)
    return g_strdup (_ ("The server must staple an OCSP response"));
  if (number == 17)
    return g_strdup (_ ("The server must staple OCSP responses for its chain"));
  /* Translators: the number of a TLS extension */
  return g_strdup_printf (_ ("Number %u"), number);
}

/**
 * ks_extension_decode_tls_features:
 * @self: an extension in the making
 * @element: SEQUENCE OF INTEGER
 *
 * RFC 7633 section 4.1.
 *
 * Returns: %FALSE when malformed
 */
gboolean
ks_extension_decode_tls_features (KsExtension *self, const KsDer *element)
{
  KsDerCursor cursor;
  KsDer integer;

  if (element->tag != KS_DER_SEQUENCE)
    return FALSE;

  ks_der_cursor_init (&cursor, element);
  while (ks_der_cursor_take (&cursor, KS_DER_INTEGER, &integer)) {
    guint number;

    if (!ks_extension_read_small (&integer, &number))
      return FALSE;
    ks_extension_take (self, "", dup_feature (number));
  }

  return cursor.left == 0 && self->fields->len > 0;
}

/**
 * ks_extension_decode_acme:
 * @self: an extension in the making
 * @element: the SHA-256 of a key authorization
 *
 * RFC 8737 section 3.
 *
 * Returns: %FALSE when malformed
 */
gboolean
ks_extension_decode_acme (KsExtension *self, const KsDer *element)
{
  if (element->tag != KS_DER_OCTET_STRING || element->size != 32)
    return FALSE;

  ks_extension_add_hex (self, _ ("Challenge"), element->content, element->size);
  return TRUE;
}
