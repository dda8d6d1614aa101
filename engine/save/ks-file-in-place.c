/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-file-replace.h"

#include "ks-file-error.h"
#include "ks-file-temporary.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* Space for what the new content is longer than the old one, so that a full disk shows before a byte is lost. */
static int
reserve (int fd, gsize old_size, gsize new_size)
{
  int number;

  if (new_size <= old_size)
    return 0;
  number = posix_fallocate (fd, (off_t) old_size, (off_t) (new_size - old_size));
  if (number == EOPNOTSUPP || number == EINVAL)
    return 0;
  if (number != 0 && ftruncate (fd, (off_t) old_size) != 0)
    return errno;
  return number;
}

static int
overwrite (int fd, GBytes *bytes)
{
  int number = ks_file_write_all (fd, bytes, NULL);

  if (number == 0 && ftruncate (fd, (off_t) g_bytes_get_size (bytes)) != 0)
    number = errno;
  if (number == 0 && fsync (fd) != 0)
    number = errno;
  return number;
}

static gboolean
write_or_restore (KsFileTarget *target, int fd, GBytes *bytes, gboolean *is_damaged, GError **error)
{
  const gsize old_size = (gsize) target->status.st_size;
  g_autoptr (GBytes) old = NULL;
  g_autofree char *name = NULL;
  int number = ks_file_read_all (fd, old_size, &old);

  if (number == 0)
    number = reserve (fd, old_size, g_bytes_get_size (bytes));
  if (number != 0) {
    ks_file_set_save_error (error, target, number);
    return FALSE;
  }

  number = overwrite (fd, bytes);
  if (number == 0)
    return TRUE;
  if (overwrite (fd, old) == 0) {
    ks_file_set_save_error (error, target, number);
    return FALSE;
  }

  *is_damaged = TRUE;
  name = ks_file_dup_display_name (target->file);
  g_set_error (
    error, G_IO_ERROR, (gint) g_io_error_from_errno (number),
    _ ("“%s” was damaged while it was written: %s. Keep this window open and save in another folder."), name,
    g_strerror (number));
  return FALSE;
}

/* Without a backup that stays, one for the time in which the file is neither old nor new; NULL where there is no place for it. */
static char *
make_rescue (KsFileTarget *target, KsSaveFlags flags)
{
  g_autofree char *path = g_strconcat (target->path, "~", NULL);

  if ((flags & KS_SAVE_BACKUP) != 0 || target->in_portal || g_file_test (path, G_FILE_TEST_EXISTS) ||
      !ks_file_make_backup (target, NULL))
    return NULL;
  return g_steal_pointer (&path);
}

static gboolean
write_with_rescue (KsFileTarget *target, int fd, GBytes *bytes, KsSaveFlags flags, GError **error)
{
  g_autofree char *rescue = make_rescue (target, flags);
  gboolean is_damaged = FALSE;
  const gboolean saved = write_or_restore (target, fd, bytes, &is_damaged, error);

  if (rescue != NULL && !is_damaged)
    g_unlink (rescue);
  return saved;
}

/**
 * ks_file_write_in_place:
 * @target: an existing file
 * @bytes: its new content
 * @flags: how
 * @cancellable: (nullable): looked at before the first byte
 * @error: return location
 *
 * Writes into the file itself, for files with several names, of another owner, or in a closed folder. The space is
 * reserved first, and the old content put back if writing fails. Only a crash in the middle leaves half a file; beside it there is
 * the old one as NAME~ then, unless the folder is closed.
 *
 * Returns: %FALSE if it was not written
 */
gboolean
ks_file_write_in_place (KsFileTarget *target,
                        GBytes *bytes,
                        KsSaveFlags flags,
                        GCancellable *cancellable,
                        GError **error)
{
  gboolean saved = FALSE;
  int fd;

  ks_file_remove_leftovers (target);
  fd = open (target->path, O_RDWR | O_CLOEXEC);

  if (fd < 0) {
    ks_file_set_save_error (error, target, errno);
    return FALSE;
  }

  if (g_cancellable_is_cancelled (cancellable))
    ks_file_set_save_error (error, target, ECANCELED);
  else if (!(flags & KS_SAVE_OVERWRITE_CHANGED) && !ks_file_target_is_same (target))
    ks_file_set_changed_error (error, target->file);
  else if ((flags & KS_SAVE_PRIVATE) != 0 && fchmod (fd, 0600) != 0)
    ks_file_set_save_error (error, target, errno);
  else if (!(flags & KS_SAVE_BACKUP) || target->in_portal || ks_file_make_backup (target, error))
    saved = write_with_rescue (target, fd, bytes, flags, error);

  close (fd);
  return saved;
}
