/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "probe-make.h"

#define MAX_REQUEST_SIZE (1024 * 1024)

static KsRequest *
read_request (const char *path, GError **error)
{
  g_autoptr (GFile) file = path != NULL ? g_file_new_for_path (path) : NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (KsRequest) request = NULL;

  if (file == NULL) {
    g_set_error_literal (error, KS_ERROR, KS_ERROR_FAILED, "--request is needed");
    return NULL;
  }
  bytes = ks_file_read (file, MAX_REQUEST_SIZE, NULL, NULL, error);
  request = bytes != NULL ? ks_request_new_from_file (bytes, error) : NULL;
  if (request == NULL || !ks_request_verify (request, error))
    return NULL;
  return g_steal_pointer (&request);
}

/* The new certificate, then the chain of the CA. */
static gboolean
write_chain (KsCertificate *certificate, KsEntry *issuer, const char *path, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *pem = ks_certificate_to_pem (certificate);

  g_string_append (text, pem);
  for (guint i = 0; i < ks_entry_get_chain_length (issuer); i++) {
    g_autofree char *next = ks_certificate_to_pem (ks_entry_get_certificate (issuer, i));

    g_string_append (text, next);
  }
  return probe_make_write (path, text->str, text->len, error);
}

static gboolean
sign (const ProbeInput *input, const ProbeMake *options, GError **error)
{
  g_autoptr (KsStore) store = probe_load (input->file, input->password, error);
  g_autoptr (KsRequest) request = store != NULL ? read_request (options->request, error) : NULL;
  g_autoptr (KsCertificateSpec) spec = request != NULL ? ks_request_to_spec (request) : NULL;
  g_autoptr (KsSecret) issuer_key = NULL;
  g_autoptr (KsCertificate) certificate = NULL;
  const KsKeyAlgorithm *algorithm = NULL;
  KsEntry *issuer = NULL;

  if (spec == NULL)
    return FALSE;
  issuer = probe_make_find (store, input, options->alias, &issuer_key, error);
  if (issuer == NULL)
    return FALSE;
  if (ks_entry_get_leaf (issuer) == NULL) {
    g_set_error_literal (error, KS_ERROR, KS_ERROR_NOT_FOUND, "The CA has no certificate");
    return FALSE;
  }
  algorithm = ks_key_algorithm_find_spki (ks_request_get_spki (request));
  if (!probe_make_fill (spec, options, algorithm, error))
    return FALSE;
  probe_make_print_problems (spec, algorithm, ks_entry_get_leaf (issuer));
  certificate = ks_certificate_spec_issue (spec, ks_request_get_spki (request), ks_entry_get_leaf (issuer),
                                           issuer_key, error);
  return certificate != NULL && write_chain (certificate, issuer, options->out, error);
}

int
cmd_sign (int argc, char **argv)
{
  g_auto (ProbeInput) input = { 0 };
  g_auto (ProbeMake) options = { 0 };
  g_autoptr (GError) error = NULL;

  if (!probe_make_parse (argc, argv, &options, &input))
    return PROBE_USAGE;
  return sign (&input, &options, &error) ? PROBE_OK : probe_report (error);
}
