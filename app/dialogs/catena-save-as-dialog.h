/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "catena-document.h"

G_BEGIN_DECLS

/**
 * CatenaSaveAsDialog:
 *
 * Asks for the format, password and protection to save with, and says what will be lost and who can open the file. Signal `accepted ()`.
 */
#define CATENA_TYPE_SAVE_AS_DIALOG (catena_save_as_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CatenaSaveAsDialog, catena_save_as_dialog, CATENA, SAVE_AS_DIALOG, AdwDialog)

AdwDialog *catena_save_as_dialog_new (CatenaDocument *document) G_GNUC_WARN_UNUSED_RESULT;
const KsFormat *catena_save_as_dialog_get_format (CatenaSaveAsDialog *self);
gboolean catena_save_as_dialog_get_conversion (CatenaSaveAsDialog *self, KsConversion *conversion);

G_END_DECLS
