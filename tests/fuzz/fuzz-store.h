/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-store.h"

G_BEGIN_DECLS

/* What takes longer only makes the fuzzer slow. */
#define FUZZ_MAX_ITERATIONS 1000

/* Saves what was read with a new check value, so that what stands behind that is reached, too; and reads it again. */
void fuzz_save_and_open (KsStore *store);

G_END_DECLS
