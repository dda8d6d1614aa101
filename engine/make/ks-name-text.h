/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-name-input.h"

G_BEGIN_DECLS

/* The parts of a name's text, the most specific first; NULL and KS_ERROR_MALFORMED with the place where the text goes wrong. */
GPtrArray *ks_name_text_parse (const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
