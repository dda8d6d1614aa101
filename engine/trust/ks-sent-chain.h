/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-check-private.h"
#include "ks-verdict-private.h"

G_BEGIN_DECLS

/* Sets the path “as sent”, and the sentence where it comes to something else than what was found. */
void ks_verdict_judge_sent (KsVerdict *verdict, const KsCheckSettings *settings);

G_END_DECLS
