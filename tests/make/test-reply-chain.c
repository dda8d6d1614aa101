/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-format.h"
#include "ks-test-reply.h"

/* {L, I, R, X}, X has nothing to do with it; one X has ended. */
static void
test_unrelated (KsTestReply *fixture, gconstpointer data)
{
  g_autoptr (KsTestIdentity) x = ks_test_identity_new (&(KsTestSpec) { .name = "Root R0", .ca = TRUE }, NULL);
  g_autoptr (KsTestIdentity) ended =
    ks_test_identity_new (&(KsTestSpec) { .name = "Root R9", .ca = TRUE, .ends = -3 }, NULL);
  g_autoptr (KsTestIdentity) peer =
    ks_test_identity_new (&(KsTestSpec) { .name = "other.example" }, fixture->pki->root);
  g_autoptr (KsReplyPlan) plan = NULL;

  ks_test_reply_add (fixture, x);
  ks_test_reply_add (fixture, ended);
  ks_test_reply_add (fixture, peer);
  ks_test_reply_add (fixture, fixture->pki->leaf);
  ks_test_reply_add (fixture, fixture->pki->intermediate);
  ks_test_reply_add (fixture, fixture->pki->root);
  plan = ks_test_reply_plan (fixture);

  ks_test_reply_assert_chain (plan, 0, KS_TEST_REPLY_WHOLE);
  ks_test_reply_assert_surplus (plan, "Root R0 unrelated, Root R9 unrelated, other.example other-key");
  g_assert_cmpstr (ks_reply_plan_get_surplus (plan, 0)->sentence, ==, "signs nothing in this chain");
  g_assert_cmpstr (ks_reply_plan_get_surplus (plan, 1)->sentence, ==,
                   "Expired on 17 November 2026 · signs nothing in this chain");
}

/* Two CAs that certify each other, before the leaf. */
static void
test_mutual (KsTestReply *fixture, gconstpointer data)
{
  g_autoptr (KsTestIdentity) a = ks_test_identity_new (&(KsTestSpec) { .name = "A", .ca = TRUE }, NULL);
  g_autoptr (KsTestIdentity) b = ks_test_identity_new (&(KsTestSpec) { .name = "B", .ca = TRUE }, NULL);
  g_autoptr (KsTestIdentity) a_by_b =
    ks_test_identity_cross (a, &(KsTestSpec) { .name = "A", .ca = TRUE }, b);
  g_autoptr (KsTestIdentity) b_by_a =
    ks_test_identity_cross (b, &(KsTestSpec) { .name = "B", .ca = TRUE }, a);
  g_autoptr (KsTestIdentity) leaf = ks_test_identity_cross (fixture->pki->leaf, &(KsTestSpec) { LEAF }, a);
  g_autoptr (KsAnchorSet) anchors = ks_test_anchors_new (b, NULL);
  g_autoptr (KsReplyPlan) loop = NULL;
  g_autoptr (KsReplyPlan) both = NULL;
  g_autofree char *second = NULL;

  ks_test_reply_add (fixture, a_by_b);
  ks_test_reply_add (fixture, b_by_a);
  ks_test_reply_add (fixture, leaf);
  loop = ks_test_reply_plan (fixture);
  ks_test_reply_assert_chain (
    loop, 0, "gw.example.org (reply reply.zip) < A (reply reply.zip) < B (reply reply.zip) < missing CN=A");

  /* With both roots there are two ways up. That of the one who is trusted is proposed, the other one offered. */
  ks_test_reply_add (fixture, a);
  ks_test_reply_add (fixture, b);
  ks_reply_query_set_anchors (fixture->query, anchors);
  both = ks_test_reply_plan (fixture);
  ks_test_reply_assert_chain (both, 0,
                              "gw.example.org (reply reply.zip) < A (reply reply.zip) < B (reply reply.zip)");
  g_assert_cmpint (ks_verdict_get_state (ks_test_reply_chain (both, 0)->verdict), ==, KS_STATE_PASS);
  g_assert_cmpuint (ks_test_reply_leaf (ks_reply_plan_get_match (both, 0), 0)->chains->len, >=, 2);
  second =
    ks_test_reply_describe (ks_test_reply_leaf (ks_reply_plan_get_match (both, 0), 0)->chains->pdata[1]);
  g_assert_cmpstr (second, ==, "gw.example.org (reply reply.zip) < A (reply reply.zip)");
}

static gboolean
has_finding (KsVerdict *verdict, const char *check)
{
  GPtrArray *findings = ks_verdict_get_findings (verdict);

  for (guint i = 0; i < findings->len; i++)
    if (g_str_equal (((const KsFinding *) findings->pdata[i])->check->id, check))
      return TRUE;
  for (guint i = 0; i < findings->len; i++)
    g_test_message ("finding: %s", ((const KsFinding *) findings->pdata[i])->check->id);
  return FALSE;
}

static void
assert_warned (const KsTestSpec *root,
               const KsTestSpec *intermediate,
               const KsTestSpec *leaf,
               const char *check)
{
  KsTestReply fixture = { 0 };
  g_autoptr (KsReplyPlan) plan = NULL;

  ks_test_reply_set_up_with (&fixture, root, intermediate, leaf);
  ks_test_reply_add (&fixture, fixture.pki->root);
  ks_test_reply_add (&fixture, fixture.pki->intermediate);
  ks_test_reply_add (&fixture, fixture.pki->leaf);
  ks_reply_query_set_anchors (fixture.query, fixture.pki->anchors);
  plan = ks_test_reply_plan (&fixture);

  ks_test_reply_assert_chain (plan, 0, KS_TEST_REPLY_WHOLE);
  g_assert_cmpint (ks_verdict_get_state (ks_test_reply_chain (plan, 0)->verdict), ==, KS_STATE_FAIL);
  g_assert_true (has_finding (ks_test_reply_chain (plan, 0)->verdict, check));
  ks_test_reply_tear_down (&fixture, NULL);
}

/* The chain is there, and the verdict says what is wrong with it. */
static void
test_bad_chains (void)
{
  assert_warned (&(KsTestSpec) { ROOT, .not_after = KS_TEST_NOW - 86400 }, NULL, NULL, "cert-validity");
  assert_warned (NULL, &(KsTestSpec) { .name = "Test TLS CA 2", .basic = "critical,CA:FALSE", .usage = "" },
                 NULL, "may-sign");
  assert_warned (NULL, &(KsTestSpec) { INTERMEDIATE, .starts = 20 }, NULL, "cert-validity");
  assert_warned (NULL, NULL, &(KsTestSpec) { LEAF, .starts = -300, .ends = -5 }, "cert-validity");
}

static void
test_weak_key (void)
{
  KsTestReply fixture = { 0 };
  g_autoptr (KsReplyPlan) plan = NULL;

  ks_test_reply_set_up_with (&fixture, NULL, NULL, &(KsTestSpec) { LEAF, .key = "RSA:1024" });
  ks_test_reply_add (&fixture, fixture.pki->leaf);
  ks_test_reply_add (&fixture, fixture.pki->intermediate);
  ks_test_reply_add (&fixture, fixture.pki->root);
  ks_reply_query_set_anchors (fixture.query, fixture.pki->anchors);
  plan = ks_test_reply_plan (&fixture);
  ks_test_reply_assert_chain (plan, 0, KS_TEST_REPLY_WHOLE);
  g_assert_true (has_finding (ks_test_reply_chain (plan, 0)->verdict, "cert-key"));
  ks_test_reply_tear_down (&fixture, NULL);
}

/* An intermediate has got a new key under its old name: with key identifiers, and without any. */
static void
check_rekeyed (gboolean without_ids)
{
  KsTestReply fixture = { 0 };
  KsTestSpec intermediate = { INTERMEDIATE, .no_key_ids = without_ids };
  KsTestSpec leaf = { LEAF, .no_key_ids = without_ids };
  KsTestSpec newer = { INTERMEDIATE, .no_key_ids = without_ids, .starts = -1 };
  g_autoptr (KsTestIdentity) rekeyed = NULL;
  g_autoptr (KsReplyPlan) plan = NULL;

  ks_test_reply_set_up_with (&fixture, NULL, &intermediate, &leaf);
  rekeyed = ks_test_identity_new (&newer, fixture.pki->root);
  ks_test_reply_add (&fixture, rekeyed);
  ks_test_reply_add (&fixture, fixture.pki->leaf);
  ks_test_reply_add (&fixture, fixture.pki->root);
  ks_test_reply_add (&fixture, fixture.pki->intermediate);
  plan = ks_test_reply_plan (&fixture);
  ks_test_reply_assert_chain (plan, 0, KS_TEST_REPLY_WHOLE);
  g_assert_true (((const KsReplyPart *) ks_test_reply_chain (plan, 0)->parts->pdata[1])->certificate ==
                 ks_test_identity_get_certificate (fixture.pki->intermediate));
  ks_test_reply_assert_surplus (plan, "Test TLS CA 2 same-name");
  ks_test_reply_tear_down (&fixture, NULL);
}

static void
test_rekeyed (void)
{
  check_rekeyed (FALSE);
  check_rekeyed (TRUE);
}

/* The wrong one of two with one name comes alone: it is not the issuer, whatever its name is. */
static void
test_wrong_issuer (void)
{
  KsTestReply fixture = { 0 };
  KsTestSpec leaf = { LEAF, .no_key_ids = TRUE };
  g_autoptr (KsTestIdentity) rekeyed = NULL;
  g_autoptr (KsReplyPlan) plan = NULL;

  ks_test_reply_set_up_with (&fixture, NULL, NULL, &leaf);
  rekeyed = ks_test_identity_new (&(KsTestSpec) { INTERMEDIATE, .no_key_ids = TRUE }, fixture.pki->root);
  ks_test_reply_add (&fixture, rekeyed);
  ks_test_reply_add (&fixture, fixture.pki->leaf);
  plan = ks_test_reply_plan (&fixture);
  ks_test_reply_assert_chain (plan, 0, "gw.example.org (reply reply.zip) < missing CN=Test TLS CA 2");
  ks_test_reply_assert_surplus (plan, "Test TLS CA 2 same-name");
  ks_test_reply_tear_down (&fixture, NULL);
}

/* 10,000 certificates in one PEM, all of one issuer, and the right ones among them. */
static void
test_many (KsTestReply *fixture, gconstpointer data)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GBytes) pem = NULL;
  g_autoptr (KsStore) store = NULL;
  g_autoptr (KsReplyPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  KsTestIdentity *right[] = { fixture->pki->root, fixture->pki->intermediate, fixture->pki->leaf };
  g_autoptr (KsTestIdentity) other =
    ks_test_identity_new (&(KsTestSpec) { .name = "other.example.org" }, fixture->pki->intermediate);
  gint64 start;

  for (guint i = 0; i < 9997; i++) {
    g_autofree char *name = g_strdup_printf ("host-%u.example.org", i);
    g_autoptr (KsTestIdentity) one =
      ks_test_identity_cross (other, &(KsTestSpec) { .name = name }, fixture->pki->intermediate);
    g_autofree char *block = ks_certificate_to_pem (ks_test_identity_get_certificate (one));

    g_string_append (text, block);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (right); i++) {
    g_autofree char *block = ks_certificate_to_pem (ks_test_identity_get_certificate (right[i]));

    g_string_append (text, block);
  }
  pem = g_string_free_to_bytes (text);

  start = g_get_monotonic_time ();
  store = ks_store_load (pem, &(KsReadOptions) { .file_name = "reply.zip" }, NULL, &error);
  g_assert_no_error (error);
  ks_reply_query_add_reply (fixture->query, store, "reply.zip");
  plan = ks_test_reply_plan (fixture);
  g_test_message ("10000 certificates: %.2f s", (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);

  ks_test_reply_assert_chain (plan, 0, KS_TEST_REPLY_WHOLE);
  g_assert_cmpuint (ks_reply_plan_get_n_certificates (plan), ==, 10000);
  g_assert_cmpuint (ks_reply_plan_get_n_surplus (plan), ==, 9997);
  g_assert_cmpint (ks_reply_plan_get_surplus (plan, 0)->reason, ==, KS_REPLY_SURPLUS_OTHER_KEY);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 30 * G_USEC_PER_SEC);
}

/* The same number for one key, and of one name that certifies itself round and round. */
static void
test_hostile (KsTestReply *fixture, gconstpointer data)
{
  g_autoptr (KsReplyPlan) plan = NULL;
  gint64 start;

  for (guint i = 0; i < 300; i++) {
    g_autoptr (KsTestIdentity) leaf =
      ks_test_identity_cross (fixture->pki->leaf, &(KsTestSpec) { LEAF }, fixture->pki->intermediate);
    g_autoptr (KsTestIdentity) cross =
      ks_test_identity_cross (fixture->pki->intermediate, &(KsTestSpec) { INTERMEDIATE }, fixture->pki->root);
    g_autoptr (KsTestIdentity) back =
      ks_test_identity_cross (fixture->pki->root, &(KsTestSpec) { ROOT }, fixture->pki->intermediate);

    ks_test_reply_add (fixture, leaf);
    ks_test_reply_add (fixture, cross);
    ks_test_reply_add (fixture, back);
  }
  start = g_get_monotonic_time ();
  plan = ks_test_reply_plan (fixture);
  g_assert_cmpuint (ks_reply_plan_get_n_matches (plan), ==, 1);
  g_assert_cmpuint (ks_reply_plan_get_match (plan, 0)->leaves->len, <=, 8);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 60 * G_USEC_PER_SEC);
}

#define ADD(path, function)                                                                                  \
  g_test_add (path, KsTestReply, NULL, ks_test_reply_set_up, function, ks_test_reply_tear_down)

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  ADD ("/reply/unrelated", test_unrelated);
  ADD ("/reply/mutual", test_mutual);
  g_test_add_func ("/reply/bad-chains", test_bad_chains);
  g_test_add_func ("/reply/weak-key", test_weak_key);
  g_test_add_func ("/reply/rekeyed", test_rekeyed);
  g_test_add_func ("/reply/wrong-issuer", test_wrong_issuer);
  ADD ("/reply/many", test_many);
  ADD ("/reply/hostile", test_hostile);

  return g_test_run ();
}
