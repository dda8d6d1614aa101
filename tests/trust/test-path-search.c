/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-test-verdict.h"
#include "ks-test.h"

/* Two roots certify one intermediate; one of the ways up has expired. The good one is drawn, both are reported. */
static void
test_cross_signed (void)
{
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsTestIdentity) old =
    ks_test_identity_new (&(KsTestSpec) { .name = "Old Root", .ca = TRUE }, NULL);
  KsTestSpec expired = { INTERMEDIATE, .starts = -900, .not_after = KS_TEST_NOW - 86400 };
  g_autoptr (KsTestIdentity) cross = ks_test_identity_cross (pki->intermediate, &expired, old);
  g_autoptr (KsAnchorSet) both = ks_test_anchors_new (pki->root, old, NULL);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, cross, pki->intermediate, NULL);
  g_autoptr (KsVerdict) verdict = ks_test_verify (entry, both);

  g_assert_cmpuint (ks_verdict_get_n_paths (verdict), ==, 2);
  g_assert_cmpint (ks_verdict_get_path (verdict, 0)->state, ==, KS_STATE_PASS);
  g_assert_cmpint (ks_verdict_get_path (verdict, 1)->state, ==, KS_STATE_FAIL);
  g_assert_cmpstr (ks_verdict_get_path (verdict, 1)->sentence, ==,
                   "Not trusted: “Test TLS CA 2” expired 1 day ago");
}

/* An authority has renewed its root: the entry has the old certificate, the truststore the new one, of one name and key. */
static void
test_renewed_root (void)
{
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsTestIdentity) renewed =
    ks_test_identity_cross (pki->root, &(KsTestSpec) { .name = "Test Root R1", .ca = TRUE, .ends = 5000 },
                            NULL);
  g_autoptr (KsAnchorSet) anchors = ks_test_anchors_new (renewed, NULL);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, pki->intermediate, pki->root, NULL);
  g_autoptr (KsVerdict) verdict = ks_test_verify (entry, anchors);
  const KsPath *path = ks_verdict_get_path (verdict, 0);

  ks_test_assert_headline (verdict, KS_STATE_PASS, "Trusted");
  g_assert_true (path->reaches_anchor);
  for (guint i = 0; i < ks_verdict_get_n_paths (verdict); i++)
    g_assert_cmpint (ks_verdict_get_path (verdict, i)->reaches_anchor, ==,
                     ks_verdict_get_path (verdict, i)->state == KS_STATE_PASS);
}

/* Two authorities certify each other, and nobody else certifies them. */
static void
test_loop (void)
{
  g_autoptr (KsTestIdentity) root_a = ks_test_identity_new (&(KsTestSpec) { .name = "A", .ca = TRUE }, NULL);
  g_autoptr (KsTestIdentity) root_b = ks_test_identity_new (&(KsTestSpec) { .name = "B", .ca = TRUE }, NULL);
  g_autoptr (KsTestIdentity) a_by_b =
    ks_test_identity_cross (root_a, &(KsTestSpec) { .name = "A", .ca = TRUE }, root_b);
  g_autoptr (KsTestIdentity) b_by_a =
    ks_test_identity_cross (root_b, &(KsTestSpec) { .name = "B", .ca = TRUE }, root_a);
  g_autoptr (KsTestIdentity) leaf = ks_test_identity_new (&(KsTestSpec) { LEAF }, root_a);
  g_autoptr (KsAnchorSet) none = ks_test_anchors_new (NULL, NULL);
  g_autoptr (KsAnchorSet) anchors = ks_test_anchors_new (root_b, NULL);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", leaf, a_by_b, b_by_a, a_by_b, NULL);
  g_autoptr (KsVerdict) lost = ks_test_verify (entry, none);
  g_autoptr (KsVerdict) found = ks_test_verify (entry, anchors);

  g_assert_cmpint (ks_verdict_get_path (lost, 0)->state, ==, KS_STATE_FAIL);
  g_assert_cmpuint (ks_verdict_get_n_paths (lost), <=, 2);
  g_assert_cmpint (ks_verdict_get_path (found, 0)->state, ==, KS_STATE_PASS);
}

/* A crowd of authorities with one name that certify each other: the search ends, and says that it was cut short. */
static void
test_crowd (void)
{
  enum {
    N = 9
  };
  KsTestSpec spec = { .name = "Crowd", .ca = TRUE, .no_key_ids = TRUE };
  KsTestIdentity *members[N] = { NULL };
  g_autoptr (GPtrArray) crosses = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_test_identity_free);
  g_autoptr (KsAnchorSet) none = ks_test_anchors_new (NULL, NULL);
  g_autoptr (KsTestIdentity) leaf = NULL;
  g_autoptr (KsEntry) entry = NULL;
  g_autoptr (KsVerifyRequest) request = NULL;
  g_autoptr (KsVerdict) verdict = NULL;

  for (guint i = 0; i < N; i++)
    members[i] = ks_test_identity_new (&spec, NULL);
  for (guint i = 0; i < N; i++)
    for (guint j = 0; j < N; j++)
      if (i != j)
        g_ptr_array_add (crosses, ks_test_identity_cross (members[i], &spec, members[j]));
  leaf = ks_test_identity_new (&(KsTestSpec) { LEAF, .no_key_ids = TRUE }, members[0]);
  entry = ks_test_entry_new ("web", leaf, NULL);
  request = ks_verify_request_new (entry, KS_TEST_NOW);
  ks_verify_request_set_anchors (request, none);
  for (guint i = 0; i < crosses->len; i++)
    ks_verify_request_add_candidate (request,
                                     ks_test_identity_get_certificate (g_ptr_array_index (crosses, i)),
                                     KS_PROVENANCE_PASTED, NULL);
  g_test_timer_start ();
  verdict = ks_verify (request, NULL, NULL);
  g_assert_cmpfloat (g_test_timer_elapsed (), <, 10.0);
  g_assert_true (ks_verdict_is_cut_short (verdict));
  g_assert_cmpint (ks_verdict_get_state (verdict), ==, KS_STATE_FAIL);
  for (guint i = 0; i < N; i++)
    ks_test_identity_free (members[i]);
}

static void
test_unreadable (void)
{
  g_autoptr (GBytes) junk = g_bytes_new_static ("\x30\x03\x02\x01\x01", 5);
  g_autoptr (KsCertificate) certificate = ks_certificate_new (junk);
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  g_autoptr (KsEntry) entry = NULL;
  g_autoptr (KsEntry) secret = ks_entry_new (KS_ENTRY_SECRET, "dbkey", 0, NULL, NULL);
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsVerdict) verdict = NULL;
  g_autoptr (KsVerdict) nothing = ks_test_verify (secret, pki->anchors);
  g_autoptr (KsVerifyRequest) request = NULL;

  g_ptr_array_add (chain, certificate);
  g_ptr_array_add (chain, ks_test_identity_get_certificate (pki->root));
  entry = ks_entry_new (KS_ENTRY_KEY, "junk", 0, NULL, chain);
  verdict = ks_test_verify (entry, pki->anchors);
  g_assert_cmpint (ks_verdict_get_state (verdict), ==, KS_STATE_FAIL);
  g_assert_nonnull (ks_test_find_finding (verdict, "cert-readable"));
  g_assert_cmpint (ks_verdict_get_state (nothing), ==, KS_STATE_NOT_APPLICABLE);
  g_assert_cmpuint (ks_verdict_get_n_paths (nothing), ==, 0);
  request = ks_verify_request_new (entry, KS_TEST_NOW);
  g_assert_cmpint (ks_verify_quick (request, NULL), ==, KS_STATE_FAIL);
}

static void
test_cancelled (void)
{
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, NULL);
  g_autoptr (KsVerifyRequest) request = ks_verify_request_new (entry, KS_TEST_NOW);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (ks_verify (request, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static gpointer
verify_in_thread (gpointer data)
{
  g_autoptr (KsVerdict) verdict = ks_verify (data, NULL, NULL);
  g_autoptr (JsonNode) json = ks_verdict_to_json (verdict);

  return json_to_string (json, FALSE);
}

/* The same request on four threads at once, with nothing parsed before: the same verdict four times. */
static void
test_threads (void)
{
  for (guint round = 0; round < 10; round++) {
    g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
    g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, pki->intermediate, NULL);
    g_autoptr (KsVerifyRequest) request = ks_verify_request_new (entry, KS_TEST_NOW);
    GThread *threads[4] = { NULL };
    g_autofree char *first = NULL;

    ks_verify_request_set_anchors (request, pki->anchors);
    ks_verify_request_add_host (request, "a.gw.example.org");
    for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
      threads[i] = g_thread_new ("verify", verify_in_thread, request);
    for (gsize i = 0; i < G_N_ELEMENTS (threads); i++) {
      g_autofree char *text = g_thread_join (threads[i]);

      g_assert_nonnull (strstr (text, "\"headline\":\"Trusted\""));
      if (first == NULL)
        first = g_steal_pointer (&text);
      else
        g_assert_cmpstr (first, ==, text);
    }
  }
}

static void
test_checks_table (void)
{
  const KsCheck *const *list = ks_check_list ();

  for (guint i = 0; list[i] != NULL; i++) {
    g_assert_true (ks_check_find (list[i]->id) == list[i]);
    g_assert_cmpstr (list[i]->title, !=, "");
    g_assert_cmpstr (list[i]->why, !=, "");
    g_assert_cmpstr (list[i]->reference, !=, "");
    g_assert_true (g_str_has_prefix (list[i]->url, "https://"));
  }
  g_assert_null (ks_check_find ("no-such-check"));
}

static void
test_lifetime (void)
{
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, pki->intermediate, NULL);
  KsVerdict *verdict = ks_test_verify (entry, pki->anchors);

  g_assert_finalize_object (verdict);
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/path-search/cross-signed", test_cross_signed);
  g_test_add_func ("/path-search/renewed-root", test_renewed_root);
  g_test_add_func ("/path-search/loop", test_loop);
  g_test_add_func ("/path-search/crowd", test_crowd);
  g_test_add_func ("/path-search/unreadable", test_unreadable);
  g_test_add_func ("/path-search/cancelled", test_cancelled);
  g_test_add_func ("/path-search/threads", test_threads);
  g_test_add_func ("/path-search/checks-table", test_checks_table);
  g_test_add_func ("/path-search/lifetime", test_lifetime);
  return g_test_run ();
}
