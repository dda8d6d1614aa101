/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-secret.h"

G_BEGIN_DECLS

/* Secret keys as JCEKS keeps them: a stream of Java's serialization with a javax.crypto.SealedObject, in which a second
 * stream with the key is encrypted. */

/* What ks_secret_key_unwrap() takes. KS_ERROR_WRONG_PASSWORD, KS_ERROR_UNSUPPORTED (another class, another encryption),
 * KS_ERROR_MALFORMED, KS_ERROR_TOO_LARGE. */
KsSecret *ks_key_sealed_open (GBytes *stream, KsSecret *password, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* @iterations: 0 for what Java takes. KS_ERROR_UNSUPPORTED for letters outside of ASCII, KS_ERROR_MALFORMED. */
GBytes *ks_key_sealed_seal (KsSecret *wrapped, KsSecret *password, guint iterations, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
char *ks_key_sealed_describe (GBytes *stream) G_GNUC_WARN_UNUSED_RESULT;
/* How much work opening it is; 0 when it cannot be opened. */
guint64 ks_key_sealed_count_iterations (GBytes *stream);

G_END_DECLS
