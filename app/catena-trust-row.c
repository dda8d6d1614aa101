/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-trust-row.h"

#include <glib/gi18n.h>

static void
row_free (gpointer data)
{
  CatenaTrustRow *self = data;

  g_free (self->name);
  g_clear_object (&self->document);
  g_clear_object (&self->anchors);
  g_clear_object (&self->known);
  g_free (self);
}

static void
add (GPtrArray *rows, CatenaTrustKind kind, const char *name, CatenaDocument *document, KsAnchorSet *anchors)
{
  CatenaTrustRow *row = g_new0 (CatenaTrustRow, 1);

  row->kind = kind;
  row->name = g_strdup (name);
  g_set_object (&row->document, document);
  g_set_object (&row->anchors, anchors);
  g_ptr_array_add (rows, row);
}

static void
add_documents (GPtrArray *rows, CatenaTrust *trust, CatenaDocument *own)
{
  GListModel *documents = G_LIST_MODEL (catena_trust_get_documents (trust));
  guint n = g_list_model_get_n_items (documents);

  for (guint i = 0; i < n; i++) {
    g_autoptr (CatenaDocument) document = g_list_model_get_item (documents, i);

    if (document != own && !catena_document_is_practice (document))
      add (rows, CATENA_TRUST_DOCUMENT, catena_document_get_title (document), document, NULL);
  }
  if (n > 1)
    add (rows, CATENA_TRUST_ALL, _ ("All open files"), NULL, NULL);
}

static void
add_files (GPtrArray *rows, CatenaTrust *trust)
{
  GListModel *files = G_LIST_MODEL (catena_trust_get_files (trust));

  for (guint i = 0; i < g_list_model_get_n_items (files); i++) {
    g_autoptr (KsAnchorSet) anchors = g_list_model_get_item (files, i);

    add (rows, CATENA_TRUST_FILE, ks_anchor_set_get_name (anchors), NULL, anchors);
  }
}

/**
 * catena_trust_rows_new:
 * @trust: whom this computer trusts
 * @own: the document whose entries are judged
 *
 * Lists whom there is to choose from now.
 *
 * Returns: (transfer full) (element-type CatenaTrustRow): the rows
 */
GPtrArray *
catena_trust_rows_new (CatenaTrust *trust, CatenaDocument *own)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (row_free);

  add (rows, CATENA_TRUST_AUTOMATIC, _ ("System or this file"), NULL, NULL);
  add (rows, CATENA_TRUST_SYSTEM, _ ("System trust"), NULL, NULL);
  add (rows, CATENA_TRUST_OWN, _ ("This file"), own, NULL);
  if (catena_document_get_clients (own) != NULL)
    add (rows, CATENA_TRUST_CLIENTS, ks_anchor_set_get_name (catena_document_get_clients (own)), NULL,
         catena_document_get_clients (own));
  add_documents (rows, trust, own);
  if (catena_trust_get_java (trust) != NULL)
    add (rows, CATENA_TRUST_JAVA, _ ("Java cacerts"), NULL, NULL);
  add_files (rows, trust);
  add (rows, CATENA_TRUST_CHOOSE, _ ("Choose File…"), NULL, NULL);
  /* Translators: no truststore */
  add (rows, CATENA_TRUST_NOTHING, C_ ("truststore", "Nothing"), NULL, NULL);
  return rows;
}

/**
 * catena_trust_rows_find_first:
 * @rows: (element-type CatenaTrustRow): rows
 * @own: the document that they were made for
 *
 * Returns: the place of whom to ask at first
 */
guint
catena_trust_rows_find_first (GPtrArray *rows, CatenaDocument *own)
{
  CatenaTrustKind kind = catena_document_get_clients (own) != NULL ? CATENA_TRUST_CLIENTS : CATENA_TRUST_OWN;

  for (guint i = 0; catena_document_is_practice (own) && i < rows->len; i++)
    if (((CatenaTrustRow *) g_ptr_array_index (rows, i))->kind == kind)
      return i;
  return 0;
}

/**
 * catena_trust_row_is_same:
 * @self: a row
 * @other: a row, perhaps of an older list
 *
 * Returns: whether both stand for the same choice
 */
gboolean
catena_trust_row_is_same (const CatenaTrustRow *self, const CatenaTrustRow *other)
{
  return self->kind == other->kind && self->document == other->document && self->anchors == other->anchors;
}

/**
 * catena_trust_row_follows_documents:
 * @self: a row
 *
 * Returns: whether it stands for files that are open, which may change
 */
gboolean
catena_trust_row_follows_documents (const CatenaTrustRow *self)
{
  return self->kind == CATENA_TRUST_OWN || self->kind == CATENA_TRUST_DOCUMENT ||
         self->kind == CATENA_TRUST_ALL;
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
ask_documents (const CatenaTrustRow *self, CatenaTrust *trust)
{
  GListModel *documents = G_LIST_MODEL (catena_trust_get_documents (trust));
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  const char *name = self->document != NULL ? catena_document_get_title (self->document) : self->name;

  for (guint i = 0; i < g_list_model_get_n_items (documents); i++) {
    g_autoptr (CatenaDocument) document = g_list_model_get_item (documents, i);

    if (self->document == NULL || self->document == document)
      add_entries (entries, document);
  }
  return ks_anchor_set_new_for_entries (KS_ANCHORS_STORE, name, entries);
}

/**
 * catena_trust_row_make_anchors:
 * @self: a row
 * @trust: whom this computer trusts
 *
 * Returns: (transfer full) (nullable): the anchors that it stands for; %NULL while they are read, and for rows that stand for none
 */
KsAnchorSet *
catena_trust_row_make_anchors (CatenaTrustRow *self, CatenaTrust *trust)
{
  KsAnchorSet *anchors = self->anchors;

  if (catena_trust_row_follows_documents (self)) {
    if (self->known == NULL)
      self->known = ask_documents (self, trust);
    anchors = self->known;
  }
  if (self->kind == CATENA_TRUST_NOTHING)
    return ks_anchor_set_new (KS_ANCHORS_NONE, self->name, NULL);
  if (self->kind == CATENA_TRUST_SYSTEM)
    anchors = catena_trust_get_system (trust);
  else if (self->kind == CATENA_TRUST_JAVA)
    anchors = catena_trust_get_java (trust);
  return anchors != NULL ? g_object_ref (anchors) : NULL;
}

/**
 * catena_trust_rows_forget:
 * @rows: (element-type CatenaTrustRow): rows
 *
 * Has open files asked anew.
 */
void
catena_trust_rows_forget (GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    g_clear_object (&((CatenaTrustRow *) g_ptr_array_index (rows, i))->known);
}

/* What an archive holds, or a CA has sent, is trusted by nobody because of that. */
static gboolean
may_trust (CatenaDocument *document)
{
  KsStore *store = catena_document_get_store (document);
  guint n = store != NULL ? g_list_model_get_n_items (G_LIST_MODEL (store)) : 0;

  if (store == NULL || (ks_store_get_format (store)->flags & KS_FORMAT_CAN_WRITE) == 0)
    return FALSE;
  for (guint i = 0; i < n; i++) {
    g_autoptr (KsEntry) entry = g_list_model_get_item (G_LIST_MODEL (store), i);

    if (ks_entry_get_kind (entry) == KS_ENTRY_CERTIFICATE)
      return TRUE;
  }
  return FALSE;
}

/* A new truststore trusts nobody yet; one that cannot be looked into may trust anybody. */
static gboolean
is_truststore (CatenaDocument *document, const char **why_absent)
{
  KsStore *store = catena_document_get_store (document);

  switch (catena_document_get_state (document)) {
  case CATENA_DOCUMENT_READY:
    return store != NULL && (may_trust (document) || g_list_model_get_n_items (G_LIST_MODEL (store)) == 0);
  case CATENA_DOCUMENT_LOCKED:
    *why_absent = _ ("Locked");
    return TRUE;
  case CATENA_DOCUMENT_LOADING:
    *why_absent = _ ("Still being read");
    return TRUE;
  case CATENA_DOCUMENT_EMPTY:
  case CATENA_DOCUMENT_FAILED:
  default:
    return FALSE;
  }
}

/**
 * catena_trust_row_is_truststore:
 * @self: a row
 * @trust: whom this computer trusts
 * @why_absent: (out) (transfer none) (nullable): why it cannot be asked, translated; unset where it can
 *
 * Returns: whether the row stands for one truststore, and not for several, or for a choice that is still to be made
 */
gboolean
catena_trust_row_is_truststore (const CatenaTrustRow *self, CatenaTrust *trust, const char **why_absent)
{
  *why_absent = NULL;
  switch (self->kind) {
  case CATENA_TRUST_SYSTEM:
    if (catena_trust_get_system (trust) == NULL)
      *why_absent = _ ("Still being read");
    return TRUE;
  case CATENA_TRUST_OWN:
    return may_trust (self->document);
  case CATENA_TRUST_DOCUMENT:
    return is_truststore (self->document, why_absent);
  case CATENA_TRUST_JAVA:
  case CATENA_TRUST_FILE:
  case CATENA_TRUST_CLIENTS:
    return TRUE;
  case CATENA_TRUST_AUTOMATIC:
  case CATENA_TRUST_ALL:
  case CATENA_TRUST_CHOOSE:
  case CATENA_TRUST_NOTHING:
  default:
    return FALSE;
  }
}
