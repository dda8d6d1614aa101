/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-attribute-row.h"

#include <glib/gi18n.h>

#include "kw-reorder.h"

struct _KwAttributeRow {
  AdwEntryRow parent_instance;

  GtkWidget *handle;
  GtkWidget *remove_button;

  char *type;
  gboolean is_setting;
};

enum {
  SIGNAL_EDITED,
  SIGNAL_REMOVE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KwAttributeRow, kw_attribute_row, ADW_TYPE_ENTRY_ROW)

static void
text_cb (KwAttributeRow *self)
{
  if (!self->is_setting)
    g_signal_emit (self, signals[SIGNAL_EDITED], 0);
}

static void
remove_cb (KwAttributeRow *self)
{
  g_signal_emit (self, signals[SIGNAL_REMOVE], 0);
}

static void
kw_attribute_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), KW_TYPE_ATTRIBUTE_ROW);

  G_OBJECT_CLASS (kw_attribute_row_parent_class)->dispose (object);
}

static void
kw_attribute_row_finalize (GObject *object)
{
  g_free (KW_ATTRIBUTE_ROW (object)->type);

  G_OBJECT_CLASS (kw_attribute_row_parent_class)->finalize (object);
}

static void
kw_attribute_row_class_init (KwAttributeRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kw_attribute_row_dispose;
  object_class->finalize = kw_attribute_row_finalize;

  signals[SIGNAL_EDITED] =
    g_signal_new ("edited", KW_TYPE_ATTRIBUTE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_REMOVE] =
    g_signal_new ("remove", KW_TYPE_ATTRIBUTE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/widgets/kw-attribute-row.ui");
  gtk_widget_class_bind_template_child (widget_class, KwAttributeRow, handle);
  gtk_widget_class_bind_template_child (widget_class, KwAttributeRow, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, text_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
kw_attribute_row_init (KwAttributeRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  kw_reorder_init_row (GTK_LIST_BOX_ROW (self), self->handle);
}

/**
 * kw_attribute_row_new:
 * @type: "CN" or an OID
 * @title: what people call the attribute
 * @value: its value
 * @can_remove: whether it has a button that removes it
 *
 * Returns: (transfer floating): a new row
 */
GtkWidget *
kw_attribute_row_new (const char *type, const char *title, const char *value, gboolean can_remove)
{
  KwAttributeRow *self = g_object_new (KW_TYPE_ATTRIBUTE_ROW, NULL);
  /* Translators: button; %s is an attribute of a name, like “Organization” */
  g_autofree char *remove = g_strdup_printf (_ ("Remove %s"), title);

  self->type = g_strdup (type);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->remove_button), GTK_ACCESSIBLE_PROPERTY_LABEL, remove,
                                  -1);
  gtk_widget_set_visible (self->remove_button, can_remove);
  kw_attribute_row_set_value (self, value);
  return GTK_WIDGET (self);
}

/**
 * kw_attribute_row_get_attribute_type:
 * @self: a row
 *
 * Returns: (transfer none): "CN" or an OID
 */
const char *
kw_attribute_row_get_attribute_type (KwAttributeRow *self)
{
  return self->type;
}

/**
 * kw_attribute_row_set_value:
 * @self: a row
 * @value: the value of the attribute
 *
 * Shows another value, which is nothing that somebody typed.
 */
void
kw_attribute_row_set_value (KwAttributeRow *self, const char *value)
{
  if (g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self)), value))
    return;
  self->is_setting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self), value);
  self->is_setting = FALSE;
}
