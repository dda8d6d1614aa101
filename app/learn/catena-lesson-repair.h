/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "ks-lesson.h"

G_BEGIN_DECLS

/* Opens a copy of the lesson's keystore in a tab of the window that @widget is in, or shows the tab that has one. */
void catena_lesson_repair (GtkWidget *widget, KsLesson *lesson, KsLessonSetup *setup);

G_END_DECLS
