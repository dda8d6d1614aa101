/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-key.h"

G_BEGIN_DECLS

/* Java's own algorithms, as they stand in a file. */
#define KS_KEY_OID_JKS "1.3.6.1.4.1.42.2.17.1.1"
#define KS_KEY_OID_JCEKS "1.3.6.1.4.1.42.2.19.1"

/* EncryptedPrivateKeyInfo (RFC 5958 section 3), by the algorithm that it names. */
KsSecret *ks_key_protection_open (GBytes *encrypted, KsSecret *password, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
GBytes *ks_key_protection_seal (KsSecret *pkcs8,
                                KsSecret *password,
                                KsKeyScheme scheme,
                                guint iterations,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *ks_key_protection_describe (GBytes *encrypted) G_GNUC_WARN_UNUSED_RESULT;
/* Dotted decimal of the algorithm that protects it, or NULL when it is no EncryptedPrivateKeyInfo. */
char *ks_key_protection_dup_oid (GBytes *encrypted) G_GNUC_WARN_UNUSED_RESULT;
/* How often a password is digested for a key that JCEKS protects; 0 for other keys. */
guint64 ks_key_protection_count_jceks_iterations (GBytes *encrypted);

/* The size of the PrivateKeyInfo (RFC 5958) at the start of @data, and the dotted decimal of its algorithm; 0 when there is none.
 * @algorithm: (out) (optional) (transfer full) */
gsize ks_pkcs8_measure (const guint8 *data, gsize size, char **algorithm);

G_END_DECLS
