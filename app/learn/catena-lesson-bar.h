/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "catena-lesson-run.h"

G_BEGIN_DECLS

/**
 * CatenaLessonBar:
 *
 * Stands at the keystore that somebody repairs: the task, what has been reached, and what there is to help.
 *
 * Signals: `back-activated ()`, `next-activated ()`: to the lesson, to the one behind it.
 */
#define CATENA_TYPE_LESSON_BAR (catena_lesson_bar_get_type ())
G_DECLARE_FINAL_TYPE (CatenaLessonBar, catena_lesson_bar, CATENA, LESSON_BAR, GtkBox)

GtkWidget *catena_lesson_bar_new (CatenaLessonRun *run) G_GNUC_WARN_UNUSED_RESULT;
/* In a narrow window it stands at the bottom, and most of it is folded away. */
void catena_lesson_bar_set_is_narrow (CatenaLessonBar *self, gboolean is_narrow);

G_END_DECLS
