/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include "ks-store-pair.h"

G_BEGIN_DECLS

/* Two stores by what is in them: entries belong together by their certificate, then by their key, then by their alias.
 * @left, @right: of KsEntry. @fold_aliases: whether aliases that differ in case are one, as Java's keystores have it.
 * GPtrArray of KsStorePair, by kind, then as people sort aliases. Error: only G_IO_ERROR_CANCELLED. */
GPtrArray *ks_store_comparison_list_pairs (GPtrArray *left,
                                           GPtrArray *right,
                                           gboolean fold_aliases,
                                           GCancellable *cancellable,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
