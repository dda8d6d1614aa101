/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-chain-shape.h"

/* visual.md section 3: length and width of the stadium, in each form. */
typedef struct {
  float length;
  float breadth;
} Size;

static const Size sizes[] = {
  [KW_CHAIN_FULL] = { 84, 26 },
  [KW_CHAIN_TIGHT] = { 68, 24 },
  [KW_CHAIN_VERTICAL] = { 62, 24 },
};

/* In dialogs; one that hangs leaves more of the cards' text free. */
static const Size small_size = { 62, 21 };
static const Size small_hanging_size = { 46, 21 };

#define STROKE 3.5f
#define EYELET 6
#define EYELET_STROKE 1.5f
/* The middle of the hole, from the end of the link: clear of the link's own end. */
#define EYELET_INSET 7.5f
#define HALVES_APART 30
#define HALF_TURN 5

#define RING_STROKE 7

static GskPath *
make_stadium (Size size)
{
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  GskRoundedRect outline;
  graphene_rect_t bounds = GRAPHENE_RECT_INIT ((STROKE - size.length) / 2, (STROKE - size.breadth) / 2,
                                               size.length - STROKE, size.breadth - STROKE);

  gsk_rounded_rect_init_from_rect (&outline, &bounds, bounds.size.height / 2);
  gsk_path_builder_add_rounded_rect (builder, &outline);
  return gsk_path_builder_free_to_path (g_steal_pointer (&builder));
}

/* The half at the end of less x, open towards the middle. */
static GskPath *
make_half (Size size)
{
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  float radius = (size.breadth - STROKE) / 2;
  float center = (STROKE - size.length) / 2 + radius;

  gsk_path_builder_move_to (builder, -HALVES_APART / 2.0f, -radius);
  gsk_path_builder_line_to (builder, center, -radius);
  gsk_path_builder_svg_arc_to (builder, radius, radius, 0, FALSE, FALSE, center, radius);
  gsk_path_builder_line_to (builder, -HALVES_APART / 2.0f, radius);
  return gsk_path_builder_free_to_path (g_steal_pointer (&builder));
}

static gboolean
copy_moved (GskPathOperation op, const graphene_point_t *pts, gsize n_pts, float weight, gpointer data)
{
  gpointer *pair = data;
  GskPathBuilder *builder = pair[0];
  graphene_point_t p[4];

  for (gsize i = 0; i < n_pts; i++)
    gsk_transform_transform_point (pair[1], &pts[i], &p[i]);
  switch (op) {
  case GSK_PATH_MOVE:
    gsk_path_builder_move_to (builder, p[0].x, p[0].y);
    break;
  case GSK_PATH_CLOSE:
    gsk_path_builder_close (builder);
    break;
  case GSK_PATH_LINE:
    gsk_path_builder_line_to (builder, p[1].x, p[1].y);
    break;
  case GSK_PATH_QUAD:
    gsk_path_builder_quad_to (builder, p[1].x, p[1].y, p[2].x, p[2].y);
    break;
  case GSK_PATH_CUBIC:
    gsk_path_builder_cubic_to (builder, p[1].x, p[1].y, p[2].x, p[2].y, p[3].x, p[3].y);
    break;
  case GSK_PATH_CONIC:
  default:
    gsk_path_builder_conic_to (builder, p[1].x, p[1].y, p[2].x, p[2].y, weight);
    break;
  }
  return TRUE;
}

static void
add_moved (GskPathBuilder *builder, GskPath *path, GskTransform *transform)
{
  gpointer pair[] = { builder, transform };

  gsk_path_foreach (path, GSK_PATH_FOREACH_ALLOW_QUAD | GSK_PATH_FOREACH_ALLOW_CUBIC, copy_moved, pair);
}

/**
 * kw_chain_shape_move:
 * @path: a path
 * @transform: (transfer full) (nullable): where to; it moves, turns and scales
 *
 * Makes the path that @path becomes elsewhere, of lines and Bézier curves only.
 *
 * Returns: (transfer full): the new path
 */
GskPath *
kw_chain_shape_move (GskPath *path, GskTransform *transform)
{
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();

  add_moved (builder, path, transform);
  gsk_transform_unref (transform);
  return gsk_path_builder_free_to_path (g_steal_pointer (&builder));
}

/* Each half turns about its outer end. */
static GskPath *
make_broken (Size size)
{
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr (GskPath) half = make_half (size);

  for (int side = 0; side < 2; side++) {
    GskTransform *turn = side == 1 ? gsk_transform_rotate (NULL, 180) : NULL;

    turn = gsk_transform_translate (turn, &GRAPHENE_POINT_INIT (-size.length / 2, 0));
    turn = gsk_transform_rotate (turn, side == 0 ? HALF_TURN : -HALF_TURN);
    turn = gsk_transform_translate (turn, &GRAPHENE_POINT_INIT (size.length / 2, 0));
    add_moved (builder, half, turn);
    gsk_transform_unref (turn);
  }
  return gsk_path_builder_free_to_path (g_steal_pointer (&builder));
}

static GskPath *
make_circles (const graphene_point_t *centers, guint n, float radius)
{
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();

  for (guint i = 0; i < n; i++)
    gsk_path_builder_add_circle (builder, &centers[i], radius);
  return gsk_path_builder_free_to_path (g_steal_pointer (&builder));
}

static Size
get_size (const KwChainShape *self)
{
  if (!self->is_small)
    return sizes[self->form];
  return self->form == KW_CHAIN_VERTICAL ? small_hanging_size : small_size;
}

/* Drawn along the x axis; a link that hangs is turned. */
static GskPath *
make_upright (const KwChainShape *self, GskPath *path)
{
  if (self->form == KW_CHAIN_VERTICAL)
    return kw_chain_shape_move (path, gsk_transform_rotate (NULL, 90));
  return gsk_path_ref (path);
}

/**
 * kw_chain_shape_make_link:
 * @self: what to draw
 *
 * Makes the path of a link, around the origin: closed, or in two halves where it is broken.
 *
 * Returns: (transfer full): the path
 */
GskPath *
kw_chain_shape_make_link (const KwChainShape *self)
{
  Size size = get_size (self);
  g_autoptr (GskPath) path = self->state == KS_LINK_BROKEN ? make_broken (size) : make_stadium (size);

  return make_upright (self, path);
}

/**
 * kw_chain_shape_make_link_stroke:
 * @self: what to draw
 *
 * Makes the stroke of a link: dashed where one end or the test is missing.
 *
 * Returns: (transfer full): the stroke
 */
GskStroke *
kw_chain_shape_make_link_stroke (const KwChainShape *self)
{
  GskStroke *stroke = gsk_stroke_new (STROKE);

  if (self->state == KS_LINK_MISSING || self->state == KS_LINK_UNTESTED)
    gsk_stroke_set_dash (stroke, (const float[]) { 5, 4 }, 2);
  return stroke;
}

/**
 * kw_chain_shape_make_eyelets:
 * @self: what to draw
 *
 * Makes the path of the holes at the ends of a link.
 *
 * Returns: (transfer full) (nullable): the path; %NULL without holes
 */
GskPath *
kw_chain_shape_make_eyelets (const KwChainShape *self)
{
  float place = sizes[self->form].length / 2 - EYELET_INSET;
  graphene_point_t centers[2];
  guint n = 0;

  if (self->form == KW_CHAIN_VERTICAL || self->is_small)
    return NULL;
  if (self->eyelet_start)
    centers[n++] = GRAPHENE_POINT_INIT (-place, 0);
  if (self->eyelet_end)
    centers[n++] = GRAPHENE_POINT_INIT (place, 0);
  return n > 0 ? make_circles (centers, n, (EYELET - EYELET_STROKE) / 2) : NULL;
}

/**
 * kw_chain_shape_make_eyelet_stroke:
 *
 * Returns: (transfer full): the stroke of the holes
 */
GskStroke *
kw_chain_shape_make_eyelet_stroke (void)
{
  return gsk_stroke_new (EYELET_STROKE);
}

/**
 * kw_chain_shape_make_ring:
 * @center: the middle of the ring
 *
 * Makes the path of the ring of the anchors.
 *
 * Returns: (transfer full): the path
 */
GskPath *
kw_chain_shape_make_ring (const graphene_point_t *center)
{
  return make_circles (center, 1, (KW_RING_DIAMETER - RING_STROKE) / 2.0f);
}

/**
 * kw_chain_shape_make_ring_stroke:
 * @is_reached: whether a path hangs on the ring
 *
 * Makes the stroke of the ring, dashed where no path reaches it.
 *
 * Returns: (transfer full): the stroke
 */
GskStroke *
kw_chain_shape_make_ring_stroke (gboolean is_reached)
{
  GskStroke *stroke = gsk_stroke_new (RING_STROKE);

  if (!is_reached)
    gsk_stroke_set_dash (stroke, (const float[]) { 6, 5 }, 2);
  return stroke;
}

/**
 * kw_chain_shape_append_link:
 * @self: what to draw
 * @snapshot: where to, with the middle of the link as its origin
 * @color: in which colour
 *
 * Draws a link: closed where it holds or is weak, dashed where one end or the test is missing, two halves where it is broken.
 */
void
kw_chain_shape_append_link (const KwChainShape *self, GtkSnapshot *snapshot, const GdkRGBA *color)
{
  g_autoptr (GskPath) eyelets = kw_chain_shape_make_eyelets (self);
  g_autoptr (GskStroke) stroke = kw_chain_shape_make_link_stroke (self);
  g_autoptr (GskPath) path = kw_chain_shape_make_link (self);

  if (eyelets != NULL) {
    g_autoptr (GskStroke) eyelet_stroke = kw_chain_shape_make_eyelet_stroke ();
    GdkRGBA faint = *color;

    faint.alpha *= KW_EYELET_ALPHA;
    gtk_snapshot_append_stroke (snapshot, eyelets, eyelet_stroke, &faint);
  }
  gtk_snapshot_append_stroke (snapshot, path, stroke, color);
}

/**
 * kw_chain_shape_append_ring:
 * @snapshot: where to draw
 * @center: the middle of the ring
 * @is_reached: whether a path hangs on it
 * @color: in which colour
 *
 * Draws the ring of the anchors, dashed where no path reaches it.
 */
void
kw_chain_shape_append_ring (GtkSnapshot *snapshot,
                            const graphene_point_t *center,
                            gboolean is_reached,
                            const GdkRGBA *color)
{
  g_autoptr (GskPath) path = kw_chain_shape_make_ring (center);
  g_autoptr (GskStroke) stroke = kw_chain_shape_make_ring_stroke (is_reached);

  gtk_snapshot_append_stroke (snapshot, path, stroke, color);
}
