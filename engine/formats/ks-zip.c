/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ks-error.h"
#include "ks-zip-private.h"
#include "ks-zip.h"

/* Of one archive with all archives inside of it. */
#define MAX_BYTES ((gsize) 64 * 1024 * 1024)
#define MAX_FILES 65535
#define MAX_PASSWORDS 16

/* Of one file. */
#define MAX_FILE_BYTES ((gsize) 32 * 1024 * 1024)

/* Certificates and keys hardly shrink; what grows more than this was made to do so. */
#define MAX_RATIO 200
#define FREE_BYTES ((gsize) 1024 * 1024)

#define CHUNK (64 * 1024)

typedef struct archive Archive;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Archive, archive_read_free)

/* One archive while it is read. */
typedef struct {
  Archive *archive;
  gsize packed;   /* size of the archive */
  gsize unpacked; /* so far */
  KsZipContent *content;
  GCancellable *cancellable;
} Reading;

typedef enum {
  FILE_READ,
  FILE_PASSED_OVER,
  FILE_DAMAGED,
  FILE_ENDS_ALL, /* with an error */
} FileResult;

/* Local file, end of an empty archive, and one that was split; also JAR, APK, WAR. */
static int
probe_zip (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  if (size < 4 || memcmp (data, "PK", 2) != 0)
    return 0;

  return (data[2] == 3 && data[3] == 4) || (data[2] == 5 && data[3] == 6) || (data[2] == 7 && data[3] == 8)
           ? 95
           : 0;
}

G_GNUC_PRINTF (2, 3)
static gboolean
too_large (GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, KS_ERROR, KS_ERROR_TOO_LARGE, message);

  return FALSE;
}

/* Counts what comes out of all archives together. */
static gboolean
spend (Reading *self, gsize size, GError **error)
{
  KsArchiveBudget *budget = self->content->budget;

  self->unpacked += size;
  if (size > budget->bytes)
    /* Translators: %u is a number of megabytes */
    return too_large (error, _ ("The files of this archive are larger than %u MB together."),
                      (guint) (MAX_BYTES / (1024 * 1024)));
  budget->bytes -= size;
  if (self->unpacked > FREE_BYTES && self->unpacked / MAX_RATIO > self->packed)
    return too_large (error, _ ("The files of this archive are more than %u times as large as the archive."),
                      MAX_RATIO);

  return TRUE;
}

/* Classes of Java programs, of which a JAR has thousands. */
static gboolean
is_class (const GByteArray *data)
{
  return data->len >= 4 && memcmp (data->data, "\xca\xfe\xba\xbe", 4) == 0;
}

static FileResult
read_data (Reading *self, GByteArray *data, GError **error)
{
  g_autofree guint8 *chunk = g_malloc (CHUNK);

  for (;;) {
    la_ssize_t size = archive_read_data (self->archive, chunk, CHUNK);

    if (size < 0)
      return FILE_DAMAGED;
    if (size == 0)
      return FILE_READ;
    if (!spend (self, (gsize) size, error) || g_cancellable_set_error_if_cancelled (self->cancellable, error))
      return FILE_ENDS_ALL;
    g_byte_array_append (data, chunk, (guint) size);
    if (is_class (data) || data->len > MAX_FILE_BYTES)
      return FILE_PASSED_OVER;
  }
}

static char *
dup_name (struct archive_entry *entry)
{
  const char *name = archive_entry_pathname_utf8 (entry);

  if (name == NULL)
    name = archive_entry_pathname (entry);

  return g_utf8_make_valid (name != NULL ? name : "", -1);
}

static void
note_damage (Reading *self, struct archive_entry *entry, const char *name)
{
  KsZipContent *content = self->content;
  const char *message = _ ("It is damaged.");

  if (archive_entry_is_encrypted (entry)) {
    message = _ ("It is encrypted.");
    if (content->options->password == NULL)
      content->n_locked++;
    else
      content->n_wrong++;
  }
  ks_zip_content_add_problem (content, name, message);
}

static gboolean
read_file (Reading *self, struct archive_entry *entry, GError **error)
{
  g_autofree char *name = dup_name (entry);
  g_autoptr (GByteArray) data = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  FileResult result = read_data (self, data, error);

  if (result == FILE_ENDS_ALL)
    return FALSE;
  if (result == FILE_DAMAGED) {
    note_damage (self, entry, name);
    return TRUE;
  }
  if (result == FILE_PASSED_OVER) {
    if (data->len > MAX_FILE_BYTES)
      ks_zip_content_add_problem (self->content, name, _ ("It is too large to be looked into."));
    return TRUE;
  }
  if (archive_entry_is_encrypted (entry) && self->content->options->password != NULL)
    self->content->n_opened++;

  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&data));
  return ks_zip_content_add_file (self->content, name, bytes, self->cancellable, error);
}

static gboolean
is_damaged (int status)
{
  return status != ARCHIVE_OK && status != ARCHIVE_WARN && status != ARCHIVE_EOF;
}

static gboolean
read_files (Reading *self, GError **error)
{
  struct archive_entry *entry;
  int status;

  while ((status = archive_read_next_header (self->archive, &entry)) == ARCHIVE_OK ||
         status == ARCHIVE_WARN) {
    if (self->content->budget->files == 0)
      return too_large (error, _ ("This archive has more than %u files."), MAX_FILES);
    self->content->budget->files--;
    if (archive_entry_filetype (entry) == AE_IFREG && !read_file (self, entry, error))
      return FALSE;
  }
  if (!is_damaged (status))
    return TRUE;

  g_set_error_literal (error, KS_ERROR, KS_ERROR_MALFORMED,
                       _ ("This ZIP archive is damaged, or it ends too early."));
  return FALSE;
}

static Archive *
open_archive (GBytes *bytes, KsSecret *password)
{
  Archive *archive = archive_read_new ();
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);
  const char *passphrase = password != NULL ? ks_secret_get_text (password) : "";

  archive_read_support_format_zip (archive);
  if (*passphrase != '\0')
    archive_read_add_passphrase (archive, passphrase);
  /* An archive that cannot be opened gives no file either. */
  archive_read_open_memory (archive, data, size);

  return archive;
}

static KsStore *
read_zip (GBytes *bytes, const KsReadOptions *options, GCancellable *cancellable, GError **error)
{
  static const KsReadOptions none = { 0 };
  KsArchiveBudget whole = { 0, MAX_BYTES, MAX_FILES, MAX_PASSWORDS };
  g_autoptr (Archive) archive = NULL;
  g_auto (KsZipContent) content = { 0 };
  Reading reading = { 0 };

  if (options == NULL)
    options = &none;
  archive = open_archive (bytes, options->password);
  ks_zip_content_init (&content, options, options->archive != NULL ? options->archive : &whole);
  reading = (Reading) { archive, g_bytes_get_size (bytes), 0, &content, cancellable };
  if (!read_files (&reading, error))
    return NULL;

  return ks_zip_content_make_store (&content, &ks_format_zip, error);
}

/**
 * ks_format_zip:
 *
 * What a ZIP archive holds, as one bundle: a CA's delivery, a JAR with its signers, keystores in a backup. Nothing is unpacked to
 * disk. Each file goes through the table of formats again. Size, number, ratio and depth have limits.
 */
const KsFormat ks_format_zip = {
  .id = "zip",
  .short_name = "ZIP",
  .name = N_ ("ZIP archive"),
  .description = N_ ("Certificates, keys and keystores in one archive, as CAs send them."),
  .suffixes = "zip jar",
  .mime_type = "application/zip",
  .flags = KS_FORMAT_HOLDS_KEYS | KS_FORMAT_HOLDS_TRUSTED | KS_FORMAT_HOLDS_SECRETS |
           KS_FORMAT_HOLDS_REQUESTS | KS_FORMAT_OPENS_LOCKED,
  .key_scheme = KS_KEY_SCHEME_PBES2_AES256,
  .probe = probe_zip,
  .read = read_zip,
};
