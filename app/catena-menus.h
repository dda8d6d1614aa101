/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GMenuModel *catena_menu_new_for_entry (void) G_GNUC_WARN_UNUSED_RESULT;
/* Of a certificate in a chain, or of a missing issuer. */
GMenuModel *catena_menu_new_for_chain (gboolean is_gap) G_GNUC_WARN_UNUSED_RESULT;
GMenuModel *catena_menu_new_for_role (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
