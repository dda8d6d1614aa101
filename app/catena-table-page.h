/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "catena-entry-list.h"

G_BEGIN_DECLS

/**
 * CatenaTablePage:
 *
 * The entries of a document as a table, with the selection, the search and the filter of its list. Signal `entry-activated ()`: the
 * selected one is to be shown.
 */
#define CATENA_TYPE_TABLE_PAGE (catena_table_page_get_type ())
G_DECLARE_FINAL_TYPE (CatenaTablePage, catena_table_page, CATENA, TABLE_PAGE, AdwBin)

void catena_table_page_set_list (CatenaTablePage *self,
                                 CatenaEntryList *entry_list,
                                 CatenaVerification *verification);
/* Only the one that is shown holds the list’s entries, and sorts them. */
void catena_table_page_set_active (CatenaTablePage *self, gboolean is_active);
void catena_table_page_find (CatenaTablePage *self);

G_END_DECLS
