/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-format.h"

G_BEGIN_DECLS

/* Java's keystore with stronger keys and with secret keys (SunJCE), versions 1 and 2. */
extern const KsFormat ks_format_jceks;

G_END_DECLS
