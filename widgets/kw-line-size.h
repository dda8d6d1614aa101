/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The room that one line of text needs in a font, whatever the text; all in px. */
typedef struct {
  int ascent;
  int height;
  int char_width;
} KwLineSize;

KwLineSize kw_line_size_get (PangoContext *context, double scale);

G_END_DECLS
