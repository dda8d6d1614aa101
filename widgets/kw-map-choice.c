/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-map-layout-private.h"

/* So many of one's own are never folded. */
#define MAX_OWN 20

/**
 * kw_map_filter_matches:
 * @filter: which certificates are wanted
 * @graph: a graph
 * @node: index of one of its nodes
 *
 * Returns: whether it is one of them
 */
gboolean
kw_map_filter_matches (KwMapFilter filter, KsTrustGraph *graph, guint node)
{
  const KsTrustNode *of = ks_trust_graph_get_node (graph, node);
  gboolean is_expired = (of->problems & KS_TRUST_PROBLEM_EXPIRED) != 0;

  switch (filter) {
  case KW_MAP_EXPIRED:
    return is_expired;
  case KW_MAP_OTHER:
    return !is_expired && ks_trust_graph_get_state (graph, node) != KS_STATE_PASS;
  case KW_MAP_USED:
    return of->is_used;
  case KW_MAP_ALL:
  default:
    return TRUE;
  }
}

static gboolean
is_folded (KwMapMaker *self, guint group)
{
  const KwMapOptions *options = self->options;

  if (options->is_expanded || ks_trust_graph_get_n_anchors (self->graph) <= KW_MAP_FOLD_ABOVE)
    return FALSE;
  /* One's own few are what one looks for. */
  if (ks_trust_graph_get_group (self->graph, group)->kind != KS_TRUST_GROUP_ORGANISATION &&
      ks_trust_graph_get_group (self->graph, group)->nodes->len <= MAX_OWN)
    return FALSE;
  return options->expanded == NULL || !g_hash_table_contains (options->expanded, GUINT_TO_POINTER (group));
}

static gboolean
is_wanted (KwMapMaker *self, guint node)
{
  const KsTrustNode *of = ks_trust_graph_get_node (self->graph, node);

  if (self->options->filter != KW_MAP_ALL)
    return kw_map_filter_matches (self->options->filter, self->graph, node);
  return !is_folded (self, of->group) || of->is_used ||
         ks_trust_graph_get_state (self->graph, node) != KS_STATE_PASS ||
         (self->options->is_found != NULL && self->options->is_found[node]);
}

/**
 * _kw_map_choose_nodes:
 * @self: a layout in the making
 *
 * Finds what is shown, and shows what that hangs from.
 */
void
_kw_map_choose_nodes (KwMapMaker *self)
{
  guint n_nodes = ks_trust_graph_get_n_nodes (self->graph);

  self->is_shown = g_new0 (gboolean, MAX (n_nodes, 1));
  self->boxes = g_new (int, MAX (n_nodes, 1));
  for (guint i = 0; i < n_nodes; i++) {
    self->boxes[i] = -1;
    if (is_wanted (self, i))
      for (int j = (int) i; j >= 0 && !self->is_shown[j];
           j = ks_trust_graph_get_node (self->graph, (guint) j)->parent)
        self->is_shown[j] = TRUE;
  }
}

static void
count_tree (KwMapMaker *self, guint index, KwMapCount *count)
{
  const KsTrustNode *node = ks_trust_graph_get_node (self->graph, index);

  if (self->is_shown[index]) {
    count->n_shown++;
  } else {
    count->n_hidden++;
    count->last_hidden = (int) index;
  }
  for (guint i = 0; i < node->issued->len; i++)
    count_tree (self, g_array_index (node->issued, guint, i), count);
}

/**
 * _kw_map_count_group:
 * @self: a layout in the making
 * @index: of a group
 *
 * Counts what is shown of a group, and what is folded. “and 1 more” would take the room of the one.
 *
 * Returns: the numbers
 */
KwMapCount
_kw_map_count_group (KwMapMaker *self, guint index)
{
  const KsTrustGroup *group = ks_trust_graph_get_group (self->graph, index);
  KwMapCount count = { 0, 0, -1, 0 };

  for (guint i = 0; i < group->nodes->len; i++)
    count_tree (self, g_array_index (group->nodes, guint, i), &count);
  if (self->options->filter != KW_MAP_ALL)
    count.n_hidden = 0;
  if (count.n_hidden == 1 && count.n_shown > 0) {
    self->is_shown[count.last_hidden] = TRUE;
    count.n_hidden = 0;
    count.n_shown++;
  }
  return count;
}
