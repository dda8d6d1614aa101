/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "catena-document.h"
#include "catena-verification.h"
#include "ks-lesson-draft.h"

G_BEGIN_DECLS

/* What a lesson's keystore is protected with, for everybody to read. */
#define CATENA_LESSON_PASSWORD "changeit"

/* A draft with what the page of the keystore says: role, hosts, and whom its clients trust. */
KsLessonDraft *catena_lesson_maker_new_draft (CatenaVerification *verification) G_GNUC_WARN_UNUSED_RESULT;
/* Goals that somebody could set who starts with @verdict: what fails now first, then what can be asked of every entry; texts owned. */
GArray *catena_lesson_maker_list_goals (KsVerdict *verdict) G_GNUC_WARN_UNUSED_RESULT; /* of KsLessonGoal */

/* Takes the keystore into @draft, and makes the file, in a worker. @draft: (transfer full) */
void catena_lesson_maker_write_async (KsLessonDraft *draft,
                                      CatenaDocument *document,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
/* @notes: (out) (transfer full): of char *, what could not be taken as it is */
GBytes *catena_lesson_maker_write_finish (GAsyncResult *result, GPtrArray **notes, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
