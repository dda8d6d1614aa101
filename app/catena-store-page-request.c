/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-application.h"
#include "catena-error-dialog.h"
#include "catena-key-unlock.h"
#include "catena-request-dialog.h"
#include "catena-sign-dialog.h"
#include "catena-store-page-private.h"

static CatenaApplication *
get_application (CatenaStorePage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return CATENA_APPLICATION (gtk_window_get_application (GTK_WINDOW (root)));
}

static void
save_keystore_cb (CatenaStorePage *self)
{
  _catena_store_page_save_async (self, FALSE, NULL, NULL);
}

/* Asks what the request for the key of @entry is to have. */
CatenaRequestDialog *
_catena_store_page_present_request (CatenaStorePage *self, KsEntry *entry, GBytes *spki)
{
  AdwDialog *dialog = catena_request_dialog_new (self->document, entry, spki,
                                                 catena_application_get_requests (get_application (self)));

  g_signal_connect_object (dialog, "save-keystore", G_CALLBACK (save_keystore_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
  return CATENA_REQUEST_DIALOG (dialog);
}

/* A key without a certificate has to be open before anything is known of it. */
static void
bare_key_unlocked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CatenaStorePage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (KsSecret) pkcs8 = catena_key_unlock_finish (result, &error);
  g_autoptr (GBytes) spki = pkcs8 != NULL ? ks_key_dup_spki (pkcs8, &error) : NULL;
  KsEntry *entry = catena_verification_get_entry (self->verification);

  if (spki != NULL && entry != NULL)
    _catena_store_page_present_request (self, entry, spki);
  else if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    catena_error_dialog_present (GTK_WIDGET (self), _ ("No Request Could Be Made"), error);
}

static void
request_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CatenaStorePage *self = user_data;
  KsEntry *entry = catena_verification_get_entry (self->verification);
  KsCertificate *leaf = entry != NULL ? ks_entry_get_leaf (entry) : NULL;

  if (entry == NULL)
    return;
  if (leaf != NULL)
    _catena_store_page_present_request (self, entry, ks_certificate_get_spki (leaf));
  else
    catena_key_unlock_async (GTK_WIDGET (self), self->document, entry, bare_key_unlocked_cb,
                             g_object_ref (self));
}

static void
sign_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CatenaStorePage *self = user_data;
  KsEntry *entry = catena_verification_get_entry (self->verification);
  g_autoptr (GPtrArray) documents = catena_application_list_documents (get_application (self));
  g_autoptr (GError) error = NULL;
  g_autoptr (KsRequest) request = NULL;

  if (entry == NULL)
    return;

  request = ks_request_new (ks_entry_get_data (entry), &error);
  if (request != NULL)
    adw_dialog_present (catena_sign_dialog_new (request, documents), GTK_WIDGET (self));
  else
    catena_error_dialog_present (GTK_WIDGET (self), _ ("The Request Cannot Be Read"), error);
}

static const GActionEntry actions[] = {
  { "request", request_action },
  { "sign", sign_action },
};

void
_catena_store_page_init_request (CatenaStorePage *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self->entry_actions), actions, G_N_ELEMENTS (actions), self);
}

void
_catena_store_page_update_request (CatenaStorePage *self)
{
  KsEntry *entry = catena_verification_get_entry (self->verification);
  gboolean is_ready = catena_document_get_state (self->document) == CATENA_DOCUMENT_READY && entry != NULL;

  _catena_store_page_set_enabled (self->entry_actions, "request",
                                  is_ready && ks_entry_get_kind (entry) == KS_ENTRY_KEY);
  _catena_store_page_set_enabled (self->entry_actions, "sign",
                                  is_ready && ks_entry_get_kind (entry) == KS_ENTRY_REQUEST);
}

/* For a certificate in which names are missing. */
void
_catena_store_page_request_again (CatenaStorePage *self, KsEntry *entry)
{
  KsCertificate *leaf = ks_entry_get_leaf (entry);

  if (leaf != NULL)
    _catena_store_page_present_request (self, entry, ks_certificate_get_spki (leaf));
}

/* With the names that were tested and are not covered. */
void
_catena_store_page_request_names (CatenaStorePage *self)
{
  KsEntry *entry = catena_verification_get_entry (self->verification);
  KsCertificate *leaf = entry != NULL ? ks_entry_get_leaf (entry) : NULL;
  const char *const *hosts = catena_verification_get_hosts (self->verification);
  g_auto (GStrv) missing = NULL;
  CatenaRequestDialog *dialog;

  if (leaf == NULL || ks_entry_get_kind (entry) != KS_ENTRY_KEY)
    return;

  dialog = _catena_store_page_present_request (self, entry, ks_certificate_get_spki (leaf));
  missing = ks_host_list_uncovered (hosts, leaf);
  catena_request_dialog_add_names (dialog, (const char *const *) missing);
}
