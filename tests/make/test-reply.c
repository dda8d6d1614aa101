/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-format.h"
#include "ks-test-reply.h"

/* {R, I, L} in any order. */
static void
test_any_order (KsTestReply *fixture, gconstpointer data)
{
  static const guint orders[][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 },
                                     { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };
  KsTestIdentity *all[] = { fixture->pki->leaf, fixture->pki->intermediate, fixture->pki->root };

  for (gsize i = 0; i < G_N_ELEMENTS (orders); i++) {
    g_autoptr (KsReplyPlan) plan = NULL;

    ks_reply_query_unref (fixture->query);
    fixture->query = ks_reply_query_new (KS_TEST_NOW);
    ks_reply_query_set_anchors (fixture->query, fixture->pki->anchors);
    for (gsize j = 0; j < 3; j++)
      ks_test_reply_add (fixture, all[orders[i][j]]);
    plan = ks_test_reply_plan (fixture);

    g_assert_cmpint (ks_reply_plan_get_outcome (plan), ==, KS_REPLY_FITS);
    g_assert_cmpstr (ks_reply_plan_get_headline (plan), ==, "The reply is for “web”");
    ks_test_reply_assert_chain (plan, 0, KS_TEST_REPLY_WHOLE);
    ks_test_reply_assert_surplus (plan, "");
    g_assert_true (ks_test_reply_chain (plan, 0)->has_root);
    g_assert_cmpint (ks_verdict_get_state (ks_test_reply_chain (plan, 0)->verdict), ==, KS_STATE_PASS);
    g_assert_cmpint (ks_verdict_get_state (ks_test_reply_chain (plan, 0)->verdict_without_root), ==,
                     KS_STATE_PASS);
    g_assert_cmpint (ks_verdict_get_state (ks_reply_plan_get_match (plan, 0)->before), ==, KS_STATE_FAIL);
  }
}

static GBytes *
concat_pem (KsTestReply *fixture)
{
  KsTestIdentity *all[] = { fixture->pki->root, fixture->pki->intermediate, fixture->pki->leaf };
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (all); i++) {
    g_autofree char *pem = ks_certificate_to_pem (ks_test_identity_get_certificate (all[i]));

    g_string_append (text, pem);
  }
  return g_string_free_to_bytes (text);
}

/* RFC 6066 section 10.1: a SEQUENCE of certificates, the root first. */
static GBytes *
make_pkipath (KsTestReply *fixture)
{
  KsTestIdentity *all[] = { fixture->pki->root, fixture->pki->intermediate, fixture->pki->leaf };
  g_autoptr (GByteArray) content = g_byte_array_new ();
  GByteArray *path = g_byte_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (all); i++) {
    gsize size = 0;
    const guint8 *der =
      g_bytes_get_data (ks_certificate_get_der (ks_test_identity_get_certificate (all[i])), &size);

    g_byte_array_append (content, der, (guint) size);
  }
  g_assert_cmpuint (content->len, >, 0xff);
  g_byte_array_append (path,
                       (const guint8[]) { 0x30, 0x82, (guint8) (content->len >> 8), (guint8) content->len },
                       4);
  g_byte_array_append (path, content->data, content->len);
  return g_byte_array_free_to_bytes (path);
}

static void
assert_file (KsTestReply *fixture, GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  KsReadOptions options = { .file_name = "reply.zip" };
  g_autoptr (KsStore) store = ks_store_load (bytes, &options, NULL, &error);
  g_autoptr (KsReplyPlan) plan = NULL;

  g_assert_no_error (error);
  ks_reply_query_unref (fixture->query);
  fixture->query = ks_reply_query_new (KS_TEST_NOW);
  ks_reply_query_set_anchors (fixture->query, fixture->pki->anchors);
  ks_reply_query_add_reply (fixture->query, store, "reply.zip");
  plan = ks_test_reply_plan (fixture);
  ks_test_reply_assert_chain (plan, 0, KS_TEST_REPLY_WHOLE);
  ks_test_reply_assert_surplus (plan, "");
}

/* PEM, PKCS #7 as DER and PEM, PKIPath, base64 without header. */
static void
test_files (KsTestReply *fixture, gconstpointer data)
{
  const char *const der[] = { "openssl",    "crl2pkcs7", "-nocrl", "-certfile",
                              "/dev/stdin", "-outform",  "DER",    NULL };
  const char *const text[] = { "openssl", "crl2pkcs7", "-nocrl", "-certfile", "/dev/stdin", NULL };
  g_autoptr (GBytes) pem = concat_pem (fixture);
  g_autoptr (GBytes) path = make_pkipath (fixture);
  g_autoptr (GBytes) p7b = NULL;
  g_autoptr (GBytes) p7b_pem = NULL;
  g_autoptr (GBytes) bare = NULL;
  g_autofree char *base64 = NULL;

  if (ks_test_skip_without_program ("openssl"))
    return;
  p7b = ks_test_reply_run (der, pem);
  p7b_pem = ks_test_reply_run (text, pem);
  base64 = g_base64_encode (g_bytes_get_data (p7b, NULL), g_bytes_get_size (p7b));
  bare = g_bytes_new (base64, strlen (base64));

  assert_file (fixture, pem);
  assert_file (fixture, path);
  assert_file (fixture, p7b);
  assert_file (fixture, p7b_pem);
  assert_file (fixture, bare);
}

/* {L} only, I and R as trusted entries. */
static void
test_issuers_in_store (KsTestReply *fixture, gconstpointer data)
{
  g_autoptr (KsReplyPlan) plan = NULL;

  ks_test_reply_add_entry (fixture, ks_test_trusted_new ("ca-2", fixture->pki->intermediate));
  ks_test_reply_add_entry (fixture, ks_test_trusted_new ("root", fixture->pki->root));
  ks_test_reply_add (fixture, fixture->pki->leaf);
  plan = ks_test_reply_plan (fixture);

  ks_test_reply_assert_chain (
    plan, 0,
    "gw.example.org (reply reply.zip) < Test TLS CA 2 (other-entry ca-2) < Test Root R1 (other-entry root)");
  /* Nobody was said to be trusted. */
  g_assert_cmpint (ks_verdict_get_part (ks_test_reply_chain (plan, 0)->verdict, KS_PART_PATH)->state, ==,
                   KS_STATE_NOT_CHECKED);
}

/* {L}, I is only in another key pair's chain; in the same store, or in another one. */
static void
test_issuer_in_other_chain (KsTestReply *fixture, gconstpointer data)
{
  g_autoptr (KsTestIdentity) other =
    ks_test_identity_new (&(KsTestSpec) { .name = "api.example.org" }, fixture->pki->intermediate);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (KsReplyPlan) plan = NULL;

  g_ptr_array_add (entries, ks_test_entry_new ("elsewhere", fixture->pki->root, NULL));
  ks_test_reply_add_entry (fixture, ks_test_entry_new ("api", other, fixture->pki->intermediate, NULL));
  ks_test_reply_add (fixture, fixture->pki->leaf);
  ks_reply_query_add_store (fixture->query, entries, "vault.jks", &ks_test_reply_behind, FALSE, NULL);
  plan = ks_test_reply_plan (fixture);

  ks_test_reply_assert_chain (
    plan, 0,
    "gw.example.org (reply reply.zip) < Test TLS CA 2 (other-entry api) < Test Root R1 (other-file vault.jks)");
}

/* {L}, nothing known. */
static void
test_nothing_known (void)
{
  KsTestReply fixture = { 0 };
  KsTestSpec leaf = { LEAF, .issuers_url = "http://ca.example/ca2.cer" };
  g_autoptr (KsReplyPlan) plan = NULL;
  const KsReplyMatch *match = NULL;
  KsReplyChoice choice = { .include_root = TRUE };
  g_autoptr (KsEdit) edit = NULL;

  ks_test_reply_set_up_with (&fixture, NULL, NULL, &leaf);
  ks_test_reply_add (&fixture, fixture.pki->leaf);
  plan = ks_test_reply_plan (&fixture);
  match = ks_reply_plan_get_match (plan, 0);

  ks_test_reply_assert_chain (plan, 0, "gw.example.org (reply reply.zip) < missing CN=Test TLS CA 2");
  g_assert_cmpstr (ks_test_reply_chain (plan, 0)->missing->url, ==, "http://ca.example/ca2.cer");
  g_assert_nonnull (ks_test_reply_chain (plan, 0)->missing->key_id);
  g_assert_false (ks_test_reply_chain (plan, 0)->has_root);
  edit = ks_reply_match_new_edit (match, &choice);
  g_assert_nonnull (edit);
  ks_test_reply_tear_down (&fixture, NULL);
}

/* {L, R} with I missing, in both orders; then with I in the store. */
static void
test_gap (KsTestReply *fixture, gconstpointer data)
{
  g_autoptr (KsReplyPlan) plan = NULL;
  g_autoptr (KsReplyPlan) reversed = NULL;
  g_autoptr (KsReplyPlan) filled = NULL;

  ks_test_reply_add (fixture, fixture->pki->leaf);
  ks_test_reply_add (fixture, fixture->pki->root);
  plan = ks_test_reply_plan (fixture);
  ks_test_reply_assert_chain (plan, 0, "gw.example.org (reply reply.zip) < missing CN=Test TLS CA 2");
  ks_test_reply_assert_surplus (plan, "Test Root R1 above-gap");

  ks_reply_query_unref (fixture->query);
  fixture->query = ks_reply_query_new (KS_TEST_NOW);
  ks_test_reply_add (fixture, fixture->pki->root);
  ks_test_reply_add (fixture, fixture->pki->leaf);
  reversed = ks_test_reply_plan (fixture);
  ks_test_reply_assert_chain (reversed, 0, "gw.example.org (reply reply.zip) < missing CN=Test TLS CA 2");
  ks_test_reply_assert_surplus (reversed, "Test Root R1 above-gap");

  ks_test_reply_add_entry (fixture, ks_test_trusted_new ("ca-2", fixture->pki->intermediate));
  ks_reply_query_unref (fixture->query);
  fixture->query = ks_reply_query_new (KS_TEST_NOW);
  ks_test_reply_add (fixture, fixture->pki->root);
  ks_test_reply_add (fixture, fixture->pki->leaf);
  filled = ks_test_reply_plan (fixture);
  ks_test_reply_assert_chain (
    filled, 0,
    "gw.example.org (reply reply.zip) < Test TLS CA 2 (other-entry ca-2) < Test Root R1 (reply reply.zip)");
  ks_test_reply_assert_surplus (filled, "");
}

/* {L, I}, the root is the system's; whether it judges, or only helps. */
static void
test_root_of_system (KsTestReply *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) roots = g_ptr_array_new ();
  g_autoptr (KsAnchorSet) system = NULL;
  g_autoptr (KsReplyPlan) plan = NULL;
  g_autoptr (KsReplyPlan) helped = NULL;
  KsReplyChoice without = { 0 };
  g_autoptr (GPtrArray) chain = NULL;

  g_ptr_array_add (roots, ks_test_identity_get_certificate (fixture->pki->root));
  system = ks_anchor_set_new (KS_ANCHORS_SYSTEM, "System trust", roots);
  ks_test_reply_add (fixture, fixture->pki->leaf);
  ks_test_reply_add (fixture, fixture->pki->intermediate);
  ks_reply_query_set_anchors (fixture->query, system);
  plan = ks_test_reply_plan (fixture);
  ks_test_reply_assert_chain (
    plan, 0,
    "gw.example.org (reply reply.zip) < Test TLS CA 2 (reply reply.zip) < Test Root R1 (anchors System trust)");
  g_assert_cmpint (ks_verdict_get_state (ks_test_reply_chain (plan, 0)->verdict), ==, KS_STATE_PASS);
  chain = ks_reply_match_list_chain (ks_reply_plan_get_match (plan, 0), &without);
  g_assert_cmpuint (chain->len, ==, 2);

  ks_reply_query_set_anchors (fixture->query, NULL);
  ks_reply_query_add_helpers (fixture->query, system);
  helped = ks_test_reply_plan (fixture);
  ks_test_reply_assert_chain (
    helped, 0,
    "gw.example.org (reply reply.zip) < Test TLS CA 2 (reply reply.zip) < Test Root R1 (anchors System trust)");
}

/* An intermediate that is trusted itself does not cut off the root that came along. */
static void
test_trusted_intermediate (KsTestReply *fixture, gconstpointer data)
{
  g_autoptr (KsAnchorSet) anchors = ks_test_anchors_new (fixture->pki->intermediate, NULL);
  g_autoptr (KsReplyPlan) plan = NULL;

  ks_test_reply_add (fixture, fixture->pki->root);
  ks_test_reply_add (fixture, fixture->pki->intermediate);
  ks_test_reply_add (fixture, fixture->pki->leaf);
  ks_reply_query_set_anchors (fixture->query, anchors);
  plan = ks_test_reply_plan (fixture);
  ks_test_reply_assert_chain (plan, 0, KS_TEST_REPLY_WHOLE);
  ks_test_reply_assert_surplus (plan, "");
}

static void
test_duplicates (KsTestReply *fixture, gconstpointer data)
{
  g_autoptr (KsReplyPlan) plan = NULL;

  for (guint i = 0; i < 3; i++) {
    ks_test_reply_add (fixture, fixture->pki->intermediate);
    ks_test_reply_add (fixture, fixture->pki->leaf);
  }
  ks_test_reply_add (fixture, fixture->pki->root);
  plan = ks_test_reply_plan (fixture);
  ks_test_reply_assert_chain (plan, 0, KS_TEST_REPLY_WHOLE);
  g_assert_cmpuint (ks_reply_plan_get_n_certificates (plan), ==, 3);
  ks_test_reply_assert_surplus (plan, "Test TLS CA 2 duplicate, gw.example.org duplicate");
  g_assert_cmpuint (ks_reply_plan_get_surplus (plan, 0)->count, ==, 2);
}

#define ADD(path, function)                                                                                  \
  g_test_add (path, KsTestReply, NULL, ks_test_reply_set_up, function, ks_test_reply_tear_down)

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  ADD ("/reply/any-order", test_any_order);
  ADD ("/reply/files", test_files);
  ADD ("/reply/issuers-in-store", test_issuers_in_store);
  ADD ("/reply/issuer-in-other-chain", test_issuer_in_other_chain);
  g_test_add_func ("/reply/nothing-known", test_nothing_known);
  ADD ("/reply/gap", test_gap);
  ADD ("/reply/root-of-system", test_root_of_system);
  ADD ("/reply/trusted-intermediate", test_trusted_intermediate);
  ADD ("/reply/duplicates", test_duplicates);

  return g_test_run ();
}
