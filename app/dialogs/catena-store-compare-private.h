/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "catena-store-compare-dialog.h"

G_BEGIN_DECLS

/* One of the two documents. */
typedef struct {
  CatenaDocument *document;
  KsStore *store; /* whose changes are told */
  GtkLabel *title;
  GtkLabel *count;
  GtkWidget *undo;
  GtkWidget *copy; /* what copies to this side */
} CatenaCompareSide;

struct _CatenaStoreCompareDialog {
  AdwDialog parent_instance;

  AdwToastOverlay *toast_overlay;
  AdwToolbarView *toolbar_view;
  AdwWindowTitle *title;
  GtkWidget *search_entry;
  GtkStack *stack;
  GtkListView *list_view;
  CatenaCompareSide sides[2];

  GSimpleActionGroup *actions;
  GListStore *pairs; /* of KsStorePair */
  GtkFilter *filter;
  GtkSingleSelection *selection;
  char *words;               /* case-folded, or NULL */
  GCancellable *cancellable; /* of the comparison */
  int last_side;             /* that was changed last; -1: none */
  guint drag_side;           /* that a pair is dragged out of */
  gboolean is_narrow;
  gboolean is_copying;
};

/* catena-store-compare-dialog.c */
KsStorePair *_catena_store_compare_get_selected (CatenaStoreCompareDialog *self);
void _catena_store_compare_update (CatenaStoreCompareDialog *self);
void _catena_store_compare_add_toast (CatenaStoreCompareDialog *self, const char *title, gboolean with_undo);

/* catena-store-compare-copy.c */
KsEntry *_catena_store_compare_get_entry (KsStorePair *pair, guint side);
/* Whether the entry of the other side can be copied to this one. */
gboolean _catena_store_compare_can_copy (CatenaStoreCompareDialog *self, KsStorePair *pair, guint side);
void _catena_store_compare_copy (CatenaStoreCompareDialog *self, KsStorePair *pair, guint side);
void _catena_store_compare_undo (CatenaStoreCompareDialog *self, guint side);

/* catena-store-compare-drag.c */
void _catena_store_compare_init_drop (CatenaStoreCompareDialog *self);
/* Entries can be dragged out of a row's cells. */
void _catena_store_compare_init_row (CatenaStoreCompareDialog *self, GtkWidget *row);

G_END_DECLS
