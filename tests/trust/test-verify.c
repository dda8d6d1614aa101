/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-test-pki.h"
#include "ks-test.h"
#include "ks-verifier.h"

/* A root, an intermediate and a server certificate that nothing is wrong with; each test changes one thing. */
typedef struct {
  KsTestIdentity *root;
  KsTestIdentity *intermediate;
  KsTestIdentity *leaf;
  KsAnchorSet *anchors;
} Pki;

#define ROOT .name = "Test Root R1", .ca = TRUE, .ends = 3000
#define INTERMEDIATE .name = "Test TLS CA 2", .ca = TRUE, .ends = 1000
#define LEAF                                                                                                 \
  .name = "gw.example.org", .san = "DNS:gw.example.org,DNS:*.gw.example.org,IP:192.0.2.10",                  \
  .purposes = "serverAuth"

static KsAnchorSet *
anchors_new (KsTestIdentity *first, ...)
{
  g_autoptr (GPtrArray) certificates = g_ptr_array_new ();
  va_list others;

  va_start (others, first);
  for (KsTestIdentity *next = first; next != NULL; next = va_arg (others, KsTestIdentity *))
    g_ptr_array_add (certificates, ks_test_identity_get_certificate (next));
  va_end (others);
  return ks_anchor_set_new (KS_ANCHORS_STORE, "client-truststore.jks", certificates);
}

static Pki *
pki_new (const KsTestSpec *root, const KsTestSpec *intermediate, const KsTestSpec *leaf)
{
  static const KsTestSpec sound_root = { ROOT };
  static const KsTestSpec sound_intermediate = { INTERMEDIATE };
  static const KsTestSpec sound_leaf = { LEAF };
  Pki *self = g_new0 (Pki, 1);

  self->root = ks_test_identity_new (root != NULL ? root : &sound_root, NULL);
  self->intermediate =
    ks_test_identity_new (intermediate != NULL ? intermediate : &sound_intermediate, self->root);
  self->leaf = ks_test_identity_new (leaf != NULL ? leaf : &sound_leaf, self->intermediate);
  self->anchors = anchors_new (self->root, NULL);
  return self;
}

static void
pki_free (Pki *self)
{
  ks_test_identity_free (self->root);
  ks_test_identity_free (self->intermediate);
  ks_test_identity_free (self->leaf);
  g_object_unref (self->anchors);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pki, pki_free)

static KsVerdict *
verify_at (KsEntry *entry, KsAnchorSet *anchors, gint64 time)
{
  g_autoptr (KsVerifyRequest) request = ks_verify_request_new (entry, time);
  g_autoptr (GError) error = NULL;
  KsVerdict *verdict = NULL;

  ks_verify_request_set_anchors (request, anchors);
  verdict = ks_verify (request, NULL, &error);
  g_assert_no_error (error);
  return verdict;
}

static KsVerdict *
verify (KsEntry *entry, KsAnchorSet *anchors)
{
  return verify_at (entry, anchors, KS_TEST_NOW);
}

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

static const KsResult *
link_result (KsVerdict *verdict, guint link, const char *check)
{
  const KsPath *path = ks_verdict_get_path (verdict, 0);
  const KsResult *result =
    find_result (((const KsPathLink *) g_ptr_array_index (path->links, link))->results, check);

  g_assert_nonnull (result);
  return result;
}

static KsLinkState
link_state (KsVerdict *verdict, guint link)
{
  const KsPath *path = ks_verdict_get_path (verdict, 0);

  g_assert_cmpuint (link, <, path->links->len);
  return ((const KsPathLink *) g_ptr_array_index (path->links, link))->state;
}

static const KsFinding *
find_finding (KsVerdict *verdict, const char *check)
{
  GPtrArray *findings = ks_verdict_get_findings (verdict);

  for (guint i = 0; i < findings->len; i++) {
    const KsFinding *finding = g_ptr_array_index (findings, i);

    if (g_str_equal (finding->check->id, check))
      return finding;
  }
  return NULL;
}

static void
assert_part (KsVerdict *verdict, KsPart part, KsState state, const char *value)
{
  const KsPartVerdict *verdict_part = ks_verdict_get_part (verdict, part);

  g_assert_cmpstr (ks_state_get_nick (verdict_part->state), ==, ks_state_get_nick (state));
  g_assert_cmpstr (verdict_part->value, ==, value);
}

/* Every finding is complete: a sentence, and for a failure what it leads to. */
static void
assert_findings_are_whole (KsVerdict *verdict)
{
  GPtrArray *findings = ks_verdict_get_findings (verdict);
  KsState last = KS_STATE_FAIL;

  for (guint i = 0; i < findings->len; i++) {
    const KsFinding *finding = g_ptr_array_index (findings, i);

    g_assert_cmpstr (finding->sentence, !=, "");
    g_assert_nonnull (finding->check->why);
    g_assert_nonnull (finding->check->reference);
    g_assert_cmpint (finding->severity, <=, last);
    g_assert_true ((finding->remedy == KS_REMEDY_NONE) == (finding->remedy_label == NULL));
    last = finding->severity;
  }
}

static void
assert_headline (KsVerdict *verdict, KsState state, const char *headline)
{
  g_assert_cmpstr (ks_verdict_get_headline (verdict), ==, headline);
  g_assert_cmpstr (ks_state_get_nick (ks_verdict_get_state (verdict)), ==, ks_state_get_nick (state));
  assert_findings_are_whole (verdict);
}

static void
test_complete (void)
{
  g_autoptr (Pki) pki = pki_new (NULL, NULL, NULL);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, pki->intermediate, NULL);
  g_autoptr (KsVerdict) verdict = verify (entry, pki->anchors);
  const KsPath *path = ks_verdict_get_path (verdict, 0);

  assert_headline (verdict, KS_STATE_PASS, "Trusted");
  g_assert_cmpstr (ks_verdict_get_headline_detail (verdict), ==, "by 1 of 1 anchor · revocation not checked");
  g_assert_cmpuint (ks_verdict_get_n_paths (verdict), ==, 1);
  g_assert_cmpuint (path->nodes->len, ==, 3);
  g_assert_cmpint (((KsPathNode *) g_ptr_array_index (path->nodes, 0))->stored_index, ==, 0);
  g_assert_cmpint (((KsPathNode *) g_ptr_array_index (path->nodes, 2))->stored_index, ==, -1);
  g_assert_cmpint (((KsPathNode *) g_ptr_array_index (path->nodes, 2))->provenance, ==, KS_PROVENANCE_SYSTEM);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (link_state (verdict, i), ==, KS_LINK_HOLDS);
  assert_part (verdict, KS_PART_STORED, KS_STATE_PASS, "Complete");
  assert_part (verdict, KS_PART_PATH, KS_STATE_PASS, "Trusted");
  assert_part (verdict, KS_PART_HOSTS, KS_STATE_NOT_CHECKED, "None tested");
  assert_part (verdict, KS_PART_KEY, KS_STATE_PASS, "Belongs");
  g_assert_cmpuint (ks_verdict_get_findings (verdict)->len, ==, 0);
  g_assert_null (ks_verify_propose_chain (verdict, FALSE));
}

/* What the panel of a link shows. */
static void
test_link_values (void)
{
  KsTestSpec intermediate = { INTERMEDIATE, .basic = "critical,CA:TRUE,pathlen:0", .key = "RSA:2048" };
  g_autoptr (Pki) pki = pki_new (NULL, &intermediate, NULL);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, pki->intermediate, NULL);
  g_autoptr (KsVerdict) verdict = verify (entry, pki->anchors);
  static const char *const order[] = { "name-chaining", "key-identifiers", "signature", "may-sign",
                                       "path-length",   "validity",        "purpose",   "name-constraints",
                                       "strength",      "revocation" };
  const KsPathLink *link = g_ptr_array_index (ks_verdict_get_path (verdict, 0)->links, 0);
  const KsResult *ids = link_result (verdict, 0, "key-identifiers");

  g_assert_cmpuint (link->results->len, ==, G_N_ELEMENTS (order));
  for (guint i = 0; i < link->results->len; i++)
    g_assert_cmpstr (((KsResult *) g_ptr_array_index (link->results, i))->check->id, ==, order[i]);
  g_assert_cmpstr (link_result (verdict, 0, "name-chaining")->ours, ==, "Issuer: CN=Test TLS CA 2");
  g_assert_cmpstr (link_result (verdict, 0, "name-chaining")->theirs, ==, "Subject: CN=Test TLS CA 2");
  g_assert_cmpuint (strlen (ids->ours), ==, 59);
  g_assert_cmpstr (ids->ours, ==, ids->theirs);
  g_assert_cmpstr (link_result (verdict, 0, "signature")->ours, ==, "RSA, SHA-256");
  g_assert_cmpstr (link_result (verdict, 0, "signature")->theirs, ==, "Verified with its RSA 2048 key");
  g_assert_cmpstr (link_result (verdict, 0, "may-sign")->theirs, ==, "CA: yes · signs certificates");
  g_assert_cmpstr (link_result (verdict, 0, "path-length")->ours, ==, "0 CAs below");
  g_assert_cmpstr (link_result (verdict, 0, "path-length")->theirs, ==, "At most 0 allowed");
  g_assert_cmpstr (link_result (verdict, 1, "path-length")->ours, ==, "1 CA below");
  g_assert_cmpstr (link_result (verdict, 0, "purpose")->ours, ==, "TLS server");
  g_assert_cmpstr (link_result (verdict, 0, "name-constraints")->ours, ==, "3 names");
  g_assert_cmpint (link_result (verdict, 0, "name-constraints")->state, ==, KS_STATE_NOT_APPLICABLE);
  g_assert_cmpstr (link_result (verdict, 0, "strength")->ours, ==, "EC P-256, SHA-256");
  g_assert_cmpint (link_result (verdict, 0, "revocation")->state, ==, KS_STATE_NOT_CHECKED);
}

static void
test_root_only (void)
{
  g_autoptr (Pki) pki = pki_new (NULL, NULL, NULL);
  g_autoptr (KsEntry) entry = ks_test_trusted_new ("root", pki->root);
  g_autoptr (KsVerdict) verdict = verify (entry, pki->anchors);

  assert_headline (verdict, KS_STATE_PASS, "Trusted");
  g_assert_cmpuint (ks_verdict_get_path (verdict, 0)->nodes->len, ==, 1);
  assert_part (verdict, KS_PART_STORED, KS_STATE_NOT_APPLICABLE, "One certificate");
  assert_part (verdict, KS_PART_KEY, KS_STATE_NOT_APPLICABLE, "No key");
}

static void
test_missing (void)
{
  KsTestSpec leaf = { LEAF, .issuers_url = "http://ca.example.org/2.crt" };
  g_autoptr (Pki) pki = pki_new (NULL, NULL, &leaf);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, pki->root, NULL);
  g_autoptr (KsVerdict) verdict = verify (entry, pki->anchors);
  const KsPath *path = ks_verdict_get_path (verdict, 0);
  const KsFinding *finding = find_finding (verdict, "chain-complete");

  assert_headline (verdict, KS_STATE_FAIL, "Not trusted: one certificate is missing");
  g_assert_nonnull (path->missing);
  g_assert_cmpuint (path->missing_after, ==, 0);
  g_assert_cmpstr (ks_name_get_text (path->missing->name), ==, "CN=Test TLS CA 2");
  g_assert_cmpstr (path->missing->url, ==, "http://ca.example.org/2.crt");
  g_assert_true (
    g_bytes_equal (path->missing->key_id,
                   ks_certificate_get_subject_key_id (ks_test_identity_get_certificate (pki->intermediate))));
  /* The stored root stands above the gap and hangs on the ring. */
  g_assert_cmpuint (path->nodes->len, ==, 2);
  g_assert_cmpint (link_state (verdict, 0), ==, KS_LINK_MISSING);
  g_assert_cmpint (link_state (verdict, 1), ==, KS_LINK_HOLDS);
  assert_part (verdict, KS_PART_STORED, KS_STATE_FAIL, "Gap after 1 of 2");
  assert_part (verdict, KS_PART_PATH, KS_STATE_FAIL, "None");
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
  g_autoptr (Pki) pki = pki_new (NULL, NULL, NULL);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, NULL);
  g_autoptr (KsEntry) other = ks_test_trusted_new ("ca2", pki->intermediate);
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  g_autoptr (KsVerifyPool) pool = ks_verify_pool_new ();
  g_autoptr (KsVerifyRequest) request = ks_verify_request_new (entry, KS_TEST_NOW);
  g_autoptr (KsVerdict) verdict = NULL;
  g_autoptr (GPtrArray) chain = NULL;
  const KsPathNode *node = NULL;

  g_ptr_array_add (entries, entry);
  g_ptr_array_add (entries, other);
  ks_verify_pool_add_entries (pool, entries, KS_PROVENANCE_OTHER_ENTRY, NULL);
  ks_verify_request_set_pool (request, pool);
  ks_verify_request_set_anchors (request, pki->anchors);
  verdict = ks_verify (request, NULL, NULL);

  assert_headline (verdict, KS_STATE_FAIL, "Not trusted: one certificate is missing");
  assert_part (verdict, KS_PART_STORED, KS_STATE_FAIL, "Incomplete");
  assert_part (verdict, KS_PART_PATH, KS_STATE_PASS, "Trusted");
  node = g_ptr_array_index (ks_verdict_get_path (verdict, 0)->nodes, 1);
  g_assert_cmpint (node->provenance, ==, KS_PROVENANCE_OTHER_ENTRY);
  g_assert_cmpstr (node->provenance_detail, ==, "ca2");
  g_assert_cmpint (find_finding (verdict, "chain-complete")->remedy, ==, KS_REMEDY_COMPLETE_CHAIN);
  chain = ks_verify_propose_chain (verdict, FALSE);
  g_assert_cmpuint (chain->len, ==, 2);
  g_clear_pointer (&chain, g_ptr_array_unref);
  chain = ks_verify_propose_chain (verdict, TRUE);
  g_assert_cmpuint (chain->len, ==, 3);
  g_assert_cmpint (ks_verify_quick (request, NULL), ==, KS_STATE_FAIL);
}

static void
test_reversed (void)
{
  g_autoptr (Pki) pki = pki_new (NULL, NULL, NULL);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, pki->root, pki->intermediate, NULL);
  g_autoptr (KsVerdict) verdict = verify (entry, pki->anchors);
  g_autoptr (GPtrArray) chain = ks_verify_propose_chain (verdict, FALSE);

  assert_headline (verdict, KS_STATE_FAIL, "Not trusted: the chain is in the wrong order");
  assert_part (verdict, KS_PART_STORED, KS_STATE_FAIL, "Wrong order");
  assert_part (verdict, KS_PART_PATH, KS_STATE_PASS, "Trusted");
  g_assert_cmpint (find_finding (verdict, "chain-order")->remedy, ==, KS_REMEDY_REORDER_CHAIN);
  g_assert_cmpuint (chain->len, ==, 3);
  g_assert_true (g_ptr_array_index (chain, 1) == ks_test_identity_get_certificate (pki->intermediate));
}

static void
test_surplus_and_duplicate (void)
{
  g_autoptr (Pki) pki = pki_new (NULL, NULL, NULL);
  g_autoptr (Pki) other = pki_new (NULL, NULL, NULL);
  g_autoptr (KsEntry) entry =
    ks_test_entry_new ("web", pki->leaf, pki->intermediate, pki->intermediate, other->intermediate, NULL);
  g_autoptr (KsVerdict) verdict = verify (entry, pki->anchors);
  g_autoptr (GPtrArray) chain = ks_verify_propose_chain (verdict, FALSE);

  g_assert_cmpint (ks_verdict_get_state (verdict), ==, KS_STATE_WARNING);
  assert_part (verdict, KS_PART_STORED, KS_STATE_WARNING, "1 surplus");
  g_assert_cmpint (find_finding (verdict, "chain-surplus")->remedy, ==, KS_REMEDY_DROP_SURPLUS);
  g_assert_nonnull (find_finding (verdict, "chain-duplicate"));
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
  g_autoptr (KsAnchorSet) anchors = anchors_new (root, NULL);
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
    g_autoptr (KsVerdict) verdict = verify_at (entry, anchors, cases[i].time);
    g_autoptr (KsVerifyRequest) request = ks_verify_request_new (entry, cases[i].time);

    assert_headline (verdict, cases[i].state, cases[i].headline);
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
    g_autoptr (Pki) pki = pki_new (cases[i].root, cases[i].intermediate, cases[i].leaf);
    g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, pki->intermediate, NULL);
    g_autoptr (KsVerdict) verdict = verify (entry, pki->anchors);
    const KsFinding *finding = find_finding (verdict, cases[i].check);

    g_test_message ("%s", cases[i].headline);
    assert_headline (verdict, KS_STATE_FAIL, cases[i].headline);
    g_assert_nonnull (finding);
    g_assert_cmpint (finding->severity, ==, KS_STATE_FAIL);
    g_assert_nonnull (finding->consequence);
    assert_part (verdict, KS_PART_PATH, KS_STATE_FAIL, "Not trusted");
  }
}

/* An intermediate of the same name with another key: the name fits, the signature does not. */
static void
test_wrong_signature (void)
{
  KsTestSpec intermediate = { INTERMEDIATE, .no_key_ids = TRUE };
  KsTestSpec leaf = { LEAF, .no_key_ids = TRUE };
  g_autoptr (Pki) pki = pki_new (NULL, &intermediate, &leaf);
  g_autoptr (KsTestIdentity) impostor = ks_test_identity_new (&intermediate, pki->root);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, impostor, NULL);
  g_autoptr (KsVerdict) verdict = verify (entry, pki->anchors);

  assert_headline (verdict, KS_STATE_FAIL, "Not trusted: the signature on “gw.example.org” does not verify");
  g_assert_cmpint (link_state (verdict, 0), ==, KS_LINK_BROKEN);
  g_assert_cmpint (link_result (verdict, 0, "name-chaining")->state, ==, KS_STATE_PASS);
  g_assert_cmpint (link_result (verdict, 0, "key-identifiers")->state, ==, KS_STATE_NOT_APPLICABLE);
  g_assert_cmpint (link_result (verdict, 0, "signature")->state, ==, KS_STATE_FAIL);
}

/* With key identifiers it is known not to be the issuer: the issuer is missing. */
static void
test_rekeyed (void)
{
  g_autoptr (Pki) pki = pki_new (NULL, NULL, NULL);
  g_autoptr (KsTestIdentity) newer = ks_test_identity_new (&(KsTestSpec) { INTERMEDIATE }, pki->root);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, newer, NULL);
  g_autoptr (KsVerdict) verdict = verify (entry, pki->anchors);

  assert_headline (verdict, KS_STATE_FAIL, "Not trusted: one certificate is missing");
  g_assert_nonnull (ks_verdict_get_path (verdict, 0)->missing);
}

static void
test_wrong_key (void)
{
  g_autoptr (Pki) pki = pki_new (NULL, NULL, NULL);
  g_autoptr (KsSecret) other = ks_test_identity_dup_key (pki->root);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, pki->intermediate, NULL);
  g_autoptr (KsVerifyRequest) request = ks_verify_request_new (entry, KS_TEST_NOW);
  g_autoptr (KsVerdict) verdict = NULL;

  ks_verify_request_set_anchors (request, pki->anchors);
  ks_verify_request_set_key (request, other);
  verdict = ks_verify (request, NULL, NULL);
  assert_headline (verdict, KS_STATE_FAIL, "The key and the certificate do not belong together");
  assert_part (verdict, KS_PART_KEY, KS_STATE_FAIL, "Does not belong");
  assert_part (verdict, KS_PART_PATH, KS_STATE_PASS, "Trusted");
  g_assert_nonnull (find_finding (verdict, "entry-key"));
}

static void
test_not_an_anchor (void)
{
  g_autoptr (Pki) pki = pki_new (NULL, NULL, NULL);
  g_autoptr (Pki) other = pki_new (NULL, NULL, NULL);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, pki->intermediate, pki->root, NULL);
  g_autoptr (KsVerdict) verdict = verify (entry, other->anchors);
  g_autoptr (KsVerdict) unasked = verify (entry, NULL);

  assert_headline (verdict, KS_STATE_FAIL,
                   "Not trusted: “Test Root R1” is not an anchor of client-truststore.jks");
  g_assert_cmpint (link_state (verdict, 1), ==, KS_LINK_HOLDS);
  g_assert_cmpint (link_state (verdict, 2), ==, KS_LINK_MISSING);
  g_assert_cmpint (find_finding (verdict, "anchor-member")->remedy, ==, KS_REMEDY_ADD_ANCHOR);
  assert_part (verdict, KS_PART_STORED, KS_STATE_PASS, "Complete");
  assert_headline (unasked, KS_STATE_NOT_CHECKED,
                   "Chain complete, trust not checked: no truststore is chosen");
  g_assert_cmpint (link_state (unasked, 2), ==, KS_LINK_UNTESTED);
}

static void
test_self_signed (void)
{
  g_autoptr (KsTestIdentity) leaf = ks_test_identity_new (&(KsTestSpec) { LEAF }, NULL);
  g_autoptr (Pki) pki = pki_new (NULL, NULL, NULL);
  g_autoptr (KsAnchorSet) peers = anchors_new (leaf, NULL);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", leaf, NULL);
  g_autoptr (KsVerdict) alone = verify (entry, pki->anchors);
  g_autoptr (KsVerdict) trusted = verify (entry, peers);

  assert_headline (alone, KS_STATE_FAIL,
                   "Not trusted: “gw.example.org” is not an anchor of client-truststore.jks");
  g_assert_cmpstr (find_finding (alone, "anchor-member")->sentence, ==,
                   "“gw.example.org” is self-signed, and not an anchor of client-truststore.jks.");
  g_assert_cmpuint (ks_verdict_get_path (alone, 0)->nodes->len, ==, 1);
  assert_headline (trusted, KS_STATE_PASS, "Trusted");
}

static void
test_hosts (void)
{
  g_autoptr (Pki) pki = pki_new (NULL, NULL, NULL);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, pki->intermediate, NULL);
  g_autoptr (KsVerifyRequest) request = ks_verify_request_new (entry, KS_TEST_NOW);
  g_autoptr (KsVerdict) verdict = NULL;

  ks_verify_request_set_anchors (request, pki->anchors);
  ks_verify_request_add_host (request, "gw.example.org");
  ks_verify_request_add_host (request, "api.eu.gw.example.org");
  verdict = ks_verify (request, NULL, NULL);
  assert_headline (verdict, KS_STATE_FAIL, "Trusted, but “api.eu.gw.example.org” is not covered");
  assert_part (verdict, KS_PART_HOSTS, KS_STATE_FAIL, "1 of 2 covered");
  assert_part (verdict, KS_PART_PATH, KS_STATE_PASS, "Trusted");
  g_assert_cmpuint (ks_verdict_get_hosts (verdict)->len, ==, 2);
  g_assert_cmpint (find_finding (verdict, "host-name")->remedy, ==, KS_REMEDY_REQUEST_NAMES);
}

static void
test_no_names (void)
{
  KsTestSpec leaf = { .name = "gw.example.org", .purposes = "serverAuth" };
  g_autoptr (Pki) pki = pki_new (NULL, NULL, &leaf);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, pki->intermediate, NULL);
  g_autoptr (KsVerdict) verdict = verify (entry, pki->anchors);

  g_assert_cmpint (ks_verdict_get_state (verdict), ==, KS_STATE_WARNING);
  g_assert_cmpint (find_finding (verdict, "cert-names")->remedy, ==, KS_REMEDY_REQUEST_NAMES);
}

static void
test_weak_digest (void)
{
  KsTestSpec leaf = { LEAF, .digest = "SHA1" };
  g_autoptr (Pki) pki = pki_new (NULL, NULL, &leaf);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, pki->intermediate, NULL);
  g_autoptr (KsVerdict) verdict = verify (entry, pki->anchors);

  assert_headline (verdict, KS_STATE_WARNING, "Trusted, with 1 warning: signed with SHA-1");
  g_assert_cmpint (link_state (verdict, 0), ==, KS_LINK_WEAK);
}

/* Two roots certify one intermediate; one of the ways up has expired. The good one is drawn, both are reported. */
static void
test_cross_signed (void)
{
  g_autoptr (Pki) pki = pki_new (NULL, NULL, NULL);
  g_autoptr (KsTestIdentity) old =
    ks_test_identity_new (&(KsTestSpec) { .name = "Old Root", .ca = TRUE }, NULL);
  KsTestSpec expired = { INTERMEDIATE, .starts = -900, .not_after = KS_TEST_NOW - 86400 };
  g_autoptr (KsTestIdentity) cross = ks_test_identity_cross (pki->intermediate, &expired, old);
  g_autoptr (KsAnchorSet) both = anchors_new (pki->root, old, NULL);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, cross, pki->intermediate, NULL);
  g_autoptr (KsVerdict) verdict = verify (entry, both);

  g_assert_cmpuint (ks_verdict_get_n_paths (verdict), ==, 2);
  g_assert_cmpint (ks_verdict_get_path (verdict, 0)->state, ==, KS_STATE_PASS);
  g_assert_cmpint (ks_verdict_get_path (verdict, 1)->state, ==, KS_STATE_FAIL);
  g_assert_cmpstr (ks_verdict_get_path (verdict, 1)->sentence, ==,
                   "Not trusted: “Test TLS CA 2” expired 1 day ago");
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
  g_autoptr (KsAnchorSet) none = anchors_new (NULL, NULL);
  g_autoptr (KsAnchorSet) anchors = anchors_new (root_b, NULL);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", leaf, a_by_b, b_by_a, a_by_b, NULL);
  g_autoptr (KsVerdict) lost = verify (entry, none);
  g_autoptr (KsVerdict) found = verify (entry, anchors);

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
  g_autoptr (KsAnchorSet) none = anchors_new (NULL, NULL);
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
  g_autoptr (Pki) pki = pki_new (NULL, NULL, NULL);
  g_autoptr (KsVerdict) verdict = NULL;
  g_autoptr (KsVerdict) nothing = verify (secret, pki->anchors);
  g_autoptr (KsVerifyRequest) request = NULL;

  g_ptr_array_add (chain, certificate);
  g_ptr_array_add (chain, ks_test_identity_get_certificate (pki->root));
  entry = ks_entry_new (KS_ENTRY_KEY, "junk", 0, NULL, chain);
  verdict = verify (entry, pki->anchors);
  g_assert_cmpint (ks_verdict_get_state (verdict), ==, KS_STATE_FAIL);
  g_assert_nonnull (find_finding (verdict, "cert-readable"));
  g_assert_cmpint (ks_verdict_get_state (nothing), ==, KS_STATE_NOT_APPLICABLE);
  g_assert_cmpuint (ks_verdict_get_n_paths (nothing), ==, 0);
  request = ks_verify_request_new (entry, KS_TEST_NOW);
  g_assert_cmpint (ks_verify_quick (request, NULL), ==, KS_STATE_FAIL);
}

static void
test_cancelled (void)
{
  g_autoptr (Pki) pki = pki_new (NULL, NULL, NULL);
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
    g_autoptr (Pki) pki = pki_new (NULL, NULL, NULL);
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
  g_autoptr (Pki) pki = pki_new (NULL, NULL, NULL);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, pki->intermediate, NULL);
  KsVerdict *verdict = verify (entry, pki->anchors);

  g_assert_finalize_object (verdict);
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/verify/complete", test_complete);
  g_test_add_func ("/verify/link-values", test_link_values);
  g_test_add_func ("/verify/root-only", test_root_only);
  g_test_add_func ("/verify/missing", test_missing);
  g_test_add_func ("/verify/found-elsewhere", test_found_elsewhere);
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
  g_test_add_func ("/verify/cross-signed", test_cross_signed);
  g_test_add_func ("/verify/loop", test_loop);
  g_test_add_func ("/verify/crowd", test_crowd);
  g_test_add_func ("/verify/unreadable", test_unreadable);
  g_test_add_func ("/verify/cancelled", test_cancelled);
  g_test_add_func ("/verify/threads", test_threads);
  g_test_add_func ("/verify/checks-table", test_checks_table);
  g_test_add_func ("/verify/lifetime", test_lifetime);
  return g_test_run ();
}
