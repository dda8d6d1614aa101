/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A range of bytes: from the first one to the one behind the last. Empty when both are the same. */
typedef struct {
  gsize start;
  gsize end;
} KwByteRange;

/**
 * KwHexRow:
 *
 * A few bytes of many: their place, their values in hexadecimal digits, and the characters that they would be. It draws itself, as
 * there are as many rows as a window has lines. Reads from left to right in every language.
 */
#define KW_TYPE_HEX_ROW (kw_hex_row_get_type ())
G_DECLARE_FINAL_TYPE (KwHexRow, kw_hex_row, KW, HEX_ROW, GtkWidget)

GtkWidget *kw_hex_row_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* @per_row: bytes that a full row has. NULL clears. */
void kw_hex_row_set_bytes (KwHexRow *self, GBytes *bytes, gsize offset, guint per_row);
/* The bytes to be marked, and those to be shaded. */
void kw_hex_row_set_ranges (KwHexRow *self, KwByteRange marked, KwByteRange shaded);
/* FALSE: there is no byte at that place. */
gboolean kw_hex_row_find (KwHexRow *self, double x, gsize *offset);
/* "16: 30 82 04 79" */
char *kw_hex_row_dup_text (GBytes *bytes, gsize offset, guint per_row) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
