/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <gtk/gtk.h>

#include "catena-help-page.h"

static CatenaHelpPage *
parse (const char *body)
{
  g_autofree char *xml = g_strdup_printf (
    "<page xmlns=\"http://projectmallard.org/1.0/\" id=\"test\"><info><link type=\"guide\" xref=\"index#care\"/>"
    "<desc>A <em>short</em>\n  text</desc><license><p>none</p></license></info><title>Test &amp; page</title>%s</page>",
    body);
  g_autoptr (GError) error = NULL;
  CatenaHelpPage *page = catena_help_page_new (xml, -1, &error);

  g_assert_no_error (error);
  return page;
}

static const CatenaHelpBlock *
get (CatenaHelpPage *page, guint i)
{
  g_assert_cmpuint (i, <, page->blocks->len);
  return g_ptr_array_index (page->blocks, i);
}

static void
test_head (void)
{
  g_autoptr (CatenaHelpPage) page = parse ("");

  g_assert_cmpstr (page->id, ==, "test");
  g_assert_cmpstr (page->title, ==, "Test & page");
  g_assert_cmpstr (page->summary, ==, "A short text");
  g_assert_cmpstr (page->group, ==, "care");
  g_assert_cmpuint (page->blocks->len, ==, 0);
}

static void
test_inline (void)
{
  g_autoptr (CatenaHelpPage) page = parse (
    "<p>  Press\n  <keyseq>\n<key>Ctrl</key> <key>S</key> </keyseq>, or\n <guiseq><gui>Main</gui><gui>Save</gui></guiseq>"
    " &lt;now&gt;, see <link xref=\"#sec\">here</link> and <link xref=\"other#a\">there</link>.</p>");
  const CatenaHelpBlock *block = get (page, 0);

  g_assert_cmpstr (block->text, ==, "Press Ctrl+S, or Main ▸ Save <now>, see here and there.");
  g_assert_cmpstr (block->markup, ==,
                   "Press <b>Ctrl</b>+<b>S</b>, or <b>Main</b> ▸ <b>Save</b> &lt;now&gt;, see "
                   "<a href=\"test#sec\">here</a> and <a href=\"other#a\">there</a>.");
}

static void
test_lists (void)
{
  g_autoptr (CatenaHelpPage) page = parse (
    "<steps><item><p>one</p><p>more</p></item><item><list><item><p>inner</p></item></list></item><item><p>three</p></item></steps>"
    "<terms><item><title>term</title><p>text</p></item></terms><p>after</p>");

  g_assert_cmpuint (page->blocks->len, ==, 7);
  g_assert_true (get (page, 0)->item);
  g_assert_cmpuint (get (page, 0)->number, ==, 1);
  g_assert_false (get (page, 1)->item);
  g_assert_cmpuint (get (page, 1)->depth, ==, 1);
  g_assert_cmpuint (get (page, 2)->depth, ==, 2);
  g_assert_cmpuint (get (page, 2)->number, ==, 0);
  g_assert_cmpuint (get (page, 3)->number, ==, 3);
  g_assert_cmpint (get (page, 4)->kind, ==, CATENA_HELP_TERM);
  g_assert_cmpint (get (page, 5)->kind, ==, CATENA_HELP_PARAGRAPH);
  g_assert_cmpuint (get (page, 6)->depth, ==, 0);
}

static void
test_sections (void)
{
  g_autoptr (CatenaHelpPage) page = parse (
    "<p>first</p><section id=\"one\"><title>One</title><note><p>mind</p></note><screen>a  b\n c</screen></section>"
    "<section id=\"two\"><title>Two</title></section>");

  g_assert_cmpstr (get (page, 0)->section, ==, "");
  g_assert_cmpint (get (page, 1)->kind, ==, CATENA_HELP_HEADING);
  g_assert_cmpstr (get (page, 1)->section, ==, "one");
  g_assert_cmpint (get (page, 2)->kind, ==, CATENA_HELP_NOTE);
  g_assert_cmpint (get (page, 3)->kind, ==, CATENA_HELP_CODE);
  g_assert_cmpstr (get (page, 3)->text, ==, "a  b\n c");
  g_assert_cmpstr (get (page, 4)->section, ==, "two");
}

static void
test_bad (void)
{
  static const char *const bad[] = {
    "", "<page>", "<page></pag>", "<page><p>open", "text", "<page>&what;</page>", "<page><info></page>"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (catena_help_page_new (bad[i], -1, &error));
    g_assert_nonnull (error);
    g_assert_true (error->domain == G_MARKUP_ERROR);
  }
}

/* More levels than anybody needs are no harm. */
static void
test_deep (void)
{
  g_autoptr (GString) body = g_string_new (NULL);
  g_autoptr (CatenaHelpPage) page = NULL;

  for (int i = 0; i < 40; i++)
    g_string_append (body, "<steps><item><p>x</p>");
  for (int i = 0; i < 40; i++)
    g_string_append (body, "</item></steps>");
  page = parse (body->str);
  g_assert_cmpuint (page->blocks->len, ==, 40);
  g_assert_cmpuint (get (page, 39)->depth, ==, 40);
}

static void
check_page (const char *path)
{
  g_autofree char *xml = NULL;
  g_autoptr (CatenaHelpPage) page = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &xml, &length, NULL));
  page = catena_help_page_new (xml, length, &error);
  g_assert_no_error (error);
  g_assert_nonnull (page->title);
  g_assert_nonnull (page->summary);
  g_assert_cmpuint (page->blocks->len, >, 0);
  g_assert_true ((page->group == NULL) == g_str_equal (page->id, "index"));

  for (guint i = 0; i < page->blocks->len; i++) {
    g_autofree char *text = NULL;
    const CatenaHelpBlock *block = get (page, i);
    g_autoptr (GtkWidget) label = g_object_ref_sink (gtk_label_new (NULL));

    /* Links are the label's own addition to markup; a label warns of markup that is not good, and then is empty. */
    gtk_label_set_markup (GTK_LABEL (label), block->markup);
    text = g_strdup (gtk_label_get_text (GTK_LABEL (label)));
    g_assert_cmpstr (text, ==, block->text);
    g_assert_cmpstr (text, !=, "");
  }
}

static void
test_all_pages (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("CATENA_HELP"), NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    if (!g_str_has_suffix (name, ".page"))
      continue;
    g_test_message ("%s", name);
    check_page (path);
    n++;
  }
  g_assert_cmpuint (n, >, 20);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv);

  g_test_add_func ("/help-page/head", test_head);
  g_test_add_func ("/help-page/inline", test_inline);
  g_test_add_func ("/help-page/lists", test_lists);
  g_test_add_func ("/help-page/sections", test_sections);
  g_test_add_func ("/help-page/bad", test_bad);
  g_test_add_func ("/help-page/deep", test_deep);
  g_test_add_func ("/help-page/all", test_all_pages);

  return g_test_run ();
}
