/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-sent-chain.h"

#include <glib/gi18n-lib.h>

#include "ks-headline.h"
#include "ks-key-verdict.h"
#include "ks-path-builder.h"
#include "ks-pool-private.h"
#include "ks-verify-request-private.h"

/* Whether a client has every certificate of @path: it was sent, or is an anchor. */
static gboolean
is_at_hand (const KsPath *path, KsAnchorSet *anchors)
{
  for (guint i = 0; i < path->nodes->len; i++) {
    const KsPathNode *node = ks_path_get_node (path, i);

    if (node->stored_index < 0 && (anchors == NULL || !ks_anchor_set_contains (anchors, node->certificate)))
      return FALSE;
  }
  return TRUE;
}

/* What the search finds that is given nothing else. Its signatures have a memory of their own, because that looks for issuers in
 * the request of its search. */
static KsPath *
search (const KsCheckSettings *settings)
{
  KsVerifyRequest request = *settings->request;
  g_autoptr (KsSignatureCache) signatures =
    ks_signature_cache_new (request.pool != NULL ? ks_verify_pool_get_proven (request.pool) : NULL);
  g_auto (KsPathSearch) found = { 0 };
  KsCheckSettings alone = *settings;

  request.own = NULL;
  request.pool = NULL;
  alone.request = &request;
  alone.signatures = signatures;
  ks_path_search_run (&found, &request, &alone, 0, NULL);
  ks_path_search_sort (&found);
  ks_path_search_judge_keys (&found);
  return ks_path_ref (g_ptr_array_index (found.paths, 0));
}

static KsPath *
make_sent (KsVerdict *verdict, const KsCheckSettings *settings)
{
  const KsPath *best = ks_verdict_get_path (verdict, 0);
  KsPath *path = NULL;

  /* What holds with more to choose from holds with less, if nothing of it is taken away. */
  if (best->state != KS_STATE_FAIL && is_at_hand (best, settings->anchors))
    return ks_path_ref (g_ptr_array_index (verdict->paths, 0));
  path = search (settings);
  path->sentence = ks_path_make_headline (path, settings->anchors, settings->time);
  return path;
}

static gboolean
is_same (const KsPath *one, const KsPath *other)
{
  if (one->nodes->len != other->nodes->len)
    return FALSE;
  for (guint i = 0; i < one->nodes->len; i++)
    if (!ks_certificate_equal (ks_path_get_node (one, i)->certificate,
                               ks_path_get_node (other, i)->certificate))
      return FALSE;
  return TRUE;
}

static char *
say_difference (const KsPath *sent, const KsPath *found)
{
  const char *missing = sent->missing != NULL ? ks_name_get_title (sent->missing->name) : "";

  if (is_same (sent, found) && sent->state == found->state)
    return NULL;
  if (found->state == KS_STATE_FAIL)
    return g_strdup (_ ("What is missing was found elsewhere, but even so nobody trusts the chain."));
  if (sent->state != KS_STATE_FAIL)
    return g_strdup (_ ("Clients that get only what is sent trust it, too, by another path."));
  if (*missing != '\0')
    /* Translators: %s is a certificate that the server leaves out */
    return g_strdup_printf (
      _ ("Works in Firefox, fails in Java and curl: they do not get “%s”, and do not look for it."), missing);
  return g_strdup (
    _ ("Works in Firefox, fails in Java and curl: with only what is sent they find no path that holds."));
}

/**
 * ks_verdict_judge_sent:
 * @verdict: a verdict in the making, whose paths are found
 * @settings: what it depends on
 *
 * The path that a client can build which completes nothing (Java, curl): from the certificates that a server with this entry sends, in
 * whatever order (RFC 8446 section 4.4.2), and from its own anchors.
 */
void
ks_verdict_judge_sent (KsVerdict *verdict, const KsCheckSettings *settings)
{
  verdict->sent = make_sent (verdict, settings);
  verdict->sent_difference = say_difference (verdict->sent, ks_verdict_get_path (verdict, 0));
}
