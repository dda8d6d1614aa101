/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-ber-walk.h"

#include <glib/gi18n-lib.h>

/**
 * ks_ber_fail:
 * @error: return location
 * @code: what kind
 * @message: a translated sentence without full stop
 * @offset: place of the element
 *
 * Sets an error that ends with the place.
 *
 * Returns: %KS_BER_ERROR
 */
KsBerStep
ks_ber_fail (GError **error, KsError code, const char *message, gsize offset)
{
  g_autofree char *place = g_strdup_printf (_ ("at byte %zu"), offset);

  g_set_error (error, KS_ERROR, code, "%s (%s)", message, place);
  return KS_BER_ERROR;
}

/**
 * ks_ber_walk_get_level:
 * @walk: a walk
 *
 * Where it is.
 *
 * Returns: (nullable): the innermost open element
 */
KsBerLevel *
ks_ber_walk_get_level (KsBerWalk *walk)
{
  return walk->depth > 0 ? &walk->levels[walk->depth - 1] : NULL;
}

static gsize
end_of (KsBerWalk *walk)
{
  return walk->depth > 0 ? ks_ber_walk_get_level (walk)->end : walk->size;
}

/* Universal and constructed, and one of the string and time types: X.690 section 8.6 and on. */
static gboolean
is_universal_string (guint8 tag)
{
  const guint8 number = tag & 0x1f;

  if ((tag & 0xe0) != KS_BER_CONSTRUCTED)
    return FALSE;
  return number == 3 || number == 4 || number == 12 || (number >= 18 && number <= 28) || number == 30;
}

/* EncryptedContentInfo (RFC 5652 section 6.1): after an OID and a SEQUENCE, [0] IMPLICIT OCTET STRING. Everywhere else
 * a constructed [0] is taken as what it looks like, an explicit tag around something. */
static gboolean
is_encrypted_content (const KsBerLevel *parent, guint8 tag)
{
  return tag == KS_DER_CONTEXT (0) && parent != NULL && parent->tag == KS_DER_SEQUENCE &&
         parent->n_children == 2 && parent->first[0] == KS_DER_OID && parent->first[1] == KS_DER_SEQUENCE;
}

/* X.690 sections 8.6.4, 8.7.3, 8.23.6: segments have the tag of the string, those of character strings may be octet strings. */
static gboolean
is_segment_of (const KsBerLevel *string, guint8 tag)
{
  const guint8 primitive = tag & (guint8) ~KS_BER_CONSTRUCTED;

  if ((string->tag & 0xc0) != 0)
    return primitive == KS_DER_OCTET_STRING;
  if (string->tag == KS_BER_BIT_STRING)
    return primitive == KS_DER_BIT_STRING;
  return primitive == (string->tag & 0x1f) || primitive == KS_DER_OCTET_STRING;
}

static gboolean
at_end_marker (KsBerWalk *walk)
{
  return end_of (walk) - walk->pos >= 2 && walk->data[walk->pos] == 0 && walk->data[walk->pos + 1] == 0;
}

static KsBerStep
step_close (KsBerWalk *walk)
{
  walk->level = ks_ber_walk_get_level (walk);
  if (walk->level->indefinite)
    walk->pos += 2;
  walk->depth--;
  return KS_BER_CLOSE;
}

static KsBerStep
step_open (KsBerWalk *walk, guint8 tag, gsize end, gboolean indefinite, GError **error)
{
  const KsBerLevel *parent = ks_ber_walk_get_level (walk);

  if (walk->depth == KS_BER_MAX_DEPTH) {
    g_set_error (error, KS_ERROR, KS_ERROR_TOO_LARGE,
                 _ ("The structures are nested more than %d levels deep (at byte %zu)"), KS_BER_MAX_DEPTH,
                 walk->start);
    return KS_BER_ERROR;
  }

  walk->level = &walk->levels[walk->depth];
  *walk->level = (KsBerLevel) {
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
  return KS_BER_OPEN;
}

static gboolean
note_child (KsBerWalk *walk, guint8 tag, GError **error)
{
  KsBerLevel *parent = ks_ber_walk_get_level (walk);

  if (parent == NULL)
    return TRUE;
  if (parent->is_string && !is_segment_of (parent, tag)) {
    ks_ber_fail (error, KS_ERROR_MALFORMED, _ ("A string has a part that is not a string"), walk->start);
    return FALSE;
  }
  return TRUE;
}

static void
count_child (KsBerLevel *parent, guint8 tag)
{
  if (parent == NULL)
    return;
  if (parent->n_children < G_N_ELEMENTS (parent->first))
    parent->first[parent->n_children] = tag;
  parent->n_children++;
}

static gboolean
fail_header (KsBerWalk *walk, KsError code, GError **error)
{
  ks_ber_fail (error, code,
               code == KS_ERROR_TRUNCATED ? _ ("The data ends inside of a structure")
                                          : _ ("The data has a tag or a length that cannot be right"),
               walk->start);
  return FALSE;
}

/* Identifier and length at the current place; one of 00 00 is found by at_end_marker() before. */
static gboolean
read_header (KsBerWalk *walk, guint8 *tag, gsize *length, gboolean *indefinite, GError **error)
{
  const gsize left = end_of (walk) - walk->pos;
  const guint8 *place;
  guint8 count = 0;

  walk->start = walk->pos;
  if (left < 2)
    return fail_header (walk, KS_ERROR_TRUNCATED, error);

  place = walk->data + walk->pos;
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

/**
 * ks_ber_walk_step:
 * @walk: a walk
 * @error: return location
 *
 * Goes on to the next begin or end of a constructed element, or over one primitive element. All bounds are checked here: those
 * of the data and those of each element with a definite length. Errors: %KS_ERROR_TRUNCATED, %KS_ERROR_MALFORMED,
 * %KS_ERROR_TOO_LARGE for too many levels.
 *
 * Returns: what was met
 */
KsBerStep
ks_ber_walk_step (KsBerWalk *walk, GError **error)
{
  KsBerLevel *parent = ks_ber_walk_get_level (walk);
  guint8 tag;
  gsize length;
  gboolean indefinite;

  if (parent != NULL && (parent->indefinite ? at_end_marker (walk) : walk->pos == parent->end))
    return step_close (walk);
  if (!read_header (walk, &tag, &length, &indefinite, error) || !note_child (walk, tag, error))
    return KS_BER_ERROR;

  if (tag & KS_BER_CONSTRUCTED) {
    KsBerStep result =
      step_open (walk, tag, indefinite ? end_of (walk) : walk->content + length, indefinite, error);

    count_child (parent, tag);
    return result;
  }
  if (indefinite)
    return ks_ber_fail (error, KS_ERROR_MALFORMED, _ ("The data has a length that cannot be right"),
                        walk->start);

  count_child (parent, tag);
  walk->content_size = length;
  walk->pos = walk->content + length;
  return KS_BER_PRIMITIVE;
}
