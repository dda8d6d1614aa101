/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-password-strength.h"

#include <glib/gi18n-lib.h>

#include "ks-password-maker.h"

struct _KwPasswordStrength {
  AdwBin parent_instance;

  GtkLevelBar *bar;
  GtkLabel *word;
  GtkLabel *hint;
};

G_DEFINE_FINAL_TYPE (KwPasswordStrength, kw_password_strength, ADW_TYPE_BIN)

static void
kw_password_strength_dispose (GObject *object)
{
  /* The bin would unparent its child a second time. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), KW_TYPE_PASSWORD_STRENGTH);

  G_OBJECT_CLASS (kw_password_strength_parent_class)->dispose (object);
}

static void
kw_password_strength_class_init (KwPasswordStrengthClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kw_password_strength_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/catena_keystore/Catena/widgets/kw-password-strength.ui");
  gtk_widget_class_bind_template_child (widget_class, KwPasswordStrength, bar);
  gtk_widget_class_bind_template_child (widget_class, KwPasswordStrength, word);
  gtk_widget_class_bind_template_child (widget_class, KwPasswordStrength, hint);
}

static void
kw_password_strength_init (KwPasswordStrength *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* The usual limits are for values from 0 to 1: one of four steps would look full. */
  gtk_level_bar_add_offset_value (self->bar, GTK_LEVEL_BAR_OFFSET_LOW, 1);
  gtk_level_bar_add_offset_value (self->bar, GTK_LEVEL_BAR_OFFSET_HIGH, 3);
  gtk_level_bar_add_offset_value (self->bar, GTK_LEVEL_BAR_OFFSET_FULL, 4);
  kw_password_strength_rate (self, "");
}

/**
 * kw_password_strength_new:
 *
 * Returns: (transfer floating): a bar for no password
 */
GtkWidget *
kw_password_strength_new (void)
{
  return g_object_new (KW_TYPE_PASSWORD_STRENGTH, NULL);
}

/* A password that everybody knows gets one step, too: an empty bar looks as if nothing was typed. */
static double
get_steps (KsPasswordLevel level)
{
  switch (level) {
  case KS_PASSWORD_NONE:
    return 0;
  case KS_PASSWORD_KNOWN:
  case KS_PASSWORD_WEAK:
    return 1;
  case KS_PASSWORD_FAIR:
    return 2;
  case KS_PASSWORD_GOOD:
    return 3;
  case KS_PASSWORD_STRONG:
  default:
    return 4;
  }
}

/**
 * kw_password_strength_rate:
 * @self: the bar
 * @password: UTF-8; not kept
 *
 * Shows how strong @password is.
 */
void
kw_password_strength_rate (KwPasswordStrength *self, const char *password)
{
  KsPasswordStrength strength;
  gboolean has_one;

  g_return_if_fail (KW_IS_PASSWORD_STRENGTH (self));

  strength = ks_password_rate (password);
  has_one = strength.level != KS_PASSWORD_NONE;
  gtk_level_bar_set_value (self->bar, get_steps (strength.level));
  gtk_label_set_label (self->word, ks_password_level_get_name (strength.level));
  gtk_label_set_label (self->hint, has_one ? strength.hint : _ ("Type a password, or have one generated."));
}
