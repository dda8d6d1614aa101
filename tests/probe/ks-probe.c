/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The engine without a window: a test program on fixtures, never installed. It is the only place where a password may
 * stand on a command line. */

#include <locale.h>
#include <string.h>

#include "probe.h"
#include "sanitizer.h"

static const ProbeCommand commands[] = {
  { "list", "FILE [--password P | --password-file F] [--key-password ALIAS=P]...", cmd_list },
  { "convert",
    "IN OUT --format jks|pkcs12|pem [--password P] [--out-password P] [--key-password ALIAS=P]... [--scheme S] "
    "[--iterations N] [--allow-loss]",
    cmd_convert },
  { "compare", "FILE FILE [--password P] [--other-password P] [--alias A [--other-alias A]]", cmd_compare },
  { "compatibility", "FILE [--password P] [--format F] [--scheme S] [--out-password P]", cmd_compatibility },
  { "export",
    "IN OUT --kind K [--alias A]... [--password P] [--key-password ALIAS=P]... [--out-password P] [--without-root] "
    "[--root-first]",
    cmd_export },
  { "snippet", "FILE --kind K [--alias A] [--password P] [--rename ALIAS] [--path PATH] [--own-password]",
    cmd_snippet },
  { "roundtrip", "FILE [--password P]", cmd_roundtrip },
  { "bench", "FILE [--password P] [--json]", cmd_bench },
  { "verify",
    "FILE [--password P] --alias A [--host H]... [--anchors FILE|system|none] [--at RFC3339] [--role R] [--json]",
    cmd_verify },
  { "graph", "FILE [--password P] [--servers FILE] [--at RFC3339]", cmd_graph },
  { "match", "HOST < PEM", cmd_match },
  { "asn1", "FILE...", cmd_asn1 },
  { "matrix", "FILE [--password P] --alias A [--anchors FILE|system]... [--at RFC3339]... [--role R]",
    cmd_matrix },
  { "lesson", "--list | ID|FILE [--out FILE] [--at RFC3339]", cmd_lesson },
  { "limbo", "[--now RFC3339] [--profile path|rfc5280|webpki] FILE|-", cmd_limbo },
  { "generate",
    "STORE --password P --alias A [--algorithm ID] [--template ID] [--name TEXT]... [--subject DN] [--days N] "
    "[--digest ID] [--format F] [--issuer ALIAS] [--out F]",
    cmd_generate },
  { "report",
    "FILE --alias A [--format html|md|txt] [--mask] [--host H]... [--anchors FILE|system|none] [--at RFC3339]",
    cmd_report },
  { "request",
    "STORE --password P --alias A [--name TEXT]... [--subject DN] [--template ID] [--challenge P] [--der|--spkac] "
    "--out F",
    cmd_request },
  { "reply",
    "STORE --password P --reply FILE... [--reply-password P] [--request FILE]... [--alias A] [--anchors FILE|system|none] "
    "[--at RFC3339] [--without-root] [--leaf N] [--out FILE]",
    cmd_reply },
  { "sign", "STORE --password P --alias CA --request F [--template ID] [--days N] --out F", cmd_sign },
};

static int
print_usage (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    g_printerr ("%s ks-probe %s %s\n", i == 0 ? "usage:" : "      ", commands[i].name, commands[i].usage);

  return PROBE_USAGE;
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  ks_init ();
  ks_test_make_random_generators ();

  for (gsize i = 0; argc > 1 && i < G_N_ELEMENTS (commands); i++) {
    if (strcmp (commands[i].name, argv[1]) == 0)
      return commands[i].run (argc - 1, argv + 1);
  }

  return print_usage ();
}
