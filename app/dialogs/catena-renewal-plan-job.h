/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "catena-scene.h"

G_BEGIN_DECLS

/* Works the plan for all keys of a store out, in a worker. */
void catena_renewal_plan_job_start (CatenaScene *scene,
                                    KsRoleKind role,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
KsRenewalPlan *catena_renewal_plan_job_finish (GAsyncResult *result, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
