/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-key.h"

G_BEGIN_DECLS

/* Private and secret keys as they stand in BCFKS keystores. Their plain forms are those of KS_KEY_FORM_PLAIN. */

/* KS_ERROR_WRONG_PASSWORD, KS_ERROR_MALFORMED, KS_ERROR_UNSUPPORTED, KS_ERROR_TOO_LARGE. */
KsSecret *ks_key_bcfks_open (GBytes *sealed, KsKeyKind kind, KsSecret *password, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* @iterations: 0 for the default. */
GBytes *ks_key_bcfks_seal (KsKeyKind kind,
                           KsSecret *plain,
                           KsSecret *password,
                           guint iterations,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Whether Bouncy Castle reads a secret key of @algorithm there. */
gboolean ks_key_bcfks_can_hold (const char *algorithm);

G_END_DECLS
