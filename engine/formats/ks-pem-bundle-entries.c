/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <openssl/x509.h>
#include <string.h>

#include "ks-chain-pool.h"
#include "ks-init.h"
#include "ks-pem-bundle-private.h"

#define MAX_CHAIN 64

/* Of more certificates with one name nobody needs the right one. */
#define MAX_CANDIDATES 16

typedef struct {
  KsStore *store;
  GPtrArray *items;
  GPtrArray *certificates; /* those items that are certificates */
  KsChainPool *pool;       /* of them, in the same order */
  GHashTable *taken;       /* items that are some key's own */
  GPtrArray *leaves;       /* for each item, the KsPemItem of its certificate or NULL */
  KsSecret *password;
  const char *file_name;
} Work;

/* FALSE only when the signature has been checked and is another key's. */
static gboolean
may_have_signed (KsCertificate *issuer, KsCertificate *certificate)
{
  X509 *child = ks_certificate_get_x509 (certificate);
  X509 *parent = ks_certificate_get_x509 (issuer);
  EVP_PKEY *key = parent != NULL ? X509_get0_pubkey (parent) : NULL;
  int verified = child != NULL && key != NULL ? X509_verify (child, key) : -1;

  ks_clear_openssl_errors ();
  return verified != 0;
}

static KsCertificate *
find_issuer (Work *work, KsCertificate *certificate)
{
  g_autoptr (GPtrArray) candidates = ks_chain_pool_list_issuers (work->pool, certificate);

  for (guint i = 0; i < MIN (candidates->len, MAX_CANDIDATES); i++)
    if (may_have_signed (candidates->pdata[i], certificate))
      return candidates->pdata[i];

  return NULL;
}

static gboolean
chain_has (GPtrArray *chain, KsCertificate *certificate)
{
  for (guint i = 0; i < chain->len; i++)
    if (ks_certificate_equal (chain->pdata[i], certificate))
      return TRUE;

  return FALSE;
}

static GPtrArray *
build_chain (Work *work, KsCertificate *leaf)
{
  GPtrArray *chain = g_ptr_array_new ();

  for (KsCertificate *next = leaf; next != NULL && chain->len < MAX_CHAIN && !chain_has (chain, next);) {
    g_ptr_array_add (chain, next);
    next = ks_certificate_is_readable (next) && !ks_certificate_is_self_issued (next)
             ? find_issuer (work, next)
             : NULL;
  }

  return chain;
}

static gboolean
is_taken (Work *work, const KsPemItem *certificate)
{
  return g_hash_table_contains (work->taken, certificate);
}

/* @leaf: (nullable) */
static void
take (Work *work, guint key, KsPemItem *leaf)
{
  work->leaves->pdata[key] = leaf;
  if (leaf != NULL)
    g_hash_table_add (work->taken, leaf);
}

/* A certificate with the public half of @item's key, preferably one that no other key has. */
static KsPemItem *
find_by_public_key (Work *work, KsPemItem *item)
{
  g_autoptr (KsSecret) plain = NULL;
  g_autoptr (GArray) places = NULL;

  if (!ks_key_is_protected (item->key))
    plain = ks_secret_ref (ks_key_get_plain (item->key));
  else if (work->password != NULL)
    plain = ks_key_unlock (item->key, work->password, NULL);
  if (plain == NULL)
    return NULL;

  places = ks_chain_pool_find_key (work->pool, plain);
  for (guint i = 0; i < places->len; i++) {
    KsPemItem *candidate = work->certificates->pdata[g_array_index (places, guint, i)];

    if (!is_taken (work, candidate))
      return candidate;
  }

  return places->len > 0 ? work->certificates->pdata[g_array_index (places, guint, 0)] : NULL;
}

/* A protected key tells nothing of itself: then what stands above the blocks, as OpenSSL writes it. */
static KsPemItem *
find_by_comment (Work *work, KsPemItem *item)
{
  KsPemItem *by_name = NULL;

  for (guint i = 0; i < work->items->len; i++) {
    KsPemItem *candidate = work->items->pdata[i];

    if (candidate->kind != KS_PEM_ITEM_CERTIFICATE || is_taken (work, candidate))
      continue;
    if (item->key_id != NULL && g_strcmp0 (item->key_id, candidate->key_id) == 0)
      return candidate;
    if (by_name == NULL && item->name != NULL && g_strcmp0 (item->name, candidate->name) == 0)
      by_name = candidate;
  }

  return by_name;
}

/* One key and one certificate are left over that can only belong together. */
static void
pair_the_last (Work *work)
{
  KsPemItem *leaf = NULL;
  guint key = G_MAXUINT;

  for (guint i = 0; i < work->items->len; i++) {
    KsPemItem *item = work->items->pdata[i];

    if (item->kind == KS_PEM_ITEM_KEY && work->leaves->pdata[i] == NULL) {
      if (key != G_MAXUINT || !ks_key_is_protected (item->key))
        return;
      key = i;
    }
    if (item->kind != KS_PEM_ITEM_CERTIFICATE || is_taken (work, item) ||
        ks_chain_pool_has_issued (work->pool, item->certificate))
      continue;
    if (leaf != NULL)
      return;
    leaf = item;
  }

  if (key != G_MAXUINT)
    take (work, key, leaf);
}

static void
pair_all (Work *work)
{
  for (guint i = 0; i < work->items->len; i++) {
    KsPemItem *item = work->items->pdata[i];

    if (item->kind == KS_PEM_ITEM_KEY)
      take (work, i, find_by_public_key (work, item));
  }
  for (guint i = 0; i < work->items->len; i++) {
    KsPemItem *item = work->items->pdata[i];

    if (item->kind == KS_PEM_ITEM_KEY && work->leaves->pdata[i] == NULL && ks_key_is_protected (item->key))
      take (work, i, find_by_comment (work, item));
  }
  pair_the_last (work);
}

/* An issuer with a name of its own is an entry, too. */
static void
mark_used (Work *work, GPtrArray *chain)
{
  for (guint c = 0; c < chain->len; c++) {
    const GArray *places = ks_chain_pool_find (work->pool, chain->pdata[c]);

    for (guint i = 0; places != NULL && i < places->len; i++) {
      KsPemItem *item = work->certificates->pdata[g_array_index (places, guint, i)];

      item->is_used = item->is_used || item->name == NULL || c == 0;
    }
  }
}

/* @entry: (transfer full) */
static void
add (Work *work, KsEntry *entry)
{
  const char *alias = ks_entry_get_alias (entry);
  g_autoptr (GBytes) name = g_bytes_new (alias, strlen (alias));
  g_autoptr (KsEntry) marked = ks_entry_with_extra (entry, KS_PEM_ALIAS, name);

  ks_store_add_loaded (work->store, marked);
  g_object_unref (entry);
}

static char *
make_alias (Work *work, KsPemItem *item, KsPemItem *leaf)
{
  g_autofree char *title = NULL;
  const char *name = item->name;

  if (name == NULL && leaf != NULL)
    name = leaf->name;
  if (name == NULL)
    name = title = ks_pem_item_dup_title (leaf != NULL ? leaf : item, work->file_name);

  return ks_store_make_alias (work->store, name);
}

static void
add_key (Work *work, guint index)
{
  KsPemItem *item = work->items->pdata[index];
  KsPemItem *leaf = work->leaves->pdata[index];
  g_autofree char *alias = make_alias (work, item, leaf);
  g_autoptr (GPtrArray) chain = leaf != NULL ? build_chain (work, leaf->certificate) : NULL;

  if (chain != NULL)
    mark_used (work, chain);
  add (work, ks_entry_new (KS_ENTRY_KEY, alias, 0, item->key, chain));
}

static void
add_other (Work *work, KsPemItem *item)
{
  g_autofree char *alias = make_alias (work, item, NULL);
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();

  switch (item->kind) {
  case KS_PEM_ITEM_CERTIFICATE:
    g_ptr_array_add (chain, item->certificate);
    add (work, ks_entry_new (KS_ENTRY_CERTIFICATE, alias, 0, NULL, chain));
    break;
  case KS_PEM_ITEM_PUBLIC:
    add (work, ks_entry_new (KS_ENTRY_PUBLIC, alias, 0, item->key, NULL));
    break;
  case KS_PEM_ITEM_REQUEST:
    add (work, ks_entry_new_data (KS_ENTRY_REQUEST, alias, item->data));
    break;
  case KS_PEM_ITEM_CRL:
    add (work, ks_entry_new_data (KS_ENTRY_CRL, alias, item->data));
    break;
  case KS_PEM_ITEM_KEY:
  case KS_PEM_ITEM_OTHER:
  default:
    break;
  }
}

/**
 * ks_pem_bundle_add_entries:
 * @store: gets the entries
 * @items: (element-type KsPemItem): what the file has
 * @password: (nullable): opens keys to see whose they are; they stay protected
 * @file_name: (nullable): base name of the file
 *
 * Puts keys, certificates and their issuers together: by public key, else by what stands above the blocks, else when only one
 * way is left.
 */
void
ks_pem_bundle_add_entries (KsStore *store, GPtrArray *items, KsSecret *password, const char *file_name)
{
  g_autoptr (GPtrArray) leaves = g_ptr_array_sized_new (items->len);
  g_autoptr (GPtrArray) certificates = g_ptr_array_new ();
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_autoptr (GHashTable) taken = g_hash_table_new (NULL, NULL);
  g_autoptr (KsChainPool) pool = NULL;
  Work work = { store, items, certificates, NULL, taken, leaves, password, file_name };

  for (guint i = 0; i < items->len; i++) {
    KsPemItem *item = items->pdata[i];

    if (item->kind == KS_PEM_ITEM_CERTIFICATE) {
      g_ptr_array_add (certificates, item);
      g_ptr_array_add (all, item->certificate);
    }
  }
  work.pool = pool = ks_chain_pool_new (all);

  g_ptr_array_set_size (leaves, (int) items->len);
  pair_all (&work);
  for (guint i = 0; i < items->len; i++)
    if (((KsPemItem *) items->pdata[i])->kind == KS_PEM_ITEM_KEY)
      add_key (&work, i);

  for (guint i = 0; i < items->len; i++) {
    KsPemItem *item = items->pdata[i];

    if (item->kind != KS_PEM_ITEM_KEY && item->kind != KS_PEM_ITEM_OTHER && !item->is_used)
      add_other (&work, item);
  }
}
