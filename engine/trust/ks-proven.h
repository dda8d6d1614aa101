/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-certificate.h"

G_BEGIN_DECLS

/* What came of signatures that were verified, for many verdicts at once: thread safe, by content and not by object, because every chain of a
 * store holds its own copy of the same authorities. */
typedef struct _KsProven KsProven;

typedef enum {
  KS_PROVEN_UNKNOWN,
  KS_PROVEN_VERIFIES,
  KS_PROVEN_DOES_NOT,
} KsProvenAnswer;

KsProven *ks_proven_new (void) G_GNUC_WARN_UNUSED_RESULT;
void ks_proven_free (KsProven *self);
/* For tables of certificates by their DER. */
guint ks_der_hash (gconstpointer der);
/* (transfer none): the first of all certificates with the content of @certificate: OpenSSL prepares a key when it is first used, and need
 * not do so for every copy. */
KsCertificate *ks_proven_get_first (KsProven *self, KsCertificate *certificate);
KsProvenAnswer ks_proven_ask (KsProven *self, KsCertificate *child, KsCertificate *issuer);
void ks_proven_tell (KsProven *self, KsCertificate *child, KsCertificate *issuer, gboolean verifies);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsProven, ks_proven_free)

G_END_DECLS
