/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-secret.h"

G_BEGIN_DECLS

/* What a file that is nothing but base64 stands for; NULL when it is anything else. Blanks and line ends do not matter. */
GBytes *ks_base64_decode_file (GBytes *text) G_GNUC_WARN_UNUSED_RESULT;
/* Base64url without padding (RFC 4648 section 5), as JSON Web Keys have it; NULL when it is anything else. */
KsSecret *ks_base64_decode_url (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
