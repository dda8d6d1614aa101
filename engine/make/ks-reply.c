/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-digest.h"
#include "ks-key-algorithm.h"
#include "ks-reply-private.h"

/* More certificates for one key than anybody chooses from; the others are told as surplus. */
#define MAX_LEAVES 8

/* What is passed round while a plan is made. */
typedef struct {
  KsReplyIndex *index;
  KsReplyQuery *query;
  GPtrArray *matches;
  GHashTable *keys; /* public keys that have a match already */
  void (*progress) (double fraction, gpointer data);
  gpointer progress_data;
  GCancellable *cancellable;
  guint done;
  guint n_entries;
} Work;

static void
match_free (gpointer data)
{
  KsReplyMatch *match = data;

  g_free (match->store_name);
  g_object_unref (match->entry);
  g_clear_object (&match->before);
  g_clear_object (&match->request);
  g_ptr_array_unref (match->leaves);
  g_free (match);
}

static gboolean
is_valid (KsReplyQuery *query, KsCertificate *certificate)
{
  return ks_certificate_get_not_before (certificate) <= query->time &&
         query->time <= ks_certificate_get_not_after (certificate);
}

/* Valid before not valid yet before ended; then what a CA signed before what the key signed itself; then the newest. */
static int
compare_candidates (gconstpointer a, gconstpointer b, gpointer data)
{
  KsReplyQuery *query = data;
  KsCertificate *one = (*(const KsReplyItem *const *) a)->certificate;
  KsCertificate *other = (*(const KsReplyItem *const *) b)->certificate;
  gint64 keys[][2] = {
    { is_valid (query, other), is_valid (query, one) },
    { query->time > ks_certificate_get_not_after (one), query->time > ks_certificate_get_not_after (other) },
    { ks_certificate_is_self_issued (one), ks_certificate_is_self_issued (other) },
    { ks_certificate_get_not_before (other), ks_certificate_get_not_before (one) },
    { ks_certificate_get_not_after (other), ks_certificate_get_not_after (one) },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i][0] != keys[i][1])
      return keys[i][0] < keys[i][1] ? -1 : 1;

  return 0;
}

/* (transfer container) of borrowed KsCertificate, the one to propose first. */
static GPtrArray *
sort_candidates (Work *work, GPtrArray *items)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_copy (items, NULL, NULL);
  GPtrArray *candidates = g_ptr_array_new ();

  g_ptr_array_sort_with_data (sorted, compare_candidates, work->query);
  for (guint i = 0; i < MIN (sorted->len, MAX_LEAVES); i++)
    g_ptr_array_add (candidates, ((const KsReplyItem *) sorted->pdata[i])->certificate);

  return candidates;
}

/* SHA-256 of the entry's public key: its certificate tells, or the key itself where there is none. */
static char *
find_key (const KsReplyStore *store, KsEntry *entry)
{
  KsCertificate *leaf = ks_entry_get_leaf (entry);
  g_autoptr (KsSecret) plain = NULL;
  g_autoptr (GBytes) spki = NULL;

  if (leaf != NULL && ks_certificate_is_readable (leaf))
    return g_strdup (ks_certificate_get_spki_sha256 (leaf));
  if (leaf != NULL || ks_entry_get_key (entry) == NULL)
    return NULL;

  if (!ks_key_is_protected (ks_entry_get_key (entry)))
    plain = ks_secret_ref (ks_key_get_plain (ks_entry_get_key (entry)));
  else if (store->keyring != NULL)
    plain = ks_keyring_unlock (store->keyring, entry, NULL, NULL);
  spki = plain != NULL ? ks_key_dup_spki (plain, NULL) : NULL;

  return spki != NULL ? ks_digest_dup_sha256 (spki) : NULL;
}

static KsReplyMatch *
match_new (Work *work, const KsReplyStore *store, KsEntry *entry, const char *key)
{
  KsReplyMatch *match = g_new0 (KsReplyMatch, 1);
  const KsReplyMade *made = ks_reply_index_find_request (work->index, key);

  match->tag = store->tag;
  match->store_name = g_strdup (store->name);
  match->entry = g_object_ref (entry);
  match->leaves = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_reply_leaf_free);
  match->is_read_only = store->is_read_only;
  if (made != NULL) {
    match->request = g_object_ref (made->request);
    match->requested_at = made->made_at;
  }

  return match;
}

/* FALSE when cancelled. */
static gboolean
fill_match (Work *work, KsReplyMatch *match, GPtrArray *candidates)
{
  match->before = ks_reply_index_judge (work->index, match->entry, NULL, work->cancellable);
  if (match->before == NULL)
    return FALSE;
  for (guint i = 0; i < candidates->len; i++) {
    KsReplyLeaf *leaf = ks_reply_leaf_new (work->index, match, candidates->pdata[i], work->cancellable);

    if (leaf == NULL)
      return FALSE;
    g_ptr_array_add (match->leaves, leaf);
  }
  match->is_unchanged = ks_reply_leaf_get_chain (ks_reply_match_get_leaf (match, 0), 0)->is_current;

  return TRUE;
}

/* FALSE when cancelled. */
static gboolean
add_match (Work *work, const KsReplyStore *store, KsEntry *entry)
{
  g_autofree char *key = find_key (store, entry);
  GPtrArray *items = key != NULL ? ks_reply_index_find_key (work->index, key) : NULL;
  g_autoptr (GPtrArray) candidates = items != NULL ? sort_candidates (work, items) : NULL;
  KsReplyMatch *match = NULL;

  if (candidates == NULL)
    return TRUE;
  match = match_new (work, store, entry, key);
  g_ptr_array_add (work->matches, match);
  if (!fill_match (work, match, candidates))
    return FALSE;

  match->is_proposed =
    !match->is_unchanged && !match->is_read_only && !g_hash_table_contains (work->keys, key);
  if (match->is_proposed)
    g_hash_table_add (work->keys, g_steal_pointer (&key));

  return TRUE;
}

/* Whether the reply brings anything above the certificate that the entry has. */
static gboolean
may_complete (Work *work, KsEntry *entry)
{
  for (guint i = 0; i < ks_entry_get_chain_length (entry); i++) {
    KsCertificate *certificate = ks_entry_get_certificate (entry, i);

    if (ks_certificate_is_readable (certificate) && !ks_certificate_is_self_issued (certificate) &&
        ks_reply_index_find_subject (work->index, ks_certificate_get_issuer (certificate)) != NULL)
      return TRUE;
  }

  return FALSE;
}

static gboolean
brings_something (const KsReplyMatch *match)
{
  const KsReplyChain *chain = ks_reply_leaf_get_chain (ks_reply_match_get_leaf (match, 0), 0);

  for (guint i = 0; i < chain->parts->len; i++)
    if (ks_reply_chain_get_part (chain, i)->origin == KS_REPLY_FROM_REPLY)
      return TRUE;

  return FALSE;
}

/* CAs often send the issuers later, in a file of their own. FALSE when cancelled. */
static gboolean
add_completion (Work *work, const KsReplyStore *store, KsEntry *entry)
{
  KsCertificate *leaf = ks_entry_get_leaf (entry);
  g_autoptr (GPtrArray) candidates = g_ptr_array_new ();
  KsReplyMatch *match = NULL;

  if (leaf == NULL || !may_complete (work, entry))
    return TRUE;
  g_ptr_array_add (candidates, leaf);
  match = match_new (work, store, entry, ks_certificate_get_spki_sha256 (leaf));
  if (!fill_match (work, match, candidates)) {
    match_free (match);
    return FALSE;
  }
  if (!brings_something (match)) {
    match_free (match);
    return TRUE;
  }

  match->is_proposed = !match->is_unchanged && !match->is_read_only;
  g_ptr_array_add (work->matches, match);

  return TRUE;
}

static void
report (Work *work)
{
  work->done++;
  if (work->progress != NULL)
    work->progress (MIN (1.0, (double) work->done / work->n_entries), work->progress_data);
}

typedef gboolean (*Visit) (Work *work, const KsReplyStore *store, KsEntry *entry);

/* Every key pair of every store, the one that was asked for first. FALSE when cancelled. */
static gboolean
visit_keys (Work *work, Visit visit)
{
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < work->query->stores->len; i++) {
      const KsReplyStore *store = work->query->stores->pdata[i];

      for (guint j = 0; j < store->entries->len; j++) {
        KsEntry *entry = store->entries->pdata[j];

        if ((entry == work->query->wanted) != (pass == 0))
          continue;
        if (g_cancellable_is_cancelled (work->cancellable))
          return FALSE;
        if (ks_entry_get_kind (entry) == KS_ENTRY_KEY && !visit (work, store, entry))
          return FALSE;
        report (work);
      }
    }

  return TRUE;
}

static gboolean
has_only_authorities (KsReplyQuery *query)
{
  for (guint i = 0; i < query->items->len; i++) {
    KsCertificate *certificate = ((const KsReplyItem *) query->items->pdata[i])->certificate;

    if (!ks_certificate_is_readable (certificate) || !ks_certificate_is_ca (certificate))
      return FALSE;
  }

  return query->items->len > 0;
}

static gboolean
is_issuer_elsewhere (GPtrArray *matches, const KsReplyMatch *match)
{
  KsCertificate *leaf = ks_reply_match_get_leaf (match, 0)->certificate;

  if (!ks_certificate_is_ca (leaf))
    return FALSE;
  for (guint i = 0; i < matches->len; i++) {
    const KsReplyMatch *other = matches->pdata[i];

    if (other != match &&
        ks_reply_chain_has (ks_reply_leaf_get_chain (ks_reply_match_get_leaf (other, 0), 0), leaf))
      return TRUE;
  }

  return FALSE;
}

/* Somebody with an own CA has its key pair open, too: the reply brings its certificate as an issuer, and means another entry. */
static void
drop_issuers (GPtrArray *matches)
{
  for (guint i = matches->len; i > 0; i--) {
    KsReplyMatch *match = matches->pdata[i - 1];

    if (!is_issuer_elsewhere (matches, match))
      continue;
    if (match->is_unchanged)
      g_ptr_array_remove_index (matches, i - 1);
    else
      match->is_proposed = FALSE;
  }
}

static gboolean
find_matches (Work *work)
{
  for (guint i = 0; i < work->query->stores->len; i++)
    work->n_entries += ((const KsReplyStore *) work->query->stores->pdata[i])->entries->len;
  if (!visit_keys (work, add_match))
    return FALSE;
  drop_issuers (work->matches);
  if (work->matches->len > 0 || !has_only_authorities (work->query))
    return TRUE;

  return visit_keys (work, add_completion);
}

/**
 * ks_reply_plan_new:
 * @query: the reply, and all that it may be for; it must not change any more
 * @progress: (nullable): told how far it is, from 0 to 1, in this thread
 * @progress_data: for @progress
 * @cancellable: (nullable): ends it early
 * @error: %G_IO_ERROR_CANCELLED
 *
 * Finds out for which entries a CA's reply is, which chains they would get, and what is left over. Takes its time, so it belongs in
 * a worker.
 *
 * Returns: (transfer full): the plan
 */
KsReplyPlan *
ks_reply_plan_new (KsReplyQuery *query,
                   void (*progress) (double fraction, gpointer data),
                   gpointer progress_data,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (KsReplyPlan) self = g_new0 (KsReplyPlan, 1);
  g_autoptr (KsReplyIndex) index = ks_reply_index_new (query);
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Work work = {
    .index = index,
    .query = query,
    .keys = keys,
    .progress = progress,
    .progress_data = progress_data,
    .cancellable = cancellable,
  };

  g_atomic_ref_count_init (&self->refs);
  self->query = ks_reply_query_ref (query);
  self->matches = work.matches = g_ptr_array_new_with_free_func (match_free);
  if (!find_matches (&work)) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
    return NULL;
  }
  self->surplus = ks_reply_list_surplus (index, self->matches);
  ks_reply_plan_put_into_words (self);

  return g_steal_pointer (&self);
}

/**
 * ks_reply_plan_ref:
 * @self: a plan
 *
 * Returns: (transfer full): the same plan
 */
KsReplyPlan *
ks_reply_plan_ref (KsReplyPlan *self)
{
  g_atomic_ref_count_inc (&self->refs);

  return self;
}

/**
 * ks_reply_plan_unref:
 * @self: (transfer full): a plan
 *
 * Gives a reference back.
 */
void
ks_reply_plan_unref (KsReplyPlan *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;

  ks_reply_query_unref (self->query);
  g_ptr_array_unref (self->matches);
  g_clear_pointer (&self->surplus, g_ptr_array_unref);
  g_free (self->headline);
  g_free (self->detail);
  g_free (self);
}

/**
 * ks_reply_plan_get_outcome:
 * @self: a plan
 *
 * Returns: what came out, for branches
 */
KsReplyOutcome
ks_reply_plan_get_outcome (KsReplyPlan *self)
{
  return self->outcome;
}

/**
 * ks_reply_plan_get_headline:
 * @self: a plan
 *
 * Returns: (transfer none): what came out, in words
 */
const char *
ks_reply_plan_get_headline (KsReplyPlan *self)
{
  return self->headline;
}

/**
 * ks_reply_plan_get_detail:
 * @self: a plan
 *
 * Returns: (transfer none) (nullable): the dimmed rest of it
 */
const char *
ks_reply_plan_get_detail (KsReplyPlan *self)
{
  return self->detail;
}

/**
 * ks_reply_plan_get_n_certificates:
 * @self: a plan
 *
 * Returns: how many certificates the reply has, each counted once
 */
guint
ks_reply_plan_get_n_certificates (KsReplyPlan *self)
{
  return self->query->items->len;
}

/**
 * ks_reply_plan_get_n_matches:
 * @self: a plan
 *
 * Returns: for how many entries the reply has something
 */
guint
ks_reply_plan_get_n_matches (KsReplyPlan *self)
{
  return self->matches->len;
}

/**
 * ks_reply_plan_get_match:
 * @self: a plan
 * @index: which one
 *
 * Returns: (transfer none): one entry, and what the reply has for it
 */
const KsReplyMatch *
ks_reply_plan_get_match (KsReplyPlan *self, guint index)
{
  g_return_val_if_fail (index < self->matches->len, NULL);

  return self->matches->pdata[index];
}

/**
 * ks_reply_plan_get_n_surplus:
 * @self: a plan
 *
 * Returns: how many things of the reply are in no chain that is proposed
 */
guint
ks_reply_plan_get_n_surplus (KsReplyPlan *self)
{
  return self->surplus->len;
}

/**
 * ks_reply_plan_get_surplus:
 * @self: a plan
 * @index: which one
 *
 * Returns: (transfer none): one of them
 */
const KsReplySurplus *
ks_reply_plan_get_surplus (KsReplyPlan *self, guint index)
{
  g_return_val_if_fail (index < self->surplus->len, NULL);

  return self->surplus->pdata[index];
}
