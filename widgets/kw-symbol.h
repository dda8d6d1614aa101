/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Draws a symbolic icon in the color of a widget, which spares the widget a child for it. */
void kw_symbol_snapshot (GtkWidget *widget, GtkSnapshot *snapshot, const char *name, int x, int y, int size);

G_END_DECLS
