/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-format-row.h"
#include "catena-new-keystore-dialog.h"
#include "catena-new-password-group.h"

struct _CatenaNewKeystoreDialog {
  AdwDialog parent_instance;

  CatenaFormatRow *format_row;
  CatenaNewPasswordGroup *password_group;
  GtkWidget *create_button;
};

enum {
  SIGNAL_MADE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CatenaNewKeystoreDialog, catena_new_keystore_dialog, ADW_TYPE_DIALOG)

static gboolean
has_password (CatenaNewKeystoreDialog *self)
{
  const KsFormat *format = catena_format_row_get_format (self->format_row);

  return format != NULL && (format->flags & KS_FORMAT_STORE_PASSWORD) != 0;
}

static void
update_cb (CatenaNewKeystoreDialog *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->password_group), has_password (self));
  gtk_widget_set_sensitive (self->create_button, !has_password (self) ||
                                                   catena_new_password_group_is_valid (self->password_group));
}

static void
cancel_cb (CatenaNewKeystoreDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
create_cb (CatenaNewKeystoreDialog *self)
{
  const KsFormat *format = catena_format_row_get_format (self->format_row);
  g_autoptr (KsStore) store = ks_store_new (format);

  if (has_password (self)) {
    g_autoptr (KsSecret) password = catena_new_password_group_take (self->password_group);

    ks_store_set_loaded_password (store, password);
    ks_store_set_integrity (store, KS_INTEGRITY_VERIFIED);
  }
  g_signal_emit (self, signals[SIGNAL_MADE], 0, store);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
catena_new_keystore_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_NEW_KEYSTORE_DIALOG);

  G_OBJECT_CLASS (catena_new_keystore_dialog_parent_class)->dispose (object);
}

static void
catena_new_keystore_dialog_class_init (CatenaNewKeystoreDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_new_keystore_dialog_dispose;

  signals[SIGNAL_MADE] = g_signal_new ("made", CATENA_TYPE_NEW_KEYSTORE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, KS_TYPE_STORE);

  g_type_ensure (CATENA_TYPE_FORMAT_ROW);
  g_type_ensure (CATENA_TYPE_NEW_PASSWORD_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/dialogs/catena-new-keystore-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaNewKeystoreDialog, format_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaNewKeystoreDialog, password_group);
  gtk_widget_class_bind_template_child (widget_class, CatenaNewKeystoreDialog, create_button);
  gtk_widget_class_bind_template_callback (widget_class, update_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, create_cb);
}

static void
catena_new_keystore_dialog_init (CatenaNewKeystoreDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * catena_new_keystore_dialog_new:
 * @format: (nullable): the format that is proposed
 *
 * Returns: (transfer floating): a new dialog
 */
AdwDialog *
catena_new_keystore_dialog_new (const KsFormat *format)
{
  CatenaNewKeystoreDialog *self = g_object_new (CATENA_TYPE_NEW_KEYSTORE_DIALOG, NULL);

  catena_format_row_set_format (self->format_row, format);
  update_cb (self);
  return ADW_DIALOG (self);
}
