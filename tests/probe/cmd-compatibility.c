/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdio.h>

#include "probe.h"

/* A program on each line: its name, the state, and the sentences, separated by tabs. */
static void
print_answers (const KsCompatibilityFacts *facts)
{
  g_autoptr (GPtrArray) list = ks_compatibility_list (facts);

  for (guint i = 0; i < list->len; i++) {
    const KsCompatibility *answer = list->pdata[i];

    printf ("%s\t%s\t", answer->id, ks_compatibility_state_get_nick (answer->state));
    for (guint r = 0; r < answer->reasons->len; r++)
      printf ("%s%s", r > 0 ? " " : "", g_array_index (answer->reasons, KsCompatibilityReason, r).sentence);
    printf ("\n");
  }
}

int
cmd_compatibility (int argc, char **argv)
{
  g_autofree char *format = NULL, *scheme = NULL, *out_password = NULL;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, NULL, NULL },
    { "scheme", 0, 0, G_OPTION_ARG_STRING, &scheme, NULL, NULL },
    { "out-password", 0, 0, G_OPTION_ARG_FILENAME, &out_password, NULL, NULL },
    { NULL },
  };
  g_auto (ProbeInput) input = { 0 };
  g_autoptr (KsStore) store = NULL;
  g_autoptr (GError) error = NULL;
  KsCompatibilityFacts facts;

  if (!probe_parse (argc, argv, entries, 1, &input))
    return PROBE_USAGE;
  store = probe_load (input.file, input.password, &error);
  if (store == NULL)
    return probe_report (error);

  if (format != NULL && ks_format_find (format) != NULL) {
    g_autoptr (KsKeyring) keyring = probe_make_keyring (&input);
    g_autoptr (KsSecret) password = probe_secret (out_password);
    KsConversion conversion = {
      .target = ks_format_find (format),
      .password = password != NULL ? password : input.password,
      .scheme = scheme,
    };

    ks_compatibility_survey_conversion (&facts, store, &conversion, keyring);
  } else {
    ks_compatibility_survey (&facts, store);
  }
  print_answers (&facts);

  return PROBE_OK;
}
