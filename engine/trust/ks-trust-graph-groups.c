/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-trust-graph-private.h"

#include <glib/gi18n-lib.h>

#define ORGANISATION "2.5.4.10"

/* What stands behind the name of an organisation, in one certificate and not in the next. */
static const char *const legal_forms[] = {
  " inc", " inc.", " llc",    " l.l.c.", " ltd",         " ltd.", " limited", " gmbh",
  " ag",  " s.a.", " sa",     " corp.",  " corporation", " b.v.", " bv",      " s.p.a.",
  " spa", " a.s.", " s.r.o.", " oy",     " ab",          " as",   " pte",     " co.",
};

typedef struct {
  KsTrustGraph *graph;
  KsAnchorSet *system;
  GHashTable *by_title;      /* folded title -> KsTrustGroup */
  GHashTable *public_titles; /* folded titles of what the system trusts, as a set */
  GHashTable *own_titles;
} Grouping;

/**
 * _ks_trust_group_free:
 * @group: (transfer full): a group
 *
 * Frees it.
 */
void
_ks_trust_group_free (KsTrustGroup *group)
{
  g_free (group->title);
  g_array_unref (group->nodes);
  g_free (group);
}

static void
strip_end (GString *title)
{
  while (title->len > 0 && strchr (" ,", title->str[title->len - 1]) != NULL)
    g_string_truncate (title, title->len - 1);
}

static gboolean
strip_form (GString *title)
{
  g_autofree char *small = g_ascii_strdown (title->str, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (legal_forms); i++)
    if (g_str_has_suffix (small, legal_forms[i])) {
      g_string_truncate (title, title->len - strlen (legal_forms[i]));
      return title->len > 0;
    }
  return FALSE;
}

/* The organisation, without its legal form; else what the name is called. */
static char *
make_title (KsName *name)
{
  g_autoptr (GString) title = g_string_new (NULL);

  for (guint i = 0; i < ks_name_get_n_attributes (name); i++) {
    const KsNameAttribute *attribute = ks_name_get_attribute (name, i);

    if (g_str_equal (attribute->oid, ORGANISATION))
      g_string_assign (title, attribute->value);
  }
  strip_end (title);
  while (title->len > 0 && strip_form (title))
    strip_end (title);
  if (title->len == 0)
    g_string_assign (title, ks_name_get_title (name));
  return g_string_free_and_steal (g_steal_pointer (&title));
}

static char *
fold (const char *title)
{
  g_autofree char *valid = g_utf8_make_valid (title, -1);

  return g_utf8_casefold (valid, -1);
}

static char *
fold_title (KsName *name)
{
  g_autofree char *title = make_title (name);

  return fold (title);
}

static gboolean
is_public (Grouping *self, const KsTrustNode *node)
{
  g_autofree char *title = fold_title (node->name);

  return g_hash_table_contains (self->public_titles, title) ||
         (node->certificate != NULL && self->system != NULL &&
          ks_anchor_set_contains (self->system, node->certificate));
}

/* An end entity that is trusted by itself, and nothing hangs from it. */
static gboolean
is_peer (const KsTrustNode *node)
{
  return node->certificate != NULL && node->is_anchor && node->issued->len == 0 && !node->has_key &&
         ks_certificate_is_readable (node->certificate) && !ks_certificate_is_ca (node->certificate) &&
         (ks_certificate_get_version (node->certificate) >= 3 ||
          !ks_certificate_is_self_issued (node->certificate));
}

/* Whether somebody here has a certificate, or a key, of the tree below. */
static gboolean
is_at_home (KsTrustGraph *graph, guint index)
{
  const KsTrustNode *node = _ks_trust_graph_node (graph, index);
  gboolean is_leaf = node->certificate != NULL && !ks_certificate_is_ca (node->certificate);

  if (node->is_used || node->has_key || (is_leaf && node->parent >= 0))
    return TRUE;
  for (guint i = 0; i < node->issued->len; i++)
    if (is_at_home (graph, g_array_index (node->issued, guint, i)))
      return TRUE;
  return FALSE;
}

/* CAs that no public list knows and that people here use are their own; without public ones beside them, that says nothing. */
static void
find_own (Grouping *self)
{
  gboolean has_others = FALSE;

  for (guint i = 0; i < self->graph->nodes->len; i++) {
    const KsTrustNode *node = _ks_trust_graph_node (self->graph, i);

    if (node->parent >= 0 || is_peer (node))
      continue;
    if (node->certificate != NULL && !is_public (self, node) && is_at_home (self->graph, i))
      g_hash_table_add (self->own_titles, fold_title (node->name));
    else
      has_others = TRUE;
  }
  if (self->system == NULL || !has_others)
    g_hash_table_remove_all (self->own_titles);
}

static KsTrustGroup *
ensure_group (Grouping *self, KsTrustGroupKind kind, char *title)
{
  g_autofree char *own_title = title;
  g_autofree char *folded = fold (title);
  g_autofree char *key = g_strdup_printf ("%d%s", kind, folded);
  KsTrustGroup *group = g_hash_table_lookup (self->by_title, key);

  if (group != NULL)
    return group;
  group = g_new0 (KsTrustGroup, 1);
  group->kind = kind;
  group->title = g_steal_pointer (&own_title);
  group->nodes = g_array_new (FALSE, FALSE, sizeof (guint));
  g_ptr_array_add (self->graph->groups, group);
  g_hash_table_insert (self->by_title, g_steal_pointer (&key), group);
  return group;
}

static void
place_top (Grouping *self, guint index)
{
  const KsTrustNode *node = _ks_trust_graph_node (self->graph, index);
  g_autofree char *title = fold_title (node->name);
  KsTrustGroup *group = NULL;

  if (is_peer (node))
    group = ensure_group (self, KS_TRUST_GROUP_PEERS, g_strdup (_ ("Named peers")));
  else if (g_hash_table_contains (self->own_titles, title))
    group = ensure_group (self, KS_TRUST_GROUP_OWN, g_strdup (_ ("Own CAs")));
  else
    group = ensure_group (self, KS_TRUST_GROUP_ORGANISATION, make_title (node->name));
  g_array_append_val (group->nodes, index);
}

static const char *
get_title (const KsTrustNode *node)
{
  return node->certificate != NULL ? ks_certificate_get_title (node->certificate)
                                   : ks_name_get_title (node->name);
}

/* Whatever the case is, and numbers by their value: “CA 2” before “CA 10”. */
static int
compare_titles (const char *a, const char *b)
{
  while (*a != '\0' && *b != '\0') {
    char *a_end, *b_end;
    guint64 x, y;

    if (!g_ascii_isdigit (*a) || !g_ascii_isdigit (*b)) {
      int order = g_ascii_tolower (*a++) - g_ascii_tolower (*b++);

      if (order != 0)
        return order;
      continue;
    }
    x = g_ascii_strtoull (a, &a_end, 10);
    y = g_ascii_strtoull (b, &b_end, 10);
    if (x != y)
      return x < y ? -1 : 1;
    a = a_end;
    b = b_end;
  }
  return *a - *b;
}

/* By name; what is used comes last, so that its line goes down freely. */
static int
compare_nodes (gconstpointer a, gconstpointer b, gpointer graph)
{
  const KsTrustNode *one = _ks_trust_graph_node (graph, *(const guint *) a);
  const KsTrustNode *other = _ks_trust_graph_node (graph, *(const guint *) b);
  int order;

  if (one->is_used != other->is_used)
    return one->is_used ? 1 : -1;
  order = compare_titles (get_title (one), get_title (other));
  if (order == 0 && one->certificate != NULL && other->certificate != NULL)
    order =
      strcmp (ks_certificate_get_sha256 (one->certificate), ks_certificate_get_sha256 (other->certificate));
  return order;
}

static gboolean
is_used (KsTrustGraph *graph, const KsTrustGroup *group)
{
  for (guint i = 0; i < group->nodes->len; i++)
    if (_ks_trust_graph_node (graph, g_array_index (group->nodes, guint, i))->is_used)
      return TRUE;
  return FALSE;
}

static int
compare_groups (gconstpointer a, gconstpointer b, gpointer graph)
{
  const KsTrustGroup *one = *(const KsTrustGroup *const *) a, *other = *(const KsTrustGroup *const *) b;
  gboolean one_used = is_used (graph, one), other_used = is_used (graph, other);

  /* What key pairs hang from, then the organisations, at last one’s own. */
  if (one_used != other_used)
    return one_used ? -1 : 1;
  if (one->kind != other->kind)
    return (int) one->kind - (int) other->kind;
  return compare_titles (one->title, other->title);
}

static void
number_tree (KsTrustGraph *graph, guint index, guint group)
{
  KsTrustNode *node = _ks_trust_graph_node (graph, index);

  node->group = group;
  for (guint i = 0; i < node->issued->len; i++)
    number_tree (graph, g_array_index (node->issued, guint, i), group);
}

static void
list_public_titles (Grouping *self)
{
  for (guint i = 0; self->system != NULL && i < ks_anchor_set_get_size (self->system); i++)
    g_hash_table_add (self->public_titles,
                      fold_title (ks_certificate_get_subject (ks_anchor_set_get (self->system, i))));
}

static void
sort (KsTrustGraph *graph)
{
  for (guint i = 0; i < graph->nodes->len; i++)
    g_array_sort_with_data (_ks_trust_graph_node (graph, i)->issued, compare_nodes, graph);
  for (guint i = 0; i < graph->groups->len; i++)
    g_array_sort_with_data (((KsTrustGroup *) g_ptr_array_index (graph->groups, i))->nodes, compare_nodes,
                            graph);
  g_ptr_array_sort_with_data (graph->groups, compare_groups, graph);
  for (guint i = 0; i < graph->groups->len; i++) {
    const KsTrustGroup *group = g_ptr_array_index (graph->groups, i);

    for (guint j = 0; j < group->nodes->len; j++)
      number_tree (graph, g_array_index (group->nodes, guint, j), i);
  }
}

/**
 * _ks_trust_graph_group:
 * @self: a graph that is complete otherwise
 * @system: (nullable): whom everybody trusts
 *
 * Puts those at the top beside each other that belong to one organisation; own CAs and named peers come last.
 */
void
_ks_trust_graph_group (KsTrustGraph *self, KsAnchorSet *system)
{
  g_autoptr (GHashTable) by_title = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) public_titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) own_titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Grouping grouping = { self, system, by_title, public_titles, own_titles };

  list_public_titles (&grouping);
  find_own (&grouping);
  for (guint i = 0; i < self->nodes->len; i++)
    if (_ks_trust_graph_node (self, i)->parent < 0)
      place_top (&grouping, i);
  sort (self);
}
