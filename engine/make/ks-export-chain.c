/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <openssl/crypto.h>
#include <string.h>

#include "ks-der.h"
#include "ks-export-private.h"
#include "ks-make-private.h"
#include "ks-pem.h"
#include "ks-pkcs12.h"

#define OID_DATA "1.2.840.113549.1.7.1"
#define OID_SIGNED_DATA "1.2.840.113549.1.7.2"

/**
 * ks_export_put_pem:
 * @writer: where to
 * @label: of the block
 * @data: (array length=size): the block's content
 * @size: in bytes
 *
 * Writes a PEM block (RFC 7468) and wipes the text that was in between.
 */
void
ks_export_put_pem (KsWriter *writer, const char *label, const guint8 *data, gsize size)
{
  char *text = ks_pem_format (label, data, size);
  gsize length = strlen (text);

  ks_writer_write (writer, text, length);
  OPENSSL_cleanse (text, length);
  g_free (text);
}

static void
put_certificate (KsWriter *writer, KsCertificate *certificate)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (ks_certificate_get_der (certificate), &size);

  ks_export_put_pem (writer, "CERTIFICATE", data, size);
}

/**
 * ks_export_put_certificates:
 * @writer: where to
 * @certificates: (element-type KsCertificate): what to write, in this order
 *
 * Writes certificates as PEM blocks.
 */
void
ks_export_put_certificates (KsWriter *writer, GPtrArray *certificates)
{
  for (guint i = 0; i < certificates->len; i++)
    put_certificate (writer, certificates->pdata[i]);
}

static gboolean
has (GPtrArray *certificates, KsCertificate *certificate)
{
  for (guint i = 0; i < certificates->len; i++)
    if (ks_certificate_equal (certificates->pdata[i], certificate))
      return TRUE;

  return FALSE;
}

/**
 * ks_export_list_chain:
 * @entry: an entry
 * @without_root: leave out what signed itself, unless it is the leaf
 *
 * Puts the certificates of an entry in the order in which servers send them: each is issued by the next. What is on no path
 * from the leaf stands behind, as it is stored; nothing is there twice.
 *
 * Returns: (transfer full) (element-type KsCertificate): borrowed from @entry
 */
GPtrArray *
ks_export_list_chain (KsEntry *entry, gboolean without_root)
{
  g_autoptr (GPtrArray) stored = g_ptr_array_new ();
  g_autoptr (KsChainPool) pool = NULL;
  g_autoptr (GPtrArray) path = NULL;
  GPtrArray *chain = g_ptr_array_new ();

  for (guint i = 0; i < ks_entry_get_chain_length (entry); i++)
    g_ptr_array_add (stored, ks_entry_get_certificate (entry, i));
  if (stored->len == 0)
    return chain;

  pool = ks_chain_pool_new (stored);
  path = ks_pkcs12_build_chain (stored->pdata[0], pool);
  g_ptr_array_extend (path, stored, (GCopyFunc) (GCallback) g_object_ref, NULL);
  for (guint i = 0; i < path->len; i++) {
    KsCertificate *certificate = path->pdata[i];

    if (!has (chain, certificate) &&
        (i == 0 || !without_root || !ks_certificate_is_self_issued (certificate)))
      g_ptr_array_add (chain, certificate);
  }

  return chain;
}

static void
reverse (GPtrArray *array)
{
  for (guint i = 0; i < array->len / 2; i++) {
    gpointer first = array->pdata[i];

    array->pdata[i] = array->pdata[array->len - 1 - i];
    array->pdata[array->len - 1 - i] = first;
  }
}

/**
 * ks_export_certificate_pem:
 * @entries: (element-type KsEntry): one
 * @options: ignored
 * @cancellable: ignored
 * @error: not set
 *
 * Returns: (transfer full): the leaf as PEM
 */
GBytes *
ks_export_certificate_pem (GPtrArray *entries,
                           const KsExportOptions *options,
                           GCancellable *cancellable,
                           GError **error)
{
  g_autoptr (KsWriter) writer = ks_writer_new (0);

  put_certificate (writer, ks_entry_get_leaf (entries->pdata[0]));
  return ks_writer_steal_bytes (writer);
}

/**
 * ks_export_certificate_der:
 * @entries: (element-type KsEntry): one
 * @options: ignored
 * @cancellable: ignored
 * @error: not set
 *
 * Returns: (transfer full): the leaf as DER
 */
GBytes *
ks_export_certificate_der (GPtrArray *entries,
                           const KsExportOptions *options,
                           GCancellable *cancellable,
                           GError **error)
{
  return g_bytes_ref (ks_certificate_get_der (ks_entry_get_leaf (entries->pdata[0])));
}

/**
 * ks_export_chain_pem:
 * @entries: (element-type KsEntry): one
 * @options: with or without the root, which end first
 * @cancellable: ignored
 * @error: not set
 *
 * Returns: (transfer full): the chain as PEM blocks
 */
GBytes *
ks_export_chain_pem (GPtrArray *entries,
                     const KsExportOptions *options,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (KsWriter) writer = ks_writer_new (0);
  g_autoptr (GPtrArray) chain = ks_export_list_chain (entries->pdata[0], options->without_root);

  if (options->root_first)
    reverse (chain);
  ks_export_put_certificates (writer, chain);
  return ks_writer_steal_bytes (writer);
}

/* All readers skip text between blocks; some only when it is ASCII. */
static gboolean
can_be_comment (const char *alias)
{
  for (const char *at = alias; *at != '\0'; at++)
    if (!g_ascii_isprint (*at))
      return FALSE;

  return *alias != '\0' && strstr (alias, "-----") == NULL;
}

/**
 * ks_export_bundle_pem:
 * @entries: (element-type KsEntry): what to write
 * @options: with or without the roots of key entries
 * @cancellable: (nullable): to stop it
 * @error: %G_IO_ERROR_CANCELLED
 *
 * Writes the certificates of all entries, each once, with the alias as a comment above the first of an entry.
 *
 * Returns: (transfer full): PEM blocks
 */
GBytes *
ks_export_bundle_pem (GPtrArray *entries,
                      const KsExportOptions *options,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (KsWriter) writer = ks_writer_new (0);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_bytes_hash, g_bytes_equal);

  for (guint i = 0; i < entries->len; i++) {
    g_autoptr (GPtrArray) chain = ks_export_list_chain (entries->pdata[i], options->without_root);
    const char *alias = ks_entry_get_alias (entries->pdata[i]);

    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return NULL;
    for (guint c = 0; c < chain->len; c++) {
      if (!g_hash_table_add (seen, ks_certificate_get_der (chain->pdata[c])))
        continue;
      if (c == 0 && can_be_comment (alias)) {
        ks_writer_write (writer, "# ", 2);
        ks_writer_write (writer, alias, strlen (alias));
        ks_writer_write_u8 (writer, '\n');
      }
      put_certificate (writer, chain->pdata[c]);
    }
  }

  return ks_writer_steal_bytes (writer);
}

/* The degenerate case of SignedData (RFC 2315 section 9.1, RFC 5652 section 5.1): certificates, and nobody has signed. */
static GBytes *
make_pkcs7 (GPtrArray *entries, const KsExportOptions *options)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_bytes_hash, g_bytes_equal);
  g_autoptr (KsWriter) result = ks_writer_new (0);
  KsWriter *certificates = ks_writer_new (0);
  KsWriter *content = ks_writer_new (0);
  KsWriter *body = ks_writer_new (0);
  KsWriter *whole = ks_writer_new (0);
  KsWriter *outer = ks_writer_new (0);

  for (guint i = 0; i < entries->len; i++) {
    g_autoptr (GPtrArray) chain = ks_export_list_chain (entries->pdata[i], options->without_root);

    for (guint c = 0; c < chain->len; c++)
      if (g_hash_table_add (seen, ks_certificate_get_der (chain->pdata[c])))
        ks_writer_write_bytes (certificates, ks_certificate_get_der (chain->pdata[c]));
  }

  ks_der_put (body, KS_DER_INTEGER, "\1", 1);
  ks_der_put (body, KS_DER_SET, NULL, 0);
  ks_der_put_oid (content, OID_DATA);
  ks_der_put_nested (body, KS_DER_SEQUENCE, content);
  ks_der_put_nested (body, KS_DER_CONTEXT (0), certificates);
  ks_der_put (body, KS_DER_SET, NULL, 0);
  ks_der_put_nested (whole, KS_DER_SEQUENCE, body);
  ks_der_put_oid (outer, OID_SIGNED_DATA);
  ks_der_put_nested (outer, KS_DER_CONTEXT (0), whole);
  ks_der_put_nested (result, KS_DER_SEQUENCE, outer);

  return ks_writer_steal_bytes (result);
}

/**
 * ks_export_pkcs7_der:
 * @entries: (element-type KsEntry): what to write
 * @options: with or without the root
 * @cancellable: ignored
 * @error: not set
 *
 * Returns: (transfer full): the certificates of all entries as PKCS #7
 */
GBytes *
ks_export_pkcs7_der (GPtrArray *entries,
                     const KsExportOptions *options,
                     GCancellable *cancellable,
                     GError **error)
{
  return make_pkcs7 (entries, options);
}

/**
 * ks_export_pkcs7_pem:
 * @entries: (element-type KsEntry): what to write
 * @options: with or without the root
 * @cancellable: ignored
 * @error: not set
 *
 * Returns: (transfer full): the same as text
 */
GBytes *
ks_export_pkcs7_pem (GPtrArray *entries,
                     const KsExportOptions *options,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (GBytes) der = make_pkcs7 (entries, options);
  g_autoptr (KsWriter) writer = ks_writer_new (0);
  gsize size;
  const guint8 *data = g_bytes_get_data (der, &size);

  ks_export_put_pem (writer, "PKCS7", data, size);
  return ks_writer_steal_bytes (writer);
}

/**
 * ks_export_pkipath:
 * @entries: (element-type KsEntry): one
 * @options: with or without the root
 * @cancellable: ignored
 * @error: not set
 *
 * A PkiPath begins at the anchor and ends with the leaf (ITU-T X.509, RFC 6066 section 5).
 *
 * Returns: (transfer full): the chain
 */
GBytes *
ks_export_pkipath (GPtrArray *entries,
                   const KsExportOptions *options,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (GPtrArray) chain = ks_export_list_chain (entries->pdata[0], options->without_root);
  g_autoptr (KsWriter) result = ks_writer_new (0);
  KsWriter *path = ks_writer_new (0);

  for (guint i = chain->len; i > 0; i--)
    ks_writer_write_bytes (path, ks_certificate_get_der (chain->pdata[i - 1]));
  ks_der_put_nested (result, KS_DER_SEQUENCE, path);

  return ks_writer_steal_bytes (result);
}
