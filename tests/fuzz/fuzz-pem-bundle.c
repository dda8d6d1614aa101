/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz.h"

#include "ks-pem-bundle.h"

/* What is not changed is saved as it was; what is left when an entry goes can be opened. */
static void
save (KsStore *store, GBytes *input)
{
  g_autoptr (GBytes) same = NULL;
  g_autoptr (GBytes) rest = NULL;
  g_autoptr (KsEntry) first = g_list_model_get_item (G_LIST_MODEL (store), 0);
  g_autoptr (KsEdit) edit = ks_edit_new_remove (NULL, first);
  g_autoptr (KsStore) again = NULL;
  g_autoptr (GError) error = NULL;

  same = ks_store_serialize (store, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (same, input));

  ks_store_apply (store, edit, &error);
  g_assert_no_error (error);
  rest = ks_store_serialize (store, NULL, NULL, &error);
  if (rest == NULL || g_list_model_get_n_items (G_LIST_MODEL (store)) == 0)
    return;
  again = ks_format_pem.read (rest, NULL, NULL, &error);
  g_assert_no_error (error);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) input = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (KsStore) store = ks_format_pem.read (input, NULL, NULL, &error);

  if (store == NULL)
    g_assert_nonnull (error);
  else
    save (store, input);

  return 0;
}
