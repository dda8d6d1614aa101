/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Sentences for people out of errno: what happened, and what to do. For save/ alone. */
void ks_file_set_read_error (GError **error, GFile *file, int number);
void ks_file_set_write_error (GError **error, GFile *file, int number);
/* KS_ERROR_CHANGED: somebody else was here. */
void ks_file_set_changed_error (GError **error, GFile *file);

/* The file's name as people know it, for messages. */
char *ks_file_dup_display_name (GFile *file) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
