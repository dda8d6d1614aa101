/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-entry-cell.h"

#include <glib/gi18n.h>

#include "kw-entry-text.h"
#include "kw-text.h"

#define SPACING 12

struct _CatenaEntryCell {
  GtkWidget parent_instance;

  GtkWidget *icon;
  GtkWidget *lines;
  GtkLabel *alias;
  GtkLabel *detail;

  KsEntry *entry; /* or NULL */
};

G_DEFINE_FINAL_TYPE (CatenaEntryCell, catena_entry_cell, GTK_TYPE_WIDGET)

static void
catena_entry_cell_dispose (GObject *object)
{
  CatenaEntryCell *self = CATENA_ENTRY_CELL (object);

  g_clear_pointer (&self->icon, gtk_widget_unparent);
  g_clear_pointer (&self->lines, gtk_widget_unparent);
  g_clear_object (&self->entry);

  G_OBJECT_CLASS (catena_entry_cell_parent_class)->dispose (object);
}

static void
catena_entry_cell_class_init (CatenaEntryCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_entry_cell_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "entrycell");
}

static GtkLabel *
add_line (CatenaEntryCell *self, PangoEllipsizeMode mode)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), mode);
  gtk_box_append (GTK_BOX (self->lines), label);
  return GTK_LABEL (label);
}

static void
catena_entry_cell_init (CatenaEntryCell *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), SPACING);
  self->icon = gtk_image_new ();
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_widget_set_parent (self->icon, GTK_WIDGET (self));
  self->lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_hexpand (self->lines, TRUE);
  gtk_widget_set_valign (self->lines, GTK_ALIGN_CENTER);
  gtk_widget_set_parent (self->lines, GTK_WIDGET (self));
  self->alias = add_line (self, PANGO_ELLIPSIZE_END);
  self->detail = add_line (self, PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_add_css_class (GTK_WIDGET (self->detail), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->detail), "dimmed");
  gtk_widget_add_css_class (GTK_WIDGET (self->detail), "numeric");
}

/**
 * catena_entry_cell_new:
 *
 * Makes a cell without entry.
 *
 * Returns: (transfer floating): the new cell
 */
GtkWidget *
catena_entry_cell_new (void)
{
  return g_object_new (CATENA_TYPE_ENTRY_CELL, NULL);
}

static char *
dup_detail (KsEntry *entry, const char *place)
{
  g_autofree char *title = NULL;
  g_autofree char *shown = NULL;

  if (place == NULL)
    return kw_entry_text_dup_detail (entry, g_get_real_time () / G_USEC_PER_SEC);
  title = kw_text_show (ks_entry_get_title (entry));
  shown = kw_text_show (place);
  return *title != '\0' ? g_strdup_printf ("%s · %s", title, shown) : g_steal_pointer (&shown);
}

/**
 * catena_entry_cell_set_entry:
 * @self: a cell
 * @entry: (nullable): an entry
 * @place: (nullable): the name of the file that it is in
 *
 * Shows an entry.
 */
void
catena_entry_cell_set_entry (CatenaEntryCell *self, KsEntry *entry, const char *place)
{
  g_autofree char *alias = entry != NULL ? kw_entry_text_dup_alias (entry) : g_strdup ("—");
  g_autofree char *detail = entry != NULL ? dup_detail (entry, place) : NULL;
  g_autofree char *tooltip = entry != NULL ? kw_text_plain (ks_entry_get_alias (entry)) : NULL;

  g_set_object (&self->entry, entry);
  gtk_widget_set_visible (self->icon, entry != NULL);
  if (entry != NULL)
    gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), kw_kind_icon (ks_entry_get_kind (entry)));
  gtk_label_set_label (self->alias, alias);
  gtk_label_set_label (self->detail, detail);
  gtk_widget_set_visible (GTK_WIDGET (self->detail), detail != NULL && *detail != '\0');
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tooltip);
}

/**
 * catena_entry_cell_get_entry:
 * @self: a cell
 *
 * Returns: (transfer none) (nullable): the entry that it shows
 */
KsEntry *
catena_entry_cell_get_entry (CatenaEntryCell *self)
{
  return self->entry;
}

/**
 * catena_entry_cell_dup_description:
 * @self: a cell
 *
 * Returns: (transfer full): what it shows, in words
 */
char *
catena_entry_cell_dup_description (CatenaEntryCell *self)
{
  const char *detail = gtk_label_get_label (self->detail);

  if (self->entry == NULL)
    return g_strdup (_ ("Nothing"));
  return *detail != '\0' ? g_strdup_printf ("%s, %s, %s", gtk_label_get_label (self->alias),
                                            ks_entry_kind_get_name (ks_entry_get_kind (self->entry)), detail)
                         : g_strdup_printf ("%s, %s", gtk_label_get_label (self->alias),
                                            ks_entry_kind_get_name (ks_entry_get_kind (self->entry)));
}
