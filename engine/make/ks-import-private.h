/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-import.h"

G_BEGIN_DECLS

/* What the files ks-import*.c share. */

typedef struct {
  KsStore *store;
  char *name; /* or NULL */
  KsKeyring *keyring;
} KsImportSource;

struct _KsImportQuery {
  gatomicrefcount refs;
  KsStore *target;
  gint64 time;
  GPtrArray *sources; /* of KsImportSource */
};

struct _KsImportPlan {
  gatomicrefcount refs;
  KsImportQuery *query;
  GPtrArray *rows; /* of KsImportRow */
};

/**
 * KsImportJoiner: finds the certificates that belong to a bare private key
 */
typedef struct _KsImportJoiner KsImportJoiner;

/* @certificates: of KsCertificate, borrowed; the first ones are preferred. */
KsImportJoiner *ks_import_joiner_new (GPtrArray *certificates, gint64 time) G_GNUC_WARN_UNUSED_RESULT;
void ks_import_joiner_free (KsImportJoiner *self);
/* (transfer container) (nullable): the chain of the key, leaf first; NULL when no certificate has its public half. */
GPtrArray *ks_import_joiner_find_chain (KsImportJoiner *self, KsSecret *pkcs8) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsImportJoiner, ks_import_joiner_free)

/* What is worth saying about @entry before it comes: (transfer full), of KsImportNote. */
GPtrArray *ks_import_list_notes (KsEntry *entry, gint64 time) G_GNUC_WARN_UNUSED_RESULT;
void ks_import_add_note (GPtrArray *notes, gboolean is_warning, char *sentence);

G_END_DECLS
