/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "catena-store-page.h"
#include "ks-lesson.h"

G_BEGIN_DECLS

/* A button for what the learner is given: a click brings it into the keystore of its page as if it were dropped there; it can be dragged, and its menu has
 * the other ways. */
GtkWidget *catena_lesson_handout_new (const KsLessonHandout *handout) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
