/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include "ks.h"

G_BEGIN_DECLS

#define CATENA_TYPE_FILE_WATCH (catena_file_watch_get_type ())
G_DECLARE_FINAL_TYPE (CatenaFileWatch, catena_file_watch, CATENA, FILE_WATCH, GObject)

CatenaFileWatch *catena_file_watch_new (GFile *file) G_GNUC_WARN_UNUSED_RESULT;
GFile *catena_file_watch_get_file (CatenaFileWatch *self);
gboolean catena_file_watch_is_changed (CatenaFileWatch *self);
const char *catena_file_watch_get_etag (CatenaFileWatch *self);
void catena_file_watch_set_etag (CatenaFileWatch *self, const char *etag);
void catena_file_watch_check (CatenaFileWatch *self);

G_END_DECLS
