/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-pkcs12-plan.h"

#include "ks-pkcs12-plan-private.h"

static gboolean
put_trusted (KsPkcs12Plan *plan, guint index, GError **error)
{
  KsEntry *entry = plan->entries->pdata[index];
  GBytes *set = ks_entry_get_extra (entry, KS_PKCS12_ATTRIBUTES);
  KsPkcs12Attributes old;
  KsPkcs12Trust trust;
  g_autoptr (GBytes) attributes = NULL;

  ks_pkcs12_attributes_parse (&old, set);
  trust = !old.is_trusted && !has_extra (entry, KS_PKCS12_UNTRUSTED) ? KS_PKCS12_TRUST_ADD
                                                                     : KS_PKCS12_TRUST_AS_IT_IS;
  attributes =
    ks_pkcs12_attributes_make (set, _ks_pkcs12_plan_find_new_name (plan, index, &old), NULL, trust, error);
  ks_pkcs12_attributes_clear (&old);
  if (attributes == NULL)
    return FALSE;

  ks_pkcs12_put_certificate_bag (plan->certificates, ks_entry_get_leaf (entry), attributes);
  return TRUE;
}

typedef enum {
  TURN_RIVALS,
  TURN_KEYS,
  TURN_CERTIFICATES,
} Turn;

static gboolean
put_all (KsPkcs12Plan *plan, Turn turn, GError **error)
{
  for (guint i = 0; i < plan->entries->len; i++) {
    KsEntry *entry = plan->entries->pdata[i];
    KsEntryKind kind = ks_entry_get_kind (entry);
    Turn own = TURN_KEYS;

    if (kind != KS_ENTRY_KEY && kind != KS_ENTRY_SECRET && kind != KS_ENTRY_CERTIFICATE)
      return _ks_pkcs12_plan_cannot_hold (entry, error);
    if (kind == KS_ENTRY_CERTIFICATE)
      own = _ks_pkcs12_plan_is_rival (plan, entry) ? TURN_RIVALS : TURN_CERTIFICATES;
    if (own != turn)
      continue;
    if (!(kind == KS_ENTRY_CERTIFICATE ? put_trusted (plan, i, error)
                                       : _ks_pkcs12_plan_put_key_entry (plan, i, error)))
      return FALSE;
  }

  return TRUE;
}

/* Of several certificates that fit a key readers take the last one: what stood in the file more than once stands before the keys' own. */
static gboolean
put_keys (KsPkcs12Plan *plan, GError **error)
{
  KsWriter *certificates = plan->certificates;
  g_autoptr (KsWriter) own = ks_writer_new (4096);
  gboolean is_written;

  plan->certificates = own;
  is_written = put_all (plan, TURN_KEYS, error);
  plan->certificates = certificates;
  if (!is_written)
    return FALSE;

  _ks_pkcs12_plan_put_duplicates (plan, certificates);
  ks_writer_write (certificates, ks_writer_peek (own), ks_writer_get_size (own));
  return TRUE;
}

/* A chain's certificate that is an entry of its own, too, does not need another bag. */
static void
note_trusted (KsPkcs12Plan *plan)
{
  for (guint i = 0; i < plan->entries->len; i++) {
    KsEntry *entry = plan->entries->pdata[i];

    if (ks_entry_get_kind (entry) == KS_ENTRY_CERTIFICATE)
      _ks_pkcs12_plan_note_written (plan, ks_entry_get_leaf (entry));
  }
}

static void
read_chain_bags (KsPkcs12Plan *plan, KsStore *store)
{
  GBytes *extra = ks_store_get_extra (store, KS_PKCS12_CHAIN_BAGS);
  g_autoptr (KsWriter) contents = ks_writer_new (1024);
  g_autoptr (GBytes) bytes = NULL;
  gsize size;
  const guint8 *data;

  if (extra == NULL)
    return;
  data = g_bytes_get_data (extra, &size);
  ks_der_put (contents, KS_DER_SEQUENCE, data, size);
  bytes = ks_writer_steal_bytes (contents);
  ks_pkcs12_bags_parse (bytes, FALSE, plan->chain_bags, NULL);
}

static GHashTable *
index_chain_bags (GPtrArray *chain_bags)
{
  GHashTable *index =
    g_hash_table_new_full (g_bytes_hash, g_bytes_equal, NULL, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < chain_bags->len; i++) {
    KsPkcs12Bag *bag = chain_bags->pdata[i];
    GBytes *der = bag->certificate != NULL ? ks_certificate_get_der (bag->certificate) : NULL;
    GPtrArray *bags = der != NULL ? g_hash_table_lookup (index, der) : NULL;

    if (der != NULL && bags == NULL) {
      bags = g_ptr_array_new ();
      g_hash_table_insert (index, der, bags);
    }
    if (bags != NULL)
      g_ptr_array_add (bags, bag);
  }

  return index;
}

/**
 * ks_pkcs12_plan_write:
 * @store: what to write
 * @options: protection that was asked for, the time
 * @profile: protection that was decided on
 * @password: (nullable): the store's password
 * @keys: gets the bags of keys and secrets
 * @certificates: gets the bags of certificates, and plain keys that stood in an encrypted part
 * @error: KS_ERROR_LOSSY, KS_ERROR_PASSWORD_NEEDED, KS_ERROR_UNSUPPORTED
 *
 * Makes bags of entries, with the bytes and attributes in which they were read wherever those still say the same.
 *
 * Returns: FALSE when an entry cannot be written
 */
gboolean
ks_pkcs12_plan_write (KsStore *store,
                      const KsWriteOptions *options,
                      const KsPkcs12Profile *profile,
                      KsSecret *password,
                      KsWriter *keys,
                      KsWriter *certificates,
                      GError **error)
{
  g_autoptr (GPtrArray) entries = ks_store_snapshot (store);
  g_autoptr (GPtrArray) chain_bags = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_pkcs12_bag_free);
  g_autoptr (GHashTable) bags = NULL;
  g_autoptr (GHashTable) key_ids = NULL;
  g_autoptr (GHashTable) written = NULL;
  g_autoptr (GHashTable) owners = NULL;
  g_autoptr (GHashTable) named = NULL;
  g_autofree gboolean *unnamed = g_new0 (gboolean, entries->len + 1);
  KsPkcs12Plan plan = {
    .options = options,
    .profile = profile,
    .password = password,
    .entries = entries,
    .unnamed = unnamed,
    .chain_bags = chain_bags,
    .keys = keys,
    .certificates = certificates,
  };

  plan.key_ids = key_ids =
    g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  plan.written = written =
    g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  plan.owners = owners =
    g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  plan.named = named =
    g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  read_chain_bags (&plan, store);
  plan.bags_by_content = bags = index_chain_bags (chain_bags);
  _ks_pkcs12_plan_number (&plan);
  note_trusted (&plan);
  _ks_pkcs12_plan_note_owners (&plan);
  _ks_pkcs12_plan_note_names (&plan);

  return put_all (&plan, TURN_RIVALS, error) && put_keys (&plan, error) &&
         put_all (&plan, TURN_CERTIFICATES, error);
}
