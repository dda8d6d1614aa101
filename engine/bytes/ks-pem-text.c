/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "ks-pem-text.h"

#include "ks-error.h"
#include "ks-writer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef enum {
  ENCODING_BYTES, /* UTF-8, or anything else in which ASCII is ASCII */
  ENCODING_UTF16_LE,
  ENCODING_UTF16_BE,
} Encoding;

/* By the byte order mark, and without one by an ASCII character at the start. */
static Encoding
detect (const guint8 *data, gsize size, gsize *mark)
{
  *mark = 0;
  if (size >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0) {
    *mark = 3;
    return ENCODING_BYTES;
  }
  if (size < 2)
    return ENCODING_BYTES;
  if ((data[0] == 0xff && data[1] == 0xfe) || (data[0] == 0xfe && data[1] == 0xff)) {
    *mark = 2;
    return data[0] == 0xff ? ENCODING_UTF16_LE : ENCODING_UTF16_BE;
  }
  if (data[0] != 0 && data[0] < 0x80 && data[1] == 0)
    return ENCODING_UTF16_LE;
  if (data[0] == 0 && data[1] != 0 && data[1] < 0x80)
    return ENCODING_UTF16_BE;
  return ENCODING_BYTES;
}

static guint
unit_at (const guint8 *data, gsize offset, Encoding encoding)
{
  const guint first = data[offset];
  const guint second = data[offset + 1];

  return encoding == ENCODING_UTF16_LE ? second << 8 | first : first << 8 | second;
}

/* The character at *@offset, which moves on; half a surrogate pair becomes U+FFFD. */
static gunichar
take_character (const guint8 *data, gsize size, gsize *offset, Encoding encoding)
{
  const guint unit = unit_at (data, *offset, encoding);
  guint low = 0;

  *offset += 2;
  if (unit < 0xd800 || unit > 0xdfff)
    return unit;
  if (unit <= 0xdbff && size - *offset >= 2)
    low = unit_at (data, *offset, encoding);
  if (low < 0xdc00 || low > 0xdfff)
    return 0xfffd;
  *offset += 2;
  return 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
}

static GBytes *
from_utf16 (const guint8 *data, gsize size, Encoding encoding)
{
  g_autoptr (KsWriter) writer = ks_writer_new (size / 2);
  gsize offset = 0;

  while (size - offset >= 2) {
    char utf8[6];
    const int length = g_unichar_to_utf8 (take_character (data, size, &offset, encoding), utf8);

    ks_writer_write (writer, utf8, (gsize) length);
  }
  return ks_writer_steal_bytes (writer);
}

/* Programs in C like to leave zero bytes at the end of a file; elsewhere they would cut the text. */
static GBytes *
without_zeros (GBytes *text, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (text, &size);
  const guint8 *zero;

  while (size > 0 && data[size - 1] == 0)
    size--;

  zero = size > 0 ? memchr (data, 0, size) : NULL;
  if (zero != NULL) {
    g_set_error (error, KS_ERROR, KS_ERROR_MALFORMED, _ ("The text has a zero byte at byte %zu"),
                 (gsize) (zero - data));
    return NULL;
  }
  return g_bytes_new_from_bytes (text, 0, size);
}

/**
 * ks_pem_text_normalize:
 * @text: the content of a file
 * @error: return location
 *
 * Removes a byte order mark and zero bytes at the end, and turns UTF-16 into UTF-8. Bytes that are not UTF-8 stay.
 * Errors: %KS_ERROR_MALFORMED for a zero byte in the middle.
 *
 * Returns: (transfer full): the text, a slice of @text where possible; or %NULL
 */
GBytes *
ks_pem_text_normalize (GBytes *text, GError **error)
{
  g_autoptr (GBytes) plain = NULL;
  gsize size;
  gsize mark;
  const guint8 *data = g_bytes_get_data (text, &size);
  const Encoding encoding = detect (data, size, &mark);

  if (encoding == ENCODING_BYTES)
    plain = g_bytes_new_from_bytes (text, mark, size - mark);
  else
    plain = from_utf16 (data + mark, size - mark, encoding);
  return without_zeros (plain, error);
}
