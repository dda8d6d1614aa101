/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <openssl/pkcs12.h>
#include <string.h>

#include "ks-error.h"
#include "ks-format.h"
#include "ks-init.h"
#include "ks-pkcs12-private.h"
#include "ks-test.h"

/* Files that ask for too much: made here, because no program writes them. */
#define PASSWORD "changeit"

static KsStore *
load (GBytes *bytes, const char *password, GError **error)
{
  g_autoptr (KsSecret) secret = password != NULL ? ks_secret_new_from_string (password) : NULL;
  KsReadOptions options = { .password = secret };

  return ks_store_load (bytes, &options, NULL, error);
}

static void
assert_refused (GBytes *bytes, const char *password, KsError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (load (bytes, password, &error));
  g_assert_error (error, KS_ERROR, (int) code);
  g_assert_cmpstr (error->message, !=, "");
}

/* A PFX around @safe, the AuthenticatedSafe; @iterations: (nullable): content octets of an INTEGER, makes a MacData. */
static GBytes *
make_file (const char *safe, const char *iterations)
{
  g_autoptr (GBytes) inner = ks_test_hex (safe);
  g_autoptr (KsWriter) file = ks_writer_new (0);
  KsWriter *pfx = ks_writer_new (0), *info = ks_writer_new (0), *wrapper = ks_writer_new (0);

  ks_der_put (wrapper, KS_DER_OCTET_STRING, g_bytes_get_data (inner, NULL), g_bytes_get_size (inner));
  ks_der_put_oid (info, KS_OID_DATA);
  ks_der_put_nested (info, KS_DER_CONTEXT (0), wrapper);
  ks_der_put_integer (pfx, 3);
  ks_der_put_nested (pfx, KS_DER_SEQUENCE, info);
  if (iterations != NULL) {
    g_autoptr (GBytes) head = ks_test_hex (
      "3021300906052b0e03021a05000414 00000000000000000000000000000000000000000408 0102030405060708");
    g_autoptr (GBytes) number = ks_test_hex (iterations);
    KsWriter *mac = ks_writer_new (0);

    ks_writer_write_bytes (mac, head);
    ks_der_put (mac, KS_DER_INTEGER, g_bytes_get_data (number, NULL), g_bytes_get_size (number));
    ks_der_put_nested (pfx, KS_DER_SEQUENCE, mac);
  }
  ks_der_put_nested (file, KS_DER_SEQUENCE, pfx);

  return ks_writer_steal_bytes (file);
}

static void
assert_iterations (const char *iterations, KsError code)
{
  g_autoptr (GBytes) file = make_file ("3000", iterations);

  assert_refused (file, PASSWORD, code);
}

/* Refused before anything is derived: each of these would take from minutes to ages. */
static void
test_iterations (void)
{
  assert_iterations ("01", KS_ERROR_WRONG_PASSWORD);
  assert_iterations ("00", KS_ERROR_MALFORMED);
  assert_iterations ("", KS_ERROR_MALFORMED);
  assert_iterations ("ff", KS_ERROR_TOO_LARGE);
  assert_iterations ("00989681", KS_ERROR_TOO_LARGE);
  assert_iterations ("7fffffff", KS_ERROR_TOO_LARGE);
  assert_iterations ("0080000000", KS_ERROR_TOO_LARGE);
  assert_iterations ("00ffffffffffffffff", KS_ERROR_TOO_LARGE);
  assert_iterations ("0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728",
                     KS_ERROR_TOO_LARGE);
}

/* An encrypted part whose PBES1 parameters ask for so many iterations. */
static void
put_encrypted (KsWriter *parts, guint iterations)
{
  KsWriter *info = ks_writer_new (0), *wrapper = ks_writer_new (0), *data = ks_writer_new (0);
  KsWriter *content = ks_writer_new (0), *algorithm = ks_writer_new (0), *parameters = ks_writer_new (0);

  ks_der_put (parameters, KS_DER_OCTET_STRING, "saltsalt", 8);
  ks_der_put_integer (parameters, iterations);
  ks_der_put_oid (algorithm, "1.2.840.113549.1.12.1.3");
  ks_der_put_nested (algorithm, KS_DER_SEQUENCE, parameters);
  ks_der_put_oid (content, KS_OID_DATA);
  ks_der_put_nested (content, KS_DER_SEQUENCE, algorithm);
  ks_der_put (content, 0x80, "16 octets of it.", 16);
  ks_der_put_integer (data, 0);
  ks_der_put_nested (data, KS_DER_SEQUENCE, content);
  ks_der_put_nested (wrapper, KS_DER_SEQUENCE, data);
  ks_der_put_oid (info, KS_OID_ENCRYPTED_DATA);
  ks_der_put_nested (info, KS_DER_CONTEXT (0), wrapper);
  ks_der_put_nested (parts, KS_DER_SEQUENCE, info);
}

static char *
to_hex (KsWriter *writer)
{
  GString *hex = g_string_new (NULL);

  for (gsize i = 0; i < ks_writer_get_size (writer); i++)
    g_string_append_printf (hex, "%02x", ks_writer_peek (writer)[i]);
  return g_string_free_and_steal (hex);
}

static void
test_layers_add_up (void)
{
  g_autoptr (KsWriter) safe = ks_writer_new (0);
  KsWriter *parts = ks_writer_new (0);
  g_autofree char *hex = NULL;
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GError) error = NULL;

  put_encrypted (parts, 6000000);
  put_encrypted (parts, 4000000);
  ks_der_put_nested (safe, KS_DER_SEQUENCE, parts);
  hex = to_hex (safe);
  file = make_file (hex, "01");

  g_assert_null (load (file, PASSWORD, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_TOO_LARGE);
  g_assert_nonnull (strstr (error->message, "10000001"));
}

/* SafeContents in SafeContents: a bag of its own each time. */
static void
test_nesting (void)
{
  for (guint depth = 1; depth < 40; depth += 13) {
    KsWriter *contents = ks_writer_new (0);
    g_autoptr (GPtrArray) bags = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_pkcs12_bag_free);
    g_autoptr (KsWriter) outer = ks_writer_new (0);
    g_autoptr (GBytes) bytes = NULL;
    g_autoptr (GError) error = NULL;

    for (guint i = 0; i < depth; i++) {
      KsWriter *value = ks_writer_new (0), *wrapper = ks_writer_new (0);

      ks_der_put_nested (value, KS_DER_SEQUENCE, contents);
      ks_pkcs12_put_bag (wrapper, KS_OID_SAFE_CONTENTS_BAG, value, NULL);
      contents = wrapper;
    }
    ks_der_put_nested (outer, KS_DER_SEQUENCE, contents);
    bytes = ks_writer_steal_bytes (outer);
    if (depth == 1) {
      g_assert_true (ks_pkcs12_bags_parse (bytes, FALSE, bags, &error));
      g_assert_no_error (error);
    } else {
      g_assert_false (ks_pkcs12_bags_parse (bytes, FALSE, bags, &error));
      g_assert_error (error, KS_ERROR, KS_ERROR_TOO_LARGE);
    }
    g_assert_cmpuint (bags->len, ==, 0);
  }
}

/* A part for the owner of a public key is not shown, and kept. */
static void
test_closed_parts (void)
{
  g_autoptr (KsWriter) safe = ks_writer_new (0);
  KsWriter *parts = ks_writer_new (0), *info = ks_writer_new (0), *wrapper = ks_writer_new (0);
  g_autofree char *hex = NULL;
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GBytes) saved = NULL;
  g_autoptr (KsStore) store = NULL;
  g_autoptr (KsStore) again = NULL;
  g_autoptr (GError) error = NULL;

  ks_der_put (wrapper, KS_DER_SEQUENCE, "\x02\x01\x00", 3);
  ks_der_put_oid (info, KS_OID_ENVELOPED_DATA);
  ks_der_put_nested (info, KS_DER_CONTEXT (0), wrapper);
  ks_der_put_nested (parts, KS_DER_SEQUENCE, info);
  ks_der_put_nested (safe, KS_DER_SEQUENCE, parts);
  hex = to_hex (safe);
  file = make_file (hex, NULL);

  store = load (file, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length ((char **) ks_store_get_remarks (store)), ==, 1);
  g_assert_cmpuint (ks_pkcs12_count_others (store), ==, 1);
  saved = ks_store_serialize (store, NULL, NULL, &error);
  g_assert_no_error (error);
  again = load (saved, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ks_pkcs12_count_others (again), ==, 1);
}

/* One password for the check value, another for the content, whose old cipher takes it in one form only. */
static void
test_two_passwords (void)
{
  STACK_OF (PKCS12_SAFEBAG) *bags = NULL;
  STACK_OF (PKCS7) *safes = NULL;
  PKCS12 *file;
  guint8 *der = NULL;
  int size;
  g_autoptr (GBytes) bytes = NULL;

  g_assert_nonnull (PKCS12_add_secret (&bags, NID_pkcs9_challengePassword, (const guint8 *) "x", 1));
  g_assert_true (PKCS12_add_safe_ex (&safes, bags, NID_pbe_WithSHA1And3_Key_TripleDES_CBC, 1000,
                                     "of the content", ks_libctx (), NULL));
  file = PKCS12_add_safes_ex (safes, 0, ks_libctx (), NULL);
  g_assert_nonnull (file);
  g_assert_true (PKCS12_set_mac (file, PASSWORD, -1, NULL, 0, 1000, NULL));
  size = i2d_PKCS12 (file, &der);
  g_assert_cmpint (size, >, 0);
  bytes = g_bytes_new (der, (gsize) size);
  assert_refused (bytes, PASSWORD, KS_ERROR_UNSUPPORTED);
  assert_refused (bytes, "of the content", KS_ERROR_DAMAGED);
  assert_refused (bytes, "neither", KS_ERROR_WRONG_PASSWORD);

  OPENSSL_free (der);
  PKCS12_free (file);
  sk_PKCS7_pop_free (safes, PKCS7_free);
  sk_PKCS12_SAFEBAG_pop_free (bags, PKCS12_SAFEBAG_free);
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/pkcs12/iterations", test_iterations);
  g_test_add_func ("/pkcs12/layers-add-up", test_layers_add_up);
  g_test_add_func ("/pkcs12/nesting", test_nesting);
  g_test_add_func ("/pkcs12/closed-parts", test_closed_parts);
  g_test_add_func ("/pkcs12/two-passwords", test_two_passwords);

  return g_test_run ();
}
