/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n-lib.h>

#include "ks-error.h"
#include "ks-pkcs12-private.h"

/* Bags become entries: which certificate belongs to which key, what is a chain, what has which alias. */
typedef struct {
  KsStore *store;
  GPtrArray *bags;
  GPtrArray *pool;     /* KsCertificate, all of the file */
  GHashTable *aliases; /* taken ones, the bags' */
  guint counter;       /* Java's number for what has no name */
} Work;

static gboolean
same_id (const KsPkcs12Bag *a, const KsPkcs12Bag *b)
{
  GBytes *x = a->named.local_key_id, *y = b->named.local_key_id;

  return x != NULL && y != NULL && g_bytes_equal (x, y);
}

static gboolean
same_name (const KsPkcs12Bag *a, const KsPkcs12Bag *b)
{
  g_autofree char *x = NULL, *y = NULL;

  if (a->named.friendly_name == NULL || b->named.friendly_name == NULL)
    return FALSE;
  x = ks_alias_fold (a->named.friendly_name);
  y = ks_alias_fold (b->named.friendly_name);

  return g_str_equal (x, y);
}

/* Java's rule: the localKeyID and the name, else the localKeyID, else the name; of several the last one. A certificate that is marked
 * as trusted is not a key's own, unless nothing else has its localKeyID. */
static KsPkcs12Bag *
find_by_attributes (Work *work, const KsPkcs12Bag *key)
{
  KsPkcs12Bag *by_id = NULL, *by_name = NULL, *trusted = NULL;

  for (guint i = 0; i < work->bags->len; i++) {
    KsPkcs12Bag *bag = work->bags->pdata[i];
    gboolean id;

    if (bag->kind != KS_PKCS12_BAG_CERTIFICATE)
      continue;
    id = same_id (key, bag);
    if (bag->named.is_trusted) {
      trusted = id ? bag : trusted;
      continue;
    }
    if (id && same_name (key, bag))
      return bag;
    if (id)
      by_id = bag;
    else if (same_name (key, bag))
      by_name = bag;
  }

  return by_id != NULL ? by_id : by_name != NULL ? by_name : trusted;
}

static KsPkcs12Bag *
find_by_public_key (Work *work, const KsPkcs12Bag *key)
{
  for (guint i = 0; i < work->bags->len && key->plain != NULL; i++) {
    KsPkcs12Bag *bag = work->bags->pdata[i];

    if (bag->kind == KS_PKCS12_BAG_CERTIFICATE && !bag->named.is_trusted &&
        ks_certificate_is_readable (bag->certificate) &&
        ks_key_matches_spki (key->plain, ks_certificate_get_spki (bag->certificate), NULL))
      return bag;
  }

  return NULL;
}

static gboolean
is_issuer_of_another (Work *work, const KsPkcs12Bag *bag)
{
  KsName *subject = ks_certificate_get_subject (bag->certificate);

  for (guint i = 0; i < work->pool->len; i++) {
    KsCertificate *other = work->pool->pdata[i];

    if (!ks_certificate_equal (other, bag->certificate) && ks_certificate_is_readable (other) &&
        ks_name_equal (ks_certificate_get_issuer (other), subject))
      return TRUE;
  }

  return FALSE;
}

/* Nothing links the only key to a certificate: then it is the only certificate that has issued no other one. */
static KsPkcs12Bag *
find_only_leaf (Work *work)
{
  KsPkcs12Bag *leaf = NULL;
  guint keys = 0;

  for (guint i = 0; i < work->bags->len; i++) {
    KsPkcs12Bag *bag = work->bags->pdata[i];

    if (bag->kind == KS_PKCS12_BAG_KEY || bag->kind == KS_PKCS12_BAG_PLAIN_KEY)
      keys++;
    if (bag->kind != KS_PKCS12_BAG_CERTIFICATE || bag->named.is_trusted || is_issuer_of_another (work, bag))
      continue;
    if (leaf != NULL && !ks_certificate_equal (leaf->certificate, bag->certificate))
      return NULL;
    leaf = bag;
  }

  return keys == 1 ? leaf : NULL;
}

static void
mark_used (Work *work, GPtrArray *chain)
{
  for (guint i = 0; i < work->bags->len; i++) {
    KsPkcs12Bag *bag = work->bags->pdata[i];

    for (guint c = 0; c < chain->len && bag->kind == KS_PKCS12_BAG_CERTIFICATE && !bag->is_used; c++)
      bag->is_used = !bag->named.is_trusted && ks_certificate_equal (chain->pdata[c], bag->certificate);
  }
}

static GPtrArray *
find_chain (Work *work, const KsPkcs12Bag *key)
{
  KsPkcs12Bag *leaf = find_by_attributes (work, key);
  GPtrArray *chain;

  if (leaf == NULL)
    leaf = find_by_public_key (work, key);
  if (leaf == NULL && key->named.local_key_id == NULL)
    leaf = find_only_leaf (work);
  if (leaf == NULL)
    return NULL;

  chain = ks_pkcs12_build_chain (leaf->certificate, work->pool);
  mark_used (work, chain);

  return chain;
}

static KsKey *
make_key (const KsPkcs12Bag *bag)
{
  if (bag->kind == KS_PKCS12_BAG_PLAIN_KEY)
    return ks_key_new_plain (KS_KEY_PRIVATE, bag->plain, NULL);
  if (bag->kind == KS_PKCS12_BAG_KEY)
    return ks_key_new_protected (KS_KEY_PRIVATE, KS_KEY_FORM_ENCRYPTED_PKCS8, bag->value, NULL);
  if (bag->value != NULL)
    return ks_key_new_protected (KS_KEY_SECRET, KS_KEY_FORM_ENCRYPTED_PKCS8, bag->value, NULL);

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
  g_autoptr (KsKey) key = is_certificate ? NULL : make_key (bag);
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
    chain = find_chain (work, bag);
  }

  entry = add_baggage (ks_entry_new (kind, bag->alias, created, key, chain), bag);
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

    ks_store_add_remark (work->store, remark);
  }
  if (n_others > 0) {
    g_autofree char *remark = g_strdup_printf (
      ngettext ("%u item of an unknown kind in this file is not shown; it is kept when you save.",
                "%u items of unknown kinds in this file are not shown; they are kept when you save.",
                n_others),
      n_others);

    ks_store_add_remark (work->store, remark);
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
  return bag->kind == KS_PKCS12_BAG_CERTIFICATE && bag->named.is_trusted;
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
  g_autoptr (GPtrArray) pool = g_ptr_array_new ();
  g_autoptr (GHashTable) aliases = g_hash_table_new (g_str_hash, g_str_equal);
  Work work = { .store = store, .bags = bags, .pool = pool, .aliases = aliases };

  for (guint i = 0; i < bags->len; i++) {
    KsPkcs12Bag *bag = bags->pdata[i];

    if (bag->kind == KS_PKCS12_BAG_CERTIFICATE)
      g_ptr_array_add (pool, bag->certificate);
  }

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
