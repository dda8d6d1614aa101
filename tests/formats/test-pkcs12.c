/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "ks-convert.h"
#include "ks-error.h"
#include "ks-format.h"
#include "ks-pkcs12-private.h"
#include "ks-test.h"

/* openssl and keytool made the files in fixtures/pkcs12: a leaf with its chain of three in most of them. */
#define PASSWORD "changeit"

static KsStore *
load (GBytes *bytes, const char *password, GError **error)
{
  g_autoptr (KsSecret) secret = password != NULL ? ks_secret_new_from_string (password) : NULL;
  KsReadOptions options = { .password = secret };

  return ks_store_load (bytes, &options, NULL, error);
}

static KsStore *
load_fixture (const char *name, const char *password)
{
  g_autofree char *path = g_strconcat ("pkcs12/", name, NULL);
  g_autoptr (GBytes) bytes = ks_test_fixture_read (path);
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

static void
assert_fixture_refused (const char *name, const char *password, KsError code)
{
  g_autofree char *path = g_strconcat ("pkcs12/", name, NULL);
  g_autoptr (GBytes) bytes = ks_test_fixture_read (path);

  assert_refused (bytes, password, code);
}

static GBytes *
save_as (KsStore *store, const char *scheme)
{
  g_autoptr (GError) error = NULL;
  KsWriteOptions options = { .now_ms = 1700000000000, .scheme = scheme };
  GBytes *bytes = ks_store_serialize (store, &options, NULL, &error);

  g_assert_no_error (error);
  return bytes;
}

/* Saves and loads again. */
static KsStore *
save_and_load (KsStore *store, const char *password)
{
  g_autoptr (GBytes) bytes = save_as (store, NULL);
  g_autoptr (GError) error = NULL;
  KsStore *again = load (bytes, password, &error);

  g_assert_no_error (error);
  return again;
}

static KsEntry *
find (KsStore *store, const char *alias)
{
  KsEntry *entry = ks_store_find (store, alias);

  g_assert_nonnull (entry);
  return entry;
}

static guint
count (KsStore *store)
{
  return g_list_model_get_n_items (G_LIST_MODEL (store));
}

static void
apply (KsStore *store, KsEdit *edit)
{
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (edit);
  ks_store_apply (store, edit, &error);
  g_assert_no_error (error);
  ks_edit_unref (edit);
}

static void
assert_chain (KsEntry *entry, guint length)
{
  g_assert_cmpuint (ks_entry_get_chain_length (entry), ==, length);
  g_assert_cmpstr (ks_certificate_get_title (ks_entry_get_leaf (entry)), ==, "leaf.example.org");
  for (guint i = 1; i < length; i++)
    g_assert_true (ks_name_equal (ks_certificate_get_issuer (ks_entry_get_certificate (entry, i - 1)),
                                  ks_certificate_get_subject (ks_entry_get_certificate (entry, i))));
}

static void
assert_key_fits (KsEntry *entry, const char *password)
{
  g_autoptr (KsSecret) secret = ks_secret_new_from_string (password);
  g_autoptr (GError) error = NULL;
  g_autoptr (KsSecret) plain = ks_key_unlock (ks_entry_get_key (entry), secret, &error);

  g_assert_no_error (error);
  g_assert_true (ks_key_matches_spki (plain, ks_certificate_get_spki (ks_entry_get_leaf (entry)), &error));
  g_assert_no_error (error);
}

static gboolean
contains (GBytes *bytes, const char *hex)
{
  g_autoptr (GBytes) wanted = ks_test_hex (hex);
  gsize size, wanted_size;
  const char *data = g_bytes_get_data (bytes, &size);
  const char *wanted_data = g_bytes_get_data (wanted, &wanted_size);

  return memmem (data, size, wanted_data, wanted_size) != NULL;
}

static void
test_keytool (void)
{
  g_autoptr (KsStore) store = load_fixture ("keytool.p12", PASSWORD);
  KsEntry *web = find (store, "web");

  g_assert_cmpuint (count (store), ==, 3);
  g_assert_cmpint (ks_store_get_integrity (store), ==, KS_INTEGRITY_VERIFIED);
  g_assert_cmpint (ks_entry_get_kind (web), ==, KS_ENTRY_KEY);
  g_assert_cmpint (ks_entry_get_created_ms (web), >, 1700000000000);
  assert_chain (web, 3);
  assert_key_fits (web, PASSWORD);
  g_assert_cmpint (ks_entry_get_kind (find (store, "root ca")), ==, KS_ENTRY_CERTIFICATE);
  g_assert_null (ks_entry_get_extra (find (store, "root ca"), KS_PKCS12_UNTRUSTED));
  g_assert_cmpint (ks_entry_get_kind (find (store, "aes")), ==, KS_ENTRY_SECRET);
}

static void
test_openssl (void)
{
  static const char *const names[] = { "chain.p12", "legacy.p12", "pbmac1.p12", "plain-key.p12" };
  static const char *const aliases[] = { "my leaf", "1", "leaf", "leaf" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (KsStore) store = load_fixture (names[i], PASSWORD);

    g_assert_cmpuint (count (store), ==, 1);
    g_assert_cmpint (ks_store_get_integrity (store), ==, KS_INTEGRITY_VERIFIED);
    assert_chain (find (store, aliases[i]), 3);
    assert_key_fits (find (store, aliases[i]), PASSWORD);
    assert_fixture_refused (names[i], "wrong", KS_ERROR_WRONG_PASSWORD);
    assert_fixture_refused (names[i], "", KS_ERROR_WRONG_PASSWORD);
  }
}

/* Old programs took each byte of the password for a character, or the empty one for nothing. */
static void
test_password_forms (void)
{
  g_autoptr (KsStore) latin1 = load_fixture ("latin1.p12", "\u00e9");
  g_autoptr (KsStore) empty = load_fixture ("empty-password.p12", "");
  g_autoptr (KsStore) again = save_and_load (latin1, "\u00e9");
  g_autoptr (GBytes) saved = save_as (latin1, NULL);

  assert_chain (find (latin1, "leaf"), 1);
  assert_key_fits (find (latin1, "leaf"), "\u00e9");
  assert_key_fits (find (again, "leaf"), "\u00e9");
  assert_chain (find (empty, "leaf"), 1);
  assert_key_fits (find (empty, "leaf"), "");

  /* It is saved in the form in which its keys still are. */
  {
    g_autoptr (GError) error = NULL;
    g_autoptr (KsStore) as_old = load (saved, "\u00c3\u00a9", &error);

    g_assert_no_error (error);
    assert_chain (find (as_old, "leaf"), 1);
  }
}

static void
test_without_password (void)
{
  g_autoptr (KsStore) store = load_fixture ("chain.p12", NULL);
  g_autoptr (KsStore) open = load_fixture ("open.p12", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (ks_store_get_integrity (store), ==, KS_INTEGRITY_SKIPPED);
  g_assert_true (ks_store_is_read_only (store));
  g_assert_cmpuint (ks_entry_get_chain_length (find (store, "my leaf")), ==, 0);
  g_assert_cmpuint (g_strv_length ((char **) ks_store_get_remarks (store)), ==, 1);
  g_assert_null (ks_store_serialize (store, NULL, NULL, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_READ_ONLY);

  assert_fixture_refused ("certificates.p12", NULL, KS_ERROR_PASSWORD_NEEDED);

  g_assert_cmpint (ks_store_get_integrity (open), ==, KS_INTEGRITY_ABSENT);
  g_assert_false (ks_store_is_read_only (open));
  assert_chain (find (open, "leaf"), 3);
}

static GBytes *
flip (GBytes *bytes, gsize offset)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  guint8 *copy = g_memdup2 (data, size);

  copy[offset] ^= 0x01;
  return g_bytes_new_take (copy, size);
}

/* The password is right, which a bag proves, and the check value is not. */
static void
test_damaged (void)
{
  static const char *const names[] = { "pkcs12/chain.p12", "pkcs12/legacy.p12", "pkcs12/certificates.p12" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (GBytes) bytes = ks_test_fixture_read (names[i]);
    g_autoptr (GBytes) flipped = flip (bytes, g_bytes_get_size (bytes) - 20);

    assert_refused (flipped, PASSWORD, KS_ERROR_DAMAGED);
    assert_refused (flipped, "wrong", KS_ERROR_WRONG_PASSWORD);
  }
}

static void
test_truncated (void)
{
  g_autoptr (GBytes) bytes = ks_test_fixture_read ("pkcs12/chain.p12");

  for (gsize size = 0; size < g_bytes_get_size (bytes); size += 7) {
    g_autoptr (GBytes) part = g_bytes_new_from_bytes (bytes, 0, size);
    g_autoptr (GError) error = NULL;

    g_assert_null (load (part, PASSWORD, &error));
    g_assert_true (error->domain == KS_ERROR);
    g_assert_cmpint (error->code, !=, KS_ERROR_WRONG_PASSWORD);
  }
}

static void
test_trailing (void)
{
  g_autoptr (GBytes) bytes = ks_test_fixture_read ("pkcs12/chain.p12");
  g_autoptr (GByteArray) longer = g_byte_array_new ();
  g_autoptr (GBytes) file = NULL;
  g_autoptr (KsStore) store = NULL;
  g_autoptr (GError) error = NULL;

  g_byte_array_append (longer, g_bytes_get_data (bytes, NULL), (guint) g_bytes_get_size (bytes));
  g_byte_array_append (longer, (const guint8 *) "\0\0\0", 3);
  file = g_byte_array_free_to_bytes (g_steal_pointer (&longer));
  store = load (file, PASSWORD, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length ((char **) ks_store_get_remarks (store)), ==, 1);
}

/* Saved again, a file has what it had, protected as it was. */
static void
test_keeps_protection (void)
{
  static const struct {
    const char *name;
    const char *has; /* object identifiers */
    const char *has_not;
  } rows[] = {
    { "chain.p12", "0609608648016503040201", "060b2a864886f70d010c0106" },
    { "legacy.p12", "060a2a864886f70d010c0106", "06092a864886f70d01050d" },
    { "pbmac1.p12", "06092a864886f70d01050e", "060a2a864886f70d010c0106" },
    { "plain-key.p12", "060b2a864886f70d010c0a0101", "060b2a864886f70d010c0a0102" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (KsStore) store = load_fixture (rows[i].name, PASSWORD);
    g_autoptr (GBytes) bytes = save_as (store, NULL);

    g_assert_true (contains (bytes, rows[i].has));
    g_assert_false (contains (bytes, rows[i].has_not));
    assert_refused (bytes, "wrong", KS_ERROR_WRONG_PASSWORD);
  }
}

static void
test_schemes (void)
{
  g_autoptr (KsStore) store = load_fixture ("chain.p12", PASSWORD);
  g_autoptr (GBytes) legacy = save_as (store, "legacy");
  g_autoptr (GError) error = NULL;
  g_autoptr (KsStore) old = load (legacy, PASSWORD, &error);
  g_autoptr (GBytes) modern = NULL;
  KsWriteOptions options = { .scheme = "rot13" };
  KsWriteOptions slow = { .iterations = 100000000 };
  guint iterations;

  g_assert_no_error (error);
  g_assert_false (contains (legacy, "06092a864886f70d01050d"));
  g_assert_cmpint (ks_pkcs12_get_key_scheme (old, &iterations), ==, KS_KEY_SCHEME_PBE_SHA1_3DES);
  assert_key_fits (find (old, "my leaf"), PASSWORD);

  modern = save_as (old, "modern");
  g_assert_false (contains (modern, "060a2a864886f70d010c01"));
  g_assert_true (contains (modern, "06092a864886f70d01050d"));

  g_assert_null (ks_store_serialize (store, &options, NULL, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED);
  g_clear_error (&error);
  g_assert_null (ks_store_serialize (store, &slow, NULL, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_TOO_LARGE);
}

/* Java lower-cases names when it reads; the file keeps the one that it had, until somebody gives another one. */
static void
test_rename (void)
{
  g_autoptr (KsStore) store = load_fixture ("keytool.p12", PASSWORD);
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;
  g_autoptr (KsEntry) renamed = ks_entry_with_alias (find (store, "root ca"), "anchor");
  g_autoptr (KsEntry) key = ks_entry_with_alias (find (store, "web"), "n\u00e1zev \U0001f600");
  g_autoptr (KsStore) open = load_fixture ("open.p12", NULL);
  g_autoptr (KsEntry) plain = ks_entry_with_alias (find (open, "leaf"), "Other");
  g_autoptr (KsStore) again = NULL;

  apply (store, ks_edit_new_replace (NULL, find (store, "root ca"), renamed));
  apply (store, ks_edit_new_replace (NULL, find (store, "web"), key));
  again = save_and_load (store, PASSWORD);
  g_assert_cmpint (ks_entry_get_kind (find (again, "anchor")), ==, KS_ENTRY_CERTIFICATE);
  assert_chain (find (again, "n\u00e1zev \U0001f600"), 3);
  g_assert_null (ks_store_find (again, "web"));

  before = save_as (open, NULL);
  g_assert_true (contains (before, "1e08006c006500610066"));
  apply (open, ks_edit_new_replace (NULL, find (open, "leaf"), plain));
  after = save_as (open, NULL);
  g_assert_false (contains (after, "1e08006c006500610066"));
  g_assert_true (contains (after, "1e0a004f0074006800650072"));
}

/* A number that Java has made up must stay with its certificate when another one goes. */
static void
test_numbers (void)
{
  g_autoptr (KsStore) store = load_fixture ("trusted.p12", PASSWORD);
  g_autofree char *second = g_strdup (ks_certificate_get_sha256 (ks_entry_get_leaf (find (store, "2"))));
  g_autoptr (KsStore) again = NULL;

  g_assert_cmpuint (count (store), ==, 2);
  apply (store, ks_edit_new_remove (NULL, find (store, "1")));
  again = save_and_load (store, PASSWORD);
  g_assert_cmpuint (count (again), ==, 1);
  g_assert_cmpstr (ks_certificate_get_sha256 (ks_entry_get_leaf (find (again, "2"))), ==, second);
}

/* Certificates that Java does not show are shown, and stay what they are until somebody changes that. */
static void
test_untrusted (void)
{
  g_autoptr (KsStore) store = load_fixture ("certificates.p12", PASSWORD);
  g_autoptr (KsStore) again = save_and_load (store, PASSWORD);
  g_autoptr (KsEntry) trusted = NULL;
  g_autoptr (KsStore) third = NULL;

  g_assert_cmpuint (count (store), ==, 2);
  g_assert_nonnull (ks_entry_get_extra (find (again, "1"), KS_PKCS12_UNTRUSTED));

  trusted = ks_entry_with_extra (find (again, "1"), KS_PKCS12_UNTRUSTED, NULL);
  apply (again, ks_edit_new_replace (NULL, find (again, "1"), trusted));
  third = save_and_load (again, PASSWORD);
  g_assert_cmpuint (count (third), ==, 2);
  g_assert_null (ks_entry_get_extra (find (third, "1"), KS_PKCS12_UNTRUSTED));
  g_assert_nonnull (ks_entry_get_extra (find (third, "2"), KS_PKCS12_UNTRUSTED));
}

static void
test_plain_key (void)
{
  g_autoptr (KsStore) store = load_fixture ("plain-key.p12", PASSWORD);
  g_autoptr (KsSecret) password = ks_secret_new_from_string (PASSWORD);
  g_autoptr (KsSecret) other = ks_secret_new_from_string ("another");
  g_autoptr (KsKeyring) keyring = ks_keyring_new (password);
  g_autoptr (KsStore) again = save_and_load (store, PASSWORD);
  g_autoptr (KsStore) changed = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (ks_key_is_protected (ks_entry_get_key (find (again, "leaf"))));

  apply (store, ks_convert_new_password_edit (store, keyring, other, &error));
  changed = save_and_load (store, "another");
  g_assert_true (ks_key_is_protected (ks_entry_get_key (find (changed, "leaf"))));
  assert_key_fits (find (changed, "leaf"), "another");
}

/* A file that nothing protected gets the usual protection with its first password. */
static void
test_first_password (void)
{
  g_autoptr (KsStore) store = load_fixture ("open.p12", NULL);
  g_autoptr (KsSecret) password = ks_secret_new_from_string (PASSWORD);
  g_autoptr (KsKeyring) keyring = ks_keyring_new (NULL);
  g_autoptr (KsStore) again = save_and_load (store, NULL);
  g_autoptr (KsStore) changed = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (ks_store_get_integrity (again), ==, KS_INTEGRITY_ABSENT);
  apply (store, ks_convert_new_password_edit (store, keyring, password, &error));
  changed = save_and_load (store, PASSWORD);
  g_assert_cmpint (ks_store_get_integrity (changed), ==, KS_INTEGRITY_VERIFIED);
  assert_key_fits (find (changed, "leaf"), PASSWORD);
  assert_chain (find (changed, "leaf"), 3);
}

/* Two entries with the same certificate, as copy and paste makes them, and an issuer that goes with the last chain that needs it. */
static void
test_shared_certificates (void)
{
  g_autoptr (KsStore) store = load_fixture ("chain.p12", PASSWORD);
  g_autoptr (KsEntry) copy = ks_entry_with_alias (find (store, "my leaf"), "copy");
  g_autoptr (KsStore) two = NULL;
  g_autoptr (KsStore) one = NULL;

  apply (store, ks_edit_new_insert (NULL, copy));
  two = save_and_load (store, PASSWORD);
  g_assert_cmpuint (count (two), ==, 2);
  assert_chain (find (two, "my leaf"), 3);
  assert_chain (find (two, "copy"), 3);
  assert_key_fits (find (two, "copy"), PASSWORD);

  apply (two, ks_edit_new_remove (NULL, find (two, "my leaf")));
  one = save_and_load (two, PASSWORD);
  g_assert_cmpuint (count (one), ==, 1);
  assert_chain (find (one, "copy"), 3);

  apply (one, ks_edit_new_remove (NULL, find (one, "copy")));
  g_clear_object (&two);
  two = save_and_load (one, PASSWORD);
  g_assert_cmpuint (count (two), ==, 0);
}

/* Bags that nobody understands are in the file again. */
static void
test_keeps_the_rest (void)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) saved = NULL;
  g_autoptr (KsStore) store = NULL;
  g_autoptr (KsStore) again = NULL;
  g_autoptr (GError) error = NULL;

  if (ks_test_skip_without_corpus ())
    return;

  /* It has two certificate revocation lists. */
  bytes = ks_test_corpus_read ("real/gnupg__extrasamples_dod-test9.p12");
  store = load (bytes, "password", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ks_pkcs12_count_others (store), ==, 2);
  again = save_and_load (store, "password");
  g_assert_cmpuint (ks_pkcs12_count_others (again), ==, 2);
  g_assert_true (g_bytes_equal (ks_store_get_extra (store, KS_PKCS12_OTHER_ENCRYPTED),
                                ks_store_get_extra (again, KS_PKCS12_OTHER_ENCRYPTED)));
}

/* An edit, the file, and the file again, a hundred times: under a leak sanitizer nothing may be left. */
static void
test_cycles (void)
{
  static const char *const schemes[] = { NULL, KS_PKCS12_SCHEME_MODERN, KS_PKCS12_SCHEME_PBMAC1,
                                         KS_PKCS12_SCHEME_LEGACY };
  g_autoptr (GBytes) file = ks_test_fixture_read ("pkcs12/keytool.p12");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 100; i++) {
    g_autoptr (KsStore) store = load (file, "changeit", &error);
    g_autofree char *alias = g_strdup_printf ("web%u", i);
    g_autoptr (KsEntry) renamed = NULL;
    KsEntry *entry = g_list_model_get_item (G_LIST_MODEL (store), 0);

    g_assert_no_error (error);
    renamed = ks_entry_with_alias (entry, alias);
    apply (store, ks_edit_new_replace (NULL, entry, renamed));
    g_object_unref (entry);
    g_clear_pointer (&file, g_bytes_unref);
    file = save_as (store, schemes[i % G_N_ELEMENTS (schemes)]);
    ks_store_mark_saved (store);
    g_assert_false (ks_store_is_modified (store));
  }
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/pkcs12/keytool", test_keytool);
  g_test_add_func ("/pkcs12/openssl", test_openssl);
  g_test_add_func ("/pkcs12/password-forms", test_password_forms);
  g_test_add_func ("/pkcs12/without-password", test_without_password);
  g_test_add_func ("/pkcs12/damaged", test_damaged);
  g_test_add_func ("/pkcs12/truncated", test_truncated);
  g_test_add_func ("/pkcs12/trailing", test_trailing);
  g_test_add_func ("/pkcs12/keeps-protection", test_keeps_protection);
  g_test_add_func ("/pkcs12/schemes", test_schemes);
  g_test_add_func ("/pkcs12/rename", test_rename);
  g_test_add_func ("/pkcs12/numbers", test_numbers);
  g_test_add_func ("/pkcs12/untrusted", test_untrusted);
  g_test_add_func ("/pkcs12/plain-key", test_plain_key);
  g_test_add_func ("/pkcs12/first-password", test_first_password);
  g_test_add_func ("/pkcs12/shared-certificates", test_shared_certificates);
  g_test_add_func ("/pkcs12/keeps-the-rest", test_keeps_the_rest);
  g_test_add_func ("/pkcs12/cycles", test_cycles);

  return g_test_run ();
}
