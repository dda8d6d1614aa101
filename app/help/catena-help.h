/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Shows a page, or “page#section”. */
void catena_help_open (GtkWindow *window, const char *target);
/* Shows what fits what is open in @window now. */
void catena_help_open_for_window (GtkWindow *window);
/* Makes F1 work in the dialogs of @window, too. */
void catena_help_add_keys (AdwApplicationWindow *window);
/* Shows the glossary. */
void catena_help_open_glossary (GtkWindow *window);

G_END_DECLS
