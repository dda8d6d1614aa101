/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Certificates for a chain, from files that the person chooses or from the clipboard. */
void catena_chain_source_choose_async (GtkWidget *parent, GAsyncReadyCallback callback, gpointer user_data);
void catena_chain_source_paste_async (GtkWidget *parent, GAsyncReadyCallback callback, gpointer user_data);
/* GPtrArray of KsCertificate, never empty. */
GPtrArray *catena_chain_source_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
