/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-name-constraints.h"
#include "ks-name-subtree.h"
#include "ks-test-pki.h"
#include "ks-test.h"

/* A CA's constraints and a leaf's names in OpenSSL syntax; whether all are allowed. RFC 5280 section 4.2.1.10. */
static const struct {
  const char *constraints;
  const char *names;
  gboolean allowed;
} cases[] = {
  { "permitted;DNS:example.com", "DNS:example.com", TRUE },
  { "permitted;DNS:example.com", "DNS:a.b.example.com", TRUE },
  { "permitted;DNS:example.com", "DNS:A.EXAMPLE.COM", TRUE },
  { "permitted;DNS:example.com", "DNS:badexample.com", FALSE },
  { "permitted;DNS:example.com", "DNS:example.org", FALSE },
  { "permitted;DNS:example.com", "DNS:example.com.", FALSE },
  { "permitted;DNS:example.com", "DNS:a.example.com,DNS:example.org", FALSE },
  { "permitted;DNS:example.com", "DNS:*.example.com", TRUE },
  { "permitted;DNS:www.example.com", "DNS:*.example.com", FALSE },
  { "permitted;DNS:.example.com", "DNS:a.example.com", TRUE },
  { "permitted;DNS:.example.com", "DNS:example.com", FALSE },
  { "permitted;DNS:example.com,permitted;DNS:example.org", "DNS:a.example.org", TRUE },
  { "permitted;DNS:example.com", "IP:192.0.2.1", TRUE },
  { "permitted;DNS:example.com", "email:a@example.org", TRUE },
  { "excluded;DNS:example.com", "DNS:a.example.com", FALSE },
  { "excluded;DNS:example.com", "DNS:example.org", TRUE },
  { "excluded;DNS:bar.example.com", "DNS:*.example.com", FALSE },
  { "excluded;DNS:a.bar.example.com", "DNS:*.example.com", TRUE },
  { "excluded;DNS:example.com", "DNS:*.a.example.com", FALSE },
  { "permitted;DNS:example.com,excluded;DNS:a.example.com", "DNS:a.example.com", FALSE },
  { "permitted;DNS:example.com,excluded;DNS:a.example.com", "DNS:b.example.com", TRUE },
  { "permitted;IP:192.0.2.0/255.255.255.0", "IP:192.0.2.77", TRUE },
  { "permitted;IP:192.0.2.0/255.255.255.0", "IP:192.0.3.77", FALSE },
  { "permitted;IP:192.0.2.0/255.255.255.0", "IP:2001:db8::1", FALSE },
  { "permitted;IP:192.0.2.0/255.0.255.0", "IP:192.0.2.77", FALSE },
  { "excluded;IP:2001:db8::/ffff:ffff::", "IP:2001:db8::1", FALSE },
  { "excluded;IP:2001:db8::/ffff:ffff::", "IP:2001:db9::1", TRUE },
  { "permitted;email:ann@example.com", "email:ann@EXAMPLE.com", TRUE },
  { "permitted;email:ann@example.com", "email:Ann@example.com", FALSE },
  { "permitted;email:example.com", "email:ann@example.com", TRUE },
  { "permitted;email:example.com", "email:ann@a.example.com", FALSE },
  { "permitted;email:.example.com", "email:ann@a.example.com", TRUE },
  { "permitted;email:.example.com", "email:ann@example.com", FALSE },
  { "permitted;email:example.com", "email:ann@evil.com@example.com", FALSE },
  { "permitted;URI:.example.com", "URI:https://a.example.com/x", TRUE },
  { "permitted;URI:.example.com", "URI:https://example.com/x", FALSE },
  { "permitted;URI:example.com", "URI:https://example.com:8443/x", TRUE },
  { "permitted;URI:example.com", "URI:https://192.0.2.1/", FALSE },
  { "permitted;URI:example.com", "URI:urn:x", FALSE },
  { "excluded;URI:example.com", "URI:urn:x", FALSE },
};

static void
test_table (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    KsTestSpec ca = { .name = "CA", .ca = TRUE, .constraints = cases[i].constraints };
    KsTestSpec leaf = { .name = "Leaf", .san = cases[i].names };
    g_autoptr (KsTestIdentity) issuer = ks_test_identity_new (&ca, NULL);
    g_autoptr (KsTestIdentity) subject = ks_test_identity_new (&leaf, issuer);
    g_autoptr (KsNameConstraints) constraints =
      ks_name_constraints_new (ks_test_identity_get_certificate (issuer));
    g_autofree char *name = NULL;
    g_autofree char *base = NULL;

    g_test_message ("%s, %s", cases[i].constraints, cases[i].names);
    g_assert_nonnull (constraints);
    g_assert_cmpint (ks_name_constraints_allow (constraints, ks_test_identity_get_certificate (subject),
                                                &name, &base),
                     ==, cases[i].allowed);
    g_assert_true ((name == NULL) == cases[i].allowed);
  }
}

static void
test_none (void)
{
  g_autoptr (KsTestIdentity) ca = ks_test_identity_new (&(KsTestSpec) { .name = "CA", .ca = TRUE }, NULL);

  g_assert_null (ks_name_constraints_new (ks_test_identity_get_certificate (ca)));
}

static void
test_text (void)
{
  KsTestSpec spec = { .name = "CA",
                      .ca = TRUE,
                      .constraints = "permitted;DNS:a.example,permitted;DNS:b.example,"
                                     "excluded;DNS:c.a.example" };
  g_autoptr (KsTestIdentity) ca = ks_test_identity_new (&spec, NULL);
  g_autoptr (KsNameConstraints) constraints = ks_name_constraints_new (ks_test_identity_get_certificate (ca));
  g_autofree char *text = ks_name_constraints_to_text (constraints);

  g_assert_cmpstr (text, ==, "Permitted: a.example, b.example · Excluded: c.a.example");
}

static KsSubtreeName *
subtree_name (const char *common_name)
{
  KsTestSpec spec = { .name = common_name };
  g_autoptr (KsTestIdentity) identity = ks_test_identity_new (&spec, NULL);
  KsName *subject = ks_certificate_get_subject (ks_test_identity_get_certificate (identity));

  return ks_subtree_name_new (KS_GENERAL_NAME_DIRECTORY, ks_name_get_text (subject),
                              ks_name_get_der (subject));
}

/* RFC 5280 section 7.1 */
static void
test_directory (void)
{
  g_autoptr (KsSubtreeName) one = subtree_name ("One");
  g_autoptr (KsSubtreeName) same = subtree_name (" ONE ");
  g_autoptr (KsSubtreeName) longer = subtree_name ("One Two");
  g_autoptr (KsSubtreeName) none = subtree_name ("");
  g_autoptr (KsSubtreeName) junk = ks_subtree_name_new (KS_GENERAL_NAME_DIRECTORY, "", NULL);

  g_assert_true (ks_subtree_contains (one, same, FALSE));
  g_assert_false (ks_subtree_contains (one, longer, FALSE));
  g_assert_true (ks_subtree_contains (none, longer, FALSE));
  g_assert_false (ks_subtree_contains (one, junk, FALSE));
  g_assert_true (ks_subtree_contains (one, junk, TRUE));
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/name-constraints/table", test_table);
  g_test_add_func ("/name-constraints/none", test_none);
  g_test_add_func ("/name-constraints/text", test_text);
  g_test_add_func ("/name-constraints/directory", test_directory);
  return g_test_run ();
}
