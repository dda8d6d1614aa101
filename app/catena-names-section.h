/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "catena-entry-section.h"
#include "kw-names-view.h"

G_BEGIN_DECLS

/**
 * CatenaNamesSection:
 *
 * The names of an entry's certificate, and the hosts that are tested. Property: `is-narrow` (boolean).
 */
#define CATENA_TYPE_NAMES_SECTION (catena_names_section_get_type ())
G_DECLARE_FINAL_TYPE (CatenaNamesSection, catena_names_section, CATENA, NAMES_SECTION, AdwBin)

/* It tells what was typed, removed and asked for. */
KwNamesView *catena_names_section_get_view (CatenaNamesSection *self);

G_END_DECLS
