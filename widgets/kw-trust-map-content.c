/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-trust-map-private.h"

#include "kw-text.h"

#define PADDING 10
#define CARD_PADDING 14
#define ICON 16
#define CAPTION_SCALE 0.82

typedef struct {
  double scale;
  PangoWeight weight;
  KwMapColor color;
} Style;

/* One line (two in the room for two), which ends where its room does; @x from the inline start of @area. */
static void
draw_text (KwMapDrawing *self, const char *text, const graphene_rect_t *area, Style style)
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
  pango_layout_set_height (layout, area->size.height > 40 * (float) self->map->text_scale ? -2 : -1);
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
draw_icon (KwMapDrawing *self, const char *name, KwMapColor color, const graphene_rect_t *area)
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
cut_icon (KwMapDrawing *self, graphene_rect_t *line, const char *name, KwMapColor color, gboolean at_end)
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
draw_certificate (KwMapDrawing *self, const KwMapBox *box)
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
draw_more (KwMapDrawing *self, const KwMapBox *box)
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
measure_button (KwMapDrawing *self, const KsTrustPair *pair)
{
  g_autofree char *label = kw_map_part_dup_button_label (pair->missing);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self->map), label);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return (float) width * 1.1f + 28;
}

static void
draw_pair (KwMapDrawing *self, const KwMapBox *box)
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

/**
 * _kw_trust_map_draw_content:
 * @self: what to draw with
 * @box: a box of its map
 *
 * Draws the texts and icons in a box.
 */
void
_kw_trust_map_draw_content (KwMapDrawing *self, const KwMapBox *box)
{
  if (box->kind == KW_MAP_MORE)
    draw_more (self, box);
  else if (box->kind == KW_MAP_PAIR)
    draw_pair (self, box);
  else
    draw_certificate (self, box);
}

/**
 * _kw_trust_map_draw_texts:
 * @self: what to draw with
 * @from: px of the layout
 * @to: px of the layout, after the last
 *
 * Draws the texts between the boxes that begin there.
 */
void
_kw_trust_map_draw_texts (KwMapDrawing *self, float from, float to)
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
