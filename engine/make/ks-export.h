/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-convert.h"

G_BEGIN_DECLS

typedef enum {
  KS_EXPORT_HOLDS_PRIVATE =
    1 << 0, /* private or secret keys are in the file: it is its owner's alone (mode 0600) */
  KS_EXPORT_NEEDS_PASSWORD = 1 << 1, /* the file cannot be without one */
  KS_EXPORT_MAY_BE_PLAIN = 1 << 2,   /* it can have a password, and should */
  KS_EXPORT_MANY = 1 << 3,         /* takes any number of entries, and leaves out those that it cannot hold */
  KS_EXPORT_ONLY_MANY = 1 << 4,    /* the same for two and more; all others take one */
  KS_EXPORT_CHOOSES_ROOT = 1 << 5, /* the root may be left out */
  KS_EXPORT_CHOOSES_ORDER = 1 << 6, /* the leaf first or the root first */
  KS_EXPORT_IS_TEXT = 1 << 7,
} KsExportFlags;

/**
 * KsExportGroup: what a kind of export is about; the kinds of a group stand together
 */
typedef enum {
  KS_EXPORT_CERTIFICATE,
  KS_EXPORT_CHAIN,
  KS_EXPORT_KEY_PAIR,
  KS_EXPORT_PRIVATE_KEY,
  KS_EXPORT_PUBLIC_KEY,
  KS_EXPORT_REQUEST,
  KS_EXPORT_CRL,
  KS_N_EXPORT_GROUPS,
} KsExportGroup;

/* Zero-filled is a good default. */
typedef struct {
  KsKeyring *keyring; /* (nullable): opens the keys of the entries */
  KsSecret *password; /* (nullable): protects the keys that are written */
  gboolean without_root;
  gboolean root_first;
  gint64 now_ms; /* for entries that have no date */
} KsExportOptions;

typedef struct _KsExport KsExport;

/**
 * KsExport:
 *
 * One way in which entries leave a keystore: a row of a const table.
 */
struct _KsExport {
  const char *id; /* "chain-pem"; stable, used in settings and tests */
  KsExportGroup group;
  const char *name;        /* N_("PEM") */
  const char *description; /* N_(one sentence: what is in the file, who reads it) */
  const char *ending;      /* of the file's name, behind the alias: ".pem", "-chain.pem" */
  const char *mime_type;
  KsExportFlags flags;
  /* Whether such an entry can be written; looks at its kind only. */
  gboolean (*takes) (KsEntry *entry);
  GBytes *(*write) (GPtrArray *entries,
                    const KsExportOptions *options,
                    GCancellable *cancellable,
                    GError **error);
};

/* The table, in the order in which it is offered. */
const KsExport *ks_export_list (gsize *n_exports);
const KsExport *ks_export_find (const char *id);
/* "Certificate", "Private Key", ...: translated, the title of the kinds of a group. */
const char *ks_export_group_get_name (KsExportGroup group);
/* Whether @entries, or some of them, can be written this way. */
gboolean ks_export_takes (const KsExport *self, GPtrArray *entries);
/* How many of @entries it leaves out. */
guint ks_export_count_left_out (const KsExport *self, GPtrArray *entries);
/* Whether the private or secret key of @entry has to be open for it. */
gboolean ks_export_needs_key (const KsExport *self, KsEntry *entry);
/* The first one that is sensible for @entries, or NULL when nothing is. */
const KsExport *ks_export_choose (GPtrArray *entries);
/* Whether the chains of @entries have a root that could be left out. */
gboolean ks_export_has_root (GPtrArray *entries);

/* The file. Deriving and protecting keys takes longer than a frame: for a worker. KS_ERROR_WRONG_PASSWORD, KS_ERROR_PASSWORD_NEEDED,
 * KS_ERROR_UNSUPPORTED (a kind of key that this form does not know), KS_ERROR_LOSSY, KS_ERROR_MALFORMED, G_IO_ERROR_CANCELLED. */
GBytes *ks_export_write (const KsExport *self,
                         GPtrArray *entries,
                         const KsExportOptions *options,
                         GCancellable *cancellable,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* "web.pem" for the alias “web”: a name for a file, without folders, control characters or leading dots. @base: what to call several entries */
char *ks_export_make_file_name (const KsExport *self, GPtrArray *entries, const char *base)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
