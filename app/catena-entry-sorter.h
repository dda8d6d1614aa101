/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Key pairs first, then secrets, then what is trusted; by alias among themselves. A file's own order means nothing to people: Java writes its
 * entries in the order of a hash table. */
GtkSorter *catena_entry_sorter_new (void) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *catena_entry_sorter_sort (GPtrArray *entries) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
