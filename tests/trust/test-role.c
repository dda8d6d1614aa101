/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-role.h"
#include "ks-test-verdict.h"
#include "ks-test.h"

#define SERVER KS_ROLE_KIND_TLS_SERVER
#define CLIENT KS_ROLE_KIND_TLS_CLIENT
#define TRUST KS_ROLE_KIND_TRUSTSTORE
#define ENCRYPTION KS_ROLE_KIND_INTERNAL_ENCRYPTION
#define SIGNING KS_ROLE_KIND_SIGNING

static KsVerdict *
verify_as (KsEntry *entry, KsAnchorSet *anchors, KsRoleKind role, KsKeyPassword password)
{
  g_autoptr (KsVerifyRequest) request = ks_verify_request_new (entry, KS_TEST_NOW);
  KsVerdict *verdict = NULL;

  ks_verify_request_set_anchors (request, anchors);
  ks_verify_request_set_role (request, role);
  ks_verify_request_set_key_password (request, password);
  verdict = ks_verify (request, NULL, NULL);
  ks_test_assert_marked_alike (request, verdict);
  return verdict;
}

static KsState
verify_quickly_as (KsEntry *entry, KsAnchorSet *anchors, KsRoleKind role, char **sentence)
{
  g_autoptr (KsVerifyRequest) request = ks_verify_request_new (entry, KS_TEST_NOW);

  ks_verify_request_set_anchors (request, anchors);
  ks_verify_request_set_role (request, role);
  return ks_verify_quick (request, sentence);
}

/* The state of a check, and its two values, as machines read them. */
static char *
read_result (KsVerdict *verdict, const char *check)
{
  g_autoptr (JsonNode) json = ks_verdict_to_json (verdict);
  JsonArray *results = json_object_get_array_member (json_node_get_object (json), "entry");

  for (guint i = 0; i < json_array_get_length (results); i++) {
    JsonObject *result = json_array_get_object_element (results, i);

    if (g_str_equal (json_object_get_string_member (result, "check"), check))
      return g_strdup_printf ("%s|%s|%s", json_object_get_string_member (result, "state"),
                              json_object_get_string_member (result, "ours"),
                              json_object_get_string_member (result, "theirs"));
  }
  return NULL;
}

static void
assert_result (KsVerdict *verdict, const char *check, const char *expected)
{
  g_autofree char *found = read_result (verdict, check);
  g_autofree char *state = expected != NULL ? g_strndup (expected, strcspn (expected, "|")) : NULL;

  if (state != NULL)
    ks_test_saw (check, state);
  g_assert_cmpstr (found, ==, expected);
}

typedef struct {
  const char *name;
  KsRoleKind role;
  KsTestSpec leaf;
  gboolean is_trusted; /* a trusted certificate instead of a key pair */
  const char *check;
  const char *expected;
} Case;

/* Each check of each role: it holds, it fails, it does not apply. */
static const Case cases[] = {
  { "server/purpose", SERVER, { LEAF }, FALSE, "role-purpose", "pass|TLS server|TLS server" },
  { "server/purpose/any", SERVER, { .name = "a" }, FALSE, "role-purpose", "pass|Any purpose|TLS server" },
  { "server/purpose/other",
    SERVER,
    { .name = "a", .purposes = "clientAuth" },
    FALSE,
    "role-purpose",
    "fail|TLS client|TLS server" },
  { "server/purpose/trusted", SERVER, { LEAF }, TRUE, "role-purpose", "not-applicable||" },
  { "server/names",
    SERVER,
    { LEAF },
    FALSE,
    "role-names",
    "pass|3 alternative names|A host name or an address" },
  { "server/names/address",
    SERVER,
    { .name = "a", .san = "IP:192.0.2.1" },
    FALSE,
    "role-names",
    "pass|1 alternative name|A host name or an address" },
  { "server/names/none",
    SERVER,
    { .name = "gw.example.org" },
    FALSE,
    "role-names",
    "fail|0 alternative names|A host name or an address" },
  { "server/names/mail",
    SERVER,
    { .name = "a", .san = "email:a@example.org" },
    FALSE,
    "role-names",
    "fail|1 alternative name|A host name or an address" },
  { "server/names/authority", SERVER, { .name = "a", .ca = TRUE }, FALSE, "role-names", "not-applicable||" },
  { "server/names/trusted", SERVER, { LEAF }, TRUE, "role-names", "not-applicable||" },
  { "client/purpose",
    CLIENT,
    { .name = "a", .purposes = "serverAuth,clientAuth" },
    FALSE,
    "role-purpose",
    "pass|TLS server, TLS client|TLS client" },
  { "client/purpose/other", CLIENT, { LEAF }, FALSE, "role-purpose", "fail|TLS server|TLS client" },
  { "client/purpose/trusted", CLIENT, { LEAF }, TRUE, "role-purpose", "not-applicable||" },
  { "client/private", CLIENT, { LEAF }, FALSE, "role-public-client", "not-applicable||" },
  { "truststore/key", TRUST, { LEAF }, FALSE, "role-no-key", "warning||" },
  { "truststore/no-key", TRUST, { LEAF }, TRUE, "role-no-key", "pass||" },
  { "truststore/authority",
    TRUST,
    { .name = "a", .ca = TRUE },
    TRUE,
    "role-anchor",
    "pass|Certificate authority|" },
  { "truststore/peer", TRUST, { LEAF }, TRUE, "role-anchor", "pass|Named peer|" },
  { "truststore/neither",
    TRUST,
    { .name = "a" },
    TRUE,
    "role-anchor",
    "warning|Neither authority nor named peer|" },
  { "truststore/anchor/key", TRUST, { LEAF }, FALSE, "role-anchor", "not-applicable||" },
  { "truststore/dates",
    TRUST,
    { .name = "a", .ca = TRUE, .ends = 10 },
    TRUE,
    "role-anchor-dates",
    "pass|12 August 2026 – 30 November 2026|20 November 2026" },
  { "truststore/expired",
    TRUST,
    { .name = "a", .ca = TRUE, .ends = -10 },
    TRUE,
    "role-anchor-dates",
    "warning|12 August 2026 – 10 November 2026|20 November 2026" },
  { "truststore/dates/key", TRUST, { LEAF }, FALSE, "role-anchor-dates", "not-applicable||" },
  { "encryption/usage",
    ENCRYPTION,
    { .name = "a", .usage = "dataEncipherment" },
    FALSE,
    "role-data-encipherment",
    "pass|Data encipherment|Data encipherment" },
  { "encryption/usage/none",
    ENCRYPTION,
    { .name = "a", .usage = "" },
    FALSE,
    "role-data-encipherment",
    "pass|Any use|Data encipherment" },
  { "encryption/usage/other",
    ENCRYPTION,
    { .name = "a", .usage = "digitalSignature" },
    FALSE,
    "role-data-encipherment",
    "fail|Digital signature|Data encipherment" },
  { "encryption/usage/trusted", ENCRYPTION, { LEAF }, TRUE, "role-data-encipherment", "not-applicable||" },
  { "encryption/issued", ENCRYPTION, { LEAF }, FALSE, "role-self-signed", "not-applicable||" },
  { "encryption/renewal", ENCRYPTION, { LEAF }, FALSE, "role-renewal", "info||" },
  { "encryption/renewal/trusted", ENCRYPTION, { LEAF }, TRUE, "role-renewal", "not-applicable||" },
  { "signing/usage",
    SIGNING,
    { .name = "a", .usage = "digitalSignature" },
    FALSE,
    "role-digital-signature",
    "pass|Digital signature|Digital signature" },
  { "signing/usage/repudiation",
    SIGNING,
    { .name = "a", .usage = "nonRepudiation" },
    FALSE,
    "role-digital-signature",
    "pass|Non-repudiation|Digital signature" },
  { "signing/usage/none",
    SIGNING,
    { .name = "a", .usage = "" },
    FALSE,
    "role-digital-signature",
    "pass|Any use|Digital signature" },
  { "signing/usage/other",
    SIGNING,
    { .name = "a", .usage = "keyEncipherment" },
    FALSE,
    "role-digital-signature",
    "fail|Key encipherment|Digital signature" },
  { "signing/usage/trusted", SIGNING, { LEAF }, TRUE, "role-digital-signature", "not-applicable||" },
};

static void
test_case (gconstpointer data)
{
  const Case *row = data;
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, &row->leaf);
  g_autoptr (KsEntry) pair = ks_test_entry_new ("it", pki->leaf, pki->intermediate, NULL);
  g_autoptr (KsEntry) trusted = ks_test_trusted_new ("it", pki->leaf);
  KsEntry *entry = row->is_trusted ? trusted : pair;
  g_autoptr (KsVerdict) verdict = verify_as (entry, pki->anchors, row->role, KS_KEY_PASSWORD_UNKNOWN);
  g_autoptr (KsVerdict) general =
    verify_as (entry, pki->anchors, KS_ROLE_KIND_GENERAL, KS_KEY_PASSWORD_UNKNOWN);
  const KsFinding *finding = ks_test_find_finding (verdict, row->check);
  gboolean is_told = FALSE;

  assert_result (verdict, row->check, row->expected);
  assert_result (general, row->check, NULL);
  /* What holds or does not apply is no finding, and what another finding says already is not told twice. */
  is_told = g_str_equal (row->check, "role-anchor-dates");
  g_assert_cmpint (finding != NULL, ==,
                   !is_told &&
                     (g_str_has_prefix (row->expected, "fail") || g_str_has_prefix (row->expected, "info") ||
                      g_str_has_prefix (row->expected, "warning")));
  if (g_str_has_prefix (row->expected, "fail"))
    g_assert_cmpint (ks_verdict_get_state (verdict), ==, KS_STATE_FAIL);
}

static void
test_key_password (void)
{
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, pki->intermediate, NULL);
  g_autoptr (KsEntry) trusted = ks_test_trusted_new ("web", pki->leaf);
  g_autoptr (KsVerdict) unknown = verify_as (entry, pki->anchors, SERVER, KS_KEY_PASSWORD_UNKNOWN);
  g_autoptr (KsVerdict) same = verify_as (entry, pki->anchors, SERVER, KS_KEY_PASSWORD_SAME);
  g_autoptr (KsVerdict) different = verify_as (entry, pki->anchors, SERVER, KS_KEY_PASSWORD_DIFFERENT);
  g_autoptr (KsVerdict) of_trusted = verify_as (trusted, pki->anchors, SERVER, KS_KEY_PASSWORD_DIFFERENT);

  assert_result (unknown, "role-key-password", "not-checked||");
  assert_result (same, "role-key-password", "pass||");
  ks_test_assert_headline (same, KS_STATE_PASS, "Trusted");
  assert_result (different, "role-key-password", "warning||");
  ks_test_assert_headline (different, KS_STATE_WARNING,
                           "Trusted, with 1 warning: the key has another password than the keystore");
  g_assert_cmpint (ks_test_find_finding (different, "role-key-password")->remedy, ==,
                   KS_REMEDY_CHANGE_PASSWORD);
  assert_result (of_trusted, "role-key-password", "not-applicable||");
}

/* What Java does not see in a PKCS #12 file, whatever the file is for. */
static void
test_java_view (void)
{
  static const char *const extras[] = { "pkcs12.untrusted", "pkcs12.plain-key", "pkcs12.bare" };
  static const char *const results[] = {
    "warning|A certificate without Java’s attribute for trust|What Java shows",
    "warning|A private key that is not encrypted|What Java shows",
    "warning|A key whose certificate is marked as trusted|What Java shows",
  };
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsEntry) seen = ks_test_entry_new ("web", pki->leaf, pki->intermediate, NULL);
  g_autoptr (KsVerdict) sound = verify_as (seen, pki->anchors, KS_ROLE_KIND_GENERAL, KS_KEY_PASSWORD_UNKNOWN);
  g_autoptr (GBytes) yes = g_bytes_new_static ("0", 1);

  assert_result (sound, "java-view", NULL);
  ks_test_saw ("java-view", "absent");
  for (gsize i = 0; i < G_N_ELEMENTS (extras); i++) {
    g_autoptr (KsEntry) entry = ks_entry_with_extra (seen, extras[i], yes);
    g_autoptr (KsVerdict) verdict =
      verify_as (entry, pki->anchors, KS_ROLE_KIND_GENERAL, KS_KEY_PASSWORD_UNKNOWN);

    assert_result (verdict, "java-view", results[i]);
    ks_test_assert_headline (verdict, KS_STATE_WARNING,
                             "Trusted, with 1 warning: Java does not see all of it");
    g_assert_cmpint (ks_test_find_finding (verdict, "java-view")->remedy, ==, KS_REMEDY_SHOW_TO_JAVA);
  }
}

/* A path that is trusted is not enough. */
static void
test_unfit (void)
{
  KsTestSpec leaf = { .name = "gw.example.org" };
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, &leaf);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, pki->intermediate, NULL);
  g_autoptr (KsVerdict) verdict = verify_as (entry, pki->anchors, SERVER, KS_KEY_PASSWORD_SAME);
  g_autofree char *sentence = NULL;

  ks_test_assert_part (verdict, KS_PART_PATH, KS_STATE_WARNING, "With warnings");
  ks_test_assert_headline (verdict, KS_STATE_FAIL,
                           "Trusted, but “gw.example.org” has no host name among its alternative names");
  g_assert_cmpint (verify_quickly_as (entry, pki->anchors, SERVER, &sentence), ==, KS_STATE_FAIL);
  g_assert_cmpstr (sentence, ==, "“gw.example.org” has no host name among its alternative names.");
  g_assert_cmpint (verify_quickly_as (entry, pki->anchors, KS_ROLE_KIND_GENERAL, NULL), ==, KS_STATE_PASS);
}

/* What is missing is told once, with all that it leads to. */
static void
test_told_once (void)
{
  KsTestSpec nameless = { .name = "gw.example.org", .purposes = "serverAuth" };
  KsTestSpec malformed = { .name = "gw.example.org",
                           .san = "email:a@@example.org",
                           .purposes = "serverAuth" };
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, &nameless);
  g_autoptr (KsTestIdentity) other = ks_test_identity_new (&malformed, pki->intermediate);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, pki->intermediate, NULL);
  g_autoptr (KsEntry) other_entry = ks_test_entry_new ("web", other, pki->intermediate, NULL);
  g_autoptr (KsVerdict) server = verify_as (entry, pki->anchors, SERVER, KS_KEY_PASSWORD_SAME);
  g_autoptr (KsVerdict) general = verify_as (entry, pki->anchors, KS_ROLE_KIND_GENERAL, KS_KEY_PASSWORD_SAME);
  g_autoptr (KsVerdict) both = verify_as (other_entry, pki->anchors, SERVER, KS_KEY_PASSWORD_SAME);
  const KsFinding *finding = ks_test_find_finding (server, "role-names");

  g_assert_cmpint (finding->severity, ==, KS_STATE_FAIL);
  g_assert_nonnull (strstr (finding->consequence, "ERR_CERT_COMMON_NAME_INVALID"));
  g_assert_nonnull (strstr (finding->consequence, "No subject alternative names present"));
  g_assert_null (ks_test_find_finding (server, "cert-names"));
  g_assert_null (ks_test_find_finding (server, "tls-names"));
  g_assert_null (ks_test_find_finding (server, "private-names"));
  g_assert_nonnull (ks_test_find_finding (general, "cert-names"));
  g_assert_null (ks_test_find_finding (general, "private-names"));
  /* A malformed name is another matter. */
  g_assert_nonnull (ks_test_find_finding (both, "role-names"));
  g_assert_nonnull (ks_test_find_finding (both, "cert-names"));
}

static KsVerdict *
ask_truststore (KsEntry *entry, KsAnchorSet *truststore, KsEntry *server)
{
  g_autoptr (KsVerifyRequest) request = ks_verify_request_new (entry, KS_TEST_NOW);
  KsVerdict *verdict = NULL;

  ks_verify_request_set_anchors (request, truststore);
  ks_verify_request_set_role (request, TRUST);
  ks_verify_request_set_truststore (request, truststore);
  if (server != NULL)
    ks_verify_request_add_server (request, server, "wso2carbon.jks");
  verdict = ks_verify (request, NULL, NULL);
  ks_test_assert_marked_alike (request, verdict);
  return verdict;
}

/* That is said of the file: nothing is wrong with the certificate that it is said with. */
static void
test_truststore_accepts (void)
{
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsTestPki) stranger = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsEntry) root = ks_test_trusted_new ("root", pki->root);
  g_autoptr (KsEntry) pair = ks_test_entry_new ("key", pki->leaf, pki->intermediate, NULL);
  g_autoptr (KsEntry) known = ks_test_entry_new ("web", pki->leaf, pki->intermediate, NULL);
  g_autoptr (KsEntry) gap = ks_test_entry_new ("web", pki->leaf, NULL);
  g_autoptr (KsEntry) unknown = ks_test_entry_new ("web", stranger->leaf, stranger->intermediate, NULL);
  g_autoptr (KsVerdict) accepted = ask_truststore (root, pki->anchors, known);
  g_autoptr (KsVerdict) refused = ask_truststore (root, pki->anchors, unknown);
  g_autoptr (KsVerdict) incomplete = ask_truststore (root, pki->anchors, gap);
  g_autoptr (KsVerdict) nobody = ask_truststore (root, pki->anchors, NULL);
  g_autoptr (KsVerdict) of_key = ask_truststore (pair, pki->anchors, unknown);
  const KsFinding *finding = ks_test_find_finding (refused, "role-accepts");

  assert_result (accepted, "role-accepts", "pass|gw.example.org|client-truststore.jks");
  g_assert_null (ks_test_find_finding (accepted, "role-accepts"));
  assert_result (refused, "role-accepts",
                 "warning|Not trusted: “Test Root R1”, the issuer of “Test TLS CA 2”, is missing|"
                 "client-truststore.jks");
  ks_test_assert_headline (refused, KS_STATE_PASS, "Trusted");
  g_assert_cmpstr (
    finding->sentence, ==,
    "“gw.example.org” of wso2carbon.jks is not accepted by clients that have client-truststore.jks");
  assert_result (incomplete, "role-accepts",
                 "warning|Not trusted: “Test TLS CA 2”, the issuer of “gw.example.org”, is missing|"
                 "client-truststore.jks");
  assert_result (nobody, "role-accepts", "not-applicable||");
  assert_result (of_key, "role-accepts", "not-applicable||");
}

/* The purpose of the whole path follows the role. */
static void
test_client_below_server_authority (void)
{
  KsTestSpec intermediate = { INTERMEDIATE, .purposes = "serverAuth" };
  KsTestSpec leaf = { .name = "gw.example.org",
                      .san = "DNS:gw.example.org",
                      .purposes = "serverAuth,clientAuth" };
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, &intermediate, &leaf);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, pki->intermediate, NULL);
  g_autoptr (KsVerdict) server = verify_as (entry, pki->anchors, SERVER, KS_KEY_PASSWORD_SAME);
  g_autoptr (KsVerdict) client = verify_as (entry, pki->anchors, CLIENT, KS_KEY_PASSWORD_SAME);

  ks_test_assert_headline (server, KS_STATE_PASS, "Trusted");
  ks_test_assert_headline (client, KS_STATE_FAIL,
                           "Not trusted: “Test TLS CA 2” does not allow the purpose “TLS client”");
}

static void
test_public_client (void)
{
  KsTestSpec leaf = { .name = "a", .purposes = "clientAuth" };
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, &leaf);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, pki->intermediate, NULL);
  g_autoptr (KsEntry) trusted = ks_test_trusted_new ("web", pki->leaf);
  g_autoptr (GPtrArray) roots = g_ptr_array_new ();
  g_autoptr (KsAnchorSet) public = NULL;
  g_autoptr (KsVerdict) of_public = NULL;
  g_autoptr (KsVerdict) of_private = verify_as (entry, pki->anchors, CLIENT, KS_KEY_PASSWORD_SAME);

  g_ptr_array_add (roots, ks_test_identity_get_certificate (pki->root));
  public = ks_anchor_set_new (KS_ANCHORS_SYSTEM, "System trust", roots);
  of_public = verify_as (entry, public, CLIENT, KS_KEY_PASSWORD_SAME);
  assert_result (of_public, "role-public-client", "warning|16 September 2027|15 March 2027");
  g_assert_cmpint (verify_quickly_as (entry, public, CLIENT, NULL), ==, KS_STATE_WARNING);
  assert_result (of_private, "role-public-client", "not-applicable||");
  ks_test_assert_headline (of_private, KS_STATE_PASS, "Trusted");
}

/* Who encrypts for themselves needs nobody's trust, but everybody else does. */
static void
test_self_signed_encryption (void)
{
  KsTestSpec spec = { .name = "internal", .usage = "dataEncipherment,keyEncipherment" };
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsTestIdentity) own = ks_test_identity_new (&spec, NULL);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("internal", own, NULL);
  g_autoptr (KsVerdict) verdict = verify_as (entry, pki->anchors, ENCRYPTION, KS_KEY_PASSWORD_SAME);
  g_autoptr (KsVerdict) general = verify_as (entry, pki->anchors, KS_ROLE_KIND_GENERAL, KS_KEY_PASSWORD_SAME);

  ks_test_assert_headline (verdict, KS_STATE_PASS, "Self-signed, which is fine for internal encryption");
  ks_test_assert_part (verdict, KS_PART_PATH, KS_STATE_PASS, "Self-signed");
  assert_result (verdict, "role-self-signed", "pass||");
  assert_result (verdict, "role-data-encipherment",
                 "pass|Key encipherment, Data encipherment|Data encipherment");
  g_assert_null (ks_test_find_finding (verdict, "anchor-member"));
  g_assert_cmpint (ks_test_find_finding (verdict, "role-renewal")->severity, ==, KS_STATE_INFO);
  g_assert_false (ks_verdict_get_path (verdict, 0)->reaches_anchor);
  g_assert_cmpint (ks_test_link_state (verdict, 0), ==, KS_LINK_MISSING);
  g_assert_cmpint (verify_quickly_as (entry, pki->anchors, ENCRYPTION, NULL), ==, KS_STATE_PASS);
  g_assert_cmpint (ks_verdict_get_state (general), ==, KS_STATE_FAIL);
  g_assert_cmpint (verify_quickly_as (entry, pki->anchors, KS_ROLE_KIND_GENERAL, NULL), ==, KS_STATE_FAIL);
}

/* Nobody has to trust it, so that it is not called trusted where its usage is wrong. */
static void
test_unfit_encryption (void)
{
  KsTestSpec spec = { .name = "vault", .usage = "digitalSignature" };
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsTestIdentity) own = ks_test_identity_new (&spec, NULL);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("vault", own, NULL);
  g_autoptr (KsVerdict) verdict = verify_as (entry, pki->anchors, ENCRYPTION, KS_KEY_PASSWORD_SAME);

  ks_test_assert_headline (verdict, KS_STATE_FAIL,
                           "“vault” does not allow the key usage “Data encipherment”");
}

static void
test_json (void)
{
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, pki->intermediate, NULL);

  for (guint i = 0; i < KS_N_ROLE_KINDS; i++) {
    g_autoptr (KsVerdict) verdict = verify_as (entry, pki->anchors, i, KS_KEY_PASSWORD_SAME);
    g_autoptr (JsonNode) json = ks_verdict_to_json (verdict);
    KsRoleKind role = KS_N_ROLE_KINDS;

    g_assert_true (ks_role_kind_from_nick (json_object_get_string_member (json_node_get_object (json),
                                                                          "role"),
                                           &role));
    g_assert_cmpint (role, ==, i);
    g_assert_cmpstr (ks_role_kind_get_name (i), !=, "");
  }
  g_assert_false (ks_role_kind_from_nick ("server", &(KsRoleKind) { 0 }));
  g_assert_false (ks_role_kind_from_nick (NULL, &(KsRoleKind) { 0 }));
}

static const struct {
  const char *name;
  KsTestSpec leaf;
  gboolean is_trusted;
  const char *file_name;
  KsRoleKind role;
} guesses[] = {
  { "server", { LEAF }, FALSE, "a.jks", SERVER },
  { "server/both", { .name = "a", .purposes = "clientAuth,serverAuth" }, FALSE, NULL, SERVER },
  { "server/names", { .name = "a", .san = "DNS:a.example" }, FALSE, NULL, SERVER },
  { "server/common-name", { .name = "localhost", .usage = "" }, FALSE, NULL, SERVER },
  { "client", { .name = "a", .purposes = "clientAuth" }, FALSE, NULL, CLIENT },
  { "truststore", { LEAF }, TRUE, "a.jks", TRUST },
  { "signing/code", { .name = "a.example", .purposes = "codeSigning" }, FALSE, NULL, SIGNING },
  { "signing/usage", { .name = "Me", .usage = "digitalSignature" }, FALSE, NULL, SIGNING },
  { "encryption",
    { .name = "a.example", .usage = "keyEncipherment,dataEncipherment" },
    FALSE,
    NULL,
    ENCRYPTION },
  { "general", { .name = "Me", .usage = "" }, FALSE, NULL, KS_ROLE_KIND_GENERAL },
  { "general/authority", { .name = "a", .ca = TRUE }, FALSE, NULL, KS_ROLE_KIND_GENERAL },
};

static void
test_guesses (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (guesses); i++) {
    g_autoptr (KsTestIdentity) identity = ks_test_identity_new (&guesses[i].leaf, NULL);
    g_autoptr (KsEntry) entry =
      guesses[i].is_trusted ? ks_test_trusted_new ("it", identity) : ks_test_entry_new ("it", identity, NULL);
    g_autoptr (GPtrArray) entries = g_ptr_array_new ();

    g_test_message ("%s", guesses[i].name);
    g_ptr_array_add (entries, entry);
    g_assert_cmpstr (ks_role_kind_get_nick (ks_role_guess (entries, guesses[i].file_name)), ==,
                     ks_role_kind_get_nick (guesses[i].role));
  }
}

/* The name decides where there are both, the majority where there are several keys. */
static void
test_guess_of_many (void)
{
  KsTestSpec client = { .name = "a", .purposes = "clientAuth" };
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsTestIdentity) other = ks_test_identity_new (&client, NULL);
  g_autoptr (KsEntry) key = ks_test_entry_new ("key", pki->leaf, NULL);
  g_autoptr (KsEntry) client_key = ks_test_entry_new ("client", other, NULL);
  g_autoptr (KsEntry) root = ks_test_trusted_new ("root", pki->root);
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();

  g_assert_cmpint (ks_role_guess (entries, "truststore.jks"), ==, KS_ROLE_KIND_GENERAL);
  g_ptr_array_add (entries, key);
  g_ptr_array_add (entries, root);
  g_assert_cmpint (ks_role_guess (entries, "keystore.jks"), ==, SERVER);
  g_assert_cmpint (ks_role_guess (entries, "Client-TrustStore.jks"), ==, TRUST);
  g_ptr_array_add (entries, client_key);
  g_ptr_array_add (entries, client_key);
  g_assert_cmpint (ks_role_guess (entries, NULL), ==, CLIENT);
}

/* A certificate for something else is refused by everybody: that comes before who trusts it, and after what is wrong with it. */
static void
test_wrong_purpose (void)
{
  KsTestSpec client = { .name = "Ann", .san = "email:ann@example.org", .purposes = "clientAuth" };
  KsTestSpec signs = { .name = "gw.example.org",
                       .san = "DNS:gw.example.org",
                       .usage = "critical,keyCertSign" };
  KsTestSpec old = { .name = "Ann", .purposes = "clientAuth", .starts = -400, .ends = -12 };
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, &client);
  g_autoptr (KsTestPki) keyed = ks_test_pki_new (NULL, NULL, &signs);
  g_autoptr (KsTestPki) expired = ks_test_pki_new (NULL, NULL, &old);
  g_autoptr (KsAnchorSet) none = ks_test_anchors_new (NULL, NULL);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("ann", pki->leaf, pki->intermediate, pki->root, NULL);
  g_autoptr (KsEntry) signer = ks_test_entry_new ("gw", keyed->leaf, keyed->intermediate, keyed->root, NULL);
  g_autoptr (KsEntry) late =
    ks_test_entry_new ("ann", expired->leaf, expired->intermediate, expired->root, NULL);
  g_autoptr (KsVerdict) untrusted = verify_as (entry, none, SERVER, KS_KEY_PASSWORD_UNKNOWN);
  g_autoptr (KsVerdict) trusted = verify_as (entry, pki->anchors, SERVER, KS_KEY_PASSWORD_UNKNOWN);
  g_autoptr (KsVerdict) by_usage = verify_as (signer, none, SERVER, KS_KEY_PASSWORD_UNKNOWN);
  g_autoptr (KsVerdict) ended = verify_as (late, none, SERVER, KS_KEY_PASSWORD_UNKNOWN);
  const KsFinding *first = g_ptr_array_index (ks_verdict_get_findings (untrusted), 0);

  ks_test_assert_headline (untrusted, KS_STATE_FAIL,
                           "Not trusted: “Ann” does not allow the purpose “TLS server”");
  ks_test_assert_headline (trusted, KS_STATE_FAIL,
                           "Trusted, but “Ann” does not allow the purpose “TLS server”");
  ks_test_assert_headline (by_usage, KS_STATE_FAIL,
                           "Not trusted: “gw.example.org” does not allow the purpose “TLS server”");
  ks_test_assert_headline (ended, KS_STATE_FAIL, "Not trusted: “Ann” expired 12 days ago");
  g_assert_cmpstr (first->check->id, ==, "role-purpose");
  g_assert_cmpint (first->remedy, ==, KS_REMEDY_REQUEST_CERTIFICATE);
  g_assert_cmpstr (first->remedy_label, ==, "Request Certificate…");
  g_assert_cmpint (ks_test_find_finding (ended, "cert-validity")->remedy, ==, KS_REMEDY_RENEW);
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/role/", cases[i].name, NULL);

    g_test_add_data_func (path, &cases[i], test_case);
  }
  g_test_add_func ("/role/key-password", test_key_password);
  g_test_add_func ("/role/java-view", test_java_view);
  g_test_add_func ("/role/unfit", test_unfit);
  g_test_add_func ("/role/told-once", test_told_once);
  g_test_add_func ("/role/truststore-accepts", test_truststore_accepts);
  g_test_add_func ("/role/client-below-server-authority", test_client_below_server_authority);
  g_test_add_func ("/role/public-client", test_public_client);
  g_test_add_func ("/role/self-signed-encryption", test_self_signed_encryption);
  g_test_add_func ("/role/unfit-encryption", test_unfit_encryption);
  g_test_add_func ("/role/wrong-purpose", test_wrong_purpose);
  g_test_add_func ("/role/json", test_json);
  g_test_add_func ("/role/guesses", test_guesses);
  g_test_add_func ("/role/guess-of-many", test_guess_of_many);
  return g_test_run ();
}
