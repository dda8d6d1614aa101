/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-key-algorithm.h"

#include <glib/gi18n-lib.h>
#include <openssl/rsa.h>
#include <string.h>
#include "ks-error.h"
#include "ks-init.h"
#include "ks-make-private.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free)

/* Between two candidates for a prime. 0 ends the search. */
static int
progress_cb (EVP_PKEY_CTX *context)
{
  return !g_cancellable_is_cancelled (EVP_PKEY_CTX_get_app_data (context));
}

static gboolean
set_up (EVP_PKEY_CTX *context, const KsKeyAlgorithm *algorithm)
{
  if (EVP_PKEY_keygen_init (context) <= 0)
    return FALSE;
  if (algorithm->family == KS_KEY_FAMILY_RSA)
    return EVP_PKEY_CTX_set_rsa_keygen_bits (context, (int) algorithm->bits) > 0;
  return algorithm->group == NULL || EVP_PKEY_CTX_set_group_name (context, algorithm->group) > 0;
}

static EVP_PKEY *
generate (const KsKeyAlgorithm *algorithm, GCancellable *cancellable)
{
  g_autoptr (EVP_PKEY_CTX) context = EVP_PKEY_CTX_new_from_name (ks_libctx (), algorithm->type, NULL);
  EVP_PKEY *key = NULL;

  if (context == NULL || !set_up (context, algorithm))
    return NULL;
  if (cancellable != NULL) {
    EVP_PKEY_CTX_set_app_data (context, cancellable);
    EVP_PKEY_CTX_set_cb (context, progress_cb);
  }

  return EVP_PKEY_generate (context, &key) > 0 ? key : NULL;
}

/* PrivateKeyInfo, RFC 5958, straight into locked memory. */
static KsSecret *
write_private (EVP_PKEY *key)
{
  g_autoptr (PKCS8_PRIV_KEY_INFO) info = EVP_PKEY2PKCS8 (key);
  int size = info != NULL ? i2d_PKCS8_PRIV_KEY_INFO (info, NULL) : 0;
  KsSecret *secret = NULL;
  guint8 *data = NULL;

  if (size <= 0)
    return NULL;
  secret = ks_secret_new_sized ((gsize) size, &data);
  i2d_PKCS8_PRIV_KEY_INFO (info, &data);
  return secret;
}

/**
 * ks_key_generate:
 * @algorithm: what to make
 * @cancellable: (nullable): asked between two candidates of RSA; of others the result is thrown away
 * @error: return location
 *
 * Makes a private key from the system's random numbers. RSA of 8192 bits can take minutes.
 *
 * Returns: (transfer full): plain PKCS #8; %NULL with %G_IO_ERROR_CANCELLED, or %KS_ERROR_UNSUPPORTED where this
 *   system's OpenSSL has no such keys
 */
KsSecret *
ks_key_generate (const KsKeyAlgorithm *algorithm, GCancellable *cancellable, GError **error)
{
  g_autoptr (EVP_PKEY) key = NULL;
  g_autoptr (KsSecret) secret = NULL;

  g_return_val_if_fail (algorithm != NULL, NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  key = generate (algorithm, cancellable);
  if (key != NULL)
    secret = write_private (key);
  ks_clear_openssl_errors ();
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (secret == NULL)
    g_set_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED,
                 _ ("This system’s OpenSSL cannot make keys of type %s."), algorithm->name);
  return g_steal_pointer (&secret);
}

/**
 * ks_make_read_private:
 * @pkcs8: a plain private key
 * @error: return location for %KS_ERROR_UNSUPPORTED
 *
 * Returns: (transfer full): OpenSSL's view of it; %NULL with an error
 */
EVP_PKEY *
ks_make_read_private (KsSecret *pkcs8, GError **error)
{
  gsize size;
  const guint8 *data = ks_secret_get_data (pkcs8, &size);
  g_autoptr (PKCS8_PRIV_KEY_INFO) info = NULL;
  EVP_PKEY *key = NULL;

  if (size <= G_MAXLONG)
    info = d2i_PKCS8_PRIV_KEY_INFO (NULL, &data, (long) size);
  if (info != NULL)
    key = EVP_PKCS82PKEY_ex (info, ks_libctx (), NULL);
  ks_clear_openssl_errors ();
  if (key == NULL)
    g_set_error_literal (error, KS_ERROR, KS_ERROR_UNSUPPORTED,
                         _ ("The private key is damaged, or of a kind that OpenSSL does not know."));
  return key;
}

/**
 * ks_make_read_public:
 * @spki: DER of a SubjectPublicKeyInfo
 * @error: return location for %KS_ERROR_UNSUPPORTED
 *
 * Returns: (transfer full): OpenSSL's view of it; %NULL with an error
 */
EVP_PKEY *
ks_make_read_public (GBytes *spki, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (spki, &size);
  EVP_PKEY *key = NULL;

  if (size <= G_MAXLONG)
    key = d2i_PUBKEY_ex (NULL, &data, (long) size, ks_libctx (), NULL);
  ks_clear_openssl_errors ();
  if (key == NULL)
    g_set_error_literal (error, KS_ERROR, KS_ERROR_UNSUPPORTED,
                         _ ("The public key is damaged, or of a kind that OpenSSL does not know."));
  return key;
}

static GBytes *
write_public (EVP_PKEY *key)
{
  guint8 *der = NULL;
  int size = i2d_PUBKEY (key, &der);
  GBytes *bytes = size > 0 ? g_bytes_new (der, (gsize) size) : NULL;

  OPENSSL_free (der);
  return bytes;
}

/**
 * ks_key_dup_spki:
 * @pkcs8: a plain private key
 * @error: return location for %KS_ERROR_UNSUPPORTED
 *
 * Returns: (transfer full): DER of the SubjectPublicKeyInfo that belongs to it; %NULL with an error
 */
GBytes *
ks_key_dup_spki (KsSecret *pkcs8, GError **error)
{
  g_autoptr (EVP_PKEY) key = NULL;
  GBytes *spki = NULL;

  g_return_val_if_fail (pkcs8 != NULL, NULL);

  key = ks_make_read_private (pkcs8, error);
  if (key == NULL)
    return NULL;
  spki = write_public (key);
  ks_clear_openssl_errors ();
  if (spki == NULL)
    g_set_error_literal (error, KS_ERROR, KS_ERROR_UNSUPPORTED,
                         _ ("The public key cannot be told from this private key."));
  return spki;
}

/* "sha384-pss" is a digest and a padding; salt as long as the digest, as RFC 4055 section 3.1 recommends. */
static gboolean
start_signing (EVP_MD_CTX *context, EVP_PKEY *key, const char *digest)
{
  g_autofree char *name = digest != NULL ? g_strndup (digest, strcspn (digest, "-")) : NULL;
  EVP_PKEY_CTX *parameters = NULL;

  if (EVP_DigestSignInit_ex (context, &parameters, name, ks_libctx (), NULL, key, NULL) <= 0)
    return FALSE;
  if (digest == NULL || !g_str_has_suffix (digest, "-pss"))
    return TRUE;
  return EVP_PKEY_CTX_set_rsa_padding (parameters, RSA_PKCS1_PSS_PADDING) > 0 &&
         EVP_PKEY_CTX_set_rsa_pss_saltlen (parameters, RSA_PSS_SALTLEN_DIGEST) > 0;
}

static void
set_cannot_sign (const char *digest, GError **error)
{
  if (digest != NULL)
    g_set_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED, _ ("The key cannot sign with %s."),
                 ks_signing_digest_get_name (digest));
  else
    g_set_error_literal (error, KS_ERROR, KS_ERROR_UNSUPPORTED, _ ("The key cannot sign."));
}

/**
 * ks_make_signing_context:
 * @key: a private key
 * @digest: (nullable): an id of ks_spki_list_digests(); %NULL for the first of them
 * @error: return location
 *
 * Returns: (transfer full): a context that is ready to sign; %NULL with %KS_ERROR_UNSUPPORTED when the key cannot sign,
 *   or not with that digest
 */
EVP_MD_CTX *
ks_make_signing_context (EVP_PKEY *key, const char *digest, GError **error)
{
  g_autoptr (EVP_MD_CTX) context = EVP_MD_CTX_new ();
  g_autoptr (GBytes) spki = write_public (key);
  const char *const *able = spki != NULL ? ks_spki_list_digests (spki) : NULL;
  gboolean fits = able != NULL && (digest == NULL || g_strv_contains (able, digest));

  if (fits)
    fits = start_signing (context, key, digest != NULL ? digest : able[0]);
  ks_clear_openssl_errors ();
  if (fits)
    return g_steal_pointer (&context);

  set_cannot_sign (digest, error);
  return NULL;
}

/**
 * ks_make_any_signing_context:
 * @key: a private key
 * @digest: (nullable): OpenSSL's name of a digest; %NULL for the default of such keys
 * @error: return location
 *
 * Returns: (transfer full): a context that is ready to sign, also with what nobody should sign with any more; %NULL with
 *   %KS_ERROR_UNSUPPORTED when the key cannot
 */
EVP_MD_CTX *
ks_make_any_signing_context (EVP_PKEY *key, const char *digest, GError **error)
{
  g_autoptr (EVP_MD_CTX) context = NULL;
  gboolean fits = FALSE;

  if (digest == NULL)
    return ks_make_signing_context (key, NULL, error);
  context = EVP_MD_CTX_new ();
  fits = start_signing (context, key, digest);
  ks_clear_openssl_errors ();
  if (fits)
    return g_steal_pointer (&context);

  set_cannot_sign (digest, error);
  return NULL;
}
