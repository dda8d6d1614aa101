/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdio.h>

#include "probe.h"

#define SOON_DAYS 30

static const char *
get_fingerprint (KsTrustGraph *graph, guint node)
{
  const KsTrustNode *of = ks_trust_graph_get_node (graph, node);

  return of->certificate != NULL ? ks_certificate_get_sha256 (of->certificate) : "-";
}

static void
print_node (KsTrustGraph *graph, guint index)
{
  const KsTrustNode *node = ks_trust_graph_get_node (graph, index);
  g_autofree char *problem = ks_trust_graph_dup_problem (graph, index);

  printf ("node\t%s\t", get_fingerprint (graph, index));
  for (guint i = 0; i < node->issuers->len; i++)
    printf ("%s%s", i > 0 ? "," : "", get_fingerprint (graph, g_array_index (node->issuers, guint, i)));
  printf ("\t%s\t%s\t%s\n", node->is_anchor ? "anchor" : "-",
          ks_trust_graph_get_group (graph, node->group)->title, problem != NULL ? problem : "-");
}

static void
print_pair (KsTrustGraph *graph, guint index)
{
  const KsTrustPair *pair = ks_trust_graph_get_pair (graph, index);
  g_autofree char *alias = probe_escape (ks_entry_get_alias (pair->entry));

  printf ("pair\t%s\t%s\t%s\n", alias, pair->node >= 0 ? get_fingerprint (graph, (guint) pair->node) : "-",
          pair->sentence);
}

static GPtrArray *
list_others (const char *path, KsSecret *password, GError **error)
{
  GPtrArray *others = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_trust_other_free);
  g_autoptr (KsStore) store = path != NULL ? probe_load (path, password, error) : NULL;
  g_autoptr (GPtrArray) entries = store != NULL ? ks_store_snapshot (store) : g_ptr_array_new ();

  for (guint i = 0; i < entries->len; i++)
    g_ptr_array_add (others, ks_trust_other_new (g_ptr_array_index (entries, i), path));
  return others;
}

int
cmd_graph (int argc, char **argv)
{
  g_auto (ProbeInput) input = { 0 };
  g_autofree char *at = NULL, *servers = NULL;
  const GOptionEntry more[] = {
    { "at", 0, 0, G_OPTION_ARG_STRING, &at, NULL, NULL },
    { "servers", 0, 0, G_OPTION_ARG_FILENAME, &servers, NULL, NULL },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (KsStore) store = NULL;
  g_autoptr (GPtrArray) entries = NULL, others = NULL;
  g_autoptr (KsTrustGraph) graph = NULL;
  gint64 time, start;

  if (!probe_parse (argc, argv, more, 1, &input))
    return PROBE_USAGE;
  store = probe_load (input.file, input.password, &error);
  if (store == NULL || !probe_read_time (at, &time, &error))
    return probe_report (error);
  others = list_others (servers, input.password, &error);
  if (error != NULL)
    return probe_report (error);
  ks_store_prepare (store, NULL);
  entries = ks_store_snapshot (store);
  start = g_get_monotonic_time ();
  graph = ks_trust_graph_new (entries, others, NULL, "store", time, SOON_DAYS, NULL, &error);
  fprintf (stderr, "%.1f ms\n", (double) (g_get_monotonic_time () - start) / 1000);
  for (guint i = 0; i < ks_trust_graph_get_n_nodes (graph); i++)
    print_node (graph, i);
  for (guint i = 0; i < ks_trust_graph_get_n_pairs (graph); i++)
    print_pair (graph, i);
  return PROBE_OK;
}
