/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/objects.h>

#include "ks-bcfks-private.h"
#include "ks-error.h"
#include "ks-init.h"
#include "ks-sniff-der.h"

#define MAX_MAC_SIZE EVP_MAX_MD_SIZE

/* The parts of a file, which the caller keeps alive. */
typedef struct {
  GBytes *data;  /* the content, perhaps encrypted */
  GBytes *check; /* the algorithm of the check */
  X509_ALGOR *mac;
  X509_ALGOR *function;
  KsDer value; /* of the check */
  gboolean is_signed;
  gboolean is_encrypted;
  gsize surplus;
} File;

static void
file_clear (File *self)
{
  g_clear_pointer (&self->data, g_bytes_unref);
  g_clear_pointer (&self->check, g_bytes_unref);
  g_clear_pointer (&self->mac, X509_ALGOR_free);
  g_clear_pointer (&self->function, X509_ALGOR_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (File, file_clear)

static int
probe (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  return ks_sniff_der (data, size) == KS_SNIFFED_BCFKS ? 80 : 0;
}

static gboolean
fail_structure (const char *part, GError **error)
{
  g_set_error (error, KS_ERROR, KS_ERROR_MALFORMED,
               /* Translators: %s is the name of a part of a file, for example “integrityCheck” */
               _ ("The keystore is damaged: its part “%s” is not what it should be."), part);
  return FALSE;
}

/* An HMAC whose key is derived from the password: its algorithm, the derivation, the value. */
static gboolean
read_mac (GBytes *bytes, const KsDer *check, File *self, GError **error)
{
  KsDerCursor cursor;
  KsDer mac, function;

  ks_der_cursor_init (&cursor, check);
  if (!ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &mac) ||
      !ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &function) ||
      !ks_der_cursor_take (&cursor, KS_DER_OCTET_STRING, &self->value))
    return fail_structure ("integrityCheck", error);

  self->check = ks_der_slice (bytes, &mac);
  self->mac = ks_bcfks_read_algorithm (mac.start, mac.full_size);
  self->function = ks_bcfks_read_algorithm (function.start, function.full_size);

  return (self->mac != NULL && self->function != NULL) || fail_structure ("integrityCheck", error);
}

/* A signature: its algorithm, perhaps certificates, the value. */
static gboolean
read_signature (GBytes *bytes, const KsDer *check, File *self, GError **error)
{
  KsDerCursor cursor;
  KsDer inner, algorithm;

  self->is_signed = TRUE;
  ks_der_cursor_init (&cursor, check);
  if (!ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &inner))
    return fail_structure ("integrityCheck", error);
  ks_der_cursor_init (&cursor, &inner);
  if (!ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &algorithm))
    return fail_structure ("integrityCheck", error);
  self->check = ks_der_slice (bytes, &algorithm);

  return TRUE;
}

static gboolean
read_file (GBytes *bytes, File *self, GError **error)
{
  gsize size;
  const guint8 *start = g_bytes_get_data (bytes, &size);
  KsDer outer, data, check, first;
  KsDerCursor cursor, inner;

  if (!ks_der_parse (start, size, &outer) || outer.tag != KS_DER_SEQUENCE)
    return fail_structure ("ObjectStore", error);
  self->surplus = size - outer.full_size;
  ks_der_cursor_init (&cursor, &outer);
  if (!ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &data) || !ks_der_cursor_next (&cursor, &check))
    return fail_structure ("storeData", error);
  self->data = ks_der_slice (bytes, &data);
  ks_der_cursor_init (&inner, &data);
  self->is_encrypted = ks_der_cursor_take (&inner, KS_DER_SEQUENCE, &first);

  return check.tag == KS_DER_SEQUENCE ? read_mac (bytes, &check, self, error)
                                      : read_signature (bytes, &check, self, error);
}

/**
 * ks_bcfks_make_mac:
 * @mac: an algorithm such as HMAC-SHA-512
 * @function: how its key is derived
 * @attempt: as in ks_bcfks_derive()
 * @password: the password, UTF-8
 * @data: what is checked
 * @size: of @data in bytes
 * @error: return location
 *
 * Makes the check value of a file.
 *
 * Returns: (transfer full): it; %NULL with %KS_ERROR_UNSUPPORTED or an error of ks_bcfks_derive()
 */
GBytes *
ks_bcfks_make_mac (const X509_ALGOR *mac,
                   const X509_ALGOR *function,
                   guint attempt,
                   KsSecret *password,
                   const guint8 *data,
                   gsize size,
                   GError **error)
{
  const ASN1_OBJECT *object;
  g_autoptr (KsSecret) key = NULL;
  guint8 value[MAX_MAC_SIZE];
  const guint8 *key_data;
  gsize key_size, value_size = 0;
  int digest;
  gboolean done;

  X509_ALGOR_get0 (&object, NULL, NULL, mac);
  if (!EVP_PBE_find (EVP_PBE_TYPE_PRF, OBJ_obj2nid (object), NULL, &digest, NULL)) {
    ks_clear_openssl_errors ();
    g_set_error_literal (error, KS_ERROR, KS_ERROR_UNSUPPORTED,
                         _ ("The check value of this keystore is of a kind that is not supported."));
    return NULL;
  }
  key = ks_bcfks_derive (function, KS_BCFKS_CHECK, password, attempt, 0, error);
  if (key == NULL)
    return NULL;

  key_data = ks_secret_get_data (key, &key_size);
  done = EVP_Q_mac (ks_libctx (), "HMAC", NULL, OBJ_nid2sn (digest), NULL, key_data, key_size, data, size,
                    value, sizeof value, &value_size) != NULL;
  ks_clear_openssl_errors ();
  if (!done)
    g_set_error_literal (error, KS_ERROR, KS_ERROR_UNSUPPORTED,
                         _ ("The check value of this keystore is of a kind that is not supported."));

  return done ? g_bytes_new (value, value_size) : NULL;
}

/* @matches: (out): only with TRUE */
static gboolean
check_mac (const File *self, KsSecret *password, gboolean *matches, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (self->data, &size);

  *matches = FALSE;
  for (guint attempt = 0; !*matches && attempt < KS_BCFKS_ATTEMPTS; attempt++) {
    g_autoptr (GError) reason = NULL;
    g_autoptr (GBytes) mac =
      ks_bcfks_make_mac (self->mac, self->function, attempt, password, data, size, &reason);

    if (g_error_matches (reason, KS_ERROR, KS_ERROR_WRONG_PASSWORD))
      return TRUE;
    if (mac == NULL) {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
    *matches = g_bytes_get_size (mac) == self->value.size &&
               CRYPTO_memcmp (g_bytes_get_data (mac, NULL), self->value.content, self->value.size) == 0;
  }

  return TRUE;
}

static GBytes *
fail_password (const File *self, gboolean matches, gboolean opens, GError **error)
{
  if (matches)
    g_set_error_literal (error, KS_ERROR, KS_ERROR_DAMAGED,
                         _ ("The password is right, because the check value fits, but the content of the file "
                            "cannot be decrypted: it was damaged before it was saved."));
  else if (opens && self->is_encrypted)
    g_set_error_literal (error, KS_ERROR, KS_ERROR_DAMAGED,
                         _ ("The password is right, because it opens the file, but the file was altered "
                            "or is damaged: its check value does not match its content."));
  else
    g_set_error_literal (error, KS_ERROR, KS_ERROR_WRONG_PASSWORD,
                         _ ("The password is not right, or the file was altered: "
                            "its check value does not match."));
  return NULL;
}

/* Bytes that keep @secret alive, so that slices of them do. */
static GBytes *
wrap_secret (KsSecret *secret)
{
  gsize size;
  const guint8 *data = ks_secret_get_data (secret, &size);

  return g_bytes_new_with_free_func (data, size, (GDestroyNotify) ks_secret_unref, ks_secret_ref (secret));
}

/* The content in plain. With a check value there are two ways to see whether a password is right. */
static GBytes *
open_content (const File *self, KsSecret *password, GCancellable *cancellable, GError **error)
{
  g_autoptr (KsSecret) plain = NULL;
  g_autoptr (GError) reason = NULL;
  gboolean matches = FALSE, has_check = !self->is_signed && password != NULL;

  if (has_check && !check_mac (self, password, &matches, error))
    return NULL;
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (!self->is_encrypted)
    return matches || !has_check ? g_bytes_ref (self->data) : fail_password (self, FALSE, FALSE, error);

  plain = ks_bcfks_open (self->data, KS_BCFKS_STORE, password, &reason);
  if (plain == NULL && !g_error_matches (reason, KS_ERROR, KS_ERROR_WRONG_PASSWORD)) {
    g_propagate_error (error, g_steal_pointer (&reason));
    return NULL;
  }
  if (plain == NULL || (has_check && !matches))
    return fail_password (self, matches, plain != NULL, error);

  return wrap_secret (plain);
}

static gboolean
check_password (const File *self, KsSecret *password, GError **error)
{
  if (password != NULL || self->is_signed || !self->is_encrypted)
    return TRUE;

  g_set_error_literal (error, KS_ERROR, KS_ERROR_PASSWORD_NEEDED,
                       _ ("A BCFKS keystore is encrypted as a whole. Without its password it shows nothing."));
  return FALSE;
}

static void
add_remarks (KsStore *store, const File *file)
{
  if (file->surplus > 0) {
    g_autofree char *remark = g_strdup_printf (
      ngettext ("%zu byte follows the end of the keystore. It is not part of it and will not be saved.",
                "%zu bytes follow the end of the keystore. They are not part of it and will not be saved.",
                file->surplus),
      file->surplus);

    ks_store_add_remark_of (store, KS_REMARK_SURPLUS, remark);
  }
  if (file->is_signed)
    ks_store_add_remark_of (store, KS_REMARK_SIGNED,
                            _ ("This keystore is signed instead of having a check value. Its signature was not "
                               "verified, and only the owner of the key could sign it again: to change it, "
                               "save it as a new file."));
  if (!file->is_encrypted)
    ks_store_add_remark_of (store, KS_REMARK_PLAIN_LIST,
                            _ ("The list of entries in this file is not encrypted. It will be when the file "
                               "is saved."));
}

static KsIntegrity
find_integrity (const File *file, KsSecret *password)
{
  if (file->is_signed)
    return KS_INTEGRITY_SIGNED;

  return password == NULL ? KS_INTEGRITY_SKIPPED : KS_INTEGRITY_VERIFIED;
}

static void
keep_scheme (KsStore *store, const File *file)
{
  KsBcfksScheme scheme;
  const ASN1_OBJECT *object;

  if (file->is_signed || !file->is_encrypted || !ks_bcfks_inspect (file->data, &scheme, NULL))
    return;
  X509_ALGOR_get0 (&object, NULL, NULL, file->mac);
  ks_bcfks_keep_scheme (store, &scheme, OBJ_obj2nid (object));
}

/* A signed file is encrypted with the empty password. */
static KsStore *
read_store (GBytes *bytes, const KsReadOptions *options, GCancellable *cancellable, GError **error)
{
  g_autoptr (KsStore) store = ks_store_new (&ks_format_bcfks);
  g_auto (File) file = { 0 };
  g_autoptr (GBytes) content = NULL;
  g_autoptr (GError) reason = NULL;

  if (!read_file (bytes, &file, error) || !check_password (&file, options->password, error))
    return NULL;
  content = open_content (&file, options->password, cancellable, &reason);
  if (content == NULL && options->password == NULL &&
      g_error_matches (reason, KS_ERROR, KS_ERROR_WRONG_PASSWORD))
    reason->code = KS_ERROR_PASSWORD_NEEDED;
  if (content == NULL) {
    g_propagate_error (error, g_steal_pointer (&reason));
    return NULL;
  }
  if (!ks_bcfks_read_content (store, content, file.check, options->password, cancellable, error))
    return NULL;

  ks_store_set_integrity (store, find_integrity (&file, options->password));
  ks_store_set_loaded_password (store, options->password);
  keep_scheme (store, &file);
  add_remarks (store, &file);

  return g_steal_pointer (&store);
}

const KsFormat ks_format_bcfks = {
  .id = "bcfks",
  .short_name = "BCFKS",
  .name = N_ ("Bouncy Castle FIPS keystore (BCFKS)"),
  .description =
    N_ ("For Java programs that follow FIPS 140: encrypted as a whole with AES, and checked with SHA-512."),
  .suffixes = "bcfks",
  .mime_type = "application/x-bouncycastle-keystore",
  .flags = KS_FORMAT_CAN_WRITE | KS_FORMAT_HOLDS_KEYS | KS_FORMAT_HOLDS_TRUSTED | KS_FORMAT_HOLDS_SECRETS |
           KS_FORMAT_HOLDS_DATES | KS_FORMAT_HOLDS_ALIASES | KS_FORMAT_ENTRY_PASSWORDS |
           KS_FORMAT_STORE_PASSWORD,
  .key_scheme = KS_KEY_SCHEME_BCFKS,
  .probe = probe,
  .read = read_store,
  .write = ks_bcfks_write,
};
