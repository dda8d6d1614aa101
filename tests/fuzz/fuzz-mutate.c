/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* How libFuzzer changes an input that is made of parts with lengths: a part is changed, doubled, removed or put in the place
 * of another one, and the lengths round it follow. Blind changes mostly break a length and get no further. */

#include "fuzz.h"

#include "fuzz-der.h"

#include <string.h>

/* Bytes at the start that say what the rest is. */
#ifndef FUZZ_SKIP
#define FUZZ_SKIP 0
#endif
#define MAX_GROWTH 64
#define MAX_PART 4096
#define MAX_TRIES 64

size_t LLVMFuzzerMutate (uint8_t *data, size_t size, size_t max_size);
size_t LLVMFuzzerCustomMutator (uint8_t *data, size_t size, size_t max_size, unsigned int seed);

static const guint8 tags[] = { 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0c, 0x13,
                               0x17, 0x18, 0x1e, 0x30, 0x31, 0x80, 0xa0, 0xa1 };

typedef struct {
  const guint8 *data;
  gsize size;
  GArray *elements;
  GRand *random;
} Mutation;

static guint
pick (Mutation *self, guint count)
{
  return (guint) g_rand_int_range (self->random, 0, (gint32) count);
}

/* Of @size bytes at @start, changed as libFuzzer likes. */
static GByteArray *
change (const guint8 *start, gsize size)
{
  GByteArray *bytes = g_byte_array_sized_new ((guint) size + MAX_GROWTH);

  g_byte_array_append (bytes, start, (guint) size);
  g_byte_array_set_size (bytes, (guint) size + MAX_GROWTH);
  g_byte_array_set_size (bytes, (guint) LLVMFuzzerMutate (bytes->data, size, size + MAX_GROWTH));
  return bytes;
}

static void
append_header (GByteArray *bytes, guint8 tag, gsize size)
{
  const guint8 header[] = { tag, 0x83, (guint8) (size >> 16), (guint8) (size >> 8), (guint8) size };
  const guint8 middle[] = { tag, 0x82, (guint8) (size >> 8), (guint8) size };
  const guint8 small[] = { tag, 0x81, (guint8) size };
  const guint8 tiny[] = { tag, (guint8) size };

  if (size < 0x80)
    g_byte_array_append (bytes, tiny, sizeof tiny);
  else if (size < 0x100)
    g_byte_array_append (bytes, small, sizeof small);
  else if (size < 0x10000)
    g_byte_array_append (bytes, middle, sizeof middle);
  else
    g_byte_array_append (bytes, header, sizeof header);
}

/* What shall stand in the place of an element. */
static GByteArray *
make_new (Mutation *self, const FuzzElement *element)
{
  const FuzzElement *other = &g_array_index (self->elements, FuzzElement, pick (self, self->elements->len));
  const guint8 *start = self->data + element->offset;
  const gsize full_size = element->header_size + element->size;
  GByteArray *bytes = g_byte_array_new ();
  g_autoptr (GByteArray) content = NULL;

  switch (pick (self, 8)) {
  case 0: /* removed */
    break;
  case 1: /* doubled */
    g_byte_array_append (bytes, start, (guint) full_size);
    g_byte_array_append (bytes, start, (guint) full_size);
    break;
  case 2: /* another one */
    g_byte_array_append (bytes, self->data + other->offset, (guint) (other->header_size + other->size));
    break;
  case 3: /* of another kind */
    g_byte_array_append (bytes, start, (guint) full_size);
    bytes->data[0] = tags[pick (self, G_N_ELEMENTS (tags))];
    break;
  case 4: /* inside of another one */
    append_header (bytes, tags[pick (self, G_N_ELEMENTS (tags))], full_size);
    g_byte_array_append (bytes, start, (guint) full_size);
    break;
  default: /* with another content */
    content = change (start + element->header_size, MIN (element->size, MAX_PART));
    append_header (bytes, element->tag, content->len);
    g_byte_array_append (bytes, content->data, content->len);
  }

  return bytes;
}

/* The input with @bytes in the place of an element; the lengths of all that it is in become right. */
static GByteArray *
replace (Mutation *self, const FuzzElement *element, GByteArray *bytes)
{
  gsize start = element->offset, end = start + element->header_size + element->size;
  guint parent = element->parent;

  while (parent != FUZZ_NO_PARENT) {
    const FuzzElement *outer = &g_array_index (self->elements, FuzzElement, parent);
    const gsize content = outer->offset + outer->header_size, outer_end = content + outer->size;
    GByteArray *whole = g_byte_array_new ();

    append_header (whole, outer->tag, start - content + bytes->len + outer_end - end);
    g_byte_array_append (whole, self->data + content, (guint) (start - content));
    g_byte_array_append (whole, bytes->data, bytes->len);
    g_byte_array_append (whole, self->data + end, (guint) (outer_end - end));
    g_byte_array_unref (bytes);
    bytes = whole;
    start = outer->offset;
    end = outer_end;
    parent = outer->parent;
  }

  g_byte_array_prepend (bytes, self->data, (guint) start);
  g_byte_array_append (bytes, self->data + end, (guint) (self->size - end));
  return bytes;
}

static GByteArray *
mutate_der (Mutation *self)
{
  const FuzzElement *element = NULL;

  if (self->elements->len == 0)
    return NULL;
  element = &g_array_index (self->elements, FuzzElement, pick (self, self->elements->len));
  return replace (self, element, make_new (self, element));
}

static gsize
read_number (const guint8 *data, guint width)
{
  gsize number = 0;

  for (guint i = 0; i < width; i++)
    number = number << 8 | data[i];
  return number;
}

/* What looks like a length in two or four bytes and the part that it belongs to: the part changes, and so does the length. */
static GByteArray *
mutate_block (Mutation *self)
{
  for (guint i = 0; i < MAX_TRIES && self->size > 8; i++) {
    const guint width = pick (self, 2) == 0 ? 2 : 4;
    const gsize at = pick (self, (guint) (self->size - 4));
    const gsize length = read_number (self->data + at, width), start = at + width;
    g_autoptr (GByteArray) part = NULL;
    GByteArray *whole;

    if (length == 0 || length > self->size - start || length > MAX_PART)
      continue;
    part = change (self->data + start, length);
    whole = g_byte_array_new ();
    g_byte_array_append (whole, self->data, (guint) at);
    for (guint byte = width; byte > 0; byte--)
      g_byte_array_append (whole, &(const guint8) { (guint8) (part->len >> (byte * 8 - 8)) }, 1);
    g_byte_array_append (whole, part->data, part->len);
    g_byte_array_append (whole, self->data + start + length, (guint) (self->size - start - length));
    return whole;
  }
  return NULL;
}

static size_t
mutate (uint8_t *data, size_t size, size_t max_size, unsigned int seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (GArray) elements = fuzz_der_list (data, size);
  Mutation self = { data, size, elements, random };
  g_autoptr (GByteArray) result = NULL;

  switch (pick (&self, 4)) {
  case 0:
    result = mutate_der (&self);
    break;
  case 1:
    result = mutate_block (&self);
    break;
  case 2:
    result = elements->len > 0 ? mutate_der (&self) : mutate_block (&self);
    break;
  default:
    break;
  }

  if (result == NULL || result->len == 0 || result->len > max_size)
    return LLVMFuzzerMutate (data, size, max_size);
  memcpy (data, result->data, result->len);
  return result->len;
}

size_t
LLVMFuzzerCustomMutator (uint8_t *data, size_t size, size_t max_size, unsigned int seed)
{
  /* The first bytes change now and then, with all the others. */
  if (size <= FUZZ_SKIP || seed % 16 == 0)
    return LLVMFuzzerMutate (data, size, max_size);
  return FUZZ_SKIP + mutate (data + FUZZ_SKIP, size - FUZZ_SKIP, max_size - FUZZ_SKIP, seed / 16);
}
