/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What a client makes of a server that completes nothing: asked of `openssl verify`, which gets what is sent and no more. */

#include <glib/gstdio.h>

#include "ks-test-verdict.h"
#include "ks-test.h"

static void
append_pem (GString *out, KsCertificate *certificate)
{
  gsize size;
  const guint8 *der = g_bytes_get_data (ks_certificate_get_der (certificate), &size);
  g_autofree char *text = g_base64_encode (der, size);

  g_string_append (out, "-----BEGIN CERTIFICATE-----\n");
  for (gsize i = 0; text[i] != '\0'; i += MIN (64, strlen (text + i)))
    g_string_append_printf (out, "%.64s\n", text + i);
  g_string_append (out, "-----END CERTIFICATE-----\n");
}

static char *
write_file (const char *folder, const char *name, GString *text)
{
  char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text->str, (gssize) text->len, &error);
  g_assert_no_error (error);
  return path;
}

static gboolean
run_openssl (const char *leaf, const char *sent, const char *anchors)
{
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, KS_TEST_NOW);
  const char *arguments[] = { "openssl",    "verify",     "-attime",     now,       "-purpose",
                              "sslserver",  "-no-CApath", "-no-CAstore", "-CAfile", anchors,
                              "-untrusted", sent,         leaf,          NULL };
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;
  int status = -1;

  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_test_message ("openssl verify: %s", output);
  return g_spawn_check_wait_status (status, NULL);
}

/* Whether openssl trusts the chain of @entry with these anchors and nothing else. */
static gboolean
openssl_trusts (KsEntry *entry, KsTestIdentity *anchor)
{
  g_autofree char *folder = g_dir_make_tmp ("catena-sent-XXXXXX", NULL);
  g_autoptr (GString) leaf = g_string_new (NULL);
  g_autoptr (GString) sent = g_string_new (NULL);
  g_autoptr (GString) anchors = g_string_new (NULL);
  char *paths[3];
  gboolean trusts;

  append_pem (leaf, ks_entry_get_leaf (entry));
  for (guint i = 0; i < ks_entry_get_chain_length (entry); i++)
    append_pem (sent, ks_entry_get_certificate (entry, i));
  append_pem (anchors, ks_test_identity_get_certificate (anchor));
  paths[0] = write_file (folder, "leaf.pem", leaf);
  paths[1] = write_file (folder, "sent.pem", sent);
  paths[2] = write_file (folder, "anchors.pem", anchors);
  trusts = run_openssl (paths[0], paths[1], paths[2]);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++) {
    g_unlink (paths[i]);
    g_free (paths[i]);
  }
  g_rmdir (folder);
  return trusts;
}

/* @candidate: (nullable): lies in another file on this computer */
static KsVerdict *
verify (KsEntry *entry, KsTestPki *pki, KsTestIdentity *candidate)
{
  g_autoptr (KsVerifyRequest) request = ks_verify_request_new (entry, KS_TEST_NOW);
  g_autoptr (GError) error = NULL;
  KsVerdict *verdict;

  ks_verify_request_set_anchors (request, pki->anchors);
  if (candidate != NULL)
    ks_verify_request_add_candidate (request, ks_test_identity_get_certificate (candidate),
                                     KS_PROVENANCE_OTHER_FILE, "bundle.pem");
  verdict = ks_verify (request, NULL, &error);
  g_assert_no_error (error);
  return verdict;
}

static void
assert_agrees (KsVerdict *verdict, KsEntry *entry, KsTestPki *pki, gboolean expected)
{
  const KsPath *sent = ks_verdict_get_sent (verdict);

  g_assert_nonnull (sent);
  g_assert_nonnull (sent->sentence);
  g_assert_cmpint (sent->state != KS_STATE_FAIL && sent->reaches_anchor, ==, expected);
  g_assert_cmpint (openssl_trusts (entry, pki->root), ==, expected);
  for (guint i = 0; i < sent->nodes->len; i++) {
    const KsPathNode *node = g_ptr_array_index (sent->nodes, i);

    g_assert_true (node->stored_index >= 0 || ks_anchor_set_contains (pki->anchors, node->certificate));
  }
}

static void
test_whole (void)
{
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsEntry) ordered = ks_test_entry_new ("web", pki->leaf, pki->intermediate, NULL);
  g_autoptr (KsEntry) turned = ks_test_entry_new ("web", pki->leaf, pki->root, pki->intermediate, NULL);
  g_autoptr (KsVerdict) of_ordered = verify (ordered, pki, NULL);
  g_autoptr (KsVerdict) of_turned = verify (turned, pki, NULL);

  assert_agrees (of_ordered, ordered, pki, TRUE);
  assert_agrees (of_turned, turned, pki, TRUE);
  g_assert_null (ks_verdict_get_sent_difference (of_ordered));
  g_assert_null (ks_verdict_get_sent_difference (of_turned));
}

/* The intermediate is on this computer, but the server does not send it. */
static void
test_completed (void)
{
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, NULL);
  g_autoptr (KsVerdict) verdict = verify (entry, pki, pki->intermediate);
  const KsPath *sent = ks_verdict_get_sent (verdict);

  g_assert_cmpint (ks_verdict_get_path (verdict, 0)->state, ==, KS_STATE_PASS);
  assert_agrees (verdict, entry, pki, FALSE);
  g_assert_nonnull (sent->missing);
  g_assert_cmpuint (sent->missing_after, ==, 0);
  g_assert_cmpuint (sent->nodes->len, ==, 1);
  g_assert_cmpstr (
    ks_verdict_get_sent_difference (verdict), ==,
    "Works in Firefox, fails in Java and curl: they do not get “Test TLS CA 2”, and do not look for it.");
}

static void
test_nowhere (void)
{
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, pki->root, NULL);
  g_autoptr (KsVerdict) verdict = verify (entry, pki, NULL);

  assert_agrees (verdict, entry, pki, FALSE);
  g_assert_null (ks_verdict_get_sent_difference (verdict));
}

/* The server sends a certificate of its CA that has expired; the one that replaced it lies elsewhere. */
static void
test_expired_cross (void)
{
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
  KsTestSpec expired = { INTERMEDIATE, .starts = -900, .not_after = KS_TEST_NOW - 86400 };
  g_autoptr (KsTestIdentity) old = ks_test_identity_cross (pki->intermediate, &expired, pki->root);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, old, NULL);
  g_autoptr (KsEntry) both = ks_test_entry_new ("web", pki->leaf, old, pki->intermediate, NULL);
  g_autoptr (KsVerdict) verdict = verify (entry, pki, pki->intermediate);
  g_autoptr (KsVerdict) of_both = verify (both, pki, NULL);

  g_assert_cmpint (ks_verdict_get_path (verdict, 0)->state, ==, KS_STATE_PASS);
  assert_agrees (verdict, entry, pki, FALSE);
  g_assert_cmpstr (
    ks_verdict_get_sent_difference (verdict), ==,
    "Works in Firefox, fails in Java and curl: with only what is sent they find no path that holds.");
  assert_agrees (of_both, both, pki, TRUE);
}

/* The same for machines. */
static void
test_json (void)
{
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, NULL);
  g_autoptr (KsVerdict) verdict = verify (entry, pki, pki->intermediate);
  g_autoptr (JsonNode) json = ks_verdict_to_json (verdict);
  JsonObject *object = json_node_get_object (json);
  JsonObject *sent = json_object_get_object_member (object, "sent");

  g_assert_cmpstr (json_object_get_string_member (sent, "state"), ==, "fail");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (sent, "certificates")), ==, 1);
  g_assert_nonnull (json_object_get_string_member (object, "sent_difference"));
}

int
main (int argc, char *argv[])
{
  g_autofree char *openssl = g_find_program_in_path ("openssl");

  ks_test_init (&argc, &argv);
  if (openssl == NULL) {
    g_print ("1..0 # SKIP no openssl\n");
    return 77;
  }

  g_test_add_func ("/sent-chain/whole", test_whole);
  g_test_add_func ("/sent-chain/completed", test_completed);
  g_test_add_func ("/sent-chain/nowhere", test_nowhere);
  g_test_add_func ("/sent-chain/expired-cross", test_expired_cross);
  g_test_add_func ("/sent-chain/json", test_json);
  return g_test_run ();
}
