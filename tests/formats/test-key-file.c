/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "ks-bcrypt.h"
#include "ks-error.h"
#include "ks-format.h"
#include "ks-key-secret.h"
#include "ks-test.h"

#define PASSWORD "Catena-1"

static const char *const fixtures[] = { "keys/ed25519", "keys/p256-encrypted", "keys/rsa.pvk" };

static KsStore *
load (GBytes *bytes, const char *password, GError **error)
{
  g_autoptr (KsSecret) secret = password != NULL ? ks_secret_new_from_string (password) : NULL;
  KsReadOptions options = { .password = secret, .file_name = "file.key" };

  return ks_store_load (bytes, &options, NULL, error);
}

static KsStore *
load_text (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return load (bytes, NULL, error);
}

static KsEntry *
get_only (KsStore *store)
{
  g_autoptr (KsEntry) entry = g_list_model_get_item (G_LIST_MODEL (store), 0);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 1);
  return entry;
}

/* What a locked key says of itself. */
static void
test_locked (void)
{
  static const struct {
    const char *name, *alias, *algorithm, *protection;
  } rows[] = {
    { "keys/p256-encrypted", "file", "EC", "OpenSSH, AES-256-CTR, bcrypt, 2 rounds" },
    { "keys/rsa.pvk", "file", "RSA", "PVK, RC4, SHA-1 without iterations" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GBytes) bytes = ks_test_fixture_read (rows[i].name);
    g_autoptr (GError) error = NULL;
    g_autoptr (KsStore) store = load (bytes, NULL, &error);
    g_autofree char *text = NULL;
    KsEntry *entry;
    KsKey *key;

    g_assert_no_error (error);
    entry = get_only (store);
    key = ks_entry_get_key (entry);
    text = ks_key_dup_protection_text (key);
    g_assert_cmpstr (ks_entry_get_alias (entry), ==, rows[i].alias);
    g_assert_cmpstr (ks_key_get_algorithm (key), ==, rows[i].algorithm);
    g_assert_cmpstr (text, ==, rows[i].protection);
    g_assert_null (ks_key_unlock (key, NULL, &error));
    g_assert_error (error, KS_ERROR, KS_ERROR_PASSWORD_NEEDED);
    g_clear_error (&error);
    g_assert_null (load (bytes, "", &error));
    g_assert_error (error, KS_ERROR, KS_ERROR_WRONG_PASSWORD);
  }
}

/* What is only read cannot be written, and says so. */
static void
test_read_only (void)
{
  g_autoptr (GBytes) bytes = ks_test_fixture_read ("keys/ed25519");
  g_autoptr (GError) error = NULL;
  g_autoptr (KsStore) store = load (bytes, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (ks_entry_get_alias (get_only (store)), ==, "test key");
  g_assert_null (ks_store_serialize (store, NULL, NULL, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED);
}

/* The binary within the text, so that a cut hits every field. */
static GBytes *
decode (GBytes *text)
{
  gsize size;
  const char *data = g_bytes_get_data (text, &size);
  g_autofree char *copy = g_strndup (data, size);
  char *start = strchr (copy, '\n'), *end = start != NULL ? strstr (start, "-----END") : NULL;
  guint8 *bytes;

  if (strncmp (copy, "-----BEGIN", 10) != 0)
    return g_bytes_ref (text);
  g_assert_nonnull (end);
  *end = '\0';
  bytes = g_base64_decode (start, &size);

  return g_bytes_new_take (bytes, size);
}

static GBytes *
encode (GBytes *like, const guint8 *data, gsize size)
{
  g_autofree char *base64 = g_base64_encode (data, size);
  char *text;

  if (((const char *) g_bytes_get_data (like, NULL))[0] != '-')
    return g_bytes_new (data, size);
  text =
    g_strdup_printf ("-----BEGIN OPENSSH PRIVATE KEY-----\n%s\n-----END OPENSSH PRIVATE KEY-----\n", base64);

  return g_bytes_new_take (text, strlen (text));
}

/* Every shorter file is refused, with a sentence. */
static void
test_truncated (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fixtures); i++) {
    g_autoptr (GBytes) whole = ks_test_fixture_read (fixtures[i]);
    g_autoptr (GBytes) content = decode (whole);
    gsize size;
    const guint8 *data = g_bytes_get_data (content, &size);

    for (gsize length = 1; length < size; length++) {
      g_autoptr (GBytes) cut = encode (whole, data, length);
      g_autoptr (GError) error = NULL;

      g_assert_null (load (cut, NULL, &error));
      g_assert_nonnull (error);
      g_assert_true (error->domain == KS_ERROR);
    }
  }
}

/* A bit that fell anywhere gives an error or a store, never a crash; a plain Ed25519 key with another number is none. */
static void
test_flipped (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fixtures); i++) {
    g_autoptr (GBytes) whole = ks_test_fixture_read (fixtures[i]);
    g_autoptr (GBytes) content = decode (whole);
    gsize size;
    const guint8 *data = g_bytes_get_data (content, &size);

    for (gsize place = 0; place < size; place++) {
      g_autofree guint8 *copy = g_memdup2 (data, size);
      g_autoptr (GBytes) changed = NULL;
      g_autoptr (KsStore) store = NULL;
      g_autoptr (GError) error = NULL;

      copy[place] ^= 0x10;
      changed = encode (whole, copy, size);
      store = load (changed, NULL, &error);
      g_assert_true ((store == NULL) == (error != NULL));
    }
  }
}

static void
test_bad_jwk (void)
{
  static const struct {
    const char *text;
    KsError code;
  } rows[] = {
    { "{\"kty\":5}", KS_ERROR_MALFORMED },
    { "{\"kty\":\"RSA\"}", KS_ERROR_MALFORMED },
    { "{\"kty\":\"RSA\",\"n\":\"\",\"e\":\"AQAB\"}", KS_ERROR_MALFORMED },
    { "{\"kty\":\"RSA\",\"n\":\"AQ==\",\"e\":\"AQAB\"}", KS_ERROR_MALFORMED },
    { "{\"kty\":\"RSA\",\"n\":\"wx5P\",\"e\":\"AQAB\",\"d\":\"AQAB\"}", KS_ERROR_UNSUPPORTED },
    { "{\"kty\":\"RSA\",\"n\":\"wx5P\",\"e\":\"AQAB\",\"d\":\"AQAB\",\"p\":\"Aw\",\"q\":\"BQ\"}",
      KS_ERROR_MALFORMED },
    { "{\"kty\":\"RSA\",\"n\":\"wx5P\",\"e\":\"AQAB\",\"d\":\"AQAB\",\"p\":\"AQ\",\"q\":\"AQ\",\"oth\":[]}",
      KS_ERROR_UNSUPPORTED },
    { "{\"kty\":\"RSA\",\"n\":\"wx5P\",\"e\":\"AQAB\",\"d\":\"AQAB\",\"p\":\"AQ\",\"q\":\"AQ\"}",
      KS_ERROR_MALFORMED },
    { "{\"kty\":\"EC\",\"crv\":\"P-999\",\"x\":\"AQ\",\"y\":\"AQ\"}", KS_ERROR_UNSUPPORTED },
    { "{\"kty\":\"EC\",\"x\":\"AQ\",\"y\":\"AQ\"}", KS_ERROR_MALFORMED },
    { "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AQ\",\"y\":\"AQ\"}", KS_ERROR_MALFORMED },
    /* not on the curve */
    { "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4\","
      "\"y\":\"5Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM\"}",
      KS_ERROR_MALFORMED },
    /* RFC 8037's key, with the public half of another one */
    { "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"d\":\"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A\","
      "\"x\":\"22qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}",
      KS_ERROR_MALFORMED },
    { "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AQ\"}", KS_ERROR_MALFORMED },
    { "{\"kty\":\"oct\"}", KS_ERROR_MALFORMED },
    { "{\"kty\":\"oct\",\"k\":\"a b\"}", KS_ERROR_MALFORMED },
    { "{\"kty\":\"oct\",\"k\":\"AQ\",\"x5c\":\"x\"}", KS_ERROR_MALFORMED },
    { "{\"kty\":\"oct\",\"k\":\"AQ\",\"x5c\":[7]}", KS_ERROR_MALFORMED },
    { "{\"kty\":\"AKP\"}", KS_ERROR_UNSUPPORTED },
    { "{\"keys\":[],\"kty\":\"oct\"}", KS_ERROR_MALFORMED },
    { "{\"keys\":[\"kty\"]}", KS_ERROR_MALFORMED },
    { "{\"kty\"", KS_ERROR_MALFORMED },
    { "{\"kty\":\"oct\",\"k\":\"\xff\"}", KS_ERROR_MALFORMED },
    { "{\"name\":\"value\"}", KS_ERROR_NOT_A_KEYSTORE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (load_text (rows[i].text, &error));
    g_test_message ("%s: %s", rows[i].text, error->message);
    g_assert_error (error, KS_ERROR, (gint) rows[i].code);
  }
}

static void
test_deep_jwk (void)
{
  g_autoptr (GString) text = g_string_new ("{\"kty\":");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append (text, "[");
  g_assert_null (load_text (text->str, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_MALFORMED);
}

static void
test_secret (void)
{
  static const struct {
    const char *algorithm;
    gsize size;
    guint bits;
  } rows[] = {
    { "AES", 32, 256 },
    { "DESede", 24, 168 },
    { "HmacSHA512", 64, 512 },
    { "1.2.3.4", 200, 1600 },
  };
  g_autoptr (KsSecret) one = ks_secret_new ("x", 1);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree guint8 *data = g_malloc0 (rows[i].size);
    g_autoptr (KsSecret) raw = ks_secret_new (data, rows[i].size);
    g_autoptr (KsSecret) wrapped = ks_secret_key_wrap (raw, rows[i].algorithm, &error);
    g_autoptr (KsSecret) again = NULL;
    g_autoptr (KsKey) key = NULL;
    g_autofree char *algorithm = NULL;

    g_assert_no_error (error);
    again = ks_secret_key_unwrap (wrapped, &algorithm, &error);
    g_assert_no_error (error);
    g_assert_true (ks_secret_equal (raw, again));
    g_assert_cmpstr (algorithm, ==, rows[i].algorithm);
    key = ks_key_new_plain (KS_KEY_SECRET, wrapped, NULL);
    g_assert_cmpstr (ks_key_get_algorithm (key), ==, rows[i].algorithm);
    g_assert_cmpuint (ks_key_get_bits (key), ==, rows[i].bits);
  }

  g_assert_null (ks_secret_key_wrap (one, "Rot13", &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED);
  g_clear_error (&error);
  g_assert_null (ks_secret_key_unwrap (one, NULL, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_MALFORMED);
}

static void
test_bcrypt (void)
{
  g_autoptr (KsSecret) password = ks_secret_new_from_string ("password");
  g_autoptr (KsSecret) none = ks_secret_new_from_string ("");
  g_autoptr (KsSecret) key = ks_bcrypt_derive (password, (const guint8 *) "salt", 4, 4, 32);
  g_autoptr (GBytes) actual = g_bytes_new (ks_secret_get_data (key, NULL), ks_secret_get_size (key));
  /* OpenBSD, regress/lib/libutil/bcrypt_pbkdf */
  g_autoptr (GBytes) expected = ks_test_hex (
    "5b bf 0c c2 93 58 7f 1c 36 35 55 5c 27 79 65 98 d4 7e 57 90 71 bf 42 7e 9d 8f be 84 2a ba 34 d9");

  ks_test_assert_bytes (actual, expected);
  g_assert_null (ks_bcrypt_derive (none, (const guint8 *) "salt", 4, 4, 32));
}

int
main (int argc, char **argv)
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/key-file/locked", test_locked);
  g_test_add_func ("/key-file/read-only", test_read_only);
  g_test_add_func ("/key-file/truncated", test_truncated);
  g_test_add_func ("/key-file/flipped", test_flipped);
  g_test_add_func ("/key-file/bad-jwk", test_bad_jwk);
  g_test_add_func ("/key-file/deep-jwk", test_deep_jwk);
  g_test_add_func ("/key-file/secret", test_secret);
  g_test_add_func ("/key-file/bcrypt", test_bcrypt);

  return g_test_run ();
}
