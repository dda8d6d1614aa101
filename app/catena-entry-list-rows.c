/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The rows: how they are made, filled and marked. */

#include "catena-config.h"

#include "catena-entry-list-private.h"
#include "kw-entry-row.h"

static void
update_row (CatenaEntryList *self, KwEntryRow *row, GtkListItem *item)
{
  const char *sentence;
  KsEntry *entry = kw_entry_row_get_entry (row);
  KsState state = catena_verification_get_mark (self->verification, entry, &sentence);
  CatenaCovered covered = catena_verification_get_covered (self->verification, entry);
  g_autofree char *description = NULL;

  kw_entry_row_set_state (row, state);
  kw_entry_row_set_state_text (row, sentence);
  kw_entry_row_set_coverage (row, covered.n_covered, covered.n_hosts);
  description = kw_entry_row_dup_description (row);
  gtk_list_item_set_accessible_label (item, description);
}

void
_catena_entry_list_update_marks (CatenaEntryList *self)
{
  GHashTableIter iter;
  gpointer row, item;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &row, &item))
    update_row (self, row, item);
  catena_entry_filter_marks_changed (self->filter);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, CatenaEntryList *self)
{
  gtk_list_item_set_child (item, kw_entry_row_new ());
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, CatenaEntryList *self)
{
  KwEntryRow *row = KW_ENTRY_ROW (gtk_list_item_get_child (item));

  g_hash_table_insert (self->rows, row, item);
  kw_entry_row_set_now (row, catena_verification_get_now (self->verification));
  kw_entry_row_set_entry (row, gtk_list_item_get_item (item));
  update_row (self, row, item);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, CatenaEntryList *self)
{
  g_hash_table_remove (self->rows, gtk_list_item_get_child (item));
}

void
_catena_entry_list_init_rows (CatenaEntryList *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);
  gtk_list_view_set_factory (self->list_view, factory);
}
