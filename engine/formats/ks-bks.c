/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>

#include "ks-bks-private.h"
#include "ks-error.h"
#include "ks-init.h"
#include "ks-key-bks.h"
#include "ks-key-pbe.h"
#include "ks-remarks.h"

#define VERSION 2

static int
probe (GBytes *bytes)
{
  return ks_bks_tell_format (bytes) == &ks_format_bks ? 90 : 0;
}

/* HMAC-SHA-1 over the entries. Version 1 takes 20 bits for 20 bytes, and uses the two whole bytes of them. */
static gboolean
make_mac (const KsBksHeader *header, KsSecret *password, const guint8 *data, gsize size, guint8 *mac)
{
  guint8 key[KS_BKS_DIGEST_SIZE];
  gsize key_size = header->version == VERSION ? sizeof key : 2, mac_size = 0;
  gboolean done =
    ks_bks_derive (password, header->salt, header->iterations, KS_BKS_DERIVE_MAC, key, key_size) &&
    EVP_Q_mac (ks_libctx (), "HMAC", NULL, "SHA1", NULL, key, key_size, data, size, mac, KS_BKS_DIGEST_SIZE,
               &mac_size) != NULL;

  OPENSSL_cleanse (key, sizeof key);
  ks_clear_openssl_errors ();

  return done && mac_size == KS_BKS_DIGEST_SIZE;
}

static gboolean
fail_integrity (KsStore *store, KsSecret *password, GError **error)
{
  if (ks_bks_opens_a_key (store, password))
    g_set_error_literal (error, KS_ERROR, KS_ERROR_DAMAGED,
                         _ ("The password is right, because it opens a key, but the file was altered "
                            "or is damaged: its check value does not match its content."));
  else
    g_set_error_literal (error, KS_ERROR, KS_ERROR_WRONG_PASSWORD,
                         _ ("The password is not right, or the file was altered: "
                            "its check value does not match."));
  return FALSE;
}

/* @start: where the entries begin; the reader is behind them */
static gboolean
check_integrity (KsReader *reader,
                 gsize start,
                 const KsBksHeader *header,
                 KsStore *store,
                 KsSecret *password,
                 GError **error)
{
  gsize left = ks_reader_get_left (reader);
  guint8 mac[KS_BKS_DIGEST_SIZE];

  if (left < KS_BKS_DIGEST_SIZE) {
    g_set_error (error, KS_ERROR, KS_ERROR_TRUNCATED,
                 _ ("The file ends too early: its check value at byte %zu needs %d bytes, "
                    "and %zu are left."),
                 reader->offset, KS_BKS_DIGEST_SIZE, left);
    return FALSE;
  }
  if (password == NULL)
    return TRUE;

  return (make_mac (header, password, reader->data + start, reader->offset - start, mac) &&
          CRYPTO_memcmp (mac, reader->data + reader->offset, sizeof mac) == 0) ||
         fail_integrity (store, password, error);
}

static void
add_remarks (KsStore *store, const KsBksReading *reading, const KsBksHeader *header)
{
  gsize surplus = ks_reader_get_left (&reading->reader) - KS_BKS_DIGEST_SIZE;

  if (surplus > 0) {
    g_autofree char *remark = g_strdup_printf (
      ngettext ("%zu byte follows the end of the keystore. It is not part of it and will not be saved.",
                "%zu bytes follow the end of the keystore. They are not part of it and will not be saved.",
                surplus),
      surplus);

    ks_store_add_remark_of (store, KS_REMARK_SURPLUS, remark);
  }
  if (header->version != VERSION)
    ks_store_add_remark_of (
      store, KS_REMARK_OLD_VERSION,
      _ ("This is BKS version 1: its check value has a key of 16 bits, so that anybody can alter the file "
         "unnoticed. Save it with the protection “Version 2”."));
}

static KsIntegrity
find_integrity (const KsBksHeader *header, KsSecret *password)
{
  if (password == NULL)
    return KS_INTEGRITY_SKIPPED;

  return header->version == VERSION ? KS_INTEGRITY_VERIFIED : KS_INTEGRITY_WEAK;
}

static gboolean
check_version (const KsBksHeader *header, GError **error)
{
  if (header->version <= VERSION)
    return TRUE;

  g_set_error (error, KS_ERROR, KS_ERROR_MALFORMED,
               _ ("This keystore says that it is of version %u. BKS keystores are of version 1 or 2."),
               header->version);
  return FALSE;
}

/* Once to find the end of the entries, and, when the password has been proved, again to see what its sealed keys are. */
static KsStore *
read_store (GBytes *bytes, const KsReadOptions *options, GCancellable *cancellable, GError **error)
{
  g_autoptr (KsStore) store = ks_store_new (&ks_format_bks);
  g_auto (KsBksHeader) header = { 0 };
  KsBksReading reading = { .work_left = KS_PBE_MAX_ITERATIONS };
  gsize start;

  ks_reader_init (&reading.reader, bytes);
  if (!ks_bks_read_header (&reading.reader, &header, error) || !check_version (&header, error))
    return NULL;
  start = reading.reader.offset;
  if (!ks_bks_read_entries (&reading, store, cancellable, error) ||
      !check_integrity (&reading.reader, start, &header, store, options->password, error))
    return NULL;

  if (options->password != NULL && reading.n_sealed > 0) {
    g_object_unref (store);
    store = ks_store_new (&ks_format_bks);
    reading.password = options->password;
    reading.reader.offset = start;
    if (!ks_bks_read_entries (&reading, store, cancellable, error))
      return NULL;
  }
  ks_store_set_integrity (store, find_integrity (&header, options->password));
  ks_store_set_loaded_password (store, options->password);
  ks_bks_keep_header (store, &header);
  add_remarks (store, &reading, &header);
  ks_remarks_add_live (store);

  return g_steal_pointer (&store);
}

/* A file of version 1 stays one until somebody says otherwise: programs that read only that are the reason to have it. */
static guint32
find_version (KsStore *store)
{
  GBytes *kept = ks_store_get_extra (store, KS_BKS_EXTRA_HEADER);

  return kept != NULL ? *(const guint8 *) g_bytes_get_data (kept, NULL) : VERSION;
}

static GBytes *
write_store (KsStore *store, const KsWriteOptions *options, GCancellable *cancellable, GError **error)
{
  g_autoptr (KsWriter) writer = ks_writer_new (64 * 1024);
  g_auto (KsBksHeader) header = { 0 };
  guint8 mac[KS_BKS_DIGEST_SIZE];
  gsize start;

  if (!ks_bks_write_header (writer, find_version (store), store, options->iterations, &header, error))
    return NULL;
  start = ks_writer_get_size (writer);
  if (!ks_bks_write_entries (writer, store, options, cancellable, error))
    return NULL;
  if (!make_mac (&header, options->password, ks_writer_peek (writer) + start,
                 ks_writer_get_size (writer) - start, mac)) {
    g_set_error_literal (
      error, KS_ERROR, KS_ERROR_UNSUPPORTED,
      _ ("This system’s OpenSSL has no SHA-1, and Java keystores cannot be written without it."));
    return NULL;
  }
  ks_writer_write (writer, mac, sizeof mac);

  return ks_writer_steal_bytes (writer);
}

static const KsProtection protections[] = {
  { "v2", N_ ("Version 2"), N_ ("Checked with a key of 160 bits; read since Bouncy Castle 1.47") },
  { "v1", N_ ("Version 1"), N_ ("For old programs: its check of 16 bits proves nothing") },
  { NULL },
};

static const char *
get_scheme (KsStore *store, guint *iterations)
{
  *iterations = 0;
  return find_version (store) == VERSION ? "v2" : "v1";
}

static gboolean
set_scheme (KsStore *store, const char *scheme, guint iterations, GError **error)
{
  KsBksHeader header = { .iterations = iterations > 0 ? iterations : ks_bks_get_iterations (store) };

  if (!g_str_equal (scheme, "v1") && !g_str_equal (scheme, "v2")) {
    g_set_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED, _ ("BKS has no version called “%s”."), scheme);
    return FALSE;
  }

  header.version = g_str_equal (scheme, "v2") ? VERSION : 1;
  ks_bks_keep_header (store, &header);
  return TRUE;
}

const KsFormat ks_format_bks = {
  .id = "bks",
  .short_name = "BKS",
  .name = N_ ("Bouncy Castle keystore (BKS)"),
  .description =
    N_ ("Android’s old format: keys of all kinds and trusted certificates, which anyone can list."),
  .suffixes = "bks",
  .mime_type = "application/x-bouncycastle-keystore",
  .flags = KS_FORMAT_CAN_WRITE | KS_FORMAT_HOLDS_KEYS | KS_FORMAT_HOLDS_TRUSTED | KS_FORMAT_HOLDS_SECRETS |
           KS_FORMAT_HOLDS_PUBLIC | KS_FORMAT_HOLDS_DATES | KS_FORMAT_HOLDS_ALIASES |
           KS_FORMAT_ENTRY_PASSWORDS | KS_FORMAT_STORE_PASSWORD | KS_FORMAT_OPENS_LOCKED,
  .key_scheme = KS_KEY_SCHEME_BKS,
  .protections = protections,
  .get_scheme = get_scheme,
  .set_scheme = set_scheme,
  .probe = probe,
  .read = read_store,
  .write = write_store,
};
