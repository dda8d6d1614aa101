/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "catena-coverage.h"
#include "catena-marks.h"
#include "catena-verification.h"

G_BEGIN_DECLS

struct _CatenaVerification {
  GObject parent_instance;

  CatenaDocument *document;
  CatenaTrust *trust;
  KsStore *store; /* the one whose changes are followed */
  CatenaScene *scene;
  CatenaMarks *marks;

  KsEntry *entry;
  KsVerdict *verdict;
  KsAnchorSet *anchors; /* chosen, or NULL */
  KsRoleKind role;
  gboolean role_is_chosen;
  char **hosts;
  CatenaCoverage *coverage; /* of these hosts */
  GPtrArray *candidates;    /* of KsCandidate, from other places */
  GCancellable *cancellable;
  guint entry_id;
  guint store_id;
  gint64 time; /* seconds since 1970 that the verdict is for; 0: now */
  gboolean is_running;
  gboolean is_outdated; /* the verdict that is worked out is for another time than the one wanted */
};

/* catena-verification.c */
void _catena_verification_notify_settled (CatenaVerification *self);

/* catena-verification-entry.c */
void _catena_verification_cancel_entry (CatenaVerification *self);
void _catena_verification_schedule_entry (CatenaVerification *self);

G_END_DECLS
