/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-test-verdict.h"
#include "ks-test.h"

static void
test_complete (void)
{
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, pki->intermediate, NULL);
  g_autoptr (KsVerdict) verdict = ks_test_verify (entry, pki->anchors);
  const KsPath *path = ks_verdict_get_path (verdict, 0);

  ks_test_assert_headline (verdict, KS_STATE_PASS, "Trusted");
  g_assert_cmpstr (ks_verdict_get_headline_detail (verdict), ==, "by 1 of 1 anchor · revocation not checked");
  g_assert_cmpuint (ks_verdict_get_n_paths (verdict), ==, 1);
  g_assert_cmpuint (path->nodes->len, ==, 3);
  g_assert_cmpint (((KsPathNode *) g_ptr_array_index (path->nodes, 0))->stored_index, ==, 0);
  g_assert_cmpint (((KsPathNode *) g_ptr_array_index (path->nodes, 2))->stored_index, ==, -1);
  g_assert_cmpint (((KsPathNode *) g_ptr_array_index (path->nodes, 2))->provenance, ==,
                   KS_PROVENANCE_OTHER_FILE);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (ks_test_link_state (verdict, i), ==, KS_LINK_HOLDS);
  ks_test_assert_part (verdict, KS_PART_STORED, KS_STATE_PASS, "Complete");
  ks_test_assert_part (verdict, KS_PART_PATH, KS_STATE_PASS, "Trusted");
  ks_test_assert_part (verdict, KS_PART_HOSTS, KS_STATE_NOT_CHECKED, "None tested");
  ks_test_assert_part (verdict, KS_PART_KEY, KS_STATE_PASS, "Belongs");
  g_assert_cmpuint (ks_verdict_get_findings (verdict)->len, ==, 0);
  g_assert_null (ks_verify_propose_chain (verdict, FALSE));
}

/* What the panel of a link shows. */
static void
test_link_values (void)
{
  KsTestSpec intermediate = { INTERMEDIATE, .basic = "critical,CA:TRUE,pathlen:0", .key = "RSA:2048" };
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, &intermediate, NULL);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, pki->intermediate, NULL);
  g_autoptr (KsVerdict) verdict = ks_test_verify (entry, pki->anchors);
  static const char *const order[] = { "name-chaining", "key-identifiers", "signature", "may-sign",
                                       "path-length",   "validity",        "purpose",   "name-constraints",
                                       "strength",      "revocation" };
  const KsPathLink *link = g_ptr_array_index (ks_verdict_get_path (verdict, 0)->links, 0);
  const KsResult *ids = ks_test_link_result (verdict, 0, "key-identifiers");

  g_assert_cmpuint (link->results->len, ==, G_N_ELEMENTS (order));
  for (guint i = 0; i < link->results->len; i++)
    g_assert_cmpstr (((KsResult *) g_ptr_array_index (link->results, i))->check->id, ==, order[i]);
  g_assert_cmpstr (ks_test_link_result (verdict, 0, "name-chaining")->ours, ==, "Issuer: CN=Test TLS CA 2");
  g_assert_cmpstr (ks_test_link_result (verdict, 0, "name-chaining")->theirs, ==,
                   "Subject: CN=Test TLS CA 2");
  g_assert_cmpuint (strlen (ids->ours), ==, 59);
  g_assert_cmpstr (ids->ours, ==, ids->theirs);
  g_assert_cmpstr (ks_test_link_result (verdict, 0, "signature")->ours, ==, "RSA, SHA-256");
  g_assert_cmpstr (ks_test_link_result (verdict, 0, "signature")->theirs, ==,
                   "Verified with its RSA 2048 key");
  g_assert_cmpstr (ks_test_link_result (verdict, 0, "may-sign")->theirs, ==, "CA: yes · signs certificates");
  g_assert_cmpstr (ks_test_link_result (verdict, 0, "path-length")->ours, ==, "0 CAs below");
  g_assert_cmpstr (ks_test_link_result (verdict, 0, "path-length")->theirs, ==, "At most 0 allowed");
  g_assert_cmpstr (ks_test_link_result (verdict, 1, "path-length")->ours, ==, "1 CA below");
  g_assert_cmpstr (ks_test_link_result (verdict, 0, "purpose")->ours, ==, "TLS server");
  g_assert_cmpstr (ks_test_link_result (verdict, 0, "name-constraints")->ours, ==, "3 names");
  g_assert_cmpint (ks_test_link_result (verdict, 0, "name-constraints")->state, ==, KS_STATE_NOT_APPLICABLE);
  g_assert_cmpstr (ks_test_link_result (verdict, 0, "strength")->ours, ==, "EC P-256, SHA-256");
  g_assert_cmpint (ks_test_link_result (verdict, 0, "revocation")->state, ==, KS_STATE_NOT_CHECKED);
}

/* The other drawing: what the file holds, and nothing else. */
static void
test_as_stored (void)
{
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsEntry) whole = ks_test_entry_new ("web", pki->leaf, pki->intermediate, NULL);
  g_autoptr (KsEntry) gap = ks_test_entry_new ("web", pki->leaf, pki->root, NULL);
  g_autoptr (KsEntry) turned = ks_test_entry_new ("web", pki->leaf, pki->root, pki->intermediate, NULL);
  g_autoptr (KsVerdict) of_whole = ks_test_verify (whole, pki->anchors);
  g_autoptr (KsVerdict) of_gap = ks_test_verify (gap, pki->anchors);
  g_autoptr (KsVerdict) of_turned = ks_test_verify (turned, pki->anchors);
  const KsPath *path = ks_verdict_get_stored (of_whole);

  g_assert_cmpuint (path->nodes->len, ==, 2);
  g_assert_cmpint (path->state, ==, KS_STATE_PASS);
  g_assert_cmpint (((KsPathLink *) g_ptr_array_index (path->links, 1))->state, ==, KS_LINK_HOLDS);
  path = ks_verdict_get_stored (of_gap);
  g_assert_nonnull (path->missing);
  g_assert_cmpuint (path->missing_after, ==, 0);
  g_assert_cmpint (((KsPathLink *) g_ptr_array_index (path->links, 0))->state, ==, KS_LINK_MISSING);
  path = ks_verdict_get_stored (of_turned);
  g_assert_null (path->missing);
  g_assert_cmpint (path->state, ==, KS_STATE_FAIL);
  g_assert_cmpint (((KsPathLink *) g_ptr_array_index (path->links, 0))->state, ==, KS_LINK_BROKEN);
}

static void
test_root_only (void)
{
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsEntry) entry = ks_test_trusted_new ("root", pki->root);
  g_autoptr (KsVerdict) verdict = ks_test_verify (entry, pki->anchors);

  ks_test_assert_headline (verdict, KS_STATE_PASS, "Trusted");
  g_assert_cmpuint (ks_verdict_get_path (verdict, 0)->nodes->len, ==, 1);
  ks_test_assert_part (verdict, KS_PART_STORED, KS_STATE_NOT_APPLICABLE, "One certificate");
  ks_test_assert_part (verdict, KS_PART_KEY, KS_STATE_NOT_APPLICABLE, "No key");
}

static void
test_missing (void)
{
  KsTestSpec leaf = { LEAF, .issuers_url = "http://ca.example.org/2.crt" };
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, &leaf);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, pki->root, NULL);
  g_autoptr (KsVerdict) verdict = ks_test_verify (entry, pki->anchors);
  const KsPath *path = ks_verdict_get_path (verdict, 0);
  const KsFinding *finding = ks_test_find_finding (verdict, "chain-complete");

  ks_test_assert_headline (verdict, KS_STATE_FAIL,
                           "Not trusted: “Test TLS CA 2”, the issuer of “gw.example.org”, is missing");
  g_assert_nonnull (path->missing);
  g_assert_cmpuint (path->missing_after, ==, 0);
  g_assert_cmpstr (ks_name_get_text (path->missing->name), ==, "CN=Test TLS CA 2");
  g_assert_cmpstr (path->missing->url, ==, "http://ca.example.org/2.crt");
  g_assert_true (
    g_bytes_equal (path->missing->key_id,
                   ks_certificate_get_subject_key_id (ks_test_identity_get_certificate (pki->intermediate))));
  /* The stored root stands above the gap and hangs on the ring. */
  g_assert_cmpuint (path->nodes->len, ==, 2);
  g_assert_cmpint (ks_test_link_state (verdict, 0), ==, KS_LINK_MISSING);
  g_assert_cmpint (ks_test_link_state (verdict, 1), ==, KS_LINK_HOLDS);
  ks_test_assert_part (verdict, KS_PART_STORED, KS_STATE_FAIL, "Gap after 1 of 2");
  ks_test_assert_part (verdict, KS_PART_PATH, KS_STATE_FAIL, "None");
  g_assert_nonnull (finding);
  g_assert_cmpint (finding->remedy, ==, KS_REMEDY_FIND_ISSUER);
  g_assert_nonnull (strstr (finding->consequence,
                            "unable to find valid certification path to requested target"));
  g_assert_cmpuint (ks_verdict_get_findings (verdict)->len, ==, 1);
}

/* The issuer is in another entry: the path is trusted, what a server sends is not. */
static void
test_found_elsewhere (void)
{
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, NULL);
  g_autoptr (KsEntry) other = ks_test_trusted_new ("ca2", pki->intermediate);
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  g_autoptr (KsVerifyPool) pool = ks_verify_pool_new ();
  g_autoptr (KsVerifyRequest) request = ks_verify_request_new (entry, KS_TEST_NOW);
  g_autoptr (KsVerdict) verdict = NULL;
  g_autoptr (GPtrArray) chain = NULL;
  g_autofree char *sentence = NULL;
  const KsPathNode *node = NULL;

  g_ptr_array_add (entries, entry);
  g_ptr_array_add (entries, other);
  ks_verify_pool_add_entries (pool, entries, KS_PROVENANCE_OTHER_ENTRY, NULL);
  ks_verify_request_set_pool (request, pool);
  ks_verify_request_set_anchors (request, pki->anchors);
  verdict = ks_verify (request, NULL, NULL);

  ks_test_assert_headline (
    verdict, KS_STATE_FAIL,
    "Not trusted: “Test TLS CA 2”, the issuer of “gw.example.org”, is not in this entry");
  g_assert_cmpint (ks_verify_quick (request, &sentence), ==, KS_STATE_FAIL);
  g_assert_cmpstr (sentence, ==, ks_verdict_get_headline (verdict));
  ks_test_assert_part (verdict, KS_PART_STORED, KS_STATE_FAIL, "Incomplete");
  ks_test_assert_part (verdict, KS_PART_PATH, KS_STATE_PASS, "Trusted");
  node = g_ptr_array_index (ks_verdict_get_path (verdict, 0)->nodes, 1);
  g_assert_cmpint (node->provenance, ==, KS_PROVENANCE_OTHER_ENTRY);
  g_assert_cmpstr (node->provenance_detail, ==, "ca2");
  g_assert_cmpint (ks_test_find_finding (verdict, "chain-complete")->remedy, ==, KS_REMEDY_COMPLETE_CHAIN);
  chain = ks_verify_propose_chain (verdict, FALSE);
  g_assert_cmpuint (chain->len, ==, 2);
  g_clear_pointer (&chain, g_ptr_array_unref);
  chain = ks_verify_propose_chain (verdict, TRUE);
  g_assert_cmpuint (chain->len, ==, 3);
}

/* That nobody trusts the root does not make the gap below it less of one. */
static void
test_found_elsewhere_and_not_trusted (void)
{
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsTestPki) other = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsEntry) gap = ks_test_entry_new ("web", pki->leaf, NULL);
  g_autoptr (KsEntry) rootless = ks_test_entry_new ("web", pki->leaf, pki->intermediate, NULL);
  KsEntry *entries[] = { gap, rootless };

  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++) {
    g_autoptr (KsVerifyRequest) request = ks_verify_request_new (entries[i], KS_TEST_NOW);
    g_autoptr (KsVerdict) verdict = NULL;

    ks_verify_request_set_anchors (request, other->anchors);
    ks_verify_request_add_candidate (request, ks_test_identity_get_certificate (pki->intermediate),
                                     KS_PROVENANCE_OTHER_FILE, "ca.pem");
    ks_verify_request_add_candidate (request, ks_test_identity_get_certificate (pki->root),
                                     KS_PROVENANCE_OTHER_FILE, "ca.pem");
    verdict = ks_verify (request, NULL, NULL);
    ks_test_assert_headline (verdict, KS_STATE_FAIL,
                             "Not trusted: “Test Root R1” is not an anchor of client-truststore.jks");
    g_assert_nonnull (ks_test_find_finding (verdict, "anchor-member"));
    if (entries[i] == gap)
      g_assert_cmpint (ks_test_find_finding (verdict, "chain-complete")->remedy, ==,
                       KS_REMEDY_COMPLETE_CHAIN);
    else
      g_assert_null (ks_test_find_finding (verdict, "chain-complete"));
  }
}

static void
test_reversed (void)
{
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, pki->root, pki->intermediate, NULL);
  g_autoptr (KsVerdict) verdict = ks_test_verify (entry, pki->anchors);
  g_autoptr (GPtrArray) chain = ks_verify_propose_chain (verdict, FALSE);

  ks_test_assert_headline (verdict, KS_STATE_FAIL, "Not trusted: the chain is in the wrong order");
  ks_test_assert_part (verdict, KS_PART_STORED, KS_STATE_FAIL, "Wrong order");
  ks_test_assert_part (verdict, KS_PART_PATH, KS_STATE_PASS, "Trusted");
  g_assert_cmpint (ks_test_find_finding (verdict, "chain-order")->remedy, ==, KS_REMEDY_REORDER_CHAIN);
  g_assert_cmpuint (chain->len, ==, 3);
  g_assert_true (g_ptr_array_index (chain, 1) == ks_test_identity_get_certificate (pki->intermediate));
}

static void
test_surplus_and_duplicate (void)
{
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsTestPki) other = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsEntry) entry =
    ks_test_entry_new ("web", pki->leaf, pki->intermediate, pki->intermediate, other->intermediate, NULL);
  g_autoptr (KsVerdict) verdict = ks_test_verify (entry, pki->anchors);
  g_autoptr (GPtrArray) chain = ks_verify_propose_chain (verdict, FALSE);

  g_assert_cmpint (ks_verdict_get_state (verdict), ==, KS_STATE_WARNING);
  ks_test_assert_part (verdict, KS_PART_STORED, KS_STATE_WARNING, "1 surplus");
  g_assert_cmpint (ks_test_find_finding (verdict, "chain-surplus")->remedy, ==, KS_REMEDY_DROP_SURPLUS);
  g_assert_nonnull (ks_test_find_finding (verdict, "chain-duplicate"));
  g_assert_cmpuint (chain->len, ==, 2);
}

static void
test_dates (void)
{
  KsTestSpec expired = { LEAF, .starts = -400, .ends = -12 };
  KsTestSpec future = { LEAF, .starts = 101, .ends = 300 };
  KsTestSpec soon = { LEAF, .ends = 23 };
  KsTestSpec exact = { LEAF, .not_after = KS_TEST_NOW };
  g_autoptr (KsTestIdentity) root = ks_test_identity_new (&(KsTestSpec) { ROOT }, NULL);
  g_autoptr (KsAnchorSet) anchors = ks_test_anchors_new (root, NULL);
  struct {
    const KsTestSpec *spec;
    gint64 time;
    KsState state;
    const char *headline;
  } cases[] = {
    { &expired, KS_TEST_NOW, KS_STATE_FAIL, "Not trusted: “gw.example.org” expired 12 days ago" },
    { &future, KS_TEST_NOW, KS_STATE_FAIL, "Not trusted: “gw.example.org” is not valid before 1 March 2027" },
    { &soon, KS_TEST_NOW, KS_STATE_WARNING, "Trusted, with 1 warning: it ends soon" },
    { &exact, KS_TEST_NOW, KS_STATE_WARNING, "Trusted, with 1 warning: it ends soon" },
    { &exact, KS_TEST_NOW + 1, KS_STATE_FAIL, "Not trusted: “gw.example.org” expired today" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (KsTestIdentity) leaf = ks_test_identity_new (cases[i].spec, root);
    g_autoptr (KsEntry) entry = ks_test_entry_new ("web", leaf, NULL);
    g_autoptr (KsVerdict) verdict = ks_test_verify_at (entry, anchors, cases[i].time);
    g_autoptr (KsVerifyRequest) request = ks_verify_request_new (entry, cases[i].time);

    ks_test_assert_headline (verdict, cases[i].state, cases[i].headline);
    ks_verify_request_set_anchors (request, anchors);
    g_assert_cmpint (ks_verify_quick (request, NULL), ==, cases[i].state);
  }
}

/* One thing wrong with the issuer or the leaf, the check that says so, and the headline. */
static void
test_broken_links (void)
{
  KsTestSpec no_ca = { INTERMEDIATE, .basic = "critical,CA:FALSE" };
  KsTestSpec no_basic = { INTERMEDIATE, .basic = "" };
  KsTestSpec no_sign = { INTERMEDIATE, .usage = "critical,cRLSign" };
  KsTestSpec client_ca = { INTERMEDIATE, .purposes = "clientAuth" };
  KsTestSpec only_com = { INTERMEDIATE, .constraints = "critical,permitted;DNS:example.com" };
  KsTestSpec not_gw = { INTERMEDIATE, .constraints = "critical,excluded;DNS:api.gw.example.org" };
  KsTestSpec weak_ca = { INTERMEDIATE, .key = "RSA:1024" };
  KsTestSpec short_root = { ROOT, .basic = "critical,CA:TRUE,pathlen:0" };
  KsTestSpec unknown = { LEAF, .unknown = "1.3.6.1.4.1.99999.1" };
  KsTestSpec weak = { LEAF, .key = "RSA:1024" };
  struct {
    const KsTestSpec *root, *intermediate, *leaf;
    const char *check;
    const char *headline;
  } cases[] = {
    { NULL, &no_ca, NULL, "may-sign", "Not trusted: “Test TLS CA 2” may not sign certificates" },
    { NULL, &no_basic, NULL, "may-sign", "Not trusted: “Test TLS CA 2” may not sign certificates" },
    { NULL, &no_sign, NULL, "may-sign", "Not trusted: “Test TLS CA 2” may not sign certificates" },
    { NULL, &client_ca, NULL, "purpose",
      "Not trusted: “Test TLS CA 2” does not allow the purpose “TLS server”" },
    { NULL, &only_com, NULL, "name-constraints",
      "Not trusted: “gw.example.org” is outside the names this CA may issue for" },
    { NULL, &not_gw, NULL, "name-constraints",
      "Not trusted: “*.gw.example.org” is outside the names this CA may issue for" },
    { NULL, &weak_ca, NULL, "cert-key", "Not trusted: the key of “Test TLS CA 2” is too short" },
    { &short_root, NULL, NULL, "path-length", "Not trusted: one CA too many below “Test Root R1”" },
    { NULL, NULL, &unknown, "cert-critical",
      "Not trusted: “gw.example.org” has a critical extension that is not known" },
    { NULL, NULL, &weak, "cert-key", "Not trusted: the key of “gw.example.org” is too short" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (KsTestPki) pki = ks_test_pki_new (cases[i].root, cases[i].intermediate, cases[i].leaf);
    g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, pki->intermediate, NULL);
    g_autoptr (KsVerdict) verdict = ks_test_verify (entry, pki->anchors);
    const KsFinding *finding = ks_test_find_finding (verdict, cases[i].check);

    g_test_message ("%s", cases[i].headline);
    ks_test_assert_headline (verdict, KS_STATE_FAIL, cases[i].headline);
    g_assert_nonnull (finding);
    g_assert_cmpint (finding->severity, ==, KS_STATE_FAIL);
    g_assert_nonnull (finding->consequence);
    ks_test_assert_part (verdict, KS_PART_PATH, KS_STATE_FAIL, "Not trusted");
  }
}

/* An intermediate of the same name with another key: the name fits, the signature does not. */
static void
test_wrong_signature (void)
{
  KsTestSpec intermediate = { INTERMEDIATE, .no_key_ids = TRUE };
  KsTestSpec leaf = { LEAF, .no_key_ids = TRUE };
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, &intermediate, &leaf);
  g_autoptr (KsTestIdentity) impostor = ks_test_identity_new (&intermediate, pki->root);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, impostor, NULL);
  g_autoptr (KsVerdict) verdict = ks_test_verify (entry, pki->anchors);

  ks_test_assert_headline (verdict, KS_STATE_FAIL,
                           "Not trusted: the signature on “gw.example.org” does not verify");
  g_assert_cmpint (ks_test_link_state (verdict, 0), ==, KS_LINK_BROKEN);
  g_assert_cmpint (ks_test_link_result (verdict, 0, "name-chaining")->state, ==, KS_STATE_PASS);
  g_assert_cmpint (ks_test_link_result (verdict, 0, "key-identifiers")->state, ==, KS_STATE_NOT_APPLICABLE);
  g_assert_cmpint (ks_test_link_result (verdict, 0, "signature")->state, ==, KS_STATE_FAIL);
}

/* With key identifiers it is known not to be the issuer: the issuer is missing. */
static void
test_rekeyed (void)
{
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsTestIdentity) newer = ks_test_identity_new (&(KsTestSpec) { INTERMEDIATE }, pki->root);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, newer, NULL);
  g_autoptr (KsVerdict) verdict = ks_test_verify (entry, pki->anchors);

  ks_test_assert_headline (verdict, KS_STATE_FAIL,
                           "Not trusted: “Test TLS CA 2”, the issuer of “gw.example.org”, is missing");
  g_assert_nonnull (ks_verdict_get_path (verdict, 0)->missing);
}

static void
test_wrong_key (void)
{
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsSecret) other = ks_test_identity_dup_key (pki->root);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, pki->intermediate, NULL);
  g_autoptr (KsVerifyRequest) request = ks_verify_request_new (entry, KS_TEST_NOW);
  g_autoptr (KsVerdict) verdict = NULL;

  ks_verify_request_set_anchors (request, pki->anchors);
  ks_verify_request_set_key (request, other);
  verdict = ks_verify (request, NULL, NULL);
  ks_test_assert_headline (verdict, KS_STATE_FAIL, "The key and the certificate do not belong together");
  ks_test_assert_part (verdict, KS_PART_KEY, KS_STATE_FAIL, "Does not belong");
  ks_test_assert_part (verdict, KS_PART_PATH, KS_STATE_PASS, "Trusted");
  g_assert_nonnull (ks_test_find_finding (verdict, "entry-key"));
}

static void
test_not_an_anchor (void)
{
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsTestPki) other = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, pki->intermediate, pki->root, NULL);
  g_autoptr (KsVerdict) verdict = ks_test_verify (entry, other->anchors);
  g_autoptr (KsVerdict) unasked = ks_test_verify (entry, NULL);

  ks_test_assert_headline (verdict, KS_STATE_FAIL,
                           "Not trusted: “Test Root R1” is not an anchor of client-truststore.jks");
  g_assert_cmpint (ks_test_link_state (verdict, 1), ==, KS_LINK_HOLDS);
  g_assert_cmpint (ks_test_link_state (verdict, 2), ==, KS_LINK_MISSING);
  g_assert_cmpint (ks_test_find_finding (verdict, "anchor-member")->remedy, ==, KS_REMEDY_ADD_ANCHOR);
  ks_test_assert_part (verdict, KS_PART_STORED, KS_STATE_PASS, "Complete");
  ks_test_assert_headline (unasked, KS_STATE_NOT_CHECKED,
                           "Chain complete, trust not checked: no truststore is chosen");
  g_assert_cmpint (ks_test_link_state (unasked, 2), ==, KS_LINK_UNTESTED);
}

static void
test_self_signed (void)
{
  g_autoptr (KsTestIdentity) leaf = ks_test_identity_new (&(KsTestSpec) { LEAF }, NULL);
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsAnchorSet) peers = ks_test_anchors_new (leaf, NULL);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", leaf, NULL);
  g_autoptr (KsVerdict) alone = ks_test_verify (entry, pki->anchors);
  g_autoptr (KsVerdict) trusted = ks_test_verify (entry, peers);

  ks_test_assert_headline (alone, KS_STATE_FAIL,
                           "Not trusted: “gw.example.org” is self-signed, and not in client-truststore.jks");
  g_assert_cmpstr (ks_test_find_finding (alone, "anchor-member")->sentence, ==,
                   "“gw.example.org” is self-signed, and not an anchor of client-truststore.jks");
  g_assert_cmpuint (ks_verdict_get_path (alone, 0)->nodes->len, ==, 1);
  ks_test_assert_headline (trusted, KS_STATE_PASS, "Trusted");
}

static void
test_hosts (void)
{
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, pki->intermediate, NULL);
  g_autoptr (KsVerifyRequest) request = ks_verify_request_new (entry, KS_TEST_NOW);
  g_autoptr (KsVerdict) verdict = NULL;

  ks_verify_request_set_anchors (request, pki->anchors);
  ks_verify_request_add_host (request, "gw.example.org");
  ks_verify_request_add_host (request, "api.eu.gw.example.org");
  verdict = ks_verify (request, NULL, NULL);
  ks_test_assert_headline (verdict, KS_STATE_FAIL, "Trusted, but “api.eu.gw.example.org” is not covered");
  ks_test_assert_part (verdict, KS_PART_HOSTS, KS_STATE_FAIL, "1 of 2 covered");
  ks_test_assert_part (verdict, KS_PART_PATH, KS_STATE_PASS, "Trusted");
  g_assert_cmpuint (ks_verdict_get_hosts (verdict)->len, ==, 2);
  g_assert_cmpint (ks_test_find_finding (verdict, "host-name")->remedy, ==, KS_REMEDY_REQUEST_NAMES);
}

static void
test_no_names (void)
{
  KsTestSpec leaf = { .name = "gw.example.org", .purposes = "serverAuth" };
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, &leaf);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, pki->intermediate, NULL);
  g_autoptr (KsVerdict) verdict = ks_test_verify (entry, pki->anchors);

  g_assert_cmpint (ks_verdict_get_state (verdict), ==, KS_STATE_WARNING);
  g_assert_cmpint (ks_test_find_finding (verdict, "cert-names")->remedy, ==, KS_REMEDY_REQUEST_NAMES);
}

static void
test_weak_digest (void)
{
  KsTestSpec leaf = { LEAF, .digest = "SHA1" };
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, &leaf);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, pki->intermediate, NULL);
  g_autoptr (KsVerdict) verdict = ks_test_verify (entry, pki->anchors);

  ks_test_assert_headline (verdict, KS_STATE_WARNING, "Trusted, with 1 warning: signed with SHA-1");
  g_assert_cmpint (ks_test_link_state (verdict, 0), ==, KS_LINK_WEAK);
}

/* The list says of a trusted certificate what its page says: also when it has ended, is weak, or its authority is. */
static void
test_marks_of_trusted (void)
{
  const struct {
    const char *what;
    KsTestSpec spec;
    KsState state;
    const char *sentence;
  } cases[] = {
    { "sound", { ROOT }, KS_STATE_PASS, NULL },
    { "expired",
      { .name = "Old Root", .ca = TRUE, .ends = -12 },
      KS_STATE_FAIL,
      "Not trusted: “Old Root” expired 12 days ago" },
    { "future",
      { .name = "New Root", .ca = TRUE, .starts = 101 },
      KS_STATE_FAIL,
      "Not trusted: “New Root” is not valid before 1 March 2027" },
    { "short key",
      { .name = "Weak Root", .ca = TRUE, .key = "RSA:1024" },
      KS_STATE_FAIL,
      "Not trusted: the key of “Weak Root” is too short" },
    { "odd serial",
      { .name = "Odd Root", .ca = TRUE, .serial = "0" },
      KS_STATE_WARNING,
      "Trusted, with warnings" },
    { "control characters",
      { .name = "Old\tRoot", .ca = TRUE, .ends = -12 },
      KS_STATE_FAIL,
      "Not trusted: “Old‹U+0009›Root” expired 12 days ago" },
    { "no name",
      { .name = "", .ca = TRUE, .ends = -12, .serial = "1163" },
      KS_STATE_FAIL,
      "Not trusted: “Serial number 048B” expired 12 days ago" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (KsTestIdentity) root = ks_test_identity_new (&cases[i].spec, NULL);
    g_autoptr (KsAnchorSet) own = ks_test_anchors_new (root, NULL);
    g_autoptr (KsEntry) entry = ks_test_trusted_new ("root", root);
    g_autoptr (KsVerifyRequest) request = ks_verify_request_new (entry, KS_TEST_NOW);
    g_autoptr (KsVerdict) verdict = ks_test_verify (entry, own);
    g_autofree char *sentence = NULL;

    g_test_message ("%s", cases[i].what);
    ks_verify_request_set_anchors (request, own);
    g_assert_cmpint (ks_verdict_get_state (verdict), ==, cases[i].state);
    g_assert_cmpint (ks_verify_quick (request, &sentence), ==, cases[i].state);
    g_assert_cmpstr (sentence, ==, cases[i].sentence);
    if (cases[i].state == KS_STATE_FAIL)
      g_assert_cmpstr (ks_verdict_get_headline (verdict), ==, cases[i].sentence);
  }
}

/* What takes long comes in the second round. */
static void
test_second_round (void)
{
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsSecret) other = ks_test_identity_dup_key (pki->root);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, pki->intermediate, NULL);
  g_autoptr (KsVerifyRequest) request = ks_verify_request_new (entry, KS_TEST_NOW);
  g_autofree char *sentence = NULL;

  ks_verify_request_set_anchors (request, pki->anchors);
  ks_verify_request_set_key (request, other);
  g_assert_cmpint (ks_verify_quick (request, NULL), ==, KS_STATE_PASS);
  g_assert_cmpint (ks_verify_thorough (request, &sentence), ==, KS_STATE_FAIL);
  g_assert_cmpstr (sentence, ==, "The key and the certificate do not belong together");
}

/* What other programs read: the same tree under stable names. */
static void
test_json (void)
{
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web\x01", pki->leaf, pki->root, NULL);
  g_autoptr (KsVerdict) verdict = ks_test_verify (entry, pki->anchors);
  g_autoptr (JsonNode) json = ks_verdict_to_json (verdict);
  g_autofree char *text = json_to_string (json, FALSE);
  g_autoptr (JsonNode) again = json_from_string (text, NULL);
  JsonObject *root = json_node_get_object (again);
  JsonObject *path = json_array_get_object_element (json_object_get_array_member (root, "paths"), 0);
  JsonObject *part = json_object_get_object_member (json_object_get_object_member (root, "parts"), "stored");
  JsonObject *finding = json_array_get_object_element (json_object_get_array_member (root, "findings"), 0);

  g_assert_cmpstr (json_object_get_string_member (root, "state"), ==, "fail");
  g_assert_cmpstr (json_object_get_string_member (root, "time"), ==, "2026-11-20T12:00:00Z");
  g_assert_cmpstr (json_object_get_string_member (root, "anchors"), ==, "client-truststore.jks");
  g_assert_cmpstr (json_object_get_string_member (part, "value"), ==, "Gap after 1 of 2");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (path, "certificates")), ==, 2);
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (path, "missing"), "name"),
                   ==, "CN=Test TLS CA 2");
  g_assert_cmpstr (json_object_get_string_member (finding, "check"), ==, "chain-complete");
  g_assert_cmpstr (json_object_get_string_member (finding, "remedy"), ==, "find-issuer");
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/verify/complete", test_complete);
  g_test_add_func ("/verify/link-values", test_link_values);
  g_test_add_func ("/verify/as-stored", test_as_stored);
  g_test_add_func ("/verify/root-only", test_root_only);
  g_test_add_func ("/verify/missing", test_missing);
  g_test_add_func ("/verify/found-elsewhere", test_found_elsewhere);
  g_test_add_func ("/verify/found-elsewhere-and-not-trusted", test_found_elsewhere_and_not_trusted);
  g_test_add_func ("/verify/reversed", test_reversed);
  g_test_add_func ("/verify/surplus-and-duplicate", test_surplus_and_duplicate);
  g_test_add_func ("/verify/dates", test_dates);
  g_test_add_func ("/verify/broken-links", test_broken_links);
  g_test_add_func ("/verify/wrong-signature", test_wrong_signature);
  g_test_add_func ("/verify/rekeyed", test_rekeyed);
  g_test_add_func ("/verify/wrong-key", test_wrong_key);
  g_test_add_func ("/verify/not-an-anchor", test_not_an_anchor);
  g_test_add_func ("/verify/self-signed", test_self_signed);
  g_test_add_func ("/verify/hosts", test_hosts);
  g_test_add_func ("/verify/no-names", test_no_names);
  g_test_add_func ("/verify/weak-digest", test_weak_digest);
  g_test_add_func ("/verify/marks-of-trusted", test_marks_of_trusted);
  g_test_add_func ("/verify/second-round", test_second_round);
  g_test_add_func ("/verify/json", test_json);
  return g_test_run ();
}
