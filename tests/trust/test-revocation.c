/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-test-pki.h"
#include "ks-test.h"
#include "ks-verifier.h"

/* Revocation lists, certificate policies and the rules for anchors: what a request can ask beyond the usual. */

typedef struct {
  KsTestIdentity *root;
  KsTestIdentity *intermediate;
  KsTestIdentity *leaf;
  KsEntry *entry;
  KsVerifyRequest *request;
} Case;

static Case *
case_new (const KsTestSpec *root, const KsTestSpec *intermediate, const KsTestSpec *leaf)
{
  Case *self = g_new0 (Case, 1);
  g_autoptr (GPtrArray) certificates = g_ptr_array_new ();
  g_autoptr (KsAnchorSet) anchors = NULL;

  self->root = ks_test_identity_new (root, NULL);
  self->intermediate = ks_test_identity_new (intermediate, self->root);
  self->leaf = ks_test_identity_new (leaf, self->intermediate);
  self->entry = ks_test_entry_new ("web", self->leaf, self->intermediate, NULL);
  g_ptr_array_add (certificates, ks_test_identity_get_certificate (self->root));
  anchors = ks_anchor_set_new (KS_ANCHORS_STORE, "trust.jks", certificates);
  self->request = ks_verify_request_new (self->entry, KS_TEST_NOW);
  ks_verify_request_set_anchors (self->request, anchors);
  return self;
}

static void
case_free (Case *self)
{
  ks_test_identity_free (self->root);
  ks_test_identity_free (self->intermediate);
  ks_test_identity_free (self->leaf);
  g_object_unref (self->entry);
  ks_verify_request_unref (self->request);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Case, case_free)

static const KsTestSpec sound_root = { .name = "Root", .ca = TRUE };
static const KsTestSpec sound_intermediate = { .name = "Intermediate", .ca = TRUE };
static const KsTestSpec sound_leaf = { .name = "Leaf",
                                       .san = "DNS:gw.example.org",
                                       .purposes = "serverAuth" };

static const KsResult *
find_result (GPtrArray *results, const char *check)
{
  for (guint i = 0; i < results->len; i++) {
    const KsResult *result = g_ptr_array_index (results, i);

    if (g_str_equal (result->check->id, check))
      return result;
  }
  return NULL;
}

static KsState
revocation_state (KsVerdict *verdict, guint link)
{
  const KsPathLink *path_link = g_ptr_array_index (ks_verdict_get_path (verdict, 0)->links, link);
  const KsResult *result = find_result (path_link->results, "revocation");

  g_assert_nonnull (result);
  return result->state;
}

static KsState
path_state (KsVerifyRequest *request)
{
  g_autoptr (KsVerdict) verdict = ks_verify (request, NULL, NULL);

  return ks_verdict_get_path (verdict, 0)->state;
}

static void
test_not_asked (void)
{
  g_autoptr (Case) self = case_new (&sound_root, &sound_intermediate, &sound_leaf);
  g_autoptr (KsVerdict) verdict = ks_verify (self->request, NULL, NULL);

  g_assert_cmpint (revocation_state (verdict, 0), ==, KS_STATE_NOT_CHECKED);
  g_assert_cmpint (ks_verdict_get_state (verdict), ==, KS_STATE_PASS);
}

static void
test_lists (void)
{
  for (guint revoke = 0; revoke < 3; revoke++) {
    g_autoptr (Case) self = case_new (&sound_root, &sound_intermediate, &sound_leaf);
    g_autoptr (GBytes) of_root = ks_test_crl_new (self->root, revoke == 1 ? self->intermediate : NULL);
    g_autoptr (GBytes) of_intermediate =
      ks_test_crl_new (self->intermediate, revoke == 2 ? self->leaf : NULL);
    g_autoptr (KsVerdict) verdict = NULL;

    ks_verify_request_add_crl (self->request, of_root);
    ks_verify_request_add_crl (self->request, of_intermediate);
    verdict = ks_verify (self->request, NULL, NULL);
    g_assert_cmpint (ks_verdict_get_state (verdict), ==, revoke == 0 ? KS_STATE_PASS : KS_STATE_FAIL);
    g_assert_cmpint (revocation_state (verdict, 1), ==, revoke == 1 ? KS_STATE_FAIL : KS_STATE_PASS);
    g_assert_cmpint (revocation_state (verdict, 0), ==, revoke == 2 ? KS_STATE_FAIL : KS_STATE_PASS);
  }
}

/* A list of one issuer says nothing about the certificates of another; junk is no list. */
static void
test_incomplete_lists (void)
{
  g_autoptr (Case) self = case_new (&sound_root, &sound_intermediate, &sound_leaf);
  g_autoptr (GBytes) of_root = ks_test_crl_new (self->root, NULL);
  g_autoptr (GBytes) junk = g_bytes_new_static ("\x30\x82\x01", 3);
  g_autoptr (KsVerdict) verdict = NULL;

  ks_verify_request_add_crl (self->request, of_root);
  ks_verify_request_add_crl (self->request, junk);
  verdict = ks_verify (self->request, NULL, NULL);
  g_assert_cmpint (revocation_state (verdict, 0), ==, KS_STATE_FAIL);
  g_assert_cmpint (revocation_state (verdict, 1), ==, KS_STATE_PASS);
}

/* Lists that happen to be at hand: where there is none, nothing was checked; where there is one, it counts. */
static void
test_partial_lists (void)
{
  for (guint revoke = 0; revoke < 2; revoke++) {
    g_autoptr (Case) self = case_new (&sound_root, &sound_intermediate, &sound_leaf);
    g_autoptr (GBytes) of_intermediate =
      ks_test_crl_new (self->intermediate, revoke == 1 ? self->leaf : NULL);
    g_autoptr (KsVerdict) verdict = NULL;

    ks_verify_request_add_crl (self->request, of_intermediate);
    ks_verify_request_set_partial_crls (self->request, TRUE);
    verdict = ks_verify (self->request, NULL, NULL);
    g_assert_cmpint (revocation_state (verdict, 1), ==, KS_STATE_NOT_CHECKED);
    g_assert_cmpint (revocation_state (verdict, 0), ==, revoke == 1 ? KS_STATE_FAIL : KS_STATE_PASS);
    g_assert_cmpint (ks_verdict_get_state (verdict), ==, revoke == 1 ? KS_STATE_FAIL : KS_STATE_PASS);
  }
}

static void
test_headline (void)
{
  g_autoptr (Case) self = case_new (&sound_root, &sound_intermediate, &sound_leaf);
  g_autoptr (GBytes) of_root = ks_test_crl_new (self->root, NULL);
  g_autoptr (GBytes) of_intermediate = ks_test_crl_new (self->intermediate, NULL);
  g_autoptr (KsVerdict) before = ks_verify (self->request, NULL, NULL);
  g_autoptr (KsVerdict) after = NULL;

  g_assert_cmpstr (ks_verdict_get_headline_detail (before), ==, "by 1 of 1 anchor · revocation not checked");
  ks_verify_request_add_crl (self->request, of_root);
  ks_verify_request_add_crl (self->request, of_intermediate);
  after = ks_verify (self->request, NULL, NULL);
  g_assert_cmpstr (ks_verdict_get_headline_detail (after), ==, "by 1 of 1 anchor · not revoked");
}

static void
test_policies (void)
{
  KsTestSpec intermediate = { .name = "Intermediate", .ca = TRUE, .policies = "1.2.3.4" };
  KsTestSpec demanding = { .name = "Intermediate",
                           .ca = TRUE,
                           .policies = "1.2.3.4",
                           .demands = "critical,requireExplicitPolicy:0" };
  KsTestSpec root = { .name = "Root", .ca = TRUE, .demands = "critical,requireExplicitPolicy:0" };
  KsTestSpec leaf = { .name = "Leaf", .san = "DNS:gw.example.org", .policies = "1.2.3.4" };
  static const char *const ours[] = { "1.2.3.4", NULL };
  static const char *const others[] = { "1.2.3.5", NULL };
  g_autoptr (Case) plain = case_new (&sound_root, &sound_intermediate, &sound_leaf);
  g_autoptr (Case) fulfilled = case_new (&sound_root, &demanding, &leaf);
  g_autoptr (Case) broken = case_new (&sound_root, &demanding, &sound_leaf);
  g_autoptr (Case) by_root = case_new (&root, &sound_intermediate, &sound_leaf);
  g_autoptr (Case) asked = case_new (&sound_root, &intermediate, &leaf);

  g_assert_cmpint (path_state (plain->request), ==, KS_STATE_PASS);
  g_assert_cmpint (path_state (fulfilled->request), ==, KS_STATE_PASS);
  g_assert_cmpint (path_state (broken->request), ==, KS_STATE_FAIL);
  g_assert_cmpint (path_state (by_root->request), ==, KS_STATE_FAIL);
  ks_verify_request_set_policy_rules (asked->request,
                                      &(KsPolicyRules) { .initial = ours, .require_explicit = TRUE });
  g_assert_cmpint (path_state (asked->request), ==, KS_STATE_PASS);
  ks_verify_request_set_policy_rules (asked->request,
                                      &(KsPolicyRules) { .initial = others, .require_explicit = TRUE });
  g_assert_cmpint (path_state (asked->request), ==, KS_STATE_FAIL);
}

/* What each rule for anchors makes of an anchor that breaks it. */
static void
test_anchor_rules (void)
{
  KsTestSpec expired = { .name = "Root", .ca = TRUE, .starts = -900, .ends = -1 };
  KsTestSpec no_ca = { .name = "Root", .ca = TRUE, .basic = "critical,CA:FALSE" };
  KsTestSpec no_basic = { .name = "Root", .ca = TRUE, .basic = "" };
  KsTestSpec narrow = { .name = "Root", .ca = TRUE, .constraints = "critical,permitted;DNS:example.com" };
  const struct {
    const KsTestSpec *root;
    KsAnchorRules rules;
    KsState state;
  } cases[] = {
    { &expired, KS_ANCHOR_RULES_DEFAULT, KS_STATE_FAIL },
    { &expired, KS_ANCHOR_RULES_CONSTRAINTS, KS_STATE_PASS },
    { &no_ca, KS_ANCHOR_RULES_CONSTRAINTS, KS_STATE_FAIL },
    { &no_ca, KS_ANCHOR_RULES_DATES, KS_STATE_PASS },
    { &no_basic, KS_ANCHOR_RULES_DEFAULT, KS_STATE_WARNING },
    { &no_basic, KS_ANCHOR_RULES_CONSTRAINTS | KS_ANCHOR_RULES_CA, KS_STATE_FAIL },
    { &no_basic, KS_ANCHOR_RULES_NONE, KS_STATE_PASS },
    { &narrow, KS_ANCHOR_RULES_DEFAULT, KS_STATE_FAIL },
    { &narrow, KS_ANCHOR_RULES_NONE, KS_STATE_PASS },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (Case) self = case_new (cases[i].root, &sound_intermediate, &sound_leaf);

    g_test_message ("%" G_GSIZE_FORMAT, i);
    ks_verify_request_set_anchor_rules (self->request, cases[i].rules);
    g_assert_cmpint (path_state (self->request), ==, cases[i].state);
  }
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/revocation/not-asked", test_not_asked);
  g_test_add_func ("/revocation/lists", test_lists);
  g_test_add_func ("/revocation/incomplete-lists", test_incomplete_lists);
  g_test_add_func ("/revocation/partial-lists", test_partial_lists);
  g_test_add_func ("/revocation/headline", test_headline);
  g_test_add_func ("/revocation/policies", test_policies);
  g_test_add_func ("/revocation/anchor-rules", test_anchor_rules);
  return g_test_run ();
}
