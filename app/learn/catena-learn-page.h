/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "catena-page.h"
#include "ks-lesson.h"

G_BEGIN_DECLS

/**
 * CatenaLearnPage:
 *
 * The tab to learn in: the list of lessons, one of them, or a chain to break.
 */
#define CATENA_TYPE_LEARN_PAGE (catena_learn_page_get_type ())
G_DECLARE_FINAL_TYPE (CatenaLearnPage, catena_learn_page, CATENA, LEARN_PAGE, AdwBin)

/* @menu: (nullable): the window's, for pages that cover its header bar */
GtkWidget *catena_learn_page_new (GMenuModel *menu) G_GNUC_WARN_UNUSED_RESULT;
void catena_learn_page_show_lesson (CatenaLearnPage *self, KsLesson *lesson);
void catena_learn_page_show_bench (CatenaLearnPage *self);

G_END_DECLS
