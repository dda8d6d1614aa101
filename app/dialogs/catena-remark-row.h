/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ks.h"

G_BEGIN_DECLS

/**
 * CatenaRemarkRow:
 *
 * A row about something worth knowing of a file, with a button where something can be done. Signal `remedy-wanted (uint)`: a
 * KsRemarkRemedy.
 */
#define CATENA_TYPE_REMARK_ROW (catena_remark_row_get_type ())
G_DECLARE_FINAL_TYPE (CatenaRemarkRow, catena_remark_row, CATENA, REMARK_ROW, AdwPreferencesRow)

GtkWidget *catena_remark_row_new (const KsRemark *remark, gboolean is_read_only) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
