/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "ks-verdict.h"

G_BEGIN_DECLS

/**
 * KwChainCommand: what somebody wants to do with a certificate of the chain
 * @KW_CHAIN_TARGET: nothing yet, but its context menu opens
 * @KW_CHAIN_MOVE_UP: one place towards the root
 * @KW_CHAIN_MOVE_DOWN: one place towards the leaf
 * @KW_CHAIN_MOVE_TO: to the place of another one
 * @KW_CHAIN_REMOVE: take it out
 * @KW_CHAIN_PASTE: put the clipboard's certificates behind it
 */
typedef enum {
  KW_CHAIN_TARGET,
  KW_CHAIN_MOVE_UP,
  KW_CHAIN_MOVE_DOWN,
  KW_CHAIN_MOVE_TO,
  KW_CHAIN_REMOVE,
  KW_CHAIN_PASTE,
} KwChainCommand;

/* Instead of a node: the missing issuer. */
#define KW_CHAIN_GAP (-1)

/* Instead of the index of a path: the chain as the entry holds it; the path of a client that completes nothing. */
#define KW_CHAIN_STORED G_MAXUINT
#define KW_CHAIN_SENT (G_MAXUINT - 1)

/**
 * KwChainView:
 *
 * The drawing of one certification path: cards, held together by links, hung on the ring of the anchors.
 *
 * Properties:
 * - `selected` (int): the node whose details are shown, -1 = none. A click on a card sets it.
 * - `open-link` (int): the link whose panel is shown, -1 = none. Only the owner sets it.
 * - `can-fetch` (boolean, FALSE): whether somebody answers `fetch-activated`; without it the Fetch button says that nobody does.
 *
 * Signals:
 * - `node-selected (uint node)`: a card was activated; `selected` has changed already. Index in the path's nodes.
 * - `link-activated (uint link)`: index in the path's links.
 * - `remedy-activated (uint KsRemedy)`: Find on the card of the missing issuer (KS_REMEDY_FIND_ISSUER).
 * - `fetch-activated (string url)`: Fetch on the same card.
 * - `path-chosen (uint)`: another certificate for a CA's key was chosen; index of the best path with it.
 * - `pointed (int first, int last)`: the nodes that the pointer or the focus is on: one card, both ends of a link; -1, -1: none.
 * - `drag-certificate (KsCertificate) -> GdkContentProvider`: a card is dragged; what other places get, or NULL.
 * - `command (uint KwChainCommand, int node, int to)`: the node, or KW_CHAIN_GAP; where to, for KW_CHAIN_MOVE_TO.
 */
#define KW_TYPE_CHAIN_VIEW (kw_chain_view_get_type ())
G_DECLARE_FINAL_TYPE (KwChainView, kw_chain_view, KW, CHAIN_VIEW, GtkWidget)

GtkWidget *kw_chain_view_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* @path_index: index of a path, or KW_CHAIN_STORED. NULL clears. */
void kw_chain_view_set_verdict (KwChainView *self, KsVerdict *verdict, guint path_index);
/* The drawing is out of date, and its successor on the way: the picture stays until the next verdict, without being of use. */
void kw_chain_view_wait (KwChainView *self);
KsVerdict *kw_chain_view_get_verdict (KwChainView *self);
/* Draws the certificates of the entry, and nothing of what was found out about them. */
void kw_chain_view_set_is_open (KwChainView *self, gboolean is_open);
/* To be looked at: a missing issuer has no buttons. */
void kw_chain_view_set_is_only_shown (KwChainView *self, gboolean is_only_shown);
/* The path that is drawn; lives as long as the verdict. NULL: none. */
const KsPath *kw_chain_view_get_path (KwChainView *self);
int kw_chain_view_get_selected (KwChainView *self);
void kw_chain_view_set_selected (KwChainView *self, int node);
int kw_chain_view_get_open_link (KwChainView *self);
void kw_chain_view_set_open_link (KwChainView *self, int link);
gboolean kw_chain_view_get_can_fetch (KwChainView *self);
void kw_chain_view_set_can_fetch (KwChainView *self, gboolean can_fetch);
/* Marks what a check compares at both ends of @link, by its id; NULL: nothing. */
void kw_chain_view_set_together (KwChainView *self, int link, const char *check);
/* Gives the keyboard's focus to the card of a node. */
void kw_chain_view_focus_node (KwChainView *self, int node);
void kw_chain_view_set_editable (KwChainView *self, gboolean is_editable);
/* Context menus of a certificate, and of the missing issuer; NULL: none. */
void kw_chain_view_set_menus (KwChainView *self, GMenuModel *card, GMenuModel *gap);
/* The widget of a link, for kw_link_panel_set_pointing_to(); NULL when it is folded away. */
GtkWidget *kw_chain_view_get_link_widget (KwChainView *self, guint link);

G_END_DECLS
