/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-bcrypt.h"

#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <string.h>

#include "ks-init.h"
#include "ks-lazy.h"

#define N_ROUNDS 16
#define N_SUBKEYS (N_ROUNDS + 2)
#define N_BOXES 4
#define BOX_SIZE 256
#define N_WORDS (N_SUBKEYS + N_BOXES * BOX_SIZE)

#define HASH_WORDS 8
#define HASH_SIZE (HASH_WORDS * 4)
#define DIGEST_SIZE 64
#define DIGEST_WORDS (DIGEST_SIZE / 4)
#define REPEATS 64

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_MD, EVP_MD_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_MD_CTX, EVP_MD_CTX_free)

/* Blowfish's tables: subkeys, then the boxes. */
typedef struct {
  guint32 words[N_WORDS];
} Blowfish;

/* atan (1 / @divisor) * 2^@bits by its series, added @factor times. */
static void
add_arctan (BIGNUM *sum, int factor, guint divisor, int bits)
{
  BIGNUM *power = BN_new (), *term = BN_new ();

  BN_one (power);
  BN_lshift (power, power, bits);
  BN_mul_word (power, (BN_ULONG) ABS (factor));
  BN_div_word (power, divisor);
  for (guint i = 0; !BN_is_zero (power); i++) {
    BN_copy (term, power);
    BN_div_word (term, 2 * i + 1);
    if ((factor > 0) == (i % 2 == 0))
      BN_add (sum, sum, term);
    else
      BN_sub (sum, sum, term);
    BN_div_word (power, (BN_ULONG) divisor * divisor);
  }

  BN_free (power);
  BN_free (term);
}

/* Blowfish begins with the digits of pi behind the point. Machin: pi = 16 atan (1/5) - 4 atan (1/239). */
static Blowfish *
make_pi (void)
{
  const int spare = 64, bits = N_WORDS * 32;
  Blowfish *self = g_new (Blowfish, 1);
  BIGNUM *pi = BN_new ();
  guint8 *digits = g_malloc (N_WORDS * 4);

  add_arctan (pi, 16, 5, bits + spare);
  add_arctan (pi, -4, 239, bits + spare);
  BN_rshift (pi, pi, spare);
  BN_mask_bits (pi, bits);
  BN_bn2binpad (pi, digits, N_WORDS * 4);
  for (guint i = 0; i < N_WORDS; i++) {
    memcpy (&self->words[i], digits + i * 4, 4);
    self->words[i] = GUINT32_FROM_BE (self->words[i]);
  }

  g_free (digits);
  BN_free (pi);
  return self;
}

static const Blowfish *
get_pi (void)
{
  static Blowfish *pi = NULL;

  if (ks_lazy_get (&pi) == NULL)
    return ks_lazy_publish (&pi, make_pi (), g_free);

  return ks_lazy_get (&pi);
}

static inline guint32
mix (const Blowfish *self, guint32 x)
{
  const guint32 *boxes = self->words + N_SUBKEYS;

  return ((boxes[x >> 24] + boxes[BOX_SIZE + (x >> 16 & 0xff)]) ^ boxes[2 * BOX_SIZE + (x >> 8 & 0xff)]) +
         boxes[3 * BOX_SIZE + (x & 0xff)];
}

static void
encrypt (const Blowfish *self, guint32 block[2])
{
  guint32 left = block[0], right = block[1];

  for (guint i = 0; i < N_ROUNDS; i += 2) {
    left ^= self->words[i];
    right ^= mix (self, left);
    right ^= self->words[i + 1];
    left ^= mix (self, right);
  }
  block[0] = right ^ self->words[N_ROUNDS + 1];
  block[1] = left ^ self->words[N_ROUNDS];
}

/* The key schedule, with a salt that is mixed in where it is given. Both are digests here. */
static void
expand (Blowfish *self, const guint32 *salt, const guint32 *key)
{
  guint32 block[2] = { 0, 0 };
  guint from = 0;

  for (guint i = 0; i < N_SUBKEYS; i++)
    self->words[i] ^= key[i % DIGEST_WORDS];
  for (guint i = 0; i < N_WORDS; i += 2) {
    if (salt != NULL) {
      block[0] ^= salt[from];
      block[1] ^= salt[from + 1];
      from = (from + 2) % DIGEST_WORDS;
    }
    encrypt (self, block);
    self->words[i] = block[0];
    self->words[i + 1] = block[1];
  }
}

static void
hash (Blowfish *self, const guint32 *password, const guint32 *salt, guint8 out[HASH_SIZE])
{
  static const char magic[HASH_SIZE + 1] = "OxychromaticBlowfishSwatDynamite";
  guint32 words[HASH_WORDS];

  *self = *get_pi ();
  expand (self, salt, password);
  for (guint i = 0; i < REPEATS; i++) {
    expand (self, NULL, salt);
    expand (self, NULL, password);
  }

  memcpy (words, magic, HASH_SIZE);
  for (guint i = 0; i < HASH_WORDS; i++)
    words[i] = GUINT32_FROM_BE (words[i]);
  for (guint i = 0; i < REPEATS; i++)
    for (guint w = 0; w < HASH_WORDS; w += 2)
      encrypt (self, words + w);
  for (guint i = 0; i < HASH_WORDS; i++)
    words[i] = GUINT32_TO_LE (words[i]);
  memcpy (out, words, HASH_SIZE);
  OPENSSL_cleanse (words, sizeof words);
}

/* SHA-512 of two pieces as big-endian words. */
static gboolean
digest (guint32 out[DIGEST_WORDS], const guint8 *a, gsize a_size, const guint8 *b, gsize b_size)
{
  g_autoptr (EVP_MD) sha512 = EVP_MD_fetch (ks_libctx (), "SHA512", NULL);
  g_autoptr (EVP_MD_CTX) context = EVP_MD_CTX_new ();

  if (sha512 == NULL || context == NULL || !EVP_DigestInit_ex2 (context, sha512, NULL) ||
      !EVP_DigestUpdate (context, a, a_size) || !EVP_DigestUpdate (context, b, b_size) ||
      !EVP_DigestFinal_ex (context, (guint8 *) out, NULL))
    return FALSE;
  for (guint i = 0; i < DIGEST_WORDS; i++)
    out[i] = GUINT32_FROM_BE (out[i]);

  return TRUE;
}

/* One output block: the hashes of all rounds, each salted with the one before. */
static gboolean
derive_block (Blowfish *state,
              const guint32 *password,
              const guint8 *salt,
              gsize salt_size,
              guint32 count,
              guint rounds,
              guint8 out[HASH_SIZE])
{
  const guint32 number = GUINT32_TO_BE (count);
  guint32 salted[DIGEST_WORDS];
  guint8 next[HASH_SIZE];

  if (!digest (salted, salt, salt_size, (const guint8 *) &number, sizeof number))
    return FALSE;
  hash (state, password, salted, next);
  memcpy (out, next, HASH_SIZE);

  for (guint round = 1; round < rounds; round++) {
    if (!digest (salted, next, HASH_SIZE, NULL, 0))
      return FALSE;
    hash (state, password, salted, next);
    for (guint i = 0; i < HASH_SIZE; i++)
      out[i] ^= next[i];
  }
  OPENSSL_cleanse (next, sizeof next);
  OPENSSL_cleanse (salted, sizeof salted);

  return TRUE;
}

/**
 * ks_bcrypt_derive:
 * @password: a password
 * @salt: (array length=salt_size): the salt
 * @salt_size: its size in bytes
 * @rounds: how often; 1 to %KS_BCRYPT_MAX_ROUNDS
 * @size: how many bytes are wanted, 1 to 1024
 *
 * bcrypt_pbkdf of OpenBSD, the key derivation of OpenSSH's private keys (OpenSSH, PROTOCOL.key): bcrypt over SHA-512 as the
 * function of PBKDF2, whose output bytes are then dealt out over the blocks.
 *
 * Returns: (transfer full) (nullable): the key; %NULL when OpenSSL lacks SHA-512 or the password is empty
 */
KsSecret *
ks_bcrypt_derive (KsSecret *password, const guint8 *salt, gsize salt_size, guint rounds, gsize size)
{
  const gsize n_blocks = (size + HASH_SIZE - 1) / HASH_SIZE;
  g_autoptr (KsSecret) result = NULL;
  Blowfish state;
  guint8 *key, block[HASH_SIZE];
  gsize password_size;
  const guint8 *text = ks_secret_get_data (password, &password_size);
  guint32 hashed[DIGEST_WORDS];
  gboolean done;

  g_return_val_if_fail (rounds > 0 && rounds <= KS_BCRYPT_MAX_ROUNDS && size > 0 && size <= 1024, NULL);
  if (password_size == 0)
    return NULL;

  result = ks_secret_new_sized (size, &key);
  done = digest (hashed, text, password_size, NULL, 0);
  for (gsize b = 0; done && b < n_blocks; b++) {
    done = derive_block (&state, hashed, salt, salt_size, (guint32) b + 1, rounds, block);
    for (gsize i = 0; done && i < HASH_SIZE && i * n_blocks + b < size; i++)
      key[i * n_blocks + b] = block[i];
  }
  OPENSSL_cleanse (&state, sizeof state);
  OPENSSL_cleanse (block, sizeof block);
  OPENSSL_cleanse (hashed, sizeof hashed);
  ks_clear_openssl_errors ();

  return done ? g_steal_pointer (&result) : NULL;
}
