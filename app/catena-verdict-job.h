/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "catena-scene.h"

G_BEGIN_DECLS

/* All that the verdict about one entry needs, for a worker. */
typedef struct _CatenaVerdictJob CatenaVerdictJob;

CatenaVerdictJob *catena_verdict_job_new (CatenaScene *scene,
                                          KsEntry *entry,
                                          KsAnchorSet *anchors,
                                          const char *const *hosts,
                                          KsKeyring *keyring) G_GNUC_WARN_UNUSED_RESULT;
void catena_verdict_job_free (CatenaVerdictJob *self);
void catena_verdict_job_run (CatenaVerdictJob *self, GTask *task);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CatenaVerdictJob, catena_verdict_job_free)

G_END_DECLS
