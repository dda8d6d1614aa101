/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-format.h"

G_BEGIN_DECLS

/* Bouncy Castle's keystore, versions 1 and 2, as Android has used it. */
extern const KsFormat ks_format_bks;

G_END_DECLS
