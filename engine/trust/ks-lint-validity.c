/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-lint-private.h"
#include "ks-time.h"
#include "ks-validity-limit.h"

#include <glib/gi18n-lib.h>

/* Apple's limit for servers below anchors that the user has added. */
#define PRIVATE_LIMIT 825

/* Both ends belong to the period, and a part of a day is a day. */
static gint64
count_days (KsCertificate *certificate)
{
  gint64 seconds;

  /* What is no time is the first moment that there is. */
  if (__builtin_sub_overflow (ks_certificate_get_not_after (certificate),
                              ks_certificate_get_not_before (certificate), &seconds) ||
      seconds > G_MAXINT64 - KS_DAY)
    return 0;

  return (seconds + KS_DAY) / KS_DAY;
}

static KsLintAnswer
compare (KsCertificate *certificate, int limit, KsLintValues *values)
{
  gint64 days = count_days (certificate);

  values->ours =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d day", "%d days", (gulong) MAX (days, 0)), (int) days);
  values->theirs =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "at most %d day", "at most %d days", limit), limit);
  return ks_lint_answer (days > limit);
}

static KsLintAnswer
test_validity (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  const KsValidityLimit *limit =
    ks_validity_limit_find (ks_certificate_get_not_before (subject->certificate));

  return limit != NULL ? compare (subject->certificate, limit->at_most, values) : KS_LINT_DOES_NOT_APPLY;
}

static KsLintAnswer
test_validity_advice (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  const KsValidityLimit *limit =
    ks_validity_limit_find (ks_certificate_get_not_before (subject->certificate));

  /* Beyond the limit itself the other lint speaks. */
  if (limit == NULL || limit->should == 0 || count_days (subject->certificate) > limit->at_most)
    return KS_LINT_DOES_NOT_APPLY;
  return compare (subject->certificate, limit->should, values);
}

static KsLintAnswer
test_private_validity (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  return compare (subject->certificate, PRIVATE_LIMIT, values);
}

const KsLint ks_lints_validity[] = {
  {
    .check = { "tls-validity", KS_SCOPE_CERTIFICATE, N_ ("Public limit of validity"),
               N_ ("The longer a certificate is valid, the longer a stolen key is of use. Public authorities have to "
                   "issue for shorter and shorter times."),
               KS_CABF ("6.3.2 (SC-081)") },
    .profiles = KS_LINT_PUBLIC_TLS,
    .from = KS_DATE_2018_03_01,
    .severity = KS_STATE_WARNING,
    .problem = N_ ("“%s” is valid for longer than a public authority may make it."),
    .test = test_validity,
  },
  {
    .check = { "tls-validity-advice", KS_SCOPE_CERTIFICATE,
               N_ ("Public limit of validity, with a day to spare"),
               N_ ("Both ends belong to the period, so that one second more makes another day. Authorities should stay a day "
                   "below the limit."),
               KS_CABF ("6.3.2 (SC-081)") },
    .profiles = KS_LINT_PUBLIC_TLS,
    .from = KS_DATE_2020_09_01,
    .severity = KS_STATE_INFO,
    .problem = N_ ("“%s” uses the longest validity to the last day."),
    .test = test_validity_advice,
  },
  {
    .check = { "private-validity", KS_SCOPE_CERTIFICATE, N_ ("Limit of validity on Apple’s systems"),
               N_ ("iOS and macOS refuse servers with longer certificates, below authorities that the user has added "
                   "as well."),
               "Apple, HT210176", "https://support.apple.com/en-us/103769", KS_PROFILE_WEBPKI },
    .profiles = KS_LINT_PRIVATE_TLS,
    .from = KS_DATE_2019_07_01,
    .severity = KS_STATE_INFO,
    .problem = N_ ("“%s” is valid for longer than Apple’s systems accept."),
    .test = test_private_validity,
  },
  { .check = { .id = NULL } },
};
