/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <string.h>

#include "ks-error.h"
#include "ks-init.h"
#include "ks-key-java.h"
#include "ks-key-pbe-private.h"

#define SHA1_SIZE 20
#define MD5_SIZE 16
#define TRIPLE_DES_KEY_SIZE 24

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PBEPARAM, PBEPARAM_free)

/* The units of UTF-16 that a character needs; @units may be NULL to count them. Bytes that are no UTF-8 count as Latin-1. */
static gsize
to_utf16 (const char *text, gsize size, guint8 *units)
{
  gsize n = 0;

  for (gsize i = 0; i < size;) {
    gunichar c = g_utf8_get_char_validated (text + i, size - i);
    gboolean is_valid = c != (gunichar) -1 && c != (gunichar) -2;
    guint16 pair[2] = { 0 };
    guint length = 1;

    if (!is_valid)
      c = (guint8) text[i];
    pair[0] = (guint16) c;
    if (c > 0xffff) {
      pair[0] = 0xd800 + ((c - 0x10000) >> 10);
      pair[1] = 0xdc00 + ((c - 0x10000) & 0x3ff);
      length = 2;
    }
    for (guint j = 0; j < length && units != NULL; j++) {
      units[2 * (n + j)] = pair[j] >> 8;
      units[2 * (n + j) + 1] = pair[j] & 0xff;
    }
    n += length;
    i += is_valid ? (gsize) (g_utf8_next_char (text + i) - (text + i)) : 1;
  }

  return n;
}

/**
 * ks_java_password:
 * @password: a password, UTF-8
 *
 * Returns: (transfer full): the password as Java's own algorithms hash it: UTF-16, big-endian, without terminator
 */
KsSecret *
ks_java_password (KsSecret *password)
{
  gsize size;
  const char *text = (const char *) ks_secret_get_data (password, &size);
  guint8 *units;
  KsSecret *converted = ks_secret_new_sized (2 * to_utf16 (text, size, NULL), &units);

  to_utf16 (text, size, units);

  return converted;
}

/* Digests up to two parts into @digest. */
static gboolean
digest_parts (EVP_MD_CTX *context,
              const EVP_MD *type,
              const guint8 *first,
              gsize first_size,
              const guint8 *second,
              gsize second_size,
              guint8 *digest)
{
  return EVP_DigestInit_ex2 (context, type, NULL) && EVP_DigestUpdate (context, first, first_size) &&
         EVP_DigestUpdate (context, second, second_size) && EVP_DigestFinal_ex (context, digest, NULL);
}

/* The key stream: SHA-1 over password and salt, then over password and the digest before, and so on. */
static gboolean
apply_stream (EVP_MD_CTX *context,
              const EVP_MD *sha1,
              KsSecret *password,
              const guint8 *salt,
              const guint8 *in,
              guint8 *out,
              gsize size)
{
  gsize password_size;
  const guint8 *secret = ks_secret_get_data (password, &password_size);
  guint8 digest[SHA1_SIZE];
  gboolean done = TRUE;

  memcpy (digest, salt, SHA1_SIZE);
  for (gsize i = 0; done && i < size; i++) {
    if (i % SHA1_SIZE == 0)
      done = digest_parts (context, sha1, secret, password_size, digest, SHA1_SIZE, digest);
    out[i] = in[i] ^ digest[i % SHA1_SIZE];
  }
  OPENSSL_cleanse (digest, sizeof digest);

  return done;
}

static gboolean
make_check (EVP_MD_CTX *context, const EVP_MD *sha1, KsSecret *password, KsSecret *plain, guint8 *check)
{
  gsize size, password_size;
  const guint8 *data = ks_secret_get_data (plain, &size);
  const guint8 *secret = ks_secret_get_data (password, &password_size);

  return digest_parts (context, sha1, secret, password_size, data, size, check);
}

/**
 * ks_java_jks_open:
 * @data: 20 bytes of salt, the encrypted key, 20 bytes of check value
 * @size: size of @data in bytes
 * @password: the password, UTF-8
 *
 * Opens a key as JKS protects it (sun.security.provider.KeyProtector, 1.3.6.1.4.1.42.2.17.1.1).
 *
 * Returns: (transfer full) (nullable): the plain key; %NULL when the password is wrong or @data is too short
 */
KsSecret *
ks_java_jks_open (const guint8 *data, gsize size, KsSecret *password)
{
  g_autoptr (EVP_MD) sha1 = EVP_MD_fetch (ks_libctx (), "SHA1", NULL);
  g_autoptr (EVP_MD_CTX) context = EVP_MD_CTX_new ();
  g_autoptr (KsSecret) secret = ks_java_password (password);
  g_autoptr (KsSecret) plain = NULL;
  guint8 check[SHA1_SIZE];
  guint8 *out;

  if (sha1 == NULL || context == NULL || size < 2 * SHA1_SIZE)
    return NULL;

  size -= 2 * SHA1_SIZE;
  plain = ks_secret_new_sized (size, &out);
  if (!apply_stream (context, sha1, secret, data, data + SHA1_SIZE, out, size) ||
      !make_check (context, sha1, secret, plain, check))
    return NULL;
  if (CRYPTO_memcmp (check, data + SHA1_SIZE + size, SHA1_SIZE) != 0)
    return NULL;

  return g_steal_pointer (&plain);
}

/**
 * ks_java_jks_seal:
 * @plain: a plain key
 * @password: the password, UTF-8
 *
 * Protects a key as JKS does, with a new random salt.
 *
 * Returns: (transfer full) (nullable): salt, encrypted key and check value; %NULL when there is no randomness
 */
GBytes *
ks_java_jks_seal (KsSecret *plain, KsSecret *password)
{
  g_autoptr (EVP_MD) sha1 = EVP_MD_fetch (ks_libctx (), "SHA1", NULL);
  g_autoptr (EVP_MD_CTX) context = EVP_MD_CTX_new ();
  g_autoptr (KsSecret) secret = ks_java_password (password);
  gsize size;
  const guint8 *data = ks_secret_get_data (plain, &size);
  g_autofree guint8 *out = g_malloc (size + 2 * SHA1_SIZE);

  if (sha1 == NULL || context == NULL || RAND_bytes_ex (ks_libctx (), out, SHA1_SIZE, 0) != 1 ||
      !apply_stream (context, sha1, secret, out, data, out + SHA1_SIZE, size) ||
      !make_check (context, sha1, secret, plain, out + SHA1_SIZE + size))
    return NULL;

  return g_bytes_new_take (g_steal_pointer (&out), size + 2 * SHA1_SIZE);
}

/* When both halves of the salt are the same, Java means to turn the first one round. Its loop writes to the wrong place,
 * and every file since then depends on that. */
static void
spread_salt (guint8 salt[KS_JCEKS_SALT_SIZE])
{
  const guint8 old[3] = { salt[0], salt[1], salt[3] };

  if (memcmp (salt, salt + 4, 4) != 0)
    return;

  salt[0] = old[2];
  salt[1] = old[0];
  salt[2] = old[1];
}

/* Java's PBEKey takes seven bits of each character. */
static KsSecret *
seven_bits (KsSecret *password)
{
  g_autoptr (KsSecret) wide = ks_java_password (password);
  gsize size;
  const guint8 *units = ks_secret_get_data (wide, &size);
  guint8 *bytes;
  KsSecret *narrow = ks_secret_new_sized (size / 2, &bytes);

  for (gsize i = 0; i < size / 2; i++)
    bytes[i] = units[2 * i + 1] & 0x7f;

  return narrow;
}

/* Each half of the salt is digested with the password, again and again; both results together are key and vector. */
static gboolean
derive_jceks (KsSecret *password, const guint8 *salt, guint iterations, guint8 *derived)
{
  g_autoptr (EVP_MD) md5 = EVP_MD_fetch (ks_libctx (), "MD5", NULL);
  g_autoptr (EVP_MD_CTX) context = EVP_MD_CTX_new ();
  g_autoptr (KsSecret) narrow = seven_bits (password);
  gsize size;
  const guint8 *secret = ks_secret_get_data (narrow, &size);
  guint8 halves[KS_JCEKS_SALT_SIZE];

  if (md5 == NULL || context == NULL)
    return FALSE;

  memcpy (halves, salt, sizeof halves);
  spread_salt (halves);
  for (guint half = 0; half < 2; half++) {
    guint8 *digest = derived + half * MD5_SIZE;

    if (!digest_parts (context, md5, halves + half * 4, 4, secret, size, digest))
      return FALSE;
    for (guint i = 1; i < iterations; i++) {
      if (!digest_parts (context, md5, digest, MD5_SIZE, secret, size, digest))
        return FALSE;
    }
  }

  return TRUE;
}

/**
 * ks_java_jceks_crypt:
 * @data: what to put through
 * @size: size of @data in bytes
 * @salt: the salt
 * @iterations: how often to digest
 * @password: the password, UTF-8
 * @encrypt: whether to encrypt
 *
 * Encrypts or decrypts as JCEKS does (PBEWithMD5AndTripleDES, 1.3.6.1.4.1.42.2.19.1).
 *
 * Returns: (transfer full) (nullable): the result; %NULL when the padding is wrong or MD5 is missing
 */
KsSecret *
ks_java_jceks_crypt (const guint8 *data,
                     gsize size,
                     const guint8 salt[KS_JCEKS_SALT_SIZE],
                     guint iterations,
                     KsSecret *password,
                     gboolean encrypt)
{
  g_autoptr (EVP_CIPHER) cipher = EVP_CIPHER_fetch (ks_libctx (), "DES-EDE3-CBC", NULL);
  g_autoptr (EVP_CIPHER_CTX) context = EVP_CIPHER_CTX_new ();
  g_autoptr (KsSecret) result = NULL;
  guint8 derived[2 * MD5_SIZE];

  if (cipher != NULL && context != NULL && derive_jceks (password, salt, iterations, derived) &&
      EVP_CipherInit_ex2 (context, cipher, derived, derived + TRIPLE_DES_KEY_SIZE, encrypt, NULL))
    result = ks_cipher_run (context, data, size);
  OPENSSL_cleanse (derived, sizeof derived);
  ks_clear_openssl_errors ();

  return g_steal_pointer (&result);
}

/**
 * ks_java_jceks_read_parameters:
 * @der: a PBEParameter
 * @der_size: size of @der in bytes
 * @salt: where the salt goes
 * @iterations: (out): how often to digest
 * @error: return location
 *
 * Reads what stands beside a key that JCEKS protects.
 *
 * Returns: %FALSE with %KS_ERROR_MALFORMED or %KS_ERROR_TOO_LARGE
 */
gboolean
ks_java_jceks_read_parameters (const guint8 *der,
                               gsize der_size,
                               guint8 salt[KS_JCEKS_SALT_SIZE],
                               guint64 *iterations,
                               GError **error)
{
  g_autoptr (PBEPARAM) parameters = NULL;

  if (der_size <= G_MAXLONG)
    parameters = d2i_PBEPARAM (NULL, &der, (long) der_size);
  ks_clear_openssl_errors ();

  if (parameters == NULL || ASN1_STRING_length (parameters->salt) != KS_JCEKS_SALT_SIZE) {
    g_set_error_literal (error, KS_ERROR, KS_ERROR_MALFORMED,
                         _ ("The parameters of the encryption are damaged."));
    return FALSE;
  }
  memcpy (salt, ASN1_STRING_get0_data (parameters->salt), KS_JCEKS_SALT_SIZE);

  return ks_pbe_read_iterations (parameters->iter, iterations, error);
}

/**
 * ks_java_jceks_open:
 * @der: a PBEParameter
 * @der_size: size of @der in bytes
 * @data: what is encrypted
 * @size: size of @data in bytes
 * @password: the password, UTF-8
 * @error: return location
 *
 * Decrypts what JCEKS has encrypted.
 *
 * Returns: (transfer full): the plain bytes; %NULL with %KS_ERROR_WRONG_PASSWORD, %KS_ERROR_MALFORMED or %KS_ERROR_TOO_LARGE
 */
KsSecret *
ks_java_jceks_open (const guint8 *der,
                    gsize der_size,
                    const guint8 *data,
                    gsize size,
                    KsSecret *password,
                    GError **error)
{
  guint8 salt[KS_JCEKS_SALT_SIZE];
  guint64 iterations;
  g_autoptr (KsSecret) plain = NULL;

  if (!ks_java_jceks_read_parameters (der, der_size, salt, &iterations, error))
    return NULL;

  plain = ks_java_jceks_crypt (data, size, salt, (guint) iterations, password, FALSE);
  if (plain == NULL)
    g_set_error_literal (error, KS_ERROR, KS_ERROR_WRONG_PASSWORD, _ ("The password is not right."));

  return g_steal_pointer (&plain);
}

/**
 * ks_java_jceks_describe:
 * @der: a PBEParameter
 * @der_size: size of @der in bytes
 *
 * Returns: (transfer full): how a key with these parameters is protected, for people
 */
char *
ks_java_jceks_describe (const guint8 *der, gsize der_size)
{
  guint8 salt[KS_JCEKS_SALT_SIZE];
  guint64 iterations;
  g_autofree char *number = NULL;

  if (!ks_java_jceks_read_parameters (der, der_size, salt, &iterations, NULL))
    return g_strdup (_ ("JCEKS (proprietary, MD5 and Triple DES)"));

  number = ks_pbe_format_number (iterations);
  /* Translators: %s is a number with its separators */
  return g_strdup_printf (_ ("JCEKS (proprietary, MD5 and Triple DES), %s iterations"), number);
}

static GBytes *
write_parameters (const guint8 *salt, guint iterations)
{
  g_autoptr (PBEPARAM) parameters = PBEPARAM_new ();
  guint8 *der = NULL;
  int length = 0;
  GBytes *bytes;

  if (parameters != NULL && ASN1_STRING_set (parameters->salt, salt, KS_JCEKS_SALT_SIZE) &&
      ASN1_INTEGER_set_uint64 (parameters->iter, iterations))
    length = i2d_PBEPARAM (parameters, &der);
  if (length <= 0)
    return NULL;

  bytes = g_bytes_new (der, length);
  OPENSSL_free (der);
  return bytes;
}

/**
 * ks_java_jceks_seal:
 * @plain: plain bytes
 * @password: the password, UTF-8
 * @iterations: how often to digest; 0 for what Java takes
 * @der: (out) (transfer full): the PBEParameter
 * @error: return location
 *
 * Encrypts as JCEKS does, with a new random salt.
 *
 * Returns: (transfer full): the encrypted bytes; %NULL with %KS_ERROR_UNSUPPORTED or %KS_ERROR_FAILED
 */
GBytes *
ks_java_jceks_seal (KsSecret *plain, KsSecret *password, guint iterations, GBytes **der, GError **error)
{
  guint8 salt[KS_JCEKS_SALT_SIZE];
  g_autoptr (KsSecret) sealed = NULL;
  gsize size;
  const guint8 *data = ks_secret_get_data (plain, &size);

  if (iterations == 0)
    iterations = KS_JCEKS_ITERATIONS;
  if (!g_str_is_ascii (ks_secret_get_text (password))) {
    g_set_error_literal (error, KS_ERROR, KS_ERROR_UNSUPPORTED,
                         _ ("Java cannot use letters outside of ASCII in the password of a JCEKS key. "
                            "Choose another password."));
    return NULL;
  }

  *der = NULL;
  if (RAND_bytes_ex (ks_libctx (), salt, sizeof salt, 0) == 1)
    *der = write_parameters (salt, iterations);
  if (*der != NULL)
    sealed = ks_java_jceks_crypt (data, size, salt, iterations, password, TRUE);
  if (sealed == NULL) {
    g_clear_pointer (der, g_bytes_unref);
    ks_clear_openssl_errors ();
    g_set_error_literal (error, KS_ERROR, KS_ERROR_FAILED, _ ("The key could not be encrypted."));
    return NULL;
  }

  data = ks_secret_get_data (sealed, &size);
  return g_bytes_new (data, size);
}
