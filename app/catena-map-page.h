/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "catena-entry-list.h"
#include "catena-trust.h"

G_BEGIN_DECLS

/**
 * CatenaMapPage:
 *
 * The trust map of a document, with search, filters and advice. It is worked out in a worker while it is shown.
 *
 * Signals:
 * - `entry-activated (KsEntry entry)`: of this document, or of another one that is open
 * - `remove-requested (GPtrArray entries)`, of KsEntry: anchors that have expired
 * - `add-requested (KsCertificate certificate)`: so that a key pair is accepted
 */
#define CATENA_TYPE_MAP_PAGE (catena_map_page_get_type ())
G_DECLARE_FINAL_TYPE (CatenaMapPage, catena_map_page, CATENA, MAP_PAGE, AdwBin)

void catena_map_page_set_document (CatenaMapPage *self,
                                   CatenaDocument *document,
                                   CatenaTrust *trust,
                                   CatenaEntryList *entry_list);
void catena_map_page_find (CatenaMapPage *self);

G_END_DECLS
