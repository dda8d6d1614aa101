/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ks.h"

G_BEGIN_DECLS

/**
 * CatenaProtectionGroup:
 *
 * How a file is protected, where its format has a choice: as it was, or in one of the ways of the format, with a number of iterations. Signal
 * `changed ()`.
 */
#define CATENA_TYPE_PROTECTION_GROUP (catena_protection_group_get_type ())
G_DECLARE_FINAL_TYPE (CatenaProtectionGroup,
                      catena_protection_group,
                      CATENA,
                      PROTECTION_GROUP,
                      AdwPreferencesGroup)

/* What can be chosen when @store is saved in @format. */
void catena_protection_group_set_target (CatenaProtectionGroup *self, KsStore *store, const KsFormat *format);
/* One of the format's protections; NULL: as the file has it, or there is no choice. */
const char *catena_protection_group_get_scheme (CatenaProtectionGroup *self);
guint catena_protection_group_get_iterations (CatenaProtectionGroup *self);

G_END_DECLS
