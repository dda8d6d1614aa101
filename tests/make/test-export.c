/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-test.h"

#include <string.h>

#include "ks-error.h"
#include "ks-export.h"
#include "ks-test-pki.h"

typedef struct {
  KsTestIdentity *root;
  KsTestIdentity *middle;
  KsTestIdentity *leaf;
  KsEntry *pair;
  KsEntry *trusted;
  KsEntry *secret;
  KsEntry *request;
  KsEntry *list;
  KsEntry *locked;
} Fixture;

static KsEntry *
make_secret (void)
{
  g_autoptr (KsSecret) bytes = ks_secret_new ("0123456789abcdef", 16);
  g_autoptr (KsKey) key = ks_key_new_plain (KS_KEY_SECRET, bytes, "AES");

  return ks_entry_new (KS_ENTRY_SECRET, "dbkey", 0, key, NULL);
}

/* The key of @pair under a password, without a certificate. */
static KsEntry *
make_locked (KsEntry *pair)
{
  g_autoptr (KsSecret) password = ks_secret_new_from_string ("of its own");
  g_autoptr (KsKey) key =
    ks_key_protect (ks_key_get_plain (ks_entry_get_key (pair)), password, KS_KEY_SCHEME_JKS, 0, NULL);

  return ks_entry_new (KS_ENTRY_KEY, "locked", 0, key, NULL);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  const KsTestSpec root = { .name = "Root", .ca = TRUE };
  const KsTestSpec middle = { .name = "Middle", .ca = TRUE };
  const KsTestSpec leaf = { .name = "web.example.org", .san = "DNS:web.example.org" };
  g_autoptr (GBytes) request = g_bytes_new_static ("\x30\x05\x30\x03\x02\x01\x00", 7);
  g_autoptr (GBytes) list = NULL;

  self->root = ks_test_identity_new (&root, NULL);
  self->middle = ks_test_identity_new (&middle, self->root);
  self->leaf = ks_test_identity_new (&leaf, self->middle);
  self->pair = ks_test_entry_new ("web", self->leaf, self->middle, self->root, NULL);
  self->trusted = ks_test_trusted_new ("root", self->root);
  self->secret = make_secret ();
  self->request = ks_entry_new_data (KS_ENTRY_REQUEST, "asked", request);
  list = ks_test_crl_new (self->root, NULL);
  self->list = ks_entry_new_data (KS_ENTRY_CRL, "list", list);
  self->locked = make_locked (self->pair);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_assert_finalize_object (self->pair);
  g_assert_finalize_object (self->trusted);
  g_assert_finalize_object (self->secret);
  g_assert_finalize_object (self->request);
  g_assert_finalize_object (self->list);
  g_assert_finalize_object (self->locked);
  ks_test_identity_free (self->leaf);
  ks_test_identity_free (self->middle);
  ks_test_identity_free (self->root);
}

static GPtrArray *
list (KsEntry *first, ...)
{
  GPtrArray *entries = g_ptr_array_new ();
  va_list others;

  va_start (others, first);
  for (KsEntry *next = first; next != NULL; next = va_arg (others, KsEntry *))
    g_ptr_array_add (entries, next);
  va_end (others);
  return entries;
}

/* The ids of all ways to export @entries, joined. */
static char *
list_ways (GPtrArray *entries)
{
  g_autoptr (GString) ways = g_string_new (NULL);
  gsize n;
  const KsExport *table = ks_export_list (&n);

  for (gsize i = 0; i < n; i++)
    if (ks_export_takes (&table[i], entries))
      g_string_append_printf (ways, "%s%s", ways->len > 0 ? " " : "", table[i].id);

  return g_strdup (ways->str);
}

static void
assert_ways (GPtrArray *entries, const char *ways, const char *chosen)
{
  g_autoptr (GPtrArray) freed = entries;
  g_autofree char *found = list_ways (entries);
  const KsExport *export = ks_export_choose (entries);

  g_assert_cmpstr (found, ==, ways);
  g_assert_cmpstr (export != NULL ? export->id : NULL, ==, chosen);
}

static void
test_takes (Fixture *self, gconstpointer data)
{
  assert_ways (list (self->pair, NULL),
               "certificate-pem certificate-der chain-pem chain-pkcs7-pem chain-pkcs7 chain-pkipath "
               "pair-pkcs12 pair-pem key-pem key-der public-pem public-der public-jwk public-openssh",
               "chain-pem");
  assert_ways (list (self->trusted, NULL),
               "certificate-pem certificate-der chain-pem chain-pkcs7-pem chain-pkcs7 chain-pkipath "
               "pair-pkcs12 public-pem public-der public-jwk public-openssh",
               "certificate-pem");
  assert_ways (list (self->locked, NULL),
               "pair-pkcs12 key-pem key-der public-pem public-der public-jwk public-openssh", "public-pem");
  assert_ways (list (self->secret, NULL), "pair-pkcs12", "pair-pkcs12");
  assert_ways (list (self->request, NULL), "request-pem request-der", "request-pem");
  assert_ways (list (self->list, NULL), "crl-pem crl-der", "crl-pem");
  assert_ways (list (self->pair, self->trusted, self->list, NULL),
               "bundle-pem chain-pkcs7-pem chain-pkcs7 pair-pkcs12", "bundle-pem");
  assert_ways (list (self->request, self->list, NULL), "", NULL);
}

static void
test_left_out (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) entries = list (self->pair, self->list, self->secret, self->trusted, NULL);

  g_assert_cmpuint (ks_export_count_left_out (ks_export_find ("bundle-pem"), entries), ==, 2);
  g_assert_cmpuint (ks_export_count_left_out (ks_export_find ("pair-pkcs12"), entries), ==, 1);
}

static void
test_needs_key (Fixture *self, gconstpointer data)
{
  g_assert_true (ks_export_needs_key (ks_export_find ("key-pem"), self->pair));
  g_assert_true (ks_export_needs_key (ks_export_find ("pair-pkcs12"), self->secret));
  g_assert_true (ks_export_needs_key (ks_export_find ("public-jwk"), self->locked));
  g_assert_false (ks_export_needs_key (ks_export_find ("public-jwk"), self->pair));
  g_assert_false (ks_export_needs_key (ks_export_find ("chain-pem"), self->pair));
  g_assert_false (ks_export_needs_key (ks_export_find ("pair-pkcs12"), self->trusted));
}

/* The table itself: ids are unique, what holds keys says so. */
static void
test_table (Fixture *self, gconstpointer data)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  gsize n;
  const KsExport *table = ks_export_list (&n);

  for (gsize i = 0; i < n; i++) {
    gboolean is_key = table[i].group == KS_EXPORT_KEY_PAIR || table[i].group == KS_EXPORT_PRIVATE_KEY;
    gboolean may = (table[i].flags & (KS_EXPORT_NEEDS_PASSWORD | KS_EXPORT_MAY_BE_PLAIN)) != 0;

    g_assert_true (g_hash_table_add (ids, (gpointer) table[i].id));
    g_assert_true (ks_export_find (table[i].id) == &table[i]);
    g_assert_true (is_key == ((table[i].flags & KS_EXPORT_HOLDS_PRIVATE) != 0));
    g_assert_true (is_key == may);
    g_assert_cmpint (table[i].ending[0] == '.' || table[i].ending[0] == '-', ==, TRUE);
    g_assert_cmpstr (ks_export_group_get_name (table[i].group), !=, "");
  }
  g_assert_null (ks_export_find ("nothing"));
}

static void
test_locked (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) entries = list (self->locked, NULL);
  g_autoptr (KsSecret) password = ks_secret_new_from_string ("of its own");
  g_autoptr (KsKeyring) keyring = ks_keyring_new (NULL);
  KsExportOptions options = { .keyring = keyring };
  g_autoptr (GBytes) nothing = NULL;
  g_autoptr (GBytes) opened = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) spki = NULL;

  nothing = ks_export_write (ks_export_find ("public-der"), entries, NULL, NULL, &error);
  g_assert_error (error, KS_ERROR, KS_ERROR_WRONG_PASSWORD);
  g_assert_null (nothing);
  g_clear_error (&error);

  ks_keyring_add (keyring, "locked", password);
  opened = ks_export_write (ks_export_find ("public-der"), entries, &options, NULL, &error);
  g_assert_no_error (error);
  spki = g_bytes_ref (ks_certificate_get_spki (ks_test_identity_get_certificate (self->leaf)));
  ks_test_assert_bytes (opened, spki);
}

static void
test_cancelled (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) entries = list (self->pair, self->trusted, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (ks_export_write (ks_export_find ("bundle-pem"), entries, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Bytes of a file do not end with a zero. */
static gboolean
begins_with (GBytes *bytes, const char *text)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return size >= strlen (text) && strncmp (data, text, strlen (text)) == 0;
}

static void
test_has_root (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) pair = list (self->pair, NULL);
  g_autoptr (GPtrArray) trusted = list (self->trusted, NULL);
  KsExportOptions options = { .without_root = TRUE };
  g_autoptr (GBytes) bytes = NULL;

  g_assert_true (ks_export_has_root (pair));
  g_assert_false (ks_export_has_root (trusted));

  /* A certificate that signed itself is all there is, and stays. */
  bytes = ks_export_write (ks_export_find ("chain-pem"), trusted, &options, NULL, NULL);
  g_assert_true (begins_with (bytes, "-----BEGIN CERTIFICATE-----"));
}

static void
test_spkac (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) der = g_bytes_new_static ("\x30\x07\x30\x05\x30\x03\x02\x01\x00", 9);
  g_autoptr (KsEntry) entry = ks_entry_new_data (KS_ENTRY_REQUEST, "spkac", der);
  g_autoptr (GPtrArray) spkac = list (entry, NULL);
  g_autoptr (GPtrArray) pkcs10 = list (self->request, NULL);
  g_autoptr (GBytes) first = ks_export_write (ks_export_find ("request-pem"), spkac, NULL, NULL, NULL);
  g_autoptr (GBytes) second = ks_export_write (ks_export_find ("request-pem"), pkcs10, NULL, NULL, NULL);
  g_autoptr (GBytes) expected = g_bytes_new_static ("SPKAC=MAcwBTADAgEA\n", 19);

  ks_test_assert_bytes (first, expected);
  g_assert_true (begins_with (second, "-----BEGIN CERTIFICATE REQUEST-----"));
}

static void
test_file_names (Fixture *self, gconstpointer data)
{
  static const struct {
    const char *alias;
    const char *name;
  } rows[] = {
    { "web", "web-chain.pem" },
    { "../../etc/passwd", "etc-passwd-chain.pem" },
    { ".hidden", "hidden-chain.pem" },
    { "-rf", "rf-chain.pem" },
    { "a/b\\c:d*e?f\"g<h>i|j", "a-b-c-d-e-f-g-h-i-j-chain.pem" },
    { "two\nlines\t", "two-lines-chain.pem" },
    { "\u202egnp.exe", "gnp.exe-chain.pem" },
    { "m\u00fcller & s\u00f6hne", "m\u00fcller - s\u00f6hne-chain.pem" },
    { "$HOME `id`", "HOME -id-chain.pem" },
    { "", "web.example.org-chain.pem" },
    { "///", "web.example.org-chain.pem" },
    { "*.example.org", "example.org-chain.pem" },
  };
  const KsExport *export = ks_export_find ("chain-pem");

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (KsEntry) entry = ks_entry_with_alias (self->pair, rows[i].alias);
    g_autoptr (GPtrArray) entries = list (entry, NULL);
    g_autofree char *name = ks_export_make_file_name (export, entries, "unused");

    g_assert_cmpstr (name, ==, rows[i].name);
  }
}

static void
test_long_file_name (Fixture *self, gconstpointer data)
{
  g_autofree char *alias = g_strnfill (5000, 'x');
  g_autoptr (KsEntry) entry = ks_entry_with_alias (self->pair, alias);
  g_autoptr (GPtrArray) one = list (entry, NULL);
  g_autoptr (GPtrArray) two = list (entry, self->trusted, NULL);
  g_autofree char *name = ks_export_make_file_name (ks_export_find ("key-pem"), one, NULL);
  g_autofree char *several =
    ks_export_make_file_name (ks_export_find ("bundle-pem"), two, "client-truststore");
  g_autofree char *unnamed = ks_export_make_file_name (ks_export_find ("bundle-pem"), two, NULL);

  g_assert_cmpuint (strlen (name), <, 200);
  g_assert_true (g_str_has_suffix (name, ".key"));
  g_assert_cmpstr (several, ==, "client-truststore.pem");
  g_assert_cmpstr (unnamed, ==, "export.pem");
}

int
main (int argc, char *argv[])
{
  static const struct {
    const char *path;
    void (*function) (Fixture *, gconstpointer);
  } tests[] = {
    { "/export/takes", test_takes },           { "/export/left-out", test_left_out },
    { "/export/needs-key", test_needs_key },   { "/export/table", test_table },
    { "/export/locked", test_locked },         { "/export/cancelled", test_cancelled },
    { "/export/has-root", test_has_root },     { "/export/spkac", test_spkac },
    { "/export/file-names", test_file_names }, { "/export/long-file-name", test_long_file_name },
  };

  ks_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].function, tear_down);

  return g_test_run ();
}
