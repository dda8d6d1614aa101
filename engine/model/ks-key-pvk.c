/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <string.h>

#include "ks-error.h"
#include "ks-init.h"
#include "ks-key-parts.h"
#include "ks-key-pvk.h"

#define MAGIC 0xb0b5f11e
#define MAX_SALT 10240
#define MAX_KEY 102400
#define BLOB_HEADER_SIZE 8
#define DIGEST_SIZE 20
#define RC4_KEY_SIZE 16
#define WEAK_KEY_SIZE 5

/* All numbers of this format are little-endian. */
typedef struct {
  guint32 magic;
  guint32 reserved;
  guint32 key_type;
  guint32 is_encrypted;
  guint32 salt_size;
  guint32 key_size;
} Header;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIO, BIO_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_CIPHER, EVP_CIPHER_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_CIPHER_CTX, EVP_CIPHER_CTX_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_MD, EVP_MD_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_MD_CTX, EVP_MD_CTX_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY, EVP_PKEY_free)

static gboolean
read_header (GBytes *bytes, Header *header)
{
  guint32 *words = (guint32 *) header;
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  if (size < sizeof *header)
    return FALSE;

  memcpy (header, data, sizeof *header);
  for (gsize i = 0; i < sizeof *header / sizeof *words; i++)
    words[i] = GUINT32_FROM_LE (words[i]);

  return header->magic == MAGIC;
}

/**
 * ks_key_pvk_probe:
 * @bytes: a whole file
 *
 * Returns: whether it begins as a PVK file does
 */
gboolean
ks_key_pvk_probe (GBytes *bytes)
{
  Header header;

  return read_header (bytes, &header);
}

static gboolean
check_size (GBytes *bytes, Header *header, GError **error)
{
  gsize needed;

  if (!read_header (bytes, header) || header->salt_size > MAX_SALT || header->key_size > MAX_KEY ||
      header->key_size == 0 || (header->is_encrypted != 0) != (header->salt_size != 0)) {
    g_set_error_literal (error, KS_ERROR, KS_ERROR_MALFORMED, _ ("The header of this PVK file is damaged."));
    return FALSE;
  }

  needed = sizeof *header + header->salt_size + header->key_size;
  if (g_bytes_get_size (bytes) >= needed)
    return TRUE;
  g_set_error (error, KS_ERROR, KS_ERROR_TRUNCATED,
               /* Translators: both are numbers of bytes */
               _ ("This PVK file ends too early: it should be %zu bytes long, and only %zu are there."),
               needed, g_bytes_get_size (bytes));

  return FALSE;
}

static EVP_PKEY *
decode (const guint8 *data, gsize size)
{
  g_autoptr (BIO) source = size <= G_MAXINT ? BIO_new_mem_buf (data, (int) size) : NULL;
  EVP_PKEY *key = source != NULL ? b2i_PVK_bio_ex (source, NULL, NULL, ks_libctx (), NULL) : NULL;

  ks_clear_openssl_errors ();
  return key;
}

/* SHA-1 over salt and password, of which old versions of Windows use the first 40 bits only. */
static gboolean
derive (const guint8 *salt, gsize salt_size, KsSecret *password, gboolean is_weak, guint8 key[DIGEST_SIZE])
{
  g_autoptr (EVP_MD) sha1 = EVP_MD_fetch (ks_libctx (), "SHA1", NULL);
  g_autoptr (EVP_MD_CTX) context = EVP_MD_CTX_new ();
  gsize size;
  const guint8 *text = ks_secret_get_data (password, &size);

  if (sha1 == NULL || context == NULL || !EVP_DigestInit_ex2 (context, sha1, NULL) ||
      !EVP_DigestUpdate (context, salt, salt_size) || !EVP_DigestUpdate (context, text, size) ||
      !EVP_DigestFinal_ex (context, key, NULL))
    return FALSE;
  if (is_weak)
    memset (key + WEAK_KEY_SIZE, 0, RC4_KEY_SIZE - WEAK_KEY_SIZE);

  return TRUE;
}

static gboolean
decrypt (const guint8 key[RC4_KEY_SIZE], const guint8 *data, gsize size, guint8 *out)
{
  g_autoptr (EVP_CIPHER) rc4 = EVP_CIPHER_fetch (ks_libctx (), "RC4", NULL);
  g_autoptr (EVP_CIPHER_CTX) context = EVP_CIPHER_CTX_new ();
  int written;

  return rc4 != NULL && context != NULL && EVP_DecryptInit_ex2 (context, rc4, key, NULL, NULL) &&
         EVP_DecryptUpdate (context, out, &written, data, (int) size);
}

/* The same file without encryption, in which OpenSSL reads the key: its own way to decrypt one looks for the algorithms in its
 * default context. The first bytes say which key it is, and tell whether the password was right. */
static EVP_PKEY *
decode_encrypted (GBytes *bytes, const Header *header, KsSecret *password, gboolean is_weak)
{
  const guint8 *data = g_bytes_get_data (bytes, NULL);
  const guint8 *blob = data + sizeof *header + header->salt_size;
  const guint32 plain[] = { GUINT32_TO_LE (MAGIC),           0, GUINT32_TO_LE (header->key_type), 0, 0,
                            GUINT32_TO_LE (header->key_size) };
  g_autoptr (KsSecret) key = NULL;
  g_autoptr (KsSecret) file = NULL;
  guint8 *derived, *out;

  if (header->key_size <= BLOB_HEADER_SIZE)
    return NULL;
  key = ks_secret_new_sized (DIGEST_SIZE, &derived);
  file = ks_secret_new_sized (sizeof plain + header->key_size, &out);
  memcpy (out, plain, sizeof plain);
  memcpy (out + sizeof plain, blob, BLOB_HEADER_SIZE);
  if (!derive (data + sizeof *header, header->salt_size, password, is_weak, derived) ||
      !decrypt (derived, blob + BLOB_HEADER_SIZE, header->key_size - BLOB_HEADER_SIZE,
                out + sizeof plain + BLOB_HEADER_SIZE))
    return NULL;

  return decode (out, sizeof plain + header->key_size);
}

static EVP_PKEY *
decode_file (GBytes *bytes, const Header *header, KsSecret *password)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  EVP_PKEY *key;

  if (header->is_encrypted == 0)
    return decode (data, size);

  key = decode_encrypted (bytes, header, password, FALSE);
  if (key == NULL)
    key = decode_encrypted (bytes, header, password, TRUE);
  ks_clear_openssl_errors ();

  return key;
}

/**
 * ks_key_pvk_open:
 * @bytes: a whole PVK file
 * @password: (nullable): its password; %NULL for a plain key
 * @error: return location
 *
 * Opens a private key of Microsoft's old tools for signing code.
 *
 * Returns: (transfer full): the plain PKCS #8; %NULL with %KS_ERROR_WRONG_PASSWORD, %KS_ERROR_PASSWORD_NEEDED,
 *   %KS_ERROR_MALFORMED, %KS_ERROR_TRUNCATED or %KS_ERROR_UNSUPPORTED
 */
KsSecret *
ks_key_pvk_open (GBytes *bytes, KsSecret *password, GError **error)
{
  g_autoptr (EVP_PKEY) key = NULL;
  KsSecret *pkcs8;
  Header header;

  if (!check_size (bytes, &header, error))
    return NULL;
  if (header.is_encrypted != 0 && password == NULL) {
    g_set_error_literal (error, KS_ERROR, KS_ERROR_PASSWORD_NEEDED, _ ("The key needs its password."));
    return NULL;
  }
  if (header.is_encrypted != 0 && !ks_has_legacy_provider ()) {
    g_set_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED,
                 _ ("This is encrypted with %s, and this system’s OpenSSL lacks its legacy provider. "
                    "Install it to open this."),
                 "RC4");
    return NULL;
  }

  key = decode_file (bytes, &header, password);
  pkcs8 = key != NULL ? ks_key_encode_private (key) : NULL;
  if (pkcs8 == NULL && header.is_encrypted != 0)
    g_set_error_literal (error, KS_ERROR, KS_ERROR_WRONG_PASSWORD, _ ("The password is not right."));
  else if (pkcs8 == NULL)
    g_set_error_literal (error, KS_ERROR, KS_ERROR_MALFORMED, _ ("The private key is damaged."));

  return pkcs8;
}

/* Behind the salt stands a header of 8 bytes in which the algorithm is not encrypted: CALG_RSA_SIGN, CALG_RSA_KEYX or CALG_DSS_SIGN. */
static const char *
name_algorithm (GBytes *bytes, const Header *header)
{
  const guint8 *data = g_bytes_get_data (bytes, NULL);
  guint32 algorithm;

  if (header->key_size < BLOB_HEADER_SIZE)
    return NULL;
  memcpy (&algorithm, data + sizeof *header + header->salt_size + 4, sizeof algorithm);
  algorithm = GUINT32_FROM_LE (algorithm);
  if (algorithm == 0x2400 || algorithm == 0xa400)
    return "RSA";

  return algorithm == 0x2200 ? "DSA" : NULL;
}

/**
 * ks_key_pvk_read:
 * @bytes: a whole PVK file
 * @error: return location
 *
 * Reads a PVK file. A key that is encrypted stays so.
 *
 * Returns: (transfer full): the key; %NULL with %KS_ERROR_MALFORMED or %KS_ERROR_TRUNCATED
 */
KsKey *
ks_key_pvk_read (GBytes *bytes, GError **error)
{
  g_autoptr (KsSecret) plain = NULL;
  Header header;

  if (!check_size (bytes, &header, error))
    return NULL;
  if (header.is_encrypted != 0)
    return ks_key_new_protected (KS_KEY_PRIVATE, KS_KEY_FORM_ENCRYPTED_PVK, bytes,
                                 name_algorithm (bytes, &header));

  plain = ks_key_pvk_open (bytes, NULL, error);
  return plain != NULL ? ks_key_new_plain (KS_KEY_PRIVATE, plain, NULL) : NULL;
}

/**
 * ks_key_pvk_describe:
 * @bytes: a whole PVK file
 *
 * Returns: (transfer full): how it is protected, for people
 */
char *
ks_key_pvk_describe (GBytes *bytes)
{
  Header header;

  return g_strdup (check_size (bytes, &header, NULL) ? _ ("PVK, RC4, SHA-1 without iterations")
                                                     : _ ("Damaged"));
}
