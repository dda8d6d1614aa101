/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/pkcs12.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <string.h>

#include "ks-der.h"
#include "ks-error.h"
#include "ks-init.h"
#include "ks-key-java.h"
#include "ks-key-pbe-private.h"
#include "ks-key-protection.h"
#include "ks-password-form.h"

#define PBE_ITERATIONS 10000

G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_SIG, X509_SIG_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_ALGOR, X509_ALGOR_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ASN1_OBJECT, ASN1_OBJECT_free)

/* One way to protect a key, known by the object identifier in the file. */
typedef struct {
  const char *oid;
  KsSecret *(*open) (const X509_ALGOR *algorithm,
                     const guint8 *data,
                     gsize size,
                     KsSecret *password,
                     GError **error);
  char *(*describe) (const X509_ALGOR *algorithm);
} Protection;

/* One way to protect a key anew. */
typedef struct {
  KsKeyScheme scheme;
  guint iterations; /* when nobody says how many */
  GBytes *(*seal) (KsSecret *plain,
                   KsSecret *password,
                   guint iterations,
                   X509_ALGOR *algorithm,
                   GError **error);
} Sealing;

static KsSecret *
fail_password (GError **error)
{
  g_set_error_literal (error, KS_ERROR, KS_ERROR_WRONG_PASSWORD, _ ("The password is not right."));
  return NULL;
}

static gpointer
fail_encrypting (GError **error)
{
  ks_clear_openssl_errors ();
  g_set_error_literal (error, KS_ERROR, KS_ERROR_FAILED, _ ("The key could not be encrypted."));
  return NULL;
}

static KsSecret *
open_jks (const X509_ALGOR *algorithm, const guint8 *data, gsize size, KsSecret *password, GError **error)
{
  g_autoptr (KsSecret) plain = ks_java_jks_open (data, size, password);

  return plain != NULL ? g_steal_pointer (&plain) : fail_password (error);
}

static char *
describe_jks (const X509_ALGOR *algorithm)
{
  return g_strdup (_ ("JKS (proprietary, SHA-1 based)"));
}

static GBytes *
seal_jks (KsSecret *plain, KsSecret *password, guint iterations, X509_ALGOR *algorithm, GError **error)
{
  GBytes *sealed = ks_java_jks_seal (plain, password);

  if (sealed == NULL || !X509_ALGOR_set0 (algorithm, OBJ_txt2obj (KS_KEY_OID_JKS, 1), V_ASN1_NULL, NULL)) {
    g_clear_pointer (&sealed, g_bytes_unref);
    return fail_encrypting (error);
  }

  return sealed;
}

/* The parameters as they stand in the file; an empty element when they are none. */
static const guint8 *
get_jceks_parameters (const X509_ALGOR *algorithm, gsize *size)
{
  int type;
  const void *value;

  *size = 0;
  X509_ALGOR_get0 (NULL, &type, &value, algorithm);
  if (type != V_ASN1_SEQUENCE)
    return (const guint8 *) "";

  *size = ASN1_STRING_length (value);
  return ASN1_STRING_get0_data (value);
}

static KsSecret *
open_jceks (const X509_ALGOR *algorithm, const guint8 *data, gsize size, KsSecret *password, GError **error)
{
  gsize der_size;
  const guint8 *der = get_jceks_parameters (algorithm, &der_size);

  return ks_java_jceks_open (der, der_size, data, size, password, error);
}

static char *
describe_jceks (const X509_ALGOR *algorithm)
{
  gsize der_size;
  const guint8 *der = get_jceks_parameters (algorithm, &der_size);

  return ks_java_jceks_describe (der, der_size);
}

static GBytes *
seal_jceks (KsSecret *plain, KsSecret *password, guint iterations, X509_ALGOR *algorithm, GError **error)
{
  g_autoptr (GBytes) der = NULL;
  g_autoptr (GBytes) sealed = ks_java_jceks_seal (plain, password, iterations, &der, error);
  ASN1_STRING *packed;

  if (sealed == NULL)
    return NULL;
  packed = ASN1_STRING_new ();
  if (packed == NULL ||
      !ASN1_STRING_set (packed, g_bytes_get_data (der, NULL), (int) g_bytes_get_size (der)) ||
      !X509_ALGOR_set0 (algorithm, OBJ_txt2obj (KS_KEY_OID_JCEKS, 1), V_ASN1_SEQUENCE, packed)) {
    ASN1_STRING_free (packed);
    return fail_encrypting (error);
  }

  return g_steal_pointer (&sealed);
}

/* Moves what @made says into @algorithm and encrypts with it. */
static GBytes *
seal_by (X509_ALGOR *made, KsSecret *plain, KsSecret *password, X509_ALGOR *algorithm, GError **error)
{
  g_autoptr (X509_ALGOR) owned = made;

  if (owned == NULL || !X509_ALGOR_copy (algorithm, owned))
    return fail_encrypting (error);

  return ks_pbe_encrypt (algorithm, plain, password, error);
}

static GBytes *
seal_pbes2 (KsSecret *plain, KsSecret *password, guint iterations, X509_ALGOR *algorithm, GError **error)
{
  g_autoptr (EVP_CIPHER) cipher = EVP_CIPHER_fetch (ks_libctx (), "AES-256-CBC", NULL);

  return seal_by (PKCS5_pbe2_set_iv_ex (cipher, (int) iterations, NULL, 0, NULL, NID_hmacWithSHA256,
                                        ks_libctx ()),
                  plain, password, algorithm, error);
}

static GBytes *
seal_triple_des (KsSecret *plain, KsSecret *password, guint iterations, X509_ALGOR *algorithm, GError **error)
{
  return seal_by (PKCS5_pbe_set_ex (NID_pbe_WithSHA1And3_Key_TripleDES_CBC, (int) iterations, NULL, 0,
                                    ks_libctx ()),
                  plain, password, algorithm, error);
}

static const Protection protections[] = {
  { KS_KEY_OID_JKS, open_jks, describe_jks },
  { KS_KEY_OID_JCEKS, open_jceks, describe_jceks },
  { NULL, ks_pbe_decrypt, ks_pbe_describe }, /* whatever OpenSSL knows */
};

static const Sealing sealings[] = {
  { KS_KEY_SCHEME_JKS, 0, seal_jks },
  { KS_KEY_SCHEME_JCEKS, KS_JCEKS_ITERATIONS, seal_jceks },
  { KS_KEY_SCHEME_PBES2_AES256, PBE_ITERATIONS, seal_pbes2 },
  { KS_KEY_SCHEME_PBE_SHA1_3DES, PBE_ITERATIONS, seal_triple_des },
};

static const Protection *
find_protection (const X509_ALGOR *algorithm)
{
  const ASN1_OBJECT *object;
  const Protection *protection = protections;
  char oid[128];

  X509_ALGOR_get0 (&object, NULL, NULL, algorithm);
  OBJ_obj2txt (oid, sizeof oid, object, 1);
  while (protection->oid != NULL && strcmp (protection->oid, oid) != 0)
    protection++;

  return protection;
}

static X509_SIG *
read_envelope (GBytes *encrypted)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (encrypted, &size);
  X509_SIG *envelope = size <= G_MAXLONG ? d2i_X509_SIG (NULL, &data, (long) size) : NULL;

  ks_clear_openssl_errors ();
  return envelope;
}

/**
 * ks_pkcs8_measure:
 * @data: bytes
 * @size: size of @data
 * @algorithm: (out) (optional) (transfer full): dotted decimal of the key's algorithm
 *
 * Sees whether bytes begin with a PrivateKeyInfo (RFC 5958 section 2). Padding behind it does not matter.
 *
 * Returns: its size in bytes; 0 when there is none
 */
gsize
ks_pkcs8_measure (const guint8 *data, gsize size, char **algorithm)
{
  KsDer outer, element, oid;
  KsDerCursor cursor, inner;

  if (!ks_der_parse (data, size, &outer) || outer.tag != KS_DER_SEQUENCE)
    return 0;

  ks_der_cursor_init (&cursor, &outer);
  if (!ks_der_cursor_take (&cursor, KS_DER_INTEGER, &element) || element.size != 1 ||
      element.content[0] > 1 || !ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &element))
    return 0;
  ks_der_cursor_init (&inner, &element);
  if (!ks_der_cursor_take (&inner, KS_DER_OID, &oid) ||
      !ks_der_cursor_take (&cursor, KS_DER_OCTET_STRING, &element))
    return 0;

  if (algorithm != NULL)
    *algorithm = ks_der_dup_oid (&oid);
  return outer.full_size;
}

static KsSecret *
open_envelope (X509_SIG *envelope, KsSecret *password, GError **error)
{
  g_autoptr (KsSecret) plain = NULL;
  const X509_ALGOR *algorithm;
  const ASN1_OCTET_STRING *content;
  const guint8 *data;
  gsize size, measured;

  X509_SIG_get0 (envelope, &algorithm, &content);
  plain = find_protection (algorithm)->open (algorithm, ASN1_STRING_get0_data (content),
                                             ASN1_STRING_length (content), password, error);
  if (plain == NULL)
    return NULL;

  data = ks_secret_get_data (plain, &size);
  measured = ks_pkcs8_measure (data, size, NULL);
  if (measured == 0)
    return fail_password (error);
  if (measured < size)
    return ks_secret_new (data, measured);

  return g_steal_pointer (&plain);
}

/* The form of the password that old programs used with this algorithm, where that is another one. */
static gboolean
is_worth_trying (X509_SIG *envelope, const KsPasswordForm *form)
{
  const X509_ALGOR *algorithm;
  const ASN1_OBJECT *object;

  X509_SIG_get0 (envelope, &algorithm, NULL);
  X509_ALGOR_get0 (&object, NULL, NULL, algorithm);
  if (find_protection (algorithm)->open != ks_pbe_decrypt)
    return FALSE;

  return form->encoding == (OBJ_obj2nid (object) == NID_pbes2 ? KS_PASSWORD_WIDE : KS_PASSWORD_LATIN1);
}

/**
 * ks_key_protection_open:
 * @encrypted: an EncryptedPrivateKeyInfo, DER
 * @password: the password, UTF-8
 * @error: return location
 *
 * Opens a private key, whatever protects it. A password that does not fit is also tried in the form that old versions of NSS
 * and OpenSSL gave it.
 *
 * Returns: (transfer full): the plain PKCS #8; %NULL with %KS_ERROR_WRONG_PASSWORD, %KS_ERROR_MALFORMED,
 *   %KS_ERROR_UNSUPPORTED or %KS_ERROR_TOO_LARGE
 */
KsSecret *
ks_key_protection_open (GBytes *encrypted, KsSecret *password, GError **error)
{
  g_autoptr (X509_SIG) envelope = read_envelope (encrypted);
  g_autoptr (GPtrArray) forms = NULL;
  g_autoptr (GError) reason = NULL;
  KsSecret *plain;

  if (envelope == NULL) {
    g_set_error_literal (error, KS_ERROR, KS_ERROR_MALFORMED, _ ("The encrypted key is damaged."));
    return NULL;
  }

  plain = open_envelope (envelope, password, &reason);
  if (g_error_matches (reason, KS_ERROR, KS_ERROR_WRONG_PASSWORD) && password != NULL)
    forms = ks_password_list_forms (password);
  for (guint i = 1; plain == NULL && forms != NULL && i < forms->len; i++) {
    const KsPasswordForm *form = forms->pdata[i];

    if (is_worth_trying (envelope, form))
      plain = open_envelope (envelope, form->bytes, NULL);
  }
  if (plain == NULL)
    g_propagate_error (error, g_steal_pointer (&reason));

  return plain;
}

static const Sealing *
find_sealing (KsKeyScheme scheme)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sealings); i++) {
    if (sealings[i].scheme == scheme)
      return &sealings[i];
  }

  return NULL;
}

/**
 * ks_key_protection_seal:
 * @pkcs8: a plain key
 * @password: the password, UTF-8
 * @scheme: how to protect it; not %KS_KEY_SCHEME_NONE
 * @iterations: of the key derivation; 0 for the scheme's default
 * @error: return location
 *
 * Protects a private key.
 *
 * Returns: (transfer full): an EncryptedPrivateKeyInfo, DER; %NULL with %KS_ERROR_UNSUPPORTED or %KS_ERROR_FAILED
 */
GBytes *
ks_key_protection_seal (KsSecret *pkcs8,
                        KsSecret *password,
                        KsKeyScheme scheme,
                        guint iterations,
                        GError **error)
{
  const Sealing *sealing = find_sealing (scheme);
  g_autoptr (X509_SIG) envelope = X509_SIG_new ();
  g_autoptr (GBytes) sealed = NULL;
  X509_ALGOR *algorithm;
  ASN1_OCTET_STRING *content;
  guint8 *der = NULL;
  int length;
  GBytes *bytes;

  g_return_val_if_fail (sealing != NULL, NULL);
  if (envelope == NULL)
    return fail_encrypting (error);

  X509_SIG_getm (envelope, &algorithm, &content);
  sealed =
    sealing->seal (pkcs8, password, iterations > 0 ? iterations : sealing->iterations, algorithm, error);
  if (sealed == NULL)
    return NULL;

  if (!ASN1_OCTET_STRING_set (content, g_bytes_get_data (sealed, NULL), (int) g_bytes_get_size (sealed)))
    return fail_encrypting (error);
  length = i2d_X509_SIG (envelope, &der);
  if (length <= 0)
    return fail_encrypting (error);

  bytes = g_bytes_new (der, length);
  OPENSSL_free (der);
  return bytes;
}

/**
 * ks_key_protection_describe:
 * @encrypted: an EncryptedPrivateKeyInfo, DER
 *
 * Returns: (transfer full): how it is protected, for people
 */
char *
ks_key_protection_describe (GBytes *encrypted)
{
  g_autoptr (X509_SIG) envelope = read_envelope (encrypted);
  const X509_ALGOR *algorithm;

  if (envelope == NULL)
    return g_strdup (_ ("Damaged"));

  X509_SIG_get0 (envelope, &algorithm, NULL);
  return find_protection (algorithm)->describe (algorithm);
}

/**
 * ks_key_protection_dup_oid:
 * @encrypted: an EncryptedPrivateKeyInfo, DER
 *
 * Returns: (transfer full) (nullable): dotted decimal of the algorithm that protects it
 */
char *
ks_key_protection_dup_oid (GBytes *encrypted)
{
  g_autoptr (X509_SIG) envelope = read_envelope (encrypted);
  const X509_ALGOR *algorithm;
  const ASN1_OBJECT *object;
  char oid[128];

  if (envelope == NULL)
    return NULL;

  X509_SIG_get0 (envelope, &algorithm, NULL);
  X509_ALGOR_get0 (&object, NULL, NULL, algorithm);
  OBJ_obj2txt (oid, sizeof oid, object, 1);

  return g_strdup (oid);
}

/**
 * ks_key_protection_count_jceks_iterations:
 * @encrypted: an EncryptedPrivateKeyInfo, DER
 *
 * Returns: how often a password is digested to open it; 0 when JCEKS does not protect it
 */
guint64
ks_key_protection_count_jceks_iterations (GBytes *encrypted)
{
  g_autoptr (X509_SIG) envelope = read_envelope (encrypted);
  const X509_ALGOR *algorithm;
  guint8 salt[KS_JCEKS_SALT_SIZE];
  const guint8 *der;
  gsize size;
  guint64 iterations;

  if (envelope == NULL)
    return 0;

  X509_SIG_get0 (envelope, &algorithm, NULL);
  der = get_jceks_parameters (algorithm, &size);
  return find_protection (algorithm)->open == open_jceks &&
             ks_java_jceks_read_parameters (der, size, salt, &iterations, NULL)
           ? iterations
           : 0;
}
