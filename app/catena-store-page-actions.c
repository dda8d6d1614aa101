/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-compatibility-dialog.h"
#include "catena-store-page-private.h"

static void
save_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  _catena_store_page_save_async (user_data, FALSE, NULL, NULL);
}

static void
save_as_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  _catena_store_page_save_async (user_data, TRUE, NULL, NULL);
}

static void
undo_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CatenaStorePage *self = user_data;
  g_autoptr (KsEdit) edit = ks_store_undo (catena_document_get_store (self->document));
  g_autofree char *title = NULL;

  if (edit == NULL)
    return;

  /* TRANSLATORS: %s is what was undone: “web” deleted */
  title = g_strdup_printf (_ ("Undone: %s"), ks_edit_get_label (edit));
  _catena_store_page_add_toast (self, title, FALSE);
}

static void
redo_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CatenaStorePage *self = user_data;
  g_autoptr (KsEdit) edit = ks_store_redo (catena_document_get_store (self->document));

  if (edit != NULL)
    _catena_store_page_add_toast (self, ks_edit_get_label (edit), TRUE);
}

static void
reload_answered_cb (AdwAlertDialog *dialog, const char *response, CatenaStorePage *self)
{
  if (g_str_equal (response, "reload"))
    catena_document_reload (self->document);
}

static void
reload_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CatenaStorePage *self = user_data;
  AdwDialog *dialog;

  if (!catena_document_is_modified (self->document)) {
    catena_document_reload (self->document);
    return;
  }

  dialog = adw_alert_dialog_new (_ ("Discard Changes and Reload?"),
                                 _ ("What was changed since the last save will be lost."));
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "reload", _ ("_Reload"),
                                  NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "reload", ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (reload_answered_cb), self, 0);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
change_password_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  _catena_store_page_change_store_password (user_data);
}

static void
compatibility_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CatenaStorePage *self = user_data;

  adw_dialog_present (catena_compatibility_dialog_new (self->document), GTK_WIDGET (self));
}

static void
unlock_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  _catena_store_page_ask_password (user_data);
}

static void
delete_backup_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  _catena_store_page_delete_backup (user_data);
}

static void
paste_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  _catena_store_page_paste (user_data);
}

static void
find_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CatenaStorePage *self = user_data;

  adw_navigation_split_view_set_show_content (self->split_view, FALSE);
  _catena_store_page_find (self);
}

static const GActionEntry entries[] = {
  { "save", save_action },
  { "save-as", save_as_action },
  { "undo", undo_action },
  { "redo", redo_action },
  { "reload", reload_action },
  { "change-password", change_password_action },
  { "unlock", unlock_action },
  { "paste", paste_action },
  { "find", find_action },
  { "compatibility", compatibility_action },
  { "delete-backup", delete_backup_action },
};

static void
store_changed_cb (CatenaStorePage *self)
{
  _catena_store_page_update_actions (self);
}

static void
document_store_cb (CatenaStorePage *self)
{
  KsStore *store = catena_document_get_store (self->document);
  const char *names[] = { "notify::can-undo", "notify::can-redo", "notify::is-read-only" };

  for (guint i = 0; store != NULL && i < G_N_ELEMENTS (names); i++)
    g_signal_connect_object (store, names[i], G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  _catena_store_page_update_actions (self);
}

void
_catena_store_page_update_actions (CatenaStorePage *self)
{
  KsStore *store = catena_document_get_store (self->document);
  const KsFormat *format = catena_document_get_format (self->document);
  gboolean is_ready = catena_document_get_state (self->document) == CATENA_DOCUMENT_READY &&
                      !catena_document_is_busy (self->document);
  gboolean is_editable = catena_document_is_editable (self->document);
  gboolean has_file = catena_document_get_file (self->document) != NULL;

  if (self->document_actions == NULL)
    return;

  _catena_store_page_set_enabled (self->document_actions, "save",
                                  is_editable && (!has_file || catena_document_is_modified (self->document)));
  _catena_store_page_set_enabled (self->document_actions, "save-as", is_ready);
  _catena_store_page_set_enabled (self->document_actions, "undo", is_editable && ks_store_can_undo (store));
  _catena_store_page_set_enabled (self->document_actions, "redo", is_editable && ks_store_can_redo (store));
  _catena_store_page_set_enabled (self->document_actions, "reload", is_ready && has_file);
  _catena_store_page_set_enabled (self->document_actions, "change-password",
                                  is_editable && (format->flags & KS_FORMAT_STORE_PASSWORD) != 0);
  _catena_store_page_set_enabled (self->document_actions, "paste", is_editable);
  _catena_store_page_set_enabled (self->document_actions, "find", is_ready);
  _catena_store_page_set_enabled (self->document_actions, "compatibility", is_ready);
}

void
_catena_store_page_init_actions (CatenaStorePage *self)
{
  self->document_actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->document_actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "document", G_ACTION_GROUP (self->document_actions));
  g_signal_connect_object (self->document, "notify::store", G_CALLBACK (document_store_cb), self,
                           G_CONNECT_SWAPPED);
  document_store_cb (self);
}
