/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CatenaViewSwitch:
 *
 * List, Table or Map: what the window shows of a file. Whoever chooses activates `view.list`, `view.table` or `view.map`.
 */
#define CATENA_TYPE_VIEW_SWITCH (catena_view_switch_get_type ())
G_DECLARE_FINAL_TYPE (CatenaViewSwitch, catena_view_switch, CATENA, VIEW_SWITCH, AdwBin)

/* "list", "table" or "map" */
void catena_view_switch_set_view (CatenaViewSwitch *self, const char *view);

G_END_DECLS
