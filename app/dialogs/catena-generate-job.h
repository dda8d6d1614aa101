/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "catena-generate-draft.h"

G_BEGIN_DECLS

/* @issuer_key: (nullable): plain PKCS #8 of the draft's issuer. Of @draft nothing is kept. */
void catena_generate_job_run_async (const CatenaGenerateDraft *draft,
                                    KsSecret *issuer_key,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
/* The new entry, as it has to be for the draft's store; NULL and G_IO_ERROR_CANCELLED, or an error of the engine. */
KsEntry *catena_generate_job_run_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
