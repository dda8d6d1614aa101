/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <openssl/evp.h>
#include <openssl/x509.h>
#include "ks-certificate-spec.h"
#include "ks-der-write.h"

G_BEGIN_DECLS

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY, EVP_PKEY_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY_CTX, EVP_PKEY_CTX_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_MD_CTX, EVP_MD_CTX_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509, X509_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_EXTENSION, X509_EXTENSION_free)

/* For the files of engine/make. */

/* ks-key-generate.c: private and public keys as OpenSSL sees them; they live no longer than the call that needs them. */
EVP_PKEY *ks_make_read_private (KsSecret *pkcs8, GError **error) G_GNUC_WARN_UNUSED_RESULT;
EVP_PKEY *ks_make_read_public (GBytes *spki, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* A context that signs with @key and an id of ks_spki_list_digests(), NULL: the key's default. */
EVP_MD_CTX *ks_make_signing_context (EVP_PKEY *key, const char *digest, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* The same with any digest that OpenSSL has, "sha1" for example: for what is shown to learners. */
EVP_MD_CTX *ks_make_any_signing_context (EVP_PKEY *key, const char *digest, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/* ks-make-extension.c */
typedef STACK_OF (X509_EXTENSION) KsMakeExtensions;

KsMakeExtensions *ks_make_extensions_new (void) G_GNUC_WARN_UNUSED_RESULT;
void ks_make_extensions_free (KsMakeExtensions *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsMakeExtensions, ks_make_extensions_free)
/* What @spec asks for: basic constraints, usage, names, and the others. */
gboolean ks_make_extensions_add_spec (KsMakeExtensions *self, const KsCertificateSpec *spec, GError **error);
gboolean ks_make_extensions_add_key_ids (KsMakeExtensions *self,
                                         GBytes *subject_id,
                                         GBytes *issuer_id,
                                         GError **error);
/* The key identifier of a public key (RFC 7093 section 2, method 1). */
GBytes *ks_make_key_id (GBytes *spki) G_GNUC_WARN_UNUSED_RESULT;

/* ks-certificate-spec.c: whether an extension is made from the fields. */
gboolean ks_certificate_spec_owns_extension (const char *oid);
/* ks-certificate-spec-problems.c: FALSE and KS_ERROR_MALFORMED when a problem blocks. */
gboolean ks_certificate_spec_check (const KsCertificateSpec *self,
                                    const KsKeyAlgorithm *algorithm,
                                    KsCertificate *issuer,
                                    GError **error);

G_END_DECLS
