/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include "ks-edit.h"
#include "ks-entry.h"
#include "ks-remark.h"

G_BEGIN_DECLS

typedef struct _KsFormat KsFormat;

/**
 * KsIntegrity:
 * @KS_INTEGRITY_NONE: the format has no integrity check (PEM)
 * @KS_INTEGRITY_VERIFIED: checked with the password, and right
 * @KS_INTEGRITY_SKIPPED: opened without the password: not verified, read-only
 * @KS_INTEGRITY_ABSENT: this file has none although its format could (PKCS#12 without MAC)
 * @KS_INTEGRITY_WEAK: checked, but with a method that proves nothing (BKS version 1)
 * @KS_INTEGRITY_SIGNED: signed instead, which was not verified; read-only (BCFKS)
 */
typedef enum {
  KS_INTEGRITY_NONE,
  KS_INTEGRITY_VERIFIED,
  KS_INTEGRITY_SKIPPED,
  KS_INTEGRITY_ABSENT,
  KS_INTEGRITY_WEAK,
  KS_INTEGRITY_SIGNED,
} KsIntegrity;

#define KS_TYPE_INTEGRITY (ks_integrity_get_type ())
GType ks_integrity_get_type (void) G_GNUC_CONST;

/**
 * KsStore:
 *
 * The content of one keystore file: a GListModel of KsEntry which changes only by ks_store_apply(), undo and redo.
 * Belongs to one thread; it is made in a worker and handed over whole. Properties: format, integrity, is-modified, is-read-only, can-undo,
 * can-redo; all notify.
 */
#define KS_TYPE_STORE (ks_store_get_type ())
G_DECLARE_FINAL_TYPE (KsStore, ks_store, KS, STORE, GObject)

KsStore *ks_store_new (const KsFormat *format) G_GNUC_WARN_UNUSED_RESULT;

/* A store of its own with the same content, password, integrity and baggage, and no history: for a worker that writes or converts while
 * the original stays with its thread. The entries are shared. */
KsStore *ks_store_copy (KsStore *self) G_GNUC_WARN_UNUSED_RESULT;

/* For formats while they read; not undoable, no signals wanted. @entry: (transfer none) */
void ks_store_add_loaded (KsStore *self, KsEntry *entry);
void ks_store_set_integrity (KsStore *self, KsIntegrity integrity);
/* The password that the file was opened or is to be saved with; NULL = none (or opened without). */
void ks_store_set_loaded_password (KsStore *self, KsSecret *password);
/* Things worth telling that did not stop reading ("2 bytes behind the end were ignored"); translated sentences. */
void ks_store_add_remark (KsStore *self, const char *remark);
void ks_store_add_remark_of (KsStore *self, KsRemarkKind kind, const char *remark);
const char *const *ks_store_get_remarks (KsStore *self);
KsRemarkKind ks_store_get_remark_kind (KsStore *self, guint index);
/* Format baggage of the whole file (unknown bags, CRLs, text between PEM blocks, the scheme it was written with). @key is the format's own. */
void ks_store_set_extra (KsStore *self, const char *key, GBytes *value);
GBytes *ks_store_get_extra (KsStore *self, const char *key);

const KsFormat *ks_store_get_format (KsStore *self);
KsIntegrity ks_store_get_integrity (KsStore *self);
KsSecret *ks_store_get_password (KsStore *self);
/* TRUE for a file opened without its password, and for one that is signed. */
gboolean ks_store_is_read_only (KsStore *self);
gboolean ks_store_is_modified (KsStore *self);
gboolean ks_store_can_undo (KsStore *self);
gboolean ks_store_can_redo (KsStore *self);
/* Label of the edit that undo would take back, redo would make again; NULL when there is none. */
const char *ks_store_get_undo_label (KsStore *self);
const char *ks_store_get_redo_label (KsStore *self);

/* By exact alias; first one; (transfer none) or NULL. */
KsEntry *ks_store_find (KsStore *self, const char *alias);
gboolean ks_store_find_position (KsStore *self, KsEntry *entry, guint *position);
/* An immutable copy for a worker: GPtrArray of KsEntry, (transfer full). */
GPtrArray *ks_store_snapshot (KsStore *self) G_GNUC_WARN_UNUSED_RESULT;
/* Names, dates and alternative names of all certificates now instead of on first use; for the worker that loads a long file. */
void ks_store_prepare (KsStore *self, GCancellable *cancellable);
/* @wanted, or "wanted-2", "wanted-3" ... when taken; respects a format whose aliases ignore case. */
char *ks_store_make_alias (KsStore *self, const char *wanted) G_GNUC_WARN_UNUSED_RESULT;
/* An alias as Java makes it small (String.toLowerCase, Locale.ENGLISH), whatever the user's locale is. */
char *ks_alias_fold (const char *alias) G_GNUC_WARN_UNUSED_RESULT;

/* KS_ERROR_NOT_FOUND, KS_ERROR_EXISTS, KS_ERROR_READ_ONLY; on error nothing has changed. */
gboolean ks_store_apply (KsStore *self, KsEdit *edit, GError **error);
/* The edit that was undone or redone (for the toast), or NULL. (transfer full) */
KsEdit *ks_store_undo (KsStore *self);
KsEdit *ks_store_redo (KsStore *self);
/* After a save: this state is the one on disk. */
void ks_store_mark_saved (KsStore *self);

G_END_DECLS
