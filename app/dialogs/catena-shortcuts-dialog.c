/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-actions.h"
#include "catena-shortcuts-dialog.h"

/* "Ctrl+Z", in the words of the person's language; the first of several. */
static char *
make_label (const char *accelerators)
{
  g_auto (GStrv) parts = g_strsplit (accelerators, " ", 2);
  guint key;
  GdkModifierType modifiers;

  if (!gtk_accelerator_parse (parts[0], &key, &modifiers))
    return g_strdup (parts[0]);

  return gtk_accelerator_get_label (key, modifiers);
}

static GtkWidget *
make_row (const CatenaAction *action)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *text = make_label (action->accelerator);
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "dimmed");
  gtk_widget_add_css_class (label, "numeric");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (action->title));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  return row;
}

static GtkWidget *
make_page (void)
{
  GtkWidget *page = adw_preferences_page_new ();
  AdwPreferencesGroup *group = NULL;
  guint n_actions;
  const CatenaAction *actions = catena_actions_list (&n_actions);

  for (guint i = 0; i < n_actions; i++) {
    if (actions[i].section != NULL) {
      group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
      adw_preferences_group_set_title (group, _ (actions[i].section));
      adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), group);
    }
    adw_preferences_group_add (group, make_row (&actions[i]));
  }

  return page;
}

/**
 * catena_shortcuts_dialog_new:
 *
 * Makes the list of all shortcuts out of the table of actions.
 *
 * Returns: (transfer floating): a new dialog
 */
AdwDialog *
catena_shortcuts_dialog_new (void)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();

  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), make_page ());
  adw_dialog_set_title (dialog, _ ("Keyboard Shortcuts"));
  adw_dialog_set_content_width (dialog, 480);
  adw_dialog_set_content_height (dialog, 640);
  adw_dialog_set_child (dialog, view);
  return dialog;
}
