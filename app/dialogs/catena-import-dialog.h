/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "catena-document.h"

G_BEGIN_DECLS

/**
 * CatenaImportDialog:
 *
 * Asks what shall come into a keystore out of files, text and other keystores. Signal: accepted (KsEdit).
 */
#define CATENA_TYPE_IMPORT_DIALOG (catena_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CatenaImportDialog, catena_import_dialog, CATENA, IMPORT_DIALOG, AdwDialog)

AdwDialog *catena_import_dialog_new (CatenaDocument *document);
void catena_import_dialog_add_file (CatenaImportDialog *self, GFile *file);
void catena_import_dialog_add_text (CatenaImportDialog *self, const char *text);
void catena_import_dialog_add_store (CatenaImportDialog *self, KsStore *store);

G_END_DECLS
