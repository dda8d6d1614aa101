/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-trust-map-private.h"

#include <adwaita.h>

#define RADIUS 8
#define CARD_RADIUS 12
#define FAINT 0.35f
/* Lines and shadows are that much larger than their bounds. */
#define MARGIN 4

static const char *const color_classes[KW_MAP_N_COLORS] = {
  "text",          "dim",          "line",    "strong",          "surface",        "page",
  "quiet",         "border",       "warning", "warning-surface", "warning-border", "error",
  "error-surface", "error-border", "success", "accent",          "together",
};

/**
 * _kw_trust_map_make_colors:
 * @self: a new map
 *
 * Makes the hidden children whose colours the drawing has.
 */
void
_kw_trust_map_make_colors (KwTrustMap *self)
{
  for (guint i = 0; i < KW_MAP_N_COLORS; i++) {
    self->colors[i] = g_object_new (ADW_TYPE_BIN, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
    gtk_widget_add_css_class (self->colors[i], color_classes[i]);
    gtk_widget_set_child_visible (self->colors[i], FALSE);
    gtk_widget_set_parent (self->colors[i], GTK_WIDGET (self));
  }
}

static void
node_unref (gpointer node)
{
  if (node != NULL)
    gsk_render_node_unref (node);
}

/**
 * _kw_trust_map_forget_drawing:
 * @self: a map
 *
 * The picture is made anew when it is drawn next.
 */
void
_kw_trust_map_forget_drawing (KwTrustMap *self)
{
  for (guint i = 0; i < KW_MAP_N_LAYERS; i++) {
    g_clear_pointer (&self->layers[i].nodes, g_ptr_array_unref);
    g_clear_pointer (&self->layers[i].reaches, g_free);
  }
  g_clear_pointer (&self->sheets, g_ptr_array_unref);
}

static void
blend (GdkRGBA *color, const GdkRGBA *below)
{
  color->red = color->red * color->alpha + below->red * (1 - color->alpha);
  color->green = color->green * color->alpha + below->green * (1 - color->alpha);
  color->blue = color->blue * color->alpha + below->blue * (1 - color->alpha);
  color->alpha = 1;
}

static void
drawing_init (KwMapDrawing *self, KwTrustMap *map, GtkSnapshot *snapshot)
{
  self->map = map;
  self->snapshot = snapshot;
  for (guint i = 0; i < KW_MAP_N_COLORS; i++)
    gtk_widget_get_color (map->colors[i], &self->colors[i]);
  /* Shapes lie on each other, so that what shines through has to be in their colours. */
  blend (&self->colors[KW_MAP_COLOR_BORDER], &self->colors[KW_MAP_COLOR_PAGE]);
  blend (&self->colors[KW_MAP_COLOR_SURFACE], &self->colors[KW_MAP_COLOR_PAGE]);
  blend (&self->colors[KW_MAP_COLOR_WARNING_SURFACE], &self->colors[KW_MAP_COLOR_SURFACE]);
  blend (&self->colors[KW_MAP_COLOR_WARNING_BORDER], &self->colors[KW_MAP_COLOR_PAGE]);
  blend (&self->colors[KW_MAP_COLOR_ERROR_SURFACE], &self->colors[KW_MAP_COLOR_PAGE]);
  blend (&self->colors[KW_MAP_COLOR_ERROR_BORDER], &self->colors[KW_MAP_COLOR_PAGE]);
}

static gboolean
is_faint (KwTrustMap *map, const KwMapBox *box)
{
  if (map->is_found == NULL)
    return FALSE;
  if (box->kind == KW_MAP_PAIR || box->kind == KW_MAP_MORE)
    return TRUE;
  return !map->is_found[box->index];
}

/* The outline of a box, made smaller on all sides, and taller below. */
static void
add_shape (GskPathBuilder *builder, const KwMapBox *box, float inset, float below)
{
  float radius = (box->kind == KW_MAP_PAIR ? CARD_RADIUS : RADIUS) - inset;
  GskRoundedRect rect;
  graphene_rect_t area = box->area;

  graphene_rect_inset (&area, inset, inset);
  area.size.height += below;
  gsk_rounded_rect_init_from_rect (&rect, &area, radius);
  gsk_path_builder_add_rounded_rect (builder, &rect);
}

static GskPath *
make_path (const KwMapBox *box, float inset)
{
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();

  add_shape (builder, box, inset, 0);
  return gsk_path_builder_to_path (builder);
}

/* What boxes look like. All of one look are one shape with another one inside: a stroke would take much longer. */
typedef struct {
  KwMapColor surface;
  KwMapColor border;
  float width;
  float below; /* a little more border there is all the shadow it needs */
} Look;

enum {
  LOOK_NORMAL,
  LOOK_STRONG,
  LOOK_WARNING,
  LOOK_STRONG_WARNING,
  LOOK_FAIL,
  LOOK_QUIET,
  N_LOOKS,
  LOOK_DASHED = N_LOOKS,
};

static const Look looks[N_LOOKS] = {
  [LOOK_NORMAL] = { KW_MAP_COLOR_SURFACE, KW_MAP_COLOR_BORDER, 1, 1 },
  [LOOK_STRONG] = { KW_MAP_COLOR_SURFACE, KW_MAP_COLOR_STRONG, 2, 0 },
  [LOOK_WARNING] = { KW_MAP_COLOR_WARNING_SURFACE, KW_MAP_COLOR_WARNING_BORDER, 1.5f, 0 },
  [LOOK_STRONG_WARNING] = { KW_MAP_COLOR_WARNING_SURFACE, KW_MAP_COLOR_WARNING_BORDER, 2.5f, 0 },
  [LOOK_FAIL] = { KW_MAP_COLOR_ERROR_SURFACE, KW_MAP_COLOR_ERROR_BORDER, 1.5f, 0 },
  [LOOK_QUIET] = { KW_MAP_COLOR_QUIET, KW_MAP_COLOR_QUIET, 0, 0 },
};

static guint
find_look (const KwMapBox *box)
{
  if (box->kind == KW_MAP_MORE)
    return LOOK_QUIET;
  if (box->is_dashed)
    return LOOK_DASHED;
  if (box->state == KS_STATE_FAIL)
    return LOOK_FAIL;
  if (box->state == KS_STATE_WARNING)
    return box->is_strong ? LOOK_STRONG_WARNING : LOOK_WARNING;
  return box->is_strong ? LOOK_STRONG : LOOK_NORMAL;
}

static void
fill (KwMapDrawing *self, GskPathBuilder *builder, KwMapColor color)
{
  g_autoptr (GskPath) path = gsk_path_builder_to_path (builder);

  if (!gsk_path_is_empty (path))
    gtk_snapshot_append_fill (self->snapshot, path, GSK_FILL_RULE_WINDING, &self->colors[color]);
}

static gboolean
is_inside (const KwMapBox *box, float from, float to)
{
  return box->area.origin.y >= from && box->area.origin.y < to;
}

static void
draw_look (KwMapDrawing *self, guint look, float from, float to, gboolean faint)
{
  g_autoptr (GskPathBuilder) outer = gsk_path_builder_new ();
  g_autoptr (GskPathBuilder) inner = gsk_path_builder_new ();

  for (guint i = 0; i < self->map->layout->boxes->len; i++) {
    const KwMapBox *box = kw_map_layout_get_box (self->map->layout, i);

    if (find_look (box) != look || !is_inside (box, from, to) || is_faint (self->map, box) != faint)
      continue;
    if (looks[look].width > 0)
      add_shape (outer, box, 0, looks[look].below);
    add_shape (inner, box, looks[look].width, 0);
  }
  if (faint)
    gtk_snapshot_push_opacity (self->snapshot, FAINT);
  fill (self, outer, looks[look].border);
  fill (self, inner, looks[look].surface);
  if (faint)
    gtk_snapshot_pop (self->snapshot);
}

static void
push_faint (KwMapDrawing *self, const KwMapBox *box)
{
  if (is_faint (self->map, box))
    gtk_snapshot_push_opacity (self->snapshot, FAINT);
}

static void
pop_faint (KwMapDrawing *self, const KwMapBox *box)
{
  if (is_faint (self->map, box))
    gtk_snapshot_pop (self->snapshot);
}

static void
draw_dashed (KwMapDrawing *self, const KwMapBox *box)
{
  g_autoptr (GskPath) surface = make_path (box, 0);
  g_autoptr (GskPath) border = make_path (box, 0.75f);
  GskStroke *stroke = gsk_stroke_new (1.5f);
  const float dashes[] = { 5, 4 };

  gsk_stroke_set_dash (stroke, dashes, G_N_ELEMENTS (dashes));
  gtk_snapshot_append_fill (self->snapshot, surface, GSK_FILL_RULE_WINDING,
                            &self->colors[KW_MAP_COLOR_ERROR_SURFACE]);
  gtk_snapshot_append_stroke (self->snapshot, border, stroke, &self->colors[KW_MAP_COLOR_ERROR_BORDER]);
  gsk_stroke_free (stroke);
}

static void
draw_lines (KwMapDrawing *self, KwMapLineKind kind, float from, float to)
{
  static const KwMapColor colors[] = { KW_MAP_COLOR_LINE, KW_MAP_COLOR_STRONG, KW_MAP_COLOR_ERROR_BORDER };
  static const float widths[] = { 1.5f, 3.5f, 1.5f };
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr (GskPath) path = NULL;
  GskStroke *stroke = NULL;
  const float dashes[] = { 5, 4 };

  for (guint i = 0; i < self->map->layout->lines->len; i++) {
    const KwMapLine *line = &g_array_index (self->map->layout->lines, KwMapLine, i);

    if (line->kind == kind && line->bounds.origin.y >= from && line->bounds.origin.y < to)
      gsk_path_builder_add_path (builder, line->path);
  }
  path = gsk_path_builder_to_path (builder);
  if (gsk_path_is_empty (path))
    return;
  stroke = gsk_stroke_new (widths[kind]);
  if (kind == KW_MAP_LINE_DASHED)
    gsk_stroke_set_dash (stroke, dashes, G_N_ELEMENTS (dashes));
  gtk_snapshot_append_stroke (self->snapshot, path, stroke, &self->colors[colors[kind]]);
  gsk_stroke_free (stroke);
}

static void
draw_rail (KwMapDrawing *self)
{
  const graphene_rect_t *rail = &self->map->layout->rail;
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr (GskPath) path = NULL;
  GskRoundedRect rect;

  if (rail->size.height <= 0)
    return;
  gsk_rounded_rect_init_from_rect (&rect, rail, rail->size.height / 2);
  gsk_path_builder_add_rounded_rect (builder, &rect);
  path = gsk_path_builder_to_path (builder);
  gtk_snapshot_append_fill (self->snapshot, path, GSK_FILL_RULE_WINDING, &self->colors[KW_MAP_COLOR_STRONG]);
}

static void
draw_behind (KwMapDrawing *self, float from, float to)
{
  draw_lines (self, KW_MAP_LINE, from, to);
  draw_lines (self, KW_MAP_LINE_DASHED, from, to);
  draw_lines (self, KW_MAP_LINE_STRONG, from, to);
  if (from <= 0)
    draw_rail (self);
}

static void
draw_boxes (KwMapDrawing *self, float from, float to)
{
  for (guint i = 0; i < N_LOOKS; i++) {
    draw_look (self, i, from, to, FALSE);
    draw_look (self, i, from, to, TRUE);
  }
  for (guint i = 0; i < self->map->layout->boxes->len; i++) {
    const KwMapBox *box = kw_map_layout_get_box (self->map->layout, i);

    if (box->is_dashed && is_inside (box, from, to)) {
      push_faint (self, box);
      draw_dashed (self, box);
      pop_faint (self, box);
    }
  }
}

static void
draw_contents (KwMapDrawing *self, float from, float to)
{
  _kw_trust_map_draw_texts (self, from, to);
  for (guint i = 0; i < self->map->layout->boxes->len; i++) {
    const KwMapBox *box = kw_map_layout_get_box (self->map->layout, i);

    if (is_inside (box, from, to)) {
      push_faint (self, box);
      _kw_trust_map_draw_content (self, box);
      pop_faint (self, box);
    }
  }
}

/* Lines that lie on each other are one where they are drawn together, so that their bands are higher. */
static const struct {
  float height; /* px of the layout */
  void (*draw) (KwMapDrawing *self, float from, float to);
} layer_kinds[KW_MAP_N_LAYERS] = {
  [KW_MAP_LAYER_BEHIND] = { 512, draw_behind },
  [KW_MAP_LAYER_BOXES] = { 128, draw_boxes },
  [KW_MAP_LAYER_TEXTS] = { 128, draw_contents },
};

static GskRenderNode *
make_band (KwTrustMap *map, KwMapLayer layer, guint band)
{
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  float height = layer_kinds[layer].height;
  KwMapDrawing drawing;

  drawing_init (&drawing, map, snapshot);
  layer_kinds[layer].draw (&drawing, (float) band * height, (float) (band + 1) * height);
  return gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
}

static void
reach (KwTrustMap *map, KwMapLayer layer, const graphene_rect_t *bounds)
{
  float band = floorf (bounds->origin.y / layer_kinds[layer].height);
  guint i = (guint) CLAMP (band, 0, (float) map->layers[layer].nodes->len - 1);

  map->layers[layer].reaches[i] =
    MAX (map->layers[layer].reaches[i], bounds->origin.y + bounds->size.height + MARGIN);
}

/* What begins in a band is drawn with it, however far down it goes. */
static void
find_reaches (KwTrustMap *map)
{
  KwMapLayout *layout = map->layout;

  for (guint i = 0; i < layout->boxes->len; i++) {
    reach (map, KW_MAP_LAYER_BOXES, &kw_map_layout_get_box (layout, i)->area);
    reach (map, KW_MAP_LAYER_TEXTS, &kw_map_layout_get_box (layout, i)->area);
  }
  for (guint i = 0; i < layout->texts->len; i++)
    reach (map, KW_MAP_LAYER_TEXTS, &g_array_index (layout->texts, KwMapText, i).area);
  for (guint i = 0; i < layout->lines->len; i++)
    reach (map, KW_MAP_LAYER_BEHIND, &g_array_index (layout->lines, KwMapLine, i).bounds);
}

static void
make_layers (KwTrustMap *map)
{
  for (guint i = 0; i < KW_MAP_N_LAYERS; i++) {
    guint n_bands = (guint) ceilf (map->layout->height / layer_kinds[i].height) + 1;

    map->layers[i].nodes = g_ptr_array_new_with_free_func (node_unref);
    g_ptr_array_set_size (map->layers[i].nodes, (int) n_bands);
    map->layers[i].reaches = g_new (float, n_bands);
    for (guint j = 0; j < n_bands; j++)
      map->layers[i].reaches[j] = (float) (j + 1) * layer_kinds[i].height;
  }
  find_reaches (map);
}

/**
 * _kw_trust_map_draw_layer:
 * @self: a map with a layout
 * @layer: a part of the picture
 * @snapshot: where to draw, in the layout's coordinates
 * @area: what is wanted
 *
 * Draws at least what a layer has in an area.
 */
void
_kw_trust_map_draw_layer (KwTrustMap *self,
                          KwMapLayer layer,
                          GtkSnapshot *snapshot,
                          const graphene_rect_t *area)
{
  if (self->layers[layer].nodes == NULL)
    make_layers (self);
  for (guint i = 0; i < self->layers[layer].nodes->len; i++) {
    gpointer *node = &self->layers[layer].nodes->pdata[i];

    if ((float) i * layer_kinds[layer].height - MARGIN >= area->origin.y + area->size.height)
      return;
    if (self->layers[layer].reaches[i] <= area->origin.y)
      continue;
    if (*node == NULL)
      *node = make_band (self, layer, i);
    if (*node != NULL)
      gtk_snapshot_append_node (snapshot, *node);
  }
}

static void
draw_outline (KwMapDrawing *self, const KwMapBox *box, KwMapColor color, float width, float inset)
{
  g_autoptr (GskPath) path = make_path (box, inset);
  GskStroke *stroke = gsk_stroke_new (width);

  gtk_snapshot_append_stroke (self->snapshot, path, stroke, &self->colors[color]);
  gsk_stroke_free (stroke);
}

/* What is pointed at or focused lights what belongs to it, with the lines between. */
static void
draw_together (KwMapDrawing *self, int index)
{
  KwTrustMap *map = self->map;
  const KwMapBox *with = kw_map_layout_get_box (map->layout, (guint) index);
  GskStroke *stroke = gsk_stroke_new (3);

  for (guint i = 0; i < map->layout->lines->len; i++) {
    const KwMapLine *line = &g_array_index (map->layout->lines, KwMapLine, i);

    if (line->box >= 0 &&
        _kw_trust_map_is_together (map, kw_map_layout_get_box (map->layout, (guint) line->box), with))
      gtk_snapshot_append_stroke (self->snapshot, line->path, stroke, &self->colors[KW_MAP_COLOR_TOGETHER]);
  }
  gsk_stroke_free (stroke);
  for (guint i = 0; i < map->layout->boxes->len; i++) {
    const KwMapBox *box = kw_map_layout_get_box (map->layout, i);

    if (_kw_trust_map_is_together (map, box, with))
      draw_outline (self, box, KW_MAP_COLOR_TOGETHER, box == with ? 2 : 1.5f, 0.75f);
  }
}

static gboolean
has_visible_focus (KwTrustMap *map)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (map));

  return map->focused >= 0 && (guint) map->focused < map->n_parts && map->parts[map->focused] != NULL &&
         gtk_widget_has_focus (map->parts[map->focused]) && GTK_IS_WINDOW (root) &&
         gtk_window_get_focus_visible (GTK_WINDOW (root));
}

/**
 * _kw_trust_map_draw_lights:
 * @self: a map with a layout
 * @snapshot: where to draw, in the layout's coordinates
 *
 * Draws what lies over the picture: what is pointed at, and the focus.
 */
void
_kw_trust_map_draw_lights (KwTrustMap *self, GtkSnapshot *snapshot)
{
  KwMapDrawing drawing;

  drawing_init (&drawing, self, snapshot);
  if (self->hovered >= 0)
    draw_together (&drawing, self->hovered);
  else if (has_visible_focus (self))
    draw_together (&drawing, self->focused);
  if (has_visible_focus (self))
    draw_outline (&drawing, kw_map_layout_get_box (self->layout, (guint) self->focused), KW_MAP_COLOR_ACCENT,
                  2, 1);
}
