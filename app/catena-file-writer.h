/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void catena_file_writer_ask_async (GtkWidget *parent,
                                   const char *title,
                                   const char *name,
                                   GBytes *bytes,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GFile *catena_file_writer_ask_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *catena_file_writer_make_name (const char *text, const char *suffix) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
