/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz.h"

#include "fuzz-store.h"
#include "ks-bks-private.h"

/* No fuzzer breaks the encryption, so the input is what is encrypted: it is read as the entries of a BKS file without a check
 * value, and written as UBER. */
static void
read_entries (GBytes *input)
{
  g_autoptr (KsStore) store = ks_store_new (&ks_format_uber);
  KsBksReading reading = { 0 };
  g_autoptr (GError) error = NULL;

  ks_reader_init (&reading.reader, input);
  if (ks_bks_read_entries (&reading, store, NULL, &error))
    fuzz_save_and_open (store);
  else
    g_assert_nonnull (error);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) input = g_bytes_new (data, size);
  g_autoptr (KsSecret) password = ks_secret_new_from_string ("changeit");
  const KsReadOptions options = { .password = password };
  g_autoptr (GError) error = NULL;
  g_autoptr (KsStore) store = NULL;

  /* The number of iterations is at bytes 28 to 31. */
  if (size < 32 || (data[28] == 0 && data[29] == 0)) {
    store = ks_format_uber.read (input, &options, NULL, &error);
    g_assert_true ((store == NULL) == (error != NULL));
  }
  read_entries (input);

  return 0;
}
