/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-lesson.h"
#include "ks-verdict.h"

G_BEGIN_DECLS

/**
 * CatenaLessonStart: what a lesson begins with
 */
typedef struct {
  KsLessonSetup *setup;
  KsVerdict *verdict; /* about the lesson's entry */
} CatenaLessonStart;

void catena_lesson_start_free (CatenaLessonStart *self);

/* Makes keys and certificates, and the verdict, in a worker. */
void catena_lesson_start_async (KsLesson *lesson,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
CatenaLessonStart *catena_lesson_start_finish (GAsyncResult *result, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/* The keystore of @setup, as if it were read from its file, in a worker. */
void catena_lesson_open_async (KsLessonSetup *setup, GAsyncReadyCallback callback, gpointer user_data);
KsStore *catena_lesson_open_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Reads a teacher's lesson, in a worker. */
void catena_lesson_read_async (GFile *file, GAsyncReadyCallback callback, gpointer user_data);
KsLesson *catena_lesson_read_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CatenaLessonStart, catena_lesson_start_free)

G_END_DECLS
