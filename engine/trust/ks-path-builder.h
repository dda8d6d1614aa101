/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-check-private.h"

G_BEGIN_DECLS

/* Enumerates the paths of one entry: by name, key identifier and signature; see architecture.md, engine habit 8. */
typedef struct {
  GPtrArray *paths; /* of KsPath, checked, in the order found */
  gboolean cut_short;
} KsPathSearch;

/* @enough: after how many trusted paths without warnings to stop; 0 = find all within the budget */
void ks_path_search_run (KsPathSearch *self,
                         KsVerifyRequest *request,
                         const KsCheckSettings *settings,
                         guint enough,
                         GCancellable *cancellable);
void ks_path_search_clear (KsPathSearch *self);
/* Best first. */
void ks_path_search_sort (KsPathSearch *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KsPathSearch, ks_path_search_clear)

G_END_DECLS
