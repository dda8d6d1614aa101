/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-chain-ring.h"

#include <glib/gi18n.h>

#include "kw-chain-layout.h"
#include "kw-chain-shape.h"
#include "kw-chain-text.h"
#include "kw-text.h"

#define ICON_SIZE 18

struct _KwChainRing {
  KwChainNode parent_instance;

  GtkWidget *icon;
  GtkWidget *labels;
  gboolean is_reached;
};

G_DEFINE_FINAL_TYPE (KwChainRing, kw_chain_ring, KW_TYPE_CHAIN_NODE)

static gboolean
is_vertical (KwChainRing *self)
{
  return kw_chain_node_get_form (KW_CHAIN_NODE (self)) == KW_CHAIN_VERTICAL;
}

/* In a row, half of the node's height is the middle of the chain; what the labels need is below. */
static void
kw_chain_ring_measure_form (KwChainNode *node,
                            KwChainForm form,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural)
{
  KwChainRing *self = KW_CHAIN_RING (node);
  int labels;

  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = *natural = form == KW_CHAIN_VERTICAL ? 2 * KW_RING_DIAMETER : KW_RING_COLUMN;
    return;
  }
  if (form == KW_CHAIN_VERTICAL) {
    gtk_widget_measure (self->labels, orientation, MAX (0, for_size / 2 - KW_RING_LABEL_SIDE_OFFSET), NULL,
                        &labels, NULL, NULL);
    *minimum = *natural = MAX (KW_RING_DIAMETER, labels);
  } else {
    gtk_widget_measure (self->labels, orientation, KW_RING_COLUMN, NULL, &labels, NULL, NULL);
    *minimum = *natural = 2 * (KW_RING_LABEL_OFFSET + labels);
  }
}

static void
place (GtkWidget *child, int x, int y, int width, int height)
{
  gtk_widget_size_allocate (child, &(GtkAllocation) { x, y, width, height }, -1);
}

static void
kw_chain_ring_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  KwChainRing *self = KW_CHAIN_RING (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkLabel *label;
  int labels_width = width, labels_height;

  place (self->icon, (width - ICON_SIZE) / 2, (height - ICON_SIZE) / 2, ICON_SIZE, ICON_SIZE);
  if (is_vertical (self))
    labels_width = MAX (0, width / 2 - KW_RING_LABEL_SIDE_OFFSET);
  for (GtkWidget *child = gtk_widget_get_first_child (self->labels); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    label = GTK_LABEL (child);
    if (gtk_label_get_xalign (label) != (is_vertical (self) ? 0 : 0.5f))
      gtk_label_set_xalign (label, is_vertical (self) ? 0 : 0.5f);
  }
  gtk_widget_measure (self->labels, GTK_ORIENTATION_VERTICAL, labels_width, NULL, &labels_height, NULL, NULL);
  if (is_vertical (self))
    place (self->labels, rtl ? 0 : width / 2 + KW_RING_LABEL_SIDE_OFFSET, (height - labels_height) / 2,
           labels_width, labels_height);
  else
    place (self->labels, 0, height / 2 + KW_RING_LABEL_OFFSET, labels_width, labels_height);
}

static void
kw_chain_ring_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  KwChainRing *self = KW_CHAIN_RING (widget);
  GdkRGBA color;

  gtk_widget_get_color (widget, &color);
  kw_chain_shape_append_ring (snapshot,
                              &GRAPHENE_POINT_INIT ((float) gtk_widget_get_width (widget) / 2,
                                                    (float) gtk_widget_get_height (widget) / 2),
                              self->is_reached, &color);

  GTK_WIDGET_CLASS (kw_chain_ring_parent_class)->snapshot (widget, snapshot);
}

static void
kw_chain_ring_class_init (KwChainRingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->size_allocate = kw_chain_ring_size_allocate;
  widget_class->snapshot = kw_chain_ring_snapshot;
  KW_CHAIN_NODE_CLASS (klass)->measure_form = kw_chain_ring_measure_form;
}

static void
kw_chain_ring_init (KwChainRing *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_add_css_class (widget, "ring");
  self->icon =
    g_object_new (GTK_TYPE_IMAGE, "pixel-size", ICON_SIZE, "accessible-role",
                  GTK_ACCESSIBLE_ROLE_PRESENTATION, "css-classes", (const char *[]) { "dimmed", NULL }, NULL);
  gtk_widget_set_parent (self->icon, widget);
  self->labels = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, NULL);
  gtk_widget_set_parent (self->labels, widget);
}

static void
add_label (KwChainRing *self, const char *text, const char *style, const char *second_style)
{
  GtkWidget *label =
    g_object_new (GTK_TYPE_LABEL, "label", text, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "lines", 2,
                  "ellipsize", PANGO_ELLIPSIZE_END, "justify", GTK_JUSTIFY_CENTER, NULL);

  kw_chain_node_prepare_name (GTK_LABEL (label));
  gtk_widget_add_css_class (label, style);
  if (second_style != NULL)
    gtk_widget_add_css_class (label, second_style);
  gtk_box_append (GTK_BOX (self->labels), label);
}

/**
 * kw_chain_ring_new:
 * @anchors: (nullable): the truststore that was asked
 * @is_reached: whether the path ends at one of its anchors
 *
 * Makes the ring, with the truststore's name and the number of its anchors.
 *
 * Returns: (transfer floating): the new ring
 */
GtkWidget *
kw_chain_ring_new (KsAnchorSet *anchors, gboolean is_reached)
{
  KwChainRing *self = g_object_new (KW_TYPE_CHAIN_RING, NULL);
  KsAnchorSource source = anchors != NULL ? ks_anchor_set_get_source (anchors) : KS_ANCHORS_NONE;
  g_autoptr (KwChainCardText) text = kw_chain_card_text_new_ring (anchors);
  g_autofree char *name =
    text->key == NULL ? g_strdup (text->title) : g_strdup_printf ("%s, %s", text->title, text->key);

  self->is_reached = is_reached;
  if (!is_reached)
    gtk_widget_add_css_class (GTK_WIDGET (self), "unreached");
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), kw_anchor_icon (source));
  add_label (self, text->name, "caption-heading", NULL);
  if (text->key != NULL)
    add_label (self, text->key, "caption", "dimmed");
  kw_chain_part_describe (GTK_WIDGET (self), name, is_reached ? _ ("Reached") : _ ("Not reached"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), text->title);
  return GTK_WIDGET (self);
}
