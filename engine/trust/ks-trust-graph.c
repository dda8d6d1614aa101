/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-trust-graph-private.h"

#include <glib/gi18n-lib.h>

#include "ks-time.h"

static void
node_free (gpointer data)
{
  KsTrustNode *node = data;

  g_clear_object (&node->certificate);
  ks_name_unref (node->name);
  g_ptr_array_unref (node->entries);
  g_array_unref (node->issuers);
  g_array_unref (node->issued);
  g_free (node);
}

static void
clear (KsTrustGraph *self)
{
  g_free (self->title);
  g_ptr_array_unref (self->nodes);
  g_ptr_array_unref (self->groups);
  g_ptr_array_unref (self->pairs);
  g_hash_table_unref (self->by_der);
  g_clear_object (&self->anchors);
}

/**
 * ks_trust_other_new:
 * @entry: a key pair of another file
 * @file: what people call that file
 *
 * Returns: (transfer full): both together
 */
KsTrustOther *
ks_trust_other_new (KsEntry *entry, const char *file)
{
  KsTrustOther *self = g_new0 (KsTrustOther, 1);

  self->entry = g_object_ref (entry);
  self->file = g_strdup (file);
  return self;
}

/**
 * ks_trust_other_free:
 * @self: (transfer full): a key pair of another file
 *
 * Frees it.
 */
void
ks_trust_other_free (KsTrustOther *self)
{
  g_object_unref (self->entry);
  g_free (self->file);
  g_free (self);
}

/**
 * _ks_trust_graph_node:
 * @self: a graph in the making
 * @index: of a node
 *
 * Returns: (transfer none): the node, which may be changed
 */
KsTrustNode *
_ks_trust_graph_node (KsTrustGraph *self, guint index)
{
  return g_ptr_array_index (self->nodes, index);
}

/**
 * _ks_trust_graph_add_node:
 * @self: a graph in the making
 * @certificate: (nullable): what it stands for
 * @name: its subject
 *
 * Returns: (transfer none): a new node
 */
KsTrustNode *
_ks_trust_graph_add_node (KsTrustGraph *self, KsCertificate *certificate, KsName *name)
{
  KsTrustNode *node = g_new0 (KsTrustNode, 1);

  g_set_object (&node->certificate, certificate);
  node->name = ks_name_ref (name);
  node->entries = g_ptr_array_new_with_free_func (g_object_unref);
  node->issuers = g_array_new (FALSE, FALSE, sizeof (guint));
  node->issued = g_array_new (FALSE, FALSE, sizeof (guint));
  node->parent = -1;
  g_ptr_array_add (self->nodes, node);
  return node;
}

static KsTrustNode *
ensure_node (KsTrustGraph *self, KsCertificate *certificate)
{
  GBytes *der = ks_certificate_get_der (certificate);
  guint known = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_der, der));

  if (known > 0)
    return _ks_trust_graph_node (self, known - 1);
  g_hash_table_insert (self->by_der, der, GUINT_TO_POINTER (self->nodes->len + 1));
  return _ks_trust_graph_add_node (self, certificate, ks_certificate_get_subject (certificate));
}

static void
add_entry (KsTrustNode *node, KsEntry *entry)
{
  gboolean is_trust = ks_entry_get_kind (entry) == KS_ENTRY_CERTIFICATE;

  if (!g_ptr_array_find (node->entries, entry, NULL))
    g_ptr_array_insert (node->entries, is_trust && !node->is_anchor ? 0 : -1, g_object_ref (entry));
}

static void
add_chain (KsTrustGraph *self, KsEntry *entry)
{
  gboolean is_trust = ks_entry_get_kind (entry) == KS_ENTRY_CERTIFICATE;

  for (guint i = 0; i < ks_entry_get_chain_length (entry); i++) {
    KsCertificate *certificate = ks_entry_get_certificate (entry, i);
    gboolean is_leaf = i == 0;
    KsTrustNode *node = NULL;

    /* The end of a key pair’s chain is drawn as the key pair; its CAs are CAs like all others. */
    if (is_leaf && !is_trust && !ks_certificate_is_ca (certificate))
      continue;
    node = ensure_node (self, certificate);
    add_entry (node, entry);
    node->is_anchor |= is_leaf && is_trust;
    node->has_key |= is_leaf && ks_entry_get_kind (entry) == KS_ENTRY_KEY;
  }
}

static gboolean
add_entries (KsTrustGraph *self, GPtrArray *entries, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) anchors = g_ptr_array_new ();

  for (guint i = 0; i < entries->len; i++) {
    if (i % 256 == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
    add_chain (self, g_ptr_array_index (entries, i));
  }
  for (guint i = 0; i < self->nodes->len; i++)
    if (_ks_trust_graph_node (self, i)->is_anchor)
      g_ptr_array_add (anchors, _ks_trust_graph_node (self, i)->certificate);
  self->n_anchors = anchors->len;
  self->anchors = ks_anchor_set_new (KS_ANCHORS_STORE, self->title, anchors);
  return TRUE;
}

/**
 * ks_trust_graph_new:
 * @entries: (element-type KsEntry): all of a store
 * @others: (element-type KsTrustOther): key pairs of other files, which the store may accept
 * @system: (nullable): whom everybody trusts
 * @title: what people call the store
 * @now: the time, in seconds since 1970
 * @soon_days: how many days before its end a certificate ends soon
 * @cancellable: (nullable): to give up
 * @error: where to put %G_IO_ERROR_CANCELLED
 *
 * Finds out who signed whom, by name and by signature. For workers: it takes a signature for each certificate that another one issued, and a
 * verdict for each of the first key pairs.
 *
 * Returns: (transfer full): the graph
 */
KsTrustGraph *
ks_trust_graph_new (GPtrArray *entries,
                    GPtrArray *others,
                    KsAnchorSet *system,
                    const char *title,
                    gint64 now,
                    guint soon_days,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (KsTrustGraph) self = g_atomic_rc_box_new0 (KsTrustGraph);

  self->title = g_strdup (title);
  self->now = now;
  self->nodes = g_ptr_array_new_with_free_func (node_free);
  self->groups = g_ptr_array_new_with_free_func ((GDestroyNotify) _ks_trust_group_free);
  self->pairs = g_ptr_array_new_with_free_func ((GDestroyNotify) _ks_trust_pair_free);
  self->by_der = g_hash_table_new (ks_der_hash, g_bytes_equal);

  if (!add_entries (self, entries, cancellable, error) ||
      !_ks_trust_graph_join (self, soon_days, cancellable, error) ||
      !_ks_trust_graph_add_pairs (self, entries, others, system, cancellable, error))
    return NULL;
  _ks_trust_graph_group (self, system);
  return g_steal_pointer (&self);
}

/**
 * ks_trust_graph_ref:
 * @self: a graph
 *
 * Returns: (transfer full): @self
 */
KsTrustGraph *
ks_trust_graph_ref (KsTrustGraph *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * ks_trust_graph_unref:
 * @self: (transfer full): a graph
 *
 * Gives a reference back.
 */
void
ks_trust_graph_unref (KsTrustGraph *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * ks_trust_graph_get_title:
 * @self: a graph
 *
 * Returns: what people call the store
 */
const char *
ks_trust_graph_get_title (KsTrustGraph *self)
{
  return self->title;
}

/**
 * ks_trust_graph_get_now:
 * @self: a graph
 *
 * Returns: the time that it was made for, in seconds since 1970
 */
gint64
ks_trust_graph_get_now (KsTrustGraph *self)
{
  return self->now;
}

/**
 * ks_trust_graph_get_n_nodes:
 * @self: a graph
 *
 * Returns: the number of its certificates, and of issuers that are not here
 */
guint
ks_trust_graph_get_n_nodes (KsTrustGraph *self)
{
  return self->nodes->len;
}

/**
 * ks_trust_graph_get_node:
 * @self: a graph
 * @index: of a node
 *
 * Returns: (transfer none): the node
 */
const KsTrustNode *
ks_trust_graph_get_node (KsTrustGraph *self, guint index)
{
  return _ks_trust_graph_node (self, index);
}

/**
 * ks_trust_graph_get_n_groups:
 * @self: a graph
 *
 * Returns: the number of groups
 */
guint
ks_trust_graph_get_n_groups (KsTrustGraph *self)
{
  return self->groups->len;
}

/**
 * ks_trust_graph_get_group:
 * @self: a graph
 * @index: of a group
 *
 * Returns: (transfer none): the group
 */
const KsTrustGroup *
ks_trust_graph_get_group (KsTrustGraph *self, guint index)
{
  return g_ptr_array_index (self->groups, index);
}

/**
 * ks_trust_graph_get_n_pairs:
 * @self: a graph
 *
 * Returns: the number of key pairs, of this store and of the other files
 */
guint
ks_trust_graph_get_n_pairs (KsTrustGraph *self)
{
  return self->pairs->len;
}

/**
 * ks_trust_graph_get_pair:
 * @self: a graph
 * @index: of a key pair
 *
 * Returns: (transfer none): the key pair
 */
const KsTrustPair *
ks_trust_graph_get_pair (KsTrustGraph *self, guint index)
{
  return g_ptr_array_index (self->pairs, index);
}

/**
 * ks_trust_graph_get_n_anchors:
 * @self: a graph
 *
 * Returns: how many certificates the store trusts
 */
guint
ks_trust_graph_get_n_anchors (KsTrustGraph *self)
{
  return self->n_anchors;
}

/**
 * ks_trust_graph_find:
 * @self: a graph
 * @certificate: a certificate
 *
 * Returns: the index of its node, or -1
 */
int
ks_trust_graph_find (KsTrustGraph *self, KsCertificate *certificate)
{
  gpointer known = g_hash_table_lookup (self->by_der, ks_certificate_get_der (certificate));

  return (int) GPOINTER_TO_UINT (known) - 1;
}

/**
 * ks_trust_graph_list_expired:
 * @self: a graph
 *
 * Returns: (transfer full) (element-type KsEntry): the trusted certificates whose time is over
 */
GPtrArray *
ks_trust_graph_list_expired (KsTrustGraph *self)
{
  GPtrArray *expired = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->nodes->len; i++) {
    const KsTrustNode *node = _ks_trust_graph_node (self, i);

    if (!node->is_anchor || (node->problems & KS_TRUST_PROBLEM_EXPIRED) == 0)
      continue;
    for (guint j = 0; j < node->entries->len; j++) {
      KsEntry *entry = g_ptr_array_index (node->entries, j);

      if (ks_entry_get_kind (entry) == KS_ENTRY_CERTIFICATE)
        g_ptr_array_add (expired, g_object_ref (entry));
    }
  }
  return expired;
}

/**
 * ks_trust_graph_dup_label:
 * @self: a graph
 * @node: index of a node
 *
 * Returns: (transfer full): what the certificate is called, without the name of its group in front
 */
char *
ks_trust_graph_dup_label (KsTrustGraph *self, guint node)
{
  const KsTrustNode *of = _ks_trust_graph_node (self, node);
  const KsTrustGroup *group = g_ptr_array_index (self->groups, of->group);
  const char *title =
    of->certificate != NULL ? ks_certificate_get_title (of->certificate) : ks_name_get_title (of->name);
  gsize length = strlen (group->title);

  if (group->kind == KS_TRUST_GROUP_ORGANISATION && g_ascii_strncasecmp (title, group->title, length) == 0 &&
      title[length] == ' ' && title[length + 1] != '\0')
    return g_strdup (title + length + 1);
  return g_strdup (title);
}

/**
 * ks_trust_graph_get_state:
 * @self: a graph
 * @node: index of a node
 *
 * Returns: how bad the worst of its problems is; %KS_STATE_PASS without any
 */
KsState
ks_trust_graph_get_state (KsTrustGraph *self, guint node)
{
  const KsTrustNode *of = _ks_trust_graph_node (self, node);

  if (of->certificate == NULL || (of->problems & KS_TRUST_PROBLEM_UNREADABLE) != 0)
    return KS_STATE_FAIL;
  return of->problems != 0 ? KS_STATE_WARNING : KS_STATE_PASS;
}

static char *
capitalize (char *words)
{
  g_autofree char *text = words;
  g_autofree char *first = g_utf8_substring (text, 0, 1);
  g_autofree char *upper = g_utf8_strup (first, -1);

  return g_strconcat (upper, text + strlen (first), NULL);
}

static char *
describe_span (KsCertificate *certificate, gint64 now)
{
  return capitalize (ks_time_describe_span (ks_certificate_get_not_before (certificate),
                                            ks_certificate_get_not_after (certificate), now));
}

/**
 * ks_trust_graph_dup_problem:
 * @self: a graph
 * @node: index of a node
 *
 * Returns: (transfer full) (nullable): the worst problem, translated
 */
char *
ks_trust_graph_dup_problem (KsTrustGraph *self, guint node)
{
  const KsTrustNode *of = _ks_trust_graph_node (self, node);

  if (of->certificate == NULL)
    return g_strdup (_ ("Not in this file"));
  if ((of->problems & KS_TRUST_PROBLEM_UNREADABLE) != 0)
    return g_strdup (_ ("Not readable"));
  if ((of->problems & (KS_TRUST_PROBLEM_EXPIRED | KS_TRUST_PROBLEM_FUTURE)) != 0)
    return describe_span (of->certificate, self->now);
  if ((of->problems & KS_TRUST_PROBLEM_NO_CA) != 0)
    return g_strdup (_ ("Not marked as a CA"));
  if ((of->problems & KS_TRUST_PROBLEM_WEAK_KEY) != 0)
    /* Translators: a key such as RSA 1024 */
    return g_strdup_printf (_ ("Weak key: %s"), ks_certificate_get_key_text (of->certificate));
  if ((of->problems & KS_TRUST_PROBLEM_WEAK_SIGNATURE) != 0)
    /* Translators: a signature such as SHA-1 with RSA */
    return g_strdup_printf (_ ("Weak signature: %s"), ks_certificate_get_signature_text (of->certificate));
  if ((of->problems & KS_TRUST_PROBLEM_SOON) != 0)
    return describe_span (of->certificate, self->now);
  return NULL;
}
