/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ks-verdict.h"

G_BEGIN_DECLS

/**
 * CatenaLessonDrawing:
 *
 * A chain to look at: headline, drawing, the checks of a link that is opened, and the certificates in a dialog. Nothing can be changed.
 */
#define CATENA_TYPE_LESSON_DRAWING (catena_lesson_drawing_get_type ())
G_DECLARE_FINAL_TYPE (CatenaLessonDrawing, catena_lesson_drawing, CATENA, LESSON_DRAWING, GtkBox)

/* @is_open: the certificates alone, and nothing of the verdict. NULL clears. */
void catena_lesson_drawing_set_verdict (CatenaLessonDrawing *self, KsVerdict *verdict, gboolean is_open);

G_END_DECLS
