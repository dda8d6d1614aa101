/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-entry.h"
#include "ks-role.h"
#include "ks-verdict.h"

G_BEGIN_DECLS

typedef enum {
  KS_PURPOSE_ANY,
  KS_PURPOSE_TLS_SERVER,
  KS_PURPOSE_TLS_CLIENT,
  KS_PURPOSE_AUTO, /* told from the certificate: its extended key usage and names */
} KsPurpose;

/**
 * KsAnchorRules: how much an anchor's own content counts
 * @KS_ANCHOR_RULES_NONE: its name and key only, RFC 5280 section 6.1.1 (d)
 * @KS_ANCHOR_RULES_CONSTRAINTS: what its extensions say limits the paths below it, RFC 5937
 * @KS_ANCHOR_RULES_DATES: it has to be within its dates
 * @KS_ANCHOR_RULES_CA: it has to be marked as a CA
 */
typedef enum {
  KS_ANCHOR_RULES_NONE = 0,
  KS_ANCHOR_RULES_CONSTRAINTS = 1 << 0,
  KS_ANCHOR_RULES_DATES = 1 << 1,
  KS_ANCHOR_RULES_CA = 1 << 2,
} KsAnchorRules;

/* What most programs do. */
#define KS_ANCHOR_RULES_DEFAULT (KS_ANCHOR_RULES_CONSTRAINTS | KS_ANCHOR_RULES_DATES)

/**
 * KsPolicyRules: the inputs of policy processing, RFC 5280 section 6.1.1 (c), (e) to (g)
 */
typedef struct {
  const char *const *initial; /* NULL-terminated OIDs, copied; NULL or empty = any policy */
  gboolean require_explicit;
  gboolean inhibit_mapping;
  gboolean inhibit_any;
} KsPolicyRules;

/* Whether a key has the password of its keystore, as far as the passwords that are known tell. */
typedef enum {
  KS_KEY_PASSWORD_UNKNOWN,
  KS_KEY_PASSWORD_SAME,
  KS_KEY_PASSWORD_DIFFERENT,
} KsKeyPassword;

/* A certificate that may help to complete a path, and where it comes from. */
typedef struct {
  KsCertificate *certificate;
  KsProvenance provenance;
  char *detail;
} KsCandidate;

/**
 * KsVerifyPool:
 *
 * Certificates that may complete a path, found by subject and key identifier. It is made once for many requests: cheap to fill,
 * and indexed when it is first asked, which belongs in a worker. Reference counted; immutable once a request has it.
 */
typedef struct _KsVerifyPool KsVerifyPool;

KsVerifyPool *ks_verify_pool_new (void) G_GNUC_WARN_UNUSED_RESULT;
KsVerifyPool *ks_verify_pool_ref (KsVerifyPool *self);
void ks_verify_pool_unref (KsVerifyPool *self);
/* Certificates of all @entries (of KsEntry); @provenance OTHER_ENTRY (detail = alias) or OTHER_FILE (detail = @file). */
void ks_verify_pool_add_entries (KsVerifyPool *self,
                                 GPtrArray *entries,
                                 KsProvenance provenance,
                                 const char *file);
void ks_verify_pool_add (KsVerifyPool *self,
                         KsCertificate *certificate,
                         KsProvenance provenance,
                         const char *detail);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsVerifyPool, ks_verify_pool_unref)

/**
 * KsVerifyRequest:
 *
 * All that a verdict depends on, as one immutable value: made on the main thread, read in a worker.
 */
typedef struct _KsVerifyRequest KsVerifyRequest;

KsVerifyRequest *ks_verify_request_new (KsEntry *entry, gint64 time) G_GNUC_WARN_UNUSED_RESULT;
KsVerifyRequest *ks_verify_request_ref (KsVerifyRequest *self);
void ks_verify_request_unref (KsVerifyRequest *self);
/* The setters are for the maker, before anybody else sees it. */
void ks_verify_request_set_anchors (KsVerifyRequest *self,
                                    KsAnchorSet *anchors); /* NULL: none chosen, path state NOT_CHECKED */
void ks_verify_request_set_purpose (KsVerifyRequest *self, KsPurpose purpose);
void ks_verify_request_add_host (KsVerifyRequest *self, const char *host);
/* Certificates of all @entries (of KsEntry) as candidates; @provenance OTHER_ENTRY (detail = alias) or OTHER_FILE (detail = @file). */
void ks_verify_request_add_entries (KsVerifyRequest *self,
                                    GPtrArray *entries,
                                    KsProvenance provenance,
                                    const char *file);
void ks_verify_request_add_candidate (KsVerifyRequest *self,
                                      KsCertificate *certificate,
                                      KsProvenance provenance,
                                      const char *detail);
/* Candidates shared by many requests, for example one pool for all entries of a store. Without one, the request
 * makes its own from add_entries and add_candidate. With one, those two add to this request only. */
void ks_verify_request_set_pool (KsVerifyRequest *self, KsVerifyPool *pool);
void ks_verify_request_set_anchor_rules (KsVerifyRequest *self, KsAnchorRules rules);
void ks_verify_request_set_policy_rules (KsVerifyRequest *self, const KsPolicyRules *rules);
/* DER of a CRL that every certificate of a path is looked up in; without any, revocation stays NOT_CHECKED. */
void ks_verify_request_add_crl (KsVerifyRequest *self, GBytes *der);
/* Without a list of its issuer a certificate stays NOT_CHECKED instead of failing. */
void ks_verify_request_set_dated (KsVerifyRequest *self, gboolean is_dated);
void ks_verify_request_set_partial_crls (KsVerifyRequest *self, gboolean are_partial);
/* The plain key, where it is known, to prove that it belongs to the certificate; else that part is NOT_CHECKED. */
void ks_verify_request_set_key (KsVerifyRequest *self, KsSecret *pkcs8);

/* What the file is for: its checks are added to those of every entry. KS_ROLE_KIND_GENERAL when nothing is set. */
void ks_verify_request_set_role (KsVerifyRequest *self, KsRoleKind role);
/* A person said so, and it was not guessed: it decides what certificates are linted for. */
void ks_verify_request_set_role_is_chosen (KsVerifyRequest *self, gboolean is_chosen);
/* For a truststore: what it trusts, and the key pairs of open TLS keystores (and the names of their files) that it should accept. */
void ks_verify_request_set_truststore (KsVerifyRequest *self, KsAnchorSet *truststore);
void ks_verify_request_add_server (KsVerifyRequest *self, KsEntry *entry, const char *file);
void ks_verify_request_set_key_password (KsVerifyRequest *self, KsKeyPassword state);

/* Never fails on content: bad certificates become failed results. Error: only G_IO_ERROR_CANCELLED. */
KsVerdict *ks_verify (KsVerifyRequest *request, GCancellable *cancellable, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* The state for the entry list: that of the verdict, but for what takes milliseconds per key. */
KsState ks_verify_quick (KsVerifyRequest *request, char **sentence);
/* With that: exactly the state of the verdict without hosts. */
KsState ks_verify_thorough (KsVerifyRequest *request, char **sentence);
/* Chain that repairs the entry (COMPLETE_CHAIN, REORDER_CHAIN, DROP_SURPLUS), leaf first, or NULL; of KsCertificate. */
GPtrArray *ks_verify_propose_chain (KsVerdict *verdict, gboolean include_root) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsVerifyRequest, ks_verify_request_unref)

G_END_DECLS
