/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include "ks-certificate.h"
#include "ks-format.h"
#include "ks-secret.h"

G_BEGIN_DECLS

typedef enum {
  KS_KEY_FAMILY_RSA,
  KS_KEY_FAMILY_EC,
  KS_KEY_FAMILY_EDWARDS, /* Ed25519, Ed448 */
  KS_KEY_FAMILY_ML_DSA,
  KS_KEY_FAMILY_SLH_DSA,
} KsKeyFamily;

/**
 * KsKeyAlgorithm:
 *
 * One kind of private key that can be made: a row of a const table.
 */
typedef struct {
  const char *id; /* "rsa-3072", "ec-p256", "ed25519", "ml-dsa-65"; stable, used in settings and by ks-probe */
  const char *name; /* "RSA 3072": as ks_certificate_get_key_text() says it, not translated */
  KsKeyFamily family;
  guint bits;         /* 0 where the name says all */
  const char *advice; /* N_(one sentence: who uses it, what to mind) */
  /* OpenSSL's words for it. */
  const char *type;
  const char *group; /* of EC keys, else NULL */
} KsKeyAlgorithm;

/* The table, in the order in which it is offered; the first is the default. */
const KsKeyAlgorithm *ks_key_algorithm_list (gsize *n_algorithms);
const KsKeyAlgorithm *ks_key_algorithm_find (const char *id);
/* The row of an existing public key, or NULL where none fits exactly (RSA 1024, DSA). */
const KsKeyAlgorithm *ks_key_algorithm_find_spki (GBytes *spki);
/* "RSA", "Elliptic curve (EC)", ...: translated, the title of a group of rows. */
const char *ks_key_family_get_name (KsKeyFamily family);
/* Why a store of @format should not hold such a key: a translated sentence, or NULL when it can. For JKS and JCEKS it is what
 * Java 21 reads. Such a row is shown insensitive with this sentence below its name. */
const char *ks_key_algorithm_explain_format (const KsKeyAlgorithm *self, const KsFormat *format);
/* Which of these usages a key of the family can serve: only RSA keys encipher. */
KsKeyUsage ks_key_family_filter_usage (KsKeyFamily family, KsKeyUsage usage);

/* Ids of digests for signatures made with such a key, the default first: "sha256", "sha384", "sha512", and for RSA "sha256-pss" ...
 * Empty, never NULL, where the algorithm has no digest of its own. NULL-terminated. */
const char *const *ks_key_algorithm_list_digests (const KsKeyAlgorithm *self);
/* The same for any public key. */
const char *const *ks_spki_list_digests (GBytes *spki);
/* "SHA-256", "SHA-256, RSA-PSS" */
const char *ks_signing_digest_get_name (const char *id);

/* A new plain PKCS #8 key. Takes up to minutes (RSA 8192), so call it in a worker. Cancelling stops RSA between two candidates;
 * what cannot be stopped is made and wiped. G_IO_ERROR_CANCELLED, KS_ERROR_FAILED, KS_ERROR_UNSUPPORTED. */
KsSecret *ks_key_generate (const KsKeyAlgorithm *algorithm, GCancellable *cancellable, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* DER of the SubjectPublicKeyInfo of a plain PKCS #8 key; KS_ERROR_UNSUPPORTED. */
GBytes *ks_key_dup_spki (KsSecret *pkcs8, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
