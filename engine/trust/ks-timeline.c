/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-timeline.h"
#include "ks-time.h"
#include "ks-verdict-private.h"

#include <glib/gi18n-lib.h>

#define YEAR (365 * KS_DAY)
/* A root that ends in twenty years would leave nothing to see of a server's certificate. */
#define MOST_AHEAD (8 * YEAR)
/* RFC 5280 section 4.1.2.5: 99991231235959Z says that there is no well-defined end. */
#define NO_END G_GINT64_CONSTANT (253402300799)

struct _KsTimeline {
  GArray *bars; /* of KsTimelineBar */
};

static void
clear_bar (KsTimelineBar *bar)
{
  g_clear_object (&bar->certificate);
}

/**
 * ks_timeline_new:
 * @path: a path
 *
 * Returns: (transfer full): the dates of its certificates
 */
KsTimeline *
ks_timeline_new (const KsPath *path)
{
  KsTimeline *self = g_atomic_rc_box_new0 (KsTimeline);

  self->bars = g_array_new (FALSE, TRUE, sizeof (KsTimelineBar));
  g_array_set_clear_func (self->bars, (GDestroyNotify) clear_bar);
  for (guint i = 0; i < path->nodes->len; i++) {
    KsCertificate *certificate = ks_path_get_node (path, i)->certificate;
    KsTimelineBar bar = { g_object_ref (certificate), ks_certificate_get_not_before (certificate),
                          ks_certificate_get_not_after (certificate) };

    g_array_append_val (self->bars, bar);
  }
  return self;
}

/**
 * ks_timeline_ref:
 * @self: a timeline
 *
 * Returns: (transfer full): @self
 */
KsTimeline *
ks_timeline_ref (KsTimeline *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  KsTimeline *self = data;

  g_array_unref (self->bars);
}

/**
 * ks_timeline_unref:
 * @self: (transfer full): a timeline
 */
void
ks_timeline_unref (KsTimeline *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * ks_timeline_equal:
 * @self: a timeline
 * @other: another one
 *
 * Returns: whether both are about the same certificates
 */
gboolean
ks_timeline_equal (KsTimeline *self, KsTimeline *other)
{
  if (self->bars->len != other->bars->len)
    return FALSE;
  for (guint i = 0; i < self->bars->len; i++)
    if (!ks_certificate_equal (ks_timeline_get_bar (self, i)->certificate,
                               ks_timeline_get_bar (other, i)->certificate))
      return FALSE;
  return TRUE;
}

/**
 * ks_timeline_get_n_bars:
 * @self: a timeline
 *
 * Returns: how many certificates there are
 */
guint
ks_timeline_get_n_bars (KsTimeline *self)
{
  return self->bars->len;
}

/**
 * ks_timeline_get_bar:
 * @self: a timeline
 * @index: which certificate, the leaf being 0
 *
 * Returns: (transfer none): when it is valid
 */
const KsTimelineBar *
ks_timeline_get_bar (KsTimeline *self, guint index)
{
  g_return_val_if_fail (index < self->bars->len, NULL);

  return &g_array_index (self->bars, KsTimelineBar, index);
}

static gboolean
is_readable (const KsTimelineBar *bar)
{
  return bar->from != KS_TIME_INVALID && bar->to != KS_TIME_INVALID;
}

/**
 * ks_timeline_get_first_to_end:
 * @self: a timeline
 *
 * Returns: index of the certificate that ends first, the lower one of two; -1 where no date can be read
 */
int
ks_timeline_get_first_to_end (KsTimeline *self)
{
  int first = -1;

  for (guint i = 0; i < self->bars->len; i++) {
    const KsTimelineBar *bar = ks_timeline_get_bar (self, i);

    if (is_readable (bar) && (first < 0 || bar->to < ks_timeline_get_bar (self, (guint) first)->to))
      first = (int) i;
  }
  return first;
}

/* Index of the certificate that starts last, or -1. */
static int
last_to_start (KsTimeline *self)
{
  int last = -1;

  for (guint i = 0; i < self->bars->len; i++) {
    const KsTimelineBar *bar = ks_timeline_get_bar (self, i);

    if (is_readable (bar) && (last < 0 || bar->from > ks_timeline_get_bar (self, (guint) last)->from))
      last = (int) i;
  }
  return last;
}

/**
 * ks_timeline_get_window:
 * @self: a timeline
 * @from: (out): the first second at which all certificates are valid
 * @to: (out): the last one
 *
 * Returns: whether there is such a time
 */
gboolean
ks_timeline_get_window (KsTimeline *self, gint64 *from, gint64 *to)
{
  int start = last_to_start (self);
  int end = ks_timeline_get_first_to_end (self);

  for (guint i = 0; i < self->bars->len; i++)
    if (!is_readable (ks_timeline_get_bar (self, i)))
      return FALSE;
  if (start < 0)
    return FALSE;
  *from = ks_timeline_get_bar (self, (guint) start)->from;
  *to = ks_timeline_get_bar (self, (guint) end)->to;
  return *from <= *to;
}

/**
 * ks_timeline_get_range:
 * @self: a timeline
 * @now: what is today, in seconds since 1970
 * @from: (out): where an axis should begin
 * @to: (out): where it should end
 *
 * A year before the leaf begins to a year after the first intermediate ends, with today in it, and with the leaf large enough to
 * see (visual.md section 7).
 */
void
ks_timeline_get_range (KsTimeline *self, gint64 now, gint64 *from, gint64 *to)
{
  const KsTimelineBar *leaf = self->bars->len > 0 ? ks_timeline_get_bar (self, 0) : NULL;
  const KsTimelineBar *issuer = self->bars->len > 1 ? ks_timeline_get_bar (self, 1) : NULL;
  gint64 start = now, end = now;

  if (leaf != NULL && is_readable (leaf)) {
    start = MIN (start, leaf->from);
    end = MAX (end, leaf->to);
  }
  /* Whatever is past its end for long is no reason to show centuries. */
  start = MAX (start, now - 2 * MOST_AHEAD);
  end = MIN (end, now + 2 * MOST_AHEAD);
  if (issuer != NULL && is_readable (issuer))
    end = MAX (end, MIN (issuer->to, end + MOST_AHEAD));
  *from = start - YEAR;
  *to = end + YEAR;
}

/* In the user's time zone, as in every other place where dates are put into words. */
static gint64
count_days (gint64 from, gint64 to)
{
  g_autoptr (GDateTime) first = g_date_time_new_from_unix_local (from);
  g_autoptr (GDateTime) last = g_date_time_new_from_unix_local (to);
  GDate a, b;

  if (first == NULL || last == NULL)
    return (to - from) / KS_DAY;
  g_date_clear (&a, 1);
  g_date_clear (&b, 1);
  g_date_set_dmy (&a, g_date_time_get_day_of_month (first), g_date_time_get_month (first),
                  g_date_time_get_year (first));
  g_date_set_dmy (&b, g_date_time_get_day_of_month (last), g_date_time_get_month (last),
                  g_date_time_get_year (last));
  return g_date_days_between (&a, &b);
}

static char *
describe_ahead (gint64 days)
{
  if (days == 0)
    return g_strdup (_ ("today"));
  if (days > 366)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "in %d year", "in %d years", (gulong) (days / 365)),
                            (int) (days / 365));
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "in %d day", "in %d days", (gulong) days),
                          (int) days);
}

static char *
describe_ago (gint64 days)
{
  if (days == 0)
    return g_strdup (_ ("today"));
  if (days > 366)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d year ago", "%d years ago",
                                         (gulong) (days / 365)),
                            (int) (days / 365));
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d day ago", "%d days ago", (gulong) days),
                          (int) days);
}

static char *
say_end (KsTimeline *self, const KsTimelineBar *bar, gint64 now)
{
  const char *role = ks_certificate_role_get_name (ks_certificate_get_role (bar->certificate));
  const char *title = ks_certificate_get_title (bar->certificate);
  gint64 days = count_days (now, bar->to);
  g_autofree char *when = NULL;

  if (bar->to == NO_END)
    return g_strdup_printf (_ ("%s “%s” has no end"), role, title);
  if (now > bar->to) {
    when = describe_ago (-days);
    /* Translators: “Intermediate CA”, its name, then “12 days ago” */
    return g_strdup_printf (_ ("Ended first: %s “%s”, %s"), role, title, when);
  }
  when = describe_ahead (days);
  if (self->bars->len == 1)
    /* Translators: “Server certificate”, its name, then “in 83 days” */
    return g_strdup_printf (_ ("%s “%s” ends %s"), role, title, when);
  /* Translators: “Intermediate CA”, its name, then “in 83 days”: which certificate of a chain is the first to end */
  return g_strdup_printf (_ ("Dies first: %s “%s”, %s"), role, title, when);
}

/**
 * ks_timeline_dup_sentence:
 * @self: a timeline
 * @now: what is today, in seconds since 1970
 *
 * Returns: (transfer full): what ends first and when, or what begins last, in one line without a full stop, translated
 */
char *
ks_timeline_dup_sentence (KsTimeline *self, gint64 now)
{
  int first = ks_timeline_get_first_to_end (self);
  int last = last_to_start (self);
  const KsTimelineBar *ends, *starts;
  g_autofree char *when = NULL;

  if (first < 0)
    return g_strdup (_ ("No date can be read"));
  ends = ks_timeline_get_bar (self, (guint) first);
  starts = ks_timeline_get_bar (self, (guint) last);
  if (starts->from > ends->to)
    /* Translators: two certificates of one chain, which are never valid together */
    return g_strdup_printf (_ ("Never valid together: “%s” ends before “%s” begins"),
                            ks_certificate_get_title (ends->certificate),
                            ks_certificate_get_title (starts->certificate));
  if (starts->from <= now)
    return say_end (self, ends, now);
  when = describe_ahead (count_days (now, starts->from));
  /* Translators: a certificate, then “in 3 days” */
  return g_strdup_printf (_ ("Not valid yet: “%s” begins %s"), ks_certificate_get_title (starts->certificate),
                          when);
}
