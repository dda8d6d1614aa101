/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "catena-entry-section.h"
#include "catena-view-bar.h"
#include "kw-chain-view.h"

G_BEGIN_DECLS

/**
 * CatenaChainSection:
 *
 * The chain of an entry: its drawing as the bar above it asks for it, the panel of a link, the other paths, the four verdicts.
 *
 * Signals: `node-selected (uint)`: a certificate of the path that is drawn; `remedy-activated (uint KsRemedy)`;
 * `part-activated (uint KsPart)`.
 */
#define CATENA_TYPE_CHAIN_SECTION (catena_chain_section_get_type ())
G_DECLARE_FINAL_TYPE (CatenaChainSection, catena_chain_section, CATENA, CHAIN_SECTION, GtkBox)

/* To be called once. */
void catena_chain_section_set_view_bar (CatenaChainSection *self, CatenaViewBar *view_bar);
KwChainView *catena_chain_section_get_view (CatenaChainSection *self);

G_END_DECLS
