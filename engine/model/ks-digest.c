/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-digest.h"

#include <openssl/evp.h>
#include "ks-asn1-text.h"
#include "ks-init.h"
#include "ks-lazy.h"

static void
drop_digest (gpointer digest)
{
  EVP_MD_free (digest);
}

/* Fetching takes longer than digesting a certificate, and every certificate of a list needs this one. */
static EVP_MD *
get_sha256 (void)
{
  static EVP_MD *sha256;
  EVP_MD *digest = ks_lazy_get (&sha256);

  if (digest != NULL)
    return digest;

  digest = EVP_MD_fetch (ks_libctx (), "SHA256", NULL);
  return digest != NULL ? ks_lazy_publish (&sha256, digest, drop_digest) : NULL;
}

/**
 * ks_digest_dup_hex:
 * @name: OpenSSL's name, such as "SHA256"
 * @data: (array length=size): any bytes
 * @size: in bytes
 *
 * Returns: (transfer full) (nullable): two lower-case hex digits a byte
 */
char *
ks_digest_dup_hex (const char *name, const guint8 *data, gsize size)
{
  guint8 value[EVP_MAX_MD_SIZE];
  unsigned int length = 0;
  size_t quick_length = 0;

  g_return_val_if_fail (name != NULL, NULL);

  if (g_str_equal (name, "SHA256")) {
    if (!EVP_Digest (data, size, value, &length, get_sha256 (), NULL))
      return NULL;
    return ks_asn1_text_dup_hex (value, length);
  }

  if (!EVP_Q_digest (ks_libctx (), name, NULL, data, size, value, &quick_length)) {
    ks_clear_openssl_errors ();
    return NULL;
  }

  return ks_asn1_text_dup_hex (value, quick_length);
}

/**
 * ks_digest_dup_sha256:
 * @bytes: any bytes
 *
 * Returns: (transfer full): lower-case hex of their SHA-256
 */
char *
ks_digest_dup_sha256 (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  char *hex = ks_digest_dup_hex ("SHA256", data, size);

  return hex != NULL ? hex : g_strdup ("");
}
