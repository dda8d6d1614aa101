/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "ks-error.h"
#include "ks-format.h"
#include "ks-jks.h"
#include "ks-test.h"

/* keytool made jks/small.jks: the key pair “web” with a password of its own, and the certificate “trusted”. */
#define SMALL "jks/small.jks"
#define STORE_PASSWORD "changeit"
#define KEY_PASSWORD "keysecret"

static KsStore *
load_well (GBytes *bytes, const char *password)
{
  g_autoptr (KsSecret) secret = ks_secret_new_from_string (password);
  KsReadOptions options = { .password = secret };
  g_autoptr (GError) error = NULL;
  KsStore *store = ks_store_load (bytes, &options, NULL, &error);

  g_assert_no_error (error);
  return store;
}

static GBytes *
save (KsStore *store)
{
  g_autoptr (GError) error = NULL;
  KsWriteOptions options = { .now_ms = 1000 };
  GBytes *bytes = ks_store_serialize (store, &options, NULL, &error);

  g_assert_no_error (error);
  return bytes;
}

static void
test_write_is_identical (void)
{
  g_autoptr (GBytes) bytes = ks_test_fixture_read (SMALL);
  g_autoptr (KsStore) store = load_well (bytes, STORE_PASSWORD);
  g_autoptr (GBytes) written = save (store);

  ks_test_assert_bytes (written, bytes);
}

/* Every JKS of the corpus whose password is known comes out as it went in. */
static void
test_corpus_is_identical (void)
{
  static const struct {
    const char *name;
    const char *password;
  } files[] = {
    { "real/micro-integrator__resources_wso2carbon.jks", "wso2carbon" },
    { "real/santuario-xml-security-java__certs_keystore.jks", "secret" },
    { "real/keystore-go__testdata_keystore.jks", "password" },
    { "real/wildfly-elytron__acme_account.keystore", "elytron" },
    { "synth/jksx-casecollide.jks", "changeit" },
    { "synth/jks-pw-emoji.jks", "p\303\244ss\360\237\230\200w" },
    { "synth/jks-pw-empty.jks", "" },
    { "synth/jks-twokeypws.jks", "storepass" },
  };

  if (ks_test_skip_without_corpus ())
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autoptr (GBytes) bytes = ks_test_corpus_read (files[i].name);
    g_autoptr (KsStore) store = load_well (bytes, files[i].password);
    g_autoptr (GBytes) written = save (store);

    ks_test_assert_bytes (written, bytes);
  }
}

static void
assert_not_written (KsEntry *entry)
{
  g_autoptr (KsStore) store = ks_store_new (&ks_format_jks);
  g_autoptr (KsSecret) password = ks_secret_new_from_string ("x");
  g_autoptr (GError) error = NULL;

  ks_store_add_loaded (store, entry);
  ks_store_set_loaded_password (store, password);
  g_assert_null (ks_store_serialize (store, NULL, NULL, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_LOSSY);
}

static void
test_cannot_hold (void)
{
  g_autoptr (KsSecret) bytes = ks_secret_new ("0123456789abcdef", 16);
  g_autoptr (KsKey) aes = ks_key_new_plain (KS_KEY_SECRET, bytes, "AES");
  g_autoptr (GBytes) der = g_bytes_new_static ("x", 1);
  g_autoptr (KsKey) opaque = ks_key_new_protected (KS_KEY_PRIVATE, KS_KEY_FORM_OPAQUE, der, NULL);
  g_autoptr (KsEntry) secret = ks_entry_new (KS_ENTRY_SECRET, "s", 0, aes, NULL);
  g_autoptr (KsEntry) request = ks_entry_new_data (KS_ENTRY_REQUEST, "r", der);
  g_autoptr (KsEntry) bare = ks_entry_new (KS_ENTRY_CERTIFICATE, "b", 0, NULL, NULL);
  g_autoptr (KsEntry) locked = ks_entry_new (KS_ENTRY_KEY, "l", 0, opaque, NULL);

  assert_not_written (secret);
  assert_not_written (request);
  assert_not_written (bare);
  assert_not_written (locked);
}

static KsSecret *
unlock_fixture_key (void)
{
  g_autoptr (GBytes) bytes = ks_test_fixture_read (SMALL);
  g_autoptr (KsStore) store = load_well (bytes, STORE_PASSWORD);
  g_autoptr (KsSecret) password = ks_secret_new_from_string (KEY_PASSWORD);

  return ks_key_unlock (ks_entry_get_key (ks_store_find (store, "web")), password, NULL);
}

/* A plain key gets the store's password, an entry without a date the time of now. */
static void
test_new_entries (void)
{
  g_autoptr (KsSecret) plain = unlock_fixture_key ();
  g_autoptr (KsKey) key = ks_key_new_plain (KS_KEY_PRIVATE, plain, NULL);
  g_autoptr (KsEntry) entry = ks_entry_new (KS_ENTRY_KEY, "new", 0, key, NULL);
  g_autoptr (KsStore) store = ks_store_new (&ks_format_jks);
  g_autoptr (KsSecret) password = ks_secret_new_from_string ("p\303\244ss");
  g_autoptr (GBytes) written = NULL;
  g_autoptr (KsStore) again = NULL;
  g_autoptr (KsSecret) opened = NULL;

  ks_store_add_loaded (store, entry);
  ks_store_set_loaded_password (store, password);
  written = save (store);
  again = load_well (written, "p\303\244ss");
  opened = ks_key_unlock (ks_entry_get_key (ks_store_find (again, "new")), password, NULL);
  g_assert_true (ks_secret_equal (opened, plain));
  g_assert_cmpint (ks_entry_get_created_ms (ks_store_find (again, "new")), ==, 1000);
}

/* keytool reads what is written here. */
static void
test_keytool_reads (void)
{
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  g_autofree char *listing = NULL;
  g_autoptr (GBytes) bytes = ks_test_fixture_read (SMALL);
  g_autoptr (KsStore) store = load_well (bytes, STORE_PASSWORD);
  KsEntry *web = ks_store_find (store, "web");
  g_autoptr (KsEntry) renamed = ks_entry_with_alias (web, "gateway");
  g_autoptr (KsEdit) edit = ks_edit_new_replace ("renamed", web, renamed);
  g_autoptr (GBytes) written = NULL;

  if (ks_test_skip_without_program ("keytool"))
    return;

  g_assert_true (ks_store_apply (store, edit, NULL));
  written = save (store);
  folder = ks_test_make_folder ();
  path = ks_test_write_file (folder, "small.jks", written);
  listing = ks_test_run_text ("keytool", "-list", "-keystore", path, "-storepass", STORE_PASSWORD, NULL);
  g_assert_nonnull (strstr (listing, "gateway, "));
  g_assert_nonnull (strstr (listing, "PrivateKeyEntry"));
  g_assert_nonnull (strstr (listing, "trusted, "));
  g_assert_null (strstr (listing, "web, "));
  ks_test_remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/jks-write/write-is-identical", test_write_is_identical);
  g_test_add_func ("/jks-write/corpus-is-identical", test_corpus_is_identical);
  g_test_add_func ("/jks-write/cannot-hold", test_cannot_hold);
  g_test_add_func ("/jks-write/new-entries", test_new_entries);
  g_test_add_func ("/jks-write/keytool-reads", test_keytool_reads);

  return g_test_run ();
}
