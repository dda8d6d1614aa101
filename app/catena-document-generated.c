/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-document-private.h"

/**
 * catena_document_note_generated:
 * @self: a document
 * @entry: an entry with a key that was made just now
 *
 * Remembers that this key is nowhere else, until [method@Document.forget_generated].
 */
void
catena_document_note_generated (CatenaDocument *self, KsEntry *entry)
{
  g_return_if_fail (CATENA_IS_DOCUMENT (self));
  g_return_if_fail (ks_entry_get_key (entry) != NULL);

  if (self->generated == NULL)
    self->generated = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (self->generated, g_object_ref (ks_entry_get_key (entry)));
}

/**
 * catena_document_has_generated:
 * @self: a document
 *
 * Returns: whether the store has a key that was made here and never saved; what was undone does not count
 */
gboolean
catena_document_has_generated (CatenaDocument *self)
{
  GListModel *entries;

  g_return_val_if_fail (CATENA_IS_DOCUMENT (self), FALSE);

  entries = G_LIST_MODEL (self->store);
  for (guint i = 0; self->generated != NULL && entries != NULL && i < g_list_model_get_n_items (entries);
       i++) {
    g_autoptr (KsEntry) entry = g_list_model_get_item (entries, i);

    if (ks_entry_get_key (entry) != NULL &&
        g_ptr_array_find (self->generated, ks_entry_get_key (entry), NULL))
      return TRUE;
  }

  return FALSE;
}

/**
 * catena_document_forget_generated:
 * @self: a document
 *
 * Its keys have been saved.
 */
void
catena_document_forget_generated (CatenaDocument *self)
{
  g_return_if_fail (CATENA_IS_DOCUMENT (self));

  g_clear_pointer (&self->generated, g_ptr_array_unref);
}
