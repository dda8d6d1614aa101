/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-convert.h"
#include "ks-store.h"

G_BEGIN_DECLS

/* What becomes of one row when an import is carried out. */
typedef enum {
  KS_IMPORT_ADD,     /* under the row's alias, which is free */
  KS_IMPORT_REPLACE, /* in the place of the row's conflict */
  KS_IMPORT_SKIP,
} KsImportChoice;

/* How much a note weighs. */
typedef struct {
  gboolean is_warning; /* else a piece of information */
  char *sentence;      /* translated */
} KsImportNote;

/**
 * KsImportRow: one entry that could come into the target
 *
 * Part of a plan, immutable.
 */
typedef struct {
  KsEntry *entry;       /* as it would come: a bare key is joined with its certificates already */
  guint source;         /* the place of its source in the query */
  char *wanted_alias;   /* its own name, or one made from its certificate */
  char *alias;          /* free in the target and among the rows: for adding beside what is there */
  KsEntry *conflict;    /* the target's entry under @wanted_alias, or NULL: it can be replaced */
  KsEntry *duplicate;   /* the target's entry with the same key or certificate, or NULL */
  gboolean is_locked;   /* its key needs a password that the source's keyring does not have */
  gboolean is_used;     /* a certificate that came into the chain of a key of another row */
  gboolean is_repeated; /* an earlier row has the same content */
  char *problem;        /* why the target's format cannot hold it, translated; NULL: it can */
  GPtrArray *notes; /* of KsImportNote: end-entity or expired anchors, weak keys, a duplicate's alias ... */
  KsImportChoice
    choice; /* what is proposed: skip what the target has, what is used and what cannot be held; else add */
} KsImportRow;

/* What somebody decided about one row. */
typedef struct {
  KsImportChoice choice;
  const char *alias; /* (nullable): for KS_IMPORT_ADD, another alias than the row's */
} KsImportDecision;

/**
 * KsImportQuery: what a plan is made from. Filled by one thread, then read by a worker.
 */
typedef struct _KsImportQuery KsImportQuery;

/* @target: the store into which it goes, or a copy of it (ks_store_copy ()) when a worker makes the plan; @time: now, in seconds since 1970 */
KsImportQuery *ks_import_query_new (KsStore *target, gint64 time) G_GNUC_WARN_UNUSED_RESULT;
KsImportQuery *ks_import_query_ref (KsImportQuery *self);
void ks_import_query_unref (KsImportQuery *self);
/* @name: (nullable): of the file, for people; @keyring: (nullable): passwords of its keys, copied. Gives the place of the source. */
guint ks_import_query_add_source (KsImportQuery *self, KsStore *store, const char *name, KsKeyring *keyring);
/* One more password for the keys of a source; the plan has to be made again. @alias: (nullable): whose it is; NULL: try it on all */
void ks_import_query_add_password (KsImportQuery *self, guint source, const char *alias, KsSecret *password);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsImportQuery, ks_import_query_unref)

/**
 * KsImportPlan:
 *
 * What an import would do, row by row; immutable, reference counted.
 */
typedef struct _KsImportPlan KsImportPlan;

/* Unlocks keys, so it belongs in a worker. Error: only G_IO_ERROR_CANCELLED. */
KsImportPlan *ks_import_plan_new (KsImportQuery *query, GCancellable *cancellable, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
KsImportPlan *ks_import_plan_ref (KsImportPlan *self);
void ks_import_plan_unref (KsImportPlan *self);
guint ks_import_plan_get_n_rows (KsImportPlan *self);
const KsImportRow *ks_import_plan_get_row (KsImportPlan *self, guint index);

/* One step that imports everything chosen. @decisions: as many as rows, or NULL for what is proposed; @target: the store itself, whose
 * entries are those the plan saw; @password: (nullable): protects the keys in the target, usually the target's own; @failed_row: (out)
 * (optional): the row that an error is about, or the number of rows.
 * KS_ERROR_EXISTS (an alias is taken), KS_ERROR_LOSSY, KS_ERROR_WRONG_PASSWORD (the row's key is locked), KS_ERROR_PASSWORD_NEEDED,
 * KS_ERROR_NOT_FOUND (nothing is chosen). Protects keys anew, so it belongs in a worker, with a copy of the target. */
KsEdit *ks_import_plan_new_edit (KsImportPlan *self,
                                 const KsImportDecision *decisions,
                                 KsStore *target,
                                 KsSecret *password,
                                 gint64 now_ms,
                                 guint *failed_row,
                                 GCancellable *cancellable,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsImportPlan, ks_import_plan_unref)

G_END_DECLS
