/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "catena-document.h"
#include "catena-verification.h"

G_BEGIN_DECLS

/**
 * CatenaMakeLessonDialog:
 *
 * Asks a teacher for what a lesson needs beside its keystore, and saves it as a file.
 */
#define CATENA_TYPE_MAKE_LESSON_DIALOG (catena_make_lesson_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CatenaMakeLessonDialog, catena_make_lesson_dialog, CATENA, MAKE_LESSON_DIALOG, AdwDialog)

AdwDialog *catena_make_lesson_dialog_new (CatenaDocument *document, CatenaVerification *verification)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
