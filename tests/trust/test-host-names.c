/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A table of hosts and certificates, with what RFC 9525 and RFC 5280 make of each pair and the rule that has to be told. */

#include "ks-host-match.h"
#include "ks-test-pki.h"
#include "ks-test.h"

enum {
  HOST,
  NAMES,
  MATCH,
  RULE,
  N_COLUMNS
};

/* One certificate for each row, made by OpenSSL. */
static KsTestIdentity *
make_identity (const char *names)
{
  g_auto (GStrv) parts = g_strsplit (names, ",", -1);
  g_autoptr (GPtrArray) rest = g_ptr_array_new ();
  g_autofree char *san = NULL;
  KsTestSpec spec = { .name = "Nobody" };

  for (guint i = 0; parts[i] != NULL; i++)
    if (g_str_has_prefix (parts[i], "CN:"))
      spec.name = parts[i] + strlen ("CN:");
    else
      g_ptr_array_add (rest, parts[i]);
  if (rest->len > 0) {
    g_ptr_array_add (rest, NULL);
    spec.san = san = g_strjoinv (",", (char **) rest->pdata);
  }
  return ks_test_identity_new (&spec, NULL);
}

static void
test_row (gconstpointer data)
{
  g_auto (GStrv) columns = g_strsplit (data, "\t", -1);
  g_autoptr (KsTestIdentity) identity = NULL;
  g_autoptr (KsHostName) host = NULL;
  g_autoptr (KsHostMatch) answer = NULL;

  g_assert_cmpuint (g_strv_length (columns), ==, N_COLUMNS);
  identity = make_identity (columns[NAMES]);
  host = ks_host_name_new (columns[HOST]);
  answer = ks_host_match_new (host, ks_test_identity_get_certificate (identity));
  g_test_message ("%s: %s", (const char *) data, answer->rule);
  g_assert_cmpstr (answer->matches ? "yes" : "no", ==, columns[MATCH]);
  g_assert_nonnull (strstr (answer->rule, columns[RULE]));
  g_assert_true (g_str_has_prefix (answer->reference, "RFC "));
}

int
main (int argc, char *argv[])
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  ks_test_init (&argc, &argv);
  g_assert_true (g_file_get_contents (HOST_NAMES, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++) {
    g_autofree char *path = g_strdup_printf ("/host-names/line-%u", i + 1);

    if (*lines[i] == '#' || *lines[i] == '\0')
      continue;
    g_test_add_data_func (path, lines[i], test_row);
    n++;
  }
  g_assert_cmpuint (n, >=, 150);
  return g_test_run ();
}
