/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-certificate.h"
#include "ks-certificate-outline.h"
#include "ks-certificate-usage.h"
#include "ks-signature-algorithm.h"
#include "ks-spki.h"

G_BEGIN_DECLS

/* OpenSSL's certificate, or the knowledge that there is none. */
typedef struct {
  X509 *x509;
} KsCertificateParsed;

/* Only @der is there from the beginning; everything else is a lazy field (ks-lazy.h). */
struct _KsCertificate {
  GObject parent_instance;

  GBytes *der;
  KsCertificateOutline *outline;
  KsCertificateUsage *usage;
  KsSpki *key;
  KsSignatureAlgorithm *signature;
  GPtrArray *alt_names;
  GPtrArray *extensions;
  GBytes *spki;
  char *serial;
  char *title; /* of a certificate without any name */
  char *sha256;
  char *spki_sha256;
  KsCertificateParsed *parsed;
  int self_signed; /* 0 = not known yet, 1 = no, 2 = yes */
};

KsCertificateOutline *ks_certificate_get_outline (KsCertificate *self);
void ks_certificate_parsed_free (KsCertificateParsed *parsed);

G_END_DECLS
