/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "kw-chain-node.h"
#include "kw-chain-shape.h"

G_BEGIN_DECLS

/* visual.md section 3, in px: what a card and a link look like, whoever draws them. */
#define KW_CARD_RADIUS 12
#define KW_CARD_PADDING_BLOCK 12
#define KW_CARD_PADDING_INLINE 19
#define KW_CARD_PADDING_ROW 16
#define KW_CARD_KEY_SPACING 5
#define KW_LINK_MARK 20
/* From the top of a link's area to the middle of its drawing; from there to the top of its word, and to the least bottom. */
#define KW_LINK_ASCENT 24
#define KW_LINK_WORD_OFFSET 19
#define KW_LINK_DESCENT 42
/* Of a link that hangs: from the start of its area to the middle, and from there to its word. */
#define KW_LINK_SIDE 33
#define KW_LINK_WORD_SIDE_OFFSET 22
/* From the middle of the ring to its texts: below it, or beside it. */
#define KW_RING_LABEL_OFFSET (KW_RING_DIAMETER / 2 + 6)
#define KW_RING_LABEL_SIDE_OFFSET (KW_RING_DIAMETER / 2 + 10)

/* The width from which on a chain is a row, at 100 % text (visual.md section 7). */
#define KW_CHAIN_ROW_FROM 600

/**
 * KwChainMeasure: what the layout has to know of the parts of a chain: nodes (the last one is the ring) at even places, links at
 * odd ones. All sizes in px.
 */
typedef struct {
  guint n_parts;
  int row_from; /* the width from which on a row is tried; larger text needs more */
  gpointer data;
  /* The least width of a node. */
  int (*get_width) (gpointer data, guint part, KwChainForm form);
  /* The height that a node likes to have; @width is -1 for a ring in a row. */
  int (*get_height) (gpointer data, guint part, KwChainForm form, int width);
  /* The size of a link's word. */
  void (*get_word_size) (gpointer data, guint part, int *width, int *height);
} KwChainMeasure;

/* What the layout of a chain came to, for one width. */
typedef struct {
  KwChainForm form;
  int card_width;
  int card_height;
  int gap;
  int ring_height;
  int total_width;
  int total_height;
} KwChainPlan;

void kw_chain_plan_init_for (KwChainPlan *self, const KwChainMeasure *measure, int width);
/* Fills @places, one for each part, in a picture @width wide. */
void kw_chain_plan_place (const KwChainPlan *self,
                          const KwChainMeasure *measure,
                          int width,
                          gboolean rtl,
                          GdkRectangle *places);
/* The width in which a chain of @n cards stands as a row of the widest cards. */
int kw_chain_plan_get_row_width (guint n);
/* Where the middle of a link is in its area of @width x @height. */
graphene_point_t kw_chain_plan_get_link_middle (KwChainForm form, int width, int height, gboolean rtl);

/* The same for a drawing of widgets. @parts: of GtkWidget, leaf to ring: nodes at even places, links at odd ones */
void kw_chain_plan_init (KwChainPlan *self, GPtrArray *parts, int width);
/* What any width needs at least, and what the full form likes to have. */
void kw_chain_plan_measure_width (GPtrArray *parts, int *minimum, int *natural);
/* Places all parts in @width (mirrored where the text direction says so) and tells them the form. */
void kw_chain_plan_allocate (const KwChainPlan *self, GPtrArray *parts, int width, gboolean rtl);

G_END_DECLS
