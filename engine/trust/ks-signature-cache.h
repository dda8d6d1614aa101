/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-proven.h"

G_BEGIN_DECLS

/* Which certificate's key signed which other one, asked once for each pair. For one thread. */
typedef struct _KsSignatureCache KsSignatureCache;

/* @proven: (nullable): borrowed; shared with other verdicts */
KsSignatureCache *ks_signature_cache_new (KsProven *proven) G_GNUC_WARN_UNUSED_RESULT;
void ks_signature_cache_free (KsSignatureCache *self);
gboolean ks_signature_cache_verify (KsSignatureCache *self, KsCertificate *child, KsCertificate *issuer);
/* Where a DSA key without parameters gets them from: the certificates of a subject, (transfer container), of KsCertificate. */
typedef GPtrArray *(*KsFindSubject) (KsName *subject, gpointer data);
void ks_signature_cache_set_finder (KsSignatureCache *self, KsFindSubject find, gpointer data);
gboolean ks_signature_cache_is_self_signed (KsSignatureCache *self, KsCertificate *certificate);
/* How many pairs were asked for, wherever the answers came from: the same for every run. */
guint ks_signature_cache_get_cost (KsSignatureCache *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsSignatureCache, ks_signature_cache_free)

G_END_DECLS
