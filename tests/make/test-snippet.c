/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-test.h"

#include <string.h>

#include "ks-error.h"
#include "ks-snippet.h"
#include "ks-test-pki.h"

/* That parsers read the snippets is tested with the parsers; here is what the engine says beside them. */

static GPtrArray *
list_warnings (const char *id, const char *format, const KsTestSpec *spec, const char *alias, guint n_keys)
{
  g_autoptr (KsTestIdentity) identity = ks_test_identity_new (spec, NULL);
  g_autoptr (KsEntry) entry = ks_test_entry_new (alias, identity, NULL);
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  KsSnippetContext context = { .path = "/srv/a.jks",
                               .name = "a.jks",
                               .format = ks_format_find (format),
                               .entry = entry,
                               .entries = entries };

  for (guint i = 0; i < n_keys; i++)
    g_ptr_array_add (entries, entry);
  return ks_snippet_list_warnings (ks_snippet_find (id), &context);
}

static gboolean
says (GPtrArray *warnings, const char *word)
{
  for (guint i = 0; i < warnings->len; i++)
    if (strstr (warnings->pdata[i], word) != NULL)
      return TRUE;

  return FALSE;
}

static void
test_warnings (void)
{
  static const struct {
    const char *id;
    KsTestSpec spec;
    const char *alias;
    guint n_keys;
    const char *word; /* NULL: nothing */
  } rows[] = {
    { "tomcat", { .name = "a", .san = "DNS:a.example" }, "web", 1, NULL },
    { "tomcat", { .name = "a" }, "web", 1, "alternative names" },
    { "java", { .name = "a" }, "web", 1, NULL },
    { "kafka", { .name = "a", .san = "DNS:a.example" }, "web", 2, "takes no alias" },
    { "tomcat", { .name = "a", .san = "DNS:a.example" }, "Web", 1, "lower case" },
    { "wso2-internal", { .name = "a" }, "web", 1, "only RSA" },
    { "wso2-internal",
      { .name = "a", .key = "RSA:2048", .usage = "digitalSignature" },
      "web",
      1,
      "data encipherment" },
    { "wso2-internal",
      { .name = "a", .key = "RSA:2048", .usage = "dataEncipherment" },
      "web",
      1,
      "cannot be read" },
    { "wso2-truststore", { .name = "a" }, "web", 1, "private keys" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GPtrArray) warnings =
      list_warnings (rows[i].id, "jks", &rows[i].spec, rows[i].alias, rows[i].n_keys);

    for (guint w = 0; w < warnings->len; w++)
      g_test_message ("%s: %s", rows[i].id, (char *) warnings->pdata[w]);
    if (rows[i].word == NULL)
      g_assert_cmpuint (warnings->len, ==, 0);
    else
      g_assert_true (says (warnings, rows[i].word));
  }
}

static void
test_role (void)
{
  const KsTestSpec spec = { .name = "a", .san = "DNS:a.example" };
  g_autoptr (KsTestIdentity) identity = ks_test_identity_new (&spec, NULL);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", identity, NULL);
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  KsSnippetContext context = { .name = "new.jks",
                               .format = ks_format_find ("jks"),
                               .entry = entry,
                               .entries = entries,
                               .role = KS_ROLE_KIND_INTERNAL_ENCRYPTION,
                               .has_own_password = TRUE };
  g_autoptr (GPtrArray) warnings = ks_snippet_list_warnings (ks_snippet_find ("java"), &context);

  g_assert_true (says (warnings, "internal encryption"));
  g_assert_true (says (warnings, "not saved yet"));
  g_assert_true (says (warnings, "these settings cannot say it"));
}

static void
test_refusals (void)
{
  const KsTestSpec spec = { .name = "a" };
  g_autoptr (KsTestIdentity) identity = ks_test_identity_new (&spec, NULL);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("bell\a", identity, NULL);
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  KsSnippetContext context = { .name = "a.pem",
                               .format = ks_format_find ("pem"),
                               .entry = entry,
                               .entries = entries };
  g_autoptr (GError) error = NULL;

  g_assert_null (ks_snippet_write (ks_snippet_find ("wso2-tls"), &context, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED);
  g_clear_error (&error);

  context.format = ks_format_find ("jks");
  g_assert_null (ks_snippet_write (ks_snippet_find ("tomcat"), &context, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_LOSSY);
  g_clear_error (&error);
  g_assert_null (ks_snippet_find ("nothing"));
}

/* No row can be without its words, and every one writes something. */
static void
test_table (void)
{
  const KsTestSpec spec = { .name = "a" };
  g_autoptr (KsTestIdentity) identity = ks_test_identity_new (&spec, NULL);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("web", identity, NULL);
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  KsSnippetContext context = { .path = "/srv/web.p12",
                               .name = "web.p12",
                               .format = ks_format_find ("pkcs12"),
                               .entry = entry,
                               .entries = entries };
  gsize n;
  const KsSnippet *table = ks_snippet_list (&n);

  for (gsize i = 0; i < n; i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *text = ks_snippet_write (&table[i], &context, &error);

    g_assert_no_error (error);
    g_assert_nonnull (strstr (text, "web.p12"));
    g_assert_nonnull (strstr (text, "_PASSWORD"));
    g_assert_true (g_str_has_suffix (text, "\n"));
    g_assert_true (ks_snippet_find (table[i].id) == &table[i]);
  }
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/snippet/warnings", test_warnings);
  g_test_add_func ("/snippet/role", test_role);
  g_test_add_func ("/snippet/refusals", test_refusals);
  g_test_add_func ("/snippet/table", test_table);

  return g_test_run ();
}
