/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-known-keys.h"

G_BEGIN_DECLS

/* ks-known-keys-table.c */
extern const KsKnownKey ks_known_keys[];
extern const gsize ks_n_known_keys;

G_END_DECLS
