/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Lower-case hex of a digest; NULL when OpenSSL does not know @name. */
char *ks_digest_dup_hex (const char *name, const guint8 *data, gsize size) G_GNUC_WARN_UNUSED_RESULT;
char *ks_digest_dup_sha256 (GBytes *bytes) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
