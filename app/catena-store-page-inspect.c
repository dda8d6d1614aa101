/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-asn1-dialog.h"
#include "catena-store-page-private.h"

/* The certificate that the page shows, which may be a CA's of the chain. */
KsCertificate *
_catena_store_page_get_certificate (CatenaStorePage *self, KsEntry *entry)
{
  KwChainView *chain = catena_entry_page_get_chain_view (self->entry_page);
  const KsPath *path = kw_chain_view_get_path (chain);
  int selected = kw_chain_view_get_selected (chain);

  if (path != NULL && selected >= 0 && (guint) selected < path->nodes->len)
    return ((KsPathNode *) g_ptr_array_index (path->nodes, selected))->certificate;
  return ks_entry_get_leaf (entry);
}

/* (transfer full) (nullable): what of an entry can be looked into, but nothing secret. */
static GBytes *
find_bytes (CatenaStorePage *self, KsEntry *entry, char **title)
{
  KsCertificate *certificate = _catena_store_page_get_certificate (self, entry);
  KsEntryKind kind = ks_entry_get_kind (entry);

  if (certificate != NULL) {
    *title = g_strdup (ks_certificate_get_title (certificate));
    return g_bytes_ref (ks_certificate_get_der (certificate));
  }
  if ((kind != KS_ENTRY_REQUEST && kind != KS_ENTRY_CRL) || ks_entry_get_data (entry) == NULL)
    return NULL;
  *title = g_strdup (ks_entry_get_alias (entry));
  return g_bytes_ref (ks_entry_get_data (entry));
}

static gboolean
can_be_inspected (KsEntry *entry)
{
  return entry != NULL &&
         (ks_entry_get_leaf (entry) != NULL || ks_entry_get_kind (entry) == KS_ENTRY_REQUEST ||
          ks_entry_get_kind (entry) == KS_ENTRY_CRL);
}

static void
inspect_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CatenaStorePage *self = user_data;
  KsEntry *entry = catena_verification_get_entry (self->verification);
  g_autofree char *title = NULL;
  g_autoptr (GBytes) bytes = can_be_inspected (entry) ? find_bytes (self, entry, &title) : NULL;

  if (bytes != NULL)
    adw_dialog_present (catena_asn1_dialog_new (title, bytes), GTK_WIDGET (self));
}

/* The formats that are ASN.1 as a whole. */
static gboolean
is_asn1 (KsStore *store)
{
  static const char *const formats[] = { "pkcs12", "pkcs7", "pkipath", "der", "bcfks", NULL };

  return store != NULL && g_strv_contains (formats, ks_store_get_format (store)->id);
}

static void
inspect_file_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CatenaStorePage *self = user_data;
  GFile *file = catena_document_get_file (self->document);

  if (file != NULL)
    adw_dialog_present (catena_asn1_dialog_new_for_file (catena_document_get_title (self->document), file),
                        GTK_WIDGET (self));
}

static const GActionEntry entry_action_entries[] = { { "inspect", inspect_action } };
static const GActionEntry document_action_entries[] = { { "inspect", inspect_file_action } };

void
_catena_store_page_init_inspect (CatenaStorePage *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self->entry_actions), entry_action_entries,
                                   G_N_ELEMENTS (entry_action_entries), self);
  g_action_map_add_action_entries (G_ACTION_MAP (self->document_actions), document_action_entries,
                                   G_N_ELEMENTS (document_action_entries), self);
}

void
_catena_store_page_update_inspect (CatenaStorePage *self)
{
  _catena_store_page_set_enabled (self->entry_actions, "inspect",
                                  can_be_inspected (catena_verification_get_entry (self->verification)));
  _catena_store_page_set_enabled (self->document_actions, "inspect",
                                  catena_document_get_file (self->document) != NULL &&
                                    is_asn1 (catena_document_get_store (self->document)));
}
