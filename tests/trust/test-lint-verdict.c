/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Lints as part of a verdict: their limits, for whom they are, and what becomes of them. The lints one by one are in test-lint.c. */

#include <openssl/bn.h>
#include "ks-lint.h"
#include "ks-test-verdict.h"
#include "ks-test.h"
#include "ks-time.h"

#define SERVER .name = "gw.example.org", .san = "DNS:gw.example.org", .purposes = "serverAuth"
#define CA .name = "Test TLS CA 3", .ca = TRUE

static KsTestIdentity *ca;

/* Exactly the limit holds, one second more does not; by the first day. Days of validity as in ballot SC-081. */
static void
test_limits (void)
{
  static const struct {
    const char *from;
    int days;
  } limits[] = {
    { "2018-03-01T00:00:00Z", 825 }, { "2020-08-31T23:59:59Z", 825 }, { "2020-09-01T00:00:00Z", 398 },
    { "2026-03-14T23:59:59Z", 398 }, { "2026-03-15T00:00:00Z", 200 }, { "2027-03-14T23:59:59Z", 200 },
    { "2027-03-15T00:00:00Z", 100 }, { "2029-03-14T23:59:59Z", 100 }, { "2029-03-15T00:00:00Z", 47 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (limits); i++) {
    g_autoptr (GError) error = NULL;
    gint64 start = ks_time_from_rfc3339 (limits[i].from, &error);
    g_autofree char *allowed = g_strdup_printf ("at most %d days", limits[i].days);
    KsTestSpec spec = { SERVER, .not_before = start };

    g_assert_no_error (error);
    for (int more = 0; more < 2; more++) {
      g_autoptr (KsTestIdentity) identity = NULL;
      g_autoptr (KsResult) result = NULL;

      spec.not_after = start + limits[i].days * KS_DAY - 1 + more;
      identity = ks_test_identity_new (&spec, ca);
      result = ks_lint_run (ks_lint_find ("tls-validity"),
                            &(KsLintSubject) { .certificate = ks_test_identity_get_certificate (identity),
                                               .profiles = KS_LINT_PUBLIC_TLS,
                                               .is_public = TRUE });
      g_assert_cmpint (result->state, ==, more ? KS_STATE_WARNING : KS_STATE_PASS);
      g_assert_cmpstr (result->theirs, ==, allowed);
    }
  }
}

static void
test_profiles (void)
{
  static const struct {
    KsTestSpec spec;
    gboolean is_leaf, is_public;
    KsPurpose purpose;
    guint profiles;
    KsRoleKind role;
  } cases[] = {
    { { SERVER }, TRUE, TRUE, KS_PURPOSE_TLS_SERVER, KS_LINT_PUBLIC_TLS },
    { { SERVER }, TRUE, FALSE, KS_PURPOSE_TLS_SERVER, KS_LINT_PUBLIC_TLS | KS_LINT_PRIVATE_TLS },
    { { SERVER, .usage = "dataEncipherment" }, TRUE, TRUE, KS_PURPOSE_ANY, KS_LINT_PUBLIC_TLS },
    { { .name = "robot", .purposes = "clientAuth" }, TRUE, FALSE, KS_PURPOSE_ANY, KS_LINT_CLIENT },
    { { .name = "builder", .purposes = "codeSigning" }, TRUE, FALSE, KS_PURPOSE_ANY, KS_LINT_CODE_SIGNING },
    { { .name = "vault", .usage = "dataEncipherment" },
      TRUE,
      FALSE,
      KS_PURPOSE_ANY,
      KS_LINT_DATA_ENCIPHERMENT },
    { { CA }, FALSE, FALSE, KS_PURPOSE_TLS_SERVER, KS_LINT_CA | KS_LINT_PUBLIC_CA },
    { { CA }, TRUE, FALSE, KS_PURPOSE_ANY, KS_LINT_CA },
    /* A person knows better. */
    { { .name = "robot", .purposes = "clientAuth" },
      TRUE,
      FALSE,
      KS_PURPOSE_TLS_CLIENT,
      KS_LINT_PUBLIC_TLS | KS_LINT_PRIVATE_TLS,
      KS_ROLE_KIND_TLS_SERVER },
    { { SERVER }, TRUE, TRUE, KS_PURPOSE_TLS_SERVER, KS_LINT_PUBLIC_TLS, KS_ROLE_KIND_TLS_SERVER },
    { { SERVER }, TRUE, TRUE, KS_PURPOSE_TLS_SERVER, KS_LINT_CLIENT, KS_ROLE_KIND_TLS_CLIENT },
    { { SERVER },
      TRUE,
      TRUE,
      KS_PURPOSE_TLS_SERVER,
      KS_LINT_DATA_ENCIPHERMENT,
      KS_ROLE_KIND_INTERNAL_ENCRYPTION },
    { { SERVER }, TRUE, TRUE, KS_PURPOSE_TLS_SERVER, 0, KS_ROLE_KIND_SIGNING },
    { { .name = "builder", .purposes = "codeSigning" },
      TRUE,
      FALSE,
      KS_PURPOSE_ANY,
      KS_LINT_CODE_SIGNING,
      KS_ROLE_KIND_SIGNING },
    { { CA }, TRUE, FALSE, KS_PURPOSE_ANY, KS_LINT_CA, KS_ROLE_KIND_TRUSTSTORE },
    /* Where the role does not speak, the certificate does. */
    { { SERVER }, TRUE, TRUE, KS_PURPOSE_TLS_SERVER, KS_LINT_PUBLIC_TLS, KS_ROLE_KIND_TRUSTSTORE },
    { { CA }, FALSE, FALSE, KS_PURPOSE_ANY, KS_LINT_CA, KS_ROLE_KIND_SIGNING },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (KsTestIdentity) identity = ks_test_identity_new (&cases[i].spec, ca);

    g_assert_cmpuint (ks_lint_choose_profiles (ks_test_identity_get_certificate (identity), cases[i].is_leaf,
                                               cases[i].is_public, cases[i].purpose, cases[i].role),
                      ==, cases[i].profiles | KS_LINT_EVERY);
  }
}

static const KsResult *
find_lint (KsVerdict *verdict, guint node, const char *lint)
{
  const KsPathNode *at = g_ptr_array_index (ks_verdict_get_path (verdict, 0)->nodes, node);

  for (guint i = 0; i < at->lints->len; i++) {
    const KsResult *result = g_ptr_array_index (at->lints, i);

    if (g_str_equal (result->check->id, lint))
      return result;
  }
  return NULL;
}

/* What binds public authorities is a warning below an anchor of the system, and information below any other. */
static void
test_verdict (void)
{
  KsTestSpec leaf = { LEAF, .ends = 300 };
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, &leaf);
  g_autoptr (GPtrArray) roots = g_ptr_array_new ();
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, pki->intermediate, NULL);
  g_autoptr (KsAnchorSet) anchors = NULL;
  g_autoptr (KsVerdict) closed = ks_test_verify (entry, pki->anchors);
  g_autoptr (KsVerdict) open = NULL;
  const KsFinding *finding = NULL;

  g_ptr_array_add (roots, ks_test_identity_get_certificate (pki->root));
  anchors = ks_anchor_set_new (KS_ANCHORS_SYSTEM, "System trust", roots);
  open = ks_test_verify (entry, anchors);

  ks_test_assert_headline (closed, KS_STATE_PASS, "Trusted");
  ks_test_assert_headline (open, KS_STATE_PASS, "Trusted");
  g_assert_cmpint (find_lint (closed, 0, "tls-validity")->state, ==, KS_STATE_INFO);
  g_assert_null (ks_test_find_finding (closed, "tls-validity"));
  g_assert_cmpint (find_lint (open, 0, "tls-validity")->state, ==, KS_STATE_WARNING);
  finding = ks_test_find_finding (open, "tls-validity");
  g_assert_nonnull (finding);
  g_assert_cmpint (finding->severity, ==, KS_STATE_WARNING);
  g_assert_cmpint (finding->node, ==, 0);
  g_assert_cmpstr (finding->ours, ==, "401 days");
  g_assert_cmpstr (finding->theirs, ==, "at most 200 days");
  g_assert_nonnull (find_lint (closed, 0, "private-validity"));
  g_assert_null (find_lint (open, 0, "private-validity"));
  g_assert_cmpint (find_lint (open, 1, "ca-usage")->state, ==, KS_STATE_PASS);
  g_assert_null (find_lint (open, 1, "tls-validity"));
}

/* A key that is worth nothing is not made better by a good signature. */
static void
test_weak_key (void)
{
  KsTestSpec leaf = { LEAF };
  g_autoptr (KsTestIdentity) sound = ks_test_identity_new (&(KsTestSpec) { LEAF, .key = "RSA:2048" }, ca);
  BIGNUM *three = NULL;
  g_autoptr (KsAnchorSet) anchors = ks_test_anchors_new (ca, NULL);
  g_autoptr (KsTestIdentity) weak = NULL;
  g_autoptr (KsEntry) entry = NULL;
  g_autoptr (KsVerdict) verdict = NULL;
  g_autoptr (KsEntry) sound_entry = ks_test_trusted_new ("web", sound);
  g_autoptr (KsVerdict) sound_verdict = ks_test_verify (sound_entry, anchors);
  char *modulus = NULL;

  BN_dec2bn (&three, "3");
  BN_lshift (three, three, 2046);
  BN_add_word (three, 3);
  modulus = BN_bn2hex (three);
  weak = ks_test_identity_new_rsa (&leaf, modulus, "010001", ca);
  entry = ks_test_trusted_new ("web", weak);
  verdict = ks_test_verify (entry, anchors);
  g_assert_cmpint (ks_verdict_get_state (sound_verdict), ==, KS_STATE_PASS);
  g_assert_null (ks_test_find_finding (sound_verdict, "key-small-factors"));
  g_assert_cmpint (ks_verdict_get_state (verdict), ==, KS_STATE_FAIL);
  g_assert_cmpint (ks_test_find_finding (verdict, "key-small-factors")->severity, ==, KS_STATE_FAIL);
  g_assert_cmpstr (ks_test_find_finding (verdict, "key-small-factors")->ours, ==, "the factor 3");
  g_assert_cmpstr (ks_verdict_get_headline (verdict), ==, "The key of “gw.example.org” is broken");
  OPENSSL_free (modulus);
  BN_free (three);
}

/* Whoever can work out the key of an authority can sign in its name. */
static void
test_weak_authority (void)
{
  KsTestSpec intermediate = { INTERMEDIATE, .key = "RSA:close" };
  KsTestSpec sound = { INTERMEDIATE, .key = "RSA:2048" };
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, &intermediate, NULL);
  g_autoptr (KsTestPki) other = ks_test_pki_new (NULL, &sound, NULL);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, pki->intermediate, NULL);
  g_autoptr (KsEntry) other_entry = ks_test_entry_new ("web", other->leaf, other->intermediate, NULL);
  g_autoptr (KsVerdict) verdict = ks_test_verify (entry, pki->anchors);
  g_autoptr (KsVerdict) other_verdict = ks_test_verify (other_entry, other->anchors);
  const KsFinding *finding = ks_test_find_finding (verdict, "key-close-primes");

  ks_test_assert_headline (other_verdict, KS_STATE_PASS, "Trusted");
  ks_test_assert_headline (verdict, KS_STATE_FAIL, "Not trusted: the key of “Test TLS CA 2” is broken");
  ks_test_assert_part (verdict, KS_PART_PATH, KS_STATE_FAIL, "Not trusted");
  g_assert_nonnull (finding);
  g_assert_cmpint (finding->node, ==, 1);
  g_assert_cmpstr (finding->ours_label, ==, "Test TLS CA 2");
}

/* A second path, by another certificate of the same name, is better than one by a broken key. */
static void
test_way_round_weak_authority (void)
{
  KsTestSpec weak = { .name = "Cross CA", .ca = TRUE, .key = "RSA:close" };
  KsTestSpec middle = { INTERMEDIATE };
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsTestIdentity) cross = ks_test_identity_new (&weak, pki->root);
  g_autoptr (KsTestIdentity) by_weak = ks_test_identity_cross (pki->intermediate, &middle, cross);
  g_autoptr (KsTestIdentity) roundabout =
    ks_test_identity_new (&(KsTestSpec) { .name = "Way", .ca = TRUE }, pki->root);
  g_autoptr (KsTestIdentity) by_way = ks_test_identity_cross (pki->intermediate, &middle, roundabout);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, by_weak, cross, NULL);
  g_autoptr (KsVerifyRequest) request = ks_verify_request_new (entry, KS_TEST_NOW);
  g_autoptr (KsVerdict) verdict = NULL;

  ks_verify_request_set_anchors (request, pki->anchors);
  ks_verify_request_add_candidate (request, ks_test_identity_get_certificate (by_way),
                                   KS_PROVENANCE_OTHER_ENTRY, "way");
  ks_verify_request_add_candidate (request, ks_test_identity_get_certificate (roundabout),
                                   KS_PROVENANCE_OTHER_ENTRY, "way");
  verdict = ks_verify (request, NULL, NULL);
  ks_test_assert_marked_alike (request, verdict);
  ks_test_assert_part (verdict, KS_PART_PATH, KS_STATE_PASS, "Trusted");
  g_assert_cmpuint (ks_verdict_get_n_paths (verdict), ==, 2);
  g_assert_cmpint (ks_verdict_get_path (verdict, 1)->state, ==, KS_STATE_FAIL);
}

int
main (int argc, char *argv[])
{
  KsTestSpec spec = { .name = "Test TLS CA 2", .ca = TRUE, .ends = 1000 };
  int status = 0;

  ks_test_init (&argc, &argv);
  ca = ks_test_identity_new (&spec, NULL);
  g_test_add_func ("/lint-verdict/limits", test_limits);
  g_test_add_func ("/lint-verdict/profiles", test_profiles);
  g_test_add_func ("/lint-verdict/verdict", test_verdict);
  g_test_add_func ("/lint-verdict/weak-key", test_weak_key);
  g_test_add_func ("/lint-verdict/weak-authority", test_weak_authority);
  g_test_add_func ("/lint-verdict/way-round-weak-authority", test_way_round_weak_authority);
  status = g_test_run ();
  ks_test_identity_free (ca);
  return status;
}
