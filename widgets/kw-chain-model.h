/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-verdict.h"

G_BEGIN_DECLS

typedef enum {
  KW_ITEM_CARD,  /* node `first` */
  KW_ITEM_STACK, /* nodes `first` to `last`, folded */
  KW_ITEM_GHOST, /* the missing issuer */
  KW_ITEM_LINK,  /* link `first` */
  KW_ITEM_RING,
} KwChainItemKind;

/* One thing to draw. `first` of a link that no check stands behind is KW_CHAIN_NO_LINK. */
typedef struct {
  KwChainItemKind kind;
  guint first;
  guint last;
  KsLinkState state; /* of a link */
  gboolean is_last;  /* the link to the ring */
  gboolean is_open;  /* a link that nobody has looked at yet, whatever the path says */
} KwChainItem;

#define KW_CHAIN_NO_LINK G_MAXUINT

/* What to draw of @path, from the leaf to the ring: card-like things and links in turn. */
GArray *kw_chain_model_new (const KsPath *path, gboolean fold) G_GNUC_WARN_UNUSED_RESULT;
/* The same of the certificates that @path has, as if nothing had been checked. */
GArray *kw_chain_model_new_open (const KsPath *path) G_GNUC_WARN_UNUSED_RESULT;
/* Whether the top of @path, which has certificates, hangs on the ring. */
gboolean kw_chain_model_is_anchored (const KsPath *path);

G_END_DECLS
