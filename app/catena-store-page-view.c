/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-application.h"
#include "catena-store-page-private.h"
#include "catena-window.h"

static gboolean
is_list (CatenaStorePage *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->view_stack), "list") == 0;
}

/* A table or a map fills the window, and an entry opens in its place: that is the split view of a narrow window. */
static void
update_split (CatenaStorePage *self)
{
  adw_navigation_split_view_set_collapsed (self->split_view, self->is_narrow || !is_list (self));
  /* In a wide window, the window's own bar stays above it. */
  adw_header_bar_set_show_start_title_buttons (self->content_bar, self->is_narrow);
  adw_header_bar_set_show_end_title_buttons (self->content_bar, self->is_narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->content_menu), self->is_narrow);
  _catena_store_page_place_lesson_bar (self);
}

void
_catena_store_page_narrow_cb (CatenaStorePage *self)
{
  self->is_narrow = TRUE;
  update_split (self);
}

void
_catena_store_page_wide_cb (CatenaStorePage *self)
{
  self->is_narrow = FALSE;
  update_split (self);
}

void
_catena_store_page_find (CatenaStorePage *self)
{
  const char *view = gtk_stack_get_visible_child_name (self->view_stack);

  if (g_strcmp0 (view, "table") == 0)
    catena_table_page_find (self->table_page);
  else if (g_strcmp0 (view, "map") == 0)
    catena_map_page_find (self->map_page);
  else
    catena_entry_list_find (self->entry_list);
}

/* An entry of another file has its own tab. */
static void
entry_activated_cb (CatenaStorePage *self, KsEntry *entry)
{
  GtkWidget *window = gtk_widget_get_ancestor (GTK_WIDGET (self), CATENA_TYPE_WINDOW);
  GListModel *documents = G_LIST_MODEL (catena_trust_get_documents (self->trust));
  KsStore *store = catena_document_get_store (self->document);
  guint position;

  if (store != NULL && ks_store_find_position (store, entry, &position)) {
    catena_store_page_select (self, entry);
    adw_navigation_split_view_set_show_content (self->split_view, TRUE);
    return;
  }
  for (guint i = 0; window != NULL && i < g_list_model_get_n_items (documents); i++) {
    g_autoptr (CatenaDocument) document = g_list_model_get_item (documents, i);
    CatenaStorePage *page = NULL;

    store = catena_document_get_store (document);
    if (store == NULL || !ks_store_find_position (store, entry, &position))
      continue;
    page = catena_window_show_document (CATENA_WINDOW (window), document);
    if (page != NULL)
      entry_activated_cb (page, entry);
    return;
  }
}

static void
remove_requested_cb (CatenaStorePage *self, GPtrArray *entries)
{
  g_autofree char *label =
    g_strdup_printf (ngettext ("%u anchor removed", "%u anchors removed", entries->len), entries->len);
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_edit_unref);
  g_autoptr (KsEdit) edit = NULL;

  for (guint i = 0; i < entries->len; i++)
    g_ptr_array_add (edits, ks_edit_new_remove (label, g_ptr_array_index (entries, i)));
  edit = ks_edit_new_compound (label, edits);
  _catena_store_page_apply (self, edit, _ ("Nothing Could Be Removed"));
}

static void
row_activated_cb (CatenaStorePage *self)
{
  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
}

/* The list is one of three ways to show all entries. */
static void
make_views (CatenaStorePage *self)
{
  g_autoptr (GtkWidget) list = g_object_ref (GTK_WIDGET (self->entry_list));

  self->view_stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (self->view_stack, FALSE);
  gtk_stack_set_vhomogeneous (self->view_stack, FALSE);
  self->table_page = g_object_new (CATENA_TYPE_TABLE_PAGE, NULL);
  self->map_page = g_object_new (CATENA_TYPE_MAP_PAGE, NULL);
  adw_navigation_page_set_child (self->sidebar, GTK_WIDGET (self->view_stack));
  gtk_stack_add_named (self->view_stack, list, "list");
  gtk_stack_add_named (self->view_stack, GTK_WIDGET (self->table_page), "table");
  gtk_stack_add_named (self->view_stack, GTK_WIDGET (self->map_page), "map");
}

void
_catena_store_page_init_view (CatenaStorePage *self)
{
  make_views (self);
  g_signal_connect_object (self->table_page, "entry-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  catena_table_page_set_list (self->table_page, self->entry_list, self->verification);
  catena_map_page_set_document (self->map_page, self->document, self->trust, self->entry_list);
  g_signal_connect_object (self->map_page, "entry-activated", G_CALLBACK (entry_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->map_page, "remove-requested", G_CALLBACK (remove_requested_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->map_page, "add-requested", G_CALLBACK (_catena_store_page_trust), self,
                           G_CONNECT_SWAPPED);
}

/**
 * catena_store_page_set_view:
 * @self: a page
 * @view: "list", "table" or "map"
 *
 * Shows all entries in another way; what is selected, searched for and filtered stays.
 */
void
catena_store_page_set_view (CatenaStorePage *self, const char *view)
{
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->view_stack), view) == 0)
    return;
  catena_entry_list_start_over (self->entry_list);
  adw_navigation_split_view_set_show_content (self->split_view, FALSE);
  gtk_stack_set_visible_child_name (self->view_stack, view);
  catena_table_page_set_active (self->table_page, g_str_equal (view, "table"));
  update_split (self);
  gtk_widget_grab_focus (gtk_stack_get_visible_child (self->view_stack));
  /* Beside the list, there is always an entry. */
  if (is_list (self) && !self->is_narrow &&
      catena_document_get_state (self->document) == CATENA_DOCUMENT_READY)
    catena_entry_list_select (self->entry_list, NULL);
}
