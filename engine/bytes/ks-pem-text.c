/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-pem-text.h"

#include "ks-pem.h"
#include "ks-writer.h"

#include <string.h>

/* U+0000 as Java writes it; not UTF-8. */
#define ZERO "\xc0\x80"

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

/* Programs in C like to leave zero bytes at the end of a file. */
static GBytes *
without_zeros (GBytes *text)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (text, &size);

  while (size > 0 && data[size - 1] == 0)
    size--;
  return g_bytes_new_from_bytes (text, 0, size);
}

/**
 * ks_pem_text_normalize:
 * @text: the content of a file
 *
 * Removes a byte order mark and zero bytes at the end, and turns UTF-16 into UTF-8. Bytes that are not UTF-8 stay.
 *
 * Returns: (transfer full): the text, a slice of @text where possible
 */
GBytes *
ks_pem_text_normalize (GBytes *text)
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
  return without_zeros (plain);
}

/**
 * ks_pem_text_is_plain:
 * @text: the content of a file
 *
 * Returns: whether it is read byte for byte: it has no byte order mark at its start, and nothing that looks like UTF-16 there
 */
gboolean
ks_pem_text_is_plain (GBytes *text)
{
  gsize size;
  gsize mark;
  const guint8 *data = g_bytes_get_data (text, &size);

  return detect (data, size, &mark) == ENCODING_BYTES && mark == 0;
}

/**
 * ks_pem_text_from_bytes:
 * @data: (array length=size): part of a text
 * @size: its size
 *
 * Makes a string of it in which a zero byte, which would end it, is C0 80: ks_pem_text_to_bytes() gives it back.
 *
 * Returns: (transfer full) (nullable): the string, %NULL when there is nothing in it
 */
char *
ks_pem_text_from_bytes (const char *data, gsize size)
{
  g_autoptr (GString) text = NULL;

  if (size == 0)
    return NULL;
  if (memchr (data, 0, size) == NULL)
    return g_strndup (data, size);

  text = g_string_sized_new (size);
  for (gsize i = 0; i < size; i++)
    if (data[i] == 0)
      g_string_append (text, ZERO);
    else
      g_string_append_c (text, data[i]);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/**
 * ks_pem_text_to_bytes:
 * @text: (nullable): text before, behind or in a block, from ks_pem_parse()
 *
 * The bytes that were in the file, with their zero bytes.
 *
 * Returns: (transfer full): the bytes; none for %NULL
 */
GBytes *
ks_pem_text_to_bytes (const char *text)
{
  g_autoptr (KsWriter) writer = ks_writer_new (0);
  const char *zero;

  if (text == NULL)
    return ks_writer_steal_bytes (writer);

  for (; (zero = strstr (text, ZERO)) != NULL; text = zero + strlen (ZERO)) {
    ks_writer_write (writer, text, (gsize) (zero - text));
    ks_writer_write_u8 (writer, 0);
  }
  ks_writer_write (writer, text, strlen (text));
  return ks_writer_steal_bytes (writer);
}
