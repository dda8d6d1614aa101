/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ks.h"

G_BEGIN_DECLS

/**
 * CatenaFormatRow:
 *
 * A choice among the formats that can be written; its subtitle says what the chosen one is for.
 */
#define CATENA_TYPE_FORMAT_ROW (catena_format_row_get_type ())
G_DECLARE_FINAL_TYPE (CatenaFormatRow, catena_format_row, CATENA, FORMAT_ROW, AdwComboRow)

const KsFormat *catena_format_row_get_format (CatenaFormatRow *self);
void catena_format_row_set_format (CatenaFormatRow *self, const KsFormat *format);

G_END_DECLS
