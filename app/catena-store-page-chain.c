/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-chain-source.h"
#include "catena-error-dialog.h"
#include "catena-menus.h"
#include "catena-store-page-private.h"
#include "kw-chain-view.h"
#include "kw-text.h"

static KwChainView *
get_view (CatenaStorePage *self)
{
  return catena_entry_page_get_chain_view (self->entry_page);
}

static gboolean
is_editable (CatenaStorePage *self)
{
  KsEntry *entry = catena_verification_get_entry (self->verification);

  return catena_document_is_editable (self->document) && entry != NULL &&
         ks_entry_get_kind (entry) == KS_ENTRY_KEY;
}

static GPtrArray *
copy_chain (KsEntry *entry)
{
  GPtrArray *chain = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < ks_entry_get_chain_length (entry); i++)
    g_ptr_array_add (chain, g_object_ref (ks_entry_get_certificate (entry, i)));
  return chain;
}

/* These files keep certificates in no order: whoever reads them goes by issuer. The toast that says so must be short to fit into a
 * narrow window. */
static gboolean
has_free_order (CatenaStorePage *self)
{
  const char *id = catena_document_get_format (self->document)->id;

  return g_str_equal (id, "pkcs12") || g_str_equal (id, "pem");
}

/* One step that can be undone. @focus: the place in the chain that has the focus afterwards, or -1 */
static gboolean
apply (CatenaStorePage *self, KsEntry *entry, GPtrArray *chain, const char *label, int focus)
{
  KsStore *store = catena_document_get_store (self->document);
  g_autoptr (KsEntry) replacement = ks_entry_with_chain (entry, chain);
  g_autoptr (KsEdit) edit = ks_edit_new_replace (label, entry, replacement);
  guint position;

  if (!ks_store_find_position (store, entry, &position) ||
      !_catena_store_page_apply (self, edit, _ ("The Chain Could Not Be Changed")))
    return FALSE;

  catena_entry_list_select (self->entry_list, replacement);
  catena_view_bar_set_drawing (catena_entry_page_get_view_bar (self->entry_page), CATENA_DRAWING_STORED);
  self->chain_focus = focus;
  return TRUE;
}

static char *
label_for (KsCertificate *certificate, const char *format)
{
  g_autofree char *title = kw_text_show (ks_certificate_get_title (certificate));
  g_auto (GStrv) parts = g_strsplit (format, "%s", 2);

  return g_strjoinv (title, parts);
}

static void
move (CatenaStorePage *self, int from, int to)
{
  KsEntry *entry = catena_verification_get_entry (self->verification);
  int length = entry != NULL ? (int) ks_entry_get_chain_length (entry) : 0;
  g_autoptr (GPtrArray) chain = NULL;
  g_autoptr (KsCertificate) moved = NULL;
  g_autofree char *label = NULL;

  if (!is_editable (self) || from < 0 || from >= length || to < 0 || to >= length || from == to)
    return;

  chain = copy_chain (entry);
  moved = g_ptr_array_steal_index (chain, (guint) from);
  g_ptr_array_insert (chain, to, g_object_ref (moved));
  /* Translators: %s is a certificate */
  label = label_for (moved, _ ("“%s” moved in the chain"));
  if (apply (self, entry, chain, label, to) && has_free_order (self)) {
    g_autofree char *remark = g_strdup_printf (
      /* Translators: %s is a format such as PKCS #12 */
      _ ("%s keeps no order"), catena_document_get_format (self->document)->short_name);

    _catena_store_page_add_toast (self, remark, TRUE);
  }
}

static void
remove_certificate (CatenaStorePage *self, int place)
{
  KsEntry *entry = catena_verification_get_entry (self->verification);
  guint length = entry != NULL ? ks_entry_get_chain_length (entry) : 0;
  g_autoptr (GPtrArray) chain = NULL;
  g_autofree char *label = NULL;

  if (!is_editable (self) || place < 0 || (guint) place >= length)
    return;

  chain = copy_chain (entry);
  /* Translators: %s is a certificate */
  label = label_for (g_ptr_array_index (chain, place), _ ("“%s” removed from the chain"));
  g_ptr_array_remove_index (chain, (guint) place);
  apply (self, entry, chain, label, MIN (place, (int) chain->len - 1));
}

static gboolean
chain_has (GPtrArray *chain, KsCertificate *certificate)
{
  for (guint i = 0; i < chain->len; i++)
    if (ks_certificate_equal (g_ptr_array_index (chain, i), certificate))
      return TRUE;
  return FALSE;
}

/* @after: a place in the chain, or -1 for its end */
static void
insert (CatenaStorePage *self, KsEntry *entry, GPtrArray *certificates, int after)
{
  g_autoptr (GPtrArray) chain = copy_chain (entry);
  guint length = chain->len;
  int place = after >= 0 && after < (int) length ? after + 1 : (int) length;
  KsCertificate *last = NULL;
  g_autofree char *label = NULL;
  guint added = 0;

  for (guint i = 0; i < certificates->len; i++) {
    KsCertificate *certificate = g_ptr_array_index (certificates, i);

    if (chain_has (chain, certificate))
      continue;
    g_ptr_array_insert (chain, place + (int) added++, g_object_ref (certificate));
    last = certificate;
  }
  if (added == 0) {
    _catena_store_page_add_toast (self,
                                  ngettext ("This certificate is in the chain already",
                                            "These certificates are in the chain already", certificates->len),
                                  FALSE);
    return;
  }

  if (added == 1)
    /* Translators: %s is a certificate */
    label = label_for (last, _ ("“%s” added to the chain"));
  else
    label = g_strdup_printf (ngettext ("%u certificate added to the chain",
                                       "%u certificates added to the chain", added),
                             added);
  apply (self, entry, chain, label, place);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CatenaStorePage) self = user_data;
  KsEntry *entry = catena_verification_get_entry (self->verification);
  int after = self->chain_after;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) certificates = catena_chain_source_finish (result, &error);

  /* The page may have been closed, or show something else by now. */
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL || !is_editable (self) || entry != self->chain_entry)
    return;
  if (certificates != NULL)
    insert (self, entry, certificates, after);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    catena_error_dialog_present (GTK_WIDGET (self), _ ("No Certificate Could Be Added"), error);
}

/* @after: a place in the chain, or -1 for its end */
static void
ask (CatenaStorePage *self, int after, gboolean from_clipboard)
{
  if (!is_editable (self))
    return;

  self->chain_after = after;
  g_set_object (&self->chain_entry, catena_verification_get_entry (self->verification));
  if (from_clipboard)
    catena_chain_source_paste_async (GTK_WIDGET (self), found_cb, g_object_ref (self));
  else
    catena_chain_source_choose_async (GTK_WIDGET (self), found_cb, g_object_ref (self));
}

static void
append_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ask (user_data, -1, FALSE);
}

static void
insert_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ask (user_data, CATENA_STORE_PAGE (user_data)->chain_below, FALSE);
}

static void
paste_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ask (user_data, CATENA_STORE_PAGE (user_data)->chain_below, TRUE);
}

static void
remove_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  remove_certificate (user_data, CATENA_STORE_PAGE (user_data)->chain_place);
}

static void
move_up_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CatenaStorePage *self = user_data;

  move (self, self->chain_place, self->chain_place + 1);
}

static void
move_down_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CatenaStorePage *self = user_data;

  move (self, self->chain_place, self->chain_place - 1);
}

static void
complete_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  _catena_store_page_repair (user_data, KS_REMEDY_FIND_ISSUER);
}

static const GActionEntry actions[] = {
  { "chain-append", append_action },     { "chain-insert", insert_action },
  { "chain-paste", paste_action },       { "chain-remove", remove_action },
  { "chain-move-up", move_up_action },   { "chain-move-down", move_down_action },
  { "chain-complete", complete_action },
};

/* Where a node of the drawing stands in the entry's chain; -1: nowhere. */
static int
get_stored (const KsPath *path, int node)
{
  return node >= 0 && (guint) node < path->nodes->len
           ? ((KsPathNode *) g_ptr_array_index (path->nodes, node))->stored_index
           : -1;
}

/* What is drawn elsewhere, and a gap, is behind the nearest stored certificate below it. */
static void
set_target (CatenaStorePage *self, const KsPath *path, int node)
{
  self->chain_place = node == KW_CHAIN_GAP ? -1 : get_stored (path, node);
  if (node == KW_CHAIN_GAP)
    node = (int) path->missing_after;
  while (node > 0 && get_stored (path, node) < 0)
    node--;
  self->chain_below = get_stored (path, node);
  _catena_store_page_update_chain (self);
}

static void
activate (CatenaStorePage *self, const char *action)
{
  g_action_group_activate_action (G_ACTION_GROUP (self->entry_actions), action, NULL);
}

static void
command_cb (CatenaStorePage *self, guint command, int node, int to)
{
  const KsPath *path = kw_chain_view_get_path (get_view (self));

  if (path == NULL)
    return;

  set_target (self, path, node);
  switch ((KwChainCommand) command) {
  case KW_CHAIN_MOVE_UP:
    activate (self, "chain-move-up");
    break;
  case KW_CHAIN_MOVE_DOWN:
    activate (self, "chain-move-down");
    break;
  case KW_CHAIN_MOVE_TO:
    move (self, self->chain_place, get_stored (path, to));
    break;
  case KW_CHAIN_REMOVE:
    activate (self, "chain-remove");
    break;
  case KW_CHAIN_PASTE:
    activate (self, "chain-paste");
    break;
  case KW_CHAIN_TARGET:
  default:
    break;
  }
}

/* Who moves a certificate by keys wants to go on moving it when the new chain has been checked. */
static void
verdict_cb (CatenaStorePage *self)
{
  const KsPath *path = kw_chain_view_get_path (get_view (self));
  int wanted = self->chain_focus;

  if (path == NULL || wanted < 0)
    return;

  self->chain_focus = -1;
  for (guint i = 0; i < path->nodes->len; i++)
    if (get_stored (path, (int) i) == wanted)
      kw_chain_view_focus_node (get_view (self), (int) i);
}

void
_catena_store_page_init_chain (CatenaStorePage *self)
{
  KwChainView *view = get_view (self);
  g_autoptr (GMenuModel) card = catena_menu_new_for_chain (FALSE);
  g_autoptr (GMenuModel) gap = catena_menu_new_for_chain (TRUE);

  self->chain_place = self->chain_below = self->chain_focus = -1;
  g_action_map_add_action_entries (G_ACTION_MAP (self->entry_actions), actions, G_N_ELEMENTS (actions), self);
  kw_chain_view_set_menus (view, card, gap);
  g_signal_connect_object (view, "command", G_CALLBACK (command_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->verification, "notify::verdict", G_CALLBACK (verdict_cb), self,
                           G_CONNECT_SWAPPED);
}

void
_catena_store_page_update_chain (CatenaStorePage *self)
{
  KsEntry *entry = catena_verification_get_entry (self->verification);
  gboolean is_possible = is_editable (self);
  int length = is_possible ? (int) ks_entry_get_chain_length (entry) : 0;
  gboolean is_stored = self->chain_place >= 0 && self->chain_place < length;

  kw_chain_view_set_editable (get_view (self), is_possible);
  _catena_store_page_set_enabled (self->entry_actions, "chain-append", is_possible);
  _catena_store_page_set_enabled (self->entry_actions, "chain-insert", is_possible);
  _catena_store_page_set_enabled (self->entry_actions, "chain-paste", is_possible);
  _catena_store_page_set_enabled (self->entry_actions, "chain-complete", is_possible && length > 0);
  _catena_store_page_set_enabled (self->entry_actions, "chain-remove", is_stored);
  _catena_store_page_set_enabled (self->entry_actions, "chain-move-up",
                                  is_stored && self->chain_place + 1 < length);
  _catena_store_page_set_enabled (self->entry_actions, "chain-move-down", is_stored && self->chain_place > 0);
}
