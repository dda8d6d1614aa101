/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "probe-make.h"

/* The file as it is, or a new one where there is none. */
static KsStore *
open_or_make (const ProbeInput *input, const ProbeMake *options, GError **error)
{
  const KsFormat *format = ks_format_find (options->format != NULL ? options->format : "pkcs12");
  KsStore *store = NULL;

  if (g_file_test (input->file, G_FILE_TEST_EXISTS))
    return probe_load (input->file, input->password, error);
  if (format == NULL) {
    g_set_error (error, KS_ERROR, KS_ERROR_NOT_FOUND, "There is no format %s", options->format);
    return NULL;
  }
  store = ks_store_new (format);
  ks_store_set_loaded_password (store, input->password);
  return store;
}

/* Self-signed, or signed by --issuer, whose chain then follows. */
static GPtrArray *
make_chain (KsStore *store,
            const ProbeInput *input,
            const ProbeMake *options,
            const KsCertificateSpec *spec,
            KsSecret *pkcs8,
            GError **error)
{
  g_autoptr (GPtrArray) chain = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GBytes) spki = ks_key_dup_spki (pkcs8, error);
  g_autoptr (KsSecret) issuer_key = NULL;
  KsEntry *issuer = NULL;
  KsCertificate *certificate = NULL;

  if (spki == NULL)
    return NULL;
  if (options->issuer != NULL) {
    issuer = probe_make_find (store, input, options->issuer, &issuer_key, error);
    if (issuer == NULL)
      return NULL;
  }
  certificate = ks_certificate_spec_issue (spec, spki, issuer != NULL ? ks_entry_get_leaf (issuer) : NULL,
                                           issuer != NULL ? issuer_key : pkcs8, error);
  if (certificate == NULL)
    return NULL;
  g_ptr_array_add (chain, certificate);
  for (guint i = 0; issuer != NULL && i < ks_entry_get_chain_length (issuer); i++)
    g_ptr_array_add (chain, g_object_ref (ks_entry_get_certificate (issuer, i)));
  return g_steal_pointer (&chain);
}

static gboolean
add_entry (KsStore *store,
           const ProbeInput *input,
           const char *alias,
           KsSecret *pkcs8,
           GPtrArray *chain,
           GError **error)
{
  gint64 now_ms = g_get_real_time () / 1000;
  g_autoptr (KsKey) key = ks_key_new_plain (KS_KEY_PRIVATE, pkcs8, NULL);
  g_autoptr (KsEntry) entry = ks_entry_new (KS_ENTRY_KEY, alias, now_ms, key, chain);
  g_autoptr (KsKeyring) keyring = ks_keyring_new (input->password);
  g_autoptr (KsEntry) converted = ks_convert_entry (entry, store, keyring, input->password, now_ms, error);
  g_autoptr (KsEdit) edit = NULL;

  if (converted == NULL)
    return FALSE;
  edit = ks_edit_new_insert ("Key pair generated", converted);
  return ks_store_apply (store, edit, error);
}

static gboolean
save (KsStore *store, const ProbeInput *input, const char *path, GError **error)
{
  KsWriteOptions options = { .password = input->password, .now_ms = g_get_real_time () / 1000 };
  g_autoptr (GBytes) bytes = ks_store_serialize (store, &options, NULL, error);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  return bytes != NULL && ks_file_save (file, bytes, KS_SAVE_DEFAULT, NULL, NULL, NULL, error);
}

static gboolean
generate (const ProbeInput *input, const ProbeMake *options, GError **error)
{
  const KsKeyAlgorithm *algorithm =
    ks_key_algorithm_find (options->algorithm != NULL ? options->algorithm : "rsa-3072");
  g_autoptr (KsCertificateSpec) spec = ks_certificate_spec_new ();
  g_autoptr (KsStore) store = open_or_make (input, options, error);
  g_autoptr (KsSecret) pkcs8 = NULL;
  g_autoptr (GPtrArray) chain = NULL;
  const char *reason = NULL;

  if (store == NULL || !probe_make_fill (spec, options, algorithm, error))
    return FALSE;
  if (algorithm == NULL) {
    g_set_error (error, KS_ERROR, KS_ERROR_NOT_FOUND, "There is no algorithm %s", options->algorithm);
    return FALSE;
  }
  reason = ks_key_algorithm_explain_format (algorithm, ks_store_get_format (store));
  if (reason != NULL) {
    g_set_error_literal (error, KS_ERROR, KS_ERROR_UNSUPPORTED, reason);
    return FALSE;
  }
  probe_make_print_problems (spec, algorithm, NULL);
  pkcs8 = ks_key_generate (algorithm, NULL, error);
  chain = pkcs8 != NULL ? make_chain (store, input, options, spec, pkcs8, error) : NULL;
  return chain != NULL &&
         add_entry (store, input, options->alias != NULL ? options->alias : "key", pkcs8, chain, error) &&
         save (store, input, options->out != NULL ? options->out : input->file, error);
}

int
cmd_generate (int argc, char **argv)
{
  g_auto (ProbeInput) input = { 0 };
  g_auto (ProbeMake) options = { 0 };
  g_autoptr (GError) error = NULL;

  if (!probe_make_parse (argc, argv, &options, &input))
    return PROBE_USAGE;
  return generate (&input, &options, &error) ? PROBE_OK : probe_report (error);
}
