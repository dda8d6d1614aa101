/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "kw-chain-node.h"
#include "ks-verdict.h"

G_BEGIN_DECLS

/**
 * KwChainLink:
 *
 * The link between two cards, or between the last one and the ring: a button whose drawing lies over its neighbours.
 */
#define KW_TYPE_CHAIN_LINK (kw_chain_link_get_type ())
G_DECLARE_FINAL_TYPE (KwChainLink, kw_chain_link, KW, CHAIN_LINK, GtkButton)

/* @word: what stands by it, translated */
GtkWidget *kw_chain_link_new (KsLinkState state, const char *word) G_GNUC_WARN_UNUSED_RESULT;
void kw_chain_link_set_state (KwChainLink *self, KsLinkState state, const char *word);
KsLinkState kw_chain_link_get_state (KwChainLink *self);
/* The link to the ring has no eyelet there. */
void kw_chain_link_set_is_last (KwChainLink *self, gboolean is_last);
void kw_chain_link_set_form (KwChainLink *self, KwChainForm form);
void kw_chain_link_set_is_small (KwChainLink *self, gboolean is_small);
void kw_chain_link_set_open (KwChainLink *self, gboolean open);
/* On the way from another state: @progress from 0 to 1, when it is what it is. */
void kw_chain_link_set_change (KwChainLink *self, KsLinkState from, double progress);
int kw_chain_link_get_word_width (KwChainLink *self);
/* From the top to the middle of the drawing, in px, where it stands between cards; what is needed below that. */
int kw_chain_link_get_ascent (KwChainLink *self);
int kw_chain_link_get_descent (KwChainLink *self);

G_END_DECLS
