/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Something that is on one day, all day. */
typedef struct {
  const char *uid; /* the same whenever the same event is written again */
  gint64 time;     /* seconds since 1970; its day is that of the user's time zone */
  const char *summary;
  const char *description;
  guint remind_days; /* how long before it to remind; 0: not at all */
} KsCalendarEvent;

/**
 * KsCalendar:
 *
 * A calendar file in the making, as RFC 5545 has it.
 */
typedef struct _KsCalendar KsCalendar;

/* @name: what calendars call it; @now: when it is made, in seconds since 1970 */
KsCalendar *ks_calendar_new (const char *name, gint64 now) G_GNUC_WARN_UNUSED_RESULT;
void ks_calendar_free (KsCalendar *self);
void ks_calendar_add (KsCalendar *self, const KsCalendarEvent *event);
GBytes *ks_calendar_to_bytes (KsCalendar *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsCalendar, ks_calendar_free)

G_END_DECLS
