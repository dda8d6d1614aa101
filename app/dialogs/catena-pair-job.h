/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "catena-document.h"

G_BEGIN_DECLS

/* Compares the entries of two documents, as they are now, in a worker. */
void catena_pair_job_start (CatenaDocument *left,
                            CatenaDocument *right,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
/* Of KsStorePair; G_IO_ERROR_CANCELLED. */
GPtrArray *catena_pair_job_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
