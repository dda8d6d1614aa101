/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A renewal plan as events of a calendar. */

#include "ks-config.h"

#include "ks-calendar.h"
#include "ks-renewal-plan.h"
#include "ks-time.h"
#include "ks-validity-limit.h"

#include <glib/gi18n-lib.h>

#define REMIND_OF_RENEWAL_DAYS 7
#define REMIND_OF_END_DAYS 1
#define REMIND_OF_LIMIT_DAYS 30

/* The same for the same certificate in the same place, so that importing the file again changes events and adds none. */
static char *
make_uid (const char *kind, const KsRenewalItem *item)
{
  g_autofree char *seed =
    g_strconcat (kind, "\n", ks_certificate_get_sha256 (ks_entry_get_leaf (item->entry)), "\n",
                 ks_entry_get_alias (item->entry), NULL);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, seed, -1);

  return g_strdup_printf ("%s-%.32s@io.github.catena_keystore.Catena", kind, hash);
}

static char *
describe (KsRenewalPlan *self, guint index, const char *title)
{
  const KsRenewalItem *item = ks_renewal_plan_get_item (self, index);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *date = ks_time_format_date (item->ends);
  g_autofree char *counts = ks_renewal_plan_dup_counts (self, index);

  /* Translators: a certificate, then a date */
  g_string_append_printf (text, _ ("“%s” ends on %s."), ks_certificate_get_title (item->ends_first), date);
  g_string_append_c (text, '\n');
  /* Translators: an entry, then the file that it is in */
  g_string_append_printf (text, _ ("Entry “%s” in %s."), ks_entry_get_alias (item->entry), title);
  if (counts != NULL) {
    g_string_append_c (text, '\n');
    /* Translators: “2026: 1 · 2027: 3”, how many renewals there are in each year */
    g_string_append_printf (text, _ ("Renewals by year: %s"), counts);
  }
  if (item->warning != NULL)
    g_string_append_printf (text, "\n%s", item->warning);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
add_renewal (KsCalendar *calendar, const KsRenewalItem *item, const char *description)
{
  g_autofree char *uid = make_uid ("renew", item);
  /* Translators: an entry, then the name it stands for */
  g_autofree char *summary = g_strdup_printf (_ ("Renew “%s” (%s)"), ks_entry_get_alias (item->entry),
                                              ks_entry_get_title (item->entry));
  KsCalendarEvent event = { uid, item->due, summary, description, REMIND_OF_RENEWAL_DAYS };

  ks_calendar_add (calendar, &event);
}

static void
add_end (KsCalendar *calendar, const KsRenewalItem *item, const char *description)
{
  g_autofree char *uid = make_uid ("end", item);
  /* Translators: a certificate, then the entry that it is in, or stands above */
  g_autofree char *summary =
    g_strdup_printf (_ ("“%s” ends (entry “%s”)"), ks_certificate_get_title (item->ends_first),
                     ks_entry_get_alias (item->entry));
  KsCalendarEvent event = { uid, item->ends, summary, description, REMIND_OF_END_DAYS };

  ks_calendar_add (calendar, &event);
}

static void
add_limits (KsCalendar *calendar, gint64 now)
{
  guint n = 0;
  const KsValidityLimit *limits = ks_validity_limits_get (&n);

  for (guint i = 0; i < n; i++) {
    g_autofree char *uid = g_strdup_printf ("limit-%d@io.github.catena_keystore.Catena", limits[i].at_most);
    g_autofree char *summary =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Public certificates: at most %d day from today",
                                    "Public certificates: at most %d days from today",
                                    (gulong) limits[i].at_most),
                       limits[i].at_most);
    /* Midnight in UTC is still the day before in the west; noon is the day that is meant nearly everywhere. */
    KsCalendarEvent event = { uid, limits[i].from + KS_DAY / 2, summary, NULL, REMIND_OF_LIMIT_DAYS };

    if (limits[i].from > now)
      ks_calendar_add (calendar, &event);
  }
}

/**
 * ks_renewal_plan_to_calendar:
 * @self: a plan
 * @title: what people call the file
 *
 * Writes an event for each renewal and each end that is to come, and for the limits of public authorities if they bind one of the
 * certificates. What has ended is to be renewed today.
 *
 * Returns: (transfer full): a calendar file, RFC 5545
 */
GBytes *
ks_renewal_plan_to_calendar (KsRenewalPlan *self, const char *title)
{
  /* Translators: what a calendar is called; %s is a file */
  g_autofree char *name = g_strdup_printf (_ ("Renewals of %s"), title);
  g_autoptr (KsCalendar) calendar = ks_calendar_new (name, ks_renewal_plan_get_now (self));

  for (guint i = 0; i < ks_renewal_plan_get_n_items (self); i++) {
    const KsRenewalItem *item = ks_renewal_plan_get_item (self, i);
    g_autofree char *description = NULL;

    if (item->ends == KS_TIME_INVALID)
      continue;
    description = describe (self, i, title);
    add_renewal (calendar, item, description);
    if (item->ends >= ks_renewal_plan_get_now (self))
      add_end (calendar, item, description);
  }
  if (ks_renewal_plan_has_limits (self))
    add_limits (calendar, ks_renewal_plan_get_now (self));
  return ks_calendar_to_bytes (calendar);
}
