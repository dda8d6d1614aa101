/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ks-lesson.h"

G_BEGIN_DECLS

/**
 * CatenaLessonQuestion:
 *
 * The question of a lesson with its answers, one of which is chosen. When the answer is told, the rows lock, and say which one was chosen and
 * what happens. Property: `choice` (int): index of the chosen answer, -1 = none yet.
 */
#define CATENA_TYPE_LESSON_QUESTION (catena_lesson_question_get_type ())
G_DECLARE_FINAL_TYPE (CatenaLessonQuestion, catena_lesson_question, CATENA, LESSON_QUESTION, GtkBox)

void catena_lesson_question_set_lesson (CatenaLessonQuestion *self, KsLesson *lesson);
int catena_lesson_question_get_choice (CatenaLessonQuestion *self);
/* Tells the answer. */
void catena_lesson_question_reveal (CatenaLessonQuestion *self);
/* Asks again. */
void catena_lesson_question_reset (CatenaLessonQuestion *self);

G_END_DECLS
