/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-chain-parts.h"

#include <glib/gi18n.h>

#include "kw-chain-card.h"
#include "kw-chain-ghost.h"
#include "kw-chain-link.h"
#include "kw-chain-ring.h"
#include "kw-chain-stack.h"
#include "kw-chain-text.h"
#include "kw-chain-variants.h"
#include "kw-text.h"

static char *
dup_node_title (const KsPath *path, guint index)
{
  const KsPathNode *node = g_ptr_array_index (path->nodes, index);

  return kw_text_plain (ks_certificate_get_title (node->certificate));
}

/* Who issued the certificate at the lower end of a link; NULL for the link to the ring. */
static char *
dup_issuer_title (const KsPath *path, const KwChainItem *item)
{
  if (!item->is_open && path->missing != NULL && path->missing_after == item->first)
    return kw_text_plain (path->missing->name != NULL ? ks_name_get_title (path->missing->name) : NULL);
  return item->first + 1 < path->nodes->len ? dup_node_title (path, item->first + 1) : NULL;
}

static char *
dup_link_name (const KsPath *path, const KwChainItem *item, KsVerdict *verdict, const char *word)
{
  KsAnchorSet *anchors = ks_verdict_get_anchors (verdict);
  g_autofree char *ours = NULL;
  g_autofree char *theirs = NULL;

  if (item->first == KW_CHAIN_NO_LINK) {
    g_autofree char *title =
      kw_text_plain (path->missing->name != NULL ? ks_name_get_title (path->missing->name) : NULL);

    /* Translators: a link above a certificate that is not here; then the state of the link */
    return g_strdup_printf (_ ("Above “%s”: %s"), title, word);
  }
  ours = dup_node_title (path, item->first);
  theirs = dup_issuer_title (path, item);
  if (theirs != NULL && item->is_open)
    /* Translators: a certificate, the next one in the chain, and the state of the link between them */
    return g_strdup_printf (_ ("%s, then %s: %s"), ours, theirs, word);
  if (theirs != NULL)
    /* Translators: certificate, its issuer, and the state of the link between them */
    return g_strdup_printf (_ ("%s, issued by %s: %s"), ours, theirs, word);
  if (anchors == NULL)
    return g_strdup_printf ("%s: %s", ours, word);
  theirs = kw_text_plain (ks_anchor_set_get_name (anchors));
  /* Translators: certificate, a truststore, and whether the certificate hangs on it */
  return g_strdup_printf (_ ("%s, anchor in %s: %s"), ours, theirs, word);
}

/* "8 checks hold, 1 not checked" */
static char *
dup_link_summary (const KsPath *path, const KwChainItem *item)
{
  guint counts[KS_STATE_FAIL + 1] = { 0 };
  g_autoptr (GString) out = g_string_new (NULL);
  const KsPathLink *link;

  if (item->first >= path->links->len)
    return g_strdup ("");

  link = g_ptr_array_index (path->links, item->first);
  /* A missing issuer leaves nothing to compare with, which is not the same as no check that holds. */
  if (link->results->len == 0)
    return g_strdup ("");
  for (guint i = 0; i < link->results->len; i++)
    counts[((const KsResult *) g_ptr_array_index (link->results, i))->state]++;
  g_string_append_printf (out, ngettext ("%u check holds", "%u checks hold", counts[KS_STATE_PASS]),
                          counts[KS_STATE_PASS]);
  if (counts[KS_STATE_FAIL] > 0)
    g_string_append_printf (out, ngettext (", %u fails", ", %u fail", counts[KS_STATE_FAIL]),
                            counts[KS_STATE_FAIL]);
  if (counts[KS_STATE_WARNING] > 0)
    g_string_append_printf (out, ngettext (", %u warning", ", %u warnings", counts[KS_STATE_WARNING]),
                            counts[KS_STATE_WARNING]);
  if (counts[KS_STATE_NOT_CHECKED] > 0)
    g_string_append_printf (out,
                            ngettext (", %u not checked", ", %u not checked", counts[KS_STATE_NOT_CHECKED]),
                            counts[KS_STATE_NOT_CHECKED]);
  return g_string_free_and_steal (g_steal_pointer (&out));
}

static void
describe_link (GtkWidget *link,
               const KwChainItem *item,
               const KsPath *path,
               KsVerdict *verdict,
               const char *word)
{
  g_autofree char *name = dup_link_name (path, item, verdict, word);
  g_autofree char *summary = item->is_open ? g_strdup ("") : dup_link_summary (path, item);

  kw_chain_part_describe (link, name, summary);
  if (item->first != KW_CHAIN_NO_LINK && !item->is_open)
    gtk_widget_set_tooltip_text (link, summary);
}

static GtkWidget *
new_link (const KwChainItem *item, const KsPath *path, KsVerdict *verdict)
{
  const char *word = kw_chain_link_word (item->state, item->is_last);
  GtkWidget *link = kw_chain_link_new (item->state, word);

  kw_chain_link_set_is_last (KW_CHAIN_LINK (link), item->is_last);
  describe_link (link, item, path, verdict, word);
  return link;
}

static void
describe_issuer (GtkWidget *card, const KsPathNode *node)
{
  KsName *issuer =
    ks_certificate_is_readable (node->certificate) && !ks_certificate_is_self_issued (node->certificate)
      ? ks_certificate_get_issuer (node->certificate)
      : NULL;
  g_autofree char *title = kw_text_plain (issuer != NULL ? ks_name_get_title (issuer) : NULL);

  kw_chain_card_describe_issuer (KW_CHAIN_CARD (card), title);
}

static GtkWidget *
new_card (const KwChainItem *item, const KsPath *path, KsVerdict *verdict)
{
  const KsPathNode *node = g_ptr_array_index (path->nodes, item->first);
  GtkWidget *card = kw_chain_card_new (node, ks_verdict_get_time (verdict));
  g_autoptr (GArray) variants = kw_chain_variants_find (verdict, path, item->first);

  describe_issuer (card, node);
  if (item->is_open)
    kw_chain_card_set_calm (KW_CHAIN_CARD (card));
  else if (variants->len > 1)
    kw_chain_card_set_variants (KW_CHAIN_CARD (card), variants, node->certificate, verdict);
  return card;
}

/**
 * kw_chain_part_new:
 * @item: what to make
 * @path: the path that it is part of
 * @verdict: the verdict that @path belongs to
 * @can_fetch: whether a missing issuer could be fetched
 *
 * Makes the widget for one part of a drawing.
 *
 * Returns: (transfer floating): a #KwChainLink or a #KwChainNode
 */
GtkWidget *
kw_chain_part_new (const KwChainItem *item, const KsPath *path, KsVerdict *verdict, gboolean can_fetch)
{
  switch (item->kind) {
  case KW_ITEM_CARD:
    return new_card (item, path, verdict);
  case KW_ITEM_STACK:
    return kw_chain_stack_new (item->last - item->first + 1);
  case KW_ITEM_GHOST:
    return kw_chain_ghost_new (path->missing, can_fetch);
  case KW_ITEM_LINK:
    return new_link (item, path, verdict);
  case KW_ITEM_RING:
  default:
    return kw_chain_ring_new (ks_verdict_get_anchors (verdict),
                              item->is_open || kw_chain_model_is_anchored (path));
  }
}

/**
 * kw_chain_part_update:
 * @part: what kw_chain_part_new() has made
 * @item: the same thing in another verdict
 * @path: the path that it is part of
 * @verdict: the verdict that @path belongs to
 *
 * Shows what another date changes: how long a certificate is valid, and whether a link holds.
 */
void
kw_chain_part_update (GtkWidget *part, const KwChainItem *item, const KsPath *path, KsVerdict *verdict)
{
  if (item->kind == KW_ITEM_CARD) {
    const KsPathNode *node = g_ptr_array_index (path->nodes, item->first);

    kw_chain_card_set_now (KW_CHAIN_CARD (part), node, ks_verdict_get_time (verdict));
    describe_issuer (part, node);
  } else if (item->kind == KW_ITEM_LINK) {
    const char *word = kw_chain_link_word (item->state, item->is_last);

    kw_chain_link_set_state (KW_CHAIN_LINK (part), item->state, word);
    describe_link (part, item, path, verdict, word);
  }
}
