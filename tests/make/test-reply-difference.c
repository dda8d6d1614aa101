/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-test-reply.h"

static const KsReplyDifference *
find_difference (const KsReplyLeaf *leaf, const char *label, const char *requested, const char *issued)
{
  for (guint i = 0; i < leaf->differences->len; i++) {
    const KsReplyDifference *row = leaf->differences->pdata[i];

    if (g_str_equal (row->label, label) && g_str_equal (row->requested, requested) &&
        g_str_equal (row->issued, issued))
      return row;
  }
  g_test_message ("no row %s: %s | %s", label, requested, issued);
  return NULL;
}

static void
assert_difference (const KsReplyLeaf *leaf,
                   const char *label,
                   const char *requested,
                   const char *issued,
                   KsState state,
                   const char *sentence)
{
  const KsReplyDifference *row = find_difference (leaf, label, requested, issued);

  g_assert_nonnull (row);
  g_assert_cmpint (row->state, ==, state);
  g_assert_cmpstr (row->sentence, ==, sentence);
}

/* A request by openssl for the key of @identity. */
static KsRequest *
make_request (KsTestIdentity *identity, const char *names)
{
  g_autofree char *folder = ks_test_make_folder ();
  g_autoptr (KsSecret) secret = ks_test_identity_dup_key (identity);
  gsize size = 0;
  const guint8 *data = ks_secret_get_data (secret, &size);
  g_autoptr (GBytes) der = g_bytes_new (data, size);
  g_autofree char *key = ks_test_write_file (folder, "key.der", der);
  const char *const argv[] = { "openssl",
                               "req",
                               "-new",
                               "-key",
                               key,
                               "-keyform",
                               "DER",
                               "-subj",
                               "/O=Example/CN=gw.example.org",
                               "-addext",
                               names,
                               "-addext",
                               "keyUsage=critical,digitalSignature,keyEncipherment",
                               "-addext",
                               "extendedKeyUsage=serverAuth,clientAuth",
                               "-outform",
                               "DER",
                               NULL };
  g_autoptr (GBytes) request = ks_test_reply_run (argv, NULL);
  g_autoptr (GError) error = NULL;
  KsRequest *parsed = ks_request_new (request, &error);

  g_assert_no_error (error);
  ks_test_remove_folder (folder);
  return parsed;
}

/* What was requested beside what was issued. */
static void
test_differences (void)
{
  KsTestReply fixture = { 0 };
  KsTestSpec issued = { .name = "gw.example.org",
                        .san = "DNS:GW.example.org,DNS:www.gw.example.org,IP:192.0.2.10",
                        .usage = "critical,digitalSignature",
                        .purposes = "serverAuth",
                        .starts = -1,
                        .ends = 198 };
  g_autoptr (KsRequest) request = NULL;
  g_autoptr (KsReplyPlan) plan = NULL;
  const KsReplyMatch *match = NULL;
  const KsReplyLeaf *leaf = NULL;

  if (ks_test_skip_without_program ("openssl"))
    return;
  ks_test_reply_set_up_with (&fixture, NULL, NULL, &issued);
  request =
    make_request (fixture.pki->leaf, "subjectAltName=DNS:gw.example.org,DNS:*.gw.example.org,IP:192.0.2.10");
  ks_reply_query_add_request (fixture.query, request, KS_TEST_NOW - 100);
  ks_test_reply_add (&fixture, fixture.pki->leaf);
  plan = ks_test_reply_plan (&fixture);
  match = ks_reply_plan_get_match (plan, 0);
  leaf = ks_test_reply_leaf (match, 0);

  g_assert_true (match->request == request);
  g_assert_cmpint (match->requested_at, ==, KS_TEST_NOW - 100);
  g_assert_cmpuint (leaf->n_missing_names, ==, 1);
  assert_difference (leaf, "DNS", "gw.example.org", "gw.example.org", KS_STATE_PASS, "as requested");
  assert_difference (leaf, "DNS", "*.gw.example.org", "", KS_STATE_FAIL, "left out by the CA");
  assert_difference (leaf, "IP", "192.0.2.10", "192.0.2.10", KS_STATE_PASS, "as requested");
  assert_difference (leaf, "DNS", "", "www.gw.example.org", KS_STATE_INFO, "added by the CA");
  assert_difference (leaf, "Subject", "CN=gw.example.org,O=Example", "CN=gw.example.org", KS_STATE_INFO,
                     "changed by the CA");
  assert_difference (leaf, "Key usage", "Digital signature, Key encipherment", "Digital signature",
                     KS_STATE_WARNING, "left out by the CA");
  assert_difference (leaf, "Purposes", "TLS server, TLS client", "TLS server", KS_STATE_WARNING,
                     "left out by the CA");
  assert_difference (leaf, "Key", "EC P-256", "EC P-256", KS_STATE_PASS, "as requested");
  ks_test_reply_tear_down (&fixture, NULL);
}

/* Without its request it is compared with the certificate until now. */
static void
test_differences_from_old (void)
{
  KsTestReply fixture = { 0 };
  g_autoptr (KsTestIdentity) old = NULL;
  g_autoptr (KsEntry) entry = NULL;
  g_autoptr (KsReplyPlan) plan = NULL;
  const KsReplyLeaf *leaf = NULL;

  ks_test_reply_set_up_with (&fixture, NULL, NULL, &(KsTestSpec) { LEAF, .starts = -1, .ends = 198 });
  old = ks_test_identity_cross (fixture.pki->leaf,
                                &(KsTestSpec) { .name = "gw.example.org",
                                                .san = "DNS:gw.example.org,DNS:old.example.org",
                                                .starts = -100,
                                                .ends = 265 },
                                NULL);
  ks_test_reply_add_entry (&fixture, ks_test_entry_new ("renewed", old, NULL));
  g_ptr_array_remove_index (fixture.entries, 0);
  ks_test_reply_add (&fixture, fixture.pki->leaf);
  plan = ks_test_reply_plan (&fixture);
  leaf = ks_test_reply_leaf (ks_reply_plan_get_match (plan, 0), 0);

  g_assert_null (ks_reply_plan_get_match (plan, 0)->request);
  g_assert_cmpuint (leaf->n_missing_names, ==, 1);
  assert_difference (leaf, "DNS", "gw.example.org", "gw.example.org", KS_STATE_PASS, "as before");
  assert_difference (leaf, "DNS", "old.example.org", "", KS_STATE_FAIL, "no longer in it");
  assert_difference (leaf, "IP", "", "192.0.2.10", KS_STATE_INFO, "new");
  assert_difference (leaf, "Valid", "365 days", "199 days", KS_STATE_INFO, "shorter");
  ks_test_reply_tear_down (&fixture, NULL);
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/reply/differences", test_differences);
  g_test_add_func ("/reply/differences-from-old", test_differences_from_old);

  return g_test_run ();
}
