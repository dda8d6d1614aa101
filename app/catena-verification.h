/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "catena-coverage.h"
#include "catena-document.h"
#include "catena-scene.h"
#include "catena-trust.h"

G_BEGIN_DECLS

/**
 * CatenaVerification:
 *
 * The verdicts about the entries of a document: a mark for each in the background, and everything about one of them.
 *
 * Properties:
 * - `entry` (KsEntry): the one whose whole verdict is wanted
 * - `verdict` (KsVerdict): that verdict, %NULL until it is there
 * - `role` (uint): what the file is for, a #KsRoleKind
 * - `time` (int64): what the verdict is for, in seconds since 1970; 0 for now
 * - `is-settled` (boolean): whether nothing is worked out at the moment
 *
 * Signals:
 * - `marks-changed ()`: some entries have other marks than before
 */
#define CATENA_TYPE_VERIFICATION (catena_verification_get_type ())
G_DECLARE_FINAL_TYPE (CatenaVerification, catena_verification, CATENA, VERIFICATION, GObject)

CatenaVerification *catena_verification_new (CatenaDocument *document, CatenaTrust *trust)
  G_GNUC_WARN_UNUSED_RESULT;
KsState catena_verification_get_mark (CatenaVerification *self, KsEntry *entry, const char **sentence);
CatenaCovered catena_verification_get_covered (CatenaVerification *self, KsEntry *entry);
gint64 catena_verification_get_now (CatenaVerification *self);
gint64 catena_verification_get_time (CatenaVerification *self);
void catena_verification_set_time (CatenaVerification *self, gint64 seconds);
CatenaScene *catena_verification_ref_scene (CatenaVerification *self) G_GNUC_WARN_UNUSED_RESULT;

KsEntry *catena_verification_get_entry (CatenaVerification *self);
void catena_verification_set_entry (CatenaVerification *self, KsEntry *entry);
KsVerdict *catena_verification_get_verdict (CatenaVerification *self);
gboolean catena_verification_is_settled (CatenaVerification *self);
KsRoleKind catena_verification_get_role (CatenaVerification *self);
void catena_verification_set_role (CatenaVerification *self, KsRoleKind role, gboolean is_chosen);
void catena_verification_set_anchors (CatenaVerification *self, KsAnchorSet *anchors);
/* The verdict about @entry if the store had it, as the one about its own entries is made. */
void catena_verification_preview_async (CatenaVerification *self,
                                        KsEntry *entry,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
KsVerdict *catena_verification_preview_finish (CatenaVerification *self, GAsyncResult *result)
  G_GNUC_WARN_UNUSED_RESULT;
const char *const *catena_verification_get_hosts (CatenaVerification *self);
void catena_verification_set_hosts (CatenaVerification *self, const char *const *hosts);
void catena_verification_add_candidates (CatenaVerification *self, GPtrArray *candidates);
KsAnchorSet *catena_verification_get_system (CatenaVerification *self);

G_END_DECLS
