/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "ks-timeline.h"

G_BEGIN_DECLS

/**
 * KwValidityView:
 *
 * When the certificates of a path are valid: a bar for each on one axis, a band where all of them are, and a slider over time.
 *
 * Signals:
 * - `time-chosen (int64)`: somebody has moved the slider; seconds since 1970, or 0 for today
 */
#define KW_TYPE_VALIDITY_VIEW (kw_validity_view_get_type ())
G_DECLARE_FINAL_TYPE (KwValidityView, kw_validity_view, KW, VALIDITY_VIEW, GtkWidget)

GtkWidget *kw_validity_view_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* @timeline: (nullable); @now: what is today, in seconds since 1970 */
void kw_validity_view_set_timeline (KwValidityView *self, KsTimeline *timeline, gint64 now);
/* Seconds since 1970; 0 for today. */
void kw_validity_view_set_time (KwValidityView *self, gint64 time);
gint64 kw_validity_view_get_time (KwValidityView *self);

G_END_DECLS
