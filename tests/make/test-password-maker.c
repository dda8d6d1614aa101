/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-test.h"

#include <math.h>
#include <string.h>

#include "ks-password-maker.h"

#define ROUNDS 2000

static void
test_shape (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KsSecret) password = ks_password_make (&error);
  const char *text = ks_secret_get_text (password);

  g_assert_no_error (error);
  g_assert_cmpuint (ks_secret_get_size (password), ==, 23);
  for (guint i = 0; i < 23; i++) {
    if (i % 6 == 5)
      g_assert_cmpint (text[i], ==, '-');
    else
      g_assert_true (g_ascii_islower (text[i]) || g_ascii_isdigit (text[i]));
  }
  g_assert_cmpint (ks_password_rate (text).level, ==, KS_PASSWORD_STRONG);
}

/* Every letter comes equally often, and nothing twice. */
static void
test_distribution (void)
{
  guint counts[128] = { 0 };
  guint n_letters = 0;
  double chi = 0;
  const double expected = ROUNDS * 20 / 31.0;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint round = 0; round < ROUNDS; round++) {
    g_autoptr (KsSecret) password = ks_password_make (NULL);

    for (const char *at = ks_secret_get_text (password); *at != '\0'; at++)
      counts[(guint) *at]++;
    g_assert_true (g_hash_table_add (seen, g_strdup (ks_secret_get_text (password))));
  }

  g_assert_cmpuint (counts['-'], ==, ROUNDS * 3);
  for (guint c = 0; c < 128; c++) {
    if (c == '-' || counts[c] == 0)
      continue;
    n_letters++;
    chi += pow (counts[c] - expected, 2) / expected;
  }
  g_assert_cmpuint (n_letters, ==, 31);
  for (const char *at = "ilo01"; *at != '\0'; at++)
    g_assert_cmpuint (counts[(guint) *at], ==, 0);
  /* 30 degrees of freedom: more than 90 comes once in ten million runs. */
  g_assert_cmpfloat (chi, <, 90);
}

static void
test_rate (void)
{
  static const struct {
    const char *password;
    KsPasswordLevel level;
  } rows[] = {
    { "", KS_PASSWORD_NONE },
    { "changeit", KS_PASSWORD_KNOWN },
    { "ChangeIt", KS_PASSWORD_KNOWN },
    { "changeit1!", KS_PASSWORD_KNOWN },
    { "wso2carbon", KS_PASSWORD_KNOWN },
    { "Passw0rd", KS_PASSWORD_KNOWN },
    { "p@ssw0rd!", KS_PASSWORD_KNOWN },
    { "123password", KS_PASSWORD_KNOWN },
    { "secretsecret", KS_PASSWORD_KNOWN },
    { "a", KS_PASSWORD_WEAK },
    { "123456", KS_PASSWORD_WEAK },
    { "12345678901234567890", KS_PASSWORD_WEAK },
    { "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", KS_PASSWORD_WEAK },
    { "abcabcabcabcabcabcabc", KS_PASSWORD_WEAK },
    { "qwertyuiop", KS_PASSWORD_WEAK },
    { "asdfghjklasdfghjkl", KS_PASSWORD_WEAK },
    { "xkfpwq", KS_PASSWORD_WEAK },
    { "xkfpwqzvh", KS_PASSWORD_FAIR },
    { "kT9#xw2Qm", KS_PASSWORD_FAIR },
    { "kT9#xw2Qmv", KS_PASSWORD_GOOD },
    { "k7mwp-3xqtz", KS_PASSWORD_GOOD },
    { "four words are enough here", KS_PASSWORD_STRONG },
    { "changeit and a good deal more of it", KS_PASSWORD_STRONG },
    { "\u65e5\u672c\u8a9e\u306e\u9375", KS_PASSWORD_WEAK },
    { "p\u0159\u00edli\u0161 \u017elu\u0165ou\u010dk\u00fd", KS_PASSWORD_STRONG },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    KsPasswordStrength strength = ks_password_rate (rows[i].password);

    g_test_message ("%s: %u bits, %s", rows[i].password, strength.bits, strength.hint);
    g_assert_cmpint (strength.level, ==, rows[i].level);
    g_assert_true ((*strength.hint == '\0') == (rows[i].level == KS_PASSWORD_NONE));
    g_assert_true ((*ks_password_level_get_name (strength.level) == '\0') ==
                   (rows[i].level == KS_PASSWORD_NONE));
  }
}

/* A longer password of the same kind is never worse. */
static void
test_growing (void)
{
  static const char text[] = "wV4 hn7,Kp2-Zs8=bT5+Lm3(Qd6)";
  guint last = 0;

  for (gsize length = 1; length < sizeof text; length++) {
    g_autofree char *password = g_strndup (text, length);
    KsPasswordStrength strength = ks_password_rate (password);

    g_assert_cmpuint (strength.bits, >=, last);
    last = strength.bits;
  }
  g_assert_cmpint (ks_password_rate (text).level, ==, KS_PASSWORD_STRONG);
  g_assert_cmpint (ks_password_rate ("\xff\xfe").level, ==, KS_PASSWORD_NONE);
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/password-maker/shape", test_shape);
  g_test_add_func ("/password-maker/distribution", test_distribution);
  g_test_add_func ("/password-maker/rate", test_rate);
  g_test_add_func ("/password-maker/growing", test_growing);

  return g_test_run ();
}
