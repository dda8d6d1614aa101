/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-reorder.h"

typedef struct {
  GtkListBox *list; /* has the controllers that have this */
  KwReorderFunc moved;
  gpointer owner;
} Order;

static guint
count_rows (GtkListBox *list)
{
  guint n = 0;

  while (gtk_list_box_get_row_at_index (list, (int) n) != NULL)
    n++;
  return n;
}

static void
free_order (gpointer data, GClosure *closure)
{
  g_free (data);
}

static Order *
make_order (GtkListBox *list, KwReorderFunc moved, gpointer owner)
{
  Order *order = g_new0 (Order, 1);

  order->list = list;
  order->moved = moved;
  order->owner = owner;
  return order;
}

/* The row that has the focus, or -1. */
static int
find_focus (GtkListBox *list)
{
  GtkWidget *child = gtk_widget_get_focus_child (GTK_WIDGET (list));

  return GTK_IS_LIST_BOX_ROW (child) ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (child)) : -1;
}

static gboolean
move_focused (Order *order, int by)
{
  int from = find_focus (order->list);
  int to = from + by;

  if (from < 0)
    return GDK_EVENT_PROPAGATE;
  if (to >= 0 && to < (int) count_rows (order->list))
    order->moved (order->owner, (guint) from, (guint) to);
  return GDK_EVENT_STOP;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                Order *order)
{
  if ((state & gtk_accelerator_get_default_mod_mask ()) != GDK_ALT_MASK)
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up)
    return move_focused (order, -1);
  if (keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down)
    return move_focused (order, 1);
  return GDK_EVENT_PROPAGATE;
}

static GtkListBoxRow *
find_row (GtkListBox *list, double y)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_y (list, (int) y);

  return row != NULL ? row : gtk_list_box_get_row_at_index (list, (int) count_rows (list) - 1);
}

static GdkDragAction
motion_cb (GtkDropTarget *target, double x, double y, Order *order)
{
  GtkListBoxRow *row = find_row (order->list, y);

  if (row != NULL)
    gtk_list_box_drag_highlight_row (order->list, row);
  return GDK_ACTION_MOVE;
}

static void
leave_cb (GtkDropTarget *target, Order *order)
{
  gtk_list_box_drag_unhighlight_row (order->list);
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, Order *order)
{
  GtkListBoxRow *dragged = g_value_get_object (value);
  GtkListBoxRow *row = find_row (order->list, y);

  gtk_list_box_drag_unhighlight_row (order->list);
  if (dragged == NULL || row == NULL ||
      gtk_widget_get_parent (GTK_WIDGET (dragged)) != GTK_WIDGET (order->list))
    return FALSE;
  if (dragged != row)
    order->moved (order->owner, (guint) gtk_list_box_row_get_index (dragged),
                  (guint) gtk_list_box_row_get_index (row));
  return TRUE;
}

/**
 * kw_reorder_init_list:
 * @list: a list
 * @moved: called when a row is to stand elsewhere
 * @owner: for @moved; has the list, and so outlives it
 *
 * Lets people change the order of a list, by dragging its rows or with Alt+Up and Alt+Down.
 */
void
kw_reorder_init_list (GtkListBox *list, KwReorderFunc moved, gpointer owner)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkDropTarget *target = gtk_drop_target_new (GTK_TYPE_LIST_BOX_ROW, GDK_ACTION_MOVE);

  /* Before a text field in a row takes the keys. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_data (keys, "key-pressed", G_CALLBACK (key_pressed_cb), make_order (list, moved, owner),
                         free_order, 0);
  gtk_widget_add_controller (GTK_WIDGET (list), keys);

  g_signal_connect_data (target, "motion", G_CALLBACK (motion_cb), make_order (list, moved, owner),
                         free_order, 0);
  g_signal_connect_data (target, "leave", G_CALLBACK (leave_cb), make_order (list, moved, owner), free_order,
                         0);
  g_signal_connect_data (target, "drop", G_CALLBACK (drop_cb), make_order (list, moved, owner), free_order,
                         0);
  gtk_widget_add_controller (GTK_WIDGET (list), GTK_EVENT_CONTROLLER (target));
}

static GdkContentProvider *
prepare_cb (GtkDragSource *source, double x, double y, GtkListBoxRow *row)
{
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (GTK_WIDGET (row));

  gtk_drag_source_set_icon (source, picture, (int) x, (int) y);
  return gdk_content_provider_new_typed (GTK_TYPE_LIST_BOX_ROW, row);
}

/**
 * kw_reorder_init_row:
 * @row: a row of a list that kw_reorder_init_list() has seen
 * @handle: what is dragged; @row itself, or a part of it
 *
 * Lets people drag a row to another place.
 */
void
kw_reorder_init_row (GtkListBoxRow *row, GtkWidget *handle)
{
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (prepare_cb), row);
  gtk_widget_add_controller (handle, GTK_EVENT_CONTROLLER (source));
}
