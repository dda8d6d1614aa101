/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * KwValidityBar:
 *
 * How much of a validity period is over: a bar, both dates, and the rest in words.
 */
#define KW_TYPE_VALIDITY_BAR (kw_validity_bar_get_type ())
G_DECLARE_FINAL_TYPE (KwValidityBar, kw_validity_bar, KW, VALIDITY_BAR, GtkWidget)

GtkWidget *kw_validity_bar_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* Seconds since 1970; KS_TIME_INVALID for a date that cannot be read. */
void kw_validity_bar_set_span (KwValidityBar *self, gint64 not_before, gint64 not_after, gint64 now);

G_END_DECLS
