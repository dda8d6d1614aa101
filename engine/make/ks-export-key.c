/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>

#include "ks-error.h"
#include "ks-export-private.h"
#include "ks-key-protection.h"
#include "ks-pkcs12.h"

/**
 * ks_export_open_key:
 * @entry: an entry with a key
 * @options: with the keyring, if there is one
 * @error: those of ks_keyring_unlock()
 *
 * Returns: (transfer full): plain PKCS #8, or the bytes of a secret key
 */
KsSecret *
ks_export_open_key (KsEntry *entry, const KsExportOptions *options, GError **error)
{
  g_autoptr (KsKeyring) empty = ks_keyring_new (NULL);

  return ks_keyring_unlock (options->keyring != NULL ? options->keyring : empty, entry, NULL, error);
}

static KsEntry *
trim (KsEntry *entry, gboolean without_root)
{
  g_autoptr (GPtrArray) chain = NULL;

  if (ks_entry_get_kind (entry) != KS_ENTRY_KEY || ks_entry_get_chain_length (entry) == 0)
    return g_object_ref (entry);

  chain = ks_export_list_chain (entry, without_root);
  return ks_entry_with_chain (entry, chain);
}

/**
 * ks_export_pkcs12:
 * @entries: (element-type KsEntry): what to write
 * @options: keyring, password, with or without roots, date
 * @cancellable: (nullable): to stop it
 * @error: %KS_ERROR_PASSWORD_NEEDED, %KS_ERROR_WRONG_PASSWORD, those of the format
 *
 * Writes a PKCS #12 file (RFC 7292) as Catena saves a new one: everything in it under one password.
 *
 * Returns: (transfer full): the file
 */
GBytes *
ks_export_pkcs12 (GPtrArray *entries,
                  const KsExportOptions *options,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (KsStore) store = ks_store_new (&ks_format_pkcs12);
  g_autoptr (KsKeyring) empty = ks_keyring_new (NULL);
  KsKeyring *keyring = options->keyring != NULL ? options->keyring : empty;
  KsWriteOptions written = { .password = options->password, .now_ms = options->now_ms };

  if (options->password == NULL) {
    g_set_error_literal (error, KS_ERROR, KS_ERROR_PASSWORD_NEEDED, _ ("A PKCS #12 file needs a password."));
    return NULL;
  }

  ks_store_set_loaded_password (store, options->password);
  for (guint i = 0; i < entries->len; i++) {
    g_autoptr (KsEntry) trimmed = trim (entries->pdata[i], options->without_root);
    g_autoptr (KsEntry) entry = NULL;

    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return NULL;
    entry = ks_convert_entry (trimmed, store, keyring, options->password, options->now_ms, error);
    if (entry == NULL)
      return NULL;
    ks_store_add_loaded (store, entry);
  }

  return ks_store_serialize (store, &written, cancellable, error);
}

/* The key as PKCS #8, in a block of its own or, with @label, inside of PEM. */
static gboolean
put_key (KsWriter *writer, KsEntry *entry, gboolean pem, const KsExportOptions *options, GError **error)
{
  g_autoptr (KsSecret) plain = ks_export_open_key (entry, options, error);
  g_autoptr (GBytes) sealed = NULL;
  const guint8 *data;
  gsize size;

  if (plain == NULL)
    return FALSE;

  data = ks_secret_get_data (plain, &size);
  if (options->password != NULL) {
    sealed = ks_key_protection_seal (plain, options->password, KS_KEY_SCHEME_PBES2_AES256, 0, error);
    if (sealed == NULL)
      return FALSE;
    data = g_bytes_get_data (sealed, &size);
  }
  if (pem)
    ks_export_put_pem (writer, sealed != NULL ? "ENCRYPTED PRIVATE KEY" : "PRIVATE KEY", data, size);
  else
    ks_writer_write (writer, data, size);

  return TRUE;
}

/**
 * ks_export_key_pem:
 * @entries: (element-type KsEntry): one, with a private key
 * @options: keyring; a password, or none for a plain key
 * @cancellable: ignored
 * @error: those of ks_keyring_unlock()
 *
 * Returns: (transfer full): PKCS #8 (RFC 5958) as PEM
 */
GBytes *
ks_export_key_pem (GPtrArray *entries,
                   const KsExportOptions *options,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (KsWriter) writer = ks_writer_new (0);

  return put_key (writer, entries->pdata[0], TRUE, options, error) ? ks_writer_steal_bytes (writer) : NULL;
}

/**
 * ks_export_key_der:
 * @entries: (element-type KsEntry): one, with a private key
 * @options: keyring; a password, or none for a plain key
 * @cancellable: ignored
 * @error: those of ks_keyring_unlock()
 *
 * Returns: (transfer full): PKCS #8 (RFC 5958) as DER
 */
GBytes *
ks_export_key_der (GPtrArray *entries,
                   const KsExportOptions *options,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (KsWriter) writer = ks_writer_new (0);

  return put_key (writer, entries->pdata[0], FALSE, options, error) ? ks_writer_steal_bytes (writer) : NULL;
}

/**
 * ks_export_pair_pem:
 * @entries: (element-type KsEntry): one, with a private key and certificates
 * @options: keyring; a password, or none for a plain key; with or without the root
 * @cancellable: ignored
 * @error: those of ks_keyring_unlock()
 *
 * Returns: (transfer full): the key, and the chain from the leaf up
 */
GBytes *
ks_export_pair_pem (GPtrArray *entries,
                    const KsExportOptions *options,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (KsWriter) writer = ks_writer_new (0);
  g_autoptr (GPtrArray) chain = ks_export_list_chain (entries->pdata[0], options->without_root);

  if (!put_key (writer, entries->pdata[0], TRUE, options, error))
    return NULL;

  ks_export_put_certificates (writer, chain);
  return ks_writer_steal_bytes (writer);
}
