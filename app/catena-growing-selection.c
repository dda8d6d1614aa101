/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-growing-selection.h"

#include "catena-after-frame.h"

/* A list view makes two hundred rows at once, which is too much for one frame, most of all for the first one, when fonts and
 * styles are looked up, too. */
#define FIRST_ROWS 24
#define MORE_ROWS 22
#define MAX_ROWS 200

struct _CatenaGrowingSelection {
  GObject parent_instance;

  GtkSelectionModel *model;
  guint n_model; /* its items, as this model has told of them */
  guint limit;   /* how many of them are items of this model; G_MAXUINT: all */
  GtkWidget *widget;
  CatenaAfterFrame growing;
};

enum {
  SIGNAL_GROWN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void catena_growing_selection_list_model_init (GListModelInterface *iface);
static void catena_growing_selection_selection_model_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CatenaGrowingSelection,
                               catena_growing_selection,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      catena_growing_selection_list_model_init)
                                 G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL,
                                                        catena_growing_selection_selection_model_init))

/* ---- growing ---- */

static guint
count (CatenaGrowingSelection *self)
{
  return MIN (self->n_model, self->limit);
}

static void
tell (gpointer data)
{
  g_signal_emit (data, signals[SIGNAL_GROWN], 0);
}

static void
grow (gpointer data)
{
  CatenaGrowingSelection *self = data;
  guint before = count (self);

  self->limit += MORE_ROWS;
  if (self->limit >= MAX_ROWS || self->limit >= self->n_model)
    self->limit = G_MAXUINT;
  else
    catena_after_frame_start (&self->growing, self->widget, grow, self);
  if (count (self) != before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, count (self) - before);
  /* When the view has laid out its rows, it can scroll to one of them. */
  if (self->limit == G_MAXUINT)
    catena_after_frame_start (&self->growing, self->widget, tell, self);
}

/* What is less than that many rows is there at once. */
static void
begin (CatenaGrowingSelection *self)
{
  catena_after_frame_stop (&self->growing);
  self->limit = G_MAXUINT;
  if (self->n_model <= MAX_ROWS || self->widget == NULL)
    return;
  self->limit = FIRST_ROWS;
  catena_after_frame_start (&self->growing, self->widget, grow, self);
}

/* Other items, or the same in another order: a list view makes all its rows anew. */
static gboolean
is_much (CatenaGrowingSelection *self, guint position, guint removed, guint added)
{
  return (position == 0 && removed == self->n_model) || (removed > MAX_ROWS && added > MAX_ROWS);
}

static void
items_changed_cb (CatenaGrowingSelection *self, guint position, guint removed, guint added)
{
  guint before = count (self);
  gboolean was_all = before == self->n_model;
  gboolean is_new = is_much (self, position, removed, added);
  guint after;

  self->n_model += added - removed;
  if (is_new)
    begin (self);
  after = count (self);
  if (was_all && self->limit == G_MAXUINT) {
    g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
    return;
  }
  /* Behind what has changed, items have come in at the end, or have gone there. */
  position = MIN (position, after);
  if (position < before || position < after)
    g_list_model_items_changed (G_LIST_MODEL (self), position, before - position, after - position);
}

static void
selection_changed_cb (CatenaGrowingSelection *self, guint position, guint n_items)
{
  if (position < count (self))
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), position,
                                           MIN (n_items, count (self) - position));
}

/* ---- the list ---- */

static GType
catena_growing_selection_get_item_type (GListModel *list)
{
  return g_list_model_get_item_type (G_LIST_MODEL (CATENA_GROWING_SELECTION (list)->model));
}

static guint
catena_growing_selection_get_n_items (GListModel *list)
{
  return count (CATENA_GROWING_SELECTION (list));
}

static gpointer
catena_growing_selection_get_item (GListModel *list, guint position)
{
  CatenaGrowingSelection *self = CATENA_GROWING_SELECTION (list);

  return position < count (self) ? g_list_model_get_item (G_LIST_MODEL (self->model), position) : NULL;
}

static void
catena_growing_selection_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = catena_growing_selection_get_item_type;
  iface->get_n_items = catena_growing_selection_get_n_items;
  iface->get_item = catena_growing_selection_get_item;
}

/* ---- what is selected: the other model knows ---- */

static GtkSelectionModel *
other (GtkSelectionModel *model)
{
  return CATENA_GROWING_SELECTION (model)->model;
}

static gboolean
catena_growing_selection_is_selected (GtkSelectionModel *model, guint position)
{
  return gtk_selection_model_is_selected (other (model), position);
}

static GtkBitset *
catena_growing_selection_get_selection_in_range (GtkSelectionModel *model, guint position, guint n_items)
{
  return gtk_selection_model_get_selection_in_range (other (model), position, n_items);
}

static gboolean
catena_growing_selection_select_item (GtkSelectionModel *model, guint position, gboolean unselect_rest)
{
  return gtk_selection_model_select_item (other (model), position, unselect_rest);
}

static gboolean
catena_growing_selection_unselect_item (GtkSelectionModel *model, guint position)
{
  return gtk_selection_model_unselect_item (other (model), position);
}

static gboolean
catena_growing_selection_select_range (GtkSelectionModel *model,
                                       guint position,
                                       guint n_items,
                                       gboolean unselect_rest)
{
  return gtk_selection_model_select_range (other (model), position, n_items, unselect_rest);
}

static gboolean
catena_growing_selection_unselect_range (GtkSelectionModel *model, guint position, guint n_items)
{
  return gtk_selection_model_unselect_range (other (model), position, n_items);
}

static gboolean
catena_growing_selection_select_all (GtkSelectionModel *model)
{
  return gtk_selection_model_select_all (other (model));
}

static gboolean
catena_growing_selection_unselect_all (GtkSelectionModel *model)
{
  return gtk_selection_model_unselect_all (other (model));
}

static gboolean
catena_growing_selection_set_selection (GtkSelectionModel *model, GtkBitset *selected, GtkBitset *mask)
{
  return gtk_selection_model_set_selection (other (model), selected, mask);
}

static void
catena_growing_selection_selection_model_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = catena_growing_selection_is_selected;
  iface->get_selection_in_range = catena_growing_selection_get_selection_in_range;
  iface->select_item = catena_growing_selection_select_item;
  iface->unselect_item = catena_growing_selection_unselect_item;
  iface->select_range = catena_growing_selection_select_range;
  iface->unselect_range = catena_growing_selection_unselect_range;
  iface->select_all = catena_growing_selection_select_all;
  iface->unselect_all = catena_growing_selection_unselect_all;
  iface->set_selection = catena_growing_selection_set_selection;
}

/* ---- the object ---- */

static void
catena_growing_selection_dispose (GObject *object)
{
  CatenaGrowingSelection *self = CATENA_GROWING_SELECTION (object);

  catena_after_frame_stop (&self->growing);
  g_clear_weak_pointer (&self->widget);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (catena_growing_selection_parent_class)->dispose (object);
}

static void
catena_growing_selection_class_init (CatenaGrowingSelectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = catena_growing_selection_dispose;

  signals[SIGNAL_GROWN] = g_signal_new ("grown", CATENA_TYPE_GROWING_SELECTION, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 0);
}

static void
catena_growing_selection_init (CatenaGrowingSelection *self)
{
}

/**
 * catena_growing_selection_new:
 * @model: all items
 * @widget: the list view that shows them; its frames are waited for
 *
 * Returns: (transfer full): the first items of the model, soon all of them
 */
CatenaGrowingSelection *
catena_growing_selection_new (GtkSelectionModel *model, GtkWidget *widget)
{
  CatenaGrowingSelection *self = NULL;

  g_return_val_if_fail (GTK_IS_SELECTION_MODEL (model), NULL);
  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  self = g_object_new (CATENA_TYPE_GROWING_SELECTION, NULL);
  self->model = g_object_ref (model);
  self->n_model = g_list_model_get_n_items (G_LIST_MODEL (model));
  g_set_weak_pointer (&self->widget, widget);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "selection-changed", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  begin (self);
  return self;
}

/**
 * catena_growing_selection_start_over:
 * @self: a model
 *
 * Has only the first items again, and grows: for the time when its view is moved to another place in the window, which costs by its rows.
 */
void
catena_growing_selection_start_over (CatenaGrowingSelection *self)
{
  guint before = count (self);

  g_return_if_fail (CATENA_IS_GROWING_SELECTION (self));

  begin (self);
  if (count (self) < before)
    g_list_model_items_changed (G_LIST_MODEL (self), count (self), before - count (self), 0);
}
