/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-pkcs12-private.h"

G_BEGIN_DECLS

/* Entries become bags: names, key identifiers, and which certificate has to be written how often. */
typedef struct {
  const KsWriteOptions *options;
  const KsPkcs12Profile *profile;
  KsSecret *password;
  GPtrArray *entries;
  gboolean *unnamed;           /* by entry: written without a name */
  GPtrArray *chain_bags;       /* KsPkcs12Bag, as they were read */
  GHashTable *bags_by_content; /* a certificate's DER: GPtrArray of them */
  GHashTable *key_ids;         /* GBytes, taken */
  GHashTable *written;         /* GBytes: certificates that need no further bag */
  GHashTable *owners;          /* GBytes: identifiers of keys, as they were read, and their names */
  GHashTable *named;           /* GBytes, a name: the DER of its one certificate; NULL: several have it */
  KsWriter *keys;
  KsWriter *certificates;
  gint64 n_times; /* key identifiers that were made of the time of writing */
} KsPkcs12Plan;

static inline gboolean
has_extra (KsEntry *entry, const char *name)
{
  return ks_entry_get_extra (entry, name) != NULL;
}

/* ks-pkcs12-plan-names.c */
void _ks_pkcs12_plan_number (KsPkcs12Plan *plan);
void _ks_pkcs12_plan_note_names (KsPkcs12Plan *plan);
void _ks_pkcs12_plan_note_owners (KsPkcs12Plan *plan);
gboolean _ks_pkcs12_plan_is_rival (KsPkcs12Plan *plan, KsEntry *entry);
const char *_ks_pkcs12_plan_find_new_name (KsPkcs12Plan *plan, guint index, const KsPkcs12Attributes *old);
gboolean _ks_pkcs12_plan_has_key_id (const KsPkcs12Bag *bag, GBytes *key_id);
KsPkcs12Bag *_ks_pkcs12_plan_find_bag (KsPkcs12Plan *plan, KsCertificate *certificate, GBytes *key_id);
GBytes *_ks_pkcs12_plan_choose_key_id (KsPkcs12Plan *plan, KsEntry *entry, const KsPkcs12Attributes *old)
  G_GNUC_WARN_UNUSED_RESULT;

/* ks-pkcs12-plan-keys.c */
gboolean _ks_pkcs12_plan_cannot_hold (KsEntry *entry, GError **error);
void _ks_pkcs12_plan_note_written (KsPkcs12Plan *plan, KsCertificate *certificate);
gboolean _ks_pkcs12_plan_put_key_entry (KsPkcs12Plan *plan, guint index, GError **error);
void _ks_pkcs12_plan_put_duplicates (KsPkcs12Plan *plan, KsWriter *certificates);

G_END_DECLS
