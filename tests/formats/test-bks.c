/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "ks-bks-private.h"
#include "ks-convert.h"
#include "ks-error.h"
#include "ks-key-bks.h"
#include "ks-key-secret.h"
#include "ks-test.h"

/* Bouncy Castle made bks/: secret keys “aes” and “other” (of an algorithm that nobody knows), “own” with a password of its own,
 * the bytes “stored”, the key pair “web” and the certificate “root ca”. */
#define MIXED "bks/mixed.bks"
#define VERSION_1 "bks/version-1.bks"
#define UBER "bks/mixed.uber"
#define STORE_PASSWORD "changeit"
#define KEY_PASSWORD "keysecret"
#define KEY_32 "0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20"

static const char *const files[] = { MIXED, VERSION_1, UBER };

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

static KsStore *
load_fixture (const char *name)
{
  g_autoptr (GBytes) bytes = ks_test_fixture_read (name);

  return load_well (bytes, STORE_PASSWORD);
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
  KsWriteOptions options = { .now_ms = 1000 };
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
  ks_test_assert_bytes (actual, expected);
}

static void
assert_content (KsStore *store, const char *password)
{
  KsEntry *web = ks_store_find (store, "web");
  KsKey *stored = ks_entry_get_key (ks_store_find (store, "stored"));
  g_autoptr (KsSecret) secret = ks_secret_new_from_string (password);
  g_autoptr (KsSecret) plain = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 6);
  assert_secret (store, "aes", password, "AES", "0102030405060708090a0b0c0d0e0f10");
  assert_secret (store, "other", password, "Rot13", "0102030405");
  g_assert_cmpint (ks_entry_get_kind (web), ==, KS_ENTRY_KEY);
  g_assert_cmpuint (ks_entry_get_chain_length (web), ==, 3);
  g_assert_cmpint (ks_entry_get_created_ms (web), >, G_GINT64_CONSTANT (1500000000000));
  plain = ks_key_unlock (ks_entry_get_key (web), secret, &error);
  g_assert_no_error (error);
  g_assert_true (ks_key_matches_spki (plain, ks_certificate_get_spki (ks_entry_get_leaf (web)), NULL));
  g_assert_cmpint (ks_entry_get_kind (ks_store_find (store, "root ca")), ==, KS_ENTRY_CERTIFICATE);

  g_assert_cmpint (ks_key_get_form (stored), ==, KS_KEY_FORM_OPAQUE);
  g_assert_cmpmem (g_bytes_get_data (ks_key_get_bytes (stored), NULL),
                   g_bytes_get_size (ks_key_get_bytes (stored)), "\3\1\2\3\4\5\6\7", 8);
}

static void
test_read (gconstpointer data)
{
  const char *name = data;
  g_autoptr (KsStore) store = load_fixture (name);
  KsKey *aes = ks_entry_get_key (ks_store_find (store, "aes"));
  g_autofree char *protection = ks_key_dup_protection_text (aes);
  gboolean is_weak = g_str_equal (name, VERSION_1);

  g_assert_cmpstr (ks_store_get_format (store)->id, ==, g_str_equal (name, UBER) ? "uber" : "bks");
  assert_content (store, STORE_PASSWORD);
  assert_secret (store, "own", KEY_PASSWORD, "HmacSHA256", KEY_32);
  g_assert_cmpint (ks_store_get_integrity (store), ==, is_weak ? KS_INTEGRITY_WEAK : KS_INTEGRITY_VERIFIED);
  g_assert_true ((ks_store_get_remarks (store)[0] != NULL) == is_weak);
  g_assert_cmpstr (ks_key_get_algorithm (aes), ==, "AES");
  g_assert_cmpuint (ks_key_get_bits (aes), ==, 128);
  g_assert_nonnull (strstr (protection, "Triple DES"));
  g_assert_nonnull (ks_key_get_algorithm (ks_entry_get_key (ks_store_find (store, "web"))));
}

/* With another salt, and everything else as it was. */
static void
test_write (gconstpointer data)
{
  const char *name = data;
  g_autoptr (GBytes) bytes = ks_test_fixture_read (name);
  g_autoptr (KsStore) store = load_well (bytes, STORE_PASSWORD);
  g_autoptr (GBytes) written = save (store);
  g_autoptr (KsStore) again = load_well (written, STORE_PASSWORD);
  const guint8 *before = g_bytes_get_data (bytes, NULL), *after = g_bytes_get_data (written, NULL);
  gsize size = g_bytes_get_size (bytes);

  g_assert_cmpuint (g_bytes_get_size (written), ==, size);
  g_assert_cmpmem (before, 8, after, 8);
  g_assert_cmpint (memcmp (before + 8, after + 8, 20), !=, 0);
  g_assert_cmpmem (before + 28, 4, after + 28, 4);
  if (!g_str_equal (name, UBER))
    g_assert_cmpmem (before + 32, size - 32 - KS_BKS_DIGEST_SIZE, after + 32, size - 32 - KS_BKS_DIGEST_SIZE);
  assert_content (again, STORE_PASSWORD);
  g_assert_cmpint (ks_store_get_integrity (again), ==, ks_store_get_integrity (store));
}

static void
test_without_password (void)
{
  g_autoptr (GBytes) bks = ks_test_fixture_read (MIXED);
  g_autoptr (GBytes) uber = ks_test_fixture_read (UBER);
  g_autoptr (KsStore) store = load_well (bks, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (ks_store_get_integrity (store), ==, KS_INTEGRITY_SKIPPED);
  g_assert_true (ks_store_is_read_only (store));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 6);
  /* Nobody can see what a sealed key is: with certificates it is likely a private one. */
  g_assert_cmpint (ks_entry_get_kind (ks_store_find (store, "web")), ==, KS_ENTRY_KEY);
  g_assert_cmpint (ks_entry_get_kind (ks_store_find (store, "aes")), ==, KS_ENTRY_SECRET);
  g_assert_null (ks_store_serialize (store, NULL, NULL, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_PASSWORD_NEEDED);
  assert_refused (uber, NULL, KS_ERROR_PASSWORD_NEEDED);
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

/* A key that opens proves the password; so do entries that come out of the noise. */
static void
test_wrong_or_damaged (gconstpointer data)
{
  g_autoptr (GBytes) bytes = ks_test_fixture_read (data);
  gsize size = g_bytes_get_size (bytes);
  g_autoptr (GBytes) damaged = flip (bytes, size - 40);
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (bytes, 0, size - 10);

  assert_refused (bytes, "wrong", KS_ERROR_WRONG_PASSWORD);
  assert_refused (damaged, STORE_PASSWORD, KS_ERROR_DAMAGED);
  assert_refused (damaged, "wrong", KS_ERROR_WRONG_PASSWORD);
  assert_refused (cut, STORE_PASSWORD, KS_ERROR_TRUNCATED);
}

/* Cut anywhere: never a listing, never a read behind the end. */
static void
test_cut (gconstpointer data)
{
  g_autoptr (GBytes) bytes = ks_test_fixture_read (data);
  gsize size;
  const guint8 *content = g_bytes_get_data (bytes, &size);

  for (gsize length = 0; length < size; length += 7) {
    g_autoptr (GBytes) part = g_bytes_new (content, length);
    g_autoptr (GError) error = NULL;

    g_assert_null (load (part, STORE_PASSWORD, &error));
    g_assert_nonnull (error);
  }
}

/* A file with the entries @hex; its check value fits no password. */
static GBytes *
make_file (const char *hex)
{
  g_autofree char *whole = g_strconcat ("00000002 00000014 0000000000000000000000000000000000000000 00000400",
                                        hex, "00 0000000000000000000000000000000000000000", NULL);

  return ks_test_hex (whole);
}

#define START "01 0001 61 0000000000000001"

static void
test_bad_entries (void)
{
  static const struct {
    const char *hex;
    KsError code;
    const char *word;
  } rows[] = {
    { "05 0001 61 0000000000000001 00000000", KS_ERROR_MALFORMED, "type" },
    { "01 ffff 61 0000000000000001 00000000", KS_ERROR_TRUNCATED, "alias" },
    { "01 0002 ff61 0000000000000001 00000000", KS_ERROR_MALFORMED, "alias" },
    { START "7fffffff", KS_ERROR_MALFORMED, "chain length" },
    { START "ffffffff", KS_ERROR_MALFORMED, "chain length" },
    { START "00000000 0005 582e353039 7fffffff", KS_ERROR_TRUNCATED, "certificate" },
    { "02 0001 61 0000000000000001 00000000 02 0003 524157 0001 41 ffffffff", KS_ERROR_TRUNCATED, "key" },
    { "03 0001 61 0000000000000001 00000000 ffffffff", KS_ERROR_TRUNCATED, "stored key" },
    { "04 0001 61 0000000000000001 00000000 7fffffff", KS_ERROR_TRUNCATED, "sealed key" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GBytes) bytes = make_file (rows[i].hex);
    g_autoptr (GError) error = NULL;

    g_assert_null (load (bytes, NULL, &error));
    g_assert_error (error, KS_ERROR, (int) rows[i].code);
    g_assert_nonnull (strstr (error->message, rows[i].word));
    g_assert_nonnull (strstr (error->message, "Entry 1"));
  }
}

static GBytes *
slice_entries (GBytes *bytes)
{
  return g_bytes_new_from_bytes (bytes, 32, g_bytes_get_size (bytes) - 32 - KS_BKS_DIGEST_SIZE);
}

/* Certificates beside a trusted one, of another type, no date; plain keys, one of a form and one of a kind that is not known;
 * sealed keys that are none; no bytes stored. All of it is written as it was. */
static void
test_odd_entries (void)
{
  static const char odd[] =
    "01 0001 61 0000000000000000 00000001 0005 582e353039 00000001 30 0003 502e31 00000001 31"
    "02 0001 62 0000000000000001 00000000 02 0003 524157 0005 526f743133 00000002 4142"
    "02 0001 63 0000000000000002 00000000 00 0003 524157 0001 41 00000001 41"
    "02 0001 64 0000000000000003 00000000 09 0000 0000 00000000"
    "04 0001 65 0000000000000004 00000001 0005 582e353039 00000001 30 00000003 616263"
    "04 0001 66 0000000000000005 00000000 0000000c 00000001 61 ffffffff 000000"
    "03 0001 67 0000000000000006 00000001 0005 582e353039 00000001 30 00000000";
  g_autoptr (GBytes) bytes = make_file (odd);
  g_autoptr (KsStore) store = load_well (bytes, NULL);
  g_autoptr (KsSecret) password = ks_secret_new_from_string (STORE_PASSWORD);
  KsWriteOptions options = { .password = password, .now_ms = 1000, .iterations = 1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) written = ks_store_serialize (store, &options, NULL, &error);
  g_autoptr (GBytes) before = slice_entries (bytes);
  g_autoptr (GBytes) after = NULL;

  g_assert_no_error (error);
  after = slice_entries (written);
  ks_test_assert_bytes (after, before);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 7);
  g_assert_false (ks_key_is_protected (ks_entry_get_key (ks_store_find (store, "b"))));
  g_assert_cmpint (ks_key_get_form (ks_entry_get_key (ks_store_find (store, "c"))), ==, KS_KEY_FORM_OPAQUE);
  g_assert_nonnull (strstr (ks_store_get_remarks (store)[0], "1 key is not protected"));

  g_assert_null (ks_key_unlock (ks_entry_get_key (ks_store_find (store, "e")), password, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_MALFORMED);
  g_clear_error (&error);
  g_assert_null (ks_key_unlock (ks_entry_get_key (ks_store_find (store, "f")), password, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_TOO_LARGE);
}

static void
test_seal (void)
{
  g_autoptr (KsStore) store = load_fixture (MIXED);
  g_autoptr (KsSecret) password = ks_secret_new_from_string ("p\303\244ss");
  g_autoptr (KsSecret) empty = ks_secret_new_from_string ("");
  g_autoptr (KsSecret) wrong = ks_secret_new_from_string ("pass");
  GBytes *spki = ks_certificate_get_spki (ks_entry_get_leaf (ks_store_find (store, "web")));
  g_autoptr (KsSecret) public = ks_secret_new (g_bytes_get_data (spki, NULL), g_bytes_get_size (spki));
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) sealed = ks_key_bks_seal (KS_KEY_PUBLIC, public, password, 3, &error);
  g_autoptr (GBytes) open = ks_key_bks_seal (KS_KEY_PUBLIC, public, empty, 0, &error);
  g_autoptr (KsSecret) again = NULL;
  g_autoptr (KsSecret) opened = NULL;
  guint64 iterations;
  KsKeyKind kind = KS_KEY_PRIVATE;

  g_assert_no_error (error);
  again = ks_key_bks_open (sealed, password, &kind, &error);
  g_assert_no_error (error);
  g_assert_true (ks_secret_equal (again, public));
  g_assert_cmpint (kind, ==, KS_KEY_PUBLIC);
  opened = ks_key_bks_open (open, empty, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (ks_secret_equal (opened, public));
  g_assert_null (ks_key_bks_open (sealed, wrong, NULL, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_WRONG_PASSWORD);
  g_clear_error (&error);
  ks_key_bks_measure (sealed, &iterations, NULL);
  g_assert_cmpuint (iterations, ==, 3);

  g_assert_null (ks_key_bks_seal (KS_KEY_PRIVATE, password, password, 3, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_MALFORMED);
}

/* @losses: for each in turn the alias, and words of what is said of it; NULL at the end */
static KsStore *
convert (KsStore *store, const char *id, const char *const *losses)
{
  g_autoptr (KsSecret) secret = ks_secret_new_from_string ("new-one");
  g_autoptr (KsKeyring) keyring = ks_keyring_new (ks_store_get_password (store));
  KsConversion conversion = { .target = ks_format_find (id), .password = secret, .now_ms = 1 };
  g_autoptr (GPtrArray) found = ks_convert_list_losses (store, &conversion, keyring);
  g_autoptr (GError) error = NULL;
  KsStore *converted;
  guint count = 0;

  for (; losses[2 * count] != NULL; count++) {
    gboolean is_said = FALSE;

    for (guint i = 0; i < found->len; i++) {
      const KsLoss *loss = found->pdata[i];

      is_said = is_said || (g_strcmp0 (loss->alias, losses[2 * count]) == 0 &&
                            strstr (loss->sentence, losses[2 * count + 1]) != NULL);
    }
    g_assert_true (is_said);
  }
  g_assert_cmpuint (found->len, ==, count);
  converted = ks_convert (store, &conversion, keyring, NULL, &error);
  g_assert_no_error (error);

  return converted;
}

static void
test_convert (void)
{
  static const char *const to_uber[] = { "own", "keeps that password", NULL };
  static const char *const to_jceks[] = { "stored", "cannot be opened", "own", "left out", NULL };
  static const char *const to_pkcs12[] = { "stored", "cannot be opened", "own", "left out",
                                           "other",  "no identifier",    NULL };
  g_autoptr (KsStore) bks = load_fixture (MIXED);
  g_autoptr (KsStore) uber = convert (bks, "uber", to_uber);
  g_autoptr (KsStore) jceks = convert (bks, "jceks", to_jceks);
  g_autoptr (KsStore) pkcs12 = convert (bks, "pkcs12", to_pkcs12);
  g_autoptr (GBytes) written = save (uber);
  g_autoptr (KsStore) again = load_well (written, "new-one");

  assert_content (again, "new-one");
  assert_secret (again, "own", KEY_PASSWORD, "HmacSHA256", KEY_32);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (jceks)), ==, 4);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (pkcs12)), ==, 3);
}

/* Public keys have a place here, and certificates beside secret keys have one only here. */
static void
test_convert_odd (void)
{
  static const char *const nothing[] = { NULL };
  static const char *const beside[] = { "s", "beside it", NULL };
  g_autoptr (KsStore) bks = load_fixture (MIXED);
  KsEntry *web = ks_store_find (bks, "web");
  GBytes *der = ks_certificate_get_spki (ks_entry_get_leaf (web));
  g_autoptr (KsSecret) spki = ks_secret_new (g_bytes_get_data (der, NULL), g_bytes_get_size (der));
  g_autoptr (KsKey) public = ks_key_new_plain (KS_KEY_PUBLIC, spki, NULL);
  g_autoptr (KsEntry) bare = ks_entry_new (KS_ENTRY_PUBLIC, "p", 1, public, NULL);
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  g_autoptr (KsEntry) secret = NULL;
  g_autoptr (KsStore) pem = ks_store_new (ks_format_find ("pem"));
  g_autoptr (KsStore) store = ks_store_new (ks_format_find ("bks"));
  g_autoptr (KsStore) made = NULL;
  g_autoptr (KsStore) again = NULL;
  g_autoptr (KsStore) jceks = NULL;
  g_autoptr (GBytes) written = NULL;

  ks_store_add_loaded (pem, bare);
  made = convert (pem, "bks", nothing);
  g_ptr_array_add (chain, ks_entry_get_leaf (web));
  secret = ks_entry_new (KS_ENTRY_SECRET, "s", 1, ks_entry_get_key (ks_store_find (bks, "aes")), chain);
  ks_store_add_loaded (made, secret);
  written = save (made);
  again = load_well (written, "new-one");
  g_assert_cmpint (ks_entry_get_kind (ks_store_find (again, "p")), ==, KS_ENTRY_PUBLIC);
  g_assert_cmpuint (ks_entry_get_chain_length (ks_store_find (again, "s")), ==, 1);

  ks_store_set_loaded_password (store, ks_store_get_password (bks));
  ks_store_add_loaded (store, secret);
  jceks = convert (store, "jceks", beside);
  g_assert_cmpuint (ks_entry_get_chain_length (ks_store_find (jceks, "s")), ==, 0);
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
    { "cut", test_cut },
  };

  ks_test_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (files) * G_N_ELEMENTS (each); i++) {
    const char *file = files[i / G_N_ELEMENTS (each)];
    g_autofree char *path =
      g_strdup_printf ("/bks/%s/%s", each[i % G_N_ELEMENTS (each)].name, strchr (file, '/') + 1);

    g_test_add_data_func (path, file, each[i % G_N_ELEMENTS (each)].function);
  }
  g_test_add_func ("/bks/without-password", test_without_password);
  g_test_add_func ("/bks/bad-entries", test_bad_entries);
  g_test_add_func ("/bks/odd-entries", test_odd_entries);
  g_test_add_func ("/bks/seal", test_seal);
  g_test_add_func ("/bks/convert", test_convert);
  g_test_add_func ("/bks/convert-odd", test_convert_odd);

  return g_test_run ();
}
