/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-import-lock.h"
#include "catena-password-dialog.h"
#include "kw-text.h"

struct _CatenaImportLock {
  AdwBin parent_instance;

  GtkLabel *title_label;
  GtkWidget *reason_box;
  GtkWidget *reason_icon;
  GtkLabel *reason_label;
  GtkWidget *password_box;
  GtkWidget *password;
  GtkWidget *spinner;
  GtkWidget *button;
};

enum {
  SIGNAL_SUBMITTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CatenaImportLock, catena_import_lock, ADW_TYPE_BIN)

static void
submit_cb (CatenaImportLock *self)
{
  g_autoptr (KsSecret) password = NULL;

  if (!gtk_widget_get_sensitive (self->button))
    return;

  password = catena_password_take (GTK_EDITABLE (self->password));
  catena_import_lock_set_busy (self, TRUE);
  g_signal_emit (self, signals[SIGNAL_SUBMITTED], 0, password);
}

static void
changed_cb (CatenaImportLock *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->password)) != '\0')
    gtk_widget_remove_css_class (self->password, "error");
}

static void
catena_import_lock_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_IMPORT_LOCK);

  G_OBJECT_CLASS (catena_import_lock_parent_class)->dispose (object);
}

static gboolean
catena_import_lock_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (CATENA_IMPORT_LOCK (widget)->password);
}

static void
catena_import_lock_class_init (CatenaImportLockClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_import_lock_dispose;
  widget_class->grab_focus = catena_import_lock_grab_focus;

  signals[SIGNAL_SUBMITTED] = g_signal_new ("submitted", CATENA_TYPE_IMPORT_LOCK, G_SIGNAL_RUN_LAST, 0, NULL,
                                            NULL, NULL, G_TYPE_NONE, 1, KS_TYPE_SECRET);

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/dialogs/catena-import-lock.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaImportLock, title_label);
  gtk_widget_class_bind_template_child (widget_class, CatenaImportLock, reason_box);
  gtk_widget_class_bind_template_child (widget_class, CatenaImportLock, reason_icon);
  gtk_widget_class_bind_template_child (widget_class, CatenaImportLock, reason_label);
  gtk_widget_class_bind_template_child (widget_class, CatenaImportLock, password_box);
  gtk_widget_class_bind_template_child (widget_class, CatenaImportLock, password);
  gtk_widget_class_bind_template_child (widget_class, CatenaImportLock, spinner);
  gtk_widget_class_bind_template_child (widget_class, CatenaImportLock, button);
  gtk_widget_class_bind_template_callback (widget_class, submit_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
catena_import_lock_init (CatenaImportLock *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * catena_import_lock_new:
 * @title: name of the file, for people
 *
 * Returns: (transfer floating): a new widget, which asks for a password
 */
GtkWidget *
catena_import_lock_new (const char *title)
{
  CatenaImportLock *self = g_object_new (CATENA_TYPE_IMPORT_LOCK, NULL);
  g_autofree char *visible = kw_text_show (title);
  g_autofree char *plain = kw_text_plain (title);

  gtk_label_set_label (self->title_label, visible);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title_label), plain);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->password), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, plain,
                                  -1);

  return GTK_WIDGET (self);
}

/**
 * catena_import_lock_set_reason:
 * @self: a widget
 * @reason: (nullable): a sentence
 * @is_error: whether it is a problem
 *
 * Says what is the matter with the file.
 */
void
catena_import_lock_set_reason (CatenaImportLock *self, const char *reason, gboolean is_error)
{
  gtk_label_set_label (self->reason_label, reason != NULL ? reason : "");
  gtk_widget_set_visible (self->reason_box, reason != NULL);
  gtk_widget_set_visible (self->reason_icon, is_error);
  if (!is_error) {
    gtk_widget_remove_css_class (self->password, "error");
    gtk_widget_remove_css_class (GTK_WIDGET (self->reason_label), "error");
    return;
  }
  gtk_widget_add_css_class (self->password, "error");
  gtk_widget_add_css_class (GTK_WIDGET (self->reason_label), "error");
  gtk_accessible_announce (GTK_ACCESSIBLE (self), reason, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

/**
 * catena_import_lock_set_asks:
 * @self: a widget
 * @asks: whether a password may help
 *
 * Shows the field for the password.
 */
void
catena_import_lock_set_asks (CatenaImportLock *self, gboolean asks)
{
  gtk_widget_set_visible (self->password_box, asks);
}

/**
 * catena_import_lock_set_busy:
 * @self: a widget
 * @is_busy: whether a password is being tried
 *
 * Keeps the field until it is known whether the password is right.
 */
void
catena_import_lock_set_busy (CatenaImportLock *self, gboolean is_busy)
{
  gtk_widget_set_visible (self->spinner, is_busy);
  gtk_editable_set_editable (GTK_EDITABLE (self->password), !is_busy);
  gtk_widget_set_sensitive (self->button, !is_busy);
}
