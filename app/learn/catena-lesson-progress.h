/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CATENA_LESSON_PROGRESS_KEY "lesson-progress"

/* How far a lesson has come; the later, the farther. */
typedef enum {
  CATENA_LESSON_NOT_BEGUN,
  CATENA_LESSON_PREDICTED,
  CATENA_LESSON_SOLVED,
} CatenaLessonState;

CatenaLessonState catena_lesson_progress_get (GSettings *settings, const char *id);
/* Never back. */
void catena_lesson_progress_raise (GSettings *settings, const char *id, CatenaLessonState state);
/* Translated, for people: “Solved” */
const char *catena_lesson_state_get_name (CatenaLessonState state);
const char *catena_lesson_state_get_icon (CatenaLessonState state);

G_END_DECLS
