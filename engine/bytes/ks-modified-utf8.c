/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-modified-utf8.h"

#include <string.h>

#define IS_HIGH(unit) ((unit) >= 0xd800 && (unit) <= 0xdbff)
#define IS_LOW(unit) ((unit) >= 0xdc00 && (unit) <= 0xdfff)

static gboolean
is_continuation (const guint8 *data, gsize left, gsize count)
{
  if (left <= count)
    return FALSE;
  for (gsize i = 1; i <= count; i++)
    if ((data[i] & 0xc0) != 0x80)
      return FALSE;
  return TRUE;
}

/* One UTF-16 unit in its shortest form, and how many bytes it takes; 0 when it is something else. The one
 * longer form there is, C0 80, is how Java writes U+0000; its readers take a plain zero byte as well. */
static gsize
take_unit (const guint8 *data, gsize left, guint *unit)
{
  if (left == 0)
    return 0;
  if (data[0] < 0x80) {
    *unit = data[0];
    return 1;
  }
  if ((data[0] & 0xe0) == 0xc0 && is_continuation (data, left, 1)) {
    *unit = (data[0] & 0x1fu) << 6 | (data[1] & 0x3fu);
    return *unit >= 0x80 || *unit == 0 ? 2 : 0;
  }
  if ((data[0] & 0xf0) == 0xe0 && is_continuation (data, left, 2)) {
    *unit = (data[0] & 0x0fu) << 12 | (data[1] & 0x3fu) << 6 | (data[2] & 0x3fu);
    return *unit >= 0x800 ? 3 : 0;
  }
  return 0;
}

static void
append_pair (GString *text, guint high, guint low)
{
  g_string_append_unichar (text, 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00));
}

/**
 * ks_modified_utf8_decode:
 * @data: bytes
 * @size: their number
 * @bad_offset: (out) (optional): offset in @data of what could not be read
 *
 * Reads Java's modified UTF-8. The result is UTF-8, except that U+0000 stays C0 80 and a surrogate without its
 * partner stays as its three bytes: ks_modified_utf8_encode() gives the same bytes again. Longer forms than needed
 * are refused, because they would not come back.
 *
 * Returns: (transfer full) (nullable): the text, or %NULL
 */
char *
ks_modified_utf8_decode (const guint8 *data, gsize size, gsize *bad_offset)
{
  g_autoptr (GString) text = g_string_sized_new (size);
  gsize offset = 0;

  while (offset < size) {
    guint unit = 0;
    guint low = 0;
    gsize used = take_unit (data + offset, size - offset, &unit);
    gsize more;

    if (used == 0) {
      if (bad_offset != NULL)
        *bad_offset = offset;
      return NULL;
    }

    more = IS_HIGH (unit) ? take_unit (data + offset + used, size - offset - used, &low) : 0;
    if (more > 0 && IS_LOW (low)) {
      append_pair (text, unit, low);
      used += more;
    } else if (unit == 0) {
      g_string_append_len (text, "\xc0\x80", 2);
    } else {
      g_string_append_len (text, (const char *) data + offset, (gssize) used);
    }
    offset += used;
  }

  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
append_unit (GByteArray *bytes, guint unit)
{
  const guint8 three[] = {
    0xe0 | (guint8) (unit >> 12),
    0x80 | (guint8) (unit >> 6 & 0x3f),
    0x80 | (guint8) (unit & 0x3f),
  };

  g_byte_array_append (bytes, three, sizeof three);
}

/* A character above U+FFFF in UTF-8, as its code point; 0 when these are not its four bytes. */
static guint
take_supplementary (const guint8 *data, gsize left)
{
  guint point;

  if ((data[0] & 0xf8) != 0xf0 || !is_continuation (data, left, 3))
    return 0;

  point = (data[0] & 0x07u) << 18 | (data[1] & 0x3fu) << 12 | (data[2] & 0x3fu) << 6 | (data[3] & 0x3fu);
  return point >= 0x10000 && point <= 0x10ffff ? point : 0;
}

/**
 * ks_modified_utf8_encode:
 * @utf8: text, as ks_modified_utf8_decode() gives it or plain UTF-8
 *
 * Writes Java's modified UTF-8.
 *
 * Returns: (transfer full) (nullable): the bytes, or %NULL when @utf8 is malformed
 */
GBytes *
ks_modified_utf8_encode (const char *utf8)
{
  const guint8 *data = (const guint8 *) utf8;
  gsize left;
  g_autoptr (GByteArray) bytes = NULL;

  g_return_val_if_fail (utf8 != NULL, NULL);

  left = strlen (utf8);
  bytes = g_byte_array_sized_new ((guint) MIN (left, G_MAXUINT16));
  while (left > 0) {
    guint unit = 0;
    gsize used = take_unit (data, left, &unit);

    if (used > 0) {
      g_byte_array_append (bytes, data, (guint) used);
    } else {
      guint point = take_supplementary (data, left);

      if (point == 0)
        return NULL;
      append_unit (bytes, 0xd800 + ((point - 0x10000) >> 10));
      append_unit (bytes, 0xdc00 + ((point - 0x10000) & 0x3ff));
      used = 4;
    }
    data += used;
    left -= used;
  }

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}
