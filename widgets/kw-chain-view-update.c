/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Another date changes words and links, but not what is drawn. Then the widgets stay, and with them focus, selection and what assistive
 * technologies know; whoever drags a slider over time gets a new drawing in every frame. */

#include "kw-config.h"

#include "kw-chain-ghost.h"
#include "kw-chain-parts.h"
#include "kw-chain-view-private.h"

static gboolean
is_same_node (const KsPathNode *a, const KsPathNode *b)
{
  return a->provenance == b->provenance && a->stored_index == b->stored_index &&
         g_strcmp0 (a->provenance_detail, b->provenance_detail) == 0 &&
         ks_certificate_equal (a->certificate, b->certificate);
}

static gboolean
is_same_path (const KsPath *a, const KsPath *b)
{
  /* What is known of a missing issuer is in the certificate that asks for it. */
  if (a->nodes->len != b->nodes->len || (a->missing == NULL) != (b->missing == NULL) ||
      (a->missing != NULL && a->missing_after != b->missing_after) || a->reaches_anchor != b->reaches_anchor)
    return FALSE;
  for (guint i = 0; i < a->nodes->len; i++)
    if (!is_same_node (g_ptr_array_index (a->nodes, i), g_ptr_array_index (b->nodes, i)))
      return FALSE;
  return TRUE;
}

static gboolean
has_same_shape (GArray *a, GArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++) {
    const KwChainItem *x = &g_array_index (a, KwChainItem, i), *y = &g_array_index (b, KwChainItem, i);

    if (x->kind != y->kind || x->first != y->first || x->last != y->last || x->is_last != y->is_last)
      return FALSE;
  }
  return TRUE;
}

/**
 * _kw_chain_view_update:
 * @self: a chain view
 * @verdict: (nullable): another verdict
 * @path: (nullable): what is to be drawn of it
 *
 * Changes the parts that are there, if they are those of @path. With several paths, cards know places in their list, and are made again.
 *
 * Returns: whether it was done
 */
gboolean
_kw_chain_view_update (KwChainView *self, KsVerdict *verdict, const KsPath *path)
{
  g_autoptr (GArray) items = NULL;

  if (self->path == NULL || path == NULL || self->is_waiting || self->is_open || self->verdict == verdict ||
      ks_verdict_get_time (self->verdict) == ks_verdict_get_time (verdict) ||
      ks_verdict_get_n_paths (verdict) > 1 || ks_verdict_get_n_paths (self->verdict) > 1 ||
      ks_verdict_get_anchors (self->verdict) != ks_verdict_get_anchors (verdict) ||
      !is_same_path (self->path, path))
    return FALSE;
  items = kw_chain_model_new (path, !self->is_unfolded);
  if (!has_same_shape (self->items, items))
    return FALSE;

  _kw_chain_view_stop_motion (self);
  g_set_object (&self->verdict, verdict);
  self->path = path;
  g_array_unref (self->items);
  self->items = g_steal_pointer (&items);
  for (guint i = 0; i < self->parts->len; i++)
    kw_chain_part_update (g_ptr_array_index (self->parts, i), &g_array_index (self->items, KwChainItem, i),
                          path, verdict);
  return TRUE;
}

/**
 * kw_chain_view_set_is_open:
 * @self: a chain view without a verdict
 * @is_open: whether people shall find out themselves what the verdict is
 *
 * Draws the certificates, and nothing of what was found out about them. It counts from the next kw_chain_view_set_verdict(), where that
 * draws another path or verdict.
 */
void
kw_chain_view_set_is_open (KwChainView *self, gboolean is_open)
{
  g_return_if_fail (KW_IS_CHAIN_VIEW (self));

  self->is_open = is_open;
}

/**
 * kw_chain_view_set_is_only_shown:
 * @self: a chain view without a verdict
 * @is_only_shown: whether nobody answers KwChainView::remedy-activated
 */
void
kw_chain_view_set_is_only_shown (KwChainView *self, gboolean is_only_shown)
{
  g_return_if_fail (KW_IS_CHAIN_VIEW (self));

  self->is_only_shown = is_only_shown;
}

/**
 * _kw_chain_view_set_up_ghost:
 * @self: a chain view
 * @part: its card of a missing issuer
 */
void
_kw_chain_view_set_up_ghost (KwChainView *self, GtkWidget *part)
{
  kw_chain_ghost_set_can_paste (KW_CHAIN_GHOST (part), self->is_editable);
  if (self->is_only_shown)
    kw_chain_ghost_hide_buttons (KW_CHAIN_GHOST (part));
}
