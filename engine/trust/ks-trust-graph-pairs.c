/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-trust-graph-private.h"

#include <glib/gi18n-lib.h>

#include "ks-trust-choice.h"
#include "ks-verifier.h"

/* A verdict takes milliseconds; who has more key pairs than that open asks about one of them. */
#define ASK_AT_MOST 64

typedef struct {
  KsTrustGraph *graph;
  KsAnchorSet *system;
  guint asked;
} Asking;

/**
 * _ks_trust_pair_free:
 * @pair: (transfer full): a key pair
 *
 * Frees it.
 */
void
_ks_trust_pair_free (KsTrustPair *pair)
{
  g_object_unref (pair->entry);
  g_clear_object (&pair->missing);
  g_free (pair->file);
  g_free (pair->sentence);
  g_free (pair);
}

/* The certificates of a path up to its gap. */
static GPtrArray *
list_path (const KsPath *path)
{
  GPtrArray *list = g_ptr_array_new ();
  guint n = path->missing != NULL ? MIN (path->missing_after + 1, path->nodes->len) : path->nodes->len;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (list, ((const KsPathNode *) g_ptr_array_index (path->nodes, i))->certificate);
  return list;
}

/* Roots are left out of most chains, and everybody has them. */
static void
complete_path (Asking *self, GPtrArray *path)
{
  KsCertificate *top = g_ptr_array_index (path, path->len - 1);
  g_autoptr (GPtrArray) roots = NULL;
  g_autoptr (KsSignatureCache) signatures = ks_signature_cache_new (NULL);

  if (self->system == NULL || ks_certificate_is_self_issued (top))
    return;
  roots = ks_anchor_set_find_subject (self->system, ks_certificate_get_issuer (top));
  for (guint i = 0; i < roots->len; i++)
    if (ks_signature_cache_verify (signatures, top, g_ptr_array_index (roots, i))) {
      g_ptr_array_add (path, g_ptr_array_index (roots, i));
      return;
    }
}

static void
find_missing (Asking *self, KsTrustPair *pair, const KsPath *path)
{
  g_autoptr (GPtrArray) certificates = list_path (path);
  g_autoptr (GPtrArray) choices = NULL;
  KsCertificate *top = NULL;
  const char *name = NULL;

  complete_path (self, certificates);
  top = g_ptr_array_index (certificates, certificates->len - 1);
  choices = ks_trust_choice_list (certificates, self->system, self->graph->now);
  for (guint i = 0; i < choices->len; i++) {
    const KsTrustChoice *choice = g_ptr_array_index (choices, i);

    if (choice->is_advised)
      g_set_object (&pair->missing, choice->certificate);
  }
  name = ks_certificate_is_self_issued (top) ? ks_certificate_get_title (top)
                                             : ks_name_get_title (ks_certificate_get_issuer (top));
  /* Translators: the name of a CA */
  pair->sentence = g_strdup_printf (_ ("Not accepted: “%s” is not in this truststore"), name);
}

/* What the path leads to, in a store that trusts nobody. */
static char *
describe_end (const KsPath *path)
{
  g_autoptr (GPtrArray) certificates = list_path (path);
  KsCertificate *top = g_ptr_array_index (certificates, certificates->len - 1);

  if (certificates->len == 1 && ks_certificate_is_self_issued (top))
    return g_strdup (_ ("Self-signed"));
  if (ks_certificate_is_self_issued (top))
    /* Translators: the name of a CA */
    return g_strdup_printf (_ ("Chain ends at “%s”"), ks_certificate_get_title (top));
  /* Translators: the name of a CA */
  return g_strdup_printf (_ ("“%s” is not in this file"),
                          ks_name_get_title (ks_certificate_get_issuer (top)));
}

/* The lowest certificate of the path that is in the picture, and all that it hangs from. */
static void
find_node (Asking *self, KsTrustPair *pair, const KsPath *path)
{
  g_autoptr (GPtrArray) certificates = list_path (path);

  for (guint i = 0; i < certificates->len && pair->node < 0; i++)
    pair->node = ks_trust_graph_find (self->graph, g_ptr_array_index (certificates, i));
  for (int i = pair->node; i >= 0; i = _ks_trust_graph_node (self->graph, (guint) i)->parent)
    _ks_trust_graph_node (self->graph, (guint) i)->is_used = TRUE;
}

static void
read_verdict (Asking *self, KsTrustPair *pair, KsVerdict *verdict)
{
  const KsPath *path = ks_verdict_get_n_paths (verdict) > 0 ? ks_verdict_get_path (verdict, 0) : NULL;
  KsState state = ks_verdict_get_part (verdict, KS_PART_PATH)->state;

  if (path == NULL || path->nodes->len == 0) {
    pair->sentence = g_strdup (_ ("Not checked"));
  } else if (self->graph->n_anchors == 0) {
    find_node (self, pair, path);
    pair->sentence = describe_end (path);
  } else if (state != KS_STATE_FAIL && state != KS_STATE_NOT_CHECKED) {
    find_node (self, pair, path);
    pair->state = KS_TRUST_PAIR_ACCEPTED;
    pair->sentence = g_strdup (_ ("Accepted"));
  } else {
    pair->state = KS_TRUST_PAIR_NOT_ACCEPTED;
    if (path->reaches_anchor)
      pair->sentence = g_strdup (path->sentence);
    else
      find_missing (self, pair, path);
  }
}

static gboolean
ask (Asking *self, KsTrustPair *pair, GCancellable *cancellable, GError **error)
{
  g_autoptr (KsVerifyRequest) request = NULL;
  g_autoptr (KsVerdict) verdict = NULL;

  if (self->asked++ >= ASK_AT_MOST) {
    pair->sentence = g_strdup (_ ("Not checked"));
    return !g_cancellable_set_error_if_cancelled (cancellable, error);
  }
  /* A server sends its chain and nothing else: the store has to do the rest. */
  request = ks_verify_request_new (pair->entry, self->graph->now);
  ks_verify_request_set_purpose (request, KS_PURPOSE_AUTO);
  if (self->graph->n_anchors > 0)
    ks_verify_request_set_anchors (request, self->graph->anchors);
  verdict = ks_verify (request, cancellable, error);
  if (verdict == NULL)
    return FALSE;
  read_verdict (self, pair, verdict);
  return TRUE;
}

static gboolean
add (Asking *self, KsEntry *entry, const char *file, GCancellable *cancellable, GError **error)
{
  KsCertificate *leaf = ks_entry_get_leaf (entry);
  KsTrustPair *pair = NULL;

  /* A CA with its key stands among the CAs. */
  if (ks_entry_get_kind (entry) != KS_ENTRY_KEY || leaf == NULL || !ks_certificate_is_readable (leaf) ||
      (file == NULL && ks_certificate_is_ca (leaf)))
    return TRUE;
  pair = g_new0 (KsTrustPair, 1);
  pair->entry = g_object_ref (entry);
  pair->file = g_strdup (file);
  pair->state = KS_TRUST_PAIR_NOT_ASKED;
  pair->node = -1;
  g_ptr_array_add (self->graph->pairs, pair);
  return ask (self, pair, cancellable, error);
}

/**
 * _ks_trust_graph_add_pairs:
 * @self: a graph that is joined
 * @entries: (element-type KsEntry): the store
 * @others: (element-type KsTrustOther): key pairs of other files
 * @system: (nullable): whom everybody trusts
 * @cancellable: (nullable): to give up
 * @error: where to put %G_IO_ERROR_CANCELLED
 *
 * Asks for each key pair whether who trusts this store accepts it.
 *
 * Returns: FALSE when it was cancelled
 */
gboolean
_ks_trust_graph_add_pairs (KsTrustGraph *self,
                           GPtrArray *entries,
                           GPtrArray *others,
                           KsAnchorSet *system,
                           GCancellable *cancellable,
                           GError **error)
{
  Asking asking = { self, system, 0 };

  for (guint i = 0; i < entries->len; i++)
    if (!add (&asking, g_ptr_array_index (entries, i), NULL, cancellable, error))
      return FALSE;
  /* What trusts nobody is not asked about others. */
  for (guint i = 0; self->n_anchors > 0 && i < others->len; i++) {
    const KsTrustOther *other = g_ptr_array_index (others, i);

    if (!add (&asking, other->entry, other->file, cancellable, error))
      return FALSE;
  }
  return TRUE;
}
