/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-reply-surplus-row.h"

#include <glib/gi18n.h>

#include "kw-text.h"

struct _CatenaReplySurplusRow {
  AdwActionRow parent_instance;

  KsReplyPlan *plan;
  const KsReplySurplus *surplus;
  GtkSwitch *leave_out; /* NULL: it cannot be kept */
};

enum {
  PROP_IS_KEPT = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CatenaReplySurplusRow, catena_reply_surplus_row, ADW_TYPE_ACTION_ROW)

static void
catena_reply_surplus_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  CatenaReplySurplusRow *self = CATENA_REPLY_SURPLUS_ROW (object);

  switch (prop_id) {
  case PROP_IS_KEPT:
    g_value_set_boolean (value, catena_reply_surplus_row_get_kept (self) != NULL);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
catena_reply_surplus_row_dispose (GObject *object)
{
  CatenaReplySurplusRow *self = CATENA_REPLY_SURPLUS_ROW (object);

  self->leave_out = NULL;
  g_clear_pointer (&self->plan, ks_reply_plan_unref);

  G_OBJECT_CLASS (catena_reply_surplus_row_parent_class)->dispose (object);
}

static void
catena_reply_surplus_row_class_init (CatenaReplySurplusRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = catena_reply_surplus_row_dispose;
  object_class->get_property = catena_reply_surplus_row_get_property;

  properties[PROP_IS_KEPT] =
    g_param_spec_boolean ("is-kept", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
catena_reply_surplus_row_init (CatenaReplySurplusRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
}

static void
changed_cb (CatenaReplySurplusRow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_KEPT]);
}

/* As it is in the way of nothing, it is left out until somebody wants it. */
static void
add_switch (CatenaReplySurplusRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (_ ("Leave Out"));
  g_autofree char *title = kw_text_plain (self->surplus->title);
  /* Translators: %s is the name of a certificate */
  g_autofree char *name = g_strdup_printf (_ ("Leave Out “%s”"), title);

  self->leave_out = GTK_SWITCH (gtk_switch_new ());
  gtk_switch_set_active (self->leave_out, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->leave_out), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->leave_out),
                               _ ("Otherwise it is added to the keystore as a trusted certificate"));
  g_signal_connect_object (self->leave_out, "notify::active", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (label, "dimmed");
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->leave_out));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), box);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (self->leave_out));
}

static gboolean
can_be_kept (const KsReplySurplus *surplus)
{
  return surplus->certificate != NULL && surplus->reason != KS_REPLY_SURPLUS_DUPLICATE &&
         surplus->reason != KS_REPLY_SURPLUS_UNREADABLE;
}

/**
 * catena_reply_surplus_row_new:
 * @plan: a plan, which is kept
 * @surplus: one thing that it does not use
 * @can_keep: whether there is a keystore that could get it
 *
 * Returns: (transfer floating): the new row
 */
GtkWidget *
catena_reply_surplus_row_new (KsReplyPlan *plan, const KsReplySurplus *surplus, gboolean can_keep)
{
  CatenaReplySurplusRow *self = g_object_new (CATENA_TYPE_REPLY_SURPLUS_ROW, NULL);
  g_autofree char *title = kw_text_show (surplus->title);
  GtkWidget *icon =
    gtk_image_new_from_icon_name (kw_kind_icon (surplus->reason == KS_REPLY_SURPLUS_NO_CERTIFICATE
                                                  ? KS_ENTRY_KEY
                                                  : KS_ENTRY_CERTIFICATE));

  self->plan = ks_reply_plan_ref (plan);
  self->surplus = surplus;
  gtk_accessible_update_state (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_widget_add_css_class (icon, "dimmed");
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), icon);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), surplus->sentence);
  if (can_keep && can_be_kept (surplus))
    add_switch (self);

  return GTK_WIDGET (self);
}

/**
 * catena_reply_surplus_row_get_kept:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): its certificate, where that shall be kept
 */
KsCertificate *
catena_reply_surplus_row_get_kept (CatenaReplySurplusRow *self)
{
  return self->leave_out != NULL && !gtk_switch_get_active (self->leave_out) ? self->surplus->certificate
                                                                             : NULL;
}
