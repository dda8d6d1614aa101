/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-key.h"

G_BEGIN_DECLS

/* OpenSSH's own private keys (OpenSSH, PROTOCOL.key): what stands in a block OPENSSH PRIVATE KEY. */

/* The key as it stands in the file: plain, or protected with KS_KEY_FORM_ENCRYPTED_OPENSSH. @comment: (out) (optional): of a plain key.
 * KS_ERROR_MALFORMED, KS_ERROR_TRUNCATED, KS_ERROR_UNSUPPORTED. */
KsKey *ks_key_openssh_read (GBytes *bytes, char **comment, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* PKCS#8. @comment: (out) (optional). KS_ERROR_WRONG_PASSWORD and the errors above, KS_ERROR_TOO_LARGE. */
KsSecret *ks_key_openssh_open (GBytes *bytes, KsSecret *password, char **comment, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
char *ks_key_openssh_describe (GBytes *bytes) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
