/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ks.h"

G_BEGIN_DECLS

/**
 * CatenaRepairDialog:
 *
 * What a repaired chain would be like: the drawing and the verdict before and after, and each certificate that comes or goes.
 * Signal `accepted (KsEntry entry, KsEntry repaired)`: the person wants the one to become the other.
 */
#define CATENA_TYPE_REPAIR_DIALOG (catena_repair_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CatenaRepairDialog, catena_repair_dialog, CATENA, REPAIR_DIALOG, AdwDialog)

/* @verdict: about the entry as it is; @repaired: the entry as it would be */
AdwDialog *catena_repair_dialog_new (KsVerdict *verdict, KsEntry *entry, KsEntry *repaired)
  G_GNUC_WARN_UNUSED_RESULT;
/* The verdict about the repaired entry, once it is known. */
void catena_repair_dialog_set_after (CatenaRepairDialog *self, KsVerdict *verdict);

G_END_DECLS
