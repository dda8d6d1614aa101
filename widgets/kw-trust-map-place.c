/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-text.h"
#include "kw-trust-map-private.h"

/**
 * _kw_trust_map_pick:
 * @self: a map
 * @x: of the widget, in px
 * @y: of the widget, in px
 *
 * Returns: the box at that place, or -1
 */
int
_kw_trust_map_pick (KwTrustMap *self, double x, double y)
{
  graphene_point_t offset, place;

  if (self->layout == NULL)
    return -1;
  _kw_trust_map_place (self, &offset);
  graphene_point_init (&place, (float) ((x - offset.x) / self->zoom), (float) ((y - offset.y) / self->zoom));
  for (guint i = 0; i < self->layout->boxes->len; i++)
    if (graphene_rect_contains_point (&kw_map_layout_get_box (self->layout, i)->area, &place))
      return (int) i;
  return -1;
}

/**
 * _kw_trust_map_scroll_to:
 * @self: a map
 * @area: in the layout's coordinates
 *
 * Scrolls as little as needed to show an area.
 */
void
_kw_trust_map_scroll_to (KwTrustMap *self, const graphene_rect_t *area)
{
  GtkWidget *widget = GTK_WIDGET (self);
  double from[2] = { area->origin.x * self->zoom - 12, area->origin.y * self->zoom - 12 };
  double length[2] = { area->size.width * self->zoom + 24, area->size.height * self->zoom + 24 };
  double size[2] = { gtk_widget_get_width (widget), gtk_widget_get_height (widget) };

  for (guint i = 0; i < 2; i++) {
    double value = self->adjustments[i] != NULL ? gtk_adjustment_get_value (self->adjustments[i]) : 0;

    value = MAX (value, from[i] + length[i] - size[i]);
    value = MIN (value, from[i]);
    if (self->adjustments[i] != NULL)
      gtk_adjustment_set_value (self->adjustments[i], value);
  }
}

/**
 * _kw_trust_map_query_tooltip:
 * @widget: a map
 * @x: of the widget, in px
 * @y: of the widget, in px
 * @keyboard: whether the focus asks
 * @tooltip: what to fill
 *
 * Tells the whole of what a box may have to cut.
 *
 * Returns: whether there is something to tell
 */
gboolean
_kw_trust_map_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  KwTrustMap *self = KW_TRUST_MAP (widget);
  int index = keyboard ? self->focused : _kw_trust_map_pick (self, x, y);
  const KwMapBox *box =
    index >= 0 && self->layout != NULL ? kw_map_layout_get_box (self->layout, (guint) index) : NULL;
  const char *more = NULL;
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;

  if (box == NULL || box->kind == KW_MAP_MORE)
    return FALSE;
  if (box->kind == KW_MAP_PAIR)
    more = ks_trust_graph_get_pair (self->graph, box->index)->sentence;
  else if (ks_trust_graph_get_node (self->graph, box->index)->certificate != NULL)
    more = ks_name_get_text (ks_trust_graph_get_node (self->graph, box->index)->name);
  title = kw_text_plain (box->title);
  text = g_strdup_printf ("%s%s%s%s%s", title, box->detail != NULL ? "\n" : "",
                          box->detail != NULL ? box->detail : "", more != NULL ? "\n" : "",
                          more != NULL ? more : "");
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

/**
 * _kw_trust_map_is_together:
 * @map: a map with a layout
 * @box: one of its boxes
 * @with: another one, or the same
 *
 * Issuers and what they issued belong together, also where the picture shows another one of them; so do key pairs and all that makes them
 * accepted.
 *
 * Returns: whether one is to be lit with the other
 */
gboolean
_kw_trust_map_is_together (KwTrustMap *map, const KwMapBox *box, const KwMapBox *with)
{
  KsTrustGraph *graph = map->graph;

  if (box == with)
    return TRUE;
  if (box->kind == KW_MAP_CERTIFICATE && with->kind == KW_MAP_CERTIFICATE) {
    const KsTrustNode *one = ks_trust_graph_get_node (graph, box->index);
    const KsTrustNode *other = ks_trust_graph_get_node (graph, with->index);

    for (guint i = 0; i < other->issuers->len; i++)
      if (g_array_index (other->issuers, guint, i) == box->index)
        return TRUE;
    for (guint i = 0; i < one->issuers->len; i++)
      if (g_array_index (one->issuers, guint, i) == with->index)
        return TRUE;
  }
  /* All that is above, and the key pairs below. */
  for (int i = with->parent; i >= 0; i = kw_map_layout_get_box (map->layout, (guint) i)->parent)
    if (kw_map_layout_get_box (map->layout, (guint) i) == box)
      return TRUE;
  return box->kind == KW_MAP_PAIR && box->parent >= 0 &&
         kw_map_layout_get_box (map->layout, (guint) box->parent) == with;
}

/**
 * _kw_trust_map_activate_box:
 * @self: a map with a layout
 * @index: of a box
 *
 * Does what a click does.
 */
void
_kw_trust_map_activate_box (KwTrustMap *self, int index)
{
  const KwMapBox *box = kw_map_layout_get_box (self->layout, (guint) index);

  if (box->kind == KW_MAP_MORE && box->index == KW_MAP_QUIET) {
    kw_trust_map_set_expanded (self, TRUE);
  } else if (box->kind == KW_MAP_MORE) {
    g_hash_table_add (self->expanded, GUINT_TO_POINTER (box->index));
    g_clear_pointer (&self->layout, kw_map_layout_free);
    gtk_widget_queue_resize (GTK_WIDGET (self));
  } else if (box->kind == KW_MAP_PAIR) {
    g_signal_emit_by_name (self, "pair-activated", box->index);
  } else if (box->kind == KW_MAP_CERTIFICATE) {
    g_signal_emit_by_name (self, "node-activated", box->index);
  }
}
