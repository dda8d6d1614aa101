/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "ks-convert.h"
#include "ks-error.h"
#include "ks-format.h"
#include "ks-pem-bundle.h"
#include "ks-test.h"

/* openssl made the blocks in fixtures/pem. */

static KsStore *
load_bytes (GBytes *bytes, const char *password)
{
  g_autoptr (KsSecret) secret = password != NULL ? ks_secret_new_from_string (password) : NULL;
  KsReadOptions options = { .password = secret, .file_name = "server.pem" };
  g_autoptr (GError) error = NULL;
  KsStore *store = ks_store_load (bytes, &options, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (store);
  return store;
}

static KsStore *
load_text (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return load_bytes (bytes, NULL);
}

static KsStore *
load_fixture (const char *name, const char *password)
{
  g_autofree char *path = g_strconcat ("pem/", name, NULL);
  g_autoptr (GBytes) bytes = ks_test_fixture_read (path);

  return load_bytes (bytes, password);
}

static void
assert_text_refused (const char *text, KsError code)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;

  g_assert_null (ks_store_load (bytes, NULL, NULL, &error));
  g_assert_error (error, KS_ERROR, (int) code);
}

static char *
save (KsStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = ks_store_serialize (store, NULL, NULL, &error);

  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static guint
count (KsStore *store)
{
  return g_list_model_get_n_items (G_LIST_MODEL (store));
}

static KsEntry *
find (KsStore *store, const char *alias)
{
  KsEntry *entry = ks_store_find (store, alias);

  g_assert_nonnull (entry);
  return entry;
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
rename_entry (KsStore *store, const char *from, const char *to)
{
  g_autoptr (KsEntry) renamed = ks_entry_with_alias (find (store, from), to);

  apply (store, ks_edit_new_replace (NULL, find (store, from), renamed));
}

static void
test_mixed (void)
{
  g_autoptr (KsStore) store = load_fixture ("mixed.pem", NULL);
  KsEntry *key = find (store, "leaf.example.org");

  g_assert_cmpint (ks_store_get_integrity (store), ==, KS_INTEGRITY_NONE);
  g_assert_cmpuint (count (store), ==, 2);
  g_assert_cmpint (ks_entry_get_kind (key), ==, KS_ENTRY_KEY);
  g_assert_cmpuint (ks_entry_get_chain_length (key), ==, 3);
  g_assert_cmpstr (ks_certificate_get_title (ks_entry_get_certificate (key, 2)), ==, "Fixture root");
  g_assert_cmpint (ks_entry_get_kind (find (store, "other.example.org")), ==, KS_ENTRY_CERTIFICATE);
  g_assert_cmpuint (g_strv_length ((char **) ks_store_get_remarks (store)), ==, 1);
  g_assert_nonnull (strstr (ks_store_get_remarks (store)[0], "SOMETHING"));
  g_assert_cmpuint (ks_pem_bundle_count_others (store), ==, 1);
}

/* Whatever is in a file, and however it is written: what nobody has changed is not touched. */
static void
test_unchanged (void)
{
  static const char *const names[] = { "mixed.pem", "openssl-bag.pem", "encrypted.pem", "traditional.pem",
                                       "trusted.pem" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = g_strconcat ("pem/", names[i], NULL);
    g_autoptr (GBytes) bytes = ks_test_fixture_read (path);
    g_autoptr (KsStore) store = load_bytes (bytes, NULL);
    g_autoptr (GBytes) saved = ks_store_serialize (store, NULL, NULL, NULL);

    ks_test_assert_bytes (saved, bytes);
  }
}

/* The other way round: a change is written although the store says that it is saved. */
static void
test_saved_twice (void)
{
  g_autoptr (KsStore) store = load_fixture ("mixed.pem", NULL);
  g_autoptr (KsEdit) undone = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  apply (store, ks_edit_new_remove (NULL, find (store, "other.example.org")));
  first = save (store);
  ks_store_mark_saved (store);
  second = save (store);
  g_assert_cmpstr (first, ==, second);
  g_assert_null (strstr (second, "# a comment"));

  undone = ks_store_undo (store);
  g_assert_nonnull (undone);
  g_clear_pointer (&second, g_free);
  second = save (store);
  g_assert_nonnull (strstr (second, "# a comment"));
}

static void
test_remove (void)
{
  g_autoptr (KsStore) store = load_fixture ("mixed.pem", NULL);
  g_autofree char *text = NULL;
  g_autoptr (KsStore) again = NULL;

  apply (store, ks_edit_new_remove (NULL, find (store, "leaf.example.org")));
  text = save (store);
  again = load_text (text);
  g_assert_cmpuint (count (again), ==, 1);
  g_assert_nonnull (strstr (text, "# a comment"));
  g_assert_nonnull (strstr (text, "-----BEGIN SOMETHING-----"));
  g_assert_nonnull (strstr (text, "the end, without a line end"));
  g_assert_null (strstr (text, "PRIVATE KEY"));
}

static void
test_rename (void)
{
  g_autoptr (KsStore) store = load_fixture ("mixed.pem", NULL);
  g_autoptr (KsStore) bag = load_fixture ("openssl-bag.pem", NULL);
  g_autoptr (KsStore) again = NULL;
  g_autofree char *text = NULL;

  rename_entry (store, "leaf.example.org", "server: n\u00e1zev");
  rename_entry (store, "other.example.org", "leaf.example.org");
  text = save (store);
  again = load_text (text);
  g_assert_cmpuint (ks_entry_get_chain_length (find (again, "server: n\u00e1zev")), ==, 3);
  g_assert_cmpint (ks_entry_get_kind (find (again, "leaf.example.org")), ==, KS_ENTRY_CERTIFICATE);
  g_assert_nonnull (strstr (text, "between"));

  rename_entry (bag, "My Leaf", "web");
  g_clear_pointer (&text, g_free);
  g_clear_object (&again);
  text = save (bag);
  again = load_text (text);
  g_assert_cmpuint (ks_entry_get_chain_length (find (again, "web")), ==, 3);
}

/* A line of text cannot hold every alias, and says so instead of changing it. */
static void
test_bad_alias (void)
{
  static const char *const aliases[] = { "", " leading", "trailing ", "two\nlines", "-----BEGIN X-----" };

  for (gsize i = 0; i < G_N_ELEMENTS (aliases); i++) {
    g_autoptr (KsStore) store = load_fixture ("mixed.pem", NULL);
    g_autoptr (GError) error = NULL;

    g_assert_false (ks_pem_bundle_can_hold_alias (aliases[i]));
    rename_entry (store, "other.example.org", aliases[i]);
    g_assert_null (ks_store_serialize (store, NULL, NULL, &error));
    g_assert_error (error, KS_ERROR, KS_ERROR_LOSSY);
  }
  g_assert_true (ks_pem_bundle_can_hold_alias ("a name: with \u202e and \\ and -- in it"));
}

/* Nothing in the text says whose key it is, but only one certificate can be its. */
static void
test_encrypted (void)
{
  static const char *const names[] = { "encrypted.pem", "traditional.pem" };
  g_autoptr (KsSecret) password = ks_secret_new_from_string ("changeit");
  g_autoptr (KsSecret) wrong = ks_secret_new_from_string ("wrong");

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (KsStore) store = load_fixture (names[i], NULL);
    KsEntry *entry = find (store, "leaf.example.org");
    g_autoptr (GError) error = NULL;
    g_autoptr (KsSecret) plain = ks_key_unlock (ks_entry_get_key (entry), password, &error);

    g_assert_no_error (error);
    g_assert_true (ks_key_matches_spki (plain, ks_certificate_get_spki (ks_entry_get_leaf (entry)), NULL));
    g_assert_null (ks_key_unlock (ks_entry_get_key (entry), wrong, &error));
    g_assert_error (error, KS_ERROR, KS_ERROR_WRONG_PASSWORD);
  }
}

/* Two certificates could be the encrypted key's: without its password it stands alone, with it the right one is found. */
static void
test_ambiguous (void)
{
  g_autoptr (GBytes) first = ks_test_fixture_read ("pem/mixed.pem");
  g_autoptr (GBytes) second = ks_test_fixture_read ("pem/encrypted.pem");
  g_autofree char *mixed = g_strndup (g_bytes_get_data (first, NULL), g_bytes_get_size (first));
  g_autofree char *encrypted = g_strndup (g_bytes_get_data (second, NULL), g_bytes_get_size (second));
  const char *end = strstr (mixed, "between");
  g_autofree char *text = g_strdup_printf ("%.*s%s", (int) (end - mixed), mixed, encrypted);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (KsStore) closed = load_bytes (bytes, NULL);
  g_autoptr (KsStore) open = load_bytes (bytes, "changeit");

  g_assert_cmpuint (ks_entry_get_chain_length (find (closed, "server")), ==, 0);
  g_assert_cmpuint (count (closed), ==, 4);
  g_assert_cmpuint (ks_entry_get_chain_length (find (open, "leaf.example.org")), ==, 2);
  g_assert_cmpuint (count (open), ==, 2);
}

/* Another certificate comes into the file: the text must now say whose the protected key is. */
static void
test_tied (void)
{
  g_autoptr (KsStore) store = load_fixture ("encrypted.pem", NULL);
  g_autoptr (KsStore) mixed = load_fixture ("mixed.pem", NULL);
  g_autoptr (KsStore) again = NULL;
  g_autofree char *text = NULL;

  apply (store, ks_edit_new_insert (NULL, find (mixed, "other.example.org")));
  text = save (store);
  again = load_text (text);
  g_assert_cmpuint (count (again), ==, 2);
  g_assert_cmpuint (ks_entry_get_chain_length (find (again, "leaf.example.org")), ==, 2);
}

static void
test_request (void)
{
  g_autoptr (KsStore) store = load_fixture ("traditional.pem", NULL);

  g_assert_cmpint (ks_entry_get_kind (find (store, "leaf.example.org-2")), ==, KS_ENTRY_REQUEST);
}

static void
test_broken_block (void)
{
  g_autoptr (GBytes) bytes = ks_test_fixture_read ("pem/mixed.pem");
  g_autofree char *mixed = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autofree char *text =
    g_strconcat ("-----BEGIN CERTIFICATE-----\n!!\n-----END CERTIFICATE-----\n", mixed, NULL);
  g_autofree char *only = g_strndup (text, 57);
  g_autofree char *saved = NULL;
  g_autoptr (KsStore) store = load_text (text);

  g_assert_cmpuint (count (store), ==, 2);
  g_assert_cmpuint (g_strv_length ((char **) ks_store_get_remarks (store)), ==, 2);

  apply (store, ks_edit_new_remove (NULL, find (store, "other.example.org")));
  saved = save (store);
  g_assert_nonnull (strstr (saved, "!!"));

  assert_text_refused (only, KS_ERROR_MALFORMED);
  assert_text_refused ("-----BEGIN CERTIFICATE-----\nMAA=\n", KS_ERROR_TRUNCATED);
  assert_text_refused ("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", KS_ERROR_MALFORMED);
  assert_text_refused ("-----BEGIN RSA PRIVATE KEY-----\nMAA=\n-----END RSA PRIVATE KEY-----\n",
                       KS_ERROR_MALFORMED);
  assert_text_refused ("-----BEGIN PGP MESSAGE-----\nAAAA\n-----END PGP MESSAGE-----\n",
                       KS_ERROR_NOT_A_KEYSTORE);
}

/* openssl's “trusted” blocks have more in them than the certificate. */
static void
test_trusted (void)
{
  g_autoptr (KsStore) store = load_fixture ("trusted.pem", NULL);
  g_autoptr (KsStore) other = load_fixture ("encrypted.pem", NULL);
  KsEntry *entry = find (store, "leaf.example.org");

  g_assert_cmpstr (ks_certificate_get_sha256 (ks_entry_get_leaf (entry)), ==,
                   ks_certificate_get_sha256 (ks_entry_get_leaf (find (other, "leaf.example.org"))));
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/pem-bundle/mixed", test_mixed);
  g_test_add_func ("/pem-bundle/unchanged", test_unchanged);
  g_test_add_func ("/pem-bundle/saved-twice", test_saved_twice);
  g_test_add_func ("/pem-bundle/remove", test_remove);
  g_test_add_func ("/pem-bundle/rename", test_rename);
  g_test_add_func ("/pem-bundle/bad-alias", test_bad_alias);
  g_test_add_func ("/pem-bundle/encrypted", test_encrypted);
  g_test_add_func ("/pem-bundle/ambiguous", test_ambiguous);
  g_test_add_func ("/pem-bundle/tied", test_tied);
  g_test_add_func ("/pem-bundle/request", test_request);
  g_test_add_func ("/pem-bundle/broken-block", test_broken_block);
  g_test_add_func ("/pem-bundle/trusted", test_trusted);

  return g_test_run ();
}
