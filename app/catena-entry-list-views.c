/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-entry-list-private.h"
#include "catena-entry-sorter.h"
#include "catena-growing-selection.h"

/**
 * catena_entry_list_get_model:
 * @self: a list
 *
 * Returns: (transfer none): the entries that search and filter leave, in order, and which of them are selected
 */
GtkSelectionModel *
catena_entry_list_get_model (CatenaEntryList *self)
{
  return GTK_SELECTION_MODEL (self->selection);
}

/**
 * catena_entry_list_set_sorter:
 * @self: a list
 * @sorter: (nullable): an order, or %NULL for the list's own
 *
 * Sorts the entries. What is selected stays selected.
 */
void
catena_entry_list_set_sorter (CatenaEntryList *self, GtkSorter *sorter)
{
  g_autoptr (GtkSorter) own = sorter == NULL ? catena_entry_sorter_new () : g_object_ref (sorter);

  gtk_sort_list_model_set_sorter (self->sorted, own);
}

/**
 * catena_entry_list_bind_search:
 * @self: a list
 * @entry: where else people search
 *
 * Makes both search for the same text.
 */
void
catena_entry_list_bind_search (CatenaEntryList *self, GtkEditable *entry)
{
  g_object_bind_property (self->search_entry, "text", entry, "text",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
}

/**
 * catena_entry_list_bind_filter:
 * @self: a list
 * @group: toggles of the same names: "all", "keys", "trusted", "issues"
 *
 * Makes both show the same subset.
 */
void
catena_entry_list_bind_filter (CatenaEntryList *self, AdwToggleGroup *group)
{
  g_object_bind_property (self->filter_group, "active-name", group, "active-name",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
}

/**
 * catena_entry_list_bind_stack:
 * @self: a list
 * @stack: with pages "list", "empty" and "nothing"
 *
 * Shows what the list shows: entries, that there are none, or that none was found.
 */
void
catena_entry_list_bind_stack (CatenaEntryList *self, GtkStack *stack)
{
  g_object_bind_property (self->stack, "visible-child-name", stack, "visible-child-name",
                          G_BINDING_SYNC_CREATE);
}

/**
 * catena_entry_list_start_over:
 * @self: a list that comes to another place in the window, or goes from it
 *
 * Shows its first entries, and the others with the frames that follow; then what is selected is to be seen again.
 */
void
catena_entry_list_start_over (CatenaEntryList *self)
{
  catena_growing_selection_start_over (CATENA_GROWING_SELECTION (self->shown));
}
