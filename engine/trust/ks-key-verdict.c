/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-key-verdict.h"

#include "ks-error.h"
#include "ks-key-weakness.h"
#include "ks-pool-private.h"
#include "ks-verify-request-private.h"

/* For a mark, each key of a long list would have to be compared with each other one; that waits until somebody looks at the entry. */
#define COMPARE_AT_MOST 500

/**
 * ks_verify_request_judge_key:
 * @request: what is asked
 * @error: why it was not checked, or that it does not belong
 *
 * Compares by use of both, not by what the file says of them.
 *
 * Returns: whether the private key is the one of the certificate: %KS_STATE_NOT_APPLICABLE without one, %KS_STATE_NOT_CHECKED while it
 *   is locked, which is no error
 */
KsState
ks_verify_request_judge_key (KsVerifyRequest *request, GError **error)
{
  KsCertificate *leaf = ks_entry_get_leaf (request->entry);
  KsKey *key = ks_entry_get_key (request->entry);
  KsSecret *plain = request->key;
  g_autoptr (GError) failure = NULL;
  KsState state = KS_STATE_NOT_CHECKED;

  if (ks_entry_get_kind (request->entry) != KS_ENTRY_KEY)
    return KS_STATE_NOT_APPLICABLE;
  if (plain == NULL && key != NULL)
    plain = ks_key_get_plain (key);
  if (plain == NULL)
    return KS_STATE_NOT_CHECKED;
  if (ks_key_matches_spki (plain, ks_certificate_get_spki (leaf), &failure))
    return KS_STATE_PASS;
  if (g_error_matches (failure, KS_ERROR, KS_ERROR_KEY_MISMATCH))
    state = KS_STATE_FAIL;
  g_propagate_error (error, g_steal_pointer (&failure));
  return state;
}

static void
add_candidates (GPtrArray *others, KsVerifyPool *pool)
{
  GPtrArray *candidates = pool != NULL ? ks_verify_pool_get_all (pool) : NULL;

  for (guint i = 0; candidates != NULL && i < candidates->len; i++) {
    const KsCandidate *candidate = g_ptr_array_index (candidates, i);

    g_ptr_array_add (others, candidate->certificate);
  }
}

static GPtrArray *
list_others (KsVerifyRequest *request)
{
  GPtrArray *others = g_ptr_array_new ();

  add_candidates (others, request->own);
  add_candidates (others, request->pool);
  return others;
}

static KsResult *
copy_result (const KsResult *kept)
{
  return ks_result_new_for (kept->check, kept->state, kept->ours, kept->theirs, g_strdup (kept->sentence));
}

/**
 * ks_verdict_judge_key_weakness:
 * @self: a verdict in the making
 * @request: what is asked
 *
 * Adds what is known of the entry’s own key to the results of the entry: a key that anybody can work out is worth nothing, however well its
 * certificate is signed.
 */
void
ks_verdict_judge_key_weakness (KsVerdict *self, KsVerifyRequest *request)
{
  KsCertificate *leaf = ks_entry_get_leaf (self->entry);
  g_autoptr (GPtrArray) others = NULL;
  GPtrArray *results = NULL;

  if (leaf == NULL || !ks_certificate_is_readable (leaf))
    return;
  others = list_others (request);
  results = ks_key_weakness_get (leaf);
  for (guint i = 0; i < results->len; i++)
    g_ptr_array_add (self->entry_results, copy_result (g_ptr_array_index (results, i)));
  g_ptr_array_add (self->entry_results, ks_key_weakness_compare (leaf, others));
}

static KsState
find_worst (GPtrArray *results)
{
  KsState worst = KS_STATE_PASS;

  for (guint i = 0; i < results->len; i++)
    worst = ks_state_worst (worst, ((const KsResult *) g_ptr_array_index (results, i))->state);
  return worst;
}

/**
 * ks_verify_request_judge_key_weakness:
 * @request: what is asked
 *
 * Returns: the worst of what ks_verdict_judge_key_weakness() adds; in a long list without the comparison with other keys
 */
KsState
ks_verify_request_judge_key_weakness (KsVerifyRequest *request)
{
  KsCertificate *leaf = ks_entry_get_leaf (request->entry);
  g_autoptr (GPtrArray) others = NULL;
  g_autoptr (KsResult) shared = NULL;
  KsState worst;

  if (leaf == NULL || !ks_certificate_is_readable (leaf))
    return KS_STATE_NOT_APPLICABLE;
  others = list_others (request);
  worst = find_worst (ks_key_weakness_get (leaf));
  if (worst == KS_STATE_FAIL || others->len > COMPARE_AT_MOST)
    return worst;
  shared = ks_key_weakness_compare (leaf, others);
  return ks_state_worst (worst, shared->state);
}

/**
 * ks_path_judge_keys:
 * @path: a checked path, which nobody else has yet
 *
 * Adds what is known of the keys of the authorities: with a broken one, anybody can sign in their name, and the path is worth nothing.
 */
void
ks_path_judge_keys (KsPath *path)
{
  for (guint i = 1; i < path->nodes->len; i++) {
    KsPathNode *node = ks_path_get_node (path, i);
    GPtrArray *results =
      ks_certificate_is_readable (node->certificate) ? ks_key_weakness_get (node->certificate) : NULL;

    for (guint k = 0; results != NULL && k < results->len; k++)
      ks_path_node_add_result (node, copy_result (g_ptr_array_index (results, k)));
    if (results != NULL && find_worst (results) == KS_STATE_FAIL)
      path->state = KS_STATE_FAIL;
  }
}

/**
 * ks_path_search_judge_keys:
 * @self: a finished search, best path first
 *
 * Looks at the keys of the best path, and of the next one for as long as a key spoils what was the best.
 */
void
ks_path_search_judge_keys (KsPathSearch *self)
{
  for (guint i = 0; i < self->paths->len; i++) {
    KsPath *best = g_ptr_array_index (self->paths, 0);
    KsState before = best->state;

    ks_path_judge_keys (best);
    if (before == KS_STATE_FAIL || best->state != KS_STATE_FAIL)
      return;
    ks_path_search_sort (self);
  }
}
