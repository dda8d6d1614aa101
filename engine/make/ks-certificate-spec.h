/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-certificate.h"
#include "ks-extension.h"
#include "ks-general-name.h"
#include "ks-key-algorithm.h"
#include "ks-name.h"
#include "ks-secret.h"
#include "ks-usage-template.h"

G_BEGIN_DECLS

/**
 * KsCertificateSpec:
 *
 * What shall stand in a certificate or a request that is not made yet. Plain data: whoever owns it changes the fields (freeing what
 * was there). Every pointer field is owned and never NULL after ks_certificate_spec_new(), except where it says so.
 */
typedef struct {
  KsName *subject;      /* the empty name is allowed when there are names */
  GPtrArray *names;     /* of KsGeneralName, owned: subjectAltName, in this order */
  KsKeyUsage key_usage; /* 0 = no extension */
  char **purposes;      /* dotted OIDs of extendedKeyUsage; empty = no extension */
  gboolean is_ca;       /* FALSE: no basicConstraints extension at all */
  int path_length;      /* -1 = no limit */
  gint64 not_before;    /* seconds since 1970, as ks_certificate_get_not_before() */
  gint64 not_after;     /* inclusive */
  char *digest; /* of the signature: an id of ks_spki_list_digests() of the issuer's key; NULL = its default */
  GPtrArray *
    extensions; /* of KsExtension, owned: other extensions, from ks_extension_new (oid, critical, DER value) */
} KsCertificateSpec;

/* Which field a problem is about, so that it can be shown beside it. */
typedef enum {
  KS_SPEC_FIELD_SUBJECT,
  KS_SPEC_FIELD_NAMES,
  KS_SPEC_FIELD_USAGE, /* key usage, purposes, CA, path length */
  KS_SPEC_FIELD_VALIDITY,
  KS_SPEC_FIELD_EXTENSIONS,
  KS_SPEC_FIELD_ISSUER,
} KsSpecField;

typedef struct {
  KsSpecField field;
  gboolean blocks; /* nothing can be made like this; otherwise it is advice */
  char *sentence;  /* translated */
} KsSpecProblem;

/* Empty subject, no names, no usage, valid from 0 to 0. */
KsCertificateSpec *ks_certificate_spec_new (void) G_GNUC_WARN_UNUSED_RESULT;
KsCertificateSpec *ks_certificate_spec_copy (const KsCertificateSpec *self) G_GNUC_WARN_UNUSED_RESULT;
void ks_certificate_spec_free (KsCertificateSpec *self);
/* Same subject, names, usage and other extensions as @certificate, and as long a validity starting at 0; what belongs to one issue only
 * (key identifiers, authority information, CRL addresses, SCTs, policies of the old issuer) is left out. */
KsCertificateSpec *ks_certificate_spec_new_from_certificate (KsCertificate *certificate)
  G_GNUC_WARN_UNUSED_RESULT;

/* Sets key usage, purposes, CA and path length; names, subject and validity stay. @algorithm: (nullable): takes away what its keys
 * cannot do. */
void ks_certificate_spec_use_template (KsCertificateSpec *self,
                                       const KsUsageTemplate *usage,
                                       const KsKeyAlgorithm *algorithm);
/* Valid from @now (seconds) for exactly @days days of 86,400 s, the last second included. */
void ks_certificate_spec_set_validity (KsCertificateSpec *self, gint64 now, guint days);
/* The common name that the first usable name suggests (a DNS name or address of at most 64 characters), or NULL. */
char *ks_certificate_spec_dup_suggested_common_name (const KsCertificateSpec *self) G_GNUC_WARN_UNUSED_RESULT;

/* GPtrArray of KsSpecProblem, worst first; empty when all is well. Either may be NULL: @algorithm of the new key, @issuer = the CA's
 * certificate (NULL: self-signed, or a request). */
GPtrArray *ks_certificate_spec_list_problems (const KsCertificateSpec *self,
                                              const KsKeyAlgorithm *algorithm,
                                              KsCertificate *issuer) G_GNUC_WARN_UNUSED_RESULT;
void ks_spec_problem_free (KsSpecProblem *problem);

/* A certificate for the public key @spki. @issuer: the CA's certificate with its plain private key @issuer_pkcs8; NULL: self-signed, and
 * @issuer_pkcs8 is the private key that belongs to @spki. The issuer's subject is copied byte for byte, the authority key
 * identifier is the issuer's subject key identifier, the serial number has 16 octets, 126 bits of them random; key identifiers, basicConstraints and criticality
 * are set as RFC 5280 section 4.2 wants them. Signing takes milliseconds, with SLH-DSA up to seconds.
 * KS_ERROR_MALFORMED (a problem that blocks, in its words), KS_ERROR_KEY_MISMATCH (the key is not @issuer's, or not @spki's),
 * KS_ERROR_UNSUPPORTED, KS_ERROR_FAILED. */
KsCertificate *ks_certificate_spec_issue (const KsCertificateSpec *self,
                                          GBytes *spki,
                                          KsCertificate *issuer,
                                          KsSecret *issuer_pkcs8,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsCertificateSpec, ks_certificate_spec_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsSpecProblem, ks_spec_problem_free)

G_END_DECLS
