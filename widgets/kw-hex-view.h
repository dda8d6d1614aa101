/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "kw-hex-row.h"

G_BEGIN_DECLS

/**
 * KwHexView:
 *
 * All bytes of something, in rows, with a range of them marked and another one shaded. Rows exist only for what can be seen.
 *
 * Property `per-row` (uint, 16): bytes in a row.
 * Signal `byte-activated (uint64 offset)`: somebody clicked on a byte.
 */
#define KW_TYPE_HEX_VIEW (kw_hex_view_get_type ())
G_DECLARE_FINAL_TYPE (KwHexView, kw_hex_view, KW, HEX_VIEW, GtkWidget)

GtkWidget *kw_hex_view_new (void) G_GNUC_WARN_UNUSED_RESULT;
void kw_hex_view_set_bytes (KwHexView *self, GBytes *bytes);
void kw_hex_view_set_per_row (KwHexView *self, guint per_row);
void kw_hex_view_set_shaded (KwHexView *self, KwByteRange range);
/* Also scrolls to its beginning. */
void kw_hex_view_set_marked (KwHexView *self, KwByteRange range);

G_END_DECLS
