/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Somebody wants the row at @from to stand at @to; rows are counted from 0, as they are before the move. */
typedef void (*KwReorderFunc) (gpointer owner, guint from, guint to);

/* Makes the order of @list a person's: rows are dragged, and moved by Alt+Up and Alt+Down. The owner moves what they show. */
void kw_reorder_init_list (GtkListBox *list, KwReorderFunc moved, gpointer owner);
/* @handle: what is dragged; @row itself, or a part of it */
void kw_reorder_init_row (GtkListBoxRow *row, GtkWidget *handle);

G_END_DECLS
