/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-atomic-file.h"

#include "ks-error.h"
#include "ks-file-error.h"
#include "ks-file-replace.h"
#include "ks-file-target.h"
#include "ks-writer.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <openssl/crypto.h>
#include <unistd.h>

/**
 * ks_file_state_clear:
 * @state: a state
 *
 * Frees what it holds; it is that of a new file then.
 */
void
ks_file_state_clear (KsFileState *state)
{
  g_clear_pointer (&state->etag, g_free);
}

static void
ks_file_state_take (KsFileState *state, char *etag)
{
  g_free (state->etag);
  state->etag = etag;
}

/* For files of other machines, GIO knows; NULL when there is none. */
static char *
query_etag (GFile *file)
{
  const char *path = g_file_peek_path (file);
  g_autoptr (GFileInfo) info = NULL;
  struct stat status;

  if (path != NULL)
    return stat (path, &status) == 0 ? ks_file_make_etag (&status) : NULL;

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_ETAG_VALUE, G_FILE_QUERY_INFO_NONE, NULL, NULL);
  return info != NULL ? g_strdup (g_file_info_get_attribute_string (info, G_FILE_ATTRIBUTE_ETAG_VALUE))
                      : NULL;
}

/**
 * ks_file_is_unchanged:
 * @file: a file
 * @state: what it was when it was read or saved
 *
 * Looks at the file's device, inode, size and time, not at its content.
 *
 * Returns: %TRUE if it is still that file; %FALSE also when it is missing
 */
gboolean
ks_file_is_unchanged (GFile *file, const KsFileState *state)
{
  g_autofree char *etag = query_etag (file);

  g_return_val_if_fail (state != NULL, FALSE);

  return etag != NULL && g_strcmp0 (etag, state->etag) == 0;
}

static void
set_size_error (GError **error, GFile *file, guint64 size, gsize limit)
{
  g_autofree char *name = ks_file_dup_display_name (file);
  g_autofree char *actual = g_format_size (size);
  g_autofree char *allowed = g_format_size (limit);

  g_set_error (error, KS_ERROR, KS_ERROR_TOO_LARGE,
               /* Translators: a name, then two sizes like “3.2 GB” and “268 MB”. */
               _ ("“%s” is too large for a keystore: it has %s, and the limit is %s."), name, actual,
               allowed);
}

/* GIO shows a link as such when there is nothing behind it. */
static gboolean
leads_back (GFile *file)
{
  const char *path = g_file_peek_path (file);
  struct stat status;

  return path != NULL && stat (path, &status) != 0 && errno == ELOOP;
}

static void
set_kind_error (GError **error, GFile *file, GFileType type)
{
  g_autofree char *name = ks_file_dup_display_name (file);

  if (type == G_FILE_TYPE_DIRECTORY)
    ks_file_set_read_error (error, file, EISDIR);
  else if (type == G_FILE_TYPE_SYMBOLIC_LINK)
    ks_file_set_read_error (error, file, leads_back (file) ? ELOOP : ENOENT);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE,
                 _ ("“%s” is not a file but a device or a pipe."), name);
}

/* A regular file within the limit. Asked before it is opened, because opening a pipe would wait for its other end. */
static gboolean
may_be_read (GFile *file, GFileInfo *info, gsize limit, GError **error)
{
  const GFileType type = g_file_info_get_file_type (info);
  const guint64 size = g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_STANDARD_SIZE);

  if (type != G_FILE_TYPE_REGULAR && type != G_FILE_TYPE_UNKNOWN) {
    set_kind_error (error, file, type);
    return FALSE;
  }
  if (size > limit) {
    set_size_error (error, file, size, limit);
    return FALSE;
  }
  return TRUE;
}

/* What GIO says about a local file is known here by errno; the rest keeps GIO's own words. */
static void
translate_read_error (GError **error, GFile *file, GError *reason)
{
  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    ks_file_set_read_error (error, file, ENOENT);
  else if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY))
    ks_file_set_read_error (error, file, ENOTDIR);
  else if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    ks_file_set_read_error (error, file, EACCES);
  else if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY))
    ks_file_set_read_error (error, file, EISDIR);
  else if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_TOO_MANY_LINKS))
    ks_file_set_read_error (error, file, ELOOP);
  else
    g_propagate_error (error, g_error_copy (reason));
}

/* Up to one byte more than @limit, so that a file that grows is noticed. */
static gboolean
read_stream (GInputStream *stream, KsWriter *writer, gsize limit, GCancellable *cancellable, GError **error)
{
  guint8 piece[64 * 1024];
  gssize got;

  do {
    got = g_input_stream_read (stream, piece, sizeof piece, cancellable, error);
    if (got > 0)
      ks_writer_write (writer, piece, (gsize) got);
  } while (got > 0 && ks_writer_get_size (writer) <= limit);

  OPENSSL_cleanse (piece, sizeof piece);
  return got >= 0;
}

static GBytes *
check_content (GFile *file, KsWriter *writer, gsize limit, GError **error)
{
  const gsize size = ks_writer_get_size (writer);
  g_autofree char *name = ks_file_dup_display_name (file);

  if (size > limit) {
    set_size_error (error, file, size, limit);
    return NULL;
  }
  if (size == 0) {
    g_set_error (error, KS_ERROR, KS_ERROR_NOT_A_KEYSTORE,
                 _ ("“%s” is empty: there is nothing in it to open."), name);
    return NULL;
  }
  return ks_writer_steal_bytes (writer);
}

/**
 * ks_file_read:
 * @file: what to read
 * @limit: the largest size that is accepted, in bytes
 * @state: (out) (optional): what the file was, for ks_file_save(); its old content is freed
 * @cancellable: (nullable): to stop it
 * @error: return location
 *
 * Reads a whole file; the bytes are wiped when their last reference goes. Errors, all with a sentence of their own:
 * %G_IO_ERROR for what is missing, closed, a folder or a device; %KS_ERROR_TOO_LARGE; %KS_ERROR_NOT_A_KEYSTORE
 * for an empty file; %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the content, or %NULL
 */
GBytes *
ks_file_read (GFile *file, gsize limit, KsFileState *state, GCancellable *cancellable, GError **error)
{
  g_autofree char *etag = NULL;
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (KsWriter) writer = ks_writer_new (0);
  g_autoptr (GError) reason = NULL;
  GBytes *content;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  /* Before the content: a change in between is then noticed when saving. */
  etag = query_etag (file);
  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                            G_FILE_QUERY_INFO_NONE, cancellable, &reason);
  if (info != NULL && !may_be_read (file, info, limit, error))
    return NULL;
  if (info != NULL)
    stream = g_file_read (file, cancellable, &reason);
  if (stream == NULL || !read_stream (G_INPUT_STREAM (stream), writer, limit, cancellable, &reason)) {
    translate_read_error (error, file, reason);
    return NULL;
  }

  content = check_content (file, writer, limit, error);
  if (content != NULL && state != NULL)
    ks_file_state_take (state, g_steal_pointer (&etag));
  return content;
}

/* For a file without a path; GIO compares, keeps a backup and replaces as well as the other side can. */
static gboolean
save_remote (GFile *file,
             GBytes *bytes,
             KsSaveFlags flags,
             KsFileState *state,
             GCancellable *cancellable,
             GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *etag = NULL;

  if (!g_file_replace_contents (file, data, size, NULL, (flags & KS_SAVE_BACKUP) != 0,
                                (flags & KS_SAVE_PUBLIC) != 0 ? G_FILE_CREATE_NONE : G_FILE_CREATE_PRIVATE,
                                &etag, cancellable, error))
    return FALSE;
  if (state != NULL)
    ks_file_state_take (state, g_steal_pointer (&etag));
  return TRUE;
}

/* Why the file was not replaced but written into, as a sentence. */
static char *
explain_in_place (const KsFileTarget *target)
{
  if (target->status.st_nlink > 1)
    return g_strdup (_ (
      "The file has more than one name (hard links), so it was written in place instead of being replaced."));
  return g_strdup (_ (
    "The owner of the file, its folder or its mount do not allow it to be replaced, so it was written in place."));
}

static gboolean
save_target (KsFileTarget *target,
             GBytes *bytes,
             KsSaveFlags flags,
             GPtrArray *remarks,
             GCancellable *cancellable,
             GError **error)
{
  KsReplaceResult result = KS_REPLACE_IMPOSSIBLE;

  /* A rename needs no right on the file itself; a file that is closed for writing shall stay as it is all the same. */
  if (target->exists && faccessat (AT_FDCWD, target->path, W_OK, AT_EACCESS) != 0) {
    ks_file_set_save_error (error, target, errno);
    return FALSE;
  }

  if (!target->exists || target->status.st_nlink == 1)
    result = ks_file_replace (target, bytes, flags, remarks, cancellable, error);
  if (result != KS_REPLACE_IMPOSSIBLE)
    return result == KS_REPLACE_DONE;

  if (!ks_file_write_in_place (target, bytes, flags, cancellable, error))
    return FALSE;
  g_ptr_array_add (remarks, explain_in_place (target));
  return TRUE;
}

static gboolean
save_local (GFile *file,
            const char *path,
            GBytes *bytes,
            KsSaveFlags flags,
            KsFileState *state,
            char **remark,
            GCancellable *cancellable,
            GError **error)
{
  g_auto (KsFileTarget) target = { 0 };
  g_autoptr (GPtrArray) remarks = g_ptr_array_new_with_free_func (g_free);

  if (!ks_file_target_find (&target, file, path, error) ||
      !save_target (&target, bytes, flags, remarks, cancellable, error))
    return FALSE;

  if (state != NULL)
    ks_file_state_take (state, query_etag (file));
  if (remark != NULL && remarks->len > 0) {
    g_ptr_array_add (remarks, NULL);
    *remark = g_strjoinv (" ", (char **) remarks->pdata);
  }
  return TRUE;
}

/**
 * ks_file_save:
 * @file: what to write
 * @bytes: (transfer none): its new content
 * @flags: how
 * @state: (inout) (nullable): what the file was when it was read; compared before, unless it is that of a new file, and updated after
 * @remark: (out) (optional) (nullable): translated sentences about what could not be kept
 * @cancellable: (nullable): to stop it; what was there stays
 * @error: return location
 *
 * Replaces the file or changes nothing. What there was keeps its mode, owner, access control list and extended attributes; a
 * new file is for its owner alone (0600); @flags can say otherwise. The target of a symbolic link is replaced, not the link. A file with several names,
 * of another owner, or in a closed folder is written in place, and @remark says so. In the document portal no backup is made:
 * the portal deletes every name but the document's own.
 *
 * Errors: %KS_ERROR_CHANGED when the file is not that of @state, %G_IO_ERROR_CANCELLED, other %G_IO_ERROR with a sentence that
 * says what to do.
 *
 * Returns: %TRUE if it was saved
 */
gboolean
ks_file_save (GFile *file,
              GBytes *bytes,
              KsSaveFlags flags,
              KsFileState *state,
              char **remark,
              GCancellable *cancellable,
              GError **error)
{
  const char *path;

  g_return_val_if_fail (G_IS_FILE (file), FALSE);
  g_return_val_if_fail (bytes != NULL, FALSE);

  if (remark != NULL)
    *remark = NULL;
  if (state != NULL && state->etag != NULL && !(flags & KS_SAVE_OVERWRITE_CHANGED) &&
      !ks_file_is_unchanged (file, state)) {
    ks_file_set_changed_error (error, file);
    return FALSE;
  }

  path = g_file_peek_path (file);
  if (path == NULL)
    return save_remote (file, bytes, flags, state, cancellable, error);
  return save_local (file, path, bytes, flags, state, remark, cancellable, error);
}

/**
 * ks_file_find_backup:
 * @file: a file that was saved
 *
 * Finds the backup that a save with %KS_SAVE_BACKUP makes: beside the target of a symbolic link, not beside the link.
 *
 * Returns: (transfer full) (nullable): the backup, if there is one
 */
GFile *
ks_file_find_backup (GFile *file)
{
  const char *path = g_file_peek_path (file);
  g_auto (KsFileTarget) target = { 0 };
  g_autofree char *backup = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  if (path == NULL || !ks_file_target_find (&target, file, path, NULL) || target.in_portal)
    return NULL;

  backup = g_strconcat (target.path, "~", NULL);
  return g_file_test (backup, G_FILE_TEST_IS_REGULAR) ? g_file_new_for_path (backup) : NULL;
}
