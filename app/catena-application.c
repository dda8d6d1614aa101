/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-about-dialog.h"
#include "catena-application.h"
#include "catena-drag.h"
#include "catena-frame-log.h"
#include "catena-help.h"
#include "catena-preferences-dialog.h"
#include "catena-shortcuts-dialog.h"
#include "catena-shot.h"
#include "catena-window.h"
#include "kw-explain.h"

struct _CatenaApplication {
  AdwApplication parent_instance;

  GSettings *settings;
  CatenaTrust *trust;
  CatenaRequestMemory *requests;
  GHashTable *inhibitors; /* window to cookie */
};

G_DEFINE_FINAL_TYPE (CatenaApplication, catena_application, ADW_TYPE_APPLICATION)

static CatenaWindow *
get_window (CatenaApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  return CATENA_IS_WINDOW (window) ? CATENA_WINDOW (window) : catena_window_new (self);
}

static void
new_window_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_window_present (GTK_WINDOW (catena_window_new (user_data)));
}

static void
preferences_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CatenaApplication *self = user_data;

  adw_dialog_present (catena_preferences_dialog_new (self->settings, self->requests),
                      GTK_WIDGET (get_window (self)));
}

static void
shortcuts_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  adw_dialog_present (catena_shortcuts_dialog_new (), GTK_WIDGET (get_window (user_data)));
}

static void
help_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  catena_help_open_for_window (GTK_WINDOW (get_window (user_data)));
}

static void
help_page_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  catena_help_open (GTK_WINDOW (get_window (user_data)), g_variant_get_string (parameter, NULL));
}

static void
glossary_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  catena_help_open_glossary (GTK_WINDOW (get_window (user_data)));
}

static void
about_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  adw_dialog_present (catena_about_dialog_new (), GTK_WIDGET (get_window (user_data)));
}

/* Each window asks about its own unsaved changes; the program ends with the last of them. */
static void
quit_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (user_data));

  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_close (l->data);
}

static const GActionEntry entries[] = {
  { "new-window", new_window_action },
  { "preferences", preferences_action },
  { "shortcuts", shortcuts_action },
  { "help", help_action },
  { "help-page", help_page_action, "s" },
  { "glossary", glossary_action },
  { "about", about_action },
  { "quit", quit_action },
};

static CatenaRequestMemory *
open_request_memory (void)
{
  g_autoptr (GFile) file = g_file_new_build_filename (g_get_user_data_dir (), "catena", "requests.ini", NULL);

  return catena_request_memory_new (file);
}

/* A setting, so that it is remembered; the action follows it, and so does all that is explained. */
static void
add_explain (CatenaApplication *self)
{
  g_autoptr (GAction) action = g_settings_create_action (self->settings, "explain");

  g_action_map_add_action (G_ACTION_MAP (self), action);
  g_settings_bind (self->settings, "explain", kw_explain_get_default (), "active", G_SETTINGS_BIND_GET);
}

static void
catena_application_startup (GApplication *application)
{
  CatenaApplication *self = CATENA_APPLICATION (application);

  G_APPLICATION_CLASS (catena_application_parent_class)->startup (application);

  self->settings = g_settings_new (APP_ID);
  self->trust = catena_trust_new ();
  self->requests = open_request_memory ();
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  add_explain (self);
  gtk_window_set_default_icon_name (APP_ID);
}

static void
catena_application_activate (GApplication *application)
{
  CatenaWindow *window = get_window (CATENA_APPLICATION (application));

  gtk_window_present (GTK_WINDOW (window));
  catena_shot_start (window);
  catena_frame_log_start (window);
}

static void
catena_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  CatenaWindow *window = get_window (CATENA_APPLICATION (application));

  gtk_window_present (GTK_WINDOW (window));
  for (int i = 0; i < n_files; i++)
    catena_window_open_file (window, files[i]);
  catena_shot_start (window);
  catena_frame_log_start (window);
}

static void
catena_application_shutdown (GApplication *application)
{
  catena_drag_clean_up ();

  G_APPLICATION_CLASS (catena_application_parent_class)->shutdown (application);
}

static void
catena_application_dispose (GObject *object)
{
  CatenaApplication *self = CATENA_APPLICATION (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->trust);
  g_clear_object (&self->requests);
  g_clear_pointer (&self->inhibitors, g_hash_table_unref);

  G_OBJECT_CLASS (catena_application_parent_class)->dispose (object);
}

static void
catena_application_class_init (CatenaApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->dispose = catena_application_dispose;

  application_class->startup = catena_application_startup;
  application_class->activate = catena_application_activate;
  application_class->open = catena_application_open;
  application_class->shutdown = catena_application_shutdown;
}

static void
catena_application_init (CatenaApplication *self)
{
  self->inhibitors = g_hash_table_new (NULL, NULL);
}

/**
 * catena_application_new:
 *
 * Makes the application, of which there is one in a process.
 *
 * Returns: (transfer full): the new application
 */
CatenaApplication *
catena_application_new (void)
{
  return g_object_new (CATENA_TYPE_APPLICATION, "application-id", APP_ID, "resource-base-path", RESOURCE_PATH,
                       "flags", G_APPLICATION_HANDLES_OPEN, NULL);
}

/**
 * catena_application_get_settings:
 * @self: the application
 *
 * Returns: (transfer none): its settings
 */
GSettings *
catena_application_get_settings (CatenaApplication *self)
{
  return self->settings;
}

/**
 * catena_application_get_trust:
 * @self: the application
 *
 * Returns: (transfer none): whom this computer trusts
 */
CatenaTrust *
catena_application_get_trust (CatenaApplication *self)
{
  return self->trust;
}

/**
 * catena_application_get_requests:
 * @self: the application
 *
 * Returns: (transfer none): the certificate requests that were made before
 */
CatenaRequestMemory *
catena_application_get_requests (CatenaApplication *self)
{
  return self->requests;
}

/**
 * catena_application_list_documents:
 * @self: the application
 *
 * Returns: (transfer full) (element-type CatenaDocument): the documents of all tabs of all windows
 */
GPtrArray *
catena_application_list_documents (CatenaApplication *self)
{
  GPtrArray *documents = g_ptr_array_new_with_free_func (g_object_unref);

  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (CATENA_IS_WINDOW (l->data))
      catena_window_list_documents (l->data, documents);

  return documents;
}

/**
 * catena_application_show_file:
 * @self: the application
 * @file: a file
 *
 * Brings the tab of a file to the front, in whichever window it is: the same file is never open twice.
 *
 * Returns: whether there is such a tab
 */
gboolean
catena_application_show_file (CatenaApplication *self, GFile *file)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (CATENA_IS_WINDOW (l->data) && catena_window_show_file (l->data, file))
      return TRUE;

  return FALSE;
}

/**
 * catena_application_show_document:
 * @self: the application
 * @document: a document
 *
 * Brings the tab of a document to the front, in whichever window it is.
 *
 * Returns: (transfer none) (nullable): its page, or %NULL when it is open nowhere
 */
CatenaStorePage *
catena_application_show_document (CatenaApplication *self, CatenaDocument *document)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next) {
    CatenaStorePage *page =
      CATENA_IS_WINDOW (l->data) ? catena_window_show_document (l->data, document) : NULL;

    if (page != NULL)
      return page;
  }

  return NULL;
}

/**
 * catena_application_set_unsaved:
 * @self: the application
 * @window: a window
 * @unsaved: whether it has changes that are in no file
 *
 * Asks the session not to end while there are unsaved changes.
 */
void
catena_application_set_unsaved (CatenaApplication *self, GtkWindow *window, gboolean unsaved)
{
  guint cookie = GPOINTER_TO_UINT (g_hash_table_lookup (self->inhibitors, window));

  if (unsaved == (cookie != 0))
    return;

  if (unsaved) {
    cookie = gtk_application_inhibit (GTK_APPLICATION (self), window, GTK_APPLICATION_INHIBIT_LOGOUT,
                                      _ ("Unsaved changes"));
    g_hash_table_insert (self->inhibitors, window, GUINT_TO_POINTER (cookie));
  } else {
    gtk_application_uninhibit (GTK_APPLICATION (self), cookie);
    g_hash_table_remove (self->inhibitors, window);
  }
}
