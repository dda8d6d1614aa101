/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <openssl/evp.h>
#include <string.h>

#include "ks-error.h"
#include "ks-key-openssh-private.h"
#include "ks-key-parts.h"

#define ED25519_SIZE 32

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY, EVP_PKEY_free)

/* One type of key: RFC 4253 section 6.6, RFC 5656 section 3.1, RFC 8709. */
typedef struct {
  const char *name;
  const char *algorithm;
  const char *group; /* OpenSSL's name of the curve */
  gboolean (*read) (KsReader *reader, const char *group, EVP_PKEY **key, GError **error);
} KeyType;

/* A number or string; an mpint's leading zero byte does no harm. */
static gboolean
read_secret (KsReader *reader, const char *field, KsSecret **value, GError **error)
{
  g_autoptr (GBytes) bytes = ks_reader_read_block (reader, field, error);
  gsize size;
  const guint8 *data;

  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &size);
  *value = ks_secret_new (data, size);

  return TRUE;
}

static gboolean
read_rsa (KsReader *reader, const char *group, EVP_PKEY **key, GError **error)
{
  g_autoptr (KsSecret) n = NULL;
  g_autoptr (KsSecret) e = NULL;
  g_autoptr (KsSecret) d = NULL;
  g_autoptr (KsSecret) inverse = NULL;
  g_autoptr (KsSecret) p = NULL;
  g_autoptr (KsSecret) q = NULL;

  if (!read_secret (reader, "n", &n, error) || !read_secret (reader, "e", &e, error) ||
      !read_secret (reader, "d", &d, error) || !read_secret (reader, "iqmp", &inverse, error) ||
      !read_secret (reader, "p", &p, error) || !read_secret (reader, "q", &q, error))
    return FALSE;

  *key = ks_key_parts_rsa (&(KsRsaParts) { n, e, d, p, q });
  return TRUE;
}

static gboolean
read_dsa (KsReader *reader, const char *group, EVP_PKEY **key, GError **error)
{
  g_autoptr (KsSecret) p = NULL;
  g_autoptr (KsSecret) q = NULL;
  g_autoptr (KsSecret) g = NULL;
  g_autoptr (KsSecret) y = NULL;
  g_autoptr (KsSecret) x = NULL;

  if (!read_secret (reader, "p", &p, error) || !read_secret (reader, "q", &q, error) ||
      !read_secret (reader, "g", &g, error) || !read_secret (reader, "y", &y, error) ||
      !read_secret (reader, "x", &x, error))
    return FALSE;

  *key = ks_key_parts_dsa (&(KsDsaParts) { p, q, g, y, x });
  return TRUE;
}

/* The name of the curve stands in front, once more. */
static gboolean
read_ec (KsReader *reader, const char *group, EVP_PKEY **key, GError **error)
{
  g_autofree char *curve = ks_openssh_read_text (reader, "curve", error);
  g_autoptr (KsSecret) point = NULL;
  g_autoptr (KsSecret) scalar = NULL;

  if (curve == NULL || !read_secret (reader, "Q", &point, error) ||
      !read_secret (reader, "d", &scalar, error))
    return FALSE;

  *key = ks_key_parts_ec (&(KsEcParts) { group, point, scalar });
  return TRUE;
}

/* Both halves, and then the private half with the public one behind it. */
static gboolean
read_ed25519 (KsReader *reader, const char *group, EVP_PKEY **key, GError **error)
{
  g_autoptr (KsSecret) point = NULL;
  g_autoptr (KsSecret) both = NULL;
  g_autoptr (KsSecret) seed = NULL;
  const guint8 *halves;
  guint8 derived[ED25519_SIZE];
  gsize size, derived_size = sizeof derived;

  if (!read_secret (reader, "pk", &point, error) || !read_secret (reader, "sk", &both, error))
    return FALSE;
  halves = ks_secret_get_data (both, &size);
  if (size != 2 * ED25519_SIZE || ks_secret_get_size (point) != ED25519_SIZE)
    return TRUE;

  seed = ks_secret_new (halves, ED25519_SIZE);
  *key = ks_key_parts_raw ("ED25519", seed, TRUE);
  if (*key == NULL || EVP_PKEY_get_raw_public_key (*key, derived, &derived_size) != 1 ||
      memcmp (derived, ks_secret_get_data (point, NULL), ED25519_SIZE) != 0)
    g_clear_pointer (key, EVP_PKEY_free);

  return TRUE;
}

static const KeyType types[] = {
  { "ssh-rsa", "RSA", NULL, read_rsa },
  { "ecdsa-sha2-nistp256", "EC", "P-256", read_ec },
  { "ecdsa-sha2-nistp384", "EC", "P-384", read_ec },
  { "ecdsa-sha2-nistp521", "EC", "P-521", read_ec },
  { "ssh-ed25519", "Ed25519", NULL, read_ed25519 },
  { "ssh-dss", "DSA", NULL, read_dsa },
};

static const KeyType *
find_type (const char *name, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (strcmp (types[i].name, name) == 0)
      return &types[i];

  if (g_str_has_prefix (name, "sk-"))
    g_set_error_literal (error, KS_ERROR, KS_ERROR_UNSUPPORTED,
                         _ ("This is the handle of a key in a security key (FIDO). "
                            "The private key itself never leaves that device."));
  else
    g_set_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED,
                 /* Translators: %s is the name of an algorithm */
                 _ ("OpenSSH keys of the type “%s” are not supported."), name);

  return NULL;
}

/**
 * ks_openssh_read_private:
 * @reader: at the type of a private key
 * @error: return location
 *
 * Reads the numbers of one private key.
 *
 * Returns: (transfer full): PKCS #8; %NULL with %KS_ERROR_MALFORMED, %KS_ERROR_TRUNCATED or %KS_ERROR_UNSUPPORTED
 */
KsSecret *
ks_openssh_read_private (KsReader *reader, GError **error)
{
  g_autofree char *name = ks_openssh_read_text (reader, "keytype", error);
  const KeyType *type = name != NULL ? find_type (name, error) : NULL;
  g_autoptr (EVP_PKEY) key = NULL;
  KsSecret *pkcs8;

  if (type == NULL || !type->read (reader, type->group, &key, error))
    return NULL;

  pkcs8 = key != NULL ? ks_key_encode_private (key) : NULL;
  if (pkcs8 == NULL)
    g_set_error_literal (error, KS_ERROR, KS_ERROR_MALFORMED,
                         _ ("The numbers of this OpenSSH key do not make a key."));

  return pkcs8;
}

/**
 * ks_openssh_name_public:
 * @public_key: a public key in the format of SSH
 * @error: return location
 *
 * Returns: (transfer none): its algorithm; %NULL with %KS_ERROR_MALFORMED, %KS_ERROR_TRUNCATED or %KS_ERROR_UNSUPPORTED
 */
const char *
ks_openssh_name_public (GBytes *public_key, GError **error)
{
  KsReader reader;
  g_autofree char *name = NULL;
  const KeyType *type;

  ks_reader_init (&reader, public_key);
  name = ks_openssh_read_text (&reader, "keytype", error);
  type = name != NULL ? find_type (name, error) : NULL;

  return type != NULL ? type->algorithm : NULL;
}
