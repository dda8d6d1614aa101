/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-format-row.h"
#include "catena-host-memory.h"
#include "catena-preferences-dialog.h"
#include "catena-recent.h"

struct _CatenaPreferencesDialog {
  AdwPreferencesDialog parent_instance;

  GtkWidget *backup_row;
  CatenaFormatRow *format_row;
  GtkWidget *recent_row;

  GSettings *settings;
  CatenaRequestMemory *requests;
};

G_DEFINE_FINAL_TYPE (CatenaPreferencesDialog, catena_preferences_dialog, ADW_TYPE_PREFERENCES_DIALOG)

static void
format_cb (CatenaPreferencesDialog *self)
{
  const KsFormat *format = catena_format_row_get_format (self->format_row);

  if (self->settings != NULL && format != NULL)
    g_settings_set_string (self->settings, "default-format", format->id);
}

static void
forget_cb (CatenaPreferencesDialog *self)
{
  catena_recent_clear (self->settings);
  adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (self),
                                    adw_toast_new (_ ("Recent files forgotten")));
}

static void
forget_requests_cb (CatenaPreferencesDialog *self)
{
  catena_request_memory_clear (self->requests);
  adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (self), adw_toast_new (_ ("Requests forgotten")));
}

static void
forget_hosts_cb (CatenaPreferencesDialog *self)
{
  catena_host_memory_clear (self->settings);
  adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (self),
                                    adw_toast_new (_ ("Tested hosts forgotten")));
}

static void
catena_preferences_dialog_dispose (GObject *object)
{
  CatenaPreferencesDialog *self = CATENA_PREFERENCES_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_PREFERENCES_DIALOG);
  g_clear_object (&self->settings);
  g_clear_object (&self->requests);

  G_OBJECT_CLASS (catena_preferences_dialog_parent_class)->dispose (object);
}

static void
catena_preferences_dialog_class_init (CatenaPreferencesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_preferences_dialog_dispose;

  g_type_ensure (CATENA_TYPE_FORMAT_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/dialogs/catena-preferences-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaPreferencesDialog, backup_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaPreferencesDialog, format_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaPreferencesDialog, recent_row);
  gtk_widget_class_bind_template_callback (widget_class, format_cb);
  gtk_widget_class_bind_template_callback (widget_class, forget_cb);
  gtk_widget_class_bind_template_callback (widget_class, forget_requests_cb);
  gtk_widget_class_bind_template_callback (widget_class, forget_hosts_cb);
}

static void
catena_preferences_dialog_init (CatenaPreferencesDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->format_row), _ ("Format of New Keystores"));
}

/**
 * catena_preferences_dialog_new:
 * @settings: the program's settings
 * @requests: the certificate requests that are remembered
 *
 * Returns: (transfer floating): a new dialog
 */
AdwDialog *
catena_preferences_dialog_new (GSettings *settings, CatenaRequestMemory *requests)
{
  CatenaPreferencesDialog *self = g_object_new (CATENA_TYPE_PREFERENCES_DIALOG, NULL);
  g_autofree char *format = g_settings_get_string (settings, "default-format");

  g_settings_bind (settings, "backup-on-save", self->backup_row, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "remember-recent", self->recent_row, "active", G_SETTINGS_BIND_DEFAULT);
  catena_format_row_set_format (self->format_row, ks_format_find (format));
  self->settings = g_object_ref (settings);
  self->requests = g_object_ref (requests);
  return ADW_DIALOG (self);
}
