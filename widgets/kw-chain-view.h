/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "ks-verdict.h"

G_BEGIN_DECLS

/* Instead of the index of a path: the chain as the entry holds it. */
#define KW_CHAIN_STORED G_MAXUINT

/**
 * KwChainView:
 *
 * The drawing of one certification path: cards, held together by links, hung on the ring of the anchors.
 *
 * Properties:
 * - `selected` (int): the node whose details are shown, -1 = none. A click on a card sets it.
 * - `open-link` (int): the link whose panel is shown, -1 = none. Only the owner sets it.
 * - `can-fetch` (boolean, FALSE): whether somebody answers `fetch-activated`; without it there is no Fetch button.
 *
 * Signals:
 * - `node-selected (uint node)`: a card was activated; `selected` has changed already. Index in the path's nodes.
 * - `link-activated (uint link)`: index in the path's links.
 * - `remedy-activated (uint KsRemedy)`: Find on the card of the missing issuer (KS_REMEDY_FIND_ISSUER).
 * - `fetch-activated (string url)`: Fetch on the same card.
 */
#define KW_TYPE_CHAIN_VIEW (kw_chain_view_get_type ())
G_DECLARE_FINAL_TYPE (KwChainView, kw_chain_view, KW, CHAIN_VIEW, GtkWidget)

GtkWidget *kw_chain_view_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* @path_index: index of a path, or KW_CHAIN_STORED. NULL clears. */
void kw_chain_view_set_verdict (KwChainView *self, KsVerdict *verdict, guint path_index);
KsVerdict *kw_chain_view_get_verdict (KwChainView *self);
/* The path that is drawn; lives as long as the verdict. NULL: none. */
const KsPath *kw_chain_view_get_path (KwChainView *self);
int kw_chain_view_get_selected (KwChainView *self);
void kw_chain_view_set_selected (KwChainView *self, int node);
int kw_chain_view_get_open_link (KwChainView *self);
void kw_chain_view_set_open_link (KwChainView *self, int link);
gboolean kw_chain_view_get_can_fetch (KwChainView *self);
void kw_chain_view_set_can_fetch (KwChainView *self, gboolean can_fetch);
/* The widget of a link, for kw_link_panel_set_pointing_to(); NULL when it is folded away. */
GtkWidget *kw_chain_view_get_link_widget (KwChainView *self, guint link);

G_END_DECLS
