/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-file-replace.h"

#include "ks-file-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <unistd.h>

/**
 * ks_file_set_save_error:
 * @error: return location
 * @target: what was to be written
 * @number: an errno
 *
 * Makes a sentence of @number, or %G_IO_ERROR_CANCELLED of ECANCELED.
 */
void
ks_file_set_save_error (GError **error, KsFileTarget *target, int number)
{
  if (number == ECANCELED)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Saving was cancelled."));
  else
    ks_file_set_write_error (error, target->file, number);
}

/**
 * ks_file_make_temporary:
 * @target: the file it stands in for
 * @mode: who may read it, before the umask
 * @path: (out): its path, to be freed, also on error
 *
 * Makes a hidden empty file in the same folder. The name does not contain that of the
 * target, which may be as long as a name can be.
 *
 * Returns: a descriptor, or -1 and errno
 */
int
ks_file_make_temporary (KsFileTarget *target, int mode, char **path)
{
  *path = g_build_filename (target->folder, ".catena-XXXXXX", NULL);
  return g_mkstemp_full (*path, O_RDWR | O_CLOEXEC, mode);
}

/* 0 or an errno. */
static int
read_target (KsFileTarget *target, GBytes **content)
{
  const int fd = open (target->path, O_RDONLY | O_CLOEXEC);
  int number;

  if (fd < 0)
    return errno;
  number = ks_file_read_all (fd, (gsize) target->status.st_size, content);
  close (fd);
  return number;
}

/* 0 or an errno. */
static int
make_copy (KsFileTarget *target, char **path)
{
  const struct timespec times[] = { target->status.st_atim, target->status.st_mtim };
  g_autoptr (GPtrArray) lost = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GBytes) content = NULL;
  int number = read_target (target, &content);
  int fd;

  if (number != 0)
    return number;
  fd = ks_file_make_temporary (target, 0600, path);
  if (fd < 0)
    return errno;

  number = ks_file_write_all (fd, content, NULL);
  /* Where the owner cannot be kept, the copy stays for its maker alone, whoever could read the file. */
  if (number == 0 && ks_file_copy_owner (fd, &target->status))
    ks_file_copy_attributes (fd, target->path, &target->status, lost);
  if (number == 0)
    futimens (fd, times);
  if (number == 0 && fsync (fd) != 0)
    number = errno;
  if (close (fd) != 0 && number == 0)
    number = errno;
  if (number != 0)
    g_unlink (*path);
  return number;
}

/**
 * ks_file_make_backup:
 * @target: an existing file
 * @error: return location
 *
 * Keeps the present content as NAME~, replacing an older one at once. It is a copy: a second link would make one file of both
 * if the save fails after it. The file itself is never moved away.
 *
 * Returns: %FALSE if it could not be made
 */
gboolean
ks_file_make_backup (KsFileTarget *target, GError **error)
{
  g_autofree char *backup = g_strconcat (target->path, "~", NULL);
  g_autofree char *path = NULL;
  g_autofree char *name = NULL;
  int number = make_copy (target, &path);

  if (number == 0 && rename (path, backup) != 0) {
    number = errno;
    g_unlink (path);
  }
  if (number == 0)
    return TRUE;

  name = g_filename_display_basename (backup);
  g_set_error (error, G_IO_ERROR, (gint) g_io_error_from_errno (number),
               /* Translators: %s is the name of the backup, then the system's reason. */
               _ ("The backup “%s” could not be made, and nothing was saved: %s. Save in another "
                  "folder, or switch backups off."),
               name, g_strerror (number));
  return FALSE;
}

static void
sync_folder (const char *folder)
{
  const int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  /* The new file is in place; a folder that cannot be synced is no reason to say it was not saved. */
  if (fd < 0)
    return;
  fsync (fd);
  close (fd);
}

/* Over the old file; where there was none, only if there still is none. 0 or an errno. */
static int
move_over (KsFileTarget *target, const char *path, KsSaveFlags flags)
{
  if (!target->exists && !(flags & KS_SAVE_OVERWRITE_CHANGED)) {
    if (renameat2 (AT_FDCWD, path, AT_FDCWD, target->path, RENAME_NOREPLACE) == 0)
      return 0;
    if (errno != EINVAL && errno != ENOSYS)
      return errno;
  }
  return rename (path, target->path) == 0 ? 0 : errno;
}

static void
remark_lost (GPtrArray *lost, GPtrArray *remarks)
{
  g_autofree char *names = NULL;

  if (lost->len == 0)
    return;
  g_ptr_array_add (lost, NULL);
  names = g_strjoinv (", ", (char **) lost->pdata);
  g_ptr_array_add (remarks,
                   /* Translators: %s is a list of technical names, for example “user.comment”. */
                   g_strdup_printf (_ ("These attributes of the file could not be kept: %s."), names));
}

/* Content and attributes, on disk when it returns. 0 or an errno; EPERM-like failures to keep the owner are in @kept. */
static int
fill (KsFileTarget *target,
      int fd,
      GBytes *bytes,
      KsSaveFlags flags,
      gboolean *kept,
      GPtrArray *remarks,
      GCancellable *cancellable)
{
  g_autoptr (GPtrArray) lost = g_ptr_array_new_with_free_func (g_free);
  int number;

  *kept = !target->exists || ks_file_copy_owner (fd, &target->status);
  if (!*kept)
    return 0;

  number = ks_file_write_all (fd, bytes, cancellable);
  if (number != 0)
    return number;
  if (target->exists)
    ks_file_copy_attributes (fd, target->path, &target->status, lost);
  remark_lost (lost, remarks);
  /* This also takes from the access control list what it allowed to others. */
  if ((flags & KS_SAVE_PRIVATE) != 0 && fchmod (fd, 0600) != 0)
    return errno;
  return fsync (fd) == 0 ? 0 : errno;
}

static KsReplaceResult
finish (KsFileTarget *target, const char *path, KsSaveFlags flags, GCancellable *cancellable, GError **error)
{
  int number;

  if (!(flags & KS_SAVE_OVERWRITE_CHANGED) && !ks_file_target_is_same (target)) {
    ks_file_set_changed_error (error, target->file);
    return KS_REPLACE_FAILED;
  }
  if ((flags & KS_SAVE_BACKUP) && target->exists && !target->in_portal &&
      !ks_file_make_backup (target, error))
    return KS_REPLACE_FAILED;

  number = g_cancellable_is_cancelled (cancellable) ? ECANCELED : move_over (target, path, flags);
  if (number == 0)
    return KS_REPLACE_DONE;
  /* A file that is mounted by itself, as containers do, can only be written into. */
  if (number == EBUSY && target->exists)
    return KS_REPLACE_IMPOSSIBLE;

  if (number == EEXIST)
    ks_file_set_changed_error (error, target->file);
  else
    ks_file_set_save_error (error, target, number);
  return KS_REPLACE_FAILED;
}

/**
 * ks_file_replace:
 * @target: what to write
 * @bytes: its new content
 * @flags: how
 * @remarks: (element-type utf8): gets sentences about what was not kept
 * @cancellable: (nullable): to stop it
 * @error: return location
 *
 * Writes a temporary file beside the target and renames it over the target, so that at every moment there is either the
 * old or the new file, whole. Not possible where the folder is closed or the owner cannot be kept.
 *
 * Returns: what came of it
 */
KsReplaceResult
ks_file_replace (KsFileTarget *target,
                 GBytes *bytes,
                 KsSaveFlags flags,
                 GPtrArray *remarks,
                 GCancellable *cancellable,
                 GError **error)
{
  KsReplaceResult result = KS_REPLACE_FAILED;
  g_autofree char *path = NULL;
  gboolean kept = FALSE;
  int number;
  const int mode = !target->exists && (flags & KS_SAVE_PUBLIC) != 0 ? 0666 : 0600;
  const int fd = ks_file_make_temporary (target, mode, &path);

  if (fd < 0) {
    if (target->exists && (errno == EACCES || errno == EPERM))
      return KS_REPLACE_IMPOSSIBLE;
    ks_file_set_save_error (error, target, errno);
    return KS_REPLACE_FAILED;
  }

  number = fill (target, fd, bytes, flags, &kept, remarks, cancellable);
  if (close (fd) != 0 && number == 0)
    number = errno;
  if (number != 0)
    ks_file_set_save_error (error, target, number);
  else
    result = kept ? finish (target, path, flags, cancellable, error) : KS_REPLACE_IMPOSSIBLE;

  if (result == KS_REPLACE_DONE)
    sync_folder (target->folder);
  else
    g_unlink (path);
  return result;
}
