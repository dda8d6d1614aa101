/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>
#include "ks-entry.h"

G_BEGIN_DECLS

/* Fills @group with what the file says of @entry itself: when it was made, what its key is and how it is protected. Rows of an earlier
 * call are taken out first. */
void catena_entry_facts_show (AdwPreferencesGroup *group, KsEntry *entry);

G_END_DECLS
