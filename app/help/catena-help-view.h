/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "catena-help-page.h"

G_BEGIN_DECLS

/* A text of the help; its links activate “help.show” with where they lead. */
GtkWidget *catena_help_label_new (const char *markup) G_GNUC_WARN_UNUSED_RESULT;
/* A page to be read; @section: (nullable): where reading begins. */
GtkWidget *catena_help_view_new (const CatenaHelpPage *page, const char *section) G_GNUC_WARN_UNUSED_RESULT;
/* The index: the pages in its sections. Rows activate “help.show”. */
GtkWidget *catena_help_index_new (const CatenaHelpPage *index) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
