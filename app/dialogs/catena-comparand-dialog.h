/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "catena-comparand.h"

G_BEGIN_DECLS

/**
 * CatenaComparandDialog:
 *
 * Asks what a certificate or request is to be compared with: any other one of the open files, of another file, or of the clipboard.
 *
 * Signal `chosen (CatenaComparand)`: it was chosen, and the dialog is gone
 */
#define CATENA_TYPE_COMPARAND_DIALOG (catena_comparand_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CatenaComparandDialog, catena_comparand_dialog, CATENA, COMPARAND_DIALOG, AdwDialog)

/* @documents: of CatenaDocument: what is open, the one in front first */
AdwDialog *catena_comparand_dialog_new (CatenaComparand *first, GPtrArray *documents)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
