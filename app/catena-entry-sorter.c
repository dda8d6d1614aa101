/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-entry-sorter.h"

#include "ks-entry.h"

static guint
get_rank (KsEntry *entry)
{
  static const guint ranks[] = {
    [KS_ENTRY_KEY] = 0,    [KS_ENTRY_SECRET] = 1,  [KS_ENTRY_CERTIFICATE] = 2,
    [KS_ENTRY_PUBLIC] = 3, [KS_ENTRY_REQUEST] = 4, [KS_ENTRY_CRL] = 5,
  };
  KsEntryKind kind = ks_entry_get_kind (entry);

  return kind < G_N_ELEMENTS (ranks) ? ranks[kind] : G_MAXUINT;
}

static int
compare (gconstpointer a, gconstpointer b, gpointer unused)
{
  KsEntry *one = (gpointer) a, *other = (gpointer) b;
  guint rank = get_rank (one), other_rank = get_rank (other);

  if (rank != other_rank)
    return rank < other_rank ? GTK_ORDERING_SMALLER : GTK_ORDERING_LARGER;
  return gtk_ordering_from_cmpfunc (strcmp (ks_entry_get_sort_key (one), ks_entry_get_sort_key (other)));
}

static int
compare_values (gconstpointer a, gconstpointer b)
{
  return compare (a, b, NULL);
}

/**
 * catena_entry_sorter_sort:
 * @entries: (element-type KsEntry): entries, which are not changed
 *
 * For workers, too.
 *
 * Returns: (transfer full) (element-type KsEntry): the same entries in the order of the list
 */
GPtrArray *
catena_entry_sorter_sort (GPtrArray *entries)
{
  GPtrArray *sorted = g_ptr_array_new_full (entries->len, g_object_unref);

  for (guint i = 0; i < entries->len; i++)
    g_ptr_array_add (sorted, g_object_ref (g_ptr_array_index (entries, i)));
  g_ptr_array_sort_values (sorted, compare_values);
  return sorted;
}

/**
 * catena_entry_sorter_new:
 *
 * Its keys are the entries' own, made by the worker that loads them, so that a list of thousands sorts within a frame.
 *
 * Returns: (transfer full): a sorter for #KsEntry
 */
GtkSorter *
catena_entry_sorter_new (void)
{
  return GTK_SORTER (gtk_custom_sorter_new (compare, NULL, NULL));
}
