/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-name-mask.h"

G_BEGIN_DECLS

/* Whether a name of @length bytes at the start of @text ends there. */
typedef gboolean (*KsMaskEndFunc) (const char *text, gsize length);

const char *_ks_name_mask_find (KsNameMask *self, const char *text, KsMaskEndFunc at_end, gsize *length);
/* Whether @text has the form of a DNS name of two labels or more. */
gboolean _ks_name_mask_is_host (const char *text);

G_END_DECLS
