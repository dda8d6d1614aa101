/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* BER to DER in two passes over the same walk: the first one measures, because DER wants each length before its
 * content, the second one writes. Both are linear and go no deeper than MAX_DEPTH. */

#include "catena-config.h"

#include "ks-der.h"

#include "ks-error.h"
#include "ks-writer.h"

#include <glib/gi18n-lib.h>

/* Real files are up to 205 levels deep. */
#define MAX_DEPTH 256
#define MAX_GROWTH (64 * 1024)

#define CONSTRUCTED 0x20
#define BIT_STRING_SEGMENTS (KS_DER_BIT_STRING | CONSTRUCTED)
#define OCTET_STRING_SEGMENTS (KS_DER_OCTET_STRING | CONSTRUCTED)

typedef struct {
  guint8 tag;
  gboolean indefinite;
  gboolean is_string; /* the children are segments of one string */
  gsize start;
  gsize content;
  gsize end; /* where the content must have ended; of the parent when indefinite */
  guint n_children;
  guint8 first[2]; /* tags of the first two children */
  /* for measuring */
  guint node;
  gsize out; /* size of the content as DER */
  gboolean changed;
  guint8 unused_bits; /* of the last segment of a bit string */
} Level;

typedef enum {
  STEP_OPEN,
  STEP_PRIMITIVE,
  STEP_CLOSE,
  STEP_ERROR,
} Step;

typedef struct {
  const guint8 *data;
  gsize size;
  gsize pos;
  guint depth;
  Level levels[MAX_DEPTH];
  /* of the last step: a primitive element, or the level that was opened or closed */
  gsize start;
  gsize content;
  gsize content_size;
  Level *level;
} Walk;

static Step
fail (GError **error, KsError code, const char *message, gsize offset)
{
  g_autofree char *place = g_strdup_printf (_ ("at byte %zu"), offset);

  g_set_error (error, KS_ERROR, code, "%s (%s)", message, place);
  return STEP_ERROR;
}

static Level *
current (Walk *walk)
{
  return walk->depth > 0 ? &walk->levels[walk->depth - 1] : NULL;
}

static gsize
end_of (Walk *walk)
{
  return walk->depth > 0 ? current (walk)->end : walk->size;
}

/* Universal and constructed, and neither SEQUENCE, SET, EXTERNAL nor EMBEDDED PDV: a string in segments. */
static gboolean
is_universal_string (guint8 tag)
{
  const guint8 number = tag & 0x1f;

  if ((tag & 0xe0) != CONSTRUCTED)
    return FALSE;
  return number == 3 || number == 4 || number == 12 ||
         (number >= 18 && number <= 28 && number != 23 && number != 24) || number == 30;
}

/* EncryptedContentInfo (RFC 5652 section 6.1): after an OID and a SEQUENCE, [0] IMPLICIT OCTET STRING. Everywhere else
 * a constructed [0] is taken as what it looks like, an explicit tag around something. */
static gboolean
is_encrypted_content (const Level *parent, guint8 tag)
{
  return tag == KS_DER_CONTEXT (0) && parent != NULL && parent->tag == KS_DER_SEQUENCE &&
         parent->n_children == 2 && parent->first[0] == KS_DER_OID && parent->first[1] == KS_DER_SEQUENCE;
}

/* X.690 sections 8.6.4, 8.7.3, 8.23.6: segments have the tag of the string, those of character strings may be octet strings. */
static gboolean
is_segment_of (const Level *string, guint8 tag)
{
  const guint8 primitive = tag & (guint8) ~CONSTRUCTED;

  if ((string->tag & 0xc0) != 0)
    return primitive == KS_DER_OCTET_STRING;
  if (string->tag == BIT_STRING_SEGMENTS)
    return primitive == KS_DER_BIT_STRING;
  return primitive == (string->tag & 0x1f) || primitive == KS_DER_OCTET_STRING;
}

static gboolean
at_end_marker (Walk *walk)
{
  return end_of (walk) - walk->pos >= 2 && walk->data[walk->pos] == 0 && walk->data[walk->pos + 1] == 0;
}

static Step
step_close (Walk *walk)
{
  walk->level = current (walk);
  if (walk->level->indefinite)
    walk->pos += 2;
  walk->depth--;
  return STEP_CLOSE;
}

static Step
step_open (Walk *walk, guint8 tag, gsize end, gboolean indefinite, GError **error)
{
  const Level *parent = current (walk);

  if (walk->depth == MAX_DEPTH) {
    g_set_error (error, KS_ERROR, KS_ERROR_TOO_LARGE,
                 _ ("The structures are nested more than %d levels deep (at byte %zu)"), MAX_DEPTH,
                 walk->start);
    return STEP_ERROR;
  }

  walk->level = &walk->levels[walk->depth];
  *walk->level = (Level) {
    .tag = tag,
    .indefinite = indefinite,
    .is_string = is_universal_string (tag) || is_encrypted_content (parent, tag) ||
                 (parent != NULL && parent->is_string),
    .start = walk->start,
    .content = walk->content,
    .end = end,
  };
  walk->depth++;
  walk->pos = walk->content;
  return STEP_OPEN;
}

static gboolean
note_child (Walk *walk, guint8 tag, GError **error)
{
  Level *parent = current (walk);

  if (parent == NULL)
    return TRUE;
  if (parent->is_string && !is_segment_of (parent, tag)) {
    fail (error, KS_ERROR_MALFORMED, _ ("A string has a part that is not a string"), walk->start);
    return FALSE;
  }
  return TRUE;
}

static void
count_child (Level *parent, guint8 tag)
{
  if (parent == NULL)
    return;
  if (parent->n_children < G_N_ELEMENTS (parent->first))
    parent->first[parent->n_children] = tag;
  parent->n_children++;
}

static gboolean
fail_header (Walk *walk, KsError code, GError **error)
{
  fail (error, code,
        code == KS_ERROR_TRUNCATED ? _ ("The data ends inside of a structure")
                                   : _ ("The data has a tag or a length that cannot be right"),
        walk->start);
  return FALSE;
}

/* Identifier and length at the current place; one of 00 00 is found by at_end_marker() before. */
static gboolean
read_header (Walk *walk, guint8 *tag, gsize *length, gboolean *indefinite, GError **error)
{
  const gsize left = end_of (walk) - walk->pos;
  const guint8 *place = walk->data + walk->pos;
  guint8 count = 0;

  walk->start = walk->pos;
  if (left < 2)
    return fail_header (walk, KS_ERROR_TRUNCATED, error);

  *tag = place[0];
  *indefinite = place[1] == 0x80;
  *length = place[1] < 0x80 ? place[1] : 0;
  if (place[1] > 0x80)
    count = place[1] & 0x7f;
  if (*tag == 0 || (*tag & 0x1f) == 0x1f || count > sizeof *length)
    return fail_header (walk, KS_ERROR_MALFORMED, error);
  if (count > left - 2)
    return fail_header (walk, KS_ERROR_TRUNCATED, error);

  for (guint8 i = 0; i < count; i++)
    *length = *length << 8 | place[2 + i];
  walk->content = walk->pos + 2 + count;
  if (*length > left - 2 - count)
    return fail_header (walk, KS_ERROR_TRUNCATED, error);
  return TRUE;
}

static Step
step (Walk *walk, GError **error)
{
  Level *parent = current (walk);
  guint8 tag;
  gsize length;
  gboolean indefinite;

  if (parent != NULL && (parent->indefinite ? at_end_marker (walk) : walk->pos == parent->end))
    return step_close (walk);
  if (!read_header (walk, &tag, &length, &indefinite, error) || !note_child (walk, tag, error))
    return STEP_ERROR;

  if (tag & CONSTRUCTED) {
    Step result =
      step_open (walk, tag, indefinite ? end_of (walk) : walk->content + length, indefinite, error);

    count_child (parent, tag);
    return result;
  }
  if (indefinite)
    return fail (error, KS_ERROR_MALFORMED, _ ("The data has a length that cannot be right"), walk->start);

  count_child (parent, tag);
  walk->content_size = length;
  walk->pos = walk->content + length;
  return STEP_PRIMITIVE;
}

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
measure_open (Walk *walk, GArray *nodes)
{
  const guint64 node = 0;
  const Level *parent = walk->depth > 1 ? walk->level - 1 : NULL;

  walk->level->changed = walk->level->indefinite || walk->level->is_string;
  if (parent != NULL && parent->is_string)
    return;
  walk->level->node = nodes->len;
  g_array_append_val (nodes, node);
}

/* Bit strings: each segment starts with the number of unused bits, which only the last one may have. */
static gboolean
measure_bits (Walk *walk, Level *string, GError **error)
{
  if (walk->content_size == 0 || walk->data[walk->content] > 7 || string->unused_bits != 0) {
    fail (error, KS_ERROR_MALFORMED, _ ("A bit string has a part that cannot be there"), walk->start);
    return FALSE;
  }
  string->unused_bits = walk->data[walk->content];
  string->out += walk->content_size - 1;
  return TRUE;
}

static gboolean
measure_primitive (Walk *walk, GError **error)
{
  Level *parent = current (walk);

  if (parent == NULL)
    return TRUE;
  if (parent->tag == BIT_STRING_SEGMENTS)
    return measure_bits (walk, parent, error);
  parent->out += parent->is_string ? walk->content_size : walk->pos - walk->start;
  return TRUE;
}

static gboolean
measure_close (Walk *walk, GArray *nodes, GError **error)
{
  const Level *level = walk->level;
  Level *parent = current (walk);
  gsize size = level->out;

  if (parent != NULL && parent->is_string) {
    if (parent->unused_bits != 0) {
      fail (error, KS_ERROR_MALFORMED, _ ("A bit string has a part that cannot be there"), level->start);
      return FALSE;
    }
    parent->unused_bits = level->unused_bits;
    parent->out += size;
    return TRUE;
  }

  if (level->tag == BIT_STRING_SEGMENTS)
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
measure (Walk *walk, GArray *nodes, GError **error)
{
  do {
    gboolean good = TRUE;

    switch (step (walk, error)) {
    case STEP_OPEN:
      measure_open (walk, nodes);
      break;
    case STEP_PRIMITIVE:
      good = measure_primitive (walk, error);
      break;
    case STEP_CLOSE:
      good = measure_close (walk, nodes, error);
      break;
    case STEP_ERROR:
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
write_open (Walk *walk, guint64 node, KsWriter *writer)
{
  const Level *level = walk->level;
  const gsize size = (gsize) (node >> 4);

  if (node & 1) {
    ks_writer_write (writer, walk->data + level->start, size);
    walk->pos = level->start + size;
    walk->depth--;
    return;
  }

  write_header (writer, level->is_string ? level->tag & (guint8) ~CONSTRUCTED : level->tag, size);
  if (level->tag == BIT_STRING_SEGMENTS)
    ks_writer_write_u8 (writer, node >> 1 & 7);
}

static void
write_primitive (Walk *walk, KsWriter *writer)
{
  const Level *parent = current (walk);

  if (!parent->is_string)
    ks_writer_write (writer, walk->data + walk->start, walk->pos - walk->start);
  else if (parent->tag == BIT_STRING_SEGMENTS)
    ks_writer_write (writer, walk->data + walk->content + 1, walk->content_size - 1);
  else
    ks_writer_write (writer, walk->data + walk->content, walk->content_size);
}

/* The second pass; it cannot meet an error that the first one did not. */
static void
rewrite (Walk *walk, GArray *nodes, KsWriter *writer)
{
  guint next = 0;

  do {
    const Step result = step (walk, NULL);
    const Level *parent = walk->depth > 1 ? current (walk) - 1 : NULL;

    g_assert (result != STEP_ERROR);
    if (result == STEP_PRIMITIVE)
      write_primitive (walk, writer);
    else if (result == STEP_OPEN && (parent == NULL || !parent->is_string))
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
 * Errors: %KS_ERROR_TRUNCATED, %KS_ERROR_MALFORMED, and %KS_ERROR_TOO_LARGE for more than 64 levels or a result that is
 * more than 64 KiB longer than @ber.
 *
 * Returns: (transfer full): the element as DER, a slice of @ber if it was DER already; or %NULL
 */
GBytes *
ks_der_from_ber (GBytes *ber, gsize *left, GError **error)
{
  g_autofree Walk *walk = g_new0 (Walk, 1);
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
