/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <openssl/evp.h>
#include <string.h>

#include "ks-base64.h"
#include "ks-error.h"
#include "ks-jwk-key.h"
#include "ks-key-parts.h"
#include "ks-key-secret.h"

#define MAX_POINT 66 /* bytes of a coordinate of P-521 */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY, EVP_PKEY_free)

/* One key type: RFC 7518 section 6, RFC 8037 section 2. */
typedef struct {
  const char *kty;
  EVP_PKEY *(*read) (JsonObject *object, GError **error);
} KeyType;

/**
 * ks_jwk_get_text:
 * @object: a JSON object
 * @name: of a member
 *
 * Returns: (transfer none) (nullable): its text; %NULL when it is absent or no text
 */
const char *
ks_jwk_get_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node)
                                                                          : NULL;
}

static gboolean
bad_member (const char *name, GError **error)
{
  g_set_error (error, KS_ERROR, KS_ERROR_MALFORMED,
               /* Translators: %s is the name of a member of a JSON object, such as “kty” */
               _ ("This JSON Web Key is damaged: its member “%s” is missing or wrong."), name);
  return FALSE;
}

/* FALSE with an error when the member is there and no base64url, or is needed and not there. */
static gboolean
read_bytes (JsonObject *object, const char *name, gboolean needed, KsSecret **value, GError **error)
{
  const char *text = ks_jwk_get_text (object, name);

  if (text == NULL && !json_object_has_member (object, name) && !needed)
    return TRUE;

  *value = text != NULL ? ks_base64_decode_url (text) : NULL;
  if (*value == NULL || ks_secret_get_size (*value) == 0)
    return bad_member (name, error);

  return TRUE;
}

static EVP_PKEY *
unsupported (const char *sentence, GError **error)
{
  g_set_error_literal (error, KS_ERROR, KS_ERROR_UNSUPPORTED, sentence);
  return NULL;
}

static EVP_PKEY *
read_rsa (JsonObject *object, GError **error)
{
  g_autoptr (KsSecret) n = NULL;
  g_autoptr (KsSecret) e = NULL;
  g_autoptr (KsSecret) d = NULL;
  g_autoptr (KsSecret) p = NULL;
  g_autoptr (KsSecret) q = NULL;

  if (!read_bytes (object, "n", TRUE, &n, error) || !read_bytes (object, "e", TRUE, &e, error) ||
      !read_bytes (object, "d", FALSE, &d, error) || !read_bytes (object, "p", FALSE, &p, error) ||
      !read_bytes (object, "q", FALSE, &q, error))
    return NULL;
  if (d != NULL && json_object_has_member (object, "oth"))
    return unsupported (_ ("RSA keys of more than two primes are not supported in a JSON Web Key."), error);
  if (d != NULL && (p == NULL || q == NULL))
    return unsupported (_ ("This JSON Web Key leaves out the primes of its private key."), error);

  return ks_key_parts_rsa (&(KsRsaParts) { n, e, d, p, q });
}

/* RFC 7518 section 6.2.1.1, RFC 8812 section 3.1 */
static const struct {
  const char *crv;
  const char *group;
  gsize size; /* of a coordinate in bytes */
} curves[] = {
  { "P-256", "P-256", 32 },
  { "P-384", "P-384", 48 },
  { "P-521", "P-521", MAX_POINT },
  { "secp256k1", "secp256k1", 32 },
};

/* The uncompressed form of SEC 1. */
static KsSecret *
make_point (KsSecret *x, KsSecret *y, gsize size)
{
  guint8 *data;
  KsSecret *point;

  if (ks_secret_get_size (x) != size || ks_secret_get_size (y) != size)
    return NULL;
  point = ks_secret_new_sized (1 + 2 * size, &data);
  data[0] = 4;
  memcpy (data + 1, ks_secret_get_data (x, NULL), size);
  memcpy (data + 1 + size, ks_secret_get_data (y, NULL), size);

  return point;
}

static gboolean
unknown_curve (const char *crv, GError **error)
{
  if (crv == NULL)
    return bad_member ("crv", error);
  g_set_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED,
               /* Translators: %s is the name of an elliptic curve */
               _ ("JSON Web Keys on the curve “%s” are not supported."), crv);

  return FALSE;
}

static EVP_PKEY *
read_ec (JsonObject *object, GError **error)
{
  const char *crv = ks_jwk_get_text (object, "crv");
  g_autoptr (KsSecret) x = NULL;
  g_autoptr (KsSecret) y = NULL;
  g_autoptr (KsSecret) d = NULL;
  g_autoptr (KsSecret) point = NULL;
  gsize row = 0;

  while (row < G_N_ELEMENTS (curves) && g_strcmp0 (curves[row].crv, crv) != 0)
    row++;
  if (row == G_N_ELEMENTS (curves)) {
    unknown_curve (crv, error);
    return NULL;
  }
  if (!read_bytes (object, "x", TRUE, &x, error) || !read_bytes (object, "y", TRUE, &y, error) ||
      !read_bytes (object, "d", FALSE, &d, error))
    return NULL;

  point = make_point (x, y, curves[row].size);
  return point != NULL ? ks_key_parts_ec (&(KsEcParts) { curves[row].group, point, d }) : NULL;
}

/* The private half gives the public one, which must be what the file says. */
static EVP_PKEY *
check_raw (EVP_PKEY *key, KsSecret *x)
{
  guint8 derived[64];
  gsize size = sizeof derived;

  if (key != NULL && EVP_PKEY_get_raw_public_key (key, derived, &size) == 1 &&
      size == ks_secret_get_size (x) && memcmp (derived, ks_secret_get_data (x, NULL), size) == 0)
    return key;
  EVP_PKEY_free (key);

  return NULL;
}

static EVP_PKEY *
read_okp (JsonObject *object, GError **error)
{
  static const char *const types[] = { "Ed25519", "Ed448", "X25519", "X448", NULL };
  const char *crv = ks_jwk_get_text (object, "crv");
  g_autoptr (KsSecret) x = NULL;
  g_autoptr (KsSecret) d = NULL;

  if (crv == NULL || !g_strv_contains (types, crv)) {
    unknown_curve (crv, error);
    return NULL;
  }
  if (!read_bytes (object, "x", TRUE, &x, error) || !read_bytes (object, "d", FALSE, &d, error))
    return NULL;

  return d != NULL ? check_raw (ks_key_parts_raw (crv, d, TRUE), x) : ks_key_parts_raw (crv, x, FALSE);
}

/* What “alg” says a secret key is for (RFC 7518 sections 3.1, 4.1 and 5.1), as Java names it. */
static const char *
name_secret (const char *alg, gsize size)
{
  static const struct {
    const char *prefix;
    const char *name;
  } names[] = {
    { "HS256", "HmacSHA256" }, { "HS384", "HmacSHA384" }, { "HS512", "HmacSHA512" }, { "HS1", "HmacSHA1" },
    { "A128", "AES" },         { "A192", "AES" },         { "A256", "AES" },
  };

  for (gsize i = 0; alg != NULL && i < G_N_ELEMENTS (names); i++)
    if (g_str_has_prefix (alg, names[i].prefix) && strstr (alg, "-HS") == NULL)
      return names[i].name;

  return size == 16 || size == 24 || size == 32 ? "AES" : "HmacSHA256";
}

static KsKey *
read_secret (JsonObject *object, GError **error)
{
  g_autoptr (KsSecret) raw = NULL;
  g_autoptr (KsSecret) wrapped = NULL;

  if (!read_bytes (object, "k", TRUE, &raw, error))
    return NULL;
  wrapped =
    ks_secret_key_wrap (raw, name_secret (ks_jwk_get_text (object, "alg"), ks_secret_get_size (raw)), error);

  return wrapped != NULL ? ks_key_new_plain (KS_KEY_SECRET, wrapped, NULL) : NULL;
}

static const KeyType types[] = {
  { "RSA", read_rsa },
  { "EC", read_ec },
  { "OKP", read_okp },
};

static KsKey *
make_key (JsonObject *object, EVP_PKEY *key, GError **error)
{
  gboolean is_private = json_object_has_member (object, "d");
  g_autoptr (KsSecret) encoded = NULL;

  if (key != NULL)
    encoded = is_private ? ks_key_encode_private (key) : ks_key_encode_public (key);
  if (encoded != NULL)
    return ks_key_new_plain (is_private ? KS_KEY_PRIVATE : KS_KEY_PUBLIC, encoded, NULL);
  if (error != NULL && *error == NULL)
    g_set_error_literal (error, KS_ERROR, KS_ERROR_MALFORMED,
                         _ ("The numbers of this JSON Web Key do not make a key."));

  return NULL;
}

/**
 * ks_jwk_read_key:
 * @object: a JSON Web Key (RFC 7517 section 4)
 * @error: return location
 *
 * Reads a key of RSA, an elliptic curve, an Edwards or Montgomery curve, or a secret one.
 *
 * Returns: (transfer full): the key; %NULL with %KS_ERROR_MALFORMED or %KS_ERROR_UNSUPPORTED
 */
KsKey *
ks_jwk_read_key (JsonObject *object, GError **error)
{
  const char *kty = ks_jwk_get_text (object, "kty");
  g_autoptr (EVP_PKEY) key = NULL;
  GError *reason = NULL;
  KsKey *result;

  if (kty == NULL) {
    bad_member ("kty", error);
    return NULL;
  }
  if (strcmp (kty, "oct") == 0)
    return read_secret (object, error);

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++) {
    if (strcmp (types[i].kty, kty) != 0)
      continue;
    key = types[i].read (object, &reason);
    result = make_key (object, key, &reason);
    if (reason != NULL)
      g_propagate_error (error, reason);
    return result;
  }

  g_set_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED,
               /* Translators: %s is a type of key, such as “AKP” */
               _ ("JSON Web Keys of the type “%s” are not supported."), kty);
  return NULL;
}
