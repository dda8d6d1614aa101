/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-chain-card.h"
#include "kw-chain-ghost.h"
#include "kw-chain-node.h"
#include "kw-chain-view-private.h"

static void (*parent_set_focus_child) (GtkWidget *widget, GtkWidget *child);

/**
 * _kw_chain_view_find_focused:
 * @self: a chain view
 *
 * Returns: the part that has the focus, or has a child with it; -1 for none
 */
int
_kw_chain_view_find_focused (KwChainView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  for (guint i = 0; focus != NULL && i < self->parts->len; i++) {
    GtkWidget *part = g_ptr_array_index (self->parts, i);

    if (focus == part || gtk_widget_is_ancestor (focus, part))
      return (int) i;
  }
  return -1;
}

/**
 * _kw_chain_view_get_step:
 * @self: a chain view with parts
 * @direction: of an arrow key
 *
 * Returns: +1 towards the ring, -1 towards the leaf, 0: not along the chain
 */
int
_kw_chain_view_get_step (KwChainView *self, GtkDirectionType direction)
{
  gboolean is_vertical = kw_chain_node_get_form (g_ptr_array_index (self->parts, 0)) == KW_CHAIN_VERTICAL;
  int towards_end = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? -1 : 1;

  if (direction == GTK_DIR_UP || direction == GTK_DIR_DOWN)
    return is_vertical ? (direction == GTK_DIR_UP ? 1 : -1) : 0;
  if (direction == GTK_DIR_LEFT || direction == GTK_DIR_RIGHT)
    return is_vertical ? 0 : (direction == GTK_DIR_RIGHT ? towards_end : -towards_end);
  return 0;
}

/* Inside a part there can be more to reach with Tab: the buttons of the missing issuer, the other certificates of a key. */
static gboolean
focus_inside (KwChainView *self, int index, GtkDirectionType direction)
{
  GtkWidget *part = g_ptr_array_index (self->parts, index);

  return (KW_IS_CHAIN_GHOST (part) || KW_IS_CHAIN_CARD (part)) && gtk_widget_child_focus (part, direction);
}

static gboolean
kw_chain_view_focus (GtkWidget *widget, GtkDirectionType direction)
{
  KwChainView *self = KW_CHAIN_VIEW (widget);
  int current, step;

  if (self->parts->len == 0)
    return FALSE;

  current = _kw_chain_view_find_focused (self);
  if (current < 0)
    return _kw_chain_view_focus_part (self, self->focused);
  if (direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD)
    return focus_inside (self, current, direction);
  step = _kw_chain_view_get_step (self, direction);
  if (step == 0)
    return FALSE;
  return _kw_chain_view_focus_part (self, current + step);
}

static void
kw_chain_view_set_focus_child (GtkWidget *widget, GtkWidget *child)
{
  KwChainView *self = KW_CHAIN_VIEW (widget);
  guint index;

  parent_set_focus_child (widget, child);
  if (child != NULL && g_ptr_array_find (self->parts, child, &index)) {
    self->focused = (int) index;
    _kw_chain_view_point_at (self, (int) index);
  }
}

static gboolean
go_to_end_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  KwChainView *self = KW_CHAIN_VIEW (widget);

  return self->parts->len > 0 &&
         _kw_chain_view_focus_part (self, g_variant_get_boolean (arguments) ? (int) self->parts->len - 1 : 0);
}

/**
 * _kw_chain_view_has_focus:
 * @self: a chain view
 *
 * Returns: whether one of its parts has the focus
 */
gboolean
_kw_chain_view_has_focus (KwChainView *self)
{
  return _kw_chain_view_find_focused (self) >= 0;
}

/**
 * _kw_chain_view_focus_part:
 * @self: a chain view with parts
 * @index: a part, counted from the leaf; the nearest one is taken
 *
 * Gives a part the focus, and remembers it as the one that Tab comes back to.
 *
 * Returns: whether it took it
 */
gboolean
_kw_chain_view_focus_part (KwChainView *self, int index)
{
  self->focused = CLAMP (index, 0, (int) self->parts->len - 1);
  return gtk_widget_grab_focus (g_ptr_array_index (self->parts, self->focused));
}

/**
 * _kw_chain_view_install_keys:
 * @widget_class: the class of #KwChainView
 *
 * Installs how the focus moves in a chain.
 */
void
_kw_chain_view_install_keys (GtkWidgetClass *widget_class)
{
  parent_set_focus_child = widget_class->set_focus_child;
  widget_class->focus = kw_chain_view_focus;
  widget_class->set_focus_child = kw_chain_view_set_focus_child;

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Home, 0, go_to_end_cb, "b", FALSE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Home, 0, go_to_end_cb, "b", FALSE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_End, 0, go_to_end_cb, "b", TRUE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_End, 0, go_to_end_cb, "b", TRUE);
}
