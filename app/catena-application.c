/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-application.h"

#include "catena-window.h"

struct _CatenaApplication {
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (CatenaApplication, catena_application, ADW_TYPE_APPLICATION)

static void
catena_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window == NULL)
    window = GTK_WINDOW (catena_window_new (CATENA_APPLICATION (application)));

  gtk_window_present (window);
}

static void
catena_application_class_init (CatenaApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->activate = catena_application_activate;
}

static void
catena_application_init (CatenaApplication *self)
{
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
  return g_object_new (CATENA_TYPE_APPLICATION, "application-id", APP_ID, "resource-base-path",
                       RESOURCE_PATH, NULL);
}
