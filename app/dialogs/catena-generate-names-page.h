/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "catena-generate-page.h"

G_BEGIN_DECLS

/**
 * CatenaGenerateNamesPage: what the new key pair is for, and the names in its certificate
 */
#define CATENA_TYPE_GENERATE_NAMES_PAGE (catena_generate_names_page_get_type ())
G_DECLARE_FINAL_TYPE (CatenaGenerateNamesPage,
                      catena_generate_names_page,
                      CATENA,
                      GENERATE_NAMES_PAGE,
                      CatenaGeneratePage)

G_END_DECLS
