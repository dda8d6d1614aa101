/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ks-error.h"
#include "ks-pkcs12-file.h"
#include "ks-pkcs12.h"
#include "ks-remarks.h"

typedef struct {
  KsPkcs12File file;
  GPtrArray *bags;      /* of KsPkcs12Bag */
  GPtrArray *passwords; /* of KsPasswordForm; NULL: opened without */
  const KsPasswordForm *fits;
  gboolean is_verified;
  guint n_opened;
  GByteArray *closed;
  GError *closed_error; /* why the first closed part is closed */
  KsPkcs12Profile profile;
} Reading;

static void
reading_clear (Reading *self)
{
  ks_pkcs12_file_clear (&self->file);
  g_clear_pointer (&self->bags, g_ptr_array_unref);
  g_clear_pointer (&self->passwords, g_ptr_array_unref);
  g_clear_pointer (&self->closed, g_byte_array_unref);
  g_clear_error (&self->closed_error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

/* The contents of an encrypted part are bags, or the password was wrong: padding alone says little. */
static gboolean
try_password (Reading *self, const KsPkcs12Part *part, const KsPasswordForm *password, GError **error)
{
  g_autoptr (GPtrArray) bags = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_pkcs12_bag_free);
  g_autoptr (KsSecret) plain = ks_pkcs12_decrypt (&part->algorithm, &part->data, password, error);
  g_autoptr (GBytes) contents = NULL;
  const guint8 *data;
  gsize size;

  if (plain == NULL)
    return FALSE;

  data = ks_secret_get_data (plain, &size);
  contents = g_bytes_new_with_free_func (data, size, (GDestroyNotify) ks_secret_unref, ks_secret_ref (plain));
  if (!ks_pkcs12_bags_parse (contents, TRUE, bags, NULL)) {
    g_set_error_literal (error, KS_ERROR, KS_ERROR_WRONG_PASSWORD,
                         _ ("The password does not open this part of the file."));
    return FALSE;
  }

  g_ptr_array_extend_and_steal (self->bags, g_steal_pointer (&bags));
  return TRUE;
}

static gboolean
is_pbes2 (const KsDer *algorithm)
{
  KsDerCursor cursor;
  KsDer oid;

  ks_der_cursor_init (&cursor, algorithm);
  return ks_der_cursor_take (&cursor, KS_DER_OID, &oid) && ks_pkcs12_is_oid (&oid, KS_OID_PBES2);
}

static gboolean
open_encrypted (Reading *self, const KsPkcs12Part *part, GError **error)
{
  gboolean pbes2 = is_pbes2 (&part->algorithm);

  /* The form that the check value agrees with: why it does not open the part is the reason that counts. */
  if (self->fits != NULL && try_password (self, part, self->fits, error)) {
    ks_pkcs12_profile_note_algorithm (&self->profile, &part->algorithm);
    return TRUE;
  }

  for (guint i = 0; self->passwords != NULL && i < self->passwords->len; i++) {
    const KsPasswordForm *password = self->passwords->pdata[i];

    if (password == self->fits || (password->encoding == KS_PASSWORD_WIDE && !pbes2))
      continue;
    if (try_password (self, part, password, *error == NULL ? error : NULL)) {
      g_clear_error (error);
      ks_pkcs12_profile_note_algorithm (&self->profile, &part->algorithm);
      return TRUE;
    }
  }

  return FALSE;
}

static gboolean
open_part (Reading *self, const KsPkcs12Part *part, GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (part->kind == KS_PKCS12_PART_PLAIN) {
    g_autoptr (GBytes) contents = g_bytes_new (part->content.content, part->content.size);

    return ks_pkcs12_bags_parse (contents, FALSE, self->bags, error);
  }
  if (part->kind == KS_PKCS12_PART_ENCRYPTED && self->passwords != NULL &&
      open_encrypted (self, part, &reason)) {
    self->n_opened++;
    return TRUE;
  }

  if (part->kind == KS_PKCS12_PART_ENCRYPTED && self->n_opened == 0)
    ks_pkcs12_profile_note_algorithm (&self->profile, &part->algorithm);
  g_byte_array_append (self->closed, part->element.start, (guint) part->element.full_size);
  if (self->closed_error == NULL)
    self->closed_error = g_steal_pointer (&reason);

  return TRUE;
}

/* Whether the password opens the first protected key: proof that it is the right one where the integrity check is no proof. */
static gboolean
opens_a_key (Reading *self, KsSecret *password, gboolean *has_keys, GError **error)
{
  *has_keys = FALSE;
  for (guint i = 0; i < self->bags->len; i++) {
    KsPkcs12Bag *bag = self->bags->pdata[i];

    if (bag->kind == KS_PKCS12_BAG_KEY) {
      g_autoptr (KsKey) key =
        ks_key_new_protected (KS_KEY_PRIVATE, KS_KEY_FORM_ENCRYPTED_PKCS8, bag->value, NULL);
      g_autoptr (KsSecret) plain = ks_key_unlock (key, password, error);

      *has_keys = TRUE;
      return plain != NULL;
    }
  }

  return FALSE;
}

static gboolean
wrong_password (GError **error)
{
  g_set_error_literal (error, KS_ERROR, KS_ERROR_WRONG_PASSWORD, _ ("This password does not open the file."));
  return FALSE;
}

static gboolean
check_without_mac (Reading *self, KsSecret *password, GError **error)
{
  g_autoptr (GError) reason = NULL;
  gboolean has_keys;

  if (self->file.n_encrypted > 0 && self->n_opened == 0) {
    if (self->closed_error == NULL || g_error_matches (self->closed_error, KS_ERROR, KS_ERROR_WRONG_PASSWORD))
      return wrong_password (error);
    g_propagate_error (error, g_steal_pointer (&self->closed_error));
    return FALSE;
  }
  if (self->n_opened > 0)
    return TRUE;

  if (!opens_a_key (self, password, &has_keys, &reason) && has_keys &&
      g_error_matches (reason, KS_ERROR, KS_ERROR_WRONG_PASSWORD))
    return wrong_password (error);

  return TRUE;
}

/* Integrity and the parts that stayed closed decide together what a failure means. */
static gboolean
check (Reading *self, KsSecret *password, GError **error)
{
  gboolean has_keys;

  if (password == NULL) {
    if (self->file.n_encrypted == 0 || self->bags->len > 0)
      return TRUE;
    g_set_error_literal (
      error, KS_ERROR, KS_ERROR_PASSWORD_NEEDED,
      _ ("Everything in this PKCS #12 file is encrypted: it cannot be shown without its password."));
    return FALSE;
  }
  if (!self->file.has_mac)
    return check_without_mac (self, password, error);

  if (!self->is_verified) {
    if (self->n_opened == 0 && !opens_a_key (self, password, &has_keys, NULL))
      return wrong_password (error);
    g_set_error_literal (
      error, KS_ERROR, KS_ERROR_DAMAGED,
      _ ("The password is right, but the file was damaged or changed: its integrity check fails."));
    return FALSE;
  }

  if (self->file.n_encrypted == 0 || self->n_opened > 0 || self->bags->len > 0)
    return TRUE;
  if (self->closed_error == NULL || g_error_matches (self->closed_error, KS_ERROR, KS_ERROR_WRONG_PASSWORD))
    g_set_error_literal (
      error, KS_ERROR, KS_ERROR_UNSUPPORTED,
      _ ("The password is right, but the content is protected with it in a non-standard way."));
  else
    g_propagate_error (error, g_steal_pointer (&self->closed_error));

  return FALSE;
}

static gboolean
verify (Reading *self, GError **error)
{
  if (!self->file.has_mac || self->passwords == NULL)
    return TRUE;
  if (!ks_pkcs12_mac_verify (&self->file.mac, &self->file.content, self->passwords, &self->fits, error))
    return FALSE;

  self->is_verified = self->fits != NULL;
  if (self->fits != NULL)
    self->profile.variant = self->fits->encoding;
  return TRUE;
}

static void
add_remarks (Reading *self, KsStore *store)
{
  gboolean enveloped = FALSE;

  if (self->file.trailing > 0) {
    g_autofree char *remark =
      g_strdup_printf (ngettext ("%zu byte behind the end of the keystore is ignored.",
                                 "%zu bytes behind the end of the keystore are ignored.",
                                 self->file.trailing),
                       self->file.trailing);

    ks_store_add_remark_of (store, KS_REMARK_SURPLUS, remark);
  }

  for (guint i = 0; i < self->file.parts->len; i++)
    enveloped =
      enveloped || g_array_index (self->file.parts, KsPkcs12Part, i).kind > KS_PKCS12_PART_ENCRYPTED;
  if (enveloped)
    ks_store_add_remark_of (
      store, KS_REMARK_CLOSED,
      _ (
        "A part of this file is not protected by a password, but by a public key. It is not shown; it is kept when you save."));
  if (self->passwords == NULL && self->file.n_encrypted > 0)
    ks_store_add_remark_of (store, KS_REMARK_CLOSED,
                            _ ("A part of this file is encrypted and is not shown without the password."));
  else if (g_error_matches (self->closed_error, KS_ERROR, KS_ERROR_WRONG_PASSWORD))
    ks_store_add_remark_of (
      store, KS_REMARK_CLOSED,
      _ (
        "The password is right, but a part of this file is protected in a non-standard way or with another password. It is not shown; it is kept when you save."));
  else if (self->closed_error != NULL)
    ks_store_add_remark_of (store, KS_REMARK_CLOSED, self->closed_error->message);
}

/* Certificates are encrypted unless this file has some that are not. */
static GBytes *
finish_profile (Reading *self, KsSecret *password)
{
  if (self->n_opened == 0)
    for (guint i = 0; i < self->bags->len; i++)
      if (((KsPkcs12Bag *) self->bags->pdata[i])->kind == KS_PKCS12_BAG_CERTIFICATE)
        self->profile.encrypts_certificates = FALSE;
  self->profile.is_open = !self->file.has_mac && self->file.n_encrypted == 0 && password == NULL;

  return g_bytes_new (&self->profile, sizeof self->profile);
}

static KsStore *
make_store (Reading *self, KsSecret *password)
{
  g_autoptr (KsStore) store = ks_store_new (&ks_format_pkcs12);
  g_autoptr (GBytes) profile = finish_profile (self, password);
  g_autoptr (GBytes) closed = g_bytes_new (self->closed->data, self->closed->len);

  ks_store_set_loaded_password (store, password);
  if (!self->file.has_mac && (password != NULL || self->file.n_encrypted == 0))
    ks_store_set_integrity (store, KS_INTEGRITY_ABSENT);
  else
    ks_store_set_integrity (store, self->is_verified ? KS_INTEGRITY_VERIFIED : KS_INTEGRITY_SKIPPED);

  ks_store_set_extra (store, KS_PKCS12_PROFILE, profile);
  if (g_bytes_get_size (closed) > 0)
    ks_store_set_extra (store, KS_PKCS12_CLOSED, closed);
  add_remarks (self, store);
  ks_pkcs12_add_entries (store, self->bags);
  ks_remarks_add_live (store);

  return g_steal_pointer (&store);
}

static void
report (const KsReadOptions *options, double fraction)
{
  if (options->progress != NULL)
    options->progress (fraction, options->progress_data);
}

static KsStore *
read_pkcs12 (GBytes *bytes, const KsReadOptions *options, GCancellable *cancellable, GError **error)
{
  static const KsReadOptions no_options = { 0 };
  g_auto (Reading) self = { 0 };

  options = options != NULL ? options : &no_options;
  ks_pkcs12_profile_init (&self.profile);
  self.bags = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_pkcs12_bag_free);
  self.closed = g_byte_array_new ();
  if (options->password != NULL)
    self.passwords = ks_password_list_forms (options->password);

  if (!ks_pkcs12_file_open (&self.file, bytes, error))
    return NULL;
  if (self.file.has_mac)
    ks_pkcs12_profile_note_mac (&self.profile, &self.file.mac);
  if (!verify (&self, error))
    return NULL;

  for (guint i = 0; i < self.file.parts->len; i++) {
    report (options, (i + 1.0) / (self.file.parts->len + 1.0));
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !open_part (&self, &g_array_index (self.file.parts, KsPkcs12Part, i), error))
      return NULL;
  }
  if (!check (&self, options->password, error))
    return NULL;

  return make_store (&self, options->password);
}

/* SEQUENCE, any length; INTEGER 3; SEQUENCE that begins with pkcs7-data or pkcs7-signedData. */
static int
probe_pkcs12 (GBytes *bytes)
{
  static const guint8 version[] = { 0x02, 0x01, 0x03, 0x30 };
  gsize size, skip;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  if (size < 3 || data[0] != KS_DER_SEQUENCE || (data[1] > 0x84 && data[1] != 0x88))
    return 0;
  skip = 2 + (data[1] > 0x80 ? data[1] & 0x7f : 0);
  if (size < skip + sizeof version || memcmp (data + skip, version, sizeof version) != 0)
    return 0;

  return 95;
}

/**
 * ks_format_pkcs12:
 *
 * PKCS #12 (RFC 7292), with the conventions of Java.
 */
const KsFormat ks_format_pkcs12 = {
  .id = "pkcs12",
  .short_name = "PKCS #12",
  .name = N_ ("PKCS #12 keystore"),
  .description = N_ ("Read by Java since version 8, by OpenSSL, browsers and operating systems."),
  .suffixes = "p12 pfx pkcs12",
  .mime_type = "application/x-pkcs12",
  .flags = KS_FORMAT_CAN_WRITE | KS_FORMAT_HOLDS_KEYS | KS_FORMAT_HOLDS_TRUSTED | KS_FORMAT_HOLDS_SECRETS |
           KS_FORMAT_HOLDS_ALIASES | KS_FORMAT_IGNORES_ALIAS_CASE | KS_FORMAT_STORE_PASSWORD |
           KS_FORMAT_OPENS_LOCKED,
  .key_scheme = KS_KEY_SCHEME_PBES2_AES256,
  .protections = ks_pkcs12_protections,
  .get_scheme = ks_pkcs12_get_scheme,
  .set_scheme = ks_pkcs12_set_scheme,
  .probe = probe_pkcs12,
  .read = read_pkcs12,
  .write = ks_pkcs12_write,
};
