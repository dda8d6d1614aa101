/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-anchor-set.h"
#include "kw-chain-node.h"

G_BEGIN_DECLS

/**
 * KwChainRing: the truststore that a chain hangs on
 */
#define KW_TYPE_CHAIN_RING (kw_chain_ring_get_type ())
G_DECLARE_FINAL_TYPE (KwChainRing, kw_chain_ring, KW, CHAIN_RING, KwChainNode)

/* @anchors: (nullable): none chosen */
GtkWidget *kw_chain_ring_new (KsAnchorSet *anchors, gboolean is_reached) G_GNUC_WARN_UNUSED_RESULT;

/* The column that it takes in a row of cards, in px; the ring stands at its inline start plus the margin. */
#define KW_RING_COLUMN 78
#define KW_RING_MARGIN ((KW_RING_COLUMN - 60) / 2)

G_END_DECLS
