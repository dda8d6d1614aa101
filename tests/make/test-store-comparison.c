/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-store-comparison.h"

#include <string.h>

#include "ks-key-secret.h"
#include "ks-test-pki.h"
#include "ks-test.h"

#define N_MANY 10000
/* Far more than it takes; what grows with the square of the number takes minutes. */
#define MANY_SECONDS 20

static GPtrArray *
list (KsEntry *first, ...)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (g_object_unref);
  va_list more;

  va_start (more, first);
  for (KsEntry *entry = first; entry != NULL; entry = va_arg (more, KsEntry *))
    g_ptr_array_add (entries, entry);
  va_end (more);
  return entries;
}

/* "renewed web=web | only-left a=": what came out, in its order. */
static void
assert_pairs (GPtrArray *left, GPtrArray *right, gboolean fold_aliases, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) pairs = ks_store_comparison_list_pairs (left, right, fold_aliases, NULL, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < pairs->len; i++) {
    KsEntry *ours = ks_store_pair_get_left (pairs->pdata[i]);
    KsEntry *theirs = ks_store_pair_get_right (pairs->pdata[i]);

    g_string_append_printf (text, "%s%s %s=%s", i > 0 ? " | " : "",
                            ks_store_pair_kind_get_nick (ks_store_pair_get_kind (pairs->pdata[i])),
                            ours != NULL ? ks_entry_get_alias (ours) : "",
                            theirs != NULL ? ks_entry_get_alias (theirs) : "");
  }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_kinds (void)
{
  g_autoptr (KsTestIdentity) root = ks_test_identity_new (&(KsTestSpec) { .name = "Root", .ca = TRUE }, NULL);
  g_autoptr (KsTestIdentity) web = ks_test_identity_new (&(KsTestSpec) { .name = "web" }, root);
  g_autoptr (KsTestIdentity) renewed =
    ks_test_identity_cross (web, &(KsTestSpec) { .name = "web", .ends = 664 }, root);
  g_autoptr (KsTestIdentity) one = ks_test_identity_new (&(KsTestSpec) { .name = "api" }, root);
  g_autoptr (KsTestIdentity) other = ks_test_identity_new (&(KsTestSpec) { .name = "api" }, root);
  g_autoptr (GPtrArray) left =
    list (ks_test_entry_new ("web", web, root, NULL), ks_test_entry_new ("api", one, root, NULL),
          ks_test_trusted_new ("root", root), ks_test_trusted_new ("here", one), NULL);
  g_autoptr (GPtrArray) right =
    list (ks_test_trusted_new ("ca", root), ks_test_entry_new ("web-2027", renewed, root, NULL),
          ks_test_entry_new ("api", other, root, NULL), ks_test_trusted_new ("there", renewed), NULL);

  /* The trusted certificate “there” has the key of “web”, which has found its like already. */
  assert_pairs (
    left, right, FALSE,
    "other-key api=api | renewed web=web-2027 | only-left here= | only-right =there | same root=ca");
  assert_pairs (left, left, FALSE, "same api=api | same here=here | same root=root | same web=web");
}

/* Certificates stand in a store more than once: what has alias and kind in common comes first. */
static void
test_repeated (void)
{
  g_autoptr (KsTestIdentity) root = ks_test_identity_new (&(KsTestSpec) { .name = "Root", .ca = TRUE }, NULL);
  g_autoptr (KsTestIdentity) web = ks_test_identity_new (&(KsTestSpec) { .name = "web" }, root);
  g_autoptr (GPtrArray) left = list (ks_test_trusted_new ("a", web), ks_test_entry_new ("b", web, root, NULL),
                                     ks_test_trusted_new ("c", web), NULL);
  g_autoptr (GPtrArray) right =
    list (ks_test_trusted_new ("c", web), ks_test_entry_new ("d", web, root, NULL), NULL);

  assert_pairs (left, right, FALSE, "only-left a= | same b=d | same c=c");
}

static void
test_case (void)
{
  g_autoptr (KsTestIdentity) one = ks_test_identity_new (&(KsTestSpec) { .name = "one" }, NULL);
  g_autoptr (KsTestIdentity) other = ks_test_identity_new (&(KsTestSpec) { .name = "other" }, NULL);
  g_autoptr (GPtrArray) left = list (ks_test_trusted_new ("Web", one), NULL);
  g_autoptr (GPtrArray) right = list (ks_test_trusted_new ("web", other), NULL);

  assert_pairs (left, right, TRUE, "other-key Web=web");
  assert_pairs (left, right, FALSE, "only-left Web= | only-right =web");
}

static KsEntry *
make_secret (const char *alias, const char *text, const char *password)
{
  g_autoptr (KsSecret) octets = ks_secret_new_from_string (text);
  g_autoptr (KsSecret) raw = ks_secret_key_wrap (octets, "AES", NULL);
  g_autoptr (KsKey) key = ks_key_new_plain (KS_KEY_SECRET, raw, NULL);
  g_autoptr (KsSecret) word = password != NULL ? ks_secret_new_from_string (password) : NULL;
  g_autoptr (KsKey) hidden =
    word != NULL ? ks_key_protect_kind (KS_KEY_SECRET, raw, word, KS_KEY_SCHEME_PBES2_AES256, 1000, NULL)
                 : g_object_ref (key);

  g_assert_nonnull (hidden);
  return ks_entry_new (KS_ENTRY_SECRET, alias, 0, hidden, NULL);
}

/* A secret key is known by its alias; whether it is the same one is seen only where it lies open. */
static void
test_secrets (void)
{
  g_autoptr (KsEntry) kept = make_secret ("kept", "0123456789abcdef", "password");
  g_autoptr (GPtrArray) left =
    list (make_secret ("open", "0123456789abcdef", NULL), make_secret ("changed", "0123456789abcdef", NULL),
          make_secret ("locked", "0123456789abcdef", "password"),
          make_secret ("mine", "0123456789abcdef", NULL), g_object_ref (kept), NULL);
  g_autoptr (GPtrArray) right =
    list (make_secret ("open", "0123456789abcdef", NULL), make_secret ("changed", "fedcba9876543210", NULL),
          make_secret ("locked", "0123456789abcdef", "password"), ks_entry_with_created (kept, 1000), NULL);

  assert_pairs (
    left, right, FALSE,
    "other-key changed=changed | uncompared locked=locked | only-left mine= | same kept=kept | same open=open");
}

/* A bare private key belongs to none but the same key. */
static void
test_bare_keys (void)
{
  g_autoptr (KsTestIdentity) one = ks_test_identity_new (&(KsTestSpec) { .name = "one" }, NULL);
  g_autoptr (KsSecret) pkcs8 = ks_test_identity_dup_key (one);
  g_autoptr (KsKey) key = ks_key_new_plain (KS_KEY_PRIVATE, pkcs8, NULL);
  g_autoptr (GPtrArray) left = list (ks_entry_new (KS_ENTRY_KEY, "bare", 0, key, NULL), NULL);
  g_autoptr (GPtrArray) again = list (ks_entry_new (KS_ENTRY_KEY, "again", 0, key, NULL), NULL);
  g_autoptr (GPtrArray) whole = list (ks_test_entry_new ("whole", one, NULL), NULL);

  assert_pairs (left, again, FALSE, "same bare=again");
  assert_pairs (left, whole, FALSE, "renewed bare=whole");
}

static void
test_other_kinds (void)
{
  g_autoptr (KsTestIdentity) root = ks_test_identity_new (&(KsTestSpec) { .name = "Root", .ca = TRUE }, NULL);
  g_autoptr (GBytes) crl = ks_test_crl_new (root, NULL);
  g_autoptr (GBytes) newer = ks_test_crl_new (root, root);
  g_autoptr (GBytes) junk = g_bytes_new_static ("junk", 4);
  g_autoptr (GPtrArray) left = list (ks_entry_new_data (KS_ENTRY_CRL, "crl", crl),
                                     ks_entry_new_data (KS_ENTRY_REQUEST, "broken", junk), NULL);
  g_autoptr (GPtrArray) right =
    list (ks_entry_new_data (KS_ENTRY_CRL, "crl", newer),
          ks_entry_new_data (KS_ENTRY_REQUEST, "broken", junk), ks_test_trusted_new ("crl", root), NULL);

  assert_pairs (left, right, FALSE, "renewed crl=crl | only-right =crl | same broken=broken");
}

static void
test_remarks (void)
{
  g_autoptr (KsTestIdentity) root = ks_test_identity_new (&(KsTestSpec) { .name = "Root", .ca = TRUE }, NULL);
  g_autoptr (KsTestIdentity) web = ks_test_identity_new (&(KsTestSpec) { .name = "web" }, root);
  g_autoptr (KsTestIdentity) renewed =
    ks_test_identity_cross (web, &(KsTestSpec) { .name = "web", .ends = 664 }, root);
  g_autoptr (KsEntry) whole = ks_test_entry_new ("web", web, root, NULL);
  g_autoptr (KsEntry) alone = ks_test_entry_new ("web", web, NULL);
  g_autoptr (KsEntry) trusted = ks_test_trusted_new ("web", web);
  g_autoptr (KsEntry) later = ks_test_entry_new ("web", renewed, root, NULL);
  const struct {
    KsStorePairKind kind;
    KsEntry *left, *right;
    const char *remark;
  } rows[] = {
    { KS_STORE_PAIR_SAME, whole, whole, NULL },
    { KS_STORE_PAIR_SAME, whole, alone, "The issuers beside it differ" },
    { KS_STORE_PAIR_SAME, whole, trusted, "Only the first has the private key" },
    { KS_STORE_PAIR_SAME, trusted, whole, "Only the second has the private key" },
    { KS_STORE_PAIR_RENEWED, whole, later, "The second ends 364 days later" },
    { KS_STORE_PAIR_RENEWED, later, whole, "The first ends 364 days later" },
    { KS_STORE_PAIR_ONLY_LEFT, whole, NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (KsStorePair) pair = ks_store_pair_new (rows[i].kind, rows[i].left, rows[i].right);
    g_autoptr (KsStorePair) again = ks_store_pair_new (rows[i].kind, rows[i].left, rows[i].right);
    g_autofree char *remark = ks_store_pair_dup_remark (pair);

    g_assert_cmpstr (remark, ==, rows[i].remark);
    g_assert_true (ks_store_pair_equal (pair, again));
    if (rows[i].kind == KS_STORE_PAIR_SAME)
      g_assert_true (ks_store_pair_has_remark (pair) == (remark != NULL));
  }
}

/* The same certificate with another serial number, and so of the same key. */
static KsEntry *
make_numbered (GBytes *der, gsize serial_at, guint number)
{
  g_autofree char *alias = g_strdup_printf ("entry-%u", number);
  g_autoptr (GPtrArray) chain = g_ptr_array_new_with_free_func (g_object_unref);
  gsize size;
  guint8 *data = g_memdup2 (g_bytes_get_data (der, &size), g_bytes_get_size (der));
  g_autoptr (GBytes) bytes = NULL;

  size = g_bytes_get_size (der);
  for (guint i = 0; i < 4; i++)
    data[serial_at + i] = (guint8) (number >> (24 - 8 * i)) & 0x7f;
  bytes = g_bytes_new_take (data, size);
  g_ptr_array_add (chain, ks_certificate_new (bytes));
  return ks_entry_new (KS_ENTRY_CERTIFICATE, alias, 0, NULL, chain);
}

static gsize
find_serial (GBytes *der)
{
  static const guint8 serial[] = { 0x02, 0x05, 0x40, 0x11, 0x22, 0x33, 0x44 };
  gsize size;
  const guint8 *data = g_bytes_get_data (der, &size);
  const guint8 *found = memmem (data, size, serial, sizeof serial);

  g_assert_nonnull (found);
  return (gsize) (found - data) + 3;
}

/* All have one key, so that every round has all of them to look at; the even ones are in both. */
static void
test_many (void)
{
  /* 0x4011223344 */
  g_autoptr (KsTestIdentity) one =
    ks_test_identity_new (&(KsTestSpec) { .name = "many", .serial = "275165360964" }, NULL);
  GBytes *der = ks_certificate_get_der (ks_test_identity_get_certificate (one));
  gsize serial_at = find_serial (der);
  g_autoptr (GPtrArray) left = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) right = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) pairs = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  guint counts[KS_STORE_PAIR_N_KINDS] = { 0 };
  gint64 start;

  for (guint i = 0; i < N_MANY; i++) {
    /* Seven bits of each byte are the number's. */
    guint number = (i & 0x7f) | (i & 0x3f80) << 1;

    g_ptr_array_add (left, make_numbered (der, serial_at, number));
    g_ptr_array_add (right, make_numbered (der, serial_at, i % 2 == 0 ? number : number | 0x01000000));
  }
  start = g_get_monotonic_time ();
  pairs = ks_store_comparison_list_pairs (left, right, TRUE, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_get_monotonic_time () - start, <, MANY_SECONDS * G_USEC_PER_SEC);
  g_test_message ("%d and %d entries: %" G_GINT64_FORMAT " ms", N_MANY, N_MANY,
                  (g_get_monotonic_time () - start) / 1000);
  for (guint i = 0; i < pairs->len; i++)
    counts[ks_store_pair_get_kind (pairs->pdata[i])]++;
  g_assert_cmpuint (counts[KS_STORE_PAIR_SAME], ==, N_MANY / 2);
  g_assert_cmpuint (counts[KS_STORE_PAIR_RENEWED], ==, N_MANY / 2);

  g_cancellable_cancel (cancellable);
  g_assert_null (ks_store_comparison_list_pairs (left, right, TRUE, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_empty (void)
{
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();

  assert_pairs (nothing, nothing, FALSE, "");
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/store-comparison/kinds", test_kinds);
  g_test_add_func ("/store-comparison/repeated", test_repeated);
  g_test_add_func ("/store-comparison/case", test_case);
  g_test_add_func ("/store-comparison/secrets", test_secrets);
  g_test_add_func ("/store-comparison/bare-keys", test_bare_keys);
  g_test_add_func ("/store-comparison/other-kinds", test_other_kinds);
  g_test_add_func ("/store-comparison/remarks", test_remarks);
  g_test_add_func ("/store-comparison/many", test_many);
  g_test_add_func ("/store-comparison/empty", test_empty);

  return g_test_run ();
}
