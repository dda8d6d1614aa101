/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "catena-document.h"
#include "ks-lesson.h"

G_BEGIN_DECLS

/**
 * CatenaLessonRun:
 *
 * Somebody repairs a lesson's keystore: which goals are met, judged in a worker after each change.
 *
 * Signals:
 * - `judged ()`: it is known which goals are met now
 * - `solved ()`: all of them are, for the first time
 */
#define CATENA_TYPE_LESSON_RUN (catena_lesson_run_get_type ())
G_DECLARE_FINAL_TYPE (CatenaLessonRun, catena_lesson_run, CATENA, LESSON_RUN, GObject)

CatenaLessonRun *catena_lesson_run_new (KsLesson *lesson, KsLessonSetup *setup, CatenaDocument *document)
  G_GNUC_WARN_UNUSED_RESULT;
KsLesson *catena_lesson_run_get_lesson (CatenaLessonRun *self);
KsLessonSetup *catena_lesson_run_get_setup (CatenaLessonRun *self);
CatenaDocument *catena_lesson_run_get_document (CatenaLessonRun *self);
gboolean catena_lesson_run_is_met (CatenaLessonRun *self, guint goal);
guint catena_lesson_run_get_n_met (CatenaLessonRun *self);
gboolean catena_lesson_run_is_solved (CatenaLessonRun *self);
/* As it was in the beginning. */
void catena_lesson_run_start_over (CatenaLessonRun *self);

G_END_DECLS
