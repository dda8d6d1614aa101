/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-compatibility.h"

G_BEGIN_DECLS

/* What the files ks-compatibility*.c share. */

typedef enum {
  KS_TRAIT_MAC_NONE = 1 << 0,
  KS_TRAIT_MAC_PBMAC1 = 1 << 1,
  KS_TRAIT_MAC_SHA256 = 1 << 2,  /* SHA-224 to SHA-512 */
  KS_TRAIT_MAC_SHA512 = 1 << 24, /* of these, not SHA-256 */
  KS_TRAIT_MAC_RARE = 1 << 3,    /* SHA-3, MD5, and whatever else */
  KS_TRAIT_PBES2 = 1 << 4,       /* AES-128 or AES-256 */
  KS_TRAIT_PBES2_RARE = 1 << 5,  /* another cipher, or scrypt */
  KS_TRAIT_RC2 = 1 << 6,         /* RC2, RC4 and single DES: what OpenSSL 3 keeps apart */
  KS_TRAIT_MANY_ITERATIONS = 1 << 7,
  KS_TRAIT_HIDDEN_CERTIFICATE = 1 << 8, /* without Java's attribute */
  KS_TRAIT_PLAIN_KEY = 1 << 9,
  KS_TRAIT_OWN_PASSWORD = 1 << 10, /* a key's, in PKCS #12 */
  KS_TRAIT_WIDE_PASSWORD = 1 << 11,
  KS_TRAIT_EMPTY_PASSWORD = 1 << 12,
  KS_TRAIT_KEYS = 1 << 13,
  KS_TRAIT_SECRETS = 1 << 14,
  KS_TRAIT_TRUSTED = 1 << 15,
  KS_TRAIT_ALIASES = 1 << 16, /* some differ by case only */
  KS_TRAIT_ED25519 = 1 << 17,
  KS_TRAIT_PSS = 1 << 18,
  KS_TRAIT_OLD_CURVE = 1 << 19,   /* secp256k1, Brainpool: removed from Java 16 */
  KS_TRAIT_QUANTUM = 1 << 20,     /* ML-DSA, ML-KEM, SLH-DSA */
  KS_TRAIT_TWO_KEYS = 1 << 22,    /* Triple DES with two of them */
  KS_TRAIT_UNNAMED = 1 << 23,     /* certificates without a name */
  KS_TRAIT_BEYOND_JAVA = 1 << 25, /* a certificate with a key that Java cannot read */
  KS_TRAIT_BARE_KEY = 1 << 21,    /* its own certificate has Java's attribute */
} KsTrait;

/* A bit for each program. */
typedef struct {
  const char *id;
  const char *family;
  const char *version; /* "" where there is one row for all */
} KsProgram;

extern const KsProgram ks_compatibility_programs[];
extern const guint ks_compatibility_n_programs;

/* What programs make of a format, or of a trait in it. A @format of NULL is any. */
typedef struct {
  const char *format;
  KsTraits trait; /* 0: the format itself */
  guint programs;
  KsCompatibilityState state;
  const char *sentence; /* N_() */
  const char *source;
} KsCompatibilityRule;

extern const KsCompatibilityRule ks_compatibility_rules[];
extern const guint ks_compatibility_n_rules;

G_END_DECLS
