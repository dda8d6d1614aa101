/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ks-bks-private.h"
#include "ks-error.h"
#include "ks-jks-private.h"
#include "ks-key-bks.h"

/* The smallest certificate: empty type, no content. */
#define MIN_CERTIFICATE_SIZE (2 + 4)
/* As in JKS. */
#define MAX_ENTRIES 250000
#define MAX_CERTIFICATES 250000
/* Key and initialisation vector of a sealed key are three blocks of SHA-1. */
#define DERIVATIONS 3
/* How many keys are tried to prove a password, and how much work each of them may be. */
#define MAX_PROOFS 4
#define MAX_PROOF_ITERATIONS 200000

static gboolean
read_certificate (KsBksReading *self, GError **error)
{
  g_autofree char *type = NULL;
  g_autoptr (GBytes) der = NULL;

  if (++self->n_certificates > MAX_CERTIFICATES) {
    g_set_error (error, KS_ERROR, KS_ERROR_TOO_LARGE,
                 _ ("this keystore has more than %u certificates, which is the limit."), MAX_CERTIFICATES);
    return FALSE;
  }
  type = ks_reader_read_utf (&self->reader, "certificate type", error);
  der = type != NULL ? ks_reader_read_block (&self->reader, "certificate", error) : NULL;
  if (der == NULL)
    return FALSE;

  g_ptr_array_add (self->chain, ks_certificate_new (der));
  if (strcmp (type, KS_JKS_CERTIFICATE_TYPE) == 0)
    return TRUE;
  if (self->types == NULL)
    self->types = ks_writer_new (0);
  return ks_writer_write_utf (self->types, "certificate type", type, error) &&
         ks_writer_write_block (self->types, der, error);
}

static gboolean
read_chain (KsBksReading *self, GError **error)
{
  KsReader *reader = &self->reader;
  gsize offset = reader->offset;
  guint32 length;

  if (!ks_reader_read_u32 (reader, "chain length", &length, error))
    return FALSE;
  if (length > ks_reader_get_left (reader) / MIN_CERTIFICATE_SIZE) {
    g_set_error (error, KS_ERROR, KS_ERROR_MALFORMED,
                 _ ("the chain length at byte %zu is %u, and the %zu bytes behind that have no room "
                    "for so many certificates."),
                 offset, length, ks_reader_get_left (reader));
    return FALSE;
  }

  for (guint32 i = 0; i < length; i++)
    if (!read_certificate (self, error))
      return FALSE;

  return TRUE;
}

static KsEntryKind
kind_of (KsKeyKind kind)
{
  switch (kind) {
  case KS_KEY_PRIVATE:
    return KS_ENTRY_KEY;
  case KS_KEY_PUBLIC:
    return KS_ENTRY_PUBLIC;
  case KS_KEY_SECRET:
  default:
    return KS_ENTRY_SECRET;
  }
}

/* What only the file's own format can write again. */
static KsKey *
make_opaque (guint8 type, GBytes *content)
{
  g_autoptr (KsWriter) writer = ks_writer_new (64);
  g_autoptr (GBytes) bytes = NULL;

  ks_writer_write_u8 (writer, type);
  ks_writer_write_bytes (writer, content);
  bytes = ks_writer_steal_bytes (writer);

  return ks_key_new_protected (KS_KEY_SECRET, KS_KEY_FORM_OPAQUE, bytes, NULL);
}

/* A key without protection. @encoded: (out): as it stands in the file */
static KsKey *
read_plain (KsBksReading *self, GBytes **encoded, GError **error)
{
  KsReader *reader = &self->reader;
  gsize start = reader->offset, size;
  g_autofree char *format = NULL;
  g_autofree char *algorithm = NULL;
  g_autoptr (GBytes) content = NULL;
  g_autoptr (KsSecret) copy = NULL;
  g_autoptr (KsSecret) plain = NULL;
  const guint8 *data;
  KsKeyKind kind;
  guint8 byte;

  if (!ks_reader_read_u8 (reader, "key kind", &byte, error))
    return NULL;
  format = ks_reader_read_utf (reader, "key format", error);
  algorithm = format != NULL ? ks_reader_read_utf (reader, "key algorithm", error) : NULL;
  content = algorithm != NULL ? ks_reader_read_block (reader, "key", error) : NULL;
  if (content == NULL)
    return NULL;

  *encoded = g_bytes_new_from_bytes (reader->bytes, start, reader->offset - start);
  data = g_bytes_get_data (*encoded, &size);
  copy = ks_secret_new (data, size);
  plain = ks_key_bks_decode (copy, &kind, NULL);
  if (plain == NULL)
    return make_opaque (KS_BKS_TYPE_KEY, *encoded);
  if (kind != KS_KEY_PUBLIC)
    self->n_plain++;

  return ks_key_new_plain (kind, plain, NULL);
}

/* What a key can be that does not open: the private one of its certificate, if there is room for it. */
static KsKeyKind
guess_kind (KsBksReading *self, gsize size)
{
  gsize modulus = 0;

  if (self->chain->len == 0)
    return KS_KEY_SECRET;

  if (g_strcmp0 (ks_certificate_get_key_algorithm (self->chain->pdata[0]), "RSA") == 0)
    modulus = ks_certificate_get_key_bits (self->chain->pdata[0]) / 8;
  if (modulus == 0 || size >= 4 * modulus)
    return KS_KEY_PRIVATE;

  return size >= modulus ? KS_KEY_PUBLIC : KS_KEY_SECRET;
}

static KsKey *
read_sealed (KsBksReading *self, GError **error)
{
  g_autoptr (GBytes) sealed = ks_reader_read_block (&self->reader, "sealed key", error);
  g_autoptr (KsSecret) plain = NULL;
  g_autoptr (KsKey) opened = NULL;
  g_autoptr (KsKey) key = NULL;
  KsKeyKind kind;
  guint64 work;
  gsize size;

  if (sealed == NULL)
    return NULL;

  self->n_sealed++;
  ks_key_bks_measure (sealed, &work, &size);
  work *= DERIVATIONS;
  if (self->password != NULL && work > 0 && work <= self->work_left) {
    self->work_left -= work;
    plain = ks_key_bks_open (sealed, self->password, &kind, NULL);
  }
  if (plain == NULL)
    return ks_key_new_protected (guess_kind (self, size), KS_KEY_FORM_SEALED_BKS, sealed, NULL);

  opened = ks_key_new_plain (kind, plain, NULL);
  key = ks_key_new_protected (kind, KS_KEY_FORM_SEALED_BKS, sealed, NULL);
  return ks_key_with_description (key, ks_key_get_algorithm (opened), ks_key_get_bits (opened));
}

static KsEntry *
with_extra (KsEntry *entry, const char *name, GBytes *value)
{
  KsEntry *copy = value != NULL ? ks_entry_with_extra (entry, name, value) : g_object_ref (entry);

  g_object_unref (entry);
  return copy;
}

/* What only this format knows of an entry, so that it is written again as it was. */
static KsEntry *
add_baggage (KsBksReading *self, KsEntry *entry, GBytes *plain, GBytes *beside)
{
  g_autoptr (GBytes) mark = ks_entry_get_created_ms (entry) == 0 ? g_bytes_new_static ("", 0) : NULL;
  g_autoptr (GBytes) types = self->types != NULL ? ks_writer_steal_bytes (self->types) : NULL;

  g_clear_pointer (&self->types, ks_writer_free);
  entry = with_extra (entry, KS_JKS_EXTRA_NO_DATE, mark);
  entry = with_extra (entry, KS_JKS_EXTRA_TYPES, types);
  entry = with_extra (entry, KS_BKS_EXTRA_PLAIN, plain);

  return with_extra (entry, KS_BKS_EXTRA_CHAIN, beside);
}

/* A certificate that somebody trusts; those beside it are not of its chain. */
static gboolean
read_trusted (KsBksReading *self, gsize start, GBytes **beside, GError **error)
{
  if (self->chain->len > 0)
    *beside = g_bytes_new_from_bytes (self->reader.bytes, start, self->reader.offset - start);
  g_ptr_array_set_size (self->chain, 0);

  return read_certificate (self, error);
}

static KsEntry *
read_content (KsBksReading *self, guint8 type, const char *alias, guint64 created, GError **error)
{
  gsize start = self->reader.offset;
  g_autoptr (GBytes) plain = NULL;
  g_autoptr (GBytes) beside = NULL;
  g_autoptr (GBytes) stored = NULL;
  g_autoptr (KsKey) key = NULL;
  KsEntry *entry;

  if (!read_chain (self, error))
    return NULL;

  if (type == KS_BKS_TYPE_CERTIFICATE) {
    if (!read_trusted (self, start, &beside, error))
      return NULL;
  } else if (type == KS_BKS_TYPE_STORED) {
    stored = ks_reader_read_block (&self->reader, "stored key", error);
    key = stored != NULL ? make_opaque (type, stored) : NULL;
  } else {
    key = type == KS_BKS_TYPE_KEY ? read_plain (self, &plain, error) : read_sealed (self, error);
  }
  if (type != KS_BKS_TYPE_CERTIFICATE && key == NULL)
    return NULL;

  entry = ks_entry_new (key != NULL ? kind_of (ks_key_get_kind (key)) : KS_ENTRY_CERTIFICATE, alias,
                        (gint64) created, key, self->chain);
  return add_baggage (self, entry, plain, beside);
}

static KsEntry *
read_entry (KsBksReading *self, guint8 type, char **alias, GError **error)
{
  KsReader *reader = &self->reader;
  guint64 created;

  if (type > KS_BKS_TYPE_SEALED) {
    g_set_error (error, KS_ERROR, KS_ERROR_MALFORMED,
                 _ ("the type at byte %zu is %u, and there are only 1 (certificate), 2 (key), 3 (stored key) "
                    "and 4 (sealed key)."),
                 reader->offset - 1, type);
    return NULL;
  }
  *alias = ks_reader_read_utf (reader, "alias", error);
  if (*alias == NULL || !ks_reader_read_u64 (reader, "creation date", &created, error))
    return NULL;

  g_ptr_array_set_size (self->chain, 0);
  return read_content (self, type, *alias, created, error);
}

static void
prefix_error (KsBksReading *self, const char *alias, GError **error)
{
  g_autofree char *visible = alias != NULL ? ks_text_make_visible (alias) : NULL;

  if (visible != NULL)
    /* Translators: begins a sentence about what is wrong: “Entry 2 (“web”): the chain length …” */
    g_prefix_error (error, _ ("Entry %u (“%s”): "), self->n_entries + 1, visible);
  else
    /* Translators: begins a sentence about what is wrong: “Entry 2: the type …” */
    g_prefix_error (error, _ ("Entry %u: "), self->n_entries + 1);
}

static gboolean
read_all (KsBksReading *self, KsStore *store, GCancellable *cancellable, GError **error)
{
  guint8 type;

  while (ks_reader_read_u8 (&self->reader, "entry type", &type, error)) {
    g_autofree char *alias = NULL;
    g_autoptr (KsEntry) entry = NULL;

    if (type == KS_BKS_TYPE_END)
      return TRUE;
    if (self->n_entries >= MAX_ENTRIES) {
      g_set_error (error, KS_ERROR, KS_ERROR_TOO_LARGE,
                   _ ("This keystore has more than %u entries, which is the limit."), MAX_ENTRIES);
      return FALSE;
    }
    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;

    entry = read_entry (self, type, &alias, error);
    if (entry == NULL) {
      prefix_error (self, alias, error);
      return FALSE;
    }
    self->n_entries++;
    ks_store_add_loaded (store, entry);
  }

  return FALSE;
}

/**
 * ks_bks_read_entries:
 * @self: what is read, at the first entry
 * @store: where the entries go
 * @cancellable: (nullable): to stop it
 * @error: return location
 *
 * Reads entries up to their end. A sealed key that the password does not open is taken for what it most likely is.
 *
 * Returns: %FALSE with %KS_ERROR_TRUNCATED, %KS_ERROR_MALFORMED, %KS_ERROR_TOO_LARGE or %G_IO_ERROR_CANCELLED
 */
gboolean
ks_bks_read_entries (KsBksReading *self, KsStore *store, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) chain = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean done;

  self->chain = chain;
  self->n_entries = self->n_certificates = self->n_sealed = self->n_plain = 0;
  done = read_all (self, store, cancellable, error);
  g_clear_pointer (&self->types, ks_writer_free);
  self->chain = NULL;

  return done;
}

/**
 * ks_bks_looks_like_entries:
 * @reader: a reader; it does not move
 *
 * Looks at the first entry, up to its first certificate.
 *
 * Returns: whether this can be the start of entries
 */
gboolean
ks_bks_looks_like_entries (const KsReader *reader)
{
  KsReader copy = *reader;
  g_autofree char *alias = NULL;
  g_autofree char *certificate_type = NULL;
  guint8 type;
  guint64 created;
  guint32 length;

  if (!ks_reader_read_u8 (&copy, "entry type", &type, NULL) || type > KS_BKS_TYPE_SEALED)
    return FALSE;
  if (type == KS_BKS_TYPE_END)
    return ks_reader_get_left (&copy) == KS_BKS_DIGEST_SIZE;

  alias = ks_reader_read_utf (&copy, "alias", NULL);
  if (alias == NULL || !ks_reader_read_u64 (&copy, "creation date", &created, NULL) ||
      !ks_reader_read_u32 (&copy, "chain length", &length, NULL) ||
      length > ks_reader_get_left (&copy) / MIN_CERTIFICATE_SIZE)
    return FALSE;
  if (length == 0)
    return TRUE;
  certificate_type = ks_reader_read_utf (&copy, "certificate type", NULL);

  return certificate_type != NULL;
}

/**
 * ks_bks_opens_a_key:
 * @store: what a file holds
 * @password: its password, perhaps
 *
 * Returns: whether the password opens a key of the file, so that it cannot be wrong
 */
gboolean
ks_bks_opens_a_key (KsStore *store, KsSecret *password)
{
  g_autoptr (GPtrArray) entries = ks_store_snapshot (store);

  for (guint i = 0, proofs = 0; i < entries->len && proofs < MAX_PROOFS; i++) {
    KsKey *key = ks_entry_get_key (entries->pdata[i]);
    g_autoptr (KsSecret) plain = NULL;
    guint64 work = 0;

    if (key != NULL && ks_key_get_form (key) == KS_KEY_FORM_SEALED_BKS)
      ks_key_bks_measure (ks_key_get_bytes (key), &work, NULL);
    if (work == 0 || work > MAX_PROOF_ITERATIONS)
      continue;
    plain = ks_key_unlock (key, password, NULL);
    if (plain != NULL)
      return TRUE;
    proofs++;
  }

  return FALSE;
}
