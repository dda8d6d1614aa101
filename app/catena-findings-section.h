/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "catena-entry-section.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CatenaFindingsSection:
 *
 * What is wrong with an entry, worst first, and what can be done about it.
 *
 * Signal `remedy-activated (uint KsRemedy)`.
 */
#define CATENA_TYPE_FINDINGS_SECTION (catena_findings_section_get_type ())
G_DECLARE_FINAL_TYPE (CatenaFindingsSection, catena_findings_section, CATENA, FINDINGS_SECTION, AdwBin)

G_END_DECLS
