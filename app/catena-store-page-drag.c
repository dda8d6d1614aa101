/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-drag.h"
#include "catena-store-page-private.h"
#include "kw-chain-view.h"
#include "kw-entry-row.h"
#include "kw-text.h"

/* Keys go by Export alone. */
static void
offer_export (CatenaStorePage *self, const char *title)
{
  AdwToast *toast = adw_toast_new (title);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_button_label (toast, _ ("Export…"));
  adw_toast_set_action_name (toast, "entry.export");
  adw_toast_overlay_dismiss_all (self->toast_overlay);
  adw_toast_overlay_add_toast (self->toast_overlay, toast);
}

static void
keys_kept_cb (CatenaStorePage *self)
{
  offer_export (self, _ ("Only the certificates were given: keys do not leave by dragging"));
}

static CatenaDragContent *
make_content (CatenaStorePage *self, GPtrArray *entries)
{
  CatenaDragContent *content = catena_drag_content_new (entries, catena_document_get_keyring (self->document),
                                                        G_OBJECT (self->document));

  g_signal_connect_object (content, "keys-kept", G_CALLBACK (keys_kept_cb), self, G_CONNECT_SWAPPED);
  return content;
}

/* The row at a place in the list; its paddings belong to the list item around it. */
static KwEntryRow *
pick_row (CatenaStorePage *self, double x, double y)
{
  GtkWidget *target = gtk_widget_pick (GTK_WIDGET (self->entry_list), x, y, GTK_PICK_DEFAULT);
  GtkWidget *row = target != NULL ? gtk_widget_get_ancestor (target, KW_TYPE_ENTRY_ROW) : NULL;

  if (row == NULL && target != NULL && KW_IS_ENTRY_ROW (gtk_widget_get_first_child (target)))
    row = gtk_widget_get_first_child (target);

  return row != NULL ? KW_ENTRY_ROW (row) : NULL;
}

/* All selected entries, if the one under the pointer is among them. */
static GPtrArray *
list_dragged (CatenaStorePage *self, KsEntry *entry)
{
  GPtrArray *entries = catena_entry_list_get_selection (self->entry_list);

  if (g_ptr_array_find (entries, entry, NULL))
    return entries;

  g_ptr_array_unref (entries);
  entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (entries, g_object_ref (entry));
  return entries;
}

static GdkContentProvider *
prepare_cb (GtkDragSource *source, double x, double y, CatenaStorePage *self)
{
  KwEntryRow *row = pick_row (self, x, y);
  KsEntry *entry = row != NULL ? kw_entry_row_get_entry (row) : NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GdkPaintable) picture = NULL;

  if (entry == NULL)
    return NULL;

  entries = list_dragged (self, entry);
  picture = gtk_widget_paintable_new (GTK_WIDGET (row));
  gtk_drag_source_set_icon (source, picture, 24, gdk_paintable_get_intrinsic_height (picture) / 2);
  return GDK_CONTENT_PROVIDER (make_content (self, entries));
}

static gboolean
cancelled_cb (GtkDragSource *source, GdkDrag *drag, GdkDragCancelReason reason, CatenaStorePage *self)
{
  GdkContentProvider *content = gdk_drag_get_content (drag);

  if (reason == GDK_DRAG_CANCEL_NO_TARGET && CATENA_IS_DRAG_CONTENT (content) &&
      !catena_drag_content_is_public (CATENA_DRAG_CONTENT (content)))
    offer_export (self, _ ("Keys do not leave by dragging"));

  return FALSE;
}

/* A card of the chain is a certificate by itself. */
static GdkContentProvider *
drag_certificate_cb (CatenaStorePage *self, KsCertificate *certificate)
{
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (chain, certificate);
  g_ptr_array_add (entries, ks_entry_new (KS_ENTRY_CERTIFICATE, ks_certificate_get_title (certificate), 0,
                                          NULL, chain));
  return GDK_CONTENT_PROVIDER (make_content (self, entries));
}

void
_catena_store_page_init_drag (CatenaStorePage *self)
{
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_COPY);
  g_signal_connect_object (source, "prepare", G_CALLBACK (prepare_cb), self, 0);
  g_signal_connect_object (source, "drag-cancel", G_CALLBACK (cancelled_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->entry_list), GTK_EVENT_CONTROLLER (source));
  g_signal_connect_object (catena_entry_page_get_chain_view (self->entry_page), "drag-certificate",
                           G_CALLBACK (drag_certificate_cb), self, G_CONNECT_SWAPPED);
}
