/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CatenaBenchPage:
 *
 * A sound chain, and switches that break it in one way each; the drawing follows at once.
 */
#define CATENA_TYPE_BENCH_PAGE (catena_bench_page_get_type ())
G_DECLARE_FINAL_TYPE (CatenaBenchPage, catena_bench_page, CATENA, BENCH_PAGE, AdwNavigationPage)

/* @menu: (nullable): the window's */
CatenaBenchPage *catena_bench_page_new (GMenuModel *menu) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
