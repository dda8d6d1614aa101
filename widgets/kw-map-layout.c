/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-map-layout-private.h"

#include <glib/gi18n.h>

/* Deeper trees than that do not move further in. */
#define MAX_LEVEL 5

static void
box_clear (gpointer data)
{
  KwMapBox *box = data;

  g_free (box->title);
  g_free (box->detail);
}

static void
line_clear (gpointer data)
{
  gsk_path_unref (((KwMapLine *) data)->path);
}

static void
text_clear (gpointer data)
{
  g_free (((KwMapText *) data)->text);
}

/**
 * _kw_map_get_box:
 * @self: a layout in the making
 * @index: of a box
 *
 * Returns: (transfer none): the box, until the next one is added
 */
KwMapBox *
_kw_map_get_box (KwMapMaker *self, guint index)
{
  return &g_array_index (self->layout->boxes, KwMapBox, index);
}

static float
mirror (KwMapMaker *self, float x)
{
  return self->options->is_rtl ? self->layout->width - x : x;
}

/**
 * _kw_map_add_box:
 * @self: a layout in the making
 * @kind: what it stands for
 * @index: of that
 * @x: from the inline start, in px
 * @y: in px
 * @width: in px
 * @height: in px
 *
 * Returns: the index of a new box
 */
guint
_kw_map_add_box (KwMapMaker *self, KwMapBoxKind kind, guint index, float x, float y, float width, float height)
{
  KwMapBox box = { .kind = kind, .index = index, .parent = -1, .level = 1, .state = KS_STATE_PASS };

  if (self->options->is_rtl)
    x = self->layout->width - x - width;
  graphene_rect_init (&box.area, x, y, width, height);
  g_array_append_val (self->layout->boxes, box);
  return self->layout->boxes->len - 1;
}

/**
 * _kw_map_add_text:
 * @self: a layout in the making
 * @kind: its style
 * @text: what it says
 * @x: from the inline start, in px
 * @y: in px
 * @width: in px
 *
 * Adds one line of text.
 */
void
_kw_map_add_text (KwMapMaker *self, KwMapTextKind kind, const char *text, float x, float y, float width)
{
  KwMapText line = { .kind = kind, .text = g_strdup (text) };

  if (self->options->is_rtl)
    x = self->layout->width - x - width;
  graphene_rect_init (&line.area, x, y, width, 20 * self->scale);
  g_array_append_val (self->layout->texts, line);
}

static void
turn (GskPathBuilder *builder,
      const graphene_point_t *from,
      const graphene_point_t *corner,
      const graphene_point_t *to,
      float radius)
{
  float before = MAX (fabsf (corner->x - from->x), fabsf (corner->y - from->y));
  float after = MAX (fabsf (to->x - corner->x), fabsf (to->y - corner->y));
  float r = MIN (radius, MIN (before, after) / 2);
  float in = before > 0 ? r / before : 0, out = after > 0 ? r / after : 0;

  gsk_path_builder_line_to (builder, corner->x + (from->x - corner->x) * in,
                            corner->y + (from->y - corner->y) * in);
  gsk_path_builder_quad_to (builder, corner->x, corner->y, corner->x + (to->x - corner->x) * out,
                            corner->y + (to->y - corner->y) * out);
}

/**
 * _kw_map_add_line:
 * @self: a layout in the making
 * @kind: how it is drawn
 * @box: the box that it leads to
 * @points: (array): x from the inline start and y, in turn, in px
 * @n_points: how many points there are
 *
 * Adds a line whose corners are round.
 */
void
_kw_map_add_line (KwMapMaker *self, KwMapLineKind kind, int box, const float *points, guint n_points)
{
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  KwMapLine line = { .kind = kind, .box = box };
  graphene_point_t place[8];

  g_return_if_fail (n_points >= 2 && n_points <= G_N_ELEMENTS (place));

  for (guint i = 0; i < n_points; i++)
    graphene_point_init (&place[i], mirror (self, points[2 * i]), points[2 * i + 1]);
  gsk_path_builder_move_to (builder, place[0].x, place[0].y);
  for (guint i = 1; i + 1 < n_points; i++)
    turn (builder, &place[i - 1], &place[i], &place[i + 1], KW_MAP_CURVE * self->scale);
  gsk_path_builder_line_to (builder, place[n_points - 1].x, place[n_points - 1].y);
  line.path = gsk_path_builder_to_path (builder);
  if (!gsk_path_get_bounds (line.path, &line.bounds))
    graphene_rect_init (&line.bounds, place[0].x, place[0].y, 0, 0);
  graphene_rect_inset (&line.bounds, -3, -3);
  g_array_append_val (self->layout->lines, line);
}

static float
measure_group (KwMapMaker *self, const KwMapCount *count)
{
  guint rows = count->n_shown + (count->n_hidden > 0 ? 1 : 0);

  return KW_MAP_HEADING * self->scale + (float) rows * (self->row + KW_MAP_ROW_GAP * self->scale);
}

static gboolean
is_used_group (KwMapMaker *self, guint index)
{
  const KsTrustGroup *group = NULL;

  if (index >= ks_trust_graph_get_n_groups (self->graph))
    return FALSE;
  group = ks_trust_graph_get_group (self->graph, index);
  for (guint i = 0; i < group->nodes->len; i++)
    if (ks_trust_graph_get_node (self->graph, g_array_index (group->nodes, guint, i))->is_used)
      return TRUE;
  return FALSE;
}

static guint
find_lowest (KwMapMaker *self, const float *heights)
{
  guint lowest = 0;

  for (guint i = 1; i < self->n_columns; i++)
    if (heights[i] < heights[lowest])
      lowest = i;
  return lowest;
}

/* Groups with a line to a key pair end a column, so that nothing is in the way of the line; the others fill up above them. */
static void
distribute (KwMapMaker *self, GArray *groups, const KwMapCount *counts)
{
  g_autofree float *heights = g_new0 (float, self->n_columns);
  g_autofree int *ends = g_new (int, self->n_columns);
  guint n_ends = 0;

  for (guint i = 0; i < self->n_columns; i++)
    ends[i] = -1;
  for (guint i = 0; groups->len > self->n_columns && i < groups->len && n_ends < self->n_columns; i++) {
    guint group = g_array_index (groups, guint, i);

    if (!is_used_group (self, group))
      continue;
    ends[n_ends] = (int) group;
    heights[n_ends++] = measure_group (self, &counts[group]);
  }
  for (guint i = 0; i < groups->len; i++) {
    guint group = g_array_index (groups, guint, i);
    guint column = find_lowest (self, heights);
    gboolean is_end = FALSE;

    for (guint j = 0; j < n_ends; j++)
      is_end |= ends[j] == (int) group;
    if (is_end)
      continue;
    g_array_append_val (self->columns[column].groups, group);
    heights[column] += measure_group (self, &counts[group]);
  }
  for (guint i = 0; i < n_ends; i++)
    g_array_append_val (self->columns[i].groups, ends[i]);
}

static void
describe_node (KwMapMaker *self, guint index, guint node)
{
  KwMapBox *box = _kw_map_get_box (self, index);

  box->title = ks_trust_graph_dup_label (self->graph, node);
  box->detail = ks_trust_graph_dup_problem (self->graph, node);
  box->state = ks_trust_graph_get_state (self->graph, node);
  box->is_dashed = ks_trust_graph_get_node (self->graph, node)->certificate == NULL;
}

static KwMapLineKind
choose_line (const KsTrustNode *node)
{
  if (node->certificate == NULL)
    return KW_MAP_LINE_DASHED;
  return node->is_used ? KW_MAP_LINE_STRONG : KW_MAP_LINE;
}

/* One row for each node of a tree; the lines are drawn from below upwards, so that the one which counts is the last. */
static float
place_tree (KwMapMaker *self, KwMapColumn *column, guint index, int parent, guint level, float y)
{
  const KsTrustNode *node = ks_trust_graph_get_node (self->graph, index);
  float indent = KW_MAP_INDENT * self->scale * (float) MIN (level, MAX_LEVEL);
  float x = column->x + indent;
  float end = column->x + self->pitch - KW_MAP_COLUMN_GAP * self->scale;
  float trunk = x + KW_MAP_TRUNK * self->scale;
  float bottom = y + self->row, from = bottom;
  guint box;

  box = _kw_map_add_box (self, node->certificate != NULL ? KW_MAP_CERTIFICATE : KW_MAP_GHOST, index, x, y,
                         end - x, self->row);
  describe_node (self, box, index);
  _kw_map_get_box (self, box)->parent = parent;
  _kw_map_get_box (self, box)->level = level;
  self->boxes[index] = (int) box;
  y += self->row + KW_MAP_ROW_GAP * self->scale;
  for (guint i = 0; i < node->issued->len; i++) {
    guint child = g_array_index (node->issued, guint, i);
    const KsTrustNode *below = ks_trust_graph_get_node (self->graph, child);
    float middle = y + self->row / 2;

    if (self->is_shown[child]) {
      const float points[] = { trunk,  below->is_used ? bottom : from,  trunk,
                               middle, x + KW_MAP_INDENT * self->scale, middle };

      y = place_tree (self, column, child, (int) box, level + 1, y);
      _kw_map_add_line (self, node->certificate == NULL ? KW_MAP_LINE_DASHED : choose_line (below),
                        self->boxes[child], points, 3);
      from = middle - KW_MAP_CURVE * self->scale;
    }
  }
  return y;
}

/* From the rail, or from where the branch before leaves the trunk. */
static void
hang (KwMapMaker *self, KwMapColumn *column, KwMapLineKind kind, int box, float middle)
{
  float trunk = column->x + KW_MAP_TRUNK * self->scale;
  float rail = self->layout->rail.origin.y + self->layout->rail.size.height / 2;
  float from = column->trunk == 0 || kind == KW_MAP_LINE_STRONG ? rail : column->trunk;
  const float points[] = { trunk, from, trunk, middle, column->x + KW_MAP_INDENT * self->scale, middle };

  if (self->options->is_list)
    return;
  _kw_map_add_line (self, kind, box, points, 3);
  column->trunk = middle - KW_MAP_CURVE * self->scale;
}

static void
hang_top (KwMapMaker *self, KwMapColumn *column, guint index, float middle)
{
  const KsTrustNode *node = ks_trust_graph_get_node (self->graph, index);

  /* Only what is trusted hangs from the truststore. */
  if (ks_trust_graph_get_n_anchors (self->graph) == 0 || node->is_anchor)
    hang (self, column, choose_line (node), self->boxes[index], middle);
}

static float
place_more (KwMapMaker *self, KwMapColumn *column, guint group, const KwMapCount *count, float y)
{
  float x = column->x + KW_MAP_INDENT * self->scale;
  guint index = _kw_map_add_box (self, KW_MAP_MORE, group, x, y,
                                 column->x + self->pitch - KW_MAP_COLUMN_GAP * self->scale - x, self->row);

  _kw_map_get_box (self, index)->title =
    count->n_shown > 0
      /* Translators: the last of a list, which is not shown whole */
      ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "and %u more", "and %u more", count->n_hidden),
                         count->n_hidden)
      : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u certificate", "%u certificates", count->n_hidden),
                         count->n_hidden);
  self->layout->n_hidden += count->n_hidden;
  hang (self, column, KW_MAP_LINE, (int) index, y + self->row / 2);
  return y + self->row + KW_MAP_ROW_GAP * self->scale;
}

/* The organisations that nothing is to be said about, as one. */
static float
place_quiet (KwMapMaker *self, KwMapColumn *column, const KwMapCount *count, float y)
{
  float x = column->x + (KW_MAP_INDENT + 8) * self->scale;
  g_autofree char *title = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u other organization",
                                                         "%u other organizations", count->n_groups),
                                            count->n_groups);

  _kw_map_add_text (self, KW_MAP_TEXT_HEADING, title, x, y + 12 * self->scale,
                    column->x + self->pitch - x - 6);
  return place_more (self, column, KW_MAP_QUIET, count, y + KW_MAP_HEADING * self->scale);
}

static float
place_group (KwMapMaker *self, KwMapColumn *column, guint index, const KwMapCount *count, float y)
{
  const KsTrustGroup *group = ks_trust_graph_get_group (self->graph, index);
  float x = column->x + (KW_MAP_INDENT + 8) * self->scale;

  _kw_map_add_text (self, KW_MAP_TEXT_HEADING, group->title, x, y + 12 * self->scale,
                    column->x + self->pitch - x - 6);
  y += KW_MAP_HEADING * self->scale;
  /* The rest before what is used, whose line goes on below. */
  if (count->n_hidden > 0 && is_used_group (self, index))
    y = place_more (self, column, index, count, y);
  for (guint i = 0; i < group->nodes->len; i++) {
    guint node = g_array_index (group->nodes, guint, i);
    float middle = y + self->row / 2;

    if (!self->is_shown[node])
      continue;
    y = place_tree (self, column, node, -1, 1, y);
    hang_top (self, column, node, middle);
  }
  if (count->n_hidden > 0 && !is_used_group (self, index))
    y = place_more (self, column, index, count, y);
  return y;
}

static guint
count_columns (KwMapMaker *self, float width, guint n_groups)
{
  float fit = floorf ((width + KW_MAP_COLUMN_GAP * self->scale) / (KW_MAP_COLUMN * self->scale));

  return self->options->is_list ? 1 : CLAMP ((guint) fit, 1, MAX (n_groups, MIN ((guint) MAX (fit, 1), 5)));
}

static void
make_columns (KwMapMaker *self, guint n_groups)
{
  float width = self->layout->width - 2 * self->margin;

  self->n_columns = count_columns (self, width, n_groups);
  self->pitch = (width + KW_MAP_COLUMN_GAP * self->scale) / (float) self->n_columns;
  if (!self->options->is_list)
    self->pitch = MIN (self->pitch, KW_MAP_COLUMN_MAX * self->scale);
  self->row = (self->options->is_list ? KW_MAP_LIST_ROW : KW_MAP_ROW) * self->scale;
  self->columns = g_new0 (KwMapColumn, self->n_columns);
  for (guint i = 0; i < self->n_columns; i++) {
    self->columns[i].x = self->margin + (float) i * self->pitch;
    self->columns[i].groups = g_array_new (FALSE, FALSE, sizeof (guint));
  }
}

static float
place_columns (KwMapMaker *self, float top)
{
  g_autoptr (GArray) groups = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n_groups = ks_trust_graph_get_n_groups (self->graph);
  g_autofree KwMapCount *counts = g_new0 (KwMapCount, n_groups + 1);
  KwMapCount *quiet = &counts[n_groups];
  float bottom = top;

  for (guint i = 0; i < n_groups; i++) {
    counts[i] = _kw_map_count_group (self, i);
    if (counts[i].n_shown > 0) {
      g_array_append_val (groups, i);
    } else if (counts[i].n_hidden > 0) {
      quiet->n_hidden += counts[i].n_hidden;
      quiet->n_groups++;
    }
  }
  if (quiet->n_hidden > 0)
    g_array_append_val (groups, n_groups);
  make_columns (self, groups->len);
  distribute (self, groups, counts);
  for (guint i = 0; i < self->n_columns; i++) {
    KwMapColumn *column = &self->columns[i];

    column->bottom = top;
    for (guint j = 0; j < column->groups->len; j++) {
      guint group = g_array_index (column->groups, guint, j);

      column->bottom = group == n_groups ? place_quiet (self, column, quiet, column->bottom)
                                         : place_group (self, column, group, &counts[group], column->bottom);
    }
    bottom = MAX (bottom, column->bottom);
  }
  return bottom;
}

static void
make (KwMapMaker *self)
{
  const char *caption = ks_trust_graph_get_n_anchors (self->graph) > 0 ? _ ("Anchors in this truststore")
                                                                       : _ ("Certificates in this file");
  float width = self->layout->width - 2 * self->margin;
  float y = 12 * self->scale;

  _kw_map_choose_nodes (self);
  if (self->options->is_list)
    y = _kw_map_list_pairs (self, y);
  _kw_map_add_text (self, KW_MAP_TEXT_CAPTION, caption, self->margin, y, width);
  y += 26 * self->scale;
  graphene_rect_init (&self->layout->rail, self->margin, y, width,
                      self->options->is_list ? 0 : KW_MAP_RAIL * self->scale);
  y = place_columns (self, y + self->layout->rail.size.height);
  if (!self->options->is_list)
    y = _kw_map_place_pairs (self, y);
  self->layout->height = y + 12 * self->scale;
}

/**
 * kw_map_layout_new:
 * @options: what the map shows, and where
 *
 * Lays a trust map out: the truststore is a rail, each organisation a column below it, the key pairs are at the bottom.
 *
 * Returns: (transfer full): the layout
 */
KwMapLayout *
kw_map_layout_new (const KwMapOptions *options)
{
  KwMapLayout *self = g_new0 (KwMapLayout, 1);
  KwMapMaker maker = { .options = options,
                       .graph = options->graph,
                       .layout = self,
                       .scale = (float) options->text_scale };

  self->boxes = g_array_new (FALSE, TRUE, sizeof (KwMapBox));
  g_array_set_clear_func (self->boxes, box_clear);
  self->lines = g_array_new (FALSE, TRUE, sizeof (KwMapLine));
  g_array_set_clear_func (self->lines, line_clear);
  self->texts = g_array_new (FALSE, TRUE, sizeof (KwMapText));
  g_array_set_clear_func (self->texts, text_clear);
  maker.margin = options->is_list ? 12 : KW_MAP_MARGIN;
  self->width = MAX ((float) options->width, 200);
  make (&maker);
  for (guint i = 0; i < maker.n_columns; i++)
    g_array_unref (maker.columns[i].groups);
  g_free (maker.columns);
  g_free (maker.is_shown);
  g_free (maker.boxes);
  return self;
}

/**
 * kw_map_layout_free:
 * @self: (transfer full): a layout
 *
 * Frees it.
 */
void
kw_map_layout_free (KwMapLayout *self)
{
  g_array_unref (self->boxes);
  g_array_unref (self->lines);
  g_array_unref (self->texts);
  g_free (self);
}

/**
 * kw_map_layout_get_box:
 * @self: a layout
 * @index: of a box
 *
 * Returns: (transfer none): the box
 */
const KwMapBox *
kw_map_layout_get_box (KwMapLayout *self, guint index)
{
  return &g_array_index (self->boxes, KwMapBox, index);
}

/**
 * kw_map_layout_find:
 * @self: a layout
 * @kind: what is looked for
 * @index: of that
 *
 * Returns: the index of its box, or -1
 */
int
kw_map_layout_find (KwMapLayout *self, KwMapBoxKind kind, guint index)
{
  for (guint i = 0; i < self->boxes->len; i++) {
    const KwMapBox *box = kw_map_layout_get_box (self, i);

    if (box->kind == kind && box->index == index)
      return (int) i;
  }
  return -1;
}
