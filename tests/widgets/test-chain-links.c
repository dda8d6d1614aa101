/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What a link opens to, what belongs together, which certificate of a CA is drawn, and how one drawing becomes the next. */

#include "catena-config.h"

#include <string.h>

#include <adwaita.h>

#include "kw-chain-card.h"
#include "kw-chain-ghost.h"
#include "kw-chain-link.h"
#include "kw-chain-variants.h"
#include "kw-chain-view.h"
#include "kw-check-row.h"
#include "kw-link-panel.h"
#include "kw-scene.h"
#include "kw-value-diff.h"

/* ---- the parts of two values that disagree ---- */

static void
assert_differs (const char *check,
                KsState state,
                KwDateFault fault,
                const char *ours,
                const char *theirs,
                const char *our_parts,
                const char *their_parts)
{
  g_autoptr (KsResult) result = ks_result_new (check, state, ours, theirs, NULL);
  g_autoptr (KwValueDiff) diff = kw_value_diff_new (result, ours, theirs, fault);
  g_autofree char *one = kw_value_diff_dup_parts (diff->ours, ours);
  g_autofree char *other = kw_value_diff_dup_parts (diff->theirs, theirs);

  g_assert_cmpstr (one, ==, our_parts);
  g_assert_cmpstr (other, ==, their_parts);
}

static void
test_differences (void)
{
  /* Names by relative distinguished name; a comma can be part of a value, and the order says nothing. */
  assert_differs ("name-chaining", KS_STATE_FAIL, KW_DATE_NONE, "Issuer: CN=TLS CA 2,O=Example",
                  "Subject: CN=TLS CA 3,O=Example", "CN=TLS CA 2", "CN=TLS CA 3");
  assert_differs ("name-chaining", KS_STATE_FAIL, KW_DATE_NONE, "Issuer: CN=A,O=Example\\, Inc.,C=DE",
                  "Subject: C=DE,CN=A,O=Example", "O=Example\\, Inc.", "O=Example");
  assert_differs ("name-chaining", KS_STATE_FAIL, KW_DATE_NONE, "\xe2\x81\xa8Issuer: CN=A,O=X\xe2\x81\xa9",
                  "\xe2\x81\xa8Subject: O=X,CN=B\xe2\x81\xa9", "CN=A", "CN=B");
  /* Key identifiers by octet. */
  assert_differs ("key-identifiers", KS_STATE_WARNING, KW_DATE_NONE, "8C 41 6F D2", "8C 41 00 D3", "6F D2",
                  "00 D3");
  assert_differs ("key-identifiers", KS_STATE_WARNING, KW_DATE_NONE, "8C 41", "8C 41 6F", "", "6F");
  /* The date that fails. */
  assert_differs ("validity", KS_STATE_FAIL, KW_DATE_END, "1 May 2024 – 2 May 2025",
                  "3 May 2020 – 4 May 2030", "2 May 2025", "");
  assert_differs ("validity", KS_STATE_FAIL, KW_DATE_START, "1 May 2027 – 2 May 2028",
                  "3 May 2020 – 4 May 2030", "1 May 2027", "");
  assert_differs ("path-length", KS_STATE_FAIL, KW_DATE_NONE, "2 CAs below", "At most 0 allowed", "2", "0");
  assert_differs ("may-sign", KS_STATE_FAIL, KW_DATE_NONE, "—", "CA: no", "—", "CA: no");
  /* Nothing is loud where all is well. */
  assert_differs ("name-chaining", KS_STATE_PASS, KW_DATE_NONE, "Issuer: CN=a", "Subject: CN=A", "", "");
}

/* ---- the panel ---- */

typedef struct {
  KsVerdict *verdict;
  GtkWidget *panel;
  GtkWindow *window;
} Panel;

static void
panel_init (Panel *self, KwScene scene, gboolean stored, guint link)
{
  const KsPath *path;

  self->verdict = kw_scene_verdict_new (scene);
  path = stored ? ks_verdict_get_stored (self->verdict) : ks_verdict_get_path (self->verdict, 0);
  self->panel = kw_link_panel_new ();
  kw_link_panel_set_link (KW_LINK_PANEL (self->panel), g_ptr_array_index (path->links, link), self->verdict,
                          "gw.example.org", "Example Trust Root R1");
  self->window = kw_scene_show (self->panel, 780);
}

static void
panel_clear (Panel *self)
{
  gtk_window_destroy (self->window);
  g_assert_finalize_object (G_OBJECT (self->verdict));
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Panel, panel_clear)

static GtkWidget *
find_row (Panel *self, const char *check)
{
  GtkWidget *row = kw_scene_find (self->panel, KW_TYPE_CHECK_ROW, NULL);

  while (row != NULL && !g_str_equal (kw_check_row_get_check (KW_CHECK_ROW (row))->id, check))
    row = gtk_widget_get_next_sibling (row);
  g_assert_nonnull (row);
  return row;
}

static gboolean
is_underlined (GtkLabel *label)
{
  PangoAttrList *list = gtk_label_get_attributes (label);
  g_autoptr (PangoAttrIterator) iterator = NULL;

  if (list == NULL)
    return FALSE;
  iterator = pango_attr_list_get_iterator (list);
  do
    if (pango_attr_iterator_get (iterator, PANGO_ATTR_UNDERLINE) != NULL)
      return TRUE;
  while (pango_attr_iterator_next (iterator));
  return FALSE;
}

/* Where they disagree, both values are marked, and the word and the values are there for those who do not see it. */
static void
test_panel_of_failure (void)
{
  g_auto (Panel) panel = { 0 };
  GtkWidget *names, *holds;
  g_autofree char *text = NULL;

  panel_init (&panel, KW_SCENE_ORDER, TRUE, 0);
  names = find_row (&panel, "name-chaining");
  g_assert_true (is_underlined (kw_scene_find (names, GTK_TYPE_LABEL, "CN=Example Trust TLS CA 2")));
  g_assert_true (is_underlined (kw_scene_find (names, GTK_TYPE_LABEL, "CN=Example Trust Root R1")));
  gtk_test_accessible_assert_property (names, GTK_ACCESSIBLE_PROPERTY_LABEL, "Names chain: Fails");
  gtk_test_accessible_assert_property (
    names, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
    "“gw.example.org” names another issuer than “Example Trust Root R1”. Here: Issuer: CN=Example Trust TLS CA 2. "
    "There: Subject: CN=Example Trust Root R1. Different: “CN=Example Trust TLS CA 2” and “CN=Example Trust Root R1”.");
  text = kw_scene_dup_text (names);
  g_assert_nonnull (strstr (text, "Fails"));
  holds = find_row (&panel, "path-length");
  g_assert_false (is_underlined (kw_scene_find (holds, GTK_TYPE_LABEL, "No limit")));
}

static void
test_expired_date (void)
{
  g_auto (Panel) panel = { 0 };
  GtkWidget *row;
  PangoAttrList *list;
  g_autoptr (PangoAttrIterator) iterator = NULL;
  GtkLabel *label;
  int start, end;

  panel_init (&panel, KW_SCENE_EXPIRED, FALSE, 0);
  row = find_row (&panel, "validity");
  label = kw_scene_find (row, GTK_TYPE_LABEL, "8 November 2026");
  g_assert_nonnull (label);
  list = gtk_label_get_attributes (label);
  iterator = pango_attr_list_get_iterator (list);
  pango_attr_iterator_next (iterator);
  pango_attr_iterator_range (iterator, &start, &end);
  g_assert_true (g_str_has_prefix (gtk_label_get_text (label) + start, "8 November 2026"));
}

static void
pointed_cb (GtkWidget *panel, const char *check, char **seen)
{
  g_set_str (seen, check);
}

/* One stop of the Tab key; the arrows go along the rows, and each row that has the focus is pointed at. */
static void
test_panel_by_keyboard (void)
{
  g_autofree char *seen = NULL;
  g_auto (Panel) panel = { 0 };
  GtkRoot *root;

  panel_init (&panel, KW_SCENE_COMPLETE, FALSE, 0);
  root = gtk_widget_get_root (panel.panel);
  g_signal_connect (panel.panel, "pointed", G_CALLBACK (pointed_cb), &seen);
  gtk_window_set_focus (panel.window, NULL);
  g_assert_true (gtk_widget_child_focus (panel.panel, GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_root_get_focus (root) == find_row (&panel, "name-chaining"));
  g_assert_cmpstr (seen, ==, "name-chaining");
  g_assert_true (gtk_widget_child_focus (panel.panel, GTK_DIR_DOWN));
  g_assert_cmpstr (seen, ==, "key-identifiers");
  g_assert_true (gtk_widget_child_focus (panel.panel, GTK_DIR_UP));
  g_assert_cmpstr (seen, ==, "name-chaining");
  g_assert_false (gtk_widget_child_focus (panel.panel, GTK_DIR_TAB_FORWARD));
}

/* ---- the drawing ---- */

typedef struct {
  KsVerdict *verdict;
  GtkWidget *view;
  GtkWindow *window;
} Drawing;

static void
drawing_init (Drawing *self, KwScene scene, guint path)
{
  self->verdict = kw_scene_verdict_new (scene);
  self->view = kw_chain_view_new ();
  kw_chain_view_set_verdict (KW_CHAIN_VIEW (self->view), self->verdict, path);
  self->window = kw_scene_show (self->view, 780);
}

static void
drawing_clear (Drawing *self)
{
  gtk_window_destroy (self->window);
  g_assert_finalize_object (G_OBJECT (self->verdict));
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Drawing, drawing_clear)

static GtkWidget *
part_at (Drawing *self, guint index)
{
  GtkWidget *part = gtk_widget_get_first_child (self->view);

  for (guint i = 0; i < index; i++)
    part = gtk_widget_get_next_sibling (part);
  return part;
}

static gboolean
is_together (GtkWidget *widget)
{
  return gtk_widget_has_css_class (widget, "together");
}

static void
pointed_at_cb (GtkWidget *view, int first, int last, int *seen)
{
  seen[0] = first;
  seen[1] = last;
}

static void
test_together (void)
{
  int seen[2] = { -2, -2 };
  g_auto (Drawing) drawing = { 0 };
  KwChainView *view;

  drawing_init (&drawing, KW_SCENE_COMPLETE, 0);
  view = KW_CHAIN_VIEW (drawing.view);
  g_signal_connect (view, "pointed", G_CALLBACK (pointed_at_cb), seen);
  /* A link that has the focus marks the cards that it holds together. */
  g_assert_true (gtk_widget_grab_focus (part_at (&drawing, 1)));
  g_assert_true (is_together (part_at (&drawing, 0)) && is_together (part_at (&drawing, 2)));
  g_assert_false (is_together (part_at (&drawing, 4)));
  g_assert_cmpint (seen[0], ==, 0);
  g_assert_cmpint (seen[1], ==, 1);
  g_assert_true (gtk_widget_grab_focus (part_at (&drawing, 2)));
  g_assert_true (is_together (part_at (&drawing, 1)) && is_together (part_at (&drawing, 3)));
  g_assert_cmpint (seen[1], ==, 1);
  /* A check marks what it compares: the name on the issuer's card. */
  kw_chain_view_set_together (view, 0, "name-chaining");
  g_assert_true (is_together (part_at (&drawing, 0)) && is_together (part_at (&drawing, 2)));
  g_assert_false (is_together (part_at (&drawing, 1)));
  g_assert_true (is_together (kw_scene_find (part_at (&drawing, 2), GTK_TYPE_LABEL,
                                             "Example Trust TLS CA 2")));
  kw_chain_view_set_together (view, 0, "validity");
  g_assert_false (is_together (kw_scene_find (part_at (&drawing, 2), GTK_TYPE_LABEL,
                                              "Example Trust TLS CA 2")));
  g_assert_true (is_together (kw_scene_find (part_at (&drawing, 0), GTK_TYPE_LABEL, "115 days left")));
  kw_chain_view_set_together (view, 0, NULL);
  g_assert_false (is_together (kw_scene_find (part_at (&drawing, 0), GTK_TYPE_LABEL, "115 days left")));
}

static void
chosen_cb (GtkWidget *view, guint path, guint *seen)
{
  *seen = path;
}

/* A CA that was certified three times says so, and goes from one of its certificates to another. */
static void
test_variants (void)
{
  g_auto (Drawing) drawing = { 0 };
  const KsPath *path;
  g_autoptr (GArray) variants = NULL;
  g_autoptr (GArray) of_leaf = NULL;
  GtkMenuButton *button;
  GtkWidget *box, *other;
  guint chosen = G_MAXUINT;

  drawing_init (&drawing, KW_SCENE_CROSSED, 0);
  path = ks_verdict_get_path (drawing.verdict, 0);
  variants = kw_chain_variants_find (drawing.verdict, path, 1);
  of_leaf = kw_chain_variants_find (drawing.verdict, path, 0);
  g_assert_cmpuint (variants->len, ==, 3);
  g_assert_cmpuint (of_leaf->len, ==, 1);
  g_assert_cmpuint (ks_verdict_get_n_paths (drawing.verdict), ==, 3);
  button = kw_scene_find (part_at (&drawing, 2), GTK_TYPE_MENU_BUTTON, NULL);
  g_assert_nonnull (button);
  g_assert_cmpstr (gtk_menu_button_get_label (button), ==, "3 certificates for this key");
  g_assert_null (kw_scene_find (part_at (&drawing, 0), GTK_TYPE_MENU_BUTTON, NULL));
  g_signal_connect (drawing.view, "path-chosen", G_CALLBACK (chosen_cb), &chosen);
  box = gtk_popover_get_child (gtk_menu_button_get_popover (button));
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (gtk_widget_get_first_child (box))));
  other = gtk_widget_get_next_sibling (gtk_widget_get_first_child (box));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (other), TRUE);
  g_assert_cmpuint (chosen, ==, g_array_index (variants, KwChainVariant, 1).path);
  g_assert_cmpuint (chosen, !=, 0);
}

/* What is sent is less than what was found. */
static void
test_sent (void)
{
  g_auto (Drawing) drawing = { 0 };

  drawing_init (&drawing, KW_SCENE_COMPLETED, 0);
  g_assert_true (KW_IS_CHAIN_CARD (part_at (&drawing, 2)));
  kw_chain_view_set_verdict (KW_CHAIN_VIEW (drawing.view), drawing.verdict, KW_CHAIN_SENT);
  g_assert_true (kw_chain_view_get_path (KW_CHAIN_VIEW (drawing.view)) ==
                 ks_verdict_get_sent (drawing.verdict));
  g_assert_true (KW_IS_CHAIN_GHOST (part_at (&drawing, 2)));
  g_assert_cmpint (kw_chain_link_get_state (KW_CHAIN_LINK (part_at (&drawing, 1))), ==, KS_LINK_MISSING);
}

static void
command_cb (GtkWidget *view, guint command, int node, int to, guint *seen)
{
  *seen = command;
  g_assert_cmpint (node, ==, KW_CHAIN_GAP);
}

static void
test_paste (void)
{
  g_auto (Drawing) drawing = { 0 };
  guint seen = G_MAXUINT;
  GtkWidget *button;

  drawing_init (&drawing, KW_SCENE_MISSING_MIDDLE, 0);
  g_signal_connect (drawing.view, "command", G_CALLBACK (command_cb), &seen);
  for (button = kw_scene_find (part_at (&drawing, 2), GTK_TYPE_BUTTON, NULL); button != NULL; button = NULL)
    g_assert_cmpstr (gtk_widget_get_tooltip_text (button), !=, "Paste Issuer");
  kw_chain_view_set_editable (KW_CHAIN_VIEW (drawing.view), TRUE);
  button = kw_scene_find (part_at (&drawing, 2), GTK_TYPE_BUTTON, NULL);
  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, "Paste Issuer");
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpuint (seen, ==, KW_CHAIN_PASTE);
}

/* A gap that is filled closes before the eyes of who can see it; in the end the drawing is what it would be without. */
static void
test_closing (void)
{
  g_auto (Drawing) drawing = { 0 };
  g_autoptr (KsVerdict) whole = kw_scene_verdict_new (KW_SCENE_COMPLETE);
  KwChainView *view;
  int height;

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
  drawing_init (&drawing, KW_SCENE_MISSING_MIDDLE, 0);
  view = KW_CHAIN_VIEW (drawing.view);
  height = gtk_widget_get_height (drawing.view);
  kw_chain_view_wait (view);
  kw_scene_settle (drawing.window);
  /* The old picture is still there, but nothing of it can be used. */
  g_assert_null (gtk_widget_get_first_child (drawing.view));
  g_assert_null (kw_chain_view_get_path (view));
  g_assert_cmpint (gtk_widget_get_height (drawing.view), ==, height);
  kw_chain_view_set_verdict (view, whole, 0);
  for (guint i = 0; i < 30; i++)
    kw_scene_settle (drawing.window);
  g_assert_cmpint (kw_chain_link_get_state (KW_CHAIN_LINK (part_at (&drawing, 1))), ==, KS_LINK_HOLDS);
  /* Through everything that can be drawn and back. */
  for (guint i = 0; i < 4; i++) {
    kw_chain_view_set_verdict (view, whole, i % 2 == 0 ? KW_CHAIN_STORED : 0);
    kw_scene_settle (drawing.window);
  }
  kw_chain_view_wait (view);
  kw_chain_view_set_verdict (view, NULL, 0);
  kw_scene_settle (drawing.window);
  g_assert_null (gtk_widget_get_first_child (drawing.view));
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}

/* Twelve certificates and more: nothing goes sideways, nothing lies over its neighbour. */
static void
test_twelve (void)
{
  g_auto (Drawing) drawing = { 0 };
  graphene_rect_t below, above;
  guint n = 0;

  drawing_init (&drawing, KW_SCENE_TWELVE, 0);
  for (GtkWidget *part = gtk_widget_get_first_child (drawing.view); part != NULL;
       part = gtk_widget_get_next_sibling (part))
    n++;
  g_assert_cmpuint (n, <, 10); /* folded */
  kw_chain_view_set_selected (KW_CHAIN_VIEW (drawing.view), 5);
  kw_scene_settle (drawing.window);
  for (guint i = 0; i < 13; i++) {
    g_assert_true (gtk_widget_compute_bounds (part_at (&drawing, 2 * i), drawing.view, &below));
    g_assert_cmpfloat (below.origin.x, >=, 0);
    g_assert_cmpfloat (below.origin.x + below.size.width, <=, 780);
    if (i > 0)
      g_assert_cmpfloat (below.origin.y + below.size.height, <, above.origin.y);
    above = below;
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  kw_scene_init ();

  g_test_add_func ("/chain-links/differences", test_differences);
  g_test_add_func ("/chain-links/panel/failure", test_panel_of_failure);
  g_test_add_func ("/chain-links/panel/date", test_expired_date);
  g_test_add_func ("/chain-links/panel/keyboard", test_panel_by_keyboard);
  g_test_add_func ("/chain-links/together", test_together);
  g_test_add_func ("/chain-links/variants", test_variants);
  g_test_add_func ("/chain-links/sent", test_sent);
  g_test_add_func ("/chain-links/paste", test_paste);
  g_test_add_func ("/chain-links/closing", test_closing);
  g_test_add_func ("/chain-links/twelve", test_twelve);
  return g_test_run ();
}
