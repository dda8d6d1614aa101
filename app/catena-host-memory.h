/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The hosts that somebody tested in a file; NULL for none. */
char **catena_host_memory_find (GSettings *settings, GFile *file) G_GNUC_WARN_UNUSED_RESULT;
/* None, or NULL: forgets those of the file. */
void catena_host_memory_set (GSettings *settings, GFile *file, const char *const *hosts);
void catena_host_memory_clear (GSettings *settings);

G_END_DECLS
