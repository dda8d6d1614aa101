/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "ks-check-role.h"
#include "ks-headline.h"
#include "ks-path-builder.h"
#include "ks-pool-private.h"
#include "ks-stored-chain.h"
#include "ks-verify-request-private.h"

#include <glib/gi18n-lib.h>

/* A trusted certificate is asked for its own sake: what it hangs on is the business of those who trust it. */
static KsState
quick_certificate (KsVerifyRequest *request, KsCheckSettings *settings, char **sentence)
{
  KsCertificate *certificate = ks_entry_get_leaf (request->entry);
  KsState state = ks_check_certificate_briefly (settings, certificate, sentence);

  /* It may be meant as it is: an expired anchor is still one to most programs. */
  return state == KS_STATE_FAIL && ks_certificate_is_readable (certificate) ? KS_STATE_WARNING : state;
}

/* Most paths are sound, and then nothing is to be said that their state does not say. The others are checked once more, in words. */
static char *
say (KsCheckSettings *settings, const KsPath *best)
{
  g_autoptr (KsPath) told = NULL;

  settings->brief = FALSE;
  if (best->state != KS_STATE_FAIL)
    return ks_path_make_headline (best, settings->anchors, settings->time);
  told = ks_path_check_again (settings, best);
  return ks_path_make_headline (told, settings->anchors, settings->time);
}

static KsState
quick_key (KsVerifyRequest *request, KsCheckSettings *settings, char **sentence)
{
  g_auto (KsPathSearch) search = { 0 };
  const KsPath *best = NULL;
  KsStoredChain chain;

  ks_stored_chain_read (&chain, settings, request->entry);
  if (!chain.ordered) {
    g_set_str (sentence, _ ("Not trusted: the chain is in the wrong order"));
    return KS_STATE_FAIL;
  }
  settings->brief = TRUE;
  ks_path_search_run (&search, request, settings, 1, NULL);
  ks_path_search_sort (&search);
  best = g_ptr_array_index (search.paths, 0);
  *sentence = say (settings, best);
  if (best->state != KS_STATE_FAIL && !chain.closed) {
    g_set_str (sentence, _ ("Not trusted: one certificate is missing"));
    return KS_STATE_FAIL;
  }
  return best->state;
}

/* What the role of the file says, when it is worse, and that a key is public, which makes the rest moot. */
static KsState
add_role (KsCheckSettings *settings, KsState state, char **sentence)
{
  g_autofree char *text = NULL;
  KsState of_role = ks_check_role_briefly (settings, NULL, &text);

  if (text == NULL || (state == KS_STATE_FAIL && !ks_check_has_known_key (settings)))
    return state;
  if (of_role >= state) {
    g_free (*sentence);
    *sentence = g_steal_pointer (&text);
  }
  return ks_state_worst (state, of_role);
}

/**
 * ks_verify_quick:
 * @request: the entry and all that the answer depends on; with a shared pool, ten thousand of these stay cheap
 * @sentence: (out) (optional) (nullable) (transfer full): why, translated; unset when there is nothing to say
 *
 * The state for the entry list, by the same checks as ks_verify(): key entries by the first trusted path, trusted certificates by
 * themselves.
 *
 * Returns: the state
 */
KsState
ks_verify_quick (KsVerifyRequest *request, char **sentence)
{
  g_autoptr (KsSignatureCache) signatures =
    ks_signature_cache_new (request->pool != NULL ? ks_verify_pool_get_proven (request->pool) : NULL);
  g_autofree char *text = NULL;
  KsCheckSettings settings;
  KsState state = KS_STATE_NOT_APPLICABLE;

  if (ks_entry_get_leaf (request->entry) != NULL) {
    ks_check_settings_init (&settings, request, signatures);
    if (ks_entry_get_kind (request->entry) == KS_ENTRY_KEY)
      state = quick_key (request, &settings, &text);
    else
      state = quick_certificate (request, &settings, &text);
    state = add_role (&settings, state, &text);
  }
  if (sentence != NULL)
    *sentence = g_steal_pointer (&text);
  return state;
}
