/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-format.h"
#include "ks-secret.h"

G_BEGIN_DECLS

/**
 * KsSecretAlgorithm:
 *
 * One kind of secret key that can be made: a row of a const table.
 */
typedef struct {
  const char *id;     /* "aes-256"; stable, used by ks-probe */
  const char *name;   /* "AES 256": not translated */
  const char *java;   /* Java's name of the algorithm, which the file has: "AES", "HmacSHA256" */
  guint bits;         /* as people count them */
  gsize size;         /* in bytes */
  const char *advice; /* N_(one sentence: what it is for, what to mind) */
} KsSecretAlgorithm;

/* The table, in the order in which it is offered; the first is the default. */
const KsSecretAlgorithm *ks_secret_algorithm_list (gsize *n_algorithms);
const KsSecretAlgorithm *ks_secret_algorithm_find (const char *id);
/* Why a store of @format cannot hold secret keys: a translated sentence, or NULL when it can. */
const char *ks_secret_algorithm_explain_format (const KsFormat *format);
/* A new key, wrapped by ks_secret_key_wrap(): the plain form of a secret KsKey. KS_ERROR_FAILED. */
KsSecret *ks_secret_algorithm_generate (const KsSecretAlgorithm *self, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
