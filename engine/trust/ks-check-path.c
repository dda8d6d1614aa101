/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-check-role.h"
#include "ks-verify-request-private.h"

/* The role of the file says what its key pairs are used for, unless they are not for that: then the role's own check tells. */
static KsPurpose
find_purpose (KsVerifyRequest *request, KsCertificate *leaf)
{
  KsPurpose of_role = ks_role_kind_get_purpose (request->role);

  if (request->purpose == KS_PURPOSE_AUTO && of_role != KS_PURPOSE_AUTO &&
      ks_entry_get_kind (request->entry) == KS_ENTRY_KEY && ks_purpose_is_allowed (of_role, leaf))
    return of_role;
  return ks_purpose_resolve (request->purpose, leaf);
}

/**
 * ks_check_settings_init:
 * @settings: (out caller-allocates): what all checks of a verdict may look at
 * @request: borrowed, as all that it holds
 * @signatures: borrowed
 *
 * Fills @settings from a request.
 */
void
ks_check_settings_init (KsCheckSettings *settings, KsVerifyRequest *request, KsSignatureCache *signatures)
{
  KsCertificate *leaf = ks_entry_get_leaf (request->entry);

  settings->time = request->time;
  settings->anchors = request->anchors;
  settings->signatures = signatures;
  settings->request = request;
  settings->brief = FALSE;
  settings->purpose = leaf != NULL ? find_purpose (request, leaf) : KS_PURPOSE_ANY;
}

/**
 * ks_check_is_exempt:
 * @settings: what the verdict depends on
 * @certificate: a certificate
 * @rule: one of the rules for anchors
 *
 * Returns: whether @certificate is an anchor, and the rules that were asked for leave @rule out
 */
gboolean
ks_check_is_exempt (const KsCheckSettings *settings, KsCertificate *certificate, KsAnchorRules rule)
{
  return (settings->request->anchor_rules & rule) == 0 && settings->anchors != NULL &&
         ks_anchor_set_contains (settings->anchors, certificate);
}

static void
add_states (const GPtrArray *results, KsState *state)
{
  for (guint i = 0; i < results->len; i++) {
    const KsResult *result = g_ptr_array_index (results, i);

    if (result->state >= KS_STATE_WARNING)
      *state = ks_state_worst (*state, result->state);
  }
}

static KsState
sum_up (const KsCheckSettings *settings, const KsPath *path)
{
  KsState state = KS_STATE_PASS;

  if (path->missing != NULL)
    return KS_STATE_FAIL;
  for (guint i = 0; i < path->nodes->len; i++) {
    add_states (ks_path_get_node (path, i)->results, &state);
    add_states (ks_path_get_link (path, i)->results, &state);
  }
  if (state != KS_STATE_FAIL && settings->anchors == NULL)
    return KS_STATE_NOT_CHECKED;
  return state;
}

/**
 * ks_check_path:
 * @settings: what the verdict depends on
 * @path: a path whose certificates are in place
 *
 * Runs all checks of all certificates, links and the end, never stopping at a failure, and sets the path's state. What stands above a
 * gap is checked by itself.
 */
void
ks_check_path (const KsCheckSettings *settings, KsPath *path)
{
  guint n = path->nodes->len;
  guint first = 0;

  for (guint i = 0; i < n; i++)
    ks_check_certificate (settings, path, i);
  for (guint i = 0; i + 1 < n; i++) {
    if (path->missing != NULL && i == path->missing_after) {
      ks_path_get_link (path, i)->state = KS_LINK_MISSING;
      first = i + 1;
    } else {
      ks_check_link (settings, path, first, i);
    }
  }
  if (path->missing != NULL && path->missing_after == n - 1)
    ks_path_get_link (path, n - 1)->state = KS_LINK_MISSING;
  else
    ks_check_anchor (settings, path);

  path->state = sum_up (settings, path);
  if (path->reaches_anchor && path->missing == NULL && path->state != KS_STATE_FAIL) {
    ks_check_openssl (settings, path);
    path->state = sum_up (settings, path);
  }
}

/**
 * ks_path_check_again:
 * @settings: what the verdict depends on
 * @path: a path that was checked briefly
 *
 * Returns: (transfer full): a path of the same certificates, checked with these settings
 */
KsPath *
ks_path_check_again (const KsCheckSettings *settings, const KsPath *path)
{
  KsPath *copy = ks_path_new ();

  for (guint i = 0; i < path->nodes->len; i++) {
    const KsPathNode *node = ks_path_get_node (path, i);

    ks_path_add_node (copy, node->certificate, node->provenance, node->provenance_detail, node->stored_index);
  }
  if (path->missing != NULL)
    copy->missing = ks_missing_issuer_new (ks_path_get_node (path, path->missing_after)->certificate);
  copy->missing_after = path->missing_after;
  copy->reaches_anchor = path->reaches_anchor;
  ks_check_path (settings, copy);
  return copy;
}
