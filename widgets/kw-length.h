/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A width at which a widget changes its form: @length px at 100 % text, more where text is larger. */
int kw_length_scaled (GtkWidget *widget, int length);

G_END_DECLS
