/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-der.h"

G_BEGIN_DECLS

/* What an AlgorithmIdentifier says about a signature; RFC 5280 section 4.1.1.2. Plain data. */
typedef struct {
  char *text;         /* "SHA-256 with RSA"; the OID where it has no name, "" when unreadable */
  const char *digest; /* "SHA-256", "" where there is no separate digest, or an unknown one */
} KsSignatureAlgorithm;

KsSignatureAlgorithm *ks_signature_algorithm_new (const KsDer *identifier) G_GNUC_WARN_UNUSED_RESULT;
void ks_signature_algorithm_free (KsSignatureAlgorithm *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsSignatureAlgorithm, ks_signature_algorithm_free)

G_END_DECLS
