/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "ks-verdict.h"

G_BEGIN_DECLS

/* Writes the drawing of a path in a worker, and puts it into a file or on the clipboard. @path belongs to @verdict;
 * @source: the widget whose direction the drawing has. The task ends with G_IO_ERROR_CANCELLED when no file is chosen. */
void catena_drawing_save_async (GtkWidget *source,
                                KsVerdict *verdict,
                                const KsPath *path,
                                const char *title,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
GFile *catena_drawing_save_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void catena_drawing_copy_async (GtkWidget *source,
                                KsVerdict *verdict,
                                const KsPath *path,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean catena_drawing_copy_finish (GAsyncResult *result, GError **error);

G_END_DECLS
