/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <string.h>

#include "ks-error.h"
#include "ks-init.h"
#include "ks-key-pbe-private.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PBEPARAM, PBEPARAM_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PBE2PARAM, PBE2PARAM_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PBKDF2PARAM, PBKDF2PARAM_free)
#ifndef OPENSSL_NO_SCRYPT
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SCRYPT_PARAMS, SCRYPT_PARAMS_free)
#endif

/* Each lane of scrypt costs what the first one does: this is some seconds. */
#define MAX_SCRYPT_WORK (G_GUINT64_CONSTANT (1) << 24)

/**
 * ks_pbe_format_number:
 * @number: a figure
 *
 * Returns: (transfer full): the figure with the separators of the user's locale
 */
char *
ks_pbe_format_number (guint64 number)
{
  return g_strdup_printf ("%'" G_GUINT64_FORMAT, number);
}

static gboolean
fail_malformed (GError **error)
{
  ks_clear_openssl_errors ();
  g_set_error_literal (error, KS_ERROR, KS_ERROR_MALFORMED,
                       _ ("The parameters of the encryption are damaged."));
  return FALSE;
}

static char *
dup_name (const ASN1_OBJECT *object)
{
  char text[128];

  if (OBJ_obj2txt (text, sizeof text, object, 0) <= 0)
    return g_strdup ("?");

  return g_utf8_make_valid (text, -1);
}

static gboolean
fail_unsupported (const ASN1_OBJECT *object, GError **error)
{
  g_autofree char *name = dup_name (object);

  ks_clear_openssl_errors ();
  g_set_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED,
               /* Translators: %s is the name or object identifier of an algorithm */
               _ ("The encryption “%s” is not supported."), name);
  return FALSE;
}

static const X509_ALGOR *
get_parameters (const X509_ALGOR *algorithm, const ASN1_OBJECT **object, const guint8 **data, long *size)
{
  int type;
  const void *value;
  const ASN1_STRING *string;

  X509_ALGOR_get0 (object, &type, &value, algorithm);
  if (type != V_ASN1_SEQUENCE)
    return NULL;

  string = value;
  *data = ASN1_STRING_get0_data (string);
  *size = ASN1_STRING_length (string);
  return algorithm;
}

static char *
dup_figure (const ASN1_INTEGER *number)
{
  BIGNUM *bignum = ASN1_INTEGER_to_BN (number, NULL);
  guint64 value;
  char *figure;

  if (bignum != NULL && BN_num_bits (bignum) <= 64 && ASN1_INTEGER_get_uint64 (&value, number) == 1)
    figure = ks_pbe_format_number (value);
  else
    /* Translators: %d is the number of binary digits of a number that is too large to be shown */
    figure = g_strdup_printf (_ ("a number of %d bits"), bignum != NULL ? BN_num_bits (bignum) : 0);
  BN_free (bignum);

  return figure;
}

/**
 * ks_pbe_read_iterations:
 * @number: the number of iterations that a file asks for
 * @iterations: (out): the number
 * @error: return location
 *
 * Reads a number of iterations, which may be of any size and sign, and refuses what would take for ever.
 *
 * Returns: %TRUE; %FALSE with %KS_ERROR_TOO_LARGE or %KS_ERROR_MALFORMED
 */
gboolean
ks_pbe_read_iterations (const ASN1_INTEGER *number, guint64 *iterations, GError **error)
{
  g_autofree char *figure = NULL;
  g_autofree char *limit = NULL;

  if (ASN1_STRING_type (number) == V_ASN1_NEG_INTEGER)
    return fail_malformed (error);
  if (ASN1_INTEGER_get_uint64 (iterations, number) == 1 && *iterations <= KS_PBE_MAX_ITERATIONS)
    return *iterations > 0 ? TRUE : fail_malformed (error);

  ks_clear_openssl_errors ();
  figure = dup_figure (number);
  limit = ks_pbe_format_number (KS_PBE_MAX_ITERATIONS);
  g_set_error (error, KS_ERROR, KS_ERROR_TOO_LARGE,
               /* Translators: both are numbers of iterations of a password-based key derivation */
               _ ("Opening this takes %s iterations of its key derivation. The limit is %s."), figure, limit);
  return FALSE;
}

/* Ciphers and digests that nobody should use any more live in a provider of their own, which not every system has. */
static gboolean
check_available (const KsPbe *pbe, const ASN1_OBJECT *object, GError **error)
{
  g_autoptr (EVP_CIPHER) cipher = EVP_CIPHER_fetch (ks_libctx (), OBJ_nid2sn (pbe->cipher_nid), NULL);
  g_autoptr (EVP_MD) digest = NULL;

  if (pbe->digest_nid != NID_undef)
    digest = EVP_MD_fetch (ks_libctx (), OBJ_nid2sn (pbe->digest_nid), NULL);
  ks_clear_openssl_errors ();
  if (cipher != NULL && (digest != NULL || pbe->digest_nid == NID_undef))
    return TRUE;

  if (ks_has_legacy_provider ())
    return fail_unsupported (object, error);

  g_set_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED,
               /* Translators: %s is the name of a cipher, for example “RC2-40-CBC” */
               _ ("This is encrypted with %s, and this system’s OpenSSL lacks its legacy provider. "
                  "Install it to open this."),
               OBJ_nid2sn (pbe->cipher_nid));
  return FALSE;
}

/**
 * ks_scrypt_parameters_clear:
 * @self: parameters
 *
 * Frees what they hold.
 */
void
ks_scrypt_parameters_clear (KsScryptParameters *self)
{
  g_clear_pointer (&self->salt, g_bytes_unref);
  g_clear_pointer (&self->iv, g_bytes_unref);
}

static GBytes *
copy_string (const ASN1_STRING *string)
{
  return g_bytes_new (ASN1_STRING_get0_data (string), ASN1_STRING_length (string));
}

static PBE2PARAM *
read_pbes2 (const X509_ALGOR *algorithm)
{
  const ASN1_OBJECT *object;
  const guint8 *data;
  long size;

  if (get_parameters (algorithm, &object, &data, &size) == NULL)
    return NULL;

  return d2i_PBE2PARAM (NULL, &data, size);
}

static gboolean
check_scrypt (const KsScryptParameters *self, GError **error)
{
  g_autofree char *figure = NULL;

  if (self->n < 2 || (self->n & (self->n - 1)) != 0 || self->r == 0 || self->p == 0)
    return fail_malformed (error);
  if (self->r <= G_MAXUINT32 / 128 && self->p <= G_MAXUINT32 &&
      self->n <= KS_PBE_MAX_SCRYPT_BYTES / (128 * self->r) &&
      self->p <= MAX_SCRYPT_WORK / (self->n * self->r))
    return TRUE;

  figure = g_strdup_printf ("N %" G_GUINT64_FORMAT ", r %" G_GUINT64_FORMAT ", p %" G_GUINT64_FORMAT, self->n,
                            self->r, self->p);
  g_set_error (error, KS_ERROR, KS_ERROR_TOO_LARGE,
               /* Translators: %s are the parameters of scrypt, a key derivation: “N 16384, r 8, p 1” */
               _ ("Opening this takes too much memory or time for its key derivation (scrypt with %s). "
                  "The limit is 128 MiB."),
               figure);
  return FALSE;
}

/**
 * ks_scrypt_parameters_read_function:
 * @function: scrypt as a key derivation
 * @self: (out): the parameters; clear them afterwards, whatever the result
 * @error: return location
 *
 * Reads the parameters of scrypt (RFC 7914 section 7.1).
 *
 * Returns: %TRUE; %FALSE with %KS_ERROR_MALFORMED or %KS_ERROR_TOO_LARGE
 */
gboolean
ks_scrypt_parameters_read_function (const X509_ALGOR *function, KsScryptParameters *self, GError **error)
{
  g_autoptr (SCRYPT_PARAMS) scrypt = NULL;
  const ASN1_OBJECT *object;
  const guint8 *data;
  long size;

  if (get_parameters (function, &object, &data, &size) == NULL)
    return fail_malformed (error);
  scrypt = d2i_SCRYPT_PARAMS (NULL, &data, size);
  if (scrypt == NULL || ASN1_INTEGER_get_uint64 (&self->n, scrypt->costParameter) != 1 ||
      ASN1_INTEGER_get_uint64 (&self->r, scrypt->blockSize) != 1 ||
      ASN1_INTEGER_get_uint64 (&self->p, scrypt->parallelizationParameter) != 1)
    return fail_malformed (error);
  self->salt = copy_string (scrypt->salt);

  return check_scrypt (self, error);
}

/**
 * ks_scrypt_parameters_read:
 * @algorithm: PBES2 with scrypt
 * @self: (out): the parameters; clear them afterwards, whatever the result
 * @error: return location
 *
 * Reads the parameters of scrypt (RFC 7914 section 7.1) and of its cipher.
 *
 * Returns: %TRUE; %FALSE with %KS_ERROR_MALFORMED or %KS_ERROR_TOO_LARGE
 */
gboolean
ks_scrypt_parameters_read (const X509_ALGOR *algorithm, KsScryptParameters *self, GError **error)
{
  g_autoptr (PBE2PARAM) pbes2 = read_pbes2 (algorithm);
  const ASN1_OBJECT *object;
  int type;
  const void *value;

  if (pbes2 == NULL)
    return fail_malformed (error);
  X509_ALGOR_get0 (&object, &type, &value, pbes2->encryption);
  self->cipher_nid = OBJ_obj2nid (object);
  if (type == V_ASN1_OCTET_STRING)
    self->iv = copy_string (value);

  return ks_scrypt_parameters_read_function (pbes2->keyfunc, self, error);
}

/* RFC 8018 appendix A.2: PBKDF2 without a PRF means HMAC-SHA-1. */
static gboolean
inspect_pbkdf2 (const X509_ALGOR *function, KsPbe *pbe, GError **error)
{
  const ASN1_OBJECT *object;
  const guint8 *data;
  long size;
  int prf = NID_hmacWithSHA1;
  g_autoptr (PBKDF2PARAM) pbkdf2 = NULL;

  if (get_parameters (function, &object, &data, &size) == NULL)
    return fail_malformed (error);
  pbkdf2 = d2i_PBKDF2PARAM (NULL, &data, size);
  if (pbkdf2 == NULL)
    return fail_malformed (error);

  if (pbkdf2->prf != NULL) {
    X509_ALGOR_get0 (&object, NULL, NULL, pbkdf2->prf);
    prf = OBJ_obj2nid (object);
  }
  if (!EVP_PBE_find (EVP_PBE_TYPE_PRF, prf, NULL, &pbe->digest_nid, NULL))
    return fail_unsupported (object, error);

  return ks_pbe_read_iterations (pbkdf2->iter, &pbe->iterations, error);
}

static gboolean
inspect_pbes2 (const X509_ALGOR *algorithm, KsPbe *pbe, GError **error)
{
  g_autoptr (PBE2PARAM) pbes2 = read_pbes2 (algorithm);
  g_auto (KsScryptParameters) scrypt = { 0 };
  const ASN1_OBJECT *object;

  if (pbes2 == NULL)
    return fail_malformed (error);
  pbe->is_pbes2 = TRUE;

  X509_ALGOR_get0 (&object, NULL, NULL, pbes2->keyfunc);
  if (OBJ_obj2nid (object) == NID_id_scrypt) {
    if (!ks_scrypt_parameters_read (algorithm, &scrypt, error))
      return FALSE;
    pbe->scrypt_n = scrypt.n;
    pbe->scrypt_r = scrypt.r;
    pbe->scrypt_p = scrypt.p;
  } else if (OBJ_obj2nid (object) != NID_id_pbkdf2) {
    return fail_unsupported (object, error);
  } else if (!inspect_pbkdf2 (pbes2->keyfunc, pbe, error)) {
    return FALSE;
  }

  X509_ALGOR_get0 (&object, NULL, NULL, pbes2->encryption);
  pbe->cipher_nid = OBJ_obj2nid (object);
  if (pbe->cipher_nid == NID_undef)
    return fail_unsupported (object, error);

  return check_available (pbe, object, error);
}

/**
 * ks_pbe_inspect:
 * @algorithm: the algorithm with its parameters
 * @pbe: (out): what they say
 * @error: return location
 *
 * Reads the parameters of a password-based encryption before anything is derived, so that a file cannot make the program
 * work for hours.
 *
 * Returns: %TRUE when it can be decrypted with the right password; %FALSE with %KS_ERROR_MALFORMED, %KS_ERROR_UNSUPPORTED
 *   or %KS_ERROR_TOO_LARGE
 */
gboolean
ks_pbe_inspect (const X509_ALGOR *algorithm, KsPbe *pbe, GError **error)
{
  const ASN1_OBJECT *object;
  const guint8 *data;
  long size;
  int nid;
  g_autoptr (PBEPARAM) pbes1 = NULL;

  memset (pbe, 0, sizeof *pbe);
  X509_ALGOR_get0 (&object, NULL, NULL, algorithm);
  nid = OBJ_obj2nid (object);
  if (nid == NID_pbes2)
    return inspect_pbes2 (algorithm, pbe, error);

  if (nid == NID_undef || !EVP_PBE_find (EVP_PBE_TYPE_OUTER, nid, &pbe->cipher_nid, &pbe->digest_nid, NULL))
    return fail_unsupported (object, error);
  if (get_parameters (algorithm, &object, &data, &size) == NULL)
    return fail_malformed (error);
  pbes1 = d2i_PBEPARAM (NULL, &data, size);
  if (pbes1 == NULL)
    return fail_malformed (error);

  return ks_pbe_read_iterations (pbes1->iter, &pbe->iterations, error) &&
         check_available (pbe, object, error);
}

static const char *
digest_name (int nid)
{
  static const struct {
    int nid;
    const char *name;
  } names[] = {
    { NID_md2, "MD2" },           { NID_md5, "MD5" },           { NID_sha1, "SHA-1" },
    { NID_sha224, "SHA-224" },    { NID_sha256, "SHA-256" },    { NID_sha384, "SHA-384" },
    { NID_sha512, "SHA-512" },    { NID_sha3_224, "SHA3-224" }, { NID_sha3_256, "SHA3-256" },
    { NID_sha3_384, "SHA3-384" }, { NID_sha3_512, "SHA3-512" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    if (names[i].nid == nid)
      return names[i].name;
  }

  return OBJ_nid2sn (nid);
}

/* As the others are called; OpenSSL’s short names of these are those of their identifiers. */
static const char *
cipher_name (int nid)
{
  static const struct {
    int nid;
    const char *name;
  } names[] = {
    { NID_aes_128_ccm, "AES-128-CCM" },
    { NID_aes_192_ccm, "AES-192-CCM" },
    { NID_aes_256_ccm, "AES-256-CCM" },
    { NID_id_aes128_wrap_pad, "AES-128-WRAP-PAD" },
    { NID_id_aes192_wrap_pad, "AES-192-WRAP-PAD" },
    { NID_id_aes256_wrap_pad, "AES-256-WRAP-PAD" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i].nid == nid)
      return names[i].name;

  return OBJ_nid2sn (nid);
}

static char *
describe_derivation (const KsPbe *pbe)
{
  g_autofree char *number = NULL;

  if (pbe->scrypt_n > 0)
    return g_strdup_printf ("scrypt, N %" G_GUINT64_FORMAT ", r %" G_GUINT64_FORMAT ", p %" G_GUINT64_FORMAT,
                            pbe->scrypt_n, pbe->scrypt_r, pbe->scrypt_p);

  number = ks_pbe_format_number (pbe->iterations);
  if (pbe->is_pbes2)
    /* Translators: how a key is derived from a password: the digest of PBKDF2, and a number with separators */
    return g_strdup_printf (_ ("PBKDF2 HMAC-%s, %s iterations"), digest_name (pbe->digest_nid), number);

  /* Translators: how a key is derived from a password: a digest, and a number with separators */
  return g_strdup_printf (_ ("%s, %s iterations"), digest_name (pbe->digest_nid), number);
}

/**
 * ks_pbe_describe:
 * @algorithm: the algorithm with its parameters
 *
 * Returns: (transfer full): how something is protected, for people
 */
char *
ks_pbe_describe (const X509_ALGOR *algorithm)
{
  g_autofree char *derivation = NULL;
  g_autoptr (GError) error = NULL;
  const ASN1_OBJECT *object;
  KsPbe pbe;

  if (!ks_pbe_inspect (algorithm, &pbe, &error)) {
    X509_ALGOR_get0 (&object, NULL, NULL, algorithm);
    return dup_name (object);
  }

  derivation = describe_derivation (&pbe);
  return g_strdup_printf ("%s, %s, %s", pbe.is_pbes2 ? "PBES2" : "PBE", cipher_name (pbe.cipher_nid),
                          derivation);
}
