/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <string.h>

#include "ks-error.h"
#include "ks-init.h"
#include "ks-jks-private.h"
#include "ks-key-java.h"
#include "ks-key-protection.h"
#include "ks-reader.h"
#include "ks-writer.h"

/* The smallest entry: tag, empty alias, date, empty certificate of version 1. */
#define MIN_ENTRY_SIZE (4 + 2 + 8 + 4)
/* The smallest certificate of version 1. */
#define MIN_CERTIFICATE_SIZE 4
/* More than any real keystore has: each takes some hundred bytes of memory, and could take four of the file. */
#define MAX_ENTRIES 250000
#define MAX_CERTIFICATES 250000
/* How many keys are tried to tell a wrong password from a damaged file. */
#define MAX_PROOFS 16

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_MD, EVP_MD_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_MD_CTX, EVP_MD_CTX_free)

/* What reading one file carries along. */
typedef struct {
  KsReader reader;
  guint32 version;
  guint32 count;
  GPtrArray *chain; /* of the entry that is being read; used again for each */
  KsWriter *types;  /* of that entry: certificates that are not X.509; or NULL */
  guint n_certificates;
  guint n_unknown;
} Reading;

static int
probe (GBytes *bytes)
{
  KsReader reader;
  guint32 magic;

  ks_reader_init (&reader, bytes);
  if (!ks_reader_read_u32 (&reader, "magic", &magic, NULL))
    return 0;

  return magic == KS_JKS_MAGIC ? 100 : 0;
}

static gboolean
read_header (Reading *reading, GError **error)
{
  KsReader *reader = &reading->reader;
  guint32 magic;

  if (!ks_reader_read_u32 (reader, "magic", &magic, error) ||
      !ks_reader_read_u32 (reader, "version", &reading->version, error) ||
      !ks_reader_read_u32 (reader, "entry count", &reading->count, error))
    return FALSE;

  if (magic != KS_JKS_MAGIC) {
    g_set_error_literal (error, KS_ERROR, KS_ERROR_NOT_A_KEYSTORE, _ ("This is not a JKS keystore."));
    return FALSE;
  }
  if (reading->version != 1 && reading->version != 2) {
    g_set_error (error, KS_ERROR, KS_ERROR_MALFORMED,
                 _ ("This keystore says that it is of version %u at byte 4. "
                    "JKS keystores are of version 1 or 2."),
                 reading->version);
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
keep_type (Reading *reading, const char *type, GBytes *der, GError **error)
{
  if (reading->types == NULL)
    reading->types = ks_writer_new (0);
  reading->n_unknown++;

  return ks_writer_write_utf (reading->types, "certificate type", type, error) &&
         ks_writer_write_block (reading->types, der, error);
}

static gboolean
read_certificate (Reading *reading, GError **error)
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
read_chain (Reading *reading, GError **error)
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
read_key (Reading *reading, GError **error)
{
  g_autoptr (GBytes) bytes = ks_reader_read_block (&reading->reader, "private key", error);

  if (bytes == NULL)
    return NULL;

  return ks_key_new_protected (KS_KEY_PRIVATE, KS_KEY_FORM_ENCRYPTED_PKCS8, bytes, NULL);
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
add_baggage (Reading *reading, KsEntry *entry)
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

static KsEntry *
read_entry (Reading *reading, char **alias, GError **error)
{
  KsReader *reader = &reading->reader;
  gsize offset = reader->offset;
  guint32 tag;
  guint64 created;
  g_autoptr (KsKey) key = NULL;

  if (!ks_reader_read_u32 (reader, "tag", &tag, error))
    return NULL;
  if (tag != KS_JKS_TAG_KEY && tag != KS_JKS_TAG_CERTIFICATE) {
    g_set_error (error, KS_ERROR, KS_ERROR_MALFORMED,
                 _ ("the tag at byte %zu is %u, and JKS has only 1 (key) and 2 (certificate)."), offset, tag);
    return NULL;
  }
  *alias = ks_reader_read_utf (reader, "alias", error);
  if (*alias == NULL || !ks_reader_read_u64 (reader, "creation date", &created, error))
    return NULL;

  g_ptr_array_set_size (reading->chain, 0);
  if (tag == KS_JKS_TAG_CERTIFICATE) {
    if (!read_certificate (reading, error))
      return NULL;
  } else {
    key = read_key (reading, error);
    if (key == NULL || !read_chain (reading, error))
      return NULL;
  }

  return add_baggage (reading, ks_entry_new (key != NULL ? KS_ENTRY_KEY : KS_ENTRY_CERTIFICATE, *alias,
                                             (gint64) created, key, reading->chain));
}

static void
prefix_error (Reading *reading, guint32 index, const char *alias, GError **error)
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
read_entries (Reading *reading,
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

/**
 * ks_jks_digest:
 * @password: the password, UTF-8
 * @data: what is digested
 * @size: size of @data in bytes
 * @digest: where the result goes
 *
 * The check value at the end of JKS and JCEKS files.
 *
 * Returns: %FALSE where OpenSSL has no SHA-1
 */
gboolean
ks_jks_digest (KsSecret *password, const guint8 *data, gsize size, guint8 digest[KS_JKS_DIGEST_SIZE])
{
  static const char whitener[] = "Mighty Aphrodite";
  g_autoptr (EVP_MD) sha1 = EVP_MD_fetch (ks_libctx (), "SHA1", NULL);
  g_autoptr (EVP_MD_CTX) context = EVP_MD_CTX_new ();
  g_autoptr (KsSecret) wide = ks_java_password (password);
  gsize wide_size;
  const guint8 *wide_data = ks_secret_get_data (wide, &wide_size);
  gboolean done = sha1 != NULL && context != NULL && EVP_DigestInit_ex2 (context, sha1, NULL) &&
                  EVP_DigestUpdate (context, wide_data, wide_size) &&
                  EVP_DigestUpdate (context, whitener, strlen (whitener)) &&
                  EVP_DigestUpdate (context, data, size) && EVP_DigestFinal_ex (context, digest, NULL);

  ks_clear_openssl_errors ();
  return done;
}

/* Whether the 20 bytes at @end are the digest of everything before them. */
static gboolean
is_digest_at (Reading *reading, gsize end, KsSecret *password)
{
  guint8 digest[KS_JKS_DIGEST_SIZE];

  return ks_jks_digest (password, reading->reader.data, end, digest) &&
         CRYPTO_memcmp (digest, reading->reader.data + end, KS_JKS_DIGEST_SIZE) == 0;
}

/* JKS's own protection costs nothing to try; any other could be made to take minutes. */
static gboolean
is_proof (KsKey *key)
{
  g_autofree char *oid = key != NULL ? ks_key_protection_dup_oid (ks_key_get_bytes (key)) : NULL;

  return g_strcmp0 (oid, KS_KEY_OID_JKS) == 0;
}

/* A password that opens a key cannot be wrong: then it is the file that was altered. */
static gboolean
opens_a_key (KsStore *store, KsSecret *password)
{
  g_autoptr (GPtrArray) entries = ks_store_snapshot (store);

  for (guint i = 0, proofs = 0; i < entries->len && proofs < MAX_PROOFS; i++) {
    KsKey *key = ks_entry_get_key (entries->pdata[i]);
    g_autoptr (KsSecret) plain = NULL;

    if (!is_proof (key))
      continue;
    plain = ks_key_unlock (key, password, NULL);
    if (plain != NULL)
      return TRUE;
    proofs++;
  }

  return FALSE;
}

static gboolean
fail_integrity (Reading *reading, KsStore *store, KsSecret *password, GError **error)
{
  gsize size = reading->reader.size, end = reading->reader.offset;

  if (size > end + KS_JKS_DIGEST_SIZE && is_digest_at (reading, size - KS_JKS_DIGEST_SIZE, password))
    g_set_error (error, KS_ERROR, KS_ERROR_MALFORMED,
                 _ ("The password is right, and the file is longer by %zu bytes than its %u entries. "
                    "It was made by a faulty program."),
                 size - end - KS_JKS_DIGEST_SIZE, reading->count);
  else if (opens_a_key (store, password))
    g_set_error_literal (error, KS_ERROR, KS_ERROR_DAMAGED,
                         _ ("The password is right, because it opens a key, but the file was altered "
                            "or is damaged: its check value does not match its content."));
  else
    g_set_error_literal (error, KS_ERROR, KS_ERROR_WRONG_PASSWORD,
                         _ ("The password is not right, or the file was altered: "
                            "its check value does not match."));
  return FALSE;
}

static gboolean
check_integrity (Reading *reading, KsStore *store, KsSecret *password, GError **error)
{
  KsReader *reader = &reading->reader;
  gsize left = ks_reader_get_left (reader);

  if (left < KS_JKS_DIGEST_SIZE) {
    g_set_error (error, KS_ERROR, KS_ERROR_TRUNCATED,
                 _ ("The file ends too early: its check value at byte %zu needs %d bytes, "
                    "and %zu are left."),
                 reader->offset, KS_JKS_DIGEST_SIZE, left);
    return FALSE;
  }
  if (password == NULL) {
    ks_store_set_integrity (store, KS_INTEGRITY_SKIPPED);
    return TRUE;
  }
  if (!is_digest_at (reading, reader->offset, password))
    return fail_integrity (reading, store, password, error);

  ks_store_set_integrity (store, KS_INTEGRITY_VERIFIED);
  return TRUE;
}

/* How many entries have a name that an entry before them has, letter for letter. */
static guint
count_duplicates (KsStore *store)
{
  g_autoptr (GPtrArray) entries = ks_store_snapshot (store);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint duplicates = 0;

  for (guint i = 0; i < entries->len; i++) {
    if (!g_hash_table_add (seen, (gpointer) ks_entry_get_alias (entries->pdata[i])))
      duplicates++;
  }

  return duplicates;
}

static void
add_duplicates_remark (KsStore *store)
{
  guint duplicates = count_duplicates (store);
  g_autofree char *remark = NULL;

  if (duplicates == 0)
    return;

  remark =
    g_strdup_printf (ngettext ("%u entry has the name of another one. Java shows only the last of them.",
                               "%u entries have the names of others. Java shows only the last of each name.",
                               duplicates),
                     duplicates);
  ks_store_add_remark (store, remark);
}

static void
add_remarks (Reading *reading, KsStore *store)
{
  gsize surplus = ks_reader_get_left (&reading->reader) - KS_JKS_DIGEST_SIZE;

  if (surplus > 0) {
    g_autofree char *remark = g_strdup_printf (
      ngettext ("%zu byte follows the end of the keystore. It is not part of it and will not be saved.",
                "%zu bytes follow the end of the keystore. They are not part of it and will not be saved.",
                surplus),
      surplus);

    ks_store_add_remark (store, remark);
  }
  if (reading->n_unknown > 0) {
    g_autofree char *remark =
      g_strdup_printf (ngettext ("%u certificate is of another type than X.509 and is kept as it is.",
                                 "%u certificates are of another type than X.509 and are kept as they are.",
                                 reading->n_unknown),
                       reading->n_unknown);

    ks_store_add_remark (store, remark);
  }
}

static KsStore *
read_store (GBytes *bytes, const KsReadOptions *options, GCancellable *cancellable, GError **error)
{
  g_autoptr (KsStore) store = ks_store_new (&ks_format_jks);
  g_autoptr (GPtrArray) chain = g_ptr_array_new_with_free_func (g_object_unref);
  Reading reading = { .chain = chain };
  gboolean done;

  ks_reader_init (&reading.reader, bytes);
  done = read_header (&reading, error) && read_entries (&reading, store, options, cancellable, error) &&
         check_integrity (&reading, store, options->password, error);
  g_clear_pointer (&reading.types, ks_writer_free);
  if (!done)
    return NULL;

  if (reading.version == 1) {
    g_autoptr (GBytes) version = g_bytes_new_static ("\x01", 1);

    ks_store_set_extra (store, KS_JKS_EXTRA_VERSION, version);
  }
  ks_store_set_loaded_password (store, options->password);
  add_remarks (&reading, store);
  add_duplicates_remark (store);

  return g_steal_pointer (&store);
}

const KsFormat ks_format_jks = {
  .id = "jks",
  .short_name = "JKS",
  .name = N_ ("Java keystore (JKS)"),
  .description = N_ ("The older format of Java: private keys with their chains, and trusted certificates."),
  .suffixes = "jks ks keystore truststore",
  .mime_type = "application/x-java-keystore",
  .flags = KS_FORMAT_CAN_WRITE | KS_FORMAT_HOLDS_KEYS | KS_FORMAT_HOLDS_TRUSTED | KS_FORMAT_HOLDS_DATES |
           KS_FORMAT_HOLDS_ALIASES | KS_FORMAT_IGNORES_ALIAS_CASE | KS_FORMAT_ENTRY_PASSWORDS |
           KS_FORMAT_STORE_PASSWORD | KS_FORMAT_OPENS_LOCKED,
  .key_scheme = KS_KEY_SCHEME_JKS,
  .probe = probe,
  .read = read_store,
  .write = ks_jks_write,
};
