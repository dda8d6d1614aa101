/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz.h"

#include "ks-pkcs12-private.h"

/* The content of an encrypted part, which no fuzzer gets to by itself: it would have to break the encryption. */
static void
read_bags (GBytes *input)
{
  g_autoptr (GPtrArray) bags = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_pkcs12_bag_free);
  g_autoptr (KsStore) store = ks_store_new (&ks_format_pkcs12);
  g_autoptr (KsSecret) password = ks_secret_new_from_string ("changeit");
  const KsReadOptions read_options = { .password = password };
  const KsWriteOptions write_options = { .password = password, .iterations = 1 };
  g_autoptr (GBytes) saved = NULL;
  g_autoptr (KsStore) again = NULL;
  g_autoptr (GError) error = NULL;

  if (!ks_pkcs12_bags_parse (input, TRUE, bags, &error)) {
    g_assert_nonnull (error);
    return;
  }

  ks_pkcs12_add_entries (store, bags);
  saved = ks_store_serialize (store, &write_options, NULL, &error);
  if (saved == NULL) {
    g_assert_nonnull (error);
    return;
  }
  again = ks_store_load (saved, &read_options, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (again)), ==,
                    g_list_model_get_n_items (G_LIST_MODEL (store)));
  g_assert_cmpuint (ks_pkcs12_count_others (again), ==, ks_pkcs12_count_others (store));
}

/* A whole file without its password, and the same bytes as bags. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) input = g_bytes_new (data, size);
  const KsReadOptions options = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (KsStore) store = ks_format_pkcs12.read (input, &options, NULL, &error);

  if (store == NULL)
    g_assert_nonnull (error);
  read_bags (input);

  return 0;
}
