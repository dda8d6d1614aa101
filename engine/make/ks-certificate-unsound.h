/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-certificate-spec.h"

G_BEGIN_DECLS

/* As ks_certificate_spec_issue(), but nothing is judged: a CA that is none, an address among the DNS names, a key that is not the
 * issuer's, and "sha1" as the digest are written as they are asked for. For what is shown to learners, and for nothing else.
 * KS_ERROR_UNSUPPORTED, KS_ERROR_MALFORMED (an object identifier), KS_ERROR_FAILED. */
KsCertificate *ks_certificate_spec_issue_unsound (const KsCertificateSpec *self,
                                                  GBytes *spki,
                                                  KsCertificate *issuer,
                                                  KsSecret *issuer_pkcs8,
                                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
