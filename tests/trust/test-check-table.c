/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Every check of the table of checks, on certificates made for it: that it holds, that it fails, and its other states; with both
 * values that it compared. */

#include "ks-test-verdict.h"
#include "ks-test.h"
#include "ks-key-weakness.h"
#include "ks-verdict-private.h"

#include "ks-anchor-set-private.h"

#define SERVER .name = "gw.example.org", .san = "DNS:gw.example.org", .purposes = "serverAuth"

/* What an entry holds: l(eaf), i(ntermediate), r(oot), x: another intermediate of the same name, s: one that has nothing to do with it,
 * j: bytes that are no certificate. */
typedef struct {
  const char *check;
  guint at;         /* of the node or link on the best path */
  int state;        /* of KsState, or ABSENT: there is nothing to say */
  const char *ours; /* part of the value, NULL: whatever it is */
  const char *theirs;
  const char *chain; /* "li" when NULL */
  const KsTestSpec *leaf;
  const KsTestSpec *intermediate;
  const KsTestSpec *root;
  gboolean as_stored;
  gboolean no_anchors;
  gboolean other_anchor;
  gboolean distrusted;
  gboolean locked;
  gboolean other_key;
  const char *list; /* "clean", "revoked" or "bad" */
  const char *host;
  gboolean for_servers;
  gboolean for_anything;
  gboolean trusted; /* a certificate entry, not a key pair */
  KsRoleKind role;
} Row;

enum {
  ABSENT = -1
};

static const Row rows[] = {
  { "name-chaining", 0, KS_STATE_PASS, "CN=Test TLS CA 2", "CN=Test TLS CA 2" },
  { "name-chaining", 0, KS_STATE_FAIL, "CN=Test TLS CA 2", "CN=Test Root R1", "lri", .as_stored = TRUE },
  { "key-identifiers", 0, KS_STATE_PASS, " ", " " },
  { "key-identifiers", 0, KS_STATE_WARNING, "01 02 03 04", " ",
    .leaf = &(const KsTestSpec) { SERVER, .foreign_key_id = TRUE }, .as_stored = TRUE },
  { "key-identifiers", 0, KS_STATE_NOT_APPLICABLE,
    .leaf = &(const KsTestSpec) { SERVER, .no_key_ids = TRUE } },
  { "signature", 0, KS_STATE_PASS, "EC, SHA-256", "Verified with its EC P-256 key" },
  { "signature", 0, KS_STATE_FAIL, "EC, SHA-256", "Does not verify with its EC P-256 key", "lx",
    &(const KsTestSpec) { SERVER, .no_key_ids = TRUE } },
  { "may-sign", 0, KS_STATE_PASS, NULL, "CA: yes · signs certificates" },
  { "may-sign", 0, KS_STATE_FAIL, NULL, "CA: no",
    .intermediate = &(const KsTestSpec) { INTERMEDIATE, .basic = "critical,CA:FALSE" } },
  { "may-sign", 0, KS_STATE_FAIL, NULL, "CA: yes · does not sign",
    .intermediate = &(const KsTestSpec) { INTERMEDIATE, .usage = "critical,cRLSign" } },
  { "path-length", 1, KS_STATE_PASS, "1 CA below", "No limit" },
  { "path-length", 1, KS_STATE_PASS, "1 CA below", "At most 1 allowed",
    .root = &(const KsTestSpec) { ROOT, .basic = "critical,CA:TRUE,pathlen:1" } },
  { "path-length", 1, KS_STATE_FAIL, "1 CA below", "At most 0 allowed",
    .root = &(const KsTestSpec) { ROOT, .basic = "critical,CA:TRUE,pathlen:0" } },
  { "validity", 0, KS_STATE_PASS, "–", "–" },
  { "validity", 0, KS_STATE_FAIL, "2026", "2029", .leaf = &(const KsTestSpec) { SERVER, .ends = -5 } },
  { "purpose", 0, KS_STATE_PASS, "TLS server", "Any purpose" },
  { "purpose", 0, KS_STATE_FAIL, "TLS server", "TLS client",
    .intermediate = &(const KsTestSpec) { INTERMEDIATE, .purposes = "clientAuth" } },
  { "purpose", 0, KS_STATE_FAIL, "TLS client", "Any purpose",
    .leaf = &(const KsTestSpec) { .name = "a", .san = "DNS:a.example.org", .purposes = "clientAuth" },
    .for_servers = TRUE },
  { "name-constraints", 0, KS_STATE_NOT_APPLICABLE, "1 name", "None set" },
  { "name-constraints", 0, KS_STATE_PASS, "1 name", "example.org",
    .intermediate =
      &(const KsTestSpec) { INTERMEDIATE, .constraints = "critical,permitted;DNS:example.org" } },
  { "name-constraints", 0, KS_STATE_FAIL, "gw.example.org", "example.com",
    .intermediate =
      &(const KsTestSpec) { INTERMEDIATE, .constraints = "critical,permitted;DNS:example.com" } },
  { "name-constraints", 0, KS_STATE_FAIL, "gw.example.org", "gw.example.org",
    .intermediate =
      &(const KsTestSpec) { INTERMEDIATE, .constraints = "critical,excluded;DNS:gw.example.org" } },
  { "strength", 0, KS_STATE_PASS, "EC P-256, SHA-256", "EC P-256" },
  { "strength", 0, KS_STATE_FAIL, "RSA 1024, SHA-256", "EC P-256",
    .leaf = &(const KsTestSpec) { SERVER, .key = "RSA:1024" } },
  { "strength", 0, KS_STATE_WARNING, "EC P-256, SHA-1", "EC P-256",
    .leaf = &(const KsTestSpec) { SERVER, .digest = "SHA1" } },
  { "revocation", 0, KS_STATE_NOT_CHECKED, "Not asked", NULL },
  { "revocation", 0, KS_STATE_PASS, .list = "clean" },
  { "revocation", 0, KS_STATE_FAIL, "revoked", NULL, .list = "revoked" },
  { "revocation", 1, KS_STATE_FAIL, "no list", NULL, .list = "clean" },
  { "crl-encoding", 0, ABSENT, .list = "clean" },
  { "crl-encoding", 0, KS_STATE_WARNING, .list = "bad" },
  { "cert-readable", 0, KS_STATE_PASS },
  { "cert-readable", 0, KS_STATE_FAIL, .chain = "j" },
  { "cert-validity", 0, KS_STATE_PASS, "–", "2026" },
  { "cert-validity", 0, KS_STATE_WARNING, "–", "2026", .leaf = &(const KsTestSpec) { SERVER, .ends = 10 } },
  { "cert-validity", 0, KS_STATE_FAIL, "–", "2026", .leaf = &(const KsTestSpec) { SERVER, .ends = -5 } },
  { "cert-validity", 0, KS_STATE_FAIL, "–", "2026", .leaf = &(const KsTestSpec) { SERVER, .starts = 5 } },
  { "cert-key", 0, KS_STATE_PASS, "EC P-256", "At least RSA 2048" },
  { "cert-key", 0, KS_STATE_FAIL, "RSA 1024", "At least RSA 2048",
    .leaf = &(const KsTestSpec) { SERVER, .key = "RSA:1024" } },
  { "cert-digest", 0, KS_STATE_PASS, "SHA-256", "At least SHA-256" },
  { "cert-digest", 0, KS_STATE_WARNING, "SHA-1", "At least SHA-256",
    .leaf = &(const KsTestSpec) { SERVER, .digest = "SHA1" } },
  { "cert-digest", 2, KS_STATE_PASS, "SHA-1", "At least SHA-256",
    .root = &(const KsTestSpec) { ROOT, .digest = "SHA1" } },
  { "cert-critical", 0, KS_STATE_PASS, "1", NULL },
  { "cert-critical", 0, KS_STATE_FAIL, "1.2.3.4.5", NULL,
    .leaf = &(const KsTestSpec) { SERVER, .unknown = "1.2.3.4.5" } },
  { "cert-encoding", 0, KS_STATE_PASS, NULL, "Version 3" },
  { "cert-encoding", 0, KS_STATE_WARNING, "0", "Version 3",
    .leaf = &(const KsTestSpec) { SERVER, .serial = "0" } },
  { "cert-encoding", 0, KS_STATE_WARNING, "ff", "Version 3",
    .leaf = &(const KsTestSpec) { SERVER, .serial = "-1" } },
  { "cert-names", 0, KS_STATE_PASS, "1 name", NULL },
  { "cert-names", 1, KS_STATE_NOT_APPLICABLE, "0 names", NULL },
  { "cert-names", 0, KS_STATE_WARNING, "0 names", NULL,
    .leaf = &(const KsTestSpec) { .name = "a", .purposes = "serverAuth" } },
  { "cert-names", 0, KS_STATE_WARNING, "gw..example.org", NULL,
    .leaf = &(const KsTestSpec) { .name = "a", .san = "DNS:gw..example.org", .purposes = "serverAuth" } },
  { "cert-extensions", 0, KS_STATE_PASS },
  { "cert-extensions", 0, KS_STATE_WARNING,
    .leaf = &(const KsTestSpec) { SERVER, .usage = "critical,keyCertSign" } },
  { "cert-extensions", 0, KS_STATE_INFO, .leaf = &(const KsTestSpec) { SERVER, .no_key_ids = TRUE } },
  { "cert-constraints-critical", 1, KS_STATE_NOT_APPLICABLE },
  { "cert-constraints-critical", 1, KS_STATE_PASS,
    .intermediate =
      &(const KsTestSpec) { INTERMEDIATE, .constraints = "critical,permitted;DNS:example.org" } },
  { "cert-constraints-critical", 1, KS_STATE_INFO,
    .intermediate = &(const KsTestSpec) { INTERMEDIATE, .constraints = "permitted;DNS:example.org" } },
  { "cert-public-tls", 0, KS_STATE_NOT_APPLICABLE, .for_anything = TRUE },
  { "cert-public-tls", 0, KS_STATE_PASS,
    .leaf = &(const KsTestSpec) { SERVER, .ends = 90, .policies = "2.23.140.1.2.1",
                                  .issuers_url = "http://ca.example.org/2.crt" } },
  { "cert-public-tls", 0, KS_STATE_INFO, .leaf = &(const KsTestSpec) { SERVER, .key = "ED25519" } },
  { "cert-policies", 0, ABSENT,
    .intermediate = &(const KsTestSpec) { INTERMEDIATE, .policies = "1.2.3.4",
                                          .demands = "critical,requireExplicitPolicy:0" },
    .leaf = &(const KsTestSpec) { SERVER, .policies = "1.2.3.4" } },
  { "cert-policies", 0, KS_STATE_FAIL, "policy", NULL,
    .intermediate = &(const KsTestSpec) { INTERMEDIATE, .policies = "1.2.3.4",
                                          .demands = "critical,requireExplicitPolicy:0" },
    .leaf = &(const KsTestSpec) { SERVER, .policies = "1.2.3.5" } },
  { "openssl", 0, KS_STATE_PASS },
  { "openssl", 0, ABSENT, .leaf = &(const KsTestSpec) { SERVER, .ends = -5 } },
  { "openssl", 0, KS_STATE_FAIL, "proxy", NULL,
    .leaf = &(const KsTestSpec) { .name = "a", .proxy = "critical,language:id-ppl-anyLanguage" } },
  { "anchor-member", 2, KS_STATE_PASS, "Test Root R1", "1 anchor" },
  { "anchor-member", 2, KS_STATE_FAIL, "Test Root R1", "1 anchor", "lir", .other_anchor = TRUE },
  { "anchor-member", 2, KS_STATE_NOT_CHECKED, "Test Root R1", NULL, "lir", .no_anchors = TRUE },
  { "anchor-member", 0, KS_STATE_NOT_APPLICABLE, "Stranger", "1 anchor", "s",
    .role = KS_ROLE_KIND_INTERNAL_ENCRYPTION },
  { "anchor-distrust", 2, KS_STATE_PASS },
  { "anchor-distrust", 2, KS_STATE_FAIL, "Test TLS CA 2", NULL, .distrusted = TRUE },
  { "anchor-distrust", 2, KS_STATE_NOT_CHECKED, .chain = "lir", .no_anchors = TRUE },
  { "chain-order", 0, KS_STATE_PASS, "3 certificates stored", "3 in the chain", "lir" },
  { "chain-order", 0, KS_STATE_FAIL, "3 certificates stored", "3 in the chain", "lri" },
  { "chain-order", 0, ABSENT, .chain = "r", .trusted = TRUE },
  { "chain-complete", 0, ABSENT, .chain = "r", .trusted = TRUE },
  { "chain-complete", 0, KS_STATE_PASS, "2 certificates stored", "2 in the chain" },
  { "chain-complete", 0, KS_STATE_FAIL, "2 certificates stored", "1 in the chain", "lr" },
  { "chain-surplus", 0, ABSENT },
  { "chain-surplus", 0, KS_STATE_WARNING, "3 certificates stored", "2 in the chain", "lis" },
  { "chain-duplicate", 0, ABSENT },
  { "chain-duplicate", 0, KS_STATE_WARNING, "3 certificates stored", "2 in the chain", "lii" },
  { "chain-root", 0, ABSENT },
  { "chain-root", 0, KS_STATE_PASS, "3 certificates stored", "3 in the chain", "lir" },
  { "entry-key", 0, ABSENT, .chain = "r", .trusted = TRUE },
  { "entry-key", 0, KS_STATE_PASS, "EC P-256", NULL },
  { "entry-key", 0, KS_STATE_FAIL, "EC P-256", NULL, .other_key = TRUE },
  { "entry-key", 0, KS_STATE_NOT_CHECKED, "EC P-256", NULL, .locked = TRUE },
  { "host-name", 0, ABSENT, .host = "gw.example.org" },
  { "host-name", 0, KS_STATE_FAIL, "gw2.example.org", NULL, .host = "gw2.example.org" },
};

typedef struct {
  KsTestPki *pki;
  KsTestIdentity *twin; /* of the intermediate's name */
  KsTestIdentity *stranger;
} Cast;

static KsCertificate *
find_certificate (const Cast *cast, char letter)
{
  g_autoptr (GBytes) junk = g_bytes_new_static ("\x30\x03\x02\x01\x01", 5);

  switch (letter) {
  case 'l':
    return g_object_ref (ks_test_identity_get_certificate (cast->pki->leaf));
  case 'i':
    return g_object_ref (ks_test_identity_get_certificate (cast->pki->intermediate));
  case 'r':
    return g_object_ref (ks_test_identity_get_certificate (cast->pki->root));
  case 'x':
    return g_object_ref (ks_test_identity_get_certificate (cast->twin));
  case 's':
    return g_object_ref (ks_test_identity_get_certificate (cast->stranger));
  default:
    return ks_certificate_new (junk);
  }
}

static KsVerifyRequest *
make_request (const Row *row, const Cast *cast)
{
  g_autoptr (GPtrArray) chain = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (KsEntry) entry = NULL;
  g_autoptr (KsAnchorSet) anchors =
    ks_test_anchors_new (row->other_anchor ? cast->stranger : cast->pki->root, NULL);
  g_autoptr (KsSecret) key = ks_test_identity_dup_key (row->other_key ? cast->twin : cast->pki->leaf);
  KsVerifyRequest *request = NULL;

  for (const char *at = row->chain != NULL ? row->chain : "li"; *at != '\0'; at++)
    g_ptr_array_add (chain, find_certificate (cast, *at));
  entry = ks_entry_new (row->trusted ? KS_ENTRY_CERTIFICATE : KS_ENTRY_KEY, "web", 0, NULL, chain);
  request = ks_verify_request_new (entry, KS_TEST_NOW);
  if (row->distrusted)
    ks_anchor_set_add_distrusted (anchors, ks_test_identity_get_certificate (cast->pki->intermediate));
  if (!row->no_anchors)
    ks_verify_request_set_anchors (request, anchors);
  ks_verify_request_set_role (request, row->role);
  if (!row->locked)
    ks_verify_request_set_key (request, key);
  if (row->host != NULL)
    ks_verify_request_add_host (request, row->host);
  if (row->for_anything || row->for_servers)
    ks_verify_request_set_purpose (request, row->for_servers ? KS_PURPOSE_TLS_SERVER : KS_PURPOSE_ANY);
  return request;
}

/* A list of the intermediate's, for the leaf. */
static void
add_list (const Row *row, const Cast *cast, KsVerifyRequest *request)
{
  g_autoptr (GBytes) list = NULL;
  g_autoptr (GBytes) bad = g_bytes_new_static ("\x30\x00", 2);

  if (row->list == NULL)
    return;
  list =
    ks_test_crl_new (cast->pki->intermediate, g_str_equal (row->list, "revoked") ? cast->pki->leaf : NULL);
  ks_verify_request_add_crl (request, g_str_equal (row->list, "bad") ? bad : list);
}

static const KsResult *
find_in (GPtrArray *results, const char *check)
{
  for (guint i = 0; i < results->len; i++) {
    const KsResult *result = g_ptr_array_index (results, i);

    if (g_str_equal (result->check->id, check))
      return result;
  }
  return NULL;
}

static const KsResult *
find_result (KsVerdict *verdict, const Row *row)
{
  const KsPath *path = row->as_stored ? ks_verdict_get_stored (verdict) : ks_verdict_get_path (verdict, 0);
  const KsResult *result = find_in (verdict->entry_results, row->check);

  if (result == NULL && row->at < path->nodes->len)
    result = find_in (ks_path_get_node (path, row->at)->results, row->check);
  if (result == NULL && row->at < path->links->len)
    result = find_in (ks_path_get_link (path, row->at)->results, row->check);
  return result;
}

static void
assert_holds (const char *text, const char *part)
{
  if (part != NULL && strstr (text, part) == NULL)
    g_error ("“%s” does not hold “%s”", text, part);
}

/* Hosts have no results, only findings where they are not covered. */
static void
assert_row (KsVerdict *verdict, const Row *row)
{
  const KsResult *result = find_result (verdict, row);
  const KsFinding *finding = row->host != NULL ? ks_test_find_finding (verdict, row->check) : NULL;

  ks_test_saw (row->check, row->state == ABSENT ? "absent" : ks_state_get_nick ((KsState) row->state));
  if (row->state == ABSENT) {
    g_assert_null (result);
    g_assert_null (finding);
  } else if (row->host != NULL) {
    g_assert_nonnull (finding);
    g_assert_cmpstr (ks_state_get_nick (finding->severity), ==, ks_state_get_nick ((KsState) row->state));
    assert_holds (finding->sentence, row->ours);
  } else {
    g_assert_nonnull (result);
    g_test_message ("%s | %s | %s", result->ours, result->theirs, result->sentence);
    g_assert_cmpstr (ks_state_get_nick (result->state), ==, ks_state_get_nick ((KsState) row->state));
    assert_holds (result->ours, row->ours);
    assert_holds (result->theirs, row->theirs);
    g_assert_cmpstr (result->sentence, !=, "");
  }
}

static void
test_row (gconstpointer data)
{
  static const KsTestSpec sound_leaf = { SERVER };
  static const KsTestSpec twin = { INTERMEDIATE };
  const Row *row = data;
  g_autoptr (KsTestPki) pki =
    ks_test_pki_new (row->root, row->intermediate, row->leaf != NULL ? row->leaf : &sound_leaf);
  g_autoptr (KsTestIdentity) other = ks_test_identity_new (&twin, pki->root);
  g_autoptr (KsTestIdentity) stranger =
    ks_test_identity_new (&(KsTestSpec) { .name = "Stranger", .ca = TRUE }, NULL);
  Cast cast = { pki, other, stranger };
  g_autoptr (KsVerifyRequest) request = make_request (row, &cast);
  g_autoptr (KsVerdict) verdict = NULL;

  add_list (row, &cast, request);
  verdict = ks_verify (request, NULL, NULL);
  assert_row (verdict, row);
  if (row->host == NULL)
    ks_test_assert_marked_alike (request, verdict);
}

/* Needs several certificates: one by itself shares nothing. */
static void
test_shared (void)
{
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsTestIdentity) copy =
    ks_test_identity_cross (pki->leaf, &(KsTestSpec) { .name = "Copy" }, pki->intermediate);
  g_autoptr (GPtrArray) others = g_ptr_array_new ();
  KsCertificate *leaf = ks_test_identity_get_certificate (pki->leaf);
  g_autoptr (KsResult) alone = ks_key_weakness_compare (leaf, others);
  g_autoptr (KsResult) sound = NULL;
  g_autoptr (KsResult) shared = NULL;

  g_ptr_array_add (others, ks_test_identity_get_certificate (pki->root));
  sound = ks_key_weakness_compare (leaf, others);
  g_ptr_array_add (others, ks_test_identity_get_certificate (copy));
  shared = ks_key_weakness_compare (leaf, others);
  ks_test_saw ("key-shared", "not-applicable");
  ks_test_saw ("key-shared", "pass");
  ks_test_saw ("key-shared", "warning");
  g_assert_cmpint (alone->state, ==, KS_STATE_NOT_APPLICABLE);
  g_assert_cmpint (sound->state, ==, KS_STATE_PASS);
  g_assert_cmpint (shared->state, ==, KS_STATE_WARNING);
  g_assert_cmpstr (shared->check->id, ==, "key-shared");
  g_assert_cmpstr (shared->ours, ==, "gw.example.org");
  g_assert_cmpstr (shared->theirs, ==, "Copy");
}

/* All that there is to be seen; the test of the coverage compares. */
static void
test_list (void)
{
  const KsCheck *const *list = ks_check_list ();

  for (guint i = 0; list[i] != NULL; i++) {
    ks_test_saw (list[i]->id, "exists");
    g_assert_true (ks_check_find (list[i]->id) == list[i]);
  }
  g_assert_null (ks_check_find ("no-such-check"));
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path =
      g_strdup_printf ("/check-table/%s/%s/%zu", rows[i].check,
                       rows[i].state == ABSENT ? "absent" : ks_state_get_nick ((KsState) rows[i].state), i);

    g_test_add_data_func (path, &rows[i], test_row);
  }
  g_test_add_func ("/check-table/key-shared", test_shared);
  g_test_add_func ("/check-table/list", test_list);
  return g_test_run ();
}
