/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/pkcs12.h>
#include <string.h>

#include "ks-error.h"
#include "ks-init.h"
#include "ks-key-pbe-private.h"

/**
 * ks_scrypt_derive:
 * @parameters: of the derivation
 * @password: (nullable): the password; %NULL is the empty one
 * @key: (out caller-allocates) (array length=key_size): the key
 * @key_size: its size in bytes
 *
 * Derives a key by scrypt (RFC 7914). OpenSSL refuses more than 32 MiB of its own accord, so this has its own context.
 *
 * Returns: %FALSE where OpenSSL cannot do that
 */
gboolean
ks_scrypt_derive (const KsScryptParameters *parameters, KsSecret *password, guint8 *key, gsize key_size)
{
  g_autoptr (EVP_KDF) kdf = EVP_KDF_fetch (ks_libctx (), "SCRYPT", NULL);
  g_autoptr (EVP_KDF_CTX) context = kdf != NULL ? EVP_KDF_CTX_new (kdf) : NULL;
  guint64 n = parameters->n, max = 2 * KS_PBE_MAX_SCRYPT_BYTES;
  guint32 r = (guint32) parameters->r, p = (guint32) parameters->p;
  gsize size = 0;
  const guint8 *data = password != NULL ? ks_secret_get_data (password, &size) : (const guint8 *) "";
  OSSL_PARAM settings[] = {
    OSSL_PARAM_octet_string ("pass", (void *) data, size),
    OSSL_PARAM_octet_string ("salt", (void *) g_bytes_get_data (parameters->salt, NULL),
                             g_bytes_get_size (parameters->salt)),
    OSSL_PARAM_uint64 ("n", &n),
    OSSL_PARAM_uint32 ("r", &r),
    OSSL_PARAM_uint32 ("p", &p),
    OSSL_PARAM_uint64 ("maxmem_bytes", &max),
    OSSL_PARAM_END,
  };

  return context != NULL && EVP_KDF_derive (context, key, key_size, settings) == 1;
}

/* RFC 7914 section 7 with the encryption scheme of RFC 8018 section 6.2. */
static KsSecret *
decrypt_scrypt (const X509_ALGOR *algorithm, const guint8 *data, gsize size, KsSecret *password)
{
  g_auto (KsScryptParameters) parameters = { 0 };
  g_autoptr (EVP_CIPHER) cipher = NULL;
  g_autoptr (EVP_CIPHER_CTX) context = EVP_CIPHER_CTX_new ();
  g_autoptr (KsSecret) key = NULL;
  guint8 *key_data;
  gsize key_size;

  if (!ks_scrypt_parameters_read (algorithm, &parameters, NULL))
    return NULL;
  cipher = EVP_CIPHER_fetch (ks_libctx (), OBJ_nid2sn (parameters.cipher_nid), NULL);
  if (cipher == NULL || context == NULL || parameters.iv == NULL ||
      g_bytes_get_size (parameters.iv) != (gsize) EVP_CIPHER_get_iv_length (cipher))
    return NULL;

  key_size = EVP_CIPHER_get_key_length (cipher);
  key = ks_secret_new_sized (key_size, &key_data);
  if (!ks_scrypt_derive (&parameters, password, key_data, key_size) ||
      !EVP_DecryptInit_ex2 (context, cipher, key_data, g_bytes_get_data (parameters.iv, NULL), NULL))
    return NULL;

  return ks_cipher_run (context, data, size);
}

/**
 * ks_cipher_run:
 * @context: a context that was given cipher, key and initialisation vector
 * @data: what to put through it
 * @size: size of @data in bytes
 *
 * Puts bytes through a cipher; the padding is taken off or put on.
 *
 * Returns: (transfer full) (nullable): the result; %NULL when the padding is wrong
 */
KsSecret *
ks_cipher_run (EVP_CIPHER_CTX *context, const guint8 *data, gsize size)
{
  g_autoptr (KsSecret) room = NULL;
  guint8 *out;
  int length, rest;

  if (size > G_MAXINT - EVP_MAX_BLOCK_LENGTH)
    return NULL;

  room = ks_secret_new_sized (size + EVP_MAX_BLOCK_LENGTH, &out);
  if (!EVP_CipherUpdate (context, out, &length, data, (int) size) ||
      !EVP_CipherFinal_ex (context, out + length, &rest))
    return NULL;

  return ks_secret_new (out, length + rest);
}

static KsSecret *
decrypt_once (const X509_ALGOR *algorithm,
              const guint8 *data,
              gsize size,
              const char *password,
              gsize password_size)
{
  guint8 *out = NULL;
  int length = 0;
  KsSecret *plain = NULL;

  if (PKCS12_pbe_crypt_ex (algorithm, password, (int) password_size, data, (int) size, &out, &length, 0,
                           ks_libctx (), NULL) != NULL) {
    plain = ks_secret_new (out, length);
    OPENSSL_cleanse (out, length);
    OPENSSL_free (out);
  }

  return plain;
}

/**
 * ks_pbe_decrypt:
 * @algorithm: the algorithm with its parameters
 * @data: what is encrypted
 * @size: size of @data in bytes
 * @password: (nullable): the password, UTF-8; %NULL is none
 * @error: return location
 *
 * Decrypts what PBES1 or PBES2 (RFC 8018), or PKCS #12's own scheme (RFC 7292 appendix B) encrypted. The caller has to see
 * whether the result makes sense: one wrong password of 256 leaves a right padding. The empty password is tried in both the
 * encodings that programs use with PKCS #12.
 *
 * Returns: (transfer full): the plain bytes; %NULL with %KS_ERROR_WRONG_PASSWORD, %KS_ERROR_UNSUPPORTED,
 *   %KS_ERROR_MALFORMED or %KS_ERROR_TOO_LARGE
 */
KsSecret *
ks_pbe_decrypt (const X509_ALGOR *algorithm,
                const guint8 *data,
                gsize size,
                KsSecret *password,
                GError **error)
{
  g_autoptr (KsSecret) plain = NULL;
  KsPbe pbe;
  gsize length = password != NULL ? ks_secret_get_size (password) : 0;

  if (!ks_pbe_inspect (algorithm, &pbe, error))
    return NULL;

  if (size <= G_MAXINT && length <= G_MAXINT) {
    if (pbe.scrypt_n > 0)
      plain = decrypt_scrypt (algorithm, data, size, password);
    else
      plain =
        decrypt_once (algorithm, data, size, password != NULL ? ks_secret_get_text (password) : NULL, length);
    if (plain == NULL && password != NULL && length == 0 && !pbe.is_pbes2)
      plain = decrypt_once (algorithm, data, size, NULL, 0);
  }
  ks_clear_openssl_errors ();

  if (plain == NULL)
    g_set_error_literal (error, KS_ERROR, KS_ERROR_WRONG_PASSWORD, _ ("The password is not right."));

  return g_steal_pointer (&plain);
}

/**
 * ks_pbe_encrypt:
 * @algorithm: the algorithm with its parameters
 * @plain: what to encrypt
 * @password: the password
 * @error: return location
 *
 * Encrypts as @algorithm says.
 *
 * Returns: (transfer full): the encrypted bytes; %NULL with %KS_ERROR_FAILED
 */
GBytes *
ks_pbe_encrypt (const X509_ALGOR *algorithm, KsSecret *plain, KsSecret *password, GError **error)
{
  gsize size;
  const guint8 *data = ks_secret_get_data (plain, &size);
  guint8 *out = NULL;
  int length = 0;
  GBytes *bytes = NULL;

  if (PKCS12_pbe_crypt_ex (algorithm, ks_secret_get_text (password), (int) ks_secret_get_size (password),
                           data, (int) size, &out, &length, 1, ks_libctx (), NULL) != NULL) {
    bytes = g_bytes_new (out, length);
    OPENSSL_free (out);
  } else {
    g_set_error_literal (error, KS_ERROR, KS_ERROR_FAILED, _ ("The key could not be encrypted."));
  }
  ks_clear_openssl_errors ();

  return bytes;
}
