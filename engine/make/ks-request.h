/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-certificate.h"
#include "ks-certificate-spec.h"

G_BEGIN_DECLS

typedef enum {
  KS_REQUEST_PKCS10, /* RFC 2986 */
  KS_REQUEST_SPKAC,  /* Netscape's SignedPublicKeyAndChallenge: a key and nothing else */
} KsRequestKind;

/**
 * KsRequest:
 *
 * A certificate request. Immutable, thread safe; getters give borrowed values that live as long as the request.
 */
#define KS_TYPE_REQUEST (ks_request_get_type ())
G_DECLARE_FINAL_TYPE (KsRequest, ks_request, KS, REQUEST, GObject)

/* DER of a PKCS #10 request or an SPKAC, told apart by content; KS_ERROR_MALFORMED, KS_ERROR_TRUNCATED. */
KsRequest *ks_request_new (GBytes *der, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* A file as it comes: DER, PEM ("CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"), "SPKAC=" and base64. KS_ERROR_NOT_A_KEYSTORE when no
 * request is in it. */
KsRequest *ks_request_new_from_file (GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;

KsRequestKind ks_request_get_kind (KsRequest *self);
GBytes *ks_request_get_der (KsRequest *self);
/* PEM, or the "SPKAC=" line that openssl reads. */
char *ks_request_to_text (KsRequest *self) G_GNUC_WARN_UNUSED_RESULT;

/* Empty name for an SPKAC. */
KsName *ks_request_get_subject (KsRequest *self);
/* As ks_certificate_get_title(). */
const char *ks_request_get_title (KsRequest *self);
guint ks_request_get_n_alt_names (KsRequest *self);
const KsGeneralName *ks_request_get_alt_name (KsRequest *self, guint index);
const char *ks_request_get_key_text (KsRequest *self);
const char *ks_request_get_signature_text (KsRequest *self);
GBytes *ks_request_get_spki (KsRequest *self);
const char *ks_request_get_spki_sha256 (KsRequest *self);
/* As the certificate's getters of the same names: FALSE and NULL where the request says nothing. */
gboolean ks_request_get_key_usage (KsRequest *self, KsKeyUsage *usage);
const char *const *ks_request_get_extended_key_usage (KsRequest *self);
gboolean ks_request_is_ca (KsRequest *self);
int ks_request_get_path_length (KsRequest *self);
/* GPtrArray of KsExtension: all that are asked for (extensionRequest, also Microsoft's). */
GPtrArray *ks_request_get_extensions (KsRequest *self);
/* Whether a challenge password is in it; its text is shown to nobody. */
gboolean ks_request_has_challenge (KsRequest *self);

/* The signature proves that who asks has the private key. One public-key operation. KS_ERROR_DAMAGED when it does not verify,
 * KS_ERROR_UNSUPPORTED when its algorithm is not known. */
gboolean ks_request_verify (KsRequest *self, GError **error);

/* A PKCS #10 request for the key @pkcs8, with the names, usage and other extensions of @spec in its extensionRequest (validity does not matter).
 * @challenge: (nullable): a challenge password, readable by whoever has the request. Errors as ks_certificate_spec_issue(). */
KsRequest *ks_request_make (const KsCertificateSpec *spec,
                            KsSecret *challenge,
                            KsSecret *pkcs8,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* @digest: (nullable): an id of ks_spki_list_digests(). */
KsRequest *ks_request_make_spkac (KsSecret *challenge, KsSecret *pkcs8, const char *digest, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* What a CA would put into the certificate if it kept everything that is asked for: subject, names, usage, other extensions; CA rights only
 * when asked. Key identifiers are left out, they are made new. Validity is 0 to 0. */
KsCertificateSpec *ks_request_to_spec (KsRequest *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
