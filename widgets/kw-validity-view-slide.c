/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* How keyboard, pointer, fingers and assistive technologies move the slider of a validity view. */

#include "kw-config.h"

#include "kw-validity-view-private.h"

/* How far a finger may go before it is clear whether it scrolls or slides. */
#define TOUCH_SLOP 8

/**
 * _kw_validity_view_count_days:
 * @time: seconds since 1970
 *
 * Returns: the day of it in the user’s time zone, as a number
 */
gint64
_kw_validity_view_count_days (gint64 time)
{
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_local (time);
  GDate date;

  if (local == NULL)
    return 0;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, g_date_time_get_day_of_month (local), g_date_time_get_month (local),
                  g_date_time_get_year (local));
  return g_date_get_julian (&date);
}

/* Noon: a day is chosen, and no time of it. */
static gint64
noon_of (GDateTime *day)
{
  g_autoptr (GDateTime) noon = g_date_time_new_local (g_date_time_get_year (day), g_date_time_get_month (day),
                                                      g_date_time_get_day_of_month (day), 12, 0, 0);

  return noon != NULL ? g_date_time_to_unix (noon) : g_date_time_to_unix (day);
}

/* @day: (transfer full) (nullable) */
static void
choose_day (KwValidityView *self, GDateTime *day)
{
  g_autoptr (GDateTime) given = day;
  gint64 time;

  if (day == NULL)
    return;
  time = CLAMP (noon_of (day), self->from, self->to);
  if (_kw_validity_view_count_days (time) == _kw_validity_view_count_days (self->now))
    time = 0;
  if (time == self->time)
    return;
  self->time = time;
  _kw_validity_view_show_time (self);
  _kw_validity_view_announce_choice (self);
}

static void
stepped_cb (KwValidityView *self, int step)
{
  g_autoptr (GDateTime) day = g_date_time_new_from_unix_local (self->time != 0 ? self->time : self->now);

  if (day == NULL || self->timeline == NULL)
    return;
  switch ((KwTimeStep) step) {
  case KW_TIME_DAY_BEFORE:
    choose_day (self, g_date_time_add_days (day, -1));
    break;
  case KW_TIME_DAY_AFTER:
    choose_day (self, g_date_time_add_days (day, 1));
    break;
  case KW_TIME_MONTH_BEFORE:
    choose_day (self, g_date_time_add_months (day, -1));
    break;
  case KW_TIME_MONTH_AFTER:
    choose_day (self, g_date_time_add_months (day, 1));
    break;
  case KW_TIME_TODAY:
    choose_day (self, g_date_time_new_from_unix_local (self->now));
    break;
  case KW_TIME_LAST:
    choose_day (self, g_date_time_new_from_unix_local (self->to));
    break;
  default:
    g_return_if_reached ();
  }
}

static void
day_chosen_cb (KwValidityView *self, double days)
{
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_local (self->now);

  if (today != NULL && self->timeline != NULL)
    choose_day (self, g_date_time_add_days (today, (int) CLAMP (days, -100000, 100000)));
}

/* @x: from the left */
static void
slide_to (KwValidityView *self, double x)
{
  double start = _kw_validity_view_is_rtl (self) ? gtk_widget_get_width (GTK_WIDGET (self)) - x : x;

  choose_day (self, g_date_time_new_from_unix_local (kw_validity_plot_get_time (&self->plot, start)));
}

static gboolean
is_touch (GtkGesture *gesture)
{
  GdkDevice *device = gtk_event_controller_get_current_event_device (GTK_EVENT_CONTROLLER (gesture));

  return device != NULL && gdk_device_get_source (device) == GDK_SOURCE_TOUCHSCREEN;
}

static void
start_sliding (KwValidityView *self, GtkGesture *gesture)
{
  self->is_sliding = TRUE;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (self->pill);
}

/* A press anywhere on the axis takes the slider there. A finger may also want to scroll the page. */
static void
drag_begin_cb (KwValidityView *self, double x, double y, GtkGesture *gesture)
{
  double start = _kw_validity_view_is_rtl (self) ? gtk_widget_get_width (GTK_WIDGET (self)) - x : x;

  self->drag_x = x;
  self->is_sliding = FALSE;
  if (self->timeline == NULL || (start < self->plot.start && y > self->plot.top)) {
    gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_DENIED);
    return;
  }
  if (is_touch (gesture))
    return;
  start_sliding (self, gesture);
  slide_to (self, x);
}

static void
drag_update_cb (KwValidityView *self, double x, double y, GtkGesture *gesture)
{
  if (!self->is_sliding && ABS (y) > TOUCH_SLOP && ABS (y) > ABS (x)) {
    gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_DENIED);
    return;
  }
  if (!self->is_sliding && ABS (x) > TOUCH_SLOP)
    start_sliding (self, gesture);
  if (self->is_sliding)
    slide_to (self, self->drag_x + x);
}

static void
drag_end_cb (KwValidityView *self, double x, double y, GtkGesture *gesture)
{
  /* A finger that did not move. */
  if (!self->is_sliding && ABS (x) <= TOUCH_SLOP && ABS (y) <= TOUCH_SLOP)
    slide_to (self, self->drag_x);
  self->is_sliding = FALSE;
}

static void
add_drag (KwValidityView *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}

/**
 * _kw_validity_view_init_sliding:
 * @self: a validity view
 *
 * Follows keyboard, pointer, fingers and assistive technologies.
 */
void
_kw_validity_view_init_sliding (KwValidityView *self)
{
  g_signal_connect_object (self->pill, "stepped", G_CALLBACK (stepped_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pill, "day-chosen", G_CALLBACK (day_chosen_cb), self, G_CONNECT_SWAPPED);
  add_drag (self);
}
