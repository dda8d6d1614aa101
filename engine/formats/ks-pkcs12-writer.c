/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <openssl/crypto.h>
#include <openssl/pkcs12.h>

#include "ks-error.h"
#include "ks-init.h"
#include "ks-pkcs12-private.h"
#include "ks-pkcs12-plan.h"

/* ContentInfo of type data around the octets of @contents. @contents: (transfer full) */
static void
put_data (KsWriter *writer, KsWriter *contents)
{
  KsWriter *info = ks_writer_new (64), *wrapper = ks_writer_new (64);

  ks_der_put_oid (info, KS_OID_DATA);
  ks_der_put_nested (wrapper, KS_DER_OCTET_STRING, contents);
  ks_der_put_nested (info, KS_DER_CONTEXT (0), wrapper);
  ks_der_put_nested (writer, KS_DER_SEQUENCE, info);
}

static X509_ALGOR *
make_algorithm (const KsPkcs12Profile *profile)
{
  EVP_CIPHER *cipher;
  X509_ALGOR *algorithm = NULL;

  if (profile->pbe != NID_undef)
    return PKCS5_pbe_set_ex (profile->pbe, (int) profile->iterations, NULL, 8, ks_libctx ());

  cipher = EVP_CIPHER_fetch (ks_libctx (), OBJ_nid2sn (profile->cipher), NULL);
  if (cipher != NULL)
    algorithm =
      PKCS5_pbe2_set_iv_ex (cipher, (int) profile->iterations, NULL, 20, NULL, profile->prf, ks_libctx ());
  EVP_CIPHER_free (cipher);

  return algorithm;
}

/* EncryptedContentInfo: what is encrypted, how, and the bytes. */
static void
put_encrypted_info (KsWriter *writer, X509_ALGOR *algorithm, const guint8 *data, gsize size)
{
  KsWriter *encrypted = ks_writer_new (size + 256), *info = ks_writer_new (size + 256);
  KsWriter *outer = ks_writer_new (size + 256), *wrapper = ks_writer_new (size + 256);
  guint8 *der = NULL;
  int length = i2d_X509_ALGOR (algorithm, &der);

  ks_der_put_oid (info, KS_OID_DATA);
  ks_writer_write (info, der, (gsize) MAX (length, 0));
  ks_der_put (info, 0x80, data, size);
  ks_der_put_integer (encrypted, 0);
  ks_der_put_nested (encrypted, KS_DER_SEQUENCE, info);
  ks_der_put_nested (wrapper, KS_DER_SEQUENCE, encrypted);
  ks_der_put_oid (outer, KS_OID_ENCRYPTED_DATA);
  ks_der_put_nested (outer, KS_DER_CONTEXT (0), wrapper);
  ks_der_put_nested (writer, KS_DER_SEQUENCE, outer);
  OPENSSL_free (der);
}

/* ContentInfo of type encryptedData. @contents: (transfer full) */
static gboolean
put_encrypted (KsWriter *writer,
               const KsPkcs12Profile *profile,
               const KsPasswordForm *password,
               KsWriter *contents,
               GError **error)
{
  g_autoptr (KsWriter) plain = contents;
  X509_ALGOR *algorithm = make_algorithm (profile);
  const char *text = password->bytes != NULL ? ks_secret_get_text (password->bytes) : NULL;
  int length = password->bytes != NULL ? (int) ks_secret_get_size (password->bytes) : 0;
  guint8 *out = NULL;
  int size = 0;

  if (algorithm != NULL &&
      PKCS12_pbe_crypt_ex (algorithm, text, length, (guint8 *) ks_writer_peek (plain),
                           (int) ks_writer_get_size (plain), &out, &size, 1, ks_libctx (), NULL) != NULL)
    put_encrypted_info (writer, algorithm, out, (gsize) size);
  else
    g_set_error_literal (
      error, KS_ERROR, KS_ERROR_UNSUPPORTED,
      _ (
        "This system’s OpenSSL cannot encrypt in the way in which this file is encrypted. Save it with another protection."));

  ks_clear_openssl_errors ();
  X509_ALGOR_free (algorithm);
  OPENSSL_free (out);
  return size > 0;
}

static void
put_extra (KsWriter *writer, KsStore *store, const char *name)
{
  GBytes *extra = ks_store_get_extra (store, name);

  if (extra != NULL)
    ks_writer_write_bytes (writer, extra);
}

/* SafeContents around bags. @bags: (transfer full) */
static KsWriter *
wrap_bags (KsWriter *bags)
{
  KsWriter *contents = ks_writer_new (ks_writer_get_size (bags) + 16);

  ks_der_put_nested (contents, KS_DER_SEQUENCE, bags);
  return contents;
}

/* The AuthenticatedSafe: keys, then certificates, as Java orders them, then what could not be opened. */
static GBytes *
make_safe (KsStore *store,
           const KsWriteOptions *options,
           const KsPkcs12Profile *profile,
           KsSecret *password,
           const KsPasswordForm *form,
           GError **error)
{
  g_autoptr (KsWriter) keys = ks_writer_new (4096);
  g_autoptr (KsWriter) certificates = ks_writer_new (4096);
  g_autoptr (KsWriter) parts = ks_writer_new (8192);
  g_autoptr (KsWriter) safe = ks_writer_new (8192);

  if (!ks_pkcs12_plan_write (store, options, profile, password, keys, certificates, error))
    return NULL;
  put_extra (keys, store, KS_PKCS12_OTHER_PLAIN);
  put_extra (certificates, store, KS_PKCS12_OTHER_ENCRYPTED);

  if (ks_writer_get_size (keys) > 0)
    put_data (parts, wrap_bags (g_steal_pointer (&keys)));
  if (ks_writer_get_size (certificates) > 0) {
    KsWriter *contents = wrap_bags (g_steal_pointer (&certificates));

    if (!profile->encrypts_certificates)
      put_data (parts, contents);
    else if (!put_encrypted (parts, profile, form, contents, error))
      return NULL;
  }
  put_extra (parts, store, KS_PKCS12_CLOSED);
  ks_der_put_nested (safe, KS_DER_SEQUENCE, g_steal_pointer (&parts));

  return ks_writer_steal_bytes (safe);
}

static gboolean
form_opens (const KsPasswordForm *form, GBytes *encrypted_key)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (encrypted_key, &size);
  KsDer info, algorithm, data;
  KsDerCursor cursor;
  g_autoptr (KsSecret) plain = NULL;

  if (!ks_der_parse (bytes, size, &info))
    return FALSE;
  ks_der_cursor_init (&cursor, &info);
  if (!ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &algorithm) ||
      !ks_der_cursor_take (&cursor, KS_DER_OCTET_STRING, &data))
    return FALSE;
  plain = ks_pkcs12_decrypt (&algorithm, &data, form, NULL);

  return plain != NULL;
}

/* A file whose password was encoded in an unusual way keeps that way as long as its keys do: programs expect one way in one file. */
static const KsPasswordForm *
choose_form (KsStore *store, const KsPkcs12Profile *profile, GPtrArray *forms)
{
  const KsPasswordForm *unusual = NULL;

  for (guint i = 1; i < forms->len; i++) {
    const KsPasswordForm *form = forms->pdata[i];

    if (form->encoding == profile->variant && profile->variant != KS_PASSWORD_WIDE)
      unusual = form;
  }

  for (guint i = 0; unusual != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++) {
    g_autoptr (KsEntry) entry = g_list_model_get_item (G_LIST_MODEL (store), i);
    KsKey *key = ks_entry_get_key (entry);

    if (key != NULL && ks_key_get_form (key) == KS_KEY_FORM_ENCRYPTED_PKCS8)
      return form_opens (unusual, ks_key_get_bytes (key)) ? unusual : forms->pdata[0];
  }

  return unusual != NULL ? unusual : forms->pdata[0];
}

/* PFX: SEQUENCE { version 3, authSafe, macData OPTIONAL } */
static GBytes *
make_pfx (GBytes *safe, const KsPkcs12Profile *profile, const KsPasswordForm *form, GError **error)
{
  g_autoptr (KsWriter) file = ks_writer_new (g_bytes_get_size (safe) + 512);
  g_autoptr (KsWriter) pfx = ks_writer_new (g_bytes_get_size (safe) + 512);
  KsWriter *contents = ks_writer_new (g_bytes_get_size (safe) + 64);
  gsize size;
  const guint8 *data = g_bytes_get_data (safe, &size);

  ks_writer_write_bytes (contents, safe);
  ks_der_put_integer (pfx, 3);
  put_data (pfx, contents);
  if (profile->has_mac) {
    g_autoptr (GBytes) mac = ks_pkcs12_mac_make (profile, form, data, size, error);

    if (mac == NULL)
      return NULL;
    ks_writer_write_bytes (pfx, mac);
  }
  ks_der_put_nested (file, KS_DER_SEQUENCE, g_steal_pointer (&pfx));

  return ks_writer_steal_bytes (file);
}

/**
 * ks_pkcs12_write:
 * @store: what to write
 * @options: (nullable): password, protection
 * @cancellable: (nullable): ignored; there is no long step that could be interrupted
 * @error: KS_ERROR_PASSWORD_NEEDED, KS_ERROR_UNSUPPORTED, KS_ERROR_LOSSY, KS_ERROR_READ_ONLY
 *
 * Writes a PKCS #12 file (RFC 7292) with Java's conventions. What was not understood when the file was read is in it again, and
 * the file keeps the protection that it had.
 *
 * Returns: (transfer full): the file
 */
GBytes *
ks_pkcs12_write (KsStore *store, const KsWriteOptions *options, GCancellable *cancellable, GError **error)
{
  static const KsWriteOptions no_options = { 0 };
  g_autoptr (GPtrArray) forms = NULL;
  g_autoptr (GBytes) safe = NULL;
  const KsPasswordForm *form = NULL;
  KsPkcs12Profile profile;
  KsSecret *password;

  if (ks_store_get_integrity (store) == KS_INTEGRITY_SKIPPED) {
    g_set_error_literal (
      error, KS_ERROR, KS_ERROR_READ_ONLY,
      _ ("This file was opened without its password, so that not all of it is known. It cannot be saved."));
    return NULL;
  }

  options = options != NULL ? options : &no_options;
  password = options->password != NULL ? options->password : ks_store_get_password (store);
  if (!ks_pkcs12_profile_load (&profile, store, options, password != NULL, error) ||
      g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (password != NULL) {
    forms = ks_password_list_forms (password);
    form = choose_form (store, &profile, forms);
  }

  safe = make_safe (store, options, &profile, password, form, error);
  return safe != NULL ? make_pfx (safe, &profile, form, error) : NULL;
}
