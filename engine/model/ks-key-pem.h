/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-secret.h"

G_BEGIN_DECLS

/* RFC 1421 encryption as OpenSSL has always done it: @block is a whole PEM block with Proc-Type and DEK-Info. */
KsSecret *ks_key_pem_open (GBytes *block, KsSecret *password, GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *ks_key_pem_describe (GBytes *block) G_GNUC_WARN_UNUSED_RESULT;

/* PKCS#8 from what stands in a block of @label: "RSA PRIVATE KEY", "EC PRIVATE KEY", "DSA PRIVATE KEY", "PRIVATE KEY".
 * KS_ERROR_MALFORMED, KS_ERROR_UNSUPPORTED. */
KsSecret *ks_key_pkcs8_from_traditional (const char *label, const guint8 *data, gsize size, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
