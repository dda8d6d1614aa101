/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The three ways to draw a chain (visual.md calls them Full, Tight and Vertical). */
typedef enum {
  KW_CHAIN_FULL,
  KW_CHAIN_TIGHT,
  KW_CHAIN_VERTICAL,
} KwChainForm;

/* What of a node belongs to something that is pointed at. */
typedef enum {
  KW_FIELD_NONE,
  KW_FIELD_CARD, /* the node as a whole, for what does not stand on it */
  KW_FIELD_ROLE,
  KW_FIELD_NAME,
  KW_FIELD_KEY,
  KW_FIELD_TIME,
} KwChainField;

/**
 * KwChainNode:
 *
 * A card-like part of a chain. Its children stand in the form that the chain has: head, key and foot below each other (Full),
 * head and foot (Tight), or the row alone (Vertical). Only the chain knows its width, so the node's own size request is void and
 * kw_chain_node_measure_form() answers for each form. Signal `activated ()`: click, Return, space or the action `node.open`.
 */
#define KW_TYPE_CHAIN_NODE (kw_chain_node_get_type ())
G_DECLARE_DERIVABLE_TYPE (KwChainNode, kw_chain_node, KW, CHAIN_NODE, GtkWidget)

struct _KwChainNodeClass {
  GtkWidgetClass parent_class;

  /* What the node needs in @form, without what CSS adds; the default adds up its parts. */
  void (*measure_form) (KwChainNode *self,
                        KwChainForm form,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural);
  /* Marks the text of @field, KW_FIELD_NONE: none; the default has no texts. */
  void (*mark_field) (KwChainNode *self, KwChainField field);
};

/* @key and @foot may be NULL. The parts are children of @self. */
void kw_chain_node_set_parts (KwChainNode *self,
                              GtkWidget *head,
                              GtkWidget *key,
                              GtkWidget *foot,
                              GtkWidget *row);
void kw_chain_node_measure_form (KwChainNode *self,
                                 KwChainForm form,
                                 GtkOrientation orientation,
                                 int for_size,
                                 int *minimum,
                                 int *natural);
KwChainForm kw_chain_node_get_form (KwChainNode *self);
/* To be called by the chain while it allocates. */
void kw_chain_node_set_form (KwChainNode *self, KwChainForm form);
void kw_chain_node_set_selected (KwChainNode *self, gboolean selected);
/* Marks the node, and on it what belongs to what is pointed at elsewhere. */
void kw_chain_node_set_together (KwChainNode *self, KwChainField field);
/* For subclasses: @label has a name, which breaks without a hyphen that is not in it. */
void kw_chain_node_prepare_name (GtkLabel *label);
void kw_chain_node_show_name (GtkLabel *label, const char *name);
/* For subclasses: marks @label, or takes the mark away. */
void kw_chain_node_mark_label (GtkLabel *label, gboolean is_marked);

/* Accessible name, description, and the place among the parts of the chain, for any widget that is one of them. */
void kw_chain_part_describe (GtkWidget *part, const char *name, const char *description);
void kw_chain_part_set_position (GtkWidget *part, int position, int size);

G_END_DECLS
