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

#define KW_RING_DIAMETER 60
/* How much fainter than its link a hole is. */
#define KW_EYELET_ALPHA 0.45f

/* Paths around the origin, and how they are stroked. */
GskPath *kw_chain_shape_make_link (const KwChainShape *self) G_GNUC_WARN_UNUSED_RESULT;
GskStroke *kw_chain_shape_make_link_stroke (const KwChainShape *self) G_GNUC_WARN_UNUSED_RESULT;
GskPath *kw_chain_shape_make_eyelets (const KwChainShape *self) G_GNUC_WARN_UNUSED_RESULT;
GskStroke *kw_chain_shape_make_eyelet_stroke (void) G_GNUC_WARN_UNUSED_RESULT;
GskPath *kw_chain_shape_make_ring (const graphene_point_t *center) G_GNUC_WARN_UNUSED_RESULT;
GskStroke *kw_chain_shape_make_ring_stroke (gboolean is_reached) G_GNUC_WARN_UNUSED_RESULT;
/* @path elsewhere, as lines and Bézier curves; takes @transform, NULL: where it is. */
GskPath *kw_chain_shape_move (GskPath *path, GskTransform *transform) G_GNUC_WARN_UNUSED_RESULT;

void kw_chain_shape_append_link (const KwChainShape *self, GtkSnapshot *snapshot, const GdkRGBA *color);
/* The ring of the anchors around @center. */
void kw_chain_shape_append_ring (GtkSnapshot *snapshot,
                                 const graphene_point_t *center,
                                 gboolean is_reached,
                                 const GdkRGBA *color);

G_END_DECLS
