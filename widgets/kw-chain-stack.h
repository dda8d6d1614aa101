/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "kw-chain-node.h"

G_BEGIN_DECLS

/**
 * KwChainStack: several certificates that hold, folded into one card; activated, it asks to be unfolded
 */
#define KW_TYPE_CHAIN_STACK (kw_chain_stack_get_type ())
G_DECLARE_FINAL_TYPE (KwChainStack, kw_chain_stack, KW, CHAIN_STACK, KwChainNode)

GtkWidget *kw_chain_stack_new (guint count) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
