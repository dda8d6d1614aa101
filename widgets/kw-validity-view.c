/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-validity-view-private.h"

#include <glib/gi18n.h>

#include "ks-time.h"

#define MIN_WIDTH 220
#define NATURAL_WIDTH 700
#define LINE_WIDTH 2

enum {
  SIGNAL_TIME_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KwValidityView, kw_validity_view, GTK_TYPE_WIDGET)

/* What every part needs; the width comes later. */
static void
find_needs (KwValidityView *self)
{
  KwValidityNeeds *needs = &self->needs;

  *needs = (KwValidityNeeds) { 0 };
  for (guint i = 0; i < self->rows->len; i++)
    kw_validity_row_measure (g_ptr_array_index (self->rows, i), needs);
  gtk_widget_measure (self->pill, GTK_ORIENTATION_VERTICAL, -1, NULL, &needs->pill_height, NULL, NULL);
  needs->year_height = _kw_validity_view_get_text_height (self);
}

static void
kw_validity_view_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  KwValidityView *self = KW_VALIDITY_VIEW (widget);
  KwValidityPlot plot;
  int pill = 0;

  find_needs (self);
  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    gtk_widget_measure (self->pill, GTK_ORIENTATION_HORIZONTAL, -1, &pill, NULL, NULL, NULL);
    *minimum = MAX (MIN_WIDTH, pill);
    *natural = MAX (NATURAL_WIDTH, pill);
    return;
  }
  kw_validity_plot_init (&plot, &self->needs, for_size > 0 ? for_size : NATURAL_WIDTH, self->rows->len,
                         self->from, self->to);
  *minimum = *natural = plot.height;
}

static GtkSizeRequestMode
kw_validity_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/**
 * _kw_validity_view_is_rtl:
 * @self: a validity view
 *
 * Returns: whether time goes from right to left
 */
gboolean
_kw_validity_view_is_rtl (KwValidityView *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
}

/* @x: from the start */
static void
place (KwValidityView *self, GtkWidget *child, int x, int y, int width, int height)
{
  int whole = gtk_widget_get_width (GTK_WIDGET (self));

  gtk_widget_size_allocate (child,
                            &(GtkAllocation) { _kw_validity_view_is_rtl (self) ? whole - x - width : x, y,
                                               width, height },
                            -1);
}

static void
place_band (KwValidityView *self)
{
  const KwValidityPlot *plot = &self->plot;
  gint64 from = 0, to = 0;
  gboolean is_there = self->timeline != NULL && ks_timeline_get_window (self->timeline, &from, &to);
  int start = (int) CLAMP (kw_validity_plot_get_x (plot, from), plot->start, plot->start + plot->width);
  int end = (int) CLAMP (kw_validity_plot_get_x (plot, to), plot->start, plot->start + plot->width);

  gtk_widget_set_child_visible (self->band, is_there && end > start);
  place (self, self->band, start, plot->top, MAX (end - start, 1), plot->bottom - plot->top);
}

static void
place_slider (KwValidityView *self)
{
  const KwValidityPlot *plot = &self->plot;
  gint64 time = self->time != 0 ? self->time : self->now;
  int x = (int) CLAMP (kw_validity_plot_get_x (plot, time), plot->start, plot->start + plot->width);
  GtkRequisition pill;
  int start;

  gtk_widget_get_preferred_size (self->pill, NULL, &pill);
  start = CLAMP (x - pill.width / 2, 0, gtk_widget_get_width (GTK_WIDGET (self)) - pill.width);
  place (self, self->pill, start, 0, pill.width, pill.height);
  place (self, self->line, x - LINE_WIDTH / 2, pill.height, LINE_WIDTH, plot->bottom - pill.height);
}

static void
kw_validity_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  KwValidityView *self = KW_VALIDITY_VIEW (widget);
  int old_width = self->plot.width;

  kw_validity_plot_init (&self->plot, &self->needs, width, self->rows->len, self->from, self->to);
  if (self->plot.width != old_width)
    _kw_validity_view_forget_years (self);
  /* The anchor's certificate is on top, as in the vertical drawing of the chain. */
  for (guint i = 0; i < self->rows->len; i++)
    kw_validity_row_allocate (g_ptr_array_index (self->rows, i), &self->plot, self->rows->len - 1 - i, width);
  place_band (self);
  place_slider (self);
}

/**
 * _kw_validity_view_show_time:
 * @self: a validity view
 *
 * Moves the slider to the time that is chosen, without another layout of the page.
 */
void
_kw_validity_view_show_time (KwValidityView *self)
{
  g_autofree char *text = self->time != 0 ? ks_time_format_short_date (self->time) : g_strdup (_ ("Today"));
  g_autofree char *words = self->time != 0 ? ks_time_format_date (self->time) : g_strdup (_ ("Today"));
  gint64 today = _kw_validity_view_count_days (self->now);

  kw_time_pill_set_text (KW_TIME_PILL (self->pill), text);
  kw_time_pill_set_value (KW_TIME_PILL (self->pill),
                          (int) (_kw_validity_view_count_days (self->from) - today),
                          (int) (_kw_validity_view_count_days (self->to) - today),
                          self->time != 0 ? (int) (_kw_validity_view_count_days (self->time) - today) : 0,
                          words);
  /* The line and the pill move; nothing else has another size. */
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * _kw_validity_view_announce_choice:
 * @self: a validity view
 *
 * Tells that somebody has moved the slider.
 */
void
_kw_validity_view_announce_choice (KwValidityView *self)
{
  g_signal_emit (self, signals[SIGNAL_TIME_CHOSEN], 0, self->time);
}

static void
kw_validity_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (kw_validity_view_parent_class)->css_changed (widget, change);
  _kw_validity_view_forget_texts (KW_VALIDITY_VIEW (widget));
}

static void
kw_validity_view_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (kw_validity_view_parent_class)->system_setting_changed (widget, setting);
  _kw_validity_view_forget_texts (KW_VALIDITY_VIEW (widget));
  gtk_widget_queue_resize (widget);
}

static void
kw_validity_view_dispose (GObject *object)
{
  KwValidityView *self = KW_VALIDITY_VIEW (object);

  g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&self->band, gtk_widget_unparent);
  g_clear_pointer (&self->line, gtk_widget_unparent);
  g_clear_pointer (&self->pill, gtk_widget_unparent);
  g_clear_pointer (&self->timeline, ks_timeline_unref);
  _kw_validity_view_forget_texts (self);

  G_OBJECT_CLASS (kw_validity_view_parent_class)->dispose (object);
}

static void
kw_validity_view_finalize (GObject *object)
{
  g_ptr_array_unref (KW_VALIDITY_VIEW (object)->rows);

  G_OBJECT_CLASS (kw_validity_view_parent_class)->finalize (object);
}

static void
kw_validity_view_class_init (KwValidityViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kw_validity_view_dispose;
  object_class->finalize = kw_validity_view_finalize;
  widget_class->measure = kw_validity_view_measure;
  widget_class->get_request_mode = kw_validity_view_get_request_mode;
  widget_class->size_allocate = kw_validity_view_size_allocate;
  widget_class->snapshot = _kw_validity_view_snapshot;
  widget_class->css_changed = kw_validity_view_css_changed;
  widget_class->system_setting_changed = kw_validity_view_system_setting_changed;

  signals[SIGNAL_TIME_CHOSEN] = g_signal_new ("time-chosen", KW_TYPE_VALIDITY_VIEW, G_SIGNAL_RUN_LAST, 0,
                                              NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);

  gtk_widget_class_set_css_name (widget_class, "kwvalidityview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
make_part (KwValidityView *self, const char *css_name)
{
  GtkWidget *part = g_object_new (GTK_TYPE_BOX, "css-name", css_name, "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION, "can-target", FALSE, NULL);

  gtk_widget_set_parent (part, GTK_WIDGET (self));
  return part;
}

static void
kw_validity_view_init (KwValidityView *self)
{
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) kw_validity_row_free);
  self->band = make_part (self, "kwband");
  self->line = make_part (self, "kwtimeline");
  self->pill = kw_time_pill_new ();
  gtk_widget_set_parent (self->pill, GTK_WIDGET (self));
  _kw_validity_view_init_sliding (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("When the certificates are valid"), -1);
}

/**
 * kw_validity_view_new:
 *
 * Returns: (transfer floating): a view of nothing
 */
GtkWidget *
kw_validity_view_new (void)
{
  return g_object_new (KW_TYPE_VALIDITY_VIEW, NULL);
}

/* Another path for the same certificate, for example at another time, does not move the axis below the slider. */
static gboolean
keeps_axis (KwValidityView *self, KsTimeline *timeline, gint64 now)
{
  return self->timeline != NULL && now == self->now && ks_timeline_get_n_bars (timeline) > 0 &&
         ks_timeline_get_n_bars (self->timeline) > 0 &&
         ks_certificate_equal (ks_timeline_get_bar (timeline, 0)->certificate,
                               ks_timeline_get_bar (self->timeline, 0)->certificate);
}

static void
make_rows (KwValidityView *self)
{
  int first = self->timeline != NULL ? ks_timeline_get_first_to_end (self->timeline) : -1;

  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; self->timeline != NULL && i < ks_timeline_get_n_bars (self->timeline); i++)
    g_ptr_array_add (self->rows,
                     kw_validity_row_new (GTK_WIDGET (self), ks_timeline_get_bar (self->timeline, i),
                                          (int) i == first, self->now));
}

/**
 * kw_validity_view_set_timeline:
 * @self: the view
 * @timeline: (nullable): what to show
 * @now: what is today, in seconds since 1970
 *
 * Nothing happens when it is the same as before.
 */
void
kw_validity_view_set_timeline (KwValidityView *self, KsTimeline *timeline, gint64 now)
{
  g_return_if_fail (KW_IS_VALIDITY_VIEW (self));

  if (timeline == self->timeline || (timeline != NULL && self->timeline != NULL && now == self->now &&
                                     ks_timeline_equal (timeline, self->timeline)))
    return;
  if (timeline != NULL && !keeps_axis (self, timeline, now))
    ks_timeline_get_range (timeline, now, &self->from, &self->to);
  self->now = now;
  /* The rows point into the old one. */
  g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&self->timeline, ks_timeline_unref);
  self->timeline = timeline != NULL ? ks_timeline_ref (timeline) : NULL;
  make_rows (self);
  _kw_validity_view_forget_texts (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  _kw_validity_view_show_time (self);
}

/**
 * kw_validity_view_set_time:
 * @self: the view
 * @time: seconds since 1970; 0 for today
 *
 * Moves the slider. A time beyond the axis stands at its end.
 */
void
kw_validity_view_set_time (KwValidityView *self, gint64 time)
{
  g_return_if_fail (KW_IS_VALIDITY_VIEW (self));

  if (self->time == time)
    return;
  self->time = time;
  _kw_validity_view_show_time (self);
}

/**
 * kw_validity_view_get_time:
 * @self: the view
 *
 * Returns: what the slider is at, in seconds since 1970; 0 for today
 */
gint64
kw_validity_view_get_time (KwValidityView *self)
{
  g_return_val_if_fail (KW_IS_VALIDITY_VIEW (self), 0);

  return self->time;
}
