/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>
#include "ks-lesson-private.h"

G_BEGIN_DECLS

/* For the files that read and write a teacher's lesson. */

#define KS_LESSON_FILE_FORMAT "catena-lesson"
#define KS_LESSON_FILE_VERSION 1

/* Octets of the file, of the keystore in it, and of a handout. */
#define KS_LESSON_MAX_FILE ((gsize) 16 * 1024 * 1024)
#define KS_LESSON_MAX_KEYSTORE ((gsize) 8 * 1024 * 1024)
#define KS_LESSON_MAX_PEM ((gsize) 1024 * 1024)

/* ks-lesson-file-read.c: what the file says. */
KsLessonDraft *_ks_lesson_file_read (GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* ks-lesson-file-check.c: whether it makes sense, and the keystore opens. */
gboolean _ks_lesson_file_check (const KsLessonDraft *content, GError **error);

G_END_DECLS
