/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>

#include "ks-der.h"
#include "ks-error.h"
#include "ks-make-private.h"
#include "ks-name-input.h"
#include "ks-time.h"

#define SERVER_AUTH "1.3.6.1.5.5.7.3.1"

/* 1950-01-01 and 9999-12-31: the times that a certificate can say (RFC 5280 section 4.1.2.5). */
#define FIRST_TIME G_GINT64_CONSTANT (-631152000)
#define LAST_TIME G_GINT64_CONSTANT (253402300799)

/* What is being judged. */
typedef struct {
  const KsCertificateSpec *spec;
  const KsKeyAlgorithm *algorithm; /* or NULL */
  KsCertificate *issuer;           /* or NULL */
  GPtrArray *problems;
} Judgement;

/* @sentence: (transfer full) */
static void
add (Judgement *self, KsSpecField field, gboolean blocks, char *sentence)
{
  KsSpecProblem *problem = g_new0 (KsSpecProblem, 1);

  problem->field = field;
  problem->blocks = blocks;
  problem->sentence = sentence;
  g_ptr_array_add (self->problems, problem);
}

static void
say (Judgement *self, KsSpecField field, gboolean blocks, const char *sentence)
{
  add (self, field, blocks, g_strdup (sentence));
}

static gboolean
is_nameless (const KsCertificateSpec *spec)
{
  return ks_name_get_n_attributes (spec->subject) == 0;
}

static gboolean
is_server (const KsCertificateSpec *spec)
{
  return g_strv_contains ((const char *const *) spec->purposes, SERVER_AUTH);
}

static gboolean
has_name (const KsCertificateSpec *spec, const char *text)
{
  for (guint i = 0; i < spec->names->len; i++) {
    const KsGeneralName *name = g_ptr_array_index (spec->names, i);

    if (g_ascii_strcasecmp (name->text, text) == 0 || g_strcmp0 (name->unicode, text) == 0)
      return TRUE;
  }

  return FALSE;
}

static void
judge_subject (Judgement *self)
{
  const char *common_name = ks_name_get_common_name (self->spec->subject);

  if (is_nameless (self->spec) && self->spec->is_ca)
    say (self, KS_SPEC_FIELD_SUBJECT, TRUE,
         _ ("A CA needs a subject: it is what the certificates that it signs name as their issuer."));
  else if (is_nameless (self->spec) && self->spec->names->len == 0)
    say (self, KS_SPEC_FIELD_SUBJECT, TRUE, _ ("A certificate needs a subject, or at least one name."));
  if (common_name != NULL && is_server (self->spec) && self->spec->names->len > 0 &&
      !has_name (self->spec, common_name))
    add (
      self, KS_SPEC_FIELD_SUBJECT, FALSE,
      g_strdup_printf (_ ("The common name “%s” is not among the names, and clients look at the names only."),
                       common_name));
}

static gboolean
names_a_host (const KsCertificateSpec *spec)
{
  for (guint i = 0; i < spec->names->len; i++) {
    const KsGeneralName *name = g_ptr_array_index (spec->names, i);

    if (name->type == KS_GENERAL_NAME_DNS || name->type == KS_GENERAL_NAME_IP)
      return TRUE;
  }

  return FALSE;
}

static void
judge_names (Judgement *self)
{
  for (guint i = 0; i < self->spec->names->len; i++) {
    const KsGeneralName *name = g_ptr_array_index (self->spec->names, i);

    if (name->problem != NULL)
      /* Translators: a name, then a sentence that says what is wrong with it */
      add (self, KS_SPEC_FIELD_NAMES, !ks_general_name_is_usable (name),
           g_strdup_printf (_ ("“%s”: %s"), name->text, name->problem));
  }
  if (is_server (self->spec) && !names_a_host (self->spec))
    say (
      self, KS_SPEC_FIELD_NAMES, FALSE,
      _ ("Without a host name or IP address among its names, no client accepts the certificate of a server."));
}

static void
judge_key (Judgement *self)
{
  KsKeyUsage usage = self->spec->key_usage;
  KsKeyUsage missing = 0;
  g_auto (GStrv) names = NULL;
  g_autofree char *list = NULL;

  if (self->algorithm == NULL)
    return;
  missing = usage & ~ks_key_family_filter_usage (self->algorithm->family, usage);
  if (missing == 0)
    return;
  names = ks_key_usage_list_names (missing);
  list = g_strjoinv (", ", names);
  /* Translators: a kind of key such as “EC P-256”, then one or more key usages such as “Data encipherment” */
  add (self, KS_SPEC_FIELD_USAGE, TRUE,
       g_strdup_printf (_ ("A key of type %s cannot be used for: %s."), self->algorithm->name, list));
}

static void
judge_usage (Judgement *self)
{
  const KsCertificateSpec *spec = self->spec;
  gboolean signs = (spec->key_usage & KS_KEY_USAGE_KEY_CERT_SIGN) != 0;

  judge_key (self);
  if (signs && !spec->is_ca)
    say (self, KS_SPEC_FIELD_USAGE, TRUE, _ ("Only a CA may sign certificates."));
  if (spec->is_ca && !signs && spec->key_usage != 0)
    say (self, KS_SPEC_FIELD_USAGE, TRUE, _ ("A CA needs the key usage of signing certificates."));
  if (spec->is_ca && spec->path_length > G_MAXUINT8)
    say (self, KS_SPEC_FIELD_USAGE, TRUE, _ ("The path length is at most 255."));
  for (gsize i = 0; spec->purposes[i] != NULL; i++) {
    if (!ks_der_is_oid (spec->purposes[i]))
      add (self, KS_SPEC_FIELD_USAGE, TRUE,
           g_strdup_printf (_ ("“%s” is no object identifier."), spec->purposes[i]));
  }
}

static void
compare_validity (Judgement *self)
{
  gint64 start = ks_certificate_get_not_before (self->issuer);
  gint64 end = ks_certificate_get_not_after (self->issuer);

  if (self->spec->not_after > end) {
    g_autofree char *date = ks_time_format_date (end);

    add (self, KS_SPEC_FIELD_VALIDITY, FALSE,
         g_strdup_printf (_ ("The CA’s own certificate ends on %s, and clients refuse this one from then on."),
                          date));
  }
  if (self->spec->not_before < start) {
    g_autofree char *date = ks_time_format_date (start);

    add (self, KS_SPEC_FIELD_VALIDITY, FALSE,
         g_strdup_printf (_ ("The CA’s own certificate starts on %s, and clients refuse this one before."),
                          date));
  }
}

static void
judge_validity (Judgement *self)
{
  const KsCertificateSpec *spec = self->spec;

  /* A request says nothing of it. */
  if (spec->not_before == 0 && spec->not_after == 0)
    return;
  if (spec->not_after < spec->not_before)
    say (self, KS_SPEC_FIELD_VALIDITY, TRUE, _ ("The certificate ends before it starts."));
  else if (spec->not_before < FIRST_TIME || spec->not_after > LAST_TIME)
    say (self, KS_SPEC_FIELD_VALIDITY, TRUE, _ ("A certificate is valid between the years 1950 and 9999."));
  else if (self->issuer != NULL)
    compare_validity (self);
}

static gboolean
is_der (GBytes *value)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (value, &size);
  KsDer element;

  return ks_der_parse (data, size, &element) && element.full_size == size;
}

static gboolean
has_before (GPtrArray *extensions, guint index)
{
  const KsExtension *extension = g_ptr_array_index (extensions, index);

  for (guint i = 0; i < index; i++) {
    const KsExtension *other = g_ptr_array_index (extensions, i);

    if (g_str_equal (extension->oid, other->oid))
      return TRUE;
  }

  return FALSE;
}

static void
judge_extensions (Judgement *self)
{
  GPtrArray *extensions = self->spec->extensions;

  for (guint i = 0; i < extensions->len; i++) {
    const KsExtension *extension = g_ptr_array_index (extensions, i);
    const char *problem = NULL;

    if (!ks_der_is_oid (extension->oid))
      problem = _ ("“%s” is no object identifier.");
    else if (ks_certificate_spec_owns_extension (extension->oid))
      problem = _ ("The extension %s is made from the other fields, and cannot be given here too.");
    else if (has_before (extensions, i))
      problem = _ ("The extension %s is there twice.");
    else if (!is_der (extension->value))
      problem = _ ("The value of the extension %s is no DER.");
    if (problem != NULL) {
      /* The sentences above have one %s each. */
      g_autoptr (GString) sentence = g_string_new (problem);

      g_string_replace (sentence, "%s", extension->oid, 1);
      add (self, KS_SPEC_FIELD_EXTENSIONS, TRUE, g_string_free_and_steal (g_steal_pointer (&sentence)));
    }
  }
}

static void
judge_issuer (Judgement *self)
{
  KsKeyUsage usage = 0;
  int path_length = 0;

  if (self->issuer == NULL)
    return;
  path_length = ks_certificate_get_path_length (self->issuer);
  if (!ks_certificate_is_ca (self->issuer))
    say (self, KS_SPEC_FIELD_ISSUER, TRUE,
         _ ("The issuer’s certificate is not that of a CA: nobody accepts what it signs."));
  else if (ks_certificate_get_key_usage (self->issuer, &usage) && (usage & KS_KEY_USAGE_KEY_CERT_SIGN) == 0)
    say (self, KS_SPEC_FIELD_ISSUER, TRUE, _ ("The CA’s key is not meant for signing certificates."));
  else if (self->spec->is_ca && path_length == 0)
    say (self, KS_SPEC_FIELD_ISSUER, TRUE, _ ("The CA may sign no other CA: its path length is 0."));
  else if (self->spec->is_ca && path_length > 0 &&
           (self->spec->path_length < 0 || self->spec->path_length >= path_length))
    say (self, KS_SPEC_FIELD_USAGE, FALSE,
         _ ("The CA above limits the path length more than this one does. The smaller limit counts."));
}

static int
compare_problems (gconstpointer a, gconstpointer b)
{
  const KsSpecProblem *left = *(KsSpecProblem *const *) a, *right = *(KsSpecProblem *const *) b;

  return right->blocks - left->blocks;
}

/**
 * ks_certificate_spec_list_problems:
 * @self: a specification
 * @algorithm: (nullable): of the key that it is for
 * @issuer: (nullable): the certificate of the CA that shall sign it
 *
 * Returns: (transfer full) (element-type KsSpecProblem): what stands in the way first, then advice; empty when all is well
 */
GPtrArray *
ks_certificate_spec_list_problems (const KsCertificateSpec *self,
                                   const KsKeyAlgorithm *algorithm,
                                   KsCertificate *issuer)
{
  Judgement judgement = { self, algorithm, issuer, NULL };

  g_return_val_if_fail (self != NULL, NULL);

  judgement.problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_spec_problem_free);
  judge_names (&judgement);
  judge_subject (&judgement);
  judge_usage (&judgement);
  judge_validity (&judgement);
  judge_extensions (&judgement);
  judge_issuer (&judgement);
  /* GLib's sort is stable. */
  g_ptr_array_sort (judgement.problems, compare_problems);
  return judgement.problems;
}

/**
 * ks_spec_problem_free:
 * @problem: (transfer full): a problem
 *
 * Frees it.
 */
void
ks_spec_problem_free (KsSpecProblem *problem)
{
  g_return_if_fail (problem != NULL);

  g_free (problem->sentence);
  g_free (problem);
}

/**
 * ks_certificate_spec_check:
 * @self: a specification
 * @algorithm: (nullable): of the key that it is for
 * @issuer: (nullable): the certificate of the CA that shall sign it
 * @error: return location for %KS_ERROR_MALFORMED
 *
 * Returns: %TRUE when nothing stands in the way
 */
gboolean
ks_certificate_spec_check (const KsCertificateSpec *self,
                           const KsKeyAlgorithm *algorithm,
                           KsCertificate *issuer,
                           GError **error)
{
  g_autoptr (GPtrArray) problems = ks_certificate_spec_list_problems (self, algorithm, issuer);
  const KsSpecProblem *first = problems->len > 0 ? g_ptr_array_index (problems, 0) : NULL;

  if (first == NULL || !first->blocks)
    return TRUE;
  g_set_error_literal (error, KS_ERROR, KS_ERROR_MALFORMED, first->sentence);
  return FALSE;
}
