/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "catena-document.h"

G_BEGIN_DECLS

/**
 * CatenaCompatibilityDialog:
 *
 * Which programs can open the file of a document, and why not.
 */
#define CATENA_TYPE_COMPATIBILITY_DIALOG (catena_compatibility_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CatenaCompatibilityDialog,
                      catena_compatibility_dialog,
                      CATENA,
                      COMPATIBILITY_DIALOG,
                      AdwDialog)

AdwDialog *catena_compatibility_dialog_new (CatenaDocument *document) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
