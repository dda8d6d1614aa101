/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "probe-make.h"

gboolean
probe_make_parse (int argc, char **argv, ProbeMake *options, ProbeInput *input)
{
  const GOptionEntry entries[] = {
    { "alias", 0, 0, G_OPTION_ARG_FILENAME, &options->alias, NULL, NULL },
    { "algorithm", 0, 0, G_OPTION_ARG_STRING, &options->algorithm, NULL, NULL },
    { "template", 0, 0, G_OPTION_ARG_STRING, &options->usage, NULL, NULL },
    { "name", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->names, NULL, NULL },
    { "subject", 0, 0, G_OPTION_ARG_FILENAME, &options->subject, NULL, NULL },
    { "days", 0, 0, G_OPTION_ARG_INT, &options->days, NULL, NULL },
    { "digest", 0, 0, G_OPTION_ARG_STRING, &options->digest, NULL, NULL },
    { "format", 0, 0, G_OPTION_ARG_STRING, &options->format, NULL, NULL },
    { "issuer", 0, 0, G_OPTION_ARG_FILENAME, &options->issuer, NULL, NULL },
    { "request", 0, 0, G_OPTION_ARG_FILENAME, &options->request, NULL, NULL },
    { "challenge", 0, 0, G_OPTION_ARG_FILENAME, &options->challenge, NULL, NULL },
    { "out", 0, 0, G_OPTION_ARG_FILENAME, &options->out, NULL, NULL },
    { "der", 0, 0, G_OPTION_ARG_NONE, &options->der, NULL, NULL },
    { "spkac", 0, 0, G_OPTION_ARG_NONE, &options->spkac, NULL, NULL },
    { NULL },
  };

  return probe_parse (argc, argv, entries, 1, input);
}

void
probe_make_clear (ProbeMake *options)
{
  g_free (options->alias);
  g_free (options->algorithm);
  g_free (options->usage);
  g_strfreev (options->names);
  g_free (options->subject);
  g_free (options->digest);
  g_free (options->format);
  g_free (options->issuer);
  g_free (options->request);
  g_free (options->challenge);
  g_free (options->out);
}

static KsKeyring *
make_keyring (const ProbeInput *input)
{
  KsKeyring *keyring = ks_keyring_new (input->password);

  for (gsize i = 0; input->key_passwords != NULL && input->key_passwords[i] != NULL; i++) {
    g_auto (GStrv) pair = g_strsplit (input->key_passwords[i], "=", 2);
    g_autoptr (KsSecret) password = probe_secret (pair[1] != NULL ? pair[1] : "");

    ks_keyring_add (keyring, pair[0], password);
  }

  return keyring;
}

KsEntry *
probe_make_find (KsStore *store, const ProbeInput *input, const char *alias, KsSecret **pkcs8, GError **error)
{
  KsEntry *entry = alias != NULL ? ks_store_find (store, alias) : NULL;
  g_autoptr (KsKeyring) keyring = make_keyring (input);

  if (entry == NULL || ks_entry_get_kind (entry) != KS_ENTRY_KEY) {
    g_set_error (error, KS_ERROR, KS_ERROR_NOT_FOUND, "There is no key with the alias %s",
                 alias != NULL ? alias : "(none)");
    return NULL;
  }
  *pkcs8 = ks_keyring_unlock (keyring, entry, NULL, error);
  return *pkcs8 != NULL ? entry : NULL;
}

static gboolean
set_subject (KsCertificateSpec *spec, const ProbeMake *options, GError **error)
{
  g_autofree char *common_name = ks_certificate_spec_dup_suggested_common_name (spec);
  KsName *subject = NULL;

  if (options->subject != NULL)
    subject = ks_name_new_from_text (options->subject, error);
  else if (ks_name_get_n_attributes (spec->subject) == 0 && common_name != NULL)
    subject = ks_name_with_common_name (spec->subject, common_name, error);
  else
    return TRUE;
  if (subject == NULL)
    return FALSE;

  ks_name_unref (spec->subject);
  spec->subject = subject;
  return TRUE;
}

gboolean
probe_make_fill (KsCertificateSpec *spec,
                 const ProbeMake *options,
                 const KsKeyAlgorithm *algorithm,
                 GError **error)
{
  const KsUsageTemplate *usage = options->usage != NULL ? ks_usage_template_find (options->usage) : NULL;

  if (options->usage != NULL && usage == NULL) {
    g_set_error (error, KS_ERROR, KS_ERROR_NOT_FOUND, "There is no template %s", options->usage);
    return FALSE;
  }
  if (usage != NULL)
    ks_certificate_spec_use_template (spec, usage, algorithm);
  ks_certificate_spec_set_validity (spec, g_get_real_time () / G_USEC_PER_SEC,
                                    options->days > 0 ? (guint) options->days
                                                      : (usage != NULL ? usage->default_days : 365));
  g_set_str (&spec->digest, options->digest);
  if (options->names != NULL)
    g_ptr_array_set_size (spec->names, 0);
  for (gsize i = 0; options->names != NULL && options->names[i] != NULL; i++) {
    g_autoptr (GPtrArray) names = ks_general_name_parse_list (options->names[i]);

    g_ptr_array_extend_and_steal (spec->names, g_steal_pointer (&names));
  }
  return set_subject (spec, options, error);
}

void
probe_make_print_problems (const KsCertificateSpec *spec,
                           const KsKeyAlgorithm *algorithm,
                           KsCertificate *issuer)
{
  g_autoptr (GPtrArray) problems = ks_certificate_spec_list_problems (spec, algorithm, issuer);

  for (guint i = 0; i < problems->len; i++) {
    const KsSpecProblem *problem = g_ptr_array_index (problems, i);

    if (!problem->blocks)
      g_printerr ("note: %s\n", problem->sentence);
  }
}

gboolean
probe_make_write (const char *path, const void *data, gsize size, GError **error)
{
  if (path == NULL) {
    g_set_error_literal (error, KS_ERROR, KS_ERROR_FAILED, "--out is needed");
    return FALSE;
  }
  return g_file_set_contents (path, data, (gssize) size, error);
}
