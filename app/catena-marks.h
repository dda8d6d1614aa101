/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "catena-scene.h"

G_BEGIN_DECLS

/**
 * CatenaMarks:
 *
 * The marks of all entries of a store, worked out one after the other in a worker and told in batches. A second round has the keys
 * looked at, too.
 * Signal `changed ()`; property `is-running` (boolean): during the first round.
 */
#define CATENA_TYPE_MARKS (catena_marks_get_type ())
G_DECLARE_FINAL_TYPE (CatenaMarks, catena_marks, CATENA, MARKS, GObject)

CatenaMarks *catena_marks_new (void) G_GNUC_WARN_UNUSED_RESULT;
void catena_marks_run (CatenaMarks *self, CatenaScene *scene, KsKeyring *keyring);
void catena_marks_cancel (CatenaMarks *self);
gboolean catena_marks_is_running (CatenaMarks *self);
void catena_marks_set (CatenaMarks *self, KsEntry *entry, KsState state, const char *sentence);
KsState catena_marks_get (CatenaMarks *self, KsEntry *entry, const char **sentence);

G_END_DECLS
