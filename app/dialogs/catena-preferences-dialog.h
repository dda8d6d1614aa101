/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "catena-request-memory.h"

G_BEGIN_DECLS

#define CATENA_TYPE_PREFERENCES_DIALOG (catena_preferences_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CatenaPreferencesDialog,
                      catena_preferences_dialog,
                      CATENA,
                      PREFERENCES_DIALOG,
                      AdwPreferencesDialog)

AdwDialog *catena_preferences_dialog_new (GSettings *settings, CatenaRequestMemory *requests)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
