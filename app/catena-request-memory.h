/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CatenaRequestMemory:
 *
 * The certificate requests that were made here, by the public key that they are for, so that what a CA issues can be laid beside what
 * was asked for. A small file of the person's own; a request has no secrets.
 */
#define CATENA_TYPE_REQUEST_MEMORY (catena_request_memory_get_type ())
G_DECLARE_FINAL_TYPE (CatenaRequestMemory, catena_request_memory, CATENA, REQUEST_MEMORY, GObject)

CatenaRequestMemory *catena_request_memory_new (GFile *file) G_GNUC_WARN_UNUSED_RESULT;
void catena_request_memory_add (CatenaRequestMemory *self, const char *key_id, GBytes *request, gint64 now);
GBytes *catena_request_memory_find (CatenaRequestMemory *self, const char *key_id) G_GNUC_WARN_UNUSED_RESULT;
gint64 catena_request_memory_get_time (CatenaRequestMemory *self, const char *key_id);
GPtrArray *catena_request_memory_list (CatenaRequestMemory *self) G_GNUC_WARN_UNUSED_RESULT;
void catena_request_memory_clear (CatenaRequestMemory *self);

G_END_DECLS
