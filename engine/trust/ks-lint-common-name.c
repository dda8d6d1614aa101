/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-lint-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *
find_common_name (KsCertificate *certificate, guint *at)
{
  KsName *subject = ks_certificate_get_subject (certificate);
  guint n = ks_name_get_n_attributes (subject);

  for (; *at < n; (*at)++) {
    const KsNameAttribute *attribute = ks_name_get_attribute (subject, *at);

    if (g_str_equal (attribute->oid, KS_OID_COMMON_NAME))
      return attribute->value;
  }
  return NULL;
}

/* Whether a text is meant as an address, even if it is a badly written one. */
static gboolean
looks_like_address (const char *text)
{
  return strchr (text, ':') != NULL || strspn (text, "0123456789.") == strlen (text);
}

/* A copy of one of the names, character for character, addresses in their usual form. A certificate that has patterns or names of
 * another kind only has nothing that the common name could be a copy of: %NULL then, and for a copy. */
static const char *
find_other (KsCertificate *certificate, const char *common_name)
{
  KsGeneralNameType kind = looks_like_address (common_name) ? KS_GENERAL_NAME_IP : KS_GENERAL_NAME_DNS;
  guint n = ks_certificate_get_n_alt_names (certificate);
  const char *other = NULL;

  for (guint i = 0; i < n; i++) {
    const KsGeneralName *name = ks_certificate_get_alt_name (certificate, i);

    if (g_str_equal (name->text, common_name))
      return NULL;
    if (other == NULL && name->type == kind && strchr (name->text, '*') == NULL)
      other = name->text;
  }
  return other;
}

static KsLintAnswer
test_copy (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  KsLintAnswer answer = KS_LINT_DOES_NOT_APPLY;
  const char *name = NULL;

  for (guint at = 0; (name = find_common_name (subject->certificate, &at)) != NULL; at++) {
    const char *other = find_other (subject->certificate, name);

    if (other != NULL)
      return ks_lint_break (values, name, other);
    answer = KS_LINT_HOLDS;
  }
  return answer;
}

static KsLintAnswer
test_absent (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  guint at = 0;
  const char *name = find_common_name (subject->certificate, &at);

  return name != NULL ? ks_lint_break (values, name, _ ("no common name")) : KS_LINT_HOLDS;
}

const KsLint ks_lints_common_name[] = {
  {
    .check = { "tls-cn-copy", KS_SCOPE_CERTIFICATE, N_ ("Common name is a copy of an alternative name"),
               N_ (
                 "Old programs look at the common name. It has to promise nothing that the alternative names do not."),
               KS_CABF ("7.1.4.3") },
    .profiles = KS_LINT_PUBLIC_TLS,
    .severity = KS_STATE_WARNING,
    .enforced = TRUE,
    .problem = N_ ("The common name of “%s” is not one of its alternative names."),
    .test = test_copy,
  },
  {
    .check = { "tls-cn", KS_SCOPE_CERTIFICATE, N_ ("No common name"),
               N_ ("Nothing that is in use reads the common name of a server. It is not recommended any more."),
               KS_CABF ("7.1.2.7.2") },
    .profiles = KS_LINT_PUBLIC_TLS,
    .severity = KS_STATE_INFO,
    .problem = N_ ("“%s” has a common name, which is not recommended."),
    .test = test_absent,
  },
  { .check = { .id = NULL } },
};
