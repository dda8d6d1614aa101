/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-lint-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static char *
describe_usage (KsKeyUsage usage)
{
  g_auto (GStrv) names = ks_key_usage_list_names (usage);

  return names[0] != NULL ? g_strjoinv (", ", names) : g_strdup (_ ("no usage"));
}

/* Whether the key usage has a bit that it needs, or must do without. */
static KsLintAnswer
compare (const KsLintSubject *subject, KsKeyUsage bit, gboolean wanted, KsLintValues *values)
{
  g_autofree char *name = describe_usage (bit);
  KsKeyUsage usage = 0;

  if (!ks_certificate_get_key_usage (subject->certificate, &usage))
    return KS_LINT_DOES_NOT_APPLY;
  values->ours = describe_usage (usage);
  values->theirs = wanted ? g_strdup (name)
                          /* Translators: a key usage such as “Key agreement” */
                          : g_strdup_printf (_ ("not %s"), name);
  return ks_lint_answer (((usage & bit) != 0) != wanted);
}

static gboolean
has_key (const KsLintSubject *subject, const char *algorithm)
{
  return g_str_equal (ks_certificate_get_key_algorithm (subject->certificate), algorithm);
}

static KsLintAnswer
test_rsa_signature (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  if (!has_key (subject, "RSA"))
    return KS_LINT_DOES_NOT_APPLY;
  return compare (subject, KS_KEY_USAGE_DIGITAL_SIGNATURE, TRUE, values);
}

static KsLintAnswer
test_ec_signature (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  if (!has_key (subject, "EC"))
    return KS_LINT_DOES_NOT_APPLY;
  return compare (subject, KS_KEY_USAGE_DIGITAL_SIGNATURE, TRUE, values);
}

static KsLintAnswer
test_ec_agreement (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  if (!has_key (subject, "EC"))
    return KS_LINT_DOES_NOT_APPLY;
  return compare (subject, KS_KEY_USAGE_KEY_AGREEMENT, FALSE, values);
}

static KsLintAnswer
test_no_data (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  if (!has_key (subject, "RSA"))
    return KS_LINT_DOES_NOT_APPLY;
  return compare (subject, KS_KEY_USAGE_DATA_ENCIPHERMENT, FALSE, values);
}

static KsLintAnswer
test_data (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  return compare (subject, KS_KEY_USAGE_DATA_ENCIPHERMENT, TRUE, values);
}

const KsLint ks_lints_usage[] = {
  {
    .check = { "tls-usage-rsa", KS_SCOPE_CERTIFICATE, N_ ("RSA key may sign"),
               N_ ("TLS 1.3 and all modern cipher suites of TLS 1.2 have the server sign."),
               KS_CABF ("7.1.2.7.11") },
    .profiles = KS_LINT_PUBLIC_TLS,
    .severity = KS_STATE_WARNING,
    .problem = N_ ("The RSA key of “%s” is not meant for signatures."),
    .test = test_rsa_signature,
  },
  {
    .check = { "tls-usage-ec", KS_SCOPE_CERTIFICATE, N_ ("EC key may sign"),
               N_ ("TLS uses the EC key of a server for signatures."), KS_CABF ("7.1.2.7.11") },
    .profiles = KS_LINT_PUBLIC_TLS,
    .severity = KS_STATE_WARNING,
    .problem = N_ ("The EC key of “%s” is not meant for signatures."),
    .test = test_ec_signature,
  },
  {
    .check = { "tls-usage-agreement", KS_SCOPE_CERTIFICATE, N_ ("EC key does not agree on keys"),
               N_ ("TLS makes a new key for that in each connection. The usage is not recommended."),
               KS_CABF ("7.1.2.7.11") },
    .profiles = KS_LINT_PUBLIC_TLS,
    .severity = KS_STATE_INFO,
    .problem = N_ ("The EC key of “%s” is meant for key agreement, which is not recommended."),
    .test = test_ec_agreement,
  },
  {
    .check = { "tls-usage-data", KS_SCOPE_CERTIFICATE, N_ ("RSA key does not encipher data"),
               N_ ("TLS never does that with the key of a server. The usage is not recommended."),
               KS_CABF ("7.1.2.7.11") },
    .profiles = KS_LINT_PUBLIC_TLS,
    .severity = KS_STATE_INFO,
    .problem = N_ ("The RSA key of “%s” is meant for enciphering data, which is not recommended."),
    .test = test_no_data,
  },
  {
    .check = { "data-usage", KS_SCOPE_CERTIFICATE, N_ ("Key may encipher data"),
               N_ ("Programs that encrypt what they store look for this usage, and refuse a key without it."),
               KS_RFC5280 ("4.2.1.3") },
    .profiles = KS_LINT_DATA_ENCIPHERMENT,
    .severity = KS_STATE_WARNING,
    .problem = N_ ("The key of “%s” is not meant for enciphering data."),
    .test = test_data,
  },
  { .check = { .id = NULL } },
};
