/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-length.h"

#include <adwaita.h>

/**
 * kw_length_scaled:
 * @widget: a widget
 * @length: a length at 100 % text scale, in px
 *
 * Scales a length with the size of text, as the breakpoints of the window do.
 *
 * Returns: the length in px
 */
int
kw_length_scaled (GtkWidget *widget, int length)
{
  return (int) adw_length_unit_to_px (ADW_LENGTH_UNIT_SP, length, gtk_widget_get_settings (widget));
}
