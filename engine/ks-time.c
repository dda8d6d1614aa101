/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-time.h"

#include "ks-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TAG_UTC_TIME 0x17
#define TAG_GENERALIZED_TIME 0x18

/* RFC 5280 section 4.1.2.5: 99991231235959Z says that there is no well-defined end. */
#define NO_END G_GINT64_CONSTANT (253402300799)

typedef struct {
  int year;
  int month;
  int day;
  int hour;
  int minute;
  int second;
} Civil;

/* Days since 1970-01-01 in the proleptic Gregorian calendar; years start in March, so that the leap day is the last one. */
static gint64
days_of (const Civil *civil)
{
  const gint64 year = civil->month <= 2 ? civil->year - 1 : civil->year;
  const gint64 era = (year >= 0 ? year : year - 399) / 400;
  const gint64 year_of_era = year - era * 400;
  const gint64 month = (civil->month + 9) % 12;
  const gint64 day_of_year = (153 * month + 2) / 5 + civil->day - 1;

  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

static int
days_in_month (int year, int month)
{
  static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  const gboolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

  return days[month - 1] + (month == 2 && leap ? 1 : 0);
}

static gboolean
is_possible (const Civil *civil, int last_second)
{
  return civil->month >= 1 && civil->month <= 12 && civil->day >= 1 &&
         civil->day <= days_in_month (civil->year, civil->month) && civil->hour <= 23 &&
         civil->minute <= 59 && civil->second <= last_second;
}

static gint64
seconds_of (const Civil *civil)
{
  return days_of (civil) * KS_DAY + civil->hour * 3600 + civil->minute * 60 + civil->second;
}

/* Exactly @count digits at *@text, which moves on; -1 otherwise. */
static int
take_digits (const char **text, int count)
{
  int number = 0;

  for (int i = 0; i < count; i++) {
    if (!g_ascii_isdigit ((*text)[i]))
      return -1;
    number = number * 10 + g_ascii_digit_value ((*text)[i]);
  }
  *text += count;
  return number;
}

static gboolean
take_field (const char **text, const char *separator, int digits, int *number)
{
  if (!g_str_has_prefix (*text, separator))
    return FALSE;
  *text += strlen (separator);
  *number = take_digits (text, digits);
  return *number >= 0;
}

/**
 * ks_time_from_der:
 * @tag: 0x17 UTCTime or 0x18 GeneralizedTime
 * @content: (array length=size): the content octets
 * @size: their number
 *
 * Reads a time in the one form that RFC 5280 sections 4.1.2.5.1 and 4.1.2.5.2 allow: seconds, no fraction, “Z”.
 *
 * Returns: seconds since 1970, or %KS_TIME_INVALID
 */
gint64
ks_time_from_der (guint8 tag, const guint8 *content, gsize size)
{
  const gboolean is_short = tag == TAG_UTC_TIME;
  char copy[16] = { 0 };
  const char *text = copy;
  Civil civil;

  if ((!is_short && tag != TAG_GENERALIZED_TIME) || size != (is_short ? 13u : 15u))
    return KS_TIME_INVALID;

  memcpy (copy, content, size);
  if (!take_field (&text, "", is_short ? 2 : 4, &civil.year) || !take_field (&text, "", 2, &civil.month) ||
      !take_field (&text, "", 2, &civil.day) || !take_field (&text, "", 2, &civil.hour) ||
      !take_field (&text, "", 2, &civil.minute) || !take_field (&text, "", 2, &civil.second) ||
      strcmp (text, "Z") != 0)
    return KS_TIME_INVALID;

  if (is_short)
    civil.year += civil.year >= 50 ? 1900 : 2000;
  return is_possible (&civil, 59) ? seconds_of (&civil) : KS_TIME_INVALID;
}

static gboolean
take_fraction (const char **text)
{
  if (**text != '.')
    return TRUE;

  (*text)++;
  if (!g_ascii_isdigit (**text))
    return FALSE;
  while (g_ascii_isdigit (**text))
    (*text)++;
  return TRUE;
}

static gboolean
take_zone (const char **text, int *offset)
{
  int hours;
  int minutes;
  const int sign = **text == '-' ? -1 : 1;

  *offset = 0;
  if (**text == 'Z' || **text == 'z') {
    (*text)++;
    return TRUE;
  }
  if (**text != '+' && **text != '-')
    return FALSE;

  (*text)++;
  if (!take_field (text, "", 2, &hours) || !take_field (text, ":", 2, &minutes))
    return FALSE;
  if (hours > 23 || minutes > 59)
    return FALSE;
  *offset = sign * (hours * 3600 + minutes * 60);
  return TRUE;
}

static gint64
parse_rfc3339 (const char *text)
{
  Civil civil;
  int offset;
  gint64 time;

  if (!take_field (&text, "", 4, &civil.year) || !take_field (&text, "-", 2, &civil.month) ||
      !take_field (&text, "-", 2, &civil.day) || (*text != 'T' && *text != 't'))
    return KS_TIME_INVALID;
  text++;
  if (!take_field (&text, "", 2, &civil.hour) || !take_field (&text, ":", 2, &civil.minute) ||
      !take_field (&text, ":", 2, &civil.second) || !take_fraction (&text) || !take_zone (&text, &offset) ||
      *text != '\0' || !is_possible (&civil, 60))
    return KS_TIME_INVALID;

  time = seconds_of (&civil) - offset;
  /* A leap second is the last one of a day in UTC; here it counts as the first one of the next. */
  return civil.second < 60 || time % KS_DAY == 0 ? time : KS_TIME_INVALID;
}

/**
 * ks_time_from_rfc3339:
 * @text: a date-time of RFC 3339 section 5.6
 * @error: return location
 *
 * Reads a time; a fraction of a second is dropped. Errors: %KS_ERROR_MALFORMED.
 *
 * Returns: seconds since 1970, or %KS_TIME_INVALID
 */
gint64
ks_time_from_rfc3339 (const char *text, GError **error)
{
  gint64 time;

  g_return_val_if_fail (text != NULL, KS_TIME_INVALID);

  time = parse_rfc3339 (text);
  if (time == KS_TIME_INVALID)
    g_set_error (error, KS_ERROR, KS_ERROR_MALFORMED,
                 /* Translators: the example shows a form that is not translated. */
                 _ ("“%s” is not a time of the form 2026-11-20T12:00:00Z"), text);
  return time;
}

/**
 * ks_time_to_rfc3339:
 * @time: seconds since 1970
 *
 * Writes a time in UTC, RFC 3339 section 5.6.
 *
 * Returns: (transfer full) (nullable): the text, or %NULL outside of the years 1 to 9999
 */
char *
ks_time_to_rfc3339 (gint64 time)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (time);

  if (date == NULL)
    return NULL;
  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02dZ", g_date_time_get_year (date),
                          g_date_time_get_month (date), g_date_time_get_day_of_month (date),
                          g_date_time_get_hour (date), g_date_time_get_minute (date),
                          g_date_time_get_second (date));
}

/* In the user's time zone, unless that pushes it out of the years 1 to 9999; NULL when it was outside. */
static GDateTime *
to_date (gint64 time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time);
  GDateTime *local = utc != NULL && time != NO_END ? g_date_time_to_local (utc) : NULL;

  return local != NULL ? local : g_steal_pointer (&utc);
}

static gint64
calendar_days (GDateTime *from, GDateTime *to)
{
  Civil civil[2] = { 0 };

  g_date_time_get_ymd (from, &civil[0].year, &civil[0].month, &civil[0].day);
  g_date_time_get_ymd (to, &civil[1].year, &civil[1].month, &civil[1].day);
  return days_of (&civil[1]) - days_of (&civil[0]);
}

/* Whole years on the calendar; from 29 February to 28 February is not one yet. */
static int
calendar_years (GDateTime *from, GDateTime *to)
{
  const int years = g_date_time_get_year (to) - g_date_time_get_year (from);
  const int from_day = g_date_time_get_month (from) * 100 + g_date_time_get_day_of_month (from);
  const int to_day = g_date_time_get_month (to) * 100 + g_date_time_get_day_of_month (to);

  return to_day < from_day ? years - 1 : years;
}

static char *
describe_start (gint64 days, int years)
{
  if (years > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "starts in %d year", "starts in %d years",
                                         (gulong) years),
                            years);
  if (days == 0)
    return g_strdup (_ ("starts today"));
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "starts in %d day", "starts in %d days",
                                       (gulong) days),
                          (int) days);
}

static char *
describe_past (gint64 days, int years)
{
  if (years > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "ended %d year ago", "ended %d years ago",
                                         (gulong) years),
                            years);
  if (days == 0)
    return g_strdup (_ ("ended today"));
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "ended %d day ago", "ended %d days ago",
                                       (gulong) days),
                          (int) days);
}

static char *
describe_left (gint64 days, int years)
{
  if (years > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d year left", "%d years left", (gulong) years),
                            years);
  if (days == 0)
    return g_strdup (_ ("ends today"));
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d day left", "%d days left", (gulong) days),
                          (int) days);
}

/**
 * ks_time_describe_span:
 * @not_before: first second of a validity
 * @not_after: its last second
 * @now: the time to look from
 *
 * Says in words where @now is: days up to a year, then whole years. Days are those of the user's calendar.
 *
 * Returns: (transfer full): for example “115 days left”
 */
char *
ks_time_describe_span (gint64 not_before, gint64 not_after, gint64 now)
{
  g_autoptr (GDateTime) start = to_date (not_before);
  g_autoptr (GDateTime) end = to_date (not_after);
  g_autoptr (GDateTime) present = to_date (now);

  if (start == NULL || end == NULL || present == NULL)
    /* Translators: in place of “115 days left”, where a certificate's dates cannot be read. */
    return g_strdup (_ ("dates unreadable"));
  if (now < not_before)
    return describe_start (calendar_days (present, start), calendar_years (present, start));
  if (now > not_after)
    return describe_past (calendar_days (end, present), calendar_years (end, present));
  if (not_after == NO_END)
    /* Translators: in place of “115 days left”, for the date that means “no end”. */
    return g_strdup (_ ("no end"));
  return describe_left (calendar_days (present, end), calendar_years (present, end));
}

/**
 * ks_time_format_date:
 * @time: seconds since 1970
 *
 * The day in the user's language and time zone.
 *
 * Returns: (transfer full): for example “20 March 2026”; “unknown” for %KS_TIME_INVALID and years beyond 9999
 */
char *
ks_time_format_date (gint64 time)
{
  g_autoptr (GDateTime) date = to_date (time);

  if (date == NULL)
    /* Translators: in place of a date. */
    return g_strdup (_ ("unknown"));
  /* Translators: a date like “20 March 2026”, see g_date_time_format(). */
  return g_date_time_format (date, _ ("%-e %B %Y"));
}

/**
 * ks_time_format_short_date:
 * @time: seconds since 1970
 *
 * The day in the user's language and time zone, where there is little room.
 *
 * Returns: (transfer full): for example “20 Mar 2026”; “unknown” for %KS_TIME_INVALID and years beyond 9999
 */
char *
ks_time_format_short_date (gint64 time)
{
  g_autoptr (GDateTime) date = to_date (time);

  if (date == NULL)
    return g_strdup (_ ("unknown"));
  /* Translators: a short date like “20 Mar 2026”, see g_date_time_format(). */
  return g_date_time_format (date, _ ("%-e %b %Y"));
}
