/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-der.h"

G_BEGIN_DECLS

/* What a SubjectPublicKeyInfo says about its key; RFC 5280 section 4.1.2.7. Plain data. */
typedef struct {
  char *text;              /* "RSA 2048", "EC P-256", the OID where it has no name, "" when unreadable */
  const char *algorithm;   /* "RSA", "EC", "ML-DSA-65"; an OID without a name is interned */
  guint bits;              /* 0 = unknown */
  gboolean is_beyond_java; /* Java refuses each certificate with such a key, and the file that it is in */
} KsSpki;

KsSpki *ks_spki_new (const KsDer *spki) G_GNUC_WARN_UNUSED_RESULT;
void ks_spki_free (KsSpki *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsSpki, ks_spki_free)

G_END_DECLS
