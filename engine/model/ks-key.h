/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>
#include "ks-secret.h"

G_BEGIN_DECLS

typedef enum {
  KS_KEY_PRIVATE,
  KS_KEY_SECRET,
  KS_KEY_PUBLIC,
} KsKeyKind;

/**
 * KsKeyForm: how the key's bytes are kept
 * @KS_KEY_FORM_PLAIN: not protected; a private key as PKCS#8 PrivateKeyInfo, a secret key wrapped by ks_secret_key_wrap(), in a KsSecret
 * @KS_KEY_FORM_ENCRYPTED_PKCS8: EncryptedPrivateKeyInfo DER, whatever its algorithm: JKS's and JCEKS's own, PBES1, PBES2
 * @KS_KEY_FORM_ENCRYPTED_PEM: a whole PEM block with Proc-Type and DEK-Info headers
 * @KS_KEY_FORM_ENCRYPTED_OPENSSH: a whole openssh-key-v1, decoded
 * @KS_KEY_FORM_ENCRYPTED_PVK: a whole PVK file
 * @KS_KEY_FORM_SEALED_OBJECT: a stream of Java's serialization with a secret key, as in JCEKS
 * @KS_KEY_FORM_SEALED_BKS: salt, iterations and encrypted key, as in BKS and UBER
 * @KS_KEY_FORM_SEALED_BCFKS: an encrypted key as in BCFKS: like EncryptedPrivateKeyInfo, with a derivation of its own
 * @KS_KEY_FORM_OPAQUE: something only the format that read it can write again, byte for byte
 */
typedef enum {
  KS_KEY_FORM_PLAIN,
  KS_KEY_FORM_ENCRYPTED_PKCS8,
  KS_KEY_FORM_ENCRYPTED_PEM,
  KS_KEY_FORM_ENCRYPTED_OPENSSH,
  KS_KEY_FORM_ENCRYPTED_PVK,
  KS_KEY_FORM_SEALED_OBJECT,
  KS_KEY_FORM_SEALED_BKS,
  KS_KEY_FORM_SEALED_BCFKS,
  KS_KEY_FORM_OPAQUE,
} KsKeyForm;

/**
 * KsKeyScheme: how to protect a key when it is written anew
 */
typedef enum {
  KS_KEY_SCHEME_NONE,          /* plain PKCS#8 */
  KS_KEY_SCHEME_JKS,           /* 1.3.6.1.4.1.42.2.17.1.1 */
  KS_KEY_SCHEME_JCEKS,         /* 1.3.6.1.4.1.42.2.19.1; a secret key is a sealed object */
  KS_KEY_SCHEME_BKS,           /* PKCS #12 derivation with SHA-1, Triple DES, in Bouncy Castle's own form */
  KS_KEY_SCHEME_BCFKS,         /* PBKDF2-HMAC-SHA-512 in Bouncy Castle's own way, AES-256-CCM */
  KS_KEY_SCHEME_PBES2_AES256,  /* PBKDF2-HMAC-SHA-256, AES-256-CBC; RFC 8018 */
  KS_KEY_SCHEME_PBE_SHA1_3DES, /* PKCS#12 legacy; RFC 7292 appendix C */
} KsKeyScheme;

/**
 * KsKey:
 *
 * A private, secret or public key, kept in the protected form in which it was read until somebody needs it. Immutable.
 */
#define KS_TYPE_KEY (ks_key_get_type ())
G_DECLARE_FINAL_TYPE (KsKey, ks_key, KS, KEY, GObject)

/* @protected: bytes in @form (not PLAIN) */
KsKey *ks_key_new_protected (KsKeyKind kind, KsKeyForm form, GBytes *bytes, const char *algorithm)
  G_GNUC_WARN_UNUSED_RESULT;
/* @algorithm: NULL for private and secret keys, which say it themselves */
KsKey *ks_key_new_plain (KsKeyKind kind, KsSecret *bytes, const char *algorithm) G_GNUC_WARN_UNUSED_RESULT;
KsKeyKind ks_key_get_kind (KsKey *self);
KsKeyForm ks_key_get_form (KsKey *self);
gboolean ks_key_is_protected (KsKey *self);
/* Bytes of the protected form; NULL for a plain key. */
GBytes *ks_key_get_bytes (KsKey *self);
/* NULL for a protected key. */
KsSecret *ks_key_get_plain (KsKey *self);
const char *ks_key_get_algorithm (KsKey *self);
/* Size of a secret key; 0 = not known. */
guint ks_key_get_bits (KsKey *self);
/* The same secret key, with what is known of it from having opened it. */
KsKey *ks_key_with_description (KsKey *self, const char *algorithm, guint bits) G_GNUC_WARN_UNUSED_RESULT;
/* "JKS (proprietary, SHA-1 based)", "PBES2, AES-256-CBC, PBKDF2 HMAC-SHA-256, 10,000 iterations": how it is protected */
char *ks_key_dup_protection_text (KsKey *self) G_GNUC_WARN_UNUSED_RESULT;
/* Plain PKCS#8 (private), or what ks_secret_key_unwrap() takes (secret). @password may be NULL for a plain key.
 * KS_ERROR_WRONG_PASSWORD, KS_ERROR_UNSUPPORTED, KS_ERROR_MALFORMED, KS_ERROR_TOO_LARGE (iterations). */
KsSecret *ks_key_unlock (KsKey *self, KsSecret *password, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* A new protected key from plain PKCS#8. @iterations: 0 = the scheme's default. */
KsKey *ks_key_protect (KsSecret *pkcs8,
                       KsSecret *password,
                       KsKeyScheme scheme,
                       guint iterations,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same for a key of any kind. */
KsKey *ks_key_protect_kind (KsKeyKind kind,
                            KsSecret *plain,
                            KsSecret *password,
                            KsKeyScheme scheme,
                            guint iterations,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Same key under another password or scheme. */
KsKey *ks_key_reprotect (KsKey *self,
                         KsSecret *old_password,
                         KsSecret *new_password,
                         KsKeyScheme scheme,
                         guint iterations,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Whether @pkcs8's public half is the one in @spki; KS_ERROR_KEY_MISMATCH when it is not. */
gboolean ks_key_matches_spki (KsSecret *pkcs8, GBytes *spki, GError **error);

G_END_DECLS
