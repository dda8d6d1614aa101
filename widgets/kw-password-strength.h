/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * KwPasswordStrength:
 *
 * What stands below a password field: how hard the password is to guess, and what would make it better.
 */
#define KW_TYPE_PASSWORD_STRENGTH (kw_password_strength_get_type ())
G_DECLARE_FINAL_TYPE (KwPasswordStrength, kw_password_strength, KW, PASSWORD_STRENGTH, AdwBin)

GtkWidget *kw_password_strength_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* @password: what the field holds; looked at, and not kept */
void kw_password_strength_rate (KwPasswordStrength *self, const char *password);

G_END_DECLS
