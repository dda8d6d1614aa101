/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-view-bar.h"

#include <adwaita.h>

static const char *const drawings[] = {
  [CATENA_DRAWING_STORED] = "stored",
  [CATENA_DRAWING_SENT] = "sent",
  [CATENA_DRAWING_FOUND] = "found",
};

struct _CatenaViewBar {
  GtkBox parent_instance;

  AdwToggleGroup *drawing_group;
  GtkWidget *trust_row;
  GtkDropDown *trust_choice;
  CatenaTimeButton *time_button;
  gboolean is_setting_trust;
};

enum {
  SIGNAL_DRAWING_CHANGED,
  SIGNAL_TRUST_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CatenaViewBar, catena_view_bar, GTK_TYPE_BOX)

static void
drawing_changed_cb (CatenaViewBar *self)
{
  g_signal_emit (self, signals[SIGNAL_DRAWING_CHANGED], 0);
}

static void
trust_selected_cb (CatenaViewBar *self)
{
  /* The drop down has a selection before the template has the drop down. */
  if (self->trust_choice != NULL && !self->is_setting_trust)
    g_signal_emit (self, signals[SIGNAL_TRUST_CHOSEN], 0, gtk_drop_down_get_selected (self->trust_choice));
}

/* Side by side they stand at both ends, above each other both at the start. */
static void
orientation_changed_cb (CatenaViewBar *self)
{
  gboolean is_row = gtk_orientable_get_orientation (GTK_ORIENTABLE (self)) == GTK_ORIENTATION_HORIZONTAL;

  if (self->trust_row != NULL)
    gtk_widget_set_halign (self->trust_row, is_row ? GTK_ALIGN_END : GTK_ALIGN_START);
}

static void
catena_view_bar_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_VIEW_BAR);

  G_OBJECT_CLASS (catena_view_bar_parent_class)->dispose (object);
}

static void
catena_view_bar_class_init (CatenaViewBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_view_bar_dispose;

  signals[SIGNAL_DRAWING_CHANGED] = g_signal_new ("drawing-changed", CATENA_TYPE_VIEW_BAR, G_SIGNAL_RUN_LAST,
                                                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_TRUST_CHOSEN] = g_signal_new ("trust-chosen", CATENA_TYPE_VIEW_BAR, G_SIGNAL_RUN_LAST, 0,
                                               NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  g_type_ensure (CATENA_TYPE_TIME_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/catena-view-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaViewBar, drawing_group);
  gtk_widget_class_bind_template_child (widget_class, CatenaViewBar, trust_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaViewBar, trust_choice);
  gtk_widget_class_bind_template_child (widget_class, CatenaViewBar, time_button);
  gtk_widget_class_bind_template_callback (widget_class, orientation_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, drawing_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, trust_selected_cb);
}

static void
catena_view_bar_init (CatenaViewBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * catena_view_bar_get_drawing:
 * @self: the bar
 *
 * Returns: what is to be drawn of the chain
 */
CatenaDrawing
catena_view_bar_get_drawing (CatenaViewBar *self)
{
  const char *name;

  g_return_val_if_fail (CATENA_IS_VIEW_BAR (self), CATENA_DRAWING_FOUND);

  name = adw_toggle_group_get_active_name (self->drawing_group);
  for (guint i = 0; i < G_N_ELEMENTS (drawings); i++)
    if (g_strcmp0 (name, drawings[i]) == 0)
      return (CatenaDrawing) i;
  return CATENA_DRAWING_FOUND;
}

/**
 * catena_view_bar_set_drawing:
 * @self: the bar
 * @drawing: what is to be drawn of the chain
 */
void
catena_view_bar_set_drawing (CatenaViewBar *self, CatenaDrawing drawing)
{
  g_return_if_fail (CATENA_IS_VIEW_BAR (self));

  adw_toggle_group_set_active_name (self->drawing_group, drawings[drawing]);
}

/**
 * catena_view_bar_set_has_choice:
 * @self: the bar
 * @has_choice: whether the entry holds a chain of its own
 */
void
catena_view_bar_set_has_choice (CatenaViewBar *self, gboolean has_choice)
{
  g_return_if_fail (CATENA_IS_VIEW_BAR (self));

  gtk_widget_set_visible (GTK_WIDGET (self->drawing_group), has_choice);
}

/**
 * catena_view_bar_set_trust:
 * @self: the bar
 * @names: (array zero-terminated=1): truststores to choose from, as people call them
 * @selected: index of the one in force
 */
void
catena_view_bar_set_trust (CatenaViewBar *self, const char *const *names, guint selected)
{
  g_autoptr (GtkStringList) model = gtk_string_list_new (names);

  g_return_if_fail (CATENA_IS_VIEW_BAR (self));

  self->is_setting_trust = TRUE;
  gtk_drop_down_set_model (self->trust_choice, G_LIST_MODEL (model));
  gtk_drop_down_set_selected (self->trust_choice, selected);
  self->is_setting_trust = FALSE;
}

/**
 * catena_view_bar_get_time_button:
 * @self: the bar
 *
 * Returns: (transfer none): the choice of the date
 */
CatenaTimeButton *
catena_view_bar_get_time_button (CatenaViewBar *self)
{
  g_return_val_if_fail (CATENA_IS_VIEW_BAR (self), NULL);

  return self->time_button;
}
