/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-error.h"
#include "ks-test.h"
#include "ks-time.h"

#include <string.h>
#include <time.h>

#define NOON G_GINT64_CONSTANT (1795176000) /* 2026-11-20T12:00:00Z: date -d ... +%s */

typedef struct {
  guint8 tag;
  const char *content;
  gint64 expected;
} DerCase;

/* The numbers are those of "date --utc --date=... +%s". */
static const DerCase good_der[] = {
  { 0x17, "700101000000Z", 0 },
  { 0x17, "261120120000Z", NOON },
  { 0x17, "500101000000Z", -631152000 },
  { 0x17, "491231235959Z", 2524607999 },
  { 0x17, "000229000000Z", 951782400 },
  { 0x18, "20261120120000Z", NOON },
  { 0x18, "99991231235959Z", 253402300799 },
  { 0x18, "00010101000000Z", -62135596800 },
  { 0x18, "20000229235959Z", 951868799 },
  { 0x18, "20500101000000Z", 2524608000 },
};

static const DerCase bad_der[] = {
  { 0x17, "", 0 },
  { 0x17, "7001010000Z", 0 },  /* no seconds */
  { 0x17, "700101000000", 0 }, /* no zone */
  { 0x17, "700101000000z", 0 },
  { 0x17, "700101000000+0000", 0 },
  { 0x17, "700101000000ZZ", 0 },
  { 0x17, "19700101000000Z", 0 }, /* GeneralizedTime's content */
  { 0x17, "701301000000Z", 0 },
  { 0x17, "700001000000Z", 0 },
  { 0x17, "700100000000Z", 0 },
  { 0x17, "700132000000Z", 0 },
  { 0x17, "700431000000Z", 0 },
  { 0x17, "010229000000Z", 0 }, /* no leap year */
  { 0x17, "700101240000Z", 0 },
  { 0x17, "700101006000Z", 0 },
  { 0x17, "700101000060Z", 0 },
  { 0x17, " 70101000000Z", 0 },
  { 0x17, "-70101000000Z", 0 },
  { 0x17, "70010100000aZ", 0 },
  { 0x18, "700101000000Z", 0 },   /* UTCTime's content */
  { 0x18, "19000229000000Z", 0 }, /* no leap year */
  { 0x18, "21000229000000Z", 0 },
  { 0x18, "20261120120000.5Z", 0 },
  { 0x18, "20261120120000", 0 },
  { 0x18, "2026112012000Z0", 0 },
  { 0x02, "700101000000Z", 0 },
  { 0x04, "20261120120000Z", 0 },
};

static gint64
from_der (const DerCase *item)
{
  /* A copy of the exact size, so that a read beyond it is seen. */
  const gsize size = strlen (item->content);
  g_autofree guint8 *content = g_memdup2 (item->content, MAX (size, 1));

  return ks_time_from_der (item->tag, content, size);
}

static void
test_der (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (good_der); i++)
    g_assert_cmpint (from_der (&good_der[i]), ==, good_der[i].expected);
  for (gsize i = 0; i < G_N_ELEMENTS (bad_der); i++)
    g_assert_cmpint (from_der (&bad_der[i]), ==, KS_TIME_INVALID);
}

/* Each day of 400 years, against the C library. */
static void
test_calendar (void)
{
  for (gint64 day = -719162; day < 2932897; day += 13) {
    const time_t expected = (time_t) (day * KS_DAY + 3661);
    struct tm parts;
    char text[32];

    g_assert_nonnull (gmtime_r (&expected, &parts));
    g_snprintf (text, sizeof text, "%04d%02d%02d%02d%02d%02dZ", parts.tm_year + 1900, parts.tm_mon + 1,
                parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec);
    g_assert_cmpint (ks_time_from_der (0x18, (const guint8 *) text, 15), ==, expected);
  }
}

typedef struct {
  const char *text;
  gint64 expected;
} TextCase;

static const TextCase good_text[] = {
  { "1970-01-01T00:00:00Z", 0 },          { "2026-11-20T12:00:00Z", NOON },
  { "2026-11-20t12:00:00z", NOON },       { "2026-11-20T12:00:00.123456Z", NOON },
  { "2026-11-20T12:00:00+00:00", NOON },  { "2026-11-20T12:00:00-00:00", NOON },
  { "2026-11-20T13:30:00+01:30", NOON },  { "2026-11-20T04:00:00-08:00", NOON },
  { "2016-12-31T23:59:60Z", 1483228800 }, { "2016-12-31T15:59:60-08:00", 1483228800 },
};

static const char *const bad_text[] = {
  "",
  "now",
  "2026-11-20",
  "2026-11-20T12:00Z",
  "2026-11-20T12:00:00",
  "2026-11-20 12:00:00Z",
  "2026-11-20T12:00:00Zjunk",
  " 2026-11-20T12:00:00Z",
  "2026-11-20T12:00:00.Z",
  "2026-11-20T12:00:00,5Z",
  "2026-11-20T12:00:00+0000",
  "2026-11-20T12:00:00+24:00",
  "2026-11-20T12:00:00+00:60",
  "2026-11-20T12:00:00+",
  "2026-11-31T12:00:00Z",
  "2026-02-29T12:00:00Z",
  "2026-13-01T12:00:00Z",
  "2026-11-20T24:00:00Z",
  "2026-11-20T12:60:00Z",
  "2026-11-20T12:00:61Z",
  "2026-11-20T12:00:60Z",
  "26-11-20T12:00:00Z",
  "02026-11-20T12:00:00Z",
  "-026-11-20T12:00:00Z",
};

static void
test_rfc3339 (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (good_text); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_cmpint (ks_time_from_rfc3339 (good_text[i].text, &error), ==, good_text[i].expected);
    g_assert_no_error (error);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (bad_text); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_cmpint (ks_time_from_rfc3339 (bad_text[i], &error), ==, KS_TIME_INVALID);
    g_assert_error (error, KS_ERROR, KS_ERROR_MALFORMED);
    g_assert_nonnull (strstr (error->message, bad_text[i]));
  }
}

static void
test_to_rfc3339 (void)
{
  g_autofree char *noon = ks_time_to_rfc3339 (NOON);
  g_autofree char *early = ks_time_to_rfc3339 (-62135596800);
  g_autofree char *late = ks_time_to_rfc3339 (253402300799);

  g_assert_cmpstr (noon, ==, "2026-11-20T12:00:00Z");
  g_assert_cmpstr (early, ==, "0001-01-01T00:00:00Z");
  g_assert_cmpstr (late, ==, "9999-12-31T23:59:59Z");
  g_assert_null (ks_time_to_rfc3339 (KS_TIME_INVALID));
  g_assert_null (ks_time_to_rfc3339 (G_MAXINT64));
}

typedef struct {
  const char *start;
  const char *end;
  const char *now;
  const char *expected;
} SpanCase;

static const SpanCase spans[] = {
  { "2026-01-01T00:00:00Z", "2027-03-15T00:00:00Z", "2026-11-20T12:00:00Z", "115 days left" },
  { "2026-01-01T00:00:00Z", "2026-11-21T00:00:00Z", "2026-11-20T23:59:59Z", "1 day left" },
  { "2026-01-01T00:00:00Z", "2026-11-20T23:59:59Z", "2026-11-20T00:00:00Z", "ends today" },
  { "2026-01-01T00:00:00Z", "2026-11-20T12:00:00Z", "2026-11-20T12:00:00Z", "ends today" },
  { "2026-01-01T00:00:00Z", "2026-11-20T11:59:59Z", "2026-11-20T12:00:00Z", "ended today" },
  { "2026-01-01T00:00:00Z", "2026-11-19T23:59:59Z", "2026-11-20T00:00:00Z", "ended 1 day ago" },
  { "2026-01-01T00:00:00Z", "2026-11-08T12:00:00Z", "2026-11-20T12:00:00Z", "ended 12 days ago" },
  { "2020-01-01T00:00:00Z", "2025-11-20T12:00:00Z", "2026-11-20T12:00:00Z", "ended 1 year ago" },
  { "2000-01-01T00:00:00Z", "2013-12-01T12:00:00Z", "2026-11-20T12:00:00Z", "ended 12 years ago" },
  { "2026-11-20T12:00:01Z", "2030-01-01T00:00:00Z", "2026-11-20T12:00:00Z", "starts today" },
  { "2026-11-21T00:00:00Z", "2030-01-01T00:00:00Z", "2026-11-20T12:00:00Z", "starts in 1 day" },
  { "2026-11-23T12:00:00Z", "2030-01-01T00:00:00Z", "2026-11-20T12:00:00Z", "starts in 3 days" },
  { "2029-01-01T00:00:00Z", "2030-01-01T00:00:00Z", "2026-11-20T12:00:00Z", "starts in 2 years" },
  { "2026-01-01T00:00:00Z", "2027-11-19T12:00:00Z", "2026-11-20T12:00:00Z", "364 days left" },
  { "2026-01-01T00:00:00Z", "2027-11-20T12:00:00Z", "2026-11-20T12:00:00Z", "1 year left" },
  { "2026-01-01T00:00:00Z", "2029-12-31T12:00:00Z", "2026-11-20T12:00:00Z", "3 years left" },
  { "2026-01-01T00:00:00Z", "9999-12-31T23:59:58Z", "2026-11-20T12:00:00Z", "7973 years left" },
  { "2026-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-11-20T12:00:00Z", "no end" },
  { "2024-02-29T00:00:00Z", "2025-02-28T00:00:00Z", "2024-02-29T00:00:00Z", "365 days left" },
  /* an end before the start */
  { "2030-01-01T00:00:00Z", "2020-01-01T00:00:00Z", "2026-11-20T12:00:00Z", "starts in 3 years" },
};

static void
test_spans (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (spans); i++) {
    g_autofree char *text = ks_time_describe_span (ks_time_from_rfc3339 (spans[i].start, NULL),
                                                   ks_time_from_rfc3339 (spans[i].end, NULL),
                                                   ks_time_from_rfc3339 (spans[i].now, NULL));

    g_assert_cmpstr (text, ==, spans[i].expected);
  }
}

static void
test_unreadable_spans (void)
{
  const gint64 bad[][2] = { { KS_TIME_INVALID, NOON },
                            { NOON, KS_TIME_INVALID },
                            { G_MAXINT64, NOON },
                            { NOON, G_MAXINT64 } };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autofree char *text = ks_time_describe_span (bad[i][0], bad[i][1], NOON);

    g_assert_cmpstr (text, ==, "dates unreadable");
  }
}

static void
test_dates (void)
{
  g_autofree char *date = ks_time_format_date (1773964800);
  g_autofree char *last = ks_time_format_date (253402300799);
  g_autofree char *none = ks_time_format_date (KS_TIME_INVALID);
  g_autofree char *never = ks_time_format_date (G_MAXINT64 / 1000);

  g_assert_cmpstr (date, ==, "20 March 2026");
  g_assert_cmpstr (last, ==, "31 December 9999");
  g_assert_cmpstr (none, ==, "unknown");
  g_assert_cmpstr (never, ==, "unknown");
}

/* East of Greenwich the last moment of the calendar is beyond it. */
static void
test_time_zone (void)
{
  if (g_test_subprocess ()) {
    g_autofree char *date = NULL;
    g_autofree char *last = NULL;

    g_setenv ("TZ", "<+14>-14", TRUE);
    date = ks_time_format_date (NOON);
    last = ks_time_format_date (253402300799);
    g_print ("%s, %s\n", date, last);
    return;
  }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stdout ("*21 November 2026, 31 December 9999*");
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/time/der", test_der);
  g_test_add_func ("/time/calendar", test_calendar);
  g_test_add_func ("/time/rfc3339", test_rfc3339);
  g_test_add_func ("/time/to-rfc3339", test_to_rfc3339);
  g_test_add_func ("/time/spans", test_spans);
  g_test_add_func ("/time/unreadable-spans", test_unreadable_spans);
  g_test_add_func ("/time/dates", test_dates);
  g_test_add_func ("/time/time-zone", test_time_zone);

  return g_test_run ();
}
