/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Names and identifiers: what ties a certificate to its key, so that every reader finds the same one. */

#include "ks-config.h"

#include "ks-pkcs12-plan-private.h"

#include <string.h>

/* The same order of numbers as in reading: what Java sees, then plain keys, then the other certificates. */
static guint
find_turn (KsEntry *entry)
{
  if (has_extra (entry, KS_PKCS12_UNTRUSTED))
    return 2;

  return has_extra (entry, KS_PKCS12_PLAIN_KEY) ? 1 : 0;
}

/* Java's numbers count the bags, so the keys come first. */
static void
number (KsPkcs12Plan *plan, guint turn, gboolean certificates, GHashTable *aliases, guint *counter)
{
  for (guint i = 0; i < plan->entries->len; i++) {
    KsEntry *entry = plan->entries->pdata[i];
    g_autofree char *expected = NULL;
    guint next = *counter;

    if (find_turn (entry) != turn || (ks_entry_get_kind (entry) == KS_ENTRY_CERTIFICATE) != certificates ||
        !has_extra (entry, KS_PKCS12_UNNAMED))
      continue;

    do {
      g_free (expected);
      expected = g_strdup_printf ("%u", ++next);
    } while (turn > 0 && g_hash_table_contains (aliases, expected) &&
             !g_str_equal (expected, ks_entry_get_alias (entry)));

    plan->unnamed[i] = g_str_equal (expected, ks_entry_get_alias (entry));
    if (plan->unnamed[i])
      *counter = next;
  }
}

/**
 * _ks_pkcs12_plan_number:
 * @plan: the plan
 *
 * Finds the entries that need no name, because readers give them their alias, a number, by themselves.
 */
void
_ks_pkcs12_plan_number (KsPkcs12Plan *plan)
{
  g_autoptr (GHashTable) aliases = g_hash_table_new (g_str_hash, g_str_equal);
  guint counter = 0;

  for (guint i = 0; i < plan->entries->len; i++)
    g_hash_table_add (aliases, (char *) ks_entry_get_alias (plan->entries->pdata[i]));
  for (guint turn = 0; turn < 3; turn++) {
    number (plan, turn, FALSE, aliases, &counter);
    number (plan, turn, TRUE, aliases, &counter);
  }
}

/**
 * _ks_pkcs12_plan_find_new_name:
 * @plan: the plan
 * @index: of an entry
 * @old: the attributes with which it was read
 *
 * Returns: (transfer none) (nullable): the name to write; %NULL when the one that is there already stands for the alias, or none is needed
 */
const char *
_ks_pkcs12_plan_find_new_name (KsPkcs12Plan *plan, guint index, const KsPkcs12Attributes *old)
{
  const char *alias = ks_entry_get_alias (plan->entries->pdata[index]);
  g_autofree char *folded = old->friendly_name != NULL ? ks_alias_fold (old->friendly_name) : NULL;

  if (plan->unnamed[index] || g_strcmp0 (folded, alias) == 0)
    return NULL;

  return alias;
}

/* As Java makes them where there is a date, as OpenSSL does where there is none. Two keys never share one. */
static GBytes *
make_key_id (KsPkcs12Plan *plan, KsEntry *entry)
{
  KsCertificate *leaf = ks_entry_get_leaf (entry);
  gint64 time = ks_entry_get_created_ms (entry);
  GBytes *id = NULL;

  if (time == 0 && has_extra (entry, KS_PKCS12_ATTRIBUTES) && leaf != NULL) {
    g_autofree char *print = ks_certificate_dup_fingerprint (leaf, "SHA1");

    id = g_bytes_new (print, strlen (print));
    if (!g_hash_table_contains (plan->key_ids, id))
      return id;
  }

  for (guint tries = 0; id == NULL || g_hash_table_contains (plan->key_ids, id); tries++) {
    /* Two keys of the same moment: the next moments are near enough, but not for thousands of them. */
    gint64 moment = time != 0 && tries < 50 ? time + tries : plan->options->now_ms + plan->n_times++;
    g_autofree char *text = g_strdup_printf ("Time %" G_GINT64_FORMAT, moment);

    g_clear_pointer (&id, g_bytes_unref);
    id = g_bytes_new (text, strlen (text));
  }

  return id;
}

/**
 * _ks_pkcs12_plan_has_key_id:
 * @bag: a bag
 * @key_id: an identifier of a key (localKeyID, RFC 7292 section 4.2)
 *
 * Returns: whether the bag has it
 */
gboolean
_ks_pkcs12_plan_has_key_id (const KsPkcs12Bag *bag, GBytes *key_id)
{
  return bag->named.local_key_id != NULL && g_bytes_equal (bag->named.local_key_id, key_id);
}

/**
 * _ks_pkcs12_plan_find_bag:
 * @plan: the plan
 * @certificate: a certificate of a chain
 * @key_id: (nullable): the identifier that its bag has to have; %NULL: any or none
 *
 * Returns: (transfer none) (nullable): a bag in which it was read and that is not written yet
 */
KsPkcs12Bag *
_ks_pkcs12_plan_find_bag (KsPkcs12Plan *plan, KsCertificate *certificate, GBytes *key_id)
{
  GPtrArray *bags = g_hash_table_lookup (plan->bags_by_content, ks_certificate_get_der (certificate));

  for (guint i = 0; bags != NULL && i < bags->len; i++) {
    KsPkcs12Bag *bag = bags->pdata[i];

    if (!bag->is_used && (key_id == NULL || _ks_pkcs12_plan_has_key_id (bag, key_id)))
      return bag;
  }

  return NULL;
}

static GBytes *
make_name (const char *name)
{
  char *folded = ks_alias_fold (name);

  return g_bytes_new_take (folded, strlen (folded));
}

static void
note_name (KsPkcs12Plan *plan, const char *name, KsCertificate *certificate)
{
  g_autoptr (GBytes) key = make_name (name);
  GBytes *der = ks_certificate_get_der (certificate);
  gpointer noted;

  if (!g_hash_table_lookup_extended (plan->named, key, NULL, &noted))
    g_hash_table_insert (plan->named, g_bytes_ref (key), der);
  else if (noted != NULL && !g_bytes_equal (noted, der))
    g_hash_table_insert (plan->named, g_bytes_ref (key), NULL);
}

/**
 * _ks_pkcs12_plan_note_names:
 * @plan: the plan
 *
 * Notes the names that certificates have in the chains of keys, and those that they may get.
 */
void
_ks_pkcs12_plan_note_names (KsPkcs12Plan *plan)
{
  for (guint i = 0; i < plan->chain_bags->len; i++) {
    KsPkcs12Bag *bag = plan->chain_bags->pdata[i];

    if (bag->certificate != NULL && bag->named.friendly_name != NULL)
      note_name (plan, bag->named.friendly_name, bag->certificate);
  }
  for (guint i = 0; i < plan->entries->len; i++) {
    KsEntry *entry = plan->entries->pdata[i];

    if (ks_entry_get_kind (entry) == KS_ENTRY_KEY && ks_entry_get_leaf (entry) != NULL)
      note_name (plan, ks_entry_get_alias (entry), ks_entry_get_leaf (entry));
  }
}

/* Two certificates have the key's name, so that the name alone does not say which one is its own. */
static gboolean
is_ambiguous (KsPkcs12Plan *plan, KsEntry *entry)
{
  g_autoptr (GBytes) name = make_name (ks_entry_get_alias (entry));

  return g_hash_table_contains (plan->named, name) && g_hash_table_lookup (plan->named, name) == NULL;
}

/* A key whose certificate was found by its name or by being the only one has no identifier, and needs none while that works. */
static gboolean
needs_key_id (KsPkcs12Plan *plan, KsEntry *entry)
{
  KsCertificate *leaf = ks_entry_get_leaf (entry);

  return leaf != NULL && (!has_extra (entry, KS_PKCS12_ATTRIBUTES) ||
                          _ks_pkcs12_plan_find_bag (plan, leaf, NULL) == NULL || is_ambiguous (plan, entry));
}

/**
 * _ks_pkcs12_plan_choose_key_id:
 * @plan: the plan
 * @entry: a key or a secret key
 * @old: the attributes with which it was read
 *
 * Returns: (transfer full) (nullable): its identifier, which no other key has; %NULL when it needs none
 */
GBytes *
_ks_pkcs12_plan_choose_key_id (KsPkcs12Plan *plan, KsEntry *entry, const KsPkcs12Attributes *old)
{
  g_autoptr (GBytes) id = NULL;

  if (old->local_key_id != NULL && !g_hash_table_contains (plan->key_ids, old->local_key_id))
    id = g_bytes_ref (old->local_key_id);
  else if (old->local_key_id != NULL || needs_key_id (plan, entry))
    id = make_key_id (plan, entry);
  if (id != NULL)
    g_hash_table_add (plan->key_ids, g_bytes_ref (id));

  return g_steal_pointer (&id);
}

/**
 * _ks_pkcs12_plan_note_owners:
 * @plan: the plan
 *
 * Notes the names and identifiers of keys.
 */
void
_ks_pkcs12_plan_note_owners (KsPkcs12Plan *plan)
{
  for (guint i = 0; i < plan->entries->len; i++) {
    KsEntry *entry = plan->entries->pdata[i];
    KsPkcs12Attributes old;

    if (ks_entry_get_kind (entry) != KS_ENTRY_KEY)
      continue;
    ks_pkcs12_attributes_parse (&old, ks_entry_get_extra (entry, KS_PKCS12_ATTRIBUTES));
    if (old.local_key_id != NULL)
      g_hash_table_add (plan->owners, g_bytes_ref (old.local_key_id));
    g_hash_table_add (plan->owners, make_name (ks_entry_get_alias (entry)));
    ks_pkcs12_attributes_clear (&old);
  }
}

/**
 * _ks_pkcs12_plan_is_rival:
 * @plan: the plan
 * @entry: a certificate
 *
 * Of several certificates that fit a key readers take the last one, so that rivals stand before the key's own.
 *
 * Returns: whether it has the identifier or the name of a key that it does not belong to
 */
gboolean
_ks_pkcs12_plan_is_rival (KsPkcs12Plan *plan, KsEntry *entry)
{
  g_autoptr (GBytes) alias = make_name (ks_entry_get_alias (entry));
  KsPkcs12Attributes old;
  gboolean has_id;

  if (!has_extra (entry, KS_PKCS12_UNTRUSTED))
    return FALSE;
  ks_pkcs12_attributes_parse (&old, ks_entry_get_extra (entry, KS_PKCS12_ATTRIBUTES));
  has_id = old.local_key_id != NULL && g_hash_table_contains (plan->owners, old.local_key_id);
  ks_pkcs12_attributes_clear (&old);

  return has_id || g_hash_table_contains (plan->owners, alias);
}
