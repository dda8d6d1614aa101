/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-check-private.h"
#include "ks-lint.h"

#include <glib/gi18n-lib.h>

/**
 * ks_check_public_tls:
 * @context: a certificate of a path
 *
 * What browsers demand of certificates from public authorities: the first of those lints that is broken. A private authority is free
 * to differ, so that all of this is information.
 *
 * Returns: (transfer full): a result
 */
KsResult *
ks_check_public_tls (const KsCertificateContext *context)
{
  KsLintSubject subject = {
    .certificate = context->certificate,
    .profiles = context->is_leaf ? KS_LINT_PUBLIC_TLS : KS_LINT_PUBLIC_CA,
  };
  char *objection = NULL;

  /* It is never more than information, which no mark shows. */
  if (context->settings->brief)
    return ks_result_new ("cert-public-tls", KS_STATE_NOT_CHECKED, NULL, NULL, NULL);
  if (context->settings->purpose != KS_PURPOSE_TLS_SERVER)
    return ks_result_new ("cert-public-tls", KS_STATE_NOT_APPLICABLE, NULL, NULL,
                          g_strdup (_ ("This is not the path of a TLS server.")));
  objection = ks_lint_find_objection (&subject);
  if (objection != NULL)
    return ks_result_new ("cert-public-tls", KS_STATE_INFO, NULL, NULL, objection);
  return ks_result_new ("cert-public-tls", KS_STATE_PASS, NULL, NULL,
                        g_strdup (_ ("Nothing that browsers would object to.")));
}
