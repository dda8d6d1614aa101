/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "catena-document.h"
#include "ks-renewal.h"

G_BEGIN_DECLS

/* What comes of the worker. */
typedef struct {
  KsRenewal *renewal;
  KsSecret *password; /* of a new key, or NULL */
} CatenaRenewResult;

void catena_renew_result_free (CatenaRenewResult *self);

void catena_renew_job_run_async (CatenaDocument *document,
                                 KsEntry *entry,
                                 KsRoleKind role,
                                 const KsRenewalChoice *choice,
                                 gint64 now,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
CatenaRenewResult *catena_renew_job_run_finish (GAsyncResult *result, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CatenaRenewResult, catena_renew_result_free)

G_END_DECLS
