/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-name-constraints.h"

#include "ks-check-private.h"
#include "ks-host-name-private.h"
#include "ks-init.h"
#include "ks-name-subtree.h"
#include "ks-pool-private.h"

#include <glib/gi18n-lib.h>
#include <openssl/x509v3.h>

/* Comparisons of one certificate with one CA; OpenSSL stops there, too. */
#define MAX_COMPARISONS (1 << 20)

#define OID_EMAIL_ADDRESS "1.2.840.113549.1.9.1"

static KsSubtreeName *
base_from_openssl (GENERAL_NAME *name)
{
  g_autofree guint8 *der = NULL;
  guint8 *end = NULL;
  KsDer element = { 0 };
  g_autoptr (KsGeneralName) parsed = NULL;
  int size = i2d_GENERAL_NAME (name, NULL);

  if (size <= 0)
    return NULL;
  der = g_malloc (size);
  end = der;
  i2d_GENERAL_NAME (name, &end);
  if (!ks_der_parse (der, size, &element))
    return NULL;
  parsed = ks_general_name_new (&element);
  return ks_subtree_name_new (parsed->type, parsed->text, parsed->raw);
}

static GPtrArray *
read_subtrees (const STACK_OF (GENERAL_SUBTREE) * subtrees, gboolean *malformed)
{
  GPtrArray *bases = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_subtree_name_free);

  if (subtrees != NULL && sk_GENERAL_SUBTREE_num (subtrees) == 0)
    *malformed = TRUE;
  for (int i = 0; subtrees != NULL && i < sk_GENERAL_SUBTREE_num (subtrees); i++) {
    const GENERAL_SUBTREE *subtree = sk_GENERAL_SUBTREE_value (subtrees, i);
    KsSubtreeName *base = base_from_openssl (subtree->base);

    if (base != NULL)
      g_ptr_array_add (bases, base);
    else
      *malformed = TRUE;
    if ((subtree->minimum != NULL && ASN1_INTEGER_get (subtree->minimum) != 0) || subtree->maximum != NULL)
      *malformed = TRUE;
  }
  return bases;
}

/**
 * ks_name_constraints_new:
 * @certificate: a CA's certificate
 *
 * Returns: (transfer full) (nullable): its name constraints; %NULL when it sets none
 */
KsNameConstraints *
ks_name_constraints_new (KsCertificate *certificate)
{
  X509 *x509 = ks_certificate_get_x509 (certificate);
  KsNameConstraints *self = NULL;
  NAME_CONSTRAINTS *parsed = NULL;
  int critical = -1;

  if (x509 == NULL)
    return NULL;
  parsed = X509_get_ext_d2i (x509, NID_name_constraints, &critical, NULL);
  ks_clear_openssl_errors ();
  if (parsed == NULL && critical == -1)
    return NULL;

  self = g_new0 (KsNameConstraints, 1);
  self->malformed = parsed == NULL || (parsed->permittedSubtrees == NULL && parsed->excludedSubtrees == NULL);
  self->permitted = read_subtrees (parsed != NULL ? parsed->permittedSubtrees : NULL, &self->malformed);
  self->excluded = read_subtrees (parsed != NULL ? parsed->excludedSubtrees : NULL, &self->malformed);
  NAME_CONSTRAINTS_free (parsed);
  return self;
}

/**
 * ks_name_constraints_free:
 * @self: (transfer full): name constraints
 *
 * Frees them.
 */
void
ks_name_constraints_free (KsNameConstraints *self)
{
  g_ptr_array_unref (self->permitted);
  g_ptr_array_unref (self->excluded);
  g_free (self);
}

/* All names that RFC 5280 holds a certificate to: alternative names, the subject unless it is empty, and e-mail addresses in
 * the subject when there are no alternative ones. */
static GPtrArray *
collect_names (KsCertificate *certificate)
{
  GPtrArray *names = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_subtree_name_free);
  KsName *subject = ks_certificate_get_subject (certificate);
  guint n_names = ks_certificate_get_n_alt_names (certificate);
  guint n = ks_name_get_n_attributes (subject);
  gboolean has_email = FALSE;

  for (guint i = 0; i < n_names; i++) {
    const KsGeneralName *name = ks_certificate_get_alt_name (certificate, i);

    has_email |= name->type == KS_GENERAL_NAME_EMAIL;
    g_ptr_array_add (names, ks_subtree_name_new (name->type, name->text, name->raw));
  }
  if (n > 0)
    g_ptr_array_add (names, ks_subtree_name_new (KS_GENERAL_NAME_DIRECTORY, ks_name_get_text (subject),
                                                 ks_name_get_der (subject)));
  for (guint i = 0; i < n && !has_email; i++) {
    const KsNameAttribute *attribute = ks_name_get_attribute (subject, i);

    if (g_str_equal (attribute->oid, OID_EMAIL_ADDRESS))
      g_ptr_array_add (names, ks_subtree_name_new (KS_GENERAL_NAME_EMAIL, attribute->value, NULL));
  }
  return names;
}

static gboolean
is_within_any (const KsSubtreeName *name,
               GPtrArray *bases,
               gboolean excluding,
               gboolean *has_type,
               const KsSubtreeName **which)
{
  *has_type = FALSE;
  for (guint i = 0; i < bases->len; i++) {
    const KsSubtreeName *base = g_ptr_array_index (bases, i);

    if (base->type != name->type)
      continue;
    *has_type = TRUE;
    if (ks_subtree_contains (base, name, excluding)) {
      *which = base;
      return TRUE;
    }
  }
  return FALSE;
}

static gboolean
are_too_many (const KsNameConstraints *self, guint n_names)
{
  return (guint64) n_names * (self->permitted->len + self->excluded->len) > MAX_COMPARISONS;
}

/**
 * ks_name_constraints_get_too_many:
 *
 * Returns: (transfer none): the value of a result that was given up because there were too many names, translated
 */
const char *
ks_name_constraints_get_too_many (void)
{
  return _ ("Too many to compare");
}

/**
 * ks_name_constraints_allow:
 * @self: a CA's name constraints
 * @certificate: a certificate below that CA
 * @name: (out) (transfer full): the first name that is outside
 * @base: (out) (transfer full) (nullable): the excluded subtree it is in; %NULL when it is in none of the permitted;
 *   ks_name_constraints_get_too_many() when nothing was compared, and @name is how many there are
 *
 * RFC 5280 section 6.1.3 (b) and (c): a name has to be in one of the permitted subtrees of its type, if there are any, and in no
 * excluded one. More names than can be compared in a moment are not allowed.
 *
 * Returns: whether all names of @certificate are allowed
 */
gboolean
ks_name_constraints_allow (const KsNameConstraints *self, KsCertificate *certificate, char **name, char **base)
{
  g_autoptr (GPtrArray) names = collect_names (certificate);

  if (are_too_many (self, names->len)) {
    *name = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u name", "%u names", names->len), names->len);
    *base = g_strdup (ks_name_constraints_get_too_many ());
    return FALSE;
  }
  for (guint i = 0; i < names->len; i++) {
    const KsSubtreeName *candidate = g_ptr_array_index (names, i);
    const KsSubtreeName *which = NULL;
    gboolean has_type = FALSE, inside = FALSE;

    if (is_within_any (candidate, self->excluded, TRUE, &has_type, &which)) {
      *name = g_strdup (candidate->text);
      *base = g_strdup (which->text);
      return FALSE;
    }
    inside = is_within_any (candidate, self->permitted, FALSE, &has_type, &which);
    if (has_type && !inside) {
      *name = g_strdup (candidate->text);
      *base = NULL;
      return FALSE;
    }
  }
  return TRUE;
}

static void
append_bases (GString *text, const char *format, GPtrArray *bases)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < bases->len; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "",
                            ((const KsSubtreeName *) g_ptr_array_index (bases, i))->text);
  if (bases->len == 0)
    return;
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, format);
  g_string_append (text, list->str);
}

/**
 * ks_name_constraints_to_text:
 * @self: name constraints
 *
 * Returns: (transfer full): both lists in one line, for people
 */
char *
ks_name_constraints_to_text (const KsNameConstraints *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  /* Translators: a list of names follows */
  append_bases (text, _ ("Permitted: "), self->permitted);
  /* Translators: a list of names follows */
  append_bases (text, _ ("Excluded: "), self->excluded);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static char *
explain (const KsLinkContext *context, KsCertificate *below, const char *name, const char *base)
{
  const char *title = ks_certificate_get_title (context->issuer);

  if (g_strcmp0 (base, ks_name_constraints_get_too_many ()) == 0)
    /* Translators: a certificate, then “10001 names”, then the certificate of its CA */
    return g_strdup_printf (
      _ ("“%s” has %s, which are too many to compare with the names that “%s” may issue for."),
      ks_certificate_get_title (below), name, title);
  if (base != NULL)
    return g_strdup_printf (_ ("“%s” in “%s” is among the names that “%s” may not issue for: %s."), name,
                            ks_certificate_get_title (below), title, base);
  return g_strdup_printf (_ ("“%s” in “%s” is outside the names that “%s” may issue for."), name,
                          ks_certificate_get_title (below), title);
}

/**
 * ks_check_name_constraints:
 * @context: a link
 *
 * The issuer's name constraints against every certificate below it, except self-issued ones that are not the last (RFC 5280 section
 * 6.1.4 (g) and 6.1.3).
 *
 * Returns: (transfer full): a result
 */
KsResult *
ks_check_name_constraints (const KsLinkContext *context)
{
  g_autoptr (KsNameConstraints) constraints = NULL;
  g_autofree char *ours = NULL;
  g_autofree char *theirs = NULL;
  guint n = ks_certificate_get_n_alt_names (context->child);

  ours = KS_SAY (context->settings, g_dngettext (GETTEXT_PACKAGE, "%u name", "%u names", n), n);
  if (!ks_check_is_exempt (context->settings, context->issuer, KS_ANCHOR_RULES_CONSTRAINTS))
    constraints = ks_name_constraints_new (context->issuer);
  if (constraints == NULL)
    return ks_result_new ("name-constraints", KS_STATE_NOT_APPLICABLE, ours, _ ("None set"),
                          KS_SAY (context->settings, _ ("“%s” may issue for all names."),
                                  ks_certificate_get_title (context->issuer)));
  theirs = KS_WORDS (context->settings, ks_name_constraints_to_text (constraints));
  for (guint i = context->first; i <= context->index; i++) {
    KsCertificate *below = ks_path_get_node (context->path, i)->certificate;
    g_autofree char *name = NULL;
    g_autofree char *base = NULL;

    if (i > 0 && ks_certificate_is_self_issued (below))
      continue;
    if (!ks_name_constraints_allow (constraints, below, &name, &base))
      return ks_result_new ("name-constraints", KS_STATE_FAIL, name,
                            g_strcmp0 (base, ks_name_constraints_get_too_many ()) == 0 ? base : theirs,
                            KS_WORDS (context->settings, explain (context, below, name, base)));
  }
  if (constraints->malformed)
    return ks_result_new ("name-constraints", KS_STATE_WARNING, ours, theirs,
                          KS_SAY (context->settings, _ ("The name constraints of “%s” are malformed."),
                                  ks_certificate_get_title (context->issuer)));
  return ks_result_new ("name-constraints", KS_STATE_PASS, ours, theirs,
                        KS_SAY (context->settings,
                                _ ("All names are within what the issuer may issue for.")));
}
