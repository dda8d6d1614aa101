/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ks.h"

G_BEGIN_DECLS

/**
 * CatenaPasswordDialog:
 *
 * Asks for one password, as often as it takes. Whoever opened it closes it.
 *
 * Signals:
 * - `submitted (KsSecret)`: a password to try; the dialog is busy until it is refused or closed
 * - `alternative ()`: the person wants to go on without
 */
#define CATENA_TYPE_PASSWORD_DIALOG (catena_password_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CatenaPasswordDialog, catena_password_dialog, CATENA, PASSWORD_DIALOG, AdwDialog)

AdwDialog *catena_password_dialog_new (const char *title, const char *body, const char *verb)
  G_GNUC_WARN_UNUSED_RESULT;
void catena_password_dialog_set_alternative (CatenaPasswordDialog *self, const char *label);
void catena_password_dialog_refuse (CatenaPasswordDialog *self, const char *reason);
KsSecret *catena_password_take (GtkEditable *editable) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
