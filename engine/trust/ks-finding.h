/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-verdict-private.h"

G_BEGIN_DECLS

/* From the best path, the entry's results, its hosts and key: what is worth a person's attention. */
void ks_verdict_collect_findings (KsVerdict *self);

void ks_verdict_add_finding (KsVerdict *self, const KsPath *path, guint node, const KsResult *result);
void ks_verdict_fold_findings (KsVerdict *self);
void ks_verdict_sort_findings (KsVerdict *self);

G_END_DECLS
