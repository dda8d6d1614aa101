/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-reply-private.h"
#include "ks-time.h"
#include "ks-verdict-private.h"

/* Cross-signed CAs have two or three ways up; nobody compares more. */
#define MAX_CHAINS 4

/* A way up as far as its signatures hold. */
typedef struct {
  GPtrArray *certificates; /* borrowed from the verdict, leaf first */
  gboolean is_anchored;    /* it was followed to its anchor */
} Way;

static void
way_free (gpointer data)
{
  Way *way = data;

  g_ptr_array_unref (way->certificates);
  g_free (way);
}

static KsCertificate *
get_top (const Way *way)
{
  return way->certificates->pdata[way->certificates->len - 1];
}

static gboolean
is_signed_by_next (const KsPathLink *link)
{
  for (guint i = 0; i < link->results->len; i++) {
    const KsResult *result = link->results->pdata[i];

    if (result->state == KS_STATE_FAIL &&
        (g_str_equal (result->check->id, "signature") || g_str_equal (result->check->id, "name-chaining")))
      return FALSE;
  }

  return TRUE;
}

/* What stands above a gap, or above a signature that does not verify, is no part of the chain. */
static Way *
way_new (const KsPath *path)
{
  Way *way = g_new0 (Way, 1);
  guint n = path->nodes->len;
  guint i = 0;

  way->certificates = g_ptr_array_new_with_free_func (g_object_unref);
  for (i = 0; i < n; i++) {
    g_ptr_array_add (way->certificates, g_object_ref (ks_path_get_node (path, i)->certificate));
    if (path->missing != NULL && path->missing_after == i)
      break;
    if (i + 1 < n && !is_signed_by_next (ks_path_get_link (path, i)))
      break;
  }
  way->is_anchored = i == n && path->reaches_anchor;

  return way;
}

static gboolean
is_prefix (GPtrArray *shorter, GPtrArray *longer)
{
  if (shorter->len > longer->len)
    return FALSE;
  for (guint i = 0; i < shorter->len; i++)
    if (!ks_certificate_equal (shorter->pdata[i], longer->pdata[i]))
      return FALSE;

  return TRUE;
}

static gboolean
is_whole (const Way *way)
{
  return ks_certificate_is_self_signed (get_top (way));
}

/* Where an intermediate CA is trusted itself, the way ends there; but what is known above it belongs to the chain. */
static const Way *
find_longest (GPtrArray *ways, const Way *way)
{
  const Way *best = way;

  for (guint i = 0; i < ways->len; i++) {
    const Way *other = ways->pdata[i];

    if (is_prefix (best->certificates, other->certificates) && !is_whole (best) &&
        other->certificates->len > best->certificates->len)
      best = other;
  }

  return best;
}

static gboolean
is_known (GPtrArray *ways, const Way *way)
{
  for (guint i = 0; i < ways->len; i++)
    if (is_prefix (way->certificates, ((const Way *) ways->pdata[i])->certificates))
      return TRUE;

  return FALSE;
}

/* (transfer container) of borrowed Way: the best first, each once. */
static GPtrArray *
choose_ways (GPtrArray *ways)
{
  GPtrArray *chosen = g_ptr_array_new ();

  for (guint i = 0; i < ways->len && chosen->len < MAX_CHAINS; i++) {
    const Way *way = find_longest (ways, ways->pdata[i]);

    if (!is_known (chosen, way))
      g_ptr_array_add (chosen, (gpointer) way);
  }

  return chosen;
}

static void
part_free (gpointer data)
{
  KsReplyPart *part = data;

  g_object_unref (part->certificate);
  g_free (part->detail);
  g_free (part);
}

static void
chain_free (gpointer data)
{
  KsReplyChain *chain = data;

  g_ptr_array_unref (chain->parts);
  g_clear_pointer (&chain->missing, ks_missing_issuer_free);
  g_clear_object (&chain->verdict);
  g_clear_object (&chain->verdict_without_root);
  g_free (chain);
}

static GPtrArray *
list_parts (KsReplyIndex *index, const KsReplyMatch *match, GPtrArray *certificates)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (part_free);

  for (guint i = 0; i < certificates->len; i++) {
    KsReplyPart *part = g_new0 (KsReplyPart, 1);
    const char *detail = NULL;

    part->certificate = g_object_ref (certificates->pdata[i]);
    part->origin = ks_reply_index_find_origin (index, match, part->certificate, &detail);
    part->detail = g_strdup (detail);
    g_ptr_array_add (parts, part);
  }

  return parts;
}

static gboolean
entry_has_chain (KsEntry *entry, GPtrArray *certificates, guint n)
{
  if (ks_entry_get_chain_length (entry) != n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!ks_certificate_equal (ks_entry_get_certificate (entry, i), certificates->pdata[i]))
      return FALSE;

  return TRUE;
}

/* A root that only this computer added makes no change worth making. */
static gboolean
is_current (const KsReplyChain *chain, KsEntry *entry, GPtrArray *certificates)
{
  guint n = certificates->len;

  if (entry_has_chain (entry, certificates, n))
    return TRUE;

  return chain->has_root && ks_reply_chain_get_part (chain, n - 1)->origin != KS_REPLY_FROM_REPLY &&
         entry_has_chain (entry, certificates, n - 1);
}

static gboolean
judge (KsReplyChain *chain,
       KsReplyIndex *index,
       const KsReplyMatch *match,
       GPtrArray *certificates,
       GCancellable *cancellable)
{
  g_autoptr (GPtrArray) without_root = NULL;

  chain->verdict = ks_reply_index_judge (index, match->entry, certificates, cancellable);
  if (chain->verdict == NULL || !chain->has_root)
    return chain->verdict != NULL;

  without_root = g_ptr_array_new ();
  for (guint i = 0; i + 1 < certificates->len; i++)
    g_ptr_array_add (without_root, certificates->pdata[i]);
  chain->verdict_without_root = ks_reply_index_judge (index, match->entry, without_root, cancellable);

  return chain->verdict_without_root != NULL;
}

/* NULL when cancelled. */
static KsReplyChain *
chain_new (KsReplyIndex *index, const KsReplyMatch *match, const Way *way, GCancellable *cancellable)
{
  KsReplyChain *chain = g_new0 (KsReplyChain, 1);
  KsCertificate *top = get_top (way);

  chain->parts = list_parts (index, match, way->certificates);
  chain->has_root = way->certificates->len > 1 && is_whole (way);
  if (!way->is_anchored && ks_certificate_is_readable (top) && !ks_certificate_is_self_issued (top))
    chain->missing = ks_missing_issuer_new (top);
  chain->is_current = is_current (chain, match->entry, way->certificates);
  if (judge (chain, index, match, way->certificates, cancellable))
    return chain;

  chain_free (chain);
  return NULL;
}

/* All ways up from a leaf, best first, over everything that is known. */
static GPtrArray *
find_ways (KsReplyIndex *index, const KsReplyMatch *match, KsCertificate *leaf, GCancellable *cancellable)
{
  KsReplyQuery *query = ks_reply_index_get_query (index);
  g_autoptr (GPtrArray) related = ks_reply_index_list_related (index, match->entry, leaf);
  g_autoptr (KsEntry) entry = ks_entry_with_chain (match->entry, related);
  g_autoptr (KsVerifyRequest) request = ks_verify_request_new (entry, query->time);
  g_autoptr (KsVerdict) verdict = NULL;
  GPtrArray *ways = NULL;

  ks_verify_request_set_anchors (request, query->anchors);
  ks_verify_request_set_pool (request, ks_reply_index_get_pool (index));
  verdict = ks_verify (request, cancellable, NULL);
  if (verdict == NULL)
    return NULL;

  ways = g_ptr_array_new_with_free_func (way_free);
  for (guint i = 0; i < ks_verdict_get_n_paths (verdict); i++)
    g_ptr_array_add (ways, way_new (ks_verdict_get_path (verdict, i)));

  return ways;
}

static gboolean
add_chains (KsReplyLeaf *self, KsReplyIndex *index, const KsReplyMatch *match, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) ways = find_ways (index, match, self->certificate, cancellable);
  g_autoptr (GPtrArray) chosen = ways != NULL ? choose_ways (ways) : NULL;

  for (guint i = 0; chosen != NULL && i < chosen->len; i++) {
    KsReplyChain *chain = chain_new (index, match, chosen->pdata[i], cancellable);

    if (chain == NULL)
      return FALSE;
    g_ptr_array_add (self->chains, chain);
  }

  return self->chains->len > 0;
}

static void
describe_dates (KsReplyLeaf *self, gint64 time)
{
  gint64 start = ks_certificate_get_not_before (self->certificate);
  gint64 end = ks_certificate_get_not_after (self->certificate);

  self->state = time > end ? KS_STATE_FAIL : time < start ? KS_STATE_WARNING : KS_STATE_PASS;
  self->sentence = ks_time_describe_span (start, end, time);
}

static void
compare (KsReplyLeaf *self, const KsReplyMatch *match)
{
  KsCertificate *old = ks_entry_get_leaf (match->entry);

  if (self->is_current)
    self->differences = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_reply_difference_free);
  else if (match->request != NULL)
    self->differences = ks_reply_compare_request (match->request, self->certificate, &self->n_missing_names);
  else if (old != NULL && ks_certificate_is_readable (old))
    self->differences = ks_reply_compare_certificate (old, self->certificate, &self->n_missing_names);
  else
    self->differences = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_reply_difference_free);
}

/**
 * ks_reply_leaf_new:
 * @index: all that is known
 * @match: the entry, of which only entry, tag and request are looked at
 * @certificate: a certificate for the key of the entry
 * @cancellable: (nullable): ends it early
 *
 * Finds the chains that @certificate can have in the entry, and compares it with what was requested.
 *
 * Returns: (transfer full) (nullable): the leaf, or %NULL when cancelled
 */
KsReplyLeaf *
ks_reply_leaf_new (KsReplyIndex *index,
                   const KsReplyMatch *match,
                   KsCertificate *certificate,
                   GCancellable *cancellable)
{
  KsReplyLeaf *self = g_new0 (KsReplyLeaf, 1);
  KsCertificate *old = ks_entry_get_leaf (match->entry);
  const char *detail = NULL;

  self->certificate = g_object_ref (certificate);
  self->origin = ks_reply_index_find_origin (index, match, certificate, &detail);
  self->detail = g_strdup (detail);
  self->is_current = old != NULL && ks_certificate_equal (old, certificate);
  self->chains = g_ptr_array_new_with_free_func (chain_free);
  describe_dates (self, ks_reply_index_get_query (index)->time);
  compare (self, match);
  if (add_chains (self, index, match, cancellable))
    return self;

  ks_reply_leaf_free (self);
  return NULL;
}

/**
 * ks_reply_leaf_free:
 * @self: (transfer full): a leaf
 *
 * Frees it.
 */
void
ks_reply_leaf_free (KsReplyLeaf *self)
{
  g_object_unref (self->certificate);
  g_free (self->detail);
  g_free (self->sentence);
  g_ptr_array_unref (self->chains);
  g_ptr_array_unref (self->differences);
  g_free (self);
}

/**
 * ks_reply_chain_has:
 * @chain: a chain
 * @certificate: a certificate
 *
 * Returns: whether the chain has that certificate
 */
gboolean
ks_reply_chain_has (const KsReplyChain *chain, KsCertificate *certificate)
{
  for (guint i = 0; i < chain->parts->len; i++)
    if (ks_certificate_equal (ks_reply_chain_get_part (chain, i)->certificate, certificate))
      return TRUE;

  return FALSE;
}
