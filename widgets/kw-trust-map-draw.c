/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-trust-map-private.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "kw-text.h"

/* The picture is kept in bands of that height (px of the layout), each made when it is first seen: zooming only transforms them. */
#define BAND 512.0f
#define RADIUS 8
#define CARD_RADIUS 12
#define PADDING 10
#define CARD_PADDING 14
#define ICON 16
#define CAPTION_SCALE 0.82
#define FAINT 0.35f

/* Everything that one band is drawn with. */
typedef struct {
  KwTrustMap *map;
  GtkSnapshot *snapshot;
  GdkRGBA colors[KW_MAP_N_COLORS];
  float scale; /* of the text */
} Drawing;

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
  g_clear_pointer (&self->nodes, g_ptr_array_unref);
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
drawing_init (Drawing *self, KwTrustMap *map, GtkSnapshot *snapshot)
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
  self->scale = (float) map->text_scale;
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
fill (Drawing *self, GskPathBuilder *builder, KwMapColor color)
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
draw_look (Drawing *self, guint look, float from, float to, gboolean faint)
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
draw_dashed (Drawing *self, const KwMapBox *box)
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

typedef struct {
  double scale;
  PangoWeight weight;
  KwMapColor color;
} Style;

/* One line (two in the room for two), which ends where its room does; @x from the inline start of @area. */
static void
draw_text (Drawing *self, const char *text, const graphene_rect_t *area, Style style)
{
  GtkWidget *widget = GTK_WIDGET (self->map);
  g_autofree char *shown = kw_text_show (text);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, shown);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  PangoRectangle extents;

  if (area->size.width <= 0)
    return;
  pango_attr_list_insert (attributes, pango_attr_scale_new (style.scale));
  pango_attr_list_insert (attributes, pango_attr_weight_new (style.weight));
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  /* As many lines as there is room for. */
  pango_layout_set_height (layout, area->size.height > 40 * self->scale ? -2 : -1);
  pango_layout_set_width (layout, (int) area->size.width * PANGO_SCALE);
  pango_layout_get_pixel_extents (layout, NULL, &extents);
  gtk_snapshot_save (self->snapshot);
  gtk_snapshot_translate (
    self->snapshot,
    &GRAPHENE_POINT_INIT (area->origin.x + (is_rtl ? floorf (area->size.width) - (float) extents.width : 0) -
                            (float) extents.x,
                          area->origin.y + roundf ((area->size.height - (float) extents.height) / 2)));
  gtk_snapshot_append_layout (self->snapshot, layout, &self->colors[style.color]);
  gtk_snapshot_restore (self->snapshot);
}

static void
draw_icon (Drawing *self, const char *name, KwMapColor color, const graphene_rect_t *area)
{
  GtkWidget *widget = GTK_WIDGET (self->map);
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));
  g_autoptr (GtkIconPaintable) icon =
    gtk_icon_theme_lookup_icon (theme, name, NULL, ICON, gtk_widget_get_scale_factor (widget),
                                gtk_widget_get_direction (widget), 0);

  gtk_snapshot_save (self->snapshot);
  gtk_snapshot_translate (self->snapshot, &area->origin);
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), self->snapshot, area->size.width,
                                            area->size.height, &self->colors[color], 1);
  gtk_snapshot_restore (self->snapshot);
}

/* Takes a piece from the inline start (or end) of what is left of a line. */
static graphene_rect_t
cut (KwTrustMap *map, graphene_rect_t *line, float width, gboolean at_end)
{
  gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (map)) == GTK_TEXT_DIR_RTL;
  graphene_rect_t piece = *line;

  piece.size.width = width;
  if (at_end != is_rtl)
    piece.origin.x = line->origin.x + line->size.width - width;
  else
    line->origin.x += width;
  line->size.width = MAX (0, line->size.width - width);
  return piece;
}

static graphene_rect_t
square (const graphene_rect_t *piece)
{
  return GRAPHENE_RECT_INIT (piece->origin.x, piece->origin.y + roundf ((piece->size.height - ICON) / 2),
                             ICON, ICON);
}

static void
cut_icon (Drawing *self, graphene_rect_t *line, const char *name, KwMapColor color, gboolean at_end)
{
  graphene_rect_t piece = cut (self->map, line, ICON, at_end);
  graphene_rect_t area = square (&piece);

  cut (self->map, line, 8, at_end);
  draw_icon (self, name, color, &area);
}

static KwMapColor
find_state_color (KsState state)
{
  switch (state) {
  case KS_STATE_PASS:
    return KW_MAP_COLOR_SUCCESS;
  case KS_STATE_WARNING:
    return KW_MAP_COLOR_WARNING;
  case KS_STATE_FAIL:
    return KW_MAP_COLOR_ERROR;
  case KS_STATE_NOT_APPLICABLE:
  case KS_STATE_NOT_CHECKED:
  case KS_STATE_INFO:
  default:
    return KW_MAP_COLOR_DIM;
  }
}

static void
draw_certificate (Drawing *self, const KwMapBox *box)
{
  graphene_rect_t line = box->area;
  gboolean has_key =
    box->kind == KW_MAP_CERTIFICATE && ks_trust_graph_get_node (self->map->graph, box->index)->has_key;
  Style style = { 0.91, box->is_strong ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL, KW_MAP_COLOR_TEXT };

  graphene_rect_inset (&line, PADDING, 0);
  if (box->state != KS_STATE_PASS)
    cut_icon (self, &line, kw_state_icon (box->state), find_state_color (box->state), TRUE);
  if (has_key)
    cut_icon (self, &line, kw_kind_icon (KS_ENTRY_KEY), KW_MAP_COLOR_TEXT, FALSE);
  draw_text (self, box->title, &line, style);
}

static void
draw_more (Drawing *self, const KwMapBox *box)
{
  graphene_rect_t line = box->area;

  graphene_rect_inset (&line, PADDING, 0);
  draw_text (self, box->title, &line, (Style) { CAPTION_SCALE, PANGO_WEIGHT_NORMAL, KW_MAP_COLOR_TEXT });
}

/* Alias, file, and whether it is accepted; the button below has a place of its own. */
static graphene_rect_t
get_line (const KwMapBox *box, float y, float height)
{
  return GRAPHENE_RECT_INIT (box->area.origin.x + CARD_PADDING, box->area.origin.y + y,
                             box->area.size.width - 2 * CARD_PADDING, height);
}

/* The room that the button takes, which is a widget of its own. */
static float
measure_button (Drawing *self, const KsTrustPair *pair)
{
  g_autofree char *label = kw_map_part_dup_button_label (pair->missing);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self->map), label);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return (float) width * 1.1f + 28;
}

static void
draw_pair (Drawing *self, const KwMapBox *box)
{
  const KsTrustPair *pair = ks_trust_graph_get_pair (self->map->graph, box->index);
  float scale = (float) self->map->text_scale;
  gboolean has_button = pair->missing != NULL && self->map->can_repair;
  gboolean is_tall = box->area.size.height > 120 * scale;
  Style said = { 0.91, box->is_dashed ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL,
                 box->is_dashed ? KW_MAP_COLOR_ERROR : KW_MAP_COLOR_DIM };
  graphene_rect_t line = get_line (box, 9 * scale, 24 * scale);

  cut_icon (self, &line, kw_kind_icon (KS_ENTRY_KEY), KW_MAP_COLOR_TEXT, FALSE);
  draw_text (self, box->title, &line, (Style) { 1, PANGO_WEIGHT_BOLD, KW_MAP_COLOR_TEXT });
  line = get_line (box, 32 * scale, 20 * scale);
  cut (self->map, &line, ICON + 8, FALSE);
  draw_text (self, box->detail, &line, (Style) { CAPTION_SCALE, PANGO_WEIGHT_NORMAL, KW_MAP_COLOR_DIM });
  line = get_line (box, (is_tall ? 56 : 60) * scale, (is_tall ? 44 : 28) * scale);
  if (has_button && !is_tall)
    cut (self->map, &line, MIN (measure_button (self, pair), line.size.width / 2), TRUE);
  cut_icon (self, &line, kw_state_icon (box->state), find_state_color (box->state), FALSE);
  draw_text (self, pair->sentence, &line, said);
}

static void
draw_content (Drawing *self, const KwMapBox *box)
{
  gboolean faint = is_faint (self->map, box);

  if (faint)
    gtk_snapshot_push_opacity (self->snapshot, FAINT);
  if (box->is_dashed)
    draw_dashed (self, box);
  if (box->kind == KW_MAP_MORE)
    draw_more (self, box);
  else if (box->kind == KW_MAP_PAIR)
    draw_pair (self, box);
  else
    draw_certificate (self, box);
  if (faint)
    gtk_snapshot_pop (self->snapshot);
}

static void
draw_lines (Drawing *self, KwMapLineKind kind, float from, float to)
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
draw_rail (Drawing *self)
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
draw_texts (Drawing *self, float from, float to)
{
  static const Style styles[] = {
    [KW_MAP_TEXT_CAPTION] = { CAPTION_SCALE, PANGO_WEIGHT_NORMAL, KW_MAP_COLOR_DIM },
    [KW_MAP_TEXT_HEADING] = { CAPTION_SCALE, PANGO_WEIGHT_BOLD, KW_MAP_COLOR_TEXT },
  };

  for (guint i = 0; i < self->map->layout->texts->len; i++) {
    const KwMapText *text = &g_array_index (self->map->layout->texts, KwMapText, i);

    if (text->area.origin.y >= from && text->area.origin.y < to)
      draw_text (self, text->text, &text->area, styles[text->kind]);
  }
}

/* What begins in a band is drawn with it, however far it goes. */
static GskRenderNode *
make_band (KwTrustMap *map, guint band)
{
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  float from = (float) band * BAND, to = from + BAND;
  Drawing drawing;

  drawing_init (&drawing, map, snapshot);
  draw_lines (&drawing, KW_MAP_LINE, from, to);
  draw_lines (&drawing, KW_MAP_LINE_DASHED, from, to);
  draw_lines (&drawing, KW_MAP_LINE_STRONG, from, to);
  if (band == 0)
    draw_rail (&drawing);
  draw_texts (&drawing, from, to);
  for (guint i = 0; i < N_LOOKS; i++) {
    draw_look (&drawing, i, from, to, FALSE);
    draw_look (&drawing, i, from, to, TRUE);
  }
  for (guint i = 0; i < map->layout->boxes->len; i++)
    if (is_inside (kw_map_layout_get_box (map->layout, i), from, to))
      draw_content (&drawing, kw_map_layout_get_box (map->layout, i));
  return gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
}

/* Lines may come from far above. */
static gboolean
is_seen (const KwTrustMap *map, guint band, GskRenderNode *node, const graphene_rect_t *view)
{
  graphene_rect_t bounds;

  if (node == NULL)
    return (float) band * BAND < view->origin.y + view->size.height &&
           (float) (band + 1) * BAND > view->origin.y;
  gsk_render_node_get_bounds (node, &bounds);
  return graphene_rect_intersection (&bounds, view, NULL);
}

static void
draw_outline (Drawing *self, const KwMapBox *box, KwMapColor color, float width, float inset)
{
  g_autoptr (GskPath) path = make_path (box, inset);
  GskStroke *stroke = gsk_stroke_new (width);

  gtk_snapshot_append_stroke (self->snapshot, path, stroke, &self->colors[color]);
  gsk_stroke_free (stroke);
}

/* What is pointed at or focused lights what belongs to it, with the lines between. */
static void
draw_together (Drawing *self, int index)
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
 * _kw_trust_map_draw:
 * @self: a map with a layout
 * @snapshot: where to draw, in the layout's coordinates
 * @view: what is seen
 *
 * Draws what is seen, and over it what is pointed at.
 */
void
_kw_trust_map_draw (KwTrustMap *self, GtkSnapshot *snapshot, const graphene_rect_t *view)
{
  guint n_bands = (guint) ceilf (self->layout->height / BAND) + 1;
  Drawing drawing;

  if (self->nodes == NULL) {
    self->nodes = g_ptr_array_new_with_free_func (node_unref);
    g_ptr_array_set_size (self->nodes, (int) n_bands);
  }
  for (guint i = 0; i < self->nodes->len; i++) {
    gpointer *node = &self->nodes->pdata[i];

    if (!is_seen (self, i, *node, view))
      continue;
    if (*node == NULL)
      *node = make_band (self, i);
    if (*node != NULL)
      gtk_snapshot_append_node (snapshot, *node);
  }
  drawing_init (&drawing, self, snapshot);
  if (self->hovered >= 0)
    draw_together (&drawing, self->hovered);
  else if (has_visible_focus (self))
    draw_together (&drawing, self->focused);
  if (has_visible_focus (self))
    draw_outline (&drawing, kw_map_layout_get_box (self->layout, (guint) self->focused), KW_MAP_COLOR_ACCENT,
                  2, 1);
}
