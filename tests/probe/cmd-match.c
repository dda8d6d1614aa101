/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdio.h>

#include "ks-pem.h"
#include "probe.h"

#define MAX_INPUT_SIZE (1024 * 1024)

/* The first certificate of standard input. */
static KsCertificate *
read_certificate (GError **error)
{
  g_autofree char *buffer = g_malloc (MAX_INPUT_SIZE);
  gsize size = fread (buffer, 1, MAX_INPUT_SIZE, stdin);
  g_autoptr (GBytes) text = g_bytes_new_take (g_steal_pointer (&buffer), size);
  g_autoptr (GPtrArray) blocks = ks_pem_parse (text, NULL, error);

  if (blocks == NULL)
    return NULL;
  for (guint i = 0; i < blocks->len; i++) {
    const KsPemBlock *block = blocks->pdata[i];

    if (g_str_equal (block->label, "CERTIFICATE"))
      return ks_certificate_new (block->body);
  }
  g_set_error (error, KS_ERROR, KS_ERROR_NOT_FOUND, "no certificate on standard input");
  return NULL;
}

int
cmd_match (int argc, char **argv)
{
  g_autoptr (KsCertificate) certificate = NULL;
  g_autoptr (KsHostName) host = NULL;
  g_autoptr (KsHostMatch) match = NULL;
  g_autoptr (GError) error = NULL;

  if (argc != 2) {
    g_printerr ("one host name is needed\n");
    return PROBE_USAGE;
  }
  certificate = read_certificate (&error);
  if (certificate == NULL)
    return probe_report (error);

  host = ks_host_name_new (argv[1]);
  match = ks_host_match_new (host, certificate);
  printf ("%s · %s\n", match->rule, match->reference);

  return match->matches ? PROBE_OK : PROBE_NO;
}
