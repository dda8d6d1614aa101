/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-reader.h"
#include "ks-secret.h"

G_BEGIN_DECLS

/* What the two files of ks-key-openssh share. */

/* A string of visible ASCII. */
char *ks_openssh_read_text (KsReader *reader, const char *field, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The numbers of one private key as PKCS#8; the reader stands at the comment afterwards. */
KsSecret *ks_openssh_read_private (KsReader *reader, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* "RSA", "EC" and the like of a public key; KS_ERROR_UNSUPPORTED. */
const char *ks_openssh_name_public (GBytes *public_key, GError **error);

G_END_DECLS
