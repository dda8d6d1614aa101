/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "ks-verdict.h"
#include "kw-chain-node.h"

G_BEGIN_DECLS

/* A link, as it is drawn around the origin: along the x axis, or along the y axis in the vertical form. */
typedef struct {
  KsLinkState state;
  KwChainForm form;
  gboolean eyelet_start; /* a hole in the card at the end of less x (or y) */
  gboolean eyelet_end;
  gboolean is_small; /* as in dialogs: shorter, and without eyelets */
} KwChainShape;

void kw_chain_shape_append_link (const KwChainShape *self, GtkSnapshot *snapshot, const GdkRGBA *color);
/* The ring of the anchors around @center. */
void kw_chain_shape_append_ring (GtkSnapshot *snapshot,
                                 const graphene_point_t *center,
                                 gboolean is_reached,
                                 const GdkRGBA *color);

#define KW_RING_DIAMETER 60

G_END_DECLS
