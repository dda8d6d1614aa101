/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What clicks on a row do, and the menu of an entry. */

#include "catena-config.h"

#include "catena-entry-list-private.h"
#include "catena-menus.h"
#include "kw-entry-row.h"

static void
show_menu (CatenaEntryList *self, GtkWidget *row, double x, double y)
{
  graphene_point_t point;
  GdkRectangle rectangle = { 0, 0, 1, 1 };

  if (!gtk_widget_compute_point (row, GTK_WIDGET (self->list_view),
                                 &GRAPHENE_POINT_INIT ((float) x, (float) y), &point))
    return;

  rectangle.x = (int) point.x;
  rectangle.y = (int) point.y;
  gtk_popover_set_pointing_to (GTK_POPOVER (self->context_menu), &rectangle);
  gtk_popover_popup (GTK_POPOVER (self->context_menu));
}

/* The row at a place in the list view, or NULL. */
static GtkWidget *
pick_row (CatenaEntryList *self, double x, double y)
{
  GtkWidget *target = gtk_widget_pick (GTK_WIDGET (self->list_view), x, y, GTK_PICK_DEFAULT);

  /* Its paddings belong to the list item around it. */
  if (target != NULL && gtk_widget_get_parent (target) == GTK_WIDGET (self->list_view))
    return gtk_widget_get_first_child (target);
  return target != NULL ? gtk_widget_get_ancestor (target, KW_TYPE_ENTRY_ROW) : NULL;
}

static void
pressed_cb (CatenaEntryList *self, int n_press, double x, double y, GtkGesture *gesture)
{
  GtkWidget *row = pick_row (self, x, y);
  GtkListItem *item = row != NULL ? g_hash_table_lookup (self->rows, row) : NULL;

  if (item == NULL)
    return;

  if (!gtk_list_item_get_selected (item))
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), gtk_list_item_get_position (item),
                                     TRUE);
  show_menu (self, GTK_WIDGET (self->list_view), x, y);
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

/* One click is enough for a page: where page and list are side by side, it has been there since the press. */
static void
released_cb (CatenaEntryList *self, int n_press, double x, double y, GtkGesture *gesture)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  GtkWidget *target = gtk_widget_pick (GTK_WIDGET (self->list_view), x, y, GTK_PICK_DEFAULT);

  if (n_press == 1 && (state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) == 0 && target != NULL &&
      target != GTK_WIDGET (self->list_view))
    _catena_entry_list_activate (self);
}

static void
make_click_gestures (CatenaEntryList *self)
{
  GtkGesture *gesture = gtk_gesture_click_new ();
  GtkGesture *secondary = gtk_gesture_click_new ();

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (gesture), GTK_PHASE_CAPTURE);
  g_signal_connect_object (gesture, "released", G_CALLBACK (released_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->list_view), GTK_EVENT_CONTROLLER (gesture));

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (secondary), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (secondary, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->list_view), GTK_EVENT_CONTROLLER (secondary));
}

gboolean
_catena_entry_list_menu_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  CatenaEntryList *self = CATENA_ENTRY_LIST (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list_view)))
    return GDK_EVENT_PROPAGATE;

  show_menu (self, focus, gtk_widget_get_width (focus) / 2.0, gtk_widget_get_height (focus));
  return GDK_EVENT_STOP;
}

void
_catena_entry_list_init_menu (CatenaEntryList *self)
{
  g_autoptr (GMenuModel) menu = catena_menu_new_for_entry ();

  /* The list view may be gone before this list is. */
  g_set_weak_pointer (&self->context_menu, gtk_popover_menu_new_from_model (menu));
  gtk_popover_set_has_arrow (GTK_POPOVER (self->context_menu), FALSE);
  gtk_widget_set_halign (self->context_menu, GTK_ALIGN_START);
  gtk_widget_set_parent (self->context_menu, GTK_WIDGET (self->list_view));
  make_click_gestures (self);
}
