/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * KwStripLayout: four equal cells in a row, or two by two below 600 px
 */
#define KW_TYPE_STRIP_LAYOUT (kw_strip_layout_get_type ())
G_DECLARE_FINAL_TYPE (KwStripLayout, kw_strip_layout, KW, STRIP_LAYOUT, GtkLayoutManager)

/* Whether a strip of this width is one row. */
gboolean kw_strip_layout_is_row (GtkWidget *widget, int width);

G_END_DECLS
