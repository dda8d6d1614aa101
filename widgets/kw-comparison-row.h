/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "ks-comparison.h"

G_BEGIN_DECLS

/**
 * KwComparisonRow:
 *
 * One field of two certificates: what it is and how they compare, then both values in columns; in little width the values stand
 * under each other. What differs in them is marked.
 */
#define KW_TYPE_COMPARISON_ROW (kw_comparison_row_get_type ())
G_DECLARE_FINAL_TYPE (KwComparisonRow, kw_comparison_row, KW, COMPARISON_ROW, GtkWidget)

GtkWidget *kw_comparison_row_new (const KsComparisonRow *row) G_GNUC_WARN_UNUSED_RESULT;
/* Whose values stand in the columns: a name and where it is from. */
GtkWidget *kw_comparison_row_new_head (const char *left,
                                       const char *left_place,
                                       const char *right,
                                       const char *right_place) G_GNUC_WARN_UNUSED_RESULT;
void kw_comparison_row_set_narrow (KwComparisonRow *self, gboolean is_narrow);
/* The icon of a state. */
const char *kw_comparison_state_icon (KsComparisonState state);

G_END_DECLS
