/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-key.h"

G_BEGIN_DECLS

/* Secret keys with their algorithm, as Java wraps them: a PrivateKeyInfo whose algorithm is the secret key's, and whose
 * content is the key's raw bytes. */

/* @algorithm: "AES", "HmacSHA256", an OID. KS_ERROR_UNSUPPORTED when it has no object identifier. */
KsSecret *ks_secret_key_wrap (KsSecret *raw, const char *algorithm, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same for an algorithm of any name, for formats that keep names. KS_ERROR_UNSUPPORTED when the key is too large. */
KsSecret *ks_secret_key_wrap_named (KsSecret *raw, const char *algorithm, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* Whether ks_secret_key_wrap() takes that name. */
gboolean ks_secret_key_has_oid (const char *algorithm);
/* @algorithm: (out) (optional) (transfer full). KS_ERROR_MALFORMED. */
KsSecret *ks_secret_key_unwrap (KsSecret *wrapped, char **algorithm, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* Java's name of an algorithm, or NULL. */
const char *ks_secret_key_name_oid (const char *oid);
/* What counts as its size: DES keys have parity bits that do not. */
guint ks_secret_key_count_bits (const char *algorithm, gsize raw_size);

G_END_DECLS
