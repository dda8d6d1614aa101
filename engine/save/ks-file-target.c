/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-file-target.h"

#include "ks-file-error.h"
#include "ks-writer.h"

#include <errno.h>
#include <openssl/crypto.h>
#include <string.h>
#include <sys/xattr.h>
#include <unistd.h>

#define MAX_LINKS 40
#define PIECE (256 * 1024)
#define PORTAL_ATTRIBUTE "user.document-portal."

/* The path behind all symbolic links of the last part, also when nothing is there: that is where the file will be made. */
static char *
resolve (const char *path)
{
  g_autofree char *current = g_strdup (path);

  for (int i = 0; i < MAX_LINKS; i++) {
    char buffer[4096];
    const gssize size = readlink (current, buffer, sizeof buffer - 1);
    g_autofree char *folder = NULL;
    char *next;

    if (size < 0)
      return g_steal_pointer (&current);

    buffer[size] = '\0';
    folder = g_path_get_dirname (current);
    next = g_path_is_absolute (buffer) ? g_strdup (buffer) : g_build_filename (folder, buffer, NULL);
    g_free (current);
    current = next;
  }

  errno = ELOOP;
  return NULL;
}

/* The portal's folder is at one of these places; a file in it tells its place outside as an attribute. */
static gboolean
is_in_portal (const char *path)
{
  g_autoptr (GPatternSpec) pattern = g_pattern_spec_new ("/run/user/*/doc/*");

  return g_pattern_spec_match_string (pattern, path) || g_str_has_prefix (path, "/run/flatpak/doc/") ||
         getxattr (path, PORTAL_ATTRIBUTE "host-path", NULL, 0) > 0;
}

/**
 * ks_file_target_find:
 * @self: what to fill; cleared by the caller
 * @file: the file
 * @path: its path
 * @error: return location
 *
 * Finds out what there is to be replaced. Errors: %G_IO_ERROR for what is neither a file nor missing.
 *
 * Returns: %FALSE on error
 */
gboolean
ks_file_target_find (KsFileTarget *self, GFile *file, const char *path, GError **error)
{
  *self = (KsFileTarget) { .file = file, .path = resolve (path) };

  if (self->path == NULL) {
    ks_file_set_write_error (error, file, errno);
    return FALSE;
  }

  self->folder = g_path_get_dirname (self->path);
  self->exists = stat (self->path, &self->status) == 0;
  if (!self->exists && errno != ENOENT) {
    ks_file_set_write_error (error, file, errno);
    return FALSE;
  }
  if (self->exists && !S_ISREG (self->status.st_mode)) {
    ks_file_set_write_error (error, file, S_ISDIR (self->status.st_mode) ? EISDIR : EINVAL);
    return FALSE;
  }

  self->in_portal = is_in_portal (self->path);
  return TRUE;
}

/**
 * ks_file_target_clear:
 * @self: a target
 *
 * Frees what it holds.
 */
void
ks_file_target_clear (KsFileTarget *self)
{
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->folder, g_free);
}

/**
 * ks_file_make_etag:
 * @status: of a file
 *
 * A text that is another one when the file was replaced or written to.
 *
 * Returns: (transfer full): the text
 */
char *
ks_file_make_etag (const struct stat *status)
{
  return g_strdup_printf ("%" G_GINT64_MODIFIER "x:%" G_GINT64_MODIFIER "x:%" G_GINT64_FORMAT
                          ":%" G_GINT64_FORMAT ".%09ld",
                          (guint64) status->st_dev, (guint64) status->st_ino, (gint64) status->st_size,
                          (gint64) status->st_mtim.tv_sec, (long) status->st_mtim.tv_nsec);
}

/**
 * ks_file_target_is_same:
 * @self: a target
 *
 * Looks at the file again.
 *
 * Returns: %TRUE if nobody has made, removed, replaced or written it since ks_file_target_find()
 */
gboolean
ks_file_target_is_same (KsFileTarget *self)
{
  struct stat now;
  g_autofree char *old_etag = NULL;
  g_autofree char *etag = NULL;

  if (stat (self->path, &now) != 0)
    return !self->exists;
  if (!self->exists)
    return FALSE;

  old_etag = ks_file_make_etag (&self->status);
  etag = ks_file_make_etag (&now);
  return g_str_equal (old_etag, etag);
}

/**
 * ks_file_copy_owner:
 * @fd: the new file
 * @status: of the old one
 *
 * Gives the new file the owner and group of the old one.
 *
 * Returns: %FALSE if this process may not
 */
gboolean
ks_file_copy_owner (int fd, const struct stat *status)
{
  struct stat own;

  if (fstat (fd, &own) != 0)
    return FALSE;
  if (own.st_uid == status->st_uid && own.st_gid == status->st_gid)
    return TRUE;
  return fchown (fd, own.st_uid == status->st_uid ? (uid_t) -1 : status->st_uid,
                 own.st_gid == status->st_gid ? (gid_t) -1 : status->st_gid) == 0;
}

static gboolean
copy_attribute (int fd, const char *path, const char *name)
{
  const gssize size = getxattr (path, name, NULL, 0);
  g_autofree char *value = NULL;

  if (size < 0)
    return errno == ENODATA;
  value = g_malloc ((gsize) size + 1);
  return getxattr (path, name, value, (gsize) size) == size &&
         fsetxattr (fd, name, value, (gsize) size, 0) == 0;
}

/* Made by the system for each file, not by a person: labels, signatures of the kernel, the portal's own. */
static gboolean
is_of_the_system (const char *name)
{
  return g_str_has_prefix (name, "security.") || g_str_has_prefix (name, "trusted.") ||
         g_str_has_prefix (name, PORTAL_ATTRIBUTE);
}

/**
 * ks_file_copy_attributes:
 * @fd: the new file
 * @path: the old file
 * @status: of the old file
 * @lost: (element-type utf8): gets the names of attributes that could not be copied
 *
 * Gives the new file the mode, the access control list (an extended attribute too) and the extended attributes of the
 * old one. The mode comes first, because the list contains it.
 */
void
ks_file_copy_attributes (int fd, const char *path, const struct stat *status, GPtrArray *lost)
{
  const gssize size = listxattr (path, NULL, 0);
  g_autofree char *names = size > 0 ? g_malloc0 ((gsize) size + 1) : NULL;

  if (fchmod (fd, status->st_mode & 07777) != 0)
    g_ptr_array_add (lost, g_strdup ("mode"));
  if (names == NULL || listxattr (path, names, (gsize) size) != size)
    return;

  for (const char *name = names; name < names + size; name += strlen (name) + 1)
    if (!g_str_has_prefix (name, PORTAL_ATTRIBUTE) && !copy_attribute (fd, path, name) &&
        !is_of_the_system (name))
      g_ptr_array_add (lost, g_strdup (name));
}

/**
 * ks_file_write_all:
 * @fd: a file
 * @bytes: its new content
 * @cancellable: (nullable): looked at before each piece
 *
 * Writes from the file's start, and no more than a piece after a cancellation.
 *
 * Returns: 0, or an errno: ECANCELED when cancelled
 */
int
ks_file_write_all (int fd, GBytes *bytes, GCancellable *cancellable)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  gsize offset = 0;

  while (offset < size) {
    gssize written;

    if (g_cancellable_is_cancelled (cancellable))
      return ECANCELED;
    written = pwrite (fd, data + offset, MIN (size - offset, PIECE), (off_t) offset);
    if (written < 0 && errno != EINTR)
      return errno;
    if (written > 0)
      offset += (gsize) written;
  }
  return g_cancellable_is_cancelled (cancellable) ? ECANCELED : 0;
}

/**
 * ks_file_read_all:
 * @fd: a file
 * @size: how much of it
 * @bytes: (out): the content, which is wiped when its last reference goes
 *
 * Reads from the file's start.
 *
 * Returns: 0, or an errno; EIO when the file is shorter
 */
int
ks_file_read_all (int fd, gsize size, GBytes **bytes)
{
  g_autoptr (KsWriter) writer = ks_writer_new (size);
  guint8 piece[8192];

  while (ks_writer_get_size (writer) < size) {
    const gsize offset = ks_writer_get_size (writer);
    const gssize got = pread (fd, piece, MIN (size - offset, sizeof piece), (off_t) offset);

    if (got == 0)
      return EIO;
    if (got < 0 && errno != EINTR)
      return errno;
    if (got > 0)
      ks_writer_write (writer, piece, (gsize) got);
  }

  OPENSSL_cleanse (piece, sizeof piece);
  *bytes = ks_writer_steal_bytes (writer);
  return 0;
}
