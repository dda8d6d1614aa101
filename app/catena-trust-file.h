/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "ks.h"

G_BEGIN_DECLS

/* Asks for a truststore, and for its password where it needs one. */
void catena_trust_file_choose_async (GtkWidget *parent, GAsyncReadyCallback callback, gpointer user_data);
/* NULL when the person gave up; what went wrong was shown already. */
KsAnchorSet *catena_trust_file_choose_finish (GAsyncResult *result) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
