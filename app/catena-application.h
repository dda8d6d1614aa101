/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "catena-request-memory.h"
#include "catena-store-page.h"
#include "catena-trust.h"

G_BEGIN_DECLS

#define CATENA_TYPE_APPLICATION (catena_application_get_type ())

G_DECLARE_FINAL_TYPE (CatenaApplication, catena_application, CATENA, APPLICATION, AdwApplication)

CatenaApplication *catena_application_new (void);

GSettings *catena_application_get_settings (CatenaApplication *self);
CatenaTrust *catena_application_get_trust (CatenaApplication *self);
CatenaRequestMemory *catena_application_get_requests (CatenaApplication *self);
GPtrArray *catena_application_list_documents (CatenaApplication *self) G_GNUC_WARN_UNUSED_RESULT;
CatenaStorePage *catena_application_show_document (CatenaApplication *self, CatenaDocument *document);
gboolean catena_application_show_file (CatenaApplication *self, GFile *file);
void catena_application_set_unsaved (CatenaApplication *self, GtkWindow *window, gboolean unsaved);

G_END_DECLS
