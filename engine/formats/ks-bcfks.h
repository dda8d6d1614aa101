/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-format.h"

G_BEGIN_DECLS

/* Bouncy Castle's keystore for FIPS. */
extern const KsFormat ks_format_bcfks;

G_END_DECLS
