/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-date-row.h"

#include <glib/gi18n.h>

#include "ks-time.h"

struct _KwDateRow {
  AdwEntryRow parent_instance;

  GtkWidget *calendar_button;
  GtkPopover *popover;
  GtkCalendar *calendar;

  gint64 day;
  gboolean is_setting;
};

enum {
  SIGNAL_CHANGED_DATE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KwDateRow, kw_date_row, ADW_TYPE_ENTRY_ROW)

static gint64
parse_day (const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autofree char *full = g_strconcat (stripped, "T00:00:00Z", NULL);

  return strlen (stripped) == strlen ("2027-03-15") ? ks_time_from_rfc3339 (full, NULL) : KS_TIME_INVALID;
}

static void
show_state (KwDateRow *self)
{
  gboolean is_valid = self->day != KS_TIME_INVALID;

  if (is_valid)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self),
                               is_valid ? NULL : _ ("A date is written as year-month-day: 2027-03-15"));
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_INVALID,
                               is_valid ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE, -1);
}

static void
show_calendar (KwDateRow *self)
{
  g_autoptr (GDateTime) date =
    self->day != KS_TIME_INVALID ? g_date_time_new_from_unix_utc (self->day) : NULL;

  if (date == NULL)
    return;
  self->is_setting = TRUE;
  gtk_calendar_select_day (self->calendar, date);
  self->is_setting = FALSE;
}

static void
text_cb (KwDateRow *self)
{
  if (self->is_setting)
    return;
  self->day = parse_day (gtk_editable_get_text (GTK_EDITABLE (self)));
  show_state (self);
  show_calendar (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED_DATE], 0);
}

static void
day_cb (KwDateRow *self)
{
  g_autoptr (GDateTime) date = NULL;
  g_autofree char *text = NULL;

  /* The calendar has a day before the template has the calendar. */
  if (self->is_setting || self->calendar == NULL)
    return;
  date = gtk_calendar_get_date (self->calendar);
  text = g_date_time_format (date, "%Y-%m-%d");
  gtk_editable_set_text (GTK_EDITABLE (self), text);
}

static void
kw_date_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), KW_TYPE_DATE_ROW);

  G_OBJECT_CLASS (kw_date_row_parent_class)->dispose (object);
}

static void
kw_date_row_class_init (KwDateRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kw_date_row_dispose;
  signals[SIGNAL_CHANGED_DATE] =
    g_signal_new ("changed-date", KW_TYPE_DATE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/widgets/kw-date-row.ui");
  gtk_widget_class_bind_template_child (widget_class, KwDateRow, calendar_button);
  gtk_widget_class_bind_template_child (widget_class, KwDateRow, popover);
  gtk_widget_class_bind_template_child (widget_class, KwDateRow, calendar);
  gtk_widget_class_bind_template_callback (widget_class, text_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_cb);
}

static void
kw_date_row_init (KwDateRow *self)
{
  self->day = KS_TIME_INVALID;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kw_date_row_new:
 *
 * Returns: (transfer floating): a row without a day
 */
GtkWidget *
kw_date_row_new (void)
{
  return g_object_new (KW_TYPE_DATE_ROW, NULL);
}

/**
 * kw_date_row_get_day:
 * @self: a row
 *
 * Returns: the midnight (UTC) in which the day begins, in seconds since 1970, or %KS_TIME_INVALID
 */
gint64
kw_date_row_get_day (KwDateRow *self)
{
  return self->day;
}

/**
 * kw_date_row_set_day:
 * @self: a row
 * @time: any time of the day (UTC), in seconds since 1970
 *
 * Shows another day, which is nothing that somebody typed.
 */
void
kw_date_row_set_day (KwDateRow *self, gint64 time)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (time);
  g_autofree char *text = date != NULL ? g_date_time_format (date, "%Y-%m-%d") : g_strdup ("");

  self->is_setting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self), text);
  self->is_setting = FALSE;
  self->day = parse_day (text);
  show_state (self);
  show_calendar (self);
}
