/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-trust-map-private.h"

/* Shapes and texts take long to be painted, and a zoom would paint all that is in view with each step. So the picture is painted once,
 * as tiles of a sheet that has the size of one zoom; while somebody zooms, the tiles are only made larger or smaller. When the zoom
 * rests, a sheet of its size is painted, some tiles with each frame, and takes their place. Its pixels are those of the screen. */

/* Of a tile, in pixels of the screen: low, as its shapes are found by their bands. */
#define TILE_WIDTH 512
#define TILE_HEIGHT 128
/* So much smaller and larger the tiles may become before there are better ones. */
#define SMALLEST 0.75
#define LARGEST 1.7
/* A sheet that is made while the zoom goes out is of a size that it will soon have. */
#define AHEAD 0.85
/* The newest sheet, one that is complete, and one between them. */
#define MAX_SHEETS 3
/* Of a frame, for tiles that have a substitute; one is always painted. */
#define BUDGET_US 2500
/* A zoom rests that long after its last step. */
#define REST_MS 90

/* Near the end of its surface, cairo may cut off a row of a text whose place is no whole pixel. So texts are in the tiles only while they
 * move; over those of a zoom that rests they are drawn anew. Both are NULL where there is nothing to be seen. */
typedef struct {
  GdkTexture *shapes; /* without texts and icons; only of a sheet for a zoom that rests */
  GdkTexture *whole;
} Tile;

/* The picture in one size. */
typedef struct {
  gboolean is_final; /* made for a zoom that rests */
  double scale;      /* pixels of the screen for one of the layout */
  GHashTable *tiles; /* of Tile, by row and column */
} Sheet;

/* One frame: what it is drawn with, and how far it is. */
typedef struct {
  KwTrustMap *map;
  GtkSnapshot *snapshot;
  GskRenderer *renderer;
  graphene_rect_t view; /* in the layout's coordinates */
  double density;       /* pixels of the screen for one of the widget */
  gint64 begin;         /* µs */
  guint n_painted;      /* tiles */
  gboolean is_late;     /* some of them are left for the next frame */
  gboolean is_final;    /* the zoom rests, and none is left: texts are drawn over tiles without them */
} Frame;

/* Tiles of a sheet: @right and @bottom are not in it. */
typedef struct {
  int left, top, right, bottom;
} Range;

static void
tile_free (gpointer data)
{
  Tile *self = data;

  g_clear_object (&self->shapes);
  g_clear_object (&self->whole);
  g_free (self);
}

static Sheet *
sheet_new (double scale, gboolean is_final)
{
  Sheet *self = g_new0 (Sheet, 1);

  self->is_final = is_final;
  self->scale = scale;
  self->tiles = g_hash_table_new_full (NULL, NULL, NULL, tile_free);
  return self;
}

static void
sheet_free (gpointer data)
{
  Sheet *self = data;

  g_hash_table_unref (self->tiles);
  g_free (self);
}

static gpointer
get_key (int column, int row)
{
  return GUINT_TO_POINTER (((guint) row << 8) | (guint) column);
}

static gboolean
is_outside (gpointer key, gpointer tile, gpointer data)
{
  const Range *range = data;
  int column = (int) (GPOINTER_TO_UINT (key) & 0xff), row = (int) (GPOINTER_TO_UINT (key) >> 8);

  return column < range->left || column >= range->right || row < range->top || row >= range->bottom;
}

/* The tiles that an area of the layout touches. */
static Range
find_range (const KwTrustMap *map, const Sheet *sheet, const graphene_rect_t *area)
{
  double scale = sheet->scale;
  double right = MIN (area->origin.x + area->size.width, map->layout->width) * scale;
  double bottom = MIN (area->origin.y + area->size.height, map->layout->height) * scale;

  /* What touches a tile by less than a hundredth of a pixel does not. */
  return (Range) {
    (int) floor (MAX (area->origin.x * scale + 0.01, 0) / TILE_WIDTH),
    (int) floor (MAX (area->origin.y * scale + 0.01, 0) / TILE_HEIGHT),
    (int) ceil ((right - 0.01) / TILE_WIDTH),
    (int) ceil ((bottom - 0.01) / TILE_HEIGHT),
  };
}

/* In pixels of the sheet; what is at the end of the layout is smaller than others. */
static graphene_rect_t
get_tile (const KwTrustMap *map, const Sheet *sheet, int column, int row)
{
  double x = (double) column * TILE_WIDTH, y = (double) row * TILE_HEIGHT;

  return GRAPHENE_RECT_INIT ((float) x, (float) y,
                             (float) MIN (TILE_WIDTH, ceil (map->layout->width * sheet->scale - x)),
                             (float) MIN (TILE_HEIGHT, ceil (map->layout->height * sheet->scale - y)));
}

static graphene_rect_t
get_area (const Sheet *sheet, const graphene_rect_t *tile)
{
  float scale = (float) sheet->scale;

  return GRAPHENE_RECT_INIT (tile->origin.x / scale, tile->origin.y / scale, tile->size.width / scale,
                             tile->size.height / scale);
}

/* On whole pixels of the screen, so that no seam is seen between two tiles. */
static graphene_rect_t
get_place (const Frame *frame, const Sheet *sheet, const graphene_rect_t *tile)
{
  double factor = frame->map->zoom * frame->density / sheet->scale;
  double left = round (tile->origin.x * factor), top = round (tile->origin.y * factor);
  double right = round ((tile->origin.x + tile->size.width) * factor);
  double bottom = round ((tile->origin.y + tile->size.height) * factor);

  return GRAPHENE_RECT_INIT ((float) left, (float) top, (float) (right - left), (float) (bottom - top));
}

static void
draw_shapes (KwTrustMap *map, GtkSnapshot *snapshot, const graphene_rect_t *area)
{
  _kw_trust_map_draw_layer (map, KW_MAP_LAYER_BEHIND, snapshot, area);
  _kw_trust_map_draw_layer (map, KW_MAP_LAYER_BOXES, snapshot, area);
}

/* Paints what was drawn, and lets it go. */
static GdkTexture *
paint (const Frame *frame, GtkSnapshot *snapshot, const graphene_rect_t *tile)
{
  g_autoptr (GskRenderNode) node = gtk_snapshot_free_to_node (snapshot);

  return node != NULL ? gsk_renderer_render_texture (frame->renderer, node, tile) : NULL;
}

static void
paint_tile (Frame *frame, Sheet *sheet, int column, int row)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  graphene_rect_t place = get_tile (frame->map, sheet, column, row);
  graphene_rect_t area = get_area (sheet, &place);
  Tile *tile = g_new0 (Tile, 1);

  /* There is no time for two of them while somebody zooms. */
  sheet->is_final = sheet->is_final && frame->map->rest_id == 0;
  gtk_snapshot_scale (snapshot, (float) sheet->scale, (float) sheet->scale);
  draw_shapes (frame->map, snapshot, &area);
  if (sheet->is_final) {
    tile->shapes = paint (frame, snapshot, &place);
    snapshot = gtk_snapshot_new ();
    if (tile->shapes != NULL)
      gtk_snapshot_append_texture (snapshot, tile->shapes, &place);
    gtk_snapshot_scale (snapshot, (float) sheet->scale, (float) sheet->scale);
  }
  _kw_trust_map_draw_layer (frame->map, KW_MAP_LAYER_TEXTS, snapshot, &area);
  tile->whole = paint (frame, snapshot, &place);
  g_hash_table_insert (sheet->tiles, get_key (column, row), tile);
  frame->n_painted++;
}

static gboolean
has_all (const KwTrustMap *map, const Sheet *sheet, const graphene_rect_t *area)
{
  Range range = find_range (map, sheet, area);

  for (int row = range.top; row < range.bottom; row++)
    for (int column = range.left; column < range.right; column++)
      if (!g_hash_table_contains (sheet->tiles, get_key (column, row)))
        return FALSE;
  return TRUE;
}

static void
draw_tile (const Frame *frame, const Sheet *sheet, int column, int row, gboolean is_whole)
{
  const Tile *tile = g_hash_table_lookup (sheet->tiles, get_key (column, row));
  GdkTexture *texture = tile == NULL ? NULL : is_whole ? tile->whole : tile->shapes;
  graphene_rect_t area = get_tile (frame->map, sheet, column, row);
  graphene_rect_t place = get_place (frame, sheet, &area);

  if (texture == NULL)
    return;
  if (graphene_size_equal (&area.size, &place.size))
    gtk_snapshot_append_texture (frame->snapshot, texture, &place);
  else if (place.size.width > 0 && place.size.height > 0)
    gtk_snapshot_append_scaled_texture (frame->snapshot, texture, GSK_SCALING_FILTER_LINEAR, &place);
}

/* Whether one more tile takes longer than a frame may. */
static gboolean
is_out_of_time (const Frame *frame)
{
  gint64 took = g_get_monotonic_time () - frame->begin;

  return frame->n_painted > 0 && took + took / frame->n_painted > BUDGET_US;
}

/* An older sheet that has what is seen of an area. */
static const Sheet *
find_substitute (const Frame *frame, const graphene_rect_t *area)
{
  graphene_rect_t seen;

  graphene_rect_intersection (area, &frame->view, &seen);
  for (guint i = 1; i < frame->map->sheets->len; i++)
    if (has_all (frame->map, g_ptr_array_index (frame->map->sheets, i), &seen))
      return g_ptr_array_index (frame->map->sheets, i);
  return NULL;
}

/* Paints what is missing in view, as long as there is time, or no substitute. */
static void
paint_missing (Frame *frame, Sheet *sheet)
{
  Range range = find_range (frame->map, sheet, &frame->view);

  for (int row = range.top; row < range.bottom; row++)
    for (int column = range.left; column < range.right; column++) {
      graphene_rect_t tile = get_tile (frame->map, sheet, column, row);
      graphene_rect_t area = get_area (sheet, &tile);

      if (g_hash_table_contains (sheet->tiles, get_key (column, row)))
        continue;
      if (is_out_of_time (frame) && find_substitute (frame, &area) != NULL)
        frame->is_late = TRUE;
      else
        paint_tile (frame, sheet, column, row);
    }
}

static void
draw_substitute (const Frame *frame, const Sheet *sheet, const graphene_rect_t *area)
{
  Range range = find_range (frame->map, sheet, area);

  for (int row = range.top; row < range.bottom; row++)
    for (int column = range.left; column < range.right; column++)
      draw_tile (frame, sheet, column, row, TRUE);
}

/* A tile, or in its place what an older sheet has there. */
static void
draw_place (const Frame *frame, const Sheet *sheet, int column, int row)
{
  graphene_rect_t tile = get_tile (frame->map, sheet, column, row);
  graphene_rect_t place = get_place (frame, sheet, &tile);
  graphene_rect_t area = get_area (sheet, &tile);
  const Sheet *substitute = NULL;

  if (!g_hash_table_contains (sheet->tiles, get_key (column, row)))
    substitute = find_substitute (frame, &area);
  if (substitute == NULL) {
    draw_tile (frame, sheet, column, row, !frame->is_final);
    return;
  }
  gtk_snapshot_push_clip (frame->snapshot, &place);
  draw_substitute (frame, substitute, &area);
  gtk_snapshot_pop (frame->snapshot);
}

/* Whether the tiles of a sheet look well in the size that is wanted now. */
static gboolean
is_good (const KwTrustMap *map, const Sheet *sheet, double scale)
{
  double factor = scale / sheet->scale;

  if (map->rest_id == 0)
    return sheet->is_final && sheet->scale == scale;
  return factor > SMALLEST && factor < LARGEST;
}

/* For the first one, and where the one that is drawn (which all of the view has to have, as the next ones are substituted by it) does not
 * look well any more. */
static void
add_sheet (Frame *frame, double scale)
{
  KwTrustMap *map = frame->map;
  const Sheet *first = map->sheets->len > 0 ? g_ptr_array_index (map->sheets, 0) : NULL;

  if (first == NULL || map->rest_id == 0)
    g_ptr_array_insert (map->sheets, 0, sheet_new (scale, map->rest_id == 0));
  else if (has_all (map, first, &frame->view))
    g_ptr_array_insert (map->sheets, 0, sheet_new (scale < first->scale ? scale * AHEAD : scale, FALSE));
}

/* The first sheet is the one that is drawn. */
static Sheet *
find_sheet (Frame *frame)
{
  KwTrustMap *map = frame->map;
  double scale = map->zoom * frame->density;
  guint found = 0;

  if (map->sheets == NULL)
    map->sheets = g_ptr_array_new_with_free_func (sheet_free);
  while (found < map->sheets->len && !is_good (map, g_ptr_array_index (map->sheets, found), scale))
    found++;
  if (found == map->sheets->len)
    add_sheet (frame, scale);
  else if (found > 0)
    g_ptr_array_insert (map->sheets, 0, g_ptr_array_steal_index (map->sheets, found));
  if (map->sheets->len > MAX_SHEETS)
    g_ptr_array_set_size (map->sheets, MAX_SHEETS);
  return g_ptr_array_index (map->sheets, 0);
}

/* Keeps what is near the view, and no substitutes of what is complete. */
static void
trim_sheets (const Frame *frame)
{
  GPtrArray *sheets = frame->map->sheets;
  graphene_rect_t near = frame->view;

  if (frame->is_final)
    g_ptr_array_set_size (sheets, 1);
  graphene_rect_inset (&near, -near.size.width, -near.size.height);
  for (guint i = 0; i < sheets->len; i++) {
    const Sheet *sheet = g_ptr_array_index (sheets, i);
    Range range = find_range (frame->map, sheet, &near);

    g_hash_table_foreach_remove (sheet->tiles, is_outside, &range);
  }
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  gtk_widget_queue_draw (widget);
  return G_SOURCE_REMOVE;
}

/* What is just outside of the view is painted while there is time, so that nobody waits for it who scrolls. */
static void
paint_around (Frame *frame, Sheet *sheet)
{
  const KwTrustMap *map = frame->map;
  graphene_rect_t around = frame->view;
  Range range;

  graphene_rect_inset (&around, 0, (float) (-TILE_HEIGHT / sheet->scale));
  range = find_range (map, sheet, &around);
  for (int row = range.top; row < range.bottom; row++)
    for (int column = range.left; column < range.right; column++) {
      if (g_hash_table_contains (sheet->tiles, get_key (column, row)))
        continue;
      if (is_out_of_time (frame)) {
        frame->is_late = TRUE;
        return;
      }
      paint_tile (frame, sheet, column, row);
    }
}

/* What an older sheet has of the whole view is drawn until the new one is complete: half a picture that is sharp looks torn. */
static void
draw_view (const Frame *frame, const Sheet *sheet)
{
  const Sheet *substitute = frame->is_late ? find_substitute (frame, &frame->view) : NULL;
  Range range = find_range (frame->map, sheet, &frame->view);

  if (substitute != NULL) {
    draw_substitute (frame, substitute, &frame->view);
    return;
  }
  for (int row = range.top; row < range.bottom; row++)
    for (int column = range.left; column < range.right; column++)
      draw_place (frame, sheet, column, row);
}

static void
draw_tiles (Frame *frame)
{
  Sheet *sheet = find_sheet (frame);

  paint_missing (frame, sheet);
  frame->is_final = frame->map->rest_id == 0 && !frame->is_late;
  draw_view (frame, sheet);
  if (frame->n_painted > 0)
    trim_sheets (frame);
  if (frame->is_final)
    paint_around (frame, sheet);
  if (frame->is_late)
    gtk_widget_add_tick_callback (GTK_WIDGET (frame->map), tick_cb, NULL, NULL);
}

/* Where pixels of the widget are not whole ones of the screen, a picture of pixels is not sharp. */
static gboolean
may_draw_tiles (const Frame *frame)
{
  return frame->renderer != NULL && gsk_renderer_is_realized (frame->renderer) &&
         (frame->map->rest_id != 0 || frame->density == floor (frame->density));
}

/**
 * _kw_trust_map_draw_picture:
 * @self: a map with a layout
 * @snapshot: where to draw, in the widget's coordinates, from where the layout begins
 * @view: what is seen, in the layout's coordinates
 *
 * Draws what is seen.
 */
void
_kw_trust_map_draw_picture (KwTrustMap *self, GtkSnapshot *snapshot, const graphene_rect_t *view)
{
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self));
  GdkSurface *surface = native != NULL ? gtk_native_get_surface (native) : NULL;
  Frame frame = {
    .map = self,
    .snapshot = snapshot,
    .renderer = native != NULL ? gtk_native_get_renderer (native) : NULL,
    .view = *view,
    .density = surface != NULL ? gdk_surface_get_scale (surface) : 1,
    .begin = g_get_monotonic_time (),
  };
  gboolean has_tiles = may_draw_tiles (&frame);
  float scale = (float) (has_tiles ? 1 / frame.density : self->zoom);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_scale (snapshot, scale, scale);
  if (has_tiles)
    draw_tiles (&frame);
  else
    draw_shapes (self, snapshot, view);
  gtk_snapshot_restore (snapshot);
  if (has_tiles && !frame.is_final)
    return;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_scale (snapshot, (float) self->zoom, (float) self->zoom);
  _kw_trust_map_draw_layer (self, KW_MAP_LAYER_TEXTS, snapshot, view);
  gtk_snapshot_restore (snapshot);
}

static gboolean
rest_cb (gpointer data)
{
  KwTrustMap *self = data;

  self->rest_id = 0;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

/**
 * _kw_trust_map_rest_later:
 * @self: a map that is being zoomed
 *
 * The picture becomes sharp when the zoom rests.
 */
void
_kw_trust_map_rest_later (KwTrustMap *self)
{
  g_clear_handle_id (&self->rest_id, g_source_remove);
  self->rest_id = g_timeout_add (REST_MS, rest_cb, self);
}
