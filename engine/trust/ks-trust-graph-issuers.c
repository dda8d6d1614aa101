/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-check-private.h"
#include "ks-pool-private.h"
#include "ks-time.h"
#include "ks-trust-graph-private.h"

/* Names that many certificates share would have each tried with each. */
#define MAX_CANDIDATES 16

typedef struct {
  KsTrustGraph *graph;
  GHashTable *by_subject; /* name key -> GArray of guint */
  GHashTable *ghosts;     /* name key -> index + 1 of an issuer that is not here */
  KsSignatureCache *signatures;
} Joining;

static GArray *
ensure_list (GHashTable *table, char *key)
{
  GArray *list = g_hash_table_lookup (table, key);

  if (list != NULL) {
    g_free (key);
    return list;
  }
  list = g_array_new (FALSE, FALSE, sizeof (guint));
  g_hash_table_insert (table, key, list);
  return list;
}

static void
index_subjects (Joining *self)
{
  for (guint i = 0; i < self->graph->nodes->len; i++) {
    KsTrustNode *node = _ks_trust_graph_node (self->graph, i);

    if (ks_certificate_is_readable (node->certificate))
      g_array_append_val (ensure_list (self->by_subject, ks_name_make_key (node->name)), i);
  }
}

static gboolean
are_equal (GBytes *a, GBytes *b)
{
  return a != NULL && b != NULL && g_bytes_equal (a, b);
}

/* A key identifier is a hint (RFC 4158 section 3.5): the ones that fit are asked first, and the others where those do not do. */
static gboolean
fits (KsCertificate *child, KsCertificate *issuer)
{
  return are_equal (ks_certificate_get_authority_key_id (child), ks_certificate_get_subject_key_id (issuer));
}

/* A self-signed certificate is at the top, whatever its signature is worth: it proves nothing to anybody. */
static gboolean
is_top (KsCertificate *certificate)
{
  GBytes *authority = ks_certificate_get_authority_key_id (certificate);

  return !ks_certificate_is_readable (certificate) ||
         (ks_certificate_is_self_issued (certificate) &&
          (authority == NULL || fits (certificate, certificate)));
}

static void
ask (Joining *self, guint child, GArray *candidates, gboolean fitting)
{
  KsTrustNode *node = _ks_trust_graph_node (self->graph, child);

  for (guint i = 0; i < MIN (candidates->len, MAX_CANDIDATES); i++) {
    guint index = g_array_index (candidates, guint, i);
    KsCertificate *issuer = _ks_trust_graph_node (self->graph, index)->certificate;

    if (index != child && fits (node->certificate, issuer) == fitting &&
        ks_signature_cache_verify (self->signatures, node->certificate, issuer))
      g_array_append_val (node->issuers, index);
  }
}

static void
find_issuers (Joining *self, guint index)
{
  KsTrustNode *node = _ks_trust_graph_node (self->graph, index);
  g_autofree char *key = NULL;
  GArray *candidates = NULL;

  if (is_top (node->certificate))
    return;
  key = ks_name_make_key (ks_certificate_get_issuer (node->certificate));
  candidates = g_hash_table_lookup (self->by_subject, key);
  if (candidates == NULL)
    return;
  ask (self, index, candidates, TRUE);
  if (node->issuers->len == 0)
    ask (self, index, candidates, FALSE);
}

/* Of several certificates for one CA, the picture hangs it from one that counts: trusted, valid, and for the longest time. */
static gboolean
is_better (const KsTrustGraph *graph, const KsTrustNode *node, const KsTrustNode *than)
{
  gint64 end = ks_certificate_get_not_after (node->certificate);
  gint64 other = ks_certificate_get_not_after (than->certificate);

  if ((end >= graph->now) != (other >= graph->now))
    return end >= graph->now;
  if (node->is_anchor != than->is_anchor)
    return node->is_anchor;
  return end > other;
}

/* Two CAs may have signed each other. */
static gboolean
is_above (KsTrustGraph *graph, guint node, guint below)
{
  for (int i = (int) below; i >= 0; i = _ks_trust_graph_node (graph, (guint) i)->parent)
    if (i == (int) node)
      return TRUE;
  return FALSE;
}

static void
choose_parent (KsTrustGraph *graph, guint index)
{
  KsTrustNode *node = _ks_trust_graph_node (graph, index);
  guint *issuers = (guint *) (gpointer) node->issuers->data;
  int best = -1;

  for (guint i = 0; i < node->issuers->len; i++)
    if (!is_above (graph, index, issuers[i]) &&
        (best < 0 || is_better (graph, _ks_trust_graph_node (graph, issuers[i]),
                                _ks_trust_graph_node (graph, issuers[best]))))
      best = (int) i;
  if (best < 0)
    return;
  node->parent = (int) issuers[best];
  issuers[best] = issuers[0];
  issuers[0] = (guint) node->parent;
  g_array_append_val (_ks_trust_graph_node (graph, (guint) node->parent)->issued, index);
}

/* Whoever is trusted by itself lacks nothing; all others should lead somewhere. */
static void
hang_from_ghost (Joining *self, guint index)
{
  KsTrustNode *node = _ks_trust_graph_node (self->graph, index);
  KsName *issuer = NULL;
  g_autofree char *key = NULL;
  guint ghost;

  if (node->parent >= 0 || node->is_anchor || is_top (node->certificate) ||
      ks_certificate_is_self_issued (node->certificate))
    return;
  issuer = ks_certificate_get_issuer (node->certificate);
  key = ks_name_make_key (issuer);
  ghost = GPOINTER_TO_UINT (g_hash_table_lookup (self->ghosts, key));
  if (ghost == 0) {
    _ks_trust_graph_add_node (self->graph, NULL, issuer);
    ghost = self->graph->nodes->len;
    g_hash_table_insert (self->ghosts, g_steal_pointer (&key), GUINT_TO_POINTER (ghost));
  }
  node->parent = (int) ghost - 1;
  g_array_append_val (_ks_trust_graph_node (self->graph, ghost - 1)->issued, index);
}

static guint
judge_time (KsCertificate *certificate, gint64 now, guint soon_days)
{
  gint64 end = ks_certificate_get_not_after (certificate);

  if (end < now)
    return KS_TRUST_PROBLEM_EXPIRED;
  if (ks_certificate_get_not_before (certificate) > now)
    return KS_TRUST_PROBLEM_FUTURE;
  return end < now + soon_days * KS_DAY ? KS_TRUST_PROBLEM_SOON : 0;
}

static guint
judge (KsTrustGraph *graph, const KsTrustNode *node, guint soon_days)
{
  KsCertificate *certificate = node->certificate;
  guint problems = 0;

  if (!ks_certificate_is_readable (certificate))
    return KS_TRUST_PROBLEM_UNREADABLE;
  problems = judge_time (certificate, graph->now, soon_days);
  if (node->issued->len > 0 && ks_certificate_get_version (certificate) >= 3 &&
      !ks_certificate_is_ca (certificate))
    problems |= KS_TRUST_PROBLEM_NO_CA;
  if (ks_check_judge_key (certificate, graph->now) == KS_STATE_FAIL)
    problems |= KS_TRUST_PROBLEM_WEAK_KEY;
  /* Nobody looks at the signature of what is trusted by itself. */
  if (!node->is_anchor && !is_top (certificate) &&
      ks_check_judge_digest (certificate, graph->now) != KS_STATE_PASS)
    problems |= KS_TRUST_PROBLEM_WEAK_SIGNATURE;
  return problems;
}

static gboolean
join (Joining *self, guint soon_days, GCancellable *cancellable, GError **error)
{
  guint n_nodes = self->graph->nodes->len;

  index_subjects (self);
  for (guint i = 0; i < n_nodes; i++) {
    if (i % 16 == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
    find_issuers (self, i);
  }
  for (guint i = 0; i < n_nodes; i++)
    choose_parent (self->graph, i);
  for (guint i = 0; i < n_nodes; i++)
    hang_from_ghost (self, i);
  for (guint i = 0; i < n_nodes; i++) {
    KsTrustNode *node = _ks_trust_graph_node (self->graph, i);

    node->problems = judge (self->graph, node, soon_days);
  }
  return TRUE;
}

/**
 * _ks_trust_graph_join:
 * @self: a graph with all its certificates
 * @soon_days: how many days before its end a certificate ends soon
 * @cancellable: (nullable): to give up
 * @error: where to put %G_IO_ERROR_CANCELLED
 *
 * Finds the issuers of all certificates: by name, then by signature, RFC 5280 section 6.1.3 (a)(1) and (a)(4). It takes one verified signature
 * for each that is not self-signed, a few where names are used again.
 *
 * Returns: FALSE when it was cancelled
 */
gboolean
_ks_trust_graph_join (KsTrustGraph *self, guint soon_days, GCancellable *cancellable, GError **error)
{
  g_autoptr (KsProven) proven = ks_proven_new ();
  g_autoptr (KsSignatureCache) signatures = ks_signature_cache_new (proven);
  g_autoptr (GHashTable) by_subject =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  g_autoptr (GHashTable) ghosts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Joining joining = { self, by_subject, ghosts, signatures };

  return join (&joining, soon_days, cancellable, error);
}
