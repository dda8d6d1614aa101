/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

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

static int
give_password (char *buffer, int size, int writing, void *data)
{
  KsSecret *password = data;
  gsize length;
  const guint8 *text = password != NULL ? ks_secret_get_data (password, &length) : NULL;

  if (text == NULL || length > (gsize) size)
    return -1;
  memcpy (buffer, text, length);

  return (int) length;
}

static EVP_PKEY *
decode (GBytes *bytes, KsSecret *password)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  g_autoptr (BIO) source = size <= G_MAXINT ? BIO_new_mem_buf (data, (int) size) : NULL;
  EVP_PKEY *key =
    source != NULL ? b2i_PVK_bio_ex (source, give_password, password, ks_libctx (), NULL) : NULL;

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

  key = decode (bytes, password);
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

  if (header->key_size < 8)
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
