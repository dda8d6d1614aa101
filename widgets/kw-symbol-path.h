/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One outline of a symbolic icon, in the units of the icon: 16 x 16. */
typedef struct {
  GskPath *path;
  GskFillRule fill_rule;
} KwSymbolPath;

#define KW_SYMBOL_UNITS 16

/* The outlines of one of the program's own icons, of KwSymbolPath; empty where there is no such icon. */
GPtrArray *kw_symbol_path_list (const char *name) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
