/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * KsFileState: what a file was when it was read, to notice that somebody else changed it
 */
typedef struct {
  char *etag; /* device, inode, size, mtime in ns; opaque */
} KsFileState;

void ks_file_state_clear (KsFileState *state);

typedef enum {
  KS_SAVE_DEFAULT = 0,
  KS_SAVE_BACKUP = 1 << 0,            /* keep the old content as NAME~ */
  KS_SAVE_OVERWRITE_CHANGED = 1 << 1, /* do not fail with KS_ERROR_CHANGED */
  KS_SAVE_PRIVATE = 1 << 2,           /* for its owner alone (0600), whatever the old file was */
  KS_SAVE_PUBLIC = 1 << 3,            /* a new file is as readable as the user's other files */
} KsSaveFlags;

/* Reads a whole file: at most @limit bytes (KS_ERROR_TOO_LARGE). A directory, a file without permission, a missing file: G_IO_ERROR_* with a
 * sentence; an empty file: KS_ERROR_NOT_A_KEYSTORE. @state: (out) (optional), zero-filled the first time. */
GBytes *ks_file_read (GFile *file, gsize limit, KsFileState *state, GCancellable *cancellable, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* TRUE when the file on disk is still the one of @state. A missing file is not. */
gboolean ks_file_is_unchanged (GFile *file, const KsFileState *state);
/* Replaces @file by @bytes, or changes nothing: temporary file beside it made 0600, written, fsynced, given the old mode, group, ACL and extended
 * attributes, renamed over, folder fsynced. A new file is made 0600, unless the flags say otherwise. The target of a symbolic link is replaced, not the link. Where that cannot be
 * done (hard links, another owner, a closed folder), the file is written in place, with its old content put back on failure; without a native
 * path, g_file_replace. @state: (inout) (nullable): compared before, updated after. @remark: (out) (optional):
 * a translated sentence about what could not be kept. */
gboolean ks_file_save (GFile *file,
                       GBytes *bytes,
                       KsSaveFlags flags,
                       KsFileState *state,
                       char **remark,
                       GCancellable *cancellable,
                       GError **error);

/* NAME~ beside the file that a save of @file replaces, when there is one; (transfer full) (nullable). */
GFile *ks_file_find_backup (GFile *file) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
