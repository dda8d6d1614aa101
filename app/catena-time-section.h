/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "catena-entry-section.h"

G_BEGIN_DECLS

/**
 * CatenaTimeSection:
 *
 * When the certificates of an entry's path are valid, and a slider for the date that the verdict is for.
 *
 * Signals:
 * - `time-chosen (int64)`: seconds since 1970, or 0 for today
 */
#define CATENA_TYPE_TIME_SECTION (catena_time_section_get_type ())
G_DECLARE_FINAL_TYPE (CatenaTimeSection, catena_time_section, CATENA, TIME_SECTION, GtkBox)

void catena_time_section_set_time (CatenaTimeSection *self, gint64 time);

G_END_DECLS
