/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the parts of a validity view need, in px. */
typedef struct {
  int name_width; /* of the longest name */
  int name_height;
  int date_width; /* of the longest date */
  int date_height;
  int pill_height;
  int year_height;
} KwValidityNeeds;

/**
 * KwValidityPlot:
 *
 * Where the parts of a validity view are, in px from its start (not from its left) and its top. A value.
 */
typedef struct {
  gboolean is_narrow; /* names and dates stand above their bars */
  int name_width;
  int start; /* of the axis */
  int width;
  int top; /* of the rows */
  int row_height;
  int bar_offset; /* from the top of a row */
  int bar_height;
  int bottom;  /* of the rows */
  int height;  /* of everything */
  gint64 from; /* seconds since 1970 */
  gint64 to;
} KwValidityPlot;

void kw_validity_plot_init (KwValidityPlot *self,
                            const KwValidityNeeds *needs,
                            int width,
                            guint n_bars,
                            gint64 from,
                            gint64 to);
/* px from the start of the view; beyond the axis for times beyond it */
double kw_validity_plot_get_x (const KwValidityPlot *self, gint64 time);
gint64 kw_validity_plot_get_time (const KwValidityPlot *self, double x);

G_END_DECLS
