/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-signature-cache.h"
#include "ks-trust-graph.h"

G_BEGIN_DECLS

struct _KsTrustGraph {
  char *title;
  gint64 now;
  guint n_anchors;
  GPtrArray *nodes;     /* of KsTrustNode */
  GPtrArray *groups;    /* of KsTrustGroup */
  GPtrArray *pairs;     /* of KsTrustPair */
  GHashTable *by_der;   /* GBytes -> index + 1 */
  KsAnchorSet *anchors; /* what the store trusts */
};

KsTrustNode *_ks_trust_graph_node (KsTrustGraph *self, guint index);
KsTrustNode *_ks_trust_graph_add_node (KsTrustGraph *self, KsCertificate *certificate, KsName *name);

/* ks-trust-graph-issuers.c: who signed whom; FALSE when cancelled */
gboolean _ks_trust_graph_join (KsTrustGraph *self, guint soon_days, GCancellable *cancellable, GError **error);
/* ks-trust-graph-pairs.c: who accepts the key pairs; FALSE when cancelled */
gboolean _ks_trust_graph_add_pairs (KsTrustGraph *self,
                                    GPtrArray *entries,
                                    GPtrArray *others,
                                    KsAnchorSet *system,
                                    GCancellable *cancellable,
                                    GError **error);
void _ks_trust_pair_free (KsTrustPair *pair);
/* ks-trust-graph-groups.c: who stands beside whom */
void _ks_trust_graph_group (KsTrustGraph *self, KsAnchorSet *system);
void _ks_trust_group_free (KsTrustGroup *group);

G_END_DECLS
