/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <openssl/x509.h>
#include "ks-secret.h"
#include "ks-writer.h"

G_BEGIN_DECLS

/* Encryption as in Bouncy Castle's BCFKS: PBES2 (RFC 8018), where the password is UTF-16 and the name of what the key is for
 * follows it, with AES-256 in CCM mode (RFC 5084) or as a key wrap (RFC 5649). */

typedef enum {
  KS_BCFKS_STORE,
  KS_BCFKS_CHECK,
  KS_BCFKS_PRIVATE_KEY,
  KS_BCFKS_SECRET_KEY,
} KsBcfksPurpose;

/* What is chosen for an encryption; salts and nonces are always new. */
typedef struct {
  int cipher_nid;
  int prf_nid; /* HMAC in PBKDF2; NID_undef with scrypt */
  guint64 iterations;
  guint64 scrypt_n;
  guint64 scrypt_r;
} KsBcfksScheme;

/* What Bouncy Castle does. */
void ks_bcfks_scheme_init (KsBcfksScheme *self);

/* How often a derivation may be tried: each attempt reads the parameters of scrypt in another way. */
#define KS_BCFKS_ATTEMPTS 2

/* @size: 0 for what @function says. KS_ERROR_WRONG_PASSWORD when there is no such @attempt, KS_ERROR_MALFORMED,
 * KS_ERROR_UNSUPPORTED, KS_ERROR_TOO_LARGE. */
KsSecret *ks_bcfks_derive (const X509_ALGOR *function,
                           KsBcfksPurpose purpose,
                           KsSecret *password,
                           guint attempt,
                           gsize size,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* A KeyDerivationFunc with a new salt. */
gboolean ks_bcfks_put_function (KsWriter *writer, const KsBcfksScheme *scheme, guint size, GError **error);
X509_ALGOR *ks_bcfks_read_algorithm (const guint8 *data, gsize size) G_GNUC_WARN_UNUSED_RESULT;

/* @sealed: an algorithm and an octet string. */
KsSecret *ks_bcfks_open (GBytes *sealed, KsBcfksPurpose purpose, KsSecret *password, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
GBytes *ks_bcfks_seal (KsSecret *plain,
                       KsBcfksPurpose purpose,
                       KsSecret *password,
                       const KsBcfksScheme *scheme,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Whether it can be opened with the right password, and how it was sealed. */
gboolean ks_bcfks_inspect (GBytes *sealed, KsBcfksScheme *scheme, GError **error);
char *ks_bcfks_describe (GBytes *sealed) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_ALGOR, X509_ALGOR_free)

G_END_DECLS
