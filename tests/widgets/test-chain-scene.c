/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The drawing as a value: what is in it, where, and what its files hold. */

#include "catena-config.h"

#include <string.h>

#include "kw-chain-export.h"
#include "kw-chain-layout.h"
#include "kw-chain-link.h"
#include "kw-chain-node.h"
#include "kw-chain-view.h"
#include "kw-scene.h"

#define ROW_WIDTH 1000

typedef struct {
  KsVerdict *verdict;
  KwChainScene *drawing;
} Fixture;

static void
fixture_init (Fixture *self, KwScene scene, int width, gboolean rtl)
{
  self->verdict = kw_scene_verdict_new (scene);
  self->drawing =
    kw_chain_scene_new (self->verdict, ks_verdict_get_path (self->verdict, 0), width, rtl, NULL);
  g_assert_nonnull (self->drawing);
}

static void
fixture_clear (Fixture *self)
{
  g_assert_finalize_object (G_OBJECT (self->drawing));
  g_assert_finalize_object (G_OBJECT (self->verdict));
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)

static guint
count (KwChainScene *drawing, KwSceneMeaning meaning)
{
  guint n = 0;

  for (guint i = 0; i < kw_chain_scene_get_n_items (drawing); i++)
    n += kw_chain_scene_get_item (drawing, i)->meaning == meaning;
  return n;
}

static const KwSceneItem *
find (KwChainScene *drawing, KwSceneMeaning meaning, guint which)
{
  for (guint i = 0; i < kw_chain_scene_get_n_items (drawing); i++) {
    const KwSceneItem *item = kw_chain_scene_get_item (drawing, i);

    if (item->meaning == meaning && which-- == 0)
      return item;
  }
  return NULL;
}

static graphene_rect_t
get_bounds (const KwSceneItem *item)
{
  graphene_rect_t bounds;

  g_assert_nonnull (item);
  g_assert_true (gsk_path_get_bounds (item->path, &bounds));
  return bounds;
}

static char *
dup_words (const KwSceneItem *item)
{
  g_assert_nonnull (item);
  return g_strjoinv ("", item->lines);
}

/* ---- what is in it ---- */

static void
test_complete (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autofree char *leaf = NULL;

  fixture_init (&fixture, KW_SCENE_COMPLETE, 0, FALSE);
  g_assert_cmpuint (kw_chain_scene_get_n_parts (fixture.drawing), ==, 7);
  g_assert_cmpuint (count (fixture.drawing, KW_SCENE_CARD), ==, 2);
  g_assert_cmpuint (count (fixture.drawing, KW_SCENE_OUTLINE), ==, 1);
  g_assert_cmpuint (count (fixture.drawing, KW_SCENE_LINK), ==, 3);
  g_assert_cmpuint (count (fixture.drawing, KW_SCENE_RING), ==, 1);
  g_assert_cmpuint (count (fixture.drawing, KW_SCENE_NAME), ==, 3);
  g_assert_cmpuint (count (fixture.drawing, KW_SCENE_CAPTION), ==, 1);
  leaf = dup_words (find (fixture.drawing, KW_SCENE_NAME, 0));
  g_assert_cmpstr (leaf, ==,
                   ks_certificate_get_title (
                     ((KsPathNode *) ks_verdict_get_path (fixture.verdict, 0)->nodes->pdata[0])->certificate));
}

static void
test_states (void)
{
  static const struct {
    KwScene scene;
    KwSceneMeaning meaning;
    KsState state;
  } rows[] = {
    { KW_SCENE_COMPLETE, KW_SCENE_LINK, KS_STATE_PASS },
    { KW_SCENE_MISSING_TOP, KW_SCENE_LINK, KS_STATE_FAIL },
    { KW_SCENE_MISSING_TOP, KW_SCENE_GHOST, KS_STATE_FAIL },
    { KW_SCENE_EXPIRED, KW_SCENE_TIME, KS_STATE_FAIL },
    { KW_SCENE_BROKEN, KW_SCENE_HEADLINE, KS_STATE_FAIL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_auto (Fixture) fixture = { 0 };
    const KwSceneItem *item;

    fixture_init (&fixture, rows[i].scene, 0, FALSE);
    item = find (fixture.drawing, rows[i].meaning, 0);
    g_assert_nonnull (item);
    g_assert_cmpint (item->state, ==, rows[i].state);
  }
}

/* An authority that was certified more than once says so. */
static void
test_crossed (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autofree char *text = NULL;

  fixture_init (&fixture, KW_SCENE_CROSSED, 0, FALSE);
  g_assert_cmpuint (count (fixture.drawing, KW_SCENE_VARIANTS), ==, 1);
  text = dup_words (find (fixture.drawing, KW_SCENE_VARIANTS, 0));
  g_assert_cmpstr (text, ==, "3 certificates for this key");
}

/* Nothing folds in a picture, and a long chain hangs. */
static void
test_long (void)
{
  g_auto (Fixture) fixture = { 0 };
  graphene_rect_t first, last;

  fixture_init (&fixture, KW_SCENE_TWELVE, 0, FALSE);
  g_assert_cmpuint (count (fixture.drawing, KW_SCENE_NAME), >=, 12);
  first = get_bounds (find (fixture.drawing, KW_SCENE_CARD, 0));
  last = get_bounds (find (fixture.drawing, KW_SCENE_CARD, 11));
  g_assert_cmpfloat_with_epsilon (first.origin.x, last.origin.x, 0.01f);
  g_assert_cmpfloat (first.origin.y, >, last.origin.y);
  g_assert_cmpfloat (kw_chain_scene_get_width (fixture.drawing), <, 500);
}

static void
test_nothing (void)
{
  g_autoptr (KsVerdict) verdict = kw_scene_verdict_new (KW_SCENE_COMPLETE);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  const KsPath empty = { .nodes = none, .links = none };

  g_assert_null (kw_chain_scene_new (verdict, NULL, 0, FALSE, NULL));
  g_assert_null (kw_chain_scene_new (verdict, &empty, 0, FALSE, NULL));
}

/* All things lie within the picture, and no text of a card runs out of it. */
static void
test_bounds (void)
{
  for (KwScene scene = 0; scene < KW_N_SCENES; scene++) {
    g_auto (Fixture) fixture = { 0 };
    graphene_rect_t page;

    fixture_init (&fixture, scene, 0, FALSE);
    page = GRAPHENE_RECT_INIT (0, 0, kw_chain_scene_get_width (fixture.drawing),
                               kw_chain_scene_get_height (fixture.drawing));
    for (guint i = 0; i < kw_chain_scene_get_n_items (fixture.drawing); i++) {
      const KwSceneItem *item = kw_chain_scene_get_item (fixture.drawing, i);
      graphene_rect_t bounds;

      if (item->path != NULL) {
        bounds = get_bounds (item);
        g_assert_true (graphene_rect_contains_rect (&page, &bounds));
      } else {
        g_assert_true (graphene_rect_contains_point (&page, &GRAPHENE_POINT_INIT (item->x, item->y)));
      }
    }
  }
}

static void
test_mirrored (void)
{
  g_auto (Fixture) ltr = { 0 };
  g_auto (Fixture) rtl = { 0 };
  graphene_rect_t left, right;

  fixture_init (&ltr, KW_SCENE_COMPLETE, 0, FALSE);
  fixture_init (&rtl, KW_SCENE_COMPLETE, 0, TRUE);
  left = get_bounds (find (ltr.drawing, KW_SCENE_CARD, 0));
  right = get_bounds (find (rtl.drawing, KW_SCENE_CARD, 0));
  g_assert_cmpfloat_with_epsilon (kw_chain_scene_get_width (ltr.drawing),
                                  kw_chain_scene_get_width (rtl.drawing), 0.01f);
  g_assert_cmpfloat_with_epsilon (left.origin.x,
                                  kw_chain_scene_get_width (rtl.drawing) - right.origin.x - right.size.width,
                                  0.01f);
  g_assert_cmpint (find (rtl.drawing, KW_SCENE_NAME, 0)->align, ==, KW_SCENE_RIGHT);
}

/* ---- as the widget has it ---- */

static GtkWidget *
find_part (GtkWidget *view, guint index)
{
  GtkWidget *part = gtk_widget_get_first_child (view);

  while (index-- > 0)
    part = gtk_widget_get_next_sibling (part);
  return part;
}

/* Card and card, link and link stand as far apart in the picture as in the window, where both have the same sizes. */
static void
test_like_widget (void)
{
  g_auto (Fixture) fixture = { 0 };
  GtkWidget *view = kw_chain_view_new ();
  GtkWindow *window;

  fixture_init (&fixture, KW_SCENE_COMPLETE, ROW_WIDTH, FALSE);
  kw_chain_view_set_verdict (KW_CHAIN_VIEW (view), fixture.verdict, 0);
  window = kw_scene_show (view, ROW_WIDTH);
  for (guint i = 0; i < 2; i++) {
    graphene_rect_t drawn = get_bounds (find (fixture.drawing, KW_SCENE_CARD, i));
    graphene_rect_t shown;

    g_assert_true (gtk_widget_compute_bounds (find_part (view, 2 * i), view, &shown));
    /* The outline of a card lies half a pixel inside it; the picture has a margin of 12. */
    g_assert_cmpfloat_with_epsilon (drawn.size.width + 1, shown.size.width, 0.51f);
    g_assert_cmpfloat_with_epsilon (drawn.origin.x - 0.5f - 12, shown.origin.x, 0.51f);
  }
  gtk_window_destroy (window);
}

/* ---- the files ---- */

static char *
write_svg (KwChainScene *drawing)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = kw_chain_export_write (kw_chain_export_find ("svg"), drawing, NULL, &error);

  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
collect (GMarkupParseContext *context, const char *text, gsize size, gpointer data, GError **error)
{
  const char *element = g_markup_parse_context_get_element (context);

  if (g_str_equal (element, "text") || g_str_equal (element, "tspan"))
    g_string_append_len (data, text, (gssize) size);
}

static void
end_line (GMarkupParseContext *context, const char *element, gpointer data, GError **error)
{
  if (g_str_equal (element, "text"))
    g_string_append_c (data, '\n');
}

static void
refuse_images (GMarkupParseContext *context,
               const char *element,
               const char **names,
               const char **values,
               gpointer data,
               GError **error)
{
  g_assert_cmpstr (element, !=, "image");
  g_assert_cmpstr (element, !=, "script");
  g_assert_cmpstr (element, !=, "foreignObject");
  for (guint i = 0; names[i] != NULL; i++)
    g_assert_false (g_str_has_prefix (names[i], "on") || g_str_has_suffix (names[i], "href"));
}

/* Every text, and nothing that a reader would run or fetch; XML that a parser takes. */
static void
test_svg (void)
{
  const GMarkupParser parser = { .start_element = refuse_images, .end_element = end_line, .text = collect };

  for (KwScene scene = 0; scene < KW_N_SCENES; scene++) {
    g_auto (Fixture) fixture = { 0 };
    g_autoptr (GString) words = g_string_new (NULL);
    g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, words, NULL);
    g_autoptr (GError) error = NULL;
    g_autofree char *svg = NULL;

    fixture_init (&fixture, scene, 0, FALSE);
    svg = write_svg (fixture.drawing);
    g_assert_true (g_utf8_validate (svg, -1, NULL));
    g_markup_parse_context_parse (context, svg, -1, &error);
    g_assert_no_error (error);
    g_markup_parse_context_end_parse (context, &error);
    g_assert_no_error (error);
    for (guint i = 0; i < count (fixture.drawing, KW_SCENE_NAME); i++) {
      g_autofree char *name = dup_words (find (fixture.drawing, KW_SCENE_NAME, i));

      g_assert_nonnull (strstr (words->str, name));
    }
  }
}

static void
test_pictures (void)
{
  static const struct {
    const char *id;
    const char *magic;
  } rows[] = { { "pdf", "%PDF-" }, { "png", "\x89PNG" } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_auto (Fixture) fixture = { 0 };
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) bytes = NULL;

    fixture_init (&fixture, KW_SCENE_HOSTILE, 0, FALSE);
    bytes = kw_chain_export_write (kw_chain_export_find (rows[i].id), fixture.drawing, NULL, &error);
    g_assert_no_error (error);
    g_assert_true (memcmp (g_bytes_get_data (bytes, NULL), rows[i].magic, strlen (rows[i].magic)) == 0);
  }
}

static gpointer
write_in_thread (gpointer drawing)
{
  return kw_chain_export_write (kw_chain_export_find ("png"), drawing, NULL, NULL);
}

static void
test_thread (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GBytes) here = NULL;
  g_autoptr (GBytes) there = NULL;

  fixture_init (&fixture, KW_SCENE_COMPLETE, 0, FALSE);
  there = g_thread_join (g_thread_new ("picture", write_in_thread, fixture.drawing));
  here = write_in_thread (fixture.drawing);
  g_assert_nonnull (there);
  g_assert_true (g_bytes_equal (here, there));
}

static void
test_cancel (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  fixture_init (&fixture, KW_SCENE_COMPLETE, 0, FALSE);
  g_cancellable_cancel (cancellable);
  g_assert_null (kw_chain_export_write (kw_chain_export_find ("pdf"), fixture.drawing, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* No name of the certificates is left, and the same one stands for the same name. */
static void
test_masked (void)
{
  g_autoptr (KsVerdict) verdict = kw_scene_verdict_new (KW_SCENE_COMPLETE);
  const KsPath *path = ks_verdict_get_path (verdict, 0);
  g_autoptr (KsNameMask) mask = ks_name_mask_new ();
  g_autoptr (KwChainScene) drawing = NULL;
  g_autofree char *svg = NULL;

  ks_name_mask_add_verdict (mask, verdict);
  drawing = kw_chain_scene_new (verdict, path, 0, FALSE, mask);
  svg = write_svg (drawing);
  for (guint i = 0; i < path->nodes->len; i++) {
    KsCertificate *certificate = ((KsPathNode *) path->nodes->pdata[i])->certificate;

    g_assert_null (strstr (svg, ks_certificate_get_title (certificate)));
    g_assert_nonnull (strstr (svg, ks_name_mask_get_title (mask, certificate)));
  }
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  kw_scene_init ();

  g_test_add_func ("/chain-scene/complete", test_complete);
  g_test_add_func ("/chain-scene/states", test_states);
  g_test_add_func ("/chain-scene/crossed", test_crossed);
  g_test_add_func ("/chain-scene/long", test_long);
  g_test_add_func ("/chain-scene/nothing", test_nothing);
  g_test_add_func ("/chain-scene/bounds", test_bounds);
  g_test_add_func ("/chain-scene/mirrored", test_mirrored);
  g_test_add_func ("/chain-scene/like-widget", test_like_widget);
  g_test_add_func ("/chain-scene/svg", test_svg);
  g_test_add_func ("/chain-scene/pictures", test_pictures);
  g_test_add_func ("/chain-scene/thread", test_thread);
  g_test_add_func ("/chain-scene/cancel", test_cancel);
  g_test_add_func ("/chain-scene/masked", test_masked);

  return g_test_run ();
}
