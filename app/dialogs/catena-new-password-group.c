/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-new-password-group.h"
#include "catena-password-dialog.h"
#include "catena-secret-clipboard.h"
#include "ks-password-maker.h"
#include "kw-password-strength.h"

/* Java's own tools refuse to write with a shorter one. */
#define JAVA_MINIMUM 6

struct _CatenaNewPasswordGroup {
  AdwPreferencesGroup parent_instance;

  GtkEditable *password_row;
  GtkEditable *repeat_row;
  GtkWidget *copy_button;
  KwPasswordStrength *strength;
  gboolean is_valid;
};

enum {
  PROP_0,
  PROP_IS_VALID,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CatenaNewPasswordGroup, catena_new_password_group, ADW_TYPE_PREFERENCES_GROUP)

static const char *
find_advice (const char *password, const char *repeat)
{
  if (*repeat != '\0' && !g_str_has_prefix (password, repeat))
    return _ ("The two passwords differ");
  if (*password != '\0' && g_utf8_strlen (password, -1) < JAVA_MINIMUM)
    return _ ("Java’s keytool wants at least 6 characters");

  return "";
}

static GtkText *
get_text (CatenaNewPasswordGroup *self)
{
  return GTK_TEXT (gtk_editable_get_delegate (self->password_row));
}

static gboolean
shows_password (CatenaNewPasswordGroup *self)
{
  return gtk_text_get_visibility (get_text (self));
}

static void
changed_cb (CatenaNewPasswordGroup *self)
{
  const char *password = gtk_editable_get_text (self->password_row);
  const char *repeat = gtk_editable_get_text (self->repeat_row);
  gboolean is_valid = *password != '\0' && g_str_equal (password, repeat);

  kw_password_strength_rate (self->strength, password);
  gtk_widget_set_visible (self->copy_button, *password != '\0' && shows_password (self));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), find_advice (password, repeat));
  if (is_valid || g_str_has_prefix (password, repeat))
    gtk_widget_remove_css_class (GTK_WIDGET (self->repeat_row), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->repeat_row), "error");

  if (self->is_valid != is_valid) {
    self->is_valid = is_valid;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_VALID]);
  }
}

/* Nobody can know a password that nobody sees. */
static void
generate_cb (CatenaNewPasswordGroup *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KsSecret) password = ks_password_make (&error);

  if (password == NULL) {
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), error->message);
    return;
  }

  gtk_text_set_visibility (get_text (self), TRUE);
  gtk_editable_set_text (self->password_row, ks_secret_get_text (password));
  gtk_editable_set_text (self->repeat_row, ks_secret_get_text (password));
  gtk_accessible_announce (GTK_ACCESSIBLE (self), _ ("Password generated"),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
copy_cb (CatenaNewPasswordGroup *self)
{
  g_autoptr (KsSecret) password = ks_secret_new_from_string (gtk_editable_get_text (self->password_row));

  catena_secret_clipboard_copy (GTK_WIDGET (self), password);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), _ ("Password copied for 45 seconds"),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
catena_new_password_group_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_NEW_PASSWORD_GROUP);

  G_OBJECT_CLASS (catena_new_password_group_parent_class)->dispose (object);
}

static void
catena_new_password_group_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  CatenaNewPasswordGroup *self = CATENA_NEW_PASSWORD_GROUP (object);

  switch (prop_id) {
  case PROP_IS_VALID:
    g_value_set_boolean (value, self->is_valid);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
catena_new_password_group_class_init (CatenaNewPasswordGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = catena_new_password_group_dispose;
  object_class->get_property = catena_new_password_group_get_property;

  properties[PROP_IS_VALID] =
    g_param_spec_boolean ("is-valid", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (KW_TYPE_PASSWORD_STRENGTH);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/dialogs/catena-new-password-group.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaNewPasswordGroup, password_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaNewPasswordGroup, repeat_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaNewPasswordGroup, copy_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaNewPasswordGroup, strength);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, generate_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
}

static void
catena_new_password_group_init (CatenaNewPasswordGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (get_text (self), "notify::visibility", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * catena_new_password_group_is_valid:
 * @self: a group
 *
 * Returns: whether there is a password to take
 */
gboolean
catena_new_password_group_is_valid (CatenaNewPasswordGroup *self)
{
  return self->is_valid;
}

/**
 * catena_new_password_group_dup:
 * @self: a valid group
 *
 * The password as it is typed now, for questions about it; it stays in the fields.
 *
 * Returns: (transfer full): the new password
 */
KsSecret *
catena_new_password_group_dup (CatenaNewPasswordGroup *self)
{
  return ks_secret_new_from_string (gtk_editable_get_text (self->password_row));
}

/**
 * catena_new_password_group_take:
 * @self: a valid group
 *
 * Takes the password; both fields are empty afterwards.
 *
 * Returns: (transfer full): the new password
 */
KsSecret *
catena_new_password_group_take (CatenaNewPasswordGroup *self)
{
  KsSecret *password = catena_password_take (self->password_row);

  gtk_editable_set_text (self->repeat_row, "");
  gtk_text_set_visibility (get_text (self), FALSE);
  return password;
}
