/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "ks-host-comparison.h"

G_BEGIN_DECLS

/* Shows a name in a label, with the parts that differ bold and underlined. @spans: (nullable) of KsHostSpan */
void kw_host_text_show (GtkLabel *label, const char *text, const GArray *spans);
G_END_DECLS
