/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <openssl/x509.h>
#include "ks-secret.h"

G_BEGIN_DECLS

/* What the parameters of a password-based encryption say, read before anything is derived. */
typedef struct {
  gboolean is_pbes2;
  int cipher_nid;
  int digest_nid;     /* of the PRF or of the derivation; NID_undef with scrypt */
  guint64 iterations; /* 0 with scrypt */
  guint64 scrypt_n;   /* 0 without scrypt */
  guint64 scrypt_r;
  guint64 scrypt_p;
} KsPbe;

#define KS_PBE_MAX_ITERATIONS 10000000
#define KS_PBE_MAX_SCRYPT_BYTES (128 * 1024 * 1024)

/* KS_ERROR_MALFORMED, KS_ERROR_UNSUPPORTED (also where the legacy provider is missing), KS_ERROR_TOO_LARGE. Derives nothing. */
gboolean ks_pbe_inspect (const X509_ALGOR *algorithm, KsPbe *pbe, GError **error);
/* KS_ERROR_TOO_LARGE, with the figure, when @iterations are too many, KS_ERROR_MALFORMED for none or fewer. */
gboolean ks_pbe_read_iterations (const ASN1_INTEGER *number, guint64 *iterations, GError **error);
/* @password: (nullable): NULL is no password, the empty one is tried in both its encodings. */
KsSecret *ks_pbe_decrypt (const X509_ALGOR *algorithm,
                          const guint8 *data,
                          gsize size,
                          KsSecret *password,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* @algorithm: made by PKCS5_pbe2_set_iv_ex or PKCS5_pbe_set_ex. */
GBytes *ks_pbe_encrypt (const X509_ALGOR *algorithm, KsSecret *plain, KsSecret *password, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* "PBES2, AES-256-CBC, PBKDF2 HMAC-SHA-256, 10,000 iterations" */
char *ks_pbe_describe (const X509_ALGOR *algorithm) G_GNUC_WARN_UNUSED_RESULT;
/* "10,000", in the user's locale */
char *ks_pbe_format_number (guint64 number) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
