/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-certificate.h"

G_BEGIN_DECLS

/* Which certificate's key signed which other one, asked once for each pair. For one thread. */
typedef struct _KsSignatureCache KsSignatureCache;

KsSignatureCache *ks_signature_cache_new (void) G_GNUC_WARN_UNUSED_RESULT;
void ks_signature_cache_free (KsSignatureCache *self);
gboolean ks_signature_cache_verify (KsSignatureCache *self, KsCertificate *child, KsCertificate *issuer);
/* Where a DSA key without parameters gets them from: the certificates of a subject, (transfer container), of KsCertificate. */
typedef GPtrArray *(*KsFindSubject) (KsName *subject, gpointer data);
void ks_signature_cache_set_finder (KsSignatureCache *self, KsFindSubject find, gpointer data);
/* How many signatures were really verified. */
guint ks_signature_cache_get_cost (KsSignatureCache *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsSignatureCache, ks_signature_cache_free)

G_END_DECLS
