/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <openssl/types.h>
#include "ks-secret.h"

G_BEGIN_DECLS

/* Numbers of a key, big-endian and unsigned; NULL where they are not known. */
typedef struct {
  KsSecret *n, *e, *d, *p, *q; /* RSA; with n and e alone it is a public key */
} KsRsaParts;

typedef struct {
  const char *group; /* "P-256" */
  KsSecret *point;   /* X9.62 */
  KsSecret *scalar;  /* or NULL: a public key */
} KsEcParts;

typedef struct {
  KsSecret *p, *q, *g, *y, *x;
} KsDsaParts;

/* Keys made of their numbers; NULL when these make no key, or two halves that do not belong together. */
EVP_PKEY *ks_key_parts_rsa (const KsRsaParts *parts) G_GNUC_WARN_UNUSED_RESULT;
EVP_PKEY *ks_key_parts_ec (const KsEcParts *parts) G_GNUC_WARN_UNUSED_RESULT;
EVP_PKEY *ks_key_parts_dsa (const KsDsaParts *parts) G_GNUC_WARN_UNUSED_RESULT;
/* @type: "ED25519", "X25519", "ED448", "X448" */
EVP_PKEY *ks_key_parts_raw (const char *type, KsSecret *bytes, gboolean is_private) G_GNUC_WARN_UNUSED_RESULT;

/* PKCS#8 of a private key, SubjectPublicKeyInfo of any; NULL when OpenSSL does not write it. */
KsSecret *ks_key_encode_private (EVP_PKEY *key) G_GNUC_WARN_UNUSED_RESULT;
KsSecret *ks_key_encode_public (EVP_PKEY *key) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
