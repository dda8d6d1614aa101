/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * KwHostLayout:
 *
 * Places a host and what stands beside it in columns whose places depend on the width and their number alone, so that the rows and the
 * head of a table align without knowing each other.
 */
#define KW_TYPE_HOST_LAYOUT (kw_host_layout_get_type ())
G_DECLARE_FINAL_TYPE (KwHostLayout, kw_host_layout, KW, HOST_LAYOUT, GtkLayoutManager)

G_END_DECLS
