/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/pkcs12.h>
#include <openssl/rand.h>

#include "ks-error.h"
#include "ks-init.h"
#include "ks-pkcs12-private.h"

#define OID_HMAC_SHA1 "1.2.840.113549.2.7"

static gboolean
malformed (GError **error)
{
  g_set_error_literal (error, KS_ERROR, KS_ERROR_MALFORMED,
                       _ ("The integrity check of this PKCS #12 file is malformed."));
  return FALSE;
}

/* RFC 8018 appendix A.2 */
static gboolean
parse_kdf (KsPkcs12Mac *self, const KsDer *algorithm, guint64 *total, GError **error)
{
  KsDerCursor cursor;
  KsDer oid, parameters, count, element, prf;
  guint64 size = 0;

  ks_der_cursor_init (&cursor, algorithm);
  if (!ks_der_cursor_take (&cursor, KS_DER_OID, &oid) || !ks_pkcs12_is_oid (&oid, KS_OID_PBKDF2) ||
      !ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &parameters))
    return malformed (error);

  ks_der_cursor_init (&cursor, &parameters);
  if (!ks_der_cursor_take (&cursor, KS_DER_OCTET_STRING, &self->salt) ||
      !ks_der_cursor_take (&cursor, KS_DER_INTEGER, &count))
    return malformed (error);
  if (!ks_pkcs12_add_iterations (&count, total, &self->iterations, error))
    return FALSE;

  /* RFC 9579 section 5: without a key length the file is not valid. */
  if (!ks_der_cursor_take (&cursor, KS_DER_INTEGER, &element) || element.size == 0 || element.size > 2)
    return malformed (error);
  for (gsize i = 0; i < element.size; i++)
    size = size << 8 | element.content[i];
  if (size < 1 || size > 1024)
    return malformed (error);
  self->key_size = (guint) size;

  if (!ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &prf)) {
    self->prf = g_strdup (OID_HMAC_SHA1);
    return TRUE;
  }
  ks_der_cursor_init (&cursor, &prf);
  if (!ks_der_cursor_take (&cursor, KS_DER_OID, &oid))
    return malformed (error);
  self->prf = ks_der_dup_oid (&oid);

  return self->prf != NULL || malformed (error);
}

static gboolean
parse_pbmac1 (KsPkcs12Mac *self, const KsDer *parameters, guint64 *total, GError **error)
{
  KsDerCursor cursor;
  KsDer kdf, scheme, oid;

  ks_der_cursor_init (&cursor, parameters);
  if (!ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &kdf) ||
      !ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &scheme))
    return malformed (error);

  ks_der_cursor_init (&cursor, &scheme);
  if (!ks_der_cursor_take (&cursor, KS_DER_OID, &oid))
    return malformed (error);
  self->is_pbmac1 = TRUE;
  self->digest = ks_der_dup_oid (&oid);
  if (self->digest == NULL)
    return malformed (error);

  return parse_kdf (self, &kdf, total, error);
}

/* DigestInfo: the algorithm and the value. */
static gboolean
parse_digest_info (KsPkcs12Mac *self, const KsDer *info, guint64 *total, GError **error)
{
  KsDerCursor cursor;
  KsDer algorithm, oid, parameters;

  ks_der_cursor_init (&cursor, info);
  if (!ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &algorithm) ||
      !ks_der_cursor_take (&cursor, KS_DER_OCTET_STRING, &self->value))
    return malformed (error);

  ks_der_cursor_init (&cursor, &algorithm);
  if (!ks_der_cursor_take (&cursor, KS_DER_OID, &oid))
    return malformed (error);
  if (ks_pkcs12_is_oid (&oid, KS_OID_PBMAC1))
    return ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &parameters)
             ? parse_pbmac1 (self, &parameters, total, error)
             : malformed (error);

  self->digest = ks_der_dup_oid (&oid);
  return self->digest != NULL || malformed (error);
}

/**
 * ks_pkcs12_mac_parse:
 * @self: (out): filled in; points into @mac_data
 * @mac_data: the MacData element
 * @total: (inout): the iterations that the file has asked for so far
 * @error: KS_ERROR_MALFORMED, KS_ERROR_TOO_LARGE
 *
 * Reads the integrity check (RFC 7292 section 4, RFC 9579).
 *
 * Returns: FALSE when it cannot be read
 */
gboolean
ks_pkcs12_mac_parse (KsPkcs12Mac *self, const KsDer *mac_data, guint64 *total, GError **error)
{
  KsDerCursor cursor;
  KsDer info, salt, count;

  *self = (KsPkcs12Mac) { .iterations = 1 };
  ks_der_cursor_init (&cursor, mac_data);
  if (mac_data->tag != KS_DER_SEQUENCE || !ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &info) ||
      !ks_der_cursor_take (&cursor, KS_DER_OCTET_STRING, &salt))
    return malformed (error);
  if (!parse_digest_info (self, &info, total, error))
    return FALSE;
  if (self->is_pbmac1)
    return TRUE;

  self->salt = salt;
  if (ks_der_cursor_take (&cursor, KS_DER_INTEGER, &count))
    return ks_pkcs12_add_iterations (&count, total, &self->iterations, error);

  return cursor.left == 0 || malformed (error);
}

/**
 * ks_pkcs12_mac_clear:
 * @self: what ks_pkcs12_mac_parse() filled in
 *
 * Frees its strings.
 */
void
ks_pkcs12_mac_clear (KsPkcs12Mac *self)
{
  g_clear_pointer (&self->digest, g_free);
  g_clear_pointer (&self->prf, g_free);
}

/* The digest inside of an HMAC's object identifier; NID_undef for others. */
static int
digest_of_hmac (const char *oid)
{
  int digest = NID_undef;

  EVP_PBE_find (EVP_PBE_TYPE_PRF, OBJ_txt2nid (oid), NULL, &digest, NULL);
  return digest;
}

static EVP_MD *
fetch_digest (const char *oid, gboolean is_hmac)
{
  int nid = is_hmac ? digest_of_hmac (oid) : OBJ_txt2nid (oid);

  return nid != NID_undef ? EVP_MD_fetch (ks_libctx (), OBJ_nid2sn (nid), NULL) : NULL;
}

static gboolean
derive_pbkdf2 (const KsPkcs12Mac *mac, const KsPasswordForm *password, guint8 *key)
{
  EVP_MD *prf = fetch_digest (mac->prf, TRUE);
  EVP_KDF *kdf = EVP_KDF_fetch (ks_libctx (), "PBKDF2", NULL);
  EVP_KDF_CTX *context = kdf != NULL ? EVP_KDF_CTX_new (kdf) : NULL;
  guint iterations = mac->iterations;
  gsize size = 0;
  const guint8 *bytes =
    password->bytes != NULL ? ks_secret_get_data (password->bytes, &size) : (const guint8 *) "";
  gboolean done = FALSE;

  if (prf != NULL && context != NULL) {
    OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_octet_string (OSSL_KDF_PARAM_PASSWORD, (void *) bytes, size),
      OSSL_PARAM_construct_octet_string (OSSL_KDF_PARAM_SALT, (void *) mac->salt.content, mac->salt.size),
      OSSL_PARAM_construct_uint (OSSL_KDF_PARAM_ITER, &iterations),
      OSSL_PARAM_construct_utf8_string (OSSL_KDF_PARAM_DIGEST, (char *) EVP_MD_get0_name (prf), 0),
      OSSL_PARAM_construct_end (),
    };

    done = EVP_KDF_derive (context, key, mac->key_size, parameters) > 0;
  }

  EVP_KDF_CTX_free (context);
  EVP_KDF_free (kdf);
  EVP_MD_free (prf);
  return done;
}

static gboolean
derive_pkcs12 (const KsPkcs12Mac *mac, const KsPasswordForm *password, EVP_MD *digest, guint8 *key)
{
  const char *text = password->bytes != NULL ? ks_secret_get_text (password->bytes) : NULL;
  int length = password->bytes != NULL ? (int) ks_secret_get_size (password->bytes) : 0;

  return PKCS12_key_gen_utf8_ex (text, length, (guint8 *) mac->salt.content, (int) mac->salt.size,
                                 PKCS12_MAC_ID, (int) mac->iterations, EVP_MD_get_size (digest), key, digest,
                                 ks_libctx (), NULL) > 0;
}

/* The check value of @content. 0 when this OpenSSL cannot do it. */
static gsize
compute (const KsPkcs12Mac *mac,
         const KsPasswordForm *password,
         const guint8 *content,
         gsize content_size,
         guint8 value[EVP_MAX_MD_SIZE])
{
  EVP_MD *digest = fetch_digest (mac->digest, mac->is_pbmac1);
  guint8 *data;
  g_autoptr (KsSecret) key = NULL;
  gsize size = 0;

  if (digest == NULL) {
    ks_clear_openssl_errors ();
    return 0;
  }

  key = ks_secret_new_sized (mac->is_pbmac1 ? mac->key_size : (gsize) EVP_MD_get_size (digest), &data);
  if (!(mac->is_pbmac1 ? derive_pbkdf2 (mac, password, data) : derive_pkcs12 (mac, password, digest, data)) ||
      EVP_Q_mac (ks_libctx (), "HMAC", NULL, EVP_MD_get0_name (digest), NULL, data, ks_secret_get_size (key),
                 content, content_size, value, EVP_MAX_MD_SIZE, &size) == NULL)
    size = 0;

  EVP_MD_free (digest);
  ks_clear_openssl_errors ();
  return size;
}

/**
 * ks_pkcs12_mac_verify:
 * @self: an integrity check
 * @content: the OCTET STRING that it protects
 * @passwords: (element-type KsPasswordForm): forms of the password
 * @fits: (out): the form that fits, or NULL
 * @error: KS_ERROR_UNSUPPORTED
 *
 * Compares the check value of the file with the one that the password gives, for each form of the password.
 *
 * Returns: FALSE when it cannot be computed
 */
gboolean
ks_pkcs12_mac_verify (const KsPkcs12Mac *self,
                      const KsDer *content,
                      GPtrArray *passwords,
                      const KsPasswordForm **fits,
                      GError **error)
{
  guint8 value[EVP_MAX_MD_SIZE];

  *fits = NULL;
  for (guint i = 0; i < passwords->len && *fits == NULL; i++) {
    const KsPasswordForm *password = passwords->pdata[i];
    gsize size;

    if (password->encoding == KS_PASSWORD_WIDE && !self->is_pbmac1)
      continue;
    size = compute (self, password, content->content, content->size, value);
    if (size == 0) {
      g_set_error (
        error, KS_ERROR, KS_ERROR_UNSUPPORTED,
        /* Translators: %s is an object identifier such as 1.2.643.7.1.1.2.2 */
        _ ("The integrity check of this file uses the method %s, which this system’s OpenSSL does not know."),
        self->digest);
      return FALSE;
    }
    if (size == self->value.size && CRYPTO_memcmp (value, self->value.content, size) == 0)
      *fits = password;
  }

  return TRUE;
}

/**
 * ks_pkcs12_profile_note_mac:
 * @self: where to note it
 * @mac: an integrity check that was read
 *
 * Remembers how the file protects its integrity.
 */
void
ks_pkcs12_profile_note_mac (KsPkcs12Profile *self, const KsPkcs12Mac *mac)
{
  self->has_mac = TRUE;
  self->is_pbmac1 = mac->is_pbmac1;
  g_strlcpy (self->mac_digest, mac->digest, sizeof self->mac_digest);
  g_strlcpy (self->mac_prf, mac->prf != NULL ? mac->prf : "", sizeof self->mac_prf);
  self->mac_iterations = mac->iterations;
  self->mac_salt_size = (guint) CLAMP (mac->salt.size, 8, 64);
}

static void
put_algorithm (KsWriter *writer, const char *oid)
{
  KsWriter *algorithm = ks_writer_new (32);

  ks_der_put_oid (algorithm, oid);
  ks_der_put (algorithm, 0x05, "", 0);
  ks_der_put_nested (writer, KS_DER_SEQUENCE, algorithm);
}

/* RFC 9579 section 4 */
static void
put_pbmac1 (KsWriter *writer, const KsPkcs12Mac *mac)
{
  KsWriter *algorithm = ks_writer_new (128), *parameters = ks_writer_new (128);
  KsWriter *kdf = ks_writer_new (64), *kdf_parameters = ks_writer_new (64);

  ks_der_put (kdf_parameters, KS_DER_OCTET_STRING, mac->salt.content, mac->salt.size);
  ks_der_put_integer (kdf_parameters, mac->iterations);
  ks_der_put_integer (kdf_parameters, mac->key_size);
  put_algorithm (kdf_parameters, mac->prf);
  ks_der_put_oid (kdf, KS_OID_PBKDF2);
  ks_der_put_nested (kdf, KS_DER_SEQUENCE, kdf_parameters);
  ks_der_put_nested (parameters, KS_DER_SEQUENCE, kdf);
  put_algorithm (parameters, mac->digest);
  ks_der_put_oid (algorithm, KS_OID_PBMAC1);
  ks_der_put_nested (algorithm, KS_DER_SEQUENCE, parameters);
  ks_der_put_nested (writer, KS_DER_SEQUENCE, algorithm);
}

static GBytes *
format_mac (const KsPkcs12Mac *mac)
{
  g_autoptr (KsWriter) writer = ks_writer_new (256);
  KsWriter *data = ks_writer_new (256), *info = ks_writer_new (128);

  if (mac->is_pbmac1)
    put_pbmac1 (info, mac);
  else
    put_algorithm (info, mac->digest);
  ks_der_put (info, KS_DER_OCTET_STRING, mac->value.content, mac->value.size);
  ks_der_put_nested (data, KS_DER_SEQUENCE, info);
  ks_der_put (data, KS_DER_OCTET_STRING, mac->salt.content, mac->salt.size);
  if (!mac->is_pbmac1 && mac->iterations > 1)
    ks_der_put_integer (data, mac->iterations);
  ks_der_put_nested (writer, KS_DER_SEQUENCE, data);

  return ks_writer_steal_bytes (writer);
}

/**
 * ks_pkcs12_mac_make:
 * @profile: digest, iterations
 * @password: in one form
 * @content: (array length=size): what is protected
 * @size: its length
 * @error: KS_ERROR_UNSUPPORTED
 *
 * Makes an integrity check with a new salt.
 *
 * Returns: (transfer full): the MacData element
 */
GBytes *
ks_pkcs12_mac_make (const KsPkcs12Profile *profile,
                    const KsPasswordForm *password,
                    const guint8 *content,
                    gsize size,
                    GError **error)
{
  guint8 salt[64], value[EVP_MAX_MD_SIZE];
  gsize salt_size = CLAMP (profile->mac_salt_size, 8, sizeof salt);
  EVP_MD *digest = fetch_digest (profile->mac_digest, profile->is_pbmac1);
  KsPkcs12Mac mac = {
    .is_pbmac1 = profile->is_pbmac1,
    .digest = (char *) profile->mac_digest,
    .prf = (char *) profile->mac_prf,
    .salt = { .content = salt, .size = salt_size },
    .iterations = profile->mac_iterations,
    .key_size = digest != NULL ? (guint) EVP_MD_get_size (digest) : 0,
  };

  EVP_MD_free (digest);
  mac.value.content = value;
  if (RAND_bytes_ex (ks_libctx (), salt, salt_size, 0) > 0)
    mac.value.size = compute (&mac, password, content, size, value);
  if (mac.value.size == 0) {
    g_set_error_literal (error, KS_ERROR, KS_ERROR_UNSUPPORTED,
                         _ ("This system’s OpenSSL cannot make the integrity check of this PKCS #12 file."));
    return NULL;
  }

  return format_mac (&mac);
}
