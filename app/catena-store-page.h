/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "catena-document.h"
#include "catena-lesson-bar.h"
#include "catena-page.h"
#include "catena-trust.h"
#include "catena-verification.h"

G_BEGIN_DECLS

/**
 * CatenaStorePage:
 *
 * The content of a tab: one document, its entries, and the page of the selected one.
 *
 * Properties:
 * - `document` (CatenaDocument)
 * - `is-drilled` (boolean): whether, in a narrow window, the entry's page covers the list and brings its own header bar
 *
 * Signals:
 * - `close-requested ()`: nothing is left to show
 * - `file-used (CatenaDocument)`: its file was opened or saved
 */
#define CATENA_TYPE_STORE_PAGE (catena_store_page_get_type ())
G_DECLARE_FINAL_TYPE (CatenaStorePage, catena_store_page, CATENA, STORE_PAGE, AdwBin)

GtkWidget *catena_store_page_new (CatenaDocument *document, CatenaTrust *trust) G_GNUC_WARN_UNUSED_RESULT;
CatenaDocument *catena_store_page_get_document (CatenaStorePage *self);
CatenaVerification *catena_store_page_get_verification (CatenaStorePage *self);
GActionGroup *catena_store_page_get_document_actions (CatenaStorePage *self);
GActionGroup *catena_store_page_get_entry_actions (CatenaStorePage *self);
gboolean catena_store_page_is_drilled (CatenaStorePage *self);
void catena_store_page_go_back (CatenaStorePage *self);
void catena_store_page_select (CatenaStorePage *self, KsEntry *entry);
/* "list", "table" or "map": what shows all entries. */
void catena_store_page_set_view (CatenaStorePage *self, const char *view);
void catena_store_page_set_lesson_bar (CatenaStorePage *self, CatenaLessonBar *bar);
void catena_store_page_paste_text (CatenaStorePage *self, const char *text);

gboolean catena_store_page_has_reason_to_ask (CatenaStorePage *self);
void catena_store_page_ask_async (CatenaStorePage *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean catena_store_page_ask_finish (CatenaStorePage *self, GAsyncResult *result);

G_END_DECLS
