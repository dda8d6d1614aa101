/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CatenaGrowingSelection:
 *
 * The items of another selection model for a list view, and what is selected of them. Where thousands of items come at once, it has a window's
 * height of them first and some more after each frame, until it has as many as a list view makes rows for, and then all of them. Signal: `grown`, when it has all of them after that.
 */
#define CATENA_TYPE_GROWING_SELECTION (catena_growing_selection_get_type ())
G_DECLARE_FINAL_TYPE (CatenaGrowingSelection, catena_growing_selection, CATENA, GROWING_SELECTION, GObject)

CatenaGrowingSelection *catena_growing_selection_new (GtkSelectionModel *model, GtkWidget *widget)
  G_GNUC_WARN_UNUSED_RESULT;
void catena_growing_selection_start_over (CatenaGrowingSelection *self);

G_END_DECLS
