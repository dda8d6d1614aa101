/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ks.h"

G_BEGIN_DECLS

/**
 * CatenaNewPasswordGroup:
 *
 * Two rows for a new password, typed twice or generated, and how strong it is. Property `is-valid` (boolean): whether both are the same and not empty.
 */
#define CATENA_TYPE_NEW_PASSWORD_GROUP (catena_new_password_group_get_type ())
G_DECLARE_FINAL_TYPE (CatenaNewPasswordGroup,
                      catena_new_password_group,
                      CATENA,
                      NEW_PASSWORD_GROUP,
                      AdwPreferencesGroup)

gboolean catena_new_password_group_is_valid (CatenaNewPasswordGroup *self);
KsSecret *catena_new_password_group_dup (CatenaNewPasswordGroup *self) G_GNUC_WARN_UNUSED_RESULT;
KsSecret *catena_new_password_group_take (CatenaNewPasswordGroup *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
