/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What tested hosts make of the verdict about an entry, and which names a table of them shows. */

#include "ks-host-columns.h"
#include "ks-test-pki.h"
#include "ks-test-verdict.h"
#include "ks-test.h"
#include "ks-verdict-private.h"

static KsVerdict *
verify (KsEntry *entry, KsAnchorSet *anchors, const char *const *hosts)
{
  g_autoptr (KsVerifyRequest) request = ks_verify_request_new (entry, KS_TEST_NOW);

  ks_verify_request_set_anchors (request, anchors);
  for (guint i = 0; hosts[i] != NULL; i++)
    ks_verify_request_add_host (request, hosts[i]);
  return ks_verify (request, NULL, NULL);
}

static guint
count_findings (KsVerdict *verdict)
{
  GPtrArray *findings = ks_verdict_get_findings (verdict);
  guint n = 0;

  for (guint i = 0; i < findings->len; i++)
    n += g_str_equal (((KsFinding *) findings->pdata[i])->check->id, "host-name");
  return n;
}

/* What is no host stays in the list with its reason, and is no reason against the certificate. */
static void
test_malformed (void)
{
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, pki->intermediate, NULL);
  g_autoptr (KsVerdict) both =
    verify (entry, pki->anchors, (const char *[]) { "a..b", "gw.example.org", NULL });
  g_autoptr (KsVerdict) alone = verify (entry, pki->anchors, (const char *[]) { "a..b", NULL });

  ks_test_assert_part (both, KS_PART_HOSTS, KS_STATE_PASS, "1 of 1 covered");
  g_assert_cmpint (ks_verdict_get_state (both), ==, KS_STATE_PASS);
  g_assert_cmpuint (ks_verdict_get_hosts (both)->len, ==, 2);
  g_assert_cmpuint (count_findings (both), ==, 0);
  ks_test_assert_part (alone, KS_PART_HOSTS, KS_STATE_NOT_CHECKED, "None tested");
  g_assert_cmpint (ks_verdict_get_state (alone), ==, KS_STATE_PASS);
}

/* Nobody connects to a CA. */
static void
test_authority (void)
{
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("ca", pki->intermediate, NULL);
  g_autoptr (KsVerdict) verdict = verify (entry, pki->anchors, (const char *[]) { "gw.example.org", NULL });

  ks_test_assert_part (verdict, KS_PART_HOSTS, KS_STATE_NOT_APPLICABLE, "Not for a CA");
  g_assert_cmpuint (count_findings (verdict), ==, 0);
  g_assert_null (strstr (ks_verdict_get_headline (verdict), "gw.example.org"));
}

/* A few are told one by one, many of them at once. */
static void
test_findings (void)
{
  const char *few[] = { "a.example.net", "b.example.net", "c.example.net", NULL };
  const char *many[] = { "a.example.net", "b.example.net",  "c.example.net",
                         "d.example.net", "gw.example.org", NULL };
  g_autoptr (KsTestPki) pki = ks_test_pki_new (NULL, NULL, NULL);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", pki->leaf, pki->intermediate, NULL);
  g_autoptr (KsVerdict) three = verify (entry, pki->anchors, few);
  g_autoptr (KsVerdict) four = verify (entry, pki->anchors, many);
  const KsFinding *finding = ks_test_find_finding (four, "host-name");

  g_assert_cmpuint (count_findings (three), ==, 3);
  g_assert_cmpuint (count_findings (four), ==, 1);
  g_assert_cmpstr (finding->sentence, ==, "4 tested hosts are not covered");
  g_assert_cmpstr (finding->theirs, ==, "a.example.net, b.example.net, c.example.net, d.example.net");
  g_assert_cmpint (finding->remedy, ==, KS_REMEDY_REQUEST_NAMES);
  ks_test_assert_part (four, KS_PART_HOSTS, KS_STATE_FAIL, "1 of 5 covered");
}

static KsHostColumns *
choose (const char *alt_names, const char *const *hosts, guint max)
{
  KsTestSpec spec = { .name = "cn.example.org", .san = alt_names };
  g_autoptr (KsTestIdentity) identity = ks_test_identity_new (&spec, NULL);
  g_autoptr (GPtrArray) results = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_host_result_free);

  for (guint i = 0; hosts[i] != NULL; i++) {
    KsHostResult *result = g_new0 (KsHostResult, 1);

    result->host = ks_host_name_new (hosts[i]);
    result->match = ks_host_match_new (result->host, ks_test_identity_get_certificate (identity));
    g_ptr_array_add (results, result);
  }
  return ks_host_columns_new (results, max);
}

static void
assert_columns (const KsHostColumns *columns, const char *wanted, guint n_more, gboolean common_name)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < columns->names->len; i++)
    g_string_append_printf (text, "%s%u", i > 0 ? " " : "", g_array_index (columns->names, guint, i));
  g_assert_cmpstr (text->str, ==, wanted);
  g_assert_cmpuint (columns->n_more, ==, n_more);
  g_assert_cmpint (columns->common_name, ==, common_name);
}

/* Where there is room, all names; else those that decide, then those that come near. */
static void
test_columns (void)
{
  const char *names =
    "DNS:a.example.org,DNS:web1.example.org,DNS:web2.example.org,DNS:*.example.net,IP:192.0.2.1";
  const char *one[] = { "web1.example.org", NULL };
  const char *two[] = { "web1.example.org", "x.example.net", NULL };
  const char *missed[] = { "cn.example.org", NULL };
  const char *strange[] = { "else.where", NULL };
  g_autoptr (KsHostColumns) all = choose (names, one, 5);
  g_autoptr (KsHostColumns) deciding = choose (names, two, 2);
  g_autoptr (KsHostColumns) near = choose (names, one, 4);
  g_autoptr (KsHostColumns) common = choose (names, missed, 4);
  g_autoptr (KsHostColumns) nothing = choose (names, strange, 4);

  assert_columns (all, "0 1 2 3 4", 0, FALSE);
  assert_columns (deciding, "1 3", 3, FALSE);
  assert_columns (near, "1 2 3", 2, FALSE);
  g_assert_true (common->common_name);
  assert_columns (nothing, "", 5, FALSE);
  g_assert_false (ks_host_columns_equal (all, near));
  g_assert_true (ks_host_columns_equal (all, all));
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/host-verdict/malformed", test_malformed);
  g_test_add_func ("/host-verdict/authority", test_authority);
  g_test_add_func ("/host-verdict/findings", test_findings);
  g_test_add_func ("/host-verdict/columns", test_columns);
  return g_test_run ();
}
