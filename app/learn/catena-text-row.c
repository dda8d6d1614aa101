/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-text-row.h"

struct _CatenaTextRow {
  AdwPreferencesRow parent_instance;

  GtkTextView *view;
};

G_DEFINE_FINAL_TYPE (CatenaTextRow, catena_text_row, ADW_TYPE_PREFERENCES_ROW)

static void
catena_text_row_dispose (GObject *object)
{
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_TEXT_ROW);

  G_OBJECT_CLASS (catena_text_row_parent_class)->dispose (object);
}

static void
catena_text_row_class_init (CatenaTextRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_text_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/learn/catena-text-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaTextRow, view);
}

static void
catena_text_row_init (CatenaTextRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * catena_text_row_dup_text:
 * @self: a row
 *
 * Returns: (transfer full) (nullable): what was typed, without space around it; %NULL for nothing
 */
char *
catena_text_row_dup_text (CatenaTextRow *self)
{
  GtkTextBuffer *buffer;
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  g_return_val_if_fail (CATENA_IS_TEXT_ROW (self), NULL);

  buffer = gtk_text_view_get_buffer (self->view);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}
