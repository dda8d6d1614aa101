/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-key.h"

G_BEGIN_DECLS

/* Microsoft's private key files (PVK): an RSA or DSA key, perhaps encrypted with RC4. */

gboolean ks_key_pvk_probe (GBytes *bytes);
/* The key as it stands in the file: plain, or protected with KS_KEY_FORM_ENCRYPTED_PVK. KS_ERROR_MALFORMED, KS_ERROR_TRUNCATED. */
KsKey *ks_key_pvk_read (GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* PKCS#8. KS_ERROR_WRONG_PASSWORD, KS_ERROR_UNSUPPORTED and the errors above. */
KsSecret *ks_key_pvk_open (GBytes *bytes, KsSecret *password, GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *ks_key_pvk_describe (GBytes *bytes) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
