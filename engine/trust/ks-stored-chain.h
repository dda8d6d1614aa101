/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-check-private.h"
#include "ks-verdict-private.h"

G_BEGIN_DECLS

/* The chain as the entry holds it. */
typedef struct {
  guint total;      /* certificates stored */
  guint reached;    /* of them on the path from the leaf, by stored certificates alone */
  gboolean ordered; /* those stand first, leaf to root */
  gboolean closed;  /* the last one reached is self-signed, an anchor, or was issued by an anchor */
  guint duplicates;
  gboolean has_root;
} KsStoredChain;

void ks_stored_chain_read (KsStoredChain *self, const KsCheckSettings *settings, KsEntry *entry);

/* Sets the verdict's part, entry results and the path “as stored”. */
void ks_verdict_judge_stored (KsVerdict *verdict, const KsCheckSettings *settings);

G_END_DECLS
