/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A table of hosts and names: how near they are, what of them differs, and the rule that has to be told. */

#include "ks-host-list.h"
#include "ks-host-match.h"
#include "ks-test-pki.h"
#include "ks-test.h"

enum {
  HOST,
  NAME,
  NEARNESS,
  HOST_MARKED,
  NAME_MARKED,
  RULE,
  N_COLUMNS
};

static const char *const nearnesses[] = {
  [KS_HOST_NOTHING] = "nothing",
  [KS_HOST_OTHER_END] = "other-end",
  [KS_HOST_LABELS] = "labels",
  [KS_HOST_SIMILAR] = "similar",
  [KS_HOST_LOOKS_ALIKE] = "looks-alike",
  [KS_HOST_MALFORMED] = "malformed",
  [KS_HOST_OTHER_TYPE] = "other-type",
  [KS_HOST_WILDCARD] = "wildcard",
  [KS_HOST_MATCH] = "match",
};

/* A certificate with one name, made by OpenSSL. */
static KsTestIdentity *
make_identity (const char *name)
{
  gboolean is_common = g_str_has_prefix (name, "CN:");
  KsTestSpec spec = { .name = is_common ? name + strlen ("CN:") : "Nobody", .san = is_common ? NULL : name };

  return ks_test_identity_new (&spec, NULL);
}

static char *
dup_marked (const char *text, const GArray *spans)
{
  GString *marked = g_string_new (NULL);
  guint at = 0;

  for (guint i = 0; i < spans->len; i++) {
    const KsHostSpan *span = &g_array_index (spans, KsHostSpan, i);

    g_assert_cmpuint (span->start, >=, at);
    g_assert_cmpuint (span->end, >, span->start);
    g_assert_cmpuint (span->end, <=, strlen (text));
    g_string_append_printf (marked, "%.*s[%.*s]", (int) (span->start - at), text + at,
                            (int) (span->end - span->start), text + span->start);
    at = span->end;
  }
  g_string_append (marked, text + at);
  return g_string_free_and_steal (marked);
}

static void
test_row (gconstpointer data)
{
  g_auto (GStrv) columns = g_strsplit (data, "\t", -1);
  g_autoptr (KsTestIdentity) identity = NULL;
  g_autoptr (KsHostName) host = NULL;
  g_autoptr (KsHostMatch) match = NULL;
  const KsHostComparison *nearest = NULL;
  g_autofree char *host_marked = NULL;
  g_autofree char *name_marked = NULL;

  g_assert_cmpuint (g_strv_length (columns), ==, N_COLUMNS);
  identity = make_identity (columns[NAME]);
  host = ks_host_name_new (columns[HOST]);
  match = ks_host_match_new (host, ks_test_identity_get_certificate (identity));
  nearest = ks_host_match_get_nearest (match);
  g_test_message ("%s: %s", (const char *) data, match->rule);
  g_assert_cmpint (match->matches, ==, g_str_equal (columns[NEARNESS], "match"));
  g_assert_cmpint (match->matches, ==,
                   ks_host_name_is_covered (host, ks_test_identity_get_certificate (identity)));
  if (g_str_equal (columns[NEARNESS], "nothing")) {
    g_assert_null (nearest);
    return;
  }
  g_assert_nonnull (nearest);
  g_assert_cmpstr (nearnesses[nearest->nearness], ==, columns[NEARNESS]);
  host_marked = dup_marked (nearest->host, nearest->host_spans);
  name_marked = dup_marked (nearest->name, nearest->name_spans);
  g_assert_cmpstr (host_marked, ==, columns[HOST_MARKED]);
  g_assert_cmpstr (name_marked, ==, columns[NAME_MARKED]);
  g_assert_nonnull (strstr (nearest->rule, columns[RULE]));
  g_assert_cmpstr (match->rule, ==, nearest->rule);
  g_assert_true (g_str_has_prefix (nearest->reference, "RFC "));
}

/* Each name has its cell; the nearest of them is the one that is told. */
static void
test_many_names (void)
{
  KsTestSpec spec = {
    .name = "x",
    .san = "DNS:gw.example.com,DNS:*.example.org,DNS:gw.exmaple.org,IP:192.0.2.1,DNS:db.internal"
  };
  g_autoptr (KsTestIdentity) identity = ks_test_identity_new (&spec, NULL);
  g_autoptr (KsHostName) covered = ks_host_name_new ("gw.example.org");
  g_autoptr (KsHostName) missed = ks_host_name_new ("a.gw.example.org");
  g_autoptr (KsHostMatch) match = ks_host_match_new (covered, ks_test_identity_get_certificate (identity));
  g_autoptr (KsHostMatch) miss = ks_host_match_new (missed, ks_test_identity_get_certificate (identity));
  const KsHostNearness wanted[] = { KS_HOST_OTHER_END, KS_HOST_MATCH, KS_HOST_SIMILAR };

  g_assert_true (match->matches);
  g_assert_cmpint (match->alt_name, ==, 1);
  g_assert_cmpuint (match->cells->len, ==, 5);
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    g_assert_cmpint (((KsHostComparison *) match->cells->pdata[i])->nearness, ==, wanted[i]);
  g_assert_null (match->cells->pdata[3]);
  g_assert_null (match->cells->pdata[4]);
  g_assert_null (match->common_name);

  g_assert_false (miss->matches);
  g_assert_cmpint (miss->alt_name, ==, 1);
  g_assert_cmpint (ks_host_match_get_nearest (miss)->nearness, ==, KS_HOST_WILDCARD);
}

/* A certificate may have its name in letters, which RFC 5280 section 7.2 does not allow. */
static void
test_letters_in_certificate (void)
{
  const char *name = "bücher.example";
  g_autoptr (GBytes) raw = g_bytes_new (name, strlen (name));
  const KsGeneralName presented = { .type = KS_GENERAL_NAME_DNS,
                                    .text = (char *) "b\\xc3\\xbccher.example",
                                    .raw = raw };
  g_autoptr (KsHostName) host = ks_host_name_new ("bücher.example");
  g_autoptr (KsHostName) other = ks_host_name_new ("other.example");
  g_autoptr (KsHostComparison) near = ks_host_comparison_new (host, &presented);
  g_autoptr (KsHostComparison) far = ks_host_comparison_new (other, &presented);

  g_assert_cmpint (near->nearness, ==, KS_HOST_MALFORMED);
  g_assert_nonnull (strstr (near->rule, "has to say “xn--bcher-kva.example”"));
  g_assert_null (strstr (far->rule, "has to say"));
}

/* What people paste: lists, URLs, ports, what other programs print. */
static void
test_list (void)
{
  const char *text =
    "gw.example.org, GW.example.org:9443\nhttps://api.example.org/x;[2001:db8::1]:443\t\"bücher.example\"\n"
    "DNS:xn--bcher-kva.example, IP Address:192.0.2.1\n  - a..b\n# not this one\n*.example.org";
  const char *const before[] = { "gw.example.org", "old.example.org", NULL };
  const char *const wanted[] = { "gw.example.org", "old.example.org", "api.example.org",
                                 "2001:db8::1",    "bücher.example",  "192.0.2.1",
                                 "a..b",           "*.example.org",   NULL };
  guint n_left_out = 1;
  g_auto (GStrv) hosts = ks_host_list_add (before, text, &n_left_out);
  g_auto (GStrv) again = ks_host_list_add ((const char *const *) hosts, text, NULL);
  g_auto (GStrv) less = ks_host_list_remove ((const char *const *) hosts, "a..b");
  g_auto (GStrv) first = ks_host_list_add (NULL, "", NULL);

  g_assert_cmpstrv (hosts, wanted);
  g_assert_cmpuint (n_left_out, ==, 0);
  g_assert_cmpstrv (again, wanted);
  g_assert_cmpuint (g_strv_length (less), ==, G_N_ELEMENTS (wanted) - 2);
  g_assert_false (g_strv_contains ((const char *const *) less, "a..b"));
  g_assert_cmpuint (g_strv_length (first), ==, 0);
}

static void
test_list_is_bounded (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (GStrv) hosts = NULL;
  guint n_left_out = 0;

  for (guint i = 0; i < KS_HOST_LIST_MAX + 7; i++)
    g_string_append_printf (text, "host%u.example.org\n", i);
  hosts = ks_host_list_add (NULL, text->str, &n_left_out);
  g_assert_cmpuint (g_strv_length (hosts), ==, KS_HOST_LIST_MAX);
  g_assert_cmpuint (n_left_out, ==, 7);
}

static void
test_uncovered (void)
{
  KsTestSpec spec = { .name = "x", .san = "DNS:*.example.org,IP:192.0.2.1" };
  g_autoptr (KsTestIdentity) identity = ks_test_identity_new (&spec, NULL);
  const char *const hosts[] = { "a.example.org", "example.org", "192.0.2.1", "192.0.2.2", "a..b", NULL };
  const char *const wanted[] = { "example.org", "192.0.2.2", NULL };
  g_auto (GStrv) missing = ks_host_list_uncovered (hosts, ks_test_identity_get_certificate (identity));
  g_auto (GStrv) none = ks_host_list_uncovered (NULL, ks_test_identity_get_certificate (identity));

  g_assert_cmpstrv (missing, wanted);
  g_assert_cmpuint (g_strv_length (none), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  ks_test_init (&argc, &argv);
  g_assert_true (g_file_get_contents (HOST_COMPARISONS, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++) {
    g_autofree char *path = g_strdup_printf ("/host-comparison/line-%u", i + 1);

    if (*lines[i] == '#' || *lines[i] == '\0')
      continue;
    g_test_add_data_func (path, lines[i], test_row);
    n++;
  }
  g_assert_cmpuint (n, >=, 50);
  g_test_add_func ("/host-comparison/many-names", test_many_names);
  g_test_add_func ("/host-comparison/letters-in-certificate", test_letters_in_certificate);
  g_test_add_func ("/host-list/list", test_list);
  g_test_add_func ("/host-list/is-bounded", test_list_is_bounded);
  g_test_add_func ("/host-list/uncovered", test_uncovered);
  return g_test_run ();
}
