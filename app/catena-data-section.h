/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "catena-entry-section.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CatenaDataSection:
 *
 * What is inside an entry that is neither a key nor a certificate: a certificate request or a revocation list.
 */
#define CATENA_TYPE_DATA_SECTION (catena_data_section_get_type ())
G_DECLARE_FINAL_TYPE (CatenaDataSection, catena_data_section, CATENA, DATA_SECTION, AdwBin)

G_END_DECLS
