/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * KwPemRow: bytes as PEM, to open and to copy. Signal `copied (string title)`.
 */
#define KW_TYPE_PEM_ROW (kw_pem_row_get_type ())
G_DECLARE_FINAL_TYPE (KwPemRow, kw_pem_row, KW, PEM_ROW, AdwExpanderRow)

GtkWidget *kw_pem_row_new (const char *label, const char *title) G_GNUC_WARN_UNUSED_RESULT;
/* The row is closed. */
void kw_pem_row_set_bytes (KwPemRow *self, GBytes *der);

G_END_DECLS
