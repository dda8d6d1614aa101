/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <string.h>

#include "ks-bcfks-crypt.h"
#include "ks-error.h"
#include "ks-init.h"
#include "ks-key-bcfks.h"
#include "ks-key-bks.h"
#include "ks-key-openssh.h"
#include "ks-key-pem.h"
#include "ks-key-protection.h"
#include "ks-key-pvk.h"
#include "ks-key-sealed.h"
#include "ks-key-secret.h"
#include "ks-key.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIGNUM, BN_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY, EVP_PKEY_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free)

struct _KsKey {
  GObject parent_instance;

  KsKeyKind kind;
  KsKeyForm form;
  GBytes *bytes;   /* of a protected form */
  KsSecret *plain; /* of KS_KEY_FORM_PLAIN */
  char *algorithm; /* or NULL: not known before it is unlocked */
  guint bits;      /* of a secret key; 0 = not known */
};

G_DEFINE_FINAL_TYPE (KsKey, ks_key, G_TYPE_OBJECT)

static void
ks_key_finalize (GObject *object)
{
  KsKey *self = KS_KEY (object);

  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->plain, ks_secret_unref);
  g_clear_pointer (&self->algorithm, g_free);

  G_OBJECT_CLASS (ks_key_parent_class)->finalize (object);
}

static void
ks_key_class_init (KsKeyClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = ks_key_finalize;
}

static void
ks_key_init (KsKey *self)
{
}

/* Names as people use them, RFC numbers in the order of the table: 8017, 8017, 5480, 3279, 8410 (four), 3279, 8410. */
static const char *
name_algorithm (const char *oid)
{
  static const struct {
    const char *oid;
    const char *name;
  } names[] = {
    { "1.2.840.113549.1.1.1", "RSA" }, { "1.2.840.113549.1.1.10", "RSA-PSS" },
    { "1.2.840.10045.2.1", "EC" },     { "1.2.840.10040.4.1", "DSA" },
    { "1.3.101.110", "X25519" },       { "1.3.101.111", "X448" },
    { "1.3.101.112", "Ed25519" },      { "1.3.101.113", "Ed448" },
    { "1.2.840.113549.1.3.1", "DH" },  { "1.2.840.10046.2.1", "DH" },
  };
  ASN1_OBJECT *object;
  const char *name;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    if (strcmp (names[i].oid, oid) == 0)
      return names[i].name;
  }

  object = OBJ_txt2obj (oid, 1);
  name = object != NULL && OBJ_obj2nid (object) != NID_undef ? OBJ_nid2ln (OBJ_obj2nid (object)) : oid;
  ASN1_OBJECT_free (object);
  ks_clear_openssl_errors ();

  return name;
}

/**
 * ks_key_new_protected:
 * @kind: private, secret or public
 * @form: what @bytes are; not %KS_KEY_FORM_PLAIN
 * @bytes: the protected key, as the file has it
 * @algorithm: (nullable): its algorithm, where the file says it outside of the protection
 *
 * Returns: (transfer full): a key that needs its password
 */
KsKey *
ks_key_new_protected (KsKeyKind kind, KsKeyForm form, GBytes *bytes, const char *algorithm)
{
  KsKey *self;

  g_return_val_if_fail (form != KS_KEY_FORM_PLAIN, NULL);

  self = g_object_new (KS_TYPE_KEY, NULL);
  self->kind = kind;
  self->form = form;
  self->bytes = g_bytes_ref (bytes);
  self->algorithm = g_strdup (algorithm);

  return self;
}

/* What a plain secret key says of itself. */
static void
note_secret (KsKey *self)
{
  g_autofree char *algorithm = NULL;
  g_autoptr (KsSecret) raw = ks_secret_key_unwrap (self->plain, &algorithm, NULL);

  if (raw == NULL)
    return;
  self->bits = ks_secret_key_count_bits (algorithm, ks_secret_get_size (raw));
  if (self->algorithm == NULL)
    self->algorithm = g_steal_pointer (&algorithm);
}

/**
 * ks_key_new_plain:
 * @kind: private, secret or public
 * @bytes: PKCS #8 of a private key, SubjectPublicKeyInfo of a public one, a secret one as ks_secret_key_wrap() has it
 * @algorithm: (nullable): its algorithm; private and secret keys say it themselves
 *
 * Returns: (transfer full): a key that needs no password
 */
KsKey *
ks_key_new_plain (KsKeyKind kind, KsSecret *bytes, const char *algorithm)
{
  KsKey *self = g_object_new (KS_TYPE_KEY, NULL);
  g_autofree char *oid = NULL;
  gsize size;
  const guint8 *data = ks_secret_get_data (bytes, &size);

  self->kind = kind;
  self->form = KS_KEY_FORM_PLAIN;
  self->plain = ks_secret_ref (bytes);
  if (algorithm == NULL && kind == KS_KEY_PRIVATE && ks_pkcs8_measure (data, size, &oid) > 0 && oid != NULL)
    algorithm = name_algorithm (oid);
  self->algorithm = g_strdup (algorithm);
  if (kind == KS_KEY_SECRET)
    note_secret (self);

  return self;
}

/**
 * ks_key_get_kind:
 * @self: a key
 *
 * Returns: whether it is private, secret or public
 */
KsKeyKind
ks_key_get_kind (KsKey *self)
{
  return self->kind;
}

/**
 * ks_key_get_form:
 * @self: a key
 *
 * Returns: how its bytes are kept
 */
KsKeyForm
ks_key_get_form (KsKey *self)
{
  return self->form;
}

/**
 * ks_key_is_protected:
 * @self: a key
 *
 * Returns: whether a password is needed to see it
 */
gboolean
ks_key_is_protected (KsKey *self)
{
  return self->form != KS_KEY_FORM_PLAIN;
}

/**
 * ks_key_get_bytes:
 * @self: a key
 *
 * Returns: (transfer none) (nullable): its protected form; %NULL for a plain key
 */
GBytes *
ks_key_get_bytes (KsKey *self)
{
  return self->bytes;
}

/**
 * ks_key_get_plain:
 * @self: a key
 *
 * Returns: (transfer none) (nullable): its plain form; %NULL for a protected key
 */
KsSecret *
ks_key_get_plain (KsKey *self)
{
  return self->plain;
}

/**
 * ks_key_get_algorithm:
 * @self: a key
 *
 * Returns: (transfer none) (nullable): “RSA”, “AES” and the like; %NULL while a protected key does not say it
 */
const char *
ks_key_get_algorithm (KsKey *self)
{
  return self->algorithm;
}

/**
 * ks_key_get_bits:
 * @self: a key
 *
 * Returns: the size of a secret key in bits; 0 for other keys, and while a protected one does not say it
 */
guint
ks_key_get_bits (KsKey *self)
{
  return self->bits;
}

/**
 * ks_key_with_description:
 * @self: a secret key
 * @algorithm: (nullable): its algorithm
 * @bits: its size in bits; 0 when it is not known
 *
 * Returns: (transfer full): the same key, of which this is known although it is protected
 */
KsKey *
ks_key_with_description (KsKey *self, const char *algorithm, guint bits)
{
  KsKey *copy = g_object_new (KS_TYPE_KEY, NULL);

  copy->kind = self->kind;
  copy->form = self->form;
  copy->bytes = self->bytes != NULL ? g_bytes_ref (self->bytes) : NULL;
  copy->plain = self->plain != NULL ? ks_secret_ref (self->plain) : NULL;
  copy->algorithm = g_strdup (algorithm);
  copy->bits = bits;

  return copy;
}

/**
 * ks_key_dup_protection_text:
 * @self: a key
 *
 * Returns: (transfer full): how it is protected, for people
 */
char *
ks_key_dup_protection_text (KsKey *self)
{
  switch (self->form) {
  case KS_KEY_FORM_PLAIN:
    return g_strdup (_ ("Not protected"));
  case KS_KEY_FORM_ENCRYPTED_PKCS8:
    return ks_key_protection_describe (self->bytes);
  case KS_KEY_FORM_ENCRYPTED_PEM:
    return ks_key_pem_describe (self->bytes);
  case KS_KEY_FORM_ENCRYPTED_OPENSSH:
    return ks_key_openssh_describe (self->bytes);
  case KS_KEY_FORM_ENCRYPTED_PVK:
    return ks_key_pvk_describe (self->bytes);
  case KS_KEY_FORM_SEALED_OBJECT:
    return ks_key_sealed_describe (self->bytes);
  case KS_KEY_FORM_SEALED_BKS:
    return ks_key_bks_describe (self->bytes);
  case KS_KEY_FORM_SEALED_BCFKS:
    return ks_bcfks_describe (self->bytes);
  case KS_KEY_FORM_OPAQUE:
    return g_strdup (_ ("Protected in a way of its own"));
  default:
    g_return_val_if_reached (NULL);
  }
}

static KsSecret *
open_protected (KsKey *self, KsSecret *password, GError **error)
{
  switch (self->form) {
  case KS_KEY_FORM_ENCRYPTED_PKCS8:
    return ks_key_protection_open (self->bytes, password, error);
  case KS_KEY_FORM_ENCRYPTED_PEM:
    return ks_key_pem_open (self->bytes, password, error);
  case KS_KEY_FORM_ENCRYPTED_OPENSSH:
    return ks_key_openssh_open (self->bytes, password, NULL, error);
  case KS_KEY_FORM_ENCRYPTED_PVK:
    return ks_key_pvk_open (self->bytes, password, error);
  case KS_KEY_FORM_SEALED_OBJECT:
    return ks_key_sealed_open (self->bytes, password, error);
  case KS_KEY_FORM_SEALED_BKS:
    return ks_key_bks_open (self->bytes, password, NULL, error);
  case KS_KEY_FORM_SEALED_BCFKS:
    return ks_key_bcfks_open (self->bytes, self->kind, password, error);
  case KS_KEY_FORM_PLAIN:
  case KS_KEY_FORM_OPAQUE:
  default:
    g_set_error_literal (error, KS_ERROR, KS_ERROR_UNSUPPORTED,
                         _ ("The way in which this key is protected is not supported. "
                            "The key is kept as it is."));
    return NULL;
  }
}

/**
 * ks_key_unlock:
 * @self: a key
 * @password: (nullable): its password; %NULL for a plain key
 * @error: return location
 *
 * Takes the protection off. This derives a key from the password, which may take seconds.
 *
 * Returns: (transfer full): PKCS #8 of a private key, a secret one as ks_secret_key_unwrap() takes it; %NULL with
 *   %KS_ERROR_PASSWORD_NEEDED, %KS_ERROR_WRONG_PASSWORD, %KS_ERROR_UNSUPPORTED, %KS_ERROR_MALFORMED or
 *   %KS_ERROR_TOO_LARGE
 */
KsSecret *
ks_key_unlock (KsKey *self, KsSecret *password, GError **error)
{
  if (self->form == KS_KEY_FORM_PLAIN)
    return ks_secret_ref (self->plain);

  if (password == NULL) {
    g_set_error_literal (error, KS_ERROR, KS_ERROR_PASSWORD_NEEDED, _ ("The key needs its password."));
    return NULL;
  }

  return open_protected (self, password, error);
}

/**
 * ks_key_protect:
 * @pkcs8: a plain private key
 * @password: the password that it gets
 * @scheme: how to protect it
 * @iterations: of the key derivation; 0 for the scheme's default
 * @error: return location
 *
 * Protects a private key anew.
 *
 * Returns: (transfer full): the key; %NULL with %KS_ERROR_MALFORMED, %KS_ERROR_UNSUPPORTED or %KS_ERROR_FAILED
 */
KsKey *
ks_key_protect (KsSecret *pkcs8, KsSecret *password, KsKeyScheme scheme, guint iterations, GError **error)
{
  g_autoptr (GBytes) sealed = NULL;
  g_autofree char *oid = NULL;
  gsize size;
  const guint8 *data = ks_secret_get_data (pkcs8, &size);

  if (ks_pkcs8_measure (data, size, &oid) == 0) {
    g_set_error_literal (error, KS_ERROR, KS_ERROR_MALFORMED, _ ("The private key is damaged."));
    return NULL;
  }
  if (scheme == KS_KEY_SCHEME_NONE)
    return ks_key_new_plain (KS_KEY_PRIVATE, pkcs8, NULL);

  sealed = ks_key_protection_seal (pkcs8, password, scheme, iterations, error);
  if (sealed == NULL)
    return NULL;

  return ks_key_new_protected (KS_KEY_PRIVATE, KS_KEY_FORM_ENCRYPTED_PKCS8, sealed,
                               oid != NULL ? name_algorithm (oid) : NULL);
}

static GBytes *
seal_bytes (KsKeyKind kind,
            KsKeyForm form,
            KsSecret *plain,
            KsSecret *password,
            guint iterations,
            GError **error)
{
  if (form == KS_KEY_FORM_SEALED_OBJECT)
    return ks_key_sealed_seal (plain, password, iterations, error);
  if (form == KS_KEY_FORM_SEALED_BCFKS)
    return ks_key_bcfks_seal (kind, plain, password, iterations, error);

  return ks_key_bks_seal (kind, plain, password, iterations, error);
}

/* In a form that only one format has. */
static KsKey *
seal (KsKeyKind kind, KsKeyForm form, KsSecret *plain, KsSecret *password, guint iterations, GError **error)
{
  g_autoptr (GBytes) sealed = seal_bytes (kind, form, plain, password, iterations, error);
  g_autoptr (KsKey) opened = NULL;
  g_autoptr (KsKey) key = NULL;

  if (sealed == NULL)
    return NULL;

  opened = ks_key_new_plain (kind, plain, NULL);
  key = ks_key_new_protected (kind, form, sealed, NULL);
  return ks_key_with_description (key, opened->algorithm, opened->bits);
}

/**
 * ks_key_protect_kind:
 * @kind: what the key is
 * @plain: a plain key
 * @password: the password that it gets
 * @scheme: how to protect it
 * @iterations: of the key derivation; 0 for the scheme's default
 * @error: return location
 *
 * Protects a key of any kind anew, in the form that a format of this scheme has for it.
 *
 * Returns: (transfer full): the key; %NULL with %KS_ERROR_MALFORMED, %KS_ERROR_UNSUPPORTED or %KS_ERROR_FAILED
 */
KsKey *
ks_key_protect_kind (KsKeyKind kind,
                     KsSecret *plain,
                     KsSecret *password,
                     KsKeyScheme scheme,
                     guint iterations,
                     GError **error)
{
  g_autoptr (KsKey) protected = NULL;
  g_autoptr (KsKey) opened = NULL;
  g_autoptr (KsKey) key = NULL;

  if (scheme == KS_KEY_SCHEME_BKS)
    return seal (kind, KS_KEY_FORM_SEALED_BKS, plain, password, iterations, error);
  if (scheme == KS_KEY_SCHEME_BCFKS)
    return seal (kind, KS_KEY_FORM_SEALED_BCFKS, plain, password, iterations, error);
  if (scheme == KS_KEY_SCHEME_JCEKS && kind == KS_KEY_SECRET)
    return seal (kind, KS_KEY_FORM_SEALED_OBJECT, plain, password, iterations, error);

  protected = ks_key_protect (plain, password, scheme, iterations, error);
  if (protected == NULL || kind == KS_KEY_PRIVATE)
    return g_steal_pointer (&protected);

  opened = ks_key_new_plain (kind, plain, NULL);
  if (scheme == KS_KEY_SCHEME_NONE)
    return g_steal_pointer (&opened);
  key = ks_key_new_protected (kind, protected->form, protected->bytes, NULL);
  return ks_key_with_description (key, opened->algorithm, opened->bits);
}

/**
 * ks_key_reprotect:
 * @self: a private key
 * @old_password: (nullable): the password that it has; %NULL for a plain key
 * @new_password: the password that it gets
 * @scheme: how to protect it
 * @iterations: of the key derivation; 0 for the scheme's default
 * @error: return location
 *
 * The same key under another password or scheme.
 *
 * Returns: (transfer full): the key; %NULL with an error of [method@Key.unlock] or [func@Key.protect]
 */
KsKey *
ks_key_reprotect (KsKey *self,
                  KsSecret *old_password,
                  KsSecret *new_password,
                  KsKeyScheme scheme,
                  guint iterations,
                  GError **error)
{
  g_autoptr (KsSecret) pkcs8 = ks_key_unlock (self, old_password, error);

  if (pkcs8 == NULL)
    return NULL;

  return ks_key_protect (pkcs8, new_password, scheme, iterations, error);
}

static EVP_PKEY *
read_private (KsSecret *pkcs8)
{
  gsize size;
  const guint8 *data = ks_secret_get_data (pkcs8, &size);
  g_autoptr (PKCS8_PRIV_KEY_INFO) info = NULL;

  if (size > G_MAXLONG)
    return NULL;
  info = d2i_PKCS8_PRIV_KEY_INFO (NULL, &data, (long) size);

  return info != NULL ? EVP_PKCS82PKEY_ex (info, ks_libctx (), NULL) : NULL;
}

static EVP_PKEY *
read_public (GBytes *spki)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (spki, &size);

  return size <= G_MAXLONG ? d2i_PUBKEY_ex (NULL, &data, (long) size, ks_libctx (), NULL) : NULL;
}

static gboolean
same_number (EVP_PKEY *a, EVP_PKEY *b, const char *name)
{
  BIGNUM *left = NULL, *right = NULL;
  g_autoptr (BIGNUM) owned_left = NULL;
  g_autoptr (BIGNUM) owned_right = NULL;

  if (!EVP_PKEY_get_bn_param (a, name, &left))
    return FALSE;
  owned_left = left;
  if (!EVP_PKEY_get_bn_param (b, name, &right))
    return FALSE;
  owned_right = right;

  return BN_cmp (left, right) == 0;
}

/* An RSA key and its RSA-PSS certificate are two types to OpenSSL, and one pair of keys. */
static gboolean
same_public_half (EVP_PKEY *private_key, EVP_PKEY *public_key)
{
  if (EVP_PKEY_eq (public_key, private_key) == 1)
    return TRUE;

  return same_number (private_key, public_key, OSSL_PKEY_PARAM_RSA_N) &&
         same_number (private_key, public_key, OSSL_PKEY_PARAM_RSA_E);
}

/**
 * ks_key_matches_spki:
 * @pkcs8: a plain private key
 * @spki: DER of a SubjectPublicKeyInfo
 * @error: return location
 *
 * Sees whether a private key belongs to a certificate.
 *
 * Returns: %TRUE when it does; %FALSE with %KS_ERROR_KEY_MISMATCH when it does not, %KS_ERROR_UNSUPPORTED when that
 *   cannot be told
 */
gboolean
ks_key_matches_spki (KsSecret *pkcs8, GBytes *spki, GError **error)
{
  g_autoptr (EVP_PKEY) private_key = read_private (pkcs8);
  g_autoptr (EVP_PKEY) public_key = read_public (spki);
  gboolean matches = private_key != NULL && public_key != NULL && same_public_half (private_key, public_key);

  ks_clear_openssl_errors ();
  if (matches)
    return TRUE;

  if (private_key == NULL)
    g_set_error_literal (error, KS_ERROR, KS_ERROR_UNSUPPORTED,
                         _ ("The private key is damaged, or of a kind that OpenSSL does not know."));
  else if (public_key == NULL)
    g_set_error_literal (error, KS_ERROR, KS_ERROR_UNSUPPORTED,
                         _ ("The certificate’s key is damaged, or of a kind that OpenSSL does not know."));
  else
    g_set_error_literal (error, KS_ERROR, KS_ERROR_KEY_MISMATCH,
                         _ ("The private key does not belong to this certificate."));
  return FALSE;
}
