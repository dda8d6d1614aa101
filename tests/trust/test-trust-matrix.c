/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-anchor-set-private.h"
#include "ks-test-verdict.h"
#include "ks-test.h"
#include "ks-trust-matrix.h"

#define DAY G_GINT64_CONSTANT (86400)

/* What one store says today and at @later, 0 for today alone. */
static KsTrustMatrix *
ask_at (KsEntry *entry, KsAnchorSet *anchors, gint64 later)
{
  KsTrustJudge judge = { "trust.jks", anchors, anchors == NULL ? "Locked" : NULL };
  gint64 times[] = { KS_TEST_NOW, later };
  KsTrustQuestion question = { .entry = entry,
                               .role = KS_ROLE_KIND_GENERAL,
                               .judges = &judge,
                               .n_judges = 1,
                               .times = times,
                               .n_times = later != 0 ? 2 : 1 };
  g_autoptr (GError) error = NULL;
  KsTrustMatrix *matrix = ks_trust_matrix_new (&question, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (ks_trust_matrix_get_n_rows (matrix), ==, 1);
  g_assert_cmpuint (ks_trust_matrix_get_n_times (matrix), ==, question.n_times);
  g_assert_cmpint (ks_trust_matrix_get_time (matrix, 0), ==, KS_TEST_NOW);
  g_assert_cmpstr (ks_trust_matrix_get_name (matrix, 0), ==, "trust.jks");
  return matrix;
}

static void
write_certificates (const char *path, GPtrArray *certificates)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < certificates->len; i++) {
    GBytes *der = ks_certificate_get_der (g_ptr_array_index (certificates, i));
    g_autofree char *base64 = g_base64_encode (g_bytes_get_data (der, NULL), g_bytes_get_size (der));

    g_string_append (text, "-----BEGIN CERTIFICATE-----\n");
    for (const char *line = base64; *line != '\0'; line += MIN (64, strlen (line)))
      g_string_append_printf (text, "%.64s\n", line);
    g_string_append (text, "-----END CERTIFICATE-----\n");
  }
  g_assert_true (g_file_set_contents (path, text->str, (gssize) text->len, NULL));
}

static char *
write_chain (const char *folder, const char *name, KsEntry *entry, guint first, guint n)
{
  char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GPtrArray) certificates = g_ptr_array_new ();

  for (guint i = first; i < first + n; i++)
    g_ptr_array_add (certificates, ks_entry_get_certificate (entry, i));
  write_certificates (path, certificates);
  return path;
}

/* Whether openssl trusts what the entry sends, with these anchors and no others. */
static gboolean
openssl_trusts (KsEntry *entry, KsAnchorSet *anchors, gint64 time)
{
  g_autofree char *folder = ks_test_make_folder ();
  g_autofree char *store = g_build_filename (folder, "store.pem", NULL);
  g_autofree char *leaf = write_chain (folder, "leaf.pem", entry, 0, 1);
  g_autofree char *sent = write_chain (folder, "sent.pem", entry, 0, ks_entry_get_chain_length (entry));
  g_autofree char *at = g_strdup_printf ("%" G_GINT64_FORMAT, time);
  g_autoptr (GPtrArray) certificates = g_ptr_array_new ();
  const char *const argv[] = {
    "openssl", "verify", "-no-CApath", "-no-CAstore", "-partial_chain", "-purpose", "sslserver",
    "-attime", at,       "-CAfile",    store,         "-untrusted",     sent,       leaf,
    NULL
  };
  g_autofree char *errors = NULL;
  g_autoptr (GBytes) output = NULL;
  int status;

  for (guint i = 0; i < ks_anchor_set_get_size (anchors); i++)
    g_ptr_array_add (certificates, ks_anchor_set_get (anchors, i));
  /* openssl refuses a file without certificates. */
  if (certificates->len == 0)
    return FALSE;
  write_certificates (store, certificates);
  status = ks_test_run (argv, NULL, &output, &errors);
  ks_test_remove_folder (folder);
  return status == 0;
}

static void
assert_answer (KsTrustMatrix *matrix, guint time, KsState state, KsTrustReason reason, const char *sentence)
{
  const KsTrustAnswer *answer = ks_trust_matrix_get_answer (matrix, 0, time);

  g_assert_cmpstr (answer->sentence, ==, sentence);
  g_assert_cmpint (answer->state, ==, state);
  g_assert_cmpint (answer->reason, ==, reason);
  g_assert_true ((answer->anchor != NULL) == (state == KS_STATE_PASS));
}

/* What one store says today, which openssl says, too. */
static KsTrustMatrix *
assert_alike (KsEntry *entry, KsAnchorSet *anchors, KsState state, KsTrustReason reason, const char *sentence)
{
  KsTrustMatrix *matrix = ask_at (entry, anchors, 0);

  assert_answer (matrix, 0, state, reason, sentence);
  g_assert_cmpint (openssl_trusts (entry, anchors, KS_TEST_NOW), ==, state == KS_STATE_PASS);
  return matrix;
}

static void
test_anchors (void)
{
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, pki->intermediate, NULL);
  g_autoptr (KsAnchorSet) intermediate = ks_test_anchors_new (pki->intermediate, NULL);
  g_autoptr (KsAnchorSet) leaf = ks_test_anchors_new (pki->leaf, NULL);
  g_autoptr (KsTrustMatrix) by_root =
    assert_alike (entry, pki->anchors, KS_STATE_PASS, KS_TRUST_REASON_HOLDS_ROOT, "Holds “Test Root R1”");
  g_autoptr (KsTrustMatrix) by_issuer =
    assert_alike (entry, intermediate, KS_STATE_PASS, KS_TRUST_REASON_HOLDS_ISSUER,
                  "Holds “Test TLS CA 2” itself as an anchor");
  g_autoptr (KsTrustMatrix) by_leaf = assert_alike (entry, leaf, KS_STATE_PASS, KS_TRUST_REASON_HOLDS_LEAF,
                                                    "Holds “gw.example.org” itself as an anchor");

  g_assert_true (ks_certificate_equal (ks_trust_matrix_get_answer (by_root, 0, 0)->anchor,
                                       ks_test_identity_get_certificate (pki->root)));
  g_assert_true (ks_certificate_equal (ks_trust_matrix_get_answer (by_issuer, 0, 0)->anchor,
                                       ks_test_identity_get_certificate (pki->intermediate)));
  g_assert_false (ks_trust_matrix_lacks_anchor (by_root, 0));
  g_assert_cmpint (ks_trust_matrix_get_answer (by_leaf, 0, 0)->reason, ==, KS_TRUST_REASON_HOLDS_LEAF);
}

/* The authority has renewed its root: the server sends the old one, the client has the new one. */
static void
test_twin (void)
{
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsTestIdentity) renewed =
    ks_test_identity_cross (pki->root, &(KsTestSpec) { .name = "Test Root R1", .ca = TRUE, .ends = 5000 },
                            NULL);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, pki->intermediate, pki->root, NULL);
  g_autoptr (KsAnchorSet) anchors = ks_test_anchors_new (renewed, NULL);
  g_autoptr (KsTrustMatrix) matrix = assert_alike (entry, anchors, KS_STATE_PASS, KS_TRUST_REASON_HOLDS_TWIN,
                                                   "Holds another “Test Root R1” with the same key");

  g_assert_true (ks_certificate_equal (ks_trust_matrix_get_answer (matrix, 0, 0)->anchor,
                                       ks_test_identity_get_certificate (renewed)));
}

/* A server that has signed itself twice with one key: who holds the one does not accept the other. */
static void
test_renewed_server (void)
{
  KsTestSpec spec = { LEAF };
  g_autoptr (KsTestIdentity) own = ks_test_identity_new (&spec, NULL);
  g_autoptr (KsTestIdentity) renewed = ks_test_identity_cross (own, &spec, NULL);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", own, NULL);
  g_autoptr (KsAnchorSet) anchors = ks_test_anchors_new (renewed, NULL);
  g_autoptr (KsVerdict) verdict = ks_test_verify (entry, anchors);
  g_autoptr (KsTrustMatrix) matrix =
    assert_alike (entry, anchors, KS_STATE_FAIL, KS_TRUST_REASON_OTHER_CERTIFICATE,
                  "Holds another certificate of “gw.example.org”");

  g_assert_true (ks_trust_matrix_lacks_anchor (matrix, 0));
  ks_test_assert_part (verdict, KS_PART_PATH, KS_STATE_FAIL, "None");
}

static void
test_absent (void)
{
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsTestIdentity) other =
    ks_test_identity_new (&(KsTestSpec) { .name = "Other Root", .ca = TRUE }, NULL);
  g_autoptr (KsTestIdentity) namesake = ks_test_identity_new (&(KsTestSpec) { ROOT }, NULL);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, pki->intermediate, pki->root, NULL);
  g_autoptr (KsEntry) alone = ks_test_entry_new ("web", pki->leaf, NULL);
  g_autoptr (KsAnchorSet) others = ks_test_anchors_new (other, NULL);
  g_autoptr (KsAnchorSet) namesakes = ks_test_anchors_new (namesake, NULL);
  g_autoptr (KsAnchorSet) none = ks_test_anchors_new (NULL, NULL);
  g_autoptr (KsTrustMatrix) absent =
    assert_alike (entry, others, KS_STATE_FAIL, KS_TRUST_REASON_ABSENT, "“Test Root R1” is absent");
  g_autoptr (KsTrustMatrix) missing =
    assert_alike (alone, pki->anchors, KS_STATE_FAIL, KS_TRUST_REASON_ABSENT, "“Test TLS CA 2” is absent");
  g_autoptr (KsTrustMatrix) other_key =
    assert_alike (entry, namesakes, KS_STATE_FAIL, KS_TRUST_REASON_OTHER_KEY,
                  "Holds another “Test Root R1”, with another key");
  g_autoptr (KsTrustMatrix) empty =
    assert_alike (entry, none, KS_STATE_FAIL, KS_TRUST_REASON_EMPTY, "Holds no trusted certificate");

  g_assert_true (ks_trust_matrix_lacks_anchor (absent, 0));
  g_assert_true (ks_trust_matrix_lacks_anchor (missing, 0));
  g_assert_true (ks_trust_matrix_lacks_anchor (other_key, 0));
  g_assert_true (ks_trust_matrix_lacks_anchor (empty, 0));
}

/* Two stores that would complete the path together do not do so each by itself. */
static void
test_alone (void)
{
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsTestIdentity) other =
    ks_test_identity_new (&(KsTestSpec) { .name = "Other Root", .ca = TRUE }, NULL);
  g_autoptr (KsEntry) alone = ks_test_entry_new ("web", pki->leaf, NULL);
  g_autoptr (KsAnchorSet) both = ks_test_anchors_new (other, pki->intermediate, NULL);
  const KsTrustJudge judges[] = { { "roots.jks", pki->anchors, NULL },
                                  { "both.jks", both, NULL },
                                  { "locked.p12", NULL, "Locked" } };
  gint64 now = KS_TEST_NOW;
  g_autoptr (KsTrustMatrix) matrix =
    ks_trust_matrix_new (&(KsTrustQuestion) { .entry = alone,
                                              .judges = judges,
                                              .n_judges = G_N_ELEMENTS (judges),
                                              .times = &now,
                                              .n_times = 1 },
                         NULL, NULL);

  g_assert_cmpint (ks_trust_matrix_get_answer (matrix, 0, 0)->state, ==, KS_STATE_FAIL);
  g_assert_cmpint (ks_trust_matrix_get_answer (matrix, 1, 0)->state, ==, KS_STATE_PASS);
  g_assert_cmpint (ks_trust_matrix_get_answer (matrix, 2, 0)->state, ==, KS_STATE_NOT_CHECKED);
  g_assert_cmpint (ks_trust_matrix_get_answer (matrix, 2, 0)->reason, ==, KS_TRUST_REASON_NOBODY_ASKED);
  g_assert_cmpstr (ks_trust_matrix_get_telling (matrix, 2)->sentence, ==, "Locked");
  g_assert_cmpstr (ks_trust_matrix_get_name (matrix, 2), ==, "locked.p12");
  g_assert_false (ks_trust_matrix_lacks_anchor (matrix, 2));
}

static void
test_dates (void)
{
  gint64 later = KS_TEST_NOW + 400 * DAY, much_later = KS_TEST_NOW + 1500 * DAY;
  KsTestSpec short_ca = { INTERMEDIATE, .not_after = KS_TEST_NOW + 200 * DAY };
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsTestPki) brief = ks_test_pki_new (NULL, &short_ca, NULL);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, pki->intermediate, NULL);
  g_autoptr (KsEntry) brief_entry = ks_test_entry_new ("web", brief->leaf, brief->intermediate, NULL);
  g_autoptr (KsTrustMatrix) matrix = ask_at (entry, pki->anchors, later);
  g_autoptr (KsTrustMatrix) of_issuer = ask_at (brief_entry, brief->anchors, KS_TEST_NOW + 250 * DAY);
  g_autoptr (KsTrustMatrix) past = ask_at (entry, pki->anchors, KS_TEST_NOW - 200 * DAY);
  g_autoptr (KsAnchorSet) none = ks_test_anchors_new (NULL, NULL);
  g_autoptr (KsTrustMatrix) never = ask_at (entry, none, much_later);

  assert_answer (matrix, 0, KS_STATE_PASS, KS_TRUST_REASON_HOLDS_ROOT, "Holds “Test Root R1”");
  assert_answer (matrix, 1, KS_STATE_FAIL, KS_TRUST_REASON_EXPIRED, "The server certificate expires first");
  g_assert_false (openssl_trusts (entry, pki->anchors, later));
  g_assert_true (ks_trust_matrix_get_telling (matrix, 0) == ks_trust_matrix_get_answer (matrix, 0, 1));
  assert_answer (of_issuer, 1, KS_STATE_FAIL, KS_TRUST_REASON_EXPIRED, "“Test TLS CA 2” expires first");
  g_assert_false (openssl_trusts (brief_entry, brief->anchors, KS_TEST_NOW + 250 * DAY));
  assert_answer (past, 1, KS_STATE_FAIL, KS_TRUST_REASON_NOT_YET_VALID, "“gw.example.org” is not valid yet");
  g_assert_false (openssl_trusts (entry, pki->anchors, KS_TEST_NOW - 200 * DAY));
  /* What is not trusted today does not become so by expiring: the first reason stands. */
  g_assert_true (ks_trust_matrix_get_telling (never, 0) == ks_trust_matrix_get_answer (never, 0, 0));
}

static void
test_expired (void)
{
  KsTestSpec expired = { LEAF, .starts = -90, .ends = -12 };
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, &expired);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, pki->intermediate, NULL);
  g_autoptr (KsTrustMatrix) matrix =
    assert_alike (entry, pki->anchors, KS_STATE_FAIL, KS_TRUST_REASON_EXPIRED,
                  "The server certificate has expired");

  g_assert_cmpstr (ks_trust_matrix_get_answer (matrix, 0, 0)->check->id, ==, "cert-validity");
  g_assert_false (ks_trust_matrix_lacks_anchor (matrix, 0));
}

/* An authority that may only issue for clients is an anchor, and no server hangs on it. */
static void
test_use (void)
{
  KsTestSpec clients = { ROOT, .purposes = "clientAuth" };
  KsTestSpec client = { .name = "gw.example.org", .san = "DNS:gw.example.org", .purposes = "clientAuth" };
  g_autoptr (KsTestPki) pki = ks_test_pki_new (&clients, NULL, NULL);
  g_autoptr (KsTestPki) wrong = ks_test_pki_new (NULL, NULL, &client);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, pki->intermediate, NULL);
  g_autoptr (KsEntry) other = ks_test_entry_new ("web", wrong->leaf, wrong->intermediate, NULL);
  KsTrustJudge judge = { "trust.jks", wrong->anchors, NULL };
  gint64 now = KS_TEST_NOW;
  KsTrustQuestion question = { .entry = other,
                               .role = KS_ROLE_KIND_TLS_SERVER,
                               .judges = &judge,
                               .n_judges = 1,
                               .times = &now,
                               .n_times = 1 };
  g_autoptr (KsTrustMatrix) of_anchor =
    assert_alike (entry, pki->anchors, KS_STATE_FAIL, KS_TRUST_REASON_ANCHOR_USE,
                  "“Test Root R1” is an anchor, but not for TLS servers");
  g_autoptr (KsTrustMatrix) of_leaf = ks_trust_matrix_new (&question, NULL, NULL);

  assert_answer (of_leaf, 0, KS_STATE_FAIL, KS_TRUST_REASON_USE, "“gw.example.org” is not for TLS servers");
  g_assert_false (openssl_trusts (other, wrong->anchors, now));
  /* It is a good client, which is what it is asked about where nobody said what the file is for. */
  question.role = KS_ROLE_KIND_GENERAL;
  g_clear_pointer (&of_leaf, ks_trust_matrix_unref);
  of_leaf = ks_trust_matrix_new (&question, NULL, NULL);
  assert_answer (of_leaf, 0, KS_STATE_PASS, KS_TRUST_REASON_HOLDS_ROOT, "Holds “Test Root R1”");
  g_assert_nonnull (of_anchor);
}

static void
test_other_checks (void)
{
  KsTestSpec constrained = { INTERMEDIATE, .constraints = "critical,permitted;DNS:example.com" };
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, &constrained, NULL);
  g_autoptr (KsTestPki) sound = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, pki->intermediate, NULL);
  g_autoptr (KsEntry) good = ks_test_entry_new ("web", sound->leaf, sound->intermediate, NULL);
  g_autoptr (KsTrustMatrix) matrix = ask_at (entry, pki->anchors, 0);
  g_autoptr (KsTrustMatrix) distrusted = NULL;
  const KsTrustAnswer *answer = ks_trust_matrix_get_answer (matrix, 0, 0);

  g_assert_cmpint (answer->reason, ==, KS_TRUST_REASON_CHECK);
  g_assert_cmpstr (answer->check->id, ==, "name-constraints");
  g_assert_false (openssl_trusts (entry, pki->anchors, KS_TEST_NOW));
  g_assert_false (g_str_has_suffix (answer->sentence, "."));

  ks_anchor_set_add_distrusted (sound->anchors, ks_test_identity_get_certificate (sound->intermediate));
  distrusted = ask_at (good, sound->anchors, 0);
  assert_answer (distrusted, 0, KS_STATE_FAIL, KS_TRUST_REASON_DISTRUSTED,
                 "“Test TLS CA 2” is marked as distrusted");
}

/* A chain whose own root is nobody's anchor is not trusted, even where a self-signed one is fine for itself. */
static void
test_encryption (void)
{
  g_autoptr (KsTestIdentity) own = ks_test_identity_new (&(KsTestSpec) { .name = "internal" }, NULL);
  g_autoptr (KsTestIdentity) other =
    ks_test_identity_new (&(KsTestSpec) { .name = "Other Root", .ca = TRUE }, NULL);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("internal", own, NULL);
  g_autoptr (KsAnchorSet) anchors = ks_test_anchors_new (other, NULL);
  KsTrustJudge judge = { "trust.jks", anchors, NULL };
  gint64 now = KS_TEST_NOW;
  g_autoptr (KsTrustMatrix) matrix =
    ks_trust_matrix_new (&(KsTrustQuestion) { .entry = entry,
                                              .role = KS_ROLE_KIND_INTERNAL_ENCRYPTION,
                                              .judges = &judge,
                                              .n_judges = 1,
                                              .times = &now,
                                              .n_times = 1 },
                         NULL, NULL);

  assert_answer (matrix, 0, KS_STATE_FAIL, KS_TRUST_REASON_ABSENT, "“internal” is absent");
  g_assert_false (openssl_trusts (entry, anchors, KS_TEST_NOW));
}

static void
test_revoked (void)
{
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (GBytes) crl = ks_test_crl_new (pki->intermediate, pki->leaf);
  g_autoptr (GPtrArray) crls = g_ptr_array_new ();
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, pki->intermediate, NULL);
  KsTrustJudge judge = { "trust.jks", pki->anchors, NULL };
  gint64 now = KS_TEST_NOW;
  KsTrustQuestion question = { .entry = entry,
                               .crls = crls,
                               .judges = &judge,
                               .n_judges = 1,
                               .times = &now,
                               .n_times = 1 };
  g_autoptr (KsTrustMatrix) matrix = NULL;

  g_ptr_array_add (crls, crl);
  matrix = ks_trust_matrix_new (&question, NULL, NULL);
  g_assert_cmpint (ks_trust_matrix_get_answer (matrix, 0, 0)->state, ==, KS_STATE_FAIL);
  g_assert_cmpstr (ks_trust_matrix_get_answer (matrix, 0, 0)->check->id, ==, "revocation");
}

static void
test_without_certificate (void)
{
  g_autoptr (KsEntry) secret = ks_entry_new (KS_ENTRY_SECRET, "dbkey", 0, NULL, NULL);
  g_autoptr (KsAnchorSet) none = ks_test_anchors_new (NULL, NULL);
  g_autoptr (KsTrustMatrix) matrix = ask_at (secret, none, 0);

  assert_answer (matrix, 0, KS_STATE_NOT_CHECKED, KS_TRUST_REASON_NOBODY_ASKED, "No certificate");
}

static void
test_cancelled (void)
{
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, NULL);
  KsTrustJudge judge = { "trust.jks", pki->anchors, NULL };
  gint64 now = KS_TEST_NOW;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (ks_trust_matrix_new (
    &(KsTrustQuestion) { .entry = entry, .judges = &judge, .n_judges = 1, .times = &now, .n_times = 1 },
    cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);
  g_test_add_func ("/trust-matrix/anchors", test_anchors);
  g_test_add_func ("/trust-matrix/twin", test_twin);
  g_test_add_func ("/trust-matrix/renewed-server", test_renewed_server);
  g_test_add_func ("/trust-matrix/absent", test_absent);
  g_test_add_func ("/trust-matrix/alone", test_alone);
  g_test_add_func ("/trust-matrix/dates", test_dates);
  g_test_add_func ("/trust-matrix/expired", test_expired);
  g_test_add_func ("/trust-matrix/use", test_use);
  g_test_add_func ("/trust-matrix/other-checks", test_other_checks);
  g_test_add_func ("/trust-matrix/encryption", test_encryption);
  g_test_add_func ("/trust-matrix/revoked", test_revoked);
  g_test_add_func ("/trust-matrix/without-certificate", test_without_certificate);
  g_test_add_func ("/trust-matrix/cancelled", test_cancelled);
  return g_test_run ();
}
