/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-renewal-plan.h"

#include <glib/gi18n-lib.h>
#include "ks-lint.h"
#include "ks-renewal.h"
#include "ks-time.h"
#include "ks-timeline.h"
#include "ks-validity-limit.h"

/* Time for a CA, a change window and a mistake: a third of what a certificate has, but not more than a month. */
#define MOST_TO_SPARE (30 * KS_DAY)
/* RFC 5280 section 4.1.2.5: 99991231235959Z says that there is no well-defined end. */
#define NO_END G_GINT64_CONSTANT (253402300799)

struct _KsRenewalPlan {
  GPtrArray *items; /* of KsRenewalItem */
  gint64 now;
  int first_year;
};

static void
item_free (gpointer data)
{
  KsRenewalItem *item = data;

  g_clear_object (&item->entry);
  g_clear_object (&item->ends_first);
  g_free (item->reason);
  g_free (item->warning);
  g_free (item);
}

static gint64
time_to_spare (gint64 validity)
{
  return MIN (validity / 3, MOST_TO_SPARE);
}

static int
year_of (gint64 time)
{
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_local (time);

  return local != NULL ? g_date_time_get_year (local) : G_MAXINT;
}

static gint64
validity_of (KsCertificate *certificate)
{
  return ks_certificate_get_not_after (certificate) - ks_certificate_get_not_before (certificate) + 1;
}

/* As long as it is now, or as its CA may make it on that day, and each one in time before the end of the one before. */
static void
count_renewals (KsRenewalPlan *self, KsRenewalItem *item)
{
  gint64 own = validity_of (ks_entry_get_leaf (item->entry));
  gint64 time = item->due;

  for (;;) {
    const KsValidityLimit *limit = ks_validity_limit_find (time);
    int place = year_of (time) - self->first_year;
    gint64 validity = own;

    if (place < 0 || place >= KS_RENEWAL_YEARS)
      break;
    item->renewals[place]++;
    if (limit != NULL)
      validity = MIN (validity, (limit->should != 0 ? limit->should : limit->at_most) * KS_DAY);
    /* Whatever lasts less than a day is not planned by the year. */
    time += MAX (validity - time_to_spare (validity), KS_DAY);
  }
}

static gboolean
serves_tls (KsCertificate *leaf, KsRoleKind role)
{
  return (ks_lint_choose_profiles (leaf, TRUE, TRUE, KS_PURPOSE_AUTO, role) & KS_LINT_PUBLIC_TLS) != 0;
}

static char *
explain_no_limits (KsVerdict *verdict, KsCertificate *leaf)
{
  if (ks_certificate_is_self_signed (leaf))
    return g_strdup (
      _ ("Self-signed: you decide how long it is valid. The limits are for public authorities."));
  if (!ks_verdict_is_public (verdict))
    return g_strdup (
      _ ("No public authority stands above it, so that the limits do not bind whoever issues it."));
  return g_strdup (_ ("The limits are for TLS servers, and this certificate is for something else."));
}

static void
find_end (KsVerdict *verdict, KsRenewalItem *item)
{
  const KsPath *path = ks_verdict_get_path (verdict, 0);
  g_autoptr (KsTimeline) timeline = path != NULL ? ks_timeline_new (path) : NULL;
  int first = timeline != NULL ? ks_timeline_get_first_to_end (timeline) : -1;

  item->ends = KS_TIME_INVALID;
  g_set_object (&item->ends_first, ks_entry_get_leaf (item->entry));
  if (first < 0)
    return;
  g_set_object (&item->ends_first, ks_timeline_get_bar (timeline, (guint) first)->certificate);
  if (ks_timeline_get_bar (timeline, (guint) first)->to != NO_END)
    item->ends = ks_timeline_get_bar (timeline, (guint) first)->to;
}

static KsRenewalItem *
make_item (KsRenewalPlan *self, KsVerdict *verdict, KsRoleKind role)
{
  KsRenewalItem *item = g_new0 (KsRenewalItem, 1);
  KsCertificate *leaf;

  item->entry = g_object_ref (ks_verdict_get_entry (verdict));
  leaf = ks_entry_get_leaf (item->entry);
  find_end (verdict, item);
  item->has_limits = ks_verdict_is_public (verdict) && serves_tls (leaf, role);
  item->warning = ks_renewal_dup_warning (item->entry, role, TRUE);
  if (!item->has_limits)
    item->reason = explain_no_limits (verdict, leaf);
  if (item->ends == KS_TIME_INVALID)
    return item;
  item->due = MAX (item->ends - time_to_spare (validity_of (leaf)), self->now);
  if (item->has_limits)
    count_renewals (self, item);
  return item;
}

/* Those without an end come last. */
static int
compare_items (gconstpointer a, gconstpointer b)
{
  const KsRenewalItem *x = a, *y = b;
  gint64 first = x->ends != KS_TIME_INVALID ? x->ends : G_MAXINT64;
  gint64 second = y->ends != KS_TIME_INVALID ? y->ends : G_MAXINT64;

  if (first != second)
    return first < second ? -1 : 1;
  return strcmp (ks_entry_get_sort_key (x->entry), ks_entry_get_sort_key (y->entry));
}

/**
 * ks_renewal_plan_new:
 * @verdicts: (element-type KsVerdict): about the entries of a store
 * @role: what the file is for, if a person said so
 * @now: what is today, in seconds since 1970
 *
 * Plans for every key with a certificate that can be read. The limits are those of the CA/B Forum Baseline Requirements, section 6.3.2.
 *
 * Returns: (transfer full): the plan
 */
KsRenewalPlan *
ks_renewal_plan_new (GPtrArray *verdicts, KsRoleKind role, gint64 now)
{
  KsRenewalPlan *self = g_atomic_rc_box_new0 (KsRenewalPlan);

  self->items = g_ptr_array_new_with_free_func (item_free);
  self->now = now;
  self->first_year = year_of (now);
  for (guint i = 0; i < verdicts->len; i++) {
    KsVerdict *verdict = g_ptr_array_index (verdicts, i);

    if (ks_renewal_is_possible (ks_verdict_get_entry (verdict)))
      g_ptr_array_add (self->items, make_item (self, verdict, role));
  }
  g_ptr_array_sort_values (self->items, compare_items);
  return self;
}

/**
 * ks_renewal_plan_ref:
 * @self: a plan
 *
 * Returns: (transfer full): @self
 */
KsRenewalPlan *
ks_renewal_plan_ref (KsRenewalPlan *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  KsRenewalPlan *self = data;

  g_ptr_array_unref (self->items);
}

/**
 * ks_renewal_plan_unref:
 * @self: (transfer full): a plan
 */
void
ks_renewal_plan_unref (KsRenewalPlan *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * ks_renewal_plan_get_n_items:
 * @self: a plan
 *
 * Returns: how many keys it is about
 */
guint
ks_renewal_plan_get_n_items (KsRenewalPlan *self)
{
  return self->items->len;
}

/**
 * ks_renewal_plan_get_item:
 * @self: a plan
 * @index: which one; those that end first come first
 *
 * Returns: (transfer none): one key
 */
const KsRenewalItem *
ks_renewal_plan_get_item (KsRenewalPlan *self, guint index)
{
  g_return_val_if_fail (index < self->items->len, NULL);

  return g_ptr_array_index (self->items, index);
}

/**
 * ks_renewal_plan_get_first_year:
 * @self: a plan
 *
 * Returns: the year that the first count of each item is about
 */
int
ks_renewal_plan_get_first_year (KsRenewalPlan *self)
{
  return self->first_year;
}

/**
 * ks_renewal_plan_get_now:
 * @self: a plan
 *
 * Returns: what was today when it was made, in seconds since 1970
 */
gint64
ks_renewal_plan_get_now (KsRenewalPlan *self)
{
  return self->now;
}

/**
 * ks_renewal_plan_has_limits:
 * @self: a plan
 *
 * Returns: whether public authorities’ limits bind one of its certificates
 */
gboolean
ks_renewal_plan_has_limits (KsRenewalPlan *self)
{
  for (guint i = 0; i < self->items->len; i++)
    if (ks_renewal_plan_get_item (self, i)->has_limits)
      return TRUE;
  return FALSE;
}

/**
 * ks_renewal_plan_dup_counts:
 * @self: a plan
 * @index: of a key
 *
 * Returns: (transfer full) (nullable): how often it is to be renewed in each year, translated; %NULL where no limit binds
 */
char *
ks_renewal_plan_dup_counts (KsRenewalPlan *self, guint index)
{
  const KsRenewalItem *item = ks_renewal_plan_get_item (self, index);
  g_autoptr (GString) text = g_string_new (NULL);

  if (!item->has_limits || item->ends == KS_TIME_INVALID)
    return NULL;
  for (guint i = 0; i < KS_RENEWAL_YEARS; i++) {
    if (i > 0)
      g_string_append (text, " · ");
    /* Translators: a year, then how many renewals there are in it */
    g_string_append_printf (text, _ ("%d: %u"), self->first_year + (int) i, item->renewals[i]);
  }
  return g_string_free_and_steal (g_steal_pointer (&text));
}
