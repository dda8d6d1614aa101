/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-rename-dialog.h"
#include "catena-store-page-private.h"
#include "kw-text.h"

/* A sentence about one entry, by its alias, or about several, by their number. */
char *
_catena_store_page_describe (GPtrArray *entries, const char *one, const char *many)
{
  g_autofree char *alias = NULL;
  g_autofree char *number = NULL;
  g_auto (GStrv) parts = NULL;

  if (entries->len == 1) {
    alias = kw_text_show (ks_entry_get_alias (g_ptr_array_index (entries, 0)));
    parts = g_strsplit (one, "%s", 2);
    return g_strjoinv (alias, parts);
  }

  number = g_strdup_printf ("%u", entries->len);
  parts = g_strsplit (many, "%u", 2);
  return g_strjoinv (number, parts);
}

static void
renamed_cb (CatenaStorePage *self, KsEntry *entry, const char *alias)
{
  g_autoptr (KsEntry) replacement = ks_entry_with_alias (entry, alias);
  g_autofree char *shown = kw_text_show (alias);
  g_autofree char *label = g_strdup_printf (_ ("Renamed to “%s”"), shown);
  g_autoptr (KsEdit) edit = ks_edit_new_replace (label, entry, replacement);

  if (_catena_store_page_apply (self, edit, _ ("The Entry Could Not Be Renamed")))
    catena_entry_list_select (self->entry_list, replacement);
}

static void
rename_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CatenaStorePage *self = user_data;
  KsEntry *entry = catena_verification_get_entry (self->verification);
  AdwDialog *dialog;

  if (entry == NULL)
    return;

  dialog = catena_rename_dialog_new (catena_document_get_store (self->document), entry);
  g_signal_connect_object (dialog, "renamed", G_CALLBACK (renamed_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static gboolean
remove_entries (CatenaStorePage *self, GPtrArray *entries, const char *label)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_edit_unref);
  g_autoptr (KsEdit) edit = NULL;

  for (guint i = 0; i < entries->len; i++)
    g_ptr_array_add (edits, ks_edit_new_remove (label, g_ptr_array_index (entries, i)));
  edit = ks_edit_new_compound (label, edits);

  return _catena_store_page_apply (self, edit, _ ("Nothing Could Be Deleted"));
}

static void
delete_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CatenaStorePage *self = user_data;
  g_autoptr (GPtrArray) entries = catena_entry_list_get_selection (self->entry_list);
  g_autofree char *label =
    _catena_store_page_describe (entries, _ ("“%s” deleted"),
                                 ngettext ("%u entry deleted", "%u entries deleted", entries->len));

  if (entries->len > 0)
    remove_entries (self, entries, label);
}

static void
copy_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CatenaStorePage *self = user_data;
  g_autoptr (GPtrArray) entries = catena_entry_list_get_selection (self->entry_list);
  g_autofree char *title =
    _catena_store_page_describe (entries, _ ("“%s” copied"),
                                 ngettext ("%u entry copied", "%u entries copied", entries->len));

  if (entries->len == 0)
    return;

  _catena_store_page_copy (self, entries);
  _catena_store_page_add_toast (self, title, FALSE);
}

static void
cut_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CatenaStorePage *self = user_data;
  g_autoptr (GPtrArray) entries = catena_entry_list_get_selection (self->entry_list);
  g_autofree char *label =
    _catena_store_page_describe (entries, _ ("“%s” cut"),
                                 ngettext ("%u entry cut", "%u entries cut", entries->len));

  if (entries->len == 0)
    return;

  _catena_store_page_copy (self, entries);
  remove_entries (self, entries, label);
}

static void
change_password_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CatenaStorePage *self = user_data;
  KsEntry *entry = catena_verification_get_entry (self->verification);

  if (entry != NULL)
    _catena_store_page_change_entry_password (self, entry);
}

static void
select_all_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CatenaStorePage *self = user_data;

  catena_entry_list_select_all (self->entry_list);
}

static const GActionEntry action_entries[] = {
  { "rename", rename_action },
  { "delete", delete_action },
  { "copy", copy_action },
  { "cut", cut_action },
  { "password", change_password_action },
  { "select-all", select_all_action },
};

/* Whether the key of an entry can have a password that is not the store's. */
static gboolean
can_have_password (CatenaStorePage *self, KsEntry *entry)
{
  const KsFormat *format = catena_document_get_format (self->document);
  KsKey *key = entry != NULL ? ks_entry_get_key (entry) : NULL;

  return key != NULL && ks_key_get_kind (key) != KS_KEY_PUBLIC &&
         ks_key_get_form (key) != KS_KEY_FORM_OPAQUE && (format->flags & KS_FORMAT_ENTRY_PASSWORDS) != 0;
}

void
_catena_store_page_update_entry_actions (CatenaStorePage *self)
{
  gboolean is_editable = catena_document_is_editable (self->document);
  KsEntry *entry;
  guint n_selected;

  if (self->entry_actions == NULL)
    return;

  entry = catena_verification_get_entry (self->verification);
  n_selected = catena_entry_list_get_n_selected (self->entry_list);
  _catena_store_page_set_enabled (self->entry_actions, "rename", is_editable && entry != NULL);
  _catena_store_page_set_enabled (self->entry_actions, "delete", is_editable && n_selected > 0);
  _catena_store_page_set_enabled (self->entry_actions, "cut", is_editable && n_selected > 0);
  _catena_store_page_set_enabled (self->entry_actions, "copy", n_selected > 0);
  _catena_store_page_set_enabled (self->entry_actions, "password",
                                  is_editable && can_have_password (self, entry));
  _catena_store_page_update_topics (self);
}

void
_catena_store_page_init_entry_actions (CatenaStorePage *self)
{
  self->entry_actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->entry_actions), action_entries,
                                   G_N_ELEMENTS (action_entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "entry", G_ACTION_GROUP (self->entry_actions));
}
