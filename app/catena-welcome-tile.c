/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-welcome-tile.h"

struct _CatenaWelcomeTile {
  GtkButton parent_instance;

  char *symbol;
  char *title;
  char *description;
};

enum {
  PROP_SYMBOL = 1,
  PROP_TITLE,
  PROP_DESCRIPTION,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CatenaWelcomeTile, catena_welcome_tile, GTK_TYPE_BUTTON)

static char **
get_place (CatenaWelcomeTile *self, guint prop_id)
{
  switch (prop_id) {
  case PROP_SYMBOL:
    return &self->symbol;
  case PROP_TITLE:
    return &self->title;
  case PROP_DESCRIPTION:
    return &self->description;
  default:
    return NULL;
  }
}

/* A button is named by its label, and this one has two. */
static void
describe (CatenaWelcomeTile *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->title != NULL ? self->title : "", GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  self->description != NULL ? self->description : "", -1);
}

static void
catena_welcome_tile_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  char **place = get_place (CATENA_WELCOME_TILE (object), prop_id);

  if (place != NULL)
    g_value_set_string (value, *place);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
catena_welcome_tile_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  char **place = get_place (CATENA_WELCOME_TILE (object), prop_id);

  if (place == NULL)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  else if (g_set_str (place, g_value_get_string (value)))
    g_object_notify_by_pspec (object, pspec);
  describe (CATENA_WELCOME_TILE (object));
}

static void
catena_welcome_tile_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_WELCOME_TILE);

  G_OBJECT_CLASS (catena_welcome_tile_parent_class)->dispose (object);
}

static void
catena_welcome_tile_finalize (GObject *object)
{
  CatenaWelcomeTile *self = CATENA_WELCOME_TILE (object);

  g_free (self->symbol);
  g_free (self->title);
  g_free (self->description);

  G_OBJECT_CLASS (catena_welcome_tile_parent_class)->finalize (object);
}

static void
catena_welcome_tile_class_init (CatenaWelcomeTileClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = catena_welcome_tile_get_property;
  object_class->set_property = catena_welcome_tile_set_property;
  object_class->dispose = catena_welcome_tile_dispose;
  object_class->finalize = catena_welcome_tile_finalize;

  properties[PROP_SYMBOL] = g_param_spec_string ("symbol", NULL, NULL, NULL, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_DESCRIPTION] = g_param_spec_string ("description", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/catena-welcome-tile.ui");
}

static void
catena_welcome_tile_init (CatenaWelcomeTile *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
