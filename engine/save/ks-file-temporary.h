/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-file-target.h"

G_BEGIN_DECLS

/* A hidden file beside the one that is saved, until it is moved into its place. It is locked as long as it is in use, which
 * tells it from one that a program left behind when it was killed. For save/ alone. */
typedef struct {
  char *path; /* NULL: moved, or never made */
  int fd;     /* to write it */
  int lock;   /* another descriptor of the same open file, which outlives @fd */
} KsFileTemporary;

#define KS_FILE_TEMPORARY_INIT { NULL, -1, -1 }

/* 0 or an errno. @mode: who may read it, before the umask. */
int ks_file_temporary_make (KsFileTemporary *self, KsFileTarget *target, int mode);
/* Closes @fd. 0 or an errno. */
int ks_file_temporary_close (KsFileTemporary *self);
/* Moves it to @path; unless @replaces, only if nothing is there. 0 or an errno. */
int ks_file_temporary_move (KsFileTemporary *self, const char *path, gboolean replaces);
/* Removes the file if it was not moved. */
void ks_file_temporary_clear (KsFileTemporary *self);
/* Removes those that nobody uses any more from the folder of @target. */
void ks_file_remove_leftovers (KsFileTarget *target);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KsFileTemporary, ks_file_temporary_clear)

G_END_DECLS
