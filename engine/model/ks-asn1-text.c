/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-asn1-text.h"

#include <string.h>

#define TAG_UTF8 0x0c
#define TAG_NUMERIC 0x12
#define TAG_PRINTABLE 0x13
#define TAG_T61 0x14
#define TAG_IA5 0x16
#define TAG_VISIBLE 0x1a
#define TAG_UNIVERSAL 0x1c
#define TAG_BMP 0x1e

static gboolean
is_ascii (const guint8 *data, gsize size)
{
  guint8 all = 0;

  for (gsize i = 0; i < size; i++)
    all |= data[i];

  return all < 0x80;
}

/* g_utf8_validate () stops at U+0000, which a name may hold to deceive whoever reads it as a C string. */
static gboolean
is_utf8 (const guint8 *data, gsize size)
{
  const char *at = (const char *) data;
  const char *end = at + size;

  while (at < end && !g_utf8_validate_len (at, end - at, &at)) {
    if (*at != '\0')
      return FALSE;
    at++;
  }

  return TRUE;
}

static gboolean
append_utf8 (GString *text, const guint8 *data, gsize size)
{
  if (!is_ascii (data, size) && !is_utf8 (data, size))
    return FALSE;

  g_string_append_len (text, (const char *) data, size);
  return TRUE;
}

static gboolean
append_latin1 (GString *text, const guint8 *data, gsize size)
{
  if (is_ascii (data, size)) {
    g_string_append_len (text, (const char *) data, size);
    return TRUE;
  }

  for (gsize i = 0; i < size; i++)
    g_string_append_unichar (text, data[i]);

  return TRUE;
}

/* UCS-2 by the standard; what Windows writes is UTF-16, so pairs of surrogates are one character. */
static gboolean
append_bmp (GString *text, const guint8 *data, gsize size)
{
  gsize before = text->len;

  if (size % 2 != 0)
    return FALSE;

  for (gsize i = 0; i < size; i += 2) {
    gunichar unit = (gunichar) data[i] << 8 | data[i + 1];

    if (unit >= 0xd800 && unit < 0xdc00 && i + 3 < size && (data[i + 2] & 0xfc) == 0xdc) {
      unit = 0x10000 + ((unit & 0x3ff) << 10) + ((gunichar) (data[i + 2] & 3) << 8 | data[i + 3]);
      i += 2;
    }
    if (!g_unichar_validate (unit)) {
      g_string_truncate (text, before);
      return FALSE;
    }
    g_string_append_unichar (text, unit);
  }

  return TRUE;
}

static gboolean
append_universal (GString *text, const guint8 *data, gsize size)
{
  gsize before = text->len;

  if (size % 4 != 0)
    return FALSE;

  for (gsize i = 0; i < size; i += 4) {
    gunichar unit =
      (gunichar) data[i] << 24 | (gunichar) data[i + 1] << 16 | (gunichar) data[i + 2] << 8 | data[i + 3];

    if (!g_unichar_validate (unit)) {
      g_string_truncate (text, before);
      return FALSE;
    }
    g_string_append_unichar (text, unit);
  }

  return TRUE;
}

/**
 * ks_asn1_text_append:
 * @text: where to append; may hold U+0000 afterwards
 * @element: one element of any type
 *
 * Appends the characters of a string type. One-byte types are read as Latin-1, which is what those who put more than
 * ASCII into them meant; X.690 section 8.23.
 *
 * Returns: %FALSE with nothing appended when @element is no string, or a malformed one
 */
gboolean
ks_asn1_text_append (GString *text, const KsDer *element)
{
  switch (element->tag) {
  case TAG_UTF8:
    return append_utf8 (text, element->content, element->size);
  case TAG_NUMERIC:
  case TAG_PRINTABLE:
  case TAG_T61:
  case TAG_IA5:
  case TAG_VISIBLE:
    return append_latin1 (text, element->content, element->size);
  case TAG_BMP:
    return append_bmp (text, element->content, element->size);
  case TAG_UNIVERSAL:
    return append_universal (text, element->content, element->size);
  default:
    return FALSE;
  }
}

/**
 * ks_asn1_text_dup:
 * @element: one element of any type
 *
 * The characters of a string type as a C string, U+0000 written as `\00`; `#` and the hex of the whole element where it is
 * no string (RFC 4514 section 2.4).
 *
 * Returns: (transfer full): UTF-8
 */
char *
ks_asn1_text_dup (const KsDer *element)
{
  g_autoptr (GString) text = g_string_sized_new (element->size + 1);

  if (!ks_asn1_text_append (text, element)) {
    g_string_append_c (text, '#');
    ks_asn1_text_append_hex (text, element->start, element->full_size);
  } else if (memchr (text->str, '\0', text->len) != NULL) {
    for (gsize i = 0; i < text->len; i++) {
      if (text->str[i] == '\0') {
        text->str[i] = '\\';
        g_string_insert (text, i + 1, "00");
      }
    }
  }

  return g_string_free_and_steal (g_steal_pointer (&text));
}

/**
 * ks_asn1_text_dup_ascii:
 * @data: (array length=size): content of an IA5String
 * @size: in bytes
 *
 * Returns: (transfer full): the text, with every byte that is no printable ASCII as `\xNN`
 */
char *
ks_asn1_text_dup_ascii (const guint8 *data, gsize size)
{
  g_autoptr (GString) text = g_string_sized_new (size + 1);

  for (gsize i = 0; i < size; i++) {
    if (g_ascii_isprint (data[i]))
      g_string_append_c (text, data[i]);
    else
      g_string_append_printf (text, "\\x%02X", data[i]);
  }

  return g_string_free_and_steal (g_steal_pointer (&text));
}

/**
 * ks_asn1_text_append_hex:
 * @text: where to append
 * @data: (array length=size): any bytes
 * @size: in bytes
 *
 * Appends two lower-case hex digits a byte.
 */
void
ks_asn1_text_append_hex (GString *text, const guint8 *data, gsize size)
{
  static const char digits[] = "0123456789abcdef";
  gsize at = text->len;

  g_string_set_size (text, at + 2 * size);
  for (gsize i = 0; i < size; i++) {
    text->str[at++] = digits[data[i] >> 4];
    text->str[at++] = digits[data[i] & 15];
  }
}

/**
 * ks_asn1_text_dup_hex:
 * @data: (array length=size): any bytes
 * @size: in bytes
 *
 * Returns: (transfer full): two lower-case hex digits a byte
 */
char *
ks_asn1_text_dup_hex (const guint8 *data, gsize size)
{
  GString *text = g_string_sized_new (2 * size + 1);

  ks_asn1_text_append_hex (text, data, size);
  return g_string_free_and_steal (text);
}
