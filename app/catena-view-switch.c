/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-view-switch.h"

struct _CatenaViewSwitch {
  AdwBin parent_instance;

  AdwToggleGroup *group;
  const char *view; /* whose switch it is: always the active one where it is to be seen */
};

G_DEFINE_FINAL_TYPE (CatenaViewSwitch, catena_view_switch, ADW_TYPE_BIN)

static const struct {
  const char *name;
  const char *label;
} views[] = {
  /* Translators: ways to show the entries of a file */
  { "list", NC_ ("view", "List") },
  { "table", NC_ ("view", "Table") },
  { "map", NC_ ("view", "Map") },
};

/* The other view has a switch of its own. This one is as it was when people come back. */
static void
chosen_cb (CatenaViewSwitch *self)
{
  const char *name = adw_toggle_group_get_active_name (self->group);
  g_autofree char *action = g_strconcat ("view.", name, NULL);

  if (name == NULL || g_str_equal (name, self->view))
    return;
  gtk_widget_activate_action (GTK_WIDGET (self), action, NULL);
  adw_toggle_group_set_active_name (self->group, self->view);
}

static void
catena_view_switch_class_init (CatenaViewSwitchClass *klass)
{
}

static void
catena_view_switch_init (CatenaViewSwitch *self)
{
  self->group = ADW_TOGGLE_GROUP (adw_toggle_group_new ());
  for (guint i = 0; i < G_N_ELEMENTS (views); i++) {
    AdwToggle *toggle = adw_toggle_new ();

    adw_toggle_set_name (toggle, views[i].name);
    adw_toggle_set_label (toggle, g_dpgettext2 (NULL, "view", views[i].label));
    adw_toggle_group_add (self->group, toggle);
  }
  adw_toggle_group_set_homogeneous (self->group, TRUE);
  adw_toggle_group_set_can_shrink (self->group, TRUE);
  catena_view_switch_set_view (self, "list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->group), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("View"),
                                  -1);
  g_signal_connect_swapped (self->group, "notify::active-name", G_CALLBACK (chosen_cb), self);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->group));
}

/**
 * catena_view_switch_set_view:
 * @self: a switch
 * @view: (transfer none): "list", "table" or "map"; a string that stays
 *
 * Says in which view it stands.
 */
void
catena_view_switch_set_view (CatenaViewSwitch *self, const char *view)
{
  self->view = view;
  adw_toggle_group_set_active_name (self->group, view);
}
