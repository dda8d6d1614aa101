/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* When keys are to be renewed, and how often: by the dates and limits of ballot SC-081. */

#include <string.h>
#include "ks-renewal-plan.h"
#include "ks-test-verdict.h"
#include "ks-test.h"
#include "ks-time.h"
#include "ks-validity-limit.h"

#define DAY(n) (KS_TEST_NOW + (n) * KS_DAY)

static KsVerdict *
verify (const char *alias, KsTestPki *pki, KsAnchorSource source)
{
  g_autoptr (KsEntry) entry = ks_test_entry_new (alias, pki->leaf, pki->intermediate, NULL);
  g_autoptr (GPtrArray) roots = g_ptr_array_new ();
  g_autoptr (KsAnchorSet) anchors = NULL;

  g_ptr_array_add (roots, ks_test_identity_get_certificate (pki->root));
  anchors = ks_anchor_set_new (source, "Anchors", roots);
  return ks_test_verify (entry, anchors);
}

static KsRenewalPlan *
plan_for (KsVerdict *first, KsVerdict *second, KsRoleKind role)
{
  g_autoptr (GPtrArray) verdicts = g_ptr_array_new ();

  g_ptr_array_add (verdicts, first);
  if (second != NULL)
    g_ptr_array_add (verdicts, second);
  return ks_renewal_plan_new (verdicts, role, KS_TEST_NOW);
}

/* Oracle: the dates that the ballot names, and days counted by hand. */
static void
test_limits (void)
{
  static const struct {
    const char *time;
    int at_most;
  } cases[] = {
    { "2026-03-14T23:59:59Z", 398 }, { "2026-03-15T00:00:00Z", 200 }, { "2027-03-14T23:59:59Z", 200 },
    { "2027-03-15T00:00:00Z", 100 }, { "2029-03-14T23:59:59Z", 100 }, { "2029-03-15T00:00:00Z", 47 },
    { "2050-01-01T00:00:00Z", 47 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (ks_validity_limit_find (ks_time_from_rfc3339 (cases[i].time, NULL))->at_most, ==,
                     cases[i].at_most);
  g_assert_null (ks_validity_limit_find (ks_time_from_rfc3339 ("2010-01-01T00:00:00Z", NULL)));
}

/* 199 days until 10 June 2027; due 30 days before, on 11 May. From then on 99 days with 30 to spare are 69: 11 May, 19 July, 26 September,
 * 4 December 2027; 11 February, 20 April, 28 June, 5 September, 13 November 2028; 21 January 2029, and 31 March, when the limit is 46 days
 * with a third of them to spare. */
static void
test_public (void)
{
  KsTestSpec leaf = { LEAF, .starts = 3, .ends = 202 };
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, &leaf);
  g_autoptr (KsVerdict) verdict = verify ("web", pki, KS_ANCHORS_SYSTEM);
  g_autoptr (KsRenewalPlan) plan = plan_for (verdict, NULL, KS_ROLE_KIND_GENERAL);
  const KsRenewalItem *item;
  g_autofree char *counts = NULL;

  g_assert_cmpuint (ks_renewal_plan_get_n_items (plan), ==, 1);
  item = ks_renewal_plan_get_item (plan, 0);
  g_assert_true (item->has_limits);
  g_assert_true (ks_renewal_plan_has_limits (plan));
  g_assert_null (item->reason);
  g_assert_cmpint (item->due, ==, item->ends - 30 * KS_DAY);
  g_assert_cmpint (ks_renewal_plan_get_first_year (plan), ==, 2026);
  g_assert_cmpuint (item->renewals[0], ==, 0);
  g_assert_cmpuint (item->renewals[1], ==, 4);
  g_assert_cmpuint (item->renewals[2], ==, 5);
  g_assert_cmpuint (item->renewals[3], >=, 9);
  g_assert_cmpuint (item->renewals[3], <=, 11);
  g_assert_cmpuint (item->renewals[4], >=, 11);
  g_assert_cmpuint (item->renewals[4], <=, 12);
  counts = ks_renewal_plan_dup_counts (plan, 0);
  g_assert_true (g_str_has_prefix (counts, "2026: 0 · 2027: 4 · 2028: 5 · 2029: "));
}

static void
test_private (void)
{
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsVerdict) verdict = verify ("web", pki, KS_ANCHORS_FILE);
  g_autoptr (KsRenewalPlan) plan = plan_for (verdict, NULL, KS_ROLE_KIND_GENERAL);
  const KsRenewalItem *item = ks_renewal_plan_get_item (plan, 0);

  g_assert_false (item->has_limits);
  g_assert_false (ks_renewal_plan_has_limits (plan));
  g_assert_nonnull (strstr (item->reason, "No public authority"));
  g_assert_cmpint (item->ends, ==,
                   ks_certificate_get_not_after (ks_test_identity_get_certificate (pki->leaf)));
  g_assert_null (ks_renewal_plan_dup_counts (plan, 0));
  for (guint i = 0; i < KS_RENEWAL_YEARS; i++)
    g_assert_cmpuint (item->renewals[i], ==, 0);
}

/* The limits are for TLS servers. */
static void
test_public_client (void)
{
  KsTestSpec leaf = { .name = "robot", .purposes = "clientAuth" };
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, &leaf);
  g_autoptr (KsVerdict) verdict = verify ("robot", pki, KS_ANCHORS_SYSTEM);
  g_autoptr (KsRenewalPlan) plan = plan_for (verdict, NULL, KS_ROLE_KIND_GENERAL);

  g_assert_false (ks_renewal_plan_get_item (plan, 0)->has_limits);
  g_assert_nonnull (strstr (ks_renewal_plan_get_item (plan, 0)->reason, "TLS servers"));
}

/* A certificate of no use without the one above it; what ends first is first in the list; what has ended is due today. */
static void
test_order (void)
{
  KsTestSpec intermediate = { .name = "Test TLS CA 2", .ca = TRUE, .ends = 60 };
  KsTestSpec over = { LEAF, .ends = -10 };
  g_autoptr (KsTestPki) later = ks_test_pki_new (NULL, &intermediate, NULL);
  g_autoptr (KsTestPki) ended = ks_test_pki_new (NULL, NULL, &over);
  g_autoptr (KsVerdict) first = verify ("later", later, KS_ANCHORS_FILE);
  g_autoptr (KsVerdict) second = verify ("ended", ended, KS_ANCHORS_FILE);
  g_autoptr (KsRenewalPlan) plan = plan_for (first, second, KS_ROLE_KIND_GENERAL);
  const KsRenewalItem *item = ks_renewal_plan_get_item (plan, 0);

  g_assert_cmpstr (ks_entry_get_alias (item->entry), ==, "ended");
  g_assert_cmpint (item->due, ==, KS_TEST_NOW);
  item = ks_renewal_plan_get_item (plan, 1);
  g_assert_true (item->ends_first == ks_test_identity_get_certificate (later->intermediate));
  g_assert_cmpint (item->due, ==, item->ends - 30 * KS_DAY);
}

static void
test_no_end (void)
{
  KsTestSpec root = { .name = "Endless Root", .ca = TRUE, .not_after = G_GINT64_CONSTANT (253402300799) };
  KsTestSpec intermediate = { .name = "Endless CA",
                              .ca = TRUE,
                              .not_after = G_GINT64_CONSTANT (253402300799) };
  KsTestSpec leaf = { LEAF, .not_after = G_GINT64_CONSTANT (253402300799) };
  g_autoptr (KsTestPki) pki = ks_test_pki_new (&root, &intermediate, &leaf);
  g_autoptr (KsVerdict) verdict = verify ("web", pki, KS_ANCHORS_SYSTEM);
  g_autoptr (KsRenewalPlan) plan = plan_for (verdict, NULL, KS_ROLE_KIND_GENERAL);

  g_assert_cmpint (ks_renewal_plan_get_item (plan, 0)->ends, ==, KS_TIME_INVALID);
  g_assert_null (ks_renewal_plan_dup_counts (plan, 0));
}

static char *
write_calendar (KsRenewalPlan *plan)
{
  g_autoptr (GBytes) bytes = ks_renewal_plan_to_calendar (plan, "web.jks");
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_auto (GStrv) parts = g_strsplit (text, "\r\n ", -1);

  return g_strjoinv ("", parts);
}

static guint
count (const char *text, const char *part)
{
  g_auto (GStrv) parts = g_strsplit (text, part, -1);

  return g_strv_length (parts) - 1;
}

static void
test_calendar (void)
{
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsVerdict) private_verdict = verify ("web", pki, KS_ANCHORS_FILE);
  g_autoptr (KsVerdict) public_verdict = verify ("web", pki, KS_ANCHORS_SYSTEM);
  g_autoptr (KsVerdict) elsewhere = verify ("other", pki, KS_ANCHORS_FILE);
  g_autoptr (KsRenewalPlan) plan = plan_for (private_verdict, elsewhere, KS_ROLE_KIND_GENERAL);
  g_autoptr (KsRenewalPlan) public_plan = plan_for (public_verdict, NULL, KS_ROLE_KIND_GENERAL);
  g_autofree char *text = write_calendar (plan);
  g_autofree char *again = write_calendar (plan);
  g_autofree char *public_text = write_calendar (public_plan);

  g_assert_cmpstr (text, ==, again);
  g_assert_cmpuint (count (text, "BEGIN:VEVENT"), ==, 4);
  g_assert_nonnull (strstr (text, "SUMMARY:Renew “web” (gw.example.org)\r\nDESCRIPTION:"));
  /* Noon of 20 November 2026 and 300 days; 30 days before. */
  g_assert_nonnull (strstr (text, "DTSTART;VALUE=DATE:20270817"));
  g_assert_nonnull (strstr (text, "DTSTART;VALUE=DATE:20270916"));
  g_assert_null (strstr (text, "Public certificates"));
  /* With those of the limits of 2027 and 2029. */
  g_assert_cmpuint (count (public_text, "BEGIN:VEVENT"), ==, 4);
  g_assert_nonnull (strstr (public_text, "DTSTART;VALUE=DATE:20270315"));
  g_assert_nonnull (strstr (public_text, "SUMMARY:Public certificates: at most 47 days from today"));
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  ks_test_init (&argc, &argv);

  g_test_add_func ("/renewal-plan/limits", test_limits);
  g_test_add_func ("/renewal-plan/public", test_public);
  g_test_add_func ("/renewal-plan/private", test_private);
  g_test_add_func ("/renewal-plan/public-client", test_public_client);
  g_test_add_func ("/renewal-plan/order", test_order);
  g_test_add_func ("/renewal-plan/no-end", test_no_end);
  g_test_add_func ("/renewal-plan/calendar", test_calendar);

  return g_test_run ();
}
