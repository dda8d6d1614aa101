/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Where the keyboard moves a date. */
typedef enum {
  KW_TIME_DAY_BEFORE,
  KW_TIME_DAY_AFTER,
  KW_TIME_MONTH_BEFORE,
  KW_TIME_MONTH_AFTER,
  KW_TIME_TODAY,
  KW_TIME_LAST,
} KwTimeStep;

/**
 * KwTimePill:
 *
 * The knob of a slider over time: a date in a pill. Its words change without a new layout of the page around it.
 *
 * Signals:
 * - `stepped (int)`: the keyboard asks for a #KwTimeStep
 * - `day-chosen (double)`: an assistive technology has set the value, in days from today
 */
#define KW_TYPE_TIME_PILL (kw_time_pill_get_type ())
G_DECLARE_FINAL_TYPE (KwTimePill, kw_time_pill, KW, TIME_PILL, GtkWidget)

GtkWidget *kw_time_pill_new (void) G_GNUC_WARN_UNUSED_RESULT;
void kw_time_pill_set_text (KwTimePill *self, const char *text);
void kw_time_pill_set_value (KwTimePill *self, int minimum, int maximum, int days, const char *words);

G_END_DECLS
