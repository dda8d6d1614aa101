/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-verdict.h"

G_BEGIN_DECLS

/**
 * KwHostItem: a tested host as an item of a list; it keeps the verdict that its result belongs to
 */
#define KW_TYPE_HOST_ITEM (kw_host_item_get_type ())
G_DECLARE_FINAL_TYPE (KwHostItem, kw_host_item, KW, HOST_ITEM, GObject)

KwHostItem *kw_host_item_new (const KsHostResult *result, KsVerdict *owner) G_GNUC_WARN_UNUSED_RESULT;
const KsHostResult *kw_host_item_get_result (KwHostItem *self);
/* What it was typed as, which is what it is known by. */
const char *kw_host_item_get_host (KwHostItem *self);

/* Covered, not covered, or (a warning) no host at all, and the word for it. */
KsState kw_host_state (const KsHostResult *result);
const char *kw_host_state_word (KsState state);
/* The rule that decides, with its source where the host is not covered. */
char *kw_host_dup_rule (const KsHostResult *result) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
