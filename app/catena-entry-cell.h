/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "ks.h"

G_BEGIN_DECLS

/**
 * CatenaEntryCell:
 *
 * An entry in a list of a dialog: what kind it is, its alias, and a second line; a dash where there is none. Set again for each entry
 * that its row is recycled for.
 */
#define CATENA_TYPE_ENTRY_CELL (catena_entry_cell_get_type ())
G_DECLARE_FINAL_TYPE (CatenaEntryCell, catena_entry_cell, CATENA, ENTRY_CELL, GtkWidget)

GtkWidget *catena_entry_cell_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* @entry: NULL for none; @place: the file that it is in, or NULL for how long it lasts */
void catena_entry_cell_set_entry (CatenaEntryCell *self, KsEntry *entry, const char *place);
KsEntry *catena_entry_cell_get_entry (CatenaEntryCell *self);
/* What it shows, for the accessible label of its row. */
char *catena_entry_cell_dup_description (CatenaEntryCell *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
