/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CatenaWelcomeTile:
 *
 * A button for something to look at, with two lines. Properties: `symbol` (name of an icon), `title`, `description` (strings).
 */
#define CATENA_TYPE_WELCOME_TILE (catena_welcome_tile_get_type ())
G_DECLARE_FINAL_TYPE (CatenaWelcomeTile, catena_welcome_tile, CATENA, WELCOME_TILE, GtkButton)

G_END_DECLS
