/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-verdict-private.h"
#include "ks-verifier.h"

static gboolean
is_as_stored (KsEntry *entry, GPtrArray *chain)
{
  if (ks_entry_get_chain_length (entry) != chain->len)
    return FALSE;
  for (guint i = 0; i < chain->len; i++)
    if (!ks_certificate_equal (ks_entry_get_certificate (entry, i), g_ptr_array_index (chain, i)))
      return FALSE;
  return TRUE;
}

/* A root that the entry has already stays; another one comes only when it is asked for. */
static gboolean
belongs (const KsPath *path, guint index, gboolean include_root)
{
  const KsPathNode *node = ks_path_get_node (path, index);

  return index == 0 || include_root || node->stored_index >= 0 ||
         !(index + 1 == path->nodes->len &&
           (path->reaches_anchor || ks_certificate_is_self_signed (node->certificate)));
}

/**
 * ks_verify_propose_chain:
 * @verdict: a verdict
 * @include_root: whether the last certificate comes in, too, where the entry does not have it
 *
 * The chain that the entry should have: the best path, leaf first. What stands above a gap stays behind what is below it, since nobody can know that it
 * does not belong.
 *
 * Returns: (transfer full) (nullable) (element-type KsCertificate): %NULL when the entry has that chain already, or no certificates
 */
GPtrArray *
ks_verify_propose_chain (KsVerdict *verdict, gboolean include_root)
{
  const KsPath *path = NULL;
  g_autoptr (GPtrArray) chain = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (KS_IS_VERDICT (verdict), NULL);

  path = ks_verdict_get_path (verdict, 0);
  if (path == NULL)
    return NULL;
  for (guint i = 0; i < path->nodes->len; i++)
    if (belongs (path, i, include_root))
      g_ptr_array_add (chain, g_object_ref (ks_path_get_node (path, i)->certificate));
  return is_as_stored (verdict->entry, chain) ? NULL : g_steal_pointer (&chain);
}
