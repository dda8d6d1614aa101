/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-test-make.h"
#include "ks-test.h"

#include <string.h>

#define LATER (KS_TEST_MAKE_NOW + 300 * KS_DAY)

/* A keystore with one entry "web", and its key. */
typedef struct {
  KsStore *store;
  KsEntry *entry;
  KsTestMade *root; /* or NULL */
  KsTestMade *made;
  KsSecret *password;
} Fixture;

static void
set_up (Fixture *self, const char *format, const char *usage, gboolean has_ca)
{
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  g_autoptr (KsKey) key = NULL;
  g_autoptr (KsEntry) plain = NULL;
  g_autoptr (KsKeyring) keyring = ks_keyring_new (NULL);
  const char *names = g_str_has_prefix (usage, "tls") ? "gw.example.org *.example.org 192.0.2.1" : NULL;

  self->password = ks_secret_new_from_string ("changeit");
  self->store = ks_store_new (ks_format_find (format));
  ks_store_set_loaded_password (self->store, self->password);
  self->root = has_ca ? ks_test_made_new ("ec-p256", "certificate-authority", "CN=Root", NULL, NULL) : NULL;
  self->made = ks_test_made_new ("rsa-2048", usage, "CN=gw.example.org,O=Example", names, self->root);
  g_ptr_array_add (chain, self->made->certificate);
  if (has_ca)
    g_ptr_array_add (chain, self->root->certificate);
  key = ks_key_new_plain (KS_KEY_PRIVATE, self->made->pkcs8, NULL);
  plain = ks_entry_new (KS_ENTRY_KEY, "web", 1, key, chain);
  self->entry = ks_convert_entry (plain, self->store, keyring, self->password, 1, NULL);
  ks_store_add_loaded (self->store, self->entry);
}

static void
tear_down (Fixture *self)
{
  g_object_unref (self->store);
  g_object_unref (self->entry);
  g_clear_pointer (&self->root, ks_test_made_free);
  ks_test_made_free (self->made);
  ks_secret_unref (self->password);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, tear_down)

static KsRenewal *
renew (Fixture *self, const KsRenewalChoice *choice, KsRoleKind role, GError **error)
{
  return ks_renewal_new (self->store, self->entry, role, choice, self->made->pkcs8, self->password, LATER,
                         NULL, error);
}

static KsRenewalChoice
self_signed (const char *new_key)
{
  return (KsRenewalChoice) {
    .kind = KS_RENEWAL_SELF_SIGNED,
    .new_key = new_key != NULL ? ks_key_algorithm_find (new_key) : NULL,
    .not_before = LATER,
    .not_after = LATER + 100 * KS_DAY - 1,
  };
}

static void
assert_same_names (KsCertificate *a, KsCertificate *b)
{
  const char *const *left = ks_certificate_get_extended_key_usage (a);
  const char *const *right = ks_certificate_get_extended_key_usage (b);

  g_assert_true (ks_name_equal (ks_certificate_get_subject (a), ks_certificate_get_subject (b)));
  g_assert_cmpuint (ks_certificate_get_n_alt_names (a), ==, ks_certificate_get_n_alt_names (b));
  for (guint i = 0; i < ks_certificate_get_n_alt_names (a); i++)
    g_assert_true (ks_general_name_equal (ks_certificate_get_alt_name (a, i),
                                          ks_certificate_get_alt_name (b, i)));
  g_assert_true ((left == NULL) == (right == NULL));
  if (left != NULL)
    g_assert_cmpstrv ((char **) left, (char **) right);
}

/* The key of @entry opens with the store's password, and is its certificate's. */
static void
assert_opens (Fixture *self, KsEntry *entry)
{
  g_autoptr (KsKeyring) keyring = ks_keyring_new (self->password);
  g_autoptr (GError) error = NULL;
  g_autoptr (KsSecret) plain = ks_keyring_unlock (keyring, entry, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (ks_key_matches_spki (plain, ks_certificate_get_spki (ks_entry_get_leaf (entry)), NULL));
}

static guint
count (Fixture *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->store));
}

static void
undo (Fixture *self)
{
  g_autoptr (KsEdit) edit = ks_store_undo (self->store);

  g_assert_nonnull (edit);
}

static void
test_self_signed_same_key (void)
{
  static const char *const formats[] = { "jks", "pkcs12", "pem" };

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++) {
    g_auto (Fixture) fixture = { 0 };
    const KsRenewalChoice choice = self_signed (NULL);
    g_autoptr (GError) error = NULL;
    g_autoptr (KsRenewal) renewal = NULL;
    KsCertificate *leaf = NULL;

    set_up (&fixture, formats[i], "tls-server", i == 0);
    renewal = renew (&fixture, &choice, KS_ROLE_KIND_TLS_SERVER, &error);
    g_assert_no_error (error);
    g_assert_null (ks_renewal_get_request (renewal));
    g_assert_true (ks_store_apply (fixture.store, ks_renewal_get_edit (renewal), &error));
    g_assert_cmpuint (count (&fixture), ==, 1);
    leaf = ks_entry_get_leaf (ks_store_find (fixture.store, "web"));
    g_assert_cmpuint (ks_entry_get_chain_length (ks_store_find (fixture.store, "web")), ==, 1);
    assert_same_names (leaf, fixture.made->certificate);
    assert_opens (&fixture, ks_store_find (fixture.store, "web"));
    g_assert_cmpstr (ks_certificate_get_spki_sha256 (leaf), ==,
                     ks_certificate_get_spki_sha256 (fixture.made->certificate));
    g_assert_cmpint (ks_certificate_get_not_after (leaf), ==, choice.not_after);
    g_assert_true (ks_certificate_is_self_signed (leaf));

    undo (&fixture);
    g_assert_true (ks_store_find (fixture.store, "web") == fixture.entry);
  }
}

static void
test_self_signed_new_key (void)
{
  for (guint keeps = 0; keeps < 2; keeps++) {
    g_auto (Fixture) fixture = { 0 };
    KsRenewalChoice choice = self_signed ("ec-p256");
    g_autoptr (GError) error = NULL;
    g_autoptr (KsRenewal) renewal = NULL;
    KsEntry *entry = NULL;

    set_up (&fixture, "jks", "tls-server", FALSE);
    choice.keeps_old = keeps == 1;
    renewal = renew (&fixture, &choice, KS_ROLE_KIND_TLS_SERVER, &error);
    g_assert_no_error (error);
    g_assert_true (ks_store_apply (fixture.store, ks_renewal_get_edit (renewal), &error));
    g_assert_cmpuint (count (&fixture), ==, 1 + keeps);
    entry = ks_store_find (fixture.store, "web");
    assert_same_names (ks_entry_get_leaf (entry), fixture.made->certificate);
    assert_opens (&fixture, entry);
    g_assert_cmpstr (ks_certificate_get_key_text (ks_entry_get_leaf (entry)), ==, "EC P-256");
    if (keeps == 1)
      assert_opens (&fixture, ks_store_find (fixture.store, "web-old"));
  }
}

static void
test_request_same_key (void)
{
  g_auto (Fixture) fixture = { 0 };
  const KsRenewalChoice choice = { .kind = KS_RENEWAL_REQUEST };
  g_autoptr (GError) error = NULL;
  g_autoptr (KsRenewal) renewal = NULL;
  KsRequest *request = NULL;

  set_up (&fixture, "pkcs12", "tls-server", TRUE);
  renewal = renew (&fixture, &choice, KS_ROLE_KIND_TLS_SERVER, &error);
  g_assert_no_error (error);
  g_assert_null (ks_renewal_get_edit (renewal));
  g_assert_true (ks_renewal_get_entry (renewal) == fixture.entry);
  request = ks_renewal_get_request (renewal);
  g_assert_true (ks_request_verify (request, NULL));
  g_assert_cmpuint (ks_request_get_n_alt_names (request), ==, 3);
  g_assert_cmpstr (ks_request_get_spki_sha256 (request), ==,
                   ks_certificate_get_spki_sha256 (fixture.made->certificate));
}

/* The CA signs the request of the entry beside, and it takes the old one's place. */
static void
answer (Fixture *fixture, KsRenewal *renewal)
{
  KsEntry *entry = ks_renewal_get_entry (renewal);
  KsRequest *request = ks_renewal_get_request (renewal);
  g_autoptr (KsCertificateSpec) spec = ks_request_to_spec (request);
  g_autoptr (KsCertificate) certificate = NULL;
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  g_autoptr (KsEntry) answered = NULL;
  g_autoptr (KsEdit) edit = NULL;

  ks_certificate_spec_set_validity (spec, LATER, 90);
  certificate = ks_certificate_spec_issue (spec, ks_request_get_spki (request), fixture->root->certificate,
                                           fixture->root->pkcs8, NULL);
  g_assert_nonnull (certificate);
  g_ptr_array_add (chain, certificate);
  g_ptr_array_add (chain, fixture->root->certificate);
  answered = ks_entry_with_chain (entry, chain);
  edit = ks_edit_new_replace ("answer", entry, answered);
  g_assert_true (ks_store_apply (fixture->store, edit, NULL));
}

static void
test_request_new_key (void)
{
  g_auto (Fixture) fixture = { 0 };
  const KsRenewalChoice choice = { .kind = KS_RENEWAL_REQUEST,
                                   .new_key = ks_key_algorithm_find ("rsa-2048") };
  g_autoptr (GError) error = NULL;
  g_autoptr (KsRenewal) renewal = NULL;
  g_autoptr (KsEdit) swap = NULL;
  g_autofree char *fresh = NULL;
  KsEntry *beside = NULL;

  set_up (&fixture, "jks", "tls-server", TRUE);
  renewal = renew (&fixture, &choice, KS_ROLE_KIND_TLS_SERVER, &error);
  g_assert_no_error (error);
  g_assert_true (ks_store_apply (fixture.store, ks_renewal_get_edit (renewal), &error));
  beside = ks_store_find (fixture.store, "web-new");
  assert_opens (&fixture, beside);
  assert_same_names (ks_entry_get_leaf (beside), fixture.made->certificate);
  g_assert_cmpstr (ks_request_get_spki_sha256 (ks_renewal_get_request (renewal)), ==,
                   ks_certificate_get_spki_sha256 (ks_entry_get_leaf (beside)));
  g_assert_true (ks_store_find (fixture.store, "web") == fixture.entry);
  g_assert_null (ks_renewal_find_replaced (fixture.store, beside));
  g_assert_null (ks_renewal_find_replaced (fixture.store, fixture.entry));

  answer (&fixture, renewal);
  beside = ks_store_find (fixture.store, "web-new");
  fresh = g_strdup (ks_certificate_get_sha256 (ks_entry_get_leaf (beside)));
  g_assert_true (ks_renewal_find_replaced (fixture.store, beside) == fixture.entry);
  swap = ks_renewal_new_swap_edit (fixture.store, beside, fixture.entry);
  g_assert_true (ks_store_apply (fixture.store, swap, &error));
  g_assert_cmpuint (count (&fixture), ==, 2);
  g_assert_cmpstr (ks_certificate_get_sha256 (ks_entry_get_leaf (ks_store_find (fixture.store, "web"))), ==,
                   fresh);
  assert_opens (&fixture, ks_store_find (fixture.store, "web"));
  assert_opens (&fixture, ks_store_find (fixture.store, "web-old"));
  undo (&fixture);
  g_assert_true (ks_store_find (fixture.store, "web") == fixture.entry);
}

/* Nothing is made of a key that encrypts data before the warning is accepted. */
static void
test_encryption (void)
{
  for (guint i = 0; i < 4; i++) {
    g_auto (Fixture) fixture = { 0 };
    KsRenewalChoice choice = self_signed (i % 2 == 0 ? "rsa-2048" : NULL);
    g_autoptr (GError) error = NULL;
    g_autoptr (KsRenewal) refused = NULL;
    g_autoptr (KsRenewal) renewal = NULL;
    g_autofree char *warning = NULL;
    KsRoleKind role = i < 2 ? KS_ROLE_KIND_GENERAL : KS_ROLE_KIND_INTERNAL_ENCRYPTION;

    /* Once the certificate says it, once the file's role. */
    set_up (&fixture, "jks", i < 2 ? "internal-encryption" : "custom", FALSE);
    warning = ks_renewal_dup_warning (fixture.entry, role, choice.new_key != NULL);
    g_assert_nonnull (strstr (warning, "unreadable"));
    refused = renew (&fixture, &choice, role, &error);
    g_assert_null (refused);
    g_assert_error (error, KS_ERROR, KS_ERROR_LOSSY);
    g_assert_cmpstr (error->message, ==, warning);
    g_clear_error (&error);
    choice.accepts_loss = TRUE;
    renewal = renew (&fixture, &choice, role, &error);
    g_assert_no_error (error);
    g_assert_nonnull (renewal);
  }
}

static void
test_no_warning (void)
{
  g_auto (Fixture) server = { 0 };

  set_up (&server, "jks", "tls-server", FALSE);
  g_assert_null (ks_renewal_dup_warning (server.entry, KS_ROLE_KIND_TLS_SERVER, TRUE));
  g_assert_null (ks_renewal_dup_warning (server.entry, KS_ROLE_KIND_GENERAL, FALSE));
}

static void
test_aliases (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (KsEntry) taken = NULL;
  KsRenewalChoice choice = { .kind = KS_RENEWAL_REQUEST };
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  set_up (&fixture, "jks", "tls-server", FALSE);
  first = ks_renewal_make_alias (fixture.store, fixture.entry, &choice);
  g_assert_cmpstr (first, ==, "web-new");
  taken = ks_entry_with_alias (fixture.entry, "web-new");
  ks_store_add_loaded (fixture.store, taken);
  second = ks_renewal_make_alias (fixture.store, fixture.entry, &choice);
  g_assert_cmpstr (second, ==, "web-new-2");
}

static void
test_bad_input (void)
{
  g_auto (Fixture) fixture = { 0 };
  KsRenewalChoice choice = self_signed (NULL);
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (KsTestMade) other = ks_test_made_new ("ec-p256", "custom", "CN=other", NULL, NULL);
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  g_autoptr (KsEntry) trusted = NULL;
  g_autoptr (GError) error = NULL;

  set_up (&fixture, "jks", "tls-server", FALSE);
  g_ptr_array_add (chain, other->certificate);
  trusted = ks_entry_new (KS_ENTRY_CERTIFICATE, "ca", 0, NULL, chain);
  g_assert_false (ks_renewal_is_possible (trusted));

  /* Ends before it starts; the key of somebody else; cancelled before it began. */
  choice.not_after = choice.not_before - 1;
  g_assert_null (renew (&fixture, &choice, KS_ROLE_KIND_GENERAL, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_MALFORMED);
  g_clear_error (&error);
  choice = self_signed (NULL);
  g_assert_null (ks_renewal_new (fixture.store, fixture.entry, KS_ROLE_KIND_GENERAL, &choice, other->pkcs8,
                                 fixture.password, LATER, NULL, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_KEY_MISMATCH);
  g_clear_error (&error);
  choice = self_signed ("rsa-4096");
  g_cancellable_cancel (cancelled);
  g_assert_null (ks_renewal_new (fixture.store, fixture.entry, KS_ROLE_KIND_GENERAL, &choice,
                                 fixture.made->pkcs8, fixture.password, LATER, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/renewal/self-signed-same-key", test_self_signed_same_key);
  g_test_add_func ("/renewal/self-signed-new-key", test_self_signed_new_key);
  g_test_add_func ("/renewal/request-same-key", test_request_same_key);
  g_test_add_func ("/renewal/request-new-key", test_request_new_key);
  g_test_add_func ("/renewal/encryption", test_encryption);
  g_test_add_func ("/renewal/no-warning", test_no_warning);
  g_test_add_func ("/renewal/aliases", test_aliases);
  g_test_add_func ("/renewal/bad-input", test_bad_input);

  return g_test_run ();
}
