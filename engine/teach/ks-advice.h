/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What can be done where a check or lint has something to say, translated; NULL where there is none of that id. */
const char *ks_advice_find (const char *check);

G_END_DECLS
