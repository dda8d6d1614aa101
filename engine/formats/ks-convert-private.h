/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-chain-pool.h"
#include "ks-convert.h"

G_BEGIN_DECLS

/* What the files ks-convert*.c and ks-loss.c share. */

/* NULL, or a translated word for things such as @entry that @target cannot hold: “secret keys”. */
const char *ks_convert_refuses (KsEntry *entry, const KsFormat *target);
/* The alias that @entry gets in @store. */
char *ks_convert_make_alias (KsEntry *entry, KsStore *store) G_GNUC_WARN_UNUSED_RESULT;
/* All certificates of entries that @target can hold: the pool out of which it builds chains. */
KsChainPool *ks_convert_make_pool (GPtrArray *entries, const KsFormat *target) G_GNUC_WARN_UNUSED_RESULT;
/* The chain as a reader of @target will see it; NULL when it is the entry's own. */
GPtrArray *ks_convert_find_chain (KsEntry *entry, const KsFormat *target, KsChainPool *pool)
  G_GNUC_WARN_UNUSED_RESULT;
gboolean ks_convert_java_refuses_password (const KsFormat *target, KsSecret *password);
/* The algorithm of the secret key @plain of @entry, where @target keeps identifiers and has none for it; else NULL. */
char *ks_convert_dup_nameless (KsEntry *entry, KsSecret *plain, const KsFormat *target)
  G_GNUC_WARN_UNUSED_RESULT;
/* Whether the certificates of @entry are kept without its key where that does not open. */
gboolean ks_convert_keeps_bare (KsEntry *entry, const KsFormat *target);
void ks_convert_add_bare (KsEntry *entry, KsStore *target);
/* Whether the certificates of @entry belong to it in other formats, too. */
gboolean ks_convert_keeps_chain (KsEntry *entry);
/* Whether a key that nobody can open stays what it is from one to the other. */
gboolean ks_convert_is_akin (const KsFormat *a, const KsFormat *b);
/* How a key is protected in @store. */
KsKeyScheme ks_convert_get_scheme (KsStore *store, guint *iterations);
/* @plain protected under @password, as the same kind of key as @like. */
KsKey *ks_convert_protect (KsKey *like, KsSecret *plain, KsSecret *password, KsStore *store, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
