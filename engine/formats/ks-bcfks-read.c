/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <openssl/objects.h>
#include <string.h>

#include "ks-bcfks-private.h"
#include "ks-error.h"
#include "ks-key-bcfks.h"
#include "ks-key-protection.h"
#include "ks-time.h"

#define MAX_ENTRIES 250000
#define TIME_SIZE 14 /* up to the seconds */
/* To say what secret keys are; about a second. What scrypt does counts as so many iterations. */
#define MAX_WORK 1000000
#define SCRYPT_WORK 100000

typedef struct {
  KsStore *store;
  GBytes *content;
  KsSecret *password;
  guint64 work_left;
  guint n_entries;
} Reading;

/**
 * ks_bcfks_object_clear:
 * @self: an entry of a file
 *
 * Frees what it holds.
 */
void
ks_bcfks_object_clear (KsBcfksObject *self)
{
  g_clear_pointer (&self->alias, g_free);
}

static gboolean
fail_field (const char *field, GError **error)
{
  g_set_error (error, KS_ERROR, KS_ERROR_MALFORMED,
               /* Translators: %s is the name of a part of a file, for example “alias” */
               _ ("its part “%s” is missing or damaged."), field);
  return FALSE;
}

/* GeneralizedTime with or without a fraction of the second. */
static gboolean
read_time (const KsDer *element, gint64 *milliseconds)
{
  char whole[TIME_SIZE + 1];
  gint64 seconds, part = 0, scale = 100;

  if (element->size < TIME_SIZE + 1 || element->content[element->size - 1] != 'Z')
    return FALSE;
  memcpy (whole, element->content, TIME_SIZE);
  whole[TIME_SIZE] = 'Z';
  seconds = ks_time_from_der (KS_BCFKS_TIME, (const guint8 *) whole, sizeof whole);
  if (seconds == KS_TIME_INVALID || (element->size > TIME_SIZE + 1 && element->content[TIME_SIZE] != '.'))
    return FALSE;

  for (gsize i = TIME_SIZE + 1; i + 1 < element->size; i++, scale /= 10) {
    if (!g_ascii_isdigit (element->content[i]))
      return FALSE;
    part += scale * (element->content[i] - '0');
  }
  *milliseconds = seconds * 1000 + part;
  return TRUE;
}

/* As UTF-8 without a zero byte, which Java’s own formats have as two bytes, too. */
static char *
dup_alias (const KsDer *element)
{
  g_autoptr (GString) alias = g_string_sized_new (element->size);

  for (gsize i = 0; i < element->size; i++)
    if (element->content[i] == 0)
      g_string_append (alias, "\xc0\x80");
    else
      g_string_append_c (alias, (char) element->content[i]);

  return g_string_free_and_steal (g_steal_pointer (&alias));
}

/**
 * ks_bcfks_object_read:
 * @element: an entry of a file
 * @self: (out): its parts
 * @error: return location
 *
 * Finds the parts of an entry.
 *
 * Returns: %FALSE with %KS_ERROR_MALFORMED
 */
gboolean
ks_bcfks_object_read (const KsDer *element, KsBcfksObject *self, GError **error)
{
  KsDerCursor cursor;
  KsDer part;

  *self = (KsBcfksObject) { 0 };
  if (element->tag != KS_DER_SEQUENCE)
    return fail_field ("SEQUENCE", error);
  ks_der_cursor_init (&cursor, element);
  if (!ks_der_cursor_take (&cursor, KS_DER_INTEGER, &part) || part.size != 1)
    return fail_field ("type", error);
  self->type = part.content[0];
  if (!ks_der_cursor_take (&cursor, KS_BCFKS_UTF8_STRING, &part))
    return fail_field ("alias", error);
  self->alias = dup_alias (&part);
  if (!ks_der_cursor_take (&cursor, KS_BCFKS_TIME, &part) || !read_time (&part, &self->created_ms))
    return fail_field ("creationDate", error);
  if (!ks_der_cursor_take (&cursor, KS_BCFKS_TIME, &part))
    return fail_field ("lastModifiedDate", error);
  if (!ks_der_cursor_take (&cursor, KS_DER_OCTET_STRING, &self->data))
    return fail_field ("data", error);

  return TRUE;
}

/* What only this format can write again. */
static KsKey *
make_opaque (const KsBcfksObject *object)
{
  g_autoptr (KsWriter) writer = ks_writer_new (64);
  g_autoptr (GBytes) bytes = NULL;

  ks_writer_write_u8 (writer, object->type);
  ks_writer_write (writer, object->data.content, object->data.size);
  bytes = ks_writer_steal_bytes (writer);

  return ks_key_new_protected (object->type == KS_BCFKS_TYPE_PRIVATE_KEY ||
                                   object->type == KS_BCFKS_TYPE_PROTECTED_PRIVATE_KEY
                                 ? KS_KEY_PRIVATE
                                 : KS_KEY_SECRET,
                               KS_KEY_FORM_OPAQUE, bytes, NULL);
}

/* A program may have encrypted a private key in some way of its own. */
static KsKey *
make_private (GBytes *sealed)
{
  KsBcfksScheme scheme;
  g_autofree char *oid = NULL;
  g_autoptr (GError) reason = NULL;
  KsKeyForm form = KS_KEY_FORM_SEALED_BCFKS;

  if (!ks_bcfks_inspect (sealed, &scheme, &reason) &&
      g_error_matches (reason, KS_ERROR, KS_ERROR_UNSUPPORTED))
    oid = ks_key_protection_dup_oid (sealed);
  if (oid != NULL)
    form = KS_KEY_FORM_ENCRYPTED_PKCS8;

  return ks_key_new_protected (KS_KEY_PRIVATE, form, sealed, NULL);
}

static KsEntry *
read_private (Reading *self, const KsBcfksObject *object, GError **error)
{
  g_autoptr (GPtrArray) chain = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GBytes) sealed = NULL;
  g_autoptr (KsKey) key = NULL;
  KsDer outer, envelope, certificates, certificate;
  KsDerCursor cursor;

  if (!ks_der_parse (object->data.content, object->data.size, &outer) || outer.tag != KS_DER_SEQUENCE) {
    fail_field ("data", error);
    return NULL;
  }
  ks_der_cursor_init (&cursor, &outer);
  if (!ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &envelope) ||
      !ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &certificates)) {
    fail_field ("encryptedPrivateKeyInfo", error);
    return NULL;
  }
  ks_der_cursor_init (&cursor, &certificates);
  while (ks_der_cursor_next (&cursor, &certificate)) {
    g_autoptr (GBytes) der = ks_der_slice (self->content, &certificate);

    g_ptr_array_add (chain, ks_certificate_new (der));
  }
  if (cursor.left > 0) {
    fail_field ("certificates", error);
    return NULL;
  }

  sealed = ks_der_slice (self->content, &envelope);
  key = make_private (sealed);
  return ks_entry_new (KS_ENTRY_KEY, object->alias, object->created_ms, key, chain);
}

/* What a secret key is stands inside of its encryption. */
static KsKey *
describe_secret (Reading *self, GBytes *sealed, const KsBcfksScheme *scheme)
{
  guint64 work = scheme->scrypt_n > 0 ? SCRYPT_WORK : scheme->iterations;
  g_autoptr (KsKey) key = ks_key_new_protected (KS_KEY_SECRET, KS_KEY_FORM_SEALED_BCFKS, sealed, NULL);
  g_autoptr (KsKey) opened = NULL;
  g_autoptr (KsSecret) plain = NULL;

  if (self->password != NULL && work <= self->work_left) {
    self->work_left -= work;
    plain = ks_key_unlock (key, self->password, NULL);
  }
  if (plain == NULL)
    return g_steal_pointer (&key);
  opened = ks_key_new_plain (KS_KEY_SECRET, plain, NULL);

  return ks_key_with_description (key, ks_key_get_algorithm (opened), ks_key_get_bits (opened));
}

static KsEntry *
read_secret (Reading *self, const KsBcfksObject *object)
{
  g_autoptr (KsKey) key = NULL;
  g_autoptr (GBytes) sealed = NULL;
  KsBcfksScheme scheme;
  KsDer element;

  if (object->type <= KS_BCFKS_TYPE_PROTECTED_SECRET_KEY &&
      ks_der_parse (object->data.content, object->data.size, &element) &&
      element.full_size == object->data.size) {
    sealed = ks_der_slice (self->content, &element);
    if (ks_bcfks_inspect (sealed, &scheme, NULL))
      key = describe_secret (self, sealed, &scheme);
  }
  if (key == NULL)
    key = make_opaque (object);

  return ks_entry_new (KS_ENTRY_SECRET, object->alias, object->created_ms, key, NULL);
}

static KsEntry *
read_trusted (Reading *self, const KsBcfksObject *object)
{
  gsize start = object->data.content - (const guint8 *) g_bytes_get_data (self->content, NULL);
  g_autoptr (GBytes) der = g_bytes_new_from_bytes (self->content, start, object->data.size);
  g_autoptr (KsCertificate) certificate = ks_certificate_new (der);
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();

  g_ptr_array_add (chain, certificate);
  return ks_entry_new (KS_ENTRY_CERTIFICATE, object->alias, object->created_ms, NULL, chain);
}

static KsEntry *
read_object (Reading *self, const KsBcfksObject *object, GError **error)
{
  switch (object->type) {
  case KS_BCFKS_TYPE_CERTIFICATE:
    return read_trusted (self, object);
  case KS_BCFKS_TYPE_PRIVATE_KEY:
  case KS_BCFKS_TYPE_PROTECTED_PRIVATE_KEY:
    return read_private (self, object, error);
  case KS_BCFKS_TYPE_SECRET_KEY:
  case KS_BCFKS_TYPE_PROTECTED_SECRET_KEY:
  default:
    return read_secret (self, object);
  }
}

static gboolean
read_entry (Reading *self, const KsDer *element, GError **error)
{
  g_auto (KsBcfksObject) object = { 0 };
  g_autoptr (KsEntry) entry = NULL;
  g_autoptr (KsEntry) whole = NULL;
  g_autoptr (GBytes) kept = NULL;

  self->n_entries++;
  if (self->n_entries > MAX_ENTRIES) {
    g_set_error (error, KS_ERROR, KS_ERROR_TOO_LARGE,
                 _ ("This keystore has more than %u entries, which is the limit."), MAX_ENTRIES);
    return FALSE;
  }
  if (ks_bcfks_object_read (element, &object, error))
    entry = read_object (self, &object, error);
  if (entry == NULL) {
    /* Translators: begins a sentence about what is wrong: “Entry 2: its part “alias” is …” */
    g_prefix_error (error, _ ("Entry %u: "), self->n_entries);
    return FALSE;
  }

  kept = ks_der_slice (self->content, element);
  whole = ks_entry_with_extra (entry, KS_BCFKS_EXTRA_OBJECT, kept);
  ks_store_add_loaded (self->store, whole);
  return TRUE;
}

static gboolean
read_entries (Reading *self, const KsDer *objects, GCancellable *cancellable, GError **error)
{
  KsDerCursor cursor;
  KsDer element;

  ks_der_cursor_init (&cursor, objects);
  while (ks_der_cursor_next (&cursor, &element))
    if (g_cancellable_set_error_if_cancelled (cancellable, error) || !read_entry (self, &element, error))
      return FALSE;

  return cursor.left == 0 || fail_field ("objectDataSequence", error);
}

/* An attacker who could choose another algorithm might choose a weak one. */
static gboolean
is_check (const KsDer *named, GBytes *check)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (check, &size);

  return named->full_size == size && memcmp (named->start, data, size) == 0;
}

/**
 * ks_bcfks_read_content:
 * @store: where the entries go
 * @content: the content, in plain
 * @check: the algorithm of the file's check, DER
 * @password: (nullable): the password of the file, to see what its secret keys are
 * @cancellable: (nullable): to stop it
 * @error: return location
 *
 * Reads the entries of a file.
 *
 * Returns: %FALSE with %KS_ERROR_MALFORMED, %KS_ERROR_DAMAGED, %KS_ERROR_TOO_LARGE or %G_IO_ERROR_CANCELLED
 */
gboolean
ks_bcfks_read_content (KsStore *store,
                       GBytes *content,
                       GBytes *check,
                       KsSecret *password,
                       GCancellable *cancellable,
                       GError **error)
{
  Reading reading = { store, content, password, MAX_WORK, 0 };
  gsize size;
  const guint8 *data = g_bytes_get_data (content, &size);
  KsDer outer, version, named, created, changed, objects, comment;
  KsDerCursor cursor;
  g_autoptr (GBytes) kept_time = NULL;
  g_autoptr (GBytes) kept_comment = NULL;

  if (!ks_der_parse (data, size, &outer) || outer.tag != KS_DER_SEQUENCE)
    return fail_field ("ObjectStoreData", error);
  ks_der_cursor_init (&cursor, &outer);
  if (!ks_der_cursor_take (&cursor, KS_DER_INTEGER, &version) ||
      !ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &named))
    return fail_field ("integrityAlgorithm", error);
  if (!ks_der_cursor_take (&cursor, KS_BCFKS_TIME, &created) ||
      !ks_der_cursor_take (&cursor, KS_BCFKS_TIME, &changed))
    return fail_field ("creationDate", error);
  if (!ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &objects))
    return fail_field ("objectDataSequence", error);
  if (!is_check (&named, check)) {
    g_set_error_literal (
      error, KS_ERROR, KS_ERROR_DAMAGED,
      _ ("The file was altered: its check value is not of the kind that its content names."));
    return FALSE;
  }

  kept_time = ks_der_slice (content, &created);
  ks_store_set_extra (store, KS_BCFKS_EXTRA_CREATED, kept_time);
  if (ks_der_cursor_take (&cursor, KS_BCFKS_UTF8_STRING, &comment)) {
    kept_comment = ks_der_slice (content, &comment);
    ks_store_set_extra (store, KS_BCFKS_EXTRA_COMMENT, kept_comment);
  }

  return read_entries (&reading, &objects, cancellable, error);
}
