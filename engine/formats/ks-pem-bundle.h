/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-format.h"

G_BEGIN_DECLS

extern const KsFormat ks_format_pem;

/* Whether @alias can stand in a “friendlyName:” line and be read again as it is. */
gboolean ks_pem_bundle_can_hold_alias (const char *alias);

/* How many blocks @store keeps from its file that are no entries. */
guint ks_pem_bundle_count_others (KsStore *store);

G_END_DECLS
