/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-actions.h"

static const CatenaAction actions[] = {
  { "keystore.open", "<Control>o", N_ ("Files"), N_ ("Open") },
  { "keystore.new", "<Control>n", NULL, N_ ("New keystore") },
  { "document.save", "<Control>s", NULL, N_ ("Save") },
  { "document.save-as", "<Control><Shift>s", NULL, N_ ("Save as") },
  { "document.reload", "<Control>r F5", NULL, N_ ("Reload from disk") },
  { "document.compatibility", "<Control>j", NULL, N_ ("Who can open this?") },
  { "document.compare", "<Control><Shift>d", NULL, N_ ("Compare with keystore") },
  { "document.about", "<Alt>Return", NULL, N_ ("About this file") },
  { "tab.close", "<Control>w", NULL, N_ ("Close tab") },
  { "document.undo", "<Control>z", N_ ("Editing"), N_ ("Undo") },
  { "document.redo", "<Control><Shift>z <Control>y", NULL, N_ ("Redo") },
  { "entry.rename", "F2", NULL, N_ ("Rename entry") },
  { "entry.delete", "Delete", NULL, N_ ("Delete entry") },
  { "entry.cut", "<Control>x", NULL, N_ ("Cut entry") },
  { "entry.copy", "<Control>c", NULL, N_ ("Copy entry") },
  { "document.paste", "<Control>v", NULL, N_ ("Paste entries or certificates") },
  { "entry.select-all", "<Control>a", NULL, N_ ("Select all entries") },
  { "document.generate", "<Control>g", N_ ("Keys and certificates"), N_ ("Generate key pair") },
  { "document.generate-secret", "<Control><Shift>g", NULL, N_ ("Generate secret key") },
  { "document.import", "<Control>i", NULL, N_ ("Import entries") },
  { "document.import-reply", "<Control><Shift>i", NULL, N_ ("Import CA reply") },
  { "entry.request", "<Control><Shift>r", NULL, N_ ("Certificate request") },
  { "entry.export", "<Control>e", NULL, N_ ("Export") },
  { "entry.add-to-truststore", "<Control>t", NULL, N_ ("Add to truststore") },
  { "entry.compare", "<Control>d", NULL, N_ ("Compare certificates") },
  { "chain.move-up", "<Alt>Up", NULL, N_ ("Move certificate towards the root") },
  { "chain.move-down", "<Alt>Down", NULL, N_ ("Move certificate towards the leaf") },
  { "document.find", "<Control>f", N_ ("View"), N_ ("Find an entry") },
  { "view.list", "<Control>1", NULL, N_ ("Show as list") },
  { "view.table", "<Control>2", NULL, N_ ("Show as table") },
  { "view.map", "<Control>3", NULL, N_ ("Show trust map") },
  { "app.explain", "<Control><Shift>e", NULL, N_ ("Explain what is shown") },
  { "tab.overview", "<Control><Shift>o", NULL, N_ ("Show all tabs") },
  { "page.back", "<Alt>Left", NULL, N_ ("Back to the list of entries") },
  { "menu.open", "F10", N_ ("General"), N_ ("Main menu") },
  { "app.new-window", "<Control><Shift>n", NULL, N_ ("New window") },
  { "lessons.open", "<Control>l", NULL, N_ ("Lessons") },
  { "app.help", "F1", NULL, N_ ("Help") },
  { "app.glossary", "<Shift>F1", NULL, N_ ("Glossary") },
  { "app.preferences", "<Control>comma", NULL, N_ ("Preferences") },
  { "app.shortcuts", "<Control>question", NULL, N_ ("Keyboard shortcuts") },
  { "app.quit", "<Control>q", NULL, N_ ("Quit") },
};

/**
 * catena_actions_list:
 * @n_actions: (out): the number of rows
 *
 * Returns: the table of actions, in the order of the shortcuts dialog
 */
const CatenaAction *
catena_actions_list (guint *n_actions)
{
  *n_actions = G_N_ELEMENTS (actions);
  return actions;
}

/**
 * catena_actions_make_controller:
 *
 * Makes the shortcuts of a window. They come after what has the focus: Ctrl+C in a text field is the text
 * field's, which shortcuts of the whole application would take away from it.
 *
 * Returns: (transfer full): a controller for the bubble phase
 */
GtkEventController *
catena_actions_make_controller (void)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++) {
    g_auto (GStrv) accelerators = g_strsplit (actions[i].accelerator, " ", -1);

    for (guint j = 0; accelerators[j] != NULL; j++)
      gtk_shortcut_controller_add_shortcut (
        GTK_SHORTCUT_CONTROLLER (controller),
        gtk_shortcut_new (gtk_shortcut_trigger_parse_string (accelerators[j]),
                          gtk_named_action_new (actions[i].name)));
  }

  return controller;
}
