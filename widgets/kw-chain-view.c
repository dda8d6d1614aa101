/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-chain-view.h"

#include <glib/gi18n.h>

#include "kw-chain-ghost.h"
#include "kw-chain-layout.h"
#include "kw-chain-link.h"
#include "kw-chain-parts.h"
#include "kw-chain-view-private.h"

enum {
  PROP_SELECTED = 1,
  PROP_OPEN_LINK,
  PROP_CAN_FETCH,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum {
  SIGNAL_NODE_SELECTED,
  SIGNAL_LINK_ACTIVATED,
  SIGNAL_REMEDY_ACTIVATED,
  SIGNAL_FETCH_ACTIVATED,
  SIGNAL_PATH_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KwChainView, kw_chain_view, GTK_TYPE_WIDGET)

static void rebuild (KwChainView *self);

static const KwChainItem *
item_at (KwChainView *self, guint index)
{
  return &g_array_index (self->items, KwChainItem, index);
}

static gboolean
item_is_node (const KwChainItem *item, int node)
{
  return node >= 0 && (item->kind == KW_ITEM_CARD || item->kind == KW_ITEM_STACK) &&
         (guint) node >= item->first && (guint) node <= item->last;
}

static gboolean
item_is_link (const KwChainItem *item, int link)
{
  return link >= 0 && item->kind == KW_ITEM_LINK && item->first == (guint) link;
}

static void
update_marked (KwChainView *self)
{
  for (guint i = 0; i < self->parts->len; i++) {
    const KwChainItem *item = item_at (self, i);
    gpointer part = g_ptr_array_index (self->parts, i);

    if (item->kind == KW_ITEM_CARD)
      kw_chain_node_set_selected (part, item_is_node (item, self->selected));
    else if (item->kind == KW_ITEM_LINK)
      kw_chain_link_set_open (part, item_is_link (item, self->open_link));
  }
}

/* ---- what the parts do ---- */

static void
unfold (KwChainView *self)
{
  gboolean had_focus = _kw_chain_view_has_focus (self);

  self->is_unfolded = TRUE;
  rebuild (self);
  if (had_focus && self->parts->len > 0)
    _kw_chain_view_focus_part (self, self->focused);
}

static void
node_activated_cb (KwChainView *self, GtkWidget *part)
{
  const KwChainItem *item;
  guint index;

  if (!g_ptr_array_find (self->parts, part, &index))
    return;

  item = item_at (self, index);
  if (item->kind == KW_ITEM_CARD) {
    guint node = item->first;

    kw_chain_view_set_selected (self, (int) node);
    g_signal_emit (self, signals[SIGNAL_NODE_SELECTED], 0, node);
  } else if (item->kind == KW_ITEM_GHOST) {
    g_signal_emit (self, signals[SIGNAL_REMEDY_ACTIVATED], 0, (guint) KS_REMEDY_FIND_ISSUER);
  } else if (item->kind == KW_ITEM_STACK) {
    self->focused = (int) index;
    unfold (self);
  }
}

static void
link_clicked_cb (KwChainView *self, GtkWidget *part)
{
  guint index;

  if (!self->is_open && g_ptr_array_find (self->parts, part, &index) &&
      item_at (self, index)->first != KW_CHAIN_NO_LINK)
    g_signal_emit (self, signals[SIGNAL_LINK_ACTIVATED], 0, item_at (self, index)->first);
}

static void
fetch_cb (KwChainView *self)
{
  if (self->path != NULL && self->path->missing != NULL && self->path->missing->url != NULL)
    g_signal_emit (self, signals[SIGNAL_FETCH_ACTIVATED], 0, self->path->missing->url);
}

static void
paste_cb (KwChainView *self)
{
  _kw_chain_view_send (self, KW_CHAIN_PASTE, KW_CHAIN_GAP, KW_CHAIN_GAP);
}

static void
path_chosen_cb (KwChainView *self, guint index)
{
  g_signal_emit (self, signals[SIGNAL_PATH_CHOSEN], 0, index);
}

/* ---- making them ---- */

/**
 * _kw_chain_view_clear:
 * @self: a chain view
 *
 * Takes all parts away.
 */
void
_kw_chain_view_clear (KwChainView *self)
{
  for (guint i = 0; i < self->parts->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->parts, i));
  g_ptr_array_set_size (self->parts, 0);
  g_clear_pointer (&self->items, g_array_unref);
}

static void
add_part (KwChainView *self, const KwChainItem *item, int position)
{
  GtkWidget *part = kw_chain_part_new (item, self->path, self->verdict, self->can_fetch);

  if (item->kind == KW_ITEM_LINK)
    g_signal_connect_object (part, "clicked", G_CALLBACK (link_clicked_cb), self, G_CONNECT_SWAPPED);
  else
    g_signal_connect_object (part, "activated", G_CALLBACK (node_activated_cb), self, G_CONNECT_SWAPPED);
  if (item->kind == KW_ITEM_GHOST) {
    g_signal_connect_object (part, "fetch", G_CALLBACK (fetch_cb), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (part, "paste", G_CALLBACK (paste_cb), self, G_CONNECT_SWAPPED);
    _kw_chain_view_set_up_ghost (self, part);
  } else if (item->kind == KW_ITEM_CARD) {
    g_signal_connect_object (part, "path-chosen", G_CALLBACK (path_chosen_cb), self, G_CONNECT_SWAPPED);
  }
  kw_chain_part_set_position (part, position, (int) self->items->len);
  gtk_widget_set_parent (part, GTK_WIDGET (self));
  g_ptr_array_add (self->parts, part);
}

static void
rebuild (KwChainView *self)
{
  _kw_chain_view_clear (self);
  if (self->path != NULL) {
    self->items = self->is_open ? kw_chain_model_new_open (self->path)
                                : kw_chain_model_new (self->path, !self->is_unfolded);
    for (guint i = 0; i < self->items->len; i++)
      add_part (self, item_at (self, i), (int) i + 1);
    /* Towards the issuer, for those who do not see where the links lead. */
    for (guint i = 0; i + 1 < self->parts->len; i++)
      gtk_accessible_update_relation (g_ptr_array_index (self->parts, i), GTK_ACCESSIBLE_RELATION_FLOW_TO,
                                      g_ptr_array_index (self->parts, i + 1), NULL, -1);
  }
  self->pointed = -1;
  update_marked (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* ---- layout and drawing ---- */

static GtkSizeRequestMode
kw_chain_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
kw_chain_view_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  KwChainView *self = KW_CHAIN_VIEW (widget);
  KwChainPlan plan;
  int width_minimum, width_natural;

  kw_chain_plan_measure_width (self->parts, &width_minimum, &width_natural);
  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = width_minimum;
    *natural = width_natural;
  } else {
    kw_chain_plan_init (&plan, self->parts, for_size < 0 ? width_natural : for_size);
    *minimum = *natural = self->is_waiting ? self->old_height : plan.total_height;
  }
}

static void
kw_chain_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  KwChainView *self = KW_CHAIN_VIEW (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  KwChainPlan plan;

  kw_chain_plan_init (&plan, self->parts, width);
  kw_chain_plan_allocate (&plan, self->parts, width, rtl);
  if (self->popover != NULL)
    gtk_popover_present (GTK_POPOVER (self->popover));
}

static void
kw_chain_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  _kw_chain_view_snapshot_parts (KW_CHAIN_VIEW (widget), snapshot);
}

/* ---- the object ---- */

static void
kw_chain_view_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  KwChainView *self = KW_CHAIN_VIEW (object);

  switch (prop_id) {
  case PROP_SELECTED:
    g_value_set_int (value, self->selected);
    break;
  case PROP_OPEN_LINK:
    g_value_set_int (value, self->open_link);
    break;
  case PROP_CAN_FETCH:
    g_value_set_boolean (value, self->can_fetch);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
kw_chain_view_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  KwChainView *self = KW_CHAIN_VIEW (object);

  switch (prop_id) {
  case PROP_SELECTED:
    kw_chain_view_set_selected (self, g_value_get_int (value));
    break;
  case PROP_OPEN_LINK:
    kw_chain_view_set_open_link (self, g_value_get_int (value));
    break;
  case PROP_CAN_FETCH:
    kw_chain_view_set_can_fetch (self, g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
kw_chain_view_dispose (GObject *object)
{
  KwChainView *self = KW_CHAIN_VIEW (object);

  _kw_chain_view_stop_motion (self);
  _kw_chain_view_clear (self);
  self->path = NULL;
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_object (&self->card_menu);
  g_clear_object (&self->gap_menu);
  g_clear_object (&self->verdict);

  G_OBJECT_CLASS (kw_chain_view_parent_class)->dispose (object);
}

static void
kw_chain_view_finalize (GObject *object)
{
  g_ptr_array_unref (KW_CHAIN_VIEW (object)->parts);

  G_OBJECT_CLASS (kw_chain_view_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_SELECTED] = g_param_spec_int ("selected", NULL, NULL, -1, G_MAXINT, -1, flags);
  properties[PROP_OPEN_LINK] = g_param_spec_int ("open-link", NULL, NULL, -1, G_MAXINT, -1, flags);
  properties[PROP_CAN_FETCH] = g_param_spec_boolean ("can-fetch", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
install_signals (void)
{
  const GType uint_type[] = { G_TYPE_UINT };
  const char *const names[] = { "node-selected", "link-activated", "remedy-activated" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    signals[SIGNAL_NODE_SELECTED + i] = g_signal_newv (names[i], KW_TYPE_CHAIN_VIEW, G_SIGNAL_RUN_LAST, NULL,
                                                       NULL, NULL, NULL, G_TYPE_NONE, 1, (GType *) uint_type);
  signals[SIGNAL_FETCH_ACTIVATED] = g_signal_new ("fetch-activated", KW_TYPE_CHAIN_VIEW, G_SIGNAL_RUN_LAST, 0,
                                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_PATH_CHOSEN] = g_signal_new ("path-chosen", KW_TYPE_CHAIN_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                              NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
kw_chain_view_class_init (KwChainViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kw_chain_view_dispose;
  object_class->finalize = kw_chain_view_finalize;
  object_class->get_property = kw_chain_view_get_property;
  object_class->set_property = kw_chain_view_set_property;
  widget_class->get_request_mode = kw_chain_view_get_request_mode;
  widget_class->measure = kw_chain_view_measure;
  widget_class->size_allocate = kw_chain_view_size_allocate;
  widget_class->snapshot = kw_chain_view_snapshot;

  install_properties (object_class);
  install_signals ();
  _kw_chain_view_install_keys (widget_class);
  _kw_chain_view_install_editing (widget_class);
  _kw_chain_view_install_together (widget_class);
  gtk_widget_class_set_css_name (widget_class, "kwchain");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
kw_chain_view_init (KwChainView *self)
{
  self->parts = g_ptr_array_new ();
  self->selected = -1;
  self->open_link = -1;
  _kw_chain_view_init_editing (self);
  _kw_chain_view_init_together (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Certification path"), -1);
}

/**
 * kw_chain_view_new:
 *
 * Makes an empty drawing.
 *
 * Returns: (transfer floating): the new view
 */
GtkWidget *
kw_chain_view_new (void)
{
  return g_object_new (KW_TYPE_CHAIN_VIEW, NULL);
}

static const KsPath *
find_path (KsVerdict *verdict, guint path_index)
{
  if (verdict == NULL)
    return NULL;
  if (path_index == KW_CHAIN_STORED)
    return ks_verdict_get_stored (verdict);
  if (path_index == KW_CHAIN_SENT)
    return ks_verdict_get_sent (verdict);
  return path_index < ks_verdict_get_n_paths (verdict) ? ks_verdict_get_path (verdict, path_index) : NULL;
}

/**
 * kw_chain_view_set_verdict:
 * @self: a chain view
 * @verdict: (nullable): a verdict, of which a reference is kept
 * @path_index: index of the path to draw, or %KW_CHAIN_STORED for the chain as the entry holds it
 *
 * Sets what is drawn. The selection stays where the new path has such a node; what was unfolded by hand folds again when
 * the verdict is another one.
 */
void
kw_chain_view_set_verdict (KwChainView *self, KsVerdict *verdict, guint path_index)
{
  gboolean had_focus, is_new;

  g_return_if_fail (KW_IS_CHAIN_VIEW (self));
  g_return_if_fail (verdict == NULL || KS_IS_VERDICT (verdict));

  if (self->verdict == verdict && self->path == find_path (verdict, path_index) && !self->is_waiting)
    return;
  if (_kw_chain_view_update (self, verdict, find_path (verdict, path_index)))
    return;

  had_focus = _kw_chain_view_has_focus (self);
  if (!self->is_waiting)
    _kw_chain_view_keep (self);
  if (verdict == NULL && !self->is_waiting)
    g_clear_object (&self->gap_below);
  self->is_waiting = FALSE;
  _kw_chain_view_clear (self);
  self->path = NULL;
  is_new = g_set_object (&self->verdict, verdict);
  if (is_new)
    self->is_unfolded = FALSE;
  self->path = find_path (verdict, path_index);
  rebuild (self);
  _kw_chain_view_go_over (self, is_new);
  if (self->path == NULL || self->selected >= (int) self->path->nodes->len)
    kw_chain_view_set_selected (self, -1);
  if (had_focus && self->parts->len > 0)
    _kw_chain_view_focus_part (self, self->focused);
}

/**
 * kw_chain_view_get_verdict:
 * @self: a chain view
 *
 * Returns: (transfer none) (nullable): the verdict whose path is drawn
 */
KsVerdict *
kw_chain_view_get_verdict (KwChainView *self)
{
  g_return_val_if_fail (KW_IS_CHAIN_VIEW (self), NULL);

  return self->verdict;
}

/**
 * kw_chain_view_get_path:
 * @self: a chain view
 *
 * Returns: (nullable): the path that is drawn, part of the verdict
 */
const KsPath *
kw_chain_view_get_path (KwChainView *self)
{
  g_return_val_if_fail (KW_IS_CHAIN_VIEW (self), NULL);

  return self->path;
}

/**
 * kw_chain_view_get_selected:
 * @self: a chain view
 *
 * Returns: index of the node whose details are shown, -1 for none
 */
int
kw_chain_view_get_selected (KwChainView *self)
{
  g_return_val_if_fail (KW_IS_CHAIN_VIEW (self), -1);

  return self->selected;
}

/* Whether the selected node is in a stack. */
static gboolean
selected_is_folded (KwChainView *self)
{
  for (guint i = 0; i < self->parts->len; i++)
    if (item_at (self, i)->kind == KW_ITEM_STACK && item_is_node (item_at (self, i), self->selected))
      return TRUE;
  return FALSE;
}

/**
 * kw_chain_view_set_selected:
 * @self: a chain view
 * @node: index of a node, -1 for none
 *
 * Marks the card whose details are shown. A stack that hides it unfolds.
 */
void
kw_chain_view_set_selected (KwChainView *self, int node)
{
  g_return_if_fail (KW_IS_CHAIN_VIEW (self));

  if (self->selected == node)
    return;

  self->selected = node;
  if (selected_is_folded (self))
    unfold (self);
  else
    update_marked (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

/**
 * kw_chain_view_get_open_link:
 * @self: a chain view
 *
 * Returns: index of the link whose panel is shown, -1 for none
 */
int
kw_chain_view_get_open_link (KwChainView *self)
{
  g_return_val_if_fail (KW_IS_CHAIN_VIEW (self), -1);

  return self->open_link;
}

/**
 * kw_chain_view_set_open_link:
 * @self: a chain view
 * @link: index of a link, -1 for none
 *
 * Marks the link whose panel is shown.
 */
void
kw_chain_view_set_open_link (KwChainView *self, int link)
{
  g_return_if_fail (KW_IS_CHAIN_VIEW (self));

  if (self->open_link == link)
    return;

  self->open_link = link;
  update_marked (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OPEN_LINK]);
}

/**
 * kw_chain_view_get_can_fetch:
 * @self: a chain view
 *
 * Returns: whether the card of a missing issuer offers to fetch it
 */
gboolean
kw_chain_view_get_can_fetch (KwChainView *self)
{
  g_return_val_if_fail (KW_IS_CHAIN_VIEW (self), FALSE);

  return self->can_fetch;
}

/**
 * kw_chain_view_set_can_fetch:
 * @self: a chain view
 * @can_fetch: whether somebody answers KwChainView::fetch-activated
 *
 * Offers to fetch a missing issuer where its child names an address.
 */
void
kw_chain_view_set_can_fetch (KwChainView *self, gboolean can_fetch)
{
  g_return_if_fail (KW_IS_CHAIN_VIEW (self));

  if (self->can_fetch == can_fetch)
    return;

  self->can_fetch = can_fetch;
  rebuild (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_FETCH]);
}

/**
 * kw_chain_view_get_link_widget:
 * @self: a chain view
 * @link: index of a link
 *
 * Returns: (transfer none) (nullable): the link's widget, until the next verdict; NULL where it is folded away
 */
GtkWidget *
kw_chain_view_get_link_widget (KwChainView *self, guint link)
{
  g_return_val_if_fail (KW_IS_CHAIN_VIEW (self), NULL);

  for (guint i = 0; i < self->parts->len; i++)
    if (item_at (self, i)->kind == KW_ITEM_LINK && item_at (self, i)->first == link)
      return g_ptr_array_index (self->parts, i);
  return NULL;
}
