/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "ks-timeline.h"
#include "kw-validity-plot.h"

G_BEGIN_DECLS

/* The widgets of one certificate in a validity view; they belong to their parent. */
typedef struct {
  const KsTimelineBar *bar; /* of the view's timeline */
  GtkWidget *name;
  GtkWidget *span; /* the bar */
  GtkWidget *date;
} KwValidityRow;

KwValidityRow *kw_validity_row_new (GtkWidget *parent,
                                    const KsTimelineBar *bar,
                                    gboolean ends_first,
                                    gint64 now) G_GNUC_WARN_UNUSED_RESULT;
void kw_validity_row_free (KwValidityRow *self);
/* Not less than what is in @needs already. */
void kw_validity_row_measure (KwValidityRow *self, KwValidityNeeds *needs);
/* @place: from the top; @width: of the view, to mirror it */
void kw_validity_row_allocate (KwValidityRow *self, const KwValidityPlot *plot, guint place, int width);

G_END_DECLS
