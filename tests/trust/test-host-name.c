/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-host-match.h"
#include "ks-test-pki.h"
#include "ks-test.h"

/* What a person types, and what it is read as. */
static const struct {
  const char *given;
  KsHostKind kind;
  const char *ascii;
} readings[] = {
  { "gw.example.org", KS_HOST_DNS, "gw.example.org" },
  { "GW.Example.ORG.", KS_HOST_DNS, "gw.example.org" },
  { "  gw.example.org\n", KS_HOST_DNS, "gw.example.org" },
  { "localhost", KS_HOST_DNS, "localhost" },
  { "my_host.internal", KS_HOST_DNS, "my_host.internal" },
  { "bücher.example", KS_HOST_DNS, "xn--bcher-kva.example" },
  { "straße.example", KS_HOST_DNS, "xn--strae-oqa.example" },
  { "xn--bcher-kva.example", KS_HOST_DNS, "xn--bcher-kva.example" },
  { "https://gw.example.org:9443/carbon/", KS_HOST_DNS, "gw.example.org" },
  { "https://[2001:db8::1]:9443/", KS_HOST_IP, "2001:db8::1" },
  { "192.0.2.10", KS_HOST_IP, "192.0.2.10" },
  { "[::1]", KS_HOST_IP, "::1" },
  { "0:0:0:0:0:0:0:1", KS_HOST_IP, "::1" },
  { "fe80::1%eth0", KS_HOST_IP, "fe80::1" },
  { "2001:DB8::A", KS_HOST_IP, "2001:db8::a" },
  { "ann@Example.ORG", KS_HOST_EMAIL, "ann@example.org" },
  { "ldap://dir.example.org/o=x", KS_HOST_URI, "ldap://dir.example.org/o=x" },
  { "", KS_HOST_INVALID, "" },
  { ".", KS_HOST_INVALID, "" },
  { "a..b", KS_HOST_INVALID, "" },
  { ".example.org", KS_HOST_INVALID, "" },
  { "example.org..", KS_HOST_INVALID, "" },
  { "-a.example.org", KS_HOST_INVALID, "" },
  { "a b.example.org", KS_HOST_INVALID, "" },
  { "*.example.org", KS_HOST_INVALID, "" },
  { "[192.0.2.10]", KS_HOST_INVALID, "" },
  { "192.0.2.010", KS_HOST_INVALID, NULL },
  { "192.0.2", KS_HOST_INVALID, NULL },
  { "0x7f000001", KS_HOST_INVALID, NULL },
  { "1.2.3.4.5", KS_HOST_INVALID, NULL },
  { "::1::2", KS_HOST_INVALID, "" },
  { "@example.org", KS_HOST_INVALID, NULL },
  { "https:///path", KS_HOST_INVALID, "" },
  { "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example", KS_HOST_INVALID, "" },
  { "\xff\xfe", KS_HOST_INVALID, "" },
};

static void
test_reading (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (readings); i++) {
    g_autoptr (KsHostName) host = ks_host_name_new (readings[i].given);

    g_test_message ("%s", readings[i].given);
    g_assert_cmpint (host->kind, ==, readings[i].kind);
    if (readings[i].ascii != NULL)
      g_assert_cmpstr (host->ascii, ==, readings[i].ascii);
    g_assert_true ((host->problem != NULL) == (readings[i].kind == KS_HOST_INVALID));
  }
}

static void
test_long_input (void)
{
  g_autofree char *text = g_strnfill (100000, 'a');
  g_autoptr (KsHostName) host = ks_host_name_new (text);

  g_assert_cmpint (host->kind, ==, KS_HOST_INVALID);
}

/* A host, the names of a certificate, and whether they match; @rule: part of what decided. */
static const struct {
  const char *host;
  const char *names;
  gboolean matches;
  const char *rule;
} matches[] = {
  { "gw.example.org", "DNS:gw.example.org", TRUE, "matches DNS gw.example.org" },
  { "GW.EXAMPLE.ORG.", "DNS:gw.example.org", TRUE, NULL },
  { "gw.example.org", "DNS:a.example,DNS:GW.example.org", TRUE, NULL },
  { "a.example.com", "DNS:*.example.com", TRUE, "matches DNS *.example.com" },
  { "example.com", "DNS:*.example.com", FALSE, "one label below" },
  { "a.b.example.com", "DNS:*.example.com", FALSE, "“*” stands for one label, “a.b” has 2" },
  { "a.example.com", "DNS:f*.example.com", FALSE, "whole first part" },
  { "fa.example.com", "DNS:f*.example.com", FALSE, "is ignored" },
  { "a.b.example.com", "DNS:a.*.example.com", FALSE, "whole first part" },
  { "a.b.example.com", "DNS:*.*.example.com", FALSE, "one “*” only" },
  { "example.com", "DNS:*.com", FALSE, "top-level" },
  { "example", "DNS:*", FALSE, NULL },
  { "xn--a.example.com", "DNS:xn--*.example.com", FALSE, "is ignored" },
  { "bücher.example", "DNS:xn--bcher-kva.example", TRUE, NULL },
  { "bücher.example.com", "DNS:*.example.com", TRUE, NULL },
  { "example.com", "DNS:example.com.", FALSE, NULL },
  { "badexample.com", "DNS:example.com", FALSE, "none of the certificate’s names" },
  { "192.0.2.10", "IP:192.0.2.10", TRUE, "matches IP 192.0.2.10" },
  { "192.0.2.10", "DNS:192.0.2.10", FALSE, "where it does not count" },
  { "192.0.2.10", "DNS:*.0.2.10", FALSE, NULL },
  { "::1", "IP:0:0:0:0:0:0:0:1", TRUE, NULL },
  { "[2001:db8::1]", "IP:2001:DB8:0:0::1", TRUE, NULL },
  { "192.0.2.10", "IP:::ffff:192.0.2.10", FALSE, NULL },
  { "ann@example.org", "email:ann@EXAMPLE.org", TRUE, NULL },
  { "Ann@example.org", "email:ann@example.org", FALSE, "upper and lower case" },
  { "ldap://dir.example.org", "URI:ldap://dir.example.org/o=x", TRUE, NULL },
  { "ldaps://dir.example.org", "URI:ldap://dir.example.org", FALSE, "the scheme is not" },
  { "gw.example.org", "IP:192.0.2.10", FALSE, NULL },
};

static KsHostMatch *
match (const char *text, const char *name, const char *alt_names)
{
  KsTestSpec spec = { .name = name, .san = alt_names };
  g_autoptr (KsTestIdentity) identity = ks_test_identity_new (&spec, NULL);
  g_autoptr (KsHostName) host = ks_host_name_new (text);

  return ks_host_match_new (host, ks_test_identity_get_certificate (identity));
}

static void
test_matching (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (matches); i++) {
    g_autoptr (KsHostMatch) answer = match (matches[i].host, "Test", matches[i].names);

    g_test_message ("%s against %s: %s", matches[i].host, matches[i].names, answer->rule);
    g_assert_cmpint (answer->matches, ==, matches[i].matches);
    g_assert_nonnull (answer->rule);
    g_assert_nonnull (answer->reference);
    if (matches[i].rule != NULL)
      g_assert_nonnull (strstr (answer->rule, matches[i].rule));
  }
}

/* The common name never counts, with or without alternative names, and a person is told so. */
static void
test_common_name (void)
{
  g_autoptr (KsHostMatch) alone = match ("gw.example.org", "gw.example.org", NULL);
  g_autoptr (KsHostMatch) beside = match ("gw.example.org", "gw.example.org", "DNS:other.example.org");
  g_autoptr (KsHostMatch) none = match ("gw.example.org", "Somebody", NULL);

  g_assert_false (alone->matches);
  g_assert_nonnull (strstr (alone->rule, "Common Name"));
  g_assert_cmpint (alone->alt_name, ==, -1);
  g_assert_false (beside->matches);
  g_assert_nonnull (strstr (beside->rule, "Common Name"));
  g_assert_false (none->matches);
  g_assert_nonnull (strstr (none->rule, "no alternative names"));
}

/* The nearest miss is the one that is told. */
static void
test_nearest (void)
{
  g_autoptr (KsHostMatch) answer =
    match ("api.eu.gw.example.org", "x", "DNS:gw.example.org,DNS:*.gw.example.org,IP:192.0.2.10");
  g_autoptr (KsHostMatch) invalid = match ("a..b", "a..b", "DNS:a.b");

  g_assert_false (answer->matches);
  g_assert_cmpint (answer->alt_name, ==, 1);
  g_assert_cmpstr (answer->rule, ==, "“*” stands for one label, “api.eu” has 2");
  g_assert_cmpstr (answer->reference, ==, "RFC 9525, 6.3");
  g_assert_false (invalid->matches);
  g_assert_nonnull (strstr (invalid->rule, "empty"));
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/host-name/reading", test_reading);
  g_test_add_func ("/host-name/long-input", test_long_input);
  g_test_add_func ("/host-name/matching", test_matching);
  g_test_add_func ("/host-name/common-name", test_common_name);
  g_test_add_func ("/host-name/nearest", test_nearest);
  return g_test_run ();
}
