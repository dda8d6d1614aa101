/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-secret-algorithm.h"

#include <glib/gi18n-lib.h>
#include <openssl/rand.h>
#include <string.h>

#include "ks-error.h"
#include "ks-init.h"
#include "ks-key-secret.h"

#define DES_BLOCK 8
/* Two equal thirds by chance: this does not happen twice. */
#define MAX_TRIES 8

static const KsSecretAlgorithm algorithms[] = {
  { "aes-256", "AES 256", "AES", 256, 32, N_ ("Encrypts data. The usual choice.") },
  { "aes-192", "AES 192", "AES", 192, 24, N_ ("Encrypts data, for programs that ask for this size.") },
  { "aes-128", "AES 128", "AES", 128, 16, N_ ("Encrypts data, a little faster than AES 256.") },
  { "hmac-sha256", "HMAC SHA-256", "HmacSHA256", 256, 32,
    N_ ("Proves that data is unchanged, as in tokens of the kind HS256.") },
  { "hmac-sha384", "HMAC SHA-384", "HmacSHA384", 384, 48,
    N_ ("Proves that data is unchanged, as in tokens of the kind HS384.") },
  { "hmac-sha512", "HMAC SHA-512", "HmacSHA512", 512, 64,
    N_ ("Proves that data is unchanged, as in tokens of the kind HS512.") },
  { "hmac-sha1", "HMAC SHA-1", "HmacSHA1", 160, 20,
    N_ ("Proves that data is unchanged, for old programs and one-time passwords.") },
  { "chacha20", "ChaCha20", "ChaCha20", 256, 32,
    N_ ("Encrypts data where the processor does not help with AES.") },
  { "desede", "Triple DES", "DESede", 168, 24,
    N_ ("Encrypts data, for old programs only: its blocks are too small for much data.") },
};

/**
 * ks_secret_algorithm_list:
 * @n_algorithms: (out): how many rows
 *
 * Returns: (transfer none) (array length=n_algorithms): the table, the default first
 */
const KsSecretAlgorithm *
ks_secret_algorithm_list (gsize *n_algorithms)
{
  *n_algorithms = G_N_ELEMENTS (algorithms);
  return algorithms;
}

/**
 * ks_secret_algorithm_find:
 * @id: for example “aes-256”
 *
 * Returns: (transfer none) (nullable): the row
 */
const KsSecretAlgorithm *
ks_secret_algorithm_find (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (algorithms); i++)
    if (strcmp (algorithms[i].id, id) == 0)
      return &algorithms[i];

  return NULL;
}

/**
 * ks_secret_algorithm_explain_format:
 * @format: what a store is written as
 *
 * Returns: (transfer none) (nullable): why a store of @format cannot hold secret keys, as a translated sentence
 */
const char *
ks_secret_algorithm_explain_format (const KsFormat *format)
{
  g_return_val_if_fail (format != NULL, NULL);

  if ((format->flags & KS_FORMAT_HOLDS_SECRETS) != 0 && (format->flags & KS_FORMAT_CAN_WRITE) != 0)
    return NULL;
  if (g_str_equal (format->id, "jks"))
    return _ (
      "A JKS file holds private keys and trusted certificates only. Save it as PKCS #12, JCEKS, BKS or BCFKS to keep "
      "a secret key in it.");

  return _ (
    "A file of this format holds no secret keys. Save it as PKCS #12, JCEKS, BKS or BCFKS to keep one in it.");
}

/* Each byte of a DES key has an odd number of ones (FIPS 46-3); the last bit sees to that. */
static void
set_parity (guint8 *data, gsize size)
{
  for (gsize i = 0; i < size; i++)
    data[i] = (guint8) ((data[i] & 0xfe) | (1 ^ (__builtin_popcount (data[i] & 0xfe) & 1)));
}

/* Triple DES with two equal keys side by side is DES. */
static gboolean
is_degenerate (const guint8 *data)
{
  return memcmp (data, data + DES_BLOCK, DES_BLOCK) == 0 ||
         memcmp (data + DES_BLOCK, data + 2 * DES_BLOCK, DES_BLOCK) == 0;
}

static gboolean
fill (const KsSecretAlgorithm *self, guint8 *data)
{
  gboolean is_des = g_str_equal (self->java, "DESede");

  for (guint i = 0; i < MAX_TRIES; i++) {
    if (RAND_priv_bytes_ex (ks_libctx (), data, self->size, 0) != 1)
      break;
    if (is_des)
      set_parity (data, self->size);
    if (!is_des || !is_degenerate (data))
      return TRUE;
  }
  ks_clear_openssl_errors ();

  return FALSE;
}

/**
 * ks_secret_algorithm_generate:
 * @self: a kind of key
 * @error: return location
 *
 * Makes a secret key from the system's random numbers.
 *
 * Returns: (transfer full): the key as ks_secret_key_wrap() has it; %NULL with %KS_ERROR_FAILED
 */
KsSecret *
ks_secret_algorithm_generate (const KsSecretAlgorithm *self, GError **error)
{
  g_autoptr (KsSecret) raw = NULL;
  guint8 *data;

  g_return_val_if_fail (self != NULL, NULL);

  raw = ks_secret_new_sized (self->size, &data);
  if (!fill (self, data)) {
    g_set_error_literal (error, KS_ERROR, KS_ERROR_FAILED, _ ("The system gave no random numbers."));
    return NULL;
  }

  return ks_secret_key_wrap (raw, self->java, error);
}
