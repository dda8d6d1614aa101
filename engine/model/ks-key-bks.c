/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-key-bks.h"

#include <glib/gi18n-lib.h>
#include <openssl/core_names.h>
#include <openssl/params.h>
#include <openssl/rand.h>
#include <string.h>

#include "ks-der.h"
#include "ks-error.h"
#include "ks-init.h"
#include "ks-key-java.h"
#include "ks-key-pbe-private.h"
#include "ks-key-protection.h"
#include "ks-key-secret.h"
#include "ks-reader.h"
#include "ks-writer.h"

#define SALT_SIZE 20
#define MAX_SALT_SIZE 1024
/* Bouncy Castle takes about 1500 and refuses more than 65536. */
#define ITERATIONS 10000
#define KEY_SIZE 24
#define IV_SIZE 8
#define DIGEST "SHA1"
#define CIPHER "DES-EDE3-CBC"

enum {
  BKS_PRIVATE = 0,
  BKS_PUBLIC = 1,
  BKS_SECRET = 2,
};

/* What Java and Bouncy Castle call the algorithm of a key. Where nothing is found, they find it by its identifier. */
static const struct {
  const char *oid;
  const char *name;
} names[] = {
  { "1.2.840.113549.1.1.1", "RSA" }, { "1.2.840.10045.2.1", "EC" }, { "1.2.840.10040.4.1", "DSA" },
  { "1.2.840.113549.1.3.1", "DH" },  { "1.2.840.10046.2.1", "DH" }, { "1.3.101.110", "X25519" },
  { "1.3.101.111", "X448" },         { "1.3.101.112", "Ed25519" },  { "1.3.101.113", "Ed448" },
};

static const struct {
  KsKeyKind kind;
  guint8 byte;
  const char *format;
} kinds[] = {
  { KS_KEY_PRIVATE, BKS_PRIVATE, "PKCS#8" },
  { KS_KEY_PUBLIC, BKS_PUBLIC, "X.509" },
  { KS_KEY_SECRET, BKS_SECRET, "RAW" },
};

typedef struct {
  GBytes *salt;
  guint32 iterations;
  GBytes *content;
} Sealed;

static void
sealed_clear (Sealed *self)
{
  g_clear_pointer (&self->salt, g_bytes_unref);
  g_clear_pointer (&self->content, g_bytes_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sealed, sealed_clear)

/* UTF-16 with two zero bytes at the end; nothing at all for the empty password. */
static KsSecret *
make_password (KsSecret *password)
{
  g_autoptr (KsSecret) wide = ks_java_password (password);
  gsize size;
  const guint8 *data = ks_secret_get_data (wide, &size);
  guint8 *ended;
  KsSecret *result;

  if (size == 0)
    return g_steal_pointer (&wide);

  result = ks_secret_new_sized (size + 2, &ended);
  memcpy (ended, data, size);
  return result;
}

/**
 * ks_bks_derive:
 * @password: the password, UTF-8
 * @salt: the salt
 * @iterations: how often to digest
 * @purpose: what the result is for
 * @derived: where it goes
 * @size: how many bytes are wanted
 *
 * Derives bytes from a password (RFC 7292 appendix B.2, with SHA-1).
 *
 * Returns: %FALSE where OpenSSL cannot do that
 */
gboolean
ks_bks_derive (KsSecret *password,
               GBytes *salt,
               guint iterations,
               KsBksPurpose purpose,
               guint8 *derived,
               gsize size)
{
  g_autoptr (EVP_KDF) kdf = EVP_KDF_fetch (ks_libctx (), "PKCS12KDF", NULL);
  g_autoptr (EVP_KDF_CTX) context = kdf != NULL ? EVP_KDF_CTX_new (kdf) : NULL;
  g_autoptr (KsSecret) wide = make_password (password);
  gsize wide_size, salt_size;
  const guint8 *wide_data = ks_secret_get_data (wide, &wide_size);
  const guint8 *salt_data = g_bytes_get_data (salt, &salt_size);
  int id = purpose;
  gboolean done;
  OSSL_PARAM parameters[] = {
    OSSL_PARAM_construct_utf8_string (OSSL_KDF_PARAM_DIGEST, (char *) DIGEST, 0),
    OSSL_PARAM_construct_octet_string (OSSL_KDF_PARAM_PASSWORD, (void *) wide_data, wide_size),
    OSSL_PARAM_construct_octet_string (OSSL_KDF_PARAM_SALT, (void *) salt_data, salt_size),
    OSSL_PARAM_construct_uint (OSSL_KDF_PARAM_ITER, &iterations),
    OSSL_PARAM_construct_int (OSSL_KDF_PARAM_PKCS12_ID, &id),
    OSSL_PARAM_construct_end (),
  };

  done = context != NULL && EVP_KDF_derive (context, derived, size, parameters) == 1;
  ks_clear_openssl_errors ();

  return done;
}

static gboolean
fail_damaged (GError **error)
{
  g_set_error_literal (error, KS_ERROR, KS_ERROR_MALFORMED, _ ("The key is damaged."));
  return FALSE;
}

/* A plain key out of its encoding. */
static KsSecret *
make_plain (guint8 byte, const char *format, const char *algorithm, GBytes *content, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (content, &size);
  g_autoptr (KsSecret) plain = ks_secret_new (data, size);

  if (byte == BKS_SECRET && strcmp (format, "RAW") == 0)
    return ks_secret_key_wrap_named (plain, algorithm, error);
  if (byte == BKS_PRIVATE && (strcmp (format, "PKCS#8") == 0 || strcmp (format, "PKCS8") == 0)) {
    if (ks_pkcs8_measure (data, size, NULL) == size)
      return g_steal_pointer (&plain);
    fail_damaged (error);
    return NULL;
  }
  if (byte == BKS_PUBLIC && (strcmp (format, "X.509") == 0 || strcmp (format, "X509") == 0))
    return g_steal_pointer (&plain);

  g_set_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED,
               /* Translators: %s is the name of a way of writing keys */
               _ ("The key is written in the form “%s”, which is not known. It is kept as it is."), format);
  return NULL;
}

/**
 * ks_key_bks_decode:
 * @encoded: a key as it stands in a file
 * @kind: (out): what it is
 * @error: return location
 *
 * Reads a plain key.
 *
 * Returns: (transfer full): the key in its plain form; %NULL with %KS_ERROR_MALFORMED or %KS_ERROR_UNSUPPORTED
 */
KsSecret *
ks_key_bks_decode (KsSecret *encoded, KsKeyKind *kind, GError **error)
{
  gsize size;
  const guint8 *data = ks_secret_get_data (encoded, &size);
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GBytes) content = NULL;
  g_autofree char *format = NULL;
  g_autofree char *algorithm = NULL;
  KsReader reader;
  guint8 byte = 0;

  ks_reader_init (&reader, bytes);
  if (ks_reader_read_u8 (&reader, "kind", &byte, NULL)) {
    format = ks_reader_read_utf (&reader, "format", NULL);
    algorithm = format != NULL ? ks_reader_read_utf (&reader, "algorithm", NULL) : NULL;
    content = algorithm != NULL ? ks_reader_read_block (&reader, "key", NULL) : NULL;
  }
  if (content == NULL || ks_reader_get_left (&reader) > 0 || byte > BKS_SECRET) {
    fail_damaged (error);
    return NULL;
  }

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].byte == byte)
      *kind = kinds[i].kind;
  return make_plain (byte, format, algorithm, content, error);
}

/* The object identifier of the algorithm in a SubjectPublicKeyInfo; RFC 5280 section 4.1. */
static char *
dup_spki_oid (const guint8 *data, gsize size)
{
  KsDer outer, algorithm, oid;
  KsDerCursor cursor, inner;

  if (!ks_der_parse (data, size, &outer) || outer.tag != KS_DER_SEQUENCE)
    return NULL;
  ks_der_cursor_init (&cursor, &outer);
  if (!ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &algorithm))
    return NULL;
  ks_der_cursor_init (&inner, &algorithm);

  return ks_der_cursor_take (&inner, KS_DER_OID, &oid) ? ks_der_dup_oid (&oid) : NULL;
}

/* What the algorithm of a private or public key is called; NULL for what is no such key. */
static char *
dup_algorithm (KsKeyKind kind, KsSecret *plain)
{
  gsize size;
  const guint8 *data = ks_secret_get_data (plain, &size);
  g_autofree char *oid = NULL;

  if (kind == KS_KEY_PUBLIC)
    oid = dup_spki_oid (data, size);
  else
    ks_pkcs8_measure (data, size, &oid);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (names[i].oid, oid) == 0)
      return g_strdup (names[i].name);

  return g_steal_pointer (&oid);
}

/**
 * ks_key_bks_encode:
 * @kind: what @plain is
 * @plain: a key in its plain form
 * @error: return location
 *
 * Writes a plain key as it stands in a file.
 *
 * Returns: (transfer full): the encoding; %NULL with %KS_ERROR_MALFORMED
 */
KsSecret *
ks_key_bks_encode (KsKeyKind kind, KsSecret *plain, GError **error)
{
  g_autoptr (KsWriter) writer = ks_writer_new (4096);
  g_autoptr (KsSecret) content = NULL;
  g_autofree char *algorithm = NULL;
  const guint8 *data;
  gsize size, row = 0;

  while (kinds[row].kind != kind)
    row++;
  if (kind == KS_KEY_SECRET) {
    content = ks_secret_key_unwrap (plain, &algorithm, error);
    if (content == NULL)
      return NULL;
  } else {
    content = ks_secret_ref (plain);
    algorithm = dup_algorithm (kind, plain);
  }
  if (algorithm == NULL) {
    fail_damaged (error);
    return NULL;
  }

  ks_writer_write_u8 (writer, kinds[row].byte);
  if (!ks_writer_write_utf (writer, "format", kinds[row].format, error) ||
      !ks_writer_write_utf (writer, "algorithm", algorithm, error))
    return NULL;
  data = ks_secret_get_data (content, &size);
  ks_writer_write_u32 (writer, (guint32) size);
  ks_writer_write (writer, data, size);

  return ks_secret_new (ks_writer_peek (writer), ks_writer_get_size (writer));
}

static gboolean
read_sealed (GBytes *bytes, Sealed *sealed, GError **error)
{
  KsReader reader;
  gsize salt_size;

  ks_reader_init (&reader, bytes);
  sealed->salt = ks_reader_read_block (&reader, "salt", NULL);
  if (sealed->salt == NULL || !ks_reader_read_u32 (&reader, "iterations", &sealed->iterations, NULL))
    return fail_damaged (error);

  salt_size = g_bytes_get_size (sealed->salt);
  if (salt_size == 0 || salt_size > MAX_SALT_SIZE || sealed->iterations == 0)
    return fail_damaged (error);
  if (sealed->iterations > KS_PBE_MAX_ITERATIONS) {
    g_autofree char *figure = ks_pbe_format_number (sealed->iterations);
    g_autofree char *limit = ks_pbe_format_number (KS_PBE_MAX_ITERATIONS);

    g_set_error (error, KS_ERROR, KS_ERROR_TOO_LARGE,
                 _ ("Opening this takes %s iterations of its key derivation. The limit is %s."), figure,
                 limit);
    return FALSE;
  }
  sealed->content = ks_reader_read_bytes (&reader, "sealed key", ks_reader_get_left (&reader), error);

  return sealed->content != NULL;
}

static KsSecret *
crypt_content (const Sealed *sealed, const guint8 *data, gsize size, KsSecret *password, gboolean encrypt)
{
  g_autoptr (EVP_CIPHER) cipher = EVP_CIPHER_fetch (ks_libctx (), CIPHER, NULL);
  g_autoptr (EVP_CIPHER_CTX) context = EVP_CIPHER_CTX_new ();
  g_autoptr (KsSecret) result = NULL;
  guint8 key[KEY_SIZE], iv[IV_SIZE];

  if (cipher != NULL && context != NULL &&
      ks_bks_derive (password, sealed->salt, sealed->iterations, KS_BKS_DERIVE_KEY, key, sizeof key) &&
      ks_bks_derive (password, sealed->salt, sealed->iterations, KS_BKS_DERIVE_IV, iv, sizeof iv) &&
      EVP_CipherInit_ex2 (context, cipher, key, iv, encrypt, NULL))
    result = ks_cipher_run (context, data, size);
  OPENSSL_cleanse (key, sizeof key);
  ks_clear_openssl_errors ();

  return g_steal_pointer (&result);
}

/**
 * ks_key_bks_open:
 * @sealed: a sealed key
 * @password: the password, UTF-8
 * @kind: (out) (optional): what it is
 * @error: return location
 *
 * Opens a sealed key.
 *
 * Returns: (transfer full): the key in its plain form; %NULL with %KS_ERROR_WRONG_PASSWORD, %KS_ERROR_MALFORMED,
 *   %KS_ERROR_TOO_LARGE or %KS_ERROR_UNSUPPORTED
 */
KsSecret *
ks_key_bks_open (GBytes *sealed, KsSecret *password, KsKeyKind *kind, GError **error)
{
  g_auto (Sealed) parts = { 0 };
  g_autoptr (KsSecret) encoded = NULL;
  g_autoptr (KsSecret) plain = NULL;
  g_autoptr (GError) reason = NULL;
  KsKeyKind found;

  if (!read_sealed (sealed, &parts, error))
    return NULL;

  encoded = crypt_content (&parts, g_bytes_get_data (parts.content, NULL), g_bytes_get_size (parts.content),
                           password, FALSE);
  if (encoded != NULL)
    plain = ks_key_bks_decode (encoded, &found, &reason);
  if (plain != NULL) {
    if (kind != NULL)
      *kind = found;
  } else if (reason != NULL && !g_error_matches (reason, KS_ERROR, KS_ERROR_MALFORMED)) {
    g_propagate_error (error, g_steal_pointer (&reason));
  } else {
    g_set_error_literal (error, KS_ERROR, KS_ERROR_WRONG_PASSWORD, _ ("The password is not right."));
  }

  return g_steal_pointer (&plain);
}

/**
 * ks_key_bks_seal:
 * @kind: what @plain is
 * @plain: a key in its plain form
 * @password: the password, UTF-8
 * @iterations: of the key derivation; 0 for the default
 * @error: return location
 *
 * Seals a key with a new random salt.
 *
 * Returns: (transfer full): the sealed key; %NULL with %KS_ERROR_MALFORMED or %KS_ERROR_FAILED
 */
GBytes *
ks_key_bks_seal (KsKeyKind kind, KsSecret *plain, KsSecret *password, guint iterations, GError **error)
{
  g_autoptr (KsSecret) encoded = ks_key_bks_encode (kind, plain, error);
  g_autoptr (KsSecret) result = NULL;
  g_autoptr (KsWriter) writer = ks_writer_new (4096);
  g_auto (Sealed) parts = { .iterations = iterations > 0 ? iterations : ITERATIONS };
  guint8 salt[SALT_SIZE];
  const guint8 *data;
  gsize size;

  if (encoded == NULL)
    return NULL;
  if (RAND_bytes_ex (ks_libctx (), salt, sizeof salt, 0) == 1) {
    parts.salt = g_bytes_new (salt, sizeof salt);
    data = ks_secret_get_data (encoded, &size);
    result = crypt_content (&parts, data, size, password, TRUE);
  }
  ks_clear_openssl_errors ();
  if (result == NULL) {
    g_set_error_literal (error, KS_ERROR, KS_ERROR_FAILED, _ ("The key could not be encrypted."));
    return NULL;
  }

  data = ks_secret_get_data (result, &size);
  ks_writer_write_u32 (writer, sizeof salt);
  ks_writer_write (writer, salt, sizeof salt);
  ks_writer_write_u32 (writer, parts.iterations);
  ks_writer_write (writer, data, size);

  return ks_writer_steal_bytes (writer);
}

/**
 * ks_key_bks_describe:
 * @sealed: a sealed key
 *
 * Returns: (transfer full): how it is protected, for people
 */
char *
ks_key_bks_describe (GBytes *sealed)
{
  g_autofree char *number = NULL;
  guint64 iterations;

  ks_key_bks_measure (sealed, &iterations, NULL);
  if (iterations == 0)
    return g_strdup (_ ("Damaged"));

  number = ks_pbe_format_number (iterations);
  /* Translators: %s is a number with its separators */
  return g_strdup_printf (_ ("PBES1, Triple DES, PKCS #12 key derivation with SHA-1, %s iterations"), number);
}

/**
 * ks_key_bks_measure:
 * @sealed: a sealed key
 * @iterations: (out): of its key derivation
 * @size: (out) (optional): bytes that are encrypted
 *
 * Looks at a sealed key without opening it. Both are 0 when it is damaged.
 */
void
ks_key_bks_measure (GBytes *sealed, guint64 *iterations, gsize *size)
{
  g_auto (Sealed) parts = { 0 };
  gboolean found = read_sealed (sealed, &parts, NULL);

  *iterations = found ? parts.iterations : 0;
  if (size != NULL)
    *size = found ? g_bytes_get_size (parts.content) : 0;
}
