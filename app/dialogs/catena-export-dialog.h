/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ks-export.h"

G_BEGIN_DECLS

/**
 * CatenaExportDialog:
 *
 * Asks in which form entries leave the keystore. Signal `accepted ()`.
 */
#define CATENA_TYPE_EXPORT_DIALOG (catena_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CatenaExportDialog, catena_export_dialog, CATENA, EXPORT_DIALOG, AdwDialog)

AdwDialog *catena_export_dialog_new (GPtrArray *entries) G_GNUC_WARN_UNUSED_RESULT;
const KsExport *catena_export_dialog_get_export (CatenaExportDialog *self);
/* NULL: the file is to be without one. */
KsSecret *catena_export_dialog_get_password (CatenaExportDialog *self);
gboolean catena_export_dialog_get_without_root (CatenaExportDialog *self);
gboolean catena_export_dialog_get_root_first (CatenaExportDialog *self);

G_END_DECLS
