/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "ks.h"

G_BEGIN_DECLS

/* Puts a password on the clipboard for 45 seconds, marked as one. */
void catena_secret_clipboard_copy (GtkWidget *widget, KsSecret *secret);

G_END_DECLS
