/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-lint-private.h"

#include <glib/gi18n-lib.h>
#include <openssl/x509v3.h>

/* Translated words for the extended key usage. */
static char *
describe_purposes (KsCertificate *certificate)
{
  const char *const *usages = ks_certificate_get_extended_key_usage (certificate);
  g_autoptr (GString) text = g_string_new (NULL);

  if (usages == NULL || usages[0] == NULL)
    return g_strdup (_ ("no purpose"));
  for (guint i = 0; usages[i] != NULL; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", ks_purpose_get_name (usages[i]));
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static gboolean
has_purpose (const KsLintSubject *subject, const char *oid)
{
  const char *const *usages = ks_certificate_get_extended_key_usage (subject->certificate);

  return usages != NULL && g_strv_contains (usages, oid);
}

static KsLintAnswer
demand (const KsLintSubject *subject, const char *oid, KsLintValues *values)
{
  if (has_purpose (subject, oid))
    return KS_LINT_HOLDS;
  values->ours = describe_purposes (subject->certificate);
  values->theirs = g_strdup (ks_purpose_get_name (oid));
  return KS_LINT_BROKEN;
}

static KsLintAnswer
refuse (const KsLintSubject *subject, const char *oid, KsLintValues *values)
{
  if (ks_certificate_get_extended_key_usage (subject->certificate) == NULL)
    return KS_LINT_DOES_NOT_APPLY;
  if (!has_purpose (subject, oid))
    return KS_LINT_HOLDS;
  values->ours = describe_purposes (subject->certificate);
  values->theirs = g_strdup (ks_purpose_get_name (KS_OID_SERVER_AUTH));
  return KS_LINT_BROKEN;
}

static KsLintAnswer
test_server (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  return demand (subject, KS_OID_SERVER_AUTH, values);
}

static KsLintAnswer
test_any (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  return refuse (subject, KS_OID_ANY_PURPOSE, values);
}

static KsLintAnswer
test_critical (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  if (!ks_lint_has (x509, NID_ext_key_usage))
    return KS_LINT_DOES_NOT_APPLY;
  return ks_lint_answer (ks_lint_is_critical (x509, NID_ext_key_usage));
}

static KsLintAnswer
test_no_client (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  return refuse (subject, KS_OID_CLIENT_AUTH, values);
}

static KsLintAnswer
test_client (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  return demand (subject, KS_OID_CLIENT_AUTH, values);
}

static KsLintAnswer
test_code (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  return demand (subject, KS_OID_CODE_SIGNING, values);
}

const KsLint ks_lints_purpose[] = {
  {
    .check = { "tls-server-auth", KS_SCOPE_CERTIFICATE, N_ ("Marked for TLS servers"),
               N_ ("Browsers refuse a server whose certificate is not marked for servers."),
               KS_CABF ("7.1.2.7.10") },
    .profiles = KS_LINT_PUBLIC_TLS,
    .severity = KS_STATE_WARNING,
    .enforced = TRUE,
    .problem = N_ ("“%s” is not marked for TLS servers."),
    .test = test_server,
  },
  {
    .check = { "tls-any-purpose", KS_SCOPE_CERTIFICATE, N_ ("Not for any purpose"),
               N_ ("A certificate for any purpose could be used for what nobody has checked."),
               KS_CABF ("7.1.2.7.10") },
    .profiles = KS_LINT_PUBLIC_TLS,
    .severity = KS_STATE_WARNING,
    .enforced = TRUE,
    .problem = N_ ("“%s” is marked for any purpose."),
    .test = test_any,
  },
  {
    .check = { "tls-purpose-critical", KS_SCOPE_CERTIFICATE, N_ ("Extended key usage is not critical"),
               N_ ("Public authorities may not mark the extended key usage as critical."),
               KS_CABF ("7.1.2.7.6") },
    .profiles = KS_LINT_PUBLIC_TLS,
    .severity = KS_STATE_WARNING,
    .enforced = TRUE,
    .problem = N_ ("The extended key usage of “%s” is marked as critical."),
    .test = test_critical,
  },
  {
    .check = { "tls-client-auth", KS_SCOPE_CERTIFICATE, N_ ("Not for clients as well"),
               N_ (
                 "Public authorities that Chrome trusts stop issuing certificates for servers and clients at once. A server that "
                 "shows its certificate to other servers then needs a second one, from a private authority."),
               "Chrome Root Program Policy 1.8, 3.2", "https://googlechrome.github.io/chromerootprogram/",
               KS_PROFILE_WEBPKI },
    .profiles = KS_LINT_PUBLIC_TLS,
    .from = KS_DATE_2027_03_15,
    .severity = KS_STATE_WARNING,
    .problem = N_ ("“%s” is marked for TLS clients as well."),
    .test = test_no_client,
  },
  {
    .check = { "client-auth", KS_SCOPE_CERTIFICATE, N_ ("Marked for TLS clients"),
               N_ ("Servers refuse a client whose certificate is marked for something else."),
               KS_RFC5280 ("4.2.1.12") },
    .profiles = KS_LINT_CLIENT,
    .severity = KS_STATE_WARNING,
    .problem = N_ ("“%s” is not marked for TLS clients."),
    .test = test_client,
  },
  {
    .check = { "code-signing", KS_SCOPE_CERTIFICATE, N_ ("Marked for signing code"),
               N_ ("Programs that check signed code ask for this mark."), KS_RFC5280 ("4.2.1.12") },
    .profiles = KS_LINT_CODE_SIGNING,
    .severity = KS_STATE_WARNING,
    .problem = N_ ("“%s” is not marked for signing code."),
    .test = test_code,
  },
  { .check = { .id = NULL } },
};
