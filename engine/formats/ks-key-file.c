/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>

#include "ks-base64.h"
#include "ks-der.h"
#include "ks-error.h"
#include "ks-key-file.h"
#include "ks-key-pem.h"
#include "ks-key-protection.h"
#include "ks-loose.h"
#include "ks-pkcs12-private.h"
#include "ks-sniff-der.h"

#define OID_RSA "1.2.840.113549.1.1.1"
#define TAG_NULL 0x05

/**
 * ks_key_file_try_password:
 * @key: a key
 * @options: (nullable): how to read
 * @error: return location
 *
 * Sees whether the password that was given for a file opens the key in it.
 *
 * Returns: %TRUE when it does, or there is none, or none is needed; else %FALSE with an error of [method@Key.unlock]
 */
gboolean
ks_key_file_try_password (KsKey *key, const KsReadOptions *options, GError **error)
{
  g_autoptr (KsSecret) plain = NULL;

  if (options == NULL || options->password == NULL || !ks_key_is_protected (key))
    return TRUE;

  plain = ks_key_unlock (key, options->password, error);
  return plain != NULL;
}

static KsSniffedDer
sniff (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  return ks_sniff_der (data, size);
}

static gboolean
is_key (KsSniffedDer kind)
{
  return kind == KS_SNIFFED_PRIVATE_KEY || kind == KS_SNIFFED_ENCRYPTED_KEY || kind == KS_SNIFFED_PUBLIC_KEY;
}

/* The DER of the file, which may be written as base64; NULL when it is no key. */
static GBytes *
find_der (GBytes *bytes)
{
  g_autoptr (GBytes) decoded = NULL;

  if (is_key (sniff (bytes)))
    return g_bytes_ref (bytes);

  decoded = ks_base64_decode_file (bytes);
  return decoded != NULL && is_key (sniff (decoded)) ? g_steal_pointer (&decoded) : NULL;
}

static int
probe_key (GBytes *bytes)
{
  g_autoptr (GBytes) der = find_der (bytes);

  return der != NULL ? 80 : 0;
}

/* How many INTEGERs a sequence has, when it has nothing else; 0 otherwise. */
static guint
count_integers (const KsDer *sequence)
{
  KsDerCursor cursor;
  KsDer element;
  guint count = 0;

  ks_der_cursor_init (&cursor, sequence);
  while (ks_der_cursor_next (&cursor, &element)) {
    if (element.tag != KS_DER_INTEGER)
      return 0;
    count++;
  }

  return count;
}

/* What the key would be called in a PEM file: the formats from before PKCS #8 differ in their numbers. */
static const char *
find_label (const KsDer *outer)
{
  KsDerCursor cursor;
  KsDer version, second;

  ks_der_cursor_init (&cursor, outer);
  if (!ks_der_cursor_take (&cursor, KS_DER_INTEGER, &version) || !ks_der_cursor_next (&cursor, &second))
    return "PRIVATE KEY";
  if (second.tag == KS_DER_OCTET_STRING)
    return "EC PRIVATE KEY";
  if (second.tag != KS_DER_INTEGER)
    return "PRIVATE KEY";

  return count_integers (outer) == 6 ? "DSA PRIVATE KEY" : "RSA PRIVATE KEY";
}

/* An RSAPublicKey (RFC 8017 appendix A.1.1) as the SubjectPublicKeyInfo in which all other public keys are. */
static KsKey *
read_rsa_public (const KsDer *outer)
{
  static const guint8 no_unused_bits = 0;
  KsWriter *identifier = ks_writer_new (32), *info = ks_writer_new (1024);
  g_autoptr (KsWriter) bits = ks_writer_new (1024);
  g_autoptr (KsWriter) whole = ks_writer_new (1024);
  g_autoptr (KsSecret) spki = NULL;

  ks_der_put_oid (identifier, OID_RSA);
  ks_der_put (identifier, TAG_NULL, NULL, 0);
  ks_writer_write (bits, &no_unused_bits, 1);
  ks_writer_write (bits, outer->start, outer->full_size);
  ks_der_put_nested (info, KS_DER_SEQUENCE, identifier);
  ks_der_put (info, KS_DER_BIT_STRING, ks_writer_peek (bits), ks_writer_get_size (bits));
  ks_der_put_nested (whole, KS_DER_SEQUENCE, info);
  spki = ks_secret_new (ks_writer_peek (whole), ks_writer_get_size (whole));

  return ks_key_new_plain (KS_KEY_PUBLIC, spki, NULL);
}

static KsKey *
make_key (GBytes *der, const KsDer *outer, GError **error)
{
  KsSniffedDer kind = sniff (der);
  g_autoptr (KsSecret) plain = NULL;
  g_autoptr (GBytes) slice = NULL;

  if (kind == KS_SNIFFED_ENCRYPTED_KEY) {
    slice = ks_der_slice (der, outer);
    return ks_key_new_protected (KS_KEY_PRIVATE, KS_KEY_FORM_ENCRYPTED_PKCS8, slice, NULL);
  }
  if (kind == KS_SNIFFED_PUBLIC_KEY) {
    plain = ks_secret_new (outer->start, outer->full_size);
    return ks_key_new_plain (KS_KEY_PUBLIC, plain, NULL);
  }
  if (count_integers (outer) == 2)
    return read_rsa_public (outer);

  plain = ks_key_pkcs8_from_traditional (find_label (outer), outer->start, outer->full_size, error);
  return plain != NULL ? ks_key_new_plain (KS_KEY_PRIVATE, plain, NULL) : NULL;
}

static void
remark_trailing (KsStore *store, gsize trailing)
{
  g_autofree char *remark = NULL;

  if (trailing == 0)
    return;
  remark = g_strdup_printf (ngettext ("%zu byte behind the end of the key is ignored.",
                                      "%zu bytes behind the end of the key are ignored.", trailing),
                            trailing);
  ks_store_add_remark_of (store, KS_REMARK_SURPLUS, remark);
}

static KsStore *
read_key (GBytes *bytes, const KsReadOptions *options, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) der = find_der (bytes);
  g_autoptr (GPtrArray) loose = ks_loose_new ();
  g_autoptr (KsKey) key = NULL;
  KsStore *store;
  KsDer outer;
  gsize size = 0;
  const guint8 *data = der != NULL ? g_bytes_get_data (der, &size) : NULL;

  if (data == NULL || !ks_der_parse (data, size, &outer)) {
    g_set_error_literal (error, KS_ERROR, KS_ERROR_MALFORMED, _ ("The key is damaged."));
    return NULL;
  }
  key = make_key (der, &outer, error);
  if (key == NULL || !ks_key_file_try_password (key, options, error) ||
      g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  ks_loose_add_key (loose, key, NULL);
  store = ks_loose_make_store (loose, &ks_format_key, options);
  remark_trailing (store, size - outer.full_size);

  return store;
}

/**
 * ks_format_key:
 *
 * A private or public key alone, in DER.
 */
const KsFormat ks_format_key = {
  .id = "key",
  .short_name = "PKCS #8",
  .name = N_ ("Key file (DER)"),
  .description = N_ ("A single private or public key without certificates."),
  .suffixes = "p8 pk8 pkcs8 key der",
  .mime_type = "application/pkcs8",
  .flags = KS_FORMAT_HOLDS_KEYS | KS_FORMAT_ENTRY_PASSWORDS | KS_FORMAT_OPENS_LOCKED,
  .key_scheme = KS_KEY_SCHEME_PBES2_AES256,
  .probe = probe_key,
  .read = read_key,
};
