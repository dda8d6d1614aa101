/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-password-dialog.h"

/* Most passwords are tried before anybody could see a spinner turn. */
#define SPINNER_MS 300

struct _CatenaPasswordDialog {
  AdwDialog parent_instance;

  GtkLabel *body_label;
  GtkWidget *password_row;
  GtkLabel *reason_label;
  GtkWidget *spinner;
  GtkWidget *submit_button;
  GtkWidget *alternative_button;
  guint spinner_id;
};

enum {
  SIGNAL_SUBMITTED,
  SIGNAL_ALTERNATIVE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CatenaPasswordDialog, catena_password_dialog, ADW_TYPE_DIALOG)

static gboolean
spinner_cb (gpointer user_data)
{
  CatenaPasswordDialog *self = user_data;

  self->spinner_id = 0;
  gtk_widget_set_visible (self->spinner, TRUE);
  return G_SOURCE_REMOVE;
}

static void
set_busy (CatenaPasswordDialog *self, gboolean busy)
{
  g_clear_handle_id (&self->spinner_id, g_source_remove);
  if (busy)
    self->spinner_id = g_timeout_add (SPINNER_MS, spinner_cb, self);
  gtk_widget_set_visible (self->spinner, FALSE);
  /* Not insensitive: a field that loses its focus that way complains. */
  gtk_editable_set_editable (GTK_EDITABLE (self->password_row), !busy);
  gtk_widget_set_sensitive (self->submit_button, !busy);
  gtk_widget_set_sensitive (self->alternative_button, !busy);
}

static void
set_reason (CatenaPasswordDialog *self, const char *reason)
{
  gtk_label_set_label (self->reason_label, reason != NULL ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason_label), reason != NULL);
  if (reason != NULL) {
    gtk_widget_add_css_class (self->password_row, "error");
    gtk_accessible_update_state (GTK_ACCESSIBLE (self->password_row), GTK_ACCESSIBLE_STATE_INVALID,
                                 GTK_ACCESSIBLE_INVALID_TRUE, -1);
    gtk_accessible_announce (GTK_ACCESSIBLE (self), reason, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
  } else {
    gtk_widget_remove_css_class (self->password_row, "error");
    gtk_accessible_reset_state (GTK_ACCESSIBLE (self->password_row), GTK_ACCESSIBLE_STATE_INVALID);
  }
}

static void
cancel_cb (CatenaPasswordDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
changed_cb (CatenaPasswordDialog *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->password_row)) != '\0')
    set_reason (self, NULL);
}

static void
submit_cb (CatenaPasswordDialog *self)
{
  g_autoptr (KsSecret) password = NULL;

  if (!gtk_widget_get_sensitive (self->submit_button))
    return;

  password = catena_password_take (GTK_EDITABLE (self->password_row));
  set_reason (self, NULL);
  set_busy (self, TRUE);
  g_signal_emit (self, signals[SIGNAL_SUBMITTED], 0, password);
}

static void
alternative_cb (CatenaPasswordDialog *self)
{
  g_signal_emit (self, signals[SIGNAL_ALTERNATIVE], 0);
}

static void
catena_password_dialog_dispose (GObject *object)
{
  CatenaPasswordDialog *self = CATENA_PASSWORD_DIALOG (object);

  g_clear_handle_id (&self->spinner_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_PASSWORD_DIALOG);

  G_OBJECT_CLASS (catena_password_dialog_parent_class)->dispose (object);
}

static void
catena_password_dialog_class_init (CatenaPasswordDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_password_dialog_dispose;

  signals[SIGNAL_SUBMITTED] = g_signal_new ("submitted", CATENA_TYPE_PASSWORD_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                            NULL, NULL, NULL, G_TYPE_NONE, 1, KS_TYPE_SECRET);
  signals[SIGNAL_ALTERNATIVE] = g_signal_new ("alternative", CATENA_TYPE_PASSWORD_DIALOG, G_SIGNAL_RUN_LAST,
                                              0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/dialogs/catena-password-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaPasswordDialog, body_label);
  gtk_widget_class_bind_template_child (widget_class, CatenaPasswordDialog, password_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaPasswordDialog, reason_label);
  gtk_widget_class_bind_template_child (widget_class, CatenaPasswordDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, CatenaPasswordDialog, submit_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaPasswordDialog, alternative_button);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, submit_cb);
  gtk_widget_class_bind_template_callback (widget_class, alternative_cb);
}

static void
catena_password_dialog_init (CatenaPasswordDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * catena_password_dialog_new:
 * @title: what is asked, in header capitals
 * @body: whose password it is; shown as it is, without markup
 * @verb: the label of the button, with a mnemonic
 *
 * Returns: (transfer floating): a new dialog
 */
AdwDialog *
catena_password_dialog_new (const char *title, const char *body, const char *verb)
{
  CatenaPasswordDialog *self = g_object_new (CATENA_TYPE_PASSWORD_DIALOG, "title", title, NULL);

  gtk_label_set_label (self->body_label, body);
  gtk_button_set_label (GTK_BUTTON (self->submit_button), verb);
  return ADW_DIALOG (self);
}

/**
 * catena_password_dialog_set_alternative:
 * @self: a dialog
 * @label: the label of a second button, with a mnemonic
 *
 * Offers to go on without the password.
 */
void
catena_password_dialog_set_alternative (CatenaPasswordDialog *self, const char *label)
{
  gtk_button_set_label (GTK_BUTTON (self->alternative_button), label);
  gtk_widget_set_visible (self->alternative_button, TRUE);
}

/**
 * catena_password_dialog_refuse:
 * @self: a dialog that has submitted a password
 * @reason: why it was not taken
 *
 * Lets the person try again.
 */
void
catena_password_dialog_refuse (CatenaPasswordDialog *self, const char *reason)
{
  set_busy (self, FALSE);
  set_reason (self, reason);
  gtk_widget_grab_focus (self->password_row);
}

/**
 * catena_password_take:
 * @editable: a password field
 *
 * Takes a password out of a field, which is empty afterwards.
 *
 * Returns: (transfer full): the password
 */
KsSecret *
catena_password_take (GtkEditable *editable)
{
  KsSecret *password = ks_secret_new_from_string (gtk_editable_get_text (editable));

  gtk_editable_set_text (editable, "");
  return password;
}
