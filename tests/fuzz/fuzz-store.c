/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz.h"

#include "ks-format.h"

/* What was opened can be saved, and what was saved can be opened. */
static void
save_and_open (KsStore *store, KsSecret *password)
{
  const KsReadOptions read_options = { .password = password };
  const KsWriteOptions write_options = { .password = password, .iterations = 1 };
  g_autoptr (GBytes) saved = NULL;
  g_autoptr (KsStore) again = NULL;
  g_autoptr (GError) error = NULL;

  saved = ks_store_serialize (store, &write_options, NULL, &error);
  if (saved == NULL) {
    g_assert_nonnull (error);
    return;
  }
  again = ks_store_load (saved, &read_options, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (again)), ==,
                    g_list_model_get_n_items (G_LIST_MODEL (store)));
}

static void
open_with (GBytes *input, KsSecret *password)
{
  const KsReadOptions options = { .password = password };
  g_autoptr (GError) error = NULL;
  g_autoptr (KsStore) store = ks_store_load (input, &options, NULL, &error);

  if (store == NULL)
    g_assert_nonnull (error);
  else if (password != NULL && !ks_store_is_read_only (store))
    save_and_open (store, password);
}

/* A whole keystore of any format, without its password and with one. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) input = g_bytes_new (data, size);
  g_autoptr (KsSecret) password = ks_secret_new_from_string ("changeit");

  open_with (input, NULL);
  open_with (input, password);
  return 0;
}
