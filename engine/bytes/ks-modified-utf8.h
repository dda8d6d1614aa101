/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Java's modified UTF-8 (java.io.DataInput): U+0000 is C0 80, a character above U+FFFF is its two surrogates
 * in three bytes each. NULL when @data is not that; @bad_offset then has the place. */
char *ks_modified_utf8_decode (const guint8 *data, gsize size, gsize *bad_offset) G_GNUC_WARN_UNUSED_RESULT;
/* The inverse: @utf8 as ks_modified_utf8_decode() makes it, or any valid UTF-8. NULL when it is neither. */
GBytes *ks_modified_utf8_encode (const char *utf8) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
