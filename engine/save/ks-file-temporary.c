/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-file-temporary.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* Does not contain the name of the target, which may be as long as a name can be. */
#define PREFIX ".catena-saving-"
#define RANDOM_PART "XXXXXX"
#define MAX_TRIES 8

static gboolean
is_held_by_another (int fd)
{
  struct stat status;

  /* Where there are no locks, nobody takes another one's file for left behind either. */
  return (flock (fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) ||
         (fstat (fd, &status) == 0 && status.st_nlink == 0);
}

/**
 * ks_file_temporary_make:
 * @self: (inout): as KS_FILE_TEMPORARY_INIT; to be cleared by the caller, also on error
 * @target: the file it stands in for
 * @mode: who may read it, before the umask
 *
 * Makes a hidden empty file in the same folder, and locks it. Between the two another process may have found it without a lock and
 * removed it; then another one is made.
 *
 * Returns: 0 or an errno
 */
int
ks_file_temporary_make (KsFileTemporary *self, KsFileTarget *target, int mode)
{
  for (int i = 0; i < MAX_TRIES; i++) {
    self->path = g_build_filename (target->folder, PREFIX RANDOM_PART, NULL);
    self->fd = g_mkstemp_full (self->path, O_RDWR | O_CLOEXEC, mode);
    if (self->fd < 0) {
      const int number = errno;

      g_clear_pointer (&self->path, g_free);
      return number;
    }
    if (!is_held_by_another (self->fd)) {
      self->lock = fcntl (self->fd, F_DUPFD_CLOEXEC, 0);
      return self->lock >= 0 ? 0 : errno;
    }
    ks_file_temporary_clear (self);
  }

  return EBUSY;
}

/**
 * ks_file_temporary_close:
 * @self: a file that was made
 *
 * Closes it for writing, which is where some file systems tell what they could not write. The lock stays.
 *
 * Returns: 0 or an errno
 */
int
ks_file_temporary_close (KsFileTemporary *self)
{
  const int fd = self->fd;

  self->fd = -1;
  return close (fd) == 0 ? 0 : errno;
}

/**
 * ks_file_temporary_move:
 * @self: a file that was made and closed
 * @path: where it shall be, in the same folder
 * @replaces: whether something may be there
 *
 * Gives it its name, at once and for good.
 *
 * Returns: 0 or an errno; EEXIST where something is there that may not be
 */
int
ks_file_temporary_move (KsFileTemporary *self, const char *path, gboolean replaces)
{
  int failed = -1;

  if (!replaces) {
    failed = renameat2 (AT_FDCWD, self->path, AT_FDCWD, path, RENAME_NOREPLACE);
    if (failed != 0 && errno != EINVAL && errno != ENOSYS)
      return errno;
  }
  if (failed != 0 && rename (self->path, path) != 0)
    return errno;

  g_clear_pointer (&self->path, g_free);
  return 0;
}

/**
 * ks_file_temporary_clear:
 * @self: a temporary file
 *
 * Frees what it holds, and removes the file unless it was moved.
 */
void
ks_file_temporary_clear (KsFileTemporary *self)
{
  if (self->path != NULL)
    g_unlink (self->path);
  if (self->fd >= 0)
    close (self->fd);
  if (self->lock >= 0)
    close (self->lock);
  g_clear_pointer (&self->path, g_free);
  self->fd = self->lock = -1;
}

static gboolean
is_temporary_name (const char *name)
{
  return g_str_has_prefix (name, PREFIX) && strlen (name) == strlen (PREFIX RANDOM_PART);
}

static void
remove_if_unused (const char *path)
{
  const int fd = open (path, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  struct stat status;

  if (fd < 0)
    return;
  if (fstat (fd, &status) == 0 && S_ISREG (status.st_mode) && flock (fd, LOCK_EX | LOCK_NB) == 0)
    g_unlink (path);
  close (fd);
}

/**
 * ks_file_remove_leftovers:
 * @target: what is saved
 *
 * A program that is killed while it saves leaves its temporary file, with keys in it. The next save in the same folder
 * removes it. What is locked belongs to a program that is saving now.
 */
void
ks_file_remove_leftovers (KsFileTarget *target)
{
  g_autoptr (GDir) folder = target->in_portal ? NULL : g_dir_open (target->folder, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *path = is_temporary_name (name) ? g_build_filename (target->folder, name, NULL) : NULL;

    if (path != NULL)
      remove_if_unused (path);
  }
}
