/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-check-private.h"
#include "ks-lint-private.h"
#include "ks-time.h"

#include <glib/gi18n-lib.h>
#include <openssl/x509v3.h>

static const KsLint *const tables[] = {
  ks_lints_encoding, ks_lints_key,   ks_lints_validity,   ks_lints_names,     ks_lints_common_name,
  ks_lints_purpose,  ks_lints_usage, ks_lints_extensions, ks_lints_authority,
};

static gpointer
make_list (gpointer unused)
{
  GPtrArray *list = g_ptr_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const KsLint *lint = tables[i]; lint->check.id != NULL; lint++)
      g_ptr_array_add (list, (gpointer) lint);
  g_ptr_array_add (list, NULL);
  return g_ptr_array_free (list, FALSE);
}

/**
 * ks_lint_list:
 *
 * Returns: (transfer none): all lints in the order in which they are shown, NULL-terminated
 */
const KsLint *const *
ks_lint_list (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, make_list, NULL);
}

/**
 * ks_lint_find:
 * @id: a stable id such as "tls-validity"
 *
 * Returns: (transfer none) (nullable): the row
 */
const KsLint *
ks_lint_find (const char *id)
{
  for (const KsLint *const *list = ks_lint_list (); *list != NULL; list++)
    if (g_str_equal ((*list)->check.id, id))
      return *list;
  return NULL;
}

/**
 * ks_lint_has:
 * @x509: a certificate
 * @nid: of an extension
 *
 * Returns: whether the extension stands in it
 */
gboolean
ks_lint_has (X509 *x509, int nid)
{
  return X509_get_ext_by_NID (x509, nid, -1) >= 0;
}

/**
 * ks_lint_is_critical:
 * @x509: a certificate
 * @nid: of an extension
 *
 * Returns: whether the extension stands in it and is marked as critical
 */
gboolean
ks_lint_is_critical (X509 *x509, int nid)
{
  int at = X509_get_ext_by_NID (x509, nid, -1);

  return at >= 0 && X509_EXTENSION_get_critical (X509_get_ext (x509, at));
}

/**
 * ks_lint_break:
 * @values: (out): what was compared
 * @ours: (nullable): the certificate's value
 * @theirs: (nullable): the rule's
 *
 * Returns: that the rule is broken
 */
KsLintAnswer
ks_lint_break (KsLintValues *values, const char *ours, const char *theirs)
{
  g_set_str (&values->ours, ours);
  g_set_str (&values->theirs, theirs);
  return KS_LINT_BROKEN;
}

static gboolean
serves_tls (KsCertificate *certificate, KsPurpose purpose)
{
  const char *const *usages = ks_certificate_get_extended_key_usage (certificate);

  return purpose == KS_PURPOSE_TLS_SERVER || (usages != NULL && g_strv_contains (usages, KS_OID_SERVER_AUTH));
}

/* What a person says that the file is for. 0 where the role does not speak: a truststore of its named peers, and who signs of what. */
static guint
profiles_of_role (KsRoleKind role, KsCertificate *certificate, gboolean is_public)
{
  static const guint profiles[KS_N_ROLE_KINDS] = {
    [KS_ROLE_KIND_TLS_SERVER] = KS_LINT_PUBLIC_TLS | KS_LINT_PRIVATE_TLS,
    [KS_ROLE_KIND_TLS_CLIENT] = KS_LINT_CLIENT,
    [KS_ROLE_KIND_INTERNAL_ENCRYPTION] = KS_LINT_DATA_ENCIPHERMENT,
    [KS_ROLE_KIND_SIGNING] = KS_LINT_EVERY,
  };
  const char *const *usages = ks_certificate_get_extended_key_usage (certificate);

  if (role == KS_ROLE_KIND_TRUSTSTORE)
    return ks_certificate_is_ca (certificate) ? KS_LINT_CA : 0;
  /* There are signatures on more than code. */
  if (role == KS_ROLE_KIND_SIGNING && usages != NULL && g_strv_contains (usages, KS_OID_CODE_SIGNING))
    return KS_LINT_CODE_SIGNING;
  return profiles[role] & ~(guint) (is_public ? KS_LINT_PRIVATE_TLS : 0);
}

/**
 * ks_lint_choose_profiles:
 * @certificate: a certificate
 * @is_leaf: whether it stands at the start of its path
 * @is_public: whether the path ends in an anchor of the system
 * @purpose: what it is asked for
 * @role: what a person said that the file is for; %KS_ROLE_KIND_GENERAL when nobody did, or it is not about this certificate
 *
 * The role says what the entry's own certificate is for, where it speaks; otherwise the certificate's own purposes and place do.
 *
 * Returns: of #KsLintProfile
 */
guint
ks_lint_choose_profiles (KsCertificate *certificate,
                         gboolean is_leaf,
                         gboolean is_public,
                         KsPurpose purpose,
                         KsRoleKind role)
{
  const char *const *usages = ks_certificate_get_extended_key_usage (certificate);
  guint profiles = KS_LINT_EVERY;
  guint of_role = is_leaf ? profiles_of_role (role, certificate, is_public) : 0;
  KsKeyUsage usage = 0;

  if (of_role != 0)
    return profiles | of_role;
  if (!is_leaf || ks_certificate_is_ca (certificate))
    return profiles | KS_LINT_CA | (purpose == KS_PURPOSE_TLS_SERVER ? KS_LINT_PUBLIC_CA : 0);
  if (serves_tls (certificate, purpose))
    profiles |= KS_LINT_PUBLIC_TLS | (is_public ? 0 : KS_LINT_PRIVATE_TLS);
  if (purpose == KS_PURPOSE_TLS_CLIENT || (usages != NULL && g_strv_contains (usages, KS_OID_CLIENT_AUTH)))
    profiles |= KS_LINT_CLIENT;
  if (usages != NULL && g_strv_contains (usages, KS_OID_CODE_SIGNING))
    profiles |= KS_LINT_CODE_SIGNING;
  if (ks_certificate_get_key_usage (certificate, &usage) && (usage & KS_KEY_USAGE_DATA_ENCIPHERMENT) != 0 &&
      (profiles & KS_LINT_PUBLIC_TLS) == 0)
    profiles |= KS_LINT_DATA_ENCIPHERMENT;
  return profiles;
}

static char *
describe_breach (const KsLint *lint, const KsLintSubject *subject, const KsLintValues *values)
{
  g_autofree char *sentence =
    ks_check_fill (g_dgettext (GETTEXT_PACKAGE, lint->problem), subject->certificate);

  if (values->ours != NULL && values->theirs != NULL)
    /* Translators: a sentence that ends with a full stop, then the certificate's value and the one that the rule asks for */
    return g_strdup_printf (_ ("%s It has: %s. The rule: %s."), sentence, values->ours, values->theirs);
  return g_steal_pointer (&sentence);
}

static void
clear_values (KsLintValues *values)
{
  g_free (values->ours);
  g_free (values->theirs);
}

static char *
describe_dates (const KsLint *lint)
{
  g_autofree char *date = ks_time_format_date (lint->from != 0 ? lint->from : lint->until);

  if (lint->from != 0)
    return g_strdup_printf (_ ("This holds for certificates from %s on."), date);
  return g_strdup_printf (_ ("This holds for certificates from before %s."), date);
}

static gboolean
is_in_effect (const KsLint *lint, const KsLintSubject *subject)
{
  gint64 start = ks_certificate_get_not_before (subject->certificate);

  return (lint->from == 0 || start >= lint->from) && (lint->until == 0 || start < lint->until);
}

/* Nobody but public authorities is bound by their rules. */
static KsState
breach_state (const KsLint *lint, const KsLintSubject *subject)
{
  gboolean binds =
    subject->is_public || (lint->profiles & ~(guint) (KS_LINT_PUBLIC_TLS | KS_LINT_PUBLIC_CA)) != 0;

  return binds ? lint->severity : MIN (lint->severity, KS_STATE_INFO);
}

static KsResult *
not_applicable (const KsLint *lint, char *sentence)
{
  return ks_result_new_for (&lint->check, KS_STATE_NOT_APPLICABLE, NULL, NULL, sentence);
}

/**
 * ks_lint_run:
 * @lint: a row
 * @subject: a certificate
 *
 * Returns: (transfer full): what came out; it does not apply to other profiles, and to certificates from before it held
 */
KsResult *
ks_lint_run (const KsLint *lint, const KsLintSubject *subject)
{
  X509 *x509 = ks_certificate_get_x509 (subject->certificate);
  KsLintValues values = { 0 };
  KsLintAnswer answer = KS_LINT_DOES_NOT_APPLY;
  KsResult *result = NULL;

  if (x509 == NULL || (lint->profiles & subject->profiles) == 0)
    return not_applicable (lint, g_strdup (_ ("The certificate is not made for this.")));
  if (!is_in_effect (lint, subject))
    return not_applicable (lint, describe_dates (lint));
  answer = lint->test (subject, x509, &values);
  if (answer == KS_LINT_BROKEN)
    result = ks_result_new_for (&lint->check, breach_state (lint, subject), values.ours, values.theirs,
                                describe_breach (lint, subject, &values));
  else if (answer == KS_LINT_HOLDS)
    result = ks_result_new_for (&lint->check, KS_STATE_PASS, values.ours, values.theirs,
                                g_strdup (_ ("The certificate keeps to this rule.")));
  else
    result = not_applicable (lint, g_strdup (_ ("The certificate has nothing that this rule is about.")));
  clear_values (&values);
  return result;
}

/**
 * ks_lint_run_all:
 * @subject: a certificate
 *
 * Returns: (transfer full) (element-type KsResult): what came out of each lint of its profiles
 */
GPtrArray *
ks_lint_run_all (const KsLintSubject *subject)
{
  GPtrArray *results = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_result_free);

  for (const KsLint *const *list = ks_lint_list (); *list != NULL; list++)
    if (((*list)->profiles & subject->profiles) != 0)
      g_ptr_array_add (results, ks_lint_run (*list, subject));
  return results;
}

/**
 * ks_lint_find_objection:
 * @subject: a certificate
 *
 * What clients would object to, of the rules that they look at themselves.
 *
 * Returns: (transfer full) (nullable): the first breach, as a sentence
 */
char *
ks_lint_find_objection (const KsLintSubject *subject)
{
  X509 *x509 = ks_certificate_get_x509 (subject->certificate);
  const KsLint *const *list = ks_lint_list ();

  for (; x509 != NULL && *list != NULL; list++) {
    KsLintValues values = { 0 };
    char *sentence = NULL;

    if (!(*list)->enforced || ((*list)->profiles & subject->profiles) == 0 || !is_in_effect (*list, subject))
      continue;
    if ((*list)->test (subject, x509, &values) == KS_LINT_BROKEN)
      sentence = describe_breach (*list, subject, &values);
    clear_values (&values);
    if (sentence != NULL)
      return sentence;
  }
  return NULL;
}
