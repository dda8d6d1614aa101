/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <string.h>

#include "ks-error.h"
#include "ks-init.h"
#include "ks-key-pbe-private.h"
#include "ks-key-parts.h"
#include "ks-key-pem.h"
#include "ks-key-protection.h"
#include "ks-pem.h"

/* OpenSSL's PEM functions look for ciphers in its default context, which is not ours: so the headers are read here. */

#define SALT_SIZE 8

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY, EVP_PKEY_free)

typedef struct {
  char *cipher;
  guint8 iv[EVP_MAX_IV_LENGTH];
  gsize iv_size;
} DekInfo;

static KsSecret *
fail_malformed (GError **error)
{
  ks_clear_openssl_errors ();
  g_set_error_literal (error, KS_ERROR, KS_ERROR_MALFORMED, _ ("The encrypted key is damaged."));
  return NULL;
}

static KsPemBlock *
steal_first (GPtrArray *blocks)
{
  return blocks != NULL && blocks->len > 0 ? g_ptr_array_steal_index (blocks, 0) : NULL;
}

static KsPemBlock *
read_block (GBytes *text)
{
  g_autoptr (GPtrArray) blocks = ks_pem_parse (text, NULL, NULL);

  return steal_first (blocks);
}

static gboolean
read_hex (const char *hex, DekInfo *info)
{
  for (info->iv_size = 0; g_ascii_isxdigit (hex[0]) && g_ascii_isxdigit (hex[1]); hex += 2) {
    if (info->iv_size == sizeof info->iv)
      return FALSE;
    info->iv[info->iv_size++] = g_ascii_xdigit_value (hex[0]) << 4 | g_ascii_xdigit_value (hex[1]);
  }

  return !g_ascii_isxdigit (hex[0]);
}

/* “DEK-Info: AES-256-CBC,0123...” */
static gboolean
read_dek_info (const char *headers, DekInfo *info)
{
  const char *place = headers != NULL ? strcasestr (headers, "DEK-Info:") : NULL;
  const char *comma;

  if (place == NULL)
    return FALSE;

  place += strlen ("DEK-Info:");
  comma = strchr (place, ',');
  if (comma == NULL || comma - place > 64)
    return FALSE;

  info->cipher = g_strstrip (g_strndup (place, comma - place));
  return read_hex (comma + 1, info);
}

static EVP_CIPHER *
fetch_cipher (const char *name, GError **error)
{
  EVP_CIPHER *cipher = EVP_CIPHER_fetch (ks_libctx (), name, NULL);
  g_autofree char *visible = NULL;

  ks_clear_openssl_errors ();
  if (cipher != NULL)
    return cipher;

  visible = g_utf8_make_valid (name, -1);
  if (ks_has_legacy_provider ())
    g_set_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED, _ ("The encryption “%s” is not supported."), visible);
  else
    g_set_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED,
                 _ ("This is encrypted with %s, and this system’s OpenSSL lacks its legacy provider. "
                    "Install it to open this."),
                 visible);
  return NULL;
}

/* One MD5 round over password and salt makes the key: weak, and what such files have. */
static KsSecret *
decrypt (GBytes *body, const EVP_CIPHER *cipher, const DekInfo *info, KsSecret *password)
{
  g_autoptr (EVP_MD) md5 = EVP_MD_fetch (ks_libctx (), "MD5", NULL);
  g_autoptr (EVP_CIPHER_CTX) context = EVP_CIPHER_CTX_new ();
  g_autoptr (KsSecret) key = NULL;
  gsize size, password_size;
  const guint8 *data = g_bytes_get_data (body, &size);
  const guint8 *secret = ks_secret_get_data (password, &password_size);
  guint8 *out;

  key = ks_secret_new_sized (EVP_CIPHER_get_key_length (cipher), &out);
  if (md5 == NULL || context == NULL || password_size > G_MAXINT ||
      EVP_BytesToKey (cipher, md5, info->iv, secret, (int) password_size, 1, out, NULL) <= 0 ||
      !EVP_DecryptInit_ex2 (context, cipher, out, info->iv, NULL))
    return NULL;

  return ks_cipher_run (context, data, size);
}

/**
 * ks_key_pem_open:
 * @block: a whole PEM block with Proc-Type and DEK-Info headers
 * @password: the password, UTF-8
 * @error: return location
 *
 * Opens a private key that is encrypted as RFC 1421 and OpenSSL's traditional format have it.
 *
 * Returns: (transfer full): the plain PKCS #8; %NULL with %KS_ERROR_WRONG_PASSWORD, %KS_ERROR_MALFORMED or
 *   %KS_ERROR_UNSUPPORTED
 */
KsSecret *
ks_key_pem_open (GBytes *block, KsSecret *password, GError **error)
{
  g_autoptr (KsPemBlock) pem = read_block (block);
  g_autoptr (EVP_CIPHER) cipher = NULL;
  g_autoptr (KsSecret) plain = NULL;
  g_autoptr (KsSecret) pkcs8 = NULL;
  DekInfo info = { 0 };
  g_autofree char *name = NULL;
  const guint8 *data;
  gsize size;
  gboolean is_read = pem != NULL && read_dek_info (pem->headers, &info);

  name = info.cipher;
  if (!is_read)
    return fail_malformed (error);
  cipher = fetch_cipher (name, error);
  if (cipher == NULL)
    return NULL;
  if (info.iv_size < SALT_SIZE || info.iv_size != (gsize) EVP_CIPHER_get_iv_length (cipher))
    return fail_malformed (error);

  plain = decrypt (pem->body, cipher, &info, password);
  if (plain != NULL) {
    data = ks_secret_get_data (plain, &size);
    pkcs8 = ks_key_pkcs8_from_traditional (pem->label, data, size, NULL);
  }
  ks_clear_openssl_errors ();
  if (pkcs8 == NULL)
    g_set_error_literal (error, KS_ERROR, KS_ERROR_WRONG_PASSWORD, _ ("The password is not right."));

  return g_steal_pointer (&pkcs8);
}

/**
 * ks_key_pem_describe:
 * @block: a whole PEM block with Proc-Type and DEK-Info headers
 *
 * Returns: (transfer full): how it is protected, for people
 */
char *
ks_key_pem_describe (GBytes *block)
{
  g_autoptr (KsPemBlock) pem = read_block (block);
  DekInfo info = { 0 };
  gboolean is_read = pem != NULL && read_dek_info (pem->headers, &info);
  g_autofree char *name = info.cipher;
  g_autofree char *visible = NULL;

  if (!is_read)
    return g_strdup (_ ("Damaged"));

  visible = g_utf8_make_valid (name, -1);
  /* Translators: %s is the name of a cipher, for example “AES-256-CBC” */
  return g_strdup_printf (_ ("Traditional PEM, %s, MD5 without iterations"), visible);
}

static int
find_type (const char *label)
{
  static const struct {
    const char *label;
    int type;
  } types[] = {
    { "RSA PRIVATE KEY", EVP_PKEY_RSA },
    { "EC PRIVATE KEY", EVP_PKEY_EC },
    { "DSA PRIVATE KEY", EVP_PKEY_DSA },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++) {
    if (strcmp (types[i].label, label) == 0)
      return types[i].type;
  }

  return EVP_PKEY_NONE;
}

/**
 * ks_key_pkcs8_from_traditional:
 * @label: of the PEM block in which it stands: “RSA PRIVATE KEY”, “EC PRIVATE KEY”, “DSA PRIVATE KEY”, “PRIVATE KEY”
 * @data: DER of the key
 * @size: size of @data in bytes
 * @error: return location
 *
 * Wraps a key of the formats that came before PKCS #8 (RFC 8017 appendix A.1.2, RFC 5915 and DSA's own).
 *
 * Returns: (transfer full): PKCS #8; %NULL with %KS_ERROR_MALFORMED or %KS_ERROR_UNSUPPORTED
 */
KsSecret *
ks_key_pkcs8_from_traditional (const char *label, const guint8 *data, gsize size, GError **error)
{
  int type = find_type (label);
  gsize measured = ks_pkcs8_measure (data, size, NULL);
  g_autoptr (EVP_PKEY) key = NULL;
  KsSecret *pkcs8 = NULL;

  if (measured > 0)
    return ks_secret_new (data, measured);

  if (type == EVP_PKEY_NONE) {
    g_set_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED,
                 /* Translators: %s is the label of a PEM block, for example “RSA PRIVATE KEY” */
                 _ ("A block “%s” does not hold a private key that can be read."), label);
    return NULL;
  }

  if (size <= G_MAXLONG)
    key = d2i_PrivateKey_ex (type, NULL, &data, (long) size, ks_libctx (), NULL);
  if (key != NULL)
    pkcs8 = ks_key_encode_private (key);
  ks_clear_openssl_errors ();
  if (pkcs8 == NULL)
    g_set_error_literal (error, KS_ERROR, KS_ERROR_MALFORMED, _ ("The private key is damaged."));

  return pkcs8;
}
