/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "ks-bks-private.h"
#include "ks-convert.h"
#include "ks-error.h"
#include "ks-remarks.h"
#include "ks-test-pki.h"
#include "ks-test.h"

#define STORE_PASSWORD "changeit"

static KsStore *
load (GBytes *bytes, const char *text)
{
  g_autoptr (KsSecret) password = text != NULL ? ks_secret_new_from_string (text) : NULL;
  KsReadOptions options = { .password = password };
  g_autoptr (GError) error = NULL;
  KsStore *store = ks_store_load (bytes, &options, NULL, &error);

  g_assert_no_error (error);
  return store;
}

static GBytes *
save (KsStore *store)
{
  KsWriteOptions options = { .password = ks_store_get_password (store), .now_ms = 1000 };
  g_autoptr (GError) error = NULL;
  GBytes *bytes = ks_store_serialize (store, &options, NULL, &error);

  g_assert_no_error (error);
  return bytes;
}

static KsStore *
load_fixture (const char *name, const char *password)
{
  g_autoptr (GBytes) bytes = ks_test_fixture_read (name);

  return load (bytes, password);
}

static gboolean
says (KsStore *store, KsRemarkKind kind, const char *words)
{
  g_autoptr (GPtrArray) remarks = ks_remarks_list (store);

  for (guint i = 0; i < remarks->len; i++) {
    const KsRemark *remark = remarks->pdata[i];

    if (remark->kind == kind)
      return strstr (remark->sentence, words) != NULL;
  }

  return FALSE;
}

static gboolean
is_silent (KsStore *store)
{
  g_autoptr (GPtrArray) remarks = ks_remarks_list (store);

  return remarks->len == 0;
}

static char *
join_aliases (KsStore *store)
{
  g_autoptr (GPtrArray) entries = ks_store_snapshot (store);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < entries->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", ks_entry_get_alias (entries->pdata[i]));
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* @aliases: separated by spaces */
static KsStore *
make_store (const char *format, const char *aliases)
{
  KsStore *store = ks_store_new (ks_format_find (format));
  KsTestSpec spec = { .name = "Somebody" };
  g_autoptr (KsTestIdentity) identity = ks_test_identity_new (&spec, NULL);
  g_auto (GStrv) names = g_strsplit (aliases, " ", -1);

  for (guint i = 0; names[i] != NULL; i++) {
    g_autoptr (KsEntry) entry = ks_test_trusted_new (names[i], identity);

    ks_store_add_loaded (store, entry);
  }
  ks_store_set_integrity (store, KS_INTEGRITY_VERIFIED);
  return store;
}

static void
assert_renamed (const char *format,
                const char *before,
                const char *after,
                KsRemarkKind kind,
                const char *words)
{
  g_autoptr (KsStore) store = make_store (format, before);
  g_autoptr (KsEdit) edit = ks_remarks_new_rename_edit (store);
  g_autoptr (KsEdit) nothing = NULL;
  g_autoptr (KsEdit) undone = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *renamed = NULL;
  g_autofree char *again = NULL;

  g_assert_true (says (store, kind, words));
  g_assert_nonnull (edit);
  g_assert_true (ks_store_apply (store, edit, &error));
  g_assert_no_error (error);
  renamed = join_aliases (store);
  g_assert_cmpstr (renamed, ==, after);
  g_assert_true (is_silent (store));
  nothing = ks_remarks_new_rename_edit (store);
  g_assert_null (nothing);
  undone = ks_store_undo (store);
  again = join_aliases (store);
  g_assert_cmpstr (again, ==, before);
  g_assert_true (says (store, kind, words));
}

/* Java asks a JKS file for small letters, and keeps one entry of a PKCS #12 file for each name in small letters. */
static void
test_names (void)
{
  assert_renamed ("jks", "Foo foo FOO bar", "foo-2 foo foo-3 bar", KS_REMARK_UNREACHABLE,
                  "2 entries cannot be reached");
  assert_renamed ("jks", "\303\204pfel foo-2 FOO Foo", "\303\244pfel foo-2 foo-3 foo", KS_REMARK_UNREACHABLE,
                  "\303\204pfel");
  assert_renamed ("jceks", "a a b", "a-2 a b", KS_REMARK_DUPLICATE, "Java shows only the last");
  assert_renamed ("pkcs12", "Foo FOO Bar", "Foo-2 FOO Bar", KS_REMARK_DUPLICATE, "FOO");
}

static void
test_names_that_are_well (void)
{
  static const char *const formats[] = { "jks", "jceks", "pkcs12", "bks" };

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++) {
    g_autoptr (KsStore) store = make_store (formats[i], "foo bar \303\244pfel");
    g_autoptr (KsEdit) edit = ks_remarks_new_rename_edit (store);

    g_assert_true (is_silent (store));
    g_assert_null (edit);
  }
}

/* Bouncy Castle tells aliases that differ in case apart. */
static void
test_names_with_case (void)
{
  static const char *const formats[] = { "bks", "uber", "bcfks", "pem" };

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++) {
    g_autoptr (KsStore) store = make_store (formats[i], "Foo foo");

    g_assert_true (is_silent (store));
  }
}

static void
test_surplus (void)
{
  g_autoptr (GBytes) bytes = ks_test_fixture_read ("bks/mixed.bks");
  g_autoptr (GByteArray) longer = g_byte_array_new ();
  g_autoptr (GBytes) file = NULL;
  g_autoptr (KsStore) store = NULL;
  g_autoptr (KsStore) copy = NULL;

  g_byte_array_append (longer, g_bytes_get_data (bytes, NULL), (guint) g_bytes_get_size (bytes));
  g_byte_array_append (longer, (const guint8 *) "\n\n", 2);
  file = g_byte_array_free_to_bytes (g_steal_pointer (&longer));
  store = load (file, STORE_PASSWORD);
  g_assert_true (says (store, KS_REMARK_SURPLUS, "2 bytes follow"));
  copy = ks_store_copy (store);
  g_assert_true (says (copy, KS_REMARK_SURPLUS, "2 bytes follow"));

  ks_store_mark_saved (store);
  g_assert_true (is_silent (store));
  g_assert_null (ks_store_get_remarks (store)[0]);
}

static KsStore *
convert (KsStore *store, const char *format, const char *scheme)
{
  g_autoptr (KsKeyring) keyring = ks_keyring_new (ks_store_get_password (store));
  KsConversion conversion = { .target = ks_format_find (format),
                              .password = ks_store_get_password (store),
                              .scheme = scheme };
  g_autoptr (GError) error = NULL;
  g_autoptr (KsStore) converted = ks_convert (store, &conversion, keyring, NULL, &error);
  g_autoptr (GBytes) bytes = NULL;

  g_assert_no_error (error);
  bytes = save (converted);
  return load (bytes, STORE_PASSWORD);
}

/* Version 1 stays until somebody asks for the other one. */
static void
test_old_version (void)
{
  g_autoptr (KsStore) store = load_fixture ("bks/version-1.bks", STORE_PASSWORD);
  g_autoptr (KsStore) kept = convert (store, "bks", NULL);
  g_autoptr (KsStore) newer = convert (store, "bks", "v2");
  g_autoptr (KsStore) older = convert (newer, "bks", "v1");
  const KsFormat *format = ks_store_get_format (store);
  g_autoptr (GError) error = NULL;
  guint iterations;

  g_assert_true (says (store, KS_REMARK_OLD_VERSION, "16 bits"));
  g_assert_cmpstr (format->get_scheme (store, &iterations), ==, "v1");
  g_assert_cmpint (ks_store_get_integrity (kept), ==, KS_INTEGRITY_WEAK);
  g_assert_cmpint (ks_store_get_integrity (newer), ==, KS_INTEGRITY_VERIFIED);
  g_assert_cmpstr (format->get_scheme (newer, &iterations), ==, "v2");
  g_assert_true (is_silent (newer));
  g_assert_cmpint (ks_store_get_integrity (older), ==, KS_INTEGRITY_WEAK);
  g_assert_false (format->set_scheme (store, "v3", 0, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED);
}

/* A secret key without protection, in a file that any password opens because nobody asks for one. */
static KsStore *
load_plain_key (void)
{
  g_autoptr (GBytes) bytes = ks_test_hex (
    "00000002 00000014 0000000000000000000000000000000000000000 00000400"
    "02 0001 61 0000000000000001 00000000 02 0003 524157 0003 414553 00000010 000102030405060708090a0b0c0d0e0f"
    "00 0000000000000000000000000000000000000000");

  return load (bytes, NULL);
}

static void
test_unprotected (void)
{
  g_autoptr (KsStore) store = load_plain_key ();
  g_autoptr (KsSecret) password = ks_secret_new_from_string (STORE_PASSWORD);
  g_autoptr (GError) error = NULL;
  g_autoptr (KsEdit) edit = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (KsStore) again = NULL;
  g_autoptr (KsSecret) plain = NULL;

  g_assert_true (says (store, KS_REMARK_UNPROTECTED, "1 key is not protected"));
  g_assert_true (says (store, KS_REMARK_UNVERIFIED, "until its password"));
  g_assert_null (ks_remarks_new_protect_edit (store, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_PASSWORD_NEEDED);
  g_clear_error (&error);

  ks_store_set_integrity (store, KS_INTEGRITY_VERIFIED);
  ks_store_set_loaded_password (store, password);
  edit = ks_remarks_new_protect_edit (store, &error);
  g_assert_no_error (error);
  g_assert_true (ks_store_apply (store, edit, &error));
  g_assert_true (is_silent (store));
  bytes = save (store);
  again = load (bytes, STORE_PASSWORD);
  g_assert_true (ks_key_is_protected (ks_entry_get_key (ks_store_find (again, "a"))));
  plain = ks_key_unlock (ks_entry_get_key (ks_store_find (again, "a")), password, &error);
  g_assert_no_error (error);
  g_assert_nonnull (plain);
  g_assert_null (ks_remarks_new_protect_edit (again, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_NOT_FOUND);
}

/* The first was written with the password in an encoding that is not the standard's. */
static void
test_passwords (void)
{
  g_autoptr (KsStore) latin1 = load_fixture ("pkcs12/latin1.p12", "\u00e9");
  g_autoptr (KsStore) store = make_store ("pkcs12", "a");
  g_autoptr (KsStore) jks = make_store ("jks", "a");
  g_autoptr (KsSecret) password = ks_secret_new_from_string ("p\303\244ss");

  g_assert_true (says (latin1, KS_REMARK_PASSWORD, "faulty"));
  ks_store_set_loaded_password (store, password);
  g_assert_true (says (store, KS_REMARK_PASSWORD, "outside of ASCII"));
  ks_store_set_loaded_password (jks, password);
  g_assert_true (is_silent (jks));
}

static void
test_integrity (void)
{
  g_autoptr (KsStore) open = load_fixture ("pkcs12/open.p12", NULL);
  g_autoptr (KsStore) locked = load_fixture ("jks/small.jks", NULL);
  g_autoptr (KsStore) signed_store = load_fixture ("bcfks/signed.bcfks", NULL);
  g_autoptr (KsEdit) edit = ks_edit_new_password ("", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (says (open, KS_REMARK_NO_CHECK, "whether somebody has altered it"));
  g_assert_true (says (locked, KS_REMARK_UNVERIFIED, "password"));
  g_assert_true (says (signed_store, KS_REMARK_SIGNED, "signature was not"));
  g_assert_false (says (signed_store, KS_REMARK_UNVERIFIED, ""));
  g_assert_cmpint (ks_store_get_integrity (signed_store), ==, KS_INTEGRITY_SIGNED);
  g_assert_false (ks_store_apply (signed_store, edit, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_READ_ONLY);
  g_assert_nonnull (strstr (error->message, "signed"));
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/remarks/names", test_names);
  g_test_add_func ("/remarks/names-that-are-well", test_names_that_are_well);
  g_test_add_func ("/remarks/names-with-case", test_names_with_case);
  g_test_add_func ("/remarks/surplus", test_surplus);
  g_test_add_func ("/remarks/old-version", test_old_version);
  g_test_add_func ("/remarks/unprotected", test_unprotected);
  g_test_add_func ("/remarks/passwords", test_passwords);
  g_test_add_func ("/remarks/integrity", test_integrity);

  return g_test_run ();
}
