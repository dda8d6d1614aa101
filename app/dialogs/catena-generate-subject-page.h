/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "catena-generate-page.h"

G_BEGIN_DECLS

/**
 * CatenaGenerateSubjectPage: the distinguished name in a new certificate
 */
#define CATENA_TYPE_GENERATE_SUBJECT_PAGE (catena_generate_subject_page_get_type ())
G_DECLARE_FINAL_TYPE (CatenaGenerateSubjectPage,
                      catena_generate_subject_page,
                      CATENA,
                      GENERATE_SUBJECT_PAGE,
                      CatenaGeneratePage)

G_END_DECLS
