/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "catena-entry-cell.h"

G_BEGIN_DECLS

/**
 * CatenaPairRow:
 *
 * An entry of one keystore beside the one of another that belongs to it, and what else there is to say about the two. In little width
 * they stand under each other. Set again for each pair that it is recycled for.
 */
#define CATENA_TYPE_PAIR_ROW (catena_pair_row_get_type ())
G_DECLARE_FINAL_TYPE (CatenaPairRow, catena_pair_row, CATENA, PAIR_ROW, GtkWidget)

GtkWidget *catena_pair_row_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* @places: NULL in columns, else the names of both files */
void catena_pair_row_set_pair (CatenaPairRow *self, KsStorePair *pair, const char *const *places);
KsStorePair *catena_pair_row_get_pair (CatenaPairRow *self);
/* @side: 0 or 1 */
CatenaEntryCell *catena_pair_row_get_cell (CatenaPairRow *self, guint side);
/* What it shows, for the accessible label of the list item. */
char *catena_pair_row_dup_description (CatenaPairRow *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
