/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-file-error.h"

#include "ks-error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

typedef struct {
  int number;
  const char *sentence; /* with %s, the name of the file */
} Sentence;

/* What a disk or a server that is gone says. */
static const int lost[] = { ESTALE,   ENOTCONN,    ETIMEDOUT,  EHOSTDOWN, EHOSTUNREACH,
                            ENETDOWN, ENETUNREACH, ECONNRESET, ENODEV,    ENXIO };

static const Sentence reading[] = {
  { ENOENT, N_ ("“%s” does not exist. It may have been moved or renamed.") },
  { ENOTDIR, N_ ("“%s” does not exist. It may have been moved or renamed.") },
  { EISDIR, N_ ("“%s” is a folder, not a file.") },
  { EACCES, N_ ("“%s” cannot be read: its permissions do not allow it. Ask its owner to change them.") },
  { EPERM, N_ ("“%s” cannot be read: its permissions do not allow it. Ask its owner to change them.") },
  { ELOOP, N_ ("“%s” is a link that leads back to itself.") },
  { EIO, N_ ("“%s” cannot be read: the disk reports an error. Copy what can be saved to another disk.") },
};

static const Sentence writing[] = {
  { ENOENT, N_ ("The folder of “%s” does not exist any more. Save in another folder.") },
  { ENOTDIR, N_ ("The folder of “%s” does not exist any more. Save in another folder.") },
  { EISDIR, N_ ("“%s” is a folder. Save under another name.") },
  { EACCES,
    N_ (
      "“%s” cannot be written: its permissions do not allow it. Save in another folder, or change the permissions.") },
  { EPERM,
    N_ (
      "“%s” cannot be written: its permissions do not allow it. Save in another folder, or change the permissions.") },
  { EROFS, N_ ("“%s” cannot be written: its disk is read-only. Save in another folder.") },
  { ENOSPC,
    N_ ("There is no space left to save “%s”. Free some space on this disk, or save in another folder.") },
  { EDQUOT,
    N_ (
      "Your share of this disk is used up, and “%s” was not saved. Free some space, or save in another folder.") },
  { EFBIG, N_ ("“%s” would be larger than this system allows. Save in another folder.") },
  { ENAMETOOLONG, N_ ("The name “%s” is too long. Save under a shorter name.") },
  { ELOOP, N_ ("“%s” is a link that leads back to itself. Save under another name.") },
  { ETXTBSY, N_ ("“%s” is in use by another program. Save under another name.") },
  { EIO, N_ ("“%s” cannot be written: the disk reports an error. Save on another disk.") },
};

static gboolean
is_lost (int number)
{
  for (gsize i = 0; i < G_N_ELEMENTS (lost); i++)
    if (lost[i] == number)
      return TRUE;
  return FALSE;
}

static const char *
find_sentence (const Sentence *table, gsize size, int number)
{
  for (gsize i = 0; i < size; i++)
    if (table[i].number == number)
      return table[i].sentence;
  return NULL;
}

/* The sentences of the tables have one %s each; the tests go through all of them. */
static char *
fill_in (const char *sentence, const char *name)
{
  const char *translated = g_dgettext (GETTEXT_PACKAGE, sentence);
  g_auto (GStrv) parts = g_strsplit (translated, "%s", 2);

  return g_strjoinv (name, parts);
}

static void
set_error (GError **error, GFile *file, int number, const char *sentence, const char *fallback)
{
  g_autofree char *name = ks_file_dup_display_name (file);
  g_autofree char *text = fill_in (sentence != NULL ? sentence : fallback, name);

  if (sentence != NULL)
    g_set_error_literal (error, G_IO_ERROR, (gint) g_io_error_from_errno (number), text);
  else
    g_set_error (error, G_IO_ERROR, (gint) g_io_error_from_errno (number), "%s: %s.", text,
                 g_strerror (number));
}

/**
 * ks_file_dup_display_name:
 * @file: a file
 *
 * The last part of its name, as valid UTF-8.
 *
 * Returns: (transfer full): the name
 */
char *
ks_file_dup_display_name (GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);

  return base != NULL ? g_filename_display_name (base) : g_file_get_parse_name (file);
}

/**
 * ks_file_set_read_error:
 * @error: return location
 * @file: what could not be read
 * @number: an errno
 *
 * Makes a %G_IO_ERROR of its own code, with a sentence for people.
 */
void
ks_file_set_read_error (GError **error, GFile *file, int number)
{
  set_error (error, file, number,
             is_lost (number)
               ? N_ ("The disk or server of “%s” cannot be reached. Connect to it, and open the file again.")
               : find_sentence (reading, G_N_ELEMENTS (reading), number),
             N_ ("“%s” cannot be read"));
}

/**
 * ks_file_set_write_error:
 * @error: return location
 * @file: what could not be written
 * @number: an errno
 *
 * Makes a %G_IO_ERROR of its own code, with a sentence for people.
 */
void
ks_file_set_write_error (GError **error, GFile *file, int number)
{
  set_error (
    error, file, number,
    is_lost (number)
      ? N_ (
          "The disk or server of “%s” cannot be reached. Connect to it and save again, or save in another folder.")
      : find_sentence (writing, G_N_ELEMENTS (writing), number),
    N_ ("“%s” could not be saved"));
}

/**
 * ks_file_set_changed_error:
 * @error: return location
 * @file: a file that is not what it was
 *
 * Makes a %KS_ERROR_CHANGED, which says whether the file was changed or is gone.
 */
void
ks_file_set_changed_error (GError **error, GFile *file)
{
  g_autofree char *name = ks_file_dup_display_name (file);

  g_set_error (error, KS_ERROR, KS_ERROR_CHANGED,
               g_file_query_exists (file, NULL)
                 ? _ ("“%s” was changed by another program after it was opened here.")
                 : _ ("“%s” was removed or renamed after it was opened here."),
               name);
}
