/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-certificate.h"
#include "ks-certificate-outline.h"

G_BEGIN_DECLS

/* What a certificate's own extensions say about what it is for. Plain data. */
typedef struct {
  gboolean is_ca;
  int path_length; /* -1 = no limit */
  gboolean has_key_usage;
  KsKeyUsage key_usage;
  char **purposes;          /* dotted OIDs; NULL = no extension */
  GBytes *subject_key_id;   /* or NULL */
  GBytes *authority_key_id; /* or NULL */
  char *ca_issuers_url;     /* or NULL */
} KsCertificateUsage;

KsCertificateUsage *ks_certificate_usage_new (const KsCertificateOutline *outline) G_GNUC_WARN_UNUSED_RESULT;
void ks_certificate_usage_free (KsCertificateUsage *self);

/* Content of a keyUsage BIT STRING (RFC 5280 section 4.2.1.3); 0 when malformed. */
KsKeyUsage ks_key_usage_from_der (const KsDer *bits);

G_END_DECLS
