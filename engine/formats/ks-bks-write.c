/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>

#include "ks-bks-private.h"
#include "ks-error.h"
#include "ks-jks-private.h"
#include "ks-key-bks.h"

static gboolean
write_certificate (KsWriter *writer, KsEntry *entry, guint index, GError **error)
{
  GBytes *der = ks_certificate_get_der (ks_entry_get_certificate (entry, index));
  g_autofree char *type = ks_jks_dup_type (entry, der);

  return ks_writer_write_utf (writer, "certificate type", type, error) &&
         ks_writer_write_block (writer, der, error);
}

static gboolean
write_start (KsWriter *writer, guint8 type, KsEntry *entry, gint64 now_ms, GError **error)
{
  gint64 created = ks_entry_get_created_ms (entry);

  if (created == 0 && ks_entry_get_extra (entry, KS_JKS_EXTRA_NO_DATE) == NULL)
    created = now_ms;
  ks_writer_write_u8 (writer, type);
  if (!ks_writer_write_utf (writer, "alias", ks_entry_get_alias (entry), error))
    return FALSE;
  ks_writer_write_u64 (writer, (guint64) created);

  return TRUE;
}

static gboolean
write_trusted (KsWriter *writer, KsEntry *entry, gint64 now_ms, GError **error)
{
  GBytes *beside = ks_entry_get_extra (entry, KS_BKS_EXTRA_CHAIN);

  if (!write_start (writer, KS_BKS_TYPE_CERTIFICATE, entry, now_ms, error))
    return FALSE;
  if (beside != NULL)
    ks_writer_write_bytes (writer, beside);
  else
    ks_writer_write_u32 (writer, 0);

  return write_certificate (writer, entry, 0, error);
}

/* The encoding of a key that has no protection in the file: the old one, as long as it is that of the key. */
static GBytes *
dup_encoding (KsEntry *entry, GError **error)
{
  GBytes *old = ks_entry_get_extra (entry, KS_BKS_EXTRA_PLAIN);
  KsKey *key = ks_entry_get_key (entry);
  g_autoptr (KsSecret) encoded = NULL;
  const guint8 *data;
  gsize size;

  if (old != NULL) {
    g_autoptr (KsSecret) copy = NULL;
    g_autoptr (KsSecret) plain = NULL;
    KsKeyKind kind;

    data = g_bytes_get_data (old, &size);
    copy = ks_secret_new (data, size);
    plain = ks_key_bks_decode (copy, &kind, NULL);
    if (ks_secret_equal (plain, ks_key_get_plain (key)))
      return g_bytes_ref (old);
  }

  encoded = ks_key_bks_encode (ks_key_get_kind (key), ks_key_get_plain (key), error);
  if (encoded == NULL)
    return NULL;
  data = ks_secret_get_data (encoded, &size);

  return g_bytes_new (data, size);
}

static gboolean
fail_key (KsEntry *entry, GError **error)
{
  g_autofree char *visible = ks_text_make_visible (ks_entry_get_alias (entry));

  g_set_error (error, KS_ERROR, KS_ERROR_LOSSY,
               /* Translators: the first %s is a format such as JKS, the second one an alias */
               _ ("%s cannot hold the key of “%s” as it is protected now."), ks_format_bks.short_name,
               visible);
  return FALSE;
}

/* What stands in the file for a key, with the type that it has there. A key that is new gets the store's password. */
static GBytes *
dup_key (KsEntry *entry, KsSecret *password, guint8 *type, GError **error)
{
  KsKey *key = ks_entry_get_key (entry);
  KsKeyForm form = ks_key_get_form (key);
  GBytes *bytes = ks_key_get_bytes (key);

  if (form == KS_KEY_FORM_OPAQUE) {
    *type = *(const guint8 *) g_bytes_get_data (bytes, NULL);
    return g_bytes_new_from_bytes (bytes, 1, g_bytes_get_size (bytes) - 1);
  }
  if (form == KS_KEY_FORM_PLAIN &&
      (ks_key_get_kind (key) == KS_KEY_PUBLIC || ks_entry_get_extra (entry, KS_BKS_EXTRA_PLAIN) != NULL)) {
    *type = KS_BKS_TYPE_KEY;
    return dup_encoding (entry, error);
  }

  *type = KS_BKS_TYPE_SEALED;
  if (form == KS_KEY_FORM_SEALED_BKS)
    return g_bytes_ref (bytes);
  if (form == KS_KEY_FORM_PLAIN)
    return ks_key_bks_seal (ks_key_get_kind (key), ks_key_get_plain (key), password, 0, error);

  fail_key (entry, error);
  return NULL;
}

static gboolean
write_key (KsWriter *writer, KsEntry *entry, const KsWriteOptions *options, GError **error)
{
  guint8 type;
  g_autoptr (GBytes) content = dup_key (entry, options->password, &type, error);

  if (content == NULL || !write_start (writer, type, entry, options->now_ms, error))
    return FALSE;
  ks_writer_write_u32 (writer, ks_entry_get_chain_length (entry));
  for (guint i = 0; i < ks_entry_get_chain_length (entry); i++)
    if (!write_certificate (writer, entry, i, error))
      return FALSE;

  if (type != KS_BKS_TYPE_KEY)
    return ks_writer_write_block (writer, content, error);
  ks_writer_write_bytes (writer, content);

  return TRUE;
}

static gboolean
write_entry (KsWriter *writer,
             KsEntry *entry,
             const KsFormat *format,
             const KsWriteOptions *options,
             GError **error)
{
  KsEntryKind kind = ks_entry_get_kind (entry);
  g_autofree char *visible = NULL;

  if (kind == KS_ENTRY_CERTIFICATE && ks_entry_get_chain_length (entry) == 1)
    return write_trusted (writer, entry, options->now_ms, error);
  if ((kind == KS_ENTRY_KEY || kind == KS_ENTRY_SECRET || kind == KS_ENTRY_PUBLIC) &&
      ks_entry_get_key (entry) != NULL)
    return write_key (writer, entry, options, error);

  visible = ks_text_make_visible (ks_entry_get_alias (entry));
  g_set_error (error, KS_ERROR, KS_ERROR_LOSSY,
               /* Translators: the first %s is a format such as JKS, the second one an alias */
               _ ("%s cannot hold an entry such as “%s”."), format->short_name, visible);
  return FALSE;
}

/**
 * ks_bks_write_entries:
 * @writer: where they go
 * @store: a store, BKS or UBER
 * @options: with the password
 * @cancellable: (nullable): to stop it
 * @error: return location
 *
 * Writes the entries and the mark of their end.
 *
 * Returns: %FALSE with %KS_ERROR_PASSWORD_NEEDED, %KS_ERROR_LOSSY, %KS_ERROR_TOO_LARGE or %G_IO_ERROR_CANCELLED
 */
gboolean
ks_bks_write_entries (KsWriter *writer,
                      KsStore *store,
                      const KsWriteOptions *options,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (GPtrArray) entries = ks_store_snapshot (store);
  const KsFormat *format = ks_store_get_format (store);

  if (options->password == NULL) {
    g_set_error (error, KS_ERROR, KS_ERROR_PASSWORD_NEEDED,
                 /* Translators: %s is a format such as JKS */
                 _ ("A %s keystore cannot be saved without a password."), format->short_name);
    return FALSE;
  }

  for (guint i = 0; i < entries->len; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !write_entry (writer, entries->pdata[i], format, options, error))
      return FALSE;
  ks_writer_write_u8 (writer, KS_BKS_TYPE_END);

  return TRUE;
}
