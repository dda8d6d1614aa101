/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-help-book.h"
#include "catena-help-dialog.h"
#include "catena-help.h"

/* The page about a part of the program, by the name of its class; about everything else the index says most. */
typedef struct {
  const char *type;
  const char *page;
} Topic;

static const Topic topics[] = {
  { "CatenaAsn1Dialog", "asn1" },
  { "CatenaChangePasswordDialog", "passwords" },
  { "CatenaComparandDialog", "compare" },
  { "CatenaCompareDialog", "compare" },
  { "CatenaCompatibilityDialog", "who-can-open" },
  { "CatenaExportDialog", "export" },
  { "CatenaFileDialog", "passwords#integrity" },
  { "CatenaGenerateDialog", "generate" },
  { "CatenaGenerateSecretDialog", "generate" },
  { "CatenaImportDialog", "import" },
  { "CatenaLearnPage", "lessons" },
  { "CatenaMakeLessonDialog", "teach" },
  { "CatenaMapPage", "trust#map" },
  { "CatenaNewKeystoreDialog", "formats" },
  { "CatenaPasswordDialog", "passwords" },
  { "CatenaPreferencesDialog", "save" },
  { "CatenaRenewDialog", "renew" },
  { "CatenaRenewalPlanDialog", "renew" },
  { "CatenaRepairDialog", "chain" },
  { "CatenaReplyDialog", "reply" },
  { "CatenaReportDialog", "report" },
  { "CatenaRequestDialog", "request" },
  { "CatenaSaveAsDialog", "save" },
  { "CatenaSignDialog", "own-ca" },
  { "CatenaSnippetDialog", "servers" },
  { "CatenaStoreCompareDialog", "compare" },
  { "CatenaTruststoreDialog", "trust" },
};

/* These answer to “help:”, and know no help that is written in Mallard. */
static const char *const other_viewers[] = { "org.kde.khelpcenter.desktop", NULL };

/* Inside of a sandbox the help is where no viewer of the desktop can see it. */
static gboolean
has_viewer (void)
{
  g_autoptr (GAppInfo) viewer = NULL;

  if (g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) || !catena_help_book_is_installed ())
    return FALSE;

  viewer = g_app_info_get_default_for_uri_scheme ("help");
  return viewer != NULL && g_app_info_get_id (viewer) != NULL &&
         !g_strv_contains (other_viewers, g_app_info_get_id (viewer));
}

static AdwDialog *
get_visible_dialog (GtkWindow *window)
{
  return ADW_IS_APPLICATION_WINDOW (window)
           ? adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window))
           : NULL;
}

static void
show_here (GtkWindow *window, const char *target)
{
  AdwDialog *visible = get_visible_dialog (window);

  if (CATENA_IS_HELP_DIALOG (visible))
    catena_help_dialog_show (CATENA_HELP_DIALOG (visible), target);
  else
    adw_dialog_present (catena_help_dialog_new (target), GTK_WIDGET (window));
}

typedef struct {
  GWeakRef window;
  char *target;
} Launch;

static void
launch_free (Launch *launch)
{
  g_weak_ref_clear (&launch->window);
  g_free (launch->target);
  g_free (launch);
}

/* Whatever goes wrong with the viewer, there is help. */
static void
launched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Launch *launch = user_data;
  g_autoptr (GError) error = NULL;

  if (!gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (source), result, &error)) {
    g_autoptr (GtkWindow) window = g_weak_ref_get (&launch->window);

    if (window != NULL)
      show_here (window, launch->target);
  }
  launch_free (launch);
}

/* “help:PROGRAM/PAGE#SECTION”, as the viewers of the desktop understand it. */
static void
launch_viewer (GtkWindow *window, const char *target)
{
  g_autofree char *uri = g_strconcat ("help:", APP_ID, "/", target, NULL);
  g_autoptr (GtkUriLauncher) launcher = gtk_uri_launcher_new (uri);
  Launch *launch = g_new0 (Launch, 1);

  g_weak_ref_init (&launch->window, window);
  launch->target = g_strdup (target);
  gtk_uri_launcher_launch (launcher, window, NULL, launched_cb, launch);
}

/**
 * catena_help_open:
 * @window: the window that asks
 * @target: a page, or “page#section”
 *
 * Shows a page of the help in the viewer of the desktop; where there is none, the program shows it itself.
 */
void
catena_help_open (GtkWindow *window, const char *target)
{
  if (has_viewer ())
    launch_viewer (window, target);
  else
    show_here (window, target);
}

static const char *
find_page (GtkWidget *widget)
{
  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    for (gsize i = 0; i < G_N_ELEMENTS (topics); i++)
      if (g_str_equal (G_OBJECT_TYPE_NAME (widget), topics[i].type))
        return topics[i].page;
  return NULL;
}

/**
 * catena_help_open_for_window:
 * @window: the window that asks
 *
 * Shows the page about the dialog that is open, or about what has the focus; else the index.
 */
void
catena_help_open_for_window (GtkWindow *window)
{
  AdwDialog *dialog = get_visible_dialog (window);
  const char *page = find_page (dialog != NULL ? GTK_WIDGET (dialog) : gtk_window_get_focus (window));

  catena_help_open (window, page != NULL ? page : "index");
}

/**
 * catena_help_open_glossary:
 * @window: the window that asks
 *
 * Shows the glossary in the program itself, where it can be searched, and stays beside what is being read.
 */
void
catena_help_open_glossary (GtkWindow *window)
{
  show_here (window, "glossary");
}

#define KEYS "catena-help-keys"

static gboolean
has_keys (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

    if (g_strcmp0 (gtk_event_controller_get_name (controller), KEYS) == 0)
      return TRUE;
  }
  return FALSE;
}

static void
add_keys (GtkWidget *widget)
{
  static const struct {
    const char *trigger;
    const char *action;
  } keys[] = { { "F1", "app.help" }, { "<Shift>F1", "app.glossary" } };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                          gtk_shortcut_new (gtk_shortcut_trigger_parse_string (keys[i]
                                                                                                 .trigger),
                                                            gtk_named_action_new (keys[i].action)));
  gtk_event_controller_set_name (controller, KEYS);
  gtk_widget_add_controller (widget, controller);
}

static void
visible_dialog_cb (AdwApplicationWindow *window)
{
  AdwDialog *dialog = adw_application_window_get_visible_dialog (window);

  if (dialog != NULL && !has_keys (GTK_WIDGET (dialog)))
    add_keys (GTK_WIDGET (dialog));
}

/**
 * catena_help_add_keys:
 * @window: a window
 *
 * Makes the keys of help and glossary work in all dialogs of a window, too: a dialog keeps keys from the window below it.
 */
void
catena_help_add_keys (AdwApplicationWindow *window)
{
  g_signal_connect (window, "notify::visible-dialog", G_CALLBACK (visible_dialog_cb), NULL);
}
