/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "ks-error.h"
#include "ks-format.h"
#include "ks-jks-private.h"
#include "ks-test.h"
#include "ks-writer.h"

/* keytool made jks/small.jks: the key pair “web” with a password of its own, and the certificate “trusted”. */
#define SMALL "jks/small.jks"
#define STORE_PASSWORD "changeit"
#define KEY_PASSWORD "keysecret"

static KsStore *
load (GBytes *bytes, const char *password, GError **error)
{
  g_autoptr (KsSecret) secret = password != NULL ? ks_secret_new_from_string (password) : NULL;
  KsReadOptions options = { .password = secret };

  return ks_store_load (bytes, &options, NULL, error);
}

static KsStore *
load_well (GBytes *bytes, const char *password)
{
  g_autoptr (GError) error = NULL;
  KsStore *store = load (bytes, password, &error);

  g_assert_no_error (error);
  g_assert_nonnull (store);
  return store;
}

static void
assert_refused (GBytes *bytes, const char *password, KsError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (load (bytes, password, &error));
  g_assert_error (error, KS_ERROR, (int) code);
  g_assert_cmpstr (error->message, !=, "");
}

static GBytes *
save (KsStore *store)
{
  g_autoptr (GError) error = NULL;
  KsWriteOptions options = { .now_ms = 1000 };
  GBytes *bytes = ks_store_serialize (store, &options, NULL, &error);

  g_assert_no_error (error);
  return bytes;
}

/* Ends a file that a test has written: the digest of everything before. */
static GBytes *
finish (KsWriter *writer, const char *password)
{
  g_autoptr (KsSecret) secret = ks_secret_new_from_string (password);
  guint8 digest[KS_JKS_DIGEST_SIZE];

  g_assert_true (ks_jks_digest (secret, ks_writer_peek (writer), ks_writer_get_size (writer), digest));
  ks_writer_write (writer, digest, sizeof digest);

  return ks_writer_steal_bytes (writer);
}

static KsWriter *
start (guint32 version, guint32 count)
{
  KsWriter *writer = ks_writer_new (0);

  ks_writer_write_u32 (writer, KS_JKS_MAGIC);
  ks_writer_write_u32 (writer, version);
  ks_writer_write_u32 (writer, count);

  return writer;
}

/* A certificate entry; @type is left out in version 1. */
static void
put_certificate (KsWriter *writer, const char *alias, guint64 date, const char *type, const char *content)
{
  ks_writer_write_u32 (writer, KS_JKS_TAG_CERTIFICATE);
  g_assert_true (ks_writer_write_utf (writer, "alias", alias, NULL));
  ks_writer_write_u64 (writer, date);
  if (type != NULL)
    g_assert_true (ks_writer_write_utf (writer, "type", type, NULL));
  ks_writer_write_u32 (writer, (guint32) strlen (content));
  ks_writer_write (writer, content, strlen (content));
}

static void
test_read (void)
{
  g_autoptr (GBytes) bytes = ks_test_fixture_read (SMALL);
  g_autoptr (KsStore) store = load_well (bytes, STORE_PASSWORD);
  KsEntry *web = ks_store_find (store, "web");
  KsEntry *trusted = ks_store_find (store, "trusted");
  g_autoptr (KsSecret) password = ks_secret_new_from_string (KEY_PASSWORD);
  g_autoptr (KsSecret) plain = NULL;

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 2);
  g_assert_true (ks_store_get_format (store) == &ks_format_jks);
  g_assert_cmpint (ks_store_get_integrity (store), ==, KS_INTEGRITY_VERIFIED);
  g_assert_false (ks_store_is_read_only (store));
  g_assert_cmpstr (ks_secret_get_text (ks_store_get_password (store)), ==, STORE_PASSWORD);
  g_assert_null (ks_store_get_remarks (store)[0]);

  g_assert_cmpint (ks_entry_get_kind (web), ==, KS_ENTRY_KEY);
  g_assert_cmpint (ks_entry_get_kind (trusted), ==, KS_ENTRY_CERTIFICATE);
  g_assert_cmpuint (ks_entry_get_chain_length (web), ==, 1);
  g_assert_cmpuint (ks_entry_get_chain_length (trusted), ==, 1);
  g_assert_null (ks_entry_get_key (trusted));
  g_assert_true (ks_certificate_equal (ks_entry_get_leaf (web), ks_entry_get_leaf (trusted)));
  g_assert_cmpint (ks_entry_get_created_ms (web), >, G_GINT64_CONSTANT (1500000000000));
  g_assert_cmpint (ks_key_get_form (ks_entry_get_key (web)), ==, KS_KEY_FORM_ENCRYPTED_PKCS8);

  plain = ks_key_unlock (ks_entry_get_key (web), password, NULL);
  g_assert_nonnull (plain);
  g_assert_true (ks_key_matches_spki (plain, ks_certificate_get_spki (ks_entry_get_leaf (web)), NULL));
}

static void
test_without_password (void)
{
  g_autoptr (GBytes) bytes = ks_test_fixture_read (SMALL);
  g_autoptr (KsStore) store = load_well (bytes, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (ks_store_get_integrity (store), ==, KS_INTEGRITY_SKIPPED);
  g_assert_true (ks_store_is_read_only (store));
  g_assert_null (ks_store_get_password (store));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 2);
  g_assert_null (ks_store_serialize (store, NULL, NULL, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_PASSWORD_NEEDED);
}

static GBytes *
change_byte (GBytes *bytes, gsize offset)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  guint8 *copy = g_memdup2 (data, size);

  copy[offset] ^= 1;

  return g_bytes_new_take (copy, size);
}

/* The key password opens the key: so the file is altered when its digest does not match that password's. */
static void
test_wrong_or_damaged (void)
{
  g_autoptr (GBytes) bytes = ks_test_fixture_read (SMALL);
  g_autoptr (GBytes) altered = change_byte (bytes, g_bytes_get_size (bytes) - 25);

  assert_refused (bytes, "wrong", KS_ERROR_WRONG_PASSWORD);
  assert_refused (bytes, "", KS_ERROR_WRONG_PASSWORD);
  assert_refused (bytes, "Changeit", KS_ERROR_WRONG_PASSWORD);
  assert_refused (altered, STORE_PASSWORD, KS_ERROR_WRONG_PASSWORD);
  assert_refused (altered, KEY_PASSWORD, KS_ERROR_DAMAGED);
}

/* Cut off anywhere, a file is refused, with the password and without. */
static void
test_truncated (void)
{
  g_autoptr (GBytes) bytes = ks_test_fixture_read (SMALL);
  gsize size = g_bytes_get_size (bytes);

  for (gsize length = 4; length < size; length++) {
    g_autoptr (GBytes) part = g_bytes_new_from_bytes (bytes, 0, length);
    const char *const passwords[] = { STORE_PASSWORD, NULL };

    for (gsize i = 0; i < G_N_ELEMENTS (passwords); i++) {
      g_autoptr (GError) error = NULL;

      g_assert_null (load (part, passwords[i], &error));
      g_assert_true (error->domain == KS_ERROR);
      g_assert_true (error->code == KS_ERROR_TRUNCATED || error->code == KS_ERROR_MALFORMED);
    }
  }
}

/* One bit changed anywhere is never a verified keystore. */
static void
test_flipped (void)
{
  g_autoptr (GBytes) bytes = ks_test_fixture_read (SMALL);

  for (gsize offset = 0; offset < g_bytes_get_size (bytes); offset++) {
    g_autoptr (GBytes) altered = change_byte (bytes, offset);
    g_autoptr (GError) error = NULL;

    g_assert_null (load (altered, STORE_PASSWORD, &error));
    g_assert_nonnull (error);
  }
}

static void
test_empty (void)
{
  g_autoptr (KsWriter) writer = start (2, 0);
  g_autoptr (GBytes) bytes = finish (writer, "");
  g_autoptr (KsStore) store = load_well (bytes, "");
  g_autoptr (GBytes) written = save (store);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 0);
  ks_test_assert_bytes (written, bytes);
}

static void
test_version_1 (void)
{
  g_autoptr (KsWriter) writer = start (1, 1);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (KsStore) store = NULL;
  g_autoptr (GBytes) written = NULL;

  put_certificate (writer, "old", 5, NULL, "content");
  bytes = finish (writer, "x");
  store = load_well (bytes, "x");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 1);
  written = save (store);
  ks_test_assert_bytes (written, bytes);
}

/* Aliases that nobody expects, dates that cannot be, names that differ in case only: kept as they are. */
static void
test_odd_entries (void)
{
  static const struct {
    const char *alias;
    guint64 date;
  } entries[] = {
    { "", 1 },
    { "same", 0 },
    { "same", 2 },
    { "SAME", 3 },
    { "new\nline\ttab", G_MAXINT64 },
    { "\303\244\346\227\245\360\237\230\200", (guint64) -1 },
    { "nul\300\200nul", 4 },
    { "lone\355\240\200", 5 },
    { "../../etc/passwd", 6 },
  };
  g_autoptr (KsWriter) writer = start (2, G_N_ELEMENTS (entries));
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (KsStore) store = NULL;
  g_autoptr (GBytes) written = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    put_certificate (writer, entries[i].alias, entries[i].date, "X.509", "content");
  bytes = finish (writer, "x");
  store = load_well (bytes, "x");

  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++) {
    g_autoptr (KsEntry) entry = g_list_model_get_item (G_LIST_MODEL (store), (guint) i);

    g_assert_cmpstr (ks_entry_get_alias (entry), ==, entries[i].alias);
    g_assert_cmpint (ks_entry_get_created_ms (entry), ==, (gint64) entries[i].date);
  }
  g_assert_nonnull (strstr (ks_store_get_remarks (store)[0], "1 entry has the name of another"));
  g_assert_nonnull (strstr (ks_store_get_remarks (store)[1], "1 entry cannot be reached by name"));
  g_assert_nonnull (strstr (ks_store_get_remarks (store)[1], "“SAME”"));
  g_assert_null (ks_store_get_remarks (store)[2]);
  written = save (store);
  ks_test_assert_bytes (written, bytes);
}

static void
test_other_certificate_type (void)
{
  g_autoptr (KsWriter) writer = start (2, 2);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (KsStore) store = NULL;
  g_autoptr (GBytes) written = NULL;

  put_certificate (writer, "odd", 1, "X.999", "something else");
  put_certificate (writer, "even", 1, "X.509", "content");
  bytes = finish (writer, "x");
  store = load_well (bytes, "x");
  g_assert_nonnull (ks_store_get_remarks (store)[0]);
  g_assert_null (ks_store_get_remarks (store)[1]);
  written = save (store);
  ks_test_assert_bytes (written, bytes);
}

/* What stands behind the digest is not the keystore's; it is told, and not written. */
static void
test_trailing (void)
{
  g_autoptr (GBytes) bytes = ks_test_fixture_read (SMALL);
  g_autoptr (KsWriter) writer = ks_writer_new (0);
  g_autoptr (GBytes) longer = NULL;
  g_autoptr (KsStore) store = NULL;
  g_autoptr (KsStore) unverified = NULL;
  g_autoptr (GBytes) written = NULL;

  ks_writer_write_bytes (writer, bytes);
  ks_writer_write (writer, "tail", 4);
  longer = ks_writer_steal_bytes (writer);

  store = load_well (longer, STORE_PASSWORD);
  g_assert_cmpint (ks_store_get_integrity (store), ==, KS_INTEGRITY_VERIFIED);
  g_assert_nonnull (strstr (ks_store_get_remarks (store)[0], "4 bytes"));
  written = save (store);
  ks_test_assert_bytes (written, bytes);

  unverified = load_well (longer, NULL);
  g_assert_nonnull (ks_store_get_remarks (unverified)[0]);
  assert_refused (longer, "wrong", KS_ERROR_WRONG_PASSWORD);
}

/* A count that is too small hides entries, though the digest is right: that is no listing. */
static void
test_hidden_entries (void)
{
  g_autoptr (KsWriter) writer = start (2, 1);
  g_autoptr (GBytes) bytes = NULL;

  put_certificate (writer, "seen", 1, "X.509", "content");
  put_certificate (writer, "hidden", 1, "X.509", "content");
  bytes = finish (writer, "x");
  assert_refused (bytes, "x", KS_ERROR_MALFORMED);
}

static void
test_bad_headers (void)
{
  static const struct {
    guint32 version;
    guint32 count;
    KsError code;
  } headers[] = {
    { 0, 0, KS_ERROR_MALFORMED },          { 3, 0, KS_ERROR_MALFORMED },
    { 0x7fffffff, 0, KS_ERROR_MALFORMED }, { 2, 0x7fffffff, KS_ERROR_MALFORMED },
    { 2, 0xffffffff, KS_ERROR_MALFORMED }, { 2, 3, KS_ERROR_MALFORMED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (headers); i++) {
    g_autoptr (KsWriter) writer = start (headers[i].version, headers[i].count);
    g_autoptr (GBytes) bytes = finish (writer, "x");

    assert_refused (bytes, "x", headers[i].code);
    assert_refused (bytes, NULL, headers[i].code);
  }
}

/* Each row is the hexadecimal content of the only entry; the digest is right every time. */
static void
test_bad_entries (void)
{
  static const struct {
    const char *hex;
    KsError code;
    const char *word; /* must be in the message */
  } entries[] = {
    { "00000000 0001 61 0000000000000001 0005 582e353039 00000000", KS_ERROR_MALFORMED, "tag" },
    { "00000003 0001 61 0000000000000001 0005 582e353039 00000000", KS_ERROR_MALFORMED, "tag" },
    { "00000002 ffff 61 0000000000000001 0005 582e353039 00000000", KS_ERROR_TRUNCATED, "alias" },
    { "00000002 0002 ff61 0000000000000001 0005 582e353039 00000000", KS_ERROR_MALFORMED, "alias" },
    { "00000002 0001 61 0000000000000001 0005 582e353039 7fffffff", KS_ERROR_TRUNCATED, "certificate" },
    { "00000002 0001 61 0000000000000001 0005 582e353039 ffffffff", KS_ERROR_TRUNCATED, "certificate" },
    { "00000001 0001 61 0000000000000001 7fffffff 00000000", KS_ERROR_TRUNCATED, "private key" },
    { "00000001 0001 61 0000000000000001 00000000 7fffffff", KS_ERROR_MALFORMED, "chain length" },
    { "00000001 0001 61 0000000000000001 00000000 ffffffff", KS_ERROR_MALFORMED, "chain length" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++) {
    g_autoptr (KsWriter) writer = start (2, 1);
    g_autoptr (GBytes) entry = ks_test_hex (entries[i].hex);
    g_autoptr (GBytes) bytes = NULL;
    g_autoptr (GError) error = NULL;

    ks_writer_write_bytes (writer, entry);
    bytes = finish (writer, "x");
    g_assert_null (load (bytes, "x", &error));
    g_assert_error (error, KS_ERROR, (int) entries[i].code);
    g_assert_nonnull (strstr (error->message, entries[i].word));
    g_assert_nonnull (strstr (error->message, "Entry 1 of 1"));
  }
}

/* Nobody has so many certificates: a file that does is made to fill the memory. */
static void
test_too_many (void)
{
  g_autoptr (KsWriter) entries = start (1, 250001);
  g_autoptr (KsWriter) chain = start (1, 1);
  g_autoptr (GBytes) many_entries = NULL;
  g_autoptr (GBytes) many_certificates = NULL;

  for (guint i = 0; i < 250001; i++)
    put_certificate (entries, "", 1, NULL, "");
  many_entries = finish (entries, "x");
  assert_refused (many_entries, "x", KS_ERROR_TOO_LARGE);

  ks_writer_write_u32 (chain, KS_JKS_TAG_KEY);
  g_assert_true (ks_writer_write_utf (chain, "alias", "a", NULL));
  ks_writer_write_u64 (chain, 1);
  ks_writer_write_u32 (chain, 0);
  ks_writer_write_u32 (chain, 250001);
  for (guint i = 0; i < 250001; i++)
    ks_writer_write_u32 (chain, 0);
  many_certificates = finish (chain, "x");
  assert_refused (many_certificates, "x", KS_ERROR_TOO_LARGE);
}

/* A key that is no EncryptedPrivateKeyInfo, without certificates: listed, kept, and refused when it is opened. */
static void
test_damaged_key (void)
{
  g_autoptr (KsWriter) writer = start (2, 1);
  g_autoptr (GBytes) entry = ks_test_hex ("00000001 0001 61 0000000000000001 00000003 616263 00000000");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (KsStore) store = NULL;
  g_autoptr (GBytes) written = NULL;
  g_autoptr (KsSecret) password = ks_secret_new_from_string ("x");
  g_autoptr (GError) error = NULL;

  ks_writer_write_bytes (writer, entry);
  bytes = finish (writer, "x");
  store = load_well (bytes, "x");
  g_assert_null (ks_key_unlock (ks_entry_get_key (ks_store_find (store, "a")), password, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_MALFORMED);
  written = save (store);
  ks_test_assert_bytes (written, bytes);
}

static void
test_cancelled (void)
{
  g_autoptr (GBytes) bytes = ks_test_fixture_read (SMALL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (KsStore) store = load_well (bytes, STORE_PASSWORD);
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (ks_store_load (bytes, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (ks_store_serialize (store, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
count_progress (double fraction, gpointer data)
{
  double *last = data;

  g_assert_cmpfloat (fraction, >=, *last);
  g_assert_cmpfloat (fraction, <=, 1);
  *last = fraction;
}

static void
test_progress (void)
{
  g_autoptr (KsWriter) writer = start (2, 1000);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (KsStore) store = NULL;
  g_autoptr (GError) error = NULL;
  double last = 0;
  KsReadOptions options = { .progress = count_progress, .progress_data = &last };

  for (guint i = 0; i < 1000; i++)
    put_certificate (writer, "a", 1, "X.509", "content");
  bytes = finish (writer, "x");
  store = ks_store_load (bytes, &options, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (last, >, 0.5);
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/jks/read", test_read);
  g_test_add_func ("/jks/without-password", test_without_password);
  g_test_add_func ("/jks/wrong-or-damaged", test_wrong_or_damaged);
  g_test_add_func ("/jks/truncated", test_truncated);
  g_test_add_func ("/jks/flipped", test_flipped);
  g_test_add_func ("/jks/empty", test_empty);
  g_test_add_func ("/jks/version-1", test_version_1);
  g_test_add_func ("/jks/odd-entries", test_odd_entries);
  g_test_add_func ("/jks/other-certificate-type", test_other_certificate_type);
  g_test_add_func ("/jks/trailing", test_trailing);
  g_test_add_func ("/jks/hidden-entries", test_hidden_entries);
  g_test_add_func ("/jks/bad-headers", test_bad_headers);
  g_test_add_func ("/jks/bad-entries", test_bad_entries);
  g_test_add_func ("/jks/too-many", test_too_many);
  g_test_add_func ("/jks/damaged-key", test_damaged_key);
  g_test_add_func ("/jks/cancelled", test_cancelled);
  g_test_add_func ("/jks/progress", test_progress);

  return g_test_run ();
}
