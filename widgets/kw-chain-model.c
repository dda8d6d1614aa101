/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-chain-model.h"

/* So many certificates are drawn one by one; in a longer chain what holds may fold. */
#define MAX_UNFOLDED 5

static const KsPathLink *
link_at (const KsPath *path, guint index)
{
  return index < path->links->len ? g_ptr_array_index (path->links, index) : NULL;
}

static KsLinkState
link_state (const KsPath *path, guint index)
{
  const KsPathLink *link = link_at (path, index);

  return link != NULL ? link->state : KS_LINK_UNTESTED;
}

static gboolean
node_may_fold (const KsPath *path, guint index)
{
  const KsPathNode *node = g_ptr_array_index (path->nodes, index);

  return index > 0 && index + 1 < path->nodes->len && node->state != KS_STATE_FAIL &&
         node->state != KS_STATE_WARNING;
}

/* The last node of the run that starts at @first; @first itself where there is nothing to fold. */
static guint
run_end (const KsPath *path, guint first)
{
  guint last = first;

  if (!node_may_fold (path, first))
    return first;
  while (node_may_fold (path, last + 1) && link_state (path, last) == KS_LINK_HOLDS &&
         !(path->missing != NULL && path->missing_after == last))
    last++;
  return last;
}

static void
add_item (GArray *items, KwChainItemKind kind, guint first, guint last)
{
  KwChainItem item = { .kind = kind, .first = first, .last = last };

  g_array_append_val (items, item);
}

static void
add_link (GArray *items, guint index, KsLinkState state)
{
  KwChainItem item = { .kind = KW_ITEM_LINK, .first = index, .last = index, .state = state };

  g_array_append_val (items, item);
}

/**
 * kw_chain_model_new:
 * @path: a path
 * @fold: whether runs of intermediates that hold may become a stack, in a chain of more than 5 certificates
 *
 * Makes the list of what is drawn for a path. It starts with the leaf's card and ends with the ring; cards, stacks and the
 * missing issuer stand at even places, links at odd ones. A path without certificates gives an empty list.
 *
 * Returns: (transfer full): of KwChainItem
 */
GArray *
kw_chain_model_new (const KsPath *path, gboolean fold)
{
  GArray *items = g_array_new (FALSE, TRUE, sizeof (KwChainItem));
  guint n = path->nodes->len;

  if (n == 0)
    return items;

  for (guint i = 0; i < n; i++) {
    guint last = fold && n > MAX_UNFOLDED ? run_end (path, i) : i;

    add_item (items, last > i ? KW_ITEM_STACK : KW_ITEM_CARD, i, last);
    i = last;
    add_link (items, i, link_state (path, i));
    if (path->missing != NULL && path->missing_after == i) {
      add_item (items, KW_ITEM_GHOST, 0, 0);
      add_link (items, KW_CHAIN_NO_LINK, KS_LINK_UNTESTED);
    }
  }
  g_array_index (items, KwChainItem, items->len - 1).is_last = TRUE;
  add_item (items, KW_ITEM_RING, 0, 0);
  return items;
}

/**
 * kw_chain_model_new_open:
 * @path: a chain as an entry holds it
 *
 * Makes the list of what is drawn of certificates before anybody has looked at them: no link tells whether it holds, and nothing that is
 * not there is missing.
 *
 * Returns: (transfer full): of KwChainItem
 */
GArray *
kw_chain_model_new_open (const KsPath *path)
{
  GArray *items = g_array_new (FALSE, TRUE, sizeof (KwChainItem));

  for (guint i = 0; i < path->nodes->len; i++) {
    add_item (items, KW_ITEM_CARD, i, i);
    add_link (items, i, KS_LINK_UNTESTED);
  }
  if (items->len > 0) {
    g_array_index (items, KwChainItem, items->len - 1).is_last = TRUE;
    add_item (items, KW_ITEM_RING, 0, 0);
  }
  for (guint i = 0; i < items->len; i++)
    g_array_index (items, KwChainItem, i).is_open = TRUE;
  return items;
}

/**
 * kw_chain_model_is_anchored:
 * @path: a path with at least one certificate
 *
 * Tells whether the top of the drawing is an anchor; below it there may still be a gap.
 *
 * Returns: whether the drawing hangs on the ring
 */
gboolean
kw_chain_model_is_anchored (const KsPath *path)
{
  guint top = path->nodes->len - 1;
  const KsPathLink *link;

  if (top >= path->links->len || (path->missing != NULL && path->missing_after == top))
    return FALSE;
  link = link_at (path, top);
  return link->state == KS_LINK_HOLDS || link->state == KS_LINK_WEAK;
}
