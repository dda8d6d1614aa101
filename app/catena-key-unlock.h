/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "catena-document.h"

G_BEGIN_DECLS

void catena_key_unlock_async (GtkWidget *parent,
                              CatenaDocument *document,
                              KsEntry *entry,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
KsSecret *catena_key_unlock_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
