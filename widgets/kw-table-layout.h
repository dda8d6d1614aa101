/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * KwTableLayout:
 *
 * Places a title and two values in columns whose places depend on the width alone, so that rows align without knowing each
 * other. In little width the values stand side by side below the title. Property: `first`
 * (double), where the first value starts, as a part of the width.
 */
#define KW_TYPE_TABLE_LAYOUT (kw_table_layout_get_type ())
G_DECLARE_FINAL_TYPE (KwTableLayout, kw_table_layout, KW, TABLE_LAYOUT, GtkLayoutManager)

G_END_DECLS
