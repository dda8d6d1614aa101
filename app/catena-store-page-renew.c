/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-renew-dialog.h"
#include "catena-store-page-private.h"
#include "kw-text.h"

static void
show_request (CatenaStorePage *self, KsRenewal *renewal)
{
  KsRequest *request = ks_renewal_get_request (renewal);
  CatenaRequestDialog *dialog =
    _catena_store_page_present_request (self, ks_renewal_get_entry (renewal), ks_request_get_spki (request));

  catena_request_dialog_show_request (dialog, request);
}

/* @password: (nullable): of a key that is new */
static gboolean
apply (CatenaStorePage *self, KsRenewal *renewal, KsSecret *password)
{
  KsEntry *entry = ks_renewal_get_entry (renewal);
  KsEntry *old = catena_verification_get_entry (self->verification);

  if (ks_renewal_get_edit (renewal) == NULL)
    return TRUE;
  if (password != NULL)
    catena_document_remember_password (self->document, ks_entry_get_alias (entry), password);
  if (!_catena_store_page_apply (self, ks_renewal_get_edit (renewal), _ ("The Entry Could Not Be Renewed")))
    return FALSE;
  if (old == NULL || ks_entry_get_key (old) != ks_entry_get_key (entry))
    catena_document_note_generated (self->document, entry);
  catena_store_page_select (self, entry);
  return TRUE;
}

static void
renewed_cb (CatenaStorePage *self, KsRenewal *renewal, KsSecret *password)
{
  if (apply (self, renewal, password) && ks_renewal_get_request (renewal) != NULL)
    show_request (self, renewal);
}

static void
present (CatenaStorePage *self, KsEntry *entry)
{
  AdwDialog *dialog =
    catena_renew_dialog_new (self->document, entry, catena_verification_get_role (self->verification),
                             catena_verification_get_now (self->verification));

  g_signal_connect_object (dialog, "renewed", G_CALLBACK (renewed_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/* ---- a new key whose certificate has come ---- */

static void
put_in_place (CatenaStorePage *self, KsEntry *entry)
{
  KsStore *store = catena_document_get_store (self->document);
  KsEntry *replaced = ks_renewal_find_replaced (store, entry);
  g_autofree char *alias = NULL;
  g_autoptr (KsEdit) edit = NULL;

  /* Changed while the question was open. */
  if (replaced == NULL)
    return;
  alias = g_strdup (ks_entry_get_alias (replaced));
  edit = ks_renewal_new_swap_edit (store, entry, replaced);
  if (_catena_store_page_apply (self, edit, _ ("The Entry Could Not Be Renewed")))
    catena_store_page_select (self, ks_store_find (store, alias));
}

static void
answered_cb (CatenaStorePage *self, const char *response)
{
  KsEntry *entry = catena_verification_get_entry (self->verification);

  if (entry == NULL)
    return;
  if (g_str_equal (response, "place"))
    put_in_place (self, entry);
  else if (g_str_equal (response, "renew"))
    present (self, entry);
}

static void
ask (CatenaStorePage *self, KsEntry *entry, KsEntry *replaced)
{
  g_autofree char *alias = kw_text_show (ks_entry_get_alias (entry));
  g_autofree char *old = kw_text_show (ks_entry_get_alias (replaced));
  /* Translators: both are aliases */
  g_autofree char *body =
    g_strdup_printf (_ ("The CA has answered, and the new key “%s” can take the place of “%s”. The old "
                        "key is kept: “-old” is added to its alias."),
                     alias, old);
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Put the New Key in Place?"), body);

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "renew",
                                  _ ("_Renew Again…"), "place", _ ("_Put in Place"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "place", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "place");
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
renew_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CatenaStorePage *self = user_data;
  KsEntry *entry = catena_verification_get_entry (self->verification);
  KsEntry *replaced = NULL;

  if (entry == NULL || !ks_renewal_is_possible (entry))
    return;
  replaced = ks_renewal_find_replaced (catena_document_get_store (self->document), entry);
  if (replaced != NULL)
    ask (self, entry, replaced);
  else
    present (self, entry);
}

static const GActionEntry actions[] = {
  { "renew", renew_action },
};

void
_catena_store_page_init_renew (CatenaStorePage *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self->entry_actions), actions, G_N_ELEMENTS (actions), self);
}

void
_catena_store_page_update_renew (CatenaStorePage *self)
{
  KsEntry *entry = catena_verification_get_entry (self->verification);

  _catena_store_page_set_enabled (self->entry_actions, "renew",
                                  catena_document_is_editable (self->document) && entry != NULL &&
                                    ks_renewal_is_possible (entry));
}
