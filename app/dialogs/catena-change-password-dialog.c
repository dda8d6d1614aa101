/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-change-password-dialog.h"
#include "catena-new-password-group.h"

struct _CatenaChangePasswordDialog {
  AdwDialog parent_instance;

  GtkLabel *body_label;
  CatenaNewPasswordGroup *group;
};

enum {
  SIGNAL_ACCEPTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CatenaChangePasswordDialog, catena_change_password_dialog, ADW_TYPE_DIALOG)

static void
cancel_cb (CatenaChangePasswordDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
accept_cb (CatenaChangePasswordDialog *self)
{
  g_autoptr (KsSecret) password = catena_new_password_group_take (self->group);

  g_signal_emit (self, signals[SIGNAL_ACCEPTED], 0, password);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
catena_change_password_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_CHANGE_PASSWORD_DIALOG);

  G_OBJECT_CLASS (catena_change_password_dialog_parent_class)->dispose (object);
}

static void
catena_change_password_dialog_class_init (CatenaChangePasswordDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_change_password_dialog_dispose;

  signals[SIGNAL_ACCEPTED] = g_signal_new ("accepted", CATENA_TYPE_CHANGE_PASSWORD_DIALOG, G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 1, KS_TYPE_SECRET);

  g_type_ensure (CATENA_TYPE_NEW_PASSWORD_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/dialogs/catena-change-password-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaChangePasswordDialog, body_label);
  gtk_widget_class_bind_template_child (widget_class, CatenaChangePasswordDialog, group);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, accept_cb);
}

static void
catena_change_password_dialog_init (CatenaChangePasswordDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * catena_change_password_dialog_new:
 * @title: whose password it is, in header capitals
 * @body: what else will change
 *
 * Returns: (transfer floating): a new dialog
 */
AdwDialog *
catena_change_password_dialog_new (const char *title, const char *body)
{
  CatenaChangePasswordDialog *self = g_object_new (CATENA_TYPE_CHANGE_PASSWORD_DIALOG, "title", title, NULL);

  gtk_label_set_label (self->body_label, body);
  return ADW_DIALOG (self);
}
