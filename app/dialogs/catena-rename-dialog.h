/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ks.h"

G_BEGIN_DECLS

/**
 * CatenaRenameDialog:
 *
 * Asks for another alias. Signal `renamed (KsEntry, string)`: the entry, and what it is to be called.
 */
#define CATENA_TYPE_RENAME_DIALOG (catena_rename_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CatenaRenameDialog, catena_rename_dialog, CATENA, RENAME_DIALOG, AdwAlertDialog)

AdwDialog *catena_rename_dialog_new (KsStore *store, KsEntry *entry) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
