/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <openssl/objects.h>
#include <string.h>

#include "ks-der.h"
#include "ks-error.h"
#include "ks-init.h"
#include "ks-key-secret.h"
#include "ks-writer.h"

/* What stands for an algorithm that has a name and no object identifier: a UUID of our own (ITU-T X.667), with the name as
 * its parameter. It is never written to a file. */
#define NAMED_OID "2.25.212884736355244928432358376406695415126"
#define UTF8_STRING 0x0c
#define MAX_NAME 1024
#define MAX_KEY 0x8000

/* Java's names (sun.security.util.KnownOIDs) for what stands in a file. The first row of a name is the one that is written. */
static const struct {
  const char *oid;
  const char *name;
} names[] = {
  { "2.16.840.1.101.3.4.1", "AES" },
  { "2.16.840.1.101.3.4.1.2", "AES" }, /* with a mode, as other programs say it */
  { "2.16.840.1.101.3.4.1.22", "AES" },
  { "2.16.840.1.101.3.4.1.42", "AES" },
  { "1.3.14.3.2.17", "DESede" },
  /* Java calls this one DESede/CBC/NoPadding, and its ciphers refuse a key of that name. */
  { "1.2.840.113549.3.7", "DESede" },
  { "1.3.14.3.2.7", "DES" },
  { "1.3.6.1.4.1.3029.1.1.2", "Blowfish" },
  { "1.2.840.113549.3.2", "RC2" },
  { "1.2.840.113549.3.4", "ARCFOUR" },
  { "1.2.840.113549.1.9.16.3.18", "ChaCha20" },
  { "1.3.6.1.5.5.8.1.1", "HmacMD5" },
  { "1.2.840.113549.2.7", "HmacSHA1" },
  { "1.2.840.113549.2.8", "HmacSHA224" },
  { "1.2.840.113549.2.9", "HmacSHA256" },
  { "1.2.840.113549.2.10", "HmacSHA384" },
  { "1.2.840.113549.2.11", "HmacSHA512" },
  { "1.2.840.113549.2.12", "HmacSHA512/224" },
  { "1.2.840.113549.2.13", "HmacSHA512/256" },
  { "2.16.840.1.101.3.4.2.13", "HmacSHA3-224" },
  { "2.16.840.1.101.3.4.2.14", "HmacSHA3-256" },
  { "2.16.840.1.101.3.4.2.15", "HmacSHA3-384" },
  { "2.16.840.1.101.3.4.2.16", "HmacSHA3-512" },
  { "1.2.840.113549.1.5.3", "PBEWithMD5AndDES" }, /* a password that Java keeps as a key */
  { "1.2.840.113549.1.5.12", "PBKDF2WithHmacSHA1" },
  { "1.2.840.113549.1.5.13", "PBES2" },
};

/**
 * ks_secret_key_name_oid:
 * @oid: dotted decimal
 *
 * Returns: (transfer none) (nullable): Java's name of that algorithm
 */
const char *
ks_secret_key_name_oid (const char *oid)
{
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (names[i].oid, oid) == 0)
      return names[i].name;

  return NULL;
}

static ASN1_OBJECT *
find_object (const char *algorithm)
{
  const char *oid = algorithm;
  ASN1_OBJECT *object;

  for (gsize i = 0; oid == algorithm && i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (names[i].name, algorithm) == 0)
      oid = names[i].oid;

  object = g_ascii_isdigit (oid[0]) ? OBJ_txt2obj (oid, 1) : NULL;
  ks_clear_openssl_errors ();

  return object;
}

static void
put (KsWriter *writer, guint8 tag, const void *content, gsize size)
{
  ks_writer_write_u8 (writer, tag);
  if (size >= 0x80) {
    ks_writer_write_u8 (writer, 0x82);
    ks_writer_write_u16 (writer, (guint16) size);
  } else {
    ks_writer_write_u8 (writer, (guint8) size);
  }
  ks_writer_write (writer, content, size);
}

/* A PrivateKeyInfo; @name is the parameter of the algorithm, or NULL for none. */
static KsSecret *
wrap (KsSecret *raw, const ASN1_OBJECT *object, const char *name)
{
  static const guint8 zero = 0;
  g_autoptr (KsWriter) identifier = ks_writer_new (32);
  g_autoptr (KsWriter) content = ks_writer_new (256);
  g_autoptr (KsWriter) whole = ks_writer_new (256);
  gsize size;
  const guint8 *data = ks_secret_get_data (raw, &size);

  put (identifier, KS_DER_OID, OBJ_get0_data (object), OBJ_length (object));
  if (name != NULL)
    put (identifier, UTF8_STRING, name, strlen (name));
  else
    put (identifier, 0x05, NULL, 0);
  put (content, KS_DER_INTEGER, &zero, 1);
  put (content, KS_DER_SEQUENCE, ks_writer_peek (identifier), ks_writer_get_size (identifier));
  put (content, KS_DER_OCTET_STRING, data, size);
  put (whole, KS_DER_SEQUENCE, ks_writer_peek (content), ks_writer_get_size (content));

  return ks_secret_new (ks_writer_peek (whole), ks_writer_get_size (whole));
}

/**
 * ks_secret_key_has_oid:
 * @algorithm: (nullable): Java's name of an algorithm, or an object identifier
 *
 * Returns: whether it can stand where an object identifier is asked for
 */
gboolean
ks_secret_key_has_oid (const char *algorithm)
{
  ASN1_OBJECT *object = algorithm != NULL ? find_object (algorithm) : NULL;
  gboolean found = object != NULL;

  ASN1_OBJECT_free (object);
  return found;
}

/**
 * ks_secret_key_wrap:
 * @raw: the key, at most 32 KiB
 * @algorithm: Java's name of its algorithm, or an object identifier
 * @error: return location
 *
 * Puts a secret key into a PrivateKeyInfo (RFC 5958 section 2), as Java's PKCS #12 keystore does.
 *
 * Returns: (transfer full): the DER; %NULL with %KS_ERROR_UNSUPPORTED when the algorithm has no object identifier
 */
KsSecret *
ks_secret_key_wrap (KsSecret *raw, const char *algorithm, GError **error)
{
  ASN1_OBJECT *object = algorithm != NULL ? find_object (algorithm) : NULL;
  KsSecret *wrapped = NULL;

  if (object != NULL && ks_secret_get_size (raw) <= MAX_KEY)
    wrapped = wrap (raw, object, NULL);
  else
    g_set_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED,
                 /* Translators: %s is the name of an algorithm */
                 _ ("A secret key for “%s” cannot be kept here."), algorithm != NULL ? algorithm : "?");
  ASN1_OBJECT_free (object);

  return wrapped;
}

/**
 * ks_secret_key_wrap_named:
 * @raw: the key, at most 32 KiB
 * @algorithm: name of its algorithm, as a Java program chose it
 * @error: return location
 *
 * Puts a secret key into a PrivateKeyInfo, whatever its algorithm is called. Where Java has no object identifier for the name,
 * only ks_secret_key_unwrap() understands the result.
 *
 * Returns: (transfer full): the DER; %NULL with %KS_ERROR_UNSUPPORTED when key or name are too long
 */
KsSecret *
ks_secret_key_wrap_named (KsSecret *raw, const char *algorithm, GError **error)
{
  ASN1_OBJECT *object;
  KsSecret *wrapped;

  if (!g_ascii_isdigit (algorithm[0]) && ks_secret_key_has_oid (algorithm))
    return ks_secret_key_wrap (raw, algorithm, error);
  if (ks_secret_get_size (raw) > MAX_KEY || strlen (algorithm) > MAX_NAME) {
    g_set_error_literal (error, KS_ERROR, KS_ERROR_UNSUPPORTED, _ ("The secret key is too long."));
    return NULL;
  }

  object = OBJ_txt2obj (NAMED_OID, 1);
  wrapped = wrap (raw, object, algorithm);
  ASN1_OBJECT_free (object);

  return wrapped;
}

/* The name beside an object identifier of our own. */
static char *
take_name (KsDerCursor *cursor)
{
  KsDer name;

  return ks_der_cursor_take (cursor, UTF8_STRING, &name) ? g_strndup ((const char *) name.content, name.size)
                                                         : NULL;
}

/**
 * ks_secret_key_unwrap:
 * @wrapped: a PrivateKeyInfo
 * @algorithm: (out) (optional) (transfer full): Java's name of its algorithm, or the object identifier
 * @error: return location
 *
 * Takes a secret key out of what ks_secret_key_wrap() makes.
 *
 * Returns: (transfer full): the raw key; %NULL with %KS_ERROR_MALFORMED
 */
KsSecret *
ks_secret_key_unwrap (KsSecret *wrapped, char **algorithm, GError **error)
{
  gsize size;
  const guint8 *data = ks_secret_get_data (wrapped, &size);
  KsDer outer, version, identifier, oid, content;
  KsDerCursor cursor, inner;
  g_autofree char *dotted = NULL;
  g_autofree char *name = NULL;

  if (ks_der_parse (data, size, &outer) && outer.tag == KS_DER_SEQUENCE) {
    ks_der_cursor_init (&cursor, &outer);
    if (ks_der_cursor_take (&cursor, KS_DER_INTEGER, &version) &&
        ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &identifier) &&
        ks_der_cursor_take (&cursor, KS_DER_OCTET_STRING, &content)) {
      ks_der_cursor_init (&inner, &identifier);
      dotted = ks_der_cursor_take (&inner, KS_DER_OID, &oid) ? ks_der_dup_oid (&oid) : NULL;
      name = g_strcmp0 (dotted, NAMED_OID) == 0
               ? take_name (&inner)
               : g_strdup (dotted != NULL ? ks_secret_key_name_oid (dotted) : NULL);
    }
  }
  if (dotted == NULL) {
    g_set_error_literal (error, KS_ERROR, KS_ERROR_MALFORMED, _ ("The secret key is damaged."));
    return NULL;
  }

  if (algorithm != NULL)
    *algorithm = name != NULL ? g_steal_pointer (&name) : g_steal_pointer (&dotted);

  return ks_secret_new (content.content, content.size);
}

/**
 * ks_secret_key_count_bits:
 * @algorithm: (nullable): its algorithm
 * @raw_size: size of the key in bytes
 *
 * Returns: its size in bits, as people state it: of each byte of a DES key, one bit is parity
 */
guint
ks_secret_key_count_bits (const char *algorithm, gsize raw_size)
{
  guint used = g_strcmp0 (algorithm, "DESede") == 0 || g_strcmp0 (algorithm, "DES") == 0 ? 7 : 8;

  return raw_size <= MAX_KEY ? (guint) raw_size * used : 0;
}
