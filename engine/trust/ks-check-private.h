/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-signature-cache.h"
#include "ks-verdict-private.h"
#include "ks-verifier.h"

G_BEGIN_DECLS

/* What every check of one verdict may look at. */
typedef struct {
  gint64 time;
  KsPurpose purpose; /* never AUTO */
  KsAnchorSet *anchors;
  KsSignatureCache *signatures;
  KsVerifyRequest *request; /* borrowed: CRLs, policies, anchor rules, candidates */
  gboolean brief;           /* states alone are asked for: nothing is put into words */
} KsCheckSettings;

/* Words cost more than finding out what they are about; a list of ten thousand marks asks for none. %NULL then. */
#define KS_SAY(settings, ...) ((settings)->brief ? NULL : g_strdup_printf (__VA_ARGS__))
#define KS_WORDS(settings, expression) ((settings)->brief ? NULL : (expression))

/* A certificate and its issuer, and what hangs below them. */
typedef struct {
  const KsCheckSettings *settings;
  const KsPath *path;
  guint first; /* the lowest node that is joined without a gap */
  guint index; /* the child; its issuer is index + 1 */
  KsCertificate *child;
  KsCertificate *issuer;
} KsLinkContext;

typedef struct {
  const KsCheckSettings *settings;
  const KsPath *path;
  guint index;
  KsCertificate *certificate;
  gboolean is_leaf;
  gboolean is_anchor;
} KsCertificateContext;

/* Each runs its table of checks and adds the results. */
void ks_check_link (const KsCheckSettings *settings, KsPath *path, guint first, guint index);
void ks_check_certificate (const KsCheckSettings *settings, KsPath *path, guint index);
void ks_check_anchor (const KsCheckSettings *settings, KsPath *path);

/* Rows with more to them than fits beside the others. */
KsResult *ks_check_name_constraints (const KsLinkContext *context);
KsResult *ks_check_strength (const KsLinkContext *context);
KsResult *ks_check_key (const KsCertificateContext *context);
KsResult *ks_check_digest (const KsCertificateContext *context);
/* Of a certificate by itself, whatever path it is on. */
KsState ks_check_judge_key (KsCertificate *certificate, gint64 time);
KsState ks_check_judge_digest (KsCertificate *certificate, gint64 time);
KsResult *ks_check_extensions (const KsCertificateContext *context);
KsResult *ks_check_constraints_critical (const KsCertificateContext *context);
KsResult *ks_check_public_tls (const KsCertificateContext *context);
/* Rules that lints ask as well. */
gboolean ks_check_lacks_authority_key_id (KsCertificate *certificate, X509 *x509);
gboolean ks_check_lacks_subject_key_id (KsCertificate *certificate, X509 *x509);
gboolean ks_check_has_plain_basic_constraints (KsCertificate *certificate, X509 *x509);
gboolean ks_check_is_ca_without_signing (KsCertificate *certificate, X509 *x509);
gboolean ks_check_constrains_names_as_leaf (KsCertificate *certificate, X509 *x509);
char *ks_check_fill (const char *format, KsCertificate *certificate) G_GNUC_WARN_UNUSED_RESULT;
KsResult *ks_check_purpose (const KsLinkContext *context);

/* All checks of all nodes and links, then the path's own state. */
void ks_check_path (const KsCheckSettings *settings, KsPath *path);
/* (transfer full): the same certificates, with words for everything. */
KsPath *ks_path_check_again (const KsCheckSettings *settings, const KsPath *path) G_GNUC_WARN_UNUSED_RESULT;
/* OpenSSL's opinion of exactly this path, added where our own checks have not said it already. */
void ks_check_openssl (const KsCheckSettings *settings, KsPath *path);

/* Whether the content of @certificate does not count, because it is an anchor and the rules for anchors leave @rule out. */
gboolean ks_check_is_exempt (const KsCheckSettings *settings, KsCertificate *certificate, KsAnchorRules rule);

void ks_check_settings_init (KsCheckSettings *settings,
                             KsVerifyRequest *request,
                             KsSignatureCache *signatures);

/* The purpose's OID, NULL for any. */
const char *ks_purpose_get_oid (KsPurpose purpose);
KsPurpose ks_purpose_resolve (KsPurpose purpose, KsCertificate *leaf);
/* By its extended key usage; without one, everything is. */
gboolean ks_purpose_is_allowed (KsPurpose purpose, KsCertificate *certificate);
gboolean ks_certificate_has_host_names (KsCertificate *certificate);
char *ks_hex_format (GBytes *bytes) G_GNUC_WARN_UNUSED_RESULT;
char *ks_validity_format (KsCertificate *certificate) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
