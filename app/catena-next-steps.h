/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "ks.h"

G_BEGIN_DECLS

/**
 * CatenaNextSteps:
 *
 * What can come next for a key pair whose certificate nobody but itself has signed: a request to a CA, the CA's reply, or clients that
 * trust it as it is. A step that the window does not have, or cannot do now, is not shown.
 */
#define CATENA_TYPE_NEXT_STEPS (catena_next_steps_get_type ())
G_DECLARE_FINAL_TYPE (CatenaNextSteps, catena_next_steps, CATENA, NEXT_STEPS, AdwPreferencesGroup)

GtkWidget *catena_next_steps_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* NULL: none */
void catena_next_steps_set_entry (CatenaNextSteps *self, KsEntry *entry, gint64 now);

G_END_DECLS
