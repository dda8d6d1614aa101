/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-window.h"

struct _CatenaWindow {
  AdwApplicationWindow parent_instance;
};

G_DEFINE_FINAL_TYPE (CatenaWindow, catena_window, ADW_TYPE_APPLICATION_WINDOW)

static void
catena_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_WINDOW);

  G_OBJECT_CLASS (catena_window_parent_class)->dispose (object);
}

static void
catena_window_class_init (CatenaWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = catena_window_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/catena-window.ui");
}

static void
catena_window_init (CatenaWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  if (PROFILE_DEVELOPMENT)
    gtk_widget_add_css_class (GTK_WIDGET (self), "devel");
}

/**
 * catena_window_new:
 * @application: the application that the window belongs to
 *
 * Makes a window without a tab.
 *
 * Returns: (transfer none): the new window, which GTK owns
 */
CatenaWindow *
catena_window_new (CatenaApplication *application)
{
  g_return_val_if_fail (CATENA_IS_APPLICATION (application), NULL);

  return g_object_new (CATENA_TYPE_WINDOW, "application", application, NULL);
}
