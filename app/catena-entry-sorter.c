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

static char *
dup_alias (KsEntry *entry)
{
  return g_strdup (ks_entry_get_alias (entry));
}

static GtkExpression *
new_expression (GType type, GCallback callback)
{
  return gtk_cclosure_expression_new (type, NULL, 0, NULL, callback, NULL, NULL);
}

/**
 * catena_entry_sorter_new:
 *
 * Its keys are made once for each entry, so that a list of thousands sorts within a frame or two.
 *
 * Returns: (transfer full): a sorter for #KsEntry
 */
GtkSorter *
catena_entry_sorter_new (void)
{
  GtkMultiSorter *sorter = gtk_multi_sorter_new ();

  gtk_multi_sorter_append (sorter,
                           GTK_SORTER (gtk_numeric_sorter_new (new_expression (G_TYPE_UINT,
                                                                               G_CALLBACK (get_rank)))));
  gtk_multi_sorter_append (sorter,
                           GTK_SORTER (gtk_string_sorter_new (new_expression (G_TYPE_STRING,
                                                                              G_CALLBACK (dup_alias)))));

  return GTK_SORTER (sorter);
}
