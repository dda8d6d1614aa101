/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "catena-document.h"

G_BEGIN_DECLS

/**
 * CatenaFileDialog:
 *
 * What a file is as a whole: format, content, integrity, protection, and what is worth knowing of it. Signal `remedy-wanted (uint)`:
 * somebody wants a KsRemarkRemedy; the dialog is closed then.
 */
#define CATENA_TYPE_FILE_DIALOG (catena_file_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CatenaFileDialog, catena_file_dialog, CATENA, FILE_DIALOG, AdwDialog)

AdwDialog *catena_file_dialog_new (CatenaDocument *document) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
