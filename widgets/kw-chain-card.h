/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-verdict.h"
#include "kw-chain-node.h"

G_BEGIN_DECLS

/**
 * KwChainCard: one certificate of a chain
 */
#define KW_TYPE_CHAIN_CARD (kw_chain_card_get_type ())
G_DECLARE_FINAL_TYPE (KwChainCard, kw_chain_card, KW, CHAIN_CARD, KwChainNode)

/* @node belongs to a verdict; nothing of it is kept. @now: seconds since 1970 */
GtkWidget *kw_chain_card_new (const KsPathNode *node, gint64 now) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
