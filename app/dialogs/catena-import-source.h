/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks.h"

G_BEGIN_DECLS

/**
 * CatenaImportSource:
 *
 * One file, text or store that entries come from, with the passwords given for it.
 */
#define CATENA_TYPE_IMPORT_SOURCE (catena_import_source_get_type ())
G_DECLARE_FINAL_TYPE (CatenaImportSource, catena_import_source, CATENA, IMPORT_SOURCE, GObject)

CatenaImportSource *catena_import_source_new_for_file (GFile *file) G_GNUC_WARN_UNUSED_RESULT;
CatenaImportSource *catena_import_source_new_for_text (const char *text) G_GNUC_WARN_UNUSED_RESULT;
CatenaImportSource *catena_import_source_new_for_store (KsStore *store) G_GNUC_WARN_UNUSED_RESULT;

/* Reads it in a worker. @password: (nullable). It always succeeds, unless it is cancelled: see the getters. */
void catena_import_source_load_async (CatenaImportSource *self,
                                      KsSecret *password,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean catena_import_source_load_finish (CatenaImportSource *self, GAsyncResult *result);

/* What to call it, for people. */
const char *catena_import_source_get_name (CatenaImportSource *self);
/* NULL until something could be read. */
KsStore *catena_import_source_get_store (CatenaImportSource *self);
/* Why the last try failed; NULL when it did not. */
const GError *catena_import_source_get_error (CatenaImportSource *self);
/* Whether there is more to see with the password. */
gboolean catena_import_source_needs_password (CatenaImportSource *self);
/* Whether somebody has just given a password. */
gboolean catena_import_source_was_tried (CatenaImportSource *self);
/* A password for keys that the file's does not open. */
void catena_import_source_add_key_password (CatenaImportSource *self, KsSecret *password);
/* Adds it to a query, with its passwords. Its place there, or G_MAXUINT when there is nothing to add. */
guint catena_import_source_add_to_query (CatenaImportSource *self, KsImportQuery *query);

G_END_DECLS
