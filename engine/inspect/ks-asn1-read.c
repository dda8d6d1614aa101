/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-asn1-private.h"

#include "ks-der.h"

/* Real files are up to 205 levels deep, and have up to a few thousand elements for each certificate. */
#define MAX_DEPTH 256
#define MAX_ELEMENTS 1000000
/* Content inside of strings is looked into as deep as real structures have it (PKCS #12 in certificates' extensions: 4). */
#define MAX_WRAPPED 16
#define MAX_TAG_OCTETS 4

typedef struct {
  guint element;
  gsize end; /* where the content ends at the latest */
  gboolean is_indefinite;
} Level;

typedef struct {
  const guint8 *data;
  gsize size;
  gsize pos;
  GArray *elements;
  Level levels[MAX_DEPTH];
  guint depth;
  guint n_wrapped; /* levels that are inside of a string */
} Reader;

static Level *
get_level (Reader *self)
{
  return self->depth > 0 ? &self->levels[self->depth - 1] : NULL;
}

static gsize
get_end (Reader *self)
{
  return self->depth > 0 ? get_level (self)->end : self->size;
}

static KsAsn1Element *
get_element (Reader *self, guint index)
{
  return &g_array_index (self->elements, KsAsn1Element, index);
}

/* The identifier octets, X.690 section 8.1.2. */
static gboolean
read_tag (Reader *self, gsize end, KsAsn1Element *element)
{
  guint8 first = self->data[self->pos++];

  element->tag_class = first >> 6;
  element->is_constructed = (first & 0x20) != 0;
  element->number = first & 0x1f;
  if (element->number < 0x1f)
    return TRUE;

  element->number = 0;
  for (guint i = 0; i < MAX_TAG_OCTETS && self->pos < end; i++) {
    guint8 octet = self->data[self->pos++];

    element->number = element->number << 7 | (octet & 0x7f);
    if ((octet & 0x80) == 0)
      return TRUE;
  }
  element->problem = self->pos < end ? KS_ASN1_BAD_HEADER : KS_ASN1_TRUNCATED;
  return FALSE;
}

static gboolean
fail (KsAsn1Element *element, KsAsn1Problem problem)
{
  element->problem = problem;
  return FALSE;
}

static gboolean
read_long_length (Reader *self, gsize end, guint8 n_octets, KsAsn1Element *element)
{
  if (n_octets == 0x7f)
    return fail (element, KS_ASN1_BAD_HEADER);
  if (n_octets > end - self->pos)
    return fail (element, KS_ASN1_TRUNCATED);

  for (guint i = 0; i < n_octets; i++) {
    if (element->size > G_MAXSIZE >> 9)
      return fail (element, KS_ASN1_BAD_HEADER);
    element->size = element->size << 8 | self->data[self->pos++];
  }
  return element->size <= end - self->pos || fail (element, KS_ASN1_TOO_LONG);
}

/* The length octets, X.690 section 8.1.3. */
static gboolean
read_length (Reader *self, gsize end, KsAsn1Element *element)
{
  guint8 first;

  if (self->pos == end)
    return fail (element, KS_ASN1_TRUNCATED);
  first = self->data[self->pos++];
  if (first > 0x80)
    return read_long_length (self, end, first & 0x7f, element);
  if (first < 0x80) {
    element->size = first;
    return element->size <= end - self->pos || fail (element, KS_ASN1_TOO_LONG);
  }
  element->is_indefinite = TRUE;
  element->size = end - self->pos;
  return element->is_constructed || fail (element, KS_ASN1_BAD_HEADER);
}

static void
pop_level (Reader *self, gsize end)
{
  KsAsn1Element *element = get_element (self, get_level (self)->element);

  if (get_level (self)->is_indefinite) {
    element->size = self->pos - element->offset - element->header_size;
    element->end = end;
  }
  if (!element->is_constructed)
    self->n_wrapped--;
  self->depth--;
  self->pos = end;
}

/* What is left of the innermost element cannot be read. */
static void
add_problem (Reader *self, gsize offset, KsAsn1Problem problem)
{
  KsAsn1Element rest = { .offset = offset, .problem = problem, .depth = self->depth };

  rest.end = get_end (self);
  rest.size = rest.end - offset;
  rest.parent = self->depth > 0 ? get_level (self)->element : KS_ASN1_NO_PARENT;
  if (self->depth > 0)
    get_element (self, rest.parent)->n_children++;
  g_array_append_val (self->elements, rest);
  self->pos = rest.end;
}

static gboolean
is_whole_der (const guint8 *data, gsize size, guint depth)
{
  KsDerCursor cursor;
  KsDer element, child;

  if (!ks_der_parse (data, size, &element) || element.full_size != size || depth == MAX_WRAPPED)
    return FALSE;
  if ((element.tag & 0x20) == 0)
    return TRUE;
  ks_der_cursor_init (&cursor, &element);
  while (cursor.left > 0) {
    if (!ks_der_cursor_next (&cursor, &child) || !is_whole_der (child.start, child.full_size, depth + 1))
      return FALSE;
  }
  return TRUE;
}

/* An extension, or what else begins with an object identifier: its string holds whatever that identifier defines. */
static gboolean
is_extension_value (Reader *self, const KsAsn1Element *string)
{
  const KsAsn1Element *parent, *first;

  if (string->parent == KS_ASN1_NO_PARENT || string->number != KS_ASN1_TAG_OCTET_STRING)
    return FALSE;
  parent = get_element (self, string->parent);
  if (parent->n_children < 2 || string->end != parent->end || parent->tag_class != KS_ASN1_UNIVERSAL ||
      parent->number != KS_ASN1_TAG_SEQUENCE)
    return FALSE;
  first = get_element (self, string->parent + 1);
  return first->tag_class == KS_ASN1_UNIVERSAL && first->number == KS_ASN1_TAG_OID;
}

/* Random bytes look like a small element now and then, so that elsewhere only structures count. */
static gboolean
holds_element (Reader *self, const KsAsn1Element *string, gsize *start)
{
  const guint8 *data;
  gsize size;

  if (string->is_constructed || string->tag_class != KS_ASN1_UNIVERSAL || self->n_wrapped == MAX_WRAPPED ||
      (string->number != KS_ASN1_TAG_BIT_STRING && string->number != KS_ASN1_TAG_OCTET_STRING))
    return FALSE;

  *start = string->offset + string->header_size;
  if (string->number == KS_ASN1_TAG_BIT_STRING && (string->size == 0 || self->data[(*start)++] != 0))
    return FALSE;
  data = self->data + *start;
  size = string->end - *start;
  if (size < 2 || ((data[0] & 0x20) == 0 && !is_extension_value (self, string)))
    return FALSE;
  return (data[0] & 0x20) == 0 || size > 2 ? is_whole_der (data, size, 0)
                                           : data[0] == KS_DER_SEQUENCE && data[1] == 0;
}

static void
push_level (Reader *self, guint index, gsize start)
{
  const KsAsn1Element *element = get_element (self, index);

  self->levels[self->depth++] = (Level) { index, element->end, element->is_indefinite };
  if (!element->is_constructed)
    self->n_wrapped++;
  self->pos = start;
}

static void
open_element (Reader *self, guint index)
{
  const KsAsn1Element *element = get_element (self, index);
  gsize start = element->offset + element->header_size;
  gboolean is_constructed = element->is_constructed;

  if (!is_constructed && !holds_element (self, element, &start)) {
    self->pos = element->end;
    return;
  }
  if (self->depth < MAX_DEPTH) {
    push_level (self, index, start);
  } else if (is_constructed) {
    get_element (self, index)->problem = KS_ASN1_TOO_DEEP;
    self->pos = get_element (self, index)->end;
  } else {
    self->pos = element->end;
  }
}

static void
read_element (Reader *self)
{
  gsize offset = self->pos, end = get_end (self);
  KsAsn1Element element = { .offset = offset, .depth = self->depth, .parent = KS_ASN1_NO_PARENT };
  KsAsn1Element *parent = self->depth > 0 ? get_element (self, get_level (self)->element) : NULL;

  if (!read_tag (self, end, &element) || !read_length (self, end, &element)) {
    add_problem (self, offset, element.problem);
    return;
  }

  element.header_size = self->pos - offset;
  element.end = self->pos + element.size;
  if (parent != NULL) {
    element.parent = get_level (self)->element;
    element.is_wrapped = !parent->is_constructed;
    parent->n_children++;
  }
  g_array_append_val (self->elements, element);
  open_element (self, self->elements->len - 1);
}

/* Whether the innermost element ended here. */
static gboolean
close_level (Reader *self)
{
  const Level *level = get_level (self);

  if (level == NULL)
    return FALSE;
  if (level->is_indefinite && level->end - self->pos >= 2 && self->data[self->pos] == 0 &&
      self->data[self->pos + 1] == 0) {
    pop_level (self, self->pos + 2);
    return TRUE;
  }
  if (self->pos < level->end)
    return FALSE;
  if (level->is_indefinite)
    get_element (self, level->element)->problem = KS_ASN1_NO_END;
  pop_level (self, self->pos);
  return TRUE;
}

/**
 * _ks_asn1_read:
 * @data: (array length=size): bytes
 * @size: their number
 * @elements: (element-type KsAsn1Element): what gets the elements
 *
 * Reads all elements, one behind the other; without recursion but for strings, where it is bounded.
 */
void
_ks_asn1_read (const guint8 *data, gsize size, GArray *elements)
{
  g_autofree Reader *self = g_new0 (Reader, 1);

  self->data = data;
  self->size = size;
  self->elements = elements;
  while (self->pos < size || self->depth > 0) {
    if (close_level (self))
      continue;
    if (elements->len < MAX_ELEMENTS)
      read_element (self);
    else
      add_problem (self, self->pos, KS_ASN1_TOO_MANY);
  }
}
