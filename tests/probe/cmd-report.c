/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdio.h>

#include "ks-report.h"
#include "probe.h"

typedef struct {
  char *alias;
  char **hosts;
  char *anchors;
  char *at;
  char *format;
  gboolean mask;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->alias);
  g_strfreev (options->hosts);
  g_free (options->anchors);
  g_free (options->at);
  g_free (options->format);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static KsVerdict *
verify (const ProbeInput *input, const Options *options, KsEntry *entry, GPtrArray *entries, GError **error)
{
  g_autoptr (KsVerifyPool) pool = ks_verify_pool_new ();
  g_autoptr (KsAnchorSet) anchors = NULL;
  g_autoptr (KsVerifyRequest) request = NULL;
  gint64 time = 0;

  if (!probe_read_time (options->at, &time, error) ||
      !probe_read_anchors (options->anchors, input->password, &anchors, error))
    return NULL;
  request = ks_verify_request_new (entry, time);
  ks_verify_request_set_anchors (request, anchors);
  ks_verify_pool_add_entries (pool, entries, KS_PROVENANCE_OTHER_ENTRY, NULL);
  ks_verify_request_set_pool (request, pool);
  for (gsize i = 0; options->hosts != NULL && options->hosts[i] != NULL; i++)
    ks_verify_request_add_host (request, options->hosts[i]);
  return ks_verify (request, NULL, error);
}

static int
write_report (const ProbeInput *input, const Options *options, const KsReport *report)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KsStore) store = probe_load (input->file, input->password, &error);
  g_autoptr (GPtrArray) entries = store != NULL ? ks_store_snapshot (store) : NULL;
  g_autofree char *file = g_path_get_basename (input->file);
  g_autoptr (KsVerdict) verdict = NULL;
  g_autoptr (KsNameMask) mask = NULL;
  g_autofree char *text = NULL;
  KsReportContext context = { .file = file };

  if (store == NULL)
    return probe_report (error);
  context.entry = ks_store_find (store, options->alias);
  if (context.entry == NULL) {
    g_printerr ("no entry is called “%s”\n", options->alias);
    return PROBE_USAGE;
  }
  verdict = verify (input, options, context.entry, entries, &error);
  if (verdict == NULL)
    return probe_report (error);
  if (options->mask)
    mask = ks_report_make_mask (context.entry, verdict, file, entries);
  context.verdict = verdict;
  context.mask = mask;
  context.made = ks_verdict_get_time (verdict);
  text = ks_report_write (report, &context);
  printf ("%s", text);
  return PROBE_OK;
}

int
cmd_report (int argc, char **argv)
{
  g_auto (ProbeInput) input = { 0 };
  g_auto (Options) options = { 0 };
  const GOptionEntry more[] = {
    { "alias", 0, 0, G_OPTION_ARG_FILENAME, &options.alias, NULL, NULL },
    { "host", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.hosts, NULL, NULL },
    { "anchors", 0, 0, G_OPTION_ARG_FILENAME, &options.anchors, NULL, NULL },
    { "at", 0, 0, G_OPTION_ARG_FILENAME, &options.at, NULL, NULL },
    { "format", 0, 0, G_OPTION_ARG_STRING, &options.format, NULL, NULL },
    { "mask", 0, 0, G_OPTION_ARG_NONE, &options.mask, NULL, NULL },
    { NULL },
  };
  const KsReport *report;

  if (!probe_parse (argc, argv, more, 1, &input))
    return PROBE_USAGE;
  report = ks_report_find (options.format != NULL ? options.format : "html");
  if (options.alias == NULL || report == NULL) {
    g_printerr ("--alias and --format html, md or txt are needed\n");
    return PROBE_USAGE;
  }
  return write_report (&input, &options, report);
}
