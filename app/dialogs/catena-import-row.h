/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "catena-import-item.h"

G_BEGIN_DECLS

/**
 * CatenaImportRow:
 *
 * One entry in the list of the import dialog; recycled. Property: item.
 */
#define CATENA_TYPE_IMPORT_ROW (catena_import_row_get_type ())
G_DECLARE_FINAL_TYPE (CatenaImportRow, catena_import_row, CATENA, IMPORT_ROW, AdwBin)

GtkWidget *catena_import_row_new (void);
/* @item: (nullable) */
void catena_import_row_set_item (CatenaImportRow *self, CatenaImportItem *item);

G_END_DECLS
