/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "catena-document.h"

G_BEGIN_DECLS

/**
 * CatenaOtherFileDialog:
 *
 * Asks which other file a keystore is to be compared with: one that is open, or another one.
 *
 * Signal `chosen (CatenaDocument)`: it was chosen, and the dialog is gone; %NULL for a file that is to be opened first
 */
#define CATENA_TYPE_OTHER_FILE_DIALOG (catena_other_file_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CatenaOtherFileDialog, catena_other_file_dialog, CATENA, OTHER_FILE_DIALOG, AdwDialog)

/* @documents: of CatenaDocument: what can be chosen */
AdwDialog *catena_other_file_dialog_new (CatenaDocument *first, GPtrArray *documents)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
