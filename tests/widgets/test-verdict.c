/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The other faces of a verdict: strip, findings, panel of a link, names. */

#include "catena-config.h"

#include "kw-check-row.h"
#include "kw-finding-row.h"
#include "kw-link-panel.h"
#include "kw-scene.h"
#include "kw-verdict-strip.h"

static GtkWidget *
child_at (GtkWidget *parent, guint index)
{
  GtkWidget *child = gtk_widget_get_first_child (parent);

  for (guint i = 0; i < index && child != NULL; i++)
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static void
remember_cb (GtkWidget *widget, guint value, guint *seen)
{
  *seen = value;
}

static void
test_strip (void)
{
  g_autoptr (KsVerdict) verdict = kw_scene_verdict_new (KW_SCENE_MISSING_MIDDLE);
  GtkWidget *strip = kw_verdict_strip_new ();
  GtkWindow *window = kw_scene_show (strip, 780);
  const char *const titles[] = { "Chain as stored", "Path to an anchor", "Host names", "Private key" };
  guint part = G_MAXUINT;

  kw_verdict_strip_set_verdict (KW_VERDICT_STRIP (strip), verdict);
  g_signal_connect (strip, "part-activated", G_CALLBACK (remember_cb), &part);
  for (guint i = 0; i < KS_N_PARTS; i++) {
    const KsPartVerdict *expected = ks_verdict_get_part (verdict, i);
    GtkWidget *cell = child_at (strip, i);
    g_autofree char *name =
      g_strdup_printf ("%s: %s, %s", titles[i], expected->value, ks_state_get_word (expected->state));

    gtk_test_accessible_assert_property (cell, GTK_ACCESSIBLE_PROPERTY_LABEL, name);
    g_assert_nonnull (kw_scene_find (cell, GTK_TYPE_LABEL, expected->value));
    g_signal_emit_by_name (cell, "clicked");
    g_assert_cmpuint (part, ==, i);
  }
  gtk_window_destroy (window);
}

static void
assert_strip_rows (int width, guint per_row)
{
  GtkWidget *strip = kw_verdict_strip_new ();
  GtkWindow *window = kw_scene_show (strip, width);
  graphene_rect_t first, cell;

  g_assert_true (gtk_widget_compute_bounds (child_at (strip, 0), strip, &first));
  for (guint i = 0; i < KS_N_PARTS; i++) {
    g_assert_true (gtk_widget_compute_bounds (child_at (strip, i), strip, &cell));
    g_assert_cmpfloat_with_epsilon (cell.origin.x, (float) (i % per_row) * (float) width / (float) per_row,
                                    1);
    g_assert_true ((cell.origin.y > first.origin.y) == (i >= per_row));
  }
  gtk_window_destroy (window);
}

static void
test_strip_narrow (void)
{
  assert_strip_rows (780, 4);
  assert_strip_rows (360, 2);
}

static void
test_finding (void)
{
  g_autoptr (KsVerdict) verdict = kw_scene_verdict_new (KW_SCENE_MISSING_MIDDLE);
  GPtrArray *findings = ks_verdict_get_findings (verdict);
  const KsFinding *finding = g_ptr_array_index (findings, 0);
  GtkWidget *row = kw_finding_row_new (finding, verdict);
  GtkWidget *list = gtk_list_box_new ();
  GtkWindow *window;
  GtkWidget *button;
  guint remedy = G_MAXUINT;

  gtk_list_box_append (GTK_LIST_BOX (list), row);
  window = kw_scene_show (list, 780);
  kw_scene_settle (window);
  g_assert_cmpint (finding->remedy, ==, KS_REMEDY_FIND_ISSUER);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, finding->sentence);
  g_assert_false (adw_preferences_row_get_use_markup (ADW_PREFERENCES_ROW (row)));
  g_signal_connect (row, "remedy-activated", G_CALLBACK (remember_cb), &remedy);
  g_assert_nonnull (kw_scene_find (row, GTK_TYPE_LABEL, finding->remedy_label));
  button =
    gtk_widget_get_ancestor (kw_scene_find (row, GTK_TYPE_LABEL, finding->remedy_label), GTK_TYPE_BUTTON);
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, finding->remedy_label);
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpuint (remedy, ==, KS_REMEDY_FIND_ISSUER);
  kw_finding_row_set_busy (KW_FINDING_ROW (row), TRUE);
  g_assert_false (gtk_widget_get_sensitive (button));
  kw_finding_row_set_busy (KW_FINDING_ROW (row), FALSE);
  g_assert_true (gtk_widget_get_sensitive (button));
  gtk_window_destroy (window);
}

/* In little width the button is below the sentence, which has the row for itself. */
static void
test_finding_narrow (void)
{
  g_autoptr (KsVerdict) verdict = kw_scene_verdict_new (KW_SCENE_MISSING_MIDDLE);
  const KsFinding *finding = g_ptr_array_index (ks_verdict_get_findings (verdict), 0);
  GtkWidget *row = kw_finding_row_new (finding, verdict);
  GtkWidget *list = gtk_list_box_new ();
  GtkWindow *window;
  GtkWidget *label, *button;
  graphene_rect_t bounds;
  guint remedy = G_MAXUINT;

  gtk_list_box_append (GTK_LIST_BOX (list), row);
  window = kw_scene_show (list, 360);
  kw_scene_settle (window);
  label = kw_scene_find (row, GTK_TYPE_LABEL, finding->sentence);
  g_assert_true (gtk_widget_compute_bounds (label, row, &bounds));
  g_assert_cmpfloat (bounds.size.width, >, 200);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  kw_scene_settle (window);
  g_signal_connect (row, "remedy-activated", G_CALLBACK (remember_cb), &remedy);
  button = kw_scene_find (row, GTK_TYPE_BUTTON, finding->remedy_label);
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpuint (remedy, ==, KS_REMEDY_FIND_ISSUER);
  gtk_window_destroy (window);
}

static void
test_link_panel (void)
{
  g_autoptr (KsVerdict) verdict = kw_scene_verdict_new (KW_SCENE_COMPLETE);
  const KsPathLink *link = g_ptr_array_index (ks_verdict_get_path (verdict, 0)->links, 0);
  GtkWidget *panel = kw_link_panel_new ();
  GtkWindow *window;
  g_autofree char *text = NULL;
  GtkWidget *row;
  guint n = 0;

  kw_link_panel_set_link (KW_LINK_PANEL (panel), link, verdict, "gw.example.org", "Example Trust TLS CA 2");
  window = kw_scene_show (panel, 780);
  text = kw_scene_dup_text (panel);
  g_assert_cmpuint (link->results->len, >, 5);
  row = kw_scene_find (panel, KW_TYPE_CHECK_ROW, NULL);
  for (guint i = 0; i < link->results->len; i++, row = gtk_widget_get_next_sibling (row)) {
    const KsResult *result = g_ptr_array_index (link->results, i);
    g_autofree char *name =
      g_strdup_printf ("%s: %s", result->check->title, ks_state_get_word (result->state));

    gtk_test_accessible_assert_role (row, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
    gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, name);
    g_assert_nonnull (strstr (text, result->check->title));
    n += result->state == KS_STATE_PASS;
  }
  g_assert_null (row);
  g_assert_cmpuint (n, >, 5);
  g_assert_nonnull (strstr (text, "Example Trust TLS CA 2"));
  kw_link_panel_set_link (KW_LINK_PANEL (panel), NULL, NULL, NULL, NULL);
  g_assert_null (kw_scene_find (panel, KW_TYPE_CHECK_ROW, NULL));
  gtk_window_destroy (window);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  kw_scene_init ();

  g_test_add_func ("/verdict/strip", test_strip);
  g_test_add_func ("/verdict/strip/narrow", test_strip_narrow);
  g_test_add_func ("/verdict/finding", test_finding);
  g_test_add_func ("/verdict/finding/narrow", test_finding_narrow);
  g_test_add_func ("/verdict/link-panel", test_link_panel);
  return g_test_run ();
}
