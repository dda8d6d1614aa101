/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The small drawing of a chain: what is drawn, where, and what it says. */

#include "catena-config.h"

#include "kw-chain-link.h"
#include "kw-scene.h"
#include "kw-small-chain.h"

typedef struct {
  KsVerdict *verdict;
  GtkWidget *chain;
  GtkWindow *window;
} Fixture;

static void
fixture_init (Fixture *self, KwScene scene, int width, GtkTextDirection direction)
{
  self->verdict = kw_scene_verdict_new (scene);
  self->chain = kw_small_chain_new ();
  gtk_widget_set_direction (self->chain, direction);
  kw_small_chain_set_verdict (KW_SMALL_CHAIN (self->chain), self->verdict, "After");
  self->window = kw_scene_show (self->chain, width);
}

static void
fixture_clear (Fixture *self)
{
  gtk_window_destroy (self->window);
  g_assert_finalize_object (G_OBJECT (self->verdict));
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)

static graphene_rect_t
get_bounds (Fixture *self, guint index)
{
  GtkWidget *part = gtk_widget_get_first_child (self->chain);
  graphene_rect_t bounds;

  for (guint i = 0; i < index; i++)
    part = gtk_widget_get_next_sibling (part);
  g_assert_true (gtk_widget_compute_bounds (part, self->chain, &bounds));
  return bounds;
}

static guint
count_parts (Fixture *self)
{
  guint n = 0;

  for (GtkWidget *part = gtk_widget_get_first_child (self->chain); part != NULL;
       part = gtk_widget_get_next_sibling (part))
    n++;
  return n;
}

static void
test_row (void)
{
  g_auto (Fixture) self = { 0 };
  KwChainLink *link = NULL;

  fixture_init (&self, KW_SCENE_COMPLETE, 760, GTK_TEXT_DIR_LTR);
  /* Three cards, and a link above each of them. */
  g_assert_cmpuint (count_parts (&self), ==, 6);
  g_assert_cmpfloat (get_bounds (&self, 0).origin.x, ==, 0);
  g_assert_cmpfloat (get_bounds (&self, 2).origin.x, >, get_bounds (&self, 0).origin.x);
  g_assert_cmpfloat (get_bounds (&self, 0).size.width, ==, get_bounds (&self, 4).size.width);
  g_assert_cmpfloat (get_bounds (&self, 0).origin.y, ==, get_bounds (&self, 4).origin.y);
  /* To be looked at: nothing in it takes the focus. */
  link = kw_scene_find (self.chain, KW_TYPE_CHAIN_LINK, NULL);
  g_assert_false (gtk_widget_get_focusable (GTK_WIDGET (link)));
  g_assert_false (gtk_widget_get_can_target (GTK_WIDGET (link)));
}

static void
test_mirrored (void)
{
  g_auto (Fixture) self = { 0 };

  fixture_init (&self, KW_SCENE_COMPLETE, 760, GTK_TEXT_DIR_RTL);
  g_assert_cmpfloat (get_bounds (&self, 0).origin.x, >, get_bounds (&self, 2).origin.x);
  g_assert_cmpfloat (get_bounds (&self, 2).origin.x, >, get_bounds (&self, 4).origin.x);
}

/* The chain hangs from the ring: the leaf is last. */
static void
test_column (void)
{
  g_auto (Fixture) self = { 0 };

  fixture_init (&self, KW_SCENE_COMPLETE, 320, GTK_TEXT_DIR_LTR);
  g_assert_cmpfloat (get_bounds (&self, 0).origin.y, >, get_bounds (&self, 2).origin.y);
  g_assert_cmpfloat (get_bounds (&self, 2).origin.y, >, get_bounds (&self, 4).origin.y);
  g_assert_cmpfloat (get_bounds (&self, 0).size.width, <=, 320);
}

static void
test_words (void)
{
  g_auto (Fixture) self = { 0 };
  g_autofree char *text = NULL;

  fixture_init (&self, KW_SCENE_MISSING_MIDDLE, 760, GTK_TEXT_DIR_LTR);
  text = kw_scene_dup_text (self.chain);
  g_assert_nonnull (strstr (text, "Missing issuer"));
  gtk_test_accessible_assert_role (self.chain, GTK_ACCESSIBLE_ROLE_LIST);
  gtk_test_accessible_assert_role (gtk_widget_get_first_child (self.chain), GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (self.chain),
                                                   GTK_ACCESSIBLE_PROPERTY_LABEL));
}

/* Any verdict, any width, again and again; and nothing. */
static void
test_all (void)
{
  for (KwScene scene = 0; scene < KW_N_SCENES; scene++) {
    g_auto (Fixture) self = { 0 };

    fixture_init (&self, scene, 760, GTK_TEXT_DIR_LTR);
    g_assert_cmpuint (count_parts (&self) % 2, ==, 0);
    gtk_window_set_default_size (self.window, 300, 400);
    kw_scene_settle (self.window);
    kw_small_chain_set_verdict (KW_SMALL_CHAIN (self.chain), NULL, "After");
    g_assert_cmpuint (count_parts (&self), ==, 0);
    kw_small_chain_set_verdict (KW_SMALL_CHAIN (self.chain), self.verdict, "After");
    kw_scene_settle (self.window);
  }
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  kw_scene_init ();

  g_test_add_func ("/small-chain/row", test_row);
  g_test_add_func ("/small-chain/mirrored", test_mirrored);
  g_test_add_func ("/small-chain/column", test_column);
  g_test_add_func ("/small-chain/words", test_words);
  g_test_add_func ("/small-chain/all", test_all);

  return g_test_run ();
}
