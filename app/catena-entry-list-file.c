/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-entry-list-private.h"

/* “5 entries, JKS, 2 things to know” */
void
_catena_entry_list_update_file (CatenaEntryList *self)
{
  g_autofree char *facts = g_strdup_printf ("%s, %s", gtk_label_get_label (self->count_label),
                                            gtk_label_get_label (self->format_label));
  g_autofree char *news = g_strdup_printf (ngettext ("%u thing to know about this file",
                                                     "%u things to know about this file", self->n_remarks),
                                           self->n_remarks);
  g_autofree char *name = g_strdup_printf ("%s, %s", facts, news);

  gtk_widget_set_visible (GTK_WIDGET (self->file_mark), self->n_remarks > 0);
  kw_status_mark_set_word (self->file_mark, news);
  gtk_widget_set_tooltip_text (self->file_button, self->n_remarks > 0 ? news : _ ("About this file"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->file_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->n_remarks > 0 ? name : facts, -1);
}

/**
 * catena_entry_list_set_n_remarks:
 * @self: a list
 * @n_remarks: how many warnings there are about the file itself
 *
 * Marks what is said of the file below the list.
 */
void
catena_entry_list_set_n_remarks (CatenaEntryList *self, guint n_remarks)
{
  self->n_remarks = n_remarks;
  _catena_entry_list_update_file (self);
}
