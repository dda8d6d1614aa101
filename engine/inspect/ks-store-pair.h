/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-entry.h"

G_BEGIN_DECLS

/* What two entries of two stores are to each other, in the order in which people want to see it. */
typedef enum {
  KS_STORE_PAIR_OTHER_KEY,  /* one alias, two keys */
  KS_STORE_PAIR_RENEWED,    /* one key, two certificates */
  KS_STORE_PAIR_UNCOMPARED, /* one alias, and a key that cannot be looked at without its password */
  KS_STORE_PAIR_ONLY_LEFT,
  KS_STORE_PAIR_ONLY_RIGHT,
  KS_STORE_PAIR_SAME, /* one certificate, or one secret key */
} KsStorePairKind;

#define KS_STORE_PAIR_N_KINDS (KS_STORE_PAIR_SAME + 1)

/**
 * KsStorePair:
 *
 * An entry of one store and the one of another store that belongs to it; either may be missing. Immutable.
 */
#define KS_TYPE_STORE_PAIR (ks_store_pair_get_type ())
G_DECLARE_FINAL_TYPE (KsStorePair, ks_store_pair, KS, STORE_PAIR, GObject)

KsStorePair *ks_store_pair_new (KsStorePairKind kind, KsEntry *left, KsEntry *right)
  G_GNUC_WARN_UNUSED_RESULT;
KsStorePairKind ks_store_pair_get_kind (KsStorePair *self);
/* NULL: it is only in the other store. */
KsEntry *ks_store_pair_get_left (KsStorePair *self);
KsEntry *ks_store_pair_get_right (KsStorePair *self);
/* Whether a private key is in one of the two only, or the chains above the certificate differ; with the same certificate, too. */
gboolean ks_store_pair_has_remark (KsStorePair *self);
/* "Other chain", "The second ends 364 days later", ...: what else there is to say, translated; or NULL. */
char *ks_store_pair_dup_remark (KsStorePair *self) G_GNUC_WARN_UNUSED_RESULT;
/* The same pair of the same entries. */
gboolean ks_store_pair_equal (KsStorePair *self, KsStorePair *other);

/* "Same Key, Another Certificate": translated, the title of a section */
const char *ks_store_pair_kind_get_title (KsStorePairKind kind);
/* "renewed": for ks-probe */
const char *ks_store_pair_kind_get_nick (KsStorePairKind kind);

G_END_DECLS
