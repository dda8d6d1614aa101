/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <string.h>

#include "ks-bks-private.h"
#include "ks-error.h"
#include "ks-init.h"
#include "ks-key-bks.h"
#include "ks-key-pbe.h"

#define VERSION 1
#define BLOCK_SIZE 16
/* A digest and the mark of the end, padded. */
#define MIN_SIZE (2 * BLOCK_SIZE)

static int
probe (GBytes *bytes)
{
  return ks_bks_tell_format (bytes) == &ks_format_uber ? 80 : 0;
}

static gboolean
fail_cipher (GError **error)
{
  g_set_error_literal (error, KS_ERROR, KS_ERROR_UNSUPPORTED,
                       _ ("This system’s cryptography does not allow Twofish, and UBER keystores need it."));
  return FALSE;
}

/* PBEWithSHAAndTwofish-CBC: 256 bits. */
static gboolean
crypt_content (const KsBksHeader *header,
               KsSecret *password,
               guint8 *data,
               gsize size,
               gboolean encrypt,
               GError **error)
{
  guint8 key[32], iv[BLOCK_SIZE];
  gboolean done =
    ks_bks_derive (password, header->salt, header->iterations, KS_BKS_DERIVE_KEY, key, sizeof key) &&
    ks_bks_derive (password, header->salt, header->iterations, KS_BKS_DERIVE_IV, iv, sizeof iv) &&
    ks_uber_crypt (key, iv, data, size, encrypt);

  OPENSSL_cleanse (key, sizeof key);

  return done || fail_cipher (error);
}

/* What is encrypted; slices of it keep it alive. */
static GBytes *
decrypt (KsReader *reader, const KsBksHeader *header, KsSecret *password, GError **error)
{
  gsize size = ks_reader_get_left (reader);
  g_autoptr (KsSecret) plain = NULL;
  guint8 *data;

  if (size < MIN_SIZE || size % BLOCK_SIZE != 0) {
    g_set_error (
      error, KS_ERROR, KS_ERROR_TRUNCATED,
      _ ("The file ends too early: %zu bytes of its content are there, which is no whole number of blocks."),
      size);
    return NULL;
  }

  plain = ks_secret_new_sized (size, &data);
  memcpy (data, reader->data + reader->offset, size);
  if (!crypt_content (header, password, data, size, FALSE, error))
    return NULL;

  return g_bytes_new_with_free_func (data, size, (GDestroyNotify) ks_secret_unref, ks_secret_ref (plain));
}

static gboolean
make_digest (const guint8 *data, gsize size, guint8 digest[KS_BKS_DIGEST_SIZE])
{
  gsize length = 0;
  gboolean done = EVP_Q_digest (ks_libctx (), "SHA1", NULL, data, size, digest, &length) == 1;

  ks_clear_openssl_errors ();
  return done && length == KS_BKS_DIGEST_SIZE;
}

static gboolean
has_right_digest (const KsBksReading *reading)
{
  const KsReader *reader = &reading->reader;
  guint8 digest[KS_BKS_DIGEST_SIZE];

  return ks_reader_get_left (reader) >= KS_BKS_DIGEST_SIZE &&
         make_digest (reader->data, reader->offset, digest) &&
         CRYPTO_memcmp (digest, reader->data + reader->offset, sizeof digest) == 0;
}

/* With a wrong password nothing makes sense; what does comes from a file that is damaged elsewhere. */
static gboolean
fail_content (const KsBksReading *reading, gboolean is_whole, GError **error)
{
  if (reading->n_entries == 0)
    g_set_error_literal (
      error, KS_ERROR, KS_ERROR_WRONG_PASSWORD,
      _ ("The password is not right, or the file is damaged: what comes out of it makes no sense."));
  else if (is_whole)
    g_set_error_literal (error, KS_ERROR, KS_ERROR_DAMAGED,
                         _ ("The password is right, because the entries can be read, but the file was altered "
                            "or is damaged: its check value does not match its content."));
  else
    g_set_error_literal (
      error, KS_ERROR, KS_ERROR_DAMAGED,
      _ ("The password is right, because the first entries can be read, but what follows them "
         "is damaged or missing."));
  return FALSE;
}

static gboolean
read_content (KsBksReading *reading, KsStore *store, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) reason = NULL;
  gboolean is_whole;

  reading->reader.offset = 0;
  is_whole = ks_bks_read_entries (reading, store, cancellable, &reason);
  if (is_whole && has_right_digest (reading))
    return TRUE;
  if (!g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
      !g_error_matches (reason, KS_ERROR, KS_ERROR_TOO_LARGE))
    return fail_content (reading, is_whole, error);

  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

/* A version before 1 derives its key in another way; it was gone before the first Android. */
static gboolean
check_options (const KsBksHeader *header, const KsReadOptions *options, GError **error)
{
  if (header->version != VERSION) {
    g_set_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED,
                 _ ("This is an UBER keystore of version %u. Only version 1 can be read."), header->version);
    return FALSE;
  }
  if (options->password == NULL) {
    g_set_error_literal (
      error, KS_ERROR, KS_ERROR_PASSWORD_NEEDED,
      _ ("An UBER keystore is encrypted as a whole. Without its password it shows nothing."));
    return FALSE;
  }

  return TRUE;
}

/* Twice, like a BKS keystore. */
static KsStore *
read_store (GBytes *bytes, const KsReadOptions *options, GCancellable *cancellable, GError **error)
{
  g_autoptr (KsStore) store = ks_store_new (&ks_format_uber);
  g_auto (KsBksHeader) header = { 0 };
  g_autoptr (GBytes) content = NULL;
  KsBksReading reading = { .work_left = KS_PBE_MAX_ITERATIONS };
  KsReader reader;

  ks_reader_init (&reader, bytes);
  if (!ks_bks_read_header (&reader, &header, error) || !check_options (&header, options, error))
    return NULL;
  content = decrypt (&reader, &header, options->password, error);
  if (content == NULL)
    return NULL;

  ks_reader_init (&reading.reader, content);
  if (!read_content (&reading, store, cancellable, error))
    return NULL;
  if (reading.n_sealed > 0) {
    g_object_unref (store);
    store = ks_store_new (&ks_format_uber);
    reading.password = options->password;
    if (!read_content (&reading, store, cancellable, error))
      return NULL;
  }
  ks_store_set_integrity (store, KS_INTEGRITY_VERIFIED);
  ks_store_set_loaded_password (store, options->password);
  ks_bks_keep_header (store, &header);

  return g_steal_pointer (&store);
}

/* Puts digest and padding behind @content. */
static gboolean
finish (KsWriter *content, GError **error)
{
  guint8 digest[KS_BKS_DIGEST_SIZE];
  guint8 padding;

  if (!make_digest (ks_writer_peek (content), ks_writer_get_size (content), digest)) {
    g_set_error_literal (
      error, KS_ERROR, KS_ERROR_UNSUPPORTED,
      _ ("This system’s OpenSSL has no SHA-1, and Java keystores cannot be written without it."));
    return FALSE;
  }
  ks_writer_write (content, digest, sizeof digest);
  padding = (guint8) (BLOCK_SIZE - ks_writer_get_size (content) % BLOCK_SIZE);
  for (guint8 i = 0; i < padding; i++)
    ks_writer_write_u8 (content, padding);

  return TRUE;
}

static GBytes *
write_store (KsStore *store, const KsWriteOptions *options, GCancellable *cancellable, GError **error)
{
  g_autoptr (KsWriter) writer = ks_writer_new (64 * 1024);
  g_autoptr (KsWriter) content = ks_writer_new (64 * 1024);
  g_auto (KsBksHeader) header = { 0 };
  g_autoptr (KsSecret) room = NULL;
  guint8 *data;
  gsize size;

  if (!ks_bks_write_entries (content, store, options, cancellable, error) || !finish (content, error) ||
      !ks_bks_write_header (writer, VERSION, store, options->iterations, &header, error))
    return NULL;

  size = ks_writer_get_size (content);
  room = ks_secret_new_sized (size, &data);
  memcpy (data, ks_writer_peek (content), size);
  if (!crypt_content (&header, options->password, data, size, TRUE, error))
    return NULL;
  ks_writer_write (writer, data, size);

  return ks_writer_steal_bytes (writer);
}

const KsFormat ks_format_uber = {
  .id = "uber",
  .short_name = "UBER",
  .name = N_ ("Bouncy Castle encrypted keystore (UBER)"),
  .description = N_ ("Like BKS, but encrypted as a whole: nothing can be seen without the password."),
  .suffixes = "uber ubr",
  .mime_type = "application/x-bouncycastle-keystore",
  .flags = KS_FORMAT_CAN_WRITE | KS_FORMAT_HOLDS_KEYS | KS_FORMAT_HOLDS_TRUSTED | KS_FORMAT_HOLDS_SECRETS |
           KS_FORMAT_HOLDS_PUBLIC | KS_FORMAT_HOLDS_DATES | KS_FORMAT_HOLDS_ALIASES |
           KS_FORMAT_ENTRY_PASSWORDS | KS_FORMAT_STORE_PASSWORD,
  .key_scheme = KS_KEY_SCHEME_BKS,
  .probe = probe,
  .read = read_store,
  .write = write_store,
};
