/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-store-page-private.h"
#include "catena-trust-file.h"

/* Several edits in a row are one reason to ask again. */
#define TRUST_DELAY_MS 150

/* What to choose from, in the order of the list. */
typedef enum {
  TRUST_AUTOMATIC,
  TRUST_SYSTEM,
  TRUST_OWN,
  TRUST_DOCUMENT,
  TRUST_ALL,
  TRUST_JAVA,
  TRUST_FILE,
  TRUST_CHOOSE,
  TRUST_NOTHING,
} TrustKind;

typedef struct {
  TrustKind kind;
  char *name;
  CatenaDocument *document; /* or NULL */
  KsAnchorSet *anchors;     /* of a chosen file, or NULL */
} TrustRow;

static void update_trust (CatenaStorePage *self);

static void
verdict_cb (CatenaStorePage *self)
{
  /* It may be about an entry whose page is not there yet. */
  self->is_verdict_late = catena_after_frame_is_pending (&self->showing);
  if (!self->is_verdict_late)
    catena_entry_page_set_verdict (self->entry_page, catena_verification_get_verdict (self->verification));
  _catena_store_page_repair_verdict (self);
}

static void
trust_row_free (gpointer data)
{
  TrustRow *row = data;

  g_free (row->name);
  g_clear_object (&row->document);
  g_clear_object (&row->anchors);
  g_free (row);
}

static void
add_row (GPtrArray *rows, TrustKind kind, const char *name, CatenaDocument *document, KsAnchorSet *anchors)
{
  TrustRow *row = g_new0 (TrustRow, 1);

  row->kind = kind;
  row->name = g_strdup (name);
  g_set_object (&row->document, document);
  g_set_object (&row->anchors, anchors);
  g_ptr_array_add (rows, row);
}

static void
add_entries (GPtrArray *entries, CatenaDocument *document)
{
  KsStore *store = catena_document_get_store (document);
  g_autoptr (GPtrArray) more = store != NULL ? ks_store_snapshot (store) : NULL;

  for (guint i = 0; more != NULL && i < more->len; i++)
    g_ptr_array_add (entries, g_object_ref (g_ptr_array_index (more, i)));
}

/* (transfer full): whom one file that is open trusts, or all of them. */
static KsAnchorSet *
ask_documents (CatenaStorePage *self, const TrustRow *row)
{
  GListModel *documents = G_LIST_MODEL (catena_trust_get_documents (self->trust));
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  const char *name = row->document != NULL ? catena_document_get_title (row->document) : row->name;

  for (guint i = 0; i < g_list_model_get_n_items (documents); i++) {
    g_autoptr (CatenaDocument) document = g_list_model_get_item (documents, i);

    if (row->document == NULL || row->document == document)
      add_entries (entries, document);
  }
  return ks_anchor_set_new_for_entries (KS_ANCHORS_STORE, name, entries);
}

static gboolean
follows_documents (const TrustRow *row)
{
  return row->kind == TRUST_OWN || row->kind == TRUST_DOCUMENT || row->kind == TRUST_ALL;
}

static KsAnchorSet *
make_anchors (CatenaStorePage *self, const TrustRow *row)
{
  KsAnchorSet *anchors = row->anchors;

  if (follows_documents (row))
    return ask_documents (self, row);
  if (row->kind == TRUST_NOTHING)
    return ks_anchor_set_new (KS_ANCHORS_NONE, row->name, NULL);
  if (row->kind == TRUST_SYSTEM)
    anchors = catena_verification_get_system (self->verification);
  else if (row->kind == TRUST_JAVA)
    anchors = catena_trust_get_java (self->trust);
  return anchors != NULL ? g_object_ref (anchors) : NULL;
}

static void
use_choice (CatenaStorePage *self, guint choice)
{
  g_autoptr (KsAnchorSet) anchors = make_anchors (self, g_ptr_array_index (self->trust_rows, choice));

  self->trust_choice = choice;
  catena_verification_set_anchors (self->verification, anchors);
}

/* Whoever trusts has changed their mind. */
static gboolean
documents_due_cb (gpointer user_data)
{
  CatenaStorePage *self = user_data;

  self->trust_id = 0;
  use_choice (self, self->trust_choice);
  return G_SOURCE_REMOVE;
}

static void
documents_changed_cb (CatenaStorePage *self)
{
  if (self->trust_rows == NULL || self->trust_id != 0 ||
      !follows_documents (g_ptr_array_index (self->trust_rows, self->trust_choice)))
    return;
  self->trust_id = g_timeout_add (TRUST_DELAY_MS, documents_due_cb, self);
}

static void
use_file (CatenaStorePage *self, KsAnchorSet *anchors)
{
  for (guint i = 0; i < self->trust_rows->len; i++) {
    TrustRow *row = g_ptr_array_index (self->trust_rows, i);

    if (row->kind == TRUST_FILE || row->kind == TRUST_CHOOSE) {
      g_set_object (&row->anchors, anchors);
      g_set_str (&row->name, ks_anchor_set_get_name (anchors));
      row->kind = TRUST_FILE;
      use_choice (self, i);
      break;
    }
  }
  update_trust (self);
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CatenaStorePage *self = CATENA_STORE_PAGE (source);
  g_autoptr (KsAnchorSet) anchors = catena_trust_file_choose_finish (result);

  if (self->trust_rows != NULL && anchors != NULL)
    use_file (self, anchors);
}

static gboolean
reset_trust_cb (gpointer user_data)
{
  CatenaStorePage *self = user_data;

  if (self->trust_rows != NULL)
    update_trust (self);
  return G_SOURCE_REMOVE;
}

static void
trust_chosen_cb (CatenaStorePage *self, guint choice)
{
  if (self->trust_rows == NULL || choice >= self->trust_rows->len)
    return;
  if (((TrustRow *) g_ptr_array_index (self->trust_rows, choice))->kind == TRUST_CHOOSE) {
    /* Until there is a file, the old choice stays in force. The list is still busy with the click, and may not change under it. */
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, reset_trust_cb, g_object_ref (self), g_object_unref);
    catena_trust_file_choose_async (GTK_WIDGET (self), file_chosen_cb, NULL);
  } else {
    use_choice (self, choice);
  }
}

static void
host_added_cb (CatenaStorePage *self, const char *host)
{
  const char *const *hosts = catena_verification_get_hosts (self->verification);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  if (hosts != NULL && g_strv_contains (hosts, host))
    return;

  if (hosts != NULL)
    g_strv_builder_addv (builder, (const char **) hosts);
  g_strv_builder_add (builder, host);
  all = g_strv_builder_end (builder);
  catena_verification_set_hosts (self->verification, (const char *const *) all);
}

static void
host_removed_cb (CatenaStorePage *self, const char *host)
{
  const char *const *hosts = catena_verification_get_hosts (self->verification);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) rest = NULL;

  for (guint i = 0; hosts != NULL && hosts[i] != NULL; i++)
    if (!g_str_equal (hosts[i], host))
      g_strv_builder_add (builder, hosts[i]);
  rest = g_strv_builder_end (builder);
  catena_verification_set_hosts (self->verification, (const char *const *) rest);
}

static void
remedy_activated_cb (CatenaStorePage *self, guint remedy)
{
  if (remedy == KS_REMEDY_CHANGE_PASSWORD)
    g_action_group_activate_action (G_ACTION_GROUP (self->entry_actions), "password", NULL);
  else if (remedy == KS_REMEDY_REQUEST_NAMES)
    _catena_store_page_request_names (self);
  else
    _catena_store_page_repair (self, remedy);
}

static void
message_cb (CatenaStorePage *self, const char *message)
{
  _catena_store_page_add_toast (self, message, FALSE);
}

static gboolean
is_same (const TrustRow *row, const TrustRow *other)
{
  return row->kind == other->kind && row->document == other->document;
}

static void
add_documents (CatenaStorePage *self, GPtrArray *rows)
{
  GListModel *documents = G_LIST_MODEL (catena_trust_get_documents (self->trust));
  guint n = g_list_model_get_n_items (documents);

  for (guint i = 0; i < n; i++) {
    g_autoptr (CatenaDocument) document = g_list_model_get_item (documents, i);

    if (document != self->document)
      add_row (rows, TRUST_DOCUMENT, catena_document_get_title (document), document, NULL);
  }
  if (n > 1)
    add_row (rows, TRUST_ALL, _ ("All open files"), NULL, NULL);
}

static GPtrArray *
make_rows (CatenaStorePage *self, const TrustRow *file)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (trust_row_free);

  add_row (rows, TRUST_AUTOMATIC, _ ("System or this file"), NULL, NULL);
  add_row (rows, TRUST_SYSTEM, _ ("System trust"), NULL, NULL);
  add_row (rows, TRUST_OWN, _ ("This file"), self->document, NULL);
  add_documents (self, rows);
  if (catena_trust_get_java (self->trust) != NULL)
    add_row (rows, TRUST_JAVA, _ ("Java cacerts"), NULL, NULL);
  if (file != NULL)
    add_row (rows, TRUST_FILE, file->name, NULL, file->anchors);
  add_row (rows, TRUST_CHOOSE, _ ("Choose File…"), NULL, NULL);
  /* Translators: no truststore */
  add_row (rows, TRUST_NOTHING, C_ ("truststore", "Nothing"), NULL, NULL);
  return rows;
}

static const TrustRow *
find_file (GPtrArray *rows)
{
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (((TrustRow *) g_ptr_array_index (rows, i))->kind == TRUST_FILE)
      return g_ptr_array_index (rows, i);
  return NULL;
}

/* Offers what there is now. A choice that is gone gives way to the automatic one. */
static void
update_trust (CatenaStorePage *self)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->trust_rows);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  guint choice = 0;

  self->trust_rows = make_rows (self, find_file (old));
  for (guint i = 0; i < self->trust_rows->len; i++) {
    const TrustRow *row = g_ptr_array_index (self->trust_rows, i);

    g_ptr_array_add (names, row->name);
    if (old != NULL && is_same (row, g_ptr_array_index (old, self->trust_choice)))
      choice = i;
  }
  g_ptr_array_add (names, NULL);
  if (choice == 0 && self->trust_choice != 0)
    catena_verification_set_anchors (self->verification, NULL);
  self->trust_choice = choice;
  catena_view_bar_set_trust (catena_entry_page_get_view_bar (self->entry_page),
                             (const char *const *) names->pdata, choice);
}

void
_catena_store_page_show_entry (CatenaStorePage *self, KsEntry *entry)
{
  catena_entry_page_set_entry (self->entry_page, entry, catena_verification_get_now (self->verification));
  if (self->is_verdict_late)
    catena_entry_page_set_verdict (self->entry_page, catena_verification_get_verdict (self->verification));
  self->is_verdict_late = FALSE;
}

void
_catena_store_page_init_entry (CatenaStorePage *self)
{
  g_signal_connect_object (self->verification, "notify::verdict", G_CALLBACK (verdict_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (catena_entry_page_get_view_bar (self->entry_page), "trust-chosen",
                           G_CALLBACK (trust_chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry_page, "remedy-activated", G_CALLBACK (remedy_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry_page, "host-added", G_CALLBACK (host_added_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry_page, "host-removed", G_CALLBACK (host_removed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry_page, "message", G_CALLBACK (message_cb), self, G_CONNECT_SWAPPED);
  g_list_store_append (catena_trust_get_documents (self->trust), self->document);
  g_signal_connect_object (catena_trust_get_documents (self->trust), "items-changed",
                           G_CALLBACK (update_trust), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->trust, "documents-changed", G_CALLBACK (documents_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->trust, "notify::java", G_CALLBACK (update_trust), self, G_CONNECT_SWAPPED);
  update_trust (self);
}

/* The page is about to go. */
void
_catena_store_page_forget_entry (CatenaStorePage *self)
{
  GListStore *documents = self->trust != NULL ? catena_trust_get_documents (self->trust) : NULL;
  guint position;

  if (self->trust_rows == NULL)
    return;
  /* Other topics follow the documents, too, and none of their widgets is left. */
  g_signal_handlers_disconnect_by_data (documents, self);
  g_signal_handlers_disconnect_by_data (self->trust, self);
  g_clear_handle_id (&self->trust_id, g_source_remove);
  if (g_list_store_find (documents, self->document, &position))
    g_list_store_remove (documents, position);
  g_clear_pointer (&self->trust_rows, g_ptr_array_unref);
}
