/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-certificate.h"
#include "ks-secret.h"

G_BEGIN_DECLS

/**
 * KsChainPool:
 *
 * The certificates of a file that has no order, indexed by what puts them together: names, keys, content. A file with thousands of
 * keys is read in one pass. The certificates are borrowed.
 */
typedef struct _KsChainPool KsChainPool;

/* @certificates: of KsCertificate, in the order of the file */
KsChainPool *ks_chain_pool_new (GPtrArray *certificates) G_GNUC_WARN_UNUSED_RESULT;
void ks_chain_pool_free (KsChainPool *self);
/* Certificates whose subject is the issuer of @certificate, without itself; each content once. */
GPtrArray *ks_chain_pool_list_issuers (KsChainPool *self, KsCertificate *certificate)
  G_GNUC_WARN_UNUSED_RESULT;
/* Whether another subject's certificate names this one as its issuer. */
gboolean ks_chain_pool_has_issued (KsChainPool *self, KsCertificate *certificate);
/* Where in the file the certificates are that have the public half of @pkcs8: array of guint. */
GArray *ks_chain_pool_find_key (KsChainPool *self, KsSecret *pkcs8) G_GNUC_WARN_UNUSED_RESULT;
/* Where in the file this very certificate is: array of guint, or NULL. */
const GArray *ks_chain_pool_find (KsChainPool *self, KsCertificate *certificate);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsChainPool, ks_chain_pool_free)

G_END_DECLS
