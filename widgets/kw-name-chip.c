/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "kw-name-chip.h"

#include <glib/gi18n.h>

#include "kw-status-mark.h"
#include "kw-text.h"

struct _KwNameChip {
  GtkWidget parent_instance;

  KwStatusMark *mark;
  GtkLabel *tag;
  GtkLabel *name;
};

G_DEFINE_FINAL_TYPE (KwNameChip, kw_name_chip, GTK_TYPE_WIDGET)

static void
kw_name_chip_dispose (GObject *object)
{
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (object), KW_TYPE_NAME_CHIP);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (kw_name_chip_parent_class)->dispose (object);
}

static void
kw_name_chip_class_init (KwNameChipClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kw_name_chip_dispose;

  g_type_ensure (KW_TYPE_STATUS_MARK);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/widgets/kw-name-chip.ui");
  gtk_widget_class_bind_template_child (widget_class, KwNameChip, mark);
  gtk_widget_class_bind_template_child (widget_class, KwNameChip, tag);
  gtk_widget_class_bind_template_child (widget_class, KwNameChip, name);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "kwchip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static void
kw_name_chip_init (KwNameChip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
dup_tooltip (const KsGeneralName *name, const char *text)
{
  g_autofree char *unicode = kw_text_plain (name->unicode);

  if (name->problem != NULL)
    return g_strdup_printf ("%s\n%s", text, name->problem);
  if (*unicode != '\0')
    return g_strdup_printf ("%s\n%s", text, unicode);
  return g_strdup (text);
}

/**
 * kw_name_chip_new:
 * @name: an alternative name
 *
 * Makes the chip of a name. What is malformed carries a triangle, and the reason in the tooltip.
 *
 * Returns: (transfer floating): the new chip
 */
GtkWidget *
kw_name_chip_new (const KsGeneralName *name)
{
  KwNameChip *self = g_object_new (KW_TYPE_NAME_CHIP, NULL);
  g_autofree char *shown = kw_text_show (name->text);
  g_autofree char *plain = kw_text_plain (name->text);
  g_autofree char *tooltip = dup_tooltip (name, plain);
  const char *tag = ks_general_name_type_get_tag (name->type);
  g_autofree char *label = g_strdup_printf ("%s %s", tag, plain);

  gtk_label_set_label (self->tag, tag);
  gtk_label_set_label (self->name, shown);
  gtk_widget_set_visible (GTK_WIDGET (self->mark), name->problem != NULL);
  if (name->problem != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "malformed");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  name->problem != NULL ? name->problem : "", -1);
  return GTK_WIDGET (self);
}
