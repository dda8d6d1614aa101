/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include "ks.h"

G_BEGIN_DECLS

/**
 * CatenaDocumentState:
 * @CATENA_DOCUMENT_EMPTY: nothing was read yet
 * @CATENA_DOCUMENT_LOADING: a worker reads it
 * @CATENA_DOCUMENT_LOCKED: it waits for its password
 * @CATENA_DOCUMENT_READY: there is a store
 * @CATENA_DOCUMENT_FAILED: it could not be read; the error says why
 */
typedef enum {
  CATENA_DOCUMENT_EMPTY,
  CATENA_DOCUMENT_LOADING,
  CATENA_DOCUMENT_LOCKED,
  CATENA_DOCUMENT_READY,
  CATENA_DOCUMENT_FAILED,
} CatenaDocumentState;

#define CATENA_TYPE_DOCUMENT_STATE (catena_document_state_get_type ())
GType catena_document_state_get_type (void) G_GNUC_CONST;

#define CATENA_TYPE_DOCUMENT (catena_document_get_type ())
G_DECLARE_FINAL_TYPE (CatenaDocument, catena_document, CATENA, DOCUMENT, GObject)

CatenaDocument *catena_document_new_for_file (GFile *file) G_GNUC_WARN_UNUSED_RESULT;
CatenaDocument *catena_document_new_for_bytes (GBytes *bytes, const char *title, KsSecret *password)
  G_GNUC_WARN_UNUSED_RESULT;
CatenaDocument *catena_document_new_for_store (KsStore *store, const char *title) G_GNUC_WARN_UNUSED_RESULT;

CatenaDocumentState catena_document_get_state (CatenaDocument *self);
GFile *catena_document_get_file (CatenaDocument *self);
KsStore *catena_document_get_store (CatenaDocument *self);
const KsFormat *catena_document_get_format (CatenaDocument *self);
KsKeyring *catena_document_get_keyring (CatenaDocument *self);
const GError *catena_document_get_error (CatenaDocument *self);
const char *catena_document_get_title (CatenaDocument *self);
const char *catena_document_get_subtitle (CatenaDocument *self);
gboolean catena_document_is_modified (CatenaDocument *self);
gboolean catena_document_is_busy (CatenaDocument *self);
gboolean catena_document_is_editable (CatenaDocument *self);
gboolean catena_document_is_changed_on_disk (CatenaDocument *self);
gboolean catena_document_can_look (CatenaDocument *self);
GPtrArray *catena_document_list_remarks (CatenaDocument *self) G_GNUC_WARN_UNUSED_RESULT;

void catena_document_load (CatenaDocument *self);
void catena_document_reload (CatenaDocument *self);
void catena_document_cancel (CatenaDocument *self);
void catena_document_look (CatenaDocument *self);
void catena_document_unlock_async (CatenaDocument *self,
                                   KsSecret *password,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean catena_document_unlock_finish (CatenaDocument *self, GAsyncResult *result, GError **error);

void catena_document_save_async (CatenaDocument *self,
                                 KsSaveFlags flags,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
void catena_document_save_as_async (CatenaDocument *self,
                                    GFile *file,
                                    const KsConversion *conversion,
                                    KsSaveFlags flags,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
char *catena_document_save_finish (CatenaDocument *self, GAsyncResult *result, GError **error);
KsBackupRisk catena_document_get_backup_risk (CatenaDocument *self);
void catena_document_delete_backup_async (CatenaDocument *self,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
gboolean catena_document_delete_backup_finish (CatenaDocument *self, GAsyncResult *result, GError **error);

gboolean catena_document_apply (CatenaDocument *self, KsEdit *edit, GError **error);
void catena_document_remember_password (CatenaDocument *self, const char *alias, KsSecret *password);
void catena_document_check_file (CatenaDocument *self);

/* There to try things with: until it is saved as a file, nothing that is done to it is missed. @clients: (nullable): who is asked for
 * trust, instead of the system */
void catena_document_set_practice (CatenaDocument *self, KsAnchorSet *clients);
gboolean catena_document_is_practice (CatenaDocument *self);
KsAnchorSet *catena_document_get_clients (CatenaDocument *self);

void catena_document_note_generated (CatenaDocument *self, KsEntry *entry);
gboolean catena_document_has_generated (CatenaDocument *self);
void catena_document_forget_generated (CatenaDocument *self);

G_END_DECLS
