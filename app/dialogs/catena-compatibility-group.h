/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ks.h"

G_BEGIN_DECLS

/**
 * CatenaCompatibilityGroup:
 *
 * Which programs can open a file, and why not: a row for those that say the same.
 */
#define CATENA_TYPE_COMPATIBILITY_GROUP (catena_compatibility_group_get_type ())
G_DECLARE_FINAL_TYPE (CatenaCompatibilityGroup,
                      catena_compatibility_group,
                      CATENA,
                      COMPATIBILITY_GROUP,
                      AdwPreferencesGroup)

GtkWidget *catena_compatibility_group_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* @answers: (nullable): of KsCompatibility; NULL: they are being found out */
void catena_compatibility_group_set_answers (CatenaCompatibilityGroup *self, GPtrArray *answers);

G_END_DECLS
