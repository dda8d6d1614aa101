/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

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

static void
append_broken (GtkSnapshot *snapshot, Size size, const GskStroke *stroke, const GdkRGBA *color)
{
  g_autoptr (GskPath) half = make_half (size);
  graphene_point_t end = GRAPHENE_POINT_INIT (-size.length / 2, 0);
  graphene_point_t back = GRAPHENE_POINT_INIT (size.length / 2, 0);

  for (int side = 0; side < 2; side++) {
    gtk_snapshot_save (snapshot);
    gtk_snapshot_rotate (snapshot, side == 0 ? 0 : 180);
    gtk_snapshot_translate (snapshot, &end);
    gtk_snapshot_rotate (snapshot, side == 0 ? HALF_TURN : -HALF_TURN);
    gtk_snapshot_translate (snapshot, &back);
    gtk_snapshot_append_stroke (snapshot, half, stroke, color);
    gtk_snapshot_restore (snapshot);
  }
}

static void
append_circle (GtkSnapshot *snapshot,
               const graphene_point_t *center,
               float radius,
               const GskStroke *stroke,
               const GdkRGBA *color)
{
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr (GskPath) path = NULL;

  gsk_path_builder_add_circle (builder, center, radius);
  path = gsk_path_builder_free_to_path (g_steal_pointer (&builder));
  gtk_snapshot_append_stroke (snapshot, path, stroke, color);
}

static void
append_eyelets (const KwChainShape *self, GtkSnapshot *snapshot, const GdkRGBA *color)
{
  g_autoptr (GskStroke) stroke = gsk_stroke_new (EYELET_STROKE);
  float radius = (EYELET - EYELET_STROKE) / 2;
  float place = sizes[self->form].length / 2 - EYELET_INSET;
  GdkRGBA faint = *color;

  faint.alpha *= 0.45f;
  if (self->eyelet_start)
    append_circle (snapshot, &GRAPHENE_POINT_INIT (-place, 0), radius, stroke, &faint);
  if (self->eyelet_end)
    append_circle (snapshot, &GRAPHENE_POINT_INIT (place, 0), radius, stroke, &faint);
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
  g_autoptr (GskStroke) stroke = gsk_stroke_new (STROKE);
  g_autoptr (GskPath) path = NULL;
  Size size = !self->is_small                   ? sizes[self->form]
              : self->form == KW_CHAIN_VERTICAL ? small_hanging_size
                                                : small_size;

  gtk_snapshot_save (snapshot);
  if (self->form == KW_CHAIN_VERTICAL)
    gtk_snapshot_rotate (snapshot, 90);
  if (self->form != KW_CHAIN_VERTICAL && !self->is_small)
    append_eyelets (self, snapshot, color);
  if (self->state == KS_LINK_BROKEN) {
    append_broken (snapshot, size, stroke, color);
  } else {
    path = make_stadium (size);
    if (self->state == KS_LINK_MISSING || self->state == KS_LINK_UNTESTED)
      gsk_stroke_set_dash (stroke, (const float[]) { 5, 4 }, 2);
    gtk_snapshot_append_stroke (snapshot, path, stroke, color);
  }
  gtk_snapshot_restore (snapshot);
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
  g_autoptr (GskStroke) stroke = gsk_stroke_new (RING_STROKE);

  if (!is_reached)
    gsk_stroke_set_dash (stroke, (const float[]) { 6, 5 }, 2);
  append_circle (snapshot, center, (KW_RING_DIAMETER - RING_STROKE) / 2.0f, stroke, color);
}
