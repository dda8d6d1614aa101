/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "catena-verification.h"

G_BEGIN_DECLS

/**
 * CatenaEntryList:
 *
 * The sidebar: the entries of a document, with search and filter.
 *
 * Signals:
 * - `selection-changed ()`: other entries are selected than before, or the selected one was replaced
 * - `entry-activated ()`: the selected entry is to be shown, in a narrow window too
 */
#define CATENA_TYPE_ENTRY_LIST (catena_entry_list_get_type ())
G_DECLARE_FINAL_TYPE (CatenaEntryList, catena_entry_list, CATENA, ENTRY_LIST, AdwBin)

void catena_entry_list_set_document (CatenaEntryList *self,
                                     CatenaDocument *document,
                                     CatenaVerification *verification);
/* The selected entries in the order of the list. */
GPtrArray *catena_entry_list_get_selection (CatenaEntryList *self) G_GNUC_WARN_UNUSED_RESULT;
/* Selects one entry and scrolls to it; %NULL selects the first. FALSE when it is not shown. */
gboolean catena_entry_list_select (CatenaEntryList *self, KsEntry *entry);
guint catena_entry_list_get_n_selected (CatenaEntryList *self);
void catena_entry_list_select_all (CatenaEntryList *self);
void catena_entry_list_unselect_all (CatenaEntryList *self);
void catena_entry_list_find (CatenaEntryList *self);
void catena_entry_list_set_n_remarks (CatenaEntryList *self, guint n_remarks);

/* For other views of the same entries: the same selection, search and filter. */
GtkSelectionModel *catena_entry_list_get_model (CatenaEntryList *self);
/* NULL: the list's own order. */
void catena_entry_list_set_sorter (CatenaEntryList *self, GtkSorter *sorter);
void catena_entry_list_bind_search (CatenaEntryList *self, GtkEditable *entry);
void catena_entry_list_bind_filter (CatenaEntryList *self, AdwToggleGroup *group);
void catena_entry_list_start_over (CatenaEntryList *self);
void catena_entry_list_bind_stack (CatenaEntryList *self, GtkStack *stack);

G_END_DECLS
