/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz.h"

#include "fuzz-store.h"
#include "ks-bcfks-private.h"

/* The algorithm of the check that the content names, so that it fits. */
static GBytes *
find_check (GBytes *input)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (input, &size);
  KsDer outer, version, check;
  KsDerCursor cursor;

  if (!ks_der_parse (data, size, &outer))
    return NULL;
  ks_der_cursor_init (&cursor, &outer);

  return ks_der_cursor_next (&cursor, &version) && ks_der_cursor_next (&cursor, &check)
           ? ks_der_slice (input, &check)
           : NULL;
}

/* No fuzzer breaks the encryption, so the input is what is encrypted. It is saved as a file with a password, and read again. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) input = g_bytes_new (data, size);
  g_autoptr (KsStore) store = ks_store_new (&ks_format_bcfks);
  g_autoptr (GBytes) check = find_check (input);
  g_autoptr (GError) error = NULL;

  ks_format_bcfks.probe (input);
  if (check == NULL)
    return 0;
  if (ks_bcfks_read_content (store, input, check, NULL, NULL, &error))
    fuzz_save_and_open (store);
  else
    g_assert_nonnull (error);

  return 0;
}
