/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-verdict.h"
#include "kw-chain-node.h"

G_BEGIN_DECLS

/**
 * KwChainGhost:
 *
 * The card of an issuer that is not here. Activated, it looks for it. Signals `fetch ()`, `paste ()`: the other buttons.
 */
#define KW_TYPE_CHAIN_GHOST (kw_chain_ghost_get_type ())
G_DECLARE_FINAL_TYPE (KwChainGhost, kw_chain_ghost, KW, CHAIN_GHOST, KwChainNode)

/* @missing belongs to a verdict; nothing of it is kept. */
GtkWidget *kw_chain_ghost_new (const KsMissingIssuer *missing, gboolean can_fetch) G_GNUC_WARN_UNUSED_RESULT;
/* Whether certificates can be put here from the clipboard. */
void kw_chain_ghost_set_can_paste (KwChainGhost *self, gboolean can_paste);
/* Nobody answers any of its buttons. */
void kw_chain_ghost_hide_buttons (KwChainGhost *self);

G_END_DECLS
