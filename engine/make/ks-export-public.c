/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <string.h>

#include "ks-error.h"
#include "ks-export-private.h"
#include "ks-init.h"
#include "ks-key-algorithm.h"
#include "ks-make-private.h"

/* Names of an elliptic curve: OpenSSL's, that of JSON Web Keys (RFC 7518, RFC 8037, RFC 8812) and OpenSSH's (RFC 5656, RFC 8709). */
static const struct {
  const char *group; /* of an EC key, else the type of the key */
  const char *crv;
  const char *ssh;
  int size; /* of a coordinate in bytes; 0: the public key is raw */
} curves[] = {
  { "prime256v1", "P-256", "nistp256", 32 },
  { "secp384r1", "P-384", "nistp384", 48 },
  { "secp521r1", "P-521", "nistp521", 66 },
  { "secp256k1", "secp256k1", NULL, 32 },
  { "ED25519", "Ed25519", "ssh-ed25519", 0 },
  { "ED448", "Ed448", NULL, 0 },
  { "X25519", "X25519", NULL, 0 },
  { "X448", "X448", NULL, 0 },
};

/* The numbers of a public key, big-endian. */
typedef struct {
  gboolean is_rsa;
  int curve;      /* index in curves, or -1 */
  GBytes *first;  /* n, x, or the raw key */
  GBytes *second; /* e, y, or NULL */
} Numbers;

static void
numbers_clear (Numbers *self)
{
  g_clear_pointer (&self->first, g_bytes_unref);
  g_clear_pointer (&self->second, g_bytes_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Numbers, numbers_clear)

/* @size: 0 = as many bytes as it has */
static GBytes *
get_number (EVP_PKEY *key, const char *name, int size)
{
  BIGNUM *number = NULL;
  guint8 *data;
  GBytes *bytes = NULL;

  if (EVP_PKEY_get_bn_param (key, name, &number) != 1)
    return NULL;

  size = size > 0 ? size : BN_num_bytes (number);
  data = g_malloc ((gsize) size);
  if (BN_bn2binpad (number, data, size) == size)
    bytes = g_bytes_new_take (g_steal_pointer (&data), (gsize) size);
  g_free (data);
  BN_free (number);

  return bytes;
}

static GBytes *
get_raw (EVP_PKEY *key)
{
  guint8 data[64];
  size_t size = sizeof data;

  return EVP_PKEY_get_raw_public_key (key, data, &size) == 1 ? g_bytes_new (data, size) : NULL;
}

static int
find_curve (EVP_PKEY *key)
{
  char group[64] = "";

  if (EVP_PKEY_is_a (key, "EC") &&
      EVP_PKEY_get_utf8_string_param (key, OSSL_PKEY_PARAM_GROUP_NAME, group, sizeof group, NULL) != 1)
    return -1;
  for (gsize i = 0; i < G_N_ELEMENTS (curves); i++)
    if (curves[i].size > 0 ? g_str_equal (group, curves[i].group) : EVP_PKEY_is_a (key, curves[i].group) == 1)
      return (int) i;

  return -1;
}

static gboolean
read_numbers (Numbers *self, EVP_PKEY *key)
{
  self->is_rsa = EVP_PKEY_is_a (key, "RSA") || EVP_PKEY_is_a (key, "RSA-PSS");
  self->curve = self->is_rsa ? -1 : find_curve (key);

  if (self->is_rsa) {
    self->first = get_number (key, OSSL_PKEY_PARAM_RSA_N, 0);
    self->second = get_number (key, OSSL_PKEY_PARAM_RSA_E, 0);
  } else if (self->curve >= 0 && curves[self->curve].size > 0) {
    self->first = get_number (key, OSSL_PKEY_PARAM_EC_PUB_X, curves[self->curve].size);
    self->second = get_number (key, OSSL_PKEY_PARAM_EC_PUB_Y, curves[self->curve].size);
  } else if (self->curve >= 0) {
    self->first = get_raw (key);
    return self->first != NULL;
  }

  return self->first != NULL && self->second != NULL;
}

/* SubjectPublicKeyInfo of an entry: what its certificate says, what it is, or what follows from its private key. */
static GBytes *
dup_spki (KsEntry *entry, const KsExportOptions *options, GError **error)
{
  KsCertificate *leaf = ks_entry_get_leaf (entry);
  KsKey *key = ks_entry_get_key (entry);
  g_autoptr (KsSecret) plain = NULL;

  if (leaf != NULL && ks_certificate_is_readable (leaf))
    return g_bytes_ref (ks_certificate_get_spki (leaf));
  if (leaf != NULL) {
    g_set_error_literal (error, KS_ERROR, KS_ERROR_MALFORMED, ks_certificate_get_problem (leaf));
    return NULL;
  }

  plain = ks_export_open_key (entry, options, error);
  if (plain == NULL)
    return NULL;
  if (ks_key_get_kind (key) == KS_KEY_PUBLIC) {
    gsize size;
    const guint8 *data = ks_secret_get_data (plain, &size);

    return g_bytes_new (data, size);
  }

  return ks_key_dup_spki (plain, error);
}

static gboolean
read_entry (Numbers *numbers, KsEntry *entry, const char *form, const KsExportOptions *options, GError **error)
{
  g_autoptr (GBytes) spki = dup_spki (entry, options, error);
  g_autoptr (EVP_PKEY) key = spki != NULL ? ks_make_read_public (spki, error) : NULL;
  gboolean known;

  if (key == NULL)
    return FALSE;

  known = read_numbers (numbers, key);
  ks_clear_openssl_errors ();
  if (!known)
    g_set_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED,
                 /* Translators: %s is a form of a public key, “JWK” or “OpenSSH” */
                 _ ("There is no way to write this kind of key for %s."), form);
  return known;
}

/**
 * ks_export_public_der:
 * @entries: (element-type KsEntry): one
 * @options: the keyring, for a private key without certificate
 * @cancellable: ignored
 * @error: %KS_ERROR_MALFORMED, %KS_ERROR_UNSUPPORTED, those of ks_keyring_unlock()
 *
 * Returns: (transfer full): SubjectPublicKeyInfo (RFC 5280 section 4.1)
 */
GBytes *
ks_export_public_der (GPtrArray *entries,
                      const KsExportOptions *options,
                      GCancellable *cancellable,
                      GError **error)
{
  return dup_spki (entries->pdata[0], options, error);
}

/**
 * ks_export_public_pem:
 * @entries: (element-type KsEntry): one
 * @options: the keyring, for a private key without certificate
 * @cancellable: ignored
 * @error: %KS_ERROR_MALFORMED, %KS_ERROR_UNSUPPORTED, those of ks_keyring_unlock()
 *
 * Returns: (transfer full): the same as a block “PUBLIC KEY” (RFC 7468 section 13)
 */
GBytes *
ks_export_public_pem (GPtrArray *entries,
                      const KsExportOptions *options,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (GBytes) spki = dup_spki (entries->pdata[0], options, error);
  g_autoptr (KsWriter) writer = ks_writer_new (0);
  const guint8 *data;
  gsize size;

  if (spki == NULL)
    return NULL;

  data = g_bytes_get_data (spki, &size);
  ks_export_put_pem (writer, "PUBLIC KEY", data, size);
  return ks_writer_steal_bytes (writer);
}

/* Base64url without padding; RFC 7515 section 2. */
static char *
encode_url (const guint8 *data, gsize size)
{
  char *text = g_base64_encode (data, size);

  for (char *at = text; *at != '\0'; at++) {
    if (*at == '=')
      *at-- = '\0';
    else if (*at == '+')
      *at = '-';
    else if (*at == '/')
      *at = '_';
  }

  return text;
}

static char *
encode_number (GBytes *number)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (number, &size);

  return encode_url (data, size);
}

/* The members that make the key, in the order of RFC 7638 section 3.3. */
static char *
list_members (const Numbers *numbers, const char *separator, const char *colon)
{
  g_autofree char *first = encode_number (numbers->first);
  g_autofree char *second = numbers->second != NULL ? encode_number (numbers->second) : NULL;

  if (numbers->is_rsa)
    return g_strdup_printf ("\"e\"%s\"%s\"%s\"kty\"%s\"RSA\"%s\"n\"%s\"%s\"", colon, second, separator, colon,
                            separator, colon, first);
  if (second != NULL)
    return g_strdup_printf ("\"crv\"%s\"%s\"%s\"kty\"%s\"EC\"%s\"x\"%s\"%s\"%s\"y\"%s\"%s\"", colon,
                            curves[numbers->curve].crv, separator, colon, separator, colon, first, separator,
                            colon, second);
  return g_strdup_printf ("\"crv\"%s\"%s\"%s\"kty\"%s\"OKP\"%s\"x\"%s\"%s\"", colon,
                          curves[numbers->curve].crv, separator, colon, separator, colon, first);
}

/* RFC 7638: what many programs take for the identifier of a key. */
static char *
make_thumbprint (const Numbers *numbers)
{
  g_autofree char *members = list_members (numbers, ",", ":");
  g_autofree char *object = g_strconcat ("{", members, "}", NULL);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize size = sizeof digest;

  g_checksum_update (sum, (const guchar *) object, (gssize) strlen (object));
  g_checksum_get_digest (sum, digest, &size);
  return encode_url (digest, size);
}

/**
 * ks_export_public_jwk:
 * @entries: (element-type KsEntry): one
 * @options: the keyring, for a private key without certificate
 * @cancellable: ignored
 * @error: %KS_ERROR_UNSUPPORTED for a key that RFC 7518, 8037 and 8812 do not know; %KS_ERROR_MALFORMED,
 *   those of ks_keyring_unlock()
 *
 * Returns: (transfer full): a JSON Web Key (RFC 7517), with its thumbprint as identifier
 */
GBytes *
ks_export_public_jwk (GPtrArray *entries,
                      const KsExportOptions *options,
                      GCancellable *cancellable,
                      GError **error)
{
  g_auto (Numbers) numbers = { 0 };
  g_autofree char *members = NULL;
  g_autofree char *thumbprint = NULL;
  char *text;

  if (!read_entry (&numbers, entries->pdata[0], "JWK", options, error))
    return NULL;

  members = list_members (&numbers, ",\n  ", ": ");
  thumbprint = make_thumbprint (&numbers);
  text = g_strdup_printf ("{\n  %s,\n  \"kid\": \"%s\"\n}\n", members, thumbprint);
  return g_bytes_new_take (text, strlen (text));
}

static void
put_string (KsWriter *writer, const void *data, gsize size)
{
  ks_writer_write_u32 (writer, (guint32) size);
  ks_writer_write (writer, data, size);
}

/* A number that is not negative begins with a clear bit; RFC 4251 section 5. */
static void
put_mpint (KsWriter *writer, GBytes *number)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (number, &size);
  gboolean pad = size > 0 && (data[0] & 0x80) != 0;

  ks_writer_write_u32 (writer, (guint32) (size + (pad ? 1 : 0)));
  if (pad)
    ks_writer_write_u8 (writer, 0);
  ks_writer_write (writer, data, size);
}

/* @type: (out) (transfer full): the word that stands before the key */
static void
put_openssh (KsWriter *writer, const Numbers *numbers, char **type)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (numbers->first, &size);
  const char *name = numbers->is_rsa ? NULL : curves[numbers->curve].ssh;

  if (numbers->is_rsa)
    *type = g_strdup ("ssh-rsa");
  else if (numbers->second != NULL)
    *type = g_strconcat ("ecdsa-sha2-", name, NULL);
  else
    *type = g_strdup (name);

  put_string (writer, *type, strlen (*type));
  if (numbers->is_rsa) {
    put_mpint (writer, numbers->second);
    put_mpint (writer, numbers->first);
  } else if (numbers->second != NULL) {
    put_string (writer, name, strlen (name));
    ks_writer_write_u32 (writer, (guint32) (1 + 2 * size));
    ks_writer_write_u8 (writer, 4); /* both coordinates; SEC 1 section 2.3.3 */
    ks_writer_write (writer, data, size);
    ks_writer_write_bytes (writer, numbers->second);
  } else {
    put_string (writer, data, size);
  }
}

/* The comment ends with the line. */
static char *
make_comment (KsEntry *entry)
{
  g_autofree char *alias = g_utf8_make_valid (ks_entry_get_alias (entry), -1);
  g_autoptr (GString) comment = g_string_new (NULL);

  for (const char *at = alias; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    g_string_append_unichar (comment, g_unichar_iscntrl (c) ? ' ' : c);
  }

  return g_strdup (g_strstrip (comment->str));
}

/**
 * ks_export_public_openssh:
 * @entries: (element-type KsEntry): one
 * @options: the keyring, for a private key without certificate
 * @cancellable: ignored
 * @error: %KS_ERROR_UNSUPPORTED for a key that OpenSSH does not know; %KS_ERROR_MALFORMED, those of ks_keyring_unlock()
 *
 * Returns: (transfer full): a line for authorized_keys (RFC 4253 section 6.6, RFC 5656, RFC 8709), the alias as its comment
 */
GBytes *
ks_export_public_openssh (GPtrArray *entries,
                          const KsExportOptions *options,
                          GCancellable *cancellable,
                          GError **error)
{
  g_auto (Numbers) numbers = { 0 };
  g_autoptr (KsWriter) writer = ks_writer_new (0);
  g_autofree char *type = NULL;
  g_autofree char *base64 = NULL;
  g_autofree char *comment = make_comment (entries->pdata[0]);
  char *text;

  if (!read_entry (&numbers, entries->pdata[0], "OpenSSH", options, error))
    return NULL;
  if (!numbers.is_rsa && curves[numbers.curve].ssh == NULL) {
    g_set_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED,
                 _ ("There is no way to write this kind of key for %s."), "OpenSSH");
    return NULL;
  }

  put_openssh (writer, &numbers, &type);
  base64 = g_base64_encode (ks_writer_peek (writer), ks_writer_get_size (writer));
  text = g_strdup_printf ("%s %s%s%s\n", type, base64, *comment != '\0' ? " " : "", comment);
  return g_bytes_new_take (text, strlen (text));
}
