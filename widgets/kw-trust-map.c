/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-trust-map-private.h"

#include "kw-length.h"

/* Below that width (px at 100 % text) it is a list. */
#define LIST_BELOW 800
#define MIN_ZOOM 0.25
#define MAX_ZOOM 3.0
#define SCROLL_STEP 40

enum {
  PROP_0,
  PROP_ZOOM,
  PROP_IS_EXPANDED,
  N_PROPS,
  PROP_HADJUSTMENT = N_PROPS,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

enum {
  SIGNAL_NODE_ACTIVATED,
  SIGNAL_PAIR_ACTIVATED,
  SIGNAL_PAIR_REPAIR,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE_WITH_CODE (KwTrustMap,
                               kw_trust_map,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

/**
 * _kw_trust_map_place:
 * @self: a map
 * @offset: (out): in px of the widget
 *
 * Finds out where the layout's origin is; what is narrower than the window stands in its middle.
 */
void
_kw_trust_map_place (KwTrustMap *self, graphene_point_t *offset)
{
  double values[2];
  double spare =
    self->layout != NULL ? gtk_widget_get_width (GTK_WIDGET (self)) - self->layout->width * self->zoom : 0;

  for (guint i = 0; i < 2; i++)
    values[i] = self->adjustments[i] != NULL ? gtk_adjustment_get_value (self->adjustments[i]) : 0;
  graphene_point_init (offset,
                       (float) (spare > 0 ? floor (spare / 2) : -floor (values[GTK_ORIENTATION_HORIZONTAL])),
                       (float) -floor (values[GTK_ORIENTATION_VERTICAL]));
}

/**
 * _kw_trust_map_get_view:
 * @self: a map
 * @view: (out): in the layout's coordinates
 *
 * Finds out what is seen.
 */
void
_kw_trust_map_get_view (KwTrustMap *self, graphene_rect_t *view)
{
  GtkWidget *widget = GTK_WIDGET (self);
  graphene_point_t offset;

  _kw_trust_map_place (self, &offset);
  graphene_rect_init (view, (float) (-offset.x / self->zoom), (float) (-offset.y / self->zoom),
                      (float) (gtk_widget_get_width (widget) / self->zoom),
                      (float) (gtk_widget_get_height (widget) / self->zoom));
}

static double
get_text_scale (KwTrustMap *self)
{
  return kw_length_scaled (GTK_WIDGET (self), 1000) / 1000.0;
}

/* What is focused is the same certificate as before, wherever it stands now. */
static void
make_layout (KwTrustMap *self, int width)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean had_focus = gtk_widget_get_focus_child (widget) != NULL;
  KwMapBox before = { 0 };
  gboolean has_before =
    self->layout != NULL && self->focused >= 0 && (guint) self->focused < self->layout->boxes->len;
  KwMapOptions options = {
    .graph = self->graph,
    .width = width,
    .text_scale = get_text_scale (self),
    .is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL,
    .is_list = width < kw_length_scaled (widget, LIST_BELOW),
    .filter = self->filter,
    .is_expanded = self->is_expanded,
    .expanded = self->expanded,
    .is_found = self->is_found,
  };

  if (has_before)
    before = *kw_map_layout_get_box (self->layout, (guint) self->focused);
  _kw_trust_map_forget_parts (self);
  _kw_trust_map_forget_drawing (self);
  g_clear_pointer (&self->layout, kw_map_layout_free);
  self->text_scale = options.text_scale;
  self->layout = kw_map_layout_new (&options);
  self->n_parts = self->layout->boxes->len;
  self->parts = g_new0 (GtkWidget *, MAX (self->n_parts, 1));
  self->hovered = -1;
  self->focused = has_before ? kw_map_layout_find (self->layout, before.kind, before.index) : -1;
  if (had_focus)
    _kw_trust_map_focus_box (self, MAX (self->focused, 0));
}

static void
configure (KwTrustMap *self, GtkOrientation orientation, double value)
{
  gboolean is_vertical = orientation == GTK_ORIENTATION_VERTICAL;
  int size =
    is_vertical ? gtk_widget_get_height (GTK_WIDGET (self)) : gtk_widget_get_width (GTK_WIDGET (self));
  float length = self->layout == NULL ? 0 : is_vertical ? self->layout->height : self->layout->width;
  double upper = MAX (size, ceil (length * self->zoom));

  if (self->adjustments[orientation] != NULL)
    gtk_adjustment_configure (self->adjustments[orientation], CLAMP (value, 0, upper - size), 0, upper,
                              SCROLL_STEP, size * 0.9, size);
}

static double
get_value (KwTrustMap *self, GtkOrientation orientation)
{
  return self->adjustments[orientation] != NULL ? gtk_adjustment_get_value (self->adjustments[orientation])
                                                : 0;
}

static void
kw_trust_map_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  KwTrustMap *self = KW_TRUST_MAP (widget);
  gboolean is_new =
    self->graph != NULL && (self->layout == NULL || self->layout->width != MAX ((float) width, 200) ||
                            self->text_scale != get_text_scale (self));

  if (is_new)
    make_layout (self, width);
  configure (self, GTK_ORIENTATION_HORIZONTAL, get_value (self, GTK_ORIENTATION_HORIZONTAL));
  configure (self, GTK_ORIENTATION_VERTICAL, get_value (self, GTK_ORIENTATION_VERTICAL));
  _kw_trust_map_allocate_parts (self);
  if (is_new)
    _kw_trust_map_settle_later (self);
}

static void
kw_trust_map_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  KwTrustMap *self = KW_TRUST_MAP (widget);

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL && self->layout != NULL)
    *natural = (int) ceilf (self->layout->height);
}

static void
snapshot_buttons (KwTrustMap *self, GtkSnapshot *snapshot)
{
  for (guint i = 0; i < self->n_parts; i++)
    if (self->parts[i] != NULL && kw_map_part_has_button (KW_MAP_PART (self->parts[i])))
      gtk_widget_snapshot_child (GTK_WIDGET (self), self->parts[i], snapshot);
}

static void
kw_trust_map_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  KwTrustMap *self = KW_TRUST_MAP (widget);
  graphene_rect_t view;
  graphene_point_t offset;

  if (self->layout == NULL)
    return;
  _kw_trust_map_get_view (self, &view);
  _kw_trust_map_place (self, &offset);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                                         (float) gtk_widget_get_height (widget)));
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &offset);
  _kw_trust_map_draw_picture (self, snapshot, &view);
  gtk_snapshot_scale (snapshot, (float) self->zoom, (float) self->zoom);
  _kw_trust_map_draw_lights (self, snapshot);
  gtk_snapshot_restore (snapshot);
  snapshot_buttons (self, snapshot);
  gtk_snapshot_pop (snapshot);
}

static void
value_changed_cb (KwTrustMap *self)
{
  _kw_trust_map_settle_later (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
set_adjustment (KwTrustMap *self, GtkOrientation orientation, GtkAdjustment *adjustment)
{
  if (adjustment != NULL && self->adjustments[orientation] == adjustment)
    return;
  if (self->adjustments[orientation] != NULL)
    g_signal_handlers_disconnect_by_func (self->adjustments[orientation], value_changed_cb, self);
  g_set_object (&self->adjustments[orientation], adjustment);
  if (adjustment != NULL)
    g_signal_connect_swapped (adjustment, "value-changed", G_CALLBACK (value_changed_cb), self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/**
 * _kw_trust_map_zoom_at:
 * @self: a map
 * @zoom: 1: 100 %
 * @x: of the widget, in px
 * @y: of the widget, in px
 *
 * Zooms; what is at that place stays there.
 */
void
_kw_trust_map_zoom_at (KwTrustMap *self, double zoom, double x, double y)
{
  graphene_point_t offset;
  double at_x, at_y;

  zoom = CLAMP (zoom, MIN_ZOOM, MAX_ZOOM);
  if (fabs (zoom - 1) < 0.02)
    zoom = 1;
  if (zoom == self->zoom)
    return;
  _kw_trust_map_place (self, &offset);
  at_x = (x - offset.x) / self->zoom;
  at_y = (y - offset.y) / self->zoom;
  self->zoom = zoom;
  configure (self, GTK_ORIENTATION_HORIZONTAL, at_x * zoom - x);
  configure (self, GTK_ORIENTATION_VERTICAL, at_y * zoom - y);
  value_changed_cb (self);
  _kw_trust_map_rest_later (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "map.zoom-in", zoom < MAX_ZOOM);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "map.zoom-out", zoom > MIN_ZOOM);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZOOM]);
}

static void
kw_trust_map_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (kw_trust_map_parent_class)->map (widget);
  _kw_trust_map_settle_later (KW_TRUST_MAP (widget));
}

static void
lay_out_again (KwTrustMap *self)
{
  /* The widgets stay where they are until then. */
  if (self->layout != NULL)
    self->layout->width = -1;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* Sizes and colours may be others. */
static void
kw_trust_map_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  KwTrustMap *self = KW_TRUST_MAP (widget);

  GTK_WIDGET_CLASS (kw_trust_map_parent_class)->css_changed (widget, change);
  _kw_trust_map_forget_drawing (self);
  gtk_widget_queue_resize (widget);
}

static void
kw_trust_map_direction_changed (GtkWidget *widget, GtkTextDirection previous)
{
  lay_out_again (KW_TRUST_MAP (widget));
}

static void
kw_trust_map_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  KwTrustMap *self = KW_TRUST_MAP (object);

  switch (prop_id) {
  case PROP_ZOOM:
    g_value_set_double (value, self->zoom);
    break;
  case PROP_IS_EXPANDED:
    g_value_set_boolean (value, self->is_expanded);
    break;
  case PROP_HADJUSTMENT:
    g_value_set_object (value, self->adjustments[GTK_ORIENTATION_HORIZONTAL]);
    break;
  case PROP_VADJUSTMENT:
    g_value_set_object (value, self->adjustments[GTK_ORIENTATION_VERTICAL]);
    break;
  case PROP_HSCROLL_POLICY:
    g_value_set_enum (value, self->policies[GTK_ORIENTATION_HORIZONTAL]);
    break;
  case PROP_VSCROLL_POLICY:
    g_value_set_enum (value, self->policies[GTK_ORIENTATION_VERTICAL]);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
kw_trust_map_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  KwTrustMap *self = KW_TRUST_MAP (object);

  switch (prop_id) {
  case PROP_ZOOM:
    kw_trust_map_set_zoom (self, g_value_get_double (value));
    break;
  case PROP_IS_EXPANDED:
    kw_trust_map_set_expanded (self, g_value_get_boolean (value));
    break;
  case PROP_HADJUSTMENT:
    set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, g_value_get_object (value));
    break;
  case PROP_VADJUSTMENT:
    set_adjustment (self, GTK_ORIENTATION_VERTICAL, g_value_get_object (value));
    break;
  case PROP_HSCROLL_POLICY:
    self->policies[GTK_ORIENTATION_HORIZONTAL] = g_value_get_enum (value);
    break;
  case PROP_VSCROLL_POLICY:
    self->policies[GTK_ORIENTATION_VERTICAL] = g_value_get_enum (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
kw_trust_map_dispose (GObject *object)
{
  KwTrustMap *self = KW_TRUST_MAP (object);
  GtkWidget *child;

  g_clear_handle_id (&self->settle_id, g_source_remove);
  g_clear_handle_id (&self->rest_id, g_source_remove);
  set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, NULL);
  set_adjustment (self, GTK_ORIENTATION_VERTICAL, NULL);
  g_clear_pointer (&self->parts, g_free);
  self->n_parts = 0;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  _kw_trust_map_forget_drawing (self);
  g_clear_pointer (&self->layout, kw_map_layout_free);
  g_clear_pointer (&self->graph, ks_trust_graph_unref);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_pointer (&self->expanded, g_hash_table_unref);
  g_clear_pointer (&self->is_found, g_free);

  G_OBJECT_CLASS (kw_trust_map_parent_class)->dispose (object);
}

static void
install_signals (void)
{
  signals[SIGNAL_NODE_ACTIVATED] = g_signal_new ("node-activated", KW_TYPE_TRUST_MAP, G_SIGNAL_RUN_LAST, 0,
                                                 NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_PAIR_ACTIVATED] = g_signal_new ("pair-activated", KW_TYPE_TRUST_MAP, G_SIGNAL_RUN_LAST, 0,
                                                 NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_PAIR_REPAIR] = g_signal_new ("pair-repair", KW_TYPE_TRUST_MAP, G_SIGNAL_RUN_LAST, 0, NULL,
                                              NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
install_properties (GObjectClass *object_class)
{
  properties[PROP_ZOOM] =
    g_param_spec_double ("zoom", NULL, NULL, MIN_ZOOM, MAX_ZOOM, 1,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_IS_EXPANDED] =
    g_param_spec_boolean ("is-expanded", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
}

static void
kw_trust_map_class_init (KwTrustMapClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kw_trust_map_dispose;
  object_class->get_property = kw_trust_map_get_property;
  object_class->set_property = kw_trust_map_set_property;
  widget_class->measure = kw_trust_map_measure;
  widget_class->size_allocate = kw_trust_map_size_allocate;
  widget_class->snapshot = kw_trust_map_snapshot;
  widget_class->map = kw_trust_map_map;
  widget_class->css_changed = kw_trust_map_css_changed;
  widget_class->direction_changed = kw_trust_map_direction_changed;
  widget_class->query_tooltip = _kw_trust_map_query_tooltip;
  widget_class->focus = _kw_trust_map_focus;

  install_properties (object_class);
  install_signals ();
  _kw_trust_map_install_input (widget_class);
  gtk_widget_class_set_css_name (widget_class, "kwmap");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TREE);
}

static void
kw_trust_map_init (KwTrustMap *self)
{
  self->zoom = 1;
  self->hovered = self->focused = -1;
  self->waiting = g_ptr_array_new ();
  self->expanded = g_hash_table_new (NULL, NULL);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  _kw_trust_map_make_colors (self);
  _kw_trust_map_make_controllers (self);
}

/**
 * kw_trust_map_new:
 *
 * Returns: (transfer floating): a map of nothing
 */
GtkWidget *
kw_trust_map_new (void)
{
  return g_object_new (KW_TYPE_TRUST_MAP, NULL);
}

/**
 * kw_trust_map_get_graph:
 * @self: a map
 *
 * Returns: (transfer none) (nullable): what it shows
 */
KsTrustGraph *
kw_trust_map_get_graph (KwTrustMap *self)
{
  return self->graph;
}

/**
 * kw_trust_map_set_graph:
 * @self: a map
 * @graph: what it is to show
 *
 * Shows a store. What a search has found is forgotten.
 */
void
kw_trust_map_set_graph (KwTrustMap *self, KsTrustGraph *graph)
{
  if (self->graph == graph)
    return;
  _kw_trust_map_forget_parts (self);
  _kw_trust_map_forget_drawing (self);
  g_clear_pointer (&self->layout, kw_map_layout_free);
  g_clear_pointer (&self->is_found, g_free);
  ks_trust_graph_ref (graph);
  g_clear_pointer (&self->graph, ks_trust_graph_unref);
  self->graph = graph;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * kw_trust_map_set_filter:
 * @self: a map
 * @filter: which certificates it shows
 *
 * Shows some of them, and what those hang from.
 */
void
kw_trust_map_set_filter (KwTrustMap *self, KwMapFilter filter)
{
  if (self->filter == filter)
    return;
  self->filter = filter;
  lay_out_again (self);
}

/**
 * kw_trust_map_set_found:
 * @self: a map with a graph
 * @found: (nullable) (element-type guint): indices of nodes; %NULL: nobody searches
 *
 * Dims all others.
 */
void
kw_trust_map_set_found (KwTrustMap *self, GArray *found)
{
  if (self->graph == NULL || (found == NULL && self->is_found == NULL))
    return;
  g_clear_pointer (&self->is_found, g_free);
  if (found != NULL)
    self->is_found = g_new0 (gboolean, ks_trust_graph_get_n_nodes (self->graph) + 1);
  for (guint i = 0; found != NULL && i < found->len; i++)
    self->is_found[g_array_index (found, guint, i)] = TRUE;
  lay_out_again (self);
}

/**
 * kw_trust_map_set_expanded:
 * @self: a map
 * @is_expanded: whether nothing is folded, however much there is
 *
 * Shows everything, or folds what needs no attention.
 */
void
kw_trust_map_set_expanded (KwTrustMap *self, gboolean is_expanded)
{
  if (self->is_expanded == is_expanded)
    return;
  self->is_expanded = is_expanded;
  g_hash_table_remove_all (self->expanded);
  lay_out_again (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_EXPANDED]);
}

/**
 * kw_trust_map_is_expanded:
 * @self: a map
 *
 * Returns: whether nothing is folded
 */
gboolean
kw_trust_map_is_expanded (KwTrustMap *self)
{
  return self->is_expanded;
}

/**
 * kw_trust_map_set_can_repair:
 * @self: a map
 * @can_repair: whether the store may be changed
 *
 * Says whether key pairs that are not accepted get a button; for the next graph.
 */
void
kw_trust_map_set_can_repair (KwTrustMap *self, gboolean can_repair)
{
  self->can_repair = can_repair;
}

/**
 * kw_trust_map_get_zoom:
 * @self: a map
 *
 * Returns: 1 for 100 %
 */
double
kw_trust_map_get_zoom (KwTrustMap *self)
{
  return self->zoom;
}

/**
 * kw_trust_map_set_zoom:
 * @self: a map
 * @zoom: 1 for 100 %
 *
 * Zooms around the middle of what is seen.
 */
void
kw_trust_map_set_zoom (KwTrustMap *self, double zoom)
{
  _kw_trust_map_zoom_at (self, zoom, gtk_widget_get_width (GTK_WIDGET (self)) / 2.0,
                         gtk_widget_get_height (GTK_WIDGET (self)) / 2.0);
}
