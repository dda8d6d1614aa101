/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <sys/stat.h>

G_BEGIN_DECLS

/* What a save works on: a file of this system, found once. For save/ alone. */
typedef struct {
  GFile *file; /* borrowed: as the caller named it, for messages */
  char *path;  /* symbolic links resolved */
  char *folder;
  gboolean exists;
  struct stat status; /* when @exists */
  gboolean in_portal; /* below the document portal */
} KsFileTarget;

gboolean ks_file_target_find (KsFileTarget *self, GFile *file, const char *path, GError **error);
void ks_file_target_clear (KsFileTarget *self);
/* Whether the file is as it was found. */
gboolean ks_file_target_is_same (KsFileTarget *self);

/* Owner and group. FALSE: this process may not. */
gboolean ks_file_copy_owner (int fd, const struct stat *status);
/* Mode, ACL and extended attributes of @path. What could not be copied is added to @lost. */
void ks_file_copy_attributes (int fd, const char *path, const struct stat *status, GPtrArray *lost);
/* All of it, in pieces, until cancelled. 0 or an errno; ECANCELED. */
int ks_file_write_all (int fd, GBytes *bytes, GCancellable *cancellable);
/* @size bytes from the start, wiped when they go. 0 or an errno. */
int ks_file_read_all (int fd, gsize size, GBytes **bytes);
char *ks_file_make_etag (const struct stat *status) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KsFileTarget, ks_file_target_clear)

G_END_DECLS
