/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-check-private.h"

G_BEGIN_DECLS

/* For a verdict whose headline stands, which lints say nothing in. */
void ks_verdict_add_lints (KsVerdict *self, const KsCheckSettings *settings);

G_END_DECLS
