/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "kw-value-diff.h"

G_BEGIN_DECLS

/**
 * KwCheckRow:
 *
 * One check of a link: mark, title, both values, of which the parts that disagree are underlined. It can have the focus; signal
 * `pointed (gboolean)`: the pointer or the focus came, or went.
 */
#define KW_TYPE_CHECK_ROW (kw_check_row_get_type ())
G_DECLARE_FINAL_TYPE (KwCheckRow, kw_check_row, KW, CHECK_ROW, GtkWidget)

/* Nothing of @result is kept. @fault: which end of a validity period fails */
GtkWidget *kw_check_row_new (const KsResult *result, KwDateFault fault) G_GNUC_WARN_UNUSED_RESULT;
/* The check of the row; its id tells what is compared. */
const KsCheck *kw_check_row_get_check (KwCheckRow *self);

G_END_DECLS
