/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-key.h"

G_BEGIN_DECLS

/* Keys as Bouncy Castle's BKS and UBER keystores keep them: kind, format, algorithm and encoding, often sealed
 * (PBEWithSHAAnd3-KeyTripleDES-CBC). Plain keys have the forms of KS_KEY_FORM_PLAIN. */

/* RFC 7292 appendix B.3 */
typedef enum {
  KS_BKS_DERIVE_KEY = 1,
  KS_BKS_DERIVE_IV = 2,
  KS_BKS_DERIVE_MAC = 3,
} KsBksPurpose;

/* FALSE where OpenSSL has no such derivation. */
gboolean ks_bks_derive (KsSecret *password,
                        GBytes *salt,
                        guint iterations,
                        KsBksPurpose purpose,
                        guint8 *derived,
                        gsize size);

/* The plain key in @encoded. KS_ERROR_MALFORMED, KS_ERROR_UNSUPPORTED. */
KsSecret *ks_key_bks_decode (KsSecret *encoded, KsKeyKind *kind, GError **error) G_GNUC_WARN_UNUSED_RESULT;
KsSecret *ks_key_bks_encode (KsKeyKind kind, KsSecret *plain, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* @sealed: salt and its length, iterations, the encrypted encoding. @kind: (out) (optional). KS_ERROR_WRONG_PASSWORD,
 * KS_ERROR_MALFORMED, KS_ERROR_TOO_LARGE, KS_ERROR_UNSUPPORTED. */
KsSecret *ks_key_bks_open (GBytes *sealed, KsSecret *password, KsKeyKind *kind, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* @iterations: 0 for the default. */
GBytes *ks_key_bks_seal (KsKeyKind kind, KsSecret *plain, KsSecret *password, guint iterations, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
char *ks_key_bks_describe (GBytes *sealed) G_GNUC_WARN_UNUSED_RESULT;
/* How much work opening it is, and how many bytes are encrypted; both 0 when it is damaged. */
void ks_key_bks_measure (GBytes *sealed, guint64 *iterations, gsize *size);

G_END_DECLS
