/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-key-weakness-private.h"

#include "ks-der.h"
#include "ks-init.h"

/* Primes below this are tried by division. */
#define SMALL (1 << 16)
/* The generator of the weak primes, and the greatest of the small primes that every one of them was made with. */
#define ROCA_GENERATOR 65537
#define ROCA_GREATEST 167
/* Moduli longer than this are left alone: nobody has them, and they are slow. */
#define MAX_BITS 16384

static BIGNUM *
read_integer (KsDerCursor *cursor)
{
  KsDer element;

  if (!ks_der_cursor_take (cursor, KS_DER_INTEGER, &element) || element.size > MAX_BITS / 8 + 1)
    return NULL;
  return BN_bin2bn (element.content, (int) element.size, NULL);
}

/* RFC 8017 appendix A.1.1 */
static gboolean
read_key (KsRsaNumbers *self, const guint8 *data, gsize size)
{
  KsDer element;
  KsDerCursor cursor;

  if (!ks_der_parse (data, size, &element) || element.tag != KS_DER_SEQUENCE)
    return FALSE;
  ks_der_cursor_init (&cursor, &element);
  self->modulus = read_integer (&cursor);
  self->exponent = read_integer (&cursor);
  return self->modulus != NULL && self->exponent != NULL && !BN_is_zero (self->modulus);
}

/**
 * ks_rsa_numbers_read:
 * @self: (out caller-allocates): the numbers
 * @certificate: a certificate
 *
 * Reads them from the certificate itself, because OpenSSL refuses some of the keys that this is about.
 *
 * Returns: whether it is an RSA key that can be read
 */
gboolean
ks_rsa_numbers_read (KsRsaNumbers *self, KsCertificate *certificate)
{
  GBytes *spki = ks_certificate_get_spki (certificate);
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (spki, &size);
  KsDer element;
  KsDerCursor cursor;

  *self = (KsRsaNumbers) { 0 };
  if (!g_str_has_prefix (ks_certificate_get_key_algorithm (certificate), "RSA") ||
      !ks_der_parse (data, size, &element))
    return FALSE;
  ks_der_cursor_init (&cursor, &element);
  return ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &element) &&
         ks_der_cursor_take (&cursor, KS_DER_BIT_STRING, &element) && element.size > 1 &&
         read_key (self, element.content + 1, element.size - 1);
}

/**
 * ks_rsa_numbers_clear:
 * @self: the numbers
 *
 * Frees them.
 */
void
ks_rsa_numbers_clear (KsRsaNumbers *self)
{
  BN_free (self->modulus);
  BN_free (self->exponent);
  *self = (KsRsaNumbers) { 0 };
}

/* The greatest number whose square is at most @number, by Newton’s method from above. */
static void
square_root (BIGNUM *root, const BIGNUM *number, BN_CTX *context)
{
  BIGNUM *next = BN_CTX_get (context);

  BN_zero (next);
  BN_set_bit (next, (BN_num_bits (number) + 1) / 2);
  do {
    BN_copy (root, next);
    BN_div (next, NULL, number, root, context);
    BN_add (next, next, root);
    BN_rshift1 (next, next);
  } while (BN_cmp (next, root) < 0);
}

/* Squares leave few remainders: most numbers are told apart without a root. */
static gboolean
may_be_square (const BIGNUM *number)
{
  static const struct {
    guint modulus;
    guint64 squares; /* bit n: n is the remainder of a square */
  } filters[] = {
    { 64, G_GUINT64_CONSTANT (0x0202021202030213) },
    { 63, G_GUINT64_CONSTANT (0x0402483012450293) },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (filters); i++) {
    BN_ULONG rest = BN_mod_word (number, filters[i].modulus);

    if ((filters[i].squares >> rest & 1) == 0)
      return FALSE;
  }
  return TRUE;
}

/* Whether @number is a square, and of what. */
static gboolean
is_square (BIGNUM *root, const BIGNUM *number, BN_CTX *context)
{
  BIGNUM *square = NULL;
  gboolean exact = FALSE;

  if (BN_is_zero (number)) {
    BN_zero (root);
    return TRUE;
  }
  if (!may_be_square (number))
    return FALSE;
  BN_CTX_start (context);
  square = BN_CTX_get (context);
  square_root (root, number, context);
  BN_sqr (square, root, context);
  exact = BN_cmp (square, number) == 0;
  BN_CTX_end (context);
  return exact;
}

/* With n = a² − b² the factors are a − b and a + b; a starts at the root of n, and each round takes the next one. */
static BIGNUM *
search_close (const BIGNUM *modulus, guint rounds, BN_CTX *context)
{
  BIGNUM *a = BN_CTX_get (context), *rest = BN_CTX_get (context), *b = BN_CTX_get (context);

  square_root (a, modulus, context);
  BN_sqr (rest, a, context);
  if (BN_cmp (rest, modulus) < 0)
    BN_add_word (a, 1);
  for (guint i = 0; i < rounds; i++, BN_add_word (a, 1)) {
    BN_sqr (rest, a, context);
    BN_sub (rest, rest, modulus);
    if (!is_square (b, rest, context))
      continue;
    BN_sub (b, a, b);
    return BN_dup (b);
  }
  return NULL;
}

/**
 * ks_modulus_find_close_factor:
 * @modulus: of an RSA key
 * @rounds: how many steps of Fermat’s method to try
 *
 * Returns: (transfer full) (nullable): the smaller factor, where both lie close together
 */
BIGNUM *
ks_modulus_find_close_factor (const BIGNUM *modulus, guint rounds)
{
  BN_CTX *context = BN_CTX_new_ex (ks_libctx ());
  BIGNUM *factor = NULL;

  if (BN_is_odd (modulus)) {
    BN_CTX_start (context);
    factor = search_close (modulus, rounds, context);
    BN_CTX_end (context);
  }
  BN_CTX_free (context);
  if (factor != NULL && BN_is_one (factor))
    g_clear_pointer (&factor, BN_free);
  return factor;
}

static gpointer
make_primes (gpointer unused)
{
  g_autofree guint8 *composite = g_new0 (guint8, SMALL);
  GArray *primes = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 2; i < SMALL; i++) {
    if (composite[i])
      continue;
    g_array_append_val (primes, i);
    for (guint64 at = (guint64) i * i; at < SMALL; at += i)
      composite[at] = TRUE;
  }
  return primes;
}

static const GArray *
get_primes (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, make_primes, NULL);
}

/**
 * ks_modulus_find_small_factor:
 * @modulus: of an RSA key
 *
 * Three primes at a time: the remainder for their product tells the remainder for each.
 *
 * Returns: the smallest prime factor below 65536; 0 where there is none
 */
guint
ks_modulus_find_small_factor (const BIGNUM *modulus)
{
  const GArray *primes = get_primes ();

  for (guint i = 0; i < primes->len; i += 3) {
    guint n = MIN (3, primes->len - i);
    guint64 product = 1, rest;

    for (guint k = 0; k < n; k++)
      product *= g_array_index (primes, guint, i + k);
    rest = BN_mod_word (modulus, product);
    for (guint k = 0; k < n; k++)
      if (rest % g_array_index (primes, guint, i + k) == 0)
        return g_array_index (primes, guint, i + k);
  }
  return 0;
}

/* Whether @rest is a power of the generator modulo @prime. */
static gboolean
has_logarithm (guint rest, guint prime)
{
  guint power = 1;

  do {
    if (power == rest)
      return TRUE;
    power = power * (ROCA_GENERATOR % prime) % prime;
  } while (power != 1);
  return FALSE;
}

/**
 * ks_modulus_has_roca_fingerprint:
 * @modulus: of an RSA key
 *
 * CVE-2017-15361: Infineon’s library made primes that are powers of 65537 modulo the product of the small primes, and so is their product. That a
 * sound modulus is one modulo each of them has a chance of less than one in a hundred million.
 *
 * Returns: whether it looks like that
 */
gboolean
ks_modulus_has_roca_fingerprint (const BIGNUM *modulus)
{
  const GArray *primes = get_primes ();

  for (guint i = 1; g_array_index (primes, guint, i) <= ROCA_GREATEST; i++) {
    guint prime = g_array_index (primes, guint, i);

    if (!has_logarithm ((guint) BN_mod_word (modulus, prime), prime))
      return FALSE;
  }
  return TRUE;
}
