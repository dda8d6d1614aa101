/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include "ks-role.h"

G_BEGIN_DECLS

/* FALSE when nobody said what @file is for. */
gboolean catena_role_memory_find (GSettings *settings, GFile *file, KsRoleKind *role);
void catena_role_memory_set (GSettings *settings, GFile *file, KsRoleKind role);

G_END_DECLS
