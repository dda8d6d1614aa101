/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "kw-time-pill.h"
#include "kw-validity-plot.h"
#include "kw-validity-row.h"
#include "kw-validity-view.h"

G_BEGIN_DECLS

/* Where a year begins. */
typedef struct {
  gint64 time;
  PangoLayout *layout;
} Year;

struct _KwValidityView {
  GtkWidget parent_instance;

  KsTimeline *timeline; /* or NULL */
  gint64 now;
  gint64 time; /* that is chosen; 0: today */
  gint64 from; /* of the axis */
  gint64 to;

  GPtrArray *rows; /* of KwValidityRow, leaf first */
  GtkWidget *band;
  GtkWidget *line;
  GtkWidget *pill;
  GArray *years;      /* of Year; NULL: to be made */
  PangoLayout *today; /* the word; NULL: to be made */

  KwValidityNeeds needs;
  KwValidityPlot plot;
  double drag_x;
  gboolean is_sliding;
};

/* kw-validity-view.c */
gboolean _kw_validity_view_is_rtl (KwValidityView *self);
void _kw_validity_view_show_time (KwValidityView *self);

/* kw-validity-view-draw.c */
void _kw_validity_view_forget_texts (KwValidityView *self);
void _kw_validity_view_forget_years (KwValidityView *self);
int _kw_validity_view_get_text_height (KwValidityView *self);
void _kw_validity_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot);

/* kw-validity-view-slide.c */
void _kw_validity_view_init_sliding (KwValidityView *self);
gint64 _kw_validity_view_count_days (gint64 time);
void _kw_validity_view_announce_choice (KwValidityView *self);

G_END_DECLS
