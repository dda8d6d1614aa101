/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "catena-generate-page.h"

G_BEGIN_DECLS

/**
 * CatenaGenerateUsePage: how long a new certificate is valid, who signs it, and what its key may be used for
 */
#define CATENA_TYPE_GENERATE_USE_PAGE (catena_generate_use_page_get_type ())
G_DECLARE_FINAL_TYPE (CatenaGenerateUsePage,
                      catena_generate_use_page,
                      CATENA,
                      GENERATE_USE_PAGE,
                      CatenaGeneratePage)

G_END_DECLS
