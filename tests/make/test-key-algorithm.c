/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks.h"
#include "ks-test.h"

#include <string.h>

/* `openssl pkey` reads the key; the first line of its description. */
static char *
describe_with_openssl (KsSecret *pkcs8)
{
  const char *const argv[] = { "openssl", "pkey", "-inform", "DER", "-noout", "-text", NULL };
  g_autoptr (GBytes) output = NULL;
  g_autofree char *errors = NULL;
  gsize size;
  const guint8 *data = ks_secret_get_data (pkcs8, &size);
  g_autoptr (GBytes) input = g_bytes_new (data, size);
  const char *text = NULL;
  int status = ks_test_run (argv, input, &output, &errors);

  g_assert_cmpint (status, ==, 0);
  text = g_bytes_get_data (output, &size);
  return g_strndup (text, strcspn (text, "\n"));
}

static void
check_openssl_line (const KsKeyAlgorithm *row, const char *line)
{
  g_autofree char *bits = g_strdup_printf ("(%u bit", row->bits);

  if (row->bits > 0)
    g_assert_nonnull (strstr (line, bits));
  else
    g_assert_true (g_ascii_strncasecmp (line, row->name, strlen (row->name)) == 0);
}

static void
check_row (const KsKeyAlgorithm *row)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KsSecret) pkcs8 = ks_key_generate (row, NULL, &error);
  g_autoptr (KsSecret) other = ks_key_generate (row, NULL, NULL);
  g_autoptr (GBytes) spki = NULL;
  g_autoptr (GBytes) other_spki = NULL;
  g_autofree char *line = NULL;

  g_assert_no_error (error);
  spki = ks_key_dup_spki (pkcs8, &error);
  g_assert_no_error (error);
  other_spki = ks_key_dup_spki (other, &error);
  g_assert_true (ks_key_algorithm_find_spki (spki) == row);
  g_assert_true (ks_key_matches_spki (pkcs8, spki, NULL));
  g_assert_false (ks_key_matches_spki (pkcs8, other_spki, NULL));
  g_assert_false (ks_secret_equal (pkcs8, other));
  line = describe_with_openssl (pkcs8);
  check_openssl_line (row, line);
}

/* Larger RSA keys take seconds, and differ by a number from this one. */
static gboolean
takes_long (const KsKeyAlgorithm *row)
{
  return row->family == KS_KEY_FAMILY_RSA && row->bits > 2048;
}

static void
test_generate (void)
{
  gsize n_rows = 0;
  const KsKeyAlgorithm *rows = ks_key_algorithm_list (&n_rows);

  if (ks_test_skip_without_program ("openssl"))
    return;
  g_assert_cmpuint (n_rows, >=, 28);
  for (gsize i = 0; i < n_rows; i++) {
    g_assert_true (ks_key_algorithm_find (rows[i].id) == &rows[i]);
    if (!takes_long (&rows[i]))
      check_row (&rows[i]);
  }
}

static gpointer
cancel_thread (gpointer data)
{
  g_usleep (G_USEC_PER_SEC / 5);
  g_cancellable_cancel (data);
  return NULL;
}

/* RSA 8192 takes many seconds, and stops soon after it is told to. */
static void
test_cancel (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (KsSecret) key = NULL;
  GThread *thread = g_thread_new ("cancel", cancel_thread, cancellable);
  gint64 start = g_get_monotonic_time ();

  key = ks_key_generate (ks_key_algorithm_find ("rsa-8192"), cancellable, &error);
  g_thread_join (thread);
  if (key == NULL) {
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    g_test_message ("stopped after %.2f s", (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);
  }
  g_assert_cmpint (g_get_monotonic_time () - start, <, 20 * G_USEC_PER_SEC);
}

static void
test_cancelled_before (void)
{
  static const char *const ids[] = { "rsa-8192", "ec-p256", "ml-dsa-44" };

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++) {
    g_autoptr (GCancellable) cancellable = g_cancellable_new ();
    g_autoptr (GError) error = NULL;

    g_cancellable_cancel (cancellable);
    g_assert_null (ks_key_generate (ks_key_algorithm_find (ids[i]), cancellable, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  }
}

static void
test_formats (void)
{
  static const struct {
    const char *id;
    gboolean java;
  } rows[] = {
    { "rsa-2048", TRUE },      { "ec-p256", TRUE },
    { "ec-p384", TRUE },       { "ec-p521", TRUE },
    { "ed25519", TRUE },       { "ed448", TRUE },
    { "ec-secp256k1", FALSE }, { "ec-brainpoolp384r1", FALSE },
    { "ml-dsa-65", FALSE },    { "slh-dsa-sha2-128s", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    const KsKeyAlgorithm *row = ks_key_algorithm_find (rows[i].id);

    g_assert_nonnull (row);
    g_assert_null (ks_key_algorithm_explain_format (row, ks_format_find ("pkcs12")));
    g_assert_null (ks_key_algorithm_explain_format (row, ks_format_find ("pem")));
    g_assert_true ((ks_key_algorithm_explain_format (row, ks_format_find ("jks")) == NULL) == rows[i].java);
  }
}

static void
test_digests (void)
{
  const char *const *rsa = ks_key_algorithm_list_digests (ks_key_algorithm_find ("rsa-4096"));
  const char *const *ec = ks_key_algorithm_list_digests (ks_key_algorithm_find ("ec-p384"));

  g_assert_cmpstr (rsa[0], ==, "sha256");
  g_assert_true (g_strv_contains (rsa, "sha512-pss"));
  g_assert_cmpstr (ec[0], ==, "sha384");
  g_assert_false (g_strv_contains (ec, "sha256-pss"));
  g_assert_null (ks_key_algorithm_list_digests (ks_key_algorithm_find ("ed25519"))[0]);
  g_assert_null (ks_key_algorithm_list_digests (ks_key_algorithm_find ("ml-dsa-87"))[0]);
  g_assert_null (ks_key_algorithm_list_digests (ks_key_algorithm_find ("slh-dsa-shake-128f"))[0]);
  g_assert_cmpstr (ks_signing_digest_get_name ("sha384-pss"), ==, "SHA-384, RSA-PSS");
}

static void
test_usage (void)
{
  const guint all = KS_KEY_USAGE_DIGITAL_SIGNATURE | KS_KEY_USAGE_KEY_ENCIPHERMENT |
                    KS_KEY_USAGE_DATA_ENCIPHERMENT | KS_KEY_USAGE_KEY_AGREEMENT;

  g_assert_cmpuint (ks_key_family_filter_usage (KS_KEY_FAMILY_RSA, all), ==,
                    all & ~KS_KEY_USAGE_KEY_AGREEMENT);
  g_assert_cmpuint (ks_key_family_filter_usage (KS_KEY_FAMILY_EC, all), ==,
                    KS_KEY_USAGE_DIGITAL_SIGNATURE | KS_KEY_USAGE_KEY_AGREEMENT);
  g_assert_cmpuint (ks_key_family_filter_usage (KS_KEY_FAMILY_ML_DSA, all), ==,
                    KS_KEY_USAGE_DIGITAL_SIGNATURE);
}

static void
test_bad_input (void)
{
  g_autoptr (KsSecret) garbage = ks_secret_new_from_string ("no key at all");
  g_autoptr (KsSecret) nothing = ks_secret_new ("", 0);
  g_autoptr (GBytes) no_spki = g_bytes_new_static ("\x30\x03\x02\x01\x01", 5);
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);
  g_autoptr (GError) error = NULL;

  g_assert_null (ks_key_dup_spki (garbage, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED);
  g_assert_null (ks_key_dup_spki (nothing, NULL));
  g_assert_null (ks_key_algorithm_find ("rsa-1024"));
  g_assert_null (ks_key_algorithm_find (NULL));
  g_assert_null (ks_key_algorithm_find_spki (no_spki));
  g_assert_null (ks_key_algorithm_find_spki (empty));
  g_assert_null (ks_spki_list_digests (empty)[0]);
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/key-algorithm/generate", test_generate);
  g_test_add_func ("/key-algorithm/cancel", test_cancel);
  g_test_add_func ("/key-algorithm/cancelled-before", test_cancelled_before);
  g_test_add_func ("/key-algorithm/formats", test_formats);
  g_test_add_func ("/key-algorithm/digests", test_digests);
  g_test_add_func ("/key-algorithm/usage", test_usage);
  g_test_add_func ("/key-algorithm/bad-input", test_bad_input);

  return g_test_run ();
}
