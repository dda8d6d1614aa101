/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "probe-make.h"

static KsRequest *
make_request (const ProbeMake *options, KsEntry *entry, KsSecret *pkcs8, GError **error)
{
  g_autoptr (KsSecret) challenge = probe_secret (options->challenge);
  g_autoptr (KsCertificateSpec) spec = NULL;
  g_autoptr (GBytes) spki = ks_key_dup_spki (pkcs8, error);

  if (spki == NULL)
    return NULL;
  if (options->spkac)
    return ks_request_make_spkac (challenge, pkcs8, options->digest, error);

  spec = ks_entry_get_leaf (entry) != NULL
           ? ks_certificate_spec_new_from_certificate (ks_entry_get_leaf (entry))
           : ks_certificate_spec_new ();
  if (!probe_make_fill (spec, options, ks_key_algorithm_find_spki (spki), error))
    return NULL;
  return ks_request_make (spec, challenge, pkcs8, error);
}

static gboolean
request (const ProbeInput *input, const ProbeMake *options, GError **error)
{
  g_autoptr (KsStore) store = probe_load (input->file, input->password, error);
  g_autoptr (KsSecret) pkcs8 = NULL;
  g_autoptr (KsRequest) made = NULL;
  g_autofree char *text = NULL;
  KsEntry *entry = NULL;
  gsize size;
  const void *data = NULL;

  if (store == NULL)
    return FALSE;
  entry = probe_make_find (store, input, options->alias, &pkcs8, error);
  made = entry != NULL ? make_request (options, entry, pkcs8, error) : NULL;
  if (made == NULL || !ks_request_verify (made, error))
    return FALSE;

  data = g_bytes_get_data (ks_request_get_der (made), &size);
  if (options->der)
    return probe_make_write (options->out, data, size, error);
  text = ks_request_to_text (made);
  return probe_make_write (options->out, text, strlen (text), error);
}

int
cmd_request (int argc, char **argv)
{
  g_auto (ProbeInput) input = { 0 };
  g_auto (ProbeMake) options = { 0 };
  g_autoptr (GError) error = NULL;

  if (!probe_make_parse (argc, argv, &options, &input))
    return PROBE_USAGE;
  return request (&input, &options, &error) ? PROBE_OK : probe_report (error);
}
