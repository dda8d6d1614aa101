/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void catena_error_dialog_present (GtkWidget *parent, const char *heading, const GError *error);
char *catena_error_dialog_make_details (const char *heading, const GError *error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
