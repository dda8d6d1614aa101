/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-verdict.h"
#include "kw-chain-node.h"

G_BEGIN_DECLS

/**
 * KwChainCard: one certificate of a chain. Signal `path-chosen (uint)`: another certificate for the same key was chosen.
 */
#define KW_TYPE_CHAIN_CARD (kw_chain_card_get_type ())
G_DECLARE_FINAL_TYPE (KwChainCard, kw_chain_card, KW, CHAIN_CARD, KwChainNode)

/* @node belongs to a verdict; nothing of it is kept. @now: seconds since 1970 */
GtkWidget *kw_chain_card_new (const KsPathNode *node, gint64 now) G_GNUC_WARN_UNUSED_RESULT;
void kw_chain_card_set_now (KwChainCard *self, const KsPathNode *node, gint64 now);
/* Dates without a colour: whether they are good is for people to find out. */
void kw_chain_card_set_calm (KwChainCard *self);
/* Who issued it, for those who do not see the drawing. @issuer: "" = nobody else */
void kw_chain_card_describe_issuer (KwChainCard *self, const char *issuer);
/* @variants: of KwChainVariant, more than one: what to choose from. Of @verdict nothing is kept. */
void kw_chain_card_set_variants (KwChainCard *self,
                                 GArray *variants,
                                 KsCertificate *current,
                                 KsVerdict *verdict);

G_END_DECLS
