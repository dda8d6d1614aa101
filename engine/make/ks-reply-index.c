/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-pool-private.h"
#include "ks-reply-private.h"

/* More certificates above one leaf than any CA sends; the rest can still be found in the pool. */
#define MAX_RELATED 64

/* Where a certificate stands among the open stores; the first place counts. */
typedef struct {
  const KsReplyStore *store;
  KsEntry *entry;
} Place;

struct _KsReplyIndex {
  KsReplyQuery *query;
  GHashTable *by_key;     /* SHA-256 of the public key -> GPtrArray of borrowed KsReplyItem */
  GHashTable *by_subject; /* name key -> the same */
  GHashTable *places;     /* DER -> GArray of Place */
  KsVerifyPool *pool;     /* everything */
  KsVerifyPool *nothing;  /* no candidates: only shares what is known about signatures */
};

static void
append (GHashTable *table, char *key, gpointer value)
{
  GPtrArray *list = g_hash_table_lookup (table, key);

  if (list == NULL) {
    list = g_ptr_array_new ();
    g_hash_table_insert (table, g_strdup (key), list);
  }
  g_ptr_array_add (list, value);
}

static void
index_reply (KsReplyIndex *self)
{
  for (guint i = 0; i < self->query->items->len; i++) {
    KsReplyItem *item = self->query->items->pdata[i];
    g_autofree char *key = NULL;

    if (!ks_certificate_is_readable (item->certificate))
      continue;
    append (self->by_key, (char *) ks_certificate_get_spki_sha256 (item->certificate), item);
    key = ks_name_make_key (ks_certificate_get_subject (item->certificate));
    append (self->by_subject, key, item);
    ks_verify_pool_add (self->pool, item->certificate, KS_PROVENANCE_PASTED, item->name);
  }
}

static void
add_place (KsReplyIndex *self, KsCertificate *certificate, const KsReplyStore *store, KsEntry *entry)
{
  GBytes *der = ks_certificate_get_der (certificate);
  GArray *places = g_hash_table_lookup (self->places, der);
  Place place = { store, entry };

  if (places == NULL) {
    places = g_array_new (FALSE, FALSE, sizeof (Place));
    g_hash_table_insert (self->places, der, places);
  }
  /* One for each store is enough to say where it is. */
  if (places->len == 0 || g_array_index (places, Place, places->len - 1).store != store)
    g_array_append_val (places, place);
}

static void
index_stores (KsReplyIndex *self)
{
  for (guint i = 0; i < self->query->stores->len; i++) {
    const KsReplyStore *store = self->query->stores->pdata[i];

    for (guint j = 0; j < store->entries->len; j++) {
      KsEntry *entry = store->entries->pdata[j];

      for (guint k = 0; k < ks_entry_get_chain_length (entry); k++)
        add_place (self, ks_entry_get_certificate (entry, k), store, entry);
    }
    ks_verify_pool_add_entries (self->pool, store->entries, KS_PROVENANCE_OTHER_FILE, store->name);
  }
}

static void
add_helpers (KsReplyIndex *self)
{
  for (guint i = 0; i < self->query->helpers->len; i++) {
    KsAnchorSet *set = self->query->helpers->pdata[i];

    for (guint j = 0; j < ks_anchor_set_get_size (set); j++)
      ks_verify_pool_add (self->pool, ks_anchor_set_get (set, j), KS_PROVENANCE_SYSTEM,
                          ks_anchor_set_get_name (set));
  }
}

/**
 * ks_reply_index_new:
 * @query: what is asked; it must not change any more
 *
 * Indexes every certificate of the reply, of the open stores and of those who are trusted.
 *
 * Returns: (transfer full): the index
 */
KsReplyIndex *
ks_reply_index_new (KsReplyQuery *query)
{
  KsReplyIndex *self = g_new0 (KsReplyIndex, 1);

  self->query = ks_reply_query_ref (query);
  self->by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->by_subject =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->places = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, NULL, (GDestroyNotify) g_array_unref);
  self->pool = ks_verify_pool_new ();
  self->nothing = ks_verify_pool_new ();
  index_reply (self);
  index_stores (self);
  add_helpers (self);

  return self;
}

/**
 * ks_reply_index_free:
 * @self: (transfer full): an index
 *
 * Frees it.
 */
void
ks_reply_index_free (KsReplyIndex *self)
{
  g_hash_table_unref (self->by_key);
  g_hash_table_unref (self->by_subject);
  g_hash_table_unref (self->places);
  ks_verify_pool_unref (self->pool);
  ks_verify_pool_unref (self->nothing);
  ks_reply_query_unref (self->query);
  g_free (self);
}

/**
 * ks_reply_index_get_query:
 * @self: an index
 *
 * Returns: (transfer none): what it was made from
 */
KsReplyQuery *
ks_reply_index_get_query (KsReplyIndex *self)
{
  return self->query;
}

/**
 * ks_reply_index_get_pool:
 * @self: an index
 *
 * Returns: (transfer none): all certificates that may complete a path
 */
KsVerifyPool *
ks_reply_index_get_pool (KsReplyIndex *self)
{
  return self->pool;
}

/**
 * ks_reply_index_find_key:
 * @self: an index
 * @spki_sha256: SHA-256 of a public key, lower-case hex
 *
 * Returns: (transfer none) (nullable) (element-type KsReplyItem): the certificates of the reply for that key
 */
GPtrArray *
ks_reply_index_find_key (KsReplyIndex *self, const char *spki_sha256)
{
  return g_hash_table_lookup (self->by_key, spki_sha256);
}

/**
 * ks_reply_index_find_subject:
 * @self: an index
 * @subject: a distinguished name
 *
 * Returns: (transfer none) (nullable) (element-type KsReplyItem): the certificates of the reply with that subject
 */
GPtrArray *
ks_reply_index_find_subject (KsReplyIndex *self, KsName *subject)
{
  g_autofree char *key = ks_name_make_key (subject);

  return g_hash_table_lookup (self->by_subject, key);
}

/**
 * ks_reply_index_find_request:
 * @self: an index
 * @spki_sha256: SHA-256 of a public key, lower-case hex
 *
 * Returns: (transfer none) (nullable): the newest request that was made for that key
 */
const KsReplyMade *
ks_reply_index_find_request (KsReplyIndex *self, const char *spki_sha256)
{
  const KsReplyMade *newest = NULL;

  for (guint i = 0; i < self->query->made->len; i++) {
    const KsReplyMade *made = self->query->made->pdata[i];

    if (g_str_equal (ks_request_get_spki_sha256 (made->request), spki_sha256) &&
        (newest == NULL || made->made_at > newest->made_at))
      newest = made;
  }

  return newest;
}

static void
add_once (GPtrArray *list, GHashTable *seen, KsCertificate *certificate)
{
  if (g_hash_table_add (seen, ks_certificate_get_der (certificate)))
    g_ptr_array_add (list, certificate);
}

/**
 * ks_reply_index_list_related:
 * @self: an index
 * @entry: the entry that gets a new chain
 * @leaf: the first certificate of that chain
 *
 * What belongs to a leaf, as if all of it stood in the entry: paths of these certificates are preferred to others.
 *
 * Returns: (transfer container) (element-type KsCertificate): the leaf, what the reply has above it by name, and what the entry had
 */
GPtrArray *
ks_reply_index_list_related (KsReplyIndex *self, KsEntry *entry, KsCertificate *leaf)
{
  GPtrArray *list = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_bytes_hash, g_bytes_equal);

  add_once (list, seen, leaf);
  for (guint i = 0; i < list->len && list->len < MAX_RELATED; i++) {
    GPtrArray *issuers = ks_certificate_is_readable (list->pdata[i])
                           ? ks_reply_index_find_subject (self, ks_certificate_get_issuer (list->pdata[i]))
                           : NULL;

    for (guint j = 0; issuers != NULL && j < issuers->len && list->len < MAX_RELATED; j++)
      add_once (list, seen, ((const KsReplyItem *) issuers->pdata[j])->certificate);
  }
  for (guint i = 1; i < ks_entry_get_chain_length (entry); i++)
    add_once (list, seen, ks_entry_get_certificate (entry, i));

  return list;
}

static gboolean
entry_has (KsEntry *entry, KsCertificate *certificate)
{
  for (guint i = 0; i < ks_entry_get_chain_length (entry); i++)
    if (ks_certificate_equal (ks_entry_get_certificate (entry, i), certificate))
      return TRUE;

  return FALSE;
}

/* In the same store before others. */
static const Place *
find_place (KsReplyIndex *self, gpointer tag, KsCertificate *certificate)
{
  GArray *places = g_hash_table_lookup (self->places, ks_certificate_get_der (certificate));

  if (places == NULL)
    return NULL;
  for (guint i = 0; i < places->len; i++)
    if (g_array_index (places, Place, i).store->tag == tag)
      return &g_array_index (places, Place, i);

  return &g_array_index (places, Place, 0);
}

static const char *
find_anchor_set (KsReplyIndex *self, KsCertificate *certificate)
{
  KsAnchorSet *anchors = self->query->anchors;

  if (anchors != NULL && ks_anchor_set_contains (anchors, certificate))
    return ks_anchor_set_get_name (anchors);
  for (guint i = 0; i < self->query->helpers->len; i++)
    if (ks_anchor_set_contains (self->query->helpers->pdata[i], certificate))
      return ks_anchor_set_get_name (self->query->helpers->pdata[i]);

  return NULL;
}

/**
 * ks_reply_index_find_origin:
 * @self: an index
 * @match: the entry that gets @certificate, and its store
 * @certificate: a certificate of its new chain
 * @detail: (out) (transfer none) (nullable): name of a file, alias, or name of a truststore
 *
 * Says where a certificate comes from: from the reply if that has it, else from the nearest place.
 *
 * Returns: the kind of place
 */
KsReplyOrigin
ks_reply_index_find_origin (KsReplyIndex *self,
                            const KsReplyMatch *match,
                            KsCertificate *certificate,
                            const char **detail)
{
  const KsReplyItem *item = g_hash_table_lookup (self->query->by_der, ks_certificate_get_der (certificate));
  const Place *place = find_place (self, match->tag, certificate);

  *detail = NULL;
  if (item != NULL) {
    *detail = item->name;
    return KS_REPLY_FROM_REPLY;
  }
  if (entry_has (match->entry, certificate))
    return KS_REPLY_FROM_ENTRY;
  if (place != NULL && place->store->tag == match->tag) {
    *detail = ks_entry_get_alias (place->entry);
    return KS_REPLY_FROM_OTHER_ENTRY;
  }
  if (place != NULL) {
    *detail = place->store->name;
    return KS_REPLY_FROM_OTHER_FILE;
  }
  *detail = find_anchor_set (self, certificate);

  return KS_REPLY_FROM_ANCHORS;
}

/**
 * ks_reply_index_judge:
 * @self: an index
 * @entry: an entry
 * @chain: (nullable) (element-type KsCertificate): the chain it would have; %NULL for its own
 * @cancellable: (nullable): ends it early
 *
 * The verdict on an entry by what it holds and who is trusted, without anything that other files could add.
 *
 * Returns: (transfer full) (nullable): the verdict, or %NULL when cancelled
 */
KsVerdict *
ks_reply_index_judge (KsReplyIndex *self, KsEntry *entry, GPtrArray *chain, GCancellable *cancellable)
{
  g_autoptr (KsEntry) changed = chain != NULL ? ks_entry_with_chain (entry, chain) : g_object_ref (entry);
  g_autoptr (KsVerifyRequest) request = ks_verify_request_new (changed, self->query->time);

  ks_verify_request_set_anchors (request, self->query->anchors);
  ks_verify_request_set_pool (request, self->nothing);

  return ks_verify (request, cancellable, NULL);
}
