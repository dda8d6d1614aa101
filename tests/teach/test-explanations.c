/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whatever the window shows has an explanation, and each explanation is of use. */

#include <string.h>

#include "ks-advice.h"
#include "ks-attribute-type.h"
#include "ks-explanation.h"
#include "ks-extension.h"
#include "ks-lint.h"
#include "ks-remark.h"
#include "ks-role.h"
#include "ks-test-pki.h"
#include "ks-test.h"

#define SHORTEST 20
#define LONGEST 400

/* These words frighten, blame or promise (visual.md, section 8). */
static const char *const bad_words[] = { "please", "oops", " secure ", "invalid",
                                         "!",      "\"",   "...",      "you forgot" };

static void
assert_text (const char *id, const char *text)
{
  glong length = g_utf8_strlen (text, -1);

  if (length < SHORTEST || length > LONGEST)
    g_error ("“%s” has %ld characters", id, length);
  if (!g_str_has_suffix (text, ".") && !g_str_has_suffix (text, ".”"))
    g_error ("“%s” does not end with a full stop: %s", id, text);
  for (gsize i = 0; i < G_N_ELEMENTS (bad_words); i++)
    if (strstr (text, bad_words[i]) != NULL)
      g_error ("“%s” says “%s”", id, bad_words[i]);
}

/* Where there is no text to read it up in: what is Catena's own, and what Netscape never standardized. */
static gboolean
may_lack_source (const char *id)
{
  return g_str_has_prefix (id, "section:") || g_str_has_prefix (id, "role:") ||
         g_str_has_prefix (id, "entry-kind:") || g_str_has_prefix (id, "file:") ||
         g_str_has_prefix (id, "remark:") || g_str_has_prefix (id, "extension:2.16.840.1.113730.1.") ||
         g_str_equal (id, "field:alias") || g_str_equal (id, "field:stored-on") ||
         g_str_equal (id, "field:entry-kind") || g_str_equal (id, "field:source") ||
         g_str_equal (id, "attribute:2.5.4.72");
}

static void
assert_source (const KsExplanation *explanation)
{
  if (explanation->reference == NULL && !may_lack_source (explanation->id))
    g_error ("“%s” has no source", explanation->id);
  if (explanation->url == NULL)
    return;
  g_assert_nonnull (explanation->reference);
  g_assert_true (g_uri_is_valid (explanation->url, G_URI_FLAGS_NONE, NULL));
  g_assert_true (g_str_has_prefix (explanation->url, "https://"));
}

static void
test_texts (void)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) texts = g_hash_table_new (g_str_hash, g_str_equal);
  guint n = 0;
  const KsExplanation *const *list = ks_explanation_list (&n);

  g_assert_cmpuint (n, >, 200);
  for (guint i = 0; i < n; i++) {
    const KsExplanation *explanation = list[i];
    const KsExplanation *twin = g_hash_table_lookup (texts, explanation->text);

    assert_text (explanation->id, explanation->text);
    assert_source (explanation);
    g_assert_true (ks_explanation_find (explanation->id) == explanation);
    if (!g_hash_table_add (ids, (gpointer) explanation->id))
      g_error ("there are two “%s”", explanation->id);
    if (twin != NULL)
      g_error ("“%s” and “%s” say the same", twin->id, explanation->id);
    g_hash_table_insert (texts, (gpointer) explanation->text, (gpointer) explanation);
  }
}

static void
assert_explained (const char *kind, const char *what)
{
  g_autofree char *id = g_strconcat (kind, what, NULL);

  if (ks_explanation_find (id) == NULL)
    g_error ("“%s” is not explained", id);
}

static void
assert_check (const KsCheck *check)
{
  const char *advice = ks_advice_find (check->id);

  assert_explained ("check:", check->id);
  if (advice == NULL)
    g_error ("nobody says what to do about “%s”", check->id);
  assert_text (check->id, advice);
  if (g_str_equal (advice, check->why))
    g_error ("“%s” gives its reason as advice", check->id);
}

static void
test_checks (void)
{
  guint n = 0;

  for (const KsCheck *const *list = ks_check_list (); *list != NULL; list++, n++)
    assert_check (*list);
  for (const KsLint *const *list = ks_lint_list (); *list != NULL; list++, n++)
    assert_check (&(*list)->check);
  g_assert_cmpuint (n, >, 90);
  g_assert_null (ks_advice_find ("no-such-check"));
}

static guint
count (const char *kind)
{
  guint n = 0, found = 0;
  const KsExplanation *const *list = ks_explanation_list (&n);

  for (guint i = 0; i < n; i++)
    if (g_str_has_prefix (list[i]->id, kind))
      found++;
  return found;
}

/* As many texts as there are extensions: none is left of one that is not decoded any more. */
static void
test_extensions (void)
{
  guint n = 0;

  for (; ks_extension_get_known (n) != NULL; n++)
    assert_explained ("extension:", ks_extension_get_known (n));
  g_assert_cmpuint (n, >, 30);
  g_assert_cmpuint (count ("extension:"), ==, n);
}

static void
test_attributes (void)
{
  gsize n = 0;
  const KsAttributeType *types = ks_attribute_type_list (&n);

  for (gsize i = 0; i < n; i++)
    assert_explained ("attribute:", types[i].oid);
  g_assert_cmpuint (n, >, 30);
  g_assert_cmpuint (count ("attribute:"), ==, n + 1); /* and “unknown” */
}

/* One text for each kind of remark. */
static void
test_remarks (void)
{
  g_assert_cmpuint (count ("remark:"), ==, KS_REMARK_SURPLUS + 1);
}

static void
test_roles (void)
{
  for (KsRoleKind role = 0; role < KS_N_ROLE_KINDS; role++)
    assert_explained ("role:", ks_role_kind_get_nick (role));
  g_assert_cmpuint (count ("role:"), ==, KS_N_ROLE_KINDS);
}

/* ---- what the sources of the window name ---- */

static void
collect (const char *path, GRegex *regex, GHashTable *used)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GMatchInfo) match = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    g_hash_table_add (used, g_match_info_fetch (match, 1));
}

static void
collect_folder (const char *folder, GRegex *regex, GHashTable *used)
{
  g_autofree char *path = g_build_filename (SOURCE_ROOT, folder, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (path, 0, &error);
  const char *name;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *file = g_build_filename (path, name, NULL);

    if (g_str_has_suffix (name, ".c") || g_str_has_suffix (name, ".blp"))
      collect (file, regex, used);
  }
}

/* An id in a template or a source that the table does not have would show nothing; a text that nobody names is never read. */
static void
test_used (void)
{
  g_autoptr (GRegex) regex =
    g_regex_new ("\"((?:field|entry-kind|kind|drawing|chain|part|section|asn1|file|remark):[a-z0-9-]+)\"", 0,
                 0, NULL);
  g_autoptr (GHashTable) used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *const kinds[] = { "field:", "entry-kind:", "kind:", "drawing:", "chain:",
                                "part:",  "section:",    "asn1:", "file:",    "remark:" };
  g_autofree char *elements =
    g_build_filename (SOURCE_ROOT, "engine", "teach", "ks-explanation-find.c", NULL);
  GHashTableIter iter;
  gpointer id;

  collect_folder ("app", regex, used);
  collect_folder ("app" G_DIR_SEPARATOR_S "dialogs", regex, used);
  collect_folder ("widgets", regex, used);
  collect (elements, regex, used);
  g_hash_table_iter_init (&iter, used);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    assert_explained ("", id);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    guint n = 0;
    const KsExplanation *const *list = ks_explanation_list (&n);

    for (guint j = 0; j < n; j++)
      if (g_str_has_prefix (list[j]->id, kinds[i]) && !g_hash_table_contains (used, list[j]->id))
        g_error ("“%s” is explained nowhere in the window", list[j]->id);
  }
}

/* ---- elements of a file ---- */

static const KsAsn1Element *
find_element (KsAsn1Tree *tree, const char *label, guint *index)
{
  for (*index = 0; *index < ks_asn1_tree_get_size (tree); (*index)++) {
    const KsAsn1Element *element = ks_asn1_tree_get_element (tree, *index);

    if (g_strcmp0 (element->label, label) == 0)
      return element;
  }
  return NULL;
}

static void
assert_element (KsAsn1Tree *tree, const char *label, const char *id)
{
  guint index = 0;

  g_assert_nonnull (find_element (tree, label, &index));
  g_assert_cmpstr (ks_explanation_find_for_element (tree, index)->id, ==, id);
}

static void
test_elements (void)
{
  const KsTestSpec spec = { .name = "gw.example.org", .san = "DNS:gw.example.org" };
  KsTestIdentity *identity = ks_test_identity_new (&spec, NULL);
  g_autoptr (KsAsn1Tree) tree =
    ks_asn1_tree_new (ks_certificate_get_der (ks_test_identity_get_certificate (identity)));

  for (guint i = 0; i < ks_asn1_tree_get_size (tree); i++)
    g_assert_nonnull (ks_explanation_find_for_element (tree, i));
  assert_element (tree, "tbsCertificate", "asn1:signed");
  assert_element (tree, "serialNumber", "field:serial");
  assert_element (tree, "signatureValue", "asn1:signature");
  assert_element (tree, "notBefore", "asn1:time");
  /* Object identifiers are what they name: here the common name of the issuer, which comes first. */
  assert_element (tree, "type", "attribute:2.5.4.3");
  ks_test_identity_free (identity);
}

static void
test_broken_elements (void)
{
  /* A sequence that goes on behind the end, and an extension’s identifier that ends too soon. */
  const char *const broken[] = { "3082ffff0201", "0602" };

  for (gsize i = 0; i < G_N_ELEMENTS (broken); i++) {
    g_autoptr (GBytes) bytes = ks_test_hex (broken[i]);
    g_autoptr (KsAsn1Tree) tree = ks_asn1_tree_new (bytes);

    g_assert_cmpuint (ks_asn1_tree_get_size (tree), >, 0);
    g_assert_cmpstr (ks_explanation_find_for_element (tree, 0)->id, ==, "asn1:problem");
  }
}

static void
test_unknown (void)
{
  g_assert_null (ks_explanation_find ("field:no-such-field"));
  g_assert_null (ks_explanation_find (""));
  g_assert_cmpstr (ks_explanation_get_title (ks_explanation_find ("part:hosts")), ==, "Host names");
  g_assert_null (ks_explanation_get_title (ks_explanation_find ("field:serial")));
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);
  g_test_add_func ("/explanations/texts", test_texts);
  g_test_add_func ("/explanations/checks", test_checks);
  g_test_add_func ("/explanations/extensions", test_extensions);
  g_test_add_func ("/explanations/attributes", test_attributes);
  g_test_add_func ("/explanations/remarks", test_remarks);
  g_test_add_func ("/explanations/roles", test_roles);
  g_test_add_func ("/explanations/used", test_used);
  g_test_add_func ("/explanations/elements", test_elements);
  g_test_add_func ("/explanations/broken-elements", test_broken_elements);
  g_test_add_func ("/explanations/unknown", test_unknown);
  return g_test_run ();
}
