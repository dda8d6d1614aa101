/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "catena-help-page.h"

G_BEGIN_DECLS

/* A page of the help in the language of the person, or %NULL where there is none of that name. */
CatenaHelpPage *catena_help_book_open (const char *id) G_GNUC_WARN_UNUSED_RESULT;
/* All pages, sorted by title: of CatenaHelpPage. */
GPtrArray *catena_help_book_list (void) G_GNUC_WARN_UNUSED_RESULT;
/* Whether the help is where a viewer of the desktop looks for it. */
gboolean catena_help_book_is_installed (void);

G_END_DECLS
