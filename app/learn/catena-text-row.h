/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CatenaTextRow:
 *
 * A row for text of several lines. Tab leaves it.
 */
#define CATENA_TYPE_TEXT_ROW (catena_text_row_get_type ())
G_DECLARE_FINAL_TYPE (CatenaTextRow, catena_text_row, CATENA, TEXT_ROW, AdwPreferencesRow)

/* Without space around it; NULL: there is none. */
char *catena_text_row_dup_text (CatenaTextRow *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
