/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "ks.h"

#include "catena-view-bar.h"
#include "kw-chain-view.h"

G_BEGIN_DECLS

/**
 * CatenaEntryPage:
 *
 * Everything about one entry: headline, chain, verdict, findings, names, key, certificate. It shows what it is given and
 * tells what was asked for; checking, repairing and storing are its owner's. The entry's menu activates the actions
 * entry.rename, entry.password, entry.copy, entry.cut and entry.delete, which the owner has.
 *
 * Signals: `remedy-activated (uint KsRemedy)`;
 * `message (string)`: something to say in a toast.
 */
#define CATENA_TYPE_ENTRY_PAGE (catena_entry_page_get_type ())
G_DECLARE_FINAL_TYPE (CatenaEntryPage, catena_entry_page, CATENA, ENTRY_PAGE, AdwBreakpointBin)

GtkWidget *catena_entry_page_new (void) G_GNUC_WARN_UNUSED_RESULT;
void catena_entry_page_set_entry (CatenaEntryPage *self, KsEntry *entry, gint64 now);
KsEntry *catena_entry_page_get_entry (CatenaEntryPage *self);
void catena_entry_page_set_verdict (CatenaEntryPage *self, KsVerdict *verdict);
/* The drawing of the chain, for those who edit it. */
KwChainView *catena_entry_page_get_chain_view (CatenaEntryPage *self);
/* One of the widgets with CatenaEntrySection that stand on the page, by its type. */
gpointer catena_entry_page_get_section (CatenaEntryPage *self, GType type);
/* How it is drawn, and whom it is judged by; another entry is drawn as it was found. */
CatenaViewBar *catena_entry_page_get_view_bar (CatenaEntryPage *self);

G_END_DECLS
