/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-store-comparison.h"

#include <string.h>

#include "ks-key-algorithm.h"
#include "ks-request.h"
#include "ks-store.h"

/* What an entry is known by. */
typedef struct {
  KsEntry *entry;
  char group;        /* only entries of one group belong together */
  char *fingerprint; /* of what it holds; NULL: it cannot be told */
  char *key;         /* of its public key; NULL: it has none, or it cannot be told */
  char *alias;
  gboolean is_taken;
} Item;

/* By what entries are put together, best first; each row is tried with what the rows before it have left. */
typedef enum {
  BY_FINGERPRINT = 1 << 0,
  BY_KEY = 1 << 1,
  BY_ALIAS = 1 << 2,
  BY_KIND = 1 << 3,
} Means;

static const Means passes[] = {
  BY_FINGERPRINT | BY_KIND | BY_ALIAS,
  BY_FINGERPRINT | BY_KIND,
  BY_FINGERPRINT | BY_ALIAS,
  BY_FINGERPRINT,
  BY_KEY | BY_ALIAS,
  BY_KEY | BY_KIND,
  BY_KEY,
  BY_ALIAS | BY_KIND,
  BY_ALIAS,
};

static void
item_clear (gpointer data)
{
  Item *item = data;

  g_free (item->fingerprint);
  g_free (item->key);
  g_free (item->alias);
}

static char
get_group (KsEntryKind kind)
{
  switch (kind) {
  case KS_ENTRY_SECRET:
    return 's';
  case KS_ENTRY_PUBLIC:
    return 'p';
  case KS_ENTRY_REQUEST:
    return 'r';
  case KS_ENTRY_CRL:
    return 'l';
  case KS_ENTRY_KEY:
  case KS_ENTRY_CERTIFICATE:
  default:
    return 'c';
  }
}

static char *
hash_bytes (GBytes *bytes)
{
  return bytes != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes) : NULL;
}

/* A bare key is known by its public half, where it can be told without a password. */
static char *
hash_key (KsKey *key)
{
  KsSecret *plain = key != NULL ? ks_key_get_plain (key) : NULL;
  g_autoptr (GBytes) spki = NULL;
  gsize size;
  const guint8 *data;

  if (plain == NULL)
    return NULL;
  if (ks_key_get_kind (key) == KS_KEY_PRIVATE) {
    spki = ks_key_dup_spki (plain, NULL);
    return hash_bytes (spki);
  }
  if (ks_key_get_kind (key) != KS_KEY_PUBLIC)
    return NULL;
  data = ks_secret_get_data (plain, &size);
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, data, size);
}

static void
identify_request (Item *item)
{
  GBytes *data = ks_entry_get_data (item->entry);
  g_autoptr (KsRequest) request = data != NULL ? ks_request_new (data, NULL) : NULL;

  item->fingerprint = hash_bytes (data);
  item->key = request != NULL ? g_strdup (ks_request_get_spki_sha256 (request)) : NULL;
}

static void
identify (Item *item)
{
  KsCertificate *leaf = ks_entry_get_leaf (item->entry);

  if (leaf != NULL) {
    item->fingerprint = g_strdup (ks_certificate_get_sha256 (leaf));
    item->key = ks_certificate_is_readable (leaf) ? g_strdup (ks_certificate_get_spki_sha256 (leaf)) : NULL;
  } else if (item->group == 'r') {
    identify_request (item);
  } else if (item->group == 'l') {
    item->fingerprint = hash_bytes (ks_entry_get_data (item->entry));
  } else {
    item->key = hash_key (ks_entry_get_key (item->entry));
    /* There is nothing else in it. */
    item->fingerprint = g_strdup (item->key);
  }
}

static GArray *
make_items (GPtrArray *entries, gboolean fold_aliases, GCancellable *cancellable)
{
  GArray *items = g_array_sized_new (FALSE, TRUE, sizeof (Item), entries->len);

  g_array_set_clear_func (items, item_clear);
  for (guint i = 0; i < entries->len && !g_cancellable_is_cancelled (cancellable); i++) {
    KsEntry *entry = entries->pdata[i];
    const char *alias = ks_entry_get_alias (entry);
    Item item = { .entry = entry, .group = get_group (ks_entry_get_kind (entry)) };

    item.alias = fold_aliases ? ks_alias_fold (alias) : g_strdup (alias);
    identify (&item);
    g_array_append_val (items, item);
  }
  return items;
}

/* What an item must have in common with another one to belong to it; NULL: it has no such thing. */
static char *
make_label (const Item *item, Means means)
{
  GString *label;

  if (((means & BY_FINGERPRINT) != 0 && item->fingerprint == NULL) ||
      ((means & BY_KEY) != 0 && item->key == NULL))
    return NULL;
  label = g_string_new (NULL);
  g_string_append_c (label, item->group);
  if ((means & BY_KIND) != 0)
    g_string_append_printf (label, "/%d", (int) ks_entry_get_kind (item->entry));
  if ((means & BY_FINGERPRINT) != 0)
    g_string_append_printf (label, "/%s", item->fingerprint);
  if ((means & BY_KEY) != 0)
    g_string_append_printf (label, "/%s", item->key);
  if ((means & BY_ALIAS) != 0)
    g_string_append_printf (label, "/%s", item->alias);
  return g_string_free_and_steal (label);
}

/* ---- what two entries are to each other ---- */

/* Keys without anything public: the same bytes are the same key, but one key has other bytes with each password. */
static KsStorePairKind
compare_hidden (KsKey *left, KsKey *right)
{
  if (left == NULL || right == NULL)
    return KS_STORE_PAIR_UNCOMPARED;
  if (ks_key_get_plain (left) != NULL && ks_key_get_plain (right) != NULL)
    return ks_secret_equal (ks_key_get_plain (left), ks_key_get_plain (right)) ? KS_STORE_PAIR_SAME
                                                                               : KS_STORE_PAIR_OTHER_KEY;
  if (ks_key_get_form (left) == ks_key_get_form (right) && ks_key_get_bytes (left) != NULL &&
      ks_key_get_bytes (right) != NULL && g_bytes_equal (ks_key_get_bytes (left), ks_key_get_bytes (right)))
    return KS_STORE_PAIR_SAME;
  return KS_STORE_PAIR_UNCOMPARED;
}

static KsStorePairKind
classify (const Item *left, const Item *right)
{
  if (left->fingerprint != NULL && g_strcmp0 (left->fingerprint, right->fingerprint) == 0)
    return KS_STORE_PAIR_SAME;
  /* A revocation list has no key of its own: under its name there is a newer one. */
  if (left->group == 'l')
    return KS_STORE_PAIR_RENEWED;
  if (left->key == NULL || right->key == NULL)
    return compare_hidden (ks_entry_get_key (left->entry), ks_entry_get_key (right->entry));
  return g_str_equal (left->key, right->key) ? KS_STORE_PAIR_RENEWED : KS_STORE_PAIR_OTHER_KEY;
}

/* ---- putting together ---- */

/* The items that are not taken, by their label: queues of Item, in the order of the store. */
static GHashTable *
index_items (GArray *items, Means means)
{
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_queue_free);

  for (guint i = 0; i < items->len; i++) {
    Item *item = &g_array_index (items, Item, i);
    g_autofree char *label = item->is_taken ? NULL : make_label (item, means);
    GQueue *queue;

    if (label == NULL)
      continue;
    queue = g_hash_table_lookup (index, label);
    if (queue == NULL) {
      queue = g_queue_new ();
      g_hash_table_insert (index, g_steal_pointer (&label), queue);
    }
    g_queue_push_tail (queue, item);
  }
  return index;
}

static void
match (GPtrArray *pairs, GArray *left, GArray *right, Means means)
{
  g_autoptr (GHashTable) index = index_items (right, means);

  for (guint i = 0; i < left->len; i++) {
    Item *ours = &g_array_index (left, Item, i);
    g_autofree char *label = ours->is_taken ? NULL : make_label (ours, means);
    GQueue *queue = label != NULL ? g_hash_table_lookup (index, label) : NULL;
    Item *theirs = queue != NULL ? g_queue_pop_head (queue) : NULL;

    if (theirs == NULL)
      continue;
    ours->is_taken = theirs->is_taken = TRUE;
    g_ptr_array_add (pairs, ks_store_pair_new (classify (ours, theirs), ours->entry, theirs->entry));
  }
}

static void
add_rest (GPtrArray *pairs, GArray *items, KsStorePairKind kind)
{
  for (guint i = 0; i < items->len; i++) {
    const Item *item = &g_array_index (items, Item, i);

    if (!item->is_taken)
      g_ptr_array_add (pairs, ks_store_pair_new (kind, kind == KS_STORE_PAIR_ONLY_LEFT ? item->entry : NULL,
                                                 kind == KS_STORE_PAIR_ONLY_RIGHT ? item->entry : NULL));
  }
}

static const char *
get_sort_key (KsStorePair *pair)
{
  KsEntry *left = ks_store_pair_get_left (pair);

  return ks_entry_get_sort_key (left != NULL ? left : ks_store_pair_get_right (pair));
}

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  KsStorePair *one = *(KsStorePair *const *) a;
  KsStorePair *other = *(KsStorePair *const *) b;

  if (ks_store_pair_get_kind (one) != ks_store_pair_get_kind (other))
    return ks_store_pair_get_kind (one) < ks_store_pair_get_kind (other) ? -1 : 1;
  return strcmp (get_sort_key (one), get_sort_key (other));
}

/**
 * ks_store_comparison_list_pairs:
 * @left: (element-type KsEntry): the first store
 * @right: (element-type KsEntry): the second
 * @fold_aliases: whether aliases are compared without regard to case
 * @cancellable: (nullable): ends it early
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Compares two stores in a time that grows with their length. Reads certificates that nobody has read yet, so that it belongs in a
 * worker.
 *
 * Returns: (transfer full) (element-type KsStorePair): each entry of both once; %NULL with an error
 */
GPtrArray *
ks_store_comparison_list_pairs (GPtrArray *left,
                                GPtrArray *right,
                                gboolean fold_aliases,
                                GCancellable *cancellable,
                                GError **error)
{
  g_autoptr (GArray) ours = make_items (left, fold_aliases, cancellable);
  g_autoptr (GArray) theirs = make_items (right, fold_aliases, cancellable);
  g_autoptr (GPtrArray) pairs = g_ptr_array_new_with_free_func (g_object_unref);

  for (gsize i = 0; i < G_N_ELEMENTS (passes) && !g_cancellable_is_cancelled (cancellable); i++)
    match (pairs, ours, theirs, passes[i]);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  add_rest (pairs, ours, KS_STORE_PAIR_ONLY_LEFT);
  add_rest (pairs, theirs, KS_STORE_PAIR_ONLY_RIGHT);
  g_ptr_array_sort (pairs, compare_pairs);
  return g_steal_pointer (&pairs);
}
