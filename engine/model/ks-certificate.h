/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>
#include <openssl/types.h>
#include "ks-general-name.h"
#include "ks-name.h"

G_BEGIN_DECLS

/* RFC 5280 section 4.2.1.3, bit n of the BIT STRING is 1 << n here. */
typedef enum {
  KS_KEY_USAGE_DIGITAL_SIGNATURE = 1 << 0,
  KS_KEY_USAGE_NON_REPUDIATION = 1 << 1,
  KS_KEY_USAGE_KEY_ENCIPHERMENT = 1 << 2,
  KS_KEY_USAGE_DATA_ENCIPHERMENT = 1 << 3,
  KS_KEY_USAGE_KEY_AGREEMENT = 1 << 4,
  KS_KEY_USAGE_KEY_CERT_SIGN = 1 << 5,
  KS_KEY_USAGE_CRL_SIGN = 1 << 6,
  KS_KEY_USAGE_ENCIPHER_ONLY = 1 << 7,
  KS_KEY_USAGE_DECIPHER_ONLY = 1 << 8,
} KsKeyUsage;

/**
 * KsCertificateRole: what it is, told from its own content (visual.md section 3)
 */
typedef enum {
  KS_ROLE_UNKNOWN, /* not readable */
  KS_ROLE_SERVER,
  KS_ROLE_CLIENT,
  KS_ROLE_SELF_SIGNED, /* an end entity that signed itself */
  KS_ROLE_INTERMEDIATE_CA,
  KS_ROLE_ROOT_CA,
  KS_ROLE_PERSON, /* any other end entity */
} KsCertificateRole;

#define KS_TYPE_CERTIFICATE (ks_certificate_get_type ())
G_DECLARE_FINAL_TYPE (KsCertificate, ks_certificate, KS, CERTIFICATE, GObject)

/* Never fails and parses nothing: a certificate that cannot be parsed is still kept, listed and saved.
 * All getters are lazy, thread safe, and give borrowed values that live as long as the certificate. */
KsCertificate *ks_certificate_new (GBytes *der) G_GNUC_WARN_UNUSED_RESULT;
GBytes *ks_certificate_get_der (KsCertificate *self);
/* Lower-case hex of the fingerprint. */
const char *ks_certificate_get_sha256 (KsCertificate *self);
char *ks_certificate_dup_fingerprint (KsCertificate *self, const char *digest) G_GNUC_WARN_UNUSED_RESULT;
gboolean ks_certificate_equal (KsCertificate *a, KsCertificate *b);

/* FALSE when the outline of the certificate cannot be read; then the strings below are "", names are empty,
 * and get_problem says why. */
gboolean ks_certificate_is_readable (KsCertificate *self);
const char *ks_certificate_get_problem (KsCertificate *self);

guint ks_certificate_get_version (KsCertificate *self);
/* Lower-case hex, two digits a byte, no separator; DER content octets as they are. */
const char *ks_certificate_get_serial (KsCertificate *self);
KsName *ks_certificate_get_subject (KsCertificate *self);
KsName *ks_certificate_get_issuer (KsCertificate *self);
/* What people call it: CN, else the first alternative name, else what the subject has, else "Unnamed certificate". */
const char *ks_certificate_get_title (KsCertificate *self);
gint64 ks_certificate_get_not_before (KsCertificate *self);
gint64 ks_certificate_get_not_after (KsCertificate *self);
guint ks_certificate_get_n_alt_names (KsCertificate *self);
const KsGeneralName *ks_certificate_get_alt_name (KsCertificate *self, guint index);
/* "RSA 2048", "EC P-256", "Ed25519", "ML-DSA-65" */
const char *ks_certificate_get_key_text (KsCertificate *self);
/* "RSA", "EC", ... and the size in bits (0 = unknown) */
const char *ks_certificate_get_key_algorithm (KsCertificate *self);
guint ks_certificate_get_key_bits (KsCertificate *self);
/* Java refuses it, and with it the whole file: a curve by its numbers, X9.42 Diffie-Hellman */
gboolean ks_certificate_is_beyond_java (KsCertificate *self);
/* "SHA-256 with RSA", "ECDSA with SHA-384", "Ed25519" */
const char *ks_certificate_get_signature_text (KsCertificate *self);
/* "SHA-256", "SHA-1", ...; "" where the algorithm has no separate digest */
const char *ks_certificate_get_signature_digest (KsCertificate *self);
/* DER of SubjectPublicKeyInfo, and lower-case hex of its SHA-256 */
GBytes *ks_certificate_get_spki (KsCertificate *self);
const char *ks_certificate_get_spki_sha256 (KsCertificate *self);
/* Key identifiers, NULL when absent. */
GBytes *ks_certificate_get_subject_key_id (KsCertificate *self);
GBytes *ks_certificate_get_authority_key_id (KsCertificate *self);
/* authorityInfoAccess caIssuers URL that is http or https, or NULL */
const char *ks_certificate_get_ca_issuers_url (KsCertificate *self);
gboolean ks_certificate_is_ca (KsCertificate *self);
/* -1 = no limit */
int ks_certificate_get_path_length (KsCertificate *self);
/* FALSE: no keyUsage extension, everything is allowed */
gboolean ks_certificate_get_key_usage (KsCertificate *self, KsKeyUsage *usage);
/* NULL-terminated dotted OIDs; NULL = no extension, everything is allowed */
const char *const *ks_certificate_get_extended_key_usage (KsCertificate *self);
gboolean ks_certificate_is_self_issued (KsCertificate *self);
/* Self-issued and its signature verifies with its own key (one public-key operation, kept). */
gboolean ks_certificate_is_self_signed (KsCertificate *self);
KsCertificateRole ks_certificate_get_role (KsCertificate *self);
/* GPtrArray of KsExtension, in the certificate's order, decoded on first call. */
GPtrArray *ks_certificate_get_extensions (KsCertificate *self);
/* OpenSSL's view, in ks_libctx(), shared and read-only; NULL when OpenSSL cannot parse it. */
X509 *ks_certificate_get_x509 (KsCertificate *self);
char *ks_certificate_to_pem (KsCertificate *self) G_GNUC_WARN_UNUSED_RESULT;

/* "TLS server", "Code signing", ... translated; the OID where it has no name. */
const char *ks_purpose_get_name (const char *oid);
/* NULL-terminated translated words for each bit, full transfer. */
char **ks_key_usage_list_names (KsKeyUsage usage) G_GNUC_WARN_UNUSED_RESULT;
const char *ks_certificate_role_get_name (KsCertificateRole role);

G_END_DECLS
