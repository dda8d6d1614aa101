/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-format.h"
#include "ks-known-keys.h"
#include "ks-test-verdict.h"
#include "ks-test.h"

/* Keystores that are public with their passwords. */
static const struct {
  const char *name;
  const char *password;
  const char *owner;
} stores[] = {
  { "micro-integrator__docker_resources_wso2carbon.jks", "wso2carbon", "WSO2" },
  { "micro-integrator__keystores_wso2carbon.jks", "wso2carbon", "WSO2" },
  { "micro-integrator__resources_wso2carbon.jks", "wso2carbon", "WSO2" },
  { "micro-integrator__security_store.jks", "password", "WSO2" },
  { "security__auditlog_kirk-keystore.jks", "changeit", "OpenSearch" },
  { "tomcat__net_localhost-ec.jks", "changeit", "Apache Tomcat" },
  { "tomcat__net_localhost-rsa.jks", "changeit", "Apache Tomcat" },
  { "tomcat__net_localhost-rsa-copy1.jks", "changeit", "Apache Tomcat" },
  { "tomcat__net_user1.jks", "changeit", "Apache Tomcat" },
  { "tomcat__net_user3-crl-long.jks", "changeit", "Apache Tomcat" },
  { "californium__certs_serverLarge.p12", "endPass", "Eclipse Californium" },
};

static KsStore *
load (const char *name, const char *password)
{
  g_autofree char *path = g_strconcat ("real/", name, NULL);
  g_autoptr (GBytes) bytes = ks_test_corpus_read (path);
  g_autoptr (KsSecret) secret = ks_secret_new_from_string (password);
  g_autoptr (GError) error = NULL;
  KsStore *store =
    ks_store_load (bytes, &(KsReadOptions) { .password = secret, .file_name = name }, NULL, &error);

  g_assert_no_error (error);
  return store;
}

static void
test_recognised (void)
{
  if (ks_test_skip_without_corpus ())
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (stores); i++) {
    g_autoptr (KsStore) store = load (stores[i].name, stores[i].password);
    g_autoptr (GPtrArray) entries = ks_store_snapshot (store);
    g_autofree char *expected =
      g_strdup_printf ("Anyone has this private key: it is %s’s public default key", stores[i].owner);
    guint n = 0;

    g_test_message ("%s", stores[i].name);
    for (guint j = 0; j < entries->len; j++) {
      KsEntry *entry = g_ptr_array_index (entries, j);
      g_autoptr (KsVerdict) verdict = NULL;

      if (ks_entry_get_kind (entry) != KS_ENTRY_KEY)
        continue;
      verdict = ks_test_verify (entry, NULL);
      ks_test_assert_headline (verdict, KS_STATE_FAIL, expected);
      g_assert_cmpstr (((KsFinding *) g_ptr_array_index (ks_verdict_get_findings (verdict), 0))->check->id,
                       ==, "known-key");
      n++;
    }
    g_assert_cmpuint (n, >, 0);
  }
}

/* The same key as somebody's trusted certificate: nothing of theirs is public, but whom they trust is anybody. */
static void
test_trusted (void)
{
  g_autoptr (KsStore) store = NULL;
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  g_autoptr (KsEntry) trusted = NULL;
  g_autoptr (KsVerdict) verdict = NULL;
  g_autoptr (KsAnchorSet) anchors = NULL;
  g_autoptr (KsVerifyRequest) request = NULL;
  g_autofree char *sentence = NULL;

  if (ks_test_skip_without_corpus ())
    return;
  store = load ("tomcat__net_localhost-ec.jks", "changeit");
  g_ptr_array_add (chain, ks_entry_get_leaf (ks_store_find (store, "tomcat")));
  trusted = ks_entry_new (KS_ENTRY_CERTIFICATE, "them", 0, NULL, chain);
  anchors = ks_anchor_set_new (KS_ANCHORS_STORE, "trust.jks", chain);
  verdict = ks_test_verify (trusted, anchors);
  ks_test_saw ("known-key", "warning");
  g_assert_cmpint (ks_test_find_finding (verdict, "known-key")->severity, ==, KS_STATE_WARNING);
  g_assert_cmpstr (ks_test_find_finding (verdict, "known-key")->sentence, ==,
                   "Anyone can sign as “localhost”: its private key is Apache Tomcat’s public default key");
  request = ks_verify_request_new (trusted, KS_TEST_NOW);
  ks_verify_request_set_anchors (request, anchors);
  g_assert_cmpint (ks_verify_quick (request, &sentence), ==, KS_STATE_WARNING);
  g_assert_nonnull (strstr (sentence, "Anyone can sign"));
}

/* Names prove nothing: the same ones with a key of one's own are sound. */
static void
test_same_names (void)
{
  KsTestSpec spec = { .name = "localhost",
                      .san = "DNS:localhost",
                      .purposes = "serverAuth",
                      .key = "RSA:2048" };
  g_autoptr (KsTestIdentity) own = ks_test_identity_new (&spec, NULL);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("wso2carbon", own, NULL);
  g_autoptr (KsAnchorSet) anchors = ks_test_anchors_new (own, NULL);
  g_autoptr (KsVerdict) verdict = ks_test_verify (entry, anchors);

  g_assert_null (ks_known_key_find (ks_test_identity_get_certificate (own)));
  ks_test_saw ("known-key", "pass");
  g_assert_null (ks_test_find_finding (verdict, "known-key"));
  ks_test_assert_headline (verdict, KS_STATE_PASS, "Trusted");
}

/* Every row of the list the table was made from is found, and the digests are those of real keys. */
static void
test_table (void)
{
  g_autofree char *text = NULL;
  g_autofree char *path = NULL;
  g_auto (GStrv) lines = NULL;
  const char *corpus = g_getenv ("CATENA_CORPUS");
  guint n = 0;

  if (ks_test_skip_without_corpus ())
    return;
  path = g_build_filename (corpus, "public-default-keys.tsv", NULL);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++) {
    g_auto (GStrv) fields = g_strsplit (lines[i], "\t", -1);

    g_assert_nonnull (ks_known_key_find_digest (fields[1]));
    n++;
  }
  g_assert_cmpuint (n, ==, 40);
  g_assert_null (
    ks_known_key_find_digest ("0000000000000000000000000000000000000000000000000000000000000000"));
}

static void
test_unreadable (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("0", 1);
  g_autoptr (KsCertificate) certificate = ks_certificate_new (bytes);

  g_assert_null (ks_known_key_find (certificate));
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/known-keys/recognised", test_recognised);
  g_test_add_func ("/known-keys/trusted", test_trusted);
  g_test_add_func ("/known-keys/same-names", test_same_names);
  g_test_add_func ("/known-keys/table", test_table);
  g_test_add_func ("/known-keys/unreadable", test_unreadable);
  return g_test_run ();
}
