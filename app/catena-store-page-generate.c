/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-empty-page.h"
#include "catena-generate-dialog.h"
#include "catena-store-page-private.h"
#include "kw-text.h"

static void
made_cb (CatenaStorePage *self, KsEntry *entry, KsSecret *password)
{
  g_autofree char *alias = kw_text_show (ks_entry_get_alias (entry));
  /* TRANSLATORS: toast; %s is the alias of a new key pair */
  g_autofree char *label = g_strdup_printf (_ ("“%s” generated"), alias);
  g_autoptr (KsEdit) edit = ks_edit_new_insert (label, entry);

  if (password != NULL)
    catena_document_remember_password (self->document, ks_entry_get_alias (entry), password);
  if (!_catena_store_page_apply (self, edit, _ ("The Key Pair Could Not Be Added")))
    return;
  catena_document_note_generated (self->document, entry);
  catena_store_page_select (self, entry);
}

static GListModel *
list_issuers (CatenaStorePage *self)
{
  GListModel *documents = G_LIST_MODEL (catena_trust_get_documents (self->trust));
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (documents); i++)
    g_ptr_array_add (list, g_list_model_get_item (documents, i));
  return G_LIST_MODEL (catena_issuer_list (list));
}

static void
generate_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CatenaStorePage *self = user_data;
  g_autoptr (GListModel) issuers = list_issuers (self);
  AdwDialog *dialog =
    catena_generate_dialog_new (catena_generate_draft_new (self->document, issuers,
                                                           catena_verification_get_now (self->verification)));

  g_signal_connect_object (dialog, "made", G_CALLBACK (made_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static const GActionEntry entries[] = {
  { "generate", generate_action },
};

/* A keystore without entries has no use for a list of them: it shows what to begin with. */
static void
show_empty_page (CatenaStorePage *self)
{
  KsStore *store = catena_document_get_store (self->document);
  gboolean is_empty = store != NULL && catena_document_is_editable (self->document) &&
                      g_list_model_get_n_items (G_LIST_MODEL (store)) == 0;
  GtkWidget *list = gtk_widget_get_parent (GTK_WIDGET (self->split_view));

  if (gtk_widget_get_visible (self->empty_page) == is_empty)
    return;
  gtk_widget_set_visible (self->empty_page, is_empty);
  gtk_widget_set_visible (list, !is_empty);
  if (is_empty) {
    adw_navigation_split_view_set_show_content (self->split_view, FALSE);
    gtk_widget_grab_focus (self->empty_page);
  } else {
    gtk_widget_grab_focus (GTK_WIDGET (self->entry_list));
  }
}

static void
store_cb (CatenaStorePage *self)
{
  KsStore *store = catena_document_get_store (self->document);

  if (store != NULL)
    g_signal_connect_object (store, "items-changed", G_CALLBACK (show_empty_page), self, G_CONNECT_SWAPPED);
  show_empty_page (self);
}

static void
make_empty_page (CatenaStorePage *self)
{
  GtkWidget *list = gtk_widget_get_parent (GTK_WIDGET (self->split_view));

  self->empty_page = catena_empty_page_new ();
  gtk_widget_set_vexpand (self->empty_page, TRUE);
  gtk_widget_set_visible (self->empty_page, FALSE);
  gtk_box_append (GTK_BOX (gtk_widget_get_parent (list)), self->empty_page);
  g_signal_connect_object (self->document, "notify::store", G_CALLBACK (store_cb), self, G_CONNECT_SWAPPED);
  store_cb (self);
}

void
_catena_store_page_update_generate (CatenaStorePage *self)
{
  const KsFormat *format = catena_document_get_format (self->document);

  _catena_store_page_set_enabled (self->document_actions, "generate",
                                  catena_document_is_editable (self->document) && format != NULL &&
                                    (format->flags & KS_FORMAT_HOLDS_KEYS) != 0);
  show_empty_page (self);
}

void
_catena_store_page_init_generate (CatenaStorePage *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self->document_actions), entries, G_N_ELEMENTS (entries),
                                   self);
  make_empty_page (self);
}
