/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ks-error.h"
#include "ks-java-serial.h"
#include "ks-jks-private.h"
#include "ks-key-sealed.h"

/* The smallest entry: tag, empty alias, date, empty certificate of version 1. */
#define MIN_ENTRY_SIZE (4 + 2 + 8 + 4)
/* The smallest certificate of version 1. */
#define MIN_CERTIFICATE_SIZE 4
/* More than any real keystore has: each takes some hundred bytes of memory, and could take four of the file. */
#define MAX_ENTRIES 250000
#define MAX_CERTIFICATES 250000
/* How much work, in iterations of key derivation, goes into knowing what the secret keys are: half a second or so. */
#define DESCRIPTION_BUDGET 1000000

/**
 * ks_jks_get_magic:
 * @format: JKS or JCEKS
 *
 * Returns: the number with which its files begin
 */
guint32
ks_jks_get_magic (const KsFormat *format)
{
  return (format->flags & KS_FORMAT_HOLDS_SECRETS) != 0 ? KS_JCEKS_MAGIC : KS_JKS_MAGIC;
}

/**
 * ks_jks_probe:
 * @bytes: a file
 * @magic: a number
 *
 * Returns: 100 when the file begins with that number, else 0
 */
int
ks_jks_probe (GBytes *bytes, guint32 magic)
{
  KsReader reader;
  guint32 found;

  ks_reader_init (&reader, bytes);
  return ks_reader_read_u32 (&reader, "magic", &found, NULL) && found == magic ? 100 : 0;
}

static gboolean
read_header (KsJksReading *reading, GError **error)
{
  KsReader *reader = &reading->reader;
  guint32 magic;

  if (!ks_reader_read_u32 (reader, "magic", &magic, error) ||
      !ks_reader_read_u32 (reader, "version", &reading->version, error) ||
      !ks_reader_read_u32 (reader, "entry count", &reading->count, error))
    return FALSE;

  if (magic != ks_jks_get_magic (reading->format)) {
    g_set_error (error, KS_ERROR, KS_ERROR_NOT_A_KEYSTORE,
                 /* Translators: %s is a format such as JKS */
                 _ ("This is not a %s keystore."), reading->format->short_name);
    return FALSE;
  }
  if (reading->version != 1 && reading->version != 2) {
    g_set_error (error, KS_ERROR, KS_ERROR_MALFORMED,
                 /* Translators: %s is a format such as JKS */
                 _ ("This keystore says that it is of version %u at byte 4. "
                    "%s keystores are of version 1 or 2."),
                 reading->version, reading->format->short_name);
    return FALSE;
  }
  if (reading->count > ks_reader_get_left (reader) / MIN_ENTRY_SIZE) {
    g_set_error (error, KS_ERROR, KS_ERROR_MALFORMED,
                 _ ("This keystore says that it has %u entries at byte 8. "
                    "The %zu bytes behind that have no room for them."),
                 reading->count, ks_reader_get_left (reader));
    return FALSE;
  }
  if (reading->count > MAX_ENTRIES) {
    g_set_error (error, KS_ERROR, KS_ERROR_TOO_LARGE, _ ("This keystore has %u entries. The limit is %u."),
                 reading->count, MAX_ENTRIES);
    return FALSE;
  }

  return TRUE;
}

/* A certificate of another type than X.509 is kept, and its type with it. */
static gboolean
keep_type (KsJksReading *reading, const char *type, GBytes *der, GError **error)
{
  if (reading->types == NULL)
    reading->types = ks_writer_new (0);
  reading->n_unknown++;

  return ks_writer_write_utf (reading->types, "certificate type", type, error) &&
         ks_writer_write_block (reading->types, der, error);
}

static gboolean
read_certificate (KsJksReading *reading, GError **error)
{
  g_autofree char *type = NULL;
  g_autoptr (GBytes) der = NULL;

  if (++reading->n_certificates > MAX_CERTIFICATES) {
    g_set_error (error, KS_ERROR, KS_ERROR_TOO_LARGE,
                 _ ("this keystore has more than %u certificates, which is the limit."), MAX_CERTIFICATES);
    return FALSE;
  }
  if (reading->version >= 2) {
    type = ks_reader_read_utf (&reading->reader, "certificate type", error);
    if (type == NULL)
      return FALSE;
  }
  der = ks_reader_read_block (&reading->reader, "certificate", error);
  if (der == NULL)
    return FALSE;

  g_ptr_array_add (reading->chain, ks_certificate_new (der));
  if (type != NULL && strcmp (type, KS_JKS_CERTIFICATE_TYPE) != 0)
    return keep_type (reading, type, der, error);

  return TRUE;
}

static gboolean
read_chain (KsJksReading *reading, GError **error)
{
  KsReader *reader = &reading->reader;
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

  for (guint32 i = 0; i < length; i++) {
    if (!read_certificate (reading, error))
      return FALSE;
  }

  return TRUE;
}

static KsKey *
read_key (KsJksReading *reading, GError **error)
{
  g_autoptr (GBytes) bytes = ks_reader_read_block (&reading->reader, "private key", error);

  if (bytes == NULL)
    return NULL;

  return ks_key_new_protected (KS_KEY_PRIVATE, KS_KEY_FORM_ENCRYPTED_PKCS8, bytes, NULL);
}

/* Whatever object it is, it is kept as it is; what it is, nobody needs to know before the key is used. */
static KsKey *
read_secret (KsJksReading *reading, GError **error)
{
  KsReader *reader = &reading->reader;
  gsize start = reader->offset;
  g_autoptr (KsJavaObject) object = ks_java_object_read (reader, error);
  g_autoptr (GBytes) stream = NULL;

  if (object == NULL)
    return NULL;

  stream = g_bytes_new_from_bytes (reader->bytes, start, reader->offset - start);
  return ks_key_new_protected (KS_KEY_SECRET, KS_KEY_FORM_SEALED_OBJECT, stream, NULL);
}

static KsEntry *
with_extra (KsEntry *entry, const char *name, GBytes *value)
{
  KsEntry *copy = ks_entry_with_extra (entry, name, value);

  g_object_unref (entry);
  return copy;
}

/* What only this format knows of an entry, so that it is written again as it was. */
static KsEntry *
add_baggage (KsJksReading *reading, KsEntry *entry)
{
  if (ks_entry_get_created_ms (entry) == 0) {
    g_autoptr (GBytes) mark = g_bytes_new_static ("", 0);

    entry = with_extra (entry, KS_JKS_EXTRA_NO_DATE, mark);
  }
  if (reading->types != NULL) {
    g_autoptr (GBytes) types = ks_writer_steal_bytes (reading->types);

    entry = with_extra (entry, KS_JKS_EXTRA_TYPES, types);
    g_clear_pointer (&reading->types, ks_writer_free);
  }

  return entry;
}

static gboolean
is_tag (const KsFormat *format, guint32 tag)
{
  return tag == KS_JKS_TAG_KEY || tag == KS_JKS_TAG_CERTIFICATE ||
         (tag == KS_JKS_TAG_SECRET && (format->flags & KS_FORMAT_HOLDS_SECRETS) != 0);
}

static KsEntryKind
kind_of (guint32 tag)
{
  return tag == KS_JKS_TAG_KEY      ? KS_ENTRY_KEY
         : tag == KS_JKS_TAG_SECRET ? KS_ENTRY_SECRET
                                    : KS_ENTRY_CERTIFICATE;
}

/* What is behind alias and date. */
static gboolean
read_content (KsJksReading *reading, guint32 tag, KsKey **key, GError **error)
{
  if (tag == KS_JKS_TAG_CERTIFICATE)
    return read_certificate (reading, error);

  *key = tag == KS_JKS_TAG_SECRET ? read_secret (reading, error) : read_key (reading, error);
  return *key != NULL && (tag == KS_JKS_TAG_SECRET || read_chain (reading, error));
}

static KsEntry *
read_entry (KsJksReading *reading, char **alias, GError **error)
{
  KsReader *reader = &reading->reader;
  gsize offset = reader->offset;
  guint32 tag;
  guint64 created;
  g_autoptr (KsKey) key = NULL;

  if (!ks_reader_read_u32 (reader, "tag", &tag, error))
    return NULL;
  if (!is_tag (reading->format, tag)) {
    g_set_error (
      error, KS_ERROR, KS_ERROR_MALFORMED,
      (reading->format->flags & KS_FORMAT_HOLDS_SECRETS) != 0
        ? _ ("the tag at byte %zu is %u, and JCEKS has only 1 (key), 2 (certificate) and 3 (secret key).")
        : _ ("the tag at byte %zu is %u, and JKS has only 1 (key) and 2 (certificate)."),
      offset, tag);
    return NULL;
  }
  *alias = ks_reader_read_utf (reader, "alias", error);
  if (*alias == NULL || !ks_reader_read_u64 (reader, "creation date", &created, error))
    return NULL;

  g_ptr_array_set_size (reading->chain, 0);
  if (!read_content (reading, tag, &key, error))
    return NULL;

  return add_baggage (reading, ks_entry_new (kind_of (tag), *alias, (gint64) created, key, reading->chain));
}

static void
prefix_error (KsJksReading *reading, guint32 index, const char *alias, GError **error)
{
  g_autofree char *visible = alias != NULL ? ks_text_make_visible (alias) : NULL;

  if (visible != NULL)
    /* Translators: begins a sentence about what is wrong: “Entry 2 of 5 (“web”): the chain length …” */
    g_prefix_error (error, _ ("Entry %u of %u (“%s”): "), index + 1, reading->count, visible);
  else
    /* Translators: begins a sentence about what is wrong: “Entry 2 of 5: the tag …” */
    g_prefix_error (error, _ ("Entry %u of %u: "), index + 1, reading->count);
}

static gboolean
read_entries (KsJksReading *reading,
              KsStore *store,
              const KsReadOptions *options,
              GCancellable *cancellable,
              GError **error)
{
  for (guint32 i = 0; i < reading->count; i++) {
    g_autofree char *alias = NULL;
    g_autoptr (KsEntry) entry = NULL;

    if (i % 256 == 0) {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (options->progress != NULL)
        options->progress ((double) i / reading->count, options->progress_data);
    }

    entry = read_entry (reading, &alias, error);
    if (entry == NULL) {
      prefix_error (reading, i, alias, error);
      return FALSE;
    }
    ks_store_add_loaded (store, entry);
  }

  return TRUE;
}

/* Of what kind and how long a secret key is. */
static KsEntry *
describe_secret (KsEntry *entry, KsSecret *password)
{
  KsKey *key = ks_entry_get_key (entry);
  g_autoptr (KsSecret) plain = ks_key_unlock (key, password, NULL);
  g_autoptr (KsKey) opened = plain != NULL ? ks_key_new_plain (KS_KEY_SECRET, plain, NULL) : NULL;
  g_autoptr (KsKey) described = NULL;

  if (opened == NULL)
    return g_object_ref (entry);

  described = ks_key_with_description (key, ks_key_get_algorithm (opened), ks_key_get_bits (opened));
  return ks_entry_with_key (entry, described);
}

/* The store again, with what its password says of its secret keys. */
static KsStore *
describe_secrets (KsStore *store, KsSecret *password, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) entries = ks_store_snapshot (store);
  KsStore *described = ks_store_new (ks_store_get_format (store));
  guint64 left = password != NULL ? DESCRIPTION_BUDGET : 0;

  for (guint i = 0; i < entries->len; i++) {
    KsEntry *entry = entries->pdata[i];
    guint64 work = 0;
    g_autoptr (KsEntry) known = NULL;

    if (left > 0 && ks_entry_get_kind (entry) == KS_ENTRY_SECRET && !g_cancellable_is_cancelled (cancellable))
      work = ks_key_sealed_count_iterations (ks_key_get_bytes (ks_entry_get_key (entry)));
    known = work > 0 && work <= left ? describe_secret (entry, password) : g_object_ref (entry);
    left -= MIN (work, left);
    ks_store_add_loaded (described, known);
  }
  ks_store_set_integrity (described, ks_store_get_integrity (store));
  g_object_unref (store);

  return described;
}

/**
 * ks_jks_read:
 * @format: JKS or JCEKS
 * @bytes: a whole file
 * @options: with the password; without one nothing is verified
 * @cancellable: (nullable): to stop it
 * @error: return location
 *
 * Reads a keystore of Java, of version 1 or 2.
 *
 * Returns: (transfer full): the store; %NULL with %KS_ERROR_WRONG_PASSWORD, %KS_ERROR_DAMAGED, %KS_ERROR_TRUNCATED,
 *   %KS_ERROR_MALFORMED, %KS_ERROR_TOO_LARGE or %G_IO_ERROR_CANCELLED
 */
KsStore *
ks_jks_read (const KsFormat *format,
             GBytes *bytes,
             const KsReadOptions *options,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (KsStore) store = ks_store_new (format);
  g_autoptr (GPtrArray) chain = g_ptr_array_new_with_free_func (g_object_unref);
  KsJksReading reading = { .format = format, .chain = chain };
  gboolean done;

  ks_reader_init (&reading.reader, bytes);
  done = read_header (&reading, error) && read_entries (&reading, store, options, cancellable, error) &&
         ks_jks_check_integrity (&reading, store, options->password, error);
  g_clear_pointer (&reading.types, ks_writer_free);
  if (!done)
    return NULL;

  if ((format->flags & KS_FORMAT_HOLDS_SECRETS) != 0)
    store = describe_secrets (g_steal_pointer (&store), options->password, cancellable);
  if (reading.version == 1) {
    g_autoptr (GBytes) version = g_bytes_new_static ("\x01", 1);

    ks_store_set_extra (store, KS_JKS_EXTRA_VERSION, version);
  }
  ks_store_set_loaded_password (store, options->password);
  ks_jks_add_remarks (&reading, store);

  return g_steal_pointer (&store);
}
