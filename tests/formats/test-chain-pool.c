/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-chain-pool.h"
#include "ks-format.h"
#include "ks-pkcs12.h"
#include "ks-test.h"

/* The leaf, the intermediate and the root of fixtures/pkcs12/open.p12, the key of the leaf, and a twin of the root. */
typedef struct {
  KsStore *store;
  GPtrArray *certificates;
  KsSecret *key;
  KsChainPool *pool;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = ks_test_fixture_read ("pkcs12/open.p12");
  g_autoptr (GBytes) copy = NULL;
  g_autoptr (GError) error = NULL;
  KsEntry *entry;

  fixture->store = ks_store_load (bytes, NULL, NULL, &error);
  g_assert_no_error (error);
  entry = ks_store_find (fixture->store, "leaf");
  g_assert_nonnull (entry);

  fixture->key = ks_secret_ref (ks_key_get_plain (ks_entry_get_key (entry)));
  fixture->certificates = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < 3; i++)
    g_ptr_array_add (fixture->certificates, g_object_ref (ks_entry_get_certificate (entry, i)));
  copy = g_bytes_new (g_bytes_get_data (ks_certificate_get_der (fixture->certificates->pdata[2]), NULL),
                      g_bytes_get_size (ks_certificate_get_der (fixture->certificates->pdata[2])));
  g_ptr_array_add (fixture->certificates, ks_certificate_new (copy));
  fixture->pool = ks_chain_pool_new (fixture->certificates);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ks_chain_pool_free (fixture->pool);
  g_ptr_array_unref (fixture->certificates);
  ks_secret_unref (fixture->key);
  g_assert_finalize_object (fixture->store);
}

static void
test_issuers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) of_leaf = ks_chain_pool_list_issuers (fixture->pool, fixture->certificates->pdata[0]);
  g_autoptr (GPtrArray) of_middle =
    ks_chain_pool_list_issuers (fixture->pool, fixture->certificates->pdata[1]);
  g_autoptr (GPtrArray) of_root = ks_chain_pool_list_issuers (fixture->pool, fixture->certificates->pdata[2]);

  g_assert_cmpuint (of_leaf->len, ==, 1);
  g_assert_true (of_leaf->pdata[0] == fixture->certificates->pdata[1]);
  /* Of twins the first one, once; and nobody is an issuer of its own. */
  g_assert_cmpuint (of_middle->len, ==, 1);
  g_assert_true (of_middle->pdata[0] == fixture->certificates->pdata[2]);
  g_assert_cmpuint (of_root->len, ==, 0);

  g_assert_false (ks_chain_pool_has_issued (fixture->pool, fixture->certificates->pdata[0]));
  g_assert_true (ks_chain_pool_has_issued (fixture->pool, fixture->certificates->pdata[1]));
  g_assert_true (ks_chain_pool_has_issued (fixture->pool, fixture->certificates->pdata[2]));
}

static void
test_key (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) places = ks_chain_pool_find_key (fixture->pool, fixture->key);
  g_autoptr (KsSecret) noise = ks_secret_new_from_string ("no key at all");
  g_autoptr (GArray) nowhere = ks_chain_pool_find_key (fixture->pool, noise);

  g_assert_cmpuint (places->len, ==, 1);
  g_assert_cmpuint (g_array_index (places, guint, 0), ==, 0);
  g_assert_cmpuint (nowhere->len, ==, 0);
}

static void
test_content (Fixture *fixture, gconstpointer data)
{
  const GArray *places = ks_chain_pool_find (fixture->pool, fixture->certificates->pdata[3]);
  g_autoptr (GBytes) bytes = ks_test_hex ("3000");
  g_autoptr (KsCertificate) stranger = ks_certificate_new (bytes);

  g_assert_cmpuint (places->len, ==, 2);
  g_assert_cmpuint (g_array_index (places, guint, 0), ==, 2);
  g_assert_cmpuint (g_array_index (places, guint, 1), ==, 3);
  g_assert_null (ks_chain_pool_find (fixture->pool, stranger));
}

static void
test_chain (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) chain = ks_pkcs12_build_chain (fixture->certificates->pdata[0], fixture->pool);
  g_autoptr (GBytes) bytes = ks_test_hex ("3000");
  g_autoptr (KsCertificate) unreadable = ks_certificate_new (bytes);
  g_autoptr (GPtrArray) alone = ks_pkcs12_build_chain (unreadable, fixture->pool);

  g_assert_cmpuint (chain->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    g_assert_true (chain->pdata[i] == fixture->certificates->pdata[i]);
  g_assert_cmpuint (alone->len, ==, 1);
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  g_test_add ("/chain-pool/issuers", Fixture, NULL, set_up, test_issuers, tear_down);
  g_test_add ("/chain-pool/key", Fixture, NULL, set_up, test_key, tear_down);
  g_test_add ("/chain-pool/content", Fixture, NULL, set_up, test_content, tear_down);
  g_test_add ("/chain-pool/chain", Fixture, NULL, set_up, test_chain, tear_down);

  return g_test_run ();
}
