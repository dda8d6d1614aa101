/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <openssl/rand.h>
#include <string.h>

#include "ks-bks-private.h"
#include "ks-error.h"
#include "ks-init.h"
#include "ks-key-pbe.h"

/* More than Bouncy Castle takes itself (1024 to 2047), and less than it refuses (65536). */
#define ITERATIONS 10000

/**
 * ks_bks_header_clear:
 * @self: a header
 *
 * Frees what is in it.
 */
void
ks_bks_header_clear (KsBksHeader *self)
{
  g_clear_pointer (&self->salt, g_bytes_unref);
}

/**
 * ks_bks_read_header:
 * @reader: a reader at the start of a file
 * @header: where the header goes
 * @error: return location
 *
 * Reads what stands before the entries.
 *
 * Returns: %FALSE with %KS_ERROR_TRUNCATED, %KS_ERROR_MALFORMED or %KS_ERROR_TOO_LARGE
 */
gboolean
ks_bks_read_header (KsReader *reader, KsBksHeader *header, GError **error)
{
  gsize salt_size;

  if (!ks_reader_read_u32 (reader, "version", &header->version, error))
    return FALSE;
  header->salt = ks_reader_read_block (reader, "salt", error);
  if (header->salt == NULL || !ks_reader_read_u32 (reader, "iterations", &header->iterations, error))
    return FALSE;

  salt_size = g_bytes_get_size (header->salt);
  if (salt_size == 0 || salt_size > KS_BKS_MAX_SALT_SIZE || header->iterations == 0) {
    g_set_error (error, KS_ERROR, KS_ERROR_MALFORMED,
                 _ ("The start of this keystore is damaged: it has a salt of %zu bytes and %u iterations."),
                 salt_size, header->iterations);
    return FALSE;
  }
  if (header->iterations > KS_PBE_MAX_ITERATIONS) {
    g_autofree char *figure = ks_pbe_format_number (header->iterations);
    g_autofree char *limit = ks_pbe_format_number (KS_PBE_MAX_ITERATIONS);

    g_set_error (error, KS_ERROR, KS_ERROR_TOO_LARGE,
                 _ ("Opening this takes %s iterations of its key derivation. The limit is %s."), figure,
                 limit);
    return FALSE;
  }

  return TRUE;
}

/**
 * ks_bks_keep_header:
 * @store: a store
 * @header: the header of its file
 *
 * Remembers how the file was made, so that it is saved in the same way.
 */
void
ks_bks_keep_header (KsStore *store, const KsBksHeader *header)
{
  g_autoptr (KsWriter) writer = ks_writer_new (8);
  g_autoptr (GBytes) kept = NULL;

  ks_writer_write_u8 (writer, (guint8) header->version);
  ks_writer_write_u32 (writer, header->iterations);
  kept = ks_writer_steal_bytes (writer);
  ks_store_set_extra (store, KS_BKS_EXTRA_HEADER, kept);
}

/**
 * ks_bks_get_iterations:
 * @store: a store
 *
 * Returns: the iterations of key derivation that its file had; without a file the default
 */
guint32
ks_bks_get_iterations (KsStore *store)
{
  GBytes *kept = ks_store_get_extra (store, KS_BKS_EXTRA_HEADER);
  KsReader reader;
  guint8 version;
  guint32 old = 0;

  if (kept == NULL)
    return ITERATIONS;

  ks_reader_init (&reader, kept);
  return ks_reader_read_u8 (&reader, "version", &version, NULL) &&
             ks_reader_read_u32 (&reader, "iterations", &old, NULL)
           ? old
           : ITERATIONS;
}

/**
 * ks_bks_write_header:
 * @writer: where the file is written
 * @version: its version
 * @store: what is saved
 * @iterations: of key derivation; 0 for those that the file had, else the default
 * @header: (out caller-allocates): what was written
 * @error: return location
 *
 * Writes what stands before the entries, with a new random salt.
 *
 * Returns: %FALSE with %KS_ERROR_FAILED when the system gives no random numbers
 */
gboolean
ks_bks_write_header (KsWriter *writer,
                     guint32 version,
                     KsStore *store,
                     guint iterations,
                     KsBksHeader *header,
                     GError **error)
{
  guint8 salt[KS_BKS_SALT_SIZE];

  if (RAND_bytes_ex (ks_libctx (), salt, sizeof salt, 0) != 1) {
    ks_clear_openssl_errors ();
    g_set_error_literal (error, KS_ERROR, KS_ERROR_FAILED, _ ("The system gave no random numbers."));
    return FALSE;
  }

  header->version = version;
  header->salt = g_bytes_new (salt, sizeof salt);
  header->iterations =
    iterations > 0 ? MIN (iterations, KS_PBE_MAX_ITERATIONS) : ks_bks_get_iterations (store);
  ks_writer_write_u32 (writer, version);
  ks_writer_write_u32 (writer, sizeof salt);
  ks_writer_write (writer, salt, sizeof salt);
  ks_writer_write_u32 (writer, header->iterations);

  return TRUE;
}

/**
 * ks_bks_tell_format:
 * @bytes: a file
 *
 * BKS and UBER begin with the same version, salt and iterations. What follows is entries in the one, and noise in the other.
 *
 * Returns: (transfer none) (nullable): the format; %NULL for neither of them
 */
const KsFormat *
ks_bks_tell_format (GBytes *bytes)
{
  KsReader reader;
  guint32 version, salt_size, iterations;
  g_autoptr (GBytes) salt = NULL;
  gboolean is_usual;

  ks_reader_init (&reader, bytes);
  if (!ks_reader_read_u32 (&reader, "version", &version, NULL) || version > 2 ||
      !ks_reader_read_u32 (&reader, "salt", &salt_size, NULL) || salt_size == 0 ||
      salt_size > KS_BKS_MAX_SALT_SIZE)
    return NULL;

  is_usual = salt_size == KS_BKS_SALT_SIZE;
  salt = ks_reader_read_bytes (&reader, "salt", salt_size, NULL);
  if (salt == NULL || !ks_reader_read_u32 (&reader, "iterations", &iterations, NULL))
    return is_usual ? &ks_format_bks : NULL;
  if (ks_bks_looks_like_entries (&reader))
    return &ks_format_bks;
  if (!is_usual)
    return NULL;

  return version == 2 ? &ks_format_bks : &ks_format_uber;
}
