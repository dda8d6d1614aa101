/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-asn1-row.h"

#include <glib/gi18n.h>

#include "kw-text.h"

struct _KwAsn1Row {
  GtkWidget parent_instance;

  GtkLabel *label;
  GtkLabel *tag;
  GtkWidget *signed_label;
  GtkLabel *place;
  GtkLabel *value;
};

G_DEFINE_FINAL_TYPE (KwAsn1Row, kw_asn1_row, GTK_TYPE_WIDGET)

static void
kw_asn1_row_dispose (GObject *object)
{
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (object), KW_TYPE_ASN1_ROW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (kw_asn1_row_parent_class)->dispose (object);
}

static void
kw_asn1_row_class_init (KwAsn1RowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kw_asn1_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/catena_keystore/Catena/widgets/kw-asn1-row.ui");
  gtk_widget_class_bind_template_child (widget_class, KwAsn1Row, label);
  gtk_widget_class_bind_template_child (widget_class, KwAsn1Row, tag);
  gtk_widget_class_bind_template_child (widget_class, KwAsn1Row, signed_label);
  gtk_widget_class_bind_template_child (widget_class, KwAsn1Row, place);
  gtk_widget_class_bind_template_child (widget_class, KwAsn1Row, value);
}

static void
kw_asn1_row_init (KwAsn1Row *self)
{
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kw_asn1_row_new:
 *
 * Returns: (transfer floating): a row without element
 */
GtkWidget *
kw_asn1_row_new (void)
{
  return g_object_new (KW_TYPE_ASN1_ROW, NULL);
}

static char *
dup_value (KwAsn1Item *item)
{
  g_autofree char *value =
    ks_asn1_tree_dup_value (kw_asn1_item_get_tree (item), kw_asn1_item_get_index (item));

  return kw_text_show (value);
}

/* What it is called comes first; what has no name is called by its type. */
static void
show_names (KwAsn1Row *self, const KsAsn1Element *element)
{
  g_autofree char *tag = ks_asn1_element_dup_tag (element);
  const char *name = element->label != NULL ? element->label : element->type;

  gtk_label_set_label (self->label, name != NULL ? name : tag);
  gtk_label_set_label (self->tag, name != NULL ? tag : "");
}

/**
 * kw_asn1_row_set_item:
 * @self: a row
 * @item: an element
 * @is_signed: whether it is what a signature is about
 *
 * Shows an element.
 */
void
kw_asn1_row_set_item (KwAsn1Row *self, KwAsn1Item *item, gboolean is_signed)
{
  const KsAsn1Element *element = kw_asn1_item_get_element (item);
  g_autofree char *place =
    g_strdup_printf ("%" G_GSIZE_FORMAT " · %" G_GSIZE_FORMAT, element->offset, element->size);
  g_autofree char *value = dup_value (item);

  g_return_if_fail (KW_IS_ASN1_ROW (self));

  show_names (self, element);
  gtk_widget_set_visible (self->signed_label, is_signed);
  gtk_label_set_label (self->place, place);
  gtk_label_set_label (self->value, value);
  gtk_widget_set_visible (GTK_WIDGET (self->value), *value != '\0');
  if (element->problem != KS_ASN1_NO_PROBLEM)
    gtk_widget_add_css_class (GTK_WIDGET (self->value), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->value), "error");
}

/**
 * kw_asn1_row_dup_name:
 * @item: an element
 * @is_signed: whether it is what a signature is about
 *
 * Returns: (transfer full): everything that its row says, for those who hear it
 */
char *
kw_asn1_row_dup_name (KwAsn1Item *item, gboolean is_signed)
{
  const KsAsn1Element *element = kw_asn1_item_get_element (item);
  g_autofree char *tag = ks_asn1_element_dup_tag (element);
  g_autofree char *value = dup_value (item);
  const char *name = element->label != NULL ? element->label : element->type;
  /* Translators: an element of a file: %zu bytes long, %zu is how many bytes are before it */
  g_autofree char *place = g_strdup_printf (ngettext ("%zu byte at %zu", "%zu bytes at %zu", element->size),
                                            element->size, element->offset);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;

  if (name != NULL)
    g_strv_builder_add (builder, name);
  if (*tag != '\0')
    g_strv_builder_add (builder, tag);
  if (*value != '\0')
    g_strv_builder_add (builder, value);
  g_strv_builder_add (builder, place);
  if (is_signed)
    /* Translators: the part of a certificate that its signature is about */
    g_strv_builder_add (builder, _ ("signed"));
  parts = g_strv_builder_end (builder);
  return g_strjoinv (", ", parts);
}
