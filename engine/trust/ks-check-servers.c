/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-check-role.h"
#include "ks-verify-request-private.h"

#include <glib/gi18n-lib.h>

/* A truststore is asked about a few servers; a file with thousands of key pairs is none of them. */
#define ASK_AT_MOST 32

static KsResult *
does_not_apply (char *sentence)
{
  return ks_result_new ("role-accepts", KS_STATE_NOT_APPLICABLE, NULL, NULL, sentence);
}

/* What a server sends is its own chain and nothing else; the truststore has to do the rest. */
static KsResult *
ask (KsVerifyRequest *request, const KsServer *server)
{
  g_autoptr (KsVerifyRequest) question = ks_verify_request_new (server->entry, request->time);
  const char *title = ks_certificate_get_title (ks_entry_get_leaf (server->entry));
  const char *truststore = ks_anchor_set_get_name (request->truststore);
  g_autofree char *reason = NULL;

  ks_verify_request_set_anchors (question, request->truststore);
  ks_verify_request_set_purpose (question, KS_PURPOSE_TLS_SERVER);
  if (ks_verify_quick (question, &reason) != KS_STATE_FAIL)
    return ks_result_new ("role-accepts", KS_STATE_PASS, title, truststore,
                          /* Translators: a certificate, then a file */
                          g_strdup_printf (_ ("“%s” of %s is accepted."), title, server->file));
  return ks_result_new ("role-accepts", KS_STATE_WARNING, reason, truststore,
                        /* Translators: a certificate, its file, and the name of a truststore */
                        g_strdup_printf (_ ("“%s” of %s is not accepted by clients that have %s."), title,
                                         server->file, truststore));
}

/**
 * ks_verdict_judge_servers:
 * @verdict: a verdict in the making
 * @settings: what it depends on
 *
 * Whether the truststore accepts the certificate of each open TLS keystore. That is said with each of its certificates, and speaks against none of
 * them.
 */
void
ks_verdict_judge_servers (KsVerdict *verdict, const KsCheckSettings *settings)
{
  KsVerifyRequest *request = settings->request;
  guint asked = 0;

  if (ks_entry_get_kind (verdict->entry) == KS_ENTRY_KEY) {
    g_ptr_array_add (verdict->entry_results,
                     does_not_apply (g_strdup (_ ("This is about trusted certificates."))));
    return;
  }
  for (guint i = 0; request->truststore != NULL && i < request->servers->len && asked < ASK_AT_MOST; i++) {
    const KsServer *server = g_ptr_array_index (request->servers, i);
    KsCertificate *leaf = ks_entry_get_leaf (server->entry);

    if (leaf == NULL || !ks_certificate_is_readable (leaf))
      continue;
    g_ptr_array_add (verdict->entry_results, ask (request, server));
    asked++;
  }
  if (asked == 0)
    g_ptr_array_add (verdict->entry_results,
                     does_not_apply (g_strdup (_ ("No keystore of a TLS server is open."))));
}
