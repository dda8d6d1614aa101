/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-chain-pool.h"
#include "ks-format.h"

G_BEGIN_DECLS

extern const KsFormat ks_format_pkcs12;

/* How a file protects itself, so that saving it again does the same. */
typedef struct {
  gboolean is_open; /* the file was read without a password, and needs none */
  gboolean has_mac;
  gboolean is_pbmac1;
  char mac_digest[64]; /* dotted OID: a digest; for PBMAC1 the HMAC that is the MAC */
  char mac_prf[64];    /* PBMAC1: dotted OID of the HMAC of the derivation */
  guint mac_iterations;
  guint mac_salt_size;
  gboolean encrypts_certificates;
  int pbe;    /* NID of a PBES1 scheme, or NID_undef for PBES2 */
  int cipher; /* PBES2: NID of the cipher */
  int prf;    /* PBES2: NID of the HMAC */
  guint iterations;
  guint variant; /* KsPasswordEncoding in which the password fitted */
} KsPkcs12Profile;

/* Protection schemes for KsWriteOptions. */
#define KS_PKCS12_SCHEME_MODERN "modern"
#define KS_PKCS12_SCHEME_PBMAC1 "pbmac1"
#define KS_PKCS12_SCHEME_LEGACY "legacy"

/* How @store is protected when it is saved. */
void ks_pkcs12_get_profile (KsStore *store, KsPkcs12Profile *profile);

/**
 * KsJavaView: what Java makes of an entry of a PKCS #12 file
 * @KS_JAVA_VIEW_ALL: it sees what is there
 * @KS_JAVA_VIEW_NO_TRUST: it passes over a certificate without its attribute for trust
 * @KS_JAVA_VIEW_NO_CHAIN: it sees a key without certificates, because the key's own is marked as trusted
 * @KS_JAVA_VIEW_NO_KEY: it passes over a key that is not encrypted
 */
typedef enum {
  KS_JAVA_VIEW_ALL,
  KS_JAVA_VIEW_NO_TRUST,
  KS_JAVA_VIEW_NO_CHAIN,
  KS_JAVA_VIEW_NO_KEY,
} KsJavaView;

/* Whether @entry has no name in its file, and its alias is a number that was made up. */
gboolean ks_pkcs12_is_unnamed (KsEntry *entry);
KsJavaView ks_pkcs12_get_java_view (KsEntry *entry);
/* The same entry as Java sees it once the file is saved; NULL where there is nothing to do. */
KsEntry *ks_pkcs12_show_to_java (KsEntry *entry) G_GNUC_WARN_UNUSED_RESULT;
/* How a key is protected that comes into @store: as the file protects itself. */
KsKeyScheme ks_pkcs12_get_key_scheme (KsStore *store, guint *iterations);

/* The certificates from @leaf up, by issuer, out of @pool: what a reader of the file will see. */
GPtrArray *ks_pkcs12_build_chain (KsCertificate *leaf, KsChainPool *pool) G_GNUC_WARN_UNUSED_RESULT;
/* How many things @store keeps from its file that are no entries: CRLs, unknown bags, parts that stayed closed. */
guint ks_pkcs12_count_others (KsStore *store);

G_END_DECLS
