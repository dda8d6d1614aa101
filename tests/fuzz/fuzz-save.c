/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz-store.h"

#include "ks-format.h"
#include "ks-key-bks.h"
#include "ks-key-sealed.h"

static gboolean
is_quick (KsKey *key)
{
  guint64 iterations = 0;

  if (ks_key_get_form (key) == KS_KEY_FORM_SEALED_OBJECT)
    iterations = ks_key_sealed_count_iterations (ks_key_get_bytes (key));
  else if (ks_key_get_form (key) == KS_KEY_FORM_SEALED_BKS)
    ks_key_bks_measure (ks_key_get_bytes (key), &iterations, NULL);

  return iterations > 0 && iterations <= FUZZ_MAX_ITERATIONS;
}

static void
compare (KsEntry *before, KsEntry *after, KsSecret *password)
{
  KsKey *key = ks_entry_get_key (after);
  g_autoptr (GError) error = NULL;
  g_autoptr (KsSecret) plain = NULL;

  g_assert_cmpstr (ks_entry_get_alias (before), ==, ks_entry_get_alias (after));
  g_assert_cmpuint (ks_entry_get_chain_length (before), ==, ks_entry_get_chain_length (after));
  g_assert_true ((ks_entry_get_key (before) == NULL) == (key == NULL));
  if (key == NULL || !is_quick (key))
    return;

  plain = ks_key_unlock (key, password, &error);
  g_assert_true ((plain == NULL) == (error != NULL));
}

void
fuzz_save_and_open (KsStore *store)
{
  g_autoptr (KsSecret) password = ks_secret_new_from_string ("changeit");
  const KsReadOptions read_options = { .password = password };
  const KsWriteOptions write_options = { .password = password, .iterations = 1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) saved = ks_store_serialize (store, &write_options, NULL, &error);
  g_autoptr (KsStore) again = NULL;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;

  g_assert_no_error (error);
  again = ks_store_get_format (store)->read (saved, &read_options, NULL, &error);
  g_assert_no_error (error);
  before = ks_store_snapshot (store);
  after = ks_store_snapshot (again);
  g_assert_cmpuint (before->len, ==, after->len);
  for (guint i = 0; i < before->len; i++)
    compare (before->pdata[i], after->pdata[i], password);
}
