/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>

#include "ks-error.h"
#include "ks-jks-private.h"
#include "ks-key-sealed.h"

static gboolean
fail_entry (KsEntry *entry, const KsFormat *format, GError **error)
{
  g_autofree char *visible = ks_text_make_visible (ks_entry_get_alias (entry));

  g_set_error (error, KS_ERROR, KS_ERROR_LOSSY,
               /* Translators: the first %s is a format such as JKS, the second one an alias */
               _ ("%s cannot hold an entry such as “%s”."), format->short_name, visible);
  return FALSE;
}

/**
 * ks_jks_dup_type:
 * @entry: an entry
 * @der: one of its certificates
 *
 * Returns: (transfer full): the type that the certificate had in the file; X.509 for those that have none of their own
 */
char *
ks_jks_dup_type (KsEntry *entry, GBytes *der)
{
  GBytes *types = ks_entry_get_extra (entry, KS_JKS_EXTRA_TYPES);
  KsReader reader;

  if (types == NULL)
    return g_strdup (KS_JKS_CERTIFICATE_TYPE);

  ks_reader_init (&reader, types);
  while (ks_reader_get_left (&reader) > 0) {
    g_autofree char *type = ks_reader_read_utf (&reader, "certificate type", NULL);
    g_autoptr (GBytes) owner = ks_reader_read_block (&reader, "certificate", NULL);

    if (type == NULL || owner == NULL)
      break;
    if (g_bytes_equal (owner, der))
      return g_steal_pointer (&type);
  }

  return g_strdup (KS_JKS_CERTIFICATE_TYPE);
}

static gboolean
write_certificate (KsWriter *writer, KsEntry *entry, guint index, guint8 version, GError **error)
{
  GBytes *der = ks_certificate_get_der (ks_entry_get_certificate (entry, index));

  if (version >= 2) {
    g_autofree char *type = ks_jks_dup_type (entry, der);

    if (!ks_writer_write_utf (writer, "certificate type", type, error))
      return FALSE;
  }

  return ks_writer_write_block (writer, der, error);
}

static gboolean
fail_key (KsEntry *entry, const KsFormat *format, GError **error)
{
  g_autofree char *visible = ks_text_make_visible (ks_entry_get_alias (entry));

  g_set_error (error, KS_ERROR, KS_ERROR_LOSSY,
               /* Translators: the first %s is a format such as JKS, the second one an alias */
               _ ("%s cannot hold the key of “%s” as it is protected now."), format->short_name, visible);
  return FALSE;
}

/* A key that is not protected yet gets the store's password. */
static GBytes *
dup_protected_key (KsEntry *entry, const KsFormat *format, KsSecret *password, GError **error)
{
  KsKey *key = ks_entry_get_key (entry);
  gboolean is_secret = ks_entry_get_kind (entry) == KS_ENTRY_SECRET;
  g_autoptr (KsKey) sealed = NULL;

  if (key != NULL &&
      ks_key_get_form (key) == (is_secret ? KS_KEY_FORM_SEALED_OBJECT : KS_KEY_FORM_ENCRYPTED_PKCS8))
    return g_bytes_ref (ks_key_get_bytes (key));

  if (key == NULL || ks_key_is_protected (key)) {
    fail_key (entry, format, error);
    return NULL;
  }

  if (is_secret)
    return ks_key_sealed_seal (ks_key_get_plain (key), password, 0, error);
  sealed = ks_key_protect (ks_key_get_plain (key), password, format->key_scheme, 0, error);
  return sealed != NULL ? g_bytes_ref (ks_key_get_bytes (sealed)) : NULL;
}

/* A sealed object has no length in the file. */
static gboolean
write_key (KsWriter *writer, KsEntry *entry, const KsFormat *format, KsSecret *password, GError **error)
{
  g_autoptr (GBytes) bytes = dup_protected_key (entry, format, password, error);

  if (bytes == NULL)
    return FALSE;
  if (ks_entry_get_kind (entry) == KS_ENTRY_SECRET) {
    ks_writer_write_bytes (writer, bytes);
    return TRUE;
  }
  if (!ks_writer_write_block (writer, bytes, error))
    return FALSE;
  ks_writer_write_u32 (writer, ks_entry_get_chain_length (entry));

  return TRUE;
}

static guint32
find_tag (KsEntry *entry, const KsFormat *format)
{
  if (ks_entry_get_kind (entry) == KS_ENTRY_KEY)
    return KS_JKS_TAG_KEY;
  if (ks_entry_get_kind (entry) == KS_ENTRY_CERTIFICATE && ks_entry_get_chain_length (entry) == 1)
    return KS_JKS_TAG_CERTIFICATE;
  if (ks_entry_get_kind (entry) == KS_ENTRY_SECRET && ks_entry_get_chain_length (entry) == 0 &&
      (format->flags & KS_FORMAT_HOLDS_SECRETS) != 0)
    return KS_JKS_TAG_SECRET;

  return 0;
}

static gint64
find_date (KsEntry *entry, const KsWriteOptions *options)
{
  gint64 created = ks_entry_get_created_ms (entry);

  if (created != 0 || ks_entry_get_extra (entry, KS_JKS_EXTRA_NO_DATE) != NULL)
    return created;

  return options->now_ms;
}

static gboolean
write_entry (KsWriter *writer,
             KsEntry *entry,
             const KsFormat *format,
             guint8 version,
             const KsWriteOptions *options,
             GError **error)
{
  guint32 tag = find_tag (entry, format);

  if (tag == 0)
    return fail_entry (entry, format, error);

  ks_writer_write_u32 (writer, tag);
  if (!ks_writer_write_utf (writer, "alias", ks_entry_get_alias (entry), error))
    return FALSE;
  ks_writer_write_u64 (writer, (guint64) find_date (entry, options));

  if (tag != KS_JKS_TAG_CERTIFICATE && !write_key (writer, entry, format, options->password, error))
    return FALSE;
  for (guint i = 0; i < ks_entry_get_chain_length (entry); i++) {
    if (!write_certificate (writer, entry, i, version, error))
      return FALSE;
  }

  return TRUE;
}

static guint8
find_version (KsStore *store)
{
  GBytes *version = ks_store_get_extra (store, KS_JKS_EXTRA_VERSION);

  return version != NULL ? *(const guint8 *) g_bytes_get_data (version, NULL) : 2;
}

static gboolean
write_digest (KsWriter *writer, KsSecret *password, GError **error)
{
  guint8 digest[KS_JKS_DIGEST_SIZE];

  if (!ks_jks_digest (password, ks_writer_peek (writer), ks_writer_get_size (writer), digest)) {
    g_set_error_literal (
      error, KS_ERROR, KS_ERROR_UNSUPPORTED,
      _ ("This system’s OpenSSL has no SHA-1, and Java keystores cannot be written without it."));
    return FALSE;
  }
  ks_writer_write (writer, digest, sizeof digest);

  return TRUE;
}

/**
 * ks_jks_write:
 * @store: a store, JKS or JCEKS
 * @options: with the password
 * @cancellable: (nullable): to stop it
 * @error: return location
 *
 * Writes a keystore as Java does, byte for byte. Version 1 stays version 1.
 *
 * Returns: (transfer full): the file; %NULL with %KS_ERROR_PASSWORD_NEEDED, %KS_ERROR_LOSSY, %KS_ERROR_TOO_LARGE or
 *   %G_IO_ERROR_CANCELLED
 */
GBytes *
ks_jks_write (KsStore *store, const KsWriteOptions *options, GCancellable *cancellable, GError **error)
{
  g_autoptr (KsWriter) writer = ks_writer_new (64 * 1024);
  g_autoptr (GPtrArray) entries = ks_store_snapshot (store);
  const KsFormat *format = ks_store_get_format (store);
  guint8 version = find_version (store);

  if (options->password == NULL) {
    g_set_error (error, KS_ERROR, KS_ERROR_PASSWORD_NEEDED,
                 /* Translators: %s is a format such as JKS */
                 _ ("A %s keystore cannot be saved without a password."), format->short_name);
    return NULL;
  }

  ks_writer_write_u32 (writer, ks_jks_get_magic (format));
  ks_writer_write_u32 (writer, version);
  ks_writer_write_u32 (writer, entries->len);
  for (guint i = 0; i < entries->len; i++) {
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !write_entry (writer, entries->pdata[i], format, version, options, error))
      return NULL;
  }
  if (!write_digest (writer, options->password, error))
    return NULL;

  return ks_writer_steal_bytes (writer);
}
