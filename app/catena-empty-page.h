/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CatenaEmptyPage: what to begin with in a keystore without entries
 */
#define CATENA_TYPE_EMPTY_PAGE (catena_empty_page_get_type ())
G_DECLARE_FINAL_TYPE (CatenaEmptyPage, catena_empty_page, CATENA, EMPTY_PAGE, AdwBin)

GtkWidget *catena_empty_page_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
