/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-verdict.h"

G_BEGIN_DECLS

/**
 * KwChainCardText: what stands on one card-like part of a chain, wherever it is drawn. Texts that are not NULL are ready to be
 * shown: names from files are isolated and visible. What a part does not say is NULL.
 */
typedef struct {
  char *role;  /* "Intermediate CA", "Missing issuer" */
  char *name;  /* for a label */
  char *title; /* the same for a tooltip: longer, and not isolated */
  char *key;   /* "RSA 2048 · SHA-256"; of a missing issuer its key identifier; of a ring how many anchors */
  char *key_alone;        /* "RSA 2048" */
  char *time;             /* "115 days left" */
  const char *time_style; /* "warning", "error" or NULL, as kw_time_style() */
  char *badge;            /* "In this entry" */
  char *provenance;       /* "Other entry: “name”" */
} KwChainCardText;

/* @now: seconds since 1970 */
KwChainCardText *kw_chain_card_text_new (const KsPathNode *node, gint64 now) G_GNUC_WARN_UNUSED_RESULT;
KwChainCardText *kw_chain_card_text_new_missing (const KsMissingIssuer *missing) G_GNUC_WARN_UNUSED_RESULT;
KwChainCardText *kw_chain_card_text_new_ring (KsAnchorSet *anchors) G_GNUC_WARN_UNUSED_RESULT;
void kw_chain_card_text_free (KwChainCardText *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KwChainCardText, kw_chain_card_text_free)

/* The word by a link; the last one, which holds the truststore, is "Trusted" where it holds. */
const char *kw_chain_link_word (KsLinkState state, gboolean is_last);

G_END_DECLS
