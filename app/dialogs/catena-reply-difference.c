/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-reply-difference.h"

#include <glib/gi18n.h>

#include "kw-status-mark.h"
#include "kw-table-layout.h"
#include "kw-text.h"

struct _CatenaReplyDifference {
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (CatenaReplyDifference, catena_reply_difference, GTK_TYPE_WIDGET)

static void
catena_reply_difference_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (catena_reply_difference_parent_class)->dispose (object);
}

static void
catena_reply_difference_class_init (CatenaReplyDifferenceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_reply_difference_dispose;
  gtk_widget_class_set_css_name (widget_class, "replydifference");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ROW);
}

static void
catena_reply_difference_init (CatenaReplyDifference *self)
{
  gtk_widget_set_layout_manager (GTK_WIDGET (self), g_object_new (KW_TYPE_TABLE_LAYOUT, "first", 0.32, NULL));
}

static GtkWidget *
new_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_WORD);
  /* A hyphen would look like part of the value. */
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static gboolean
is_name (const KsReplyDifference *difference)
{
  return g_str_equal (difference->label, ks_general_name_type_get_tag (KS_GENERAL_NAME_DNS)) ||
         g_str_equal (difference->label, ks_general_name_type_get_tag (KS_GENERAL_NAME_IP));
}

/* Hosts speak for themselves; anything else says what it is. */
static GtkWidget *
new_value (const KsReplyDifference *difference, const char *text, gboolean with_label)
{
  g_autofree char *shown = kw_text_show (text);
  GtkWidget *value = new_label (*text != '\0' ? shown : "—", *text != '\0' ? NULL : "dimmed");
  GtkWidget *box = NULL;

  gtk_label_set_selectable (GTK_LABEL (value), *text != '\0');
  gtk_widget_set_valign (value, GTK_ALIGN_CENTER);
  if (!with_label || is_name (difference))
    return value;

  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), new_label (difference->label, "caption-heading"));
  gtk_box_append (GTK_BOX (box), value);
  gtk_widget_add_css_class (gtk_widget_get_first_child (box), "dimmed");
  return box;
}

static GtkWidget *
new_state (const KsReplyDifference *difference)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = new_label (difference->sentence, NULL);

  if (difference->state == KS_STATE_FAIL)
    gtk_widget_add_css_class (label, "error");
  else if (difference->state == KS_STATE_WARNING)
    gtk_widget_add_css_class (label, "warning");
  else if (difference->state != KS_STATE_INFO)
    gtk_widget_add_css_class (label, "dimmed");
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), kw_status_mark_new (difference->state));
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

/**
 * catena_reply_difference_new:
 * @difference: a row of the comparison
 *
 * Returns: (transfer floating): the new row
 */
GtkWidget *
catena_reply_difference_new (const KsReplyDifference *difference)
{
  GtkWidget *self = g_object_new (CATENA_TYPE_REPLY_DIFFERENCE, NULL);
  const char *requested = *difference->requested != '\0' ? difference->requested : _ ("nothing");
  const char *issued = *difference->issued != '\0' ? difference->issued : _ ("nothing");
  g_autofree char *name = NULL;

  gtk_widget_set_parent (new_value (difference, difference->requested, TRUE), self);
  gtk_widget_set_parent (new_value (difference, difference->issued, FALSE), self);
  gtk_widget_set_parent (new_state (difference), self);

  /* Translators: what kind of value, what was requested, what was issued, and what that means */
  name = g_strdup_printf (_ ("%s: requested %s, issued %s: %s"), difference->label, requested, issued,
                          difference->sentence);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return self;
}

/**
 * catena_reply_difference_new_head:
 * @requested: what stands above the first column
 *
 * Returns: (transfer floating): the head of the table
 */
GtkWidget *
catena_reply_difference_new_head (const char *requested)
{
  GtkWidget *self = g_object_new (CATENA_TYPE_REPLY_DIFFERENCE, NULL);
  const char *const texts[] = { requested, _ ("Issued"), "" };

  gtk_widget_add_css_class (self, "head");
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    GtkWidget *label = new_label (texts[i], "caption-heading");

    gtk_widget_add_css_class (label, "dimmed");
    gtk_widget_set_parent (label, self);
  }
  return self;
}
