/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pkcs12.h>
#include <openssl/pkcs12err.h>

#include "ks-error.h"
#include "ks-init.h"
#include "ks-key-pbe.h"
#include "ks-pkcs12-private.h"

/* Numbers beyond this are refused whatever they mean, so they need not be exact. */
static gboolean
read_count (const KsDer *integer, guint64 *value)
{
  guint64 number = 0;

  if (integer->size == 0)
    return FALSE;

  *value = G_MAXUINT32;
  if ((integer->content[0] & 0x80) != 0 || integer->size > 5)
    return TRUE;

  for (gsize i = 0; i < integer->size; i++)
    number = number << 8 | integer->content[i];
  *value = number;

  return TRUE;
}

static gboolean
add_count (guint64 count, guint64 *total, GError **error)
{
  g_autofree char *number = NULL;
  g_autofree char *limit = NULL;

  if (count == 0) {
    g_set_error_literal (error, KS_ERROR, KS_ERROR_MALFORMED,
                         _ ("The file asks for key derivation with zero iterations."));
    return FALSE;
  }

  *total += count;
  if (*total <= KS_PKCS12_MAX_ITERATIONS)
    return TRUE;

  number = ks_pbe_format_number (*total);
  limit = ks_pbe_format_number (KS_PKCS12_MAX_ITERATIONS);
  if (count >= G_MAXUINT32)
    g_set_error (error, KS_ERROR, KS_ERROR_TOO_LARGE,
                 /* Translators: %s is a number of iterations */
                 _ ("The file asks for an iteration count beyond all sense; the limit is %s."), limit);
  else
    g_set_error (error, KS_ERROR, KS_ERROR_TOO_LARGE,
                 /* Translators: both are numbers of iterations */
                 _ ("Opening this file would need %s iterations of key derivation; the limit is %s."), number,
                 limit);
  return FALSE;
}

/**
 * ks_pkcs12_add_iterations:
 * @integer: an iteration count
 * @total: (inout): the iterations that the file has asked for so far
 * @iterations: (out) (optional): the count
 * @error: KS_ERROR_TOO_LARGE, KS_ERROR_MALFORMED
 *
 * Adds a count to what one file may ask for, before anything is derived.
 *
 * Returns: FALSE when it is too much
 */
gboolean
ks_pkcs12_add_iterations (const KsDer *integer, guint64 *total, guint *iterations, GError **error)
{
  guint64 count;

  if (!read_count (integer, &count)) {
    g_set_error_literal (error, KS_ERROR, KS_ERROR_MALFORMED, _ ("An iteration count is an empty number."));
    return FALSE;
  }
  if (!add_count (count, total, error))
    return FALSE;

  if (iterations != NULL)
    *iterations = (guint) count;
  return TRUE;
}

static gboolean
malformed_algorithm (GError **error)
{
  g_set_error_literal (error, KS_ERROR, KS_ERROR_MALFORMED,
                       _ ("The parameters of an encryption algorithm are malformed."));
  return FALSE;
}

/* RFC 7914 section 7: cost, block size, parallelization. */
static gboolean
add_scrypt (KsDerCursor *parameters, guint64 *total, GError **error)
{
  KsDer cost, block, parallel;
  guint64 n, r, p;

  if (!ks_der_cursor_take (parameters, KS_DER_INTEGER, &cost) || !read_count (&cost, &n) ||
      !ks_der_cursor_take (parameters, KS_DER_INTEGER, &block) || !read_count (&block, &r) ||
      !ks_der_cursor_take (parameters, KS_DER_INTEGER, &parallel) || !read_count (&parallel, &p) || r == 0 ||
      p == 0)
    return malformed_algorithm (error);

  if (n > KS_PKCS12_MAX_SCRYPT_MEMORY / 128 || r > KS_PKCS12_MAX_SCRYPT_MEMORY / 128 / MAX (n, 1) ||
      p > 1024) {
    g_set_error (error, KS_ERROR, KS_ERROR_TOO_LARGE,
                 _ ("The file asks for more than %d MiB of memory for scrypt."),
                 KS_PKCS12_MAX_SCRYPT_MEMORY / 1024 / 1024);
    return FALSE;
  }

  return add_count (n * p, total, error);
}

/* PBES1 and PBKDF2 begin alike: salt, iterations. */
static gboolean
add_parameters (const KsDer *parameters, gboolean is_scrypt, guint64 *total, GError **error)
{
  KsDerCursor cursor;
  KsDer salt, count;

  ks_der_cursor_init (&cursor, parameters);
  if (!ks_der_cursor_next (&cursor, &salt))
    return malformed_algorithm (error);
  if (is_scrypt)
    return add_scrypt (&cursor, total, error);
  if (!ks_der_cursor_take (&cursor, KS_DER_INTEGER, &count))
    return malformed_algorithm (error);

  return ks_pkcs12_add_iterations (&count, total, NULL, error);
}

/* An AlgorithmIdentifier in its two parts. */
static gboolean
split_algorithm (const KsDer *algorithm, KsDer *oid, KsDer *parameters)
{
  KsDerCursor cursor;

  if (algorithm->tag != KS_DER_SEQUENCE)
    return FALSE;
  ks_der_cursor_init (&cursor, algorithm);

  return ks_der_cursor_take (&cursor, KS_DER_OID, oid) &&
         ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, parameters);
}

/**
 * ks_pkcs12_add_algorithm:
 * @algorithm: AlgorithmIdentifier of a password-based encryption
 * @total: (inout): the iterations that the file has asked for so far
 * @error: KS_ERROR_TOO_LARGE, KS_ERROR_MALFORMED
 *
 * Adds the iterations of one layer to what one file may ask for (RFC 8018 appendix A, RFC 7914).
 *
 * Returns: FALSE when it is too much
 */
gboolean
ks_pkcs12_add_algorithm (const KsDer *algorithm, guint64 *total, GError **error)
{
  KsDer oid, parameters, kdf, kdf_oid, kdf_parameters;
  KsDerCursor cursor;

  if (!split_algorithm (algorithm, &oid, &parameters))
    return malformed_algorithm (error);
  if (!ks_pkcs12_is_oid (&oid, KS_OID_PBES2))
    return add_parameters (&parameters, FALSE, total, error);

  ks_der_cursor_init (&cursor, &parameters);
  if (!ks_der_cursor_next (&cursor, &kdf) || !split_algorithm (&kdf, &kdf_oid, &kdf_parameters))
    return malformed_algorithm (error);

  return add_parameters (&kdf_parameters, ks_pkcs12_is_oid (&kdf_oid, KS_OID_SCRYPT), total, error);
}

/* OpenSSL says by its reason whether the password was wrong or the algorithm is missing. */
static void
set_decryption_error (GError **error)
{
  gulong code = ERR_peek_last_error ();

  if (ERR_GET_LIB (code) == ERR_LIB_PKCS12 && ERR_GET_REASON (code) == PKCS12_R_PKCS12_CIPHERFINAL_ERROR)
    g_set_error_literal (error, KS_ERROR, KS_ERROR_WRONG_PASSWORD,
                         _ ("The password does not open this part of the file."));
  else if (!ks_has_legacy_provider ())
    g_set_error_literal (
      error, KS_ERROR, KS_ERROR_UNSUPPORTED,
      _ (
        "This part of the file is encrypted in a way that this system’s OpenSSL does not know; it lacks its legacy provider."));
  else
    g_set_error_literal (
      error, KS_ERROR, KS_ERROR_UNSUPPORTED,
      _ ("This part of the file is encrypted in a way that this system’s OpenSSL does not know."));
  ks_clear_openssl_errors ();
}

/**
 * ks_pkcs12_decrypt:
 * @algorithm: AlgorithmIdentifier, its iterations checked before
 * @data: the encrypted bytes
 * @password: in one form
 * @error: KS_ERROR_WRONG_PASSWORD, KS_ERROR_UNSUPPORTED
 *
 * Decrypts under PBES1, PBES2 or a PKCS #12 scheme.
 *
 * Returns: (transfer full): the plain bytes; with a wrong password they may be noise
 */
KsSecret *
ks_pkcs12_decrypt (const KsDer *algorithm, const KsDer *data, const KsPasswordForm *password, GError **error)
{
  const guint8 *place = algorithm->start;
  const char *text = password->bytes != NULL ? ks_secret_get_text (password->bytes) : NULL;
  int length = password->bytes != NULL ? (int) ks_secret_get_size (password->bytes) : 0;
  X509_ALGOR *parsed = d2i_X509_ALGOR (NULL, &place, (long) algorithm->full_size);
  KsSecret *secret = NULL;
  guint8 *out = NULL;
  int size = 0;

  if (parsed != NULL && data->size <= G_MAXINT32 &&
      PKCS12_pbe_crypt_ex (parsed, text, length, data->content, (int) data->size, &out, &size, 0,
                           ks_libctx (), NULL) != NULL)
    secret = ks_secret_new (out, (gsize) size);
  else
    set_decryption_error (error);

  OPENSSL_clear_free (out, (gsize) size);
  X509_ALGOR_free (parsed);
  return secret;
}

static void
note_pbes2 (KsPkcs12Profile *self, X509_ALGOR *algorithm)
{
  const ASN1_OBJECT *object;
  const void *value = NULL;
  PBE2PARAM *parameters = NULL;
  PBKDF2PARAM *kdf = NULL;
  int type = 0;

  X509_ALGOR_get0 (NULL, &type, &value, algorithm);
  if (type == V_ASN1_SEQUENCE)
    parameters = ASN1_item_unpack (value, ASN1_ITEM_rptr (PBE2PARAM));
  if (parameters == NULL)
    return;

  X509_ALGOR_get0 (&object, NULL, NULL, parameters->encryption);
  self->pbe = NID_undef;
  self->cipher = OBJ_obj2nid (object);

  X509_ALGOR_get0 (&object, &type, &value, parameters->keyfunc);
  if (OBJ_obj2nid (object) == NID_id_pbkdf2 && type == V_ASN1_SEQUENCE)
    kdf = ASN1_item_unpack (value, ASN1_ITEM_rptr (PBKDF2PARAM));
  if (kdf != NULL) {
    self->iterations = (guint) ASN1_INTEGER_get (kdf->iter);
    self->prf = NID_hmacWithSHA1;
    if (kdf->prf != NULL) {
      X509_ALGOR_get0 (&object, NULL, NULL, kdf->prf);
      self->prf = OBJ_obj2nid (object);
    }
  }

  PBKDF2PARAM_free (kdf);
  PBE2PARAM_free (parameters);
}

static void
note_pbes1 (KsPkcs12Profile *self, X509_ALGOR *algorithm)
{
  const ASN1_OBJECT *object;
  const void *value = NULL;
  int type = 0;
  PBEPARAM *parameters = NULL;

  X509_ALGOR_get0 (&object, &type, &value, algorithm);
  if (type == V_ASN1_SEQUENCE)
    parameters = ASN1_item_unpack (value, ASN1_ITEM_rptr (PBEPARAM));
  if (parameters == NULL)
    return;

  self->pbe = OBJ_obj2nid (object);
  self->iterations = (guint) ASN1_INTEGER_get (parameters->iter);
  PBEPARAM_free (parameters);
}

/**
 * ks_pkcs12_profile_note_algorithm:
 * @self: where to note it
 * @algorithm: AlgorithmIdentifier of an encrypted part
 *
 * Remembers how the file encrypts its certificates.
 */
void
ks_pkcs12_profile_note_algorithm (KsPkcs12Profile *self, const KsDer *algorithm)
{
  const guint8 *place = algorithm->start;
  X509_ALGOR *parsed = d2i_X509_ALGOR (NULL, &place, (long) algorithm->full_size);
  const ASN1_OBJECT *object;

  if (parsed != NULL) {
    self->encrypts_certificates = TRUE;
    X509_ALGOR_get0 (&object, NULL, NULL, parsed);
    if (OBJ_obj2nid (object) == NID_pbes2)
      note_pbes2 (self, parsed);
    else
      note_pbes1 (self, parsed);
    X509_ALGOR_free (parsed);
  }
  ks_clear_openssl_errors ();
}
