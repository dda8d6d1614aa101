/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ks-lesson.h"

G_BEGIN_DECLS

/**
 * CatenaLessonPage:
 *
 * One lesson: predict what happens, and have it revealed.
 *
 * Signals:
 * - `repair-activated (KsLesson, gpointer KsLessonSetup)`: somebody wants to repair it
 * - `next-activated (KsLesson)`: somebody wants to go on behind it
 */
#define CATENA_TYPE_LESSON_PAGE (catena_lesson_page_get_type ())
G_DECLARE_FINAL_TYPE (CatenaLessonPage, catena_lesson_page, CATENA, LESSON_PAGE, AdwNavigationPage)

/* Begins to prepare it at once. @menu: (nullable): the window's */
CatenaLessonPage *catena_lesson_page_new (KsLesson *lesson, GMenuModel *menu) G_GNUC_WARN_UNUSED_RESULT;
KsLesson *catena_lesson_page_get_lesson (CatenaLessonPage *self);
/* “Lesson 1 of 20”, or that it is of a teacher. */
const char *catena_lesson_page_get_subtitle (CatenaLessonPage *self);

G_END_DECLS
