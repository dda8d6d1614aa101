/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "ks-convert.h"
#include "ks-error.h"
#include "ks-jceks.h"
#include "ks-jks-private.h"
#include "ks-key-java.h"
#include "ks-key-sealed.h"
#include "ks-key-secret.h"
#include "ks-test.h"

/* Java 21 made jks/secrets.jceks: secret keys of all kinds, the key pair “web” and the certificate “root ca”. Only “own” has
 * a password of its own. */
#define SECRETS "jks/secrets.jceks"
#define STORE_PASSWORD "changeit"
#define KEY_PASSWORD "keysecret"

static KsStore *
load (GBytes *bytes, const char *password, GError **error)
{
  g_autoptr (KsSecret) secret = password != NULL ? ks_secret_new_from_string (password) : NULL;
  KsReadOptions options = { .password = secret };

  return ks_store_load (bytes, &options, NULL, error);
}

static KsStore *
load_well (GBytes *bytes, const char *password)
{
  g_autoptr (GError) error = NULL;
  KsStore *store = load (bytes, password, &error);

  g_assert_no_error (error);
  g_assert_true (ks_store_get_format (store) == &ks_format_jceks);
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

/* A file with the entries in @content, and a right check value. */
static GBytes *
make_file (guint32 count, GBytes *content)
{
  g_autoptr (KsWriter) writer = ks_writer_new (0);
  g_autoptr (KsSecret) password = ks_secret_new_from_string (STORE_PASSWORD);
  guint8 digest[KS_JKS_DIGEST_SIZE];

  ks_writer_write_u32 (writer, KS_JCEKS_MAGIC);
  ks_writer_write_u32 (writer, 2);
  ks_writer_write_u32 (writer, count);
  ks_writer_write_bytes (writer, content);
  g_assert_true (ks_jks_digest (password, ks_writer_peek (writer), ks_writer_get_size (writer), digest));
  ks_writer_write (writer, digest, sizeof digest);

  return ks_writer_steal_bytes (writer);
}

static void
assert_secret (KsStore *store, const char *alias, const char *password, const char *algorithm, const char *hex)
{
  KsEntry *entry = ks_store_find (store, alias);
  g_autoptr (KsSecret) secret = ks_secret_new_from_string (password);
  g_autoptr (GError) error = NULL;
  g_autoptr (KsSecret) wrapped = ks_key_unlock (ks_entry_get_key (entry), secret, &error);
  g_autoptr (KsSecret) raw = NULL;
  g_autoptr (GBytes) expected = hex != NULL ? ks_test_hex (hex) : NULL;
  g_autoptr (GBytes) actual = NULL;
  g_autofree char *name = NULL;
  gsize size;
  const guint8 *data;

  g_assert_no_error (error);
  g_assert_cmpint (ks_entry_get_kind (entry), ==, KS_ENTRY_SECRET);
  raw = ks_secret_key_unwrap (wrapped, &name, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (name, ==, algorithm);
  data = ks_secret_get_data (raw, &size);
  actual = g_bytes_new (data, size);
  if (expected != NULL)
    ks_test_assert_bytes (actual, expected);
}

static void
test_read (void)
{
  g_autoptr (GBytes) bytes = ks_test_fixture_read (SECRETS);
  g_autoptr (KsStore) store = load_well (bytes, STORE_PASSWORD);
  KsKey *aes = ks_entry_get_key (ks_store_find (store, "aes"));
  KsKey *own = ks_entry_get_key (ks_store_find (store, "own"));
  g_autofree char *protection = ks_key_dup_protection_text (aes);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 7);
  assert_secret (store, "aes", STORE_PASSWORD, "AES", "0102030405060708090a0b0c0d0e0f10");
  assert_secret (store, "other", STORE_PASSWORD, "Rot13", "0102030405");
  assert_secret (store, "own", KEY_PASSWORD, "HmacSHA256",
                 "0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20");
  assert_secret (store, "generated", STORE_PASSWORD, "DESede", NULL);
  assert_secret (store, "passphrase", STORE_PASSWORD, "PBEWithMD5AndDES", "6f70656e20736573616d65");
  g_assert_cmpint (ks_entry_get_kind (ks_store_find (store, "web")), ==, KS_ENTRY_KEY);

  g_assert_cmpint (ks_key_get_form (aes), ==, KS_KEY_FORM_SEALED_OBJECT);
  g_assert_cmpstr (ks_key_get_algorithm (aes), ==, "AES");
  g_assert_cmpuint (ks_key_get_bits (aes), ==, 128);
  g_assert_cmpstr (protection, ==, "JCEKS (proprietary, MD5 and Triple DES), 200000 iterations");
  g_assert_null (ks_key_get_algorithm (own));
  g_assert_cmpuint (ks_key_sealed_count_iterations (ks_key_get_bytes (aes)), ==, KS_JCEKS_ITERATIONS);
}

static void
test_write_is_identical (void)
{
  g_autoptr (GBytes) bytes = ks_test_fixture_read (SECRETS);
  g_autoptr (KsStore) store = load_well (bytes, STORE_PASSWORD);
  g_autoptr (GBytes) written = save (store);

  ks_test_assert_bytes (written, bytes);
}

static void
test_without_password (void)
{
  g_autoptr (GBytes) bytes = ks_test_fixture_read (SECRETS);
  g_autoptr (KsStore) store = load_well (bytes, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (ks_store_get_integrity (store), ==, KS_INTEGRITY_SKIPPED);
  g_assert_true (ks_store_is_read_only (store));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 7);
  g_assert_null (ks_store_serialize (store, NULL, NULL, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_PASSWORD_NEEDED);
}

static void
assert_refused (GBytes *bytes, const char *password, KsError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (load (bytes, password, &error));
  g_assert_error (error, KS_ERROR, (int) code);
}

/* A secret key proves the password, too. */
static void
test_wrong_or_damaged (void)
{
  g_autoptr (GBytes) bytes = ks_test_fixture_read (SECRETS);
  gsize size;
  guint8 *copy = g_memdup2 (g_bytes_get_data (bytes, &size), g_bytes_get_size (bytes));
  g_autoptr (GBytes) damaged = NULL;

  size = g_bytes_get_size (bytes);
  copy[size - 1] ^= 1;
  damaged = g_bytes_new_take (copy, size);
  assert_refused (bytes, "wrong", KS_ERROR_WRONG_PASSWORD);
  assert_refused (damaged, STORE_PASSWORD, KS_ERROR_DAMAGED);
  assert_refused (damaged, "wrong", KS_ERROR_WRONG_PASSWORD);
}

/* The bytes before those that are random are the same as Java's, and so is the key inside. */
static void
test_seals_as_java (void)
{
  g_autoptr (GBytes) bytes = ks_test_fixture_read (SECRETS);
  g_autoptr (KsStore) store = load_well (bytes, STORE_PASSWORD);
  GBytes *java = ks_key_get_bytes (ks_entry_get_key (ks_store_find (store, "aes")));
  g_autoptr (KsSecret) password = ks_secret_new_from_string (STORE_PASSWORD);
  g_autoptr (KsSecret) plain = ks_key_sealed_open (java, password, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) ours = ks_key_sealed_seal (plain, password, 0, &error);
  g_autoptr (KsSecret) again = NULL;
  gsize head = 0, size;
  const guint8 *theirs = g_bytes_get_data (java, NULL), *mine;

  g_assert_no_error (error);
  mine = g_bytes_get_data (ours, &size);
  g_assert_cmpuint (size, ==, g_bytes_get_size (java));
  for (gsize i = 0; i < size; i++)
    head += mine[i] == theirs[i] ? 1 : 0;
  /* Salt and ciphertext differ, 8 and 144 bytes. */
  g_assert_cmpuint (size - head, <=, 152);
  again = ks_key_sealed_open (ours, password, &error);
  g_assert_no_error (error);
  g_assert_true (ks_secret_equal (again, plain));
}

static void
test_seal_refuses (void)
{
  g_autoptr (KsSecret) raw = ks_secret_new ("0123456789abcdef", 16);
  g_autoptr (KsSecret) wrapped = ks_secret_key_wrap (raw, "AES", NULL);
  g_autoptr (KsSecret) umlaut = ks_secret_new_from_string ("p\303\244ss");
  g_autoptr (KsSecret) password = ks_secret_new_from_string (STORE_PASSWORD);
  g_autoptr (GError) error = NULL;

  g_assert_null (ks_key_sealed_seal (wrapped, umlaut, 0, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED);
  g_clear_error (&error);
  g_assert_null (ks_key_sealed_seal (raw, password, 0, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_MALFORMED);
}

/* An object of a class that nobody knows, between two entries that everybody knows. */
static void
test_unknown_secret (void)
{
  g_autoptr (GBytes) content =
    ks_test_hex ("00000002 0001 61 0000000000000001 0005 582e353039 00000001 30"
                 "00000003 0001 62 0000000000000002 aced0005 73 72 0001 41 0000000000000000 02 0000 78 70"
                 "00000002 0001 63 0000000000000003 0005 582e353039 00000001 31");
  g_autoptr (GBytes) bytes = make_file (3, content);
  g_autoptr (KsStore) store = load_well (bytes, STORE_PASSWORD);
  KsEntry *unknown = ks_store_find (store, "b");
  g_autoptr (KsSecret) password = ks_secret_new_from_string (STORE_PASSWORD);
  g_autofree char *protection = ks_key_dup_protection_text (ks_entry_get_key (unknown));
  g_autoptr (GBytes) written = save (store);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 3);
  g_assert_cmpint (ks_entry_get_kind (unknown), ==, KS_ENTRY_SECRET);
  g_assert_nonnull (strstr (protection, "“A”"));
  g_assert_null (ks_key_unlock (ks_entry_get_key (unknown), password, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED);
  ks_test_assert_bytes (written, bytes);
}

static void
test_bad_secrets (void)
{
  static const struct {
    const char *hex;
    KsError code;
  } rows[] = {
    { "00000003 0001 62 0000000000000002 aced0005",
      KS_ERROR_MALFORMED }, /* the check value is taken for a tag */
    { "00000003 0001 62 0000000000000002 cafebabe 70", KS_ERROR_MALFORMED },
    { "00000003 0001 62 0000000000000002 aced0005 7c 7fffffffffffffff", KS_ERROR_TRUNCATED },
    { "00000004 0001 62 0000000000000002 aced0005 70", KS_ERROR_MALFORMED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GBytes) content = ks_test_hex (rows[i].hex);
    g_autoptr (GBytes) bytes = make_file (1, content);
    g_autoptr (GError) error = NULL;

    g_assert_null (load (bytes, STORE_PASSWORD, &error));
    g_assert_nonnull (strstr (error->message, "Entry 1 of 1"));
    if (i > 0)
      g_assert_error (error, KS_ERROR, (int) rows[i].code);
  }
}

static KsStore *
convert (KsStore *store, const char *id, const char *password, guint expected_losses)
{
  g_autoptr (KsSecret) secret = ks_secret_new_from_string (password);
  g_autoptr (KsSecret) key_password = ks_secret_new_from_string (KEY_PASSWORD);
  g_autoptr (KsKeyring) keyring = ks_keyring_new (ks_store_get_password (store));
  KsConversion conversion = { .target = ks_format_find (id), .password = secret, .now_ms = 1 };
  g_autoptr (GPtrArray) losses = NULL;
  g_autoptr (GError) error = NULL;
  KsStore *converted;

  ks_keyring_add (keyring, "own", key_password);
  losses = ks_convert_list_losses (store, &conversion, keyring);
  g_assert_cmpuint (losses->len, ==, expected_losses);
  converted = ks_convert (store, &conversion, keyring, NULL, &error);
  g_assert_no_error (error);

  return converted;
}

/* Through PKCS #12 and back: all but the key whose algorithm has no object identifier, and the password that is its own. */
static void
test_convert (void)
{
  g_autoptr (GBytes) bytes = ks_test_fixture_read (SECRETS);
  g_autoptr (KsStore) store = load_well (bytes, STORE_PASSWORD);
  g_autoptr (KsStore) pkcs12 = convert (store, "pkcs12", "middle", 2);
  g_autoptr (KsStore) jks = convert (store, "jks", "middle", 5);
  g_autoptr (KsStore) again = convert (pkcs12, "jceks", "last", 0);

  g_assert_null (ks_store_find (pkcs12, "other"));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (pkcs12)), ==, 6);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (jks)), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (again)), ==, 6);
  assert_secret (again, "aes", "last", "AES", "0102030405060708090a0b0c0d0e0f10");
  assert_secret (again, "own", "last", "HmacSHA256",
                 "0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20");
  assert_secret (again, "passphrase", "last", "PBEWithMD5AndDES", "6f70656e20736573616d65");
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/jceks/read", test_read);
  g_test_add_func ("/jceks/write-is-identical", test_write_is_identical);
  g_test_add_func ("/jceks/without-password", test_without_password);
  g_test_add_func ("/jceks/wrong-or-damaged", test_wrong_or_damaged);
  g_test_add_func ("/jceks/seals-as-java", test_seals_as_java);
  g_test_add_func ("/jceks/seal-refuses", test_seal_refuses);
  g_test_add_func ("/jceks/unknown-secret", test_unknown_secret);
  g_test_add_func ("/jceks/bad-secrets", test_bad_secrets);
  g_test_add_func ("/jceks/convert", test_convert);

  return g_test_run ();
}
