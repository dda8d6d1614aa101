/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Names that attack the window go through every widget, wide and narrow: they are text and nothing else. Warnings are fatal. */

#include "catena-config.h"

#include <adwaita.h>

#include "kw-certificate-details.h"
#include "kw-chain-view.h"
#include "kw-entry-row.h"
#include "kw-finding-row.h"
#include "kw-link-panel.h"
#include "kw-names-view.h"
#include "kw-scene.h"
#include "kw-verdict-strip.h"

static const int widths[] = { 900, 360 };

/* No control character, no bidirectional override; isolates are our own and in pairs. */
static void
assert_harmless (GtkWidget *root)
{
  g_autofree char *text = kw_scene_dup_text (root);
  int depth = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    g_assert_true (c == '\n' || !g_unichar_iscntrl (c));
    g_assert_false (c >= 0x202a && c <= 0x202e);
    g_assert_false (c == 0x2066 || c == 0x2067);
    depth += c == 0x2068 ? 1 : c == 0x2069 ? -1 : 0;
    g_assert_cmpint (depth, >=, 0);
    g_assert_cmpint (depth, <=, 1);
  }
  g_assert_cmpint (depth, ==, 0);
}

static void
expand_all (GtkWidget *root)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (ADW_IS_EXPANDER_ROW (child))
      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (child), TRUE);
    expand_all (child);
  }
}

static GtkWidget *
make_page (KsVerdict *verdict, KsEntry *entry, gboolean is_narrow)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *chain = kw_chain_view_new ();
  GtkWidget *panel = kw_link_panel_new ();
  GtkWidget *strip = kw_verdict_strip_new ();
  GtkWidget *findings = gtk_list_box_new ();
  GtkWidget *names = kw_names_view_new ();
  GtkWidget *details = kw_certificate_details_new ();
  GtkWidget *row = kw_entry_row_new ();
  g_autofree char *hostile = kw_scene_hostile_text ();

  kw_chain_view_set_verdict (KW_CHAIN_VIEW (chain), verdict, 0);
  kw_link_panel_set_link (KW_LINK_PANEL (panel),
                          g_ptr_array_index (ks_verdict_get_path (verdict, 0)->links, 0), verdict, hostile,
                          hostile);
  kw_verdict_strip_set_verdict (KW_VERDICT_STRIP (strip), verdict);
  for (guint i = 0; i < ks_verdict_get_findings (verdict)->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (findings),
                         kw_finding_row_new (g_ptr_array_index (ks_verdict_get_findings (verdict), i),
                                             verdict));
  kw_names_view_set_is_narrow (KW_NAMES_VIEW (names), is_narrow);
  kw_names_view_set_certificate (KW_NAMES_VIEW (names), ks_entry_get_leaf (entry));
  kw_names_view_set_hosts (KW_NAMES_VIEW (names), ks_verdict_get_hosts (verdict), verdict);
  kw_certificate_details_set_certificate (KW_CERTIFICATE_DETAILS (details), ks_entry_get_leaf (entry));
  kw_entry_row_set_entry (KW_ENTRY_ROW (row), entry);
  gtk_box_append (GTK_BOX (page), chain);
  gtk_box_append (GTK_BOX (page), panel);
  gtk_box_append (GTK_BOX (page), strip);
  gtk_box_append (GTK_BOX (page), findings);
  gtk_box_append (GTK_BOX (page), names);
  gtk_box_append (GTK_BOX (page), details);
  gtk_box_append (GTK_BOX (page), row);
  return page;
}

static void
test_scene (gconstpointer data)
{
  KwScene scene = GPOINTER_TO_UINT (data);
  g_autoptr (KsVerdict) verdict = kw_scene_verdict_new (scene);
  g_autoptr (KsEntry) entry = kw_scene_entry_new (scene);

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++) {
    GtkWidget *page = make_page (verdict, entry, widths[i] < 600);
    GtkWindow *window = kw_scene_show (page, widths[i]);

    assert_harmless (page);
    expand_all (page);
    kw_scene_settle (window);
    kw_scene_settle (window);
    gtk_window_destroy (window);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  kw_scene_init ();

  for (KwScene scene = 0; scene < KW_N_SCENES; scene++) {
    g_autofree char *path = g_strdup_printf ("/pages/%s", kw_scene_get_name (scene));

    g_test_add_data_func (path, GUINT_TO_POINTER (scene), test_scene);
  }
  return g_test_run ();
}
