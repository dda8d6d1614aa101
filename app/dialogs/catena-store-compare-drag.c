/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-pair-row.h"
#include "catena-store-compare-private.h"

static guint
get_side (GtkWidget *cell)
{
  CatenaPairRow *row = CATENA_PAIR_ROW (gtk_widget_get_ancestor (cell, CATENA_TYPE_PAIR_ROW));

  return cell == GTK_WIDGET (catena_pair_row_get_cell (row, 0)) ? 0 : 1;
}

/* ---- dragging ---- */

/* A pair, which nobody but this dialog takes: the window behind it takes entries, for the page that it shows. */
static GdkContentProvider *
prepare_cb (GtkDragSource *source, double x, double y, CatenaStoreCompareDialog *self)
{
  GtkWidget *cell = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  CatenaPairRow *row = CATENA_PAIR_ROW (gtk_widget_get_ancestor (cell, CATENA_TYPE_PAIR_ROW));
  g_autoptr (GdkPaintable) picture = NULL;

  if (catena_entry_cell_get_entry (CATENA_ENTRY_CELL (cell)) == NULL)
    return NULL;
  self->drag_side = get_side (cell);
  picture = gtk_widget_paintable_new (cell);
  gtk_drag_source_set_icon (source, picture, 24, gdk_paintable_get_intrinsic_height (picture) / 2);
  return gdk_content_provider_new_typed (KS_TYPE_STORE_PAIR, catena_pair_row_get_pair (row));
}

void
_catena_store_compare_init_row (CatenaStoreCompareDialog *self, GtkWidget *row)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->sides); i++) {
    GtkDragSource *source = gtk_drag_source_new ();

    gtk_drag_source_set_actions (source, GDK_ACTION_COPY);
    g_signal_connect_object (source, "prepare", G_CALLBACK (prepare_cb), self, 0);
    gtk_widget_add_controller (GTK_WIDGET (catena_pair_row_get_cell (CATENA_PAIR_ROW (row), i)),
                               GTK_EVENT_CONTROLLER (source));
  }
}

/* ---- dropping ---- */

/* The side at a place: that of the cell, else that of the half; -1: of none. */
static int
find_side (CatenaStoreCompareDialog *self, double x, double y)
{
  GtkWidget *widget = GTK_WIDGET (self->toolbar_view);
  GtkWidget *target = gtk_widget_pick (widget, x, y, GTK_PICK_DEFAULT);
  GtkWidget *cell = target != NULL ? gtk_widget_get_ancestor (target, CATENA_TYPE_ENTRY_CELL) : NULL;
  gboolean is_first_half = x < gtk_widget_get_width (widget) / 2.0;

  if (cell != NULL)
    return (int) get_side (cell);
  if (self->is_narrow)
    return -1;
  return is_first_half == (gtk_widget_get_direction (widget) != GTK_TEXT_DIR_RTL) ? 0 : 1;
}

/* The side that gets what is dropped at a place; -1: none */
static int
find_target (CatenaStoreCompareDialog *self, double x, double y)
{
  int side = find_side (self, x, y);

  return side == (int) (1 - self->drag_side) && catena_document_is_editable (self->sides[side].document)
           ? side
           : -1;
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, CatenaStoreCompareDialog *self)
{
  KsStorePair *pair = g_value_get_object (value);
  int side = find_target (self, x, y);

  /* It may be one of another dialog, in another window. */
  if (side < 0 || !g_list_store_find (self->pairs, pair, NULL))
    return FALSE;
  _catena_store_compare_copy (self, pair, (guint) side);
  return TRUE;
}

static void
leave_cb (CatenaStoreCompareDialog *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->list_view), "drop-first");
  gtk_widget_remove_css_class (GTK_WIDGET (self->list_view), "drop-second");
}

/* The half that would get it is shown. */
static GdkDragAction
motion_cb (GtkDropTarget *target, double x, double y, CatenaStoreCompareDialog *self)
{
  int side = find_target (self, x, y);

  leave_cb (self);
  if (side < 0)
    return 0;
  gtk_widget_add_css_class (GTK_WIDGET (self->list_view), side == 0 ? "drop-first" : "drop-second");
  return GDK_ACTION_COPY;
}

void
_catena_store_compare_init_drop (CatenaStoreCompareDialog *self)
{
  GtkDropTarget *target = gtk_drop_target_new (KS_TYPE_STORE_PAIR, GDK_ACTION_COPY);

  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, 0);
  g_signal_connect_object (target, "motion", G_CALLBACK (motion_cb), self, 0);
  g_signal_connect_object (target, "enter", G_CALLBACK (motion_cb), self, 0);
  g_signal_connect_object (target, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->toolbar_view), GTK_EVENT_CONTROLLER (target));
}
