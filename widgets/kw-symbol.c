/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-symbol.h"

/**
 * kw_symbol_snapshot:
 * @widget: the widget that is drawn, whose color, direction and scale hold
 * @snapshot: where to draw
 * @name: name of a symbolic icon of one color
 * @x: distance from the left of the widget's content, in px
 * @y: distance from the top of the widget's content, in px
 * @size: width and height, in px
 *
 * Draws what a #GtkImage would, for widgets of which there are hundreds.
 */
void
kw_symbol_snapshot (GtkWidget *widget, GtkSnapshot *snapshot, const char *name, int x, int y, int size)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));
  g_autoptr (GtkIconPaintable) icon =
    gtk_icon_theme_lookup_icon (theme, name, NULL, size, gtk_widget_get_scale_factor (widget),
                                gtk_widget_get_direction (widget), 0);
  GdkRGBA color;

  gtk_widget_get_color (widget, &color);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), snapshot, size, size, &color, 1);
  gtk_snapshot_restore (snapshot);
}
