/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "catena-application.h"
#include "catena-document.h"
#include "catena-store-page.h"
#include "ks-lesson.h"

G_BEGIN_DECLS

#define CATENA_TYPE_WINDOW (catena_window_get_type ())

G_DECLARE_FINAL_TYPE (CatenaWindow, catena_window, CATENA, WINDOW, AdwApplicationWindow)

CatenaWindow *catena_window_new (CatenaApplication *application);

CatenaStorePage *catena_window_get_page (CatenaWindow *self);
CatenaStorePage *catena_window_add_document (CatenaWindow *self, CatenaDocument *document);
void catena_window_open_file (CatenaWindow *self, GFile *file);
void catena_window_open_text (CatenaWindow *self, const char *text);
void catena_window_list_documents (CatenaWindow *self, GPtrArray *documents);
CatenaStorePage *catena_window_show_document (CatenaWindow *self, CatenaDocument *document);
gboolean catena_window_show_file (CatenaWindow *self, GFile *file);
void catena_window_show_lesson (CatenaWindow *self, KsLesson *lesson);

G_END_DECLS
