/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <openssl/objects.h>
#include <string.h>

#include "ks-bcfks-private.h"
#include "ks-der-write.h"
#include "ks-error.h"
#include "ks-key-bcfks.h"
#include "ks-reader.h"

#define VERSION 1
#define CHECK_KEY_SIZE 64
#define TAG_NULL 0x05
/* What GeneralizedTime can say: the years 1 to 9999. */
#define MIN_TIME_MS G_GINT64_CONSTANT (-62135596800000)
#define MAX_TIME_MS G_GINT64_CONSTANT (253402300799999)

/**
 * ks_bcfks_keep_scheme:
 * @store: a store
 * @scheme: how its file is encrypted
 * @mac_nid: the algorithm of its check value
 *
 * Remembers both, so that the file is saved in the same way.
 */
void
ks_bcfks_keep_scheme (KsStore *store, const KsBcfksScheme *scheme, int mac_nid)
{
  g_autoptr (KsWriter) writer = ks_writer_new (64);
  g_autoptr (GBytes) kept = NULL;

  ks_writer_write_u32 (writer, (guint32) scheme->cipher_nid);
  ks_writer_write_u32 (writer, (guint32) scheme->prf_nid);
  ks_writer_write_u64 (writer, scheme->iterations);
  ks_writer_write_u64 (writer, scheme->scrypt_n);
  ks_writer_write_u64 (writer, scheme->scrypt_r);
  ks_writer_write_u32 (writer, (guint32) mac_nid);
  kept = ks_writer_steal_bytes (writer);
  ks_store_set_extra (store, KS_BCFKS_EXTRA_SCHEME, kept);
}

static void
find_scheme (KsStore *store, guint iterations, KsBcfksScheme *scheme, int *mac_nid)
{
  GBytes *kept = ks_store_get_extra (store, KS_BCFKS_EXTRA_SCHEME);
  KsBcfksScheme old = { 0 };
  KsReader reader;
  guint32 cipher, prf, mac;

  ks_bcfks_scheme_init (scheme);
  *mac_nid = NID_hmacWithSHA512;
  if (kept != NULL) {
    ks_reader_init (&reader, kept);
    if (ks_reader_read_u32 (&reader, "cipher", &cipher, NULL) &&
        ks_reader_read_u32 (&reader, "prf", &prf, NULL) &&
        ks_reader_read_u64 (&reader, "iterations", &old.iterations, NULL) &&
        ks_reader_read_u64 (&reader, "n", &old.scrypt_n, NULL) &&
        ks_reader_read_u64 (&reader, "r", &old.scrypt_r, NULL) &&
        ks_reader_read_u32 (&reader, "mac", &mac, NULL)) {
      old.cipher_nid = (int) cipher;
      old.prf_nid = (int) prf;
      *scheme = old;
      *mac_nid = (int) mac;
    }
  }
  if (iterations > 0)
    scheme->iterations = iterations;
}

static void
put_time (KsWriter *writer, gint64 milliseconds)
{
  gint64 clamped = CLAMP (milliseconds, MIN_TIME_MS, MAX_TIME_MS);
  gint64 seconds = clamped / 1000 - (clamped % 1000 < 0 ? 1 : 0);
  gint64 part = clamped - seconds * 1000;
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (seconds);
  g_autoptr (GString) text = g_string_new (NULL);

  /* The year by itself: %Y has no leading zeros. */
  g_string_printf (text, "%04d%02d%02d%02d%02d%02d", g_date_time_get_year (time),
                   g_date_time_get_month (time), g_date_time_get_day_of_month (time),
                   g_date_time_get_hour (time), g_date_time_get_minute (time), g_date_time_get_second (time));
  /* X.690 section 11.7.3: a fraction has no trailing zeros. */
  if (part > 0) {
    g_string_append_printf (text, ".%03d", (int) part);
    while (g_str_has_suffix (text->str, "0"))
      g_string_truncate (text, text->len - 1);
  }
  g_string_append_c (text, 'Z');
  ks_der_put (writer, KS_BCFKS_TIME, text->str, text->len);
}

/* Two bytes stand for a zero byte in aliases of ours. */
static void
put_alias (KsWriter *writer, const char *alias)
{
  g_autoptr (GString) text = g_string_sized_new (64);

  for (const char *at = alias; *at != '\0'; at++)
    if (strncmp (at, "\xc0\x80", 2) == 0) {
      g_string_append_c (text, '\0');
      at++;
    } else {
      g_string_append_c (text, *at);
    }
  ks_der_put (writer, KS_BCFKS_UTF8_STRING, text->str, text->len);
}

static gboolean
fail_entry (KsEntry *entry, GError **error)
{
  g_autofree char *visible = ks_text_make_visible (ks_entry_get_alias (entry));

  g_set_error (error, KS_ERROR, KS_ERROR_LOSSY,
               /* Translators: the first %s is a format such as JKS, the second one an alias */
               _ ("%s cannot hold an entry such as “%s”."), ks_format_bcfks.short_name, visible);
  return FALSE;
}

/* An encrypted key; one that is new gets the store's password. */
static GBytes *
dup_sealed (KsEntry *entry, KsSecret *password, guint8 *type, GError **error)
{
  KsKey *key = ks_entry_get_key (entry);
  KsKeyKind kind = ks_key_get_kind (key);
  KsKeyForm form = ks_key_get_form (key);

  *type = kind == KS_KEY_PRIVATE ? KS_BCFKS_TYPE_PRIVATE_KEY : KS_BCFKS_TYPE_SECRET_KEY;
  if (form == KS_KEY_FORM_SEALED_BCFKS)
    return g_bytes_ref (ks_key_get_bytes (key));
  if (form == KS_KEY_FORM_ENCRYPTED_PKCS8 && kind == KS_KEY_PRIVATE) {
    *type = KS_BCFKS_TYPE_PROTECTED_PRIVATE_KEY;
    return g_bytes_ref (ks_key_get_bytes (key));
  }
  if (form == KS_KEY_FORM_PLAIN)
    return ks_key_bcfks_seal (kind, ks_key_get_plain (key), password, 0, error);

  fail_entry (entry, error);
  return NULL;
}

static GBytes *
dup_private (KsEntry *entry, GBytes *sealed)
{
  g_autoptr (KsWriter) writer = ks_writer_new (4096);
  KsWriter *whole = ks_writer_new (4096);
  KsWriter *certificates = ks_writer_new (4096);

  for (guint i = 0; i < ks_entry_get_chain_length (entry); i++)
    ks_writer_write_bytes (certificates, ks_certificate_get_der (ks_entry_get_certificate (entry, i)));
  ks_writer_write_bytes (whole, sealed);
  ks_der_put_nested (whole, KS_DER_SEQUENCE, certificates);
  ks_der_put_nested (writer, KS_DER_SEQUENCE, whole);

  return ks_writer_steal_bytes (writer);
}

/* What stands in an entry, with its type. */
static GBytes *
dup_data (KsEntry *entry, KsSecret *password, guint8 *type, GError **error)
{
  KsEntryKind kind = ks_entry_get_kind (entry);
  KsKey *key = ks_entry_get_key (entry);
  g_autoptr (GBytes) sealed = NULL;

  if (kind == KS_ENTRY_CERTIFICATE && ks_entry_get_chain_length (entry) == 1) {
    *type = KS_BCFKS_TYPE_CERTIFICATE;
    return g_bytes_ref (ks_certificate_get_der (ks_entry_get_leaf (entry)));
  }
  if ((kind != KS_ENTRY_KEY && kind != KS_ENTRY_SECRET) || key == NULL) {
    fail_entry (entry, error);
    return NULL;
  }
  if (ks_key_get_form (key) == KS_KEY_FORM_OPAQUE) {
    GBytes *bytes = ks_key_get_bytes (key);

    *type = *(const guint8 *) g_bytes_get_data (bytes, NULL);
    return g_bytes_new_from_bytes (bytes, 1, g_bytes_get_size (bytes) - 1);
  }

  sealed = dup_sealed (entry, password, type, error);
  if (sealed == NULL || kind == KS_ENTRY_SECRET)
    return g_steal_pointer (&sealed);

  return dup_private (entry, sealed);
}

/* An entry that nobody changed stays as it is, with its second date and its comment. */
static gboolean
write_unchanged (KsWriter *writer, KsEntry *entry, GBytes *data)
{
  GBytes *kept = ks_entry_get_extra (entry, KS_BCFKS_EXTRA_OBJECT);
  g_auto (KsBcfksObject) object = { 0 };
  const guint8 *content, *old;
  gsize content_size, old_size;
  KsDer element;

  if (kept == NULL)
    return FALSE;
  old = g_bytes_get_data (kept, &old_size);
  content = g_bytes_get_data (data, &content_size);
  if (!ks_der_parse (old, old_size, &element) || !ks_bcfks_object_read (&element, &object, NULL) ||
      !g_str_equal (object.alias, ks_entry_get_alias (entry)) ||
      object.created_ms != ks_entry_get_created_ms (entry) || object.data.size != content_size ||
      memcmp (object.data.content, content, content_size) != 0)
    return FALSE;

  ks_writer_write_bytes (writer, kept);
  return TRUE;
}

static gboolean
write_entry (KsWriter *writer, KsEntry *entry, const KsWriteOptions *options, GError **error)
{
  guint8 type = 0;
  g_autoptr (GBytes) data = dup_data (entry, options->password, &type, error);
  gint64 created = ks_entry_get_created_ms (entry);
  KsWriter *object;

  if (data == NULL)
    return FALSE;
  if (write_unchanged (writer, entry, data))
    return TRUE;

  object = ks_writer_new (4096);
  ks_der_put (object, KS_DER_INTEGER, &type, 1);
  put_alias (object, ks_entry_get_alias (entry));
  put_time (object, created != 0 ? created : options->now_ms);
  put_time (object, options->now_ms);
  ks_der_put (object, KS_DER_OCTET_STRING, g_bytes_get_data (data, NULL), g_bytes_get_size (data));
  ks_der_put_nested (writer, KS_DER_SEQUENCE, object);

  return TRUE;
}

static void
put_mac (KsWriter *writer, int nid)
{
  const ASN1_OBJECT *object = OBJ_nid2obj (nid);
  KsWriter *algorithm = ks_writer_new (32);

  ks_der_put (algorithm, KS_DER_OID, OBJ_get0_data (object), OBJ_length (object));
  ks_der_put (algorithm, TAG_NULL, NULL, 0);
  ks_der_put_nested (writer, KS_DER_SEQUENCE, algorithm);
}

static KsWriter *
write_entries (KsStore *store, const KsWriteOptions *options, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) entries = ks_store_snapshot (store);
  g_autoptr (KsWriter) objects = ks_writer_new (64 * 1024);

  for (guint i = 0; i < entries->len; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !write_entry (objects, entries->pdata[i], options, error))
      return NULL;

  return g_steal_pointer (&objects);
}

/* What is encrypted. */
static KsSecret *
write_content (KsStore *store,
               const KsWriteOptions *options,
               int mac_nid,
               GCancellable *cancellable,
               GError **error)
{
  GBytes *created = ks_store_get_extra (store, KS_BCFKS_EXTRA_CREATED);
  GBytes *comment = ks_store_get_extra (store, KS_BCFKS_EXTRA_COMMENT);
  g_autoptr (KsWriter) writer = ks_writer_new (64 * 1024);
  KsWriter *objects = write_entries (store, options, cancellable, error);
  KsWriter *content;

  if (objects == NULL)
    return NULL;

  content = ks_writer_new (64 * 1024);
  ks_der_put_integer (content, VERSION);
  put_mac (content, mac_nid);
  if (created != NULL)
    ks_writer_write_bytes (content, created);
  else
    put_time (content, options->now_ms);
  put_time (content, options->now_ms);
  ks_der_put_nested (content, KS_DER_SEQUENCE, objects);
  if (comment != NULL)
    ks_writer_write_bytes (content, comment);
  ks_der_put_nested (writer, KS_DER_SEQUENCE, content);

  return ks_secret_new (ks_writer_peek (writer), ks_writer_get_size (writer));
}

/* The check value of @sealed. */
static gboolean
write_check (KsWriter *writer,
             GBytes *sealed,
             KsSecret *password,
             const KsBcfksScheme *scheme,
             int mac_nid,
             GError **error)
{
  g_autoptr (KsWriter) mac = ks_writer_new (32);
  g_autoptr (KsWriter) function = ks_writer_new (256);
  g_autoptr (X509_ALGOR) mac_algorithm = NULL;
  g_autoptr (X509_ALGOR) algorithm = NULL;
  g_autoptr (GBytes) value = NULL;
  KsWriter *check;
  gsize size;
  const guint8 *data = g_bytes_get_data (sealed, &size);

  put_mac (mac, mac_nid);
  if (!ks_bcfks_put_function (function, scheme, CHECK_KEY_SIZE, error))
    return FALSE;
  mac_algorithm = ks_bcfks_read_algorithm (ks_writer_peek (mac), ks_writer_get_size (mac));
  algorithm = ks_bcfks_read_algorithm (ks_writer_peek (function), ks_writer_get_size (function));
  value = ks_bcfks_make_mac (mac_algorithm, algorithm, 0, password, data, size, error);
  if (value == NULL)
    return FALSE;

  check = ks_writer_new (512);
  ks_writer_write (check, ks_writer_peek (mac), ks_writer_get_size (mac));
  ks_writer_write (check, ks_writer_peek (function), ks_writer_get_size (function));
  ks_der_put (check, KS_DER_OCTET_STRING, g_bytes_get_data (value, NULL), g_bytes_get_size (value));
  ks_der_put_nested (writer, KS_DER_SEQUENCE, check);

  return TRUE;
}

/**
 * ks_bcfks_write:
 * @store: a store
 * @options: with the password
 * @cancellable: (nullable): to stop it
 * @error: return location
 *
 * Writes a file, encrypted and checked as the old one was, with new salts.
 *
 * Returns: (transfer full): the file; %NULL with %KS_ERROR_PASSWORD_NEEDED, %KS_ERROR_LOSSY, %KS_ERROR_UNSUPPORTED,
 *   %KS_ERROR_FAILED or %G_IO_ERROR_CANCELLED
 */
GBytes *
ks_bcfks_write (KsStore *store, const KsWriteOptions *options, GCancellable *cancellable, GError **error)
{
  g_autoptr (KsWriter) writer = ks_writer_new (64 * 1024);
  g_autoptr (KsSecret) content = NULL;
  g_autoptr (GBytes) sealed = NULL;
  g_autoptr (KsWriter) whole = ks_writer_new (64 * 1024);
  KsBcfksScheme scheme;
  int mac_nid;

  if (options->password == NULL) {
    g_set_error (error, KS_ERROR, KS_ERROR_PASSWORD_NEEDED,
                 /* Translators: %s is a format such as JKS */
                 _ ("A %s keystore cannot be saved without a password."), ks_format_bcfks.short_name);
    return NULL;
  }

  find_scheme (store, options->iterations, &scheme, &mac_nid);
  content = write_content (store, options, mac_nid, cancellable, error);
  sealed =
    content != NULL ? ks_bcfks_seal (content, KS_BCFKS_STORE, options->password, &scheme, error) : NULL;
  if (sealed == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  ks_writer_write_bytes (whole, sealed);
  if (!write_check (whole, sealed, options->password, &scheme, mac_nid, error))
    return NULL;
  ks_der_put_nested (writer, KS_DER_SEQUENCE, g_steal_pointer (&whole));

  return ks_writer_steal_bytes (writer);
}
