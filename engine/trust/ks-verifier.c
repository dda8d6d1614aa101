/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-check-role.h"
#include "ks-finding.h"
#include "ks-headline.h"
#include "ks-key-verdict.h"
#include "ks-lint-verdict.h"
#include "ks-path-builder.h"
#include "ks-pool-private.h"
#include "ks-sent-chain.h"
#include "ks-stored-chain.h"
#include "ks-time.h"
#include "ks-verify-request-private.h"

#include <glib/gi18n-lib.h>

/* The second of the four verdicts. */
static void
judge_path (KsVerdict *self)
{
  const KsPath *best = ks_verdict_get_path (self, 0);
  KsState state = best->state;
  const char *value = NULL;

  if (state == KS_STATE_FAIL)
    value = best->missing != NULL || !best->reaches_anchor ? _ ("None") : _ ("Not trusted");
  else if (state == KS_STATE_NOT_CHECKED)
    value = _ ("Not checked");
  else if (!best->reaches_anchor)
    value = _ ("Self-signed");
  else
    value = state == KS_STATE_WARNING ? _ ("With warnings") : _ ("Trusted");
  ks_verdict_set_part (self, KS_PART_PATH, state, g_strdup (value));
}

/* The third. Names are asked of the entry's own certificate, whatever becomes of its path. */
static void
judge_hosts (KsVerdict *self, KsVerifyRequest *request)
{
  KsCertificate *leaf = ks_entry_get_leaf (request->entry);
  guint covered = 0, n = 0;

  for (guint i = 0; i < request->hosts->len; i++) {
    KsHostResult *result = g_new0 (KsHostResult, 1);

    result->host = ks_host_name_new (g_ptr_array_index (request->hosts, i));
    result->match = ks_host_match_new (result->host, leaf);
    n += result->host->kind != KS_HOST_INVALID;
    covered += result->match->matches;
    g_ptr_array_add (self->hosts, result);
  }
  if (n == 0)
    ks_verdict_set_part (self, KS_PART_HOSTS, KS_STATE_NOT_CHECKED, g_strdup (_ ("None tested")));
  else if (!ks_host_is_asked_of (leaf))
    /* Translators: a CA’s certificate stands for no host */
    ks_verdict_set_part (self, KS_PART_HOSTS, KS_STATE_NOT_APPLICABLE, g_strdup (_ ("Not for a CA")));
  else
    ks_verdict_set_part (self, KS_PART_HOSTS, covered == n ? KS_STATE_PASS : KS_STATE_FAIL,
                         /* Translators: how many of the tested host names the certificate covers */
                         g_strdup_printf (_ ("%u of %u covered"), covered, n));
}

static void
add_key_result (KsVerdict *self, KsState state, KsCertificate *leaf, char *sentence, const char *value)
{
  g_ptr_array_add (self->entry_results,
                   ks_result_new ("entry-key", state, ks_certificate_get_key_text (leaf), NULL, sentence));
  ks_verdict_set_part (self, KS_PART_KEY, state, g_strdup (value));
}

/* The fourth. */
static void
judge_key (KsVerdict *self, KsVerifyRequest *request)
{
  KsCertificate *leaf = ks_entry_get_leaf (request->entry);
  g_autoptr (GError) error = NULL;
  KsState state = ks_verify_request_judge_key (request, &error);

  if (state == KS_STATE_NOT_APPLICABLE)
    ks_verdict_set_part (self, KS_PART_KEY, state, g_strdup (_ ("No key")));
  else if (state == KS_STATE_PASS)
    add_key_result (self, state, leaf,
                    g_strdup (_ ("The private key is the one that the certificate speaks of.")),
                    _ ("Belongs"));
  else if (state == KS_STATE_FAIL)
    add_key_result (self, state, leaf,
                    g_strdup (_ ("The private key is not the one that the certificate speaks of.")),
                    _ ("Does not belong"));
  else if (error == NULL)
    add_key_result (self, state, leaf, g_strdup (_ ("The key is locked.")), _ ("Locked"));
  else
    add_key_result (self, state, leaf, g_strdup (error->message), _ ("Not checked"));
}

/* What was not checked or does not apply says nothing about the whole, unless nothing else does. */
static void
sum_up (KsVerdict *self)
{
  KsState worst = self->parts[KS_PART_PATH].state;

  for (guint i = 0; i < KS_N_PARTS; i++)
    if (self->parts[i].state >= KS_STATE_WARNING)
      worst = ks_state_worst (worst, self->parts[i].state);
  for (guint i = 0; i < self->entry_results->len; i++) {
    const KsResult *result = g_ptr_array_index (self->entry_results, i);

    if (result->check->profile == KS_PROFILE_ROLE && result->check->scope != KS_SCOPE_FILE &&
        result->state >= KS_STATE_WARNING)
      worst = ks_state_worst (worst, result->state);
  }
  self->state = worst;
}

static void
judge_nothing (KsVerdict *self)
{
  static const KsPart parts[] = { KS_PART_STORED, KS_PART_PATH, KS_PART_HOSTS, KS_PART_KEY };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    ks_verdict_set_part (self, parts[i], KS_STATE_NOT_APPLICABLE, g_strdup (_ ("No certificate")));
  self->state = KS_STATE_NOT_APPLICABLE;
  self->headline = g_strdup (_ ("No certificate"));
}

/**
 * ks_verify:
 * @request: the entry and all that the verdict depends on
 * @cancellable: (nullable): ends it early
 * @error: %G_IO_ERROR_CANCELLED only
 *
 * Finds out everything about one entry: all paths (architecture.md, engine habit 8), the chain as stored, the hosts, the key. It depends on nothing
 * but @request, so that the same request gives the same verdict on any thread.
 *
 * Returns: (transfer full) (nullable): the verdict; %NULL only when cancelled
 */
KsVerdict *
ks_verify (KsVerifyRequest *request, GCancellable *cancellable, GError **error)
{
  g_autoptr (KsVerdict) self = ks_verdict_new (request->entry, request->time);
  g_autoptr (KsSignatureCache) signatures =
    ks_signature_cache_new (request->pool != NULL ? ks_verify_pool_get_proven (request->pool) : NULL);
  g_auto (KsPathSearch) search = { 0 };
  KsCheckSettings settings;

  g_set_object (&self->anchors, request->anchors);
  self->role = request->role;
  if (ks_entry_get_leaf (request->entry) == NULL) {
    judge_nothing (self);
    return g_steal_pointer (&self);
  }
  ks_check_settings_init (&settings, request, signatures);
  ks_path_search_run (&search, request, &settings, 0, cancellable);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  ks_path_search_sort (&search);
  ks_path_search_judge_keys (&search);
  self->cut_short = search.cut_short;
  for (guint i = 0; i < search.paths->len; i++) {
    KsPath *path = g_ptr_array_index (search.paths, i);

    path->sentence = ks_path_make_headline (path, request->anchors, request->time);
    g_ptr_array_add (self->paths, ks_path_ref (path));
  }
  ks_verdict_judge_stored (self, &settings);
  self->stored->sentence = ks_path_make_headline (self->stored, request->anchors, request->time);
  ks_verdict_judge_sent (self, &settings);
  judge_path (self);
  judge_hosts (self, request);
  judge_key (self, request);
  ks_verdict_judge_role (self, &settings);
  ks_verdict_judge_key_weakness (self, request);
  sum_up (self);
  ks_verdict_collect_findings (self);
  ks_verdict_set_headline (self);
  if (request->is_dated)
    ks_verdict_date_headline (self);
  ks_verdict_add_lints (self, &settings);
  return g_steal_pointer (&self);
}
