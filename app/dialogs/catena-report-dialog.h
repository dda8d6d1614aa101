/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "catena-document.h"
#include "ks-verdict.h"

G_BEGIN_DECLS

/**
 * CatenaReportDialog:
 *
 * Asks how a report on an entry is to be, shows what will be in it, and saves or copies it.
 */
#define CATENA_TYPE_REPORT_DIALOG (catena_report_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CatenaReportDialog, catena_report_dialog, CATENA, REPORT_DIALOG, AdwDialog)

/* @path: of @verdict, for the drawing; @now: seconds since 1970 */
AdwDialog *catena_report_dialog_new (CatenaDocument *document,
                                     KsEntry *entry,
                                     KsVerdict *verdict,
                                     const KsPath *path,
                                     gint64 now) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
