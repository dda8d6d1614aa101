/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CatenaTimeButton:
 *
 * The date that a verdict is for, and a calendar to choose another.
 *
 * Signals:
 * - `time-chosen (int64)`: seconds since 1970, or 0 for today
 */
#define CATENA_TYPE_TIME_BUTTON (catena_time_button_get_type ())
G_DECLARE_FINAL_TYPE (CatenaTimeButton, catena_time_button, CATENA, TIME_BUTTON, GtkBox)

void catena_time_button_set_time (CatenaTimeButton *self, gint64 time);

G_END_DECLS
