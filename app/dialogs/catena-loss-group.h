/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ks.h"

G_BEGIN_DECLS

/**
 * CatenaLossGroup:
 *
 * What a file cannot hold, and what becomes of it: a row for each loss. Signal `unlock-requested (string alias)`: the person will give
 * the password of that entry’s key.
 */
#define CATENA_TYPE_LOSS_GROUP (catena_loss_group_get_type ())
G_DECLARE_FINAL_TYPE (CatenaLossGroup, catena_loss_group, CATENA, LOSS_GROUP, AdwPreferencesGroup)

/* @losses: (nullable): of KsLoss; without any the group is not visible */
void catena_loss_group_set_losses (CatenaLossGroup *self, GPtrArray *losses);

G_END_DECLS
