/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CatenaWelcomePage:
 *
 * What a window shows without a tab: open, new, recent files, and things to look at.
 */
#define CATENA_TYPE_WELCOME_PAGE (catena_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (CatenaWelcomePage, catena_welcome_page, CATENA, WELCOME_PAGE, AdwBin)

void catena_welcome_page_set_recent (CatenaWelcomePage *self, GPtrArray *recent);

G_END_DECLS
