/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-chain-stack.h"

#include <glib/gi18n.h>

#define RADIUS 12
#define EDGES 2
#define EDGE_STEP 4

struct _KwChainStack {
  KwChainNode parent_instance;

  GtkWidget *head;
  GtkWidget *foot;
  GtkWidget *row;
  GtkLabel *name;
  GtkLabel *row_name;
};

G_DEFINE_FINAL_TYPE (KwChainStack, kw_chain_stack, KW_TYPE_CHAIN_NODE)

static void
append_edge (GtkSnapshot *snapshot, const graphene_rect_t *bounds, const GdkRGBA *color)
{
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, bounds, RADIUS);
  gtk_snapshot_append_border (snapshot, &outline, (const float[]) { 1, 1, 1, 1 },
                              (const GdkRGBA[]) { *color, *color, *color, *color });
}

/* The edges of the cards below show at the bottom. */
static void
kw_chain_stack_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  float width = (float) gtk_widget_get_width (widget);
  float height = (float) gtk_widget_get_height (widget);
  GdkRGBA color;

  gtk_widget_get_color (widget, &color);
  color.alpha *= 0.25f;
  for (int i = EDGES; i > 0; i--) {
    float step = (float) i * EDGE_STEP;

    gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, height, width, step));
    append_edge (snapshot, &GRAPHENE_RECT_INIT (step, 0, width - 2 * step, height + step), &color);
    gtk_snapshot_pop (snapshot);
  }

  GTK_WIDGET_CLASS (kw_chain_stack_parent_class)->snapshot (widget, snapshot);
}

static void
kw_chain_stack_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), KW_TYPE_CHAIN_STACK);

  G_OBJECT_CLASS (kw_chain_stack_parent_class)->dispose (object);
}

static void
kw_chain_stack_class_init (KwChainStackClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kw_chain_stack_dispose;
  widget_class->snapshot = kw_chain_stack_snapshot;

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/widgets/kw-chain-stack.ui");
  gtk_widget_class_bind_template_child (widget_class, KwChainStack, head);
  gtk_widget_class_bind_template_child (widget_class, KwChainStack, foot);
  gtk_widget_class_bind_template_child (widget_class, KwChainStack, row);
  gtk_widget_class_bind_template_child (widget_class, KwChainStack, name);
  gtk_widget_class_bind_template_child (widget_class, KwChainStack, row_name);
}

static void
kw_chain_stack_init (KwChainStack *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  kw_chain_node_set_parts (KW_CHAIN_NODE (self), self->head, NULL, self->foot, self->row);
}

/**
 * kw_chain_stack_new:
 * @count: how many certificates it stands for
 *
 * Makes the card that stands for several intermediates which all hold.
 *
 * Returns: (transfer floating): the new card
 */
GtkWidget *
kw_chain_stack_new (guint count)
{
  KwChainStack *self = g_object_new (KW_TYPE_CHAIN_STACK, NULL);
  g_autofree char *text = g_strdup_printf (ngettext ("%u CA, holds", "%u CAs, all hold", count), count);

  gtk_label_set_label (self->name, text);
  gtk_label_set_label (self->row_name, text);
  kw_chain_part_describe (GTK_WIDGET (self), text, _ ("Shows each of them"));
  return GTK_WIDGET (self);
}
