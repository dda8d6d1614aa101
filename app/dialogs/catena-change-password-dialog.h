/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ks.h"

G_BEGIN_DECLS

/**
 * CatenaChangePasswordDialog:
 *
 * Asks for a new password. Signal `accepted (KsSecret)`.
 */
#define CATENA_TYPE_CHANGE_PASSWORD_DIALOG (catena_change_password_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CatenaChangePasswordDialog,
                      catena_change_password_dialog,
                      CATENA,
                      CHANGE_PASSWORD_DIALOG,
                      AdwDialog)

AdwDialog *catena_change_password_dialog_new (const char *title, const char *body) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
