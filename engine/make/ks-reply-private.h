/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-reply.h"
#include "ks-verifier.h"

G_BEGIN_DECLS

/* What the files ks-reply*.c share. */

/* A certificate of the reply, once, however often it came. */
typedef struct {
  KsCertificate *certificate;
  char *name; /* of the first file that had it, or NULL */
  guint count;
} KsReplyItem;

/* Something in the reply that is no certificate. */
typedef struct {
  KsEntryKind kind;
  char *title;
  char *name; /* of its file, or NULL */
} KsReplyOther;

typedef struct {
  GPtrArray *entries; /* of KsEntry */
  char *name;         /* or NULL */
  gpointer tag;
  gboolean is_read_only;
  KsKeyring *keyring; /* or NULL */
} KsReplyStore;

typedef struct {
  KsRequest *request;
  gint64 made_at;
} KsReplyMade;

struct _KsReplyQuery {
  gatomicrefcount refs;
  gint64 time;
  GPtrArray *items;   /* of KsReplyItem */
  GHashTable *by_der; /* GBytes -> borrowed KsReplyItem */
  GPtrArray *others;  /* of KsReplyOther */
  GPtrArray *stores;  /* of KsReplyStore */
  GPtrArray *made;    /* of KsReplyMade */
  KsEntry *wanted;    /* or NULL */
  KsAnchorSet *anchors;
  GPtrArray *helpers; /* of KsAnchorSet */
};

/**
 * KsReplyIndex: all certificates that are known, by what puts them together
 */
typedef struct _KsReplyIndex KsReplyIndex;

KsReplyIndex *ks_reply_index_new (KsReplyQuery *query) G_GNUC_WARN_UNUSED_RESULT;
void ks_reply_index_free (KsReplyIndex *self);
/* (transfer none) (nullable): of KsReplyItem, the certificates of the reply for a public key */
GPtrArray *ks_reply_index_find_key (KsReplyIndex *self, const char *spki_sha256);
/* (transfer none) (nullable): of KsReplyItem, by ks_name_make_key () of the subject */
GPtrArray *ks_reply_index_find_subject (KsReplyIndex *self, KsName *subject);
/* (transfer none) (nullable) */
const KsReplyMade *ks_reply_index_find_request (KsReplyIndex *self, const char *spki_sha256);
/* @leaf, what the reply has above it, and what @entry had: the chain of an entry whose best path is to be found. (transfer container) */
GPtrArray *ks_reply_index_list_related (KsReplyIndex *self, KsEntry *entry, KsCertificate *leaf)
  G_GNUC_WARN_UNUSED_RESULT;
KsReplyOrigin ks_reply_index_find_origin (KsReplyIndex *self,
                                          const KsReplyMatch *match,
                                          KsCertificate *certificate,
                                          const char **detail);
/* Of everything that may complete a path. */
KsVerifyPool *ks_reply_index_get_pool (KsReplyIndex *self);
/* @entry with @chain (or with its own: NULL), judged by itself. NULL when cancelled. */
KsVerdict *ks_reply_index_judge (KsReplyIndex *self,
                                 KsEntry *entry,
                                 GPtrArray *chain,
                                 GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
KsReplyQuery *ks_reply_index_get_query (KsReplyIndex *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsReplyIndex, ks_reply_index_free)

/* @origin: FROM_ENTRY for the entry's own certificate. NULL when cancelled. */
KsReplyLeaf *ks_reply_leaf_new (KsReplyIndex *index,
                                const KsReplyMatch *match,
                                KsCertificate *certificate,
                                GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
void ks_reply_leaf_free (KsReplyLeaf *self);
void ks_reply_difference_free (KsReplyDifference *self);
gboolean ks_reply_chain_has (const KsReplyChain *chain, KsCertificate *certificate);

/* (transfer full): of KsReplyDifference */
GPtrArray *ks_reply_compare_request (KsRequest *request, KsCertificate *issued, guint *n_missing)
  G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *ks_reply_compare_certificate (KsCertificate *old, KsCertificate *issued, guint *n_missing)
  G_GNUC_WARN_UNUSED_RESULT;

struct _KsReplyPlan {
  gatomicrefcount refs;
  KsReplyQuery *query;
  GPtrArray *matches; /* of KsReplyMatch */
  GPtrArray *surplus; /* of KsReplySurplus */
  KsReplyOutcome outcome;
  char *headline;
  char *detail;
};

/* (transfer full): of KsReplySurplus */
GPtrArray *ks_reply_list_surplus (KsReplyIndex *index, GPtrArray *matches) G_GNUC_WARN_UNUSED_RESULT;
/* Fills outcome, headline, detail. */
void ks_reply_plan_put_into_words (KsReplyPlan *self);

static inline KsReplyLeaf *
ks_reply_match_get_leaf (const KsReplyMatch *match, guint index)
{
  return g_ptr_array_index (match->leaves, index);
}

static inline KsReplyChain *
ks_reply_leaf_get_chain (const KsReplyLeaf *leaf, guint index)
{
  return g_ptr_array_index (leaf->chains, index);
}

static inline const KsReplyPart *
ks_reply_chain_get_part (const KsReplyChain *chain, guint index)
{
  return g_ptr_array_index (chain->parts, index);
}

G_END_DECLS
