/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Calendar files: lines, folding, escaping, days. What another program reads of them is in the display test of the planner. */

#include <string.h>
#include "ks-calendar.h"
#include "ks-test.h"
#include "ks-time.h"

#define NOON G_GINT64_CONSTANT (1795176000) /* 20 November 2026 */

static char *
write_event (const KsCalendarEvent *event)
{
  g_autoptr (KsCalendar) calendar = ks_calendar_new ("Renewals", NOON);
  g_autoptr (GBytes) bytes = NULL;

  ks_calendar_add (calendar, event);
  bytes = ks_calendar_to_bytes (calendar);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* RFC 5545 section 3.1, read back. */
static char *
unfold (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "\r\n ", -1);

  return g_strjoinv ("", parts);
}

static gboolean
has_line (const char *text, const char *line)
{
  g_autofree char *whole = unfold (text);
  g_autofree char *wanted = g_strconcat ("\r\n", line, "\r\n", NULL);

  return strstr (whole, wanted) != NULL;
}

static void
assert_lines (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);

  for (guint i = 0; lines[i] != NULL; i++) {
    g_assert_cmpuint (strlen (lines[i]), <=, 75);
    g_assert_null (strpbrk (lines[i], "\r\n"));
    g_assert_true (g_utf8_validate (lines[i], -1, NULL));
  }
  g_assert_true (g_str_has_prefix (text, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
  g_assert_true (g_str_has_suffix (text, "\r\nEND:VCALENDAR\r\n"));
}

static void
test_event (void)
{
  g_autofree char *text = write_event (&(KsCalendarEvent) { "a@b", NOON, "Renew", "Soon", 7 });

  assert_lines (text);
  g_assert_true (has_line (text, "UID:a@b"));
  g_assert_true (has_line (text, "DTSTAMP:20261120T120000Z"));
  g_assert_true (has_line (text, "DTSTART;VALUE=DATE:20261120"));
  g_assert_true (has_line (text, "DTEND;VALUE=DATE:20261121"));
  g_assert_true (has_line (text, "SUMMARY:Renew"));
  g_assert_true (has_line (text, "DESCRIPTION:Soon"));
  g_assert_true (has_line (text, "TRIGGER:-P7D"));
}

static void
test_no_alarm (void)
{
  g_autofree char *text = write_event (&(KsCalendarEvent) { "a@b", NOON, "Renew", NULL, 0 });

  assert_lines (text);
  g_assert_null (strstr (text, "VALARM"));
  g_assert_null (strstr (text, "DESCRIPTION"));
}

/* A name is no way to add lines to the file. */
static void
test_escaping (void)
{
  g_autofree char *text =
    write_event (&(KsCalendarEvent) { "a@b", NOON, "a,b;c\\d\r\nBEGIN:VEVENT\x01 \"e\"", "one\ntwo", 0 });

  assert_lines (text);
  g_assert_true (has_line (text, "SUMMARY:a\\,b\\;c\\\\d\\nBEGIN:VEVENT \"e\""));
  g_assert_true (has_line (text, "DESCRIPTION:one\\ntwo"));
}

static void
test_invalid_utf8 (void)
{
  g_autofree char *text = write_event (&(KsCalendarEvent) { "a@b", NOON,
                                                            "a\xff"
                                                            "b",
                                                            NULL, 0 });

  assert_lines (text);
  g_assert_true (has_line (text, "SUMMARY:a\xef\xbf\xbd"
                                 "b"));
}

/* Every length around the limit, with characters of one to four octets. */
static void
test_folding (void)
{
  static const char *const characters[] = { "x", "ü", "漢", "😀" };

  for (gsize i = 0; i < G_N_ELEMENTS (characters); i++)
    for (guint n = 1; n < 160; n++) {
      g_autoptr (GString) summary = g_string_new (NULL);
      g_autofree char *text = NULL, *line = NULL;

      for (guint j = 0; j < n; j++)
        g_string_append (summary, characters[i]);
      text = write_event (&(KsCalendarEvent) { "a@b", NOON, summary->str, NULL, 0 });
      line = g_strconcat ("SUMMARY:", summary->str, NULL);
      assert_lines (text);
      g_assert_true (has_line (text, line));
    }
}

static void
test_impossible_time (void)
{
  g_autofree char *text = write_event (&(KsCalendarEvent) { "a@b", KS_TIME_INVALID, "Renew", NULL, 0 });

  assert_lines (text);
  g_assert_null (strstr (text, "VEVENT"));
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  ks_test_init (&argc, &argv);

  g_test_add_func ("/calendar/event", test_event);
  g_test_add_func ("/calendar/no-alarm", test_no_alarm);
  g_test_add_func ("/calendar/escaping", test_escaping);
  g_test_add_func ("/calendar/invalid-utf8", test_invalid_utf8);
  g_test_add_func ("/calendar/folding", test_folding);
  g_test_add_func ("/calendar/impossible-time", test_impossible_time);

  return g_test_run ();
}
