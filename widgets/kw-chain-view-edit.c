/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-chain-ghost.h"
#include "kw-chain-view-private.h"

#define NOWHERE (-2)

static guint command_signal;
static guint drag_certificate_signal;

static const KwChainItem *
item_at (KwChainView *self, guint index)
{
  return &g_array_index (self->items, KwChainItem, index);
}

/* The node of a part; KW_CHAIN_GAP for the missing issuer, NOWHERE for all else. */
static int
node_of_part (KwChainView *self, int index)
{
  const KwChainItem *item;

  if (index < 0 || index >= (int) self->parts->len)
    return NOWHERE;

  item = item_at (self, (guint) index);
  if (item->kind == KW_ITEM_GHOST)
    return KW_CHAIN_GAP;
  return item->kind == KW_ITEM_CARD ? (int) item->first : NOWHERE;
}

static int
find_part_at (KwChainView *self, double x, double y)
{
  GtkWidget *part = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  guint index;

  while (part != NULL && gtk_widget_get_parent (part) != GTK_WIDGET (self))
    part = gtk_widget_get_parent (part);
  return part != NULL && g_ptr_array_find (self->parts, part, &index) ? (int) index : -1;
}

static gboolean
is_stored (KwChainView *self, int node)
{
  return node >= 0 && self->path != NULL && (guint) node < self->path->nodes->len &&
         ((KsPathNode *) g_ptr_array_index (self->path->nodes, node))->stored_index >= 0;
}

/**
 * _kw_chain_view_send:
 * @self: a chain view
 * @command: what is to be done
 * @node: with which node, or %KW_CHAIN_GAP
 * @to: for %KW_CHAIN_MOVE_TO, where to
 *
 * Tells the owner.
 */
void
_kw_chain_view_send (KwChainView *self, KwChainCommand command, int node, int to)
{
  g_signal_emit (self, command_signal, 0, (guint) command, node, to);
}

/* ---- the context menu ---- */

/* Back to the card, which can then be moved by keys. */
static void
closed_cb (KwChainView *self)
{
  if (self->parts->len > 0)
    _kw_chain_view_focus_part (self, self->focused);
}

static void
pop_up (KwChainView *self, int index, const GdkRectangle *place)
{
  int node = node_of_part (self, index);
  GMenuModel *menu = node == KW_CHAIN_GAP ? self->gap_menu : self->card_menu;

  if (node == NOWHERE || menu == NULL)
    return;

  _kw_chain_view_send (self, KW_CHAIN_TARGET, node, node);
  if (self->popover == NULL) {
    self->popover = gtk_popover_menu_new_from_model (NULL);
    gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
    gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
    gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
    g_signal_connect_object (self->popover, "closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
  }
  self->focused = index;
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->popover), menu);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), place);
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
pop_up_at (KwChainView *self, double x, double y, GtkGesture *gesture)
{
  int index = find_part_at (self, x, y);

  if (node_of_part (self, index) == NOWHERE)
    return;

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  pop_up (self, index, &(GdkRectangle) { (int) x, (int) y, 1, 1 });
}

static void
pressed_cb (KwChainView *self, int n_press, double x, double y, GtkGesture *gesture)
{
  pop_up_at (self, x, y, gesture);
}

static void
long_pressed_cb (KwChainView *self, double x, double y, GtkGesture *gesture)
{
  pop_up_at (self, x, y, gesture);
}

static gboolean
menu_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  KwChainView *self = KW_CHAIN_VIEW (widget);
  int index = _kw_chain_view_find_focused (self);
  graphene_rect_t bounds;

  if (node_of_part (self, index) == NOWHERE ||
      !gtk_widget_compute_bounds (g_ptr_array_index (self->parts, index), widget, &bounds))
    return FALSE;

  pop_up (self, index,
          &(GdkRectangle) { (int) (bounds.origin.x + bounds.size.width / 2),
                            (int) (bounds.origin.y + bounds.size.height / 2), 1, 1 });
  return TRUE;
}

/* ---- keys ---- */

/* Nobody deletes a whole entry who stands on one of its certificates. */
static gboolean
remove_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  KwChainView *self = KW_CHAIN_VIEW (widget);
  int node = node_of_part (self, _kw_chain_view_find_focused (self));

  if (!self->is_editable || node == NOWHERE)
    return FALSE;
  if (is_stored (self, node))
    _kw_chain_view_send (self, KW_CHAIN_REMOVE, node, node);
  return TRUE;
}

static gboolean
paste_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  KwChainView *self = KW_CHAIN_VIEW (widget);
  int node = node_of_part (self, _kw_chain_view_find_focused (self));

  if (!self->is_editable || node != KW_CHAIN_GAP)
    return FALSE;
  _kw_chain_view_send (self, KW_CHAIN_PASTE, node, node);
  return TRUE;
}

static gboolean
move (KwChainView *self, int step)
{
  int node = node_of_part (self, _kw_chain_view_find_focused (self));

  if (!self->is_editable || !is_stored (self, node) || step == 0)
    return FALSE;
  _kw_chain_view_send (self, step > 0 ? KW_CHAIN_MOVE_UP : KW_CHAIN_MOVE_DOWN, node, node);
  return TRUE;
}

/* Up is towards the root wherever it is drawn; left and right go along the row. */
static gboolean
move_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  KwChainView *self = KW_CHAIN_VIEW (widget);
  GtkDirectionType direction = (GtkDirectionType) g_variant_get_int32 (arguments);

  if (self->parts->len == 0)
    return FALSE;
  if (direction == GTK_DIR_UP || direction == GTK_DIR_DOWN)
    return move (self, direction == GTK_DIR_UP ? 1 : -1);
  return move (self, _kw_chain_view_get_step (self, direction));
}

/* ---- dragging ---- */

/* What the owner makes of a certificate for other places; a card that can be moved is its own place in this chain, too. */
static GdkContentProvider *
make_content (KwChainView *self, int node)
{
  KsCertificate *certificate = ((KsPathNode *) g_ptr_array_index (self->path->nodes, node))->certificate;
  GdkContentProvider *parts[2] = { NULL, NULL };

  g_signal_emit (self, drag_certificate_signal, 0, certificate, &parts[1]);
  if (self->dragged == NOWHERE)
    return parts[1];

  parts[0] = gdk_content_provider_new_typed (KW_TYPE_CHAIN_VIEW, self);
  return parts[1] != NULL ? gdk_content_provider_new_union (parts, G_N_ELEMENTS (parts)) : parts[0];
}

static GdkContentProvider *
prepare_cb (GtkDragSource *source, double x, double y, KwChainView *self)
{
  int index = find_part_at (self, x, y);
  int node = node_of_part (self, index);
  g_autoptr (GdkPaintable) picture = NULL;

  if (node < 0 || self->path == NULL)
    return NULL;

  self->dragged = self->is_editable && is_stored (self, node) ? node : NOWHERE;
  picture = gtk_widget_paintable_new (g_ptr_array_index (self->parts, index));
  gtk_drag_source_set_icon (source, picture, gdk_paintable_get_intrinsic_width (picture) / 2,
                            gdk_paintable_get_intrinsic_height (picture) / 2);
  return make_content (self, node);
}

static void
mark_place (KwChainView *self, int index)
{
  for (guint i = 0; i < self->parts->len; i++) {
    GtkWidget *part = g_ptr_array_index (self->parts, i);

    if ((int) i == index)
      gtk_widget_add_css_class (part, "drop-place");
    else
      gtk_widget_remove_css_class (part, "drop-place");
  }
}

static GdkDragAction
motion_cb (GtkDropTarget *target, double x, double y, KwChainView *self)
{
  int index = find_part_at (self, x, y);
  gboolean is_place = is_stored (self, node_of_part (self, index));

  mark_place (self, is_place ? index : -1);
  return is_place ? GDK_ACTION_MOVE : 0;
}

static void
leave_cb (GtkDropTarget *target, KwChainView *self)
{
  mark_place (self, -1);
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, KwChainView *self)
{
  int node = node_of_part (self, find_part_at (self, x, y));

  mark_place (self, -1);
  if (g_value_get_object (value) != self || !is_stored (self, node) || !is_stored (self, self->dragged))
    return FALSE;
  if (node != self->dragged)
    _kw_chain_view_send (self, KW_CHAIN_MOVE_TO, self->dragged, node);
  return TRUE;
}

/* ---- set-up ---- */

/**
 * _kw_chain_view_install_editing:
 * @widget_class: the class of #KwChainView
 *
 * Installs the signal and the keys by which a chain is edited.
 */
void
_kw_chain_view_install_editing (GtkWidgetClass *widget_class)
{
  static const struct {
    guint key;
    GtkDirectionType direction;
  } arrows[] = {
    { GDK_KEY_Up, GTK_DIR_UP },        { GDK_KEY_KP_Up, GTK_DIR_UP },       { GDK_KEY_Down, GTK_DIR_DOWN },
    { GDK_KEY_KP_Down, GTK_DIR_DOWN }, { GDK_KEY_Left, GTK_DIR_LEFT },      { GDK_KEY_KP_Left, GTK_DIR_LEFT },
    { GDK_KEY_Right, GTK_DIR_RIGHT },  { GDK_KEY_KP_Right, GTK_DIR_RIGHT },
  };

  command_signal = g_signal_new ("command", KW_TYPE_CHAIN_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 3, G_TYPE_UINT, G_TYPE_INT, G_TYPE_INT);
  drag_certificate_signal = g_signal_new ("drag-certificate", KW_TYPE_CHAIN_VIEW, G_SIGNAL_RUN_LAST, 0,
                                          g_signal_accumulator_first_wins, NULL, NULL,
                                          GDK_TYPE_CONTENT_PROVIDER, 1, KS_TYPE_CERTIFICATE);
  for (guint i = 0; i < G_N_ELEMENTS (arrows); i++)
    gtk_widget_class_add_binding (widget_class, arrows[i].key, GDK_ALT_MASK, move_cb, "i",
                                  (int) arrows[i].direction);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Delete, 0, remove_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Delete, 0, remove_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, paste_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, menu_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, menu_cb, NULL);
}

/**
 * _kw_chain_view_init_editing:
 * @self: a chain view
 *
 * Adds what the pointer does.
 */
void
_kw_chain_view_init_editing (KwChainView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *long_press = gtk_gesture_long_press_new ();
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (KW_TYPE_CHAIN_VIEW, GDK_ACTION_MOVE);

  self->dragged = NOWHERE;
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (long_press), TRUE);
  g_signal_connect_swapped (long_press, "pressed", G_CALLBACK (long_pressed_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (long_press));

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE | GDK_ACTION_COPY);
  g_signal_connect (source, "prepare", G_CALLBACK (prepare_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (source));
  g_signal_connect (target, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (target, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (target));
}

/**
 * kw_chain_view_focus_node:
 * @self: a chain view
 * @node: index of a node
 *
 * Gives the focus to the card of a node, where it is not folded away.
 */
void
kw_chain_view_focus_node (KwChainView *self, int node)
{
  g_return_if_fail (KW_IS_CHAIN_VIEW (self));

  for (guint i = 0; i < self->parts->len; i++)
    if (item_at (self, i)->kind == KW_ITEM_CARD && node_of_part (self, (int) i) == node)
      _kw_chain_view_focus_part (self, (int) i);
}

/**
 * kw_chain_view_set_editable:
 * @self: a chain view
 * @is_editable: whether somebody answers KwChainView::command
 *
 * Lets people move and remove the certificates that the entry holds: by dragging cards, by Alt and the arrows, by Delete.
 */
void
kw_chain_view_set_editable (KwChainView *self, gboolean is_editable)
{
  g_return_if_fail (KW_IS_CHAIN_VIEW (self));

  self->is_editable = is_editable;
  for (guint i = 0; i < self->parts->len; i++)
    if (item_at (self, i)->kind == KW_ITEM_GHOST)
      kw_chain_ghost_set_can_paste (g_ptr_array_index (self->parts, i), is_editable);
}

/**
 * kw_chain_view_set_menus:
 * @self: a chain view
 * @card: (nullable): the context menu of a certificate
 * @gap: (nullable): the context menu of a missing issuer
 *
 * Sets the menus; before one opens, the command %KW_CHAIN_TARGET says for what.
 */
void
kw_chain_view_set_menus (KwChainView *self, GMenuModel *card, GMenuModel *gap)
{
  g_return_if_fail (KW_IS_CHAIN_VIEW (self));

  g_set_object (&self->card_menu, card);
  g_set_object (&self->gap_menu, gap);
}
