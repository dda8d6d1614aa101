/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "ks-convert.h"
#include "ks-error.h"
#include "ks-pem-bundle.h"
#include "ks-pkcs12.h"
#include "ks-test.h"

#define NOW 1700000000000

typedef struct {
  KsSecret *store; /* changeit */
  KsSecret *key;   /* keysecret: that of “web” in small.jks */
  KsSecret *fresh; /* new-one */
  KsStore *jks;    /* keytool's: key pair “web” with a password of its own, certificate “trusted” */
  KsStore *pkcs12; /* keytool's: key pair “web”, certificate “root ca”, secret key “aes” */
  KsKeyring *keyring;
} Fixture;

static KsStore *
load (const char *name, KsSecret *password)
{
  g_autoptr (GBytes) bytes = ks_test_fixture_read (name);
  KsReadOptions options = { .password = password };
  g_autoptr (GError) error = NULL;
  KsStore *store = ks_store_load (bytes, &options, NULL, &error);

  g_assert_no_error (error);
  return store;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->store = ks_secret_new_from_string ("changeit");
  fixture->key = ks_secret_new_from_string ("keysecret");
  fixture->fresh = ks_secret_new_from_string ("new-one");
  fixture->jks = load ("jks/small.jks", fixture->store);
  fixture->pkcs12 = load ("pkcs12/keytool.p12", fixture->store);
  fixture->keyring = ks_keyring_new (fixture->store);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ks_secret_unref (fixture->store);
  ks_secret_unref (fixture->key);
  ks_secret_unref (fixture->fresh);
  g_assert_finalize_object (fixture->jks);
  g_assert_finalize_object (fixture->pkcs12);
  ks_keyring_free (fixture->keyring);
}

static const KsFormat *
format (const char *id)
{
  const KsFormat *found = ks_format_find (id);

  g_assert_nonnull (found);
  return found;
}

static KsEntry *
find (KsStore *store, const char *alias)
{
  KsEntry *entry = ks_store_find (store, alias);

  g_assert_nonnull (entry);
  return entry;
}

static void
assert_opens (KsEntry *entry, KsSecret *password)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KsSecret) plain = ks_key_unlock (ks_entry_get_key (entry), password, &error);

  g_assert_no_error (error);
  if (ks_entry_get_leaf (entry) != NULL) {
    ks_key_matches_spki (plain, ks_certificate_get_spki (ks_entry_get_leaf (entry)), &error);
    g_assert_no_error (error);
  }
}

static void
assert_closed (KsEntry *entry, KsSecret *password)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ks_key_unlock (ks_entry_get_key (entry), password, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_WRONG_PASSWORD);
}

static GPtrArray *
list_losses (KsStore *store, const KsFormat *target, KsKeyring *keyring)
{
  KsConversion conversion = { .target = target };

  return ks_convert_list_losses (store, &conversion, keyring);
}

static KsStore *
convert (KsStore *store, const KsFormat *target, KsKeyring *keyring, KsSecret *password, GError **error)
{
  KsConversion conversion = { .target = target, .password = password, .now_ms = NOW };

  return ks_convert (store, &conversion, keyring, NULL, error);
}

/* What is said about @alias (NULL: the file), of which there must be @count sentences; the last one. */
static const KsLoss *
find_loss (GPtrArray *losses, const char *alias, guint count)
{
  const KsLoss *found = NULL;

  for (guint i = 0; i < losses->len; i++) {
    const KsLoss *loss = losses->pdata[i];

    g_assert_true (g_utf8_validate (loss->sentence, -1, NULL));
    if (g_strcmp0 (loss->alias, alias) == 0) {
      found = loss;
      count--;
    }
  }
  g_assert_cmpuint (count, ==, 0);

  return found;
}

static void
test_keyring (Fixture *fixture, gconstpointer data)
{
  KsEntry *web = find (fixture->jks, "web");
  g_autoptr (KsKeyring) copy = NULL;
  g_autoptr (KsSecret) used = NULL;
  g_autoptr (KsSecret) plain = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (ks_keyring_unlock (fixture->keyring, web, &used, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_WRONG_PASSWORD);
  g_clear_error (&error);

  g_assert_null (ks_keyring_unlock (fixture->keyring, find (fixture->jks, "trusted"), NULL, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_NOT_FOUND);
  g_clear_error (&error);

  /* Another entry's password is tried, too; a wrong one of its own does no harm. */
  ks_keyring_add (fixture->keyring, "web", fixture->fresh);
  ks_keyring_add (fixture->keyring, "another", fixture->key);
  copy = ks_keyring_copy (fixture->keyring);
  plain = ks_keyring_unlock (copy, web, &used, &error);
  g_assert_no_error (error);
  g_assert_nonnull (plain);
  g_assert_true (ks_secret_equal (used, fixture->key));

  ks_keyring_add (fixture->keyring, "another", fixture->fresh);
  g_assert_null (ks_keyring_unlock (fixture->keyring, web, NULL, NULL));
}

static void
test_losses (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) to_jks = list_losses (fixture->pkcs12, format ("jks"), fixture->keyring);
  g_autoptr (GPtrArray) locked = list_losses (fixture->jks, format ("pkcs12"), fixture->keyring);
  g_autoptr (GPtrArray) open = NULL;
  g_autoptr (GPtrArray) same = NULL;

  g_assert_cmpuint (to_jks->len, ==, 1);
  g_assert_false (find_loss (to_jks, "aes", 1)->needs_password);

  g_assert_cmpuint (locked->len, ==, 1);
  g_assert_true (find_loss (locked, "web", 1)->needs_password);

  ks_keyring_add (fixture->keyring, "web", fixture->key);
  open = list_losses (fixture->jks, format ("pkcs12"), fixture->keyring);
  g_assert_cmpuint (open->len, ==, 1);
  g_assert_false (find_loss (open, "web", 1)->needs_password);

  same = list_losses (fixture->jks, format ("jks"), fixture->keyring);
  g_assert_cmpuint (same->len, ==, 0);
}

static void
test_losses_to_pem (Fixture *fixture, gconstpointer data)
{
  g_autoptr (KsEntry) odd = ks_entry_with_alias (find (fixture->pkcs12, "root ca"), "two\nlines");
  g_autoptr (GPtrArray) losses = NULL;
  g_autoptr (KsStore) pem = NULL;
  g_autoptr (GError) error = NULL;

  ks_store_add_loaded (fixture->pkcs12, odd);
  losses = list_losses (fixture->pkcs12, format ("pem"), fixture->keyring);
  g_assert_cmpuint (losses->len, ==, 3);
  find_loss (losses, NULL, 1); /* dates */
  find_loss (losses, "aes", 1);
  find_loss (losses, "two\nlines", 1);

  pem = convert (fixture->pkcs12, format ("pem"), fixture->keyring, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (pem)), ==, 3);
  find (pem, "two lines");
  g_assert_false (ks_key_is_protected (ks_entry_get_key (find (pem, "web"))));
}

static void
test_alias_case (Fixture *fixture, gconstpointer data)
{
  g_autoptr (KsStore) store = ks_store_new (format ("pem"));
  g_autoptr (KsStore) jks = ks_store_new (format ("jks"));
  static const char *const aliases[] = { "foo", "Foo", "FOO", "\u0130" };
  g_autoptr (GPtrArray) losses = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (KsStore) converted = NULL;
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (aliases); i++) {
    g_autoptr (KsEntry) entry = ks_entry_with_alias (find (fixture->jks, "trusted"), aliases[i]);

    ks_store_add_loaded (store, entry);
    ks_store_add_loaded (jks, entry);
  }

  losses = list_losses (jks, format ("pkcs12"), fixture->keyring);
  g_assert_cmpuint (losses->len, ==, 3);
  g_assert_nonnull (strstr (find_loss (losses, "Foo", 1)->sentence, "foo-2"));
  g_assert_nonnull (strstr (find_loss (losses, "FOO", 1)->sentence, "foo-3"));
  g_assert_nonnull (strstr (find_loss (losses, "\u0130", 1)->sentence, "i\u0307"));

  /* Aliases of PEM files are nobody's choice. */
  none = list_losses (store, format ("pkcs12"), fixture->keyring);
  g_assert_null (find_loss (none, "Foo", 0));

  converted = convert (jks, format ("pkcs12"), fixture->keyring, fixture->fresh, &error);
  g_assert_no_error (error);
  find (converted, "foo");
  find (converted, "foo-2");
  find (converted, "foo-3");
  find (converted, "i\u0307");
}

/* A certificate that is trusted and an issuer as well is both again when the text is read. */
static void
test_through_pem (Fixture *fixture, gconstpointer data)
{
  g_autoptr (KsStore) pem = NULL;
  g_autoptr (KsStore) again = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  pem = convert (fixture->pkcs12, format ("pem"), fixture->keyring, fixture->fresh, &error);
  g_assert_no_error (error);
  bytes = ks_store_serialize (pem, NULL, NULL, &error);
  g_assert_no_error (error);
  again = ks_store_load (bytes, NULL, NULL, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (again)), ==, 2);
  g_assert_cmpuint (ks_entry_get_chain_length (find (again, "web")), ==, 3);
  assert_opens (find (again, "web"), fixture->fresh);
  g_assert_cmpint (ks_entry_get_kind (find (again, "root ca")), ==, KS_ENTRY_CERTIFICATE);
}

/* In JKS a chain can have any order; elsewhere it is what follows from the issuers. */
static void
test_chain_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (KsStore) store = ks_store_new (format ("jks"));
  KsEntry *web = find (fixture->pkcs12, "web");
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  g_autoptr (KsEntry) entry = NULL;
  g_autoptr (KsEntry) swapped = NULL;
  g_autoptr (GPtrArray) losses = NULL;
  g_autoptr (KsStore) converted = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (order, ks_entry_get_certificate (web, 0));
  g_ptr_array_add (order, ks_entry_get_certificate (web, 2));
  g_ptr_array_add (order, ks_entry_get_certificate (web, 1));
  swapped = ks_entry_with_chain (web, order);
  ks_store_add_loaded (store, swapped);

  losses = list_losses (store, format ("pkcs12"), fixture->keyring);
  g_assert_cmpuint (losses->len, ==, 1);
  find_loss (losses, "web", 1);

  converted = convert (store, format ("pkcs12"), fixture->keyring, fixture->fresh, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 3; i++)
    g_assert_true (ks_certificate_equal (ks_entry_get_certificate (find (converted, "web"), i),
                                         ks_entry_get_certificate (web, i)));
}

static void
test_convert (Fixture *fixture, gconstpointer data)
{
  g_autoptr (KsStore) locked = NULL;
  g_autoptr (KsStore) pkcs12 = NULL;
  g_autoptr (KsStore) jks = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (convert (fixture->jks, format ("pkcs12"), fixture->keyring, NULL, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_PASSWORD_NEEDED);
  g_clear_error (&error);

  locked = convert (fixture->jks, format ("pkcs12"), fixture->keyring, fixture->fresh, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (locked)), ==, 1);

  ks_keyring_add (fixture->keyring, "web", fixture->key);
  pkcs12 = convert (fixture->jks, format ("pkcs12"), fixture->keyring, fixture->fresh, &error);
  g_assert_no_error (error);
  assert_opens (find (pkcs12, "web"), fixture->fresh);
  assert_closed (find (pkcs12, "web"), fixture->key);

  /* Where keys may have passwords of their own they keep them. */
  jks = convert (fixture->jks, format ("jks"), fixture->keyring, fixture->fresh, &error);
  g_assert_no_error (error);
  assert_opens (find (jks, "web"), fixture->key);

  /* The original is what it was. */
  g_assert_false (ks_store_is_modified (fixture->jks));
  assert_opens (find (fixture->jks, "web"), fixture->key);
}

/* Each protection is that of the new store, and stays that of the next conversion; keys that do not open stay as they are. */
static void
test_protection (Fixture *fixture, gconstpointer data)
{
  const KsFormat *target = format ("pkcs12");

  for (gsize i = 0; target->protections[i].id != NULL; i++) {
    const char *id = target->protections[i].id;
    KsConversion conversion = { .target = target,
                                .password = fixture->store,
                                .scheme = id,
                                .iterations = 2345 };
    KsConversion again = { .target = target, .password = fixture->fresh };
    g_autoptr (GError) error = NULL;
    g_autoptr (KsStore) first = ks_convert (fixture->pkcs12, &conversion, fixture->keyring, NULL, &error);
    g_autoptr (KsStore) second = NULL;
    guint iterations = 0;

    g_assert_no_error (error);
    g_assert_cmpstr (target->get_scheme (first, &iterations), ==, id);
    g_assert_cmpuint (iterations, ==, 2345);
    second = ks_convert (first, &again, fixture->keyring, NULL, &error);
    g_assert_no_error (error);
    g_assert_cmpstr (target->get_scheme (second, &iterations), ==, id);
    g_assert_cmpuint (iterations, ==, 2345);
    assert_opens (find (second, "web"), fixture->fresh);
  }
}

static void
test_protection_wrong (Fixture *fixture, gconstpointer data)
{
  KsConversion unknown = { .target = format ("pkcs12"), .password = fixture->store, .scheme = "rot13" };
  KsConversion many = { .target = format ("pkcs12"),
                        .password = fixture->store,
                        .scheme = "modern",
                        .iterations = 4000000 };
  g_autoptr (GError) error = NULL;

  g_assert_null (ks_convert (fixture->pkcs12, &unknown, fixture->keyring, NULL, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED);
  g_clear_error (&error);
  g_assert_null (ks_convert (fixture->pkcs12, &many, fixture->keyring, NULL, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_TOO_LARGE);
}

/* In the same format nothing is left out, and what is said is what happens. */
/* In PEM no certificate is a trusted one, so that they are kept without the key that nobody opens. */
static void
test_locked_to_pem (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) losses = list_losses (fixture->jks, format ("pem"), fixture->keyring);
  g_autoptr (GError) error = NULL;
  g_autoptr (KsStore) pem = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (KsStore) again = NULL;
  const KsLoss *loss = find_loss (losses, "web", 1);

  g_assert_true (loss->needs_password);
  g_assert_nonnull (strstr (loss->sentence, "only its certificates are kept"));
  pem = convert (fixture->jks, format ("pem"), fixture->keyring, NULL, &error);
  g_assert_no_error (error);
  bytes = ks_store_serialize (pem, NULL, NULL, &error);
  g_assert_no_error (error);
  again = ks_store_load (bytes, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (again)), ==, 2);
  g_assert_cmpint (ks_entry_get_kind (find (again, "web")), ==, KS_ENTRY_CERTIFICATE);
  g_assert_true (ks_certificate_equal (ks_entry_get_leaf (find (again, "web")),
                                       ks_entry_get_leaf (find (fixture->jks, "web"))));
  find (again, "trusted");
}

static void
test_locked_stays (Fixture *fixture, gconstpointer data)
{
  KsConversion conversion = { .target = format ("jks"), .password = fixture->fresh };
  g_autoptr (GPtrArray) losses = ks_convert_list_losses (fixture->jks, &conversion, fixture->keyring);
  const KsLoss *loss = find_loss (losses, "web", 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (KsStore) converted = ks_convert (fixture->jks, &conversion, fixture->keyring, NULL, &error);

  g_assert_true (loss->needs_password);
  g_assert_cmpstr (loss->sentence, ==, "Its key has a password that is not known. It keeps that password.");
  g_assert_no_error (error);
  assert_opens (find (converted, "web"), fixture->key);
  g_assert_true (g_bytes_equal (ks_key_get_bytes (ks_entry_get_key (find (converted, "web"))),
                                ks_key_get_bytes (ks_entry_get_key (find (fixture->jks, "web")))));
}

static void
test_wide_password (Fixture *fixture, gconstpointer data)
{
  g_autoptr (KsSecret) wide = ks_secret_new_from_string ("pässwörd");
  KsConversion conversion = { .target = format ("pkcs12"), .password = wide };
  g_autoptr (GPtrArray) losses = ks_convert_list_losses (fixture->pkcs12, &conversion, fixture->keyring);

  g_assert_nonnull (strstr (find_loss (losses, NULL, 1)->sentence, "Java will not open the file"));
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  KsConversion conversion = { .target = format ("jks"), .password = fixture->fresh };

  g_cancellable_cancel (cancellable);
  g_assert_null (ks_convert (fixture->pkcs12, &conversion, fixture->keyring, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_paste (Fixture *fixture, gconstpointer data)
{
  g_autoptr (KsEntry) key = NULL;
  g_autoptr (KsEntry) twin = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (ks_convert_entry (find (fixture->pkcs12, "aes"), fixture->jks, fixture->keyring,
                                   fixture->fresh, NOW, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_LOSSY);
  g_clear_error (&error);
  g_assert_null (ks_convert_entry (find (fixture->jks, "web"), fixture->pkcs12, fixture->keyring,
                                   fixture->fresh, NOW, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_WRONG_PASSWORD);
  g_clear_error (&error);

  key = ks_convert_entry (find (fixture->pkcs12, "web"), fixture->jks, fixture->keyring, fixture->fresh, NOW,
                          &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ks_entry_get_alias (key), ==, "web-2");
  g_assert_cmpuint (ks_entry_get_chain_length (key), ==, 3);
  assert_opens (key, fixture->fresh);

  twin = ks_convert_entry (find (fixture->pkcs12, "aes"), fixture->pkcs12, fixture->keyring, fixture->fresh,
                           NOW, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ks_key_get_kind (ks_entry_get_key (twin)), ==, KS_KEY_SECRET);
  assert_opens (twin, fixture->fresh);
}

static void
test_new_password_jks (Fixture *fixture, gconstpointer data)
{
  g_autoptr (KsEdit) edit = NULL;
  g_autoptr (KsEdit) undone = NULL;
  g_autoptr (KsEntry) pasted = NULL;
  g_autoptr (GError) error = NULL;

  pasted = ks_convert_entry (find (fixture->pkcs12, "web"), fixture->jks, fixture->keyring, fixture->store,
                             NOW, &error);
  g_assert_no_error (error);
  ks_store_add_loaded (fixture->jks, pasted);

  edit = ks_convert_new_password_edit (fixture->jks, fixture->keyring, fixture->fresh, &error);
  g_assert_no_error (error);
  ks_store_apply (fixture->jks, edit, &error);
  g_assert_no_error (error);
  g_assert_true (ks_secret_equal (ks_store_get_password (fixture->jks), fixture->fresh));
  assert_opens (find (fixture->jks, "web"), fixture->key);
  assert_opens (find (fixture->jks, "web-2"), fixture->fresh);

  undone = ks_store_undo (fixture->jks);
  g_assert_true (ks_secret_equal (ks_store_get_password (fixture->jks), fixture->store));
  assert_opens (find (fixture->jks, "web-2"), fixture->store);
}

static void
test_new_password_pkcs12 (Fixture *fixture, gconstpointer data)
{
  g_autoptr (KsKeyring) wrong = ks_keyring_new (fixture->key);
  g_autoptr (KsEdit) edit = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (KsStore) again = NULL;
  g_autoptr (GError) error = NULL;
  KsReadOptions options = { .password = fixture->fresh };

  g_assert_null (ks_convert_new_password_edit (fixture->pkcs12, wrong, fixture->fresh, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_WRONG_PASSWORD);
  g_clear_error (&error);

  edit = ks_convert_new_password_edit (fixture->pkcs12, fixture->keyring, fixture->fresh, &error);
  g_assert_no_error (error);
  ks_store_apply (fixture->pkcs12, edit, &error);
  g_assert_no_error (error);
  bytes = ks_store_serialize (fixture->pkcs12, NULL, NULL, &error);
  g_assert_no_error (error);
  again = ks_store_load (bytes, &options, NULL, &error);
  g_assert_no_error (error);
  assert_opens (find (again, "web"), fixture->fresh);
  assert_opens (find (again, "aes"), fixture->fresh);
  g_assert_cmpint (ks_entry_get_created_ms (find (again, "web")), ==,
                   ks_entry_get_created_ms (find (fixture->pkcs12, "web")));
}

static void
test_new_entry_password (Fixture *fixture, gconstpointer data)
{
  g_autoptr (KsEdit) edit = NULL;
  g_autoptr (GError) error = NULL;
  KsEntry *web = find (fixture->jks, "web");

  g_assert_null (ks_convert_new_entry_password_edit (fixture->pkcs12, find (fixture->pkcs12, "web"),
                                                     fixture->store, fixture->fresh, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED);
  g_clear_error (&error);
  g_assert_null (ks_convert_new_entry_password_edit (fixture->jks, web, fixture->store, fixture->fresh,
                                                     &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_WRONG_PASSWORD);
  g_clear_error (&error);
  g_assert_null (ks_convert_new_entry_password_edit (fixture->jks, find (fixture->jks, "trusted"),
                                                     fixture->store, fixture->fresh, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_NOT_FOUND);
  g_clear_error (&error);

  edit = ks_convert_new_entry_password_edit (fixture->jks, web, fixture->key, fixture->fresh, &error);
  g_assert_no_error (error);
  ks_store_apply (fixture->jks, edit, &error);
  g_assert_no_error (error);
  assert_opens (find (fixture->jks, "web"), fixture->fresh);
}

int
main (int argc, char *argv[])
{
  static const struct {
    const char *name;
    void (*function) (Fixture *, gconstpointer);
  } tests[] = {
    { "/convert/keyring", test_keyring },
    { "/convert/losses", test_losses },
    { "/convert/losses-to-pem", test_losses_to_pem },
    { "/convert/through-pem", test_through_pem },
    { "/convert/alias-case", test_alias_case },
    { "/convert/chain-order", test_chain_order },
    { "/convert/convert", test_convert },
    { "/convert/protection", test_protection },
    { "/convert/protection-wrong", test_protection_wrong },
    { "/convert/locked-to-pem", test_locked_to_pem },
    { "/convert/locked-stays", test_locked_stays },
    { "/convert/wide-password", test_wide_password },
    { "/convert/cancel", test_cancel },
    { "/convert/paste", test_paste },
    { "/convert/new-password-jks", test_new_password_jks },
    { "/convert/new-password-pkcs12", test_new_password_pkcs12 },
    { "/convert/new-entry-password", test_new_entry_password },
  };

  ks_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].function, tear_down);

  return g_test_run ();
}
