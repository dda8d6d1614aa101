/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * KwDateRow:
 *
 * A day, typed as 2027-03-15 or chosen from a calendar. Signal `changed-date ()`.
 */
#define KW_TYPE_DATE_ROW (kw_date_row_get_type ())
G_DECLARE_FINAL_TYPE (KwDateRow, kw_date_row, KW, DATE_ROW, AdwEntryRow)

GtkWidget *kw_date_row_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* Midnight (UTC) in which the day begins, in seconds since 1970; KS_TIME_INVALID while what is typed is no day. */
gint64 kw_date_row_get_day (KwDateRow *self);
/* Any time of that day. Without the signal. */
void kw_date_row_set_day (KwDateRow *self, gint64 time);

G_END_DECLS
