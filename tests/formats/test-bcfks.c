/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "ks-bcfks-private.h"
#include "ks-der-write.h"
#include "ks-error.h"
#include "ks-key-bcfks.h"
#include "ks-key-secret.h"
#include "ks-test.h"

/* Bouncy Castle made bcfks/: the key pair “web”, the certificate “Root CA”, the secret keys “aes” and “own”, which has a password
 * of its own; in one of them the bytes “stored”. They differ in how they are encrypted and checked. */
#define USUAL "bcfks/usual.bcfks"
#define SIGNED "bcfks/signed.bcfks"
#define STORE_PASSWORD "changeit"
#define KEY_PASSWORD "keysecret"
#define KEY_16 "0102030405060708090a0b0c0d0e0f10"
#define KEY_32 KEY_16 "1112131415161718191a1b1c1d1e1f20"

static const char *const files[] = { USUAL, "bcfks/scrypt.bcfks", "bcfks/wrap.bcfks", "bcfks/sha3.bcfks" };

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
  return store;
}

static void
assert_refused (GBytes *bytes, const char *password, KsError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (load (bytes, password, &error));
  g_assert_error (error, KS_ERROR, (int) code);
}

static GBytes *
save (KsStore *store)
{
  g_autoptr (GError) error = NULL;
  KsWriteOptions options = { .now_ms = G_GINT64_CONSTANT (1700000000123) };
  GBytes *bytes = ks_store_serialize (store, &options, NULL, &error);

  g_assert_no_error (error);
  return bytes;
}

static void
assert_secret (KsStore *store, const char *alias, const char *password, const char *algorithm, const char *hex)
{
  KsEntry *entry = ks_store_find (store, alias);
  g_autoptr (KsSecret) secret = ks_secret_new_from_string (password);
  g_autoptr (GError) error = NULL;
  g_autoptr (KsSecret) wrapped = ks_key_unlock (ks_entry_get_key (entry), secret, &error);
  g_autoptr (KsSecret) raw = NULL;
  g_autoptr (GBytes) expected = ks_test_hex (hex);
  g_autofree char *name = NULL;
  gsize size;
  const guint8 *data;

  g_assert_no_error (error);
  g_assert_cmpint (ks_entry_get_kind (entry), ==, KS_ENTRY_SECRET);
  raw = ks_secret_key_unwrap (wrapped, &name, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (name, ==, algorithm);
  data = ks_secret_get_data (raw, &size);
  g_assert_cmpmem (data, size, g_bytes_get_data (expected, NULL), g_bytes_get_size (expected));
}

static void
assert_content (KsStore *store, const char *own_password)
{
  KsEntry *web = ks_store_find (store, "web");
  g_autoptr (KsSecret) secret = ks_secret_new_from_string (STORE_PASSWORD);
  g_autoptr (KsSecret) plain = NULL;
  g_autoptr (GError) error = NULL;

  assert_secret (store, "aes", STORE_PASSWORD, "AES", KEY_16);
  assert_secret (store, "own", own_password, "HmacSHA256", KEY_32);
  g_assert_cmpint (ks_entry_get_kind (web), ==, KS_ENTRY_KEY);
  g_assert_cmpuint (ks_entry_get_chain_length (web), ==, 2);
  g_assert_cmpint (ks_entry_get_created_ms (web), >, G_GINT64_CONSTANT (1500000000000));
  plain = ks_key_unlock (ks_entry_get_key (web), secret, &error);
  g_assert_no_error (error);
  g_assert_true (ks_key_matches_spki (plain, ks_certificate_get_spki (ks_entry_get_leaf (web)), NULL));
  g_assert_cmpint (ks_entry_get_kind (ks_store_find (store, "Root CA")), ==, KS_ENTRY_CERTIFICATE);
}

static void
test_read (gconstpointer data)
{
  g_autoptr (GBytes) bytes = ks_test_fixture_read (data);
  g_autoptr (KsStore) store = load_well (bytes, STORE_PASSWORD);
  KsKey *aes = ks_entry_get_key (ks_store_find (store, "aes"));
  KsKey *own = ks_entry_get_key (ks_store_find (store, "own"));
  g_autoptr (KsSecret) wrong = ks_secret_new_from_string (STORE_PASSWORD);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (ks_store_get_format (store)->id, ==, "bcfks");
  assert_content (store, KEY_PASSWORD);
  g_assert_cmpint (ks_store_get_integrity (store), ==, KS_INTEGRITY_VERIFIED);
  g_assert_null (ks_store_get_remarks (store)[0]);
  g_assert_cmpstr (ks_key_get_algorithm (aes), ==, "AES");
  g_assert_cmpuint (ks_key_get_bits (aes), ==, 128);
  g_assert_null (ks_key_get_algorithm (own));
  g_assert_null (ks_key_unlock (own, wrong, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_WRONG_PASSWORD);
}

/* How it is encrypted: everything up to the salt. */
static void
assert_same_scheme (GBytes *before, GBytes *after)
{
  KsDer outer;
  KsBcfksScheme schemes[2];
  GBytes *both[] = { before, after };

  for (gsize i = 0; i < 2; i++) {
    gsize size;
    const guint8 *data = g_bytes_get_data (both[i], &size);
    g_autoptr (GBytes) sealed = NULL;
    g_autoptr (GError) error = NULL;
    KsDerCursor cursor;
    KsDer element;

    g_assert_true (ks_der_parse (data, size, &outer));
    ks_der_cursor_init (&cursor, &outer);
    g_assert_true (ks_der_cursor_next (&cursor, &element));
    sealed = ks_der_slice (both[i], &element);
    ks_bcfks_inspect (sealed, &schemes[i], &error);
    g_assert_no_error (error);
  }
  g_assert_cmpint (schemes[0].cipher_nid, ==, schemes[1].cipher_nid);
  g_assert_cmpint (schemes[0].prf_nid, ==, schemes[1].prf_nid);
  g_assert_cmpuint (schemes[0].iterations, ==, schemes[1].iterations);
  g_assert_cmpuint (schemes[0].scrypt_n, ==, schemes[1].scrypt_n);
  g_assert_cmpuint (schemes[0].scrypt_r, ==, schemes[1].scrypt_r);
}

static void
test_write (gconstpointer data)
{
  g_autoptr (GBytes) bytes = ks_test_fixture_read (data);
  g_autoptr (KsStore) store = load_well (bytes, STORE_PASSWORD);
  g_autoptr (GBytes) written = save (store);
  g_autoptr (KsStore) again = load_well (written, STORE_PASSWORD);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (store));

  g_assert_false (g_bytes_equal (bytes, written));
  assert_same_scheme (bytes, written);
  assert_content (again, KEY_PASSWORD);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (again)), ==, n);
  /* Entries that nobody changed are what they were, to the byte. */
  for (guint i = 0; i < n; i++) {
    g_autoptr (KsEntry) before = g_list_model_get_item (G_LIST_MODEL (store), i);
    g_autoptr (KsEntry) after = g_list_model_get_item (G_LIST_MODEL (again), i);

    g_assert_true (g_bytes_equal (ks_entry_get_extra (before, KS_BCFKS_EXTRA_OBJECT),
                                  ks_entry_get_extra (after, KS_BCFKS_EXTRA_OBJECT)));
  }
}

static GBytes *
flip (GBytes *bytes, gsize place)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  guint8 *copy = g_memdup2 (data, size);

  copy[place] ^= 1;
  return g_bytes_new_take (copy, size);
}

/* The content tells on its own whether the password fits. */
static void
test_wrong_or_damaged (gconstpointer data)
{
  g_autoptr (GBytes) bytes = ks_test_fixture_read (data);
  gsize size = g_bytes_get_size (bytes);
  g_autoptr (GBytes) damaged_check = flip (bytes, size - 4);
  g_autoptr (GBytes) damaged_content = flip (bytes, size / 2);
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (bytes, 0, size - 10);

  assert_refused (bytes, "wrong", KS_ERROR_WRONG_PASSWORD);
  assert_refused (bytes, "", KS_ERROR_WRONG_PASSWORD);
  assert_refused (bytes, NULL, KS_ERROR_PASSWORD_NEEDED);
  assert_refused (damaged_check, STORE_PASSWORD, KS_ERROR_DAMAGED);
  assert_refused (damaged_check, "wrong", KS_ERROR_WRONG_PASSWORD);
  assert_refused (damaged_content, STORE_PASSWORD, KS_ERROR_WRONG_PASSWORD);
  assert_refused (cut, STORE_PASSWORD, KS_ERROR_TRUNCATED);
}

static void
test_stored (void)
{
  g_autoptr (GBytes) bytes = ks_test_fixture_read (USUAL);
  g_autoptr (KsStore) store = load_well (bytes, STORE_PASSWORD);
  KsKey *stored = ks_entry_get_key (ks_store_find (store, "stored"));

  g_assert_cmpint (ks_key_get_form (stored), ==, KS_KEY_FORM_OPAQUE);
  g_assert_cmpmem (g_bytes_get_data (ks_key_get_bytes (stored), NULL),
                   g_bytes_get_size (ks_key_get_bytes (stored)), "\4\x30\3\2\1\5", 6);
}

/* Encrypted with the empty password, and nobody else can sign it again. */
static void
test_signed (void)
{
  g_autoptr (GBytes) bytes = ks_test_fixture_read (SIGNED);
  g_autoptr (KsStore) store = load_well (bytes, NULL);
  g_autoptr (GError) error = NULL;

  assert_content (store, KEY_PASSWORD);
  g_assert_cmpint (ks_store_get_integrity (store), ==, KS_INTEGRITY_SIGNED);
  g_assert_true (ks_store_is_read_only (store));
  g_assert_nonnull (strstr (ks_store_get_remarks (store)[0], "signed"));
  assert_refused (bytes, "wrong", KS_ERROR_WRONG_PASSWORD);
  g_assert_null (ks_store_serialize (store, NULL, NULL, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_PASSWORD_NEEDED);
}

/* A renamed entry keeps its date of creation, with the milliseconds that other formats have. */
static void
test_changed (void)
{
  g_autoptr (GBytes) bytes = ks_test_fixture_read (USUAL);
  g_autoptr (KsStore) store = load_well (bytes, STORE_PASSWORD);
  g_autoptr (KsStore) copy = ks_store_new (ks_store_get_format (store));
  KsEntry *web = ks_store_find (store, "web");
  g_autoptr (KsEntry) dated = ks_entry_with_created (web, G_GINT64_CONSTANT (1234567890450));
  g_autoptr (KsEntry) renamed = ks_entry_with_alias (dated, "W\xc3\xa9\xc0\x80");
  g_autoptr (KsSecret) password = ks_secret_new_from_string (STORE_PASSWORD);
  g_autoptr (GBytes) written = NULL;
  g_autoptr (KsStore) again = NULL;
  KsEntry *found;

  ks_store_add_loaded (copy, renamed);
  ks_store_set_loaded_password (copy, password);
  written = save (copy);
  again = load_well (written, STORE_PASSWORD);
  found = ks_store_find (again, "W\xc3\xa9\xc0\x80");
  g_assert_nonnull (found);
  g_assert_cmpint (ks_entry_get_created_ms (found), ==, G_GINT64_CONSTANT (1234567890450));
  g_assert_true (g_bytes_equal (ks_key_get_bytes (ks_entry_get_key (found)),
                                ks_key_get_bytes (ks_entry_get_key (web))));
}

#define TIMES "180f 32303234303130313030303030305a 180f 32303234303130313030303030305a"
#define ALGORITHM "300c 06082a864886f70d020b 0500"

static void
put_hex (KsWriter *writer, const char *hex)
{
  g_autoptr (GBytes) bytes = ks_test_hex (hex);

  ks_writer_write_bytes (writer, bytes);
}

/* Content that is neither encrypted nor checked: what stands in it is read without a password. */
static GBytes *
make_file (const char *entries)
{
  g_autoptr (KsWriter) writer = ks_writer_new (0);
  KsWriter *whole = ks_writer_new (0), *content = ks_writer_new (0), *objects = ks_writer_new (0);

  put_hex (objects, entries);
  put_hex (content, "020101" ALGORITHM TIMES);
  ks_der_put_nested (content, KS_DER_SEQUENCE, objects);
  ks_der_put_nested (whole, KS_DER_SEQUENCE, content);
  put_hex (whole, "301e" ALGORITHM ALGORITHM "0400");
  ks_der_put_nested (writer, KS_DER_SEQUENCE, whole);

  return ks_writer_steal_bytes (writer);
}

static void
test_bad_entries (void)
{
  static const struct {
    const char *hex;
    const char *word;
  } rows[] = {
    { "0500", "SEQUENCE" },
    { "3000", "type" },
    { "3003 020100", "alias" },
    { "3006 020100 0c0161", "creationDate" },
    { "3017 020100 0c0161"
      "180f 32303234303130313030303030305a",
      "lastModifiedDate" },
    { "3028 020100 0c0161" TIMES, "data" },
    { "302c 020101 0c0161" TIMES "0402 0500", "data" },
    { "302c 020101 0c0161" TIMES "0402 3000", "encryptedPrivateKeyInfo" },
    { "30ff", "objectDataSequence" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GBytes) bytes = make_file (rows[i].hex);
    g_autoptr (GError) error = NULL;

    g_assert_null (load (bytes, NULL, &error));
    g_assert_error (error, KS_ERROR, KS_ERROR_MALFORMED);
    g_assert_nonnull (strstr (error->message, rows[i].word));
  }
}

/* Whoever opens it with a password wants it checked. */
static void
test_unencrypted (void)
{
  g_autoptr (GBytes) bytes = make_file ("302c 020109 0c0161" TIMES "0402 0500");
  g_autoptr (KsStore) store = load_well (bytes, NULL);
  KsEntry *entry = ks_store_find (store, "a");

  g_assert_true (ks_store_is_read_only (store));
  g_assert_cmpint (ks_entry_get_kind (entry), ==, KS_ENTRY_SECRET);
  g_assert_cmpint (ks_key_get_form (ks_entry_get_key (entry)), ==, KS_KEY_FORM_OPAQUE);
  g_assert_cmpint (ks_entry_get_created_ms (entry), ==, G_GINT64_CONSTANT (1704067200000));
  assert_refused (bytes, STORE_PASSWORD, KS_ERROR_UNSUPPORTED);
}

static void
test_bombs (void)
{
  static const struct {
    const char *hex;
    KsError code;
  } rows[] = {
    /* PBKDF2 with 2^31 - 1 iterations; and with none */
    { "301b 06092a864886f70d01050c 300e 0401aa 02047fffffff 020120 0500", KS_ERROR_MALFORMED },
    { "3019 06092a864886f70d01050c 300c 0401aa 02047fffffff 020120", KS_ERROR_TOO_LARGE },
    { "3016 06092a864886f70d01050c 3009 0401aa 020100 020120", KS_ERROR_MALFORMED },
    { "3017 06092a864886f70d01050c 300a 0401aa 020101 02027fff", KS_ERROR_MALFORMED },
    /* scrypt with gigabytes, with N that is no power of two, and with lanes that take hours */
    { "301c 06092b06010401da47040b 300f 0401aa 020440000000 020108 020101", KS_ERROR_TOO_LARGE },
    { "3019 06092b06010401da47040b 300c 0401aa 020103 020108 020101", KS_ERROR_MALFORMED },
    { "301b 06092b06010401da47040b 300e 0401aa 020102 020300ffff 020101", KS_ERROR_TOO_LARGE },
  };
  g_autoptr (KsSecret) password = ks_secret_new_from_string (STORE_PASSWORD);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GBytes) bytes = ks_test_hex (rows[i].hex);
    g_autoptr (X509_ALGOR) function =
      ks_bcfks_read_algorithm (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
    g_autoptr (GError) error = NULL;

    g_assert_nonnull (function);
    g_assert_null (ks_bcfks_derive (function, KS_BCFKS_STORE, password, 0, 32, &error));
    g_assert_error (error, KS_ERROR, (int) rows[i].code);
  }
}

/* A name that Bouncy Castle has no identifier for. */
static void
test_can_hold (void)
{
  g_assert_true (ks_key_bcfks_can_hold ("AES"));
  g_assert_true (ks_key_bcfks_can_hold ("hmacsha512"));
  g_assert_true (ks_key_bcfks_can_hold ("1.2.3"));
  g_assert_false (ks_key_bcfks_can_hold ("DES"));
  g_assert_false (ks_key_bcfks_can_hold ("Rot13"));
}

static void
test_cancel (void)
{
  g_autoptr (GBytes) bytes = ks_test_fixture_read (USUAL);
  g_autoptr (KsSecret) password = ks_secret_new_from_string (STORE_PASSWORD);
  KsReadOptions options = { .password = password };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (ks_store_load (bytes, &options, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  static const struct {
    const char *name;
    GTestDataFunc function;
  } each[] = {
    { "read", test_read },
    { "write", test_write },
    { "wrong-or-damaged", test_wrong_or_damaged },
  };

  ks_test_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (files) * G_N_ELEMENTS (each); i++) {
    const char *file = files[i / G_N_ELEMENTS (each)];
    g_autofree char *path =
      g_strdup_printf ("/bcfks/%s/%s", each[i % G_N_ELEMENTS (each)].name, strchr (file, '/') + 1);

    g_test_add_data_func (path, file, each[i % G_N_ELEMENTS (each)].function);
  }
  g_test_add_func ("/bcfks/stored", test_stored);
  g_test_add_func ("/bcfks/signed", test_signed);
  g_test_add_func ("/bcfks/changed", test_changed);
  g_test_add_func ("/bcfks/bad-entries", test_bad_entries);
  g_test_add_func ("/bcfks/unencrypted", test_unencrypted);
  g_test_add_func ("/bcfks/bombs", test_bombs);
  g_test_add_func ("/bcfks/can-hold", test_can_hold);
  g_test_add_func ("/bcfks/cancel", test_cancel);

  return g_test_run ();
}
