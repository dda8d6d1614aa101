/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-drag.h"
#include "catena-entry-clip.h"
#include "catena-pair-row.h"
#include "catena-store-compare-private.h"

static guint
get_side (GtkWidget *cell)
{
  CatenaPairRow *row = CATENA_PAIR_ROW (gtk_widget_get_ancestor (cell, CATENA_TYPE_PAIR_ROW));

  return cell == GTK_WIDGET (catena_pair_row_get_cell (row, 0)) ? 0 : 1;
}

/* ---- dragging ---- */

static GdkContentProvider *
prepare_cb (GtkDragSource *source, double x, double y, CatenaStoreCompareDialog *self)
{
  GtkWidget *cell = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  KsEntry *entry = catena_entry_cell_get_entry (CATENA_ENTRY_CELL (cell));
  CatenaDocument *document = self->sides[get_side (cell)].document;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GdkPaintable) picture = NULL;

  if (entry == NULL)
    return NULL;
  entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (entries, g_object_ref (entry));
  picture = gtk_widget_paintable_new (cell);
  gtk_drag_source_set_icon (source, picture, 24, gdk_paintable_get_intrinsic_height (picture) / 2);
  return GDK_CONTENT_PROVIDER (catena_drag_content_new (entries, catena_document_get_keyring (document),
                                                        G_OBJECT (document)));
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

/* The pair of an entry that was dragged out of @side. */
static KsStorePair *
find_pair (CatenaStoreCompareDialog *self, KsEntry *entry, guint side)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->pairs)); i++) {
    g_autoptr (KsStorePair) pair = g_list_model_get_item (G_LIST_MODEL (self->pairs), i);

    if (_catena_store_compare_get_entry (pair, side) == entry)
      return pair;
  }
  return NULL;
}

/* What is dropped beside the lists ends here, too: behind the dialog there is a page that would take it. */
static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, CatenaStoreCompareDialog *self)
{
  CatenaEntryClip *clip = g_value_get_object (value);
  GPtrArray *entries = catena_entry_clip_get_entries (clip);
  guint from = catena_entry_clip_get_source (clip) == self->sides[0].document ? 0 : 1;
  int side = find_side (self, x, y);
  KsStorePair *pair = entries->len == 1 ? find_pair (self, g_ptr_array_index (entries, 0), from) : NULL;

  if (pair != NULL && side == (int) (1 - from))
    _catena_store_compare_copy (self, pair, 1 - from);
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
  const GValue *value = gtk_drop_target_get_value (target);
  CatenaEntryClip *clip = value != NULL ? g_value_get_object (value) : NULL;
  guint from = clip != NULL && catena_entry_clip_get_source (clip) == self->sides[0].document ? 0 : 1;
  int side = find_side (self, x, y);

  leave_cb (self);
  if (clip != NULL && side == (int) (1 - from) && catena_document_is_editable (self->sides[side].document))
    gtk_widget_add_css_class (GTK_WIDGET (self->list_view), side == 0 ? "drop-first" : "drop-second");
  return GDK_ACTION_COPY;
}

void
_catena_store_compare_init_drop (CatenaStoreCompareDialog *self)
{
  GtkDropTarget *target = gtk_drop_target_new (CATENA_TYPE_ENTRY_CLIP, GDK_ACTION_COPY);

  gtk_drop_target_set_preload (target, TRUE);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, 0);
  g_signal_connect_object (target, "motion", G_CALLBACK (motion_cb), self, 0);
  g_signal_connect_object (target, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->toolbar_view), GTK_EVENT_CONTROLLER (target));
}
