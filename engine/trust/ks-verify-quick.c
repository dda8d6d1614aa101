/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-check-role.h"
#include "ks-headline.h"
#include "ks-key-verdict.h"
#include "ks-path-builder.h"
#include "ks-pool-private.h"
#include "ks-stored-chain.h"
#include "ks-verify-request-private.h"

#include <glib/gi18n-lib.h>

/* What is found out about one entry, and the first thing to say of it. */
typedef struct {
  KsVerifyRequest *request;
  KsCheckSettings settings;
  gboolean thoroughly;
  KsPathSearch search;
  KsState state;
  char *sentence;
} Glance;

/* The first failure is the one to tell, else the first warning; what is noted comes in the order of ks_verdict_set_headline(). */
static void
note (Glance *self, KsState state, char *sentence)
{
  if (state >= KS_STATE_WARNING && state > self->state) {
    self->state = state;
    g_free (self->sentence);
    self->sentence = sentence;
  } else {
    g_free (sentence);
  }
}

/* Most paths are sound, and then nothing is to be said that their state does not say. The others are checked once more, in words. */
static char *
say_path (Glance *self, const KsPath *best)
{
  g_autoptr (KsPath) told = NULL;

  if (best->state == KS_STATE_PASS && best->reaches_anchor)
    return NULL;
  if (best->state != KS_STATE_FAIL)
    return ks_path_make_headline (best, self->settings.anchors, self->settings.time);
  self->settings.brief = FALSE;
  told = ks_path_check_again (&self->settings, best);
  if (self->thoroughly)
    ks_path_judge_keys (told);
  self->settings.brief = TRUE;
  return ks_path_make_headline (told, self->settings.anchors, self->settings.time);
}

static void
find_paths (Glance *self)
{
  /* Several paths can be trusted, and a weak key can spoil the first. */
  ks_path_search_run (&self->search, self->request, &self->settings, self->thoroughly ? 0 : 1, NULL);
  ks_path_search_sort (&self->search);
  if (self->thoroughly)
    ks_path_search_judge_keys (&self->search);
}

static void
look_at_path (Glance *self)
{
  const KsPath *best = g_ptr_array_index (self->search.paths, 0);

  if (best->state >= KS_STATE_WARNING)
    note (self, best->state, say_path (self, best));
}

static void
look_at_stored_chain (Glance *self)
{
  KsStoredChain chain;
  KsState state;

  if (!ks_stored_chain_is_asked (self->request->entry))
    return;
  ks_stored_chain_read (&chain, &self->settings, self->request->entry);
  state = ks_stored_chain_get_state (&chain);
  if (state == KS_STATE_FAIL) {
    g_autofree char *gap = chain.ordered ? ks_stored_chain_say_gap (&chain) : NULL;

    note (self, state, ks_headline_of_stored (gap));
  } else if (state == KS_STATE_WARNING) {
    note (self, state, g_strdup (_ ("Trusted, with warnings")));
  }
}

/* Proving that a key belongs to its certificate, and working on a key, take longer than all the rest. */
static void
look_at_key (Glance *self)
{
  KsCertificate *leaf = ks_entry_get_leaf (self->request->entry);
  KsState weakness;

  if (ks_verify_request_judge_key (self->request, NULL) == KS_STATE_FAIL)
    note (self, KS_STATE_FAIL, g_strdup (_ ("The key and the certificate do not belong together")));
  weakness = ks_verify_request_judge_key_weakness (self->request);
  if (weakness == KS_STATE_FAIL)
    note (self, weakness, ks_headline_of_broken_key (leaf));
  else
    note (self, weakness, g_strdup (_ ("Trusted, with warnings")));
}

static void
look_at_role (Glance *self)
{
  g_autofree char *text = NULL;
  KsState state = ks_check_role_briefly (&self->settings, g_ptr_array_index (self->search.paths, 0), &text);

  note (self, state, g_steal_pointer (&text));
}

/* A key that everybody has makes the rest moot. */
static void
look_at_known_key (Glance *self)
{
  g_autofree char *text = NULL;
  KsState state =
    ks_check_known_key_briefly (&self->settings, g_ptr_array_index (self->search.paths, 0), &text);

  note (self, state, g_steal_pointer (&text));
}

static void
look_at_all (Glance *self)
{
  const KsPath *best = NULL;

  find_paths (self);
  look_at_known_key (self);
  if (self->thoroughly)
    look_at_key (self);
  look_at_path (self);
  look_at_stored_chain (self);
  look_at_role (self);
  best = g_ptr_array_index (self->search.paths, 0);
  if (self->state < KS_STATE_WARNING) {
    self->state = best->state;
    self->sentence = say_path (self, best);
  }
  ks_path_search_clear (&self->search);
}

static KsState
glance (KsVerifyRequest *request, gboolean thoroughly, char **sentence)
{
  g_autoptr (KsSignatureCache) signatures =
    ks_signature_cache_new (request->pool != NULL ? ks_verify_pool_get_proven (request->pool) : NULL);
  Glance self = { .request = request, .thoroughly = thoroughly, .state = KS_STATE_NOT_APPLICABLE };

  if (ks_entry_get_leaf (request->entry) != NULL) {
    ks_check_settings_init (&self.settings, request, signatures);
    self.settings.brief = TRUE;
    look_at_all (&self);
  }
  if (sentence != NULL)
    *sentence = g_steal_pointer (&self.sentence);
  g_free (self.sentence);
  return self.state;
}

/**
 * ks_verify_quick:
 * @request: the entry and all that the answer depends on; with a shared pool, ten thousand of these stay cheap
 * @sentence: (out) (optional) (nullable) (transfer full): why, translated; unset when there is nothing to say
 *
 * The state for the entry list, by the same checks as ks_verify(). It differs from that of the verdict only where a private key does not belong to
 * its certificate, or a public one can be broken, which ks_verify_thorough() finds out; and tested hosts are counted beside it
 * (ks_host_name_is_covered()).
 *
 * Returns: the state
 */
KsState
ks_verify_quick (KsVerifyRequest *request, char **sentence)
{
  return glance (request, FALSE, sentence);
}

/**
 * ks_verify_thorough:
 * @request: the entry and all that the answer depends on
 * @sentence: (out) (optional) (nullable) (transfer full): why, translated; unset when there is nothing to say
 *
 * The same, with what takes milliseconds per key: for a second round, when every entry has a state.
 *
 * Returns: the state of the verdict that ks_verify() gives without hosts
 */
KsState
ks_verify_thorough (KsVerifyRequest *request, char **sentence)
{
  return glance (request, TRUE, sentence);
}
