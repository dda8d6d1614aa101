/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-anchor-set.h"
#include "ks-check.h"
#include "ks-entry.h"

G_BEGIN_DECLS

/* What is wrong with one certificate, whoever looks at it; the worst one first. */
typedef enum {
  KS_TRUST_PROBLEM_UNREADABLE = 1 << 0,
  KS_TRUST_PROBLEM_EXPIRED = 1 << 1,
  KS_TRUST_PROBLEM_NO_CA = 1 << 2, /* it issued others and is not marked as a CA */
  KS_TRUST_PROBLEM_WEAK_KEY = 1 << 3,
  KS_TRUST_PROBLEM_WEAK_SIGNATURE = 1 << 4,
  KS_TRUST_PROBLEM_FUTURE = 1 << 5,
  KS_TRUST_PROBLEM_SOON = 1 << 6,
} KsTrustProblem;

/**
 * KsTrustNode: one certificate, however many entries have it
 */
typedef struct {
  KsCertificate *certificate; /* NULL: an issuer that is not here, known by what it issued */
  KsName *name;
  GPtrArray *entries; /* of KsEntry, those that trust it first */
  GArray *
    issuers; /* of guint: whose keys made its signature, the one that it hangs from first; more than one when cross-signed */
  GArray *issued;     /* of guint: what hangs from it, in the order of the picture */
  int parent;         /* the issuer that it hangs from; -1: it is at the top */
  guint group;        /* index of its group */
  guint problems;     /* KsTrustProblem */
  gboolean is_anchor; /* an entry says that it is trusted */
  gboolean has_key;   /* an entry has its private key */
  gboolean is_used;   /* it is on the path of a key pair */
} KsTrustNode;

typedef enum {
  KS_TRUST_GROUP_ORGANISATION,
  KS_TRUST_GROUP_OWN,   /* CAs that no public list knows, and that people here use */
  KS_TRUST_GROUP_PEERS, /* certificates of others that are trusted by themselves */
} KsTrustGroupKind;

/* Those at the top that belong together. */
typedef struct {
  KsTrustGroupKind kind;
  char *title;
  GArray *nodes; /* of guint: those at the top, in the order of the picture */
} KsTrustGroup;

typedef enum {
  KS_TRUST_PAIR_ACCEPTED,
  KS_TRUST_PAIR_NOT_ACCEPTED,
  KS_TRUST_PAIR_NOT_ASKED, /* the store trusts nobody, or there are too many of them */
} KsTrustPairState;

/* A key pair, and who of the store makes it accepted. */
typedef struct {
  KsEntry *entry;
  char *file; /* NULL: of this store */
  KsTrustPairState state;
  int node;               /* the lowest certificate of its path that the store has, or -1 */
  char *sentence;         /* translated */
  KsCertificate *missing; /* what would have to be added so that it is accepted, or NULL */
} KsTrustPair;

/* A key pair of another file, for ks_trust_graph_new(). */
typedef struct {
  KsEntry *entry;
  char *file;
} KsTrustOther;

KsTrustOther *ks_trust_other_new (KsEntry *entry, const char *file) G_GNUC_WARN_UNUSED_RESULT;
void ks_trust_other_free (KsTrustOther *self);

/**
 * KsTrustGraph:
 *
 * Who signed whom over all entries of a store, and which key pairs the store accepts. An immutable value, reference counted.
 */
typedef struct _KsTrustGraph KsTrustGraph;

/* @entries: of KsEntry; @others: of KsTrustOther; @system: (nullable): whom everybody trusts. Error: only G_IO_ERROR_CANCELLED. */
KsTrustGraph *ks_trust_graph_new (GPtrArray *entries,
                                  GPtrArray *others,
                                  KsAnchorSet *system,
                                  const char *title,
                                  gint64 now,
                                  guint soon_days,
                                  GCancellable *cancellable,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
KsTrustGraph *ks_trust_graph_ref (KsTrustGraph *self);
void ks_trust_graph_unref (KsTrustGraph *self);

const char *ks_trust_graph_get_title (KsTrustGraph *self);
gint64 ks_trust_graph_get_now (KsTrustGraph *self);
guint ks_trust_graph_get_n_nodes (KsTrustGraph *self);
const KsTrustNode *ks_trust_graph_get_node (KsTrustGraph *self, guint index);
guint ks_trust_graph_get_n_groups (KsTrustGraph *self);
const KsTrustGroup *ks_trust_graph_get_group (KsTrustGraph *self, guint index);
guint ks_trust_graph_get_n_pairs (KsTrustGraph *self);
const KsTrustPair *ks_trust_graph_get_pair (KsTrustGraph *self, guint index);
guint ks_trust_graph_get_n_anchors (KsTrustGraph *self);
/* The node of a certificate, or -1. */
int ks_trust_graph_find (KsTrustGraph *self, KsCertificate *certificate);
/* Of KsEntry: the trusted certificates whose time is over. */
GPtrArray *ks_trust_graph_list_expired (KsTrustGraph *self) G_GNUC_WARN_UNUSED_RESULT;

/* What a node is called below the title of its group, which it need not repeat. */
char *ks_trust_graph_dup_label (KsTrustGraph *self, guint node) G_GNUC_WARN_UNUSED_RESULT;
/* The worst problem in words: “Expired 12 days ago”; NULL without one. */
char *ks_trust_graph_dup_problem (KsTrustGraph *self, guint node) G_GNUC_WARN_UNUSED_RESULT;
KsState ks_trust_graph_get_state (KsTrustGraph *self, guint node);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsTrustGraph, ks_trust_graph_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsTrustOther, ks_trust_other_free)

G_END_DECLS
