/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-key-parts.h"

#include <glib.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/x509.h>
#include <string.h>

#include "ks-init.h"

/* More is no key that anybody uses. */
#define MAX_NUMBER_BYTES 4096
#define MAX_NUMBERS 10

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BN_CTX, BN_CTX_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY_CTX, EVP_PKEY_CTX_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OSSL_PARAM, OSSL_PARAM_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free)

/* Parameters in the making; they borrow the numbers until the end. */
typedef struct {
  OSSL_PARAM_BLD *builder;
  BIGNUM *numbers[MAX_NUMBERS];
  guint n_numbers;
  gboolean is_private;
  gboolean failed;
} Parts;

static void
parts_init (Parts *self)
{
  *self = (Parts) { .builder = OSSL_PARAM_BLD_new () };
  self->failed = self->builder == NULL;
}

static void
parts_clear (Parts *self)
{
  for (guint i = 0; i < self->n_numbers; i++)
    BN_clear_free (self->numbers[i]);
  OSSL_PARAM_BLD_free (self->builder);
  ks_clear_openssl_errors ();
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Parts, parts_clear)

/* @number: (transfer full) (nullable) */
static const BIGNUM *
push_number (Parts *self, const char *name, BIGNUM *number)
{
  if (number == NULL || self->n_numbers >= MAX_NUMBERS) {
    BN_clear_free (number);
    self->failed = TRUE;
    return NULL;
  }

  self->numbers[self->n_numbers++] = number;
  if (!self->failed && !OSSL_PARAM_BLD_push_BN (self->builder, name, number))
    self->failed = TRUE;

  return number;
}

static const BIGNUM *
push (Parts *self, const char *name, KsSecret *value)
{
  gsize size = 0;
  const guint8 *data = value != NULL ? ks_secret_get_data (value, &size) : NULL;
  BIGNUM *number = NULL;

  if (size > 0 && size <= MAX_NUMBER_BYTES)
    number = BN_bin2bn (data, (int) size, BN_secure_new ());

  return push_number (self, name, number);
}

static gboolean
is_pair (EVP_PKEY *key)
{
  g_autoptr (EVP_PKEY_CTX) context = EVP_PKEY_CTX_new_from_pkey (ks_libctx (), key, NULL);

  return context != NULL && EVP_PKEY_pairwise_check (context) == 1;
}

static EVP_PKEY *
make (Parts *self, const char *type)
{
  g_autoptr (EVP_PKEY_CTX) context = EVP_PKEY_CTX_new_from_name (ks_libctx (), type, NULL);
  g_autoptr (OSSL_PARAM) params = self->failed ? NULL : OSSL_PARAM_BLD_to_param (self->builder);
  EVP_PKEY *key = NULL;

  if (context == NULL || params == NULL || EVP_PKEY_fromdata_init (context) <= 0 ||
      EVP_PKEY_fromdata (context, &key, self->is_private ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY, params) <=
        0)
    return NULL;
  if (self->is_private && !is_pair (key))
    g_clear_pointer (&key, EVP_PKEY_free);

  return key;
}

/* value mod (prime - 1), as RSA has it for both primes. */
static BIGNUM *
reduce (const BIGNUM *value, const BIGNUM *prime)
{
  g_autoptr (BN_CTX) context = BN_CTX_secure_new_ex (ks_libctx ());
  BIGNUM *less = BN_secure_new (), *result = BN_secure_new ();
  gboolean done = context != NULL && less != NULL && result != NULL && BN_copy (less, prime) != NULL &&
                  BN_sub_word (less, 1) && !BN_is_zero (less) && BN_mod (result, value, less, context);

  BN_clear_free (less);
  if (done)
    return result;
  BN_clear_free (result);

  return NULL;
}

static BIGNUM *
invert (const BIGNUM *value, const BIGNUM *modulus)
{
  g_autoptr (BN_CTX) context = BN_CTX_secure_new_ex (ks_libctx ());
  BIGNUM *result = BN_secure_new ();

  if (context != NULL && result != NULL && BN_mod_inverse (result, value, modulus, context) != NULL)
    return result;
  BN_clear_free (result);

  return NULL;
}

/**
 * ks_key_parts_rsa:
 * @parts: modulus and exponents, and both primes of a private key
 *
 * Makes an RSA key of its numbers (RFC 8017 section 3); what follows from them is computed.
 *
 * Returns: (transfer full) (nullable): the key; %NULL when the numbers make none
 */
EVP_PKEY *
ks_key_parts_rsa (const KsRsaParts *parts)
{
  g_auto (Parts) self;
  const BIGNUM *d, *p, *q;

  parts_init (&self);
  push (&self, OSSL_PKEY_PARAM_RSA_N, parts->n);
  push (&self, OSSL_PKEY_PARAM_RSA_E, parts->e);
  if (parts->d == NULL)
    return make (&self, "RSA");

  self.is_private = TRUE;
  d = push (&self, OSSL_PKEY_PARAM_RSA_D, parts->d);
  p = push (&self, OSSL_PKEY_PARAM_RSA_FACTOR1, parts->p);
  q = push (&self, OSSL_PKEY_PARAM_RSA_FACTOR2, parts->q);
  if (self.failed)
    return NULL;
  push_number (&self, OSSL_PKEY_PARAM_RSA_EXPONENT1, reduce (d, p));
  push_number (&self, OSSL_PKEY_PARAM_RSA_EXPONENT2, reduce (d, q));
  push_number (&self, OSSL_PKEY_PARAM_RSA_COEFFICIENT1, invert (q, p));

  return make (&self, "RSA");
}

/**
 * ks_key_parts_dsa:
 * @parts: the three parameters, and both halves of the key
 *
 * Makes a DSA key of its numbers (FIPS 186-4 section 4).
 *
 * Returns: (transfer full) (nullable): the key; %NULL when the numbers make none
 */
EVP_PKEY *
ks_key_parts_dsa (const KsDsaParts *parts)
{
  g_auto (Parts) self;

  parts_init (&self);
  self.is_private = parts->x != NULL;
  push (&self, OSSL_PKEY_PARAM_FFC_P, parts->p);
  push (&self, OSSL_PKEY_PARAM_FFC_Q, parts->q);
  push (&self, OSSL_PKEY_PARAM_FFC_G, parts->g);
  push (&self, OSSL_PKEY_PARAM_PUB_KEY, parts->y);
  if (self.is_private)
    push (&self, OSSL_PKEY_PARAM_PRIV_KEY, parts->x);

  return make (&self, "DSA");
}

/**
 * ks_key_parts_ec:
 * @parts: the curve, and one or both halves of the key
 *
 * Makes a key on an elliptic curve (SEC 1 section 3.2.1).
 *
 * Returns: (transfer full) (nullable): the key; %NULL when the numbers make none, or the point is not on the curve
 */
EVP_PKEY *
ks_key_parts_ec (const KsEcParts *parts)
{
  g_auto (Parts) self;
  gsize size;
  const guint8 *data = ks_secret_get_data (parts->point, &size);

  parts_init (&self);
  self.is_private = parts->scalar != NULL;
  if (self.failed || size == 0 ||
      !OSSL_PARAM_BLD_push_utf8_string (self.builder, OSSL_PKEY_PARAM_GROUP_NAME, parts->group, 0) ||
      !OSSL_PARAM_BLD_push_octet_string (self.builder, OSSL_PKEY_PARAM_PUB_KEY, data, size))
    return NULL;
  if (self.is_private)
    push (&self, OSSL_PKEY_PARAM_PRIV_KEY, parts->scalar);

  return make (&self, "EC");
}

/**
 * ks_key_parts_raw:
 * @type: “ED25519”, “ED448”, “X25519” or “X448”
 * @bytes: one half of the key (RFC 8032, RFC 7748)
 * @is_private: which half
 *
 * Makes a key of an algorithm whose keys are nothing but bytes.
 *
 * Returns: (transfer full) (nullable): the key; %NULL when there are too many bytes or too few
 */
EVP_PKEY *
ks_key_parts_raw (const char *type, KsSecret *bytes, gboolean is_private)
{
  gsize size;
  const guint8 *data = ks_secret_get_data (bytes, &size);
  EVP_PKEY *key = is_private ? EVP_PKEY_new_raw_private_key_ex (ks_libctx (), type, NULL, data, size)
                             : EVP_PKEY_new_raw_public_key_ex (ks_libctx (), type, NULL, data, size);

  ks_clear_openssl_errors ();
  return key;
}

/**
 * ks_key_encode_private:
 * @key: a private key
 *
 * Returns: (transfer full) (nullable): PKCS #8 (RFC 5958); %NULL when OpenSSL does not write it
 */
KsSecret *
ks_key_encode_private (EVP_PKEY *key)
{
  g_autoptr (PKCS8_PRIV_KEY_INFO) info = EVP_PKEY2PKCS8 (key);
  int length = info != NULL ? i2d_PKCS8_PRIV_KEY_INFO (info, NULL) : 0;
  g_autoptr (KsSecret) secret = NULL;
  guint8 *data;

  ks_clear_openssl_errors ();
  if (length <= 0)
    return NULL;

  secret = ks_secret_new_sized (length, &data);
  return i2d_PKCS8_PRIV_KEY_INFO (info, &data) == length ? g_steal_pointer (&secret) : NULL;
}

/**
 * ks_key_encode_public:
 * @key: a key
 *
 * Returns: (transfer full) (nullable): SubjectPublicKeyInfo (RFC 5280 section 4.1); %NULL when OpenSSL does not write it
 */
KsSecret *
ks_key_encode_public (EVP_PKEY *key)
{
  guint8 *der = NULL;
  int length = i2d_PUBKEY (key, &der);
  KsSecret *bytes = length > 0 ? ks_secret_new (der, length) : NULL;

  OPENSSL_free (der);
  ks_clear_openssl_errors ();

  return bytes;
}
