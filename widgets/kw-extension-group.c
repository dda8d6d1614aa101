/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-extension-group.h"

#include "kw-extension-row.h"

struct _KwExtensionGroup {
  AdwPreferencesGroup parent_instance;

  GPtrArray *rows; /* of KwExtensionRow, borrowed from the group */
};

G_DEFINE_FINAL_TYPE (KwExtensionGroup, kw_extension_group, ADW_TYPE_PREFERENCES_GROUP)

static void
kw_extension_group_finalize (GObject *object)
{
  g_ptr_array_unref (KW_EXTENSION_GROUP (object)->rows);

  G_OBJECT_CLASS (kw_extension_group_parent_class)->finalize (object);
}

static void
kw_extension_group_class_init (KwExtensionGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kw_extension_group_finalize;
}

static void
kw_extension_group_init (KwExtensionGroup *self)
{
  self->rows = g_ptr_array_new ();
}

/**
 * kw_extension_group_new:
 * @title: translated
 *
 * Returns: (transfer floating): a group that is not to be seen until it has something
 */
GtkWidget *
kw_extension_group_new (const char *title)
{
  return g_object_new (KW_TYPE_EXTENSION_GROUP, "title", title, "visible", FALSE, NULL);
}

/**
 * kw_extension_group_set_extensions:
 * @self: the group
 * @extensions: (nullable) (element-type KsExtension): what to show, in this order
 * @owner: what the extensions belong to, of which references are kept
 */
void
kw_extension_group_set_extensions (KwExtensionGroup *self, GPtrArray *extensions, GObject *owner)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);
  guint n = extensions != NULL ? extensions->len : 0;

  g_return_if_fail (KW_IS_EXTENSION_GROUP (self));

  while (self->rows->len > n)
    adw_preferences_group_remove (group, g_ptr_array_steal_index (self->rows, self->rows->len - 1));
  for (guint i = 0; i < n; i++) {
    if (i == self->rows->len) {
      GtkWidget *row = kw_extension_row_new ();

      adw_preferences_group_add (group, row);
      g_ptr_array_add (self->rows, row);
    }
    kw_extension_row_set_extension (g_ptr_array_index (self->rows, i), g_ptr_array_index (extensions, i),
                                    owner);
  }
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
}
