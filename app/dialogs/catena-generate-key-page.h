/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "catena-generate-page.h"

G_BEGIN_DECLS

/**
 * CatenaGenerateKeyPage: the kind of a new key, its alias and its password
 */
#define CATENA_TYPE_GENERATE_KEY_PAGE (catena_generate_key_page_get_type ())
G_DECLARE_FINAL_TYPE (CatenaGenerateKeyPage,
                      catena_generate_key_page,
                      CATENA,
                      GENERATE_KEY_PAGE,
                      CatenaGeneratePage)

KsSecret *catena_generate_key_page_take_password (CatenaGenerateKeyPage *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
