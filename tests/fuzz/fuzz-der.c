/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz-der.h"

#include "fuzz-store.h"
#include "ks-der.h"

#define MAX_ELEMENTS 4096
#define MAX_DEPTH 32

static void list_in (GArray *elements, const guint8 *data, gsize start, gsize end, guint parent, guint depth);

/* Strings often hold elements of their own; only those that they fill. */
static gboolean
holds_elements (const guint8 *data, gsize start, gsize end)
{
  KsDer element;

  while (start < end && ks_der_parse (data + start, end - start, &element))
    start += element.full_size;

  return start == end;
}

static void
list_inside (GArray *elements, const guint8 *data, const FuzzElement *element, guint index, guint depth)
{
  const gsize start = element->offset + element->header_size, end = start + element->size;

  if ((element->tag & 0x20) != 0)
    list_in (elements, data, start, end, index, depth + 1);
  else if (element->tag == KS_DER_OCTET_STRING && element->size > 2 && holds_elements (data, start, end))
    list_in (elements, data, start, end, index, depth + 1);
  else if (element->tag == KS_DER_BIT_STRING && element->size > 3 && holds_elements (data, start + 1, end))
    list_in (elements, data, start + 1, end, index, depth + 1);
}

static void
list_in (GArray *elements, const guint8 *data, gsize start, gsize end, guint parent, guint depth)
{
  guint before = FUZZ_NO_PARENT;
  KsDer der;

  while (depth < MAX_DEPTH && elements->len < MAX_ELEMENTS && start < end &&
         ks_der_parse (data + start, end - start, &der)) {
    const FuzzElement element = { start, der.full_size - der.size, der.size, parent, before, der.tag };

    before = elements->len;
    g_array_append_val (elements, element);
    list_inside (elements, data, &element, before, depth);
    start += der.full_size;
  }
}

GArray *
fuzz_der_list (const guint8 *data, gsize size)
{
  GArray *elements = g_array_new (FALSE, FALSE, sizeof (FuzzElement));

  list_in (elements, data, 0, size, FUZZ_NO_PARENT, 0);
  return elements;
}

/* The parameters of PBKDF2, scrypt and PBES1, and of a MAC: a salt, then a number. */
gboolean
fuzz_der_is_slow (const guint8 *data, gsize size)
{
  g_autoptr (GArray) elements = fuzz_der_list (data, size);
  gboolean is_slow = elements->len == MAX_ELEMENTS;

  for (guint i = 0; i < elements->len && !is_slow; i++) {
    const FuzzElement *element = &g_array_index (elements, FuzzElement, i);
    const guint8 *content = data + element->offset + element->header_size;
    guint64 number = 0;

    if (element->tag != KS_DER_INTEGER || element->before == FUZZ_NO_PARENT ||
        g_array_index (elements, FuzzElement, element->before).tag != KS_DER_OCTET_STRING)
      continue;
    for (gsize at = 0; at < element->size && number <= FUZZ_MAX_ITERATIONS; at++)
      number = number << 8 | content[at];
    is_slow = number > FUZZ_MAX_ITERATIONS;
  }

  return is_slow;
}
