/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "catena-document.h"
#include "catena-trust.h"

G_BEGIN_DECLS

/* Who signed whom in @document, and which key pairs of all open files it accepts; in a worker. */
void catena_map_job_async (CatenaDocument *document,
                           CatenaTrust *trust,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
KsTrustGraph *catena_map_job_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
