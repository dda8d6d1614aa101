/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "kw-map-layout.h"

G_BEGIN_DECLS

/**
 * KwTrustMap:
 *
 * Who signed whom in a store, and which key pairs it accepts, as one picture in a #GtkScrolledWindow. It draws everything itself, and has a
 * focusable widget for each box that is in view. Below 800 px it is a list.
 *
 * Properties: `zoom` (double, 1: 100 %), `is-expanded` (boolean: nothing is folded).
 *
 * Signals:
 * - `node-activated (uint node)`, `pair-activated (uint pair)`: a click, or Return
 * - `pair-repair (uint pair)`: the button of a key pair that is not accepted
 *
 * Actions: `map.zoom-in`, `map.zoom-out`, `map.zoom-reset`, `map.expand`.
 */
#define KW_TYPE_TRUST_MAP (kw_trust_map_get_type ())
G_DECLARE_FINAL_TYPE (KwTrustMap, kw_trust_map, KW, TRUST_MAP, GtkWidget)

GtkWidget *kw_trust_map_new (void) G_GNUC_WARN_UNUSED_RESULT;
KsTrustGraph *kw_trust_map_get_graph (KwTrustMap *self);
void kw_trust_map_set_graph (KwTrustMap *self, KsTrustGraph *graph);
void kw_trust_map_set_filter (KwTrustMap *self, KwMapFilter filter);
/* @found: (nullable) of guint: the nodes that a search has found; NULL: there is no search */
void kw_trust_map_set_found (KwTrustMap *self, GArray *found);
/* Whether nothing is folded. */
void kw_trust_map_set_expanded (KwTrustMap *self, gboolean is_expanded);
gboolean kw_trust_map_is_expanded (KwTrustMap *self);
/* Whether key pairs that are not accepted get a button. */
void kw_trust_map_set_can_repair (KwTrustMap *self, gboolean can_repair);
double kw_trust_map_get_zoom (KwTrustMap *self);
void kw_trust_map_set_zoom (KwTrustMap *self, double zoom);

G_END_DECLS
