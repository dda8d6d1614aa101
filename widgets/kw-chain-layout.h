/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "kw-chain-node.h"

G_BEGIN_DECLS

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

/* @parts: of GtkWidget, leaf to ring: nodes at even places, links at odd ones */
void kw_chain_plan_init (KwChainPlan *self, GPtrArray *parts, int width);
/* What any width needs at least, and what the full form likes to have. */
void kw_chain_plan_measure_width (GPtrArray *parts, int *minimum, int *natural);
/* Places all parts in @width (mirrored where the text direction says so) and tells them the form. */
void kw_chain_plan_allocate (const KwChainPlan *self, GPtrArray *parts, int width, gboolean rtl);

G_END_DECLS
