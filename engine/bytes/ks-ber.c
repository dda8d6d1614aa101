/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* BER to DER in two passes over the same walk: the first one measures, because DER wants each length before its
 * content, the second one writes. Both are linear. */

#include "ks-config.h"

#include "ks-ber-walk.h"
#include "ks-writer.h"

#include <glib/gi18n-lib.h>

#define MAX_GROWTH (64 * 1024)

static gsize
header_size (gsize length)
{
  gsize size = 2;

  if (length >= 0x80)
    for (; length > 0; length >>= 8)
      size++;
  return size;
}

/* What the second pass must know about each constructed element that is not inside of one that is copied as it is,
 * in the order of the walk: size of the content as DER, unused bits of a bit string, whether it is copied. */
static guint64
pack_node (gsize size, guint8 unused_bits, gboolean copied)
{
  return (guint64) size << 4 | (guint64) (unused_bits & 7) << 1 | (copied ? 1 : 0);
}

static void
measure_open (KsBerWalk *walk, GArray *nodes)
{
  const guint64 node = 0;
  const KsBerLevel *parent = walk->depth > 1 ? walk->level - 1 : NULL;

  walk->level->changed = walk->level->indefinite || walk->level->is_string;
  if (parent != NULL && parent->is_string)
    return;
  walk->level->node = nodes->len;
  g_array_append_val (nodes, node);
}

/* Bit strings: each segment starts with the number of unused bits, which only the last one may have. */
static gboolean
measure_bits (KsBerWalk *walk, KsBerLevel *string, GError **error)
{
  if (walk->content_size == 0 || walk->data[walk->content] > 7 || string->unused_bits != 0) {
    ks_ber_fail (error, KS_ERROR_MALFORMED, _ ("A bit string has a part that cannot be there"), walk->start);
    return FALSE;
  }
  string->unused_bits = walk->data[walk->content];
  string->out += walk->content_size - 1;
  return TRUE;
}

static gboolean
measure_primitive (KsBerWalk *walk, GError **error)
{
  KsBerLevel *parent = ks_ber_walk_get_level (walk);

  if (parent == NULL)
    return TRUE;
  if (parent->tag == KS_BER_BIT_STRING)
    return measure_bits (walk, parent, error);
  parent->out += parent->is_string ? walk->content_size : walk->pos - walk->start;
  return TRUE;
}

static gboolean
measure_close (KsBerWalk *walk, GArray *nodes, GError **error)
{
  const KsBerLevel *level = walk->level;
  KsBerLevel *parent = ks_ber_walk_get_level (walk);
  gsize size = level->out;

  if (parent != NULL && parent->is_string) {
    if (parent->unused_bits != 0) {
      ks_ber_fail (error, KS_ERROR_MALFORMED, _ ("A bit string has a part that cannot be there"),
                   level->start);
      return FALSE;
    }
    parent->unused_bits = level->unused_bits;
    parent->out += size;
    return TRUE;
  }

  if (level->tag == KS_BER_BIT_STRING)
    size++;
  if (level->changed) {
    g_array_index (nodes, guint64, level->node) = pack_node (size, level->unused_bits, FALSE);
    size += header_size (size);
  } else {
    size = walk->pos - level->start;
    g_array_set_size (nodes, level->node + 1);
    g_array_index (nodes, guint64, level->node) = pack_node (size, 0, TRUE);
  }

  if (parent != NULL) {
    parent->out += size;
    parent->changed |= level->changed;
  }
  return TRUE;
}

/* The first pass. TRUE with an empty @nodes when the element is primitive. */
static gboolean
measure (KsBerWalk *walk, GArray *nodes, GError **error)
{
  do {
    gboolean good = TRUE;

    switch (ks_ber_walk_step (walk, error)) {
    case KS_BER_OPEN:
      measure_open (walk, nodes);
      break;
    case KS_BER_PRIMITIVE:
      good = measure_primitive (walk, error);
      break;
    case KS_BER_CLOSE:
      good = measure_close (walk, nodes, error);
      break;
    case KS_BER_ERROR:
    default:
      good = FALSE;
    }
    if (!good)
      return FALSE;
  } while (walk->depth > 0);

  return TRUE;
}

static void
write_header (KsWriter *writer, guint8 tag, gsize length)
{
  const gsize count = header_size (length) - 2;

  ks_writer_write_u8 (writer, tag);
  ks_writer_write_u8 (writer, count > 0 ? (guint8) (0x80 | count) : (guint8) length);
  for (gsize i = count; i > 0; i--)
    ks_writer_write_u8 (writer, (guint8) (length >> 8 * (i - 1)));
}

static void
write_open (KsBerWalk *walk, guint64 node, KsWriter *writer)
{
  const KsBerLevel *level = walk->level;
  const gsize size = (gsize) (node >> 4);

  if (node & 1) {
    ks_writer_write (writer, walk->data + level->start, size);
    walk->pos = level->start + size;
    walk->depth--;
    return;
  }

  write_header (writer, level->is_string ? level->tag & (guint8) ~KS_BER_CONSTRUCTED : level->tag, size);
  if (level->tag == KS_BER_BIT_STRING)
    ks_writer_write_u8 (writer, node >> 1 & 7);
}

static void
write_primitive (KsBerWalk *walk, KsWriter *writer)
{
  const KsBerLevel *parent = ks_ber_walk_get_level (walk);

  if (!parent->is_string)
    ks_writer_write (writer, walk->data + walk->start, walk->pos - walk->start);
  else if (parent->tag == KS_BER_BIT_STRING)
    ks_writer_write (writer, walk->data + walk->content + 1, walk->content_size - 1);
  else
    ks_writer_write (writer, walk->data + walk->content, walk->content_size);
}

/* The second pass; it cannot meet an error that the first one did not. */
static void
rewrite (KsBerWalk *walk, GArray *nodes, KsWriter *writer)
{
  guint next = 0;

  do {
    const KsBerStep result = ks_ber_walk_step (walk, NULL);
    const KsBerLevel *parent = walk->depth > 1 ? ks_ber_walk_get_level (walk) - 1 : NULL;

    g_assert (result != KS_BER_ERROR);
    if (result == KS_BER_PRIMITIVE)
      write_primitive (walk, writer);
    else if (result == KS_BER_OPEN && (parent == NULL || !parent->is_string))
      write_open (walk, g_array_index (nodes, guint64, next++), writer);
  } while (walk->depth > 0);
}

/**
 * ks_der_from_ber:
 * @ber: bytes that start with one element
 * @left: (out) (optional): number of bytes behind that element
 * @error: return location
 *
 * Rewrites BER as DER as far as its structure goes (X.690 sections 8.1.3, 8.6.4, 8.7.3, 10.1, 10.2): definite lengths, and
 * strings in one piece, also the encrypted content of RFC 5652 section 6.1. An element that needs none of this is
 * copied as it is, so that signed parts stay as they were signed. Time and memory are linear in the size.
 *
 * Errors: %KS_ERROR_TRUNCATED, %KS_ERROR_MALFORMED, and %KS_ERROR_TOO_LARGE for more than 256 levels or a result that is
 * more than 64 KiB longer than @ber.
 *
 * Returns: (transfer full): the element as DER, a slice of @ber if it was DER already; or %NULL
 */
GBytes *
ks_der_from_ber (GBytes *ber, gsize *left, GError **error)
{
  g_autofree KsBerWalk *walk = g_new0 (KsBerWalk, 1);
  g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autoptr (KsWriter) writer = NULL;
  guint64 root;
  gsize size;

  g_return_val_if_fail (ber != NULL, NULL);

  walk->data = g_bytes_get_data (ber, &walk->size);
  if (!measure (walk, nodes, error))
    return NULL;

  if (left != NULL)
    *left = walk->size - walk->pos;
  root = nodes->len > 0 ? g_array_index (nodes, guint64, 0) : 1;
  if (root & 1)
    return g_bytes_new_from_bytes (ber, 0, walk->pos);

  size = (gsize) (root >> 4);
  size += header_size (size);
  if (size > walk->size + MAX_GROWTH) {
    g_set_error (error, KS_ERROR, KS_ERROR_TOO_LARGE,
                 _ ("%zu bytes would become %zu bytes of DER, which is too many"), walk->size, size);
    return NULL;
  }

  writer = ks_writer_new (size);
  walk->pos = 0;
  rewrite (walk, nodes, writer);
  g_assert (ks_writer_get_size (writer) == size);
  return ks_writer_steal_bytes (writer);
}
