/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz.h"

#include "fuzz-der.h"
#include "fuzz-seal.h"
#include "fuzz-store.h"
#include "ks-error.h"
#include "ks-jceks.h"
#include "ks-jks.h"
#include "ks-key-bks.h"
#include "ks-pkcs12.h"

/* Here a check value covers all of the input, so that it is always right. The others end where their entries end. */
static gboolean
covers_all (FuzzSeal seal)
{
  return seal == FUZZ_SEAL_BCFKS || seal == FUZZ_SEAL_PKCS12 || seal == FUZZ_SEAL_PBMAC1;
}

/* Sealed keys are opened when a file of Bouncy Castle's is read. */
static gboolean
has_slow_key (GBytes *file)
{
  const KsReadOptions options = { 0 };
  g_autoptr (KsStore) store = ks_store_load (file, &options, NULL, NULL);
  g_autoptr (GPtrArray) entries = store != NULL ? ks_store_snapshot (store) : NULL;

  for (guint i = 0; entries != NULL && i < entries->len; i++) {
    KsKey *key = ks_entry_get_key (entries->pdata[i]);
    guint64 iterations = 0;

    if (key != NULL && ks_key_get_form (key) == KS_KEY_FORM_SEALED_BKS)
      ks_key_bks_measure (ks_key_get_bytes (key), &iterations, NULL);
    if (iterations > FUZZ_MAX_ITERATIONS)
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_slow (FuzzSeal seal, GBytes *content, GBytes *file, KsSecret *password)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (content, &size);

  if (covers_all (seal))
    return fuzz_der_is_slow (data, size);
  if (seal == FUZZ_SEAL_UBER) {
    g_autoptr (GBytes) like = fuzz_seal (FUZZ_SEAL_BKS_2, content, password);

    return has_slow_key (like);
  }
  return has_slow_key (file);
}

/* Without its first bytes a file of Java's is one of any other format. */
static gboolean
is_java (GBytes *content)
{
  return ks_format_jks.probe (content) > 0 || ks_format_jceks.probe (content) > 0;
}

/* What keeps bags that it does not know may refuse to write them. */
static void
save_pkcs12 (KsStore *store, KsSecret *password)
{
  const KsReadOptions read_options = { .password = password };
  const KsWriteOptions write_options = { .password = password, .iterations = 1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) saved = ks_store_serialize (store, &write_options, NULL, &error);
  g_autoptr (KsStore) again = NULL;

  g_assert_true ((saved == NULL) == (error != NULL));
  if (saved == NULL)
    return;
  again = ks_store_load (saved, &read_options, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (again)), ==,
                    g_list_model_get_n_items (G_LIST_MODEL (store)));
}

/* The first byte says how the rest is protected: it is encrypted and gets the check value that belongs to it, and is then read
 * with its password, as a person opens it. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (KsSecret) password = ks_secret_new_from_string ("changeit");
  const KsReadOptions options = { .password = password };
  const FuzzSeal seal = size > 0 ? data[0] % FUZZ_N_SEALS : 0;
  g_autoptr (GBytes) content = size > 1 ? g_bytes_new (data + 1, size - 1) : NULL;
  g_autoptr (GBytes) file = content != NULL ? fuzz_seal (seal, content, password) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (KsStore) store = NULL;

  if (file == NULL || (seal == FUZZ_SEAL_JAVA && !is_java (content)) ||
      is_slow (seal, content, file, password))
    return 0;

  store = ks_store_load (file, &options, NULL, &error);
  g_assert_true ((store == NULL) == (error != NULL));
  if (covers_all (seal))
    g_assert_false (g_error_matches (error, KS_ERROR, KS_ERROR_WRONG_PASSWORD));
  if (store == NULL)
    return 0;

  g_assert_true (ks_store_get_integrity (store) == KS_INTEGRITY_VERIFIED ||
                 (seal == FUZZ_SEAL_BKS_1 && ks_store_get_integrity (store) == KS_INTEGRITY_WEAK));
  if (ks_store_get_format (store) == &ks_format_pkcs12)
    save_pkcs12 (store, password);
  else
    fuzz_save_and_open (store);
  return 0;
}
