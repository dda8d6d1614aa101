/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The drawing of a chain: what is drawn, where, what it says, and how the keyboard goes along it. */

#include "catena-config.h"

#include "kw-chain-card.h"
#include "kw-chain-ghost.h"
#include "kw-chain-link.h"
#include "kw-chain-model.h"
#include "kw-chain-ring.h"
#include "kw-chain-stack.h"
#include "kw-chain-view.h"
#include "kw-scene.h"

typedef struct {
  KsVerdict *verdict;
  GtkWidget *view;
  GtkWindow *window;
} Fixture;

static void
fixture_init_directed (Fixture *self, KwScene scene, int width, GtkTextDirection direction)
{
  self->verdict = kw_scene_verdict_new (scene);
  self->view = kw_chain_view_new ();
  gtk_widget_set_direction (self->view, direction);
  kw_chain_view_set_verdict (KW_CHAIN_VIEW (self->view), self->verdict, 0);
  self->window = kw_scene_show (self->view, width);
}

static void
fixture_init (Fixture *self, KwScene scene, int width)
{
  fixture_init_directed (self, scene, width, GTK_TEXT_DIR_LTR);
}

static void
fixture_clear (Fixture *self)
{
  gtk_window_destroy (self->window);
  g_assert_finalize_object (G_OBJECT (self->verdict));
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)

static GtkWidget *
part_at (Fixture *self, guint index)
{
  GtkWidget *part = gtk_widget_get_first_child (self->view);

  for (guint i = 0; i < index && part != NULL; i++)
    part = gtk_widget_get_next_sibling (part);
  return part;
}

static guint
count_parts (Fixture *self)
{
  guint n = 0;

  while (part_at (self, n) != NULL)
    n++;
  return n;
}

static graphene_rect_t
get_bounds (Fixture *self, guint index)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (part_at (self, index), self->view, &bounds));
  return bounds;
}

static void
assert_types (Fixture *self, const GType *expected, guint n)
{
  g_assert_cmpuint (count_parts (self), ==, n);
  for (guint i = 0; i < n; i++)
    g_assert_cmpstr (G_OBJECT_TYPE_NAME (part_at (self, i)), ==, g_type_name (expected[i]));
}

static void
test_parts (void)
{
  g_auto (Fixture) whole = { 0 };
  g_auto (Fixture) gap = { 0 };
  g_auto (Fixture) top = { 0 };
  const GType card = KW_TYPE_CHAIN_CARD, ghost = KW_TYPE_CHAIN_GHOST, ring = KW_TYPE_CHAIN_RING,
              link = KW_TYPE_CHAIN_LINK;

  fixture_init (&whole, KW_SCENE_COMPLETE, 780);
  assert_types (&whole, (GType[]) { card, link, card, link, card, link, ring }, 7);
  fixture_init (&gap, KW_SCENE_MISSING_MIDDLE, 780);
  assert_types (&gap, (GType[]) { card, link, ghost, link, card, link, ring }, 7);
  fixture_init (&top, KW_SCENE_MISSING_TOP, 780);
  assert_types (&top, (GType[]) { card, link, ghost, link, ring }, 5);
}

static KsLinkState
link_state (Fixture *self, guint index)
{
  return kw_chain_link_get_state (KW_CHAIN_LINK (part_at (self, index)));
}

static void
test_link_states (void)
{
  g_auto (Fixture) whole = { 0 };
  g_auto (Fixture) gap = { 0 };
  g_auto (Fixture) broken = { 0 };

  fixture_init (&whole, KW_SCENE_COMPLETE, 780);
  g_assert_cmpint (link_state (&whole, 1), ==, KS_LINK_HOLDS);
  g_assert_cmpint (link_state (&whole, 5), ==, KS_LINK_HOLDS);
  fixture_init (&gap, KW_SCENE_MISSING_MIDDLE, 780);
  g_assert_cmpint (link_state (&gap, 1), ==, KS_LINK_MISSING);
  g_assert_cmpint (link_state (&gap, 3), ==, KS_LINK_UNTESTED);
  fixture_init (&broken, KW_SCENE_BROKEN, 780);
  g_assert_cmpint (link_state (&broken, 1), ==, KS_LINK_BROKEN);
}

static void
test_names (void)
{
  g_auto (Fixture) whole = { 0 };
  g_auto (Fixture) gap = { 0 };

  fixture_init (&whole, KW_SCENE_COMPLETE, 780);
  gtk_test_accessible_assert_role (whole.view, GTK_ACCESSIBLE_ROLE_LIST);
  for (guint i = 0; i < 7; i++) {
    gtk_test_accessible_assert_role (part_at (&whole, i), GTK_ACCESSIBLE_ROLE_LIST_ITEM);
    gtk_test_accessible_assert_relation (part_at (&whole, i), GTK_ACCESSIBLE_RELATION_POS_IN_SET,
                                         (int) i + 1);
    gtk_test_accessible_assert_relation (part_at (&whole, i), GTK_ACCESSIBLE_RELATION_SET_SIZE, 7);
  }
  gtk_test_accessible_assert_property (part_at (&whole, 0), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "gw.example.org, Server certificate");
  gtk_test_accessible_assert_property (
    part_at (&whole, 0), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
    "RSA 2048 · SHA-256, 115 days left, In this entry, issued by Example Trust TLS CA 2");
  gtk_test_accessible_assert_property (part_at (&whole, 1), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "gw.example.org, issued by Example Trust TLS CA 2: Holds");
  gtk_test_accessible_assert_property (part_at (&whole, 5), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Example Trust Root R1, anchor in System trust: Trusted");
  gtk_test_accessible_assert_property (part_at (&whole, 6), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "System trust, 1 anchor");
  fixture_init (&gap, KW_SCENE_MISSING_MIDDLE, 780);
  gtk_test_accessible_assert_property (part_at (&gap, 1), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "gw.example.org, issued by Example Trust TLS CA 2: Missing");
  gtk_test_accessible_assert_property (part_at (&gap, 2), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Example Trust TLS CA 2, missing issuer");
  gtk_test_accessible_assert_property (part_at (&gap, 3), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Above “Example Trust TLS CA 2”: Untested");
}

/* ---- layout ---- */

static void
test_full_row (void)
{
  g_auto (Fixture) fixture = { 0 };
  graphene_rect_t first, second, link, ring;

  fixture_init (&fixture, KW_SCENE_COMPLETE, 780);
  first = get_bounds (&fixture, 0);
  second = get_bounds (&fixture, 2);
  link = get_bounds (&fixture, 1);
  ring = get_bounds (&fixture, 6);
  g_assert_cmpfloat (first.size.width, >=, 168);
  g_assert_cmpfloat (first.size.width, <=, 220);
  g_assert_cmpfloat (first.size.height, >=, 150);
  g_assert_cmpfloat (first.size.width, ==, second.size.width);
  g_assert_cmpfloat (first.size.height, ==, second.size.height);
  g_assert_cmpfloat (first.origin.y, ==, second.origin.y);
  g_assert_cmpfloat (link.origin.x, ==, first.origin.x + first.size.width);
  g_assert_cmpfloat (second.origin.x, ==, link.origin.x + link.size.width);
  g_assert_cmpfloat (link.size.width, >=, 60);
  g_assert_cmpfloat_with_epsilon (ring.origin.y + ring.size.height / 2, first.size.height / 2, 1);
  g_assert_cmpfloat (ring.origin.x + ring.size.width, <=, 780);
}

static void
test_tight_row (void)
{
  g_auto (Fixture) fixture = { 0 };

  fixture_init (&fixture, KW_SCENE_COMPLETE, 690);
  g_assert_cmpint (kw_chain_node_get_form (KW_CHAIN_NODE (part_at (&fixture, 0))), ==, KW_CHAIN_TIGHT);
  g_assert_cmpfloat (get_bounds (&fixture, 0).size.width, >=, 144);
  g_assert_cmpfloat (get_bounds (&fixture, 0).size.width, <=, 168);
  g_assert_null (kw_scene_find (part_at (&fixture, 0), GTK_TYPE_LABEL, "RSA 2048"));
}

/* The ring is on top, the leaf is last, nothing is wider than the window. */
static void
test_column (void)
{
  g_auto (Fixture) fixture = { 0 };

  fixture_init (&fixture, KW_SCENE_COMPLETE, 360);
  for (guint i = 0; i + 1 < 7; i++) {
    graphene_rect_t lower = get_bounds (&fixture, i), upper = get_bounds (&fixture, i + 1);

    g_assert_cmpfloat (upper.origin.y + upper.size.height, ==, lower.origin.y);
    g_assert_cmpfloat (lower.origin.x, >=, 0);
    g_assert_cmpfloat (lower.origin.x + lower.size.width, <=, 360);
  }
  g_assert_cmpfloat (get_bounds (&fixture, 0).size.height, >=, 76);
  g_assert_cmpfloat (get_bounds (&fixture, 1).size.height, ==, 38);
}

static void
test_mirrored (void)
{
  g_auto (Fixture) fixture = { 0 };

  fixture_init_directed (&fixture, KW_SCENE_COMPLETE, 780, GTK_TEXT_DIR_RTL);
  for (guint i = 0; i + 1 < 7; i++)
    g_assert_cmpfloat (get_bounds (&fixture, i).origin.x, >, get_bounds (&fixture, i + 1).origin.x);
}

static void
test_minimum (void)
{
  for (KwScene scene = 0; scene < KW_N_SCENES; scene++) {
    g_autoptr (KsVerdict) verdict = kw_scene_verdict_new (scene);
    g_autoptr (GtkWidget) view = g_object_ref_sink (kw_chain_view_new ());
    int minimum;

    kw_chain_view_set_verdict (KW_CHAIN_VIEW (view), verdict, 0);
    gtk_widget_measure (view, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
    g_assert_cmpint (minimum, <=, 324);
  }
}

/* ---- folding ---- */

static void
test_folding (void)
{
  g_auto (Fixture) fixture = { 0 };

  fixture_init (&fixture, KW_SCENE_LONG, 780);
  g_assert_cmpuint (count_parts (&fixture), ==, 7);
  g_assert_true (KW_IS_CHAIN_STACK (part_at (&fixture, 2)));
  gtk_test_accessible_assert_property (part_at (&fixture, 2), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "5 CAs, all hold");
  g_assert_null (kw_chain_view_get_link_widget (KW_CHAIN_VIEW (fixture.view), 2));
  g_assert_true (gtk_widget_activate (part_at (&fixture, 2)));
  g_assert_cmpuint (count_parts (&fixture), ==, 15);
  g_assert_nonnull (kw_chain_view_get_link_widget (KW_CHAIN_VIEW (fixture.view), 2));
}

static void
test_selecting_unfolds (void)
{
  g_auto (Fixture) fixture = { 0 };

  fixture_init (&fixture, KW_SCENE_LONG, 780);
  kw_chain_view_set_selected (KW_CHAIN_VIEW (fixture.view), 3);
  g_assert_cmpuint (count_parts (&fixture), ==, 15);
  g_assert_true (gtk_widget_has_css_class (part_at (&fixture, 6), "selected"));
}

/* What fails never folds. */
static void
test_failing_stays (void)
{
  g_autoptr (KsVerdict) verdict = kw_scene_verdict_new (KW_SCENE_LONG);
  const KsPath *path = ks_verdict_get_path (verdict, 0);
  KsPathNode *node = g_ptr_array_index (path->nodes, 3);
  g_autoptr (GArray) items = NULL;
  guint stacks = 0, hidden = 0;
  KsState state = node->state;

  node->state = KS_STATE_FAIL;
  items = kw_chain_model_new (path, TRUE);
  node->state = state;
  for (guint i = 0; i < items->len; i++) {
    const KwChainItem *item = &g_array_index (items, KwChainItem, i);

    stacks += item->kind == KW_ITEM_STACK;
    hidden += item->kind == KW_ITEM_STACK && item->first <= 3 && item->last >= 3;
  }
  g_assert_cmpuint (stacks, ==, 2);
  g_assert_cmpuint (hidden, ==, 0);
}

/* ---- keyboard and signals ---- */

static int
focused_part (Fixture *self)
{
  GtkWidget *focus = gtk_window_get_focus (self->window);

  for (guint i = 0; i < count_parts (self); i++)
    if (part_at (self, i) == focus)
      return (int) i;
  return -1;
}

static void
assert_walk (Fixture *self, GtkDirectionType forward, GtkDirectionType backward)
{
  int last = (int) count_parts (self) - 1;

  gtk_window_set_focus (self->window, NULL);
  g_assert_true (gtk_widget_child_focus (self->view, GTK_DIR_TAB_FORWARD));
  g_assert_cmpint (focused_part (self), ==, 0);
  for (int i = 1; i <= last; i++) {
    g_assert_true (gtk_widget_child_focus (self->view, forward));
    g_assert_cmpint (focused_part (self), ==, i);
  }
  g_assert_true (gtk_widget_child_focus (self->view, forward));
  g_assert_cmpint (focused_part (self), ==, last);
  g_assert_true (gtk_widget_child_focus (self->view, backward));
  g_assert_cmpint (focused_part (self), ==, last - 1);
  g_assert_false (gtk_widget_child_focus (self->view, GTK_DIR_TAB_FORWARD));
}

static void
test_walk (void)
{
  g_auto (Fixture) row = { 0 };
  g_auto (Fixture) mirrored = { 0 };
  g_auto (Fixture) column = { 0 };

  fixture_init (&row, KW_SCENE_COMPLETE, 780);
  assert_walk (&row, GTK_DIR_RIGHT, GTK_DIR_LEFT);
  fixture_init (&column, KW_SCENE_COMPLETE, 360);
  assert_walk (&column, GTK_DIR_UP, GTK_DIR_DOWN);
  fixture_init_directed (&mirrored, KW_SCENE_COMPLETE, 780, GTK_TEXT_DIR_RTL);
  assert_walk (&mirrored, GTK_DIR_LEFT, GTK_DIR_RIGHT);
}

/* Tab comes back to where the focus was, and on a missing issuer it goes to the buttons. */
static void
test_tab (void)
{
  g_auto (Fixture) fixture = { 0 };
  GtkWidget *find;

  fixture_init (&fixture, KW_SCENE_MISSING_MIDDLE, 780);
  find = kw_scene_find (part_at (&fixture, 2), GTK_TYPE_BUTTON, "Find");
  g_assert_nonnull (find);
  g_assert_true (gtk_widget_grab_focus (part_at (&fixture, 2)));
  g_assert_true (gtk_widget_child_focus (fixture.view, GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_window_get_focus (fixture.window) == find);
  g_assert_false (gtk_widget_child_focus (fixture.view, GTK_DIR_TAB_FORWARD));
  gtk_window_set_focus (fixture.window, NULL);
  g_assert_true (gtk_widget_child_focus (fixture.view, GTK_DIR_TAB_BACKWARD));
  g_assert_cmpint (focused_part (&fixture), ==, 2);
}

static void
remember_cb (GtkWidget *view, guint value, guint *seen)
{
  *seen = value;
}

static void
remember_url_cb (GtkWidget *view, const char *url, char **seen)
{
  g_set_str (seen, url);
}

static void
test_signals (void)
{
  g_auto (Fixture) fixture = { 0 };
  guint node = G_MAXUINT, link = G_MAXUINT, remedy = G_MAXUINT;
  g_autofree char *url = NULL;
  GtkWidget *fetch;

  fixture_init (&fixture, KW_SCENE_MISSING_MIDDLE, 780);
  g_signal_connect (fixture.view, "node-selected", G_CALLBACK (remember_cb), &node);
  g_signal_connect (fixture.view, "link-activated", G_CALLBACK (remember_cb), &link);
  g_signal_connect (fixture.view, "remedy-activated", G_CALLBACK (remember_cb), &remedy);
  g_signal_connect (fixture.view, "fetch-activated", G_CALLBACK (remember_url_cb), &url);

  g_assert_true (gtk_widget_activate (part_at (&fixture, 4)));
  g_assert_cmpuint (node, ==, 1);
  g_assert_cmpint (kw_chain_view_get_selected (KW_CHAIN_VIEW (fixture.view)), ==, 1);
  g_assert_true (gtk_widget_has_css_class (part_at (&fixture, 4), "selected"));
  g_signal_emit_by_name (part_at (&fixture, 1), "clicked");
  g_assert_cmpuint (link, ==, 0);
  link = G_MAXUINT;
  g_signal_emit_by_name (part_at (&fixture, 3), "clicked");
  g_assert_cmpuint (link, ==, G_MAXUINT);
  g_assert_true (gtk_widget_activate (part_at (&fixture, 2)));
  g_assert_cmpuint (remedy, ==, KS_REMEDY_FIND_ISSUER);
  /* Nobody fetches yet: the button says so, and names the address. */
  fetch = kw_scene_find (fixture.view, GTK_TYPE_BUTTON, "etch");
  g_assert_false (gtk_widget_get_sensitive (fetch));
  g_assert_nonnull (strstr (gtk_widget_get_tooltip_text (fetch), "http://ca.example.org/tls2.der"));
  gtk_test_accessible_assert_property (fetch, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       gtk_widget_get_tooltip_text (fetch));
  kw_chain_view_set_can_fetch (KW_CHAIN_VIEW (fixture.view), TRUE);
  kw_scene_settle (fixture.window);
  g_signal_emit_by_name (kw_scene_find (fixture.view, GTK_TYPE_BUTTON, "etch"), "clicked");
  g_assert_cmpstr (url, ==, "http://ca.example.org/tls2.der");
}

/* A new verdict, as after every edit, keeps selection and focus. */
static void
test_new_verdict (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (KsVerdict) other = kw_scene_verdict_new (KW_SCENE_COMPLETE);
  KwChainView *view;

  fixture_init (&fixture, KW_SCENE_COMPLETE, 780);
  view = KW_CHAIN_VIEW (fixture.view);
  kw_chain_view_set_selected (view, 1);
  g_assert_true (gtk_widget_grab_focus (part_at (&fixture, 2)));
  kw_chain_view_set_verdict (view, other, 0);
  g_assert_cmpint (kw_chain_view_get_selected (view), ==, 1);
  g_assert_cmpint (focused_part (&fixture), ==, 2);
  kw_chain_view_set_verdict (view, other, KW_CHAIN_STORED);
  g_assert_true (kw_chain_view_get_path (view) == ks_verdict_get_stored (other));
  kw_chain_view_set_verdict (view, NULL, 0);
  g_assert_cmpint (kw_chain_view_get_selected (view), ==, -1);
  g_assert_cmpuint (count_parts (&fixture), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  kw_scene_init ();

  g_test_add_func ("/chain/parts", test_parts);
  g_test_add_func ("/chain/link-states", test_link_states);
  g_test_add_func ("/chain/names", test_names);
  g_test_add_func ("/chain/layout/full", test_full_row);
  g_test_add_func ("/chain/layout/tight", test_tight_row);
  g_test_add_func ("/chain/layout/column", test_column);
  g_test_add_func ("/chain/layout/mirrored", test_mirrored);
  g_test_add_func ("/chain/layout/minimum", test_minimum);
  g_test_add_func ("/chain/folding", test_folding);
  g_test_add_func ("/chain/folding/selected", test_selecting_unfolds);
  g_test_add_func ("/chain/folding/failing", test_failing_stays);
  g_test_add_func ("/chain/keyboard/walk", test_walk);
  g_test_add_func ("/chain/keyboard/tab", test_tab);
  g_test_add_func ("/chain/signals", test_signals);
  g_test_add_func ("/chain/new-verdict", test_new_verdict);
  return g_test_run ();
}
