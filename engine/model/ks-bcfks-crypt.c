/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-bcfks-crypt.h"

#include <glib/gi18n-lib.h>
#include <openssl/core_names.h>
#include <openssl/objects.h>
#include <openssl/params.h>
#include <openssl/rand.h>
#include <string.h>

#include "ks-der-write.h"
#include "ks-der.h"
#include "ks-error.h"
#include "ks-init.h"
#include "ks-key-pbe-private.h"

#define KEY_SIZE 32
#define TAG_SIZE 16
#define MAX_TAG_SIZE 16
#define MIN_NONCE_SIZE 7
#define MAX_NONCE_SIZE 13
/* A shorter nonce leaves more bytes for the length of the content: RFC 3610 section 2.1. */
#define NONCE_SIZE 12
#define LONG_NONCE_LIMIT (1u << 24)
#define SHORT_NONCE_SIZE 11
/* A key wrap pads to blocks of eight bytes, and puts one before them. */
#define WRAP_ROOM 32

G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_SIG, X509_SIG_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PBE2PARAM, PBE2PARAM_free)

typedef struct {
  X509_SIG *envelope;
  const X509_ALGOR *algorithm;
  PBE2PARAM *parameters;
  int cipher_nid;
  const guint8 *content;
  gsize size;
} Sealed;

static void
sealed_clear (Sealed *self)
{
  g_clear_pointer (&self->envelope, X509_SIG_free);
  g_clear_pointer (&self->parameters, PBE2PARAM_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sealed, sealed_clear)

static gboolean
fail_damaged (GError **error)
{
  ks_clear_openssl_errors ();
  g_set_error_literal (error, KS_ERROR, KS_ERROR_MALFORMED,
                       _ ("The parameters of the encryption are damaged."));
  return FALSE;
}

static gboolean
fail_cipher (int nid, GError **error)
{
  g_set_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED,
               /* Translators: %s is the name or object identifier of an algorithm */
               _ ("The encryption “%s” is not supported."), OBJ_nid2sn (nid));
  return FALSE;
}

static gboolean
read_envelope (GBytes *sealed, Sealed *self)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (sealed, &size);
  const ASN1_OCTET_STRING *content;

  if (size > G_MAXINT)
    return FALSE;
  self->envelope = d2i_X509_SIG (NULL, &data, (long) size);
  ks_clear_openssl_errors ();
  if (self->envelope == NULL)
    return FALSE;

  X509_SIG_get0 (self->envelope, &self->algorithm, &content);
  self->content = ASN1_STRING_get0_data (content);
  self->size = ASN1_STRING_length (content);
  return TRUE;
}

/* Refuses what would take too long before anything is derived. */
static gboolean
read_sealed (GBytes *sealed, Sealed *self, KsPbe *pbe, GError **error)
{
  int type;
  const void *value;
  const guint8 *data;

  if (!read_envelope (sealed, self))
    return fail_damaged (error);
  if (!ks_pbe_inspect (self->algorithm, pbe, error))
    return FALSE;
  self->cipher_nid = pbe->cipher_nid;
  if (!pbe->is_pbes2 || (pbe->cipher_nid != NID_aes_256_ccm && pbe->cipher_nid != NID_id_aes256_wrap_pad))
    return fail_cipher (pbe->cipher_nid, error);

  X509_ALGOR_get0 (NULL, &type, &value, self->algorithm);
  data = ASN1_STRING_get0_data (value);
  self->parameters = d2i_PBE2PARAM (NULL, &data, ASN1_STRING_length (value));

  return self->parameters != NULL || fail_damaged (error);
}

/* RFC 5084 section 3.1: a nonce, and the size of the check value, which is 12 when it is not there. */
static gboolean
read_ccm (const X509_ALGOR *encryption, GBytes **nonce, guint *tag_size)
{
  KsDer outer, element;
  KsDerCursor cursor;
  int type;
  const void *value;

  X509_ALGOR_get0 (NULL, &type, &value, encryption);
  if (type != V_ASN1_SEQUENCE ||
      !ks_der_parse (ASN1_STRING_get0_data (value), ASN1_STRING_length (value), &outer))
    return FALSE;
  ks_der_cursor_init (&cursor, &outer);
  if (!ks_der_cursor_take (&cursor, KS_DER_OCTET_STRING, &element) || element.size < MIN_NONCE_SIZE ||
      element.size > MAX_NONCE_SIZE)
    return FALSE;
  *nonce = g_bytes_new (element.content, element.size);

  *tag_size = 12;
  if (ks_der_cursor_take (&cursor, KS_DER_INTEGER, &element))
    *tag_size = element.size == 1 ? element.content[0] : 0;
  return *tag_size >= 4 && *tag_size <= MAX_TAG_SIZE && *tag_size % 2 == 0;
}

/* All of CCM but the data: its mode wants to know every size before the first byte. @tag: NULL when it is made */
static EVP_CIPHER_CTX *
start_ccm (const guint8 *key, GBytes *nonce, guint tag_size, const guint8 *tag, gsize size)
{
  g_autoptr (EVP_CIPHER) cipher = EVP_CIPHER_fetch (ks_libctx (), "AES-256-CCM", NULL);
  g_autoptr (EVP_CIPHER_CTX) context = EVP_CIPHER_CTX_new ();
  gsize nonce_size;
  const guint8 *nonce_data = g_bytes_get_data (nonce, &nonce_size);
  int encrypt = tag == NULL, length;

  if (cipher == NULL || context == NULL || size > G_MAXINT ||
      !EVP_CipherInit_ex2 (context, cipher, NULL, NULL, encrypt, NULL) ||
      EVP_CIPHER_CTX_ctrl (context, EVP_CTRL_AEAD_SET_IVLEN, (int) nonce_size, NULL) <= 0 ||
      EVP_CIPHER_CTX_ctrl (context, EVP_CTRL_AEAD_SET_TAG, (int) tag_size, (void *) tag) <= 0 ||
      !EVP_CipherInit_ex2 (context, NULL, key, nonce_data, encrypt, NULL) ||
      !EVP_CipherUpdate (context, NULL, &length, NULL, (int) size))
    return NULL;

  return g_steal_pointer (&context);
}

static KsSecret *
open_ccm (const Sealed *sealed, const guint8 *key)
{
  g_autoptr (GBytes) nonce = NULL;
  g_autoptr (EVP_CIPHER_CTX) context = NULL;
  g_autoptr (KsSecret) plain = NULL;
  guint tag_size;
  guint8 *room;
  gsize size;
  int length;

  if (!read_ccm (sealed->parameters->encryption, &nonce, &tag_size) || sealed->size <= tag_size)
    return NULL;
  size = sealed->size - tag_size;
  context = start_ccm (key, nonce, tag_size, sealed->content + size, size);
  if (context == NULL)
    return NULL;
  plain = ks_secret_new_sized (size, &room);

  return EVP_CipherUpdate (context, room, &length, sealed->content, (int) size) > 0 ? g_steal_pointer (&plain)
                                                                                    : NULL;
}

/* RFC 5649 */
static KsSecret *
run_wrap (const guint8 *key, const guint8 *data, gsize size, gboolean encrypt)
{
  g_autoptr (EVP_CIPHER) cipher = EVP_CIPHER_fetch (ks_libctx (), "AES-256-WRAP-PAD", NULL);
  g_autoptr (EVP_CIPHER_CTX) context = EVP_CIPHER_CTX_new ();
  g_autoptr (KsSecret) result = NULL;
  guint8 *room;
  int length;

  if (cipher == NULL || context == NULL || size == 0 || size > G_MAXINT - WRAP_ROOM)
    return NULL;
  EVP_CIPHER_CTX_set_flags (context, EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
  result = ks_secret_new_sized (size + WRAP_ROOM, &room);
  if (!EVP_CipherInit_ex2 (context, cipher, key, NULL, encrypt, NULL) ||
      EVP_CipherUpdate (context, room, &length, data, (int) size) <= 0 || length <= 0)
    return NULL;

  return ks_secret_new (room, length);
}

/**
 * ks_bcfks_open:
 * @sealed: EncryptedPrivateKeyInfo (RFC 5958 section 3), or something of the same form
 * @purpose: what it is
 * @password: (nullable): the password, UTF-8; %NULL is the empty one
 * @error: return location
 *
 * Decrypts something, which may take seconds. Both ciphers notice a wrong password.
 *
 * Returns: (transfer full): the plain bytes; %NULL with %KS_ERROR_WRONG_PASSWORD, %KS_ERROR_MALFORMED,
 *   %KS_ERROR_UNSUPPORTED or %KS_ERROR_TOO_LARGE
 */
KsSecret *
ks_bcfks_open (GBytes *sealed, KsBcfksPurpose purpose, KsSecret *password, GError **error)
{
  g_auto (Sealed) parts = { 0 };
  KsPbe pbe;
  KsSecret *plain = NULL;

  if (!read_sealed (sealed, &parts, &pbe, error))
    return NULL;

  for (guint attempt = 0; plain == NULL && attempt < KS_BCFKS_ATTEMPTS; attempt++) {
    g_autoptr (KsSecret) key =
      ks_bcfks_derive (parts.parameters->keyfunc, purpose, password, attempt, KEY_SIZE, error);
    gsize size;
    const guint8 *data;

    if (key == NULL)
      return NULL;
    data = ks_secret_get_data (key, &size);
    if (size != KEY_SIZE) {
      fail_damaged (error);
      return NULL;
    }
    plain = parts.cipher_nid == NID_aes_256_ccm ? open_ccm (&parts, data)
                                                : run_wrap (data, parts.content, parts.size, FALSE);
    ks_clear_openssl_errors ();
  }
  if (plain == NULL)
    g_set_error_literal (error, KS_ERROR, KS_ERROR_WRONG_PASSWORD, _ ("The password is not right."));

  return plain;
}

static KsSecret *
seal_ccm (KsSecret *plain, const guint8 *key, GBytes *nonce)
{
  gsize size;
  const guint8 *data = ks_secret_get_data (plain, &size);
  g_autoptr (EVP_CIPHER_CTX) context = start_ccm (key, nonce, TAG_SIZE, NULL, size);
  g_autoptr (KsSecret) result = NULL;
  guint8 *room;
  int length;

  if (context == NULL)
    return NULL;
  result = ks_secret_new_sized (size + TAG_SIZE, &room);
  if (EVP_CipherUpdate (context, room, &length, data, (int) size) <= 0 ||
      EVP_CIPHER_CTX_ctrl (context, EVP_CTRL_AEAD_GET_TAG, TAG_SIZE, room + size) <= 0)
    return NULL;

  return g_steal_pointer (&result);
}

static void
put_algorithm (KsWriter *writer, int nid, const guint8 *nonce, gsize nonce_size)
{
  const ASN1_OBJECT *object = OBJ_nid2obj (nid);
  KsWriter *algorithm = ks_writer_new (64);
  KsWriter *parameters;

  ks_der_put (algorithm, KS_DER_OID, OBJ_get0_data (object), OBJ_length (object));
  if (nid == NID_aes_256_ccm) {
    parameters = ks_writer_new (32);
    ks_der_put (parameters, KS_DER_OCTET_STRING, nonce, nonce_size);
    ks_der_put_integer (parameters, TAG_SIZE);
    ks_der_put_nested (algorithm, KS_DER_SEQUENCE, parameters);
  }
  ks_der_put_nested (writer, KS_DER_SEQUENCE, algorithm);
}

static GBytes *
make_nonce (gsize size)
{
  guint8 nonce[NONCE_SIZE];
  gsize nonce_size = size < LONG_NONCE_LIMIT ? NONCE_SIZE : SHORT_NONCE_SIZE;

  return RAND_bytes_ex (ks_libctx (), nonce, nonce_size, 0) == 1 ? g_bytes_new (nonce, nonce_size) : NULL;
}

static KsSecret *
seal_content (KsSecret *plain,
              KsBcfksPurpose purpose,
              KsSecret *password,
              const KsBcfksScheme *scheme,
              KsWriter *function,
              GBytes *nonce)
{
  g_autoptr (X509_ALGOR) algorithm =
    ks_bcfks_read_algorithm (ks_writer_peek (function), ks_writer_get_size (function));
  g_autoptr (KsSecret) key =
    algorithm != NULL ? ks_bcfks_derive (algorithm, purpose, password, 0, KEY_SIZE, NULL) : NULL;
  gsize size;
  const guint8 *data = ks_secret_get_data (plain, &size);

  if (key == NULL)
    return NULL;

  return scheme->cipher_nid == NID_aes_256_ccm ? seal_ccm (plain, ks_secret_get_data (key, NULL), nonce)
                                               : run_wrap (ks_secret_get_data (key, NULL), data, size, TRUE);
}

/**
 * ks_bcfks_seal:
 * @plain: what to encrypt
 * @purpose: what it is
 * @password: the password, UTF-8
 * @scheme: how to encrypt it
 * @error: return location
 *
 * Encrypts something with a new salt and nonce.
 *
 * Returns: (transfer full): EncryptedPrivateKeyInfo (RFC 5958 section 3), or something of the same form; %NULL with
 *   %KS_ERROR_FAILED
 */
GBytes *
ks_bcfks_seal (KsSecret *plain,
               KsBcfksPurpose purpose,
               KsSecret *password,
               const KsBcfksScheme *scheme,
               GError **error)
{
  g_autoptr (KsWriter) function = ks_writer_new (256);
  g_autoptr (KsWriter) writer = ks_writer_new (4096);
  g_autoptr (GBytes) nonce = make_nonce (ks_secret_get_size (plain));
  g_autoptr (KsSecret) content = NULL;
  KsWriter *whole, *algorithm, *parameters;
  const guint8 *data;
  gsize size;

  if (nonce != NULL && ks_bcfks_put_function (function, scheme, KEY_SIZE, NULL))
    content = seal_content (plain, purpose, password, scheme, function, nonce);
  ks_clear_openssl_errors ();
  if (content == NULL) {
    g_set_error_literal (error, KS_ERROR, KS_ERROR_FAILED, _ ("The key could not be encrypted."));
    return NULL;
  }

  parameters = ks_writer_new (512);
  ks_writer_write (parameters, ks_writer_peek (function), ks_writer_get_size (function));
  put_algorithm (parameters, scheme->cipher_nid, g_bytes_get_data (nonce, NULL), g_bytes_get_size (nonce));
  algorithm = ks_writer_new (512);
  ks_der_put_oid (algorithm, "1.2.840.113549.1.5.13");
  ks_der_put_nested (algorithm, KS_DER_SEQUENCE, parameters);
  data = ks_secret_get_data (content, &size);
  whole = ks_writer_new (size + 512);
  ks_der_put_nested (whole, KS_DER_SEQUENCE, algorithm);
  ks_der_put (whole, KS_DER_OCTET_STRING, data, size);
  ks_der_put_nested (writer, KS_DER_SEQUENCE, whole);

  return ks_writer_steal_bytes (writer);
}

/* The object identifier in the parameters of PBKDF2; RFC 8018 appendix A.2. */
static int
find_prf (const X509_ALGOR *function)
{
  int type, nid = NID_hmacWithSHA1;
  const void *value;
  const guint8 *data;
  const ASN1_OBJECT *object;
  PBKDF2PARAM *parameters;

  X509_ALGOR_get0 (NULL, &type, &value, function);
  if (type != V_ASN1_SEQUENCE)
    return nid;
  data = ASN1_STRING_get0_data (value);
  parameters = d2i_PBKDF2PARAM (NULL, &data, ASN1_STRING_length (value));
  if (parameters != NULL && parameters->prf != NULL) {
    X509_ALGOR_get0 (&object, NULL, NULL, parameters->prf);
    nid = OBJ_obj2nid (object);
  }
  PBKDF2PARAM_free (parameters);

  return nid;
}

/**
 * ks_bcfks_inspect:
 * @sealed: something encrypted
 * @scheme: (out): how
 * @error: return location
 *
 * Looks at an encryption without opening it.
 *
 * Returns: %TRUE when it can be opened with its password; %FALSE with %KS_ERROR_MALFORMED, %KS_ERROR_UNSUPPORTED or
 *   %KS_ERROR_TOO_LARGE
 */
gboolean
ks_bcfks_inspect (GBytes *sealed, KsBcfksScheme *scheme, GError **error)
{
  g_auto (Sealed) parts = { 0 };
  KsPbe pbe;

  if (!read_sealed (sealed, &parts, &pbe, error))
    return FALSE;

  *scheme = (KsBcfksScheme) {
    .cipher_nid = pbe.cipher_nid,
    .prf_nid = pbe.scrypt_n > 0 ? NID_undef : find_prf (parts.parameters->keyfunc),
    .iterations = pbe.iterations,
    .scrypt_n = pbe.scrypt_n,
    .scrypt_r = pbe.scrypt_r,
  };
  return TRUE;
}

/**
 * ks_bcfks_describe:
 * @sealed: something encrypted
 *
 * Returns: (transfer full): how it is protected, for people
 */
char *
ks_bcfks_describe (GBytes *sealed)
{
  g_auto (Sealed) parts = { 0 };

  return read_envelope (sealed, &parts) ? ks_pbe_describe (parts.algorithm) : g_strdup (_ ("Damaged"));
}
