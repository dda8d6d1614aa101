/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-file-replace.h"

#include "ks-file-error.h"
#include "ks-file-temporary.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
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
fill_copy (KsFileTarget *target, GBytes *content, int fd)
{
  const struct timespec times[] = { target->status.st_atim, target->status.st_mtim };
  g_autoptr (GPtrArray) lost = g_ptr_array_new_with_free_func (g_free);
  int number;

  /* Where the owner cannot be kept, the copy stays for its maker alone, whoever could read the file. */
  if (ks_file_copy_owner (fd, &target->status))
    ks_file_copy_attributes (fd, target->path, &target->status, lost);
  number = ks_file_write_all (fd, content, NULL);
  if (number != 0)
    return number;
  futimens (fd, times);
  return fsync (fd) == 0 ? 0 : errno;
}

/* 0 or an errno. */
static int
copy_to (KsFileTarget *target, const char *path)
{
  g_auto (KsFileTemporary) temporary = KS_FILE_TEMPORARY_INIT;
  g_autoptr (GBytes) content = NULL;
  int number = read_target (target, &content);

  if (number == 0)
    number = ks_file_temporary_make (&temporary, target, 0600);
  if (number == 0)
    number = fill_copy (target, content, temporary.fd);
  if (number == 0)
    number = ks_file_temporary_close (&temporary);
  return number == 0 ? ks_file_temporary_move (&temporary, path, TRUE) : number;
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
  g_autofree char *name = NULL;
  const int number = copy_to (target, backup);

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

/* Attributes and content, on disk when it returns. 0 or an errno; EPERM-like failures to keep the owner are in @kept. The content
 * comes last: what others may not read is never in a file that they can. */
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

  if (target->exists)
    ks_file_copy_attributes (fd, target->path, &target->status, lost);
  remark_lost (lost, remarks);
  /* This also takes from the access control list what it allowed to others. */
  if ((flags & KS_SAVE_PRIVATE) != 0 && fchmod (fd, 0600) != 0)
    return errno;
  number = ks_file_write_all (fd, bytes, cancellable);
  if (number != 0)
    return number;
  return fsync (fd) == 0 ? 0 : errno;
}

static KsReplaceResult
finish (KsFileTarget *target,
        KsFileTemporary *temporary,
        KsSaveFlags flags,
        GCancellable *cancellable,
        GError **error)
{
  /* Where there was no file, only if there still is none. */
  const gboolean replaces = target->exists || (flags & KS_SAVE_OVERWRITE_CHANGED) != 0;
  int number;

  if (!(flags & KS_SAVE_OVERWRITE_CHANGED) && !ks_file_target_is_same (target)) {
    ks_file_set_changed_error (error, target->file);
    return KS_REPLACE_FAILED;
  }
  if ((flags & KS_SAVE_BACKUP) && target->exists && !target->in_portal &&
      !ks_file_make_backup (target, error))
    return KS_REPLACE_FAILED;

  number = g_cancellable_is_cancelled (cancellable)
             ? ECANCELED
             : ks_file_temporary_move (temporary, target->path, replaces);
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
  g_auto (KsFileTemporary) temporary = KS_FILE_TEMPORARY_INIT;
  gboolean kept = FALSE;
  const int mode = !target->exists && (flags & KS_SAVE_PUBLIC) != 0 ? 0666 : 0600;
  int number;

  ks_file_remove_leftovers (target);
  number = ks_file_temporary_make (&temporary, target, mode);
  if (target->exists && (number == EACCES || number == EPERM))
    return KS_REPLACE_IMPOSSIBLE;

  if (number == 0)
    number = fill (target, temporary.fd, bytes, flags, &kept, remarks, cancellable);
  if (number == 0)
    number = ks_file_temporary_close (&temporary);
  if (number != 0)
    ks_file_set_save_error (error, target, number);
  else
    result = kept ? finish (target, &temporary, flags, cancellable, error) : KS_REPLACE_IMPOSSIBLE;

  if (result == KS_REPLACE_DONE)
    sync_folder (target->folder);
  return result;
}
