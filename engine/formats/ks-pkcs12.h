/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-chain-pool.h"
#include "ks-format.h"

G_BEGIN_DECLS

extern const KsFormat ks_format_pkcs12;

/* Protection schemes for KsWriteOptions. */
#define KS_PKCS12_SCHEME_MODERN "modern"
#define KS_PKCS12_SCHEME_PBMAC1 "pbmac1"
#define KS_PKCS12_SCHEME_LEGACY "legacy"

/* How a key is protected that comes into @store: as the file protects itself. */
KsKeyScheme ks_pkcs12_get_key_scheme (KsStore *store, guint *iterations);

/* The certificates from @leaf up, by issuer, out of @pool: what a reader of the file will see. */
GPtrArray *ks_pkcs12_build_chain (KsCertificate *leaf, KsChainPool *pool) G_GNUC_WARN_UNUSED_RESULT;
/* How many things @store keeps from its file that are no entries: CRLs, unknown bags, parts that stayed closed. */
guint ks_pkcs12_count_others (KsStore *store);

G_END_DECLS
