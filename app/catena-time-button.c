/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-time-button.h"

#include <glib/gi18n.h>

#include "ks-time.h"

struct _CatenaTimeButton {
  GtkBox parent_instance;

  gint64 time; /* 0: today */
  gboolean is_showing;

  GtkMenuButton *menu_button;
  GtkPopover *popover;
  GtkCalendar *calendar;
  GtkWidget *today_button;
};

G_DEFINE_FINAL_TYPE (CatenaTimeButton, catena_time_button, GTK_TYPE_BOX)

enum {
  SIGNAL_TIME_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
choose (CatenaTimeButton *self, gint64 time)
{
  if (time != self->time)
    g_signal_emit (self, signals[SIGNAL_TIME_CHOSEN], 0, time);
}

static gboolean
is_same_day (GDateTime *a, GDateTime *b)
{
  return g_date_time_get_year (a) == g_date_time_get_year (b) &&
         g_date_time_get_day_of_year (a) == g_date_time_get_day_of_year (b);
}

/* Noon: a day is chosen, and no time of it. */
static void
day_selected_cb (CatenaTimeButton *self)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (self->calendar);
  g_autoptr (GDateTime) today = g_date_time_new_now_local ();
  g_autoptr (GDateTime) noon = g_date_time_new_local (g_date_time_get_year (day), g_date_time_get_month (day),
                                                      g_date_time_get_day_of_month (day), 12, 0, 0);

  if (self->is_showing || noon == NULL)
    return;
  choose (self, is_same_day (day, today) ? 0 : g_date_time_to_unix (noon));
}

static void
today_cb (CatenaTimeButton *self)
{
  gtk_popover_popdown (self->popover);
  choose (self, 0);
}

static void
show_day (CatenaTimeButton *self)
{
  g_autoptr (GDateTime) day =
    self->time != 0 ? g_date_time_new_from_unix_local (self->time) : g_date_time_new_now_local ();

  if (day == NULL)
    return;
  self->is_showing = TRUE;
  gtk_calendar_select_day (self->calendar, day);
  self->is_showing = FALSE;
}

/* Nobody sees the calendar before. */
static void
map_cb (CatenaTimeButton *self)
{
  show_day (self);
  gtk_widget_set_sensitive (self->today_button, self->time != 0);
}

static void
catena_time_button_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_TIME_BUTTON);

  G_OBJECT_CLASS (catena_time_button_parent_class)->dispose (object);
}

static void
catena_time_button_class_init (CatenaTimeButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_time_button_dispose;

  signals[SIGNAL_TIME_CHOSEN] = g_signal_new ("time-chosen", CATENA_TYPE_TIME_BUTTON, G_SIGNAL_RUN_LAST, 0,
                                              NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/catena-time-button.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaTimeButton, menu_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaTimeButton, popover);
  gtk_widget_class_bind_template_child (widget_class, CatenaTimeButton, calendar);
  gtk_widget_class_bind_template_child (widget_class, CatenaTimeButton, today_button);
  gtk_widget_class_bind_template_callback (widget_class, day_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, today_cb);
  gtk_widget_class_bind_template_callback (widget_class, map_cb);
}

static void
catena_time_button_init (CatenaTimeButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * catena_time_button_set_time:
 * @self: the button
 * @time: what the verdict is for, in seconds since 1970; 0 for today
 *
 * Shows another date.
 */
void
catena_time_button_set_time (CatenaTimeButton *self, gint64 time)
{
  g_autofree char *date = NULL;

  g_return_if_fail (CATENA_IS_TIME_BUTTON (self));

  self->time = time;
  date = time != 0 ? ks_time_format_short_date (time) : g_strdup (_ ("Today"));
  gtk_menu_button_set_label (self->menu_button, date);
  if (gtk_widget_get_mapped (GTK_WIDGET (self->popover)))
    map_cb (self);
}
