/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "ks-comparison.h"

G_BEGIN_DECLS

/**
 * KwComparisonView:
 *
 * Two certificates or requests side by side: a card for each topic, with a row for each field. Of a topic with more than a hundred
 * fields the first ones are shown, and the others on demand.
 */
#define KW_TYPE_COMPARISON_VIEW (kw_comparison_view_get_type ())
G_DECLARE_FINAL_TYPE (KwComparisonView, kw_comparison_view, KW, COMPARISON_VIEW, GtkWidget)

GtkWidget *kw_comparison_view_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* What stands above the columns; @place: where it is from, or NULL. */
void kw_comparison_view_set_names (KwComparisonView *self,
                                   const char *left,
                                   const char *left_place,
                                   const char *right,
                                   const char *right_place);
void kw_comparison_view_set_comparison (KwComparisonView *self, KsComparison *comparison);
void kw_comparison_view_set_only_differences (KwComparisonView *self, gboolean only_differences);
void kw_comparison_view_set_narrow (KwComparisonView *self, gboolean is_narrow);

G_END_DECLS
