/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a file is that no format recognised: KS_ERROR_NOT_A_KEYSTORE or KS_ERROR_UNSUPPORTED, in a sentence. */
void ks_sniff_explain (GBytes *bytes, GError **error);

G_END_DECLS
