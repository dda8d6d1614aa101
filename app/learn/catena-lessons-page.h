/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ks-lesson.h"

G_BEGIN_DECLS

/**
 * CatenaLessonsPage:
 *
 * The list of the lessons, with how far each has come.
 *
 * Signals:
 * - `lesson-activated (KsLesson)`
 * - `bench-activated ()`: somebody wants to break a chain
 */
#define CATENA_TYPE_LESSONS_PAGE (catena_lessons_page_get_type ())
G_DECLARE_FINAL_TYPE (CatenaLessonsPage, catena_lessons_page, CATENA, LESSONS_PAGE, AdwNavigationPage)

G_END_DECLS
