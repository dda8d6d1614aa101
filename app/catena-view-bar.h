/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "catena-time-button.h"

G_BEGIN_DECLS

/**
 * CatenaViewBar:
 *
 * What stands above a chain: how it is drawn, and whom it is judged by.
 *
 * Signals: `drawing-changed ()`; `trust-chosen (uint)`: index in the list given to catena_view_bar_set_trust().
 */
#define CATENA_TYPE_VIEW_BAR (catena_view_bar_get_type ())
G_DECLARE_FINAL_TYPE (CatenaViewBar, catena_view_bar, CATENA, VIEW_BAR, GtkBox)

/* What is drawn of a chain: as the entry holds it; what a client makes of what a server sends of that; the best path found. */
typedef enum {
  CATENA_DRAWING_STORED,
  CATENA_DRAWING_SENT,
  CATENA_DRAWING_FOUND,
} CatenaDrawing;

CatenaDrawing catena_view_bar_get_drawing (CatenaViewBar *self);
void catena_view_bar_set_drawing (CatenaViewBar *self, CatenaDrawing drawing);
/* Where there is nothing to choose between, the choice is not shown. */
void catena_view_bar_set_has_choice (CatenaViewBar *self, gboolean has_choice);
CatenaTimeButton *catena_view_bar_get_time_button (CatenaViewBar *self);
void catena_view_bar_set_trust (CatenaViewBar *self, const char *const *names, guint selected);

G_END_DECLS
