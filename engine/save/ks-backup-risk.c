/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-backup-risk.h"

static gboolean
is_same_password (KsSecret *a, KsSecret *b)
{
  return a == b || (a != NULL && b != NULL && ks_secret_equal (a, b));
}

static gboolean
holds_secret (KsEntry *entry)
{
  return ks_entry_get_kind (entry) == KS_ENTRY_KEY || ks_entry_get_kind (entry) == KS_ENTRY_SECRET;
}

/* Every entry and key of @entries, for a quick answer about what did not change: values are immutable. */
static GHashTable *
collect_values (GPtrArray *entries)
{
  GHashTable *values = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < entries->len; i++) {
    KsEntry *entry = g_ptr_array_index (entries, i);

    g_hash_table_add (values, entry);
    if (ks_entry_get_key (entry) != NULL)
      g_hash_table_add (values, ks_entry_get_key (entry));
  }
  return values;
}

/* A key pair is known by its public key, under whatever alias and certificate; other keys by their alias. */
static char *
dup_identity (KsEntry *entry)
{
  KsCertificate *leaf = ks_entry_get_leaf (entry);

  if (leaf != NULL)
    return g_strconcat ("key ", ks_certificate_get_spki_sha256 (leaf), NULL);
  return g_strconcat ("alias ", ks_entry_get_alias (entry), NULL);
}

static GHashTable *
collect_identities (GPtrArray *entries)
{
  GHashTable *identities = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < entries->len; i++)
    if (holds_secret (g_ptr_array_index (entries, i)))
      g_hash_table_add (identities, dup_identity (g_ptr_array_index (entries, i)));
  return identities;
}

/* Is there a private key in @entry that @entries have no longer, or under another password? */
static KsBackupRisk
get_risk (KsEntry *entry, GHashTable *values, GHashTable *identities)
{
  g_autofree char *identity = NULL;

  if (!holds_secret (entry) || g_hash_table_contains (values, entry) ||
      (ks_entry_get_key (entry) != NULL && g_hash_table_contains (values, ks_entry_get_key (entry))))
    return KS_BACKUP_RISK_NONE;

  identity = dup_identity (entry);
  return g_hash_table_contains (identities, identity) ? KS_BACKUP_RISK_OLD_PASSWORD
                                                      : KS_BACKUP_RISK_REMOVED_KEY;
}

/**
 * ks_backup_risk_find:
 * @before: (element-type KsEntry): what the old file has
 * @password_before: (nullable): what the old file opens with
 * @after: (element-type KsEntry): what the new file has
 * @password_after: (nullable): what the new file opens with
 *
 * Finds out what somebody gets from the backup that they do not get from the file: a person who changes a password, or takes a key
 * away, hardly wants both to stay beside it.
 *
 * Returns: what is risky about the backup
 */
KsBackupRisk
ks_backup_risk_find (GPtrArray *before, KsSecret *password_before, GPtrArray *after, KsSecret *password_after)
{
  g_autoptr (GHashTable) values = collect_values (after);
  g_autoptr (GHashTable) identities = collect_identities (after);
  KsBackupRisk risk =
    is_same_password (password_before, password_after) ? KS_BACKUP_RISK_NONE : KS_BACKUP_RISK_OLD_PASSWORD;

  for (guint i = 0; i < before->len; i++)
    risk |= get_risk (g_ptr_array_index (before, i), values, identities);
  return risk;
}
