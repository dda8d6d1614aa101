/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "catena-application.h"

G_BEGIN_DECLS

#define CATENA_TYPE_WINDOW (catena_window_get_type ())

G_DECLARE_FINAL_TYPE (CatenaWindow, catena_window, CATENA, WINDOW, AdwApplicationWindow)

CatenaWindow *catena_window_new (CatenaApplication *application);

G_END_DECLS
