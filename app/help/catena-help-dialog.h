/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CatenaHelpDialog: the help, shown by the program itself
 */
#define CATENA_TYPE_HELP_DIALOG (catena_help_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CatenaHelpDialog, catena_help_dialog, CATENA, HELP_DIALOG, AdwDialog)

/* @target: a page, or “page#section”. */
AdwDialog *catena_help_dialog_new (const char *target) G_GNUC_WARN_UNUSED_RESULT;
void catena_help_dialog_show (CatenaHelpDialog *self, const char *target);

G_END_DECLS
