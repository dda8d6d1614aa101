/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <openssl/evp.h>
#include <openssl/kdf.h>
#include "ks-key-pbe.h"

G_BEGIN_DECLS

/* RFC 7914 section 7.1, with the cipher that goes with it. */
typedef struct {
  guint64 n;
  guint64 r;
  guint64 p;
  GBytes *salt;
  GBytes *iv; /* NULL where the cipher's parameters are no plain octets */
  int cipher_nid;
} KsScryptParameters;

void ks_scrypt_parameters_clear (KsScryptParameters *self);
gboolean ks_scrypt_parameters_read (const X509_ALGOR *algorithm, KsScryptParameters *self, GError **error);
/* The same without a cipher, of the derivation alone. */
gboolean ks_scrypt_parameters_read_function (const X509_ALGOR *function,
                                             KsScryptParameters *self,
                                             GError **error);
gboolean ks_scrypt_derive (const KsScryptParameters *parameters,
                           KsSecret *password,
                           guint8 *key,
                           gsize key_size);
KsSecret *ks_cipher_run (EVP_CIPHER_CTX *context, const guint8 *data, gsize size) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KsScryptParameters, ks_scrypt_parameters_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_CIPHER, EVP_CIPHER_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_CIPHER_CTX, EVP_CIPHER_CTX_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_KDF, EVP_KDF_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_KDF_CTX, EVP_KDF_CTX_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_MD, EVP_MD_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_MD_CTX, EVP_MD_CTX_free)

G_END_DECLS
