/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-lint.h"
#include "ks-test-verdict.h"
#include "ks-test.h"

/* A server of the public web; each row changes what its lint is about. */
#define SERVER .name = "gw.example.org", .san = "DNS:gw.example.org", .purposes = "serverAuth"
#define CA .name = "Test TLS CA 3", .ca = TRUE
#define OPEN .profiles = KS_LINT_PUBLIC_TLS
#define OPEN_CA .profiles = KS_LINT_PUBLIC_CA
#define SHUT .profiles = KS_LINT_PRIVATE_TLS

/* How the encoding of a certificate is spoiled after it was signed. */
typedef enum {
  UNSPOILED,
  SPOIL_ALGORITHM, /* the outer ecdsa-with-SHA256 becomes ecdsa-with-SHA384 */
  SPOIL_BOOLEAN,   /* TRUE is written as 1 instead of 255: BER, not DER */
} Spoil;

/* One row per lint. Where @other has no name, it does not apply by its profile alone. */
static const struct {
  const char *lint;
  guint profiles;
  KsTestSpec good;
  KsTestSpec bad;
  KsTestSpec other;
  KsState state; /* of the breach */
  const char *ours;
  const char *theirs;
  gboolean self_signed;
  gboolean other_signs_itself; /* @other alone: the opposite of @self_signed */
  const char *issuer;          /* of the bad one: how the issuer writes its name */
  Spoil spoil;                 /* of the bad one */
} rows[] = {
  { .lint = "encoding-algorithms",
    .profiles = KS_LINT_EVERY,
    .good = { SERVER },
    .bad = { SERVER },
    .spoil = SPOIL_ALGORITHM,
    .state = KS_STATE_WARNING,
    .ours = "ecdsa-with-SHA256",
    .theirs = "ecdsa-with-SHA384" },
  { .lint = "encoding-der",
    .profiles = KS_LINT_EVERY,
    .good = { SERVER },
    .bad = { SERVER },
    .spoil = SPOIL_BOOLEAN,
    .state = KS_STATE_WARNING },
  { .lint = "tls-rsa-size",
    OPEN,
    .good = { SERVER, .key = "RSA:2048" },
    .bad = { SERVER, .key = "RSA:1024" },
    .other = { SERVER },
    .state = KS_STATE_WARNING,
    .ours = "RSA 1024",
    .theirs = "at least RSA 2048" },
  { .lint = "tls-rsa-octets",
    OPEN,
    .good = { SERVER, .key = "RSA:1024" },
    .bad = { SERVER, .key = "RSA:1027" },
    .other = { SERVER },
    .state = KS_STATE_WARNING,
    .ours = "RSA 1027",
    .theirs = "a multiple of 8 bits" },
  { .lint = "tls-key-kind",
    OPEN,
    .good = { SERVER, .key = "EC:P-384" },
    .bad = { SERVER, .key = "ED25519" },
    .other = { SERVER, .key = "RSA:1024" },
    .state = KS_STATE_WARNING,
    .ours = "Ed25519",
    .theirs = "RSA, or EC P-256, P-384 or P-521" },
  { .lint = "tls-sha1",
    OPEN,
    .good = { SERVER },
    .bad = { SERVER, .digest = "SHA1" },
    .other = { SERVER, .digest = "SHA1", .starts = -4100 },
    .state = KS_STATE_WARNING,
    .ours = "SHA-1",
    .theirs = "SHA-256 or stronger" },
  { .lint = "ca-sha1",
    OPEN_CA,
    .good = { CA, .starts = -10 },
    .bad = { CA, .starts = -10, .digest = "SHA1" },
    .other = { CA, .starts = -100, .digest = "SHA1" },
    .state = KS_STATE_WARNING,
    .ours = "SHA-1",
    .theirs = "SHA-256 or stronger" },
  { .lint = "code-rsa-size",
    .profiles = KS_LINT_CODE_SIGNING,
    .good = { SERVER, .key = "RSA:3072" },
    .bad = { SERVER, .key = "RSA:2048" },
    .other = { SERVER, .key = "RSA:1024", .starts = -2100 },
    .state = KS_STATE_INFO,
    .ours = "RSA 2048",
    .theirs = "at least RSA 3072" },

  { .lint = "tls-validity",
    OPEN,
    .good = { SERVER, .ends = 99 },
    .bad = { SERVER, .ends = 100 },
    .other = { SERVER, .starts = -3500 },
    .state = KS_STATE_WARNING,
    .ours = "201 days",
    .theirs = "at most 200 days" },
  { .lint = "tls-validity-advice",
    OPEN,
    .good = { SERVER, .ends = 98 },
    .bad = { SERVER, .ends = 99 },
    .other = { SERVER, .starts = -2400 },
    .state = KS_STATE_INFO,
    .ours = "200 days",
    .theirs = "at most 199 days" },
  { .lint = "private-validity",
    SHUT,
    .good = { SERVER, .ends = 724 },
    .bad = { SERVER, .ends = 725 },
    .other = { SERVER, .starts = -2800 },
    .state = KS_STATE_INFO,
    .ours = "826 days",
    .theirs = "at most 825 days" },

  { .lint = "tls-names",
    OPEN,
    .good = { SERVER },
    .bad = { .name = "gw.example.org" },
    .state = KS_STATE_WARNING },
  { .lint = "tls-names-critical",
    OPEN,
    .good = { SERVER },
    .bad = { .name = "gw.example.org", .san = "critical,DNS:gw.example.org" },
    .other = { .name = "gw.example.org" },
    .state = KS_STATE_WARNING,
    .ours = "critical",
    .theirs = "not critical beside a subject" },
  { .lint = "tls-names-kinds",
    OPEN,
    .good = { SERVER },
    .bad = { .name = "gw", .san = "DNS:gw.example.org,email:ops@example.org" },
    .other = { .name = "gw" },
    .state = KS_STATE_WARNING,
    .ours = "ops@example.org",
    .theirs = "DNS names and IP addresses only" },
  { .lint = "tls-names-internal",
    OPEN,
    .good = { SERVER },
    .bad = { .name = "gw", .san = "DNS:gw.corp.local" },
    .other = { .name = "gw", .san = "IP:8.8.8.8" },
    .state = KS_STATE_WARNING,
    .ours = "gw.corp.local",
    .theirs = "a name below a public top-level domain" },
  { .lint = "tls-names-reserved",
    OPEN,
    .good = { .name = "gw", .san = "IP:8.8.8.8,IP:2a00:1450::1" },
    .bad = { .name = "gw", .san = "IP:8.8.8.8,IP:10.1.2.3" },
    .other = { SERVER },
    .state = KS_STATE_WARNING,
    .ours = "10.1.2.3",
    .theirs = "an address of the public internet" },
  { .lint = "tls-names-dot",
    OPEN,
    .good = { SERVER },
    .bad = { .name = "gw", .san = "DNS:gw.example.org." },
    .other = { .name = "gw", .san = "IP:8.8.8.8" },
    .state = KS_STATE_WARNING,
    .ours = "gw.example.org.",
    .theirs = "no dot at the end" },
  { .lint = "tls-names-underscore",
    OPEN,
    .good = { SERVER },
    .bad = { .name = "gw", .san = "DNS:gw_1.example.org" },
    .other = { .name = "gw", .san = "IP:8.8.8.8" },
    .state = KS_STATE_WARNING,
    .ours = "gw_1.example.org",
    .theirs = "no underscore" },
  { .lint = "tls-names-labels",
    OPEN,
    .good = { .name = "gw", .san = "DNS:*.xn--bcher-kva.example.org" },
    .bad = { .name = "gw", .san = "DNS:ab--c.example.org" },
    .other = { .name = "gw", .san = "IP:8.8.8.8" },
    .state = KS_STATE_WARNING,
    .ours = "ab--c.example.org",
    .theirs = "labels of letters, digits and hyphens, or “xn--” labels" },
  { .lint = "tls-names-reverse",
    OPEN,
    .good = { SERVER },
    .bad = { .name = "gw", .san = "DNS:1.113.0.203.in-addr.arpa" },
    .other = { .name = "gw", .san = "DNS:1.113.0.203.in-addr.arpa", .starts = -300 },
    .state = KS_STATE_WARNING,
    .ours = "1.113.0.203.in-addr.arpa",
    .theirs = "no name of the reverse zones" },
  { .lint = "tls-names-suffix",
    OPEN,
    .good = { .name = "gw", .san = "DNS:*.example.co.uk" },
    .bad = { .name = "gw", .san = "DNS:*.co.uk" },
    .other = { .name = "gw", .san = "IP:8.8.8.8" },
    .state = KS_STATE_WARNING,
    .ours = "*.co.uk",
    .theirs = "wildcards below registered domains only" },
  { .lint = "private-names", SHUT, .good = { SERVER }, .bad = { .name = "gw" }, .state = KS_STATE_INFO },

  { .lint = "tls-cn-copy",
    OPEN,
    .good = { SERVER },
    .bad = { .name = "gw", .san = "DNS:gw.example.org" },
    .other = { .name = "", .san = "critical,DNS:gw.example.org" },
    .state = KS_STATE_WARNING,
    .ours = "gw",
    .theirs = "gw.example.org" },
  { .lint = "tls-cn",
    OPEN,
    .good = { .name = "", .san = "critical,DNS:gw.example.org" },
    .bad = { SERVER },
    .state = KS_STATE_INFO,
    .ours = "gw.example.org",
    .theirs = "no common name" },

  { .lint = "tls-server-auth",
    OPEN,
    .good = { SERVER },
    .bad = { .name = "gw", .purposes = "clientAuth" },
    .state = KS_STATE_WARNING,
    .ours = "TLS client",
    .theirs = "TLS server" },
  { .lint = "tls-any-purpose",
    OPEN,
    .good = { SERVER },
    .bad = { .name = "gw", .purposes = "serverAuth,anyExtendedKeyUsage" },
    .other = { .name = "gw" },
    .state = KS_STATE_WARNING,
    .ours = "TLS server, Any purpose",
    .theirs = "TLS server" },
  { .lint = "tls-purpose-critical",
    OPEN,
    .good = { SERVER },
    .bad = { .name = "gw", .purposes = "critical,serverAuth" },
    .other = { .name = "gw" },
    .state = KS_STATE_WARNING },
  { .lint = "tls-client-auth",
    OPEN,
    .good = { SERVER, .starts = 120, .ends = 160 },
    .bad = { .name = "gw", .purposes = "serverAuth,clientAuth", .starts = 120, .ends = 160 },
    .other = { .name = "gw", .purposes = "serverAuth,clientAuth" },
    .state = KS_STATE_WARNING,
    .ours = "TLS server, TLS client",
    .theirs = "TLS server" },
  { .lint = "client-auth",
    .profiles = KS_LINT_CLIENT,
    .good = { .name = "robot", .purposes = "clientAuth" },
    .bad = { SERVER },
    .state = KS_STATE_WARNING,
    .ours = "TLS server",
    .theirs = "TLS client" },
  { .lint = "code-signing",
    .profiles = KS_LINT_CODE_SIGNING,
    .good = { .name = "builder", .purposes = "codeSigning" },
    .bad = { .name = "builder" },
    .state = KS_STATE_WARNING,
    .ours = "no purpose",
    .theirs = "Code signing" },

  { .lint = "tls-usage-rsa",
    OPEN,
    .good = { SERVER, .key = "RSA:1024" },
    .bad = { SERVER, .key = "RSA:1024", .usage = "keyEncipherment" },
    .other = { SERVER },
    .state = KS_STATE_WARNING,
    .ours = "Key encipherment",
    .theirs = "Digital signature" },
  { .lint = "tls-usage-ec",
    OPEN,
    .good = { SERVER },
    .bad = { SERVER, .usage = "keyAgreement" },
    .other = { SERVER, .key = "RSA:1024" },
    .state = KS_STATE_WARNING,
    .ours = "Key agreement",
    .theirs = "Digital signature" },
  { .lint = "tls-usage-agreement",
    OPEN,
    .good = { SERVER },
    .bad = { SERVER, .usage = "keyAgreement" },
    .other = { SERVER, .usage = "" },
    .state = KS_STATE_INFO,
    .ours = "Key agreement",
    .theirs = "not Key agreement" },
  { .lint = "tls-usage-data",
    OPEN,
    .good = { SERVER, .key = "RSA:1024" },
    .bad = { SERVER, .key = "RSA:1024", .usage = "dataEncipherment" },
    .other = { SERVER },
    .state = KS_STATE_INFO,
    .ours = "Data encipherment",
    .theirs = "not Data encipherment" },
  { .lint = "data-usage",
    .profiles = KS_LINT_DATA_ENCIPHERMENT,
    .good = { .name = "vault", .usage = "keyEncipherment,dataEncipherment" },
    .bad = { .name = "vault", .usage = "keyEncipherment" },
    .other = { .name = "vault", .usage = "" },
    .state = KS_STATE_WARNING,
    .ours = "Key encipherment",
    .theirs = "Data encipherment" },

  { .lint = "tls-version",
    OPEN,
    .good = { SERVER },
    .bad = { SERVER, .version1 = TRUE },
    .state = KS_STATE_WARNING,
    .ours = "version 1",
    .theirs = "version 3" },
  { .lint = "tls-no-ca",
    OPEN,
    .good = { SERVER },
    .bad = { SERVER, .basic = "critical,CA:TRUE" },
    .state = KS_STATE_WARNING },
  { .lint = "tls-no-subject-key-id",
    OPEN,
    .good = { SERVER, .no_key_ids = TRUE },
    .bad = { SERVER },
    .state = KS_STATE_INFO },
  { .lint = "tls-authority-key-id",
    OPEN,
    .good = { SERVER },
    .bad = { SERVER, .no_key_ids = TRUE },
    .other = { SERVER },
    .other_signs_itself = TRUE,
    .state = KS_STATE_WARNING },
  { .lint = "tls-access",
    OPEN,
    .good = { SERVER, .issuers_url = "http://ca.example.org/2.crt" },
    .bad = { SERVER },
    .state = KS_STATE_WARNING },
  { .lint = "tls-access-form",
    OPEN,
    .good = { SERVER, .issuers_url = "http://ca.example.org/2.crt" },
    .bad = { SERVER, .malformed_access = "3000" },
    .other = { SERVER },
    .state = KS_STATE_WARNING },
  { .lint = "tls-policies",
    OPEN,
    .good = { SERVER, .policies = "2.23.140.1.2.1" },
    .bad = { SERVER },
    .state = KS_STATE_WARNING },
  { .lint = "tls-no-constraints",
    OPEN,
    .good = { SERVER },
    .bad = { SERVER, .constraints = "critical,permitted;DNS:example.org" },
    .state = KS_STATE_WARNING },
  { .lint = "tls-serial-random",
    OPEN,
    .good = { SERVER, .serial = "12345678901234567890" },
    .bad = { SERVER, .serial = "4711" },
    .state = KS_STATE_INFO,
    .ours = "2 bytes",
    .theirs = "at least 64 random bits" },
  { .lint = "tls-serial-long",
    OPEN,
    .good = { SERVER, .serial = "730750818665451459101842416358141509827966271487" },
    .bad = { SERVER, .serial = "730750818665451459101842416358141509827966271488" },
    .state = KS_STATE_WARNING,
    .ours = "160 bits",
    .theirs = "at most 159 bits" },
  { .lint = "tls-issuer-bytes",
    OPEN,
    .good = { SERVER },
    .bad = { SERVER },
    .issuer = "TEST TLS CA 2",
    .state = KS_STATE_WARNING,
    .ours = "CN=Test TLS CA 2",
    .theirs = "CN=TEST TLS CA 2" },

  { .lint = "ca-basic",
    .profiles = KS_LINT_CA,
    .good = { CA },
    .bad = { CA, .basic = "" },
    .state = KS_STATE_WARNING },
  { .lint = "ca-basic-critical",
    .profiles = KS_LINT_CA,
    .good = { CA },
    .bad = { CA, .basic = "CA:TRUE" },
    .other = { CA, .basic = "" },
    .state = KS_STATE_INFO },
  { .lint = "ca-usage",
    .profiles = KS_LINT_CA,
    .good = { CA },
    .bad = { CA, .usage = "cRLSign" },
    .state = KS_STATE_INFO,
    .ours = "CRL signing",
    .theirs = "Certificate signing" },
  { .lint = "ca-path-length",
    .profiles = KS_LINT_EVERY,
    .good = { CA, .basic = "critical,CA:TRUE,pathlen:0" },
    .bad = { CA, .basic = "critical,CA:TRUE,pathlen:1", .usage = "cRLSign" },
    .other = { CA },
    .state = KS_STATE_WARNING,
    .ours = "path length limit 1",
    .theirs = "a limit only where certificates may be signed" },
  { .lint = "ca-subject-key-id",
    .profiles = KS_LINT_CA,
    .good = { CA },
    .bad = { CA, .no_key_ids = TRUE },
    .other = { SERVER },
    .state = KS_STATE_INFO },
  { .lint = "root-key-id",
    OPEN_CA,
    .good = { CA },
    .bad = { CA, .foreign_key_id = TRUE },
    .other = { CA },
    .self_signed = TRUE,
    .other_signs_itself = TRUE,
    .state = KS_STATE_WARNING,
    .ours = "01 02 03 04" },
  { .lint = "root-purposes",
    OPEN_CA,
    .good = { CA },
    .bad = { CA, .purposes = "serverAuth" },
    .other = { CA, .purposes = "serverAuth" },
    .self_signed = TRUE,
    .other_signs_itself = TRUE,
    .state = KS_STATE_WARNING },
};

static KsTestIdentity *ca;

/* The place in @data from @from on, or -1. */
static gssize
find_bytes (const guint8 *data, gsize size, const char *wanted, gsize wanted_size, gboolean last)
{
  gssize found = -1;

  for (gsize i = 0; i + wanted_size <= size && (found < 0 || last); i++)
    if (memcmp (data + i, wanted, wanted_size) == 0)
      found = (gssize) i;
  return found;
}

static KsCertificate *
dup_spoiled (KsCertificate *certificate, Spoil spoil)
{
  g_autoptr (GBytes) der = NULL;
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (ks_certificate_get_der (certificate), &size);
  guint8 *copy = NULL;
  gssize at = -1;

  if (spoil == UNSPOILED)
    return g_object_ref (certificate);
  copy = g_memdup2 (data, size);
  if (spoil == SPOIL_ALGORITHM) {
    at = find_bytes (copy, size, "\x2a\x86\x48\xce\x3d\x04\x03\x02", 8, TRUE);
    g_assert_cmpint (at, >=, 0);
    copy[at + 7] = 3;
  } else {
    at = find_bytes (copy, size, "\x01\x01\xff", 3, FALSE);
    g_assert_cmpint (at, >=, 0);
    copy[at + 2] = 1;
  }
  der = g_bytes_new_take (copy, size);
  return ks_certificate_new (der);
}

static KsResult *
run_at (const char *lint, guint profiles, gboolean is_public, KsCertificate *certificate, const char *issuer)
{
  KsTestSpec spec = { .name = issuer, .ca = TRUE };
  g_autoptr (KsTestIdentity) other = issuer != NULL ? ks_test_identity_new (&spec, NULL) : NULL;
  KsLintSubject subject = {
    .certificate = certificate,
    .issuer = ks_test_identity_get_certificate (other != NULL ? other : ca),
    .profiles = profiles,
    .is_public = is_public,
  };

  return ks_lint_run (ks_lint_find (lint), &subject);
}

static void
assert_breach (guint row, KsCertificate *certificate)
{
  g_autoptr (KsResult) result =
    run_at (rows[row].lint, rows[row].profiles, TRUE, certificate, rows[row].issuer);

  ks_test_saw (rows[row].lint, ks_state_get_nick (rows[row].state));
  g_assert_cmpint (result->state, ==, rows[row].state);
  g_assert_cmpstr (result->check->id, ==, rows[row].lint);
  if (rows[row].ours != NULL)
    g_assert_cmpstr (result->ours, ==, rows[row].ours);
  if (rows[row].theirs != NULL)
    g_assert_cmpstr (result->theirs, ==, rows[row].theirs);
  /* The sentence names whose it is, and both values. */
  g_assert_nonnull (strstr (result->sentence, ks_certificate_get_title (certificate)));
  g_assert_nonnull (strstr (result->sentence, result->ours));
  g_assert_nonnull (strstr (result->sentence, result->theirs));
  g_assert_null (strstr (result->sentence, "%"));
}

/* Below a private authority the rules of public ones are information, and the others stay what they are. */
static void
assert_private (guint row, KsCertificate *certificate)
{
  gboolean public_rule = (rows[row].profiles & (KS_LINT_PUBLIC_TLS | KS_LINT_PUBLIC_CA)) != 0;
  g_autoptr (KsResult) result =
    run_at (rows[row].lint, rows[row].profiles, FALSE, certificate, rows[row].issuer);

  g_assert_cmpint (result->state, ==, public_rule ? KS_STATE_INFO : rows[row].state);
}

static void
test_row (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  KsTestIdentity *signer = rows[row].self_signed ? NULL : ca;
  g_autoptr (KsTestIdentity) good = ks_test_identity_new (&rows[row].good, signer);
  g_autoptr (KsTestIdentity) bad = ks_test_identity_new (&rows[row].bad, signer);
  g_autoptr (KsCertificate) spoiled = dup_spoiled (ks_test_identity_get_certificate (bad), rows[row].spoil);
  g_autoptr (KsResult) holds =
    run_at (rows[row].lint, rows[row].profiles, TRUE, ks_test_identity_get_certificate (good), NULL);
  g_autoptr (KsResult) elsewhere =
    run_at (rows[row].lint, (guint) ~ks_lint_find (rows[row].lint)->profiles & 0xff, TRUE, spoiled,
            rows[row].issuer);

  ks_test_saw (rows[row].lint, "pass");
  g_assert_cmpint (holds->state, ==, KS_STATE_PASS);
  assert_breach (row, spoiled);
  assert_private (row, spoiled);
  ks_test_saw (rows[row].lint, "not-applicable");
  g_assert_cmpint (elsewhere->state, ==, KS_STATE_NOT_APPLICABLE);
  if (rows[row].other.name != NULL) {
    gboolean itself = rows[row].self_signed != rows[row].other_signs_itself;
    g_autoptr (KsTestIdentity) other = ks_test_identity_new (&rows[row].other, itself ? NULL : ca);
    g_autoptr (KsResult) unconcerned =
      run_at (rows[row].lint, rows[row].profiles, TRUE, ks_test_identity_get_certificate (other), NULL);

    ks_test_saw (rows[row].lint, "not-applicable");
    g_assert_cmpint (unconcerned->state, ==, KS_STATE_NOT_APPLICABLE);
    g_assert_cmpstr (unconcerned->sentence, !=, "");
  }
}

/* A lint without a row above is a lint that nobody has tried. */
static void
test_count (void)
{
  guint n = 0;

  for (const KsLint *const *list = ks_lint_list (); *list != NULL; list++, n++) {
    guint found = 0;

    for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
      found += g_str_equal (rows[i].lint, (*list)->check.id);
    if (found != 1)
      g_error ("%s has %u rows of tests", (*list)->check.id, found);
    ks_test_saw ((*list)->check.id, "exists");
    g_assert_true (ks_lint_find ((*list)->check.id) == *list);
    g_assert_cmpstr ((*list)->check.title, !=, "");
    g_assert_nonnull ((*list)->check.url);
  }
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (rows));
}

int
main (int argc, char *argv[])
{
  KsTestSpec spec = { .name = "Test TLS CA 2", .ca = TRUE, .ends = 1000 };
  int status = 0;

  ks_test_init (&argc, &argv);
  ca = ks_test_identity_new (&spec, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/lint/row/%s", rows[i].lint);

    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_row);
  }
  g_test_add_func ("/lint/count", test_count);
  status = g_test_run ();
  ks_test_identity_free (ca);
  return status;
}
