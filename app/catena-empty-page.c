/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-empty-page.h"

struct _CatenaEmptyPage {
  AdwBin parent_instance;

  GtkWidget *generate_button;
  GtkWidget *import_button;
};

G_DEFINE_FINAL_TYPE (CatenaEmptyPage, catena_empty_page, ADW_TYPE_BIN)

static gboolean
catena_empty_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (CATENA_EMPTY_PAGE (widget)->generate_button);
}

static void
catena_empty_page_dispose (GObject *object)
{
  /* The bin would unparent its child a second time. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_EMPTY_PAGE);

  G_OBJECT_CLASS (catena_empty_page_parent_class)->dispose (object);
}

static void
catena_empty_page_class_init (CatenaEmptyPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_empty_page_dispose;
  widget_class->grab_focus = catena_empty_page_grab_focus;

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/catena-empty-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaEmptyPage, generate_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaEmptyPage, import_button);
}

static void
catena_empty_page_init (CatenaEmptyPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * catena_empty_page_new:
 *
 * Returns: (transfer floating): a new page
 */
GtkWidget *
catena_empty_page_new (void)
{
  return g_object_new (CATENA_TYPE_EMPTY_PAGE, NULL);
}
