/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-lint-verdict.h"

#include "ks-finding.h"
#include "ks-lint.h"
#include "ks-verify-request-private.h"

#define PUBLIC_RULES (KS_LINT_PUBLIC_TLS | KS_LINT_PUBLIC_CA)

/* Whether a check of the path says the same already. */
static gboolean
is_told (const KsPathNode *node, const KsPathLink *link, const KsLint *lint)
{
  GPtrArray *lists[] = { node->results, link->results };

  for (gsize i = 0; lint->said_by != NULL && i < G_N_ELEMENTS (lists); i++)
    for (guint k = 0; k < lists[i]->len; k++) {
      const KsResult *result = g_ptr_array_index (lists[i], k);

      if (result->state >= KS_STATE_INFO && g_str_equal (result->check->id, lint->said_by))
        return TRUE;
    }
  return FALSE;
}

/* Warnings, and advice that is not about what public authorities do: one line, “cert-public-tls”, stands for all of that. */
static gboolean
is_worth_it (const KsLint *lint, const KsResult *result)
{
  return result->state >= KS_STATE_WARNING ||
         (result->state == KS_STATE_INFO && (lint->profiles & PUBLIC_RULES) == 0);
}

static void
add_findings (KsVerdict *self, const KsPath *path, guint index)
{
  const KsPathNode *node = ks_path_get_node (path, index);

  for (guint i = 0; i < node->lints->len; i++) {
    const KsResult *result = g_ptr_array_index (node->lints, i);
    const KsLint *lint = ks_lint_find (result->check->id);

    if (is_worth_it (lint, result) && !is_told (node, ks_path_get_link (path, index), lint))
      ks_verdict_add_finding (self, path, index, result);
  }
}

/* A role that was only guessed follows from the certificates, and says nothing more. That of a truststore is about what it trusts,
 * the others are about keys. */
static KsRoleKind
get_spoken_role (const KsVerifyRequest *request)
{
  gboolean is_key = ks_entry_get_kind (request->entry) == KS_ENTRY_KEY;

  if (!request->role_is_chosen || is_key == (request->role == KS_ROLE_KIND_TRUSTSTORE))
    return KS_ROLE_KIND_GENERAL;
  return request->role;
}

/**
 * ks_verdict_add_lints:
 * @self: a verdict in the making
 * @settings: what it depends on
 *
 * Asks every lint of the certificates of the best path. What they say never makes a path untrusted; of the entry’s own certificate it is
 * among the findings, because nobody but its CA can change how an issuer’s certificate is made.
 */
void
ks_verdict_add_lints (KsVerdict *self, const KsCheckSettings *settings)
{
  KsPath *path = self->paths->len > 0 ? g_ptr_array_index (self->paths, 0) : NULL;

  for (guint i = 0; path != NULL && i < path->nodes->len; i++) {
    KsPathNode *node = ks_path_get_node (path, i);
    KsLintSubject subject = {
      .certificate = node->certificate,
      .issuer = i + 1 < path->nodes->len && !(path->missing != NULL && path->missing_after == i)
                  ? ks_path_get_node (path, i + 1)->certificate
                  : NULL,
      .is_public = ks_verdict_is_public (self),
    };

    subject.profiles = ks_lint_choose_profiles (node->certificate, i == 0, subject.is_public,
                                                settings->purpose, get_spoken_role (settings->request));
    g_clear_pointer (&node->lints, g_ptr_array_unref);
    node->lints = ks_lint_run_all (&subject);
    if (i == 0)
      add_findings (self, path, i);
  }
  ks_verdict_fold_findings (self);
  ks_verdict_sort_findings (self);
}
