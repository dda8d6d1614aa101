/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-validity-plot.h"

#define NAME_SHARE 0.26
#define NAME_GAP 26
#define ROW_HEIGHT 40
#define BAR_HEIGHT 24
/* Between the pill, or the word for today, and the first row. */
#define TOP_GAP 10
#define YEAR_GAP 4
#define NARROW_GAP 4
/* An axis that is shorter than so many dates is drawn below the names. */
#define DATES_ON_AXIS 4

static void
lay_out_narrow (KwValidityPlot *self, const KwValidityNeeds *needs, int width)
{
  int line = MAX (needs->name_height, needs->date_height);

  self->is_narrow = TRUE;
  self->name_width = MAX (width - needs->date_width - NAME_GAP, width / 3);
  self->start = 0;
  self->width = width;
  self->bar_offset = line + NARROW_GAP;
  self->bar_height = BAR_HEIGHT * 2 / 3;
  self->row_height = self->bar_offset + self->bar_height + 2 * NARROW_GAP;
}

static void
lay_out_wide (KwValidityPlot *self, const KwValidityNeeds *needs, int width)
{
  self->is_narrow = FALSE;
  self->name_width = MIN (needs->name_width, (int) (width * NAME_SHARE));
  self->start = self->name_width + NAME_GAP;
  self->width = width - self->start;
  self->bar_height = MAX (BAR_HEIGHT, needs->date_height + 4);
  self->row_height = MAX (ROW_HEIGHT, MAX (self->bar_height, needs->name_height) + 12);
  self->bar_offset = (self->row_height - self->bar_height) / 2;
}

/**
 * kw_validity_plot_init:
 * @self: (out caller-allocates): the plot
 * @needs: what its parts need
 * @width: px that there are
 * @n_bars: number of rows
 * @from: first second of the axis
 * @to: last second of the axis
 *
 * Lays a validity view out: names beside their bars, or above them where there is little room.
 */
void
kw_validity_plot_init (KwValidityPlot *self,
                       const KwValidityNeeds *needs,
                       int width,
                       guint n_bars,
                       gint64 from,
                       gint64 to)
{
  lay_out_wide (self, needs, width);
  if (self->width < DATES_ON_AXIS * needs->date_width)
    lay_out_narrow (self, needs, width);
  self->top = needs->pill_height + TOP_GAP;
  self->bottom = self->top + (int) n_bars * self->row_height;
  self->height = self->bottom + YEAR_GAP + needs->year_height;
  self->from = from;
  self->to = to;
}

/**
 * kw_validity_plot_get_x:
 * @self: a plot
 * @time: seconds since 1970
 *
 * Returns: px from the start of the view, on the axis or beyond its ends
 */
double
kw_validity_plot_get_x (const KwValidityPlot *self, gint64 time)
{
  double share = ((double) time - (double) self->from) / (double) MAX (self->to - self->from, 1);

  return self->start + share * self->width;
}

/**
 * kw_validity_plot_get_time:
 * @self: a plot
 * @x: px from the start of the view
 *
 * Returns: the time there, within the axis
 */
gint64
kw_validity_plot_get_time (const KwValidityPlot *self, double x)
{
  double share = CLAMP ((x - self->start) / MAX (self->width, 1), 0, 1);

  return self->from + (gint64) (share * (double) (self->to - self->from));
}
