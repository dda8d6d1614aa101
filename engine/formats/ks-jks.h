/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-format.h"

G_BEGIN_DECLS

/* Java's own keystore, versions 1 and 2. */
extern const KsFormat ks_format_jks;

G_END_DECLS
