/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The dates of a path on one line, and headlines that name a chosen day. */

#include "ks-test-verdict.h"
#include "ks-test.h"
#include "ks-time.h"
#include "ks-timeline.h"

#define DAY(n) (KS_TEST_NOW + (n) * KS_DAY)

static KsVerdict *
verify_at (KsTestPki *pki, gint64 time, gboolean is_dated)
{
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, pki->intermediate, NULL);
  g_autoptr (KsVerifyRequest) request = ks_verify_request_new (entry, time);
  g_autoptr (GError) error = NULL;
  KsVerdict *verdict;

  ks_verify_request_set_anchors (request, pki->anchors);
  ks_verify_request_set_purpose (request, KS_PURPOSE_AUTO);
  ks_verify_request_set_dated (request, is_dated);
  verdict = ks_verify (request, NULL, &error);
  g_assert_no_error (error);
  return verdict;
}

static KsTimeline *
make_timeline (KsTestPki *pki)
{
  g_autoptr (KsVerdict) verdict = verify_at (pki, KS_TEST_NOW, FALSE);

  return ks_timeline_new (ks_verdict_get_path (verdict, 0));
}

static void
assert_sentence (KsTimeline *timeline, gint64 now, const char *expected)
{
  g_autofree char *sentence = ks_timeline_dup_sentence (timeline, now);

  g_assert_cmpstr (sentence, ==, expected);
}

static void
test_bars (void)
{
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsTimeline) timeline = make_timeline (pki);
  g_autoptr (KsTimeline) same = make_timeline (pki);
  const KsTimelineBar *leaf;
  gint64 from = 0, to = 0;

  g_assert_cmpuint (ks_timeline_get_n_bars (timeline), ==, 3);
  leaf = ks_timeline_get_bar (timeline, 0);
  g_assert_true (leaf->certificate == ks_test_identity_get_certificate (pki->leaf));
  g_assert_cmpint (leaf->from, ==, ks_certificate_get_not_before (leaf->certificate));
  g_assert_cmpint (leaf->to, ==, ks_certificate_get_not_after (leaf->certificate));
  g_assert_cmpint (ks_timeline_get_first_to_end (timeline), ==, 0);
  g_assert_true (ks_timeline_get_window (timeline, &from, &to));
  g_assert_cmpint (from, ==, leaf->from);
  g_assert_cmpint (to, ==, leaf->to);
  g_assert_true (ks_timeline_equal (timeline, same));
  assert_sentence (timeline, KS_TEST_NOW, "Dies first: Server certificate “gw.example.org”, in 300 days");
  assert_sentence (timeline, DAY (299), "Dies first: Server certificate “gw.example.org”, in 1 day");
  assert_sentence (timeline, DAY (312), "Ended first: Server certificate “gw.example.org”, 12 days ago");
  assert_sentence (timeline, DAY (-103), "Not valid yet: “gw.example.org” begins in 3 days");
}

static void
test_intermediate_ends_first (void)
{
  KsTestSpec intermediate = { .name = "Test TLS CA 2", .ca = TRUE, .ends = 83 };
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, &intermediate, NULL);
  g_autoptr (KsTestPki) other = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsTimeline) timeline = make_timeline (pki);
  g_autoptr (KsTimeline) another = make_timeline (other);
  gint64 from = 0, to = 0;

  g_assert_cmpint (ks_timeline_get_first_to_end (timeline), ==, 1);
  g_assert_true (ks_timeline_get_window (timeline, &from, &to));
  g_assert_cmpint (to, ==,
                   ks_certificate_get_not_after (ks_test_identity_get_certificate (pki->intermediate)));
  assert_sentence (timeline, KS_TEST_NOW, "Dies first: Intermediate CA “Test TLS CA 2”, in 83 days");
  g_assert_false (ks_timeline_equal (timeline, another));
}

/* The leaf begins when its issuer has ended already. */
static void
test_never_together (void)
{
  KsTestSpec intermediate = { .name = "Test TLS CA 2", .ca = TRUE, .starts = -300, .ends = -200 };
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, &intermediate, NULL);
  g_autoptr (KsTimeline) timeline = make_timeline (pki);
  gint64 from = 0, to = 0;

  g_assert_false (ks_timeline_get_window (timeline, &from, &to));
  assert_sentence (timeline, KS_TEST_NOW,
                   "Never valid together: “Test TLS CA 2” ends before “gw.example.org” begins");
}

/* Both ends of the window are valid, and the seconds beside them are not: as the verdicts say. */
static void
test_window_agrees_with_verdicts (void)
{
  KsTestSpec root = { .name = "Test Root R1", .ca = TRUE, .starts = -50, .ends = 3000 };
  KsTestSpec intermediate = { .name = "Test TLS CA 2", .ca = TRUE, .ends = 83 };
  g_autoptr (KsTestPki) pki = ks_test_pki_new (&root, &intermediate, NULL);
  g_autoptr (KsTimeline) timeline = make_timeline (pki);
  gint64 from = 0, to = 0;
  gboolean is_there = ks_timeline_get_window (timeline, &from, &to);
  const struct {
    gint64 time;
    gboolean holds;
  } cases[] = { { from - 1, FALSE }, { from, TRUE }, { to, TRUE }, { to + 1, FALSE } };

  g_assert_true (is_there);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (KsVerdict) verdict = verify_at (pki, cases[i].time, TRUE);

    g_assert_cmpint (ks_verdict_get_path (verdict, 0)->state != KS_STATE_FAIL, ==, cases[i].holds);
  }
}

static void
test_range (void)
{
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsTimeline) timeline = make_timeline (pki);
  KsTestSpec old = { LEAF, .starts = -40000, .ends = -39000 };
  g_autoptr (KsTestPki) ancient = ks_test_pki_new (NULL, NULL, &old);
  g_autoptr (KsTimeline) long_ago = make_timeline (ancient);
  gint64 from, to;

  ks_timeline_get_range (timeline, KS_TEST_NOW, &from, &to);
  g_assert_cmpint (from, ==, ks_timeline_get_bar (timeline, 0)->from - 365 * KS_DAY);
  g_assert_cmpint (to, ==, ks_timeline_get_bar (timeline, 1)->to + 365 * KS_DAY);
  /* Today is always in it. */
  ks_timeline_get_range (timeline, DAY (5000), &from, &to);
  g_assert_cmpint (from, <, DAY (5000));
  g_assert_cmpint (to, >, DAY (5000));
  /* A certificate of another century does not make the axis endless. */
  ks_timeline_get_range (long_ago, KS_TEST_NOW, &from, &to);
  g_assert_cmpint (to - from, <, 30 * 365 * KS_DAY);
}

static void
assert_headline (KsTestPki *pki, gint64 time, const char *expected)
{
  g_autoptr (KsVerdict) verdict = verify_at (pki, time, TRUE);

  g_assert_cmpstr (ks_verdict_get_headline (verdict), ==, expected);
}

static void
test_headlines (void)
{
  KsTestSpec intermediate = { .name = "Test TLS CA 2", .ca = TRUE, .ends = 83 };
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsTestPki) short_issuer = ks_test_pki_new (NULL, &intermediate, NULL);
  g_autoptr (KsVerdict) today = verify_at (pki, KS_TEST_NOW, FALSE);

  assert_headline (pki, DAY (100), "Trusted on 28 February 2027");
  assert_headline (pki, DAY (320), "Not trusted on 6 October 2027: expired");
  assert_headline (pki, DAY (-200), "Not trusted on 4 May 2026: not valid yet");
  assert_headline (short_issuer, DAY (100), "Not trusted on 28 February 2027: “Test TLS CA 2” expired");
  g_assert_cmpstr (ks_verdict_get_headline (today), ==, "Trusted");
}

/* Where the date is not what decides, it stands beside the headline. */
static void
test_other_headlines (void)
{
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsTestPki) other = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsVerdict) verdict = NULL;

  g_set_object (&pki->anchors, other->anchors);
  verdict = verify_at (pki, DAY (100), TRUE);
  g_assert_cmpint (ks_verdict_get_state (verdict), ==, KS_STATE_FAIL);
  g_assert_true (g_str_has_prefix (ks_verdict_get_headline (verdict), "Not trusted: "));
  g_assert_cmpstr (ks_verdict_get_headline_detail (verdict), ==, "on 28 February 2027");
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  ks_test_init (&argc, &argv);

  g_test_add_func ("/timeline/bars", test_bars);
  g_test_add_func ("/timeline/intermediate-ends-first", test_intermediate_ends_first);
  g_test_add_func ("/timeline/never-together", test_never_together);
  g_test_add_func ("/timeline/window-agrees-with-verdicts", test_window_agrees_with_verdicts);
  g_test_add_func ("/timeline/range", test_range);
  g_test_add_func ("/timeline/headlines", test_headlines);
  g_test_add_func ("/timeline/other-headlines", test_other_headlines);

  return g_test_run ();
}
