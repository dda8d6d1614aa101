/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-trust-map-private.h"

#define KEY_FACTOR 1.25
#define WHEEL_FACTOR 1.1
#define PAN_STEP 60

static void
activate_box (KwTrustMap *self)
{
  if (self->layout != NULL && self->focused >= 0 && (guint) self->focused < self->layout->boxes->len)
    _kw_trust_map_activate_box (self, self->focused);
}

static gboolean
activate_shortcut_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  GtkWidget *child = gtk_widget_get_focus_child (widget);

  /* A button inside a box answers for itself. */
  if (child == NULL || !gtk_widget_has_focus (child))
    return GDK_EVENT_PROPAGATE;
  activate_box (KW_TRUST_MAP (widget));
  return GDK_EVENT_STOP;
}

/**
 * _kw_trust_map_focus_box:
 * @self: a map
 * @box: index of a box, whatever number
 *
 * Scrolls to a box and gives it the focus.
 *
 * Returns: whether there is such a box
 */
gboolean
_kw_trust_map_focus_box (KwTrustMap *self, int box)
{
  if (self->layout == NULL || box < 0 || (guint) box >= self->layout->boxes->len)
    return FALSE;
  _kw_trust_map_scroll_to (self, &kw_map_layout_get_box (self->layout, (guint) box)->area);
  return gtk_widget_grab_focus (GTK_WIDGET (_kw_trust_map_ensure_part (self, (guint) box)));
}

/* Of those further on that overlap sideways the nearest one, else the nearest one at all. */
static int
find_beside (KwTrustMap *self, int from, float dx, float dy)
{
  const graphene_rect_t *start = &kw_map_layout_get_box (self->layout, (guint) from)->area;
  float best = G_MAXFLOAT;
  int found = -1;

  for (guint i = 0; i < self->layout->boxes->len; i++) {
    const graphene_rect_t *area = &kw_map_layout_get_box (self->layout, i)->area;
    float x = area->origin.x + area->size.width / 2 - start->origin.x - start->size.width / 2;
    float y = area->origin.y + area->size.height / 2 - start->origin.y - start->size.height / 2;
    float along = x * dx + y * dy, across = fabsf (x * dy) + fabsf (y * dx);
    float clear = dx != 0 ? start->size.width / 2 : start->size.height / 2;
    float cost = along + 3 * across;

    if ((int) i == from || along < clear || cost >= best)
      continue;
    best = cost;
    found = (int) i;
  }
  return found;
}

static int
find_child (KwTrustMap *self, int of)
{
  for (guint i = 0; i < self->layout->boxes->len; i++)
    if (kw_map_layout_get_box (self->layout, i)->parent == of)
      return (int) i;
  return -1;
}

/* Up and down along the column; inwards to what was issued, outwards to the issuer, and beyond them to the next column. */
static int
find_step (KwTrustMap *self, GtkDirectionType direction)
{
  gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  gboolean is_inward = (direction == GTK_DIR_RIGHT) != is_rtl;
  const KwMapBox *box = kw_map_layout_get_box (self->layout, (guint) self->focused);
  int found = -1;

  if (direction == GTK_DIR_UP || direction == GTK_DIR_DOWN)
    return find_beside (self, self->focused, 0, direction == GTK_DIR_DOWN ? 1 : -1);
  if (box->kind != KW_MAP_PAIR) {
    found = is_inward ? find_child (self, self->focused) : box->parent;
    if (found >= 0 && kw_map_layout_get_box (self->layout, (guint) found)->kind == KW_MAP_PAIR)
      found = -1;
  }
  return found >= 0 ? found : find_beside (self, self->focused, direction == GTK_DIR_RIGHT ? 1 : -1, 0);
}

/**
 * _kw_trust_map_focus:
 * @widget: a map
 * @direction: where the focus goes
 *
 * The map is one stop of Tab, and one more for the button of a key pair; arrow keys walk it.
 *
 * Returns: whether the focus stays inside
 */
gboolean
_kw_trust_map_focus (GtkWidget *widget, GtkDirectionType direction)
{
  KwTrustMap *self = KW_TRUST_MAP (widget);
  GtkWidget *child = gtk_widget_get_focus_child (widget);

  if (self->layout == NULL || self->layout->boxes->len == 0)
    return FALSE;
  if (child == NULL || self->focused < 0)
    return _kw_trust_map_focus_box (self, MAX (self->focused, 0));
  if (direction == GTK_DIR_TAB_FORWARD)
    return gtk_widget_has_focus (child) && kw_map_part_has_button (KW_MAP_PART (child)) &&
           gtk_widget_child_focus (gtk_widget_get_first_child (child), direction);
  if (direction == GTK_DIR_TAB_BACKWARD)
    return !gtk_widget_has_focus (child) && gtk_widget_grab_focus (child);
  _kw_trust_map_focus_box (self, find_step (self, direction));
  return TRUE;
}

static gboolean
end_shortcut_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  KwTrustMap *self = KW_TRUST_MAP (widget);

  if (self->layout == NULL || self->layout->boxes->len == 0)
    return GDK_EVENT_PROPAGATE;
  _kw_trust_map_focus_box (self, g_variant_get_boolean (arguments) ? (int) self->layout->boxes->len - 1 : 0);
  return GDK_EVENT_STOP;
}

static gboolean
page_shortcut_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  GtkAdjustment *adjustment = KW_TRUST_MAP (widget)->adjustments[GTK_ORIENTATION_VERTICAL];

  if (adjustment == NULL)
    return GDK_EVENT_PROPAGATE;
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) +
                                          g_variant_get_int32 (arguments) *
                                            gtk_adjustment_get_page_increment (adjustment));
  return GDK_EVENT_STOP;
}

static gboolean
pan_shortcut_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  KwTrustMap *self = KW_TRUST_MAP (widget);
  int x, y;

  g_variant_get (arguments, "(ii)", &x, &y);
  for (guint i = 0; i < 2; i++)
    if (self->adjustments[i] != NULL)
      gtk_adjustment_set_value (self->adjustments[i], gtk_adjustment_get_value (self->adjustments[i]) +
                                                        PAN_STEP * (i == GTK_ORIENTATION_HORIZONTAL ? x : y));
  return GDK_EVENT_STOP;
}

/* Where the pointer is, or the middle: an event of a wheel need not say. */
static gboolean
scroll_cb (KwTrustMap *self, double dx, double dy, GtkEventControllerScroll *controller)
{
  GtkEventController *base = GTK_EVENT_CONTROLLER (controller);
  double factor = pow (WHEEL_FACTOR, -dy);

  if ((gtk_event_controller_get_current_event_state (base) & GDK_CONTROL_MASK) == 0)
    return GDK_EVENT_PROPAGATE;
  if (self->is_pointed_at)
    _kw_trust_map_zoom_at (self, self->zoom * factor, self->pointer.x, self->pointer.y);
  else
    kw_trust_map_set_zoom (self, self->zoom * factor);
  return GDK_EVENT_STOP;
}

static void
pinch_begin_cb (KwTrustMap *self)
{
  self->pinch_zoom = self->zoom;
}

static void
pinch_cb (KwTrustMap *self, double scale, GtkGesture *gesture)
{
  double x = 0, y = 0;

  gtk_gesture_get_bounding_box_center (gesture, &x, &y);
  _kw_trust_map_zoom_at (self, self->pinch_zoom * scale, x, y);
}

static void
drag_begin_cb (KwTrustMap *self)
{
  self->drag_x = self->adjustments[GTK_ORIENTATION_HORIZONTAL] != NULL
                   ? gtk_adjustment_get_value (self->adjustments[GTK_ORIENTATION_HORIZONTAL])
                   : 0;
  self->drag_y = self->adjustments[GTK_ORIENTATION_VERTICAL] != NULL
                   ? gtk_adjustment_get_value (self->adjustments[GTK_ORIENTATION_VERTICAL])
                   : 0;
}

static void
drag_cb (KwTrustMap *self, double x, double y, GtkGesture *gesture)
{
  if (fabs (x) + fabs (y) < 8 && gtk_gesture_get_sequence_state (gesture, NULL) != GTK_EVENT_SEQUENCE_CLAIMED)
    return;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "grabbing");
  if (self->adjustments[GTK_ORIENTATION_HORIZONTAL] != NULL)
    gtk_adjustment_set_value (self->adjustments[GTK_ORIENTATION_HORIZONTAL], self->drag_x - x);
  if (self->adjustments[GTK_ORIENTATION_VERTICAL] != NULL)
    gtk_adjustment_set_value (self->adjustments[GTK_ORIENTATION_VERTICAL], self->drag_y - y);
}

static void
drag_end_cb (KwTrustMap *self)
{
  gtk_widget_set_cursor (GTK_WIDGET (self), NULL);
}

static void
released_cb (KwTrustMap *self, int n_press, double x, double y)
{
  int box = _kw_trust_map_pick (self, x, y);

  if (box < 0)
    return;
  _kw_trust_map_focus_box (self, box);
  _kw_trust_map_activate_box (self, box);
}

static void
hover (KwTrustMap *self, int box)
{
  if (self->hovered == box)
    return;
  self->hovered = box;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), box >= 0 ? "pointer" : NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
motion_cb (KwTrustMap *self, double x, double y)
{
  self->is_pointed_at = TRUE;
  graphene_point_init (&self->pointer, (float) x, (float) y);
  hover (self, _kw_trust_map_pick (self, x, y));
}

static void
leave_cb (KwTrustMap *self)
{
  self->is_pointed_at = FALSE;
  hover (self, -1);
}

/**
 * _kw_trust_map_make_controllers:
 * @self: a new map
 *
 * Makes what listens to pointer and fingers.
 */
void
_kw_trust_map_make_controllers (KwTrustMap *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_event_controller_set_propagation_phase (scroll, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  g_signal_connect_swapped (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (pinch, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect_swapped (pinch, "scale-changed", G_CALLBACK (pinch_cb), self);
  /* Fingers move it by the scrolled window's own gestures. */
  g_object_set (drag, "touch-only", FALSE, "button", GDK_BUTTON_PRIMARY, NULL);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (widget, scroll);
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pinch));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
}

static void
zoom_in_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  kw_trust_map_set_zoom (KW_TRUST_MAP (widget), KW_TRUST_MAP (widget)->zoom * KEY_FACTOR);
}

static void
zoom_out_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  kw_trust_map_set_zoom (KW_TRUST_MAP (widget), KW_TRUST_MAP (widget)->zoom / KEY_FACTOR);
}

static void
zoom_reset_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  kw_trust_map_set_zoom (KW_TRUST_MAP (widget), 1);
}

static void
expand_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  kw_trust_map_set_expanded (KW_TRUST_MAP (widget), !KW_TRUST_MAP (widget)->is_expanded);
}

static void
bind_action (GtkWidgetClass *widget_class, guint key, const char *action)
{
  gtk_widget_class_add_binding_action (widget_class, key, 0, action, NULL);
  gtk_widget_class_add_binding_action (widget_class, key, GDK_CONTROL_MASK, action, NULL);
}

/**
 * _kw_trust_map_install_input:
 * @widget_class: the class of maps
 *
 * Installs actions and keys.
 */
void
_kw_trust_map_install_input (GtkWidgetClass *widget_class)
{
  const guint in[] = { GDK_KEY_plus, GDK_KEY_equal, GDK_KEY_KP_Add };
  const guint out[] = { GDK_KEY_minus, GDK_KEY_KP_Subtract };
  const guint reset[] = { GDK_KEY_0, GDK_KEY_KP_0 };
  const guint activate[] = { GDK_KEY_Return, GDK_KEY_KP_Enter, GDK_KEY_space };
  const struct {
    guint key;
    int x, y;
  } pans[] = { { GDK_KEY_Left, -1, 0 },
               { GDK_KEY_Right, 1, 0 },
               { GDK_KEY_Up, 0, -1 },
               { GDK_KEY_Down, 0, 1 } };

  gtk_widget_class_install_action (widget_class, "map.zoom-in", NULL, zoom_in_action);
  gtk_widget_class_install_action (widget_class, "map.zoom-out", NULL, zoom_out_action);
  gtk_widget_class_install_action (widget_class, "map.zoom-reset", NULL, zoom_reset_action);
  gtk_widget_class_install_action (widget_class, "map.expand", NULL, expand_action);
  for (guint i = 0; i < G_N_ELEMENTS (in); i++)
    bind_action (widget_class, in[i], "map.zoom-in");
  for (guint i = 0; i < G_N_ELEMENTS (out); i++)
    bind_action (widget_class, out[i], "map.zoom-out");
  for (guint i = 0; i < G_N_ELEMENTS (reset); i++)
    bind_action (widget_class, reset[i], "map.zoom-reset");
  for (guint i = 0; i < G_N_ELEMENTS (activate); i++)
    gtk_widget_class_add_binding (widget_class, activate[i], 0, activate_shortcut_cb, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (pans); i++)
    gtk_widget_class_add_binding (widget_class, pans[i].key, GDK_CONTROL_MASK, pan_shortcut_cb, "(ii)",
                                  pans[i].x, pans[i].y);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Home, 0, end_shortcut_cb, "b", FALSE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_End, 0, end_shortcut_cb, "b", TRUE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Page_Up, 0, page_shortcut_cb, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Page_Down, 0, page_shortcut_cb, "i", 1);
}
