/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-reply-private.h"

static void
item_free (gpointer data)
{
  KsReplyItem *item = data;

  g_object_unref (item->certificate);
  g_free (item->name);
  g_free (item);
}

static void
other_free (gpointer data)
{
  KsReplyOther *other = data;

  g_free (other->title);
  g_free (other->name);
  g_free (other);
}

static void
store_free (gpointer data)
{
  KsReplyStore *store = data;

  g_ptr_array_unref (store->entries);
  g_free (store->name);
  ks_keyring_free (store->keyring);
  g_free (store);
}

static void
made_free (gpointer data)
{
  KsReplyMade *made = data;

  g_object_unref (made->request);
  g_free (made);
}

/**
 * ks_reply_query_new:
 * @time: the present, in seconds since 1970
 *
 * Returns: (transfer full): a query about nothing yet
 */
KsReplyQuery *
ks_reply_query_new (gint64 time)
{
  KsReplyQuery *self = g_new0 (KsReplyQuery, 1);

  g_atomic_ref_count_init (&self->refs);
  self->time = time;
  self->items = g_ptr_array_new_with_free_func (item_free);
  self->by_der = g_hash_table_new (g_bytes_hash, g_bytes_equal);
  self->others = g_ptr_array_new_with_free_func (other_free);
  self->stores = g_ptr_array_new_with_free_func (store_free);
  self->made = g_ptr_array_new_with_free_func (made_free);
  self->helpers = g_ptr_array_new_with_free_func (g_object_unref);

  return self;
}

/**
 * ks_reply_query_ref:
 * @self: a query
 *
 * Returns: (transfer full): the same query
 */
KsReplyQuery *
ks_reply_query_ref (KsReplyQuery *self)
{
  g_atomic_ref_count_inc (&self->refs);

  return self;
}

/**
 * ks_reply_query_unref:
 * @self: (transfer full): a query
 *
 * Gives a reference back.
 */
void
ks_reply_query_unref (KsReplyQuery *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;

  g_hash_table_unref (self->by_der);
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->others);
  g_ptr_array_unref (self->stores);
  g_ptr_array_unref (self->made);
  g_ptr_array_unref (self->helpers);
  g_clear_object (&self->wanted);
  g_clear_object (&self->anchors);
  g_free (self);
}

/**
 * ks_reply_query_add_certificate:
 * @self: a query
 * @certificate: a certificate of the reply
 * @name: (nullable): the name of the file that has it; %NULL when it was pasted
 *
 * Adds one certificate. The same one may come again: it is counted.
 */
void
ks_reply_query_add_certificate (KsReplyQuery *self, KsCertificate *certificate, const char *name)
{
  KsReplyItem *item = g_hash_table_lookup (self->by_der, ks_certificate_get_der (certificate));

  if (item != NULL) {
    item->count++;
    return;
  }

  item = g_new0 (KsReplyItem, 1);
  item->certificate = g_object_ref (certificate);
  item->name = g_strdup (name);
  item->count = 1;
  g_ptr_array_add (self->items, item);
  g_hash_table_insert (self->by_der, ks_certificate_get_der (certificate), item);
}

static void
add_other (KsReplyQuery *self, KsEntry *entry, const char *name)
{
  KsReplyOther *other = g_new0 (KsReplyOther, 1);

  other->kind = ks_entry_get_kind (entry);
  other->title = ks_text_make_visible (ks_entry_get_title (entry));
  other->name = g_strdup (name);
  g_ptr_array_add (self->others, other);
}

/**
 * ks_reply_query_add_reply:
 * @self: a query
 * @store: a file of the reply, as it was read
 * @name: (nullable): its name; %NULL when it was pasted
 *
 * Adds all certificates of a file, in its order; also those of the chains of its keys. Keys, requests and revocation lists are
 * kept in mind, to be told.
 */
void
ks_reply_query_add_reply (KsReplyQuery *self, KsStore *store, const char *name)
{
  g_autoptr (GPtrArray) entries = ks_store_snapshot (store);

  for (guint i = 0; i < entries->len; i++) {
    KsEntry *entry = entries->pdata[i];

    for (guint j = 0; j < ks_entry_get_chain_length (entry); j++)
      ks_reply_query_add_certificate (self, ks_entry_get_certificate (entry, j), name);
    if (ks_entry_get_kind (entry) != KS_ENTRY_CERTIFICATE)
      add_other (self, entry, name);
  }
}

/* A request that stands beside its key in a PEM file. */
static void
add_requests (KsReplyQuery *self, GPtrArray *entries)
{
  for (guint i = 0; i < entries->len; i++) {
    KsEntry *entry = entries->pdata[i];
    g_autoptr (KsRequest) request = NULL;

    if (ks_entry_get_kind (entry) != KS_ENTRY_REQUEST || ks_entry_get_data (entry) == NULL)
      continue;
    request = ks_request_new (ks_entry_get_data (entry), NULL);
    if (request != NULL)
      ks_reply_query_add_request (self, request, ks_entry_get_created_ms (entry) / 1000);
  }
}

/**
 * ks_reply_query_add_store:
 * @self: a query
 * @entries: (element-type KsEntry): what the store has; the array is kept, nobody changes it any more
 * @name: (nullable): the name of its file
 * @tag: (nullable): the caller's own, given back with each match
 * @is_read_only: whether it cannot be changed
 * @keyring: (nullable): passwords of its keys, for those that have no certificate yet; copied
 *
 * Adds an open store, whose keys the reply may be for, and whose certificates may complete the chain. The one in front comes first.
 */
void
ks_reply_query_add_store (KsReplyQuery *self,
                          GPtrArray *entries,
                          const char *name,
                          gpointer tag,
                          gboolean is_read_only,
                          KsKeyring *keyring)
{
  KsReplyStore *store = g_new0 (KsReplyStore, 1);

  store->entries = g_ptr_array_ref (entries);
  store->name = g_strdup (name);
  store->tag = tag;
  store->is_read_only = is_read_only;
  store->keyring = keyring != NULL ? ks_keyring_copy (keyring) : NULL;
  g_ptr_array_add (self->stores, store);
  add_requests (self, entries);
}

/**
 * ks_reply_query_add_request:
 * @self: a query
 * @request: a request that was made earlier
 * @made_at: when, in seconds since 1970; 0 where that is not known
 *
 * Adds a request. What is issued for its key is compared with it; of several for one key the newest counts.
 */
void
ks_reply_query_add_request (KsReplyQuery *self, KsRequest *request, gint64 made_at)
{
  KsReplyMade *made = g_new0 (KsReplyMade, 1);

  made->request = g_object_ref (request);
  made->made_at = made_at;
  g_ptr_array_add (self->made, made);
}

/**
 * ks_reply_query_set_wanted:
 * @self: a query
 * @entry: (nullable): the entry for which somebody asked to import a reply
 *
 * Sets it: the plan tells when the reply is for another one.
 */
void
ks_reply_query_set_wanted (KsReplyQuery *self, KsEntry *entry)
{
  g_set_object (&self->wanted, entry);
}

/**
 * ks_reply_query_set_anchors:
 * @self: a query
 * @anchors: (nullable): who is trusted
 *
 * Sets those who judge the new chains. They may complete them, too.
 */
void
ks_reply_query_set_anchors (KsReplyQuery *self, KsAnchorSet *anchors)
{
  g_set_object (&self->anchors, anchors);
}

/**
 * ks_reply_query_add_helpers:
 * @self: a query
 * @helpers: certificates that may complete a chain, whether they are trusted here or not
 *
 * Adds for example the system's anchors where another truststore judges.
 */
void
ks_reply_query_add_helpers (KsReplyQuery *self, KsAnchorSet *helpers)
{
  g_ptr_array_add (self->helpers, g_object_ref (helpers));
}
