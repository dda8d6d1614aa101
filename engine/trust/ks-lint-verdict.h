/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-check-private.h"

G_BEGIN_DECLS

/* Both for a verdict whose paths are known; the second once its headline stands, which lints say nothing in. */
void ks_verdict_judge_key_weakness (KsVerdict *self, const KsCheckSettings *settings);
void ks_verdict_add_lints (KsVerdict *self, const KsCheckSettings *settings);

G_END_DECLS
