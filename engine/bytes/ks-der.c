/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-der.h"

#include <string.h>

/* 2.25 with a UUID is the longest that is in use: 128 bits in one arc. */
typedef unsigned __int128 Arc;

static gboolean
take_length (const guint8 *data, gsize size, gsize *used, gsize *length)
{
  const guint8 first = data[0];
  const guint8 count = first & 0x7f;
  guint64 value = 0;

  *used = 1;
  *length = first;
  if (first < 0x80)
    return TRUE;
  if (count == 0 || count > sizeof value || count >= size)
    return FALSE;

  for (guint8 i = 1; i <= count; i++)
    value = value << 8 | data[i];
  *used = 1u + count;
  *length = (gsize) value;
  return value <= G_MAXSSIZE;
}

/**
 * ks_der_parse:
 * @data: bytes; kept by the caller as long as @element is used
 * @size: their number
 * @element: (out): the element at their start
 *
 * Reads one identifier, length and content: X.690 section 8.1. A length in more octets than it needs is taken, as
 * OpenSSL does; an indefinite one, one of more than 8 octets, or a tag above 30 is not.
 *
 * Returns: %FALSE if there is no whole element; @element is undefined then
 */
gboolean
ks_der_parse (const guint8 *data, gsize size, KsDer *element)
{
  gsize used;
  gsize length;

  g_return_val_if_fail (element != NULL, FALSE);

  if (size < 2 || (data[0] & 0x1f) == 0x1f)
    return FALSE;
  if (!take_length (data + 1, size - 1, &used, &length) || length > size - 1 - used)
    return FALSE;

  element->tag = data[0];
  element->start = data;
  element->full_size = 1 + used + length;
  element->content = data + 1 + used;
  element->size = length;
  return TRUE;
}

/**
 * ks_der_cursor_init:
 * @cursor: a cursor on the stack
 * @parent: an element whose content is a row of elements
 *
 * Starts at the first element inside @parent.
 */
void
ks_der_cursor_init (KsDerCursor *cursor, const KsDer *parent)
{
  cursor->data = parent->content;
  cursor->left = parent->size;
}

/**
 * ks_der_cursor_next:
 * @cursor: a cursor
 * @element: (out): the next element
 *
 * Takes the next element. After the last one and at a damaged one it returns %FALSE and stays where it is; only
 * in the second case something is left.
 *
 * Returns: %TRUE if there was one
 */
gboolean
ks_der_cursor_next (KsDerCursor *cursor, KsDer *element)
{
  if (!ks_der_parse (cursor->data, cursor->left, element))
    return FALSE;

  cursor->data += element->full_size;
  cursor->left -= element->full_size;
  return TRUE;
}

/**
 * ks_der_cursor_take:
 * @cursor: a cursor
 * @tag: the identifier octet that is wanted
 * @element: (out): the next element
 *
 * Takes the next element if it has this tag, and stays where it is otherwise.
 *
 * Returns: %TRUE if it was there
 */
gboolean
ks_der_cursor_take (KsDerCursor *cursor, guint8 tag, KsDer *element)
{
  if (cursor->left == 0 || cursor->data[0] != tag)
    return FALSE;
  return ks_der_cursor_next (cursor, element);
}

static void
append_arc (GString *text, Arc arc)
{
  char digits[40];
  gsize at = sizeof digits;

  do {
    digits[--at] = (char) ('0' + (int) (arc % 10));
    arc /= 10;
  } while (arc > 0);
  if (text->len > 0)
    g_string_append_c (text, '.');
  g_string_append_len (text, digits + at, (gssize) (sizeof digits - at));
}

/* The first subidentifier is 40 times the first arc, which is 0, 1 or 2, plus the second. */
static void
append_first (GString *text, Arc value)
{
  const guint root = value < 40 ? 0 : value < 80 ? 1 : 2;

  append_arc (text, root);
  append_arc (text, value - root * 40);
}

/**
 * ks_der_dup_oid:
 * @oid: an element whose content is an object identifier, whatever its tag
 *
 * Writes an object identifier in dotted decimal: X.690 section 8.19. Arcs of more than 128 bits are refused.
 *
 * Returns: (transfer full) (nullable): for example "1.2.840.113549.1.1.11", or %NULL when it is malformed
 */
char *
ks_der_dup_oid (const KsDer *oid)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Arc arc = 0;

  if (oid->size == 0 || oid->content[oid->size - 1] & 0x80)
    return NULL;

  for (gsize i = 0; i < oid->size; i++) {
    const guint8 octet = oid->content[i];

    if ((arc == 0 && octet == 0x80) || arc >> 121 != 0)
      return NULL;
    arc = arc << 7 | (octet & 0x7f);
    if (octet & 0x80)
      continue;
    if (text->len == 0)
      append_first (text, arc);
    else
      append_arc (text, arc);
    arc = 0;
  }

  return g_string_free_and_steal (g_steal_pointer (&text));
}

/**
 * ks_der_slice:
 * @owner: the bytes that @element was found in
 * @element: an element of them
 *
 * Header and content of an element as bytes of their own, without a copy.
 *
 * Returns: (transfer full): a slice that keeps @owner alive
 */
GBytes *
ks_der_slice (GBytes *owner, const KsDer *element)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (owner, &size);

  g_return_val_if_fail (element->start >= data, NULL);
  g_return_val_if_fail (element->start + element->full_size <= data + size, NULL);

  return g_bytes_new_from_bytes (owner, (gsize) (element->start - data), element->full_size);
}
