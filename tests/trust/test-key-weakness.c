/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>
#include <openssl/bn.h>
#include "ks-init.h"
#include "ks-key-weakness.h"
#include "ks-test-verdict.h"
#include "ks-test.h"

/* The keys are made here as their makers made them, from their primes, by OpenSSL's numbers. */
#define BITS 512

static KsTestIdentity *ca;

static BIGNUM *
make_prime (void)
{
  BIGNUM *prime = BN_new ();
  BN_CTX *context = BN_CTX_new_ex (ks_libctx ());

  g_assert_true (BN_generate_prime_ex2 (prime, BITS, FALSE, NULL, NULL, NULL, context));
  BN_CTX_free (context);
  return prime;
}

/* The next prime above @prime. */
static BIGNUM *
make_next (const BIGNUM *prime)
{
  BIGNUM *next = BN_dup (prime);
  BN_CTX *context = BN_CTX_new_ex (ks_libctx ());

  do
    BN_add_word (next, 2);
  while (BN_check_prime (next, context, NULL) != 1);
  BN_CTX_free (context);
  return next;
}

/* A prime as in CVE-2017-15361: k M + (65537 ^ a mod M), with M the product of the first 39 primes. */
static BIGNUM *
make_roca_prime (void)
{
  static const guint primes[] = { 2,   3,   5,   7,   11,  13,  17,  19,  23,  29,  31,  37,  41,
                                  43,  47,  53,  59,  61,  67,  71,  73,  79,  83,  89,  97,  101,
                                  103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167 };
  BIGNUM *m = BN_new (), *k = BN_new (), *a = BN_new (), *generator = BN_new (), *prime = BN_new ();
  BN_CTX *context = BN_CTX_new_ex (ks_libctx ());

  BN_one (m);
  for (gsize i = 0; i < G_N_ELEMENTS (primes); i++)
    BN_mul_word (m, primes[i]);
  BN_set_word (generator, 65537);
  do {
    g_assert_true (BN_rand_ex (k, BITS - BN_num_bits (m), BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY, 0, context));
    g_assert_true (BN_rand_ex (a, 62, BN_RAND_TOP_ANY, BN_RAND_BOTTOM_ANY, 0, context));
    BN_mod_exp (a, generator, a, m, context);
    BN_mul (prime, k, m, context);
    BN_add (prime, prime, a);
  } while (BN_check_prime (prime, context, NULL) != 1);
  BN_free (m);
  BN_free (k);
  BN_free (a);
  BN_free (generator);
  BN_CTX_free (context);
  return prime;
}

/* Takes both. */
static char *
dup_product (BIGNUM *p, BIGNUM *q)
{
  BN_CTX *context = BN_CTX_new_ex (ks_libctx ());
  char *hex = NULL, *copy = NULL;

  BN_mul (p, p, q, context);
  hex = BN_bn2hex (p);
  copy = g_strdup (hex);
  OPENSSL_free (hex);
  BN_free (p);
  BN_free (q);
  BN_CTX_free (context);
  return copy;
}

static KsTestIdentity *
make_identity (const char *name, const char *modulus, const char *exponent)
{
  KsTestSpec spec = { .name = name };

  return ks_test_identity_new_rsa (&spec, modulus, exponent, ca);
}

static const KsResult *
find (KsTestIdentity *identity, const char *check)
{
  GPtrArray *results = ks_key_weakness_get (ks_test_identity_get_certificate (identity));

  for (guint i = 0; i < results->len; i++) {
    const KsResult *result = g_ptr_array_index (results, i);

    if (g_str_equal (result->check->id, check))
      return result;
  }
  g_assert_not_reached ();
}

static void
assert_state (KsTestIdentity *identity, const char *check, KsState state)
{
  const KsResult *result = find (identity, check);

  ks_test_saw (check, ks_state_get_nick (state));
  if (result->state != state)
    g_error ("%s: %s instead of %s: %s", check, ks_state_get_nick (result->state), ks_state_get_nick (state),
             result->sentence);
  g_assert_cmpstr (result->sentence, !=, "");
  if (state >= KS_STATE_INFO)
    g_assert_nonnull (strstr (result->sentence,
                              ks_certificate_get_title (ks_test_identity_get_certificate (identity))));
}

static void
test_sound (void)
{
  KsTestSpec rsa = { LEAF, .key = "RSA:2048" }, ec = { LEAF };
  g_autoptr (KsTestIdentity) with_rsa = ks_test_identity_new (&rsa, ca);
  g_autoptr (KsTestIdentity) with_ec = ks_test_identity_new (&ec, ca);
  static const char *const checks[] = { "key-exponent", "key-small-factors", "key-close-primes", "key-roca" };
  KsCertificate *certificate = ks_test_identity_get_certificate (with_rsa);

  for (gsize i = 0; i < G_N_ELEMENTS (checks); i++) {
    assert_state (with_rsa, checks[i], KS_STATE_PASS);
    assert_state (with_ec, checks[i], KS_STATE_NOT_APPLICABLE);
  }
  assert_state (with_ec, "key-point", KS_STATE_PASS);
  assert_state (with_rsa, "key-point", KS_STATE_NOT_APPLICABLE);
  assert_state (with_ec, "key-debian", KS_STATE_NOT_APPLICABLE);
  g_assert_true (ks_key_weakness_get (certificate) == ks_key_weakness_get (certificate));
}

static void
test_exponents (void)
{
  static const struct {
    const char *hex, *text;
    KsState state;
  } cases[] = {
    { "01", "1", KS_STATE_FAIL },         { "02", "2", KS_STATE_FAIL },  { "010000", "65536", KS_STATE_FAIL },
    { "03", "3", KS_STATE_INFO },         { "11", "17", KS_STATE_INFO }, { "010001", "65537", KS_STATE_PASS },
    { "010003", "65539", KS_STATE_PASS },
  };
  g_autofree char *modulus = dup_product (make_prime (), make_prime ());

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (KsTestIdentity) identity = make_identity ("odd.example.org", modulus, cases[i].hex);
    const KsResult *result = find (identity, "key-exponent");

    assert_state (identity, "key-exponent", cases[i].state);
    g_assert_cmpstr (result->ours, ==, cases[i].text);
    g_assert_cmpstr (result->theirs, ==, "65537");
    if (cases[i].state >= KS_STATE_INFO) {
      g_assert_nonnull (strstr (result->sentence, result->ours));
      g_assert_nonnull (strstr (result->sentence, result->theirs));
    }
  }
}

static void
test_close_primes (void)
{
  BIGNUM *p = make_prime (), *next = make_next (p), *square = BN_dup (p);
  g_autofree char *close = dup_product (BN_dup (p), next);
  g_autofree char *equal = dup_product (p, square);
  g_autofree char *apart = dup_product (make_prime (), make_prime ());
  g_autoptr (KsTestIdentity) with_close = make_identity ("close.example.org", close, "010001");
  g_autoptr (KsTestIdentity) with_equal = make_identity ("equal.example.org", equal, "010001");
  g_autoptr (KsTestIdentity) with_apart = make_identity ("apart.example.org", apart, "010001");
  const KsResult *result = find (with_close, "key-close-primes");

  assert_state (with_close, "key-close-primes", KS_STATE_FAIL);
  g_assert_cmpstr (result->ours, ==, "a factor of 512 bits");
  g_assert_cmpstr (result->theirs, ==, "100 rounds of Fermat’s method");
  g_assert_nonnull (strstr (result->sentence, result->ours));
  g_assert_nonnull (strstr (result->sentence, result->theirs));
  assert_state (with_equal, "key-close-primes", KS_STATE_FAIL);
  assert_state (with_apart, "key-close-primes", KS_STATE_PASS);
}

static void
test_roca (void)
{
  g_autofree char *flawed = dup_product (make_roca_prime (), make_roca_prime ());
  g_autofree char *half = dup_product (make_roca_prime (), make_prime ());
  g_autoptr (KsTestIdentity) with_flawed = make_identity ("card.example.org", flawed, "010001");
  g_autoptr (KsTestIdentity) with_half = make_identity ("half.example.org", half, "010001");

  assert_state (with_flawed, "key-roca", KS_STATE_FAIL);
  assert_state (with_half, "key-roca", KS_STATE_PASS);
}

static void
test_small_factors (void)
{
  static const struct {
    guint factor;
    KsState state;
  } cases[] = {
    { 2, KS_STATE_FAIL },     { 3, KS_STATE_FAIL },     { 251, KS_STATE_FAIL },
    { 65521, KS_STATE_FAIL }, { 65537, KS_STATE_PASS },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    BIGNUM *factor = BN_new ();
    g_autofree char *modulus = NULL;
    g_autofree char *text = g_strdup_printf ("the factor %u", cases[i].factor);
    g_autoptr (KsTestIdentity) identity = NULL;

    BN_set_word (factor, cases[i].factor);
    modulus = dup_product (make_prime (), factor);
    identity = make_identity ("small.example.org", modulus, "010001");
    assert_state (identity, "key-small-factors", cases[i].state);
    if (cases[i].state == KS_STATE_PASS)
      continue;
    g_assert_cmpstr (find (identity, "key-small-factors")->ours, ==, text);
    g_assert_nonnull (strstr (find (identity, "key-small-factors")->sentence, text));
    g_assert_nonnull (strstr (find (identity, "key-small-factors")->sentence, "no factor below 65536"));
  }
}

/* A list made here the way the package describes its own: by sha1sum of what openssl prints. */
static void
test_debian (void)
{
  g_autofree char *folder = g_dir_make_tmp ("catena-weak-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "blacklist.RSA-1024", NULL);
  g_autofree char *listed = dup_product (make_prime (), make_prime ());
  g_autofree char *unlisted = dup_product (make_prime (), make_prime ());
  g_autofree char *command =
    g_strdup_printf ("printf 'Modulus=%%s\\n' %s | sha1sum | cut -d ' ' -f 1 | cut -c 21-40", listed);
  g_autofree char *line = NULL;
  g_autofree char *list = NULL;
  const char *argv[] = { "sh", "-c", command, NULL };
  g_autoptr (KsTestIdentity) weak = make_identity ("lenny.example.org", listed, "010001");
  g_autoptr (KsTestIdentity) sound = make_identity ("squeeze.example.org", unlisted, "010001");
  KsCertificate *certificate = ks_test_identity_get_certificate (weak);
  g_autoptr (KsResult) absent = ks_key_weakness_look_up (certificate, folder);
  g_autoptr (KsResult) found = NULL;
  g_autoptr (KsResult) clean = NULL;

  g_assert_cmpint (absent->state, ==, KS_STATE_NOT_CHECKED);
  g_assert_nonnull (strstr (absent->sentence, "openssl-blacklist"));
  g_assert_nonnull (strstr (absent->sentence, "blacklist.RSA-1024"));

  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &line, NULL, NULL,
                               NULL));
  g_assert_cmpuint (strlen (line), ==, 21);
  list = g_strdup_printf ("# a comment\n00000000000000000000\n%sffffffffffffffffffff\n", line);
  g_assert_true (g_file_set_contents (path, list, -1, NULL));
  found = ks_key_weakness_look_up (certificate, folder);
  clean = ks_key_weakness_look_up (ks_test_identity_get_certificate (sound), folder);
  ks_test_saw ("key-debian", "fail");
  ks_test_saw ("key-debian", "pass");
  g_assert_cmpint (found->state, ==, KS_STATE_FAIL);
  g_assert_nonnull (strstr (found->sentence, "lenny.example.org"));
  g_assert_nonnull (strstr (found->sentence, found->ours));
  g_assert_cmpint (clean->state, ==, KS_STATE_PASS);
  g_unlink (path);
  g_rmdir (folder);
}

static KsResult *
compare (KsTestIdentity *identity, ...)
{
  g_autoptr (GPtrArray) others = g_ptr_array_new ();
  KsTestIdentity *other = NULL;
  va_list arguments;

  va_start (arguments, identity);
  while ((other = va_arg (arguments, KsTestIdentity *)) != NULL)
    g_ptr_array_add (others, ks_test_identity_get_certificate (other));
  va_end (arguments);
  return ks_key_weakness_compare (ks_test_identity_get_certificate (identity), others);
}

static void
test_shared (void)
{
  BIGNUM *common = make_prime ();
  g_autofree char *first = dup_product (BN_dup (common), make_prime ());
  g_autofree char *second = dup_product (common, make_prime ());
  g_autofree char *third = dup_product (make_prime (), make_prime ());
  g_autoptr (KsTestIdentity) a = make_identity ("a.example.org", first, "010001");
  g_autoptr (KsTestIdentity) b = make_identity ("b.example.org", second, "010001");
  g_autoptr (KsTestIdentity) c = make_identity ("c.example.org", third, "010001");
  g_autoptr (KsTestIdentity) c_again = make_identity ("c.example.org", third, "010001");
  g_autoptr (KsTestIdentity) d = make_identity ("d.example.org", third, "010001");
  g_autoptr (KsTestIdentity) e = make_identity ("e.example.org", third, "010003");
  g_autoptr (KsResult) factor = compare (a, a, c, b, NULL);
  g_autoptr (KsResult) nothing = compare (c, a, b, c, NULL);
  g_autoptr (KsResult) renewed = compare (c, c_again, NULL);
  g_autoptr (KsResult) same = compare (c, a, d, NULL);
  g_autoptr (KsResult) modulus = compare (c, e, NULL);
  g_autoptr (KsResult) alone = compare (c, NULL);
  g_autoptr (KsResult) ec = compare (ca, a, b, NULL);

  g_assert_cmpint (factor->state, ==, KS_STATE_FAIL);
  g_assert_cmpstr (factor->check->id, ==, "key-shared");
  g_assert_cmpstr (
    factor->sentence, ==,
    "The keys of “a.example.org” and “b.example.org” have a factor in common. Anybody can work out both "
    "private keys.");
  g_assert_cmpint (nothing->state, ==, KS_STATE_PASS);
  g_assert_cmpint (renewed->state, ==, KS_STATE_PASS);
  g_assert_cmpint (same->state, ==, KS_STATE_WARNING);
  g_assert_cmpstr (same->ours, ==, "c.example.org");
  g_assert_cmpstr (same->theirs, ==, "d.example.org");
  g_assert_nonnull (strstr (same->sentence, "“c.example.org” and “d.example.org”"));
  g_assert_cmpint (modulus->state, ==, KS_STATE_WARNING);
  g_assert_nonnull (strstr (modulus->sentence, "e.example.org"));
  g_assert_cmpint (alone->state, ==, KS_STATE_NOT_APPLICABLE);
  g_assert_cmpint (ec->state, ==, KS_STATE_PASS);
}

/* With y changed by one bit and x kept, no point of the curve is left: only y and p − y go with x, and both are never so close. */
static void
test_point (void)
{
  KsTestSpec spec = { LEAF };
  g_autoptr (KsTestIdentity) identity = ks_test_identity_new (&spec, ca);
  GBytes *der = ks_certificate_get_der (ks_test_identity_get_certificate (identity));
  GBytes *spki = ks_certificate_get_spki (ks_test_identity_get_certificate (identity));
  gsize size = 0, spki_size = 0;
  const guint8 *data = g_bytes_get_data (der, &size);
  const guint8 *key = g_bytes_get_data (spki, &spki_size);
  guint8 *copy = g_memdup2 (data, size);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (KsCertificate) spoiled = NULL;
  GPtrArray *results = NULL;
  gboolean found = FALSE;

  for (gsize i = 0; i + spki_size <= size && !found; i++) {
    found = memcmp (copy + i, key, spki_size) == 0;
    if (found)
      copy[i + spki_size - 1] ^= 1;
  }
  g_assert_true (found);
  bytes = g_bytes_new_take (copy, size);
  spoiled = ks_certificate_new (bytes);
  results = ks_key_weakness_get (spoiled);
  for (guint i = 0; i < results->len; i++) {
    const KsResult *result = g_ptr_array_index (results, i);

    if (!g_str_equal (result->check->id, "key-point"))
      continue;
    ks_test_saw ("key-point", "fail");
    g_assert_cmpint (result->state, ==, KS_STATE_FAIL);
    g_assert_nonnull (strstr (result->sentence, "EC P-256"));
  }
}

int
main (int argc, char *argv[])
{
  KsTestSpec spec = { .name = "Test CA", .ca = TRUE };
  int status = 0;

  ks_test_init (&argc, &argv);
  ca = ks_test_identity_new (&spec, NULL);
  g_test_add_func ("/key-weakness/sound", test_sound);
  g_test_add_func ("/key-weakness/exponents", test_exponents);
  g_test_add_func ("/key-weakness/close-primes", test_close_primes);
  g_test_add_func ("/key-weakness/roca", test_roca);
  g_test_add_func ("/key-weakness/small-factors", test_small_factors);
  g_test_add_func ("/key-weakness/debian", test_debian);
  g_test_add_func ("/key-weakness/shared", test_shared);
  g_test_add_func ("/key-weakness/point", test_point);
  status = g_test_run ();
  ks_test_identity_free (ca);
  return status;
}
