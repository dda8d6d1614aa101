/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "ks-key-secret.h"
#include "ks-secret-algorithm.h"
#include "ks-test.h"

/* Every row makes a key of the size and algorithm that it names, and another one each time. */
static void
test_generate (void)
{
  gsize n_algorithms;
  const KsSecretAlgorithm *algorithms = ks_secret_algorithm_list (&n_algorithms);

  g_assert_cmpuint (n_algorithms, >=, 8);
  for (gsize i = 0; i < n_algorithms; i++) {
    const KsSecretAlgorithm *row = &algorithms[i];
    g_autoptr (GError) error = NULL;
    g_autoptr (KsSecret) one = ks_secret_algorithm_generate (row, &error);
    g_autoptr (KsSecret) other = ks_secret_algorithm_generate (row, NULL);
    g_autoptr (KsKey) key = NULL;
    g_autoptr (KsSecret) raw = NULL;

    g_assert_no_error (error);
    g_assert_false (ks_secret_equal (one, other));
    key = ks_key_new_plain (KS_KEY_SECRET, one, NULL);
    raw = ks_secret_key_unwrap (one, NULL, NULL);
    g_assert_cmpstr (ks_key_get_algorithm (key), ==, row->java);
    g_assert_cmpuint (ks_key_get_bits (key), ==, row->bits);
    g_assert_cmpuint (ks_secret_get_size (raw), ==, row->size);
    g_assert_true (ks_secret_algorithm_find (row->id) == row);
    g_assert_cmpuint (strlen (row->advice), >, 0);
  }
  g_assert_null (ks_secret_algorithm_find ("aes"));
}

/* FIPS 46-3: each byte has an odd number of ones. */
static void
test_des_parity (void)
{
  for (guint i = 0; i < 50; i++) {
    g_autoptr (KsSecret) wrapped = ks_secret_algorithm_generate (ks_secret_algorithm_find ("desede"), NULL);
    g_autoptr (KsSecret) raw = ks_secret_key_unwrap (wrapped, NULL, NULL);
    gsize size;
    const guint8 *data = ks_secret_get_data (raw, &size);

    for (gsize place = 0; place < size; place++) {
      guint ones = 0;

      for (guint bit = 0; bit < 8; bit++)
        ones += data[place] >> bit & 1;
      g_assert_cmpuint (ones % 2, ==, 1);
    }
    g_assert_true (memcmp (data, data + 8, 8) != 0 && memcmp (data + 8, data + 16, 8) != 0);
  }
}

static void
test_formats (void)
{
  const KsFormat *const *formats = ks_format_list ();

  for (gsize i = 0; formats[i] != NULL; i++) {
    const KsFormatFlags both = KS_FORMAT_HOLDS_SECRETS | KS_FORMAT_CAN_WRITE;
    const char *reason = ks_secret_algorithm_explain_format (formats[i]);

    g_assert_true ((reason == NULL) == ((formats[i]->flags & both) == both));
  }
  g_assert_null (ks_secret_algorithm_explain_format (ks_format_find ("pkcs12")));
  g_assert_nonnull (strstr (ks_secret_algorithm_explain_format (ks_format_find ("jks")), "JKS"));
}

int
main (int argc, char **argv)
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/secret-algorithm/generate", test_generate);
  g_test_add_func ("/secret-algorithm/des-parity", test_des_parity);
  g_test_add_func ("/secret-algorithm/formats", test_formats);

  return g_test_run ();
}
