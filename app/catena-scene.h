/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks.h"

G_BEGIN_DECLS

/**
 * CatenaScene:
 *
 * All that verdicts about one store depend on, as a value: made on the main thread, read in workers.
 */
typedef struct _CatenaScene CatenaScene;

CatenaScene *catena_scene_new (KsStore *store, const char *title, KsAnchorSet *system, gint64 now)
  G_GNUC_WARN_UNUSED_RESULT;
CatenaScene *catena_scene_at (CatenaScene *self, gint64 time) G_GNUC_WARN_UNUSED_RESULT;
guint catena_scene_get_n_crls (CatenaScene *self);
void catena_scene_add_crl (CatenaScene *self, GBytes *der);
CatenaScene *catena_scene_ref (CatenaScene *self);
void catena_scene_unref (CatenaScene *self);
void catena_scene_set_role (CatenaScene *self, KsRoleKind role, gboolean is_chosen);
void catena_scene_add_server (CatenaScene *self, KsEntry *entry, const char *file);
void catena_scene_add_candidates (CatenaScene *self, GPtrArray *candidates);
GPtrArray *catena_scene_get_entries (CatenaScene *self);
gint64 catena_scene_get_now (CatenaScene *self);

KsState catena_scene_check_quickly (CatenaScene *self, KsEntry *entry, char **sentence);
KsState catena_scene_check_thoroughly (CatenaScene *self, KsEntry *entry, KsKeyring *keyring, char **sentence);
KsVerdict *catena_scene_verify (CatenaScene *self,
                                KsEntry *entry,
                                KsAnchorSet *anchors,
                                const char *const *hosts,
                                KsKeyring *keyring,
                                GCancellable *cancellable,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CatenaScene, catena_scene_unref)

G_END_DECLS
