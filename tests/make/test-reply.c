/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-error.h"
#include "ks-format.h"
#include "ks-reply.h"
#include "ks-test-verdict.h"
#include "ks-test.h"
#include "ks-verdict-private.h"

/* A keystore whose key has the certificate that it made for itself, and a CA that has signed a request for it. */
typedef struct {
  KsTestPki *pki;
  KsTestIdentity *own; /* the certificate until now */
  KsEntry *entry;
  GPtrArray *entries; /* of the keystore in front */
  KsReplyQuery *query;
} Fixture;

static void
fixture_add (Fixture *fixture, KsEntry *entry)
{
  g_ptr_array_add (fixture->entries, entry);
}

static void
set_up_with (Fixture *fixture, const KsTestSpec *root, const KsTestSpec *intermediate, const KsTestSpec *leaf)
{
  fixture->pki = ks_test_pki_new (root, intermediate, leaf);
  fixture->own =
    ks_test_identity_cross (fixture->pki->leaf, &(KsTestSpec) { .name = "gw.example.org" }, NULL);
  fixture->entry = ks_test_entry_new ("web", fixture->own, NULL);
  fixture->entries = g_ptr_array_new_with_free_func (g_object_unref);
  fixture->query = ks_reply_query_new (KS_TEST_NOW);
  fixture_add (fixture, g_object_ref (fixture->entry));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  set_up_with (fixture, NULL, NULL, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ks_test_pki_free (fixture->pki);
  ks_test_identity_free (fixture->own);
  g_object_unref (fixture->entry);
  g_ptr_array_unref (fixture->entries);
  ks_reply_query_unref (fixture->query);
}

static void
reply (Fixture *fixture, KsTestIdentity *identity)
{
  ks_reply_query_add_certificate (fixture->query, ks_test_identity_get_certificate (identity), "reply.zip");
}

static int front, behind; /* tags are addresses that nobody looks into */

static KsReplyPlan *
make_plan (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  KsReplyPlan *plan = NULL;

  ks_reply_query_add_store (fixture->query, fixture->entries, "wso2carbon.jks", &front, FALSE, NULL);
  plan = ks_reply_plan_new (fixture->query, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return plan;
}

static char *
describe_chain (const KsReplyChain *chain)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < chain->parts->len; i++) {
    const KsReplyPart *part = chain->parts->pdata[i];

    g_string_append_printf (text, "%s%s (%s%s%s)", i > 0 ? " < " : "",
                            ks_certificate_get_title (part->certificate),
                            ks_reply_origin_get_nick (part->origin), part->detail != NULL ? " " : "",
                            part->detail != NULL ? part->detail : "");
  }
  if (chain->missing != NULL)
    g_string_append_printf (text, " < missing %s", ks_name_get_text (chain->missing->name));
  return g_string_free_and_steal (text);
}

static const KsReplyLeaf *
get_leaf (const KsReplyMatch *match, guint index)
{
  g_assert_cmpuint (index, <, match->leaves->len);
  return match->leaves->pdata[index];
}

static const KsReplyChain *
get_chain (KsReplyPlan *plan, guint match)
{
  g_assert_cmpuint (match, <, ks_reply_plan_get_n_matches (plan));
  return get_leaf (ks_reply_plan_get_match (plan, match), 0)->chains->pdata[0];
}

static void
assert_chain (KsReplyPlan *plan, guint match, const char *expected)
{
  g_autofree char *text = describe_chain (get_chain (plan, match));

  g_assert_cmpstr (text, ==, expected);
}

/* "title reason, title reason" in the order of the reply */
static void
assert_surplus (KsReplyPlan *plan, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < ks_reply_plan_get_n_surplus (plan); i++) {
    const KsReplySurplus *surplus = ks_reply_plan_get_surplus (plan, i);

    g_assert_cmpstr (surplus->sentence, !=, "");
    g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "", surplus->title,
                            ks_reply_surplus_reason_get_nick (surplus->reason));
  }
  g_assert_cmpstr (text->str, ==, expected);
}

#define WHOLE                                                                                                \
  "gw.example.org (reply reply.zip) < Test TLS CA 2 (reply reply.zip) < Test Root R1 (reply reply.zip)"

/* {R, I, L} in any order. */
static void
test_any_order (Fixture *fixture, gconstpointer data)
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
      reply (fixture, all[orders[i][j]]);
    plan = make_plan (fixture);

    g_assert_cmpint (ks_reply_plan_get_outcome (plan), ==, KS_REPLY_FITS);
    g_assert_cmpstr (ks_reply_plan_get_headline (plan), ==, "The reply is for “web”");
    assert_chain (plan, 0, WHOLE);
    assert_surplus (plan, "");
    g_assert_true (get_chain (plan, 0)->has_root);
    g_assert_cmpint (ks_verdict_get_state (get_chain (plan, 0)->verdict), ==, KS_STATE_PASS);
    g_assert_cmpint (ks_verdict_get_state (get_chain (plan, 0)->verdict_without_root), ==, KS_STATE_PASS);
    g_assert_cmpint (ks_verdict_get_state (ks_reply_plan_get_match (plan, 0)->before), ==, KS_STATE_FAIL);
  }
}

static GBytes *
concat_pem (Fixture *fixture)
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
make_pkipath (Fixture *fixture)
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

static GBytes *
run_openssl (const char *const *argv, GBytes *input)
{
  GBytes *output = NULL;
  g_autofree char *errors = NULL;

  g_assert_cmpint (ks_test_run (argv, input, &output, &errors), ==, 0);
  return output;
}

static void
assert_file (Fixture *fixture, GBytes *bytes)
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
  plan = make_plan (fixture);
  assert_chain (plan, 0, WHOLE);
  assert_surplus (plan, "");
}

/* PEM, PKCS #7 as DER and PEM, PKIPath, base64 without header. */
static void
test_files (Fixture *fixture, gconstpointer data)
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
  p7b = run_openssl (der, pem);
  p7b_pem = run_openssl (text, pem);
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
test_issuers_in_store (Fixture *fixture, gconstpointer data)
{
  g_autoptr (KsReplyPlan) plan = NULL;

  fixture_add (fixture, ks_test_trusted_new ("ca-2", fixture->pki->intermediate));
  fixture_add (fixture, ks_test_trusted_new ("root", fixture->pki->root));
  reply (fixture, fixture->pki->leaf);
  plan = make_plan (fixture);

  assert_chain (
    plan, 0,
    "gw.example.org (reply reply.zip) < Test TLS CA 2 (other-entry ca-2) < Test Root R1 (other-entry root)");
  /* Nobody was said to be trusted. */
  g_assert_cmpint (ks_verdict_get_part (get_chain (plan, 0)->verdict, KS_PART_PATH)->state, ==,
                   KS_STATE_NOT_CHECKED);
}

/* {L}, I is only in another key pair's chain; in the same store, or in another one. */
static void
test_issuer_in_other_chain (Fixture *fixture, gconstpointer data)
{
  g_autoptr (KsTestIdentity) other =
    ks_test_identity_new (&(KsTestSpec) { .name = "api.example.org" }, fixture->pki->intermediate);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (KsReplyPlan) plan = NULL;

  g_ptr_array_add (entries, ks_test_entry_new ("elsewhere", fixture->pki->root, NULL));
  fixture_add (fixture, ks_test_entry_new ("api", other, fixture->pki->intermediate, NULL));
  reply (fixture, fixture->pki->leaf);
  ks_reply_query_add_store (fixture->query, entries, "vault.jks", &behind, FALSE, NULL);
  plan = make_plan (fixture);

  assert_chain (
    plan, 0,
    "gw.example.org (reply reply.zip) < Test TLS CA 2 (other-entry api) < Test Root R1 (other-file vault.jks)");
}

/* {L}, nothing known. */
static void
test_nothing_known (void)
{
  Fixture fixture = { 0 };
  KsTestSpec leaf = { LEAF, .issuers_url = "http://ca.example/ca2.cer" };
  g_autoptr (KsReplyPlan) plan = NULL;
  const KsReplyMatch *match = NULL;
  KsReplyChoice choice = { .include_root = TRUE };
  g_autoptr (KsEdit) edit = NULL;

  set_up_with (&fixture, NULL, NULL, &leaf);
  reply (&fixture, fixture.pki->leaf);
  plan = make_plan (&fixture);
  match = ks_reply_plan_get_match (plan, 0);

  assert_chain (plan, 0, "gw.example.org (reply reply.zip) < missing CN=Test TLS CA 2");
  g_assert_cmpstr (get_chain (plan, 0)->missing->url, ==, "http://ca.example/ca2.cer");
  g_assert_nonnull (get_chain (plan, 0)->missing->key_id);
  g_assert_false (get_chain (plan, 0)->has_root);
  edit = ks_reply_match_new_edit (match, &choice);
  g_assert_nonnull (edit);
  tear_down (&fixture, NULL);
}

/* {L, R} with I missing, in both orders; then with I in the store. */
static void
test_gap (Fixture *fixture, gconstpointer data)
{
  g_autoptr (KsReplyPlan) plan = NULL;
  g_autoptr (KsReplyPlan) reversed = NULL;
  g_autoptr (KsReplyPlan) filled = NULL;

  reply (fixture, fixture->pki->leaf);
  reply (fixture, fixture->pki->root);
  plan = make_plan (fixture);
  assert_chain (plan, 0, "gw.example.org (reply reply.zip) < missing CN=Test TLS CA 2");
  assert_surplus (plan, "Test Root R1 above-gap");

  ks_reply_query_unref (fixture->query);
  fixture->query = ks_reply_query_new (KS_TEST_NOW);
  reply (fixture, fixture->pki->root);
  reply (fixture, fixture->pki->leaf);
  reversed = make_plan (fixture);
  assert_chain (reversed, 0, "gw.example.org (reply reply.zip) < missing CN=Test TLS CA 2");
  assert_surplus (reversed, "Test Root R1 above-gap");

  fixture_add (fixture, ks_test_trusted_new ("ca-2", fixture->pki->intermediate));
  ks_reply_query_unref (fixture->query);
  fixture->query = ks_reply_query_new (KS_TEST_NOW);
  reply (fixture, fixture->pki->root);
  reply (fixture, fixture->pki->leaf);
  filled = make_plan (fixture);
  assert_chain (
    filled, 0,
    "gw.example.org (reply reply.zip) < Test TLS CA 2 (other-entry ca-2) < Test Root R1 (reply reply.zip)");
  assert_surplus (filled, "");
}

/* {L, I}, the root is the system's; whether it judges, or only helps. */
static void
test_root_of_system (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) roots = g_ptr_array_new ();
  g_autoptr (KsAnchorSet) system = NULL;
  g_autoptr (KsReplyPlan) plan = NULL;
  g_autoptr (KsReplyPlan) helped = NULL;
  KsReplyChoice without = { 0 };
  g_autoptr (GPtrArray) chain = NULL;

  g_ptr_array_add (roots, ks_test_identity_get_certificate (fixture->pki->root));
  system = ks_anchor_set_new (KS_ANCHORS_SYSTEM, "System trust", roots);
  reply (fixture, fixture->pki->leaf);
  reply (fixture, fixture->pki->intermediate);
  ks_reply_query_set_anchors (fixture->query, system);
  plan = make_plan (fixture);
  assert_chain (
    plan, 0,
    "gw.example.org (reply reply.zip) < Test TLS CA 2 (reply reply.zip) < Test Root R1 (anchors System trust)");
  g_assert_cmpint (ks_verdict_get_state (get_chain (plan, 0)->verdict), ==, KS_STATE_PASS);
  chain = ks_reply_match_list_chain (ks_reply_plan_get_match (plan, 0), &without);
  g_assert_cmpuint (chain->len, ==, 2);

  ks_reply_query_set_anchors (fixture->query, NULL);
  ks_reply_query_add_helpers (fixture->query, system);
  helped = make_plan (fixture);
  assert_chain (
    helped, 0,
    "gw.example.org (reply reply.zip) < Test TLS CA 2 (reply reply.zip) < Test Root R1 (anchors System trust)");
}

/* An intermediate that is trusted itself does not cut off the root that came along. */
static void
test_trusted_intermediate (Fixture *fixture, gconstpointer data)
{
  g_autoptr (KsAnchorSet) anchors = ks_test_anchors_new (fixture->pki->intermediate, NULL);
  g_autoptr (KsReplyPlan) plan = NULL;

  reply (fixture, fixture->pki->root);
  reply (fixture, fixture->pki->intermediate);
  reply (fixture, fixture->pki->leaf);
  ks_reply_query_set_anchors (fixture->query, anchors);
  plan = make_plan (fixture);
  assert_chain (plan, 0, WHOLE);
  assert_surplus (plan, "");
}

/* {L, I, R, X}, X has nothing to do with it; one X has ended. */
static void
test_unrelated (Fixture *fixture, gconstpointer data)
{
  g_autoptr (KsTestIdentity) x = ks_test_identity_new (&(KsTestSpec) { .name = "Root R0", .ca = TRUE }, NULL);
  g_autoptr (KsTestIdentity) ended =
    ks_test_identity_new (&(KsTestSpec) { .name = "Root R9", .ca = TRUE, .ends = -3 }, NULL);
  g_autoptr (KsTestIdentity) peer =
    ks_test_identity_new (&(KsTestSpec) { .name = "other.example" }, fixture->pki->root);
  g_autoptr (KsReplyPlan) plan = NULL;

  reply (fixture, x);
  reply (fixture, ended);
  reply (fixture, peer);
  reply (fixture, fixture->pki->leaf);
  reply (fixture, fixture->pki->intermediate);
  reply (fixture, fixture->pki->root);
  plan = make_plan (fixture);

  assert_chain (plan, 0, WHOLE);
  assert_surplus (plan, "Root R0 unrelated, Root R9 unrelated, other.example other-key");
  g_assert_cmpstr (ks_reply_plan_get_surplus (plan, 0)->sentence, ==, "signs nothing in this chain");
  g_assert_cmpstr (ks_reply_plan_get_surplus (plan, 1)->sentence, ==,
                   "Expired on 17 November 2026 · signs nothing in this chain");
}

/* {L_old, L_new, I, R} in any order, with one that is not valid yet. */
static void
test_several_leaves (Fixture *fixture, gconstpointer data)
{
  g_autoptr (KsTestIdentity) renewed =
    ks_test_identity_cross (fixture->pki->leaf, &(KsTestSpec) { LEAF, .starts = -2, .ends = 360 },
                            fixture->pki->intermediate);
  g_autoptr (KsTestIdentity) ended =
    ks_test_identity_cross (fixture->pki->leaf, &(KsTestSpec) { LEAF, .starts = -400, .ends = -1 },
                            fixture->pki->intermediate);
  g_autoptr (KsTestIdentity) future =
    ks_test_identity_cross (fixture->pki->leaf, &(KsTestSpec) { LEAF, .starts = 10, .ends = 370 },
                            fixture->pki->intermediate);
  g_autoptr (KsReplyPlan) plan = NULL;
  const KsReplyMatch *match = NULL;

  reply (fixture, ended);
  reply (fixture, fixture->pki->leaf);
  reply (fixture, future);
  reply (fixture, renewed);
  reply (fixture, fixture->pki->intermediate);
  reply (fixture, fixture->pki->root);
  plan = make_plan (fixture);
  match = ks_reply_plan_get_match (plan, 0);

  g_assert_cmpuint (match->leaves->len, ==, 4);
  g_assert_true (get_leaf (match, 0)->certificate == ks_test_identity_get_certificate (renewed));
  g_assert_true (get_leaf (match, 1)->certificate == ks_test_identity_get_certificate (fixture->pki->leaf));
  g_assert_true (get_leaf (match, 2)->certificate == ks_test_identity_get_certificate (future));
  g_assert_true (get_leaf (match, 3)->certificate == ks_test_identity_get_certificate (ended));
  g_assert_cmpstr (get_leaf (match, 2)->sentence, ==, "starts in 10 days");
  g_assert_cmpint (get_leaf (match, 2)->state, ==, KS_STATE_WARNING);
  g_assert_cmpstr (get_leaf (match, 3)->sentence, ==, "ended 1 day ago");
  g_assert_cmpint (get_leaf (match, 3)->state, ==, KS_STATE_FAIL);
  assert_surplus (plan, "gw.example.org older, gw.example.org older, gw.example.org older");
}

/* The reply is for another key: of no entry, of another entry, of another file. */
static void
test_other_key (Fixture *fixture, gconstpointer data)
{
  g_autoptr (KsTestIdentity) other =
    ks_test_identity_new (&(KsTestSpec) { .name = "api.example.org" }, fixture->pki->intermediate);
  g_autoptr (KsTestIdentity) before =
    ks_test_identity_cross (other, &(KsTestSpec) { .name = "api.example.org" }, NULL);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (KsReplyPlan) nobody = NULL;
  g_autoptr (KsReplyPlan) elsewhere = NULL;
  g_autoptr (KsReplyPlan) beside = NULL;

  reply (fixture, other);
  reply (fixture, fixture->pki->intermediate);
  reply (fixture, fixture->pki->root);
  ks_reply_query_set_wanted (fixture->query, fixture->entry);
  nobody = make_plan (fixture);
  g_assert_cmpint (ks_reply_plan_get_outcome (nobody), ==, KS_REPLY_NO_KEY);
  g_assert_cmpuint (ks_reply_plan_get_n_matches (nobody), ==, 0);
  g_assert_cmpstr (ks_reply_plan_get_headline (nobody), ==, "No open keystore has the key of this reply");
  g_assert_cmpstr (
    ks_reply_plan_get_detail (nobody), ==,
    "“api.example.org” belongs to another private key. Open the keystore in which its request was made.");
  assert_surplus (nobody, "api.example.org other-key, Test TLS CA 2 unrelated, Test Root R1 unrelated");

  g_ptr_array_add (entries, ks_test_entry_new ("api", before, NULL));
  ks_reply_query_add_store (fixture->query, entries, "vault.jks", &behind, FALSE, NULL);
  elsewhere = make_plan (fixture);
  g_assert_cmpint (ks_reply_plan_get_outcome (elsewhere), ==, KS_REPLY_FITS);
  g_assert_cmpstr (ks_reply_plan_get_headline (elsewhere), ==, "The reply is for “api” in vault.jks");
  g_assert_cmpstr (ks_reply_plan_get_detail (elsewhere), ==, "The key of “web” is another one.");
  g_assert_true (ks_reply_plan_get_match (elsewhere, 0)->tag == &behind);

  ks_reply_query_unref (fixture->query);
  fixture->query = ks_reply_query_new (KS_TEST_NOW);
  fixture_add (fixture, ks_test_entry_new ("api", before, NULL));
  reply (fixture, other);
  ks_reply_query_set_wanted (fixture->query, fixture->entry);
  beside = make_plan (fixture);
  g_assert_cmpstr (ks_reply_plan_get_headline (beside), ==, "The reply is for “api”");
  g_assert_cmpstr (ks_reply_plan_get_detail (beside), ==, "The key of “web” is another one.");
}

/* Two CAs that certify each other, before the leaf. */
static void
test_mutual (Fixture *fixture, gconstpointer data)
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

  reply (fixture, a_by_b);
  reply (fixture, b_by_a);
  reply (fixture, leaf);
  loop = make_plan (fixture);
  assert_chain (loop, 0,
                "gw.example.org (reply reply.zip) < A (reply reply.zip) < B (reply reply.zip) < missing CN=A");

  /* With both roots there are two ways up. That of the one who is trusted is proposed, the other one offered. */
  reply (fixture, a);
  reply (fixture, b);
  ks_reply_query_set_anchors (fixture->query, anchors);
  both = make_plan (fixture);
  assert_chain (both, 0, "gw.example.org (reply reply.zip) < A (reply reply.zip) < B (reply reply.zip)");
  g_assert_cmpint (ks_verdict_get_state (get_chain (both, 0)->verdict), ==, KS_STATE_PASS);
  g_assert_cmpuint (get_leaf (ks_reply_plan_get_match (both, 0), 0)->chains->len, >=, 2);
  second = describe_chain (get_leaf (ks_reply_plan_get_match (both, 0), 0)->chains->pdata[1]);
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
  Fixture fixture = { 0 };
  g_autoptr (KsReplyPlan) plan = NULL;

  set_up_with (&fixture, root, intermediate, leaf);
  reply (&fixture, fixture.pki->root);
  reply (&fixture, fixture.pki->intermediate);
  reply (&fixture, fixture.pki->leaf);
  ks_reply_query_set_anchors (fixture.query, fixture.pki->anchors);
  plan = make_plan (&fixture);

  assert_chain (plan, 0, WHOLE);
  g_assert_cmpint (ks_verdict_get_state (get_chain (plan, 0)->verdict), ==, KS_STATE_FAIL);
  g_assert_true (has_finding (get_chain (plan, 0)->verdict, check));
  tear_down (&fixture, NULL);
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
  Fixture fixture = { 0 };
  g_autoptr (KsReplyPlan) plan = NULL;

  set_up_with (&fixture, NULL, NULL, &(KsTestSpec) { LEAF, .key = "RSA:1024" });
  reply (&fixture, fixture.pki->leaf);
  reply (&fixture, fixture.pki->intermediate);
  reply (&fixture, fixture.pki->root);
  ks_reply_query_set_anchors (fixture.query, fixture.pki->anchors);
  plan = make_plan (&fixture);
  assert_chain (plan, 0, WHOLE);
  g_assert_true (has_finding (get_chain (plan, 0)->verdict, "cert-key"));
  tear_down (&fixture, NULL);
}

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
  g_autoptr (GBytes) request = run_openssl (argv, NULL);
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
  Fixture fixture = { 0 };
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
  set_up_with (&fixture, NULL, NULL, &issued);
  request =
    make_request (fixture.pki->leaf, "subjectAltName=DNS:gw.example.org,DNS:*.gw.example.org,IP:192.0.2.10");
  ks_reply_query_add_request (fixture.query, request, KS_TEST_NOW - 100);
  reply (&fixture, fixture.pki->leaf);
  plan = make_plan (&fixture);
  match = ks_reply_plan_get_match (plan, 0);
  leaf = get_leaf (match, 0);

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
  tear_down (&fixture, NULL);
}

/* Without its request it is compared with the certificate until now. */
static void
test_differences_from_old (void)
{
  Fixture fixture = { 0 };
  g_autoptr (KsTestIdentity) old = NULL;
  g_autoptr (KsEntry) entry = NULL;
  g_autoptr (KsReplyPlan) plan = NULL;
  const KsReplyLeaf *leaf = NULL;

  set_up_with (&fixture, NULL, NULL, &(KsTestSpec) { LEAF, .starts = -1, .ends = 198 });
  old = ks_test_identity_cross (fixture.pki->leaf,
                                &(KsTestSpec) { .name = "gw.example.org",
                                                .san = "DNS:gw.example.org,DNS:old.example.org",
                                                .starts = -100,
                                                .ends = 265 },
                                NULL);
  fixture_add (&fixture, ks_test_entry_new ("renewed", old, NULL));
  g_ptr_array_remove_index (fixture.entries, 0);
  reply (&fixture, fixture.pki->leaf);
  plan = make_plan (&fixture);
  leaf = get_leaf (ks_reply_plan_get_match (plan, 0), 0);

  g_assert_null (ks_reply_plan_get_match (plan, 0)->request);
  g_assert_cmpuint (leaf->n_missing_names, ==, 1);
  assert_difference (leaf, "DNS", "gw.example.org", "gw.example.org", KS_STATE_PASS, "as before");
  assert_difference (leaf, "DNS", "old.example.org", "", KS_STATE_FAIL, "no longer in it");
  assert_difference (leaf, "IP", "", "192.0.2.10", KS_STATE_INFO, "new");
  assert_difference (leaf, "Valid", "365 days", "199 days", KS_STATE_INFO, "shorter");
  tear_down (&fixture, NULL);
}

/* An intermediate has got a new key under its old name: with key identifiers, and without any. */
static void
check_rekeyed (gboolean without_ids)
{
  Fixture fixture = { 0 };
  KsTestSpec intermediate = { INTERMEDIATE, .no_key_ids = without_ids };
  KsTestSpec leaf = { LEAF, .no_key_ids = without_ids };
  KsTestSpec newer = { INTERMEDIATE, .no_key_ids = without_ids, .starts = -1 };
  g_autoptr (KsTestIdentity) rekeyed = NULL;
  g_autoptr (KsReplyPlan) plan = NULL;

  set_up_with (&fixture, NULL, &intermediate, &leaf);
  rekeyed = ks_test_identity_new (&newer, fixture.pki->root);
  reply (&fixture, rekeyed);
  reply (&fixture, fixture.pki->leaf);
  reply (&fixture, fixture.pki->root);
  reply (&fixture, fixture.pki->intermediate);
  plan = make_plan (&fixture);
  assert_chain (plan, 0, WHOLE);
  g_assert_true (((const KsReplyPart *) get_chain (plan, 0)->parts->pdata[1])->certificate ==
                 ks_test_identity_get_certificate (fixture.pki->intermediate));
  assert_surplus (plan, "Test TLS CA 2 same-name");
  tear_down (&fixture, NULL);
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
  Fixture fixture = { 0 };
  KsTestSpec leaf = { LEAF, .no_key_ids = TRUE };
  g_autoptr (KsTestIdentity) rekeyed = NULL;
  g_autoptr (KsReplyPlan) plan = NULL;

  set_up_with (&fixture, NULL, NULL, &leaf);
  rekeyed = ks_test_identity_new (&(KsTestSpec) { INTERMEDIATE, .no_key_ids = TRUE }, fixture.pki->root);
  reply (&fixture, rekeyed);
  reply (&fixture, fixture.pki->leaf);
  plan = make_plan (&fixture);
  assert_chain (plan, 0, "gw.example.org (reply reply.zip) < missing CN=Test TLS CA 2");
  assert_surplus (plan, "Test TLS CA 2 same-name");
  tear_down (&fixture, NULL);
}

static void
test_duplicates (Fixture *fixture, gconstpointer data)
{
  g_autoptr (KsReplyPlan) plan = NULL;

  for (guint i = 0; i < 3; i++) {
    reply (fixture, fixture->pki->intermediate);
    reply (fixture, fixture->pki->leaf);
  }
  reply (fixture, fixture->pki->root);
  plan = make_plan (fixture);
  assert_chain (plan, 0, WHOLE);
  g_assert_cmpuint (ks_reply_plan_get_n_certificates (plan), ==, 3);
  assert_surplus (plan, "Test TLS CA 2 duplicate, gw.example.org duplicate");
  g_assert_cmpuint (ks_reply_plan_get_surplus (plan, 0)->count, ==, 2);
}

/* The entry has it already; then with a chain that is shorter than the reply's. */
static void
test_no_change (Fixture *fixture, gconstpointer data)
{
  g_autoptr (KsReplyPlan) same = NULL;
  g_autoptr (KsReplyPlan) longer = NULL;
  KsReplyChoice choice = { .include_root = TRUE };

  g_ptr_array_remove_index (fixture->entries, 0);
  fixture_add (fixture, ks_test_entry_new ("web", fixture->pki->leaf, fixture->pki->intermediate,
                                           fixture->pki->root, NULL));
  reply (fixture, fixture->pki->leaf);
  same = make_plan (fixture);
  g_assert_cmpint (ks_reply_plan_get_outcome (same), ==, KS_REPLY_UNCHANGED);
  g_assert_cmpstr (ks_reply_plan_get_headline (same), ==, "“web” has this certificate already");
  g_assert_true (ks_reply_plan_get_match (same, 0)->is_unchanged);
  g_assert_false (ks_reply_plan_get_match (same, 0)->is_proposed);
  g_assert_null (ks_reply_match_new_edit (ks_reply_plan_get_match (same, 0), &choice));

  g_ptr_array_remove_index (fixture->entries, 0);
  fixture_add (fixture, ks_test_entry_new ("web", fixture->pki->leaf, NULL));
  reply (fixture, fixture->pki->intermediate);
  longer = make_plan (fixture);
  g_assert_cmpint (ks_reply_plan_get_outcome (longer), ==, KS_REPLY_FITS);
  assert_chain (
    longer, 0,
    "gw.example.org (reply reply.zip) < Test TLS CA 2 (reply reply.zip) < missing CN=Test Root R1");
}

/* The issuers come in a file of their own, after the certificate. */
static void
test_issuers_later (Fixture *fixture, gconstpointer data)
{
  g_autoptr (KsReplyPlan) plan = NULL;
  g_autoptr (KsReplyPlan) useless = NULL;
  g_autoptr (KsTestIdentity) x = ks_test_identity_new (&(KsTestSpec) { .name = "X", .ca = TRUE }, NULL);

  g_ptr_array_remove_index (fixture->entries, 0);
  fixture_add (fixture, ks_test_entry_new ("web", fixture->pki->leaf, NULL));
  reply (fixture, fixture->pki->root);
  reply (fixture, fixture->pki->intermediate);
  plan = make_plan (fixture);
  g_assert_cmpint (ks_reply_plan_get_outcome (plan), ==, KS_REPLY_FITS);
  g_assert_cmpstr (ks_reply_plan_get_detail (plan), ==,
                   "It brings issuers for the certificate that is there.");
  assert_chain (plan, 0,
                "gw.example.org (entry) < Test TLS CA 2 (reply reply.zip) < Test Root R1 (reply reply.zip)");

  ks_reply_query_unref (fixture->query);
  fixture->query = ks_reply_query_new (KS_TEST_NOW);
  reply (fixture, x);
  useless = make_plan (fixture);
  g_assert_cmpint (ks_reply_plan_get_outcome (useless), ==, KS_REPLY_NO_KEY);
  g_assert_cmpstr (ks_reply_plan_get_headline (useless), ==, "No open entry needs these certificates");
}

/* One bundle for two entries in two files; the same key stands in a third. */
static void
test_several_entries (Fixture *fixture, gconstpointer data)
{
  g_autoptr (KsTestIdentity) api =
    ks_test_identity_new (&(KsTestSpec) { .name = "api.example.org" }, fixture->pki->intermediate);
  g_autoptr (KsTestIdentity) before =
    ks_test_identity_cross (api, &(KsTestSpec) { .name = "api.example.org" }, NULL);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (KsReplyPlan) plan = NULL;

  g_ptr_array_add (entries, ks_test_entry_new ("copy", fixture->own, NULL));
  g_ptr_array_add (entries, ks_test_entry_new ("api", before, NULL));
  reply (fixture, fixture->pki->intermediate);
  reply (fixture, api);
  reply (fixture, fixture->pki->root);
  reply (fixture, fixture->pki->leaf);
  ks_reply_query_add_store (fixture->query, fixture->entries, "wso2carbon.jks", &front, FALSE, NULL);
  ks_reply_query_add_store (fixture->query, entries, "vault.jks", &behind, FALSE, NULL);
  plan = ks_reply_plan_new (fixture->query, NULL, NULL, NULL, NULL);

  g_assert_cmpuint (ks_reply_plan_get_n_matches (plan), ==, 3);
  g_assert_cmpstr (ks_reply_plan_get_headline (plan), ==, "The reply is for 2 entries");
  assert_chain (plan, 0, WHOLE);
  g_assert_true (ks_reply_plan_get_match (plan, 0)->is_proposed);
  g_assert_false (ks_reply_plan_get_match (plan, 1)->is_proposed);
  g_assert_true (ks_reply_plan_get_match (plan, 2)->is_proposed);
  g_assert_cmpstr (ks_entry_get_alias (ks_reply_plan_get_match (plan, 2)->entry), ==, "api");
  assert_surplus (plan, "");
}

/* The key pair of the own CA is open, too: the reply is not for that. */
static void
test_own_authority (Fixture *fixture, gconstpointer data)
{
  g_autoptr (KsReplyPlan) plan = NULL;

  fixture_add (fixture, ks_test_entry_new ("ca", fixture->pki->intermediate, fixture->pki->root, NULL));
  reply (fixture, fixture->pki->root);
  reply (fixture, fixture->pki->intermediate);
  reply (fixture, fixture->pki->leaf);
  plan = make_plan (fixture);
  g_assert_cmpuint (ks_reply_plan_get_n_matches (plan), ==, 1);
  assert_chain (plan, 0, WHOLE);
}

/* A key that has no certificate yet is known by itself. */
static void
test_bare_key (Fixture *fixture, gconstpointer data)
{
  g_autoptr (KsSecret) plain = ks_test_identity_dup_key (fixture->pki->leaf);
  g_autoptr (KsKey) key = ks_key_new_plain (KS_KEY_PRIVATE, plain, NULL);
  g_autoptr (KsReplyPlan) plan = NULL;

  g_ptr_array_remove_index (fixture->entries, 0);
  fixture_add (fixture, ks_entry_new (KS_ENTRY_KEY, "bare", 0, key, NULL));
  reply (fixture, fixture->pki->leaf);
  reply (fixture, fixture->pki->intermediate);
  reply (fixture, fixture->pki->root);
  plan = make_plan (fixture);
  assert_chain (plan, 0, WHOLE);
}

/* One step: with what was kept, undone and made again; without the root. */
static void
test_apply (Fixture *fixture, gconstpointer data)
{
  g_autoptr (KsTestIdentity) x = ks_test_identity_new (&(KsTestSpec) { .name = "Root R0", .ca = TRUE }, NULL);
  g_autoptr (KsStore) store = ks_store_new (ks_format_find ("jks"));
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();
  g_autoptr (KsReplyPlan) plan = NULL;
  g_autoptr (KsEdit) edit = NULL;
  g_autoptr (KsEdit) undone = NULL;
  g_autoptr (KsEdit) redone = NULL;
  g_autoptr (GError) error = NULL;
  const KsReplyChoice choice = { 0 };
  const KsReplyChoice *choices[] = { &choice };

  ks_store_add_loaded (store, fixture->entry);
  reply (fixture, x);
  reply (fixture, fixture->pki->root);
  reply (fixture, fixture->pki->intermediate);
  reply (fixture, fixture->pki->leaf);
  plan = make_plan (fixture);
  g_ptr_array_add (kept, ks_reply_plan_get_surplus (plan, 0)->certificate);
  g_assert_null (ks_reply_plan_new_edit (plan, &behind, store, choices, NULL, 1));
  edit = ks_reply_plan_new_edit (plan, &front, store, choices, kept, 1);

  g_assert_true (ks_store_apply (store, edit, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 2);
  g_assert_cmpuint (ks_entry_get_chain_length (ks_store_find (store, "web")), ==, 2);
  g_assert_nonnull (ks_store_find (store, "root r0"));
  g_assert_cmpstr (ks_store_get_undo_label (store), ==, "Reply applied to “web”");

  undone = ks_store_undo (store);
  g_assert_true (ks_store_find (store, "web") == fixture->entry);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 1);
  redone = ks_store_redo (store);
  g_assert_cmpuint (ks_entry_get_chain_length (ks_store_find (store, "web")), ==, 2);
}

/* What is no reply says what it is. */
static void
test_no_reply (Fixture *fixture, gconstpointer data)
{
  g_autoptr (KsStore) store = ks_store_new (ks_format_find ("pem"));
  g_autoptr (KsEntry) crl = NULL;
  g_autoptr (GBytes) der = ks_test_crl_new (fixture->pki->root, NULL);
  g_autoptr (KsReplyPlan) plan = NULL;
  g_autoptr (KsReplyPlan) pair = NULL;
  g_autoptr (KsTestIdentity) other = ks_test_identity_new (&(KsTestSpec) { .name = "other" }, NULL);
  g_autoptr (KsEntry) key = ks_test_entry_new ("other", other, NULL);

  crl = ks_entry_new_data (KS_ENTRY_CRL, "crl", der);
  ks_store_add_loaded (store, crl);
  ks_reply_query_add_reply (fixture->query, store, "list.pem");
  plan = make_plan (fixture);
  g_assert_cmpint (ks_reply_plan_get_outcome (plan), ==, KS_REPLY_NO_CERTIFICATE);
  g_assert_cmpstr (ks_reply_plan_get_detail (plan), ==, "It is a revocation list.");

  ks_store_add_loaded (store, key);
  ks_reply_query_add_reply (fixture->query, store, "list.pem");
  pair = make_plan (fixture);
  g_assert_cmpint (ks_reply_plan_get_outcome (pair), ==, KS_REPLY_NO_KEY);
  g_assert_cmpstr (ks_reply_plan_get_headline (pair), ==, "This is a key pair, not a reply");
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  reply (fixture, fixture->pki->leaf);
  ks_reply_query_add_store (fixture->query, fixture->entries, NULL, &front, FALSE, NULL);
  g_assert_null (ks_reply_plan_new (fixture->query, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* 10,000 certificates in one PEM, all of one issuer, and the right ones among them. */
static void
test_many (Fixture *fixture, gconstpointer data)
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
  plan = make_plan (fixture);
  g_test_message ("10000 certificates: %.2f s", (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);

  assert_chain (plan, 0, WHOLE);
  g_assert_cmpuint (ks_reply_plan_get_n_certificates (plan), ==, 10000);
  g_assert_cmpuint (ks_reply_plan_get_n_surplus (plan), ==, 9997);
  g_assert_cmpint (ks_reply_plan_get_surplus (plan, 0)->reason, ==, KS_REPLY_SURPLUS_OTHER_KEY);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 30 * G_USEC_PER_SEC);
}

/* The same number for one key, and of one name that certifies itself round and round. */
static void
test_hostile (Fixture *fixture, gconstpointer data)
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

    reply (fixture, leaf);
    reply (fixture, cross);
    reply (fixture, back);
  }
  start = g_get_monotonic_time ();
  plan = make_plan (fixture);
  g_assert_cmpuint (ks_reply_plan_get_n_matches (plan), ==, 1);
  g_assert_cmpuint (ks_reply_plan_get_match (plan, 0)->leaves->len, <=, 8);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 60 * G_USEC_PER_SEC);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

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
  ADD ("/reply/unrelated", test_unrelated);
  ADD ("/reply/several-leaves", test_several_leaves);
  ADD ("/reply/other-key", test_other_key);
  ADD ("/reply/mutual", test_mutual);
  g_test_add_func ("/reply/bad-chains", test_bad_chains);
  g_test_add_func ("/reply/weak-key", test_weak_key);
  g_test_add_func ("/reply/differences", test_differences);
  g_test_add_func ("/reply/differences-from-old", test_differences_from_old);
  g_test_add_func ("/reply/rekeyed", test_rekeyed);
  g_test_add_func ("/reply/wrong-issuer", test_wrong_issuer);
  ADD ("/reply/duplicates", test_duplicates);
  ADD ("/reply/no-change", test_no_change);
  ADD ("/reply/issuers-later", test_issuers_later);
  ADD ("/reply/several-entries", test_several_entries);
  ADD ("/reply/own-authority", test_own_authority);
  ADD ("/reply/bare-key", test_bare_key);
  ADD ("/reply/apply", test_apply);
  ADD ("/reply/no-reply", test_no_reply);
  ADD ("/reply/cancelled", test_cancelled);
  ADD ("/reply/many", test_many);
  ADD ("/reply/hostile", test_hostile);

  return g_test_run ();
}
