/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ks-error.h"
#include "ks-pkcs12-private.h"

/* Opening one takes some milliseconds. */
#define MAX_OPENED_SECRETS 100

/* Bags become entries: which certificate belongs to which key, what is a chain, what has which alias. */
typedef struct {
  KsStore *store;
  GPtrArray *bags;
  GPtrArray *certificates; /* those bags that are certificates */
  KsChainPool *pool;       /* of them, in the same order */
  GHashTable *by_id;       /* localKeyID: GPtrArray of certificate bags */
  GHashTable *by_name;     /* folded name: the same */
  GHashTable *by_both;     /* name and localKeyID: the same */
  GHashTable *aliases;     /* taken ones, the bags' */
  guint counter;           /* Java's number for what has no name */
  guint n_secrets;         /* that have been opened */
} Work;

static GPtrArray *
get_list (GHashTable *table, gconstpointer key)
{
  return key != NULL ? g_hash_table_lookup (table, key) : NULL;
}

/* @key: (transfer full) */
static void
add_to_list (GHashTable *table, gpointer key, KsPkcs12Bag *bag)
{
  GPtrArray *list = g_hash_table_lookup (table, key);

  if (list == NULL)
    list = g_ptr_array_new ();
  else
    g_ptr_array_ref (list);
  g_ptr_array_add (list, bag);
  g_hash_table_replace (table, key, list);
}

/* A key for both together. @name: (transfer full) */
static GBytes *
join (char *name, GBytes *id)
{
  g_autoptr (GByteArray) both = g_byte_array_new_take ((guint8 *) name, strlen (name) + 1);
  gsize size;
  const guint8 *data = g_bytes_get_data (id, &size);

  g_byte_array_append (both, data, (guint) size);
  return g_byte_array_free_to_bytes (g_steal_pointer (&both));
}

/* Certificates by localKeyID, by name, and by both. */
static void
index_certificates (Work *work)
{
  for (guint i = 0; i < work->certificates->len; i++) {
    KsPkcs12Bag *bag = work->certificates->pdata[i];

    if (bag->named.local_key_id != NULL)
      add_to_list (work->by_id, g_bytes_ref (bag->named.local_key_id), bag);
    if (bag->named.friendly_name != NULL)
      add_to_list (work->by_name, ks_alias_fold (bag->named.friendly_name), bag);
    if (bag->named.local_key_id != NULL && bag->named.friendly_name != NULL)
      add_to_list (work->by_both, join (ks_alias_fold (bag->named.friendly_name), bag->named.local_key_id),
                   bag);
  }
}

static KsPkcs12Bag *
find_last_own (GPtrArray *list)
{
  for (guint i = list != NULL ? list->len : 0; i > 0; i--) {
    KsPkcs12Bag *bag = list->pdata[i - 1];

    if (!bag->named.is_trusted)
      return bag;
  }

  return NULL;
}

/* Java's rule: the localKeyID and the name, else the localKeyID, else the name; of several the last one. A certificate that is marked
 * as trusted is not a key's own, unless nothing else has its localKeyID. */
static KsPkcs12Bag *
find_by_attributes (Work *work, const KsPkcs12Bag *key)
{
  g_autofree char *name = key->named.friendly_name != NULL ? ks_alias_fold (key->named.friendly_name) : NULL;
  GBytes *id = key->named.local_key_id;
  g_autoptr (GBytes) both = name != NULL && id != NULL ? join (g_strdup (name), id) : NULL;
  GPtrArray *same_id = get_list (work->by_id, id);
  KsPkcs12Bag *found = find_last_own (get_list (work->by_both, both));

  if (found == NULL)
    found = find_last_own (same_id);
  if (found == NULL)
    found = find_last_own (get_list (work->by_name, name));
  if (found == NULL && same_id != NULL)
    found = same_id->pdata[same_id->len - 1];

  return found;
}

static KsPkcs12Bag *
find_by_public_key (Work *work, const KsPkcs12Bag *key)
{
  g_autoptr (GArray) places = key->plain != NULL ? ks_chain_pool_find_key (work->pool, key->plain) : NULL;

  for (guint i = 0; places != NULL && i < places->len; i++) {
    KsPkcs12Bag *bag = work->certificates->pdata[g_array_index (places, guint, i)];

    if (!bag->named.is_trusted)
      return bag;
  }

  return NULL;
}

static gboolean
has_one_key (Work *work)
{
  guint keys = 0;

  for (guint i = 0; i < work->bags->len; i++) {
    KsPkcs12Bag *bag = work->bags->pdata[i];

    if (bag->kind == KS_PKCS12_BAG_KEY || bag->kind == KS_PKCS12_BAG_PLAIN_KEY)
      keys++;
  }

  return keys == 1;
}

/* Nothing links the only key to a certificate: then it is the only certificate that has issued no other one. */
static KsPkcs12Bag *
find_only_leaf (Work *work)
{
  KsPkcs12Bag *leaf = NULL;

  if (!has_one_key (work))
    return NULL;

  for (guint i = 0; i < work->certificates->len; i++) {
    KsPkcs12Bag *bag = work->certificates->pdata[i];

    if (bag->named.is_trusted || ks_chain_pool_has_issued (work->pool, bag->certificate))
      continue;
    if (leaf != NULL && !ks_certificate_equal (leaf->certificate, bag->certificate))
      return NULL;
    leaf = bag;
  }

  return leaf;
}

static void
mark_used (Work *work, GPtrArray *chain)
{
  for (guint c = 0; c < chain->len; c++) {
    const GArray *places = ks_chain_pool_find (work->pool, chain->pdata[c]);

    for (guint i = 0; places != NULL && i < places->len; i++) {
      KsPkcs12Bag *bag = work->certificates->pdata[g_array_index (places, guint, i)];

      /* All of them have been marked before, when another chain went through here. */
      if (bag->is_used)
        break;
      bag->is_used = !bag->named.is_trusted;
    }
  }
}

static gboolean
has_same_name (const KsPkcs12Bag *a, const KsPkcs12Bag *b)
{
  g_autofree char *left = a->named.friendly_name != NULL ? ks_alias_fold (a->named.friendly_name) : NULL;
  g_autofree char *right = b->named.friendly_name != NULL ? ks_alias_fold (b->named.friendly_name) : NULL;

  return left != NULL && g_strcmp0 (left, right) == 0;
}

/* @is_bare: (out): its certificate is marked as trusted, so that Java does not take it for the key's */
static GPtrArray *
find_chain (Work *work, const KsPkcs12Bag *key, gboolean *is_bare)
{
  KsPkcs12Bag *leaf = find_by_attributes (work, key);
  GPtrArray *chain;

  *is_bare = leaf != NULL && leaf->named.is_trusted;
  if (leaf == NULL)
    leaf = find_by_public_key (work, key);
  if (leaf == NULL && key->named.local_key_id == NULL)
    leaf = find_only_leaf (work);
  if (leaf == NULL)
    return NULL;

  chain = ks_pkcs12_build_chain (leaf->certificate, work->pool);
  mark_used (work, chain);
  /* Under the key's own name it is no entry of its own: to Java one of both would hide the other. */
  if (*is_bare && has_same_name (leaf, key))
    leaf->is_used = TRUE;

  return chain;
}

/* A secret key says nothing of itself, and has no certificate that does: it is opened to see its algorithm and size. */
static KsKey *
make_secret (Work *work, const KsPkcs12Bag *bag)
{
  g_autoptr (KsKey) key = ks_key_new_protected (KS_KEY_SECRET, KS_KEY_FORM_ENCRYPTED_PKCS8, bag->value, NULL);
  KsSecret *password = ks_store_get_password (work->store);
  g_autoptr (KsSecret) plain = NULL;
  g_autoptr (KsKey) opened = NULL;

  if (password != NULL && work->n_secrets++ < MAX_OPENED_SECRETS)
    plain = ks_key_unlock (key, password, NULL);
  if (plain == NULL)
    return g_steal_pointer (&key);

  opened = ks_key_new_plain (KS_KEY_SECRET, plain, NULL);
  return ks_key_with_description (key, ks_key_get_algorithm (opened), ks_key_get_bits (opened));
}

static KsKey *
make_key (Work *work, const KsPkcs12Bag *bag)
{
  if (bag->kind == KS_PKCS12_BAG_PLAIN_KEY)
    return ks_key_new_plain (KS_KEY_PRIVATE, bag->plain, NULL);
  if (bag->kind == KS_PKCS12_BAG_KEY)
    return ks_key_new_protected (KS_KEY_PRIVATE, KS_KEY_FORM_ENCRYPTED_PKCS8, bag->value, NULL);
  if (bag->value != NULL)
    return make_secret (work, bag);

  return ks_key_new_protected (KS_KEY_SECRET, KS_KEY_FORM_OPAQUE, bag->raw, NULL);
}

/* What Java does not show must not change the numbers that it gives to the rest. */
static gboolean
is_seen_by_java (const KsPkcs12Bag *bag)
{
  return bag->kind == KS_PKCS12_BAG_KEY || bag->kind == KS_PKCS12_BAG_SECRET ||
         (bag->kind == KS_PKCS12_BAG_CERTIFICATE && bag->named.is_trusted);
}

static void
make_alias (Work *work, KsPkcs12Bag *bag)
{
  if (bag->named.friendly_name != NULL) {
    bag->alias = ks_alias_fold (bag->named.friendly_name);
  } else {
    do {
      g_free (bag->alias);
      bag->alias = g_strdup_printf ("%u", ++work->counter);
    } while (!is_seen_by_java (bag) && g_hash_table_contains (work->aliases, bag->alias));
  }
  g_hash_table_add (work->aliases, bag->alias);
}

/* @entry: (transfer full) */
static KsEntry *
add_extra (KsEntry *entry, const char *name, GBytes *value)
{
  g_autoptr (KsEntry) old = entry;

  return ks_entry_with_extra (old, name, value);
}

/* @entry: (transfer full) */
static KsEntry *
add_baggage (KsEntry *entry, const KsPkcs12Bag *bag)
{
  g_autoptr (GBytes) none = g_bytes_new_static ("\x31\0", 2);
  g_autoptr (GBytes) yes = g_bytes_new_static (bag->is_encrypted ? "1" : "0", 1);

  entry = add_extra (entry, KS_PKCS12_ATTRIBUTES, bag->attributes != NULL ? bag->attributes : none);
  if (bag->named.friendly_name == NULL)
    entry = add_extra (entry, KS_PKCS12_UNNAMED, yes);
  if (bag->kind == KS_PKCS12_BAG_PLAIN_KEY)
    entry = add_extra (entry, KS_PKCS12_PLAIN_KEY, yes);
  if (bag->kind == KS_PKCS12_BAG_SECRET && bag->value == NULL)
    entry = add_extra (entry, KS_PKCS12_OPAQUE, yes);
  if (bag->kind == KS_PKCS12_BAG_CERTIFICATE && !bag->named.is_trusted)
    entry = add_extra (entry, KS_PKCS12_UNTRUSTED, yes);

  return entry;
}

static void
add_entry (Work *work, KsPkcs12Bag *bag)
{
  gboolean is_certificate = bag->kind == KS_PKCS12_BAG_CERTIFICATE;
  gint64 created = ks_pkcs12_time_of_key_id (bag->named.local_key_id);
  gboolean is_bare = FALSE;
  g_autoptr (KsKey) key = is_certificate ? NULL : make_key (work, bag);
  g_autoptr (GPtrArray) chain = NULL;
  g_autoptr (KsEntry) entry = NULL;
  KsEntryKind kind = KS_ENTRY_KEY;

  if (bag->alias == NULL)
    make_alias (work, bag);
  if (is_certificate) {
    kind = KS_ENTRY_CERTIFICATE;
    chain = g_ptr_array_new ();
    g_ptr_array_add (chain, bag->certificate);
  } else if (bag->kind == KS_PKCS12_BAG_SECRET) {
    kind = KS_ENTRY_SECRET;
  } else {
    chain = find_chain (work, bag, &is_bare);
  }

  entry = add_baggage (ks_entry_new (kind, bag->alias, created, key, chain), bag);
  if (is_bare) {
    g_autoptr (GBytes) yes = g_bytes_new_static ("", 0);

    entry = add_extra (entry, KS_PKCS12_BARE, yes);
  }
  ks_store_add_loaded (work->store, entry);
}

static void
append_raw (GByteArray *array, KsPkcs12Bag *bag)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bag->raw, &size);

  g_byte_array_append (array, data, (guint) size);
}

/* @array: (transfer full) */
static void
keep (KsStore *store, const char *name, GByteArray *array)
{
  g_autoptr (GBytes) bytes = g_byte_array_free_to_bytes (array);

  if (g_bytes_get_size (bytes) > 0)
    ks_store_set_extra (store, name, bytes);
}

/* What is no entry of its own: parts of chains, and what is not understood. */
static void
keep_the_rest (Work *work)
{
  GByteArray *chains = g_byte_array_new (), *plain = g_byte_array_new (), *encrypted = g_byte_array_new ();
  guint n_crls = 0, n_others = 0;

  for (guint i = 0; i < work->bags->len; i++) {
    KsPkcs12Bag *bag = work->bags->pdata[i];

    if (bag->kind == KS_PKCS12_BAG_CERTIFICATE && bag->is_used) {
      append_raw (chains, bag);
    } else if (bag->kind == KS_PKCS12_BAG_OTHER) {
      append_raw (bag->is_encrypted ? encrypted : plain, bag);
      n_crls += bag->is_crl ? 1 : 0;
      n_others += bag->is_crl ? 0 : 1;
    }
  }
  keep (work->store, KS_PKCS12_CHAIN_BAGS, chains);
  keep (work->store, KS_PKCS12_OTHER_PLAIN, plain);
  keep (work->store, KS_PKCS12_OTHER_ENCRYPTED, encrypted);

  if (n_crls > 0) {
    g_autofree char *remark = g_strdup_printf (
      ngettext ("%u certificate revocation list in this file is not shown; it is kept when you save.",
                "%u certificate revocation lists in this file are not shown; they are kept when you save.",
                n_crls),
      n_crls);

    ks_store_add_remark_of (work->store, KS_REMARK_KEPT, remark);
  }
  if (n_others > 0) {
    g_autofree char *remark = g_strdup_printf (
      ngettext ("%u item of an unknown kind in this file is not shown; it is kept when you save.",
                "%u items of unknown kinds in this file are not shown; they are kept when you save.",
                n_others),
      n_others);

    ks_store_add_remark_of (work->store, KS_REMARK_KEPT, remark);
  }
}

static gboolean
is_left_over (const KsPkcs12Bag *bag)
{
  return bag->kind == KS_PKCS12_BAG_CERTIFICATE && !bag->named.is_trusted && !bag->is_used;
}

static gboolean
is_own_certificate (const KsPkcs12Bag *bag)
{
  return bag->kind == KS_PKCS12_BAG_CERTIFICATE && bag->named.is_trusted && !bag->is_used;
}

static gboolean
is_protected_key (const KsPkcs12Bag *bag)
{
  return bag->kind == KS_PKCS12_BAG_KEY || bag->kind == KS_PKCS12_BAG_SECRET;
}

static gboolean
is_plain_key (const KsPkcs12Bag *bag)
{
  return bag->kind == KS_PKCS12_BAG_PLAIN_KEY;
}

static void
add_those (Work *work, gboolean (*wanted) (const KsPkcs12Bag *bag))
{
  for (guint i = 0; i < work->bags->len; i++)
    if (wanted (work->bags->pdata[i]))
      add_entry (work, work->bags->pdata[i]);
}

/* Java numbers in the order of the file; the list has the order in which files are written: a certificate is only left over when
 * all keys have looked for theirs. */
static void
add_all (Work *work)
{
  for (guint i = 0; i < work->bags->len; i++)
    if (is_seen_by_java (work->bags->pdata[i]))
      make_alias (work, work->bags->pdata[i]);

  add_those (work, is_protected_key);
  add_those (work, is_own_certificate);
  add_those (work, is_plain_key);
  add_those (work, is_left_over);
}

/**
 * ks_pkcs12_add_entries:
 * @store: gets the entries
 * @bags: (element-type KsPkcs12Bag): all bags of the file
 *
 * Makes entries of bags by Java's rules, then adds what Java is blind to: plain keys and certificates that are neither trusted nor
 * part of a chain.
 */
void
ks_pkcs12_add_entries (KsStore *store, GPtrArray *bags)
{
  g_autoptr (GPtrArray) certificates = g_ptr_array_new ();
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_autoptr (KsChainPool) pool = NULL;
  g_autoptr (GHashTable) by_id =
    g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref,
                           (GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GHashTable) by_name =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GHashTable) by_both =
    g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref,
                           (GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GHashTable) aliases = g_hash_table_new (g_str_hash, g_str_equal);
  Work work = { store, bags, certificates, NULL, by_id, by_name, by_both, aliases, 0 };

  for (guint i = 0; i < bags->len; i++) {
    KsPkcs12Bag *bag = bags->pdata[i];

    if (bag->kind == KS_PKCS12_BAG_CERTIFICATE) {
      g_ptr_array_add (certificates, bag);
      g_ptr_array_add (all, bag->certificate);
    }
  }
  work.pool = pool = ks_chain_pool_new (all);

  index_certificates (&work);
  add_all (&work);
  keep_the_rest (&work);
}

static guint
count_elements (GBytes *bytes)
{
  gsize size = 0;
  const guint8 *data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;
  KsDerCursor cursor = { data, size };
  KsDer element;
  guint count = 0;

  while (ks_der_cursor_next (&cursor, &element))
    count++;

  return count;
}

/**
 * ks_pkcs12_count_others:
 * @store: a store
 *
 * Counts what another format could not get, because it is no entry.
 *
 * Returns: how many; 0 for stores of other formats
 */
guint
ks_pkcs12_count_others (KsStore *store)
{
  return count_elements (ks_store_get_extra (store, KS_PKCS12_OTHER_PLAIN)) +
         count_elements (ks_store_get_extra (store, KS_PKCS12_OTHER_ENCRYPTED)) +
         count_elements (ks_store_get_extra (store, KS_PKCS12_CLOSED));
}
