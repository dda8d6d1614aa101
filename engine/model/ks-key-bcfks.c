/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-key-bcfks.h"

#include <glib/gi18n-lib.h>

#include "ks-bcfks-crypt.h"
#include "ks-der-write.h"
#include "ks-der.h"
#include "ks-error.h"
#include "ks-key-protection.h"
#include "ks-key-secret.h"

/* What Bouncy Castle stores by itself; it has no name for anything else there. */
static const char *const algorithms[] = { "AES",        "DESede",     "HmacSHA1",  "HmacSHA224",
                                          "HmacSHA256", "HmacSHA384", "HmacSHA512" };

/**
 * ks_key_bcfks_can_hold:
 * @algorithm: Java's name of the algorithm of a secret key, or an object identifier
 *
 * Returns: whether Bouncy Castle reads such a key out of a BCFKS keystore; object identifiers are taken as they are
 */
gboolean
ks_key_bcfks_can_hold (const char *algorithm)
{
  if (g_ascii_isdigit (algorithm[0]))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (algorithms); i++)
    if (g_ascii_strcasecmp (algorithms[i], algorithm) == 0)
      return TRUE;

  return FALSE;
}

/* An object identifier and the key. */
static KsSecret *
decode_secret (KsSecret *encoded, GError **error)
{
  gsize size;
  const guint8 *data = ks_secret_get_data (encoded, &size);
  KsDer outer, oid, content;
  KsDerCursor cursor;
  g_autofree char *dotted = NULL;
  g_autoptr (KsSecret) raw = NULL;

  if (ks_der_parse (data, size, &outer) && outer.tag == KS_DER_SEQUENCE) {
    ks_der_cursor_init (&cursor, &outer);
    if (ks_der_cursor_take (&cursor, KS_DER_OID, &oid) &&
        ks_der_cursor_take (&cursor, KS_DER_OCTET_STRING, &content))
      dotted = ks_der_dup_oid (&oid);
  }
  if (dotted == NULL) {
    g_set_error_literal (error, KS_ERROR, KS_ERROR_MALFORMED, _ ("The secret key is damaged."));
    return NULL;
  }
  raw = ks_secret_new (content.content, content.size);

  return ks_secret_key_wrap (raw, dotted, error);
}

/**
 * ks_key_bcfks_open:
 * @sealed: an encrypted key
 * @kind: private or secret
 * @password: its password, UTF-8
 * @error: return location
 *
 * Opens a key.
 *
 * Returns: (transfer full): the key in its plain form; %NULL with %KS_ERROR_WRONG_PASSWORD, %KS_ERROR_MALFORMED,
 *   %KS_ERROR_UNSUPPORTED or %KS_ERROR_TOO_LARGE
 */
KsSecret *
ks_key_bcfks_open (GBytes *sealed, KsKeyKind kind, KsSecret *password, GError **error)
{
  KsBcfksPurpose purpose = kind == KS_KEY_PRIVATE ? KS_BCFKS_PRIVATE_KEY : KS_BCFKS_SECRET_KEY;
  g_autoptr (KsSecret) plain = ks_bcfks_open (sealed, purpose, password, error);
  const guint8 *data;
  gsize size;

  if (plain == NULL)
    return NULL;
  if (kind != KS_KEY_PRIVATE)
    return decode_secret (plain, error);

  data = ks_secret_get_data (plain, &size);
  if (ks_pkcs8_measure (data, size, NULL) == size)
    return g_steal_pointer (&plain);

  g_set_error_literal (error, KS_ERROR, KS_ERROR_MALFORMED, _ ("The private key is damaged."));
  return NULL;
}

/* The object identifier is the one that Bouncy Castle has for the algorithm, whatever stood there before. */
static KsSecret *
encode_secret (KsSecret *plain, GError **error)
{
  g_autofree char *algorithm = NULL;
  g_autoptr (KsSecret) raw = ks_secret_key_unwrap (plain, &algorithm, error);
  g_autoptr (KsSecret) wrapped = raw != NULL ? ks_secret_key_wrap (raw, algorithm, error) : NULL;
  g_autoptr (KsWriter) writer = ks_writer_new (256);
  KsWriter *content;
  KsDer outer, version, identifier, oid, key;
  KsDerCursor cursor, inner;
  const guint8 *data;
  gsize size;

  if (wrapped == NULL)
    return NULL;
  data = ks_secret_get_data (wrapped, &size);
  if (!ks_der_parse (data, size, &outer))
    return NULL;
  ks_der_cursor_init (&cursor, &outer);
  if (!ks_der_cursor_take (&cursor, KS_DER_INTEGER, &version) ||
      !ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &identifier) ||
      !ks_der_cursor_take (&cursor, KS_DER_OCTET_STRING, &key))
    return NULL;
  ks_der_cursor_init (&inner, &identifier);
  if (!ks_der_cursor_take (&inner, KS_DER_OID, &oid))
    return NULL;

  content = ks_writer_new (256);
  ks_der_put (content, KS_DER_OID, oid.content, oid.size);
  ks_der_put (content, KS_DER_OCTET_STRING, key.content, key.size);
  ks_der_put_nested (writer, KS_DER_SEQUENCE, content);

  return ks_secret_new (ks_writer_peek (writer), ks_writer_get_size (writer));
}

/**
 * ks_key_bcfks_seal:
 * @kind: private or secret
 * @plain: a key in its plain form
 * @password: the password that it gets, UTF-8
 * @iterations: of the key derivation; 0 for the default
 * @error: return location
 *
 * Encrypts a key with a new random salt.
 *
 * Returns: (transfer full): the encrypted key; %NULL with %KS_ERROR_MALFORMED, %KS_ERROR_UNSUPPORTED or %KS_ERROR_FAILED
 */
GBytes *
ks_key_bcfks_seal (KsKeyKind kind, KsSecret *plain, KsSecret *password, guint iterations, GError **error)
{
  g_autoptr (KsSecret) encoded = NULL;
  KsBcfksScheme scheme;

  ks_bcfks_scheme_init (&scheme);
  if (iterations > 0)
    scheme.iterations = iterations;

  if (kind == KS_KEY_PRIVATE)
    return ks_bcfks_seal (plain, KS_BCFKS_PRIVATE_KEY, password, &scheme, error);

  encoded = encode_secret (plain, error);
  return encoded != NULL ? ks_bcfks_seal (encoded, KS_BCFKS_SECRET_KEY, password, &scheme, error) : NULL;
}
