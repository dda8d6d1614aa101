/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <openssl/core_names.h>
#include <openssl/objects.h>
#include <openssl/params.h>
#include <openssl/rand.h>
#include <string.h>

#include "ks-bcfks-crypt.h"
#include "ks-der-write.h"
#include "ks-der.h"
#include "ks-error.h"
#include "ks-init.h"
#include "ks-key-java.h"
#include "ks-key-pbe-private.h"

#define SALT_SIZE 64
#define ITERATIONS 51200
#define MAX_KEY_SIZE 1024
/* Of scrypt: cost times block size times lanes. This is some seconds. */
#define MAX_WORK (G_GUINT64_CONSTANT (1) << 24)

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PBKDF2PARAM, PBKDF2PARAM_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SCRYPT_PARAMS, SCRYPT_PARAMS_free)

typedef struct {
  KsScryptParameters scrypt;
  GBytes *salt; /* of PBKDF2; NULL with scrypt */
  guint64 iterations;
  int digest_nid;
  guint64 key_size; /* 0: not said */
} Function;

static void
function_clear (Function *self)
{
  ks_scrypt_parameters_clear (&self->scrypt);
  g_clear_pointer (&self->salt, g_bytes_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Function, function_clear)

/**
 * ks_bcfks_scheme_init:
 * @self: a scheme
 *
 * Sets it to what Bouncy Castle chooses for a new keystore.
 */
void
ks_bcfks_scheme_init (KsBcfksScheme *self)
{
  *self = (KsBcfksScheme) {
    .cipher_nid = NID_aes_256_ccm,
    .prf_nid = NID_hmacWithSHA512,
    .iterations = ITERATIONS,
  };
}

static gboolean
fail_malformed (GError **error)
{
  ks_clear_openssl_errors ();
  g_set_error_literal (error, KS_ERROR, KS_ERROR_MALFORMED,
                       _ ("The parameters of the encryption are damaged."));
  return FALSE;
}

static gboolean
fail_unsupported (const ASN1_OBJECT *object, GError **error)
{
  char name[128] = "?";

  OBJ_obj2txt (name, sizeof name, object, 0);
  ks_clear_openssl_errors ();
  g_set_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED,
               /* Translators: %s is the name or object identifier of an algorithm */
               _ ("The encryption “%s” is not supported."), name);
  return FALSE;
}

static gboolean
read_size (const ASN1_INTEGER *number, Function *self, GError **error)
{
  if (number == NULL)
    return TRUE;
  if (ASN1_INTEGER_get_uint64 (&self->key_size, number) == 1 && self->key_size > 0 &&
      self->key_size <= MAX_KEY_SIZE)
    return TRUE;

  return fail_malformed (error);
}

/* RFC 8018 appendix A.2; without a PRF it is HMAC-SHA-1. */
static gboolean
read_pbkdf2 (const guint8 *data, long size, Function *self, GError **error)
{
  g_autoptr (PBKDF2PARAM) parameters = d2i_PBKDF2PARAM (NULL, &data, size);
  const ASN1_OBJECT *object = OBJ_nid2obj (NID_hmacWithSHA1);
  const ASN1_STRING *salt;

  if (parameters == NULL || parameters->salt->type != V_ASN1_OCTET_STRING)
    return fail_malformed (error);
  if (parameters->prf != NULL)
    X509_ALGOR_get0 (&object, NULL, NULL, parameters->prf);
  if (!EVP_PBE_find (EVP_PBE_TYPE_PRF, OBJ_obj2nid (object), NULL, &self->digest_nid, NULL))
    return fail_unsupported (object, error);

  salt = parameters->salt->value.octet_string;
  self->salt = g_bytes_new (ASN1_STRING_get0_data (salt), ASN1_STRING_length (salt));
  return read_size (parameters->keylength, self, error) &&
         ks_pbe_read_iterations (parameters->iter, &self->iterations, error);
}

static gboolean
read_scrypt (const X509_ALGOR *function, const guint8 *data, long size, Function *self, GError **error)
{
  g_autoptr (SCRYPT_PARAMS) parameters = d2i_SCRYPT_PARAMS (NULL, &data, size);

  if (parameters == NULL)
    return fail_malformed (error);

  return read_size (parameters->keyLength, self, error) &&
         ks_scrypt_parameters_read_function (function, &self->scrypt, error);
}

static gboolean
read_function (const X509_ALGOR *algorithm, Function *self, GError **error)
{
  const ASN1_OBJECT *object;
  int type, nid;
  const void *value;

  X509_ALGOR_get0 (&object, &type, &value, algorithm);
  nid = OBJ_obj2nid (object);
  if (nid != NID_id_pbkdf2 && nid != NID_id_scrypt)
    return fail_unsupported (object, error);
  if (type != V_ASN1_SEQUENCE)
    return fail_malformed (error);

  return nid == NID_id_pbkdf2
           ? read_pbkdf2 (ASN1_STRING_get0_data (value), ASN1_STRING_length (value), self, error)
           : read_scrypt (algorithm, ASN1_STRING_get0_data (value), ASN1_STRING_length (value), self, error);
}

/* UTF-16 with two zero bytes behind it, unless the password is empty; then the name of the purpose in the same form. */
static KsSecret *
make_password (KsSecret *password, KsBcfksPurpose purpose)
{
  static const char *const names[] = { "STORE_ENCRYPTION", "INTEGRITY_CHECK", "PRIVATE_KEY_ENCRYPTION",
                                       "SECRET_KEY_ENCRYPTION" };
  const char *name = names[purpose];
  g_autoptr (KsSecret) empty = password == NULL ? ks_secret_new_from_string ("") : NULL;
  g_autoptr (KsSecret) wide = ks_java_password (password != NULL ? password : empty);
  gsize size, start;
  const guint8 *data = ks_secret_get_data (wide, &size);
  guint8 *room;
  KsSecret *result;

  start = size > 0 ? size + 2 : 0;
  result = ks_secret_new_sized (start + 2 * strlen (name) + 2, &room);
  if (size > 0)
    memcpy (room, data, size);
  for (gsize i = 0; name[i] != '\0'; i++)
    room[start + 2 * i + 1] = (guint8) name[i];

  return result;
}

static gboolean
derive_pbkdf2 (const Function *function, KsSecret *password, guint8 *key, gsize key_size)
{
  g_autoptr (EVP_KDF) kdf = EVP_KDF_fetch (ks_libctx (), "PBKDF2", NULL);
  g_autoptr (EVP_KDF_CTX) context = kdf != NULL ? EVP_KDF_CTX_new (kdf) : NULL;
  gsize size, salt_size;
  const guint8 *data = ks_secret_get_data (password, &size);
  const guint8 *salt = g_bytes_get_data (function->salt, &salt_size);
  guint64 iterations = function->iterations;
  int without_limits = 1;
  OSSL_PARAM parameters[] = {
    OSSL_PARAM_construct_utf8_string (OSSL_KDF_PARAM_DIGEST, (char *) OBJ_nid2sn (function->digest_nid), 0),
    OSSL_PARAM_construct_octet_string (OSSL_KDF_PARAM_PASSWORD, (void *) data, size),
    OSSL_PARAM_construct_octet_string (OSSL_KDF_PARAM_SALT, (void *) salt, salt_size),
    OSSL_PARAM_construct_uint64 (OSSL_KDF_PARAM_ITER, &iterations),
    OSSL_PARAM_construct_int (OSSL_KDF_PARAM_PKCS5, &without_limits),
    OSSL_PARAM_construct_end (),
  };

  return context != NULL && EVP_KDF_derive (context, key, key_size, parameters) == 1;
}

/* Bouncy Castle takes the block size for the number of lanes, too (seen in 1.72 to 1.80); others take what the file says. */
static gboolean
derive_scrypt (Function *function, KsSecret *password, guint attempt, guint8 *key, gsize size, GError **error)
{
  KsScryptParameters *scrypt = &function->scrypt;

  if (attempt == 0)
    scrypt->p = scrypt->r;
  if (scrypt->p <= MAX_WORK / (scrypt->n * scrypt->r))
    return ks_scrypt_derive (scrypt, password, key, size) || fail_malformed (error);

  g_set_error_literal (error, KS_ERROR, KS_ERROR_TOO_LARGE,
                       _ ("Opening this takes too much time for its key derivation (scrypt)."));
  return FALSE;
}

/**
 * ks_bcfks_derive:
 * @function: a KeyDerivationFunc (RFC 8018 appendix A.4)
 * @purpose: what the key is for
 * @password: (nullable): the password, UTF-8; %NULL is the empty one
 * @attempt: 0 for how Bouncy Castle does it, 1 for how the parameters are meant
 * @size: of the key in bytes, where @function does not say it; 0 when it has to
 * @error: return location
 *
 * Derives a key from a password, which may take seconds.
 *
 * Returns: (transfer full): the key; %NULL with %KS_ERROR_WRONG_PASSWORD when another attempt changes nothing,
 *   %KS_ERROR_MALFORMED, %KS_ERROR_UNSUPPORTED or %KS_ERROR_TOO_LARGE
 */
KsSecret *
ks_bcfks_derive (const X509_ALGOR *function,
                 KsBcfksPurpose purpose,
                 KsSecret *password,
                 guint attempt,
                 gsize size,
                 GError **error)
{
  g_auto (Function) parts = { 0 };
  g_autoptr (KsSecret) input = NULL;
  g_autoptr (KsSecret) key = NULL;
  guint8 *data;
  gboolean done;

  if (!read_function (function, &parts, error))
    return NULL;
  if (attempt > 0 && (parts.salt != NULL || parts.scrypt.p == parts.scrypt.r)) {
    g_set_error_literal (error, KS_ERROR, KS_ERROR_WRONG_PASSWORD, _ ("The password is not right."));
    return NULL;
  }
  if (parts.key_size > 0)
    size = parts.key_size;
  if (size == 0) {
    fail_malformed (error);
    return NULL;
  }

  input = make_password (password, purpose);
  key = ks_secret_new_sized (size, &data);
  if (parts.salt != NULL)
    done = derive_pbkdf2 (&parts, input, data, size) || fail_malformed (error);
  else
    done = derive_scrypt (&parts, input, attempt, data, size, error);
  ks_clear_openssl_errors ();

  return done ? g_steal_pointer (&key) : NULL;
}

static void
put_oid (KsWriter *writer, int nid)
{
  const ASN1_OBJECT *object = OBJ_nid2obj (nid);

  ks_der_put (writer, KS_DER_OID, OBJ_get0_data (object), OBJ_length (object));
}

/**
 * ks_bcfks_put_function:
 * @writer: where it is written
 * @scheme: what is chosen
 * @size: of the key in bytes
 * @error: return location
 *
 * Writes a KeyDerivationFunc (RFC 8018 appendix A.4) with a new random salt. With scrypt there are as many lanes as the block
 * size, so that everybody derives the same key.
 *
 * Returns: %FALSE with %KS_ERROR_FAILED when the system gives no random numbers
 */
gboolean
ks_bcfks_put_function (KsWriter *writer, const KsBcfksScheme *scheme, guint size, GError **error)
{
  KsWriter *function, *parameters, *prf;
  guint8 salt[SALT_SIZE];

  if (RAND_bytes_ex (ks_libctx (), salt, sizeof salt, 0) != 1) {
    ks_clear_openssl_errors ();
    g_set_error_literal (error, KS_ERROR, KS_ERROR_FAILED, _ ("The system gave no random numbers."));
    return FALSE;
  }

  function = ks_writer_new (256);
  parameters = ks_writer_new (256);
  ks_der_put (parameters, KS_DER_OCTET_STRING, salt, sizeof salt);
  if (scheme->prf_nid == NID_undef) {
    put_oid (function, NID_id_scrypt);
    ks_der_put_integer (parameters, (guint) scheme->scrypt_n);
    ks_der_put_integer (parameters, (guint) scheme->scrypt_r);
    ks_der_put_integer (parameters, (guint) scheme->scrypt_r);
    ks_der_put_integer (parameters, size);
  } else {
    put_oid (function, NID_id_pbkdf2);
    ks_der_put_integer (parameters, (guint) scheme->iterations);
    ks_der_put_integer (parameters, size);
    prf = ks_writer_new (32);
    put_oid (prf, scheme->prf_nid);
    ks_der_put (prf, V_ASN1_NULL, NULL, 0);
    ks_der_put_nested (parameters, KS_DER_SEQUENCE, prf);
  }
  ks_der_put_nested (function, KS_DER_SEQUENCE, parameters);
  ks_der_put_nested (writer, KS_DER_SEQUENCE, function);

  return TRUE;
}

/**
 * ks_bcfks_read_algorithm:
 * @data: DER of an AlgorithmIdentifier
 * @size: of it in bytes
 *
 * Returns: (transfer full) (nullable): it, or %NULL when it is damaged
 */
X509_ALGOR *
ks_bcfks_read_algorithm (const guint8 *data, gsize size)
{
  X509_ALGOR *algorithm = size <= G_MAXLONG ? d2i_X509_ALGOR (NULL, &data, (long) size) : NULL;

  ks_clear_openssl_errors ();
  return algorithm;
}
