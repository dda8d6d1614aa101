/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-format.h"

G_BEGIN_DECLS

/* Formats of a file that is one key, or a few, and nothing else. All are only read. */

extern const KsFormat
  ks_format_key; /* DER: PKCS #8, PKCS #1, SEC 1, DSA, SubjectPublicKeyInfo; the same as base64 */
extern const KsFormat ks_format_openssh; /* OPENSSH PRIVATE KEY */
extern const KsFormat ks_format_pvk;     /* Microsoft's PVK */
extern const KsFormat ks_format_jwk;     /* JSON Web Key, and sets of them */

/* What all of them do with a password that was given: see that it opens @key. TRUE without one, or for a plain key. */
gboolean ks_key_file_try_password (KsKey *key, const KsReadOptions *options, GError **error);

G_END_DECLS
