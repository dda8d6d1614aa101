/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-format-row.h"

struct _CatenaFormatRow {
  AdwComboRow parent_instance;

  GPtrArray *formats; /* of const KsFormat */
};

G_DEFINE_FINAL_TYPE (CatenaFormatRow, catena_format_row, ADW_TYPE_COMBO_ROW)

static void
selected_cb (CatenaFormatRow *self)
{
  const KsFormat *format = catena_format_row_get_format (self);

  if (format != NULL)
    gtk_widget_set_tooltip_text (GTK_WIDGET (self), _ (format->description));
}

static void
catena_format_row_finalize (GObject *object)
{
  CatenaFormatRow *self = CATENA_FORMAT_ROW (object);

  g_clear_pointer (&self->formats, g_ptr_array_unref);

  G_OBJECT_CLASS (catena_format_row_parent_class)->finalize (object);
}

static void
catena_format_row_class_init (CatenaFormatRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = catena_format_row_finalize;
}

static void
catena_format_row_init (CatenaFormatRow *self)
{
  const KsFormat *const *formats = ks_format_list ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  self->formats = g_ptr_array_new ();
  for (guint i = 0; formats[i] != NULL; i++) {
    if ((formats[i]->flags & KS_FORMAT_CAN_WRITE) == 0)
      continue;
    g_ptr_array_add (self->formats, (gpointer) formats[i]);
    gtk_string_list_append (names, formats[i]->short_name);
  }

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _ ("Format"));
  /* A description in the place of the name would leave no room for the name in a narrow dialog. */
  adw_combo_row_set_use_subtitle (ADW_COMBO_ROW (self), TRUE);
  adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (names));
  g_signal_connect (self, "notify::selected", G_CALLBACK (selected_cb), NULL);
  selected_cb (self);
}

/**
 * catena_format_row_get_format:
 * @self: a row
 *
 * Returns: (nullable): the chosen format
 */
const KsFormat *
catena_format_row_get_format (CatenaFormatRow *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self));

  return selected < self->formats->len ? g_ptr_array_index (self->formats, selected) : NULL;
}

/**
 * catena_format_row_set_format:
 * @self: a row
 * @format: (nullable): a format; one that cannot be written changes nothing
 *
 * Chooses a format.
 */
void
catena_format_row_set_format (CatenaFormatRow *self, const KsFormat *format)
{
  guint index;

  if (g_ptr_array_find (self->formats, format, &index))
    adw_combo_row_set_selected (ADW_COMBO_ROW (self), index);
}
