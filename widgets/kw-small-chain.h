/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "ks-verdict.h"

G_BEGIN_DECLS

/**
 * KwSmallChain:
 *
 * A certification path as dialogs show it, to be looked at and not to be used: role and name on low cards, short links, a small
 * ring. In little width the ring is on top and the chain hangs from it.
 */
#define KW_TYPE_SMALL_CHAIN (kw_small_chain_get_type ())
G_DECLARE_FINAL_TYPE (KwSmallChain, kw_small_chain, KW, SMALL_CHAIN, GtkWidget)

GtkWidget *kw_small_chain_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* NULL clears. The best path is drawn. @name: what the drawing is of, for those who do not see it: "Before" */
void kw_small_chain_set_verdict (KwSmallChain *self, KsVerdict *verdict, const char *name);
/* The same of the chain exactly as the entry holds it. */
void kw_small_chain_set_stored (KwSmallChain *self, KsVerdict *verdict, const char *name);

G_END_DECLS
