/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "catena-import-dialog.h"
#include "catena-import-source.h"

G_BEGIN_DECLS

struct _CatenaImportDialog {
  AdwDialog parent_instance;

  AdwWindowTitle *title_widget;
  GtkWidget *accept_button;
  AdwBanner *banner;
  GtkStack *stack;
  GtkWidget *choose_button;
  GtkWidget *spinner;
  GtkScrolledWindow *lock_scroller;
  GtkBox *lock_box;
  GtkCheckButton *all_check;
  GtkLabel *count_label;
  GtkWidget *conflict_button;
  GtkWidget *list_scroller;
  GtkListView *list_view;

  CatenaDocument *document;
  GPtrArray *sources; /* of CatenaImportSource */
  GPtrArray *locks;   /* of CatenaImportLock or NULL, one for each source; not owned */
  KsImportPlan *plan;
  GListStore *items; /* of CatenaImportItem */
  GCancellable *cancellable;
  guint n_loading;
  guint n_chosen;
  guint n_possible;
  guint n_conflicts;
  guint spinner_id;
  gboolean is_planning;
  gboolean is_applying;
  gboolean is_updating;
};

/* catena-import-dialog.c */
void _catena_import_dialog_update (CatenaImportDialog *self);
void _catena_import_dialog_set_problem (CatenaImportDialog *self, const char *problem);
void _catena_import_dialog_show_spinner (CatenaImportDialog *self, gboolean is_shown);
void _catena_import_dialog_load (CatenaImportDialog *self, CatenaImportSource *source, KsSecret *password);

/* catena-import-dialog-plan.c */
void _catena_import_dialog_make_plan (CatenaImportDialog *self);

G_END_DECLS
