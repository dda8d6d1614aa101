/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-path-builder.h"

#include "ks-anchor-set-private.h"
#include "ks-pool-private.h"
#include "ks-verify-request-private.h"

/* Real chains have up to five certificates and a handful of paths. A hostile file can hold many that certify each other;
 * these figures keep the search for them within a fraction of a second. */
#define MAX_DEPTH 24
#define MAX_PATHS 128
#define MAX_STEPS 4096
#define MAX_SIGNATURES 1024

/* The rank of a candidate that has another key than the one asked for. */
#define OTHER_KEY 64

/* One certificate of the path in hand, or a candidate for the next place. */
typedef struct {
  KsCertificate *certificate;
  KsProvenance provenance;
  const char *detail;
  int stored_index;
  guint rank;
} Step;

typedef struct {
  KsPathSearch *result;
  KsVerifyRequest *request;
  const KsCheckSettings *settings;
  GCancellable *cancellable;
  GArray *stack; /* of Step, leaf first */
  guint enough;
  guint trusted;
  guint steps;
} Builder;

static gboolean
is_over (Builder *self)
{
  if (g_cancellable_is_cancelled (self->cancellable))
    return TRUE;
  if (self->enough > 0 && self->trusted >= self->enough)
    return TRUE;
  if (self->steps < MAX_STEPS && self->result->paths->len < MAX_PATHS &&
      ks_signature_cache_get_cost (self->settings->signatures) < MAX_SIGNATURES)
    return FALSE;
  self->result->cut_short = TRUE;
  return TRUE;
}

static gboolean
is_on_path (Builder *self, KsCertificate *certificate)
{
  for (guint i = 0; i < self->stack->len; i++) {
    KsCertificate *other = g_array_index (self->stack, Step, i).certificate;

    /* The same name with the same key again can only lead in a circle (RFC 4158 section 2.4.2). */
    if (ks_certificate_equal (other, certificate) ||
        (g_bytes_equal (ks_certificate_get_spki (other), ks_certificate_get_spki (certificate)) &&
         ks_name_equal (ks_certificate_get_subject (other), ks_certificate_get_subject (certificate))))
      return TRUE;
  }
  return FALSE;
}

static gboolean
key_identifiers_fit (KsCertificate *child, KsCertificate *issuer, gboolean *contradict)
{
  GBytes *wanted = ks_certificate_get_authority_key_id (child);
  GBytes *given = ks_certificate_get_subject_key_id (issuer);

  *contradict = wanted != NULL && given != NULL && !g_bytes_equal (wanted, given);
  return wanted != NULL && given != NULL && !*contradict;
}

/* Lower is better: what is most likely the right issuer is tried first (RFC 4158 section 3.5). */
static guint
rank (Builder *self, const Step *step, KsCertificate *child)
{
  gint64 time = self->settings->time;
  gboolean contradict = FALSE;
  gboolean fits = key_identifiers_fit (child, step->certificate, &contradict);
  gboolean valid = time >= ks_certificate_get_not_before (step->certificate) &&
                   time <= ks_certificate_get_not_after (step->certificate);
  gboolean anchor =
    self->settings->anchors != NULL && ks_anchor_set_contains (self->settings->anchors, step->certificate);

  return (contradict ? OTHER_KEY : 0) + (valid ? 0 : 32) +
         (ks_certificate_is_ca (step->certificate) ? 0 : 16) + (fits ? 0 : 8) + (anchor ? 0 : 4) +
         (step->stored_index >= 0 ? 0 : 2) + (step->provenance == KS_PROVENANCE_OTHER_FILE ? 1 : 0);
}

static void
add_candidate (Builder *self, GArray *candidates, const Step *step)
{
  KsCertificate *child = g_array_index (self->stack, Step, self->stack->len - 1).certificate;
  Step ranked = *step;

  if (!ks_certificate_is_readable (step->certificate) || is_on_path (self, step->certificate))
    return;
  for (guint i = 0; i < candidates->len; i++)
    if (ks_certificate_equal (g_array_index (candidates, Step, i).certificate, step->certificate))
      return;
  ranked.rank = rank (self, step, child);
  g_array_append_val (candidates, ranked);
}

static void
add_from_pool (Builder *self, GArray *candidates, KsVerifyPool *pool, const char *key)
{
  GPtrArray *found = pool != NULL ? ks_verify_pool_find (pool, key) : NULL;

  for (guint i = 0; found != NULL && i < found->len; i++) {
    const KsCandidate *candidate = g_ptr_array_index (found, i);
    Step step = { candidate->certificate, candidate->provenance, candidate->detail, -1, 0 };

    add_candidate (self, candidates, &step);
  }
}

static int
compare_rank (gconstpointer a, gconstpointer b)
{
  return (int) ((const Step *) a)->rank - (int) ((const Step *) b)->rank;
}

/* Every certificate whose subject is the issuer of the last one. The entry's own come first, so that a certificate
 * which is in several places is shown as stored. */
static GArray *
find_candidates (Builder *self)
{
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (Step));
  KsName *issuer =
    ks_certificate_get_issuer (g_array_index (self->stack, Step, self->stack->len - 1).certificate);
  g_autofree char *key = ks_name_make_key (issuer);
  guint n = ks_entry_get_chain_length (self->request->entry);
  GPtrArray *anchors = NULL;

  for (guint i = 0; i < n; i++) {
    Step step = { ks_entry_get_certificate (self->request->entry, i), KS_PROVENANCE_ENTRY, NULL, (int) i, 0 };

    if (ks_certificate_is_readable (step.certificate) &&
        ks_name_equal (ks_certificate_get_subject (step.certificate), issuer))
      add_candidate (self, candidates, &step);
  }
  add_from_pool (self, candidates, self->request->own, key);
  add_from_pool (self, candidates, self->request->pool, key);
  if (self->settings->anchors != NULL)
    anchors = ks_anchor_set_find_key (self->settings->anchors, key);
  for (guint i = 0; anchors != NULL && i < anchors->len; i++) {
    KsAnchorSource source = ks_anchor_set_get_source (self->settings->anchors);
    Step step = { g_ptr_array_index (anchors, i),
                  source == KS_ANCHORS_SYSTEM ? KS_PROVENANCE_SYSTEM : KS_PROVENANCE_OTHER_FILE,
                  ks_anchor_set_get_name (self->settings->anchors), -1, 0 };

    add_candidate (self, candidates, &step);
  }
  g_array_sort (candidates, compare_rank);
  return candidates;
}

static KsPath *
make_path (Builder *self)
{
  KsPath *path = ks_path_new ();

  for (guint i = 0; i < self->stack->len; i++) {
    const Step *step = &g_array_index (self->stack, Step, i);

    ks_path_add_node (path, step->certificate, step->provenance, step->detail, step->stored_index);
  }
  return path;
}

/* CA certificates that stand in the entry without being reached are drawn above the gap: perhaps the missing one joins
 * them. Only a run in which each names the next is shown. */
static void
add_unreached (Builder *self, KsPath *path)
{
  guint n = ks_entry_get_chain_length (self->request->entry);
  KsCertificate *last = NULL;

  for (guint i = 0; i < n; i++) {
    KsCertificate *certificate = ks_entry_get_certificate (self->request->entry, i);

    if (!ks_certificate_is_readable (certificate) || !ks_certificate_is_ca (certificate) ||
        is_on_path (self, certificate))
      continue;
    if (last != NULL &&
        !ks_name_equal (ks_certificate_get_issuer (last), ks_certificate_get_subject (certificate)))
      continue;
    ks_path_add_node (path, certificate, KS_PROVENANCE_ENTRY, NULL, (int) i);
    last = certificate;
  }
}

static void
keep (Builder *self, KsPath *path)
{
  ks_check_path (self->settings, path);
  /* One that is trusted with warnings may not be the best. */
  if (path->reaches_anchor && path->state == KS_STATE_PASS)
    self->trusted++;
  g_ptr_array_add (self->result->paths, path);
}

static void
keep_anchored (Builder *self)
{
  KsPath *path = make_path (self);

  path->reaches_anchor = TRUE;
  keep (self, path);
}

static void
keep_dead_end (Builder *self)
{
  KsPath *path = make_path (self);
  KsCertificate *top = g_array_index (self->stack, Step, self->stack->len - 1).certificate;

  if (ks_certificate_is_readable (top) && !ks_certificate_is_self_issued (top)) {
    path->missing = ks_missing_issuer_new (top);
    path->missing_after = self->stack->len - 1;
    add_unreached (self, path);
  }
  keep (self, path);
}

static void extend (Builder *self);

static void
descend (Builder *self, const Step *step)
{
  self->steps++;
  g_array_append_vals (self->stack, step, 1);
  extend (self);
  g_array_set_size (self->stack, self->stack->len - 1);
}

/* Issuers whose signature verifies; where there is none, the most likely one, so that the broken link can be shown. One that has another
 * key than the certificate asks for is no issuer with a broken signature, it is not the issuer. */
static guint
try_candidates (Builder *self, GArray *candidates)
{
  KsCertificate *child = g_array_index (self->stack, Step, self->stack->len - 1).certificate;
  guint tried = 0;

  for (guint i = 0; i < candidates->len && !is_over (self); i++) {
    Step step = g_array_index (candidates, Step, i);

    if (ks_signature_cache_verify (self->settings->signatures, child, step.certificate)) {
      descend (self, &step);
      tried++;
    }
  }
  if (tried == 0 && candidates->len > 0 && !is_over (self)) {
    Step step = g_array_index (candidates, Step, 0);

    if (step.rank < OTHER_KEY) {
      descend (self, &step);
      tried++;
    }
  }
  return tried;
}

static void
extend (Builder *self)
{
  KsCertificate *top = g_array_index (self->stack, Step, self->stack->len - 1).certificate;
  g_autoptr (GArray) candidates = NULL;
  gboolean anchored =
    self->settings->anchors != NULL && ks_anchor_set_contains (self->settings->anchors, top);

  if (anchored)
    keep_anchored (self);
  if (is_over (self))
    return;
  if (!ks_certificate_is_readable (top) ||
      ks_signature_cache_is_self_signed (self->settings->signatures, top)) {
    if (!anchored)
      keep_dead_end (self);
    return;
  }
  if (self->stack->len >= MAX_DEPTH) {
    self->result->cut_short = TRUE;
    return;
  }
  candidates = find_candidates (self);
  if (try_candidates (self, candidates) == 0 && !anchored && !is_over (self))
    keep_dead_end (self);
}

static void
append_found (GPtrArray *found, KsVerifyPool *pool, const char *key)
{
  GPtrArray *candidates = pool != NULL ? ks_verify_pool_find (pool, key) : NULL;

  for (guint i = 0; candidates != NULL && i < candidates->len; i++)
    g_ptr_array_add (found, ((KsCandidate *) g_ptr_array_index (candidates, i))->certificate);
}

static GPtrArray *
find_subject (KsName *subject, gpointer data)
{
  KsVerifyRequest *request = data;
  g_autofree char *key = ks_name_make_key (subject);
  GPtrArray *found = g_ptr_array_new ();
  GPtrArray *anchors = request->anchors != NULL ? ks_anchor_set_find_key (request->anchors, key) : NULL;
  guint n = ks_entry_get_chain_length (request->entry);

  for (guint i = 0; i < n; i++) {
    KsCertificate *certificate = ks_entry_get_certificate (request->entry, i);

    if (ks_certificate_is_readable (certificate) &&
        ks_name_equal (ks_certificate_get_subject (certificate), subject))
      g_ptr_array_add (found, certificate);
  }
  append_found (found, request->own, key);
  append_found (found, request->pool, key);
  for (guint i = 0; anchors != NULL && i < anchors->len; i++)
    g_ptr_array_add (found, g_ptr_array_index (anchors, i));
  return found;
}

/**
 * ks_path_search_run:
 * @self: (out caller-allocates): where the paths go
 * @request: the entry, and where issuers may come from
 * @settings: what the checks depend on
 * @enough: after how many trusted paths without warnings to stop; 0 to find all within the budget
 * @cancellable: (nullable): ends the search early
 *
 * Enumerates the paths from the entry's first certificate to anchors or dead ends, each checked. Loops, duplicates and certificates that
 * certify each other are followed once; a budget ends the rest and is told in `cut_short`.
 */
void
ks_path_search_run (KsPathSearch *self,
                    KsVerifyRequest *request,
                    const KsCheckSettings *settings,
                    guint enough,
                    GCancellable *cancellable)
{
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (Step));
  Builder builder = {
    .result = self,
    .request = request,
    .settings = settings,
    .cancellable = cancellable,
    .stack = stack,
    .enough = enough,
  };
  Step leaf = { ks_entry_get_leaf (request->entry), KS_PROVENANCE_ENTRY, NULL, 0, 0 };

  self->paths = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_path_unref);
  ks_signature_cache_set_finder (settings->signatures, find_subject, request);
  if (leaf.certificate == NULL)
    return;
  descend (&builder, &leaf);
  if (self->paths->len == 0) {
    /* The budget went before any end was reached: the leaf alone is all that can be shown. */
    g_array_append_val (stack, leaf);
    keep (&builder, make_path (&builder));
  }
}

/**
 * ks_path_search_clear:
 * @self: a search
 *
 * Frees what the search found.
 */
void
ks_path_search_clear (KsPathSearch *self)
{
  g_clear_pointer (&self->paths, g_ptr_array_unref);
}

static guint
count_failures (const KsPath *path)
{
  guint failures = 0;

  for (guint i = 0; i < path->nodes->len; i++) {
    GPtrArray *lists[] = { ks_path_get_node (path, i)->results, ks_path_get_link (path, i)->results };

    for (guint j = 0; j < G_N_ELEMENTS (lists); j++)
      for (guint k = 0; k < lists[j]->len; k++)
        failures += ((const KsResult *) g_ptr_array_index (lists[j], k))->state == KS_STATE_FAIL;
  }
  return failures;
}

static guint
count_foreign (const KsPath *path)
{
  guint foreign = 0;

  for (guint i = 0; i < path->nodes->len; i++)
    foreign += ks_path_get_node (path, i)->stored_index < 0;
  return foreign;
}

/* Trusted before doubtful before broken; then what reaches an anchor, has fewer failures, is more as stored, and is shorter. */
static int
compare_paths (gconstpointer a, gconstpointer b)
{
  const KsPath *one = *(KsPath *const *) a, *other = *(KsPath *const *) b;
  gint64 keys[][2] = {
    { one->state, other->state },
    { !one->reaches_anchor, !other->reaches_anchor },
    { one->missing != NULL, other->missing != NULL },
    { count_failures (one), count_failures (other) },
    { count_foreign (one), count_foreign (other) },
    { one->nodes->len, other->nodes->len },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i][0] != keys[i][1])
      return keys[i][0] < keys[i][1] ? -1 : 1;
  return 0;
}

/**
 * ks_path_search_sort:
 * @self: a finished search
 *
 * Puts the best path first; equal ones stay in the order in which they were found.
 */
void
ks_path_search_sort (KsPathSearch *self)
{
  g_ptr_array_sort (self->paths, compare_paths);
}
