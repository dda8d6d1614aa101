/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The DER of a text with a line “SPKAC=”, or NULL. @name: (out) (transfer full): the common name beside it, or NULL */
GBytes *ks_spkac_text_parse (GBytes *text, char **name) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
