/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What is selected, and that it stays so while entries come and go. */

#include "catena-config.h"

#include "catena-entry-list-private.h"

static gboolean
find (CatenaEntryList *self, KsEntry *entry, guint *position)
{
  for (guint i = 0; i < _catena_entry_list_count (self); i++) {
    g_autoptr (KsEntry) other = g_list_model_get_item (G_LIST_MODEL (self->selection), i);

    if (other == entry) {
      *position = i;
      return TRUE;
    }
  }

  return FALSE;
}

/* What the list view has no row for yet is selected, and scrolled to when it has. */
gboolean
_catena_entry_list_select_position (CatenaEntryList *self, guint position)
{
  GtkListScrollFlags flags = GTK_LIST_SCROLL_SELECT;

  if (position >= g_list_model_get_n_items (self->shown)) {
    g_clear_object (&self->wanted);
    self->wanted = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
    return FALSE;
  }

  /* The focus follows the selection, but is not taken away from the search entry. */
  if (gtk_widget_get_focus_child (GTK_WIDGET (self->list_view)) != NULL)
    flags |= GTK_LIST_SCROLL_FOCUS;
  self->position = position;
  gtk_list_view_scroll_to (self->list_view, position, flags, NULL);
  return TRUE;
}

/* Once the list has settled: selects what is wanted, or else keeps the place of what is gone. */
void
_catena_entry_list_settle (CatenaEntryList *self)
{
  guint position;

  _catena_entry_list_update_stack (self);
  if (gtk_filter_list_model_get_pending (self->filtered) > 0 || _catena_entry_list_count (self) == 0)
    return;

  if (self->wanted != NULL) {
    if (!find (self, self->wanted, &position) || _catena_entry_list_select_position (self, position))
      g_clear_object (&self->wanted);
  } else if (!self->is_none && catena_entry_list_get_n_selected (self) == 0) {
    _catena_entry_list_select_position (self, MIN (self->position, _catena_entry_list_count (self) - 1));
  }
}

/**
 * catena_entry_list_get_selection:
 * @self: a list
 *
 * Returns: (transfer full) (element-type KsEntry): the selected entries, in the order of the list
 */
GPtrArray *
catena_entry_list_get_selection (CatenaEntryList *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GPtrArray *entries = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint64 i = 0; i < gtk_bitset_get_size (selected); i++)
    g_ptr_array_add (entries, g_list_model_get_item (G_LIST_MODEL (self->selection),
                                                     gtk_bitset_get_nth (selected, (guint) i)));

  return entries;
}

/**
 * catena_entry_list_get_n_selected:
 * @self: a list
 *
 * Returns: the number of selected entries
 */
guint
catena_entry_list_get_n_selected (CatenaEntryList *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  return (guint) gtk_bitset_get_size (selected);
}

/**
 * catena_entry_list_select:
 * @self: a list
 * @entry: (nullable): an entry, or %NULL for the one whose place was selected last
 *
 * Selects one entry and scrolls to it. What search and filter hide is shown again for it.
 *
 * Returns: whether it is selected already; if not, it will be when the list has settled
 */
gboolean
catena_entry_list_select (CatenaEntryList *self, KsEntry *entry)
{
  guint position;

  self->is_none = FALSE;
  if (entry != NULL && !find (self, entry, &position)) {
    g_set_object (&self->wanted, entry);
    gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
    adw_toggle_group_set_active_name (self->filter_group, "all");
    return FALSE;
  }

  if (entry != NULL)
    _catena_entry_list_select_position (self, position);
  _catena_entry_list_settle (self);
  return catena_entry_list_get_n_selected (self) > 0;
}

/**
 * catena_entry_list_select_all:
 * @self: a list
 *
 * Selects all entries that search and filter show.
 */
void
catena_entry_list_select_all (CatenaEntryList *self)
{
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (self->selection));
}

/**
 * catena_entry_list_unselect_all:
 * @self: a list, which then selects nothing until an entry is chosen
 */
void
catena_entry_list_unselect_all (CatenaEntryList *self)
{
  self->is_none = TRUE;
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
}
