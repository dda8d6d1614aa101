/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-pair-row.h"

#include <glib/gi18n.h>

#define SPACING 12

struct _CatenaPairRow {
  GtkWidget parent_instance;

  GtkWidget *cells; /* GtkBox */
  CatenaEntryCell *sides[2];
  GtkLabel *remark;
  KsStorePair *pair; /* or NULL */
};

G_DEFINE_FINAL_TYPE (CatenaPairRow, catena_pair_row, GTK_TYPE_WIDGET)

static void
catena_pair_row_dispose (GObject *object)
{
  CatenaPairRow *self = CATENA_PAIR_ROW (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->pair);

  G_OBJECT_CLASS (catena_pair_row_parent_class)->dispose (object);
}

static void
catena_pair_row_class_init (CatenaPairRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_pair_row_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "pairrow");
}

static void
catena_pair_row_init (CatenaPairRow *self)
{
  GtkWidget *remark = gtk_label_new (NULL);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))),
                                  GTK_ORIENTATION_VERTICAL);
  self->cells = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, SPACING);
  gtk_box_set_homogeneous (GTK_BOX (self->cells), TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (self->sides); i++) {
    self->sides[i] = CATENA_ENTRY_CELL (catena_entry_cell_new ());
    gtk_box_append (GTK_BOX (self->cells), GTK_WIDGET (self->sides[i]));
  }
  gtk_widget_set_parent (self->cells, GTK_WIDGET (self));
  self->remark = GTK_LABEL (remark);
  gtk_label_set_xalign (self->remark, 0);
  gtk_label_set_wrap (self->remark, TRUE);
  gtk_widget_set_margin_start (remark, 28);
  gtk_widget_add_css_class (remark, "caption");
  gtk_widget_set_parent (remark, GTK_WIDGET (self));
}

/**
 * catena_pair_row_new:
 *
 * Makes a row without a pair.
 *
 * Returns: (transfer floating): the new row
 */
GtkWidget *
catena_pair_row_new (void)
{
  return g_object_new (CATENA_TYPE_PAIR_ROW, NULL);
}

/**
 * catena_pair_row_set_pair:
 * @self: a row
 * @pair: two entries, either of which may be missing
 * @places: (nullable) (array fixed-size=2): the names of their files, for a narrow place
 *
 * Shows a pair.
 */
void
catena_pair_row_set_pair (CatenaPairRow *self, KsStorePair *pair, const char *const *places)
{
  KsEntry *entries[] = { ks_store_pair_get_left (pair), ks_store_pair_get_right (pair) };
  g_autofree char *remark = ks_store_pair_dup_remark (pair);

  g_set_object (&self->pair, pair);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->cells),
                                  places != NULL ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (GTK_BOX (self->cells), places != NULL ? 6 : SPACING);
  for (gsize i = 0; i < G_N_ELEMENTS (self->sides); i++) {
    catena_entry_cell_set_entry (self->sides[i], entries[i], places != NULL ? places[i] : NULL);
    /* What is missing needs no line where the section has said so. */
    gtk_widget_set_visible (GTK_WIDGET (self->sides[i]), entries[i] != NULL || places == NULL);
  }
  gtk_label_set_label (self->remark, remark);
  gtk_widget_set_visible (GTK_WIDGET (self->remark), remark != NULL);
}

/**
 * catena_pair_row_get_pair:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the pair that it shows
 */
KsStorePair *
catena_pair_row_get_pair (CatenaPairRow *self)
{
  return self->pair;
}

/**
 * catena_pair_row_get_cell:
 * @self: a row
 * @side: 0 for the first keystore, 1 for the second
 *
 * Returns: (transfer none): the cell of that side
 */
CatenaEntryCell *
catena_pair_row_get_cell (CatenaPairRow *self, guint side)
{
  return self->sides[side];
}

/**
 * catena_pair_row_dup_description:
 * @self: a row
 *
 * Returns: (transfer full): what it shows, in words
 */
char *
catena_pair_row_dup_description (CatenaPairRow *self)
{
  g_autofree char *left = catena_entry_cell_dup_description (self->sides[0]);
  g_autofree char *right = catena_entry_cell_dup_description (self->sides[1]);
  const char *remark = gtk_label_get_label (self->remark);

  /* Translators: an entry of the first keystore, and one of the second */
  return gtk_widget_get_visible (GTK_WIDGET (self->remark))
           ? g_strdup_printf (_ ("First: %s. Second: %s. %s"), left, right, remark)
           : g_strdup_printf (_ ("First: %s. Second: %s."), left, right);
}
