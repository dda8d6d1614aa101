/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-proven.h"
#include "ks-verifier.h"

G_BEGIN_DECLS

/* Text that is the same for names that are equal under RFC 5280 section 7.1: a key for tables. */
char *ks_name_make_key (KsName *name) G_GNUC_WARN_UNUSED_RESULT;

/* (transfer none) (nullable): GPtrArray of KsCandidate whose subject has that key; the pool owns it. */
GPtrArray *ks_verify_pool_find (KsVerifyPool *self, const char *key);

/* What verdicts that share this pool found out about signatures. */
KsProven *ks_verify_pool_get_proven (KsVerifyPool *self);

/* (transfer none): all of them, in the order in which they came. */
GPtrArray *ks_verify_pool_get_all (KsVerifyPool *self);

G_END_DECLS
