/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What one DER structure is, told from its outline. */
typedef enum {
  KS_SNIFFED_NOTHING,
  KS_SNIFFED_CERTIFICATE,   /* RFC 5280 */
  KS_SNIFFED_REQUEST,       /* RFC 2986 */
  KS_SNIFFED_CRL,           /* RFC 5280 */
  KS_SNIFFED_PRIVATE_KEY,   /* RFC 5958, 8017, 5915 */
  KS_SNIFFED_ENCRYPTED_KEY, /* RFC 5958 */
  KS_SNIFFED_PUBLIC_KEY,    /* RFC 5280, SubjectPublicKeyInfo */
  KS_SNIFFED_PKCS7,         /* RFC 2315, 5652 */
  KS_SNIFFED_BCFKS,
  KS_SNIFFED_SPKAC,    /* SignedPublicKeyAndChallenge, as web browsers made it */
  KS_SNIFFED_PKI_PATH, /* ITU-T X.509 section 9.6: certificates, root first */
} KsSniffedDer;

KsSniffedDer ks_sniff_der (const guint8 *data, gsize size);

G_END_DECLS
