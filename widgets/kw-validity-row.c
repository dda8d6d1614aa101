/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-validity-row.h"

#include <glib/gi18n.h>

#include "ks-time.h"
#include "kw-text.h"

#define DATE_GAP 9
/* What is shorter cannot be seen. */
#define MIN_SPAN 4

static GtkWidget *
make_label (GtkWidget *parent, const char *text, const char *const *classes)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "css-classes", classes, "xalign", 0.0,
                                   "can-target", FALSE, NULL);

  gtk_widget_set_parent (label, parent);
  return label;
}

static char *
say_dates (const KsTimelineBar *bar, gint64 now)
{
  g_autofree char *from = ks_time_format_short_date (bar->from);
  g_autofree char *to = ks_time_format_short_date (bar->to);

  if (bar->from > now)
    /* Translators: two short dates */
    return g_strdup_printf (_ ("%s – %s"), from, to);
  /* Translators: a short date, beside a bar that ends there */
  return g_strdup_printf (_ ("to %s"), to);
}

/* All that the bar shows, for a tooltip and for those who do not see it. */
static void
describe (KwValidityRow *self, gboolean ends_first, gint64 now)
{
  g_autofree char *title = kw_text_plain (ks_certificate_get_title (self->bar->certificate));
  g_autofree char *from = ks_time_format_date (self->bar->from);
  g_autofree char *to = ks_time_format_date (self->bar->to);
  g_autofree char *span = ks_time_describe_span (self->bar->from, self->bar->to, now);
  g_autofree char *words =
    g_strdup_printf (ends_first ? /* Translators: a certificate, two dates, and “115 days left” */
                       _ ("“%s”: valid from %s to %s, %s; ends first")
                                : _ ("“%s”: valid from %s to %s, %s"),
                     title, from, to, span);

  gtk_widget_set_tooltip_text (self->span, words);
  gtk_widget_set_tooltip_text (self->name, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->span), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

/**
 * kw_validity_row_new:
 * @parent: the view
 * @bar: what the row is about
 * @ends_first: whether no other certificate of the path ends sooner
 * @now: what is today, in seconds since 1970
 *
 * Returns: (transfer full): the row, its widgets being children of @parent
 */
KwValidityRow *
kw_validity_row_new (GtkWidget *parent, const KsTimelineBar *bar, gboolean ends_first, gint64 now)
{
  KwValidityRow *self = g_new0 (KwValidityRow, 1);
  g_autofree char *title = kw_text_show (ks_certificate_get_title (bar->certificate));
  g_autofree char *dates = say_dates (bar, now);

  self->bar = bar;
  self->span =
    g_object_new (GTK_TYPE_BOX, "css-name", "kwspan", "accessible-role", GTK_ACCESSIBLE_ROLE_IMG, NULL);
  gtk_widget_set_parent (self->span, parent);
  self->name = make_label (parent, title, (const char *const[]) { ends_first ? "heading" : "body", NULL });
  gtk_label_set_ellipsize (GTK_LABEL (self->name), PANGO_ELLIPSIZE_END);
  gtk_widget_set_can_target (self->name, TRUE);
  self->date = make_label (parent, dates,
                           ends_first ? (const char *const[]) { "caption-heading", "numeric", "error", NULL }
                                      : (const char *const[]) { "caption", "numeric", NULL });
  if (ends_first)
    gtk_widget_add_css_class (self->span, "first");
  describe (self, ends_first, now);
  return self;
}

/**
 * kw_validity_row_free:
 * @self: (transfer full): a row
 *
 * Takes its widgets from the view.
 */
void
kw_validity_row_free (KwValidityRow *self)
{
  g_clear_pointer (&self->name, gtk_widget_unparent);
  g_clear_pointer (&self->span, gtk_widget_unparent);
  g_clear_pointer (&self->date, gtk_widget_unparent);
  g_free (self);
}

/**
 * kw_validity_row_measure:
 * @self: a row
 * @needs: (inout): what all rows need
 */
void
kw_validity_row_measure (KwValidityRow *self, KwValidityNeeds *needs)
{
  GtkRequisition name, date;

  gtk_widget_get_preferred_size (self->name, NULL, &name);
  gtk_widget_get_preferred_size (self->date, NULL, &date);
  needs->name_width = MAX (needs->name_width, name.width);
  needs->name_height = MAX (needs->name_height, name.height);
  needs->date_width = MAX (needs->date_width, date.width);
  needs->date_height = MAX (needs->date_height, date.height);
}

/* @x: from the start of the view */
static void
place (GtkWidget *child, int x, int y, int width, int height, int whole)
{
  gboolean is_rtl = gtk_widget_get_direction (gtk_widget_get_parent (child)) == GTK_TEXT_DIR_RTL;

  gtk_widget_size_allocate (child, &(GtkAllocation) { is_rtl ? whole - x - width : x, y, width, height }, -1);
}

/* Beside its bar: where that goes on beyond the axis, in it; else behind it, or where there is no room before it. */
static void
place_date (KwValidityRow *self, const KwValidityPlot *plot, int start, int end, int top, int whole)
{
  int limit = plot->start + plot->width;
  GtkRequisition size;
  int x;

  gtk_widget_get_preferred_size (self->date, NULL, &size);
  if (plot->is_narrow) {
    place (self->date, whole - size.width, top, size.width, plot->bar_offset - 4, whole);
    return;
  }
  if (end + DATE_GAP + size.width <= limit)
    x = end + DATE_GAP;
  else if (end - start >= size.width + 2 * DATE_GAP)
    x = end - DATE_GAP - size.width;
  else
    x = MAX (start - DATE_GAP - size.width, plot->start);
  place (self->date, x, top + (plot->row_height - size.height) / 2, size.width, size.height, whole);
}

static void
place_name (KwValidityRow *self, const KwValidityPlot *plot, int top, int whole)
{
  int minimum = 0;
  int height = plot->is_narrow ? plot->bar_offset - 4 : plot->row_height;
  int width = plot->name_width;

  gtk_widget_measure (self->name, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  place (self->name, 0, top, MAX (width, minimum), height, whole);
}

static void
set_class (GtkWidget *widget, const char *class_name, gboolean is_set)
{
  if (is_set)
    gtk_widget_add_css_class (widget, class_name);
  else
    gtk_widget_remove_css_class (widget, class_name);
}

/**
 * kw_validity_row_allocate:
 * @self: a row
 * @plot: the geometry of the view
 * @place: which row it is, from the top
 * @width: px of the view
 *
 * Places the widgets. A bar that goes on beyond an end of the axis fades there.
 */
void
kw_validity_row_allocate (KwValidityRow *self, const KwValidityPlot *plot, guint place_index, int width)
{
  int top = plot->top + (int) place_index * plot->row_height;
  double from = kw_validity_plot_get_x (plot, self->bar->from);
  double to = kw_validity_plot_get_x (plot, self->bar->to);
  double limit = plot->start + plot->width;
  int start = (int) CLAMP (from, plot->start, limit - MIN_SPAN);
  int end = (int) CLAMP (to, start + MIN_SPAN, limit);
  gboolean is_seen = from < limit && to > plot->start && self->bar->from != KS_TIME_INVALID &&
                     self->bar->to != KS_TIME_INVALID;

  set_class (self->span, "fades-start", from < plot->start);
  set_class (self->span, "fades-end", to > limit);
  gtk_widget_set_child_visible (self->span, is_seen);
  place (self->span, start, top + plot->bar_offset, end - start, plot->bar_height, width);
  place_date (self, plot, start, end, top, width);
  place_name (self, plot, top, width);
}
