/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-format.h"
#include "ks-test-reply.h"

/* The reply is for another key: of no entry, of another entry, of another file. */
static void
test_other_key (KsTestReply *fixture, gconstpointer data)
{
  g_autoptr (KsTestIdentity) other =
    ks_test_identity_new (&(KsTestSpec) { .name = "api.example.org" }, fixture->pki->intermediate);
  g_autoptr (KsTestIdentity) before =
    ks_test_identity_cross (other, &(KsTestSpec) { .name = "api.example.org" }, NULL);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (KsReplyPlan) nobody = NULL;
  g_autoptr (KsReplyPlan) elsewhere = NULL;
  g_autoptr (KsReplyPlan) beside = NULL;

  ks_test_reply_add (fixture, other);
  ks_test_reply_add (fixture, fixture->pki->intermediate);
  ks_test_reply_add (fixture, fixture->pki->root);
  ks_reply_query_set_wanted (fixture->query, fixture->entry);
  nobody = ks_test_reply_plan (fixture);
  g_assert_cmpint (ks_reply_plan_get_outcome (nobody), ==, KS_REPLY_NO_KEY);
  g_assert_cmpuint (ks_reply_plan_get_n_matches (nobody), ==, 0);
  g_assert_cmpstr (ks_reply_plan_get_headline (nobody), ==, "No open keystore has the key of this reply");
  g_assert_cmpstr (
    ks_reply_plan_get_detail (nobody), ==,
    "“api.example.org” belongs to another private key. Open the keystore in which its request was made.");
  ks_test_reply_assert_surplus (nobody,
                                "api.example.org other-key, Test TLS CA 2 unrelated, Test Root R1 unrelated");

  g_ptr_array_add (entries, ks_test_entry_new ("api", before, NULL));
  ks_reply_query_add_store (fixture->query, entries, "vault.jks", &ks_test_reply_behind, FALSE, NULL);
  elsewhere = ks_test_reply_plan (fixture);
  g_assert_cmpint (ks_reply_plan_get_outcome (elsewhere), ==, KS_REPLY_FITS);
  g_assert_cmpstr (ks_reply_plan_get_headline (elsewhere), ==, "The reply is for “api” in vault.jks");
  g_assert_cmpstr (ks_reply_plan_get_detail (elsewhere), ==, "The key of “web” is another one.");
  g_assert_true (ks_reply_plan_get_match (elsewhere, 0)->tag == &ks_test_reply_behind);

  ks_reply_query_unref (fixture->query);
  fixture->query = ks_reply_query_new (KS_TEST_NOW);
  ks_test_reply_add_entry (fixture, ks_test_entry_new ("api", before, NULL));
  ks_test_reply_add (fixture, other);
  ks_reply_query_set_wanted (fixture->query, fixture->entry);
  beside = ks_test_reply_plan (fixture);
  g_assert_cmpstr (ks_reply_plan_get_headline (beside), ==, "The reply is for “api”");
  g_assert_cmpstr (ks_reply_plan_get_detail (beside), ==, "The key of “web” is another one.");
}

/* {L_old, L_new, I, R} in any order, with one that is not valid yet. */
static void
test_several_leaves (KsTestReply *fixture, gconstpointer data)
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

  ks_test_reply_add (fixture, ended);
  ks_test_reply_add (fixture, fixture->pki->leaf);
  ks_test_reply_add (fixture, future);
  ks_test_reply_add (fixture, renewed);
  ks_test_reply_add (fixture, fixture->pki->intermediate);
  ks_test_reply_add (fixture, fixture->pki->root);
  plan = ks_test_reply_plan (fixture);
  match = ks_reply_plan_get_match (plan, 0);

  g_assert_cmpuint (match->leaves->len, ==, 4);
  g_assert_true (ks_test_reply_leaf (match, 0)->certificate == ks_test_identity_get_certificate (renewed));
  g_assert_true (ks_test_reply_leaf (match, 1)->certificate ==
                 ks_test_identity_get_certificate (fixture->pki->leaf));
  g_assert_true (ks_test_reply_leaf (match, 2)->certificate == ks_test_identity_get_certificate (future));
  g_assert_true (ks_test_reply_leaf (match, 3)->certificate == ks_test_identity_get_certificate (ended));
  g_assert_cmpstr (ks_test_reply_leaf (match, 2)->sentence, ==, "starts in 10 days");
  g_assert_cmpint (ks_test_reply_leaf (match, 2)->state, ==, KS_STATE_WARNING);
  g_assert_cmpstr (ks_test_reply_leaf (match, 3)->sentence, ==, "ended 1 day ago");
  g_assert_cmpint (ks_test_reply_leaf (match, 3)->state, ==, KS_STATE_FAIL);
  ks_test_reply_assert_surplus (plan, "gw.example.org older, gw.example.org older, gw.example.org older");
}

/* One bundle for two entries in two files; the same key stands in a third. */
static void
test_several_entries (KsTestReply *fixture, gconstpointer data)
{
  g_autoptr (KsTestIdentity) api =
    ks_test_identity_new (&(KsTestSpec) { .name = "api.example.org" }, fixture->pki->intermediate);
  g_autoptr (KsTestIdentity) before =
    ks_test_identity_cross (api, &(KsTestSpec) { .name = "api.example.org" }, NULL);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (KsReplyPlan) plan = NULL;

  g_ptr_array_add (entries, ks_test_entry_new ("copy", fixture->own, NULL));
  g_ptr_array_add (entries, ks_test_entry_new ("api", before, NULL));
  ks_test_reply_add (fixture, fixture->pki->intermediate);
  ks_test_reply_add (fixture, api);
  ks_test_reply_add (fixture, fixture->pki->root);
  ks_test_reply_add (fixture, fixture->pki->leaf);
  ks_reply_query_add_store (fixture->query, fixture->entries, "wso2carbon.jks", &ks_test_reply_front, FALSE,
                            NULL);
  ks_reply_query_add_store (fixture->query, entries, "vault.jks", &ks_test_reply_behind, FALSE, NULL);
  plan = ks_reply_plan_new (fixture->query, NULL, NULL, NULL, NULL);

  g_assert_cmpuint (ks_reply_plan_get_n_matches (plan), ==, 3);
  g_assert_cmpstr (ks_reply_plan_get_headline (plan), ==, "The reply is for 2 entries");
  ks_test_reply_assert_chain (plan, 0, KS_TEST_REPLY_WHOLE);
  g_assert_true (ks_reply_plan_get_match (plan, 0)->is_proposed);
  g_assert_false (ks_reply_plan_get_match (plan, 1)->is_proposed);
  g_assert_true (ks_reply_plan_get_match (plan, 2)->is_proposed);
  g_assert_cmpstr (ks_entry_get_alias (ks_reply_plan_get_match (plan, 2)->entry), ==, "api");
  ks_test_reply_assert_surplus (plan, "");
}

/* The key pair of the own CA is open, too: the reply is not for that. */
static void
test_own_authority (KsTestReply *fixture, gconstpointer data)
{
  g_autoptr (KsReplyPlan) plan = NULL;

  ks_test_reply_add_entry (fixture,
                           ks_test_entry_new ("ca", fixture->pki->intermediate, fixture->pki->root, NULL));
  ks_test_reply_add (fixture, fixture->pki->root);
  ks_test_reply_add (fixture, fixture->pki->intermediate);
  ks_test_reply_add (fixture, fixture->pki->leaf);
  plan = ks_test_reply_plan (fixture);
  g_assert_cmpuint (ks_reply_plan_get_n_matches (plan), ==, 1);
  ks_test_reply_assert_chain (plan, 0, KS_TEST_REPLY_WHOLE);
}

/* A key that has no certificate yet is known by itself. */
static void
test_bare_key (KsTestReply *fixture, gconstpointer data)
{
  g_autoptr (KsSecret) plain = ks_test_identity_dup_key (fixture->pki->leaf);
  g_autoptr (KsKey) key = ks_key_new_plain (KS_KEY_PRIVATE, plain, NULL);
  g_autoptr (KsReplyPlan) plan = NULL;

  g_ptr_array_remove_index (fixture->entries, 0);
  ks_test_reply_add_entry (fixture, ks_entry_new (KS_ENTRY_KEY, "bare", 0, key, NULL));
  ks_test_reply_add (fixture, fixture->pki->leaf);
  ks_test_reply_add (fixture, fixture->pki->intermediate);
  ks_test_reply_add (fixture, fixture->pki->root);
  plan = ks_test_reply_plan (fixture);
  ks_test_reply_assert_chain (plan, 0, KS_TEST_REPLY_WHOLE);
}

/* The entry has it already; then with a chain that is shorter than the reply's. */
static void
test_no_change (KsTestReply *fixture, gconstpointer data)
{
  g_autoptr (KsReplyPlan) same = NULL;
  g_autoptr (KsReplyPlan) longer = NULL;
  KsReplyChoice choice = { .include_root = TRUE };

  g_ptr_array_remove_index (fixture->entries, 0);
  ks_test_reply_add_entry (fixture, ks_test_entry_new ("web", fixture->pki->leaf, fixture->pki->intermediate,
                                                       fixture->pki->root, NULL));
  ks_test_reply_add (fixture, fixture->pki->leaf);
  same = ks_test_reply_plan (fixture);
  g_assert_cmpint (ks_reply_plan_get_outcome (same), ==, KS_REPLY_UNCHANGED);
  g_assert_cmpstr (ks_reply_plan_get_headline (same), ==, "“web” has this certificate already");
  g_assert_true (ks_reply_plan_get_match (same, 0)->is_unchanged);
  g_assert_false (ks_reply_plan_get_match (same, 0)->is_proposed);
  g_assert_null (ks_reply_match_new_edit (ks_reply_plan_get_match (same, 0), &choice));

  g_ptr_array_remove_index (fixture->entries, 0);
  ks_test_reply_add_entry (fixture, ks_test_entry_new ("web", fixture->pki->leaf, NULL));
  ks_test_reply_add (fixture, fixture->pki->intermediate);
  longer = ks_test_reply_plan (fixture);
  g_assert_cmpint (ks_reply_plan_get_outcome (longer), ==, KS_REPLY_FITS);
  ks_test_reply_assert_chain (
    longer, 0,
    "gw.example.org (reply reply.zip) < Test TLS CA 2 (reply reply.zip) < missing CN=Test Root R1");
}

/* The issuers come in a file of their own, after the certificate. */
static void
test_issuers_later (KsTestReply *fixture, gconstpointer data)
{
  g_autoptr (KsReplyPlan) plan = NULL;
  g_autoptr (KsReplyPlan) useless = NULL;
  g_autoptr (KsTestIdentity) x = ks_test_identity_new (&(KsTestSpec) { .name = "X", .ca = TRUE }, NULL);

  g_ptr_array_remove_index (fixture->entries, 0);
  ks_test_reply_add_entry (fixture, ks_test_entry_new ("web", fixture->pki->leaf, NULL));
  ks_test_reply_add (fixture, fixture->pki->root);
  ks_test_reply_add (fixture, fixture->pki->intermediate);
  plan = ks_test_reply_plan (fixture);
  g_assert_cmpint (ks_reply_plan_get_outcome (plan), ==, KS_REPLY_FITS);
  g_assert_cmpstr (ks_reply_plan_get_detail (plan), ==,
                   "It brings issuers for the certificate that is there.");
  ks_test_reply_assert_chain (
    plan, 0, "gw.example.org (entry) < Test TLS CA 2 (reply reply.zip) < Test Root R1 (reply reply.zip)");

  ks_reply_query_unref (fixture->query);
  fixture->query = ks_reply_query_new (KS_TEST_NOW);
  ks_test_reply_add (fixture, x);
  useless = ks_test_reply_plan (fixture);
  g_assert_cmpint (ks_reply_plan_get_outcome (useless), ==, KS_REPLY_NO_KEY);
  g_assert_cmpstr (ks_reply_plan_get_headline (useless), ==, "No open entry needs these certificates");
}

/* What is no reply says what it is. */
static void
test_no_reply (KsTestReply *fixture, gconstpointer data)
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
  plan = ks_test_reply_plan (fixture);
  g_assert_cmpint (ks_reply_plan_get_outcome (plan), ==, KS_REPLY_NO_CERTIFICATE);
  g_assert_cmpstr (ks_reply_plan_get_detail (plan), ==, "It is a revocation list.");

  ks_store_add_loaded (store, key);
  ks_reply_query_add_reply (fixture->query, store, "list.pem");
  pair = ks_test_reply_plan (fixture);
  g_assert_cmpint (ks_reply_plan_get_outcome (pair), ==, KS_REPLY_NO_KEY);
  g_assert_cmpstr (ks_reply_plan_get_headline (pair), ==, "This is a key pair, not a reply");
}

/* One step: with what was kept, undone and made again; without the root. */
static void
test_apply (KsTestReply *fixture, gconstpointer data)
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
  ks_test_reply_add (fixture, x);
  ks_test_reply_add (fixture, fixture->pki->root);
  ks_test_reply_add (fixture, fixture->pki->intermediate);
  ks_test_reply_add (fixture, fixture->pki->leaf);
  plan = ks_test_reply_plan (fixture);
  g_ptr_array_add (kept, ks_reply_plan_get_surplus (plan, 0)->certificate);
  g_assert_null (ks_reply_plan_new_edit (plan, &ks_test_reply_behind, store, choices, NULL, 1));
  edit = ks_reply_plan_new_edit (plan, &ks_test_reply_front, store, choices, kept, 1);

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

static void
test_cancelled (KsTestReply *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  ks_test_reply_add (fixture, fixture->pki->leaf);
  ks_reply_query_add_store (fixture->query, fixture->entries, NULL, &ks_test_reply_front, FALSE, NULL);
  g_assert_null (ks_reply_plan_new (fixture->query, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define ADD(path, function)                                                                                  \
  g_test_add (path, KsTestReply, NULL, ks_test_reply_set_up, function, ks_test_reply_tear_down)

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  ADD ("/reply/other-key", test_other_key);
  ADD ("/reply/several-leaves", test_several_leaves);
  ADD ("/reply/several-entries", test_several_entries);
  ADD ("/reply/own-authority", test_own_authority);
  ADD ("/reply/bare-key", test_bare_key);
  ADD ("/reply/no-change", test_no_change);
  ADD ("/reply/issuers-later", test_issuers_later);
  ADD ("/reply/no-reply", test_no_reply);
  ADD ("/reply/apply", test_apply);
  ADD ("/reply/cancelled", test_cancelled);

  return g_test_run ();
}
