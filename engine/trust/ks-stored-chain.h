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
  KsCertificate *top; /* the last one reached; borrowed */
} KsStoredChain;

void ks_stored_chain_read (KsStoredChain *self, const KsCheckSettings *settings, KsEntry *entry);
/* What the verdict says of the chain as stored. */
KsState ks_stored_chain_get_state (const KsStoredChain *self);
/* Whether there is a chain to speak of. */
gboolean ks_stored_chain_is_asked (KsEntry *entry);
/* Who is missing where the chain is not closed, as a sentence. */
char *ks_stored_chain_say_gap (const KsStoredChain *self) G_GNUC_WARN_UNUSED_RESULT;

/* Sets the verdict's part, entry results and the path “as stored”. */
void ks_verdict_judge_stored (KsVerdict *verdict, const KsCheckSettings *settings);

G_END_DECLS
