/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz.h"

#include "fuzz-store.h"
#include "ks-bks.h"

/* A whole file of Bouncy Castle's: without its password, then saved with one that fits, and read with that. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) input = g_bytes_new (data, size);
  const KsReadOptions options = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (KsStore) store = ks_format_bks.read (input, &options, NULL, &error);

  g_assert_true ((store == NULL) == (error != NULL));
  if (store != NULL)
    fuzz_save_and_open (store);

  return 0;
}
