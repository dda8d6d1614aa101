/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-format.h"

G_BEGIN_DECLS

/**
 * KsArchiveBudget: what an archive, with all archives inside of it, may still use
 */
typedef struct _KsArchiveBudget {
  guint depth; /* archives round the one that is read */
  gsize bytes; /* unpacked */
  guint files;
  guint passwords; /* files that a password may be tried on, each of which takes a moment */
} KsArchiveBudget;

/**
 * KsZipContent: what the files of an archive give, one after the other
 */
typedef struct {
  const KsReadOptions *options;
  KsArchiveBudget *budget;
  GPtrArray *loose;   /* KsPemItem: what may belong together over several files */
  GPtrArray *entries; /* KsEntry: what is complete */
  GHashTable *seen;   /* fingerprints of the certificates in @loose */
  GPtrArray *remarks; /* char * */
  guint n_repeated;   /* certificates that were there before */
  guint n_unverified; /* keystores whose integrity was not verified */
  guint n_locked;     /* files that need a password */
  guint n_wrong;      /* files that need another one */
  guint n_opened;     /* files that the password opened */
} KsZipContent;

void ks_zip_content_init (KsZipContent *self, const KsReadOptions *options, KsArchiveBudget *budget);
void ks_zip_content_clear (KsZipContent *self);
/* @name: of the file in the archive. FALSE only with an error that ends everything: a limit, or G_IO_ERROR_CANCELLED. */
gboolean ks_zip_content_add_file (KsZipContent *self,
                                  const char *name,
                                  GBytes *bytes,
                                  GCancellable *cancellable,
                                  GError **error);
/* A remark about a file. */
void ks_zip_content_add_problem (KsZipContent *self, const char *name, const char *message);
KsStore *ks_zip_content_make_store (KsZipContent *self, const KsFormat *format, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KsZipContent, ks_zip_content_clear)

G_END_DECLS
