/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "catena-entry-filter.h"
#include "catena-entry-list.h"
#include "catena-view-switch.h"
#include "kw-explanation.h"
#include "kw-status-mark.h"

G_BEGIN_DECLS

struct _CatenaEntryList {
  AdwBin parent_instance;

  CatenaViewSwitch *view_switch;
  GtkSearchEntry *search_entry;
  AdwToggleGroup *filter_group;
  GtkStack *stack;
  GtkListView *list_view;
  GtkMenuButton *role_button;
  GtkLabel *role_label;
  KwExplanation *role_explanation;
  GtkWidget *file_button;
  KwStatusMark *file_mark;
  GtkLabel *count_label;
  GtkLabel *format_label;
  GtkWidget *context_menu;

  CatenaDocument *document;
  CatenaVerification *verification;
  CatenaEntryFilter *filter;
  GtkSortListModel *sorted;
  GtkFilterListModel *filtered;
  GtkMultiSelection *selection;
  GListModel *shown; /* the same, for the list view, which gets many entries step by step */
  GHashTable *rows;  /* the rows in use, as a set */

  KsEntry *wanted;  /* to be selected as soon as it is in the list */
  guint n_remarks;  /* about the file: those that warn */
  guint position;   /* of what was selected last */
  gboolean is_none; /* nothing is to be selected */
};

guint _catena_entry_list_count (CatenaEntryList *self);
void _catena_entry_list_update_stack (CatenaEntryList *self);
void _catena_entry_list_activate (CatenaEntryList *self);

/* catena-entry-list-rows.c */
void _catena_entry_list_init_rows (CatenaEntryList *self);
void _catena_entry_list_update_marks (CatenaEntryList *self);

/* catena-entry-list-selection.c */
gboolean _catena_entry_list_select_position (CatenaEntryList *self, guint position);
void _catena_entry_list_settle (CatenaEntryList *self);

/* catena-entry-list-menu.c */
void _catena_entry_list_init_menu (CatenaEntryList *self);
gboolean _catena_entry_list_menu_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data);

/* catena-entry-list-file.c: what is said of the file below the list */
void _catena_entry_list_update_file (CatenaEntryList *self);

G_END_DECLS
