/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ks.h"

G_BEGIN_DECLS

/**
 * CatenaImportLock:
 *
 * A file of the import dialog that needs a password, or cannot be read. Signal: submitted (KsSecret).
 */
#define CATENA_TYPE_IMPORT_LOCK (catena_import_lock_get_type ())
G_DECLARE_FINAL_TYPE (CatenaImportLock, catena_import_lock, CATENA, IMPORT_LOCK, AdwBin)

GtkWidget *catena_import_lock_new (const char *title);
/* @reason: (nullable): what is to be said; @is_error: it is a problem */
void catena_import_lock_set_reason (CatenaImportLock *self, const char *reason, gboolean is_error);
void catena_import_lock_set_asks (CatenaImportLock *self, gboolean asks);
void catena_import_lock_set_busy (CatenaImportLock *self, gboolean is_busy);

G_END_DECLS
