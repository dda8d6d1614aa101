/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "catena-document.h"
#include "catena-file-watch.h"

G_BEGIN_DECLS

struct _CatenaDocument {
  GObject parent_instance;

  GFile *file;
  GBytes *bytes;      /* of a document that came from memory, else NULL */
  KsSecret *password; /* for bytes that were given with their password */
  char *title;
  char *subtitle;

  CatenaDocumentState state;
  const KsFormat *format;
  KsStore *store;
  KsStore *unverified; /* what was read without the password, while it is locked */
  KsKeyring *keyring;
  GPtrArray *generated; /* of KsKey: made here and never saved; NULL: none */
  gboolean is_practice; /* nobody misses its changes */
  KsAnchorSet *clients; /* or NULL */
  GError *error;

  GCancellable *cancellable;
  CatenaFileWatch *watch;
  guint busy;

  GPtrArray *saved_entries; /* of KsEntry: what the file has; NULL: there is none */
  KsSecret *saved_password;
  GFile *backup; /* of the last save; NULL: none */
  KsBackupRisk backup_risk;
};

void _catena_document_set_file (CatenaDocument *self, GFile *file);
void _catena_document_set_store (CatenaDocument *self, KsStore *store);
void _catena_document_set_state (CatenaDocument *self, CatenaDocumentState state);
void _catena_document_add_busy (CatenaDocument *self, int change);
void _catena_document_note_saved (CatenaDocument *self);
void _catena_document_clear_saved (CatenaDocument *self);
void _catena_document_take_backup (CatenaDocument *self, GFile *backup, KsBackupRisk risk);

G_END_DECLS
