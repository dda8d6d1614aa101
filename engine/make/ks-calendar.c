/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-calendar.h"

/* RFC 5545 section 3.1: octets of a line, without its end. */
#define MAX_LINE 75

struct _KsCalendar {
  GString *text;
  char *stamp;
};

/* RFC 5545 section 3.1: a long line goes on behind a space, and no character is cut in two. */
static void
add_line (KsCalendar *self, const char *line)
{
  gsize width = 0;

  for (const char *at = line; *at != '\0'; at = g_utf8_next_char (at)) {
    gsize size = (gsize) (g_utf8_next_char (at) - at);

    if (width + size > MAX_LINE) {
      g_string_append (self->text, "\r\n ");
      width = 1;
    }
    g_string_append_len (self->text, at, (gssize) size);
    width += size;
  }
  g_string_append (self->text, "\r\n");
}

/* RFC 5545 section 3.3.11: commas, semicolons, backslashes and new lines have a backslash; other control characters are not allowed. */
static char *
escape (const char *value)
{
  g_autofree char *valid = g_utf8_make_valid (value, -1);
  g_autoptr (GString) text = g_string_new (NULL);

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    if (c == '\n')
      g_string_append (text, "\\n");
    else if (c == '\\' || c == ';' || c == ',')
      g_string_append_printf (text, "\\%c", (char) c);
    else if (!g_unichar_iscntrl (c))
      g_string_append_unichar (text, c);
  }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
add_text (KsCalendar *self, const char *property, const char *value)
{
  g_autofree char *escaped = escape (value);
  g_autofree char *line = g_strconcat (property, ":", escaped, NULL);

  add_line (self, line);
}

/* RFC 5545 section 3.3.4; the day after it is the end that is not included any more, section 3.6.1. */
static void
add_day (KsCalendar *self, const char *property, gint64 time, int later)
{
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_local (time);
  g_autoptr (GDateTime) day = local != NULL ? g_date_time_add_days (local, later) : NULL;
  g_autofree char *value = NULL;
  g_autofree char *line = NULL;

  g_return_if_fail (day != NULL);

  value = g_strdup_printf ("%04d%02d%02d", g_date_time_get_year (day), g_date_time_get_month (day),
                           g_date_time_get_day_of_month (day));
  line = g_strconcat (property, ";VALUE=DATE:", value, NULL);
  add_line (self, line);
}

static void
add_alarm (KsCalendar *self, const KsCalendarEvent *event)
{
  g_autofree char *trigger = g_strdup_printf ("TRIGGER:-P%uD", event->remind_days);

  add_line (self, "BEGIN:VALARM");
  add_line (self, "ACTION:DISPLAY");
  add_text (self, "DESCRIPTION", event->summary);
  add_line (self, trigger);
  add_line (self, "END:VALARM");
}

/**
 * ks_calendar_new:
 * @name: what calendars call it
 * @now: when it is made, in seconds since 1970
 *
 * Begins a calendar, RFC 5545 section 3.4.
 *
 * Returns: (transfer full): the new calendar, without events
 */
KsCalendar *
ks_calendar_new (const char *name, gint64 now)
{
  KsCalendar *self = g_new0 (KsCalendar, 1);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now);

  self->text = g_string_new (NULL);
  self->stamp =
    utc != NULL ? g_date_time_format (utc, "DTSTAMP:%Y%m%dT%H%M%SZ") : g_strdup ("DTSTAMP:19700101T000000Z");
  add_line (self, "BEGIN:VCALENDAR");
  add_line (self, "VERSION:2.0");
  add_line (self, "PRODID:-//Catena//Renewal Plan//EN");
  add_line (self, "CALSCALE:GREGORIAN");
  add_line (self, "METHOD:PUBLISH");
  add_text (self, "X-WR-CALNAME", name);
  return self;
}

/**
 * ks_calendar_free:
 * @self: (transfer full): a calendar
 */
void
ks_calendar_free (KsCalendar *self)
{
  g_string_free (self->text, TRUE);
  g_free (self->stamp);
  g_free (self);
}

/**
 * ks_calendar_add:
 * @self: a calendar
 * @event: what is copied
 *
 * Adds an event that does not make its day a busy one. A time outside of the years 1 to 9999 has no day, and is left out.
 */
void
ks_calendar_add (KsCalendar *self, const KsCalendarEvent *event)
{
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_local (event->time);
  g_autoptr (GDateTime) next = local != NULL ? g_date_time_add_days (local, 1) : NULL;

  if (next == NULL)
    return;
  add_line (self, "BEGIN:VEVENT");
  add_text (self, "UID", event->uid);
  add_line (self, self->stamp);
  add_day (self, "DTSTART", event->time, 0);
  add_day (self, "DTEND", event->time, 1);
  add_text (self, "SUMMARY", event->summary);
  if (event->description != NULL && *event->description != '\0')
    add_text (self, "DESCRIPTION", event->description);
  add_line (self, "TRANSP:TRANSPARENT");
  if (event->remind_days > 0)
    add_alarm (self, event);
  add_line (self, "END:VEVENT");
}

/**
 * ks_calendar_to_bytes:
 * @self: a calendar
 *
 * Returns: (transfer full): the file
 */
GBytes *
ks_calendar_to_bytes (KsCalendar *self)
{
  g_autofree char *file = g_strconcat (self->text->str, "END:VCALENDAR\r\n", NULL);
  gsize size = strlen (file);

  return g_bytes_new_take (g_steal_pointer (&file), size);
}
